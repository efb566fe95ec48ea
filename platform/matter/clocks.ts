import { addDays, dateAt, daysBetween, instant, startOf, type DateOnly, type Instant } from '../core/dates.ts'
import { daysLeftOut, due, limitOn, type Limit } from '../calendar/limits.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { ClockSpec } from './declare.ts'

/** A running, paused or stopped time limit of one matter: the row of `matter_clock`. */
export type Clock = {
  readonly matter_id: string
  readonly clock: string
  readonly matter: string
  readonly region: string
  /** Code of the limit, or `due_on` where the matter's own due date is the limit. */
  readonly limit_code: string
  readonly started_on: DateOnly
  /** The last day; null where the matter has no due date. While it pauses, the day as it stood when it paused. */
  readonly due_on: DateOnly | null
  readonly stopped_on: DateOnly | null
  readonly paused_on: DateOnly | null
  /** Days left out by pauses that are over: working days of a limit in them, else calendar days; 0 of a limit in hours, whose `due_at` moves. */
  readonly paused_days: number
  /** Of a limit in hours the instants at which it is due, pauses and stopped; of a limit in days null. */
  readonly due_at: Instant | null
  readonly paused_at: Instant | null
  readonly stopped_at: Instant | null
  /** Extensions granted: the sum in the limit's own unit, and how many. */
  readonly extended_by: number
  readonly extended_times: number
}

/** Data the clocks are reckoned with: the calendar and the dated limits. */
export type Context = { readonly calendar: Calendar; readonly limits: readonly Limit[] }

/** The limit of a clock that follows the matter's own due date (a plan's deadline). */
export const OWN_DUE = 'due_on'

/** What a clock needs to know of the matter and of the action that moves it. */
export type Moved = {
  readonly matter: string
  readonly id: string
  readonly region: string
  readonly due_on: DateOnly | null
  readonly action: string
  readonly at: Instant
  readonly day: DateOnly
  /** The matter has reached a state in which it is done. */
  readonly done: boolean
}

const list = (names: string | readonly string[] | undefined): readonly string[] =>
  names === undefined ? [] : typeof names === 'string' ? [names] : names

const isOpen = (clock: Clock): boolean => clock.stopped_on === null

const HOUR = 3_600_000
const later = (at: Instant, milliseconds: number): Instant => instant(Date.parse(at) + milliseconds)

/** The instant from which a clock is late: the hour it is due, else the end of its last day; null without one. */
export const lateFrom = (clock: Pick<Clock, 'due_on' | 'due_at'>): Instant | null =>
  clock.due_at ?? (clock.due_on === null ? null : startOf(addDays(clock.due_on, 1)))

/** Neither stopped nor paused: only such a clock can become late. */
export const isRunning = (clock: Pick<Clock, 'stopped_on' | 'paused_on'>): boolean => clock.stopped_on === null && clock.paused_on === null

/** The running clock that is late first, if any. */
export const firstDue = (clocks: readonly Clock[]): Clock | undefined =>
  clocks.filter((clock) => isRunning(clock) && lateFrom(clock) !== null).toSorted((a, b) => (lateFrom(a)! < lateFrom(b)! ? -1 : lateFrom(a)! > lateFrom(b)! ? 1 : 0))[0]

type Moment = Pick<Moved, 'at' | 'day'>

/** Lifts a pause: the time it took is added to the limit. A pause begun when it was late already adds none. */
function resume(clock: Clock, { at, day }: Moment, context: Context): Clock {
  if (clock.paused_on === null) return clock
  const lifted = { ...clock, paused_on: null, paused_at: null }
  if (clock.due_at !== null && clock.paused_at !== null) {
    if (clock.paused_at >= clock.due_at) return lifted
    return dueAt(lifted, later(clock.due_at, Math.max(0, Date.parse(at) - Date.parse(clock.paused_at))))
  }
  const late = clock.due_on !== null && clock.paused_on > clock.due_on
  if (clock.limit_code === OWN_DUE || clock.due_on === null || late) return lifted
  const limit = limitOn(context.limits, clock.limit_code, clock.started_on)
  return lengthen({ ...lifted, paused_days: clock.paused_days + daysLeftOut(limit.unit, { from: clock.paused_on, until: day }, context.calendar) }, limit, context)
}

const dueAt = (clock: Clock, due_at: Instant): Clock => ({ ...clock, due_at, due_on: dateAt(due_at) })

/** The last day of a limit in days, reckoned anew from the start with all pauses and extensions: one that had moved past a holiday must not carry the move along. */
function lengthen(clock: Clock, limit: Limit, context: Context): Clock {
  const longer = { ...limit, value: limit.value + clock.paused_days + clock.extended_by }
  return { ...clock, due_on: due([longer], limit.code, clock.started_on, context.calendar).on }
}

