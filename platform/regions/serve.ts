import { sql } from 'kysely'
import { z } from 'zod'
import type { Routes } from '../http/routes.ts'
import { regionPrefix } from '../identity/actor.ts'
import { Problem } from '../core/problem.ts'
import { mapOf } from './shapes.ts'

/** Divisions for pickers and names, and the county shapes of the city's map. */
export function serveRegions(routes: Routes): void {
  const code = z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/)
  routes.read('/regions', {
    tag: 'regions', summary: { zh: '区划：下级或按名称查找', en: 'Divisions: below one, or by name' },
    query: z.object({ parent: code.optional(), q: z.string().max(40).optional() }),
  }, async ({ tx, query }) => {
    const city = regionPrefix(tx.work.city)
    const like = query.q ? sql<boolean>`name_zh like ${`%${query.q.replace(/[%_\\]/g, '')}%`}` : sql<boolean>`parent = ${query.parent ?? tx.work.city}`
    const { rows } = await sql<{ code: string; name_zh: string; name_en: string; level: string }>`select code, name_zh, name_en, level from shian.region
      where valid_to is null and code like ${`${city}%`} and ${like} order by code limit 500`.execute(tx)
    return { items: rows.map((row) => ({ code: row.code, name: { zh: row.name_zh, en: row.name_en }, level: row.level })) }
  })
  routes.read('/regions/map/:code', { tag: 'regions', summary: { zh: '县区轮廓（GeoJSON）', en: 'Shapes of the counties (GeoJSON)' }, params: z.object({ code }) }, async ({ params, reply }) => {
    reply.header('cache-control', 'private, max-age=86400')
    try {
      return mapOf(params.code)
    } catch {
      throw new Problem('row.not-found')
    }
  })
}
