import { sql } from 'kysely'
import { newId } from '../../platform/core/ids.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { Interrupted, type JobDeclaration } from '../../platform/jobs/declare.ts'
import { addJob } from '../../platform/jobs/queue.ts'
import { changeMany, insertMany } from '../../platform/register/bulk.ts'
import type { Register } from '../../platform/register/declare.ts'
import { changeRow, columnList, getRow } from '../../platform/register/store.ts'
import { assign } from '../inspection/index.ts'
import { drawPlan, plannedPlaces, planColumns, planSpan, type Drawn, type PlannedPlace } from './plan.ts'
import { inspectionPlans, planLines, planStates, type InspectionPlanRow, type PlanLineRow } from './registers.ts'
import { AUDIT, monthsOver } from './rules/planning.ts'
import { monthsOf } from './rules/yearly-plan.ts'

problems({
  'plan.not-published': [409, '计划尚未公布，不能派出检查。', 'The plan is not published yet, so nobody is sent.'],
})

const PUBLISH = 'grading.publish'
const PAGE = 2_000

/** Asks for a draft to be published: its lines are written by a job, and then it replaces the version before. @throws Problem `plan.not-draft` (409) */
export async function askPublish(tx: Tx, row: InspectionPlanRow): Promise<string> {
  if (row.state !== 'draft') throw new Problem('plan.not-draft', { state: planStates.find(({ code }) => code === row.state)!.label })
  await supersede(tx, row)
  await changeRow(tx, inspectionPlans, row as never, { state: 'publishing' })
  return addJob(tx, PUBLISH, { plan: row.id }, { region: row.region, uniqueKey: row.id, title: row.title })
}

/** The version that was published before is replaced; its lines are closed by the job. */
async function supersede(tx: Tx, { region, year, id }: InspectionPlanRow): Promise<void> {
  const { rows } = await sql<InspectionPlanRow>`select ${columnList(inspectionPlans as never)} from inspection_plan
    where region = ${region} and year = ${year} and state in ('published', 'publishing') and id <> ${id} and closed_at is null for update`.execute(tx)
  for (const before of rows) await changeRow(tx, inspectionPlans, before as never, { state: 'superseded' })
}

/** The lines of a drawn plan, one for each place; a visit that was held counts among those that were planned. */
export function linesOf(places: readonly PlannedPlace[], { rows, plan, choice }: Drawn, planId: string, year: number, today: Tx['work']['today']) {
  const at = new Map(rows.map(({ id }, index) => [id, index]))
  const missing = new Map(plan.unplaced.map((one) => [rows[one.index]!.id, one]))
  const span = planSpan(year)
  const over = monthsOver(year, today)
  return places.map((place) => {
    const index = at.get(place.id)!
    const audit = at.get(place.id + AUDIT)
    const months = monthsOf(plan.months[index]!)
    const audited = audit === undefined ? null : monthsOf(plan.months[audit]!)[0] ?? null
    const lacks = [missing.get(place.id), missing.get(place.id + AUDIT)].filter((one) => one !== undefined)
    const all = [...new Set([...months, ...(audited === null ? [] : [audited])])].toSorted((a, b) => a - b)
    const done = place.held
    const due = all.filter((month) => month <= over).length + (choice.from > 1 ? done : 0)
    return {
      id: newId(), region: place.region, premises_id: place.id, name: place.name, plan: planId, type: place.type, grade: place.grade, months: all.map(String), visits: all.length + (choice.from > 1 ? done : 0),
      full_month: plan.fullCheck[index]! > 0 ? String(plan.fullCheck[index]) : null, audit_month: audited === null ? null : String(audited),
      unplaced: lacks.reduce((sum, one) => sum + one.visits, 0), reason: lacks[0]?.reason ?? null, due, done, behind: done < due, assigned_on: null, ...span,
    }
  })
}

