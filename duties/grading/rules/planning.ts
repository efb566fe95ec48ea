import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { Calendar } from '../../../platform/calendar/calendar.ts'
import type { Dated } from '../../../platform/core/dated.ts'
import { daysOf, lastOfMonth, monthOf, yearOf } from '../../../platform/core/periods.ts'
import { date, type DateOnly } from '../../../platform/core/dates.ts'
import { holds, type Business, type Where } from '../../registry/index.ts'
import type { RiskGrade } from './risk-grade.ts'
import { ALL_MONTHS, inspectorDays, maskOf, type Capacity, type PlanPremises } from './yearly-plan.ts'

/** One version of what the yearly plan reckons with. */
export type PlanningTable = Dated & {
  /** Inspectors to a visit (总局令49号 art.23: two at least). */
  readonly inspectors: number
  /** Share of working days kept for cases, complaints, reports and training, 0–1. */
  readonly keptBack: number
  /** Days of the team that one visit takes; the first line that holds. */
  readonly efforts: readonly { readonly where: Where; readonly days: number }[]
  /** The month by which what was overdue before the year is made good, 1–12. */
  readonly overdueBy: number
  /** Inspector-days that one system audit (体系检查) takes. */
  readonly audit: number
  /** Months in which premises of some types do not operate. */
  readonly closed: readonly { readonly where: Where; readonly months: readonly number[] }[]
  /** Months in which a visit of premises of some types is wanted: starts of terms. */
  readonly special: readonly { readonly where: Where; readonly months: readonly number[] }[]
}

/** Graded premises of which the plan knows the same: it need not think of each. `county` is whose inspectors go there. */
export type GradedPlaces = {
  readonly ids: readonly string[]
  readonly county: string
  readonly business: Business
  readonly grade: RiskGrade | null
  readonly visits: number
  readonly fullDue: DateOnly | null
  readonly auditDue: DateOnly | null
  /** Days of the plan's year in whose months they were inspected. */
  readonly done: readonly DateOnly[]
}

/** Inspector-days that one visit takes. */
export const effortOf = (business: Business, table: PlanningTable): number =>
  table.inspectors * (table.efforts.find(({ where }) => holds(where, business))?.days ?? 0.5)

const months = (lines: PlanningTable['closed'], business: Business): number =>
  maskOf(lines.filter(({ where }) => holds(where, business)).flatMap((line) => [...line.months]))

/** The month of a year by which something is due; what was overdue before by `overdueBy`; after the year, null. */
export const dueMonth = (day: DateOnly | null, year: number, overdueBy: number): number | null =>
  day === null || yearOf(day) > year ? null : yearOf(day) < year ? overdueBy : monthOf(day)

/** An audit is planned beside the visits of its premises, under an id of its own. */
export const AUDIT = ':audit'

/** Graded premises as the plan takes them; who owes a system audit in the year comes twice. */
export function planRows(groups: readonly GradedPlaces[], table: PlanningTable, year: number): PlanPremises[] {
  const rows: PlanPremises[] = []
  for (const { ids, county, business, grade, visits, fullDue, auditDue, done } of groups) {
    const open = ALL_MONTHS & ~months(table.closed, business)
    const special = visits > 0 ? months(table.special, business) & open : 0
    const effort = effortOf(business, table)
    const fullCheckBy = dueMonth(fullDue, year, table.overdueBy)
    const audit = dueMonth(auditDue, year, table.overdueBy)
    const was = maskOf(done.map(monthOf))
    for (const id of ids) rows.push({ id, region: county, grade, visits, effort, fullCheckBy, open, special, done: was })
    if (audit !== null) for (const id of ids) rows.push({ id: id + AUDIT, region: county, grade, visits: 0, effort: table.audit, fullCheckBy: audit, open, special: 0, done: was })
  }
  return rows
}

/** Working days of each month of a year: twelve numbers. */
export const workingDays = (year: number, calendar: Calendar): readonly number[] => Array.from({ length: 12 }, (_, m) => {
  let count = 0
  for (const day of daysOf({ from: date(`${year}-${String(m + 1).padStart(2, '0')}-01`), until: lastOfMonth(year, m + 1) })) if (calendar.isWorkingDay(day)) count++
  return count
})

/** What the office chose for a plan: inspectors by county and the share kept back. */
export type PlanChoice = { readonly inspectors: Readonly<Record<string, number>>; readonly keptBack: number; readonly from: number }

export const capacityOf = ({ inspectors, keptBack }: PlanChoice, days: readonly number[]): Capacity =>
  Object.fromEntries(Object.entries(inspectors).filter(([, count]) => count > 0).map(([county, count]) => [county, inspectorDays(count, days, keptBack)]))

/** Whole months of a plan that are over on a day: 0–12. */
export const monthsOver = (year: number, day: DateOnly): number => (yearOf(day) > year ? 12 : yearOf(day) < year ? 0 : monthOf(day) - 1)

export const monthTitles: readonly Bilingual[] = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
  .map((en, at) => ({ zh: `${at + 1}月`, en: en.slice(0, 3) }))
