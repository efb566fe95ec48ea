import { z } from 'zod'
import { Problem } from '../../platform/core/problem.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { disposition } from '../../platform/evidence/media.ts'
import type { Routes } from '../../platform/http/routes.ts'
import { can, mustMay, within, type Actor } from '../../platform/identity/actor.ts'
import { addJob } from '../../platform/jobs/queue.ts'
import { dateText, idText, regionText } from '../../platform/register/schema.ts'
import { present, readable } from '../../platform/register/serve.ts'
import type { AnyRow } from '../../platform/register/store.ts'
import { coverageNumbers, previewNumbers } from './contract.ts'
import { coverage, workload } from './coverage.ts'
import { explain } from './explain.ts'
import { planDocument, planWorkbook } from './papers.ts'
import { choiceFaults, drawPlan, keepDraft, plannedPlaces, planStart, rulesText, summaryOf } from './plan.ts'
import { publicPlans } from './public/plans.ts'
import { askPublish, assignLines } from './publish.ts'
import { gradeRules, inspectionPlans, MANAGE, READ, WORK, type InspectionPlanRow } from './registers.ts'
import { coverageRows, previewRows } from './rows-behind.ts'
import { ruleBody } from './rule-schema.ts'
import { causes } from './rules/causes.ts'
import { workingDays } from './rules/planning.ts'
import { riskGrades } from './rules/risk-grade.ts'
import { readTable, saveRules } from './save-rules.ts'
import { proposeChange } from './services.ts'
import { simulate } from './simulate.ts'
import { tablesOn } from './tables.ts'
import { townsOf, townsOfLines } from './towns.ts'

const tag = 'grading'
const byId = z.object({ id: idText })
const say = (zh: string, en: string) => ({ zh, en })
const day = dateText.transform((text) => text as DateOnly)
const year = z.coerce.number().int().min(2000).max(2100)
const span = z.object({ region: regionText.optional(), from: day, to: day })

/** The region asked for, or the actor's own; within reach of a right. @throws Problem `right.missing` (403) */
function regionOf(tx: Tx, actor: Actor, right: string, asked?: string): string {
  const region = asked ?? actor.region
  if (!within(region, tx.work.city)) throw new Problem('row.not-found')
  mustMay(actor, right, { region })
  return region
}

const choice = z.strictObject({
  inspectors: z.record(z.string().regex(/^\d{6}$/), z.int().min(0).max(5000)), keptBack: z.number().min(0).max(0.95), from: z.int().min(1).max(12),
})

function gradeRoutes(routes: Routes): void {
  routes.read('/grading/premises/:id', { tag, params: byId, summary: say('一户的等级及其依据', 'The grades of a place and why') }, ({ tx, params }) => explain(tx, params.id))
  const change = z.strictObject({
    premises_id: idText, cause: z.enum(causes.map(({ code }) => code)), happened_on: day, until: day.nullable().default(null), facts: z.string().trim().min(1).max(5000), paper: z.string().trim().max(200).nullable().default(null),
  })
  routes.write('post', '/grade-changes', { tag, status: 201, body: change, summary: say('提出等级调整', 'Propose a change of a grade') }, async ({ tx, actor, body }) => {
    mustMay(actor, WORK)
    return { id: (await proposeChange(tx, body)).id }
  })
  routes.write('post', '/grading/regrade', { tag, status: 202, body: z.strictObject({}), summary: say('全市重新评定', 'Grade the city anew') }, async ({ tx, actor }) => {
    mustMay(actor, MANAGE, { region: tx.work.city })
    return { job: await addJob(tx, 'grading.regrade', {}, { region: tx.work.city }) }
  })
}

