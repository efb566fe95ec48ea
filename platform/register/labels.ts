import { sql } from 'kysely'
import type { Bilingual } from '../core/bilingual.ts'
import type { Tx } from '../database/database.ts'
import { regionPrefix } from '../identity/actor.ts'
import type { AnyRegister, AnyRow } from './store.ts'

export type Labels = Record<string, Bilingual>

/** Registers by name: what a reference points to. */
export type Registry = ReadonlyMap<string, AnyRegister>

/** Names of what the rows refer to: divisions by code, rows of other registers by id. One query a register, none for none. */
export async function labelsFor(tx: Tx, registers: Registry, register: AnyRegister, rows: readonly AnyRow[]): Promise<Labels> {
  const wanted = new Map<string, Set<string>>()
  const want = (to: string, id: unknown): void => {
    if (typeof id === 'string') (wanted.get(to) ?? wanted.set(to, new Set()).get(to)!).add(id)
  }
  const references = Object.entries(register.fields).flatMap(([name, field]) => (field.kind === 'reference' ? [[name, field.to] as const] : []))
  if (register.belongsTo) references.push([`${register.belongsTo}_id`, register.belongsTo])
  const codes = new Set<string>()
  for (const row of rows) {
    codes.add(row.region)
    for (const [name, to] of references) want(to, row[name])
  }
  const asked = [...wanted].flatMap(([name, ids]) => {
    const to = registers.get(name)
    return to ? [sql<{ id: string; name: string }>`select id, ${sql.ref(to.naming)}::text as name from ${sql.table(name)} where id = any(${[...ids]}::uuid[])`.execute(tx)] : []
  })
  const [places, ...answers] = await Promise.all([regionNames(tx, [...codes]), ...asked])
  const labels: Labels = { ...places }
  for (const { rows: named } of answers) for (const { id, name } of named) labels[id] = { zh: name, en: name }
  return labels
}

/** Names of divisions change with a decree, not with a request: each process keeps what it has read for ten minutes. */
const KEPT = 600_000
const kept = new Map<string, { readonly name: Bilingual | null; readonly until: number }>()

async function divisionNames(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, Bilingual | null>> {
  const now = Date.now()
  const missing = codes.filter((code) => (kept.get(code)?.until ?? 0) < now)
  if (missing.length > 0) {
    const found = await tx.selectFrom('shian.region').select(['code', 'name_zh', 'name_en']).where('code', 'in', missing).where('valid_to', 'is', null).execute()
    for (const code of missing) kept.set(code, { name: null, until: now + KEPT })
    for (const row of found) kept.set(row.code, { name: { zh: row.name_zh, en: row.name_en }, until: now + KEPT })
  }
  return new Map(codes.map((code) => [code, kept.get(code)?.name ?? null]))
}

/**
 * Names of divisions. Below a county the county stands before the name (平遥县 古陶镇); an unknown village has its township's.
 */
export async function regionNames(tx: Tx, codes: readonly string[]): Promise<Labels> {
  if (codes.length === 0) return {}
  const names = await divisionNames(tx, [...new Set(codes.flatMap((code) => [code, code.slice(0, 9), code.slice(0, 6)]))])
  return Object.fromEntries(codes.flatMap((code) => {
    const parts = [...new Set([code.slice(0, 6), code.slice(0, 9), code])].filter((part) => regionPrefix(part).length > 4 || part === code)
    const known = parts.map((part) => names.get(part)).filter((name) => name != null)
    return known.length === 0 ? [] : [[code, { zh: known.map((name) => name.zh).join(' '), en: known.map((name) => name.en).toReversed().join(', ') }]]
  }))
}
