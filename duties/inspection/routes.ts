import { z } from 'zod'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Routes } from '../../platform/http/routes.ts'
import { mustMay } from '../../platform/identity/actor.ts'
import { createSchema, dateText, idText, regionText } from '../../platform/register/schema.ts'
import { readable } from '../../platform/register/serve.ts'
import { assign } from './assign.ts'
import { draftsOf, fieldBundle, keepDraft } from './bundle.ts'
import { enterFound } from './found.ts'
import { inspection } from './matters.ts'
import { inspectionKinds, inspections, MANAGE, waysOfChoosing, WORK, type InspectionRow } from './registers.ts'
import { missingPictures, picturesOf } from './pictures.ts'
import { paperRoutes } from './papers/routes.ts'
import { publishMany, toPublish, TOGETHER } from './public/publish.ts'
import { publicResults } from './public/results.ts'
import { sheetKinds } from './sheets/sheet.ts'
import { sheetRoutes } from './sheets/routes.ts'
import { sheetOf } from './sheets/store.ts'

const tag = 'inspection'
const byId = z.object({ id: idText })
const say = (zh: string, en: string) => ({ zh, en })
const day = dateText.transform((text) => text as DateOnly)
const code = z.string().min(1).max(40)
const hash = z.string().regex(/^[0-9a-f]{64}$/)

const finding = z.strictObject({
  code, verdict: z.enum(['pass', 'fail', 'not_applicable']), value: z.number().min(-1e6).max(1e6).optional(), safety: z.boolean().optional(),
  note: z.string().max(1000).optional(), photos: z.array(hash).max(20).optional(),
})
const draft = z.strictObject({
  device: z.string().trim().min(1).max(100),
  content: z.strictObject({ facts: z.record(code, z.boolean()), findings: z.array(finding).max(200), corrected: z.array(code).max(200), note: z.string().max(5000).nullable(), startedAt: z.iso.datetime().nullable() }),
})
const plain = (max: number) => z.string().trim().min(1).max(max).regex(/^\P{Cc}+$/u)
const found = z.strictObject({
  name: plain(200), type: plain(40), address: plain(300), lng: z.number().min(-180).max(180).nullable(), lat: z.number().min(-90).max(90).nullable(),
  found_on: day, inspectors: z.array(idText).max(10), photos: z.array(hash).max(100).optional(),
})
const { sent_at: _, ...finishing } = inspection.actions.finish.input
const foundNow = found.extend({
  /** The phone’s clock when it was sent. */
  sent_at: z.iso.datetime().optional(),
  /** The inspection that was carried out there at once. */
  done: z.strictObject({ id: idText, action: idText, sheet: idText, files: z.array(hash).max(500), finish: createSchema(finishing) }).optional(),
}).refine(({ sent_at, done }) => (sent_at === undefined) === (done === undefined), { path: ['sent_at'] })
const assignment = z.strictObject({
  premises: z.array(idText).min(1).max(200), kind: z.enum(inspectionKinds.map(({ code: name }) => name)), chosen_by: z.enum(waysOfChoosing.map(({ code: name }) => name)),
  inspectors: z.array(idText).max(10), planned_on: day.nullable().default(null), due_on: day.nullable().default(null), sheet: z.enum(sheetKinds).nullable().default(null),
})

/** Assigning, the phone's bundle and drafts, sheets; finishing and all else is the matters' own. */
export function inspectionRoutes(routes: Routes): void {
  routes.write('post', '/inspections/assign', { tag, status: 201, body: assignment, summary: say('派出检查', 'Assign inspections') }, ({ tx, actor, body }) => {
    mustMay(actor, MANAGE)
    return assign(tx, body)
  })
  routes.write('post', '/field/found', { tag, status: 201, body: foundNow, summary: say('登记无证场所（可同时提交当场检查）', 'Enter an unlicensed place, with its inspection where it was inspected at once') }, ({ tx, actor, body: { sent_at, done, ...place } }) =>
    enterFound(tx, actor, place, done && { ...done, finish: { ...done.finish, sent_at } }))
  routes.read('/field/bundle', { tag, summary: say('离线工作包', 'What the phone carries') }, ({ tx, actor }) => {
    mustMay(actor, WORK)
    return fieldBundle(tx)
  })
  routes.read('/inspections/:id/sheet', { tag, params: byId, summary: say('一次检查的要点表和草稿', 'The sheet and the draft of an inspection') }, async ({ tx, actor, params }) => {
    const row = await readable(tx, inspections, actor, params.id) as unknown as InspectionRow
    return { sheet: await sheetOf(tx, row.check_sheet), draft: row.inspectors.includes(actor.person ?? '') ? (await draftsOf(tx, [row.id]))[0] ?? null : null }
  })
  routes.read('/inspections/:id/pictures', { tag, params: byId, summary: say('照片核对：记录中写明的与已收到的', 'Pictures that an inspection names, and whether they have come') }, async ({ tx, actor, params }) => {
    await readable(tx, inspections, actor, params.id)
    return picturesOf(tx, params.id)
  })
  routes.read('/inspections/pictures-missing', { tag, query: z.object({ region: regionText.optional() }), summary: say('照片未到的检查', 'Inspections whose pictures have not all come') }, ({ tx, actor, query }) =>
    missingPictures(tx, query.region ?? actor.region ?? tx.work.city))
  routes.read('/inspections/to-publish', { tag, summary: say('待公开的检查结果', 'Results that wait to be published') }, ({ tx, actor }) => {
    mustMay(actor, MANAGE)
    return toPublish(tx)
  })
  routes.write('post', '/inspections/publish', { tag, body: z.strictObject({ ids: z.array(idText).min(1).max(TOGETHER) }), summary: say('公开多户检查结果', 'Publish several results') }, ({ tx, actor, body }) => publishMany(tx, actor, body.ids))
  routes.write('put', '/inspections/:id/draft', { tag, params: byId, body: draft, summary: say('暂存检查草稿', 'Keep a draft of an inspection') }, ({ tx, actor, params, body }) => {
    mustMay(actor, WORK)
    return keepDraft(tx, params.id, body.device, body.content)
  })
  sheetRoutes(routes)
  paperRoutes(routes)
  for (const page of publicResults) routes.page(page)
}
