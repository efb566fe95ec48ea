/**
 * Calendar dates are branded `YYYY-MM-DD` strings from column to browser; instants are ISO strings in UTC.
 * Rules think in Asia/Shanghai, which has had no daylight saving since 1991: a fixed +08:00.
 */
declare const brand: unique symbol
export type DateOnly = string & { readonly [brand]: 'DateOnly' }
export type Instant = string & { readonly [brand]: 'Instant' }

const DATE = /^\d{4}-\d{2}-\d{2}$/
const DAY = 86_400_000
const SHANGHAI = 8 * 3_600_000

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
/** Days of a month of the Gregorian calendar. @param month 1–12 */
export const daysInMonth = (year: number, month: number): number => (month === 2 ? (isLeap(year) ? 29 : 28) : 30 + ((month + (month >> 3)) & 1))

/** True for a real calendar date (2023-02-29 is not one). Reckoned without the clock's own dates: a city's rows ask millions of times. */
export function isDate(text: unknown): text is DateOnly {
  if (typeof text !== 'string' || !DATE.test(text)) return false
  const [month, day] = [Number(text.slice(5, 7)), Number(text.slice(8))]
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(Number(text.slice(0, 4)), month)
}

/** The date a text names. @throws RangeError when it is not a real `YYYY-MM-DD` date. */
export function date(text: string): DateOnly {
  if (!isDate(text)) throw new RangeError(`not a date: ${text}`)
  return text
}

/** The instant of a JavaScript date. */
export const instant = (at: Date | number): Instant => new Date(at).toISOString() as Instant

/** The calendar date in Asia/Shanghai at an instant. @example dateAt('2026-11-21T16:00:00.000Z') // '2026-11-22' */
export const dateAt = (at: Instant | Date | number): DateOnly =>
  new Date(new Date(at).getTime() + SHANGHAI).toISOString().slice(0, 10) as DateOnly

/** Midnight in Asia/Shanghai at which a date begins. */
export const startOf = (day: DateOnly): Instant => instant(Date.parse(`${day}T00:00:00Z`) - SHANGHAI)

/** `days` natural days later (earlier when negative). */
export const addDays = (day: DateOnly, days: number): DateOnly =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10) as DateOnly

/** Whole natural days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: DateOnly, b: DateOnly): number =>
  Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / DAY)
