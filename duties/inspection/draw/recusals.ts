import { sql } from 'kysely'
import type { Tx } from '../../../platform/database/database.ts'

/** The enterprises that people stand back from today. */
export async function recusalsOf(tx: Tx, people: readonly string[]): Promise<readonly { readonly person: string; readonly enterprise: string }[]> {
  const { today } = tx.work
  const { rows } = await sql<{ person: string; enterprise: string }>`select person_id as person, enterprise from recusal
    where person_id = any(${[...people]}::uuid[]) and closed_at is null and starts_on <= ${today}::date and (ends_on is null or ends_on >= ${today}::date)`.execute(tx)
  return rows
}
