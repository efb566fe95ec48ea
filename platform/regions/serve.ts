import { z } from 'zod'
import type { Routes } from '../http/routes.ts'
import { Problem } from '../core/problem.ts'
import { divisionsUnder, findDivisions } from './search.ts'
import { mapOf } from './shapes.ts'

/** Divisions for pickers and names, and the county shapes of the city's map. */
export function serveRegions(routes: Routes): void {
  const code = z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/)
  routes.read('/regions', {
    tag: 'regions', summary: { zh: '区划：下级，或按名称、拼音首字母查找', en: 'Divisions: below one, or by name and pinyin initials' },
    query: z.object({ parent: code.optional(), q: z.string().max(40).optional() }),
  }, async ({ tx, query }) => {
    const within = query.parent ?? tx.work.city
    return { items: query.q ? await findDivisions(tx, query.q, within) : await divisionsUnder(tx, within) }
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
