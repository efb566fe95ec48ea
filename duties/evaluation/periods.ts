import type { DateOnly } from '../../platform/core/dates.ts'
import { yearToDate, type Period } from '../../platform/indicator/periods.ts'
import type { Over } from './contract.ts'

export const yearOf = (day: DateOnly): number => Number(day.slice(0, 4))
export const at = (year: number, monthDay: string): DateOnly => `${year}-${monthDay}` as DateOnly

/** The first and last days of quarters and half-years, to find the last one that is over. */
const ENDS = {
  quarter: [['01-01', '03-31'], ['04-01', '06-30'], ['07-01', '09-30'], ['10-01', '12-31']],
  'half-year': [['01-01', '06-30'], ['07-01', '12-31']],
} as const

/** The last quarter or half-year that is over by a day; one that ends on the day is. */
export function lastWhole(over: keyof typeof ENDS, day: DateOnly): Period {
  const year = yearOf(day)
  const spans = [year - 1, year].flatMap((one) => ENDS[over].map(([from, to]) => ({ from: at(one, from), to: at(one, to) })))
  return spans.findLast(({ to }) => to <= day)!
}

/** The years looked back at: the two before and the one a day lies in. */
export const lookBack = (day: DateOnly): readonly number[] => [yearOf(day) - 2, yearOf(day) - 1, yearOf(day)]

/** Over what a computed measure runs on a day. */
export function periodOver(over: Over, day: DateOnly): Period {
  if (over === 'quarter' || over === 'half-year') return lastWhole(over, day)
  return over === 'three-years' ? { from: at(yearOf(day) - 2, '01-01'), to: day } : yearToDate(day)
}

/** The same days a year earlier; 29 February becomes the 28th. */
export const yearBefore = ({ from, to }: Period): Period => {
  const shift = (day: DateOnly): DateOnly => (day.endsWith('-02-29') ? at(yearOf(day) - 1, '02-28') : at(yearOf(day) - 1, day.slice(5)))
  return { from: shift(from), to: shift(to) }
}

/**
 * For which days a department is asked for a figure: days that are over, and the same ones whoever asks within a quarter, so that nobody
 * is asked twice for what differs by a day. What runs over a year, or stands, is told from its first day to the end of the last quarter.
 */
export function periodToAsk(over: Over, day: DateOnly): Period {
  if (over === 'quarter' || over === 'half-year') return lastWhole(over, day)
  const { to } = lastWhole('quarter', day)
  return { from: at(yearOf(to), '01-01'), to }
}
