import { sql, type CompiledQuery } from 'kysely'
import { instant } from '../core/dates.ts'
import { newId } from '../core/ids.ts'
import type { Tx } from '../database/database.ts'
import type { JobDeclaration } from './declare.ts'
import { announce } from './wake.ts'

/** A job that follows writes waits so long, ms: what is written meanwhile is looked at by the same one. */
const SETTLE = 1_000
/** A job about to begin takes no more writes under its wing, ms: writers that never pause must not hold it back for ever. */
const CLOSED = 500

const followers = new Map<string, Set<string>>()

/** Makes the kinds known that run soon after rows of some registers changed. Done once where the duties are mounted. */
export function followWrites(kinds: readonly JobDeclaration[]): void {
  for (const { kind, follows = [] } of kinds) for (const table of follows) followers.set(table, (followers.get(table) ?? new Set()).add(kind))
}

/**
 * Of one kind: a row unless one waits already. The one that waits is held until this transaction ends, so that it cannot begin before
 * what was written can be seen; writers hold it together, and a claim passes it by meanwhile.
 */
function waitingFor(tx: Tx, kind: string): CompiledQuery {
  const { now, city } = tx.work
  const [soon, due] = [instant(Date.parse(now) + CLOSED), instant(Date.parse(now) + SETTLE)]
  return sql`with waiting as (select id from job where kind = ${kind} and state = 'waiting' and run_at > ${soon}::timestamptz and run_at <= ${due}::timestamptz
      limit 1 for key share skip locked)
    insert into job (id, kind, payload, region, run_at, created_at) select ${newId()}::uuid, ${kind}, '{}', ${city}, ${due}::timestamptz, ${now}::timestamptz
    where not exists (select 1 from waiting)`.compile(tx)
}

/** What a transaction that changed rows sends with its end, for the jobs that follow them: once a kind, however many rows. */
export function followed(tx: Tx): readonly CompiledQuery[] {
  if (followers.size === 0) return []
  const kinds = new Set([...new Set(tx.work.changes.map(({ table }) => table))].flatMap((table) => [...(followers.get(table) ?? [])]))
  if (kinds.size === 0) return []
  announce(tx.work.city, SETTLE)
  return [...kinds].map((kind) => waitingFor(tx, kind))
}
