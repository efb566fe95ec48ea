import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../demo/accounts.ts'
import { newId } from '../platform/core/ids.ts'
import { Problem } from '../platform/core/problem.ts'
import { joinEmbedded } from '../platform/database/embedded-join.ts'

/** The real program, started as a user starts it, with processes of it killed while people write. */
const CLI = join(import.meta.dirname, '..', 'bin', 'shian.js')
const folder = mkdtempSync(join(tmpdir(), 'shian-crash-'))
const data = join(folder, 'data')
const CITY = '140700'

type Program = { readonly child: ChildProcess; readonly output: () => string; readonly ended: Promise<void> }
type Serving = Program & { readonly url: string; readonly token: string }

function start(dir: string): Program {
  const child = spawn(process.execPath, [CLI, 'serve', '--data', dir, '--port', '0', '--demo-scale', '0.005'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => { text += String(chunk) })
  return { child, output: () => text, ended: new Promise((resolve) => { child.once('exit', () => resolve()) }) }
}

async function until<T>(program: Program, look: () => T | undefined): Promise<T> {
  for (const begun = Date.now(); Date.now() - begun < 120_000; await sleep(20)) {
    const found = look()
    if (found !== undefined) return found
    if (program.child.exitCode !== null || program.child.signalCode !== null) break
  }
  throw new Error(`the program did not get there:\n${program.output()}`)
}

/** Starts the program and signs in as the office that enters figures. */
async function serve(): Promise<Serving> {
  const program = start(data)
  const url = await until(program, () => /http:\/\/127\.0\.0\.1:\d+/.exec(program.output())?.[0])
  const answer = await fetch(`${url}/api/v1/sign-in`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'shiban', password: DEMO_PASSWORD }),
  })
  expect(answer.status).toBe(200)
  return { ...program, url, token: answer.headers.getSetCookie()[0]!.split(';')[0]! }
}

async function stop(program: Program): Promise<void> {
  program.child.kill('SIGTERM')
  await program.ended
}

const outages = new Set<string>()

/** Writes one figure; true when the server said that it is kept. What it says instead, at once or not at all, is remembered. */
async function write({ url, token }: Serving, source: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/v1/reported-figure`, {
    method: 'POST', headers: { 'content-type': 'application/json', cookie: token, 'idempotency-key': source },
    body: JSON.stringify({ region: CITY, indicator: 'crash', starts_on: '2026-01-01', ends_on: '2026-12-31', value: 1, source }),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined)
  if (answer?.status === 201) return true
  if (answer && answer.status !== 503) throw new Error(`${answer.status} ${await answer.text()}`)
  if (answer) outages.add(((await answer.json()) as { title: string }).title)
  return false
}

/** Four people write as fast as they can until told to stop; answers what was acknowledged, and asked for in vain. */
function stream(serving: Serving): { readonly acknowledged: Set<string>; readonly failed: Set<string>; readonly end: () => Promise<void> } {
  const acknowledged = new Set<string>()
  const failed = new Set<string>()
  let over = false
  const person = async (): Promise<void> => {
    while (!over) {
      const source = newId()
      if (await write(serving, source)) acknowledged.add(source)
      else {
        failed.add(source)
        await sleep(50)
      }
    }
  }
  const people = Promise.all([person(), person(), person(), person()])
  // Thrown where it is awaited; a blow that fails first must not leave it unhandled.
  people.catch(() => {})
  return { acknowledged, failed, end: async () => { over = true; await people } }
}

async function asOwner<T>(body: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: joinEmbedded(data)! })
  owner.on('error', () => {})
  await owner.connect()
  try {
    return await body(owner)
  } finally {
    await owner.end().catch(() => {})
  }
}

const kept = (): Promise<string[]> => asOwner(async (owner) =>
  (await owner.query<{ source: string }>(`select source from city_${CITY}.reported_figure where indicator = 'crash'`)).rows.map((row) => row.source))

const postmaster = (): number => Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
const backends = (application: string): Promise<number[]> => asOwner(async (owner) =>
  (await owner.query<{ pid: number }>(`select pid from pg_stat_activity where application_name like $1 and pid <> pg_backend_pid()`, [application])).rows.map((row) => row.pid))

function kill(...pids: number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      // Gone already: the others took it along.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** What was acknowledged is there, nothing is there twice, each figure has its version and a sound audit trail. */
async function expectWhole({ acknowledged }: { readonly acknowledged: ReadonlySet<string> }): Promise<void> {
  const rows = await kept()
  expect([...acknowledged].filter((source) => !rows.includes(source))).toEqual([])
  expect(new Set(rows).size).toBe(rows.length)
  const { halves } = await asOwner(async (owner) => (await owner.query<{ halves: number }>(`select count(*)::integer as halves from city_${CITY}.reported_figure f
    where indicator = 'crash' and (not exists (select 1 from city_${CITY}.reported_figure_version v where v.row_id = f.id)
      or not exists (select 1 from city_${CITY}.audit_touch t where t.row_id = f.id))`)).rows[0]!)
  expect(halves).toBe(0)
  const verified = spawn(process.execPath, [CLI, 'audit', 'verify', '--data', data], { stdio: 'ignore' })
  expect(await new Promise((resolve) => { verified.once('exit', resolve) })).toBe(0)
}

let serving: Serving
afterAll(async () => {
  if (serving) await stop(serving)
  rmSync(folder, { recursive: true, force: true })
}, 100_000)

/** Writes for a while, strikes, writes on a little, and waits until `after` has brought the program back. */
async function strike(blow: () => Promise<void> | void, after: () => Promise<void>): Promise<void> {
  const writing = stream(serving)
  await expect.poll(() => writing.acknowledged.size, { timeout: 60_000 }).toBeGreaterThan(40)
  await blow()
  await sleep(300)
  await writing.end()
  await after()
  await expectWhole(writing)
}

test('a first start that is killed while it makes the demo city makes it anew the next time', async () => {
  const first = start(data)
  await until(first, () => /demo city \d+ %/.exec(first.output())?.[0])
  first.child.kill('SIGKILL')
  await first.ended
  serving = await serve()
  expect(serving.output()).toContain('The demo city was left unfinished')
}, 200_000)

describe('kill -9 in the middle of writing loses nothing that was acknowledged, and the next start recovers:', () => {
  test('the program', async () => {
    await strike(() => kill(serving.child.pid!), async () => {
      await serving.ended
      serving = await serve()
    })
  }, 200_000)

  test('the database server: the program starts it again, answering 503 with a sentence until then', async () => {
    outages.clear()
    const { pid } = serving.child
    const before = postmaster()
    let struck = 0
    await strike(() => {
      struck = Date.now()
      kill(before)
    }, async () => {
      await expect.poll(() => write(serving, newId()), { timeout: 30_000 }).toBe(true)
      expect(Date.now() - struck).toBeLessThan(30_000)
    })
    expect([...outages]).toEqual([new Problem('server.busy').sentence.zh])
    expect(postmaster()).not.toBe(before)
    expect(serving.child).toMatchObject({ pid, exitCode: null, signalCode: null })
  }, 200_000)

  test('one backend: the program goes on by itself', async () => {
    await strike(async () => kill((await backends('shian'))[0]!), async () => {
      await expect.poll(() => write(serving, newId()), { timeout: 30_000 }).toBe(true)
    })
    expect(serving.child.exitCode).toBeNull()
  }, 200_000)

  test('everything at once', async () => {
    const all = await backends('%')
    await strike(() => kill(serving.child.pid!, postmaster(), ...all), async () => {
      await serving.ended
      serving = await serve()
    })
  }, 200_000)
})
