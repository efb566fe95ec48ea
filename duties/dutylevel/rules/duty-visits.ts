import type { Calendar } from '../../../platform/calendar/calendar.ts'
import type { Limit } from '../../../platform/calendar/limits.ts'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { addDays, daysBetween, type DateOnly } from '../../../platform/core/dates.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import { bindingStands, boundPart, promiseOf, type Binding, type DutyTable, type LevelRule } from './duty-level.ts'
import { quarterOf, type Span } from '../../../platform/core/periods.ts'
import { operatesOn, operatingDays, type Operating } from '../../registry/index.ts'

/** A visit of duty (包保督导). `mode`: on site, on site with a leader, or remote. */
export type DutyVisit = {
  readonly premises: string
  readonly cadre: string
  readonly on: DateOnly
  readonly mode: 'on_site' | 'with_leader' | 'remote'
}

/** What a quarter owes under one binding. */
export type QuarterDuty = {
  readonly quarter: Span
  readonly owed: number
  readonly made: number
  /** The last day on which the premises operate in the quarter while bound: a day closed is no day to come. Null where nothing is owed. */
  readonly dueOn: DateOnly | null
  readonly state: 'none' | 'done' | 'waiting' | 'missed'
  /** Why nothing is owed. */
  readonly why: Bilingual | null
}

/**
 * The duty of the quarter that a day lies in. It is counted from the binding: only days on which the binding held and the
 * premises operated count, and a quarter with too few of them (the first, partial one; a canteen's vacation) owes nothing.
 * Visits made before the binding, or by another cadre, are that cadre's.
 * @param today with `in` earlier, the quarter is judged as of today
 */
export function quarterDuty(
  binding: Binding, visits: readonly DutyVisit[], operating: Operating, table: DutyTable, calendar: Calendar, today: DateOnly, within: DateOnly = today,
): QuarterDuty {
  const quarter = quarterOf(within)
  const part = boundPart(binding, quarter)
  const days = part === null ? [] : operatingDays(operating, part, calendar)
  const made = visits.filter(({ premises, cadre, on }) =>
    premises === binding.premises && cadre === binding.cadre && part !== null && part.from <= on && on <= part.until && on <= today).length
  const { leastOperatingDays, visitsPerQuarter: owed } = table.levels[binding.level]
  if (days.length < leastOperatingDays) {
    const why = { zh: `本季度包保期间经营 ${days.length} 天，不足 ${leastOperatingDays} 天，不计督导任务`,
      en: `Bound and operating ${days.length} days of the quarter, under ${leastOperatingDays}: no visit is owed` }
    return { quarter, owed: 0, made, dueOn: null, state: 'none', why }
  }
  const dueOn = days.at(-1)!
  return { quarter, owed, made, dueOn, why: null, state: made >= owed ? 'done' : today > dueOn ? 'missed' : 'waiting' }
}

/** What is wrong with the record of a visit; empty where it may be kept. A visit on a day closed is refused, not counted as made. */
export function visitFaults(visit: DutyVisit, binding: Binding, operating: Operating, calendar: Calendar, today: DateOnly): readonly FieldProblem[] {
  const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })
  return [
    ...(visit.on > today ? [fault('on', '督导日期不能晚于今天。', 'The day of the visit cannot lie in the future.')] : []),
    ...(visit.cadre === binding.cadre && visit.premises === binding.premises && bindingStands(binding, visit.on)
      ? [] : [fault('premises', '当日该场所不由这位干部包保。', 'On that day these premises were not bound to this cadre.')]),
    ...(visit.mode !== 'remote' && !operatesOn(operating, visit.on, calendar)
      ? [fault('on', '当日该场所不经营，请核对日期。', 'The premises did not operate on that day; check the date.')] : []),
  ]
}

/** A problem found on a visit and handed to the department; open until it is closed (销号). */
export type DutyProblem = {
  readonly id: string
  readonly premises: string
  readonly found_on: DateOnly
  readonly handed_on: DateOnly | null
  readonly closed_on: DateOnly | null
}

export type CadreLight = 'red' | 'yellow' | 'green'
export type LightReason = { readonly light: CadreLight; readonly premises: string; readonly text: Bilingual }

/** What is looked at for one cadre. */
export type CadreWork = {
  readonly bindings: readonly Binding[]
  readonly visits: readonly DutyVisit[]
  readonly problems: readonly DutyProblem[]
  readonly operating: (premises: string) => Operating
}
type Reckoning = { readonly limits: readonly Limit[]; readonly calendar: Calendar; readonly table: DutyTable }

const reason = (light: CadreLight, premises: string, zh: string, en: string): LightReason => ({ light, premises, text: { zh, en } })

