import type { Bilingual } from '../core/bilingual.ts'
import type { DateOnly } from '../core/dates.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { within } from '../identity/actor.ts'
import { overdueWorkingDays, type Clock } from './clocks.ts'

/** How far urging has gone: 0 none · 1 提示 · 2 督办 · 3 约谈 · 4 通报 (`inbox.level`). */
export type Level = 0 | 1 | 2 | 3 | 4

/** The papers of the ladder. */
export const escalationDocuments = {
  reminder: { zh: '提示函', en: 'Reminder' },
  supervision_letter: { zh: '督办函', en: 'Supervision letter' },
  interview_notice: { zh: '约谈通知书', en: 'Notice of interview' },
  circular: { zh: '通报', en: 'Circular' },
  request_letter: { zh: '商请函', en: 'Letter of request' },
} as const satisfies Record<string, Bilingual>

export type EscalationDocument = keyof typeof escalationDocuments

/** Whom a rung reaches: the holding unit's leader, the food-safety office (食安办) of the region above. */
export type Reach = 'leader' | 'office_above'

/** One rung: from how many working days late, which paper, to whom, between which dates. A row of the editable ladder. */
export type Rung = {
  readonly level: Exclude<Level, 0>
  /** Working days past due from which the rung is due; 1 is the first working day after. */
  readonly after: number
  readonly document: Exclude<EscalationDocument, 'request_letter'>
  readonly reaches: readonly Reach[]
  readonly valid_from: DateOnly
  readonly valid_to: DateOnly | null
  /** Where the days come from: `design` until the city sets its own. */
  readonly source: string
}

/** Code of the setting that keeps a city's own ladder (an array of rungs). */
export const LADDER_SETTING = 'escalation.ladder'

const SINCE = '2015-10-01' as DateOnly
const design = { valid_from: SINCE, valid_to: null, source: 'design' } as const

/** The ladder until a city sets its own. No law gives these days: 食品安全法 art.117 knows 约谈 and leaves the time open. */
export const defaultLadder: readonly Rung[] = [
  { level: 1, after: 1, document: 'reminder', reaches: ['leader'], ...design },
  { level: 2, after: 5, document: 'supervision_letter', reaches: ['leader', 'office_above'], ...design },
  { level: 3, after: 10, document: 'interview_notice', reaches: ['leader', 'office_above'], ...design },
  { level: 4, after: 20, document: 'circular', reaches: ['leader', 'office_above'], ...design },
]

/** An org unit as the ladder needs it; `kind` and `function` as in platform/identity/functions.ts. */
export type UrgedUnit = {
  readonly id: string
  readonly region: string
  readonly kind: string
  readonly function: string
  readonly leader: string | null
}

/** Kinds of unit that an office of the government urges; all others are asked by letter. */
const URGED: ReadonlySet<string> = new Set(['government', 'county_government', 'township', 'station', 'institution'])

/** Function code of the food-safety office (食安办). */
export const FOOD_SAFETY_OFFICE = 'fso'

/** An open matter with a clock, the unit that holds it, the office that assigned it, and how far urging has gone. */
export type Late = {
  readonly matter: string
  readonly matterId: string
  /** Region of the office in whose name is urged. */
  readonly region: string
  readonly clock: Clock
  readonly holder: UrgedUnit
  readonly level: Level
}

/** One paper to one addressee. `toPerson` is the unit's leader where it has one. */
export type Escalation = {
  readonly matter: string
  readonly matterId: string
  readonly level: Exclude<Level, 0>
  readonly document: EscalationDocument
  readonly toUnit: string
  readonly toPerson: string | null
}

const isAbove = (region: string, of: string): boolean => region !== of && within(of, region)

/**
 * Whether a unit is asked by a letter of request (商请函) and never urged: courts, procuratorates, Party organs, congress,
 * bodies under vertical management, people's organisations, and every body of a region above the office's own.
 */
export const isRequested = (unit: Pick<UrgedUnit, 'kind' | 'region'>, officeRegion: string): boolean =>
  !URGED.has(unit.kind) || isAbove(unit.region, officeRegion)

/** The food-safety office of the nearest region above; where the city itself is the top, the city's own. */
export function officeAbove(unit: Pick<UrgedUnit, 'region' | 'id'>, units: readonly UrgedUnit[]): UrgedUnit | undefined {
  const offices = units.filter((one) => one.function === FOOD_SAFETY_OFFICE && one.id !== unit.id)
  // Of the regions above, the nearest is the one that lies in all the others.
  const above = offices.filter((one) => isAbove(one.region, unit.region))
  const nearest = above.find((one) => above.every((other) => within(one.region, other.region)))
  return nearest ?? offices.find((one) => one.region === unit.region)
}

/** The next rung of a late matter on a day, or undefined where none is due. No rung is skipped, and one is climbed a day. */
export function nextRung(
  late: Pick<Late, 'clock' | 'level'>,
  today: DateOnly,
  calendar: Calendar,
  ladder: readonly Rung[],
): Rung | undefined {
  if (late.clock.stopped_on !== null || late.clock.paused_on !== null) return undefined
  const days = overdueWorkingDays(late.clock, today, calendar)
  const rung = ladder
    .filter((one) => one.level > late.level && one.valid_from <= today && (one.valid_to === null || today < one.valid_to))
    .toSorted((a, b) => a.level - b.level)[0]
  return rung && days > 0 && days >= rung.after ? rung : undefined
}

/**
 * Papers that are due today for late work, each to one addressee. Run once a day (or more: a rung already reached is not
 * repeated, `level` says so).
 */
export function escalate(
  late: readonly Late[],
  today: DateOnly,
  calendar: Calendar,
  ladder: readonly Rung[],
  units: readonly UrgedUnit[],
): readonly Escalation[] {
  return late.flatMap((one) => {
    const rung = nextRung(one, today, calendar, ladder)
    return rung ? papersFor(one, rung, units) : []
  })
}

/** The papers of a rung, to each unit that it reaches. */
export function papersFor({ matter, matterId, region, holder }: Pick<Late, 'matter' | 'matterId' | 'region' | 'holder'>, rung: Rung, units: readonly UrgedUnit[]): Escalation[] {
  const about = { matter, matterId, level: rung.level }
  const toHolder = { toUnit: holder.id, toPerson: holder.leader }
  if (isRequested(holder, region)) return [{ ...about, document: 'request_letter', ...toHolder }]
  const office = rung.reaches.includes('office_above') ? officeAbove(holder, units) : undefined
  return [
    ...(rung.reaches.includes('leader') ? [{ ...about, document: rung.document, ...toHolder }] : []),
    ...(office ? [{ ...about, document: rung.document, toUnit: office.id, toPerson: office.leader }] : []),
  ]
}
