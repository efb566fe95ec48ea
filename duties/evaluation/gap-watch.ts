import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { addJob } from '../../platform/jobs/queue.ts'

/** The job that closes gaps which are met. */
export const GAPS_JOB = 'evaluation.gaps'

/** After a figure changed: looks at the gaps, once a transaction, however many rows a sheet brings. */
export async function lookAtGaps(tx: Tx): Promise<void> {
  const { rows } = await sql`select 1 from evaluation_gap where state in ('open', 'working') and closed_at is null limit 1`.execute(tx)
  if (rows.length === 0) return
  await addJob(tx, GAPS_JOB, {}, { region: tx.work.city, uniqueKey: `changed:${tx.work.entry}` })
}
