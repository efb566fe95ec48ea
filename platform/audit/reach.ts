import { sql, type RawBuilder } from 'kysely'
import type { Instant } from '../core/dates.ts'
import { isId } from '../core/ids.ts'
import { Problem } from '../core/problem.ts'
import { can, type Actor } from '../identity/actor.ts'
import { inRegion } from '../register/scope.ts'

/**
 * The rows with a column `region` that an actor's grants of a right reach, as a condition: for tables that are no
 * registers (jobs, audit entries), where row-level security shows the whole city. No grant, no row.
 */
export function reach(actor: Actor, right: string): RawBuilder<boolean> {
  const conditions = actor.grants.filter((grant) => can({ ...actor, grants: [grant] }, right)).flatMap((grant) => {
    switch (grant.scope) {
      case 'subtree': return [inRegion(grant.region)]
      case 'region': case 'department': return [sql<boolean>`region = ${grant.region}`]
      case 'own': return []
    }
  })
  return conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` or `)})`
}

/** A page's end, ordered by an instant and an id, as an opaque text. */
export const cursorAt = (at: string, id: string): string => Buffer.from(`${at} ${id}`).toString('base64url')

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f-]{36})$/

/** @throws Problem `page.cursor` (400) */
export function readCursorAt(text: string): { readonly at: Instant; readonly id: string } {
  const [, at, id] = CURSOR.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (!at || !isId(id)) throw new Problem('page.cursor')
  return { at: at as Instant, id }
}
