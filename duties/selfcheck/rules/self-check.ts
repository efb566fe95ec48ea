import type { Calendar } from '../../../platform/calendar/calendar.ts'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import type { Dated } from '../../../platform/core/dated.ts'
import { daysOf, monthSpan, overlap, weekOf, type Span } from '../../../platform/core/periods.ts'
import { type Business, holds, operatesOn, type Operating, operatingDays, type Where } from '../../registry/index.ts'

/** 日管控 · 周排查 · 月调度 */
export const selfCheckKinds = ['daily', 'weekly', 'monthly'] as const
export type SelfCheckKind = (typeof selfCheckKinds)[number]

/** Roles of food-safety staff as the registry has them: person in charge, 食品安全总监, 食品安全员. */
export type StaffRole = 'head' | 'director' | 'officer'

/** One version of the business's own duties. */
export type SelfCheckTable = Dated & {
  /** When the first version began: nothing is asked of days before. */
  readonly began: DateOnly
  /** Who is under the rule at all; small trades are asked only where the city says so. */
  readonly appliesTo: Where
  readonly duties: Readonly<Record<SelfCheckKind, {
    readonly title: Bilingual
    /** Any one of these may keep the record. */
    readonly roles: readonly StaffRole[]
    /** Who must have been there besides: the person in charge hears the director (月调度). */
    readonly with: readonly StaffRole[]
    readonly form: Bilingual
    /** Whether whoever covers the place may write it down for a shopkeeper without a smartphone (代录). */
    readonly onBehalf: boolean
  }>>
}

/** A business as its own duties see it. */
export type SelfChecked = {
  readonly business: Business
  readonly operating: Operating
  /** Whether a director must be appointed here; the registry says so. */
  readonly needsDirector: boolean
  /** From this day it is under the rule: opened, or the rule began. Null: not known, nothing is said to be missed before the first record. */
  readonly since: DateOnly | null
}

/** What a business enters. A day without risk is recorded too (零风险报告): `zero_risk` true and no problem. */
export type SelfCheckRecord = {
  readonly kind: SelfCheckKind
  readonly on: DateOnly
  readonly role: StaffRole
  /** Other roles present. */
  readonly with: readonly StaffRole[]
  readonly zero_risk: boolean
  readonly problems: readonly { readonly text: string; readonly measure: string }[]
  /** Weekly: what follows for next week; monthly: what was decided for next month. */
  readonly decision?: string
}

/** A duty of one day, week or month. */
export type SelfCheckDuty = {
  readonly kind: SelfCheckKind
  readonly period: Span
  /** See `dueDay`. */
  readonly dueOn: DateOnly
  readonly roles: readonly StaffRole[]
  readonly state: 'done' | 'waiting' | 'missed'
}

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })
const blank = (text: string | undefined): boolean => (text ?? '').trim() === ''

/** Whether a business is under the rule. @source 97号令 (until 2025: 60号令): 食品生产经营企业 */
export const mustSelfCheck = (business: Business, table: Pick<SelfCheckTable, 'appliesTo'>): boolean => holds(table.appliesTo, business)

/** The day, week or month that a duty of a day belongs to. */
export const periodOf = (kind: SelfCheckKind, day: DateOnly): Span =>
  kind === 'daily' ? { from: day, until: day } : kind === 'weekly' ? weekOf(day) : monthSpan(day)

/** How far ahead the first day worked again is looked for. */
const AHEAD = 92

/**
 * The last operating day of a period; none where the premises never open in it. Where its end was closed when that day was over
 * already (a power cut on the last day of the month), nobody could have been in time: the first day worked again.
 */
export function dueDay(operating: Operating, period: Span, calendar: Calendar): DateOnly | undefined {
  const last = operatingDays(operating, period, calendar).at(-1)
  if (last === undefined) return undefined
  const sudden = operating.closed?.filter(({ told }) => told !== undefined && told > last) ?? []
  const known = { ...operating, closed: operating.closed?.filter((span) => !sudden.includes(span)) }
  if (sudden.length === 0 || operatingDays(known, period, calendar).at(-1) === last) return last
  return operatingDays(operating, { from: addDays(last, 1), until: addDays(last, AHEAD) }, calendar)[0]
}

/** The first day of all periods whose duties may fall due on a day or later: the month before may still be owed. */
export const firstAsked = (day: DateOnly): DateOnly => monthSpan(addDays(monthSpan(day).from, -1)).from

function dutyOf(
  kind: SelfCheckKind, period: Span, of: SelfChecked, records: readonly SelfCheckRecord[], table: SelfCheckTable, calendar: Calendar, today: DateOnly,
): SelfCheckDuty | null {
  const open = of.since === null ? period : overlap(period, { from: of.since, until: period.until })
  // Nothing is owed for a period in which the premises never opened.
  const dueOn = open === null ? undefined : dueDay(of.operating, open, calendar)
  if (dueOn === undefined) return null
  const done = records.some((one) => one.kind === kind && period.from <= one.on && one.on <= period.until)
  return { kind, period, dueOn, roles: table.duties[kind].roles, state: done ? 'done' : today > dueOn ? 'missed' : 'waiting' }
}

