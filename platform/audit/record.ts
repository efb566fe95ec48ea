import { sql, type CompiledQuery } from 'kysely'
import type { Tx } from '../database/database.ts'
import { followed } from '../jobs/follow.ts'
import { entryHash } from './chain.ts'

/**
 * Writes the transaction's audit entry from the rows that changed, with its own SM3 hash; nothing where nothing
 * changed and the handler gave no reason to tell of. The sealer chains it afterwards.
 */
export function recordAudit(tx: Tx): readonly CompiledQuery[] {
  const { work } = tx
  if (work.changes.length === 0 && work.reason === null) return []
  const entry = {
    id: work.entry, at: work.now, person_id: work.actor.person, actor: work.actor.name, action: work.action,
    reason: work.reason, address: work.address, region: work.actor.region, changes: work.changes,
  }
  const rows = [...new Map(work.changes.map((change) => [`${change.table} ${change.row}`, change])).values()]
  const written = tx.insertInto('audit_entry').values({ ...entry, changes: JSON.stringify(entry.changes), hash: entryHash(entry) })
  if (rows.length === 0) return [written.compile()]
  // One statement: the entry, and by which rows it is found.
  return [...followed(tx), sql`with written as (${written.returning('id')}) insert into audit_touch (entry_id, table_name, row_id)
    select id, touched.* from written, unnest(${rows.map((change) => change.table)}::text[], ${rows.map((change) => change.row)}::uuid[]) touched`.compile(tx)]
}
