import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Actor } from './actor.ts'

type Seen = { readonly actor: Actor; readonly city: string }
const seen = new WeakMap<FastifyRequest, Seen>()

/** Remembers whose request this is, for `touch` after the answer. */
export const noteActor = (request: FastifyRequest, { actor, city }: Seen): void => {
  seen.set(request, { actor, city })
}

/** What a page asks for by itself is no sign that someone sits in front of it. */
const BY_ITSELF = new Set(['/api/v1/me/counters', '/api/v1/me/notifications', '/api/v1/events'])
const byItself = (request: FastifyRequest): boolean =>
  request.headers['x-background'] !== undefined || (request.method === 'GET' && BY_ITSELF.has(request.routeOptions.url ?? ''))

/**
 * Keeps a used session from going idle: at most once a minute, after the answer, outside the request's transaction.
 * A session that ended meanwhile stays ended.
 */
export async function touch(database: Database, request: FastifyRequest): Promise<void> {
  const known = seen.get(request)
  if (!known?.actor.session || byItself(request)) return
  const now = database.clock()
  if (known.actor.seen !== null && Date.parse(now) - Date.parse(known.actor.seen) < 60_000) return
  await database.write(
    { nobody: known.city },
    (tx) =>
      tx
        .updateTable('session')
        .set({ last_seen_at: now, idle_until: sql`least(expires_at, ${now}::timestamptz + idle_minutes * interval '1 minute')` })
        .where('id', '=', known.actor.session)
        .where('ended_at', 'is', null)
        .where('idle_until', '>', now)
        .execute(),
    () => [],
  )
}
