import { sql } from 'kysely'
import type { Tx } from '../../../platform/database/database.ts'
import type { Actor } from '../../../platform/identity/actor.ts'
import { act } from '../../../platform/matter/act.ts'
import { mustAct, type Record_ } from '../../../platform/matter/service.ts'
import { readScope } from '../../../platform/register/scope.ts'
import { readable } from '../../../platform/register/serve.ts'
import type { ToPublish } from '../contract.ts'
import { inspections } from '../registers.ts'
import { inspectionService } from '../services.ts'

/** Results that are published in one step. */
export const TOGETHER = 100

/** Results that are not public yet, those due first. */
export async function toPublish(tx: Tx): Promise<ToPublish> {
  const { rows } = await sql<ToPublish['items'][number]>`select id, title, result, failed, visited_on, publish_by from inspection
    where state = 'finished' and closed_at is null and publish_by is not null and ${readScope(inspections as never, tx.work.actor)} order by publish_by, id limit ${TOGETHER + 1}`.execute(tx)
  return { items: rows.slice(0, TOGETHER), more: rows.length > TOGETHER }
}

/**
 * Publishes several results, all or none; what became public meanwhile is left as it is.
 * @source 总局令49号 art. 39
 * @throws Problem `row.not-found` (404), `right.missing` (403)
 */
export async function publishMany(tx: Tx, actor: Actor, ids: readonly string[]): Promise<{ readonly published: number }> {
  let published = 0
  for (const id of [...new Set(ids)].toSorted()) {
    const row = await readable(tx, inspections, actor, id, { lock: true }) as unknown as Record_
    mustAct(inspectionService, actor, 'publish', row, row.region)
    if (row.state === 'published') continue
    await act(tx, inspectionService, row, 'publish', {})
    published++
  }
  return { published }
}