/** Writes lines without a change of each row in the audit entry: they follow from the plan, whose own change says which. */
export async function writeLines(tx: Tx, lines: readonly ReturnType<typeof linesOf>[number][]): Promise<void> {
  const standard = { version: 1, created_at: tx.work.now, updated_at: tx.work.now, closed_at: null, closed_reason: null }
  await insertMany(tx, planLines as unknown as Register, lines.map((line) => ({ ...line, ...standard })))
}

/** Closes lines of versions that were replaced. */
async function closeSome(tx: Tx, { region, year, id }: InspectionPlanRow): Promise<number> {
  const { rows } = await sql<PlanLineRow>`select ${columnList(planLines as never)} from plan_line where closed_at is null
    and plan in (select id from inspection_plan where region = ${region} and year = ${year} and id <> ${id}) order by id limit ${PAGE} for update`.execute(tx)
  await changeMany(tx, planLines as unknown as Register, rows.map((before) => ({ before: before as never, values: { closed_at: tx.work.now, closed_reason: '计划已由新版替代' } })))
  return rows.length
}

/** Writes the lines of a plan and publishes it. Done again after a stop it begins the lines anew where they were not whole. */
export const publishJob: JobDeclaration = {
  kind: PUBLISH,
  title: { zh: '公布年度计划', en: 'A yearly plan is published' },
  run: async ({ job, write, progress, stopping }) => {
    const id = String(job.payload['plan'])
    const plan = await write((tx) => getRow(tx, inspectionPlans, id) as Promise<InspectionPlanRow>)
    if (plan.state !== 'publishing') return { lines: 0 }
    for (let closed = PAGE; closed === PAGE;) {
      if (stopping()) throw new Interrupted()
      closed = await write((tx) => closeSome(tx, plan))
    }
    const lines = await write(async (tx) => {
      const drawn = await drawPlan(tx, plan.region, plan.year, plan.choice)
      const { rows: [{ n } = { n: 0 }] } = await sql<{ n: number }>`select count(*)::int as n from plan_line where plan = ${id}`.execute(tx)
      const all = n === 0 ? linesOf(await plannedPlaces(tx, plan.region, plan.year), drawn, id, plan.year, tx.work.today) : []
      for (let at = 0; at < all.length; at += PAGE) await writeLines(tx, all.slice(at, at + PAGE))
      const now = await getRow(tx, inspectionPlans, id, { lock: true }) as InspectionPlanRow
      await changeRow(tx, inspectionPlans, now as never, { ...planColumns(drawn), state: 'published', published_on: tx.work.today })
      return all.length
    })
    await progress(lines, lines)
    return { lines }
  },
}

export type PlanAssignment = { readonly lines: readonly string[]; readonly inspectors: readonly string[]; readonly kind: 'daily' | 'system'; readonly due_on: Tx['work']['today'] | null }

/** Sends inspectors to places of a published plan, through the duty that inspects: its checks of rights, places and inspectors hold. */
export async function assignLines(tx: Tx, { lines, inspectors, kind, due_on }: PlanAssignment): Promise<{ readonly ids: readonly string[] }> {
  const { rows } = await sql<PlanLineRow & { state: string }>`select ${sql.raw(LINE)}, p.state from plan_line l join inspection_plan p on p.id = l.plan where l.id = any(${lines}::uuid[]) and l.closed_at is null order by l.id for update of l`.execute(tx)
  if (rows.length < new Set(lines).size) throw new Problem('input.invalid', {}, [{ path: 'lines', sentence: { zh: '所选的计划对象不存在，或不在您的管辖范围内。', en: 'A line chosen does not exist or is outside your area.' } }])
  if (rows.some(({ state }) => state !== 'published')) throw new Problem('plan.not-published')
  const sent = await assign(tx, { premises: rows.map(({ premises_id }) => premises_id), kind, chosen_by: 'plan', inspectors, planned_on: null, due_on, sheet: null })
  await changeMany(tx, planLines as unknown as Register, rows.map((before) => ({ before: before as never, values: { assigned_on: tx.work.today } })))
  return sent
}
const LINE = 'l.id, l.version, l.premises_id, l.assigned_on'
