import { addDays, startOf, type DateOnly, type Instant } from '../core/dates.ts'
import type { Condition, Rows, Value } from './declare.ts'

/** Both days belong to it. */
export type Period = { readonly from: DateOnly; readonly to: DateOnly }

/** When a number is asked for: `day` is what conditions call the day asked for; `frozen` reads the versions of that day's end. */
export type Moment = { readonly day: DateOnly; readonly frozen: boolean }

/** From 1 January up to and with the day. */
export const yearToDate = (day: DateOnly): Period => ({ from: `${day.slice(0, 4)}-01-01` as DateOnly, to: day })

/** The instant at which a day is over. */
export const endOf = (day: DateOnly): Instant => startOf(addDays(day, 1))

const byPeriod = ([, op, value]: Condition): boolean => op === 'within' || value === 'period-start' || value === 'period-end'

/** Whether rows are others in another period; the rest tell how things stand on the day. */
export const rowsUsePeriod = (of: Rows): boolean => [of.conditions, ...of.except].some((conditions) => conditions.some(byPeriod))

/** The sets of rows an indicator looks at: what it counts, and for a share what that is part of. */
export function rowsOf(value: Value): { readonly part: Rows; readonly whole?: Rows } | undefined {
  if (value.kind === 'reported') return undefined
  return value.kind === 'share' ? { part: value.part, whole: value.whole } : { part: value.rows }
}

/** Whether an indicator has another value in another period. */
export function usesPeriod(value: Value): boolean {
  const sets = rowsOf(value)
  return sets === undefined || rowsUsePeriod(sets.part) || (sets.whole !== undefined && rowsUsePeriod(sets.whole))
}
