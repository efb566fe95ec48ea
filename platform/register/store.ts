import { sql, type RawBuilder } from 'kysely'
import { newId } from '../core/ids.ts'
import { Problem } from '../core/problem.ts'
import { KEPT, type Change, type Tx } from '../database/database.ts'
import { columnsOf, once } from './columns.ts'
import type { Register, Row } from './declare.ts'
import { sealPersonal } from './personal.ts'
import { gramsOf, sortKey } from './search.ts'

/** A row of whatever register: what generic code handles. Duties use `Row<typeof theirs>`. */
export type AnyRow = Readonly<Record<string, unknown>> & { readonly id: string; readonly region: string; readonly version: number; readonly closed_at: string | null }

/** Any register, whatever its fields. */
export type AnyRegister = Register

/** The columns of a register, quoted; names of declarations, nothing that anyone sends. */
export const columnList = once((register): RawBuilder<unknown> => sql.raw(columnsOf(register).map((name) => `"${name}"`).join(', ')))

/** The row of an id, or undefined where there is none in sight. `lock` holds it until the transaction ends. */
export async function findRow<R extends AnyRegister>(tx: Tx, register: R, id: string, options: { lock?: boolean } = {}): Promise<Row<R> | undefined> {
  const lock = options.lock ? sql`for update` : sql``
  const { rows } = await sql`${KEPT}select ${columnList(register)} from ${sql.table(register.name)} where id = ${id} ${lock}`.execute(tx)
  return rows[0] as Row<R> | undefined
}

/** The row of an id. @throws Problem `row.not-found` (404) */
export async function getRow<R extends AnyRegister>(tx: Tx, register: R, id: string, options: { lock?: boolean } = {}): Promise<Row<R>> {
  const row = await findRow(tx, register, id, options)
  if (!row) throw new Problem('row.not-found')
  return row
}

/** The grams with the row's county among them, so that the search's index can keep to a county. */
export const withPlace = (grams: readonly string[], region: string): string[] => [...grams, `r:${region.slice(0, 6)}`]

/** Columns the program derives from what people enter: pinyin to sort by, grams to search by. */
export function derived(register: AnyRegister, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (!register.search) return {}
  return {
    name_sort: sortKey(String(row[register.naming] ?? '')),
    grams: withPlace(gramsOf(register.search.map((field) => row[field] as string | null)), String(row['region'])),
  }
}

/** The fields that `derived` reads. */
const derivedFrom = (register: AnyRegister): readonly string[] => (register.search ? [register.naming, ...register.search, 'region'] : [])

/** jsonb columns take JSON text: pg would turn an array into a PostgreSQL array. */
function bind(register: AnyRegister, name: string, value: unknown): unknown {
  return register.fields[name]?.kind === 'json' && value !== null ? JSON.stringify(value) : value
}


/** Ends the row's last version and writes the one it is now; sent together with the change, and answered in order. */
async function writeVersion(tx: Tx, register: AnyRegister, id: string, version: number): Promise<void> {
  const versions = sql.table(`${register.name}_version`)
  const own = register.own ? sql`${sql.ref(register.own)}::text` : sql`null`
  await Promise.all([
    version > 1 && sql`update ${versions} set ends_at = ${tx.work.now} where row_id = ${id} and version = ${version - 1}`.execute(tx),
    sql`insert into ${versions} (row_id, version, region, own_id, starts_at, entry_id, image)
      select id, version, region, ${own}, ${tx.work.now}, ${tx.work.entry}::uuid, to_jsonb(t) - 'grams' - 'name_sort'
      from ${sql.table(register.name)} t where id = ${id} and version = ${version}`.execute(tx),
  ])
}

function differences(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): Change['diff'] {
  const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
  return Object.fromEntries(Object.keys(after).filter((name) => !same(before[name], after[name])).map((name) => [name, [before[name] ?? null, after[name] ?? null] as const]))
}

/**
 * Writes a new row, its first version and its change for the audit entry.
 * `values` holds fields, the parent's id and `region`; personal fields in clear, sealed here.
 */
export async function insertRow<R extends AnyRegister>(tx: Tx, register: R, values: Readonly<Record<string, unknown>> & { readonly region: string }, id: string = newId()): Promise<Row<R>> {
  const sealed = await sealPersonal(tx, register, id, values)
  const whole: Record<string, unknown> = {
    ...sealed, ...derived(register, values), id, version: 1, created_at: tx.work.now, updated_at: tx.work.now,
  }
  const names = Object.keys(whole).filter((name) => whole[name] !== undefined)
  const [{ rows }] = await Promise.all([sql`insert into ${sql.table(register.name)} (${sql.join(names.map((name) => sql.ref(name)))})
    values (${sql.join(names.map((name) => sql`${bind(register, name, whole[name])}`))}) returning ${columnList(register)}`.execute(tx), writeVersion(tx, register, id, 1)])
  const row = rows[0] as Row<R>
  tx.work.changes.push({ table: register.name, row: id, before: null, after: 1, diff: differences({}, sealed) })
  return row
}

/**
 * Changes some columns of a row that was read (with `lock`) in this transaction; nothing happens where nothing differs.
 * @throws Problem `row.changed` (409) where the row has moved on since `before` was read
 */
export async function changeRow<R extends AnyRegister>(tx: Tx, register: R, before: Row<R>, changes: Readonly<Record<string, unknown>>): Promise<Row<R>> {
  const old = before as unknown as AnyRow
  const sealed = await sealPersonal(tx, register, old.id, changes, old)
  const diff = differences(old, sealed)
  if (Object.keys(diff).length === 0) return before
  const whole: Record<string, unknown> = {
    ...Object.fromEntries(Object.keys(diff).map((name) => [name, sealed[name]])),
    ...(derivedFrom(register).some((name) => name in diff) ? derived(register, { ...old, ...changes }) : {}), version: old.version + 1, updated_at: tx.work.now,
  }
  const sets = Object.entries(whole).map(([name, value]) => sql`${sql.ref(name)} = ${bind(register, name, value)}`)
  const [{ rows }] = await Promise.all([sql`update ${sql.table(register.name)} set ${sql.join(sets)} where id = ${old.id} and version = ${old.version}
    returning ${columnList(register)}`.execute(tx), writeVersion(tx, register, old.id, old.version + 1)])
  if (!rows[0]) throw new Problem('row.changed')
  tx.work.changes.push({ table: register.name, row: old.id, before: old.version, after: old.version + 1, diff })
  return rows[0] as Row<R>
}

/** Soft close (注销): the row stays, may not be changed any more, and leaves the default lists. */
export const closeRow = <R extends AnyRegister>(tx: Tx, register: R, before: Row<R>, reason: string): Promise<Row<R>> =>
  changeRow(tx, register, before, { closed_at: tx.work.now, closed_reason: reason })
