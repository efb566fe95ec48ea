import { sql, type RawBuilder } from 'kysely'
import type { Actor } from '../identity/actor.ts'
import { columnsOf, once } from './columns.ts'
import type { Register } from './declare.ts'
import { askLabels, regionNames, type Labels, type Registry } from './labels.ts'
import { personalFields } from './personal.ts'
import { mayOf } from './may.ts'
import { rightColumns } from './scope.ts'
import type { AnyRegister, AnyRow } from './store.ts'
import type { Tx } from '../database/database.ts'

/**
 * A row as a list reads it: PostgreSQL writes what is shown as JSON (personal fields in their masked form), and the program reads
 * only what it decides by. A page of fifty rows of forty columns is then never taken apart and put together again: that was two
 * thirds of the server's own work for a list.
 */
export type ShownRow = AnyRow & { readonly shown: string }

const standardInstants = ['created_at', 'updated_at', 'closed_at'] as const

/** Instants are spelled by the program, as everywhere else, and so stand beside the JSON text. */
const instantsOf = once((register): readonly string[] =>
  [...standardInstants, ...Object.keys(register.fields).filter((name) => register.fields[name]!.kind === 'instant')])

/** What a row refers to by one id: its column and the register. */
const singles = once((register): readonly (readonly [string, string])[] => [
  ...Object.entries(register.fields).flatMap(([name, field]) => (field.kind === 'reference' ? [[name, field.to] as const] : [])),
  ...(register.belongsTo ? [[`${register.belongsTo}_id`, register.belongsTo] as const] : []),
])

const several = once((register): readonly (readonly [string, string])[] =>
  Object.entries(register.fields).flatMap(([name, field]) => (field.kind === 'references' ? [[name, field.to] as const] : [])))

const labelColumn = (name: string): string => `${name} label`

/** What a list selects of table `t`. The names of what a row refers to come with it, through row-level security like any other read. */
export function shownColumns(register: AnyRegister, registers: Registry): RawBuilder<unknown> {
  const instants = new Set(instantsOf(register))
  const personal = new Set(personalFields(register))
  const column = (name: string): RawBuilder<unknown> => sql.ref(`t.${name}`)
  const fields = columnsOf(register).filter((name) => !instants.has(name))
    .map((name) => (personal.has(name) ? sql`split_part(${column(name)}, e'\\x1f', 1) as ${sql.ref(name)}` : column(name)))
  const read = new Set(['id', 'region', ...rightColumns(register), ...instants, ...singles(register).map(([name]) => name), ...several(register).map(([name]) => name)])
  const names = singles(register).flatMap(([name, to]) => {
    const target = registers.get(to)
    return target ? [sql`(select o.${sql.ref(target.naming)}::text from ${sql.table(to)} o where o.id = ${column(name)}) as ${sql.ref(labelColumn(name))}`] : []
  })
  return sql.join([...[...read].map(column), ...names, sql`(select row_to_json(s)::text from (select ${sql.join(fields)}) s) as shown`])
}

/** The rows as the JSON of an array: what PostgreSQL wrote, the instants, and what this actor may do with each. */
export function shownItems(register: AnyRegister, actor: Actor, rows: readonly ShownRow[]): string {
  const instants = instantsOf(register)
  const deciding = rightColumns(register)
  const known = new Map<string, string>()
  const may = (row: ShownRow): string => {
    const key = `${row.closed_at === null} ${row.region} ${deciding.map((name) => String(row[name])).join(' ')}`
    const text = known.get(key) ?? JSON.stringify(mayOf(register, actor, row))
    known.set(key, text)
    return text
  }
  const times = (row: ShownRow): string => instants.map((name) => `"${name}":${row[name] === null ? 'null' : `"${String(row[name])}"`}`).join(',')
  return `[${rows.map((row) => `${row.shown.slice(0, -1)},${times(row)},"may":${may(row)}}`).join(',')}]`
}

/** Names of what the rows refer to: those that came with them, divisions, and lists of ids. */
export async function shownLabels(tx: Tx, registers: Registry, register: Register, rows: readonly ShownRow[]): Promise<Labels> {
  const labels: Labels = await regionNames(tx, [...new Set(rows.map((row) => row.region))])
  for (const [name] of singles(register)) {
    for (const row of rows) {
      const [id, label] = [row[name], row[labelColumn(name)]]
      if (typeof id === 'string' && typeof label === 'string') labels[id] = { zh: label, en: label }
    }
  }
  return several(register).length === 0 ? labels : Object.assign(labels, await askLabels(tx, registers, several(register), rows))
}
