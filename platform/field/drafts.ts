import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Instant } from '../core/dates.ts'

/** What a phone has of a record so far, as it is kept for the person's other devices and for who works on it too. */
export type KeptDraft<C> = { readonly id: string; readonly person: string; readonly device: string; readonly at: Instant; readonly content: C }

/** Drafts of records, by a duty's own table of them (`id, region, person_id, device, content, at`). */
export async function draftsIn<C>(tx: Tx, table: string, ids: readonly string[]): Promise<readonly KeptDraft<C>[]> {
  const { rows } = await sql<KeptDraft<C>>`select id, person_id as person, device, at, content from ${sql.table(table)} where id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows
}

/** Keeps what a phone sent of a record that the caller has found to be the actor's to work on: the last one sent stands. */
export async function keepDraftIn<C>(tx: Tx, table: string, { id, region, device, content }: { readonly id: string; readonly region: string; readonly device: string; readonly content: C }): Promise<KeptDraft<C>> {
  const { actor, now } = tx.work
  await sql`insert into ${sql.table(table)} (id, region, person_id, device, content, at) values (${id}, ${region}, ${actor.person}, ${device}, ${JSON.stringify(content)}::jsonb, ${now})
    on conflict (id) do update set person_id = excluded.person_id, device = excluded.device, content = excluded.content, at = excluded.at`.execute(tx)
  return (await draftsIn<C>(tx, table, [id]))[0]!
}

/** The record is made: what the phones had of it is no longer needed. */
export const dropDraftIn = async (tx: Tx, table: string, id: string): Promise<void> => void (await sql`delete from ${sql.table(table)} where id = ${id}`.execute(tx))
