import { z } from 'zod'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Duty } from '../../../platform/duty.ts'
import type { Routes } from '../../../platform/http/routes.ts'
import { disposition } from '../../../platform/evidence/media.ts'
import { languageOf } from '../../../platform/http/server.ts'
import { dateText, idText, regionText } from '../../../platform/register/schema.ts'
import { drawPoints, publishedOf, releaseCovert } from './drawing.ts'
import { expertSheet } from './expert-export.ts'
import { examinationOf } from './find.ts'
import { formRoutes } from './form-routes.ts'
import { answerObjection, assignFinding, conclude, raiseObjection } from './judging.ts'
import { interviewPaper } from './interview-print.ts'
import { opinionPaper } from './opinion.ts'
import { premisesTypesOf, type Parents } from './pool.ts'
import { examinationPages } from './public.ts'
import { reviewItem, reviewsFor } from './reviews.ts'
import { addReserve, removeReserve, replaceExpert } from './reserve.ts'
import { addExpert, changeExpert, commitPool, createExamination, dealSections, removeExpert } from './setup.ts'
import { viewOf } from './view.ts'
import { FORMATS, sendPaper } from './print.ts'
import { sheetPaper } from './sheet-print.ts'
import { recordVisit, visitOf, visitsOf } from './visits.ts'

const tag = 'examination'
const byId = z.object({ id: idText })
const say = (zh: string, en: string) => ({ zh, en })
const day = dateText.transform((text) => text as DateOnly)
const words = (max: number) => z.string().trim().min(1).max(max)
const nothing = z.strictObject({})
const count = z.int().min(0).max(50)
const part = z.strictObject({ areas: z.strictObject({ district: count, county: count }), quotas: z.record(z.string().regex(/^[A-Z_]{2,40}$/), z.int().min(1).max(200)) })
const item = z.string().min(1).max(20)
const score = z.number().min(0).max(100)

