import { hash } from 'node:crypto'
import type pg from 'pg'
import { newId } from '../../platform/core/ids.ts'
import { allDuties } from '../../platform/platform.ts'
import { duties } from '../../duties/index.ts'

/** A column as the catalogue tells it. */
export type Column = { readonly table: string; readonly name: string; readonly type: string; readonly required: boolean; readonly given: boolean; readonly key: boolean }

/** Rows to fill a city's tables with: where they stand, whose they are, and what every free text in them says. */
export type Filling = {
  readonly schema: string
  readonly region: string
  /** Id of the enterprise that the rows belong to; its own row is filled with it. */
  readonly enterprise: string
  /** Stands in every text column of a table that nothing limits. */
  readonly marker: string | ((table: string) => string)
}

/** The columns of all tables of a schema. `given`: the database fills it where nothing is said. */
export async function columnsIn(owner: pg.ClientBase, schema: string): Promise<Column[]> {
  const { rows } = await owner.query<Column>(`select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull as required,
      a.atthasdef as given, coalesce(a.attnum = any(i.indkey), false) as key
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relnamespace = $1::regnamespace and c.relkind = 'r' order by c.relname, a.attnum`, [schema])
  return rows
}

/** What check constraints allow, by `table.column`: the literals of `check (x in (…))`. */
export async function allowedValues(owner: pg.ClientBase, schema: string): Promise<Map<string, string[]>> {
  const { rows } = await owner.query<{ table: string; name: string; text: string }>(`select c.relname as table, a.attname as name, pg_get_constraintdef(o.oid) as text
    from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = o.conkey[1]
    where o.contype = 'c' and cardinality(o.conkey) = 1 and c.relnamespace = $1::regnamespace`, [schema])
  return new Map(rows.map((row) => [`${row.table}.${row.name}`, [...row.text.matchAll(/'([^']+)'/g)].map((found) => found[1]!)]))
}

const PLAIN: Readonly<Record<string, unknown>> = {
  'integer': 1, 'bigint': 1, 'smallint': 1, 'numeric': 1, 'double precision': 1, 'boolean': false,
  'timestamp with time zone': '2026-01-02T00:00:00Z', 'jsonb': '{}', 'text[]': [], 'uuid[]': [],
}

/** Columns whose value is a form of the program's own. */
const FORMS: Readonly<Record<string, unknown>> = { 'audit_entry.changes': '[]', 'job.last_error': null, 'idempotency.answer': '{}', 'draw.each': 2, 'check_sheet.content': JSON.stringify({ kind: 'production', version: '1', title: { zh: '要点表', en: 'A sheet' }, source: 'x', confidence: 'reconstructed', facts: [], items: [] }) }

/** What choices and states offer first, by `table.column`: a row of a filling is one that the program could have written. */
const declared = new Map(allDuties(duties).flatMap((duty) => [
  ...duty.registers.flatMap((register) => Object.entries(register.fields).flatMap(([name, field]) => (field.kind === 'choice' && field.options[0] ? [[`${register.name}.${name}`, field.options[0].code] as const] : []))),
  ...(duty.matters ?? []).map((service) => [`${service.register.name}.state`, Object.keys(service.rules.declaration.states)[0]!] as const),
]))

/** Personal fields hold what is sealed under a key of the row: a filling leaves them empty where they may be. */
const personal = new Set(allDuties(duties).flatMap((duty) => duty.registers.flatMap((register) => Object.entries(register.fields).flatMap(([name, field]) => (field.personal ? [`${register.name}.${name}`] : [])))))

/**
 * One row in every table of a city, whatever tables there are, all in one region and of one enterprise. Each table's row
 * refers to the rows of the same filling (`unit_id` to the unit, `premises_id` to the premises); what refers in a circle
 * and may be empty stays empty.
 * @returns the id of the row by table, where the table has a uuid key of one column
 */
export async function fillCity(owner: pg.ClientBase, filling: Filling): Promise<ReadonlyMap<string, string>> {
  const { schema, region, enterprise } = filling
  const mark = (table: string): string => (typeof filling.marker === 'string' ? filling.marker : filling.marker(table))
  const [columns, allowed, references] = [await columnsIn(owner, schema), await allowedValues(owner, schema), await referencesIn(owner, schema)]
  const tables = [...new Set(columns.map((column) => column.table))]
  const ids = new Map(tables.map((table) => [table, table === 'enterprise' ? enterprise : newId()]))
  await owner.query(`set search_path = ${schema}, shian`)
  const done = new Set<string>()
  const waits = (table: string, forAll: boolean): boolean => columns.some((column) => {
    const to = column.table === table ? references.get(`${table}.${column.name}`) : undefined
    return to !== undefined && to !== table && !done.has(to) && ids.has(to) && (forAll || column.required)
  })
  while (done.size < tables.length) {
    const left = tables.filter((table) => !done.has(table))
    const table = left.find((name) => !waits(name, true)) ?? left.find((name) => !waits(name, false))
    if (!table) throw new Error(`tables refer to each other in a circle: ${left.join(', ')}`)
    done.add(table)
    const values = columns.filter((column) => column.table === table).flatMap((column): [string, unknown][] => {
      const value = valueOf(column)
      return value === undefined ? [] : [[column.name, value]]
    })
    await owner.query(`insert into ${table} (${values.map(([name]) => name).join(', ')}) values (${values.map((_, i) => `$${i + 1}`).join(', ')})`, values.map(([, value]) => value))
  }
  return ids

  function valueOf({ table, name, type, required, given, key }: Column): unknown {
    const to = references.get(`${table}.${name}`)
    if (to === table && !key) return undefined
    if (`${table}.${name}` in FORMS) return FORMS[`${table}.${name}`]
    if (personal.has(`${table}.${name}`) && !required) return undefined
    if (name === 'region') return region
    if (name === 'own_id') return enterprise
    if (name === 'enterprise_id' || (to === 'enterprise' && !key)) return enterprise
    if (name === 'row_id' && table.endsWith('_version')) return ids.get(table.slice(0, -'_version'.length)) ?? newId()
    if (name === 'closed_at' || name === 'closed_reason' || name.startsWith('merged_')) return undefined
    if (to) return required || done.has(to) ? ids.get(to) ?? newId() : undefined
    if (type === 'uuid') return key ? ids.get(table) : required ? newId() : undefined
    if (type === 'text' && allowed.has(`${table}.${name}`)) return allowed.get(`${table}.${name}`)![0]
    if (type === 'text' && declared.has(`${table}.${name}`) && (required || name === 'state')) return declared.get(`${table}.${name}`)
    if (type === 'text') return key || !given ? `${mark(table)}-${name}` : undefined
    if (name === 'image') return JSON.stringify({ id: ids.get(table.slice(0, -'_version'.length)), name: mark(table), region, version: 1 })
    // Late work is told of: what is due was due long ago.
    if (name !== 'due_on' && (!required || (given && !key))) return undefined
    if (type === 'bytea') return Buffer.from(`${region} ${table}`)
    // A Saturday that no shipped calendar names; two counties have two.
    if (type === 'date') return new Date(Date.UTC(2011, 0, 1 + 7 * Number(region.slice(4, 6)))).toISOString().slice(0, 10)
    // Numbers of a chain or a series differ between two fillings of one city.
    if (!(type in PLAIN)) throw new Error(`no value for ${table}.${name} of type ${type}`)
    return key && type === 'bigint' ? Number(region.slice(0, 6)) : PLAIN[type]
  }
}

/** `table.column` → the table it refers to. */
export async function referencesIn(owner: pg.ClientBase, schema: string): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ from: string; to: string }>(`select c.relname || '.' || a.attname as from, f.relname as to
    from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_class f on f.oid = o.confrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = o.conkey[1]
    where o.contype = 'f' and c.relnamespace = $1::regnamespace`, [schema])
  return new Map(rows.map((row) => [row.from, row.to]))
}

/** Tables of a schema that the app role may read. */
export async function tablesOfApp(owner: pg.ClientBase, schema: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(`select relname as name from pg_class where relnamespace = $1::regnamespace and relkind = 'r'
    and has_table_privilege('shian_app', oid, 'select') order by relname`, [schema])
  return rows.map((row) => row.name)
}

/**
 * What a city holds, as one text a table: the number of rows and the sum of what wrote them. Any committed insert, change
 * or deletion alters it; a row that was only locked does not.
 */
export async function fingerprint(owner: pg.ClientBase, schema: string, tables: readonly string[], where: (table: string) => string = () => 'true'): Promise<Record<string, string>> {
  const parts = tables.map((table) => `select '${table}' as name, count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) as print from ${schema}.${table} where ${where(table)}`)
  const text = parts.join(' union all ')
  // Asked after each of hundreds of requests: planned once a connection, and by one process.
  await owner.query('set max_parallel_workers_per_gather = 0')
  const { rows } = await owner.query<{ name: string; print: string }>({ name: hash('md5', text), text })
  return Object.fromEntries(rows.map((row) => [row.name, row.print]))
}
