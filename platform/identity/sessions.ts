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

const MOST = 500

/** Live sessions, last seen first, at most 500: those of one person, or all whose people the actor may see. */
export async function liveSessions(tx: Tx, person?: string): Promise<SessionItem[]> {
  const { actor, now } = tx.work
  const rows = await tx
    .selectFrom('session as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select(['s.id', 's.person_id', 'p.name', 'p.region', 's.kind', 's.created_at', 's.last_seen_at', 's.address', 's.agent'])
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('s.idle_until', '>', now)
    .$if(person !== undefined, (query) => query.where('s.person_id', '=', person!))
    .orderBy('s.last_seen_at', 'desc')
    .limit(MOST)
    .execute()
  return rows
    .filter((row) => row.person_id === actor.person || mayEnd(actor, row.region))
    .map((row) => ({
      id: row.id,
      person: row.person_id,
      name: row.name,
      kind: row.kind,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      address: row.address,
      agent: row.agent,
      current: row.id === actor.session,
    }))
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