/** A clock with one more extension of `amount` of its limit's units; whether it may be granted is `mustExtend`'s. */
export function extended(clock: Clock, limit: Limit, amount: number, context: Context): Clock {
  const longer = { ...clock, extended_by: clock.extended_by + amount, extended_times: clock.extended_times + 1 }
  return clock.due_at === null ? lengthen(longer, limit, context) : dueAt(longer, later(clock.due_at, amount * HOUR))
}

function start(name: string, spec: ClockSpec, moved: Moved, context: Context): Clock {
  const legal = spec.limit === OWN_DUE ? null : due(context.limits, spec.limit, moved.at, context.calendar)
  return {
    matter_id: moved.id,
    clock: name,
    matter: moved.matter,
    region: moved.region,
    limit_code: spec.limit,
    started_on: moved.day,
    due_on: legal ? legal.on : moved.due_on,
    stopped_on: null,
    paused_on: null,
    paused_days: 0,
    due_at: legal?.limit.unit === 'hour' ? legal.at : null,
    paused_at: null,
    stopped_at: null,
    extended_by: 0,
    extended_times: 0,
  }
}

/** One running clock after an action: what pauses, resumes or stops it, and its due date where it follows the matter's. */
function move(clock: Clock, spec: ClockSpec, moved: Moved, context: Context): Clock {
  let next = clock
  if (spec.limit === OWN_DUE && next.due_on !== moved.due_on) next = { ...next, due_on: moved.due_on }
  if (list(spec.resumes).includes(moved.action)) next = resume(next, moved, context)
  // Of a limit in hours the instant counts; of one in days it would say more than the law asks.
  const at = next.due_at === null ? null : moved.at
  if (moved.done || spec.stops.includes(moved.action)) return { ...resume(next, moved, context), stopped_on: moved.day, stopped_at: at }
  if (next.paused_on === null && list(spec.pauses).includes(moved.action)) next = { ...next, paused_on: moved.day, paused_at: at }
  return next
}

/**
 * The clocks of a matter after an action. An action stops before it starts, so one action may do both; a running clock is
 * not started again; one that starts again on the day it began takes the old row's place (the row's key is its first day).
 * A matter that is done has no running clock.
 */
export function moveClocks(
  specs: Readonly<Record<string, ClockSpec>>,
  clocks: readonly Clock[],
  moved: Moved,
  context: Context,
): readonly Clock[] {
  let next = clocks
  for (const [name, spec] of Object.entries(specs)) {
    next = next.map((clock) => (clock.clock === name && isOpen(clock) ? move(clock, spec, moved, context) : clock))
    const starts = !moved.done && list(spec.starts).includes(moved.action)
    if (starts && !next.some((clock) => clock.clock === name && isOpen(clock))) {
      next = [...next.filter((clock) => clock.clock !== name || clock.started_on !== moved.day), start(name, spec, moved, context)]
    }
  }
  return next
}

/** The day up to which a clock is late: it gets no later once it has stopped, nor while it pauses. */
function lateUntil(clock: Clock, today: DateOnly): DateOnly {
  const halted = clock.stopped_on ?? clock.paused_on
  return halted !== null && halted < today ? halted : today
}

/** Calendar days by which a clock is past due on a day; 0 up to and on the due day itself, and without one. */
export const overdueDays = (clock: Clock, today: DateOnly): number =>
  clock.due_on === null ? 0 : Math.max(0, daysBetween(clock.due_on, lateUntil(clock, today)))

/** Working days by which a clock is past due, reckoned like `overdueDays`. */
export const overdueWorkingDays = (clock: Clock, today: DateOnly, calendar: Calendar): number =>
  clock.due_on === null ? 0 : Math.max(0, calendar.workingDaysBetween(clock.due_on, lateUntil(clock, today)))

/** The instant up to which a limit in hours is late: it gets no later once it stopped, nor while it pauses. */
function lateTill(clock: Clock, now: Instant): Instant {
  const halted = clock.stopped_at ?? clock.paused_at
  return halted !== null && halted < now ? halted : now
}

/** Whether a clock is late at an instant, or was when it stopped or paused. */
export function isLate(clock: Clock, now: Instant): boolean {
  if (clock.due_at !== null) return lateTill(clock, now) >= clock.due_at
  return clock.due_on !== null && lateUntil(clock, dateAt(now)) > clock.due_on
}

/** Whole hours by which a limit in hours is past due; 0 up to the hour, null of a limit in days. */
export const overdueHours = (clock: Clock, now: Instant): number | null =>
  clock.due_at === null ? null : Math.max(0, Math.floor((Date.parse(lateTill(clock, now)) - Date.parse(clock.due_at)) / HOUR))
