import { sql } from 'kysely'
import { canonical } from '../core/canonical.ts'
import type { Tx } from '../database/database.ts'
import type { AnyRegister } from './store.ts'

/**
 * Rows, of those named, that nobody here ever wrote: every version came with the program, in its seeds and upgrades. A later release
 * may bring these up to date; whatever a person has touched stays as it is.
 */
export async function untouched(tx: Tx, register: Pick<AnyRegister, 'name'>, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ row_id: string }>`select v.row_id from ${sql.table(`${register.name}_version`)} v left join audit_entry e on e.id = v.entry_id
    where v.row_id = any(${ids}::uuid[]) group by v.row_id having bool_and(e.id is not null and e.person_id is null)`.execute(tx)
  return new Set(rows.map(({ row_id }) => row_id))
}

/** What a row says otherwise than it is now shipped; the order of keys within JSON, which the database changes, counts for nothing. */
export const differing = (row: Readonly<Record<string, unknown>>, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => canonical(row[name] ?? null) !== canonical(value ?? null)))
