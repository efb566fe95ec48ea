import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { recordAudit } from '../audit/record.ts'
import { date, instant } from '../core/dates.ts'
import { Problem } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import { Interrupted, type JobContext, type JobDeclaration } from './declare.ts'
import { housekeeping } from './housekeeping.ts'
import { addJob, claimJob, pauseAfter, type NewJob } from './queue.ts'
import { startRunner, type Runner, type RunnerOptions } from './runner.ts'
import { addScheduled, lastDay, startSchedules } from './schedule.ts'

let city: TestCity
const runners: Runner[] = []
const title = { zh: '试验', en: 'Trial' }

beforeAll(async () => { city = await testCity() })
afterAll(() => city.close())
beforeEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()))
  await owner('delete from job')
  city.setClock(new Date().toISOString())
})

const write = <T>(body: (tx: Tx) => Promise<T>): Promise<T> => city.installation.database.write({ system: 'test', city: TEST_CITY }, body, recordAudit)
const add = (kind: string, payload = {}, options: NewJob = {}): Promise<string> => write((tx) => addJob(tx, kind, payload, options))

async function owner(statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return city.installation.owner(async (client) => {
    await client.query(`set search_path = city_${TEST_CITY}, shian`)
    return (await client.query(statement, values)).rows as Record<string, unknown>[]
  })
}

const state = async (id: string): Promise<Record<string, unknown>> => (await owner('select state, attempts, result, last_error, run_at, progress from job where id = $1', [id]))[0]!

function start(kinds: readonly JobDeclaration[], options: Partial<RunnerOptions> = {}): Runner {
  const { database, files } = city.installation
  const runner = startRunner({ database, files, cities: [TEST_CITY], kinds, ...options })
  runners.push(runner)
  return runner
}

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 15_000; !(await what());) {
    if (Date.now() > end) throw new Error('it did not come about')
    await sleep(20)
  }
}

const ends = (id: string, wanted: string): Promise<void> => until(async () => (await state(id))['state'] === wanted)
const kind = (name: string, run: (context: JobContext) => Promise<Record<string, unknown> | void>, more: Partial<JobDeclaration> = {}): JobDeclaration => ({ kind: name, title, run, ...more })

/** The clock goes on by so much: retries come due, signs of life grow old. */
const later = (milliseconds: number): void => city.setClock(instant(Date.parse(city.installation.database.clock()) + milliseconds))

describe('a job', () => {
  test('is added with its transaction or not at all', async () => {
    await expect(write(async (tx) => {
      await addJob(tx, 'trial.gone')
      throw new Problem('row.changed')
    })).rejects.toThrow('row.changed')
    expect(await owner('select 1 from job')).toHaveLength(0)
  })

  test('runs at once after its commit, with its payload, and keeps its result', async () => {
    // Nothing that comes round by the clock: only word of the commit can start it.
    vi.useFakeTimers({ toFake: ['setInterval'] })
    try {
      start([kind('trial.sum', async ({ job }) => ({ sum: Number(job.payload['a']) + Number(job.payload['b']) }))])
    } finally {
      vi.useRealTimers()
    }
    await sleep(100)
    const id = await add('trial.sum', { a: 2, b: 3 })
    await ends(id, 'done')
    expect(await state(id)).toMatchObject({ result: { sum: 5 }, attempts: 1, last_error: null })
  })

  test('is not run before its time', async () => {
    const ran: string[] = []
    start([kind('trial.later', async ({ job }) => void ran.push(job.id))])
    const id = await add('trial.later', {}, { runAt: instant(Date.parse(city.installation.database.clock()) + 60_000) })
    await sleep(1_300)
    expect(ran).toEqual([])
    later(61_000)
    await ends(id, 'done')
  })

  test('with a unique key is added once', async () => {
    const [first, second] = [await add('trial.key', {}, { uniqueKey: 'k' }), await add('trial.key', {}, { uniqueKey: 'k' })]
    expect(second).toBe(first)
    expect(await add('trial.other', {}, { uniqueKey: 'k' })).not.toBe(first)
  })

  test('writes as a named system actor, audited, in its own region only', async () => {
    start([kind('trial.write', async ({ write: inJob }) => inJob(async (tx) => {
      tx.work.reason = 'trial'
      const { rows } = await sql`select current_setting('app.region_from') as reach`.execute(tx)
      return { actor: tx.work.actor.name, reach: rows[0] }
    }))])
    const id = await add('trial.write', {}, { region: '140702' })
    await ends(id, 'done')
    expect((await state(id))['result']).toEqual({ actor: 'job:trial.write', reach: { reach: '140702' } })
    expect(await owner(`select region, action from audit_entry where reason = 'trial'`)).toEqual([{ region: '140702', action: 'job:trial.write' }])
  })

  test('tells its progress', async () => {
    start([kind('trial.progress', async ({ progress }) => progress(3, 3, { zh: '好了', en: 'Ready' }))])
    const id = await add('trial.progress')
    await ends(id, 'done')
    expect((await state(id))['progress']).toEqual({ done: 3, total: 3, note: { zh: '好了', en: 'Ready' } })
  })

  test('tells the last of several steps that follow at once, while the step behind them still runs', async () => {
    let go = (): void => {}
    const held = new Promise<void>((resolve) => (go = resolve))
    start([kind('trial.steps', async ({ progress }) => {
      for (const done of [0, 1, 2]) await progress(done, 9)
      await held
    })])
    const id = await add('trial.steps')
    await until(async () => ((await state(id))['progress'] as { done?: number } | null)?.done === 2)
    expect((await state(id))['state']).toBe('running')
    go()
    await ends(id, 'done')
  })
})