function ruleRoutes(routes: Routes): void {
  routes.read('/grading/rules', { tag, summary: say('现行规则', 'The rules in force') }, ({ tx, actor }) => {
    mustMay(actor, READ)
    return tablesOn(tx, tx.work.today)
  })
  routes.write('post', '/grading/rules', { tag, status: 201, body: ruleBody, summary: say('出规则新版', 'A new version of rules') }, async ({ tx, actor, body }) => {
    mustMay(actor, MANAGE, { region: tx.work.city })
    return { row: present(gradeRules as never, actor, await saveRules(tx, body) as unknown as AnyRow) }
  })
  const asked = z.strictObject({
    region: regionText.nullable().default(null), content: z.record(z.string(), z.unknown()),
    cell: z.strictObject({ from: z.enum(riskGrades), to: z.enum(riskGrades), county: z.string().regex(/^\d{6}$/).optional() }).nullable().default(null),
  })
  routes.write('post', '/grading/simulate', { tag, body: asked, summary: say('分级模拟（不保存）', 'What other rules would do; nothing is kept') }, async ({ tx, actor, body }) => {
    const region = regionOf(tx, actor, READ, body.region ?? undefined)
    const { risk } = await tablesOn(tx, tx.work.today)
    const table = readTable('risk', body.content, { version: 'simulation', valid_from: tx.work.today, source: risk.source, confidence: risk.confidence })
    return simulate(tx, region, table, body.cell)
  })
}

