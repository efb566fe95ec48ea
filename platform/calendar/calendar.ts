import type { Bilingual } from '../core/bilingual.ts'
import { addDays, type DateOnly } from '../core/dates.ts'

/** A day on which the week does not tell: a public holiday (放假), or a weekend day worked in exchange (调休上班). */
export type CalendarDay = { readonly day: DateOnly; readonly kind: 'holiday' | 'workday' }

/** Working days of the State Council's calendar: dated days over Saturdays and Sundays. Pure; the browser has the same. */
export type Calendar = {
  isWorkingDay(day: DateOnly): boolean
  /**
   * The `n`-th working day after `day`; the day itself is not counted. Counts backwards when `n` is negative;
   * `n` = 0 is the day itself, working or not.
   * @example workingDaysFrom('2026-09-30', 1) // '2026-10-08', National Day lies between
   */
  workingDaysFrom(day: DateOnly, n: number): DateOnly
  /** Working days after `from` up to and with `until`; negative when `until` is earlier. The inverse of `workingDaysFrom`. */
  workingDaysBetween(from: DateOnly, until: DateOnly): number
  /** The day itself if it is worked, else the next one that is. */
  workingDayAtOrAfter(day: DateOnly): DateOnly
  /** Whether the State Council's holidays for the day's year are in the calendar; else only weekends are counted off. */
  isPublished(day: DateOnly): boolean
  /** The last day of the last published year, or null where no year is. */
  readonly knownUntil: DateOnly | null
}

const yearOf = (day: DateOnly): number => Number(day.slice(0, 4))

function isWeekend(day: DateOnly): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}

/**
 * Years whose holidays are known. National Day marks a year: each notice has it, while New Year's Day may stand in the
 * days of the year before.
 */
export function publishedYears(days: Iterable<CalendarDay>): ReadonlySet<number> {
  const years = new Set<number>()
  for (const { day, kind } of days) if (kind === 'holiday' && day.endsWith('-10-01')) years.add(yearOf(day))
  return years
}

/** 31 December of the last year whose holidays are known, or null where none is. */
export function knownUntil(days: Iterable<CalendarDay>): DateOnly | null {
  const years = publishedYears(days)
  return years.size === 0 ? null : (`${Math.max(...years)}-12-31` as DateOnly)
}

/** Builds the calendar. Where a day is given twice, the later row holds: a city's own rows come after the shipped ones. */
export function calendar(days: readonly CalendarDay[]): Calendar {
  const kinds = new Map(days.map(({ day, kind }) => [day, kind]))
  const years = publishedYears(days)
  const isWorkingDay = (day: DateOnly): boolean => {
    const kind = kinds.get(day)
    return kind === undefined ? !isWeekend(day) : kind === 'workday'
  }
  return {
    isWorkingDay,
    workingDaysFrom(day, n) {
      if (!Number.isSafeInteger(n)) throw new RangeError(`not a number of days: ${n}`)
      const step = n < 0 ? -1 : 1
      let at = day
      for (let left = Math.abs(n); left > 0;) {
        at = addDays(at, step)
        if (isWorkingDay(at)) left--
      }
      return at
    },
    workingDaysBetween(from, until) {
      const [first, last, sign] = from <= until ? [from, until, 1] : [until, from, -1]
      let count = 0
      for (let at = first; at < last;) {
        at = addDays(at, 1)
        if (isWorkingDay(at)) count++
      }
      return count === 0 ? 0 : sign * count
    },
    workingDayAtOrAfter(day) {
      let at = day
      while (!isWorkingDay(at)) at = addDays(at, 1)
      return at
    },
    isPublished: (day) => years.has(yearOf(day)),
    knownUntil: knownUntil(days),
  }
}

/** What a face says beside a date in a year whose holidays are not known; null where they are. */
export function calendarWarning(day: DateOnly, of: Calendar): Bilingual | null {
  if (of.isPublished(day)) return null
  const year = yearOf(day)
  return {
    zh: `日历中没有 ${year} 年的放假安排，该年暂按周末计算；国务院公布后请在“日历”中补充。`,
    en: `The calendar has no public holidays for ${year}; only weekends are counted off. Add them under Calendar once they are published.`,
  }
}