function visitReasons(binding: Binding, { visits, operating }: CadreWork, { calendar, table }: Reckoning, today: DateOnly): LightReason[] {
  const of = (day: DateOnly): QuarterDuty => quarterDuty(binding, visits, operating(binding.premises), table, calendar, today, day)
  const before = of(addDays(quarterOf(today).from, -1))
  const now = of(today)
  return [
    // A quarter missed stays missed in the ledger; the light asks whether anyone has been there since.
    ...(before.state === 'missed' && now.made === 0 ? [reason('red', binding.premises, '上季度未督导，至今未去', 'not visited last quarter nor since')] : []),
    ...(now.state === 'missed' ? [reason('red', binding.premises, '本季度督导已逾期', 'this quarter’s visit is overdue')] : []),
    ...(now.state === 'waiting' && daysBetween(today, now.dueOn!) <= table.levels[binding.level].soonDays
      ? [reason('yellow', binding.premises, `本季度督导还有 ${daysBetween(today, now.dueOn!)} 天到期`, `visit due in ${daysBetween(today, now.dueOn!)} days`)] : []),
  ]
}

function promiseReasons(binding: Binding, { limits, calendar }: Reckoning, today: DateOnly): LightReason[] {
  const { state, dueOn } = promiseOf(binding, limits, calendar, today)
  if (state === 'overdue') return [reason('red', binding.premises, `承诺书应于 ${dueOn} 前签订`, `the promise was due on ${dueOn}`)]
  return state === 'waiting' ? [reason('yellow', binding.premises, `承诺书待签订，${dueOn} 前`, `the promise is to be signed by ${dueOn}`)] : []
}

function problemReasons(problem: DutyProblem, { problemDays }: LevelRule, today: DateOnly): LightReason[] {
  if (problem.closed_on !== null && problem.closed_on <= today) return []
  const age = daysBetween(problem.found_on, today)
  if (problem.handed_on === null) return [reason('yellow', problem.premises, '发现的问题尚未移交', 'a problem found was not handed over')]
  return problemDays !== null && age > problemDays
    ? [reason('red', problem.premises, `问题已 ${age} 天未销号`, `a problem has been open for ${age} days`)] : []
}

/**
 * Red, yellow or green for a cadre, with a reason for each unit that makes it so: red for a missed quarter with no visit since, an
 * overdue promise, a problem left open too long; yellow for what is due soon or not yet handed over.
 * Only bindings that stand are looked at: who left answers through the handover, not through the light.
 */
export function cadreLight(work: CadreWork, reckoning: Reckoning, today: DateOnly): { readonly light: CadreLight; readonly reasons: readonly LightReason[] } {
  const standing = work.bindings.filter((binding) => bindingStands(binding, today))
  const reasons = standing.flatMap((binding) => [
    ...visitReasons(binding, work, reckoning, today), ...promiseReasons(binding, reckoning, today),
    ...work.problems.filter(({ premises }) => premises === binding.premises).flatMap((problem) => problemReasons(problem, reckoning.table.levels[binding.level], today)),
  ])
  const has = (light: CadreLight): boolean => reasons.some((one) => one.light === light)
  return { light: has('red') ? 'red' : has('yellow') ? 'yellow' : 'green', reasons }
}

/** What a successor takes over (交接单): the units with this quarter's duty, the open problems, a promise to sign for each unit. */
export type HandoverPack = {
  readonly on: DateOnly
  readonly units: readonly { readonly premises: string; readonly level: Binding['level']; readonly since: DateOnly; readonly quarter: QuarterDuty }[]
  readonly problems: readonly (DutyProblem & { readonly days: number })[]
  readonly promises: readonly { readonly premises: string; readonly dueOn: DateOnly }[]
}

/**
 * The pack for the day on which a cadre or inspector moves on. Every unit that stands then is in it, whatever its state;
 * problems oldest first; promises are due as if all were bound anew on that day.
 */
export function handoverPack(work: CadreWork, reckoning: Reckoning, on: DateOnly): HandoverPack {
  const standing = work.bindings.filter((binding) => bindingStands(binding, on))
  const bound = new Set(standing.map(({ premises }) => premises))
  const { calendar, limits, table } = reckoning
  return {
    on,
    units: standing.map((binding) => ({
      premises: binding.premises, level: binding.level, since: binding.from,
      quarter: quarterDuty(binding, work.visits, work.operating(binding.premises), table, calendar, on),
    })),
    problems: work.problems
      .filter((one) => bound.has(one.premises) && one.found_on <= on && (one.closed_on === null || one.closed_on > on))
      .map((one) => ({ ...one, days: daysBetween(one.found_on, on) }))
      .toSorted((a, b) => b.days - a.days || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
    promises: standing.map((binding) => ({
      premises: binding.premises, dueOn: promiseOf({ ...binding, from: on, promised_on: null }, limits, calendar, on).dueOn,
    })),
  }
}
