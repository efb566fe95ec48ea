import { sql } from 'kysely'
import { Problem } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import type { About } from './files.ts'

/**
 * The row that files are put to. `own`: the business whose own it is, where somebody else has sent them; `from`: another row that
 * they may have been sent to before this one was there.
 */
export type AttachTo = { readonly table: string; readonly id: string; readonly region: string; readonly own?: string; readonly from?: About }

const notThere = (path: string): Problem => new Problem('input.invalid', {}, [{ path, sentence: { zh: '照片不存在，或不是您上传的，请重新拍摄。', en: 'A photo does not exist or is not yours. Take it again.' } }])

/** Files that may be put to a row: the actor's own that are about nothing, about the row itself, or about the one they come from. */
const free = (tx: Tx, { table, id, from }: Pick<AttachTo, 'table' | 'id' | 'from'>) => sql`person_id = ${tx.work.actor.person}::uuid and removed_at is null
  and (about_table is null or (about_table = ${table} and about_id = ${id}::uuid) or (about_table = ${from?.table ?? null} and about_id = ${from?.id ?? null}::uuid))`

/**
 * Puts files that the actor has sent before to the row they turned out to be about; from then on they stand where it stands.
 * Doing it again changes nothing.
 * @throws Problem `input.invalid` naming `path` where one is not the actor's own or is about something else
 */
export async function attachFiles(tx: Tx, ids: readonly string[], to: AttachTo, path = 'photos'): Promise<void> {
  if (ids.length === 0) return
  const { table, id, region, own, from } = to
  const { rows } = await sql<{ id: string }>`update file set about_table = ${table}, about_id = ${id}::uuid, region = ${region}, own_id = coalesce(${own ?? null}::text, own_id)
    where id = any(${ids}::uuid[]) and ${free(tx, to)} returning id`.execute(tx)
  if (rows.length < new Set(ids).size) throw notThere(path)
  for (const file of rows) tx.work.changes.push({ table: 'file', row: file.id, before: 1, after: 2, diff: { about_table: [from?.table ?? null, table], about_id: [from?.id ?? null, id] } })
}

/** The newest files of these contents that may be put to a row, as a phone knows what it sent. @throws Problem `input.invalid` naming `path` where one is not there */
export async function filesByHash(tx: Tx, hashes: readonly string[], to: Pick<AttachTo, 'table' | 'id' | 'from'>, path = 'photos'): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select distinct on (hash) id from file where hash = any(${hashes}::text[]) and ${free(tx, to)} order by hash, created_at desc`.execute(tx)
  if (rows.length < new Set(hashes).size) throw notThere(path)
  return rows.map(({ id }) => id)
}

/** Puts files known by their content only to a row. @throws Problem `input.invalid` naming `path` where one is not there */
export const attachByHash = async (tx: Tx, hashes: readonly string[], to: AttachTo, path = 'photos'): Promise<void> => attachFiles(tx, await filesByHash(tx, hashes, to, path), to, path)
