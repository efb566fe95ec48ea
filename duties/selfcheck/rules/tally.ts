import type { Calendar } from '../../../platform/calendar/calendar.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Span } from '../../../platform/core/periods.ts'
import { bookDue, type BookDue, type Canteen, type CanteenTable, type EntryMark } from './canteen-book.ts'
import { selfChecksDueIn, type SelfChecked, type SelfCheckKind, type SelfCheckRecord, type SelfCheckTable } from './self-check.ts'

export type MonthTally = {
  readonly owed: number
  readonly kept: number
  readonly late: number
  readonly missed: Readonly<Record<SelfCheckKind, number>>
  readonly problems: number
  readonly list: readonly { readonly kind: SelfCheckKind; readonly due_on: DateOnly }[]
}

/** A record as the month sees it; `late` where it was entered after its day. */
export type Tallied = SelfCheckRecord & { readonly late: boolean }

/**
 * What premises owed and kept of a month. `owed` is the whole month's, so that it stays the same while the month runs; null where
 * nothing is owed in it (not yet under the rule, closed all month).
 */
export function monthTally(of: SelfChecked, records: readonly Tallied[], table: SelfCheckTable, calendar: Calendar, month: Span, today: DateOnly): MonthTally | null {
  const duties = selfChecksDueIn(of, records, table, calendar, month, today)
  if (duties.length === 0) return null
  const missed = duties.filter(({ state }) => state === 'missed')
  const count = (kind: SelfCheckKind): number => missed.filter((one) => one.kind === kind).length
  const inMonth = records.filter(({ on }) => month.from <= on && on <= month.until)
  return {
    owed: duties.length, kept: duties.filter(({ state }) => state === 'done').length, late: inMonth.filter(({ late }) => late).length,
    missed: { daily: count('daily'), weekly: count('weekly'), monthly: count('monthly') },
    problems: inMonth.reduce((sum, { problems }) => sum + problems.length, 0),
    list: missed.map(({ kind, dueOn }) => ({ kind, due_on: dueOn })).toSorted((a, b) => (a.due_on < b.due_on ? -1 : a.due_on > b.due_on ? 1 : 0)),
  }
}

export type DayTally = {
  readonly meals: number
  readonly morning: boolean
  readonly sampled: number
  readonly disinfected: number
  readonly leaderOwed: number
  readonly leaderKept: number
  readonly lacking: readonly BookDue[]
}

/** What the book of a day owed and holds; null where the canteen is closed or serves nothing. */
export function dayTally(canteen: Canteen, entries: readonly EntryMark[], table: CanteenTable, calendar: Calendar, day: DateOnly): DayTally | null {
  const nothing = bookDue(canteen, [], {}, table, calendar, day)
  if (nothing.length === 0 || canteen.meals.length === 0) return null
  const lacking = bookDue(canteen, entries, {}, table, calendar, day)
  const owes = (kind: EntryMark['kind'], of: readonly BookDue[]): number => of.filter((one) => one.kind === kind).length
  const kept = (kind: EntryMark['kind']): number => owes(kind, nothing) - owes(kind, lacking)
  return {
    meals: canteen.meals.length, morning: kept('morning_check') > 0, sampled: kept('sample'), disinfected: kept('disinfection'),
    leaderOwed: owes('leader_meal', nothing), leaderKept: kept('leader_meal'), lacking,
  }
}
