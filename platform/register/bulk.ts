import { sql } from 'kysely'
import { newDataKey, wrapKey } from '../core/secret.ts'
import type { Tx } from '../database/database.ts'
import { columnsOf } from './columns.ts'
import type { Register } from './declare.ts'
import { sealedForm } from './personal.ts'
import { derived, withPlace } from './store.ts'

type Given = Readonly<Record<string, unknown>> & { readonly id: string }

/** The rows with their personal fields sealed, and the data keys to keep; rows without personal data get no key. */
function sealed(tx: Tx, register: Register, rows: readonly Given[]): { rows: readonly Given[]; keys: { row_id: string; wrapped: Buffer }[] } {
  const personal = Object.entries(register.fields).filter(([, field]) => field.personal)
  if (personal.length === 0) return { rows, keys: [] }
  const keys: { row_id: string; wrapped: Buffer }[] = []
  const made = rows.map((row) => {
    const filled = personal.filter(([name]) => typeof row[name] === 'string')
    if (filled.length === 0) return row
    const key = newDataKey()
    keys.push({ row_id: row.id, wrapped: wrapKey(tx.work.masterKey, key, row.id) })
    return { ...row, ...Object.fromEntries(filled.map(([name, field]) => [name, sealedForm(key, `${register.name}.${name}.${row.id}`, field.personal!, String(row[name]))])) }
  })
  return { rows: made, keys }
}

/**
 * Writes many whole rows at once (ids and standard columns given; derived ones are filled where they are not), each with its first version. For imports and
 * the demo city: three statements for as many rows as fit, instead of three a row. All rows must have the same keys.
 * @param clear personal fields are in clear text; they are sealed here
 */
export async function insertMany(tx: Tx, register: Register, clear: readonly Given[]): Promise<void> {
  const { rows, keys } = sealed(tx, register, clear.map((row) => ('grams' in row ? { ...row, grams: withPlace(row['grams'] as string[], String(row['region'])) } : { ...row, ...derived(register, row) })))
  const first = rows[0]
  if (!first) return
  const table = sql.table(register.name)
  const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)))
  const own = register.own ? sql`${sql.ref(register.own)}::text` : sql`null`
  const written = sql`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)}::jsonb)`.execute(tx)
  const kept = keys.length > 0 && sql`insert into record_key (row_id, wrapped, created_at)
    select * from unnest(${keys.map((key) => key.row_id)}::uuid[], ${keys.map((key) => key.wrapped)}::bytea[], ${keys.map(() => tx.work.now)}::timestamptz[])`.execute(tx)
  const versions = sql`insert into ${sql.table(`${register.name}_version`)} (row_id, version, region, own_id, starts_at, entry_id, image)
    select id, version, region, ${own}, created_at, ${tx.work.entry}::uuid, to_jsonb(t) - 'grams' - 'name_sort' from ${table} t where id = any(${rows.map((row) => row.id)}::uuid[])`.execute(tx)
  await Promise.all([written, kept, versions])
}

/** What a new row says; columns it leaves out are empty. */
type Values = Given & { readonly region: string }

/**
 * Writes many new rows at once, each with a change for the audit entry (of personal values only the version tells).
 * @param rows fields in clear, the parent's id, `region`; standard columns are filled here
 */
export async function insertNew(tx: Tx, register: Register, rows: readonly Values[]): Promise<void> {
  const blankOf = (name: string): unknown => {
    const kind = register.fields[name]?.kind
    return kind === 'boolean' ? false : kind === 'choices' || kind === 'references' ? [] : null
  }
  const blank = Object.fromEntries(columnsOf(register).map((name) => [name, blankOf(name)]))
  const standard = { version: 1, created_at: tx.work.now, updated_at: tx.work.now }
  const written = insertMany(tx, register, rows.map((row) => ({ ...blank, ...standard, ...row })))
  // Told while the database writes.
  for (const row of rows) {
    const told = Object.entries(row).filter(([name, value]) => name !== 'id' && value !== null && value !== undefined && !register.fields[name]?.personal)
    tx.work.changes.push({ table: register.name, row: row.id, before: null, after: 1, diff: Object.fromEntries(told.map(([name, value]) => [name, [null, value] as const])) })
  }
  await written
}

/**
 * Changes many rows that were read for update in this transaction: whole rows with new values for some fields, each with its next version
 * and a change for the audit entry. All must have the same keys; fields in clear that are personal, and those that search derives from, are not for this.
 */
export async function changeMany(tx: Tx, register: Register, changes: readonly { readonly before: Given & { readonly version: number }; readonly values: Readonly<Record<string, unknown>> }[]): Promise<void> {
  const first = changes[0]
  if (!first) return
  const table = sql.table(register.name)
  const versions = sql.table(`${register.name}_version`)
  const names = Object.keys(first.values)
  const rows = changes.map(({ before, values }) => ({ ...values, id: before.id }))
  const ids = rows.map(({ id }) => id)
  const own = register.own ? sql`${sql.ref(register.own)}::text` : sql`null`
  const sets = sql.join(names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`n.${name}`)}`))
  const written = Promise.all([
    sql`update ${versions} set ends_at = ${tx.work.now} where ends_at is null and row_id = any(${ids}::uuid[])`.execute(tx),
    sql`update ${table} t set ${sets}, version = t.version + 1, updated_at = ${tx.work.now} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)}::jsonb) n where t.id = n.id`.execute(tx),
    sql`insert into ${versions} (row_id, version, region, own_id, starts_at, entry_id, image)
      select id, version, region, ${own}, ${tx.work.now}, ${tx.work.entry}::uuid, to_jsonb(t) - 'grams' - 'name_sort' from ${table} t where id = any(${ids}::uuid[])`.execute(tx),
  ])
  for (const { before, values } of changes) {
    const diff = Object.fromEntries(names.filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(values[name] ?? null)).map((name) => [name, [before[name] ?? null, values[name] ?? null] as const]))
    tx.work.changes.push({ table: register.name, row: before.id, before: before.version, after: before.version + 1, diff })
  }
  await written
}
