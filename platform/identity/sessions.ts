import { sql } from 'kysely'
import { cursorAt, reach, readCursorAt } from '../audit/reach.ts'
import { Problem } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import { can, type Actor } from './actor.ts'

/** A live session, as its owner and the security administrator see it. */
export type SessionItem = {
  readonly id: string
  readonly person: string
  readonly name: string
  readonly kind: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly address: string | null
  readonly agent: string | null
  /** The one the list was asked for with. */
  readonly current: boolean
}

/** What a page of sessions is asked with. `person`: only theirs. */
export type SessionQuery = { readonly person?: string; readonly cursor?: string; readonly limit: number }

/**
 * A page of live sessions, the latest sign-in first: one's own and those of people in whose region the actor ends sessions. Not by
 * when they were last seen, which changes while one turns the pages.
 * @throws Problem `page.cursor` (400)
 */
export async function liveSessions(
  tx: Tx,
  { person, cursor, limit }: SessionQuery,
): Promise<{ items: SessionItem[]; next: string | null }> {
  const { actor, now } = tx.work
  const after = cursor === undefined ? undefined : readCursorAt(cursor)
  const rows = await tx
    .selectFrom('session as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select(['s.id', 's.person_id', 'p.name', 's.kind', 's.created_at', 's.last_seen_at', 's.address', 's.agent'])
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('s.idle_until', '>', now)
    .where(sql<boolean>`(s.person_id = ${actor.person}::uuid or ${reach(actor, 'people.sessions')})`)
    .$if(person !== undefined, (query) => query.where('s.person_id', '=', person!))
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(s.created_at, s.id) < (${after!.at}::timestamptz, ${after!.id}::uuid)`))
    .orderBy('s.created_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(limit + 1)
    .execute()
  const last = rows[limit - 1]
  return {
    items: rows.slice(0, limit).map((row) => ({
      id: row.id,
      person: row.person_id,
      name: row.name,
      kind: row.kind,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      address: row.address,
      agent: row.agent,
      current: row.id === actor.session,
    })),
    next: rows.length > limit && last ? cursorAt(last.created_at, last.id) : null,
  }
}

const mayEnd = (actor: Actor, region: string): boolean => can(actor, 'people.sessions', { region })

/**
 * Ends one live session, so that its next request is refused. One's own, or with the right `people.sessions` those of
 * people in one's region.
 * @throws Problem `row.not-found` (404), also for sessions out of reach
 */
export async function endSession(tx: Tx, id: string, whose: 'own' | 'any'): Promise<void> {
  const { actor } = tx.work
  const row = await tx
    .selectFrom('session as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select(['s.person_id', 'p.region'])
    .where('s.id', '=', id)
    .where('s.ended_at', 'is', null)
    .executeTakeFirst()
  if (!row || (row.person_id !== actor.person && (whose === 'own' || !mayEnd(actor, row.region)))) throw new Problem('row.not-found')
  await tx
    .updateTable('session')
    .set({ ended_at: tx.work.now, ended_reason: row.person_id === actor.person ? 'ended by owner' : 'ended by administrator' })
    .where('id', '=', id)
    .execute()
  tx.work.changes.push({ table: 'session', row: id, before: null, after: null, diff: { ended_at: [null, tx.work.now] } })
}