/**
 * What a business owes on a day: the day's own record where it operates, and the week's and month's as long as they run; of those
 * before what may still be kept in time. Done ones are listed too, so that the page can show them ticked.
 * @param records of these premises, of any kind and day
 */
export function selfChecksOn(
  of: SelfChecked, records: readonly SelfCheckRecord[], table: SelfCheckTable, calendar: Calendar, day: DateOnly,
): readonly SelfCheckDuty[] {
  if (!mustSelfCheck(of.business, table)) return []
  return selfCheckKinds.flatMap((kind) => {
    if (kind === 'daily' && !operatesOn(of.operating, day, calendar)) return []
    const period = periodOf(kind, day)
    const before = dutyOf(kind, periodOf(kind, addDays(period.from, -1)), of, records, table, calendar, day)
    const duty = dutyOf(kind, period, of, records, table, calendar, day)
    return [...(before?.state === 'waiting' ? [before] : []), ...(duty === null ? [] : [duty])]
  })
}

/**
 * All duties that fall due in a span, done or not, oldest first within each kind. Where nobody knows since when the premises
 * work, the first record begins the count. A period is told once, in the span in which it falls due.
 */
export function selfChecksDueIn(
  of: SelfChecked, records: readonly SelfCheckRecord[], table: SelfCheckTable, calendar: Calendar, span: Span, today: DateOnly,
): readonly SelfCheckDuty[] {
  if (!mustSelfCheck(of.business, table)) return []
  const since = of.since ?? records.reduce<DateOnly | null>((first, { on }) => (first === null || on < first ? on : first), null)
  if (since === null) return []
  const kept = new Map(selfCheckKinds.map((kind) => [kind, records.filter((one) => one.kind === kind)]))
  return selfCheckKinds.flatMap((kind) => {
    // The period before may fall due in this one.
    const starts = new Set([addDays(span.from, -1), ...daysOf(span)].map((day) => periodOf(kind, day).from))
    return [...starts].flatMap((from) => {
      const duty = dutyOf(kind, periodOf(kind, from), { ...of, since }, kept.get(kind)!, table, calendar, today)
      return duty !== null && span.from <= duty.dueOn && duty.dueOn <= span.until ? [duty] : []
    })
  })
}

/** Duties missed in a span: periods whose last operating day is past without a record. What is still running is not missed. */
export const missedSelfChecks = (
  of: SelfChecked, records: readonly SelfCheckRecord[], table: SelfCheckTable, calendar: Calendar, span: Span, today: DateOnly,
): readonly SelfCheckDuty[] => selfChecksDueIn(of, records, table, calendar, span, today).filter(({ state }) => state === 'missed')

/**
 * What is wrong with a record; empty where it may be kept. A zero-risk day is as good as any, but must be said; a problem
 * needs the measure taken.
 * @param today records may be entered late, never ahead
 */
export function selfCheckFaults(record: SelfCheckRecord, of: SelfChecked, table: SelfCheckTable, calendar: Calendar, today: DateOnly): readonly FieldProblem[] {
  const { roles, with: needed, title } = table.duties[record.kind]
  // Where no director need be appointed the officer stands for him: small firms have no one else to hear.
  const present = [record.role, ...record.with]
  const missing = needed.filter((role) => !present.includes(role) && !(role === 'director' && !of.needsDirector && present.includes('officer')))
  return [
    ...(record.on > today ? [fault('on', '不能填写以后的日期。', 'A day to come cannot be recorded.')] : []),
    ...(record.kind === 'daily' && !operatesOn(of.operating, record.on, calendar)
      ? [fault('on', '当日不经营，不需要填写。', 'The premises did not operate on that day; no record is needed.')] : []),
    ...(roles.includes(record.role) ? [] : [fault('role', `${title.zh}不能由这一职务的人员填写。`, `${title.en} cannot be recorded in this role.`)]),
    ...missing.map((role) => fault('with', role === 'director' ? '须有食品安全总监（未设总监的为食品安全员）参加。' : '须有主要负责人参加。',
      role === 'director' ? 'The director (the officer where there is none) must take part.' : 'The person in charge must take part.')),
    ...(record.zero_risk === (record.problems.length === 0) ? []
      : [record.zero_risk ? fault('zero_risk', '已列出问题，不能同时报“零风险”。', 'Problems are listed; this is no day without risk.')
                          : fault('zero_risk', '没有发现问题的，请确认“零风险”。', 'Nothing was found: confirm that there was no risk.')]),
    ...record.problems.flatMap(({ text, measure }, index) => [
      ...(blank(text) ? [fault(`problems.${index}.text`, '请写明问题。', 'Say what was found.')] : []),
      ...(blank(measure) ? [fault(`problems.${index}.measure`, '请写明已采取的措施。', 'Say what was done about it.')] : []),
    ]),
    ...(record.kind !== 'daily' && blank(record.decision)
      ? [fault('decision', record.kind === 'weekly' ? '请写明下周治理措施。' : '请写明下月工作安排。',
          record.kind === 'weekly' ? 'Say what is to be done next week.' : 'Say what was decided for next month.')] : []),
  ]
}