function planRoutes(routes: Routes): void {
  routes.read('/grading/plan/start', { tag, query: z.object({ region: regionText.optional() }), summary: say('编制计划的起点', 'What a plan begins with') }, async ({ tx, actor, query }) => {
    const region = regionOf(tx, actor, READ, query.region)
    return { region, ...await planStart(tx, region) }
  })
  routes.write('post', '/grading/plan/preview', { tag, body: z.strictObject({ region: regionText, year, choice }), summary: say('试排计划（不保存）', 'Try a plan; nothing is kept') }, async ({ tx, actor, body }) => {
    const region = regionOf(tx, actor, READ, body.region)
    const faults = choiceFaults(body.year, body.choice, tx.work.today)
    if (faults.length > 0) throw new Problem('input.invalid', {}, [...faults])
    const drawn = await drawPlan(tx, region, body.year, body.choice)
    const { calendar } = await loadCalendar(tx)
    return { ...summaryOf(drawn), region, year: body.year, rules: rulesText(drawn.tables), keptBack: body.choice.keptBack, days: workingDays(body.year, calendar) }
  })
  const behind = z.strictObject({
    region: regionText, year, choice, of: z.enum(previewNumbers), county: z.string().regex(/^\d{6}$/).nullable().default(null), town: z.string().regex(/^\d{6}(\d{3})?$/).nullable().default(null), grade: z.enum([...riskGrades, 'none']).nullable().default(null),
    reason: z.string().max(40).nullable().default(null), after: idText.nullable().default(null),
  })
  routes.write('post', '/grading/plan/preview/rows', { tag, body: behind, summary: say('试排计划某个数字所数的场所', 'The places behind a number of a plan that is tried') }, async ({ tx, actor, body }) => {
    const region = regionOf(tx, actor, READ, body.region)
    return previewRows(await plannedPlaces(tx, region, body.year), await drawPlan(tx, region, body.year, body.choice), body.year, body, tx.work.today)
  })
  const towns = z.strictObject({ region: regionText, county: regionText, year, choice })
  routes.write('post', '/grading/plan/preview/towns', { tag, body: towns, summary: say('试排计划：一县各乡镇', 'A plan that is tried, by the townships of a county') }, async ({ tx, actor, body }) => {
    const [region, county] = [regionOf(tx, actor, READ, body.region), regionOf(tx, actor, READ, body.county)]
    return townsOf(tx, county, await drawPlan(tx, region, body.year, body.choice))
  })
  routes.read('/inspection-plan/:id/towns', { tag, params: byId, summary: say('已公布计划：各乡镇', 'A published plan by township') }, async ({ tx, actor, params }) => {
    await readable(tx, inspectionPlans as never, actor, params.id)
    return townsOfLines(tx, params)
  })
  const draft = z.strictObject({ region: regionText, year, title: z.string().trim().min(1).max(200), note: z.string().trim().max(2000).nullable().default(null), choice })
  routes.write('post', '/grading/plans', { tag, status: 201, body: draft, summary: say('保存计划草案', 'Keep a draft') }, async ({ tx, actor, body }) => {
    regionOf(tx, actor, MANAGE, body.region)
    return { row: present(inspectionPlans as never, actor, await keepDraft(tx, body) as unknown as AnyRow) }
  })
  routes.write('post', '/inspection-plan/:id/publish', { tag, status: 202, params: byId, body: z.strictObject({}), summary: say('公布计划', 'Publish a plan') }, async ({ tx, actor, params }) => {
    const row = await readable(tx, inspectionPlans as never, actor, params.id, { lock: true })
    mustMay(actor, MANAGE, { region: row.region })
    return { job: await askPublish(tx, row as unknown as InspectionPlanRow) }
  })
  const assignment = z.strictObject({ lines: z.array(idText).min(1).max(200), inspectors: z.array(idText).max(10), kind: z.enum(['daily', 'system']), due_on: day.nullable().default(null) })
  routes.write('post', '/plan-lines/assign', { tag, status: 201, body: assignment, summary: say('按计划派出检查', 'Assign inspections by the plan') }, ({ tx, actor, body }) => {
    mustMay(actor, MANAGE)
    mustMay(actor, 'inspection.manage')
    return assignLines(tx, body)
  })
  const paper = (path: string, summary: { zh: string; en: string }, type: string, ending: string, make: (tx: Tx, row: InspectionPlanRow) => Promise<Buffer>): void => {
    routes.read(`/inspection-plan/:id/${path}`, { tag, params: byId, summary }, async ({ tx, actor, params, reply }) => {
      const row = await readable(tx, inspectionPlans as never, actor, params.id) as unknown as InspectionPlanRow
      reply.header('content-type', type).header('content-disposition', disposition(`${row.title}（第${row.plan_number}版）.${ending}`, false))
      return make(tx, row)
    })
  }
  paper('paper', say('计划（Word）', 'The plan (Word)'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx', planDocument)
  paper('workbook', say('计划明细（xlsx）', 'The plan place by place (xlsx)'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx', planWorkbook)
}

function reportRoutes(routes: Routes): void {
  const ask = span.extend({ by: z.enum(['county', 'type', 'grade']), types: z.string().max(500).optional() })
  routes.read('/grading/coverage', { tag, query: ask, summary: say('检查覆盖', 'Coverage of inspections') }, async ({ tx, actor, query }) => {
    const region = regionOf(tx, actor, READ, query.region)
    return { region, items: await coverage(tx, { ...query, region, types: query.types ? query.types.split(',') : [] }) }
  })
  routes.read('/grading/coverage/rows', { tag, query: ask.extend({ of: z.enum(coverageNumbers), code: z.string().max(40).optional(), after: idText.optional() }), summary: say('检查覆盖某个数字所数的场所', 'The places behind a number of the coverage') }, async ({ tx, actor, query }) => {
    const region = regionOf(tx, actor, READ, query.region)
    return coverageRows(tx, { ...query, region, types: query.types ? query.types.split(',') : [], code: query.code ?? null, after: query.after ?? null })
  })
  routes.read('/grading/workload', { tag, query: span, summary: say('检查人员工作量', 'Workload of inspectors') }, async ({ tx, actor, query }) => {
    const region = regionOf(tx, actor, READ, query.region)
    if (!can(actor, 'inspection.read', { region })) throw new Problem('right.missing', { right: 'inspection.read' })
    return { region, items: await workload(tx, region, query.from, query.to) }
  })
}

/** Grades and why, rules and their trial, the yearly plan, coverage and workload. Lists and the changes' actions go through the registers and the matter. */
export function gradingRoutes(routes: Routes): void {
  gradeRoutes(routes)
  ruleRoutes(routes)
  planRoutes(routes)
  reportRoutes(routes)
  for (const page of publicPlans) routes.page(page)
}
