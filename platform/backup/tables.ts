import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { BackupRecord } from './records.ts'

/** A table as the catalogue has it. */
export type Table = { readonly schema: string; readonly name: string; readonly columns: readonly { readonly name: string; readonly type: string }[]; readonly key: readonly string[] }

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const nameOf = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string => `${quoted(schema)}.${quoted(name)}`

/** Every table of a schema with its columns and primary key, by name. */
export async function tablesOf(owner: pg.Client, schema: string): Promise<Table[]> {
  const { rows } = await owner.query<Table>(`select n.nspname as schema, c.relname as name,
      (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select jsonb_agg(a.attname order by k.place) from pg_index i, unnest(i.indkey) with ordinality k(attnum, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum where i.indrelid = c.oid and i.indisprimary), '[]') as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind = 'r' order by c.relname`, [schema])
  return rows
}

const FETCH = 1_000

/** Every value in the text form in which PostgreSQL writes it, and reads it again. */
const asText = { getTypeParser: () => (value: string) => value }

/** The table's rows in the order of its key, as records; `where` is a condition of ours, never input. */
export async function* dump(owner: pg.Client, table: Table, shared: boolean, where = 'true'): AsyncGenerator<BackupRecord> {
  const columns = table.columns.map(({ name }) => name)
  const order = table.key.length > 0 ? `order by ${table.key.map(quoted).join(', ')}` : ''
  yield { kind: 'table', value: { shared, name: table.name, columns } }
  await owner.query(`declare dumped no scroll cursor for select ${columns.map(quoted).join(', ')} from ${nameOf(table)} where ${where} ${order}`)
  const hash = createHash('sha256')
  let count = 0
  for (;;) {
    const { rows } = await owner.query({ text: `fetch ${FETCH} from dumped`, rowMode: 'array', types: asText } as pg.QueryArrayConfig)
    if (rows.length === 0) break
    const lines = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    hash.update(lines)
    count += rows.length
    yield { kind: 'rows', value: lines }
  }
  await owner.query('close dumped')
  yield { kind: 'table-end', value: { rows: count, hash: hash.digest('hex') } }
}

/** Writes rows that `dump` read. `keep`: rows that are there already stay as they are. */
export async function load(owner: pg.Client, table: Table, columns: readonly string[], lines: Buffer, keep: boolean): Promise<void> {
  const rows = lines.toString().trimEnd().split('\n').map((line) => JSON.parse(line) as (string | null)[])
  const types = new Map(table.columns.map(({ name, type }) => [name, type]))
  const names = columns.map(quoted)
  const values = columns.map((name, at) => `given.${quoted(name)}::${types.get(name) ?? unknownColumn(table, name)} as c${at}`)
  await owner.query(`insert into ${nameOf(table)} (${names.join(', ')})
    select ${values.join(', ')} from unnest(${columns.map((_, at) => `$${at + 1}::text[]`).join(', ')}) given(${names.join(', ')})
    ${keep ? 'on conflict do nothing' : ''}`, columns.map((_, at) => rows.map((row) => row[at] ?? null)))
}

function unknownColumn(table: Table, name: string): never {
  throw new Error(`the backup has a column that ${nameOf(table)} has not: ${name}`)
}

type Constraint = { readonly table: string; readonly name: string; readonly definition: string }

/**
 * Runs `body` without the schema's foreign keys, which point in circles (a unit's leader, a person's unit), and puts them
 * back as they were: that checks every row.
 */
export async function withoutForeignKeys(owner: pg.Client, schema: string, body: () => Promise<void>): Promise<void> {
  await owner.query(`set local search_path = ${quoted(schema)}, shian`)
  const { rows } = await owner.query<Constraint>(`select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = $1 and k.contype = 'f' order by c.relname, k.conname`, [schema])
  for (const { table, name } of rows) await owner.query(`alter table ${quoted(schema)}.${quoted(table)} drop constraint ${quoted(name)}`)
  await body()
  for (const { table, name, definition } of rows) await owner.query(`alter table ${quoted(schema)}.${quoted(table)} add constraint ${quoted(name)} ${definition}`)
}
