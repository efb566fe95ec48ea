import { once } from 'node:events'
import { flushCompileCache } from 'node:module'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { FastifyInstance } from 'fastify'
import { duties } from '../../duties/index.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import { startSealer } from '../../platform/audit/sealer.ts'
import { citiesOf, createCity, upgradeCities, type City } from '../../platform/city.ts'
import { problems, Problem } from '../../platform/core/problem.ts'
import { createAdministrators } from '../../platform/identity/administrators.ts'
import type { Installation } from '../../platform/installation.ts'
import { startLauncher, type Launcher } from '../../platform/jobs/launch.ts'
import { startRunner } from '../../platform/jobs/runner.ts'
import { startSchedules } from '../../platform/jobs/schedule.ts'
import { allDuties, assemble, jobsOf } from '../../platform/platform.ts'
import { demoState } from '../../demo/state.ts'
import { hasPages, makeDemo, printDemoAccounts } from '../demo-city.ts'
import { open, type Place } from '../kit.ts'
import { say, table } from '../tell.ts'

problems({
  'serve.port': [409, '端口 {port} 已被占用，请用 --port 换一个端口。', 'Port {port} is in use. Choose another with --port.'],
  'serve.address': [409, '无法在 {host}:{port} 上监听：{why}', 'Cannot listen at {host}:{port}: {why}'],
  'serve.demo-exposed': [
    403, '这里有演示账号（密码公开），不能在 {host} 上提供服务。请改用 --empty 新建正式城市，或只在本机使用。',
    'There are demo accounts here, whose password everybody knows, so the program does not serve at {host}. Make a city without them (--empty with another --data), or stay on this machine.',
  ],
})

export type ServeOptions = Place & {
  readonly port: number
  readonly host: string
  readonly empty?: boolean
  readonly jobs: boolean
  readonly demoScale?: number
  readonly trustProxy?: boolean
}

const ROOT = join(import.meta.dirname, '..', '..')
const ERRAND = new URL('../errand.ts', import.meta.url)
const PAGES = join(ROOT, 'dist', 'web')
const DEFAULT_CITY = '140700'
/** What is under way may take this long to finish when the program is asked to stop, milliseconds. */
const GRACE = 10_000

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host)

/** Starts everything, and answers when it has been stopped again. */
export async function serve(options: ServeOptions): Promise<void> {
  await checkAddress(options)
  const stopping = stopSignal()
  const installation = await open(options, { log: say })
  try {
    await ensureCity(installation, options)
    await upgradeCities(installation, allDuties(duties))
    const cities = await citiesOf(installation)
    if (!isLoopback(options.host) && cities.some(({ demo }) => demo)) throw new Problem('serve.demo-exposed', { host: options.host })
    await ensurePages()
    // Not only at its end, which a power cut would take: all that is needed for a start has been read by now.
    flushCompileCache()
    shrinkHeap()
    await run(installation, cities, options, stopping)
  } finally {
    await installation.stop()
    // What still waits for a database that answered no more must not keep the program.
    setTimeout(() => process.exit(), GRACE).unref()
  }
}

/**
 * Making a city or the pages, and loading the program too, takes a larger heap than serving does, and V8 would keep it for good: it is
 * given back once, before the program serves. Without it 406 MiB are held after a large import, with it 244.
 */
