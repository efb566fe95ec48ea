import { z } from 'zod'
import type { Routes } from '../../../platform/http/routes.ts'
import { readable } from '../../../platform/register/serve.ts'
import { Problem } from '../../../platform/core/problem.ts'
import { mustMay, within } from '../../../platform/identity/actor.ts'
import { idText, regionText } from '../../../platform/register/schema.ts'
import type { DrawRecord } from './folds.ts'
import { fileOf, inspectorsCovering, poolOf } from './pool.ts'
import { drawFilePage, drawListPage, drawPage } from './public.ts'
import { DRAW, draws } from './registers.ts'

/** The file of a draw: the frozen pool before the numbers are there, the whole draw afterwards; and the public pages. */
export function drawRoutes(routes: Routes): void {
  routes.read('/draws/:id/file', { tag: 'draw', params: z.object({ id: idText }), summary: { zh: '双随机抽查的文件', en: 'The file of a draw' } }, async ({ tx, actor, params }) => {
    const row = await readable(tx, draws, actor, params.id) as unknown as DrawRecord & { readonly commitment: string | null }
    return row.seed === null ? { ...await poolOf(tx, row.id), hash: row.commitment } : fileOf(tx, row)
  })
  routes.read('/draws/inspectors', { tag: 'draw', query: z.object({ region: regionText }), summary: { zh: '辖区含某区域的检查人员', en: 'Inspectors whose area takes in a region' } }, async ({ tx, actor, query: { region } }) => {
    if (!within(region, tx.work.city)) throw new Problem('row.not-found')
    mustMay(actor, DRAW, { region })
    return { items: await inspectorsCovering(tx, region) }
  })
  for (const page of [drawListPage, drawPage, drawFilePage]) routes.page(page)
}