describe('failure', () => {
  test('pauses double from 10 seconds to an hour, with up to a fifth more', () => {
    expect([1, 2, 3, 4].map((attempt) => pauseAfter(attempt, () => 0))).toEqual([10_000, 20_000, 40_000, 80_000])
    expect(pauseAfter(20, () => 0)).toBe(3_600_000)
    expect(pauseAfter(1, () => 1)).toBe(12_000)
  })

  test('a failed try is made again after its pause, and the last one fails the job with its reason', async () => {
    let tries = 0
    start([kind('trial.broken', async () => { throw new Error(`broken ${++tries}`) }, { maxAttempts: 2 })])
    const added = Date.parse(city.installation.database.clock())
    const id = await add('trial.broken')
    await until(async () => (await state(id))['last_error'] !== null)
    expect(await state(id)).toMatchObject({ state: 'waiting', attempts: 1 })
    // A date's own text has no milliseconds.
    const again = new Date((await state(id))['run_at'] as Date | string).getTime()
    expect(again - added).toBeGreaterThanOrEqual(10_000)
    expect(again - Date.parse(city.installation.database.clock())).toBeLessThanOrEqual(12_000)
    later(12_000)
    await ends(id, 'failed')
    expect(tries).toBe(2)
    expect(JSON.parse(String((await state(id))['last_error']))).toEqual({ zh: '系统出错：broken 2', en: 'Something failed on our side: broken 2' })
  })

  test('what a person must put right is not tried again, and is told fault by fault', async () => {
    const fault = (n: number) => ({ path: `第 ${n} 行`, sentence: { zh: '缺少依据', en: 'has no basis' } })
    start([kind('trial.wrong', async () => { throw new Problem('input.invalid', {}, Array.from({ length: 103 }, (_, n) => fault(n + 1))) })])
    const id = await add('trial.wrong')
    await ends(id, 'failed')
    expect(await state(id)).toMatchObject({ attempts: 1 })
    const { zh, en } = JSON.parse(String((await state(id))['last_error'])) as { zh: string; en: string }
    expect(zh.split('\n').slice(1, 3)).toEqual(['第 1 行：缺少依据', '第 2 行：缺少依据'])
    expect(zh).toMatch(/第 100 行：缺少依据\n……还有 3 处$/)
    expect(en).toMatch(/第 100 行: has no basis\n… and 3 more$/)
  })

  test('a job whose process is killed with SIGKILL runs again', async () => {
    const id = await add('trial.hangs')
    const program = fileURLToPath(new URL('./jobs.fixture.ts', import.meta.url))
    const child = spawn(process.execPath, [program, city.installation.dir, inject('postgres').dir, city.installation.ownerUrl, TEST_CITY, 'trial.hangs'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [said] = await once(child.stdout, 'data') as [Buffer]
    expect(String(said)).toBe(`running ${id}\n`)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await state(id)).toMatchObject({ state: 'running', attempts: 1 })
    // The program that was killed went by the real clock, which has gone on since this test began.
    city.setClock(instant(Date.now() + 61_000))
    start([kind('trial.hangs', async ({ job }) => ({ attempts: job.attempts }))])
    await ends(id, 'done')
    expect((await state(id))['result']).toEqual({ attempts: 2 })
  })

  test('a job that a killed process left running is taken again after a minute without a sign of life', async () => {
    const id = await add('trial.orphan')
    // What a process does before it is killed with SIGKILL: it claims, and is never heard of again.
    await write((tx) => claimJob(tx, { 'trial.orphan': 8 }))
    start([kind('trial.orphan', async ({ job }) => ({ attempts: job.attempts }))])
    await sleep(1_300)
    expect(await state(id)).toMatchObject({ state: 'running', attempts: 1 })
    later(61_000)
    start([kind('trial.orphan', async ({ job }) => ({ attempts: job.attempts }))])
    await ends(id, 'done')
    expect((await state(id))['result']).toEqual({ attempts: 2 })
  })

  test('a process that is alone with its database takes orphans again at its start', async () => {
    const id = await add('trial.alone')
    await write((tx) => claimJob(tx, { 'trial.alone': 8 }))
    start([kind('trial.alone', async () => {})], { alone: true })
    await ends(id, 'done')
  })

  test('a job that takes its process down at every try fails in the end', async () => {
    const id = await add('trial.killer')
    await write((tx) => claimJob(tx, { 'trial.killer': 1 }))
    start([kind('trial.killer', async () => {})], { alone: true })
    await ends(id, 'failed')
  })

  test('a job that was given to another process writes nothing more', async () => {
    let refused: unknown
    const begun = Promise.withResolvers<void>()
    const taken = Promise.withResolvers<void>()
    start([kind('trial.lost', async ({ write: inJob }) => {
      begun.resolve()
      await taken.promise
      refused = await inJob(async () => 'written').catch((error: unknown) => error)
      throw refused
    })])
    const id = await add('trial.lost')
    await begun.promise
    await owner('update job set attempts = attempts + 1 where id = $1', [id])
    taken.resolve()
    await until(() => refused !== undefined)
    expect(refused).toBeInstanceOf(Interrupted)
    expect(await state(id)).toMatchObject({ state: 'running', attempts: 2 })
  })
})

describe('several at once', () => {
  test('two runners never run one job twice', async () => {
    const runs = new Map<string, number>()
    const run = async ({ job }: JobContext): Promise<void> => {
      runs.set(job.id, (runs.get(job.id) ?? 0) + 1)
      await sleep(5)
    }
    const ids = await write((tx) => Promise.all(Array.from({ length: 40 }, () => addJob(tx, 'trial.many'))))
    start([kind('trial.many', run)], { concurrency: 3 })
    start([kind('trial.many', run)], { concurrency: 3 })
    await until(async () => (await owner(`select 1 from job where state = 'done'`)).length === ids.length)
    expect(runs.size).toBe(ids.length)
    expect([...runs.values()].every((count) => count === 1)).toBe(true)
  })

  test('no more run at once than the runner may', async () => {
    let [now, most] = [0, 0]
    start([kind('trial.few', async () => {
      most = Math.max(most, ++now)
      await sleep(30)
      now--
    })], { concurrency: 2 })
    await write((tx) => Promise.all(Array.from({ length: 8 }, () => addJob(tx, 'trial.few'))))
    await until(async () => (await owner(`select 1 from job where state = 'done'`)).length === 8)
    expect(most).toBe(2)
  })

  test('what somebody asked for is done before what came by itself', async () => {
    const ran: string[] = []
    const { person } = await city.signIn({ rights: [] })
    const [first, second] = [await add('trial.order'), await add('trial.order')]
    const asked = await add('trial.order')
    await owner('update job set person_id = $2 where id = $1', [asked, person])
    start([kind('trial.order', async ({ job }) => void ran.push(job.id))], { concurrency: 1 })
    await ends(second, 'done')
    expect(ran).toEqual([asked, first, second])
  })

  test('a runner leaves kinds alone that it does not know', async () => {
    start([kind('trial.known', async () => {})])
    const id = await add('trial.unknown')
    await sleep(300)
    expect(await state(id)).toMatchObject({ state: 'waiting', attempts: 0 })
  })

  test('stopping lets a job leave its work, which the next runner does without a counted failure', async () => {
    const begun = Promise.withResolvers<void>()
    const runner = start([kind('trial.long', async ({ stopping }) => {
      begun.resolve()
      while (!stopping()) await sleep(10)
      throw new Interrupted()
    })])
    const id = await add('trial.long')
    await begun.promise
    await runner.stop()
    expect(await state(id)).toMatchObject({ state: 'waiting', attempts: 0 })
    start([kind('trial.long', async ({ job }) => ({ attempts: job.attempts }))])
    await ends(id, 'done')
    expect((await state(id))['result']).toEqual({ attempts: 1 })
  })
})

describe('schedules', () => {
  test('two servers add a day’s job once', async () => {
    const { database } = city.installation
    const days = [date('2026-11-22'), date('2026-11-22'), date('2026-11-23')]
    const ids = await Promise.all(days.map((day) => addScheduled(database, TEST_CITY, 'trial.daily', day)))
    expect(new Set(ids).size).toBe(2)
    expect(await owner('select unique_key from job order by unique_key')).toEqual([{ unique_key: 'trial.daily:2026-11-22' }, { unique_key: 'trial.daily:2026-11-23' }])
  })

  test('the day is that of Asia/Shanghai', () => {
    // 2026-11-22 19:30 UTC is 03:30 on the 23rd in Shanghai.
    expect(lastDay('20 3 * * *', new Date('2026-11-22T19:30:00Z'))).toBe('2026-11-23')
    expect(lastDay('20 3 * * *', new Date('2026-11-22T19:10:00Z'))).toBe('2026-11-22')
  })

  test('what came round while no server ran is made up for once, at the start', async () => {
    const { database } = city.installation
    const declared = kind('trial.missed', async () => {}, { schedule: '0 0 * * *' })
    const two = [1, 2].map(() => startSchedules({ database, cities: [TEST_CITY], kinds: [declared] }))
    await until(async () => (await owner(`select 1 from job where kind = 'trial.missed'`)).length > 0)
    await sleep(200)
    two.forEach((schedules) => schedules.stop())
    expect(await owner(`select 1 from job where kind = 'trial.missed'`)).toHaveLength(1)
  })

  test('housekeeping clears old keys and old jobs, ends sessions that ran out, and leaves what is young', async () => {
    const { person } = await city.signIn({ rights: [] })
    await owner(`update session set idle_until = '2026-01-01' where person_id = $1`, [person])
    await owner(`insert into idempotency (actor, key, body_hash, status, at) values ('test', 'old', '', 200, '2026-01-01'), ('test', 'new', '', 200, $1)`, [city.installation.database.clock()])
    const old = await add('trial.old')
    await owner(`update job set state = 'done', created_at = '2026-01-01', finished_at = '2026-01-01' where id = $1`, [old])
    start([housekeeping])
    const id = await add(housekeeping.kind)
    await ends(id, 'done')
    expect((await state(id))['result']).toEqual({ keys: 1, jobs: 1, sessions: 1 })
    expect(await owner('select key from idempotency')).toEqual([{ key: 'new' }])
    expect(await owner('select ended_reason from session where person_id = $1', [person])).toEqual([{ ended_reason: 'expired' }])
  })
})
