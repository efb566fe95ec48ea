import type { Calendar } from '../../../platform/calendar/calendar.ts'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { addDays, date, daysBetween, isDate, type DateOnly } from '../../../platform/core/dates.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import type { Dated } from '../../../platform/core/dated.ts'
import { monthOf, overlap, yearOf, type Span } from '../../../platform/core/periods.ts'
import { type Business, holds, type Operating, operatingDays, type Where } from '../../registry/index.ts'

/** 学期 · 中高考 · 节日 · 活动（重大活动保障） */
export const periodKinds = ['term', 'exam', 'festival', 'event'] as const
export type PeriodKind = (typeof periodKinds)[number]

/** A special period of one year, both days included. */
export type SpecialPeriod = {
  /** Stable within a city: `2026-festival-spring`. */
  readonly code: string
  readonly kind: PeriodKind
  readonly title: Bilingual
  readonly from: DateOnly
  readonly until: DateOnly
  /** Premises that are to be visited for it. */
  readonly where: Where
  readonly source: string
}

/** One version of how periods come about and how far ahead they make work. */
export type PeriodTable = Dated & {
  /** Days before the first day at which a task set is made. */
  readonly aheadDays: number
  /** Days within which all must be visited, counted from the first day of the period: negative ones lie before it. */
  readonly visitDays: Readonly<Record<PeriodKind, { readonly from: number; readonly until: number }>>
  /** Festivals known by the name the holiday bears in the calendar. */
  readonly festivals: readonly { readonly holiday: string; readonly code: string; readonly title: Bilingual; readonly where: Where }[]
  /** Periods on the same days each year. `MM-DD` */
  readonly yearly: readonly { readonly code: string; readonly kind: PeriodKind; readonly title: Bilingual; readonly from: string; readonly until: string; readonly where: Where }[]
}

/** Days off one holiday together: New Year may begin in December, and Mid-Autumn may lie within National Day, so short gaps join. */
function runs(days: readonly DateOnly[]): readonly Span[] {
  return days.reduce<Span[]>((found, day) => {
    const last = found.at(-1)
    if (last && daysBetween(last.until, day) <= 3) found[found.length - 1] = { from: last.from, until: day }
    else found.push({ from: day, until: day })
    return found
  }, [])
}

/**
 * Periods of a year that need no one to enter them: festivals from the State Council's days, and what falls on the same days
 * each year. Terms and local examinations are entered by the city. A festival not yet published is left out, not guessed.
 * @param holidays days off with the name of their holiday, as `calendar_day` has them
 */
export function periodsOfYear(
  year: number, table: PeriodTable, holidays: readonly { readonly day: DateOnly; readonly kind: string; readonly name: string }[],
): readonly SpecialPeriod[] {
  const festivals = table.festivals.flatMap(({ holiday, code, title, where }): SpecialPeriod[] => {
    const days = holidays.filter((row) => row.kind === 'holiday' && row.name === holiday).map(({ day }) => day).toSorted()
    const run = runs(days).find(({ until }) => yearOf(until) === year)
    return run ? [{ code: `${year}-${code}`, kind: 'festival', title, ...run, where, source: '国务院办公厅放假通知' }] : []
  })
  const yearly = table.yearly.map(({ code, kind, title, from, until, where }): SpecialPeriod =>
    ({ code: `${year}-${code}`, kind, title, from: date(`${year}-${from}`), until: date(`${year}-${until}`), where, source: table.source }))
  return [...festivals, ...yearly].toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.code < b.code ? -1 : 1))
}

/** What is wrong with a period that a city enters; empty where it may be kept. */
export function periodFaults({ from, until, title }: Pick<SpecialPeriod, 'from' | 'until' | 'title'>): readonly FieldProblem[] {
  return [
    ...(title.zh.trim() === '' ? [{ path: 'title', sentence: { zh: '请填写名称。', en: 'Give it a name.' } }] : []),
    ...(isDate(from) && isDate(until) && from <= until ? [] : [{ path: 'until', sentence: { zh: '结束日期不能早于开始日期。', en: 'It cannot end before it begins.' } }]),
  ]
}

/** A set of visits that a period asks for. */
export type TaskSet = {
  readonly period: string
  readonly title: Bilingual
  /** The day on which the set is made. */
  readonly madeOn: DateOnly
  /** All must be visited within these days. */
  readonly visits: Span
  readonly where: Where
}

/** The task set of a period. @example a term from 2026-09-01: made on 2026-08-12 */
export function taskSetOf(period: SpecialPeriod, { aheadDays, visitDays }: PeriodTable): TaskSet {
  const { from, until } = visitDays[period.kind]
  return {
    period: period.code, title: period.title, where: period.where, madeOn: addDays(period.from, -aheadDays),
    visits: { from: addDays(period.from, from), until: addDays(period.from, until) },
  }
}

/**
 * Task sets that must exist on a day: made from their day on, until their visits are over. A job asks each night and makes
 * what is not there, so a day missed makes none late; a set made twice has the same code.
 */
export const taskSetsOn = (periods: readonly SpecialPeriod[], table: PeriodTable, day: DateOnly): readonly TaskSet[] =>
  periods.map((period) => taskSetOf(period, table)).filter(({ madeOn, visits }) => madeOn <= day && day <= visits.until)

/** Why nothing is asked of premises that are closed while a period wants its visits. */
export const CLOSED_ALL_THE_WHILE = { zh: '期间不经营', en: 'closed throughout' } as const satisfies Bilingual

/** One visit that a task set asks of one of the premises. Closed all the while, nothing is asked. */
export type PeriodVisit = { readonly asked: boolean; readonly dueOn: DateOnly | null; readonly days: readonly DateOnly[]; readonly why: Bilingual | null }

/**
 * What a task set asks of premises: a visit on one of the days on which they operate, due on the last of them. A canteen
 * that is closed throughout is no gap in the coverage.
 */
export function periodVisit(set: TaskSet, business: Business, operating: Operating, calendar: Calendar): PeriodVisit {
  if (!holds(set.where, business))
    return { asked: false, dueOn: null, days: [], why: { zh: '不在任务范围内', en: 'not among those to be visited' } }
  const days = operatingDays(operating, set.visits, calendar)
  return days.length === 0 ? { asked: false, dueOn: null, days, why: CLOSED_ALL_THE_WHILE }
    : { asked: true, dueOn: days.at(-1)!, days, why: null }
}

/** Months of a year in which periods want a visit of premises, as bits (January bit 0): `special` of the yearly plan. */
export function specialMonths(periods: readonly SpecialPeriod[], table: PeriodTable, business: Business, operating: Operating, calendar: Calendar, year: number): number {
  const whole = { from: date(`${year}-01-01`), until: date(`${year}-12-31`) }
  return periods.map((period) => taskSetOf(period, table)).reduce((mask, set) => {
    const visits = overlap(set.visits, whole)
    const due = visits === null ? null : periodVisit({ ...set, visits }, business, operating, calendar).dueOn
    return due === null ? mask : mask | (1 << (monthOf(due) - 1))
  }, 0)
}