function setupRoutes(routes: Routes, parents: Parents): void {
  const body = z.strictObject({
    title: words(200), kind: z.enum(['provincial', 'mock']), region: regionText, starts_on: day, ends_on: day, teams: z.int().min(1).max(20),
    rules: z.strictObject({ open: part, covert: part }).optional(),
  })
  routes.write('post', '/examinations', { tag, status: 201, body, summary: say('开展初评', 'Open an examination') }, ({ tx, body: given }) => createExamination(tx, given, parents))
  routes.read('/examinations/:id/view', { tag, params: byId, summary: say('初评全貌', 'An examination as a whole') }, ({ tx, params }) => viewOf(tx, params.id))
  routes.write('post', '/examinations/:id/experts', { tag, status: 201, params: byId, body: z.strictObject({ person: idText, team: z.int().min(1).max(20), leader: z.boolean().default(false), employer: words(200).nullable().optional() }), summary: say('加入专家', 'Add an expert') },
    ({ tx, params, body: given }) => addExpert(tx, params.id, given))
  routes.write('put', '/examinations/:id/experts/:expert', { tag, params: byId.extend({ expert: idText }), body: z.strictObject({ team: z.int().min(1).max(20), leader: z.boolean() }), summary: say('调整专家的工作组', 'Move an expert, name a leader') },
    ({ tx, params, body: given }) => changeExpert(tx, params.id, params.expert, given))
  routes.write('put', '/examinations/:id/sections', { tag, params: byId, body: z.strictObject({ version: z.int().min(1), sections: z.record(z.string().min(1).max(20), z.int().min(1).max(20)) }), summary: say('资料审查分工', 'Deal the sections to the groups') },
    ({ tx, params, body: given }) => dealSections(tx, params.id, given))
  routes.write('post', '/examinations/:id/experts/:expert/remove', { tag, params: byId.extend({ expert: idText }), body: nothing, summary: say('移出专家', 'Remove an expert') }, ({ tx, params }) => removeExpert(tx, params.id, params.expert))
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function reserveRoutes(routes: Routes): void {
  routes.read('/examinations/:id/experts.xlsx', { tag, params: byId, summary: say('专家和备选名单（xlsx）', 'Experts and reserve (xlsx)') }, async ({ tx, params, request, reply }) => {
    const { title, bytes } = await expertSheet(tx, params.id, languageOf(request))
    reply.header('content-type', XLSX).header('content-disposition', disposition(`${title}.xlsx`, false))
    return bytes
  })
  routes.write('post', '/examinations/:id/reserve', { tag, status: 201, params: byId, body: z.strictObject({ person: idText, employer: words(200).nullable().optional() }), summary: say('加入备选专家', 'Add to the reserve') },
    ({ tx, params, body }) => addReserve(tx, params.id, body))
  routes.write('post', '/examinations/:id/reserve/:reserve/remove', { tag, params: byId.extend({ reserve: idText }), body: nothing, summary: say('移出备选专家', 'Remove from the reserve') }, ({ tx, params }) => removeReserve(tx, params.id, params.reserve))
  routes.write('post', '/examinations/:id/experts/:expert/replace', { tag, params: byId.extend({ expert: idText }), body: z.strictObject({ kind: z.enum(['unable', 'recused']), reason: words(1000) }), summary: say('抽取后更换专家', 'Replace an expert after the draw') },
    ({ tx, params, body }) => replaceExpert(tx, params.id, params.expert, body))
}

function drawRoutes(routes: Routes, parents: Parents): void {
  routes.write('post', '/examinations/:id/commit', { tag, params: byId, body: nothing, summary: say('封存名录并公布承诺值', 'Seal the pool and publish its hash') }, ({ tx, params }) => commitPool(tx, params.id, parents))
  routes.write('post', '/examinations/:id/draw', { tag, params: byId, body: z.strictObject({ seed: z.string().trim().min(6).max(200) }), summary: say('抽取区域和点位', 'Draw areas and points') },
    ({ tx, params, body }) => drawPoints(tx, params.id, body.seed))
  routes.write('post', '/examinations/:id/release', { tag, params: byId, body: nothing, summary: say('公布暗访名单', 'Release the covert list') }, ({ tx, params }) => releaseCovert(tx, params.id))
  routes.read('/examinations/:id/published', { tag, params: byId, summary: say('公布的抽取文件', 'The published file of the draw') }, async ({ tx, params }) => publishedOf(tx, await examinationOf(tx, params.id)))
  for (const page of examinationPages) routes.page(page)
}

function expertRoutes(routes: Routes): void {
  const byPoint = byId.extend({ point: idText })
  const answer = z.strictObject({ line: z.string().min(1).max(40), score: z.number().min(0).max(100).nullable(), note: z.string().max(500).nullable() })
  const visit = z.strictObject({ version: z.int().min(1), answers: z.array(answer).max(60), note: z.string().max(2000).nullable(), done: z.boolean() })
  const review = z.strictObject({ score, reason: z.string().max(2000).nullable(), version: z.int().min(1).nullable() })
  routes.read('/examinations/:id/visits', { tag, params: byId, summary: say('我的检查点位', 'My points') }, async ({ tx, params }) => ({ items: await visitsOf(tx, params.id) }))
  routes.read('/examinations/:id/visits/:point', { tag, params: byPoint, summary: say('一个点位的检查表', 'The sheet of a point') }, ({ tx, params }) => visitOf(tx, params.id, params.point))
  routes.write('put', '/examinations/:id/visits/:point', { tag, params: byPoint, body: visit, summary: say('记录现场检查', 'Record a visit') }, ({ tx, params, body }) => recordVisit(tx, params.id, params.point, body))
  routes.read('/examinations/:id/reviews', { tag, params: byId, summary: say('我审查的指标和材料', 'The items that I review') }, async ({ tx, params }) => ({ items: await reviewsFor(tx, params.id) }))
  routes.write('put', '/examinations/:id/reviews/:item', { tag, params: byId.extend({ item }), body: review, summary: say('资料审查评分', 'Score an item from its papers') },
    ({ tx, params, body }) => reviewItem(tx, params.id, params.item, body))
}

function judgingRoutes(routes: Routes): void {
  const finding = z.strictObject({ title: words(300), text: words(5000), holder_unit: idText, due_on: day, item: item.nullable().default(null), place: z.string().max(200).nullable().default(null) })
  routes.write('post', '/examinations/:id/findings', { tag, status: 201, params: byId, body: finding, summary: say('交办整改问题', 'Assign a finding') }, ({ tx, params, body }) => assignFinding(tx, params.id, body))
  routes.write('post', '/examinations/:id/objections', { tag, status: 201, params: byId, body: z.strictObject({ item, text: words(5000) }), summary: say('提出异议', 'Object to a score') }, ({ tx, params, body }) => raiseObjection(tx, params.id, body))
  routes.write('post', '/examinations/:id/objections/:objection/answer', {
    tag, params: byId.extend({ objection: idText }), summary: say('答复异议', 'Answer an objection'),
    body: z.strictObject({ outcome: z.enum(['upheld', 'dismissed']), answer: words(5000), score: score.nullable().default(null) }),
  }, ({ tx, params, body }) => answerObjection(tx, params.id, params.objection, body))
  routes.write('post', '/examinations/:id/conclude', { tag, params: byId, body: z.strictObject({ opinion: words(5000) }), summary: say('出具初评意见', 'Give the opinion') }, ({ tx, params, body }) => conclude(tx, params.id, body.opinion))
}

/** Papers, as Word and as PDF. */
function paperRoutes(routes: Routes): void {
  for (const format of FORMATS) {
    const named = (zh: string, en: string) => say(`${zh}（${format}）`, `${en} (${format})`)
    routes.read(`/examinations/:id/visits/:point/sheet.${format}`, { tag, params: byId.extend({ point: idText }), summary: named('一个点位的检查表', 'The sheet of a point') }, async ({ tx, params, reply }) =>
      sendPaper(reply, await sheetPaper(tx, params.id, params.point), format))
    routes.read(`/examinations/:id/interviews/:interview/record.${format}`, { tag, params: byId.extend({ interview: idText }), summary: named('访谈提纲和记录', 'Outline and record of an interview') }, async ({ tx, params, reply }) =>
      sendPaper(reply, await interviewPaper(tx, params.id, params.interview), format))
    routes.read(`/examinations/:id/opinion.${format}`, { tag, params: byId, summary: named('初评情况和意见', 'The opinion') }, async ({ tx, params, reply }) =>
      sendPaper(reply, await opinionPaper(tx, params.id), format))
  }
}

/** `/examinations`: the draw, visits, papers, score and opinion. Lists go through the registers. */
export function examinationRoutes(routes: Routes, duties: readonly Duty[] = []): void {
  const parents = premisesTypesOf(duties)
  formRoutes(routes, parents)
  setupRoutes(routes, parents)
  reserveRoutes(routes)
  drawRoutes(routes, parents)
  expertRoutes(routes)
  judgingRoutes(routes)
  paperRoutes(routes)
}
