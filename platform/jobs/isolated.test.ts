import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { recordAudit } from '../audit/record.ts'
import { verifyAudit } from '../audit/routes.ts'
import { sealCity } from '../audit/sealer.ts'
import { dateAt, instant } from '../core/dates.ts'
import { storeBytes } from '../evidence/bytes.ts'
import { addFile } from '../evidence/files.ts'
import { partOf, verifyFiles } from '../evidence/verify.ts'
import type { JobDeclaration } from './declare.ts'
import { startLauncher, type Launcher } from './launch.ts'
import type { FromProcess, ToProcess } from './messages.ts'
import { addJob } from './queue.ts'
import { startRunner, type Runner } from './runner.ts'

const PROGRAM = new URL('isolated.fixture.ts', import.meta.url)
const KINDS = ['trial.where', 'trial.hangs-once', 'trial.refused', 'trial.leaves']

let city: TestCity
let launcher: Launcher
let runner: Runner

/** The kinds as the server knows them: what they do is for another process to do. */
const elsewhere = async (): Promise<never> => { throw new Error('done in the server’s own process') }
const kinds = KINDS.map((kind): JobDeclaration => ({ kind, title: { zh: '试验', en: 'Trial' }, isolated: true, run: elsewhere }))
const checks = (): JobDeclaration[] => [verifyFiles, verifyAudit(city.installation.dir)].map((kind) => ({ ...kind, run: elsewhere }))
const whereabouts = () => ({ url: city.installation.ownerUrl, keys: inject('postgres').dir, dir: city.installation.dir })

beforeAll(async () => { city = await testCity() })
afterAll(async () => {
  await runner.stop()
  launcher.stop()
  await city.close()
})
beforeEach(async () => {
  await runner?.stop()
  launcher?.stop()
  const { database, files } = city.installation
  launcher = startLauncher(PROGRAM, whereabouts())
  runner = startRunner({ database, files, cities: [TEST_CITY], kinds: [...kinds, ...checks()], launch: launcher.launch })
})

const add = (kind: string): Promise<string> =>
  city.installation.database.write({ system: 'test', city: TEST_CITY }, (tx) => addJob(tx, kind), recordAudit)

type Row = { state: string; attempts: number; result: Record<string, unknown> | null; last_error: string | null; progress: { done: number; total?: number } | null }

/** The job's row, once it says what is waited for. */
async function row(id: string, wanted: (job: Row) => boolean): Promise<Row> {
  for (const end = Date.now() + 20_000; ; await sleep(50)) {
    const [job] = await city.installation.owner(async (client) =>
      (await client.query<Row>(`select state, attempts, result, last_error, progress from city_${TEST_CITY}.job where id = $1`, [id])).rows)
    if (job && wanted(job)) return job
    if (Date.now() > end) throw new Error(`it did not come about: ${JSON.stringify(job)}`)
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('an isolated job is done in a process of its own, over the same data, which ends with it', async () => {
  const { result } = await row(await add('trial.where'), ({ state }) => state === 'done')
  expect(result).toEqual({ pid: expect.any(Number), region: TEST_CITY })
  const pid = Number(result!['pid'])
  expect(pid).not.toBe(process.pid)
  expect(isAlive(pid)).toBe(false)
}, 30_000)

test('an isolated job whose process is killed with SIGKILL waits, runs again and finishes', async () => {
  const id = await add('trial.hangs-once')
  const { progress } = await row(id, (job) => job.progress !== null)
  process.kill(progress!.done, 'SIGKILL')
  const waiting = await row(id, ({ state }) => state === 'waiting')
  expect(waiting).toMatchObject({ attempts: 1, last_error: expect.stringContaining('SIGKILL') })
  city.setClock(instant(Date.parse(city.installation.database.clock()) + 13_000))
  expect(await row(id, ({ state }) => state === 'done')).toMatchObject({ attempts: 2, result: { attempts: 2 }, last_error: null })
}, 60_000)

test('a Problem of an isolated job reaches people whole, in both languages, and is not tried again', async () => {
  const { last_error, attempts } = await row(await add('trial.refused'), ({ state }) => state === 'failed')
  expect(attempts).toBe(1)
  expect(JSON.parse(last_error!)).toEqual({ zh: expect.stringContaining('trial.right'), en: expect.stringContaining('You may not do this (trial.right)') })
}, 30_000)

test('the audit trail and the files are checked in a process of its own, with progress', async () => {
  const { database, files, dir } = city.installation
  const stored = await Promise.all(Array.from({ length: 64 }, (_, n) => storeBytes(files, Buffer.from(`content ${n}`))))
  await database.write({ system: 'test', city: TEST_CITY }, async (tx) => {
    for (const one of stored) await addFile(tx, one, { region: TEST_CITY, own_id: null, name: `${one.hash}.txt`, mediaType: 'text/plain' })
  }, recordAudit)
  await sealCity(database, TEST_CITY, dir)
  const trail = await row(await add('audit.verify'), ({ state }) => state === 'done' || state === 'failed')
  expect(trail).toMatchObject({ state: 'done', result: { sound: true, found: 0 } })
  expect(trail.progress).toMatchObject({ done: trail.result!['sealed'], total: trail.result!['sealed'] })
  const due = stored.filter(({ hash }) => hash.startsWith(partOf(dateAt(Date.now())))).length
  const check = await row(await add('files.verify'), ({ state }) => state === 'done' || state === 'failed')
  expect(check).toMatchObject({ state: 'done', result: { checked: due, removed: 0 }, progress: due === 0 ? null : { done: due, total: due } })
}, 30_000)

test('a stopping server lets an isolated job leave its work, and counts no failure', async () => {
  const id = await add('trial.leaves')
  const { progress } = await row(id, (job) => job.progress !== null)
  await runner.stop()
  expect(await row(id, () => true)).toMatchObject({ state: 'waiting', attempts: 0 })
  expect(isAlive(progress!.done)).toBe(false)
  await city.installation.owner((client) => client.query(`delete from city_${TEST_CITY}.job where id = $1`, [id]))
}, 30_000)

test('a process whose server is gone ends at once', async () => {
  const child = fork(PROGRAM, { execArgv: ['--disable-warning=ExperimentalWarning'] })
  const job = { id: '0', kind: 'trial.hangs-once', payload: {}, region: TEST_CITY, attempts: 1, max_attempts: 8, person_id: null }
  child.send({ begin: { name: job.kind, input: { city: TEST_CITY, job }, at: whereabouts() } } satisfies ToProcess)
  const [message] = await once(child, 'message') as [FromProcess]
  expect(message).toEqual({ progress: { done: child.pid, total: null } })
  const ended = once(child, 'exit')
  child.disconnect()
  expect(await ended).toEqual([1, null])
}, 30_000)