function shrinkHeap(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (how: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void // V8's own, reachable only so
  collect({ type: 'major', flavor: 'last-resort' })
  setFlagsFromString('--no-expose-gc')
}

async function run(installation: Installation, cities: readonly City[], options: ServeOptions, stopping: Promise<void>): Promise<void> {
  const { dir, ownerUrl } = installation
  const launcher = startLauncher(ERRAND, { url: ownerUrl, keys: dir, dir })
  const app = await assemble(installation, duties, { log: { level: 'warn' }, web: PAGES, trustProxy: options.trustProxy, launch: launcher.launch })
  const report = (message: string, error?: unknown): void => app.log.warn({ err: error }, message)
  const address = await listen(app, options)
  const background = options.jobs ? startBackground(installation, cities, launcher, report) : undefined
  announce(address, cities)
  const outages = tellOutages(installation)
  await stopping
  outages.stop()
  say('正在停止…… Stopping…')
  await within(GRACE, app.close())
  await within(2 * GRACE, background?.stop() ?? Promise.resolve())
  launcher.stop()
}

/** Jobs, their schedules, and the sealer of the audit trail. */
function startBackground(
  installation: Installation, cities: readonly City[], { launch }: Launcher, log: (message: string, error?: unknown) => void,
): { readonly stop: () => Promise<void> } {
  const { database, files, dir } = installation
  const codes = cities.map(({ code }) => code)
  const kinds = jobsOf(allDuties(duties), installation)
  const runner = startRunner({ database, files, cities: codes, kinds, alone: !process.env['DATABASE_URL'], launch, log })
  const schedules = startSchedules({ database, cities: codes, kinds, log })
  const sealer = startSealer({ database, cities: codes, dir, log })
  return {
    stop: async () => {
      schedules.stop()
      await runner.stop(GRACE)
      await sealer.stop()
    },
  }
}

/** The first run makes a city: the demo, or with `--empty` one without any data. */
async function ensureCity(installation: Installation, options: ServeOptions): Promise<void> {
  const cities = await citiesOf(installation)
  if (cities.length === 0 && !options.empty) {
    // Before anything is made: who asks for an open address is not given a demo.
    if (!isLoopback(options.host)) throw new Problem('serve.demo-exposed', { host: options.host })
    return makeDemo(installation, { scale: options.demoScale })
  }
  if (cities.some(({ demo }) => demo)) {
    if (await demoState(installation) === 'partial') await makeDemo(installation, { scale: options.demoScale })
    return
  }
  if (cities.length === 0 || options.city) await createCity(installation, allDuties(duties), { code: options.city ?? DEFAULT_CITY, demo: false })
  for (const { code } of await citiesOf(installation)) await ensureAdministrators(installation, code)
}

/** A city without any account gets its three administrators, whose passwords are told once. */
async function ensureAdministrators(installation: Installation, city: string): Promise<void> {
  const made = await installation.database.write({ system: 'setup', city }, async (tx) => {
    const known = await tx.selectFrom('credential').select('login').limit(1).executeTakeFirst()
    return known ? [] : createAdministrators(tx)
  }, recordAudit)
  if (made.length === 0) return
  say('三员账号（一次性密码只显示这一次，首次登录须修改） Administrators (passwords are shown only now; each must be changed at the first sign-in)')
  table(['  账号 login', '一次性密码 one-time password'], made.map(({ login, password }) => [`  ${login}`, password]))
}

/** The pages are built when the program is installed; where that was left out, now. */
async function ensurePages(): Promise<void> {
  if (hasPages(PAGES)) return
  say('正在生成网页（只需一次）…… Building the pages (once)…')
  const { build } = await import('vite')
  await build({ root: join(ROOT, 'web'), configFile: join(ROOT, 'vite.config.ts'), logLevel: 'error' })
}

async function listen(app: FastifyInstance, { host, port }: ServeOptions): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    await app.close()
    throw addressProblem(error, host, port)
  }
}

/** @throws Problem where nothing can listen at the address; told before minutes are spent on a first start */
async function checkAddress({ host, port }: ServeOptions): Promise<void> {
  const probe = createServer()
  probe.listen({ host, port })
  try {
    await once(probe, 'listening')
  } catch (error) {
    throw addressProblem(error, host, port)
  }
  await new Promise((closed) => { probe.close(closed) })
}

function addressProblem(error: unknown, host: string, port: number): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE') return new Problem('serve.port', { port })
  return code ? new Problem('serve.address', { host, port, why: code }) : error
}

function announce(address: string, cities: readonly City[]): void {
  say()
  say(`食安城 ShiAn: ${address}/  （接口文档 API: /api/docs）`)
  for (const city of cities) say(`  ${city.code} ${city.name_zh} ${city.name_en}${city.demo ? '  【演示 demo】' : ''}`)
  if (cities.some(({ demo }) => demo)) printDemoAccounts()
  say('按 Ctrl-C 停止。 Ctrl-C stops it.')
}

/** Settles at the first Ctrl-C or SIGTERM; the second ends the program at once. */
function stopSignal(): Promise<void> {
  return new Promise((stop) => {
    let asked = false
    const hear = (): void => {
      if (asked) process.exit(130)
      asked = true
      stop()
    }
    process.on('SIGINT', hear).on('SIGTERM', hear)
  })
}

const LOOK = 5_000

/**
 * Says once that the database does not answer, and once that it does again. The program stays: requests are answered 503 meanwhile,
 * the embedded server is started again by whoever started it, and one behind DATABASE_URL is connected to as soon as it is back.
 */
function tellOutages({ database }: Installation): { readonly stop: () => void } {
  let away = false
  let since: number | undefined
  const found = (answers: boolean): void => {
    if (answers !== away) return
    away = !answers
    say(answers ? '数据库已恢复。 The database answers again.' : '数据库没有应答，恢复前请求会被暂时谢绝；已确认的内容没有丢失。 The database does not answer; requests are put off until it does. Nothing acknowledged is lost.')
  }
  const ask = async (): Promise<void> => {
    since = Date.now()
    found(await database.pool.query('select 1').then(() => true, () => false))
    since = undefined
  }
  const timer = setInterval(() => {
    // One question that hangs is enough: a second would only take up a connection.
    if (since === undefined) void ask()
    else if (Date.now() - since > LOOK) found(false)
  }, LOOK)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

const within = (milliseconds: number, work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work, new Promise((late) => { setTimeout(late, milliseconds).unref() })])
