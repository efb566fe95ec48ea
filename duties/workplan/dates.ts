import { addDays, date, type DateOnly } from '../../platform/core/dates.ts'
import type { Deadline } from './read/types.ts'

/** Days (MM-DD) on which reports that recur are due, from a date on. Notices often leave the day open; then these hold. */
export type ReportDates = {
  readonly valid_from: DateOnly
  readonly valid_to: DateOnly | null
  readonly source: string
  readonly 'half-year': readonly string[]
  readonly quarter: readonly string[]
  readonly year: readonly string[]
}

/** What dates are reckoned with. */
export type DateRules = {
  readonly year: number
  /** Days before this one are past already when the task is given: they are told, but nothing is overdue by them. */
  readonly from: DateOnly
  /** Whether `11月1日前` includes the day itself. */
  readonly beforeIncludesDay: boolean
  readonly reportDates: readonly ReportDates[]
}

/** A due date with what must be said of it; without a date nothing becomes overdue. */
export type Due = { readonly due_on: DateOnly | null; readonly due_note: string | null }

const BEFORE_A_DAY = /日\s*(?:之|以)?前/

/** The last day of a printed deadline, or null where it names none. 月底前 ends with the month whatever the setting. */
export function lastDay({ date: day, text }: Pick<Deadline, 'date' | 'text'>, beforeIncludesDay: boolean): DateOnly | null {
  if (day === null) return null
  return !beforeIncludesDay && BEFORE_A_DAY.test(text) ? addDays(date(day), -1) : date(day)
}

const dueFrom = (day: DateOnly | null, text: string, from: DateOnly): Due =>
  day !== null && day < from
    ? { due_on: null, due_note: `原定期限 ${day}（${text}），下达时已过，不计逾期` }
    : { due_on: day, due_note: null }

const isReport = ({ to, copy, repeats }: Deadline): boolean => repeats !== null || to.length > 0 || copy.length > 0

/** When the task itself is due: the last of its dates that are no reports. */
export function taskDue(deadlines: readonly Deadline[], rules: DateRules): Due {
  const dated = deadlines
    .filter((one) => !isReport(one) && one.date !== null)
    .map((one) => ({ day: lastDay(one, rules.beforeIncludesDay)!, text: one.text }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const last = dated.at(-1)
  return last ? dueFrom(last.day, last.text, rules.from) : { due_on: null, due_note: null }
}

/** One due report: its period, its day, whom it goes to. */
export type DueReport = Due & { readonly period: string; readonly to: readonly string[]; readonly copy: readonly string[] }

/** Said of a day that is neither the law's nor the notice's but the setting's. */
const BY_SETTING = '通知未写明日期，按系统设置的报告日期'

const QUARTERS = ['第一季度', '第二季度', '第三季度', '第四季度'] as const
const HALVES = ['上半年', '下半年'] as const

function periodOf(repeats: NonNullable<Deadline['repeats']>, year: number, index: number): string {
  if (repeats === 'year') return `${year}年度`
  return `${year}年${repeats === 'quarter' ? (QUARTERS[index] ?? `第${index + 1}次`) : (HALVES[index] ?? `第${index + 1}次`)}`
}

const datesOn = (rows: readonly ReportDates[], on: DateOnly): ReportDates | undefined =>
  rows
    .filter((row) => row.valid_from <= on && (row.valid_to === null || on < row.valid_to))
    .toSorted((a, b) => (a.valid_from < b.valid_from ? 1 : -1))[0]

/**
 * The reports that a task's deadlines ask for. One that recurs falls on the days of the table; those that were past before
 * the task was given were never due and are left out. A single dated report stays, told as past where it is.
 */
export function dueReports(deadlines: readonly Deadline[], rules: DateRules): DueReport[] {
  const table = datesOn(rules.reportDates, rules.from)
  return deadlines.filter(isReport).flatMap(({ repeats, date: day, text, to, copy }): DueReport[] => {
    if (repeats === null || (repeats === 'year' && day !== null)) {
      const last = lastDay({ date: day, text }, rules.beforeIncludesDay)
      return [{ period: repeats === 'year' ? `${rules.year}年度` : text, to, copy, ...dueFrom(last, text, rules.from) }]
    }
    return (table?.[repeats] ?? [])
      .map((monthDay, index) => ({
        period: periodOf(repeats, rules.year, index),
        to,
        copy,
        due_on: date(`${rules.year}-${monthDay}`),
        due_note: BY_SETTING,
      }))
      .filter(({ due_on }) => due_on >= rules.from)
  })
}
