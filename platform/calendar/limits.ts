import { addDays, dateAt, daysBetween, instant, startOf, type DateOnly, type Instant } from '../core/dates.ts'
import { Problem, problems } from '../core/problem.ts'
import type { Calendar } from './calendar.ts'

/** Units of limits, as forms and lists show them. */
export const limitUnits = [
  { code: 'working_day', label: { zh: '工作日', en: 'Working days' } },
  { code: 'natural_day', label: { zh: '自然日', en: 'Calendar days' } },
  { code: 'hour', label: { zh: '小时', en: 'Hours' } },
] as const

export type LimitUnit = (typeof limitUnits)[number]['code']

/** How sure the program's makers are of a shipped limit; the legal officer confirms or corrects it. */
export type Confidence = 'found' | 'recalled_high' | 'recalled_medium' | 'recalled_low' | 'design'

/** A legal time limit as a row of `time_limit`: what the law said between two dates. */
export type Limit = {
  /** Stable: `complaint.decide`. */
  readonly code: string
  readonly title_zh: string
  readonly title_en: string
  /** How many units; not negative. */
  readonly value: number
  readonly unit: LimitUnit
  /** Whether the day of the event is day one. As a rule it is not counted (民法典 art.201, 民事诉讼法 art.85). */
  readonly counts_first_day: boolean
  /** What a leader may add, in the same unit; null where the law gives none. */
  readonly extension_value: number | null
  /** How often it may be added; once where the row does not say. */
  readonly extension_times?: number | null
  readonly legal_basis: string
  readonly confidence: string
  /** The first day in force. */
  readonly valid_from: DateOnly
  /** The first day no longer in force, or null. */
  readonly valid_to: DateOnly | null
}

/** Days that a limit does not count (testing time, 检验检测期间): both days, the pause being lifted on `until`. */
export type Pause = { readonly from: DateOnly; readonly until: DateOnly }

export type DueOptions = {
  readonly pauses?: readonly Pause[]
  /** The extension the law allows has been granted: the whole of it, or so many of the limit's units. */
  readonly extended?: boolean | number
  /** Counts backwards: the last day for something that must be done so long *before* the day given (renewal before expiry). */
  readonly before?: boolean
}

export type Due = {
  readonly limit: Limit
  /** The last day (Asia/Shanghai). */
  readonly on: DateOnly
  /** The instant from which it is late: the end of that day, or the hour itself. */
  readonly at: Instant
}

problems({
  'limit.none': [
    409,
    '没有在 {day} 有效的时限“{code}”，请法制人员在“法定时限”中补充后再办理。',
    'No time limit “{code}” is in force on {day}. Ask the legal officer to add it under Time limits, then try again.',
  ],
  'limit.no-extension': [409, '法律没有规定“{title}”可以延长。', 'The law gives no extension of “{titleEn}”.'],
})

const HOUR = 3_600_000
const isInstant = (start: DateOnly | Instant): start is Instant => start.includes('T')

/**
 * The row of a code that is in force on a day. Where two overlap, the one that began later holds.
 * @throws Problem `limit.none` (409)
 */
export function limitOn(limits: readonly Limit[], code: string, day: DateOnly): Limit {
  const inForce = limits.filter((row) => row.code === code && row.valid_from <= day && (row.valid_to === null || day < row.valid_to))
  const found = inForce.reduce<Limit | undefined>(
    (best, row) => (best === undefined || row.valid_from > best.valid_from ? row : best),
    undefined,
  )
  if (!found) throw new Problem('limit.none', { code, day })
  return found
}

/**
 * Days of a pause that a limit in `unit` leaves out. The day on which it pauses still counts, the day on which it goes on
 * does not, as with any event; a pause that ends before it begins leaves out nothing.
 */
export function daysLeftOut(unit: LimitUnit, pause: Pause, calendar: Calendar): number {
  const days = unit === 'working_day' ? calendar.workingDaysBetween(pause.from, pause.until) : daysBetween(pause.from, pause.until)
  return Math.max(0, days)
}

/** The last day of `amount` days of a limit, counted from a day. */
function lastDay(limit: Limit, start: DateOnly, amount: number, calendar: Calendar): DateOnly {
  const from = limit.counts_first_day ? addDays(start, -1) : start
  if (limit.unit === 'working_day') return calendar.workingDaysFrom(from, amount)
  // 民法典 art.203, 民事诉讼法 art.85: a last day that is a public holiday gives way to the first day after it.
  return calendar.workingDayAtOrAfter(addDays(from, amount))
}

const endOf = (day: DateOnly): Instant => startOf(addDays(day, 1))

function dueBefore(limit: Limit, start: DateOnly | Instant, amount: number, calendar: Calendar): Due {
  if (limit.unit === 'hour') {
    const at = instant(Date.parse(isInstant(start) ? start : startOf(start)) - amount * HOUR)
    return { limit, on: dateAt(at), at }
  }
  const day = isInstant(start) ? dateAt(start) : start
  // No law moves a day counted backwards: it stays where it falls.
  const on = limit.unit === 'working_day' ? calendar.workingDaysFrom(day, -amount) : addDays(day, -amount)
  return { limit, on, at: endOf(on) }
}

/**
 * When something is due: the only function that reads time limits. Takes the row in force on the day of the event, so a
 * change of the law touches only what begins after it. Hours run through holidays and never move.
 * @param start the day, or for a limit in hours the instant, of the event
 * @throws Problem `limit.none` (409) where no row is in force, `limit.no-extension` (409) where the law gives none
 * @source 民法典 arts.201–203; 行政处罚法 art.85 (its 二日, 三日, 五日, 七日 are working days and are rows so)
 * @example due(limits, 'complaint.decide', date('2026-09-28'), calendar).on // 7 working days over 国庆: '2026-10-14'
 */
export function due(limits: readonly Limit[], code: string, start: DateOnly | Instant, calendar: Calendar, options: DueOptions = {}): Due {
  const day = isInstant(start) ? dateAt(start) : start
  const limit = limitOn(limits, code, day)
  if (options.extended && limit.extension_value === null) {
    throw new Problem('limit.no-extension', { title: limit.title_zh, titleEn: limit.title_en })
  }
  const amount = limit.value + (options.extended === true ? (limit.extension_value ?? 0) : Number(options.extended ?? 0))
  if (options.before) return dueBefore(limit, start, amount, calendar)
  const leftOut = paused(limit, day, amount, calendar, options.pauses ?? [])
  if (limit.unit === 'hour') {
    const at = instant(Date.parse(isInstant(start) ? start : startOf(start)) + (amount + leftOut * 24) * HOUR)
    return { limit, on: dateAt(at), at }
  }
  const on = lastDay(limit, day, amount + leftOut, calendar)
  return { limit, on, at: endOf(on) }
}

/** Days left out by all pauses. One that begins after the limit has run out leaves out nothing: what is late stays late. */
function paused(limit: Limit, start: DateOnly, amount: number, calendar: Calendar, pauses: readonly Pause[]): number {
  let leftOut = 0
  for (const pause of pauses.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const ends =
      limit.unit === 'hour' ? addDays(start, Math.ceil(amount / 24) + leftOut) : lastDay(limit, start, amount + leftOut, calendar)
    if (pause.from <= ends) leftOut += daysLeftOut(limit.unit, pause, calendar)
  }
  return leftOut
}
