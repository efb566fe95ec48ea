import { sql } from 'kysely'
import type { Bilingual } from '../core/bilingual.ts'
import { KEPT, type Tx } from '../database/database.ts'
import { regionPrefix } from '../identity/actor.ts'
import type { AnyRegister, AnyRow } from './store.ts'

export type Labels = Record<string, Bilingual>

/** Registers by name: what a reference points to. */
export type Registry = ReadonlyMap<string, AnyRegister>

/** Names of what the rows refer to: divisions by code, rows of other registers by id. One query a register, none for none. */
export async function labelsFor(tx: Tx, registers: Registry, register: AnyRegister, rows: readonly AnyRow[]): Promise<Labels> {
  const references = Object.entries(register.fields).flatMap(([name, field]) => (field.kind === 'reference' || field.kind === 'references' ? [[name, field.to] as const] : []))
  if (register.belongsTo) references.push([`${register.belongsTo}_id`, register.belongsTo])
  const [places, named] = await Promise.all([regionNames(tx, [...new Set(rows.map((row) => row.region))]), askLabels(tx, registers, references, rows)])
  return { ...places, ...named }
}

/** Names of the rows that some columns hold the ids of; `references`: column and register. */
export async function askLabels(tx: Tx, registers: Registry, references: readonly (readonly [string, string])[], rows: readonly AnyRow[]): Promise<Labels> {
  const wanted = new Map<string, Set<string>>()
  const want = (to: string, id: unknown): void => {
    if (Array.isArray(id)) for (const one of id) want(to, one)
    else if (typeof id === 'string') (wanted.get(to) ?? wanted.set(to, new Set()).get(to)!).add(id)
  }
  for (const row of rows) for (const [name, to] of references) want(to, row[name])
  const answers = await Promise.all([...wanted].flatMap(([name, ids]) => {
    const to = registers.get(name)
    return to ? [sql<{ id: string; name: string }>`${KEPT}select id, ${sql.ref(to.naming)}::text as name from ${sql.table(name)} where id = any(${[...ids]}::uuid[])`.execute(tx)] : []
  }))
  const labels: Labels = {}
  for (const { rows: named } of answers) for (const { id, name } of named) labels[id] = { zh: name, en: name }
  return labels
}

/** Names of divisions change with a decree, not with a request: each process keeps what it has read for ten minutes. */
const REMEMBERED = 600_000
const kept = new Map<string, { readonly label: Bilingual | null; readonly until: number }>()

const nameOf = (parts: readonly { readonly zh: string; readonly en: string }[]): Bilingual | null =>
  parts.length === 0 ? null : { zh: parts.map((part) => part.zh).join(' '), en: parts.map((part) => part.en).toReversed().join(', ') }

/** Reads the labels of codes anew and keeps them. */
async function learn(tx: Tx, codes: readonly string[], until: number): Promise<void> {
  const found = await tx.selectFrom('shian.region').select(['code', 'name_zh as zh', 'name_en as en'])
    .where('code', 'in', [...new Set(codes.flatMap((code) => [code, code.slice(0, 9), code.slice(0, 6)]))]).where('valid_to', 'is', null).execute()
  const names = new Map(found.map((row) => [row.code, row]))
  for (const code of codes) {
    const parts = [...new Set([code.slice(0, 6), code.slice(0, 9), code])].filter((part) => regionPrefix(part).length > 4 || part === code)
    kept.set(code, { label: nameOf(parts.flatMap((part) => names.get(part) ?? [])), until })
  }
}

/**
 * Names of divisions. Below a county the county stands before the name (平遥县 古陶镇); an unknown village has its township's.
 */
export async function regionNames(tx: Tx, codes: readonly string[]): Promise<Labels> {
  const now = Date.now()
  const missing = codes.filter((code) => (kept.get(code)?.until ?? 0) < now)
  if (missing.length > 0) await learn(tx, missing, now + REMEMBERED)
  const labels: Labels = {}
  for (const code of codes) {
    const label = kept.get(code)?.label
    if (label) labels[code] = label
  }
  return labels
}
