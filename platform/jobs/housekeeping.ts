import { sql } from 'kysely'
import { instant } from '../core/dates.ts'
import type { Tx } from '../database/database.ts'
import { Interrupted, type JobContext, type JobDeclaration } from './declare.ts'

const DAY = 86_400_000
const BATCH = 5_000

/** Idempotency keys are kept 90 days, as the interface promises. */
const KEYS_KEPT = 90
const DONE_KEPT = 90
const FAILED_KEPT = 365

/** Does a step again until it finds less than a whole batch; each in its own transaction. */
async function inBatches(context: JobContext, step: (tx: Tx) => Promise<number>): Promise<number> {
  let total = 0
  for (;;) {
    const count = await context.write(step)
    total += count
    if (count < BATCH) return total
    if (context.stopping()) throw new Interrupted()
  }
}

const daysAgo = (tx: Tx, days: number): string => instant(Date.parse(tx.work.now) - days * DAY)

const oldKeys = async (tx: Tx): Promise<number> => (await sql`delete from idempotency where (actor, key) in
  (select actor, key from idempotency where at < ${daysAgo(tx, KEYS_KEPT)} limit ${BATCH}) returning key`.execute(tx)).rows.length

const oldJobs = async (tx: Tx): Promise<number> => (await sql`delete from job where id in
  (select id from job where created_at < ${daysAgo(tx, DONE_KEPT)} and (state in ('done', 'cancelled') and finished_at < ${daysAgo(tx, DONE_KEPT)}
    or state = 'failed' and finished_at < ${daysAgo(tx, FAILED_KEPT)}) limit ${BATCH}) returning id`.execute(tx)).rows.length

/** Sessions are not deleted: who was signed in when stays known. Those that ran out are marked as ended. */
const overSessions = async (tx: Tx): Promise<number> => (await sql`update session set ended_at = least(expires_at, idle_until), ended_reason = 'expired' where id in
  (select id from session where ended_at is null and least(expires_at, idle_until) < ${tx.work.now} limit ${BATCH}) returning id`.execute(tx)).rows.length

/** Clears away what nobody needs any more: old idempotency keys, old finished jobs, sessions that ran out. */
export const housekeeping: JobDeclaration = {
  kind: 'platform.housekeeping',
  title: { zh: '日常清理', en: 'Housekeeping' },
  schedule: '20 3 * * *',
  async run(context) {
    return {
      keys: await inBatches(context, oldKeys),
      jobs: await inBatches(context, oldJobs),
      sessions: await inBatches(context, overSessions),
    }
  },
}
