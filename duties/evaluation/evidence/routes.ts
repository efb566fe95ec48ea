import { z } from 'zod'
import type { Routes } from '../../../platform/http/routes.ts'
import { idText, regionText } from '../../../platform/register/schema.ts'
import { mustManage, regionOf } from '../access.ts'
import { missingPapers, papersOf } from './missing.ts'
import { remindLate, reviewPaper } from './store.ts'

const tag = 'evaluation_paper'
const asked = { region: regionText.optional(), year: z.coerce.number().int().min(2000).max(2100).optional() }
const review = z.strictObject({ version: z.int().min(1), review: z.enum(['accepted', 'returned']), note: z.string().trim().max(1000).nullish() })
  .refine((body) => body.review === 'accepted' || Boolean(body.note), { path: ['note'], message: 'required' })

/** What is missing, reminders, and the review; papers themselves are the register `/evaluation-paper`. */
export function evidenceRoutes(routes: Routes): void {
  const yearOf = (year: number | undefined, today: string): number => year ?? Number(today.slice(0, 4))
  routes.read('/evaluation/papers/missing', { tag, query: z.object(asked), summary: { zh: '欠报材料清单（按部门）', en: 'Missing papers by department' } }, ({ tx, query }) =>
    missingPapers(tx, regionOf(tx, query.region), yearOf(query.year, tx.work.today)))
  routes.read('/evaluation/papers', { tag, query: z.strictObject({ ...asked, item: z.string().min(1).max(20) }), summary: { zh: '一项指标的佐证材料', en: 'The papers of an item' } }, ({ tx, query }) =>
    papersOf(tx, { code: query.item, region: regionOf(tx, query.region), year: yearOf(query.year, tx.work.today) }))
  routes.write('post', '/evaluation/papers/remind', { tag, body: z.strictObject({ ...asked, year: z.int().min(2000).max(2100).optional(), unit: idText.optional() }), summary: { zh: '催报：全部欠报单位，或指定的一家', en: 'Remind all who are late, or one unit' } }, ({ tx, actor, body }) => {
    const region = regionOf(tx, body.region)
    mustManage(actor, region)
    return remindLate(tx, { region, year: yearOf(body.year, tx.work.today), unit: body.unit })
  })
  routes.write('post', '/evaluation-paper/:id/review', { tag, params: z.object({ id: idText }), body: review, summary: { zh: '审查材料', en: 'Review a paper' } }, async ({ tx, params, body }) =>
    ({ row: await reviewPaper(tx, params.id, { version: body.version, review: body.review, note: body.note ?? null }) }))
}
