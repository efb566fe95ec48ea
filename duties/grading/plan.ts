import { sql, type RawBuilder } from 'kysely'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { date, type DateOnly } from '../../platform/core/dates.ts'
import { monthOf, yearOf } from '../../platform/core/periods.ts'
import { Problem, problems, type FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { insertRow } from '../../platform/register/store.ts'
import { inRegion } from '../../platform/register/scope.ts'
import { lineage } from '../registry/index.ts'
import { inspectionPlans, type InspectionPlanRow } from './registers.ts'
import { AUDIT, capacityOf, planRows, workingDays, type GradedPlaces, type PlanChoice } from './rules/planning.ts'
import type { RiskGrade } from './rules/risk-grade.ts'
import { bits, yearlyPlan, type Plan, type PlanPremises } from './rules/yearly-plan.ts'
import { tablesOn, type Tables } from './tables.ts'

problems({
  'plan.not-draft': [409, '只有草案可以公布；这一版已是“{state}”。', 'Only a draft is published; this version is “{state}”.'],
  'plan.no-premises': [409, '这个区划没有已评定风险等级的在营场所，无法编制计划。', 'No premises of this region that trade are graded, so there is nothing to plan.'],
})

type Group = {
  readonly county: string; readonly type: string; readonly scale: string | null; readonly grade: RiskGrade | null; readonly visits: number; readonly full: DateOnly | null; readonly audit: DateOnly | null
  readonly done: readonly DateOnly[] | null; readonly ids: string
}
/** A place of a plan by name; `held`: days of the plan's year on which it was inspected. */
export type PlannedPlace = { readonly id: string; readonly region: string; readonly name: string; readonly type: string; readonly grade: RiskGrade | null; readonly visits: number; readonly held: number }

const graded = (region: string): RawBuilder<boolean> => sql<boolean>`${inRegion(region, 'g.region')} and g.trading and g.closed_at is null`
const heldIn = (year: number): RawBuilder<boolean> => sql<boolean>`visited_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date and result is not null and closed_at is null`

/**
 * Graded premises of a region that trade, as the plan takes them: together where it knows the same of them, as a million rows
 * of their own take longer to read than to plan. Days stand for their months.
 */
async function gradedPlaces(tx: Tx, region: string, year: number): Promise<readonly GradedPlaces[]> {
  const { rows } = await sql<Group>`select left(g.region, 6) as county, g.type, g.facts ->> 'scale' as scale, g.grade, coalesce(g.visits, 0) as visits, date_trunc('month', g.full_due_on)::date as full,
      date_trunc('month', g.audit_due_on)::date as audit, i.done::text[] as done, string_agg(g.premises_id::text, ' ') as ids
    from premises_grade g left join (select premises_id, array_agg(distinct date_trunc('month', visited_on)::date) as done from inspection where ${heldIn(year)} group by premises_id) i on i.premises_id = g.premises_id
    where ${graded(region)} group by 1, 2, 3, 4, 5, 6, 7, 8`.execute(tx)
  return rows.map(({ ids, county, type, scale, grade, visits, full, audit, done }) =>
    ({ ids: ids.split(' '), county, business: { types: lineage(type), scale }, grade, visits, fullDue: full, auditDue: audit, done: done ?? [] }))
}

/** The same premises by name, for what tells of each. */
export async function plannedPlaces(tx: Tx, region: string, year: number): Promise<readonly PlannedPlace[]> {
  const { rows } = await sql<PlannedPlace>`select g.premises_id as id, g.region, g.name, g.type, g.grade, coalesce(g.visits, 0) as visits, coalesce(i.held, 0)::int as held
    from premises_grade g left join (select premises_id, count(distinct visited_on) as held from inspection where ${heldIn(year)} group by premises_id) i on i.premises_id = g.premises_id
    where ${graded(region)}`.execute(tx)
  return rows
}

/** People of each county who may inspect today, by the unit they belong to. */
export async function inspectorsByCounty(tx: Tx, region: string): Promise<Readonly<Record<string, number>>> {
  const { today } = tx.work
  const { rows } = await sql<{ county: string; count: number }>`select left(u.region, 6) as county, count(distinct p.id)::int as count from person p join org_unit u on u.id = p.unit_id
      join post o on o.person_id = p.id and o.closed_at is null and o.starts_on <= ${today}::date and (o.ends_on is null or o.ends_on >= ${today}::date)
      join role r on r.code = o.role_code and r.closed_at is null and r.rights @> array['inspection.work']
    where ${inRegion(region, 'u.region')} and p.closed_at is null group by 1 order by 1`.execute(tx)
  return Object.fromEntries(rows.map(({ county, count }) => [county, count]))
}

/** What a plan begins with: the inspectors of the region's last plan, else those on record by their posts. */
export async function planStart(tx: Tx, region: string): Promise<{ readonly inspectors: PlanChoice['inspectors']; readonly keptBack: number }> {
  const [counted, { planning }] = [await inspectorsByCounty(tx, region), await tablesOn(tx, tx.work.today)]
  const { rows: [last] } = await sql<{ choice: PlanChoice }>`select choice from inspection_plan where region = ${region} and closed_at is null order by year desc, plan_number desc limit 1`.execute(tx)
  return { inspectors: last?.choice.inspectors ?? counted, keptBack: last?.choice.keptBack ?? planning.keptBack }
}

export type Drawn = {
  readonly rows: readonly PlanPremises[]
  readonly plan: Plan
  readonly tables: Tables
  readonly choice: PlanChoice
}

/** The plan of a region and year by the rules in force and what the office chose. Nothing is kept. @throws Problem `plan.no-premises` (409) */
export async function drawPlan(tx: Tx, region: string, year: number, choice: PlanChoice): Promise<Drawn> {
  const [groups, tables, { calendar }] = [await gradedPlaces(tx, region, year), await tablesOn(tx, tx.work.today), await loadCalendar(tx)]
  if (groups.length === 0) throw new Problem('plan.no-premises')
  const rows = planRows(groups, tables.planning, year)
  return { rows, tables, choice, plan: yearlyPlan(rows, capacityOf(choice, workingDays(year, calendar)), choice.from) }
}

export type CountySummary = { readonly county: string; readonly premises: number; readonly visits: number; readonly days: number; readonly capacity: number; readonly unplaced: number; readonly inspectors: number; readonly used: readonly number[]; readonly free: readonly number[] }
export type PlanSummary = {
  readonly premises: number; readonly visits: number; readonly fullChecks: number; readonly audits: number; readonly unplaced: number
  readonly byGrade: Readonly<Record<string, { readonly premises: number; readonly visits: number }>>
  readonly byReason: Readonly<Record<string, number>>
  readonly counties: readonly CountySummary[]
}

const total = (numbers: readonly number[]): number => Math.round(numbers.reduce((sum, one) => sum + one, 0) * 10) / 10

type Load = { premises: number; visits: number; days: number; unplaced: number }

/** What falls to each part of a plan (counties, townships): visits that found their month, and those that did not. `null`: to none. */
export function loadsBy({ rows, plan }: Pick<Drawn, 'rows' | 'plan'>, partOf: (row: PlanPremises) => string | null): Map<string, Load> {
  const loads = new Map<string, Load>()
  const at = (code: string): Load => loads.get(code) ?? loads.set(code, { premises: 0, visits: 0, days: 0, unplaced: 0 }).get(code)!
  rows.forEach((row, index) => {
    const part = partOf(row)
    if (part === null) return
    const [here, planned] = [at(part), bits(plan.months[index]!)]
    here.visits += planned
    here.days += planned * row.effort
    if (!row.id.endsWith(AUDIT)) here.premises += 1
  })
  for (const { index, visits: missing } of plan.unplaced) {
    const [row, part] = [rows[index]!, partOf(rows[index]!)]
    if (part === null) continue
    at(part).unplaced += missing
    at(part).days += missing * row.effort
  }
  return loads
}

/** What a plan amounts to: in all, by grade, by county with capacity beside what is due. */
export function summaryOf({ rows, plan, choice }: Pick<Drawn, 'rows' | 'plan' | 'choice'>): PlanSummary {
  const byGrade: Record<string, { premises: number; visits: number }> = {}
  const byReason: Record<string, number> = {}
  let [premises, visits, fullChecks, audits, unplaced] = [0, 0, 0, 0, 0]
  rows.forEach((row, at) => {
    const planned = bits(plan.months[at]!)
    if (row.id.endsWith(AUDIT)) {
      audits += planned
      return
    }
    const grade = byGrade[row.grade ?? 'none'] ??= { premises: 0, visits: 0 }
    grade.premises += 1
    grade.visits += planned
    premises += 1
    visits += planned
    if (plan.fullCheck[at]! > 0) fullChecks += 1
  })
  for (const { visits: missing, reason } of plan.unplaced) {
    unplaced += missing
    byReason[reason] = (byReason[reason] ?? 0) + missing
  }
  return {
    premises, visits, fullChecks, audits, unplaced, byGrade, byReason,
    counties: [...loadsBy({ rows, plan }, ({ region }) => region)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([code, one]) => {
      const load = plan.load[code]
      return { county: code, ...one, days: Math.round(one.days * 10) / 10, capacity: total(load?.capacity ?? []), inspectors: choice.inspectors[code] ?? 0, used: load?.used ?? [], free: load?.capacity ?? [] }
    }),
  }
}

/** Faults of what the office chose. */
export function choiceFaults(year: number, { from }: PlanChoice, today: DateOnly): readonly FieldProblem[] {
  if (year < yearOf(today)) return [{ path: 'year', sentence: { zh: '不能为已经过去的年度编制计划。', en: 'A plan is not made for a year that is over.' } }]
  return year === yearOf(today) && from < monthOf(today) ? [{ path: 'choice.from', sentence: { zh: '起始月份不能早于本月。', en: 'The first month cannot lie before this one.' } }] : []
}

export const rulesText = ({ risk, frequency, planning }: Tables): string => `风险等级 ${risk.version}；检查频次 ${frequency.version}；计划参数 ${planning.version}`

export const planSpan = (year: number) => ({ starts_on: date(`${year}-01-01`), ends_on: date(`${year}-12-31`) })

/** Keeps a draft: the next version of the region's plan of the year. */
export async function keepDraft(tx: Tx, { region, year, title, choice, note }: { readonly region: string; readonly year: number; readonly title: string; readonly choice: PlanChoice; readonly note: string | null }): Promise<InspectionPlanRow> {
  const faults = choiceFaults(year, choice, tx.work.today)
  if (faults.length > 0) throw new Problem('input.invalid', {}, [...faults])
  const drawn = await drawPlan(tx, region, year, choice)
  const { rows: [last] } = await sql<{ last: number }>`select coalesce(max(plan_number), 0)::int as last from inspection_plan where region = ${region} and year = ${year}`.execute(tx)
  return await insertRow(tx, inspectionPlans, { ...planColumns(drawn), region, year, title, note, plan_number: last!.last + 1, state: 'draft', made_on: tx.work.today, published_on: null }) as InspectionPlanRow
}

/** The columns that say what a plan amounts to. */
export function planColumns(drawn: Drawn) {
  const { premises, visits, fullChecks, audits, unplaced, byGrade } = summaryOf(drawn)
  return { choice: drawn.choice, load: drawn.plan.load, premises, visits, full_checks: fullChecks, audits, unplaced, by_grade: byGrade, rules: rulesText(drawn.tables) }
}
