import { addDays, date, daysInMonth, type DateOnly } from './dates.ts'

const two = (n: number): string => String(n).padStart(2, '0')

/** The last day of a month. @param month 1–12 */
export const lastOfMonth = (year: number, month: number): DateOnly => date(`${year}-${two(month)}-${daysInMonth(year, month)}`)

export const yearOf = (day: DateOnly): number => Number(day.slice(0, 4))
/** 1–12 */
export const monthOf = (day: DateOnly): number => Number(day.slice(5, 7))

/**
 * So many months later (earlier when negative), on the same day of the month or, where there is none, on its last.
 * @source 民法典 art.202: a term of months ends on the same date of the last month, or on its last day
 * @example addMonths('2026-11-30', 3) // '2027-02-28'
 */
export function addMonths(day: DateOnly, months: number): DateOnly {
  const at = yearOf(day) * 12 + monthOf(day) - 1 + months
  const [year, month] = [Math.floor(at / 12), (((at % 12) + 12) % 12) + 1]
  const last = lastOfMonth(year, month)
  const same = `${last.slice(0, 8)}${day.slice(8)}` as DateOnly // a day of that month, unless it is after the last
  return same <= last ? same : last
}

/** Both days belong to it. */
export type Span = { readonly from: DateOnly; readonly until: DateOnly }

export const inSpan = (day: DateOnly, { from, until }: Span): boolean => from <= day && day <= until

/** The days two spans share, or null. */
export function overlap(a: Span, b: Span): Span | null {
  const from = a.from > b.from ? a.from : b.from
  const until = a.until < b.until ? a.until : b.until
  return from <= until ? { from, until } : null
}

/** 1 (Monday) to 7 (Sunday). */
export const weekdayOf = (day: DateOnly): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** The week from Monday to Sunday that a day lies in. */
export function weekOf(day: DateOnly): Span {
  const from = addDays(day, 1 - weekdayOf(day))
  return { from, until: addDays(from, 6) }
}

/** The calendar month that a day lies in. */
export const monthSpan = (day: DateOnly): Span => ({ from: date(`${day.slice(0, 8)}01`), until: lastOfMonth(yearOf(day), monthOf(day)) })

/** The calendar quarter that a day lies in. @example quarterOf('2026-05-06') // from 2026-04-01 until 2026-06-30 */
export function quarterOf(day: DateOnly): Span {
  const first = Math.floor((monthOf(day) - 1) / 3) * 3 + 1
  return { from: date(`${yearOf(day)}-${two(first)}-01`), until: lastOfMonth(yearOf(day), first + 2) }
}

/** Every day of a span, in order. */
export function* daysOf({ from, until }: Span): Generator<DateOnly> {
  for (let day = from; day <= until; day = addDays(day, 1)) yield day
}

/** The later of two days; null is no day. */
export const later = (a: DateOnly | null, b: DateOnly | null): DateOnly | null => (a === null ? b : b === null || a >= b ? a : b)
