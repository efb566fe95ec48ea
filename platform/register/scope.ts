import { sql, type RawBuilder } from 'kysely'
import { Problem } from '../core/problem.ts'
import { can, regionPrefix, within, type Actor, type Grant, type Target } from '../identity/actor.ts'
import type { AnyRegister, AnyRow } from './store.ts'

const held = (actor: Actor, rights: readonly string[]): Grant[] =>
  actor.grants.filter((grant) => rights.some((right) => right !== 'own' && can({ ...actor, grants: [grant] }, right)))

/** `1407` → `1408`: the first code after all below a region. */
export const afterPrefix = (prefix: string): string => prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)

/** The rows of a region and all below. `column`: where a query joins several tables that have a region (`i.region`). */
export const inRegion = (code: string, column = 'region'): RawBuilder<boolean> => {
  const prefix = regionPrefix(code)
  return sql<boolean>`(${sql.ref(column)} >= ${prefix} and ${sql.ref(column)} < ${afterPrefix(prefix)})`
}

/** Registers whose rows hang on a unit: a `department` grant sees those of its unit only. */
const unitColumn = (register: AnyRegister): string | undefined =>
  'holder_unit' in register.fields ? 'holder_unit' : 'unit_id' in register.fields ? 'unit_id' : undefined

/** A business's own by `own`; a person's own by `mine`. */
function ownCondition(register: AnyRegister, actor: Actor): RawBuilder<boolean> {
  if (actor.enterprise) return register.own ? sql<boolean>`${sql.ref(register.own)} = ${actor.enterprise}` : sql<boolean>`false`
  return register.mine ? sql<boolean>`${sql.ref(register.mine)} = ${actor.person}` : sql<boolean>`false`
}

function grantCondition(register: AnyRegister, actor: Actor, grant: Grant): RawBuilder<boolean> {
  if (register.scope === 'city') return sql<boolean>`true`
  switch (grant.scope) {
    case 'subtree': return inRegion(grant.region)
    case 'region': return sql<boolean>`region = ${grant.region}`
    case 'department': {
      const column = unitColumn(register)
      return column && grant.unit ? sql<boolean>`${sql.ref(column)} = ${grant.unit}` : inRegion(grant.region)
    }
    case 'own': return ownCondition(register, actor)
  }
}

/**
 * The rows of a register an actor may read, as a condition: the first wall, in code. Row-level security is the second.
 * @throws Problem `right.missing` (403) where no grant reads the register at all
 */
export function readScope(register: AnyRegister, actor: Actor): RawBuilder<boolean> {
  mustRead(register, actor)
  const conditions = held(actor, register.access.read).map((grant) => grantCondition(register, actor, grant))
  if (register.access.read.includes('own') && actor.enterprise && register.own) conditions.push(sql<boolean>`${sql.ref(register.own)} = ${actor.enterprise}`)
  return sql<boolean>`(${sql.join(conditions, sql` or `)})`
}

/** @throws Problem `right.missing` (403) where no grant reads the register at all */
export function mustRead(register: AnyRegister, actor: Actor): void {
  if (register.access.read.includes('own') && actor.enterprise && register.own) return
  if (!register.access.read.some((right) => right !== 'own' && can(actor, right))) throw new Problem('right.missing', { right: register.access.read.join(' / ') })
}

/** The columns that decide who may read and change a row, beside its region. */
export const rightColumns = (register: AnyRegister): readonly string[] =>
  [register.own, register.mine, unitColumn(register)].filter((name) => name !== undefined && name !== 'id') as string[]

/**
 * Whether row-level security alone already gives just the rows of `readScope`: a reading grant that covers the whole range of
 * regions the transaction was entered for. Lists are then asked before the actor is known, in the same flush as `enter`.
 */
export const scopeIsRange = (register: AnyRegister, actor: Actor): boolean =>
  held(actor, register.access.read).some((grant) => grant.scope === 'subtree' && actor.grants.every((other) => within(other.region, grant.region)))

const targetOf = (register: AnyRegister, row: Partial<AnyRow>, want: 'read' | 'write'): Target => {
  const unit = unitColumn(register)
  return {
    // What the whole city reads is still changed only by who may change the region it stands in; no row-level security holds that.
    ...(register.scope === 'city' && want === 'read' ? {} : { region: row.region! }),
    enterprise: register.own ? (row[register.own] as string | null) : null,
    ...(register.mine ? { person: (row[register.mine] as string | null) ?? null } : {}),
    ...(unit ? { unit: (row[unit] as string | null) ?? null } : {}),
  }
}

const owns = (register: AnyRegister, actor: Actor, row: Partial<AnyRow>): boolean =>
  actor.enterprise !== null && register.own !== undefined && row[register.own] === actor.enterprise

/** Whether the actor may read one row. */
export const mayRead = (register: AnyRegister, actor: Actor, row: AnyRow): boolean =>
  register.access.read.some((right) => (right === 'own' ? owns(register, actor, row) : can(actor, right, targetOf(register, row, 'read'))))

/** Whether the actor may create or change a row such as this. */
export const mayWrite = (register: AnyRegister, actor: Actor, row: Partial<AnyRow>): boolean =>
  register.access.write.some((right) => (right === 'own' ? owns(register, actor, row) : can(actor, right, targetOf(register, row, 'write'))))

/** @throws Problem `right.missing` (403) */
export function mustWrite(register: AnyRegister, actor: Actor, row: Partial<AnyRow>): void {
  if (!mayWrite(register, actor, row)) throw new Problem('right.missing', { right: register.access.write.join(' / ') })
}
