import type { Calendar } from '../../platform/calendar/calendar.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import { daysOf, inSpan, weekdayOf, type Span } from '../../platform/core/periods.ts'

/**
 * On which days premises operate (经营日历). A day closed is never a missed duty: every rule that looks for what was missed
 * asks here. Exceptions win over the week, `opened` over `closed`.
 */
export type Operating = {
  /** `working-days` follows the State Council's calendar (a school canteen); otherwise the weekdays worked, 1 Monday – 7 Sunday. */
  readonly week: 'working-days' | readonly number[]
  /** Vacations, repairs, suspension; `told`: the day on which they were entered. */
  readonly closed?: readonly (Span & { readonly told?: DateOnly })[]
  /** Days open against the week: lessons made up on a Saturday. */
  readonly opened?: readonly Span[]
  /** For a school: it operates only within these; absent where it has no terms. */
  readonly terms?: readonly Span[]
}

/** What premises do that have told no calendar: open every day. */
export const EVERY_DAY: Operating = { week: [1, 2, 3, 4, 5, 6, 7] }

/** Whether premises operate on a day. */
export function operatesOn(operating: Operating, day: DateOnly, calendar: Calendar): boolean {
  if (operating.opened?.some((span) => inSpan(day, span))) return true
  if (operating.closed?.some((span) => inSpan(day, span))) return false
  if (operating.terms && !operating.terms.some((span) => inSpan(day, span))) return false
  return operating.week === 'working-days' ? calendar.isWorkingDay(day) : operating.week.includes(weekdayOf(day))
}

/** The days of a span on which premises operate, in order. */
export const operatingDays = (operating: Operating, span: Span, calendar: Calendar): readonly DateOnly[] =>
  [...daysOf(span)].filter((day) => operatesOn(operating, day, calendar))
