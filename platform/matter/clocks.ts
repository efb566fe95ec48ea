import { addDays, daysBetween, type DateOnly, type Instant } from '../core/dates.ts'
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
  /** Days left out by pauses that are over, in the limit's own unit: working days, else calendar days. */
  readonly paused_days: number
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

/** Lifts a pause: the days it took are added to the limit. A pause begun when it was late already adds none. */
function resume(clock: Clock, day: DateOnly, context: Context): Clock {
  if (clock.paused_on === null) return clock
  const lifted = { ...clock, paused_on: null }
  const late = clock.due_on !== null && clock.paused_on > clock.due_on
  if (clock.limit_code === OWN_DUE || clock.due_on === null || late) return lifted
  const limit = limitOn(context.limits, clock.limit_code, clock.started_on)
  const days = daysLeftOut(limit.unit, { from: clock.paused_on, until: day }, context.calendar)
  const paused_days = clock.paused_days + days
  return { ...lifted, paused_days, due_on: dueAfterPauses(clock, limit, paused_days, days, context) }
}

function dueAfterPauses(clock: Clock, limit: Limit, pausedDays: number, more: number, context: Context): DateOnly {
  // The row keeps the day of the start only; the hour is kept by moving what was due by whole days.
  if (limit.unit === 'hour') return addDays(clock.due_on!, more)
  // From the start and the sum of all pauses: a last day that had moved past a holiday must not carry the move along.
  const longer = { ...limit, value: limit.value + pausedDays }
  return due([longer], limit.code, clock.started_on, context.calendar).on
}

function start(name: string, spec: ClockSpec, moved: Moved, context: Context): Clock {
  const due_on = spec.limit === OWN_DUE ? moved.due_on : due(context.limits, spec.limit, moved.at, context.calendar).on
  return {
    matter_id: moved.id,
    clock: name,
    matter: moved.matter,
    region: moved.region,
    limit_code: spec.limit,
    started_on: moved.day,
    due_on,
    stopped_on: null,
    paused_on: null,
    paused_days: 0,
  }
}

/** One running clock after an action: what pauses, resumes or stops it, and its due date where it follows the matter's. */
function move(clock: Clock, spec: ClockSpec, moved: Moved, context: Context): Clock {
  let next = clock
  if (spec.limit === OWN_DUE && next.due_on !== moved.due_on) next = { ...next, due_on: moved.due_on }
  if (list(spec.resumes).includes(moved.action)) next = resume(next, moved.day, context)
  if (moved.done || spec.stops.includes(moved.action)) return { ...resume(next, moved.day, context), stopped_on: moved.day }
  if (next.paused_on === null && list(spec.pauses).includes(moved.action)) next = { ...next, paused_on: moved.day }
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
