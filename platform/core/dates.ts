/**
 * Calendar dates are branded `YYYY-MM-DD` strings from column to browser; instants are ISO strings in UTC.
 * Rules think in Asia/Shanghai, which has had no daylight saving since 1991: a fixed +08:00.
 */
declare const brand: unique symbol
export type DateOnly = string & { readonly [brand]: 'DateOnly' }
export type Instant = string & { readonly [brand]: 'Instant' }

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const DAY = 86_400_000
const SHANGHAI = 8 * 3_600_000

/** True for a real calendar date (2023-02-29 is not one). */
export function isDate(text: unknown): text is DateOnly {
  const parts = typeof text === 'string' ? DATE.exec(text) : null
  if (!parts) return false
  const time = Date.parse(`${text as string}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
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
