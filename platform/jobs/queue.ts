import { sql } from 'kysely'
import type { Bilingual } from '../core/bilingual.ts'
import { instant, type Instant } from '../core/dates.ts'
import { newId } from '../core/ids.ts'
import { Problem } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import type { Job } from './declare.ts'
import { announce } from './wake.ts'

export type NewJob = {
  /** Where the job may see and write: never wider than the region given; the actor's own where none is. */
  readonly region?: string
  /** Not before this instant. */
  readonly runAt?: Instant
  /** At most one job of a kind has a key, for as long as its row is kept: adding it again gives the first one's id. */
  readonly uniqueKey?: string
  /** What tells it from others of its kind on the jobs page: a file's name, a month. */
  readonly title?: string
}

/**
 * Adds a job in the transaction that causes it: committed with it, or not at all.
 * @returns its id
 * @example await addJob(tx, 'registry.import', { upload: id }, { uniqueKey: id, title: file.name })
 */
export async function addJob(tx: Tx, kind: string, payload: Readonly<Record<string, unknown>> = {}, options: NewJob = {}): Promise<string> {
  const { now, actor, city } = tx.work
  const values = {
    id: newId(), kind, payload: JSON.stringify(payload), region: options.region ?? actor.region, run_at: options.runAt ?? now,
    unique_key: options.uniqueKey ?? null, person_id: actor.person, title: options.title ?? null, created_at: now,
  }
  const added = await tx.insertInto('job').values(values)
    .onConflict((conflict) => conflict.columns(['kind', 'unique_key']).where('unique_key', 'is not', null).doNothing())
    .returning('id').executeTakeFirst()
  if (added) {
    announce(city)
    return added.id
  }
  const before = await tx.selectFrom('job').select('id').where('kind', '=', kind).where('unique_key', '=', values.unique_key).executeTakeFirstOrThrow()
  return before.id
}

/** A claimed job with the number of tries it has. */
export type Claimed = Job & { readonly max_attempts: number }

/** Takes the job that has waited longest, of the kinds this process knows, those that somebody asked for first; others that claim at the same time pass it by. */
export async function claimJob(tx: Tx, tries: Readonly<Record<string, number>>): Promise<Claimed | undefined> {
  const { now } = tx.work
  const { rows } = await sql<Claimed>`update job set state = 'running', attempts = attempts + 1, started_at = ${now}, heartbeat_at = ${now}, progress = null,
      max_attempts = case when attempts = 0 then (${JSON.stringify(tries)}::jsonb ->> kind)::integer else max_attempts end
    where id = (select id from job where state = 'waiting' and run_at <= ${now} and kind = any(${Object.keys(tries)}::text[])
      order by person_id is null, run_at, id limit 1 for update skip locked)
    returning id, kind, payload, region, attempts, max_attempts, person_id`.execute(tx)
  return rows[0]
}

/**
 * Puts back jobs whose process is gone: running, and no sign of life since `before`. A job that took its process down at
 * every try has failed.
 * @returns how many
 */
export async function reclaimJobs(tx: Tx, before: Instant): Promise<number> {
  const gone = JSON.stringify({ zh: '运行它的进程已中断。', en: 'The process that ran it is gone.' } satisfies Bilingual)
  const { rows } = await sql`update job set state = case when attempts < max_attempts then 'waiting' else 'failed' end,
      run_at = ${tx.work.now}, last_error = ${gone}, finished_at = case when attempts < max_attempts then null else ${tx.work.now}::timestamptz end
    where state = 'running' and heartbeat_at < ${before} returning id`.execute(tx)
  return rows.length
}

/** A try of a job: as long as its row says the same, the process that claimed it holds it. */
export type Try = Pick<Claimed, 'id' | 'attempts' | 'max_attempts'>

const held = (tx: Tx, { id, attempts }: Try) =>
  tx.updateTable('job').where('id', '=', id).where('attempts', '=', attempts).where('state', '=', 'running')

/** Whether the job is still this try's: not cancelled, nor given to another process. */
export async function isHeld(tx: Tx, { id, attempts }: Try): Promise<boolean> {
  const row = await tx.selectFrom('job').select('id').where('id', '=', id).where('attempts', '=', attempts).where('state', '=', 'running').executeTakeFirst()
  return row !== undefined
}

/** A sign of life, with the progress where there is some. @returns false where the job is no longer this try's */
export async function beat(tx: Tx, job: Try, progress?: unknown): Promise<boolean> {
  const values = { heartbeat_at: tx.work.now, ...(progress === undefined ? {} : { progress: JSON.stringify(progress) }) }
  const { numUpdatedRows } = await held(tx, job).set(values).executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function finishJob(tx: Tx, job: Try, result: unknown): Promise<void> {
  await held(tx, job).set({ state: 'done', result: JSON.stringify(result ?? null), last_error: null, finished_at: tx.work.now }).execute()
}

/** Puts back a job that was interrupted; the try does not count. */
export async function returnJob(tx: Tx, job: Try): Promise<void> {
  await held(tx, job).set({ state: 'waiting', attempts: job.attempts - 1, run_at: tx.work.now }).execute()
}

const FIRST_PAUSE = 10_000
const LONGEST_PAUSE = 3_600_000

/**
 * Milliseconds until a job is tried again after its `attempts`th try failed: 10 s, 20 s, 40 s … up to an hour, and up to
 * a fifth more, so that jobs that failed together do not come back together.
 */
export const pauseAfter = (attempts: number, random: () => number = Math.random): number =>
  Math.round(Math.min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE) * (1 + random() / 5))

/** Faults of one file that are told one by one; the rest as a number. */
const TOLD = 100

/** A Problem's sentence and, line by line, what is wrong where. */
function wholeSentence({ sentence, fields }: Problem, language: keyof Bilingual): string {
  const lines = fields.slice(0, TOLD).map(({ path, sentence: fault }) => `${path}${language === 'zh' ? '：' : ': '}${fault[language]}`)
  const more = fields.length - lines.length
  const rest = more > 0 ? [language === 'zh' ? `……还有 ${more} 处` : `… and ${more} more`] : []
  return [sentence[language], ...lines, ...rest].join('\n')
}

/** What a failure tells people: a Problem in both languages with all its faults, anything else in its own words. */
export function failureOf(error: unknown): Bilingual {
  if (error instanceof Problem) return { zh: wholeSentence(error, 'zh'), en: wholeSentence(error, 'en') }
  const words = error instanceof Error ? error.message : String(error)
  return { zh: `系统出错：${words}`, en: `Something failed on our side: ${words}` }
}

/** What a person must put right (a Problem below 500) is not tried again: it would fail in the same way. */
const isFinal = (error: unknown): boolean => error instanceof Problem && error.status < 500

/** A try failed: the job waits for the next, or has failed. @returns whether it has */
export async function failJob(tx: Tx, job: Try, error: unknown): Promise<boolean> {
  const over = isFinal(error) || job.attempts >= job.max_attempts
  const last_error = JSON.stringify(failureOf(error))
  const next = over ? { state: 'failed', finished_at: tx.work.now } : { state: 'waiting', run_at: instant(Date.parse(tx.work.now) + pauseAfter(job.attempts)) }
  await held(tx, job).set({ ...next, last_error }).execute()
  return over
}
