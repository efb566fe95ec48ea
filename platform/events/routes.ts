import { Problem } from '../core/problem.ts'
import type { Database } from '../database/database.ts'
import type { Routes } from '../http/routes.ts'
import { entryOf } from '../http/server.ts'
import type { Event, Hub } from './hub.ts'

/** A proxy that hears nothing for a minute closes the line; a comment keeps it open. */
const PULSE = 20_000

const written = ({ event, data }: Event): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** Server-sent events of the person who is signed in: `inbox {count}`, `job {id, kind, state, progress, title}`, `notification`, `end`. */
export function serveEvents(routes: Routes, { database, hub }: { readonly database: Database; readonly hub: Hub }): void {
  routes.raw('get', '/events', { tag: 'events', summary: { zh: '实时消息（server-sent events）', en: 'Events as they happen (server-sent events)' } }, async (request, reply) => {
    const { city, actor } = await database.read(entryOf(request), async (tx) => tx.work)
    const { person, session } = actor
    if (person === null || session === null) throw new Problem('session.missing')
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no', 'x-content-type-options': 'nosniff' })
    raw.write('retry: 3000\n\n')
    const pulse = setInterval(() => raw.write(': pulse\n\n'), PULSE)
    const leave = hub.listen({
      city, person, session,
      send: (event) => raw.write(written(event)),
      end: () => raw.end(written({ event: 'end', data: {} })),
    })
    raw.on('close', () => {
      clearInterval(pulse)
      leave()
    })
    return reply
  })
}
