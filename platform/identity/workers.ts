import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/** An official as whoever gives him work must know him; `works`: a post of his today has the right that the work takes. */
export type Worker = { readonly id: string; readonly name: string; readonly region: string; readonly unit_id: string | null; readonly works: boolean }

/** Officials by id who are in sight and have not left, with whether a post of today lets them do what takes this right. */
export async function workersOf(tx: Tx, ids: readonly string[], right: string): Promise<readonly Worker[]> {
  const { rows } = await sql<Worker>`select p.id, p.name, p.region, p.unit_id, exists (
      select from post o join role r on r.code = o.role_code and r.closed_at is null
      where o.person_id = p.id and o.closed_at is null and o.starts_on <= ${tx.work.today}::date and (o.ends_on is null or o.ends_on >= ${tx.work.today}::date)
        and r.rights && ${[right, '*']}::text[]) as works
    from person p where p.id = any(${ids}::uuid[]) and p.closed_at is null and p.enterprise_id is null`.execute(tx)
  return rows
}
