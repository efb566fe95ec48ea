import type { Calendar } from '../../../platform/calendar/calendar.ts'
import { due, type Limit } from '../../../platform/calendar/limits.ts'
import type { MarkLimits } from '../../../platform/core/claim.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import { within } from '../../../platform/identity/actor.ts'
import type { Dated } from '../../../platform/core/dated.ts'
import type { Span } from '../../../platform/core/periods.ts'

/** 包保级别. A is the most important; neither a risk grade nor a catering grade. */
export const dutyLevelCodes = ['A', 'B', 'C', 'D'] as const
export type DutyLevel = (typeof dutyLevelCodes)[number]

/** Whose cadre (包保干部) covers: leaders of the city, the county, the township or street, the village or community. */
export const cadreRanks = ['province', 'city', 'county', 'township', 'village'] as const
export type CadreRank = (typeof cadreRanks)[number]

/** What one level asks for. */
export type LevelRule = {
  readonly ranks: readonly CadreRank[]
  readonly visitsPerQuarter: number
  /**
   * A quarter owes its visits only if the premises operated at least so many days of it while bound: a binding of the last
   * days of a quarter owes nothing until the next.
   */
  readonly leastOperatingDays: number
  /** Natural days before a visit is due at which the cadre turns yellow. */
  readonly soonDays: number
  /** Natural days in which a problem handed over is to be closed; open longer it turns the cadre red. Null: never. */
  readonly problemDays: number | null
} & MarkLimits

/** One version of the rules of covering. */
export type DutyTable = Dated & {
  readonly levels: Readonly<Record<DutyLevel, LevelRule>>
}

export type DutyPremises = {
  readonly id: string
  readonly region: string
  readonly status: 'open' | 'suspended' | 'reopened' | 'closed'
  readonly in_ledger: boolean
  readonly duty_level: DutyLevel | null
}
export type Cadre = { readonly id: string; readonly rank: CadreRank; readonly region: string; readonly left_on: DateOnly | null }

/** Premises bound to a cadre. `to` is the last day it held; null while it holds. */
export type Binding = {
  readonly id: string
  readonly premises: string
  readonly cadre: string
  readonly level: DutyLevel
  readonly from: DateOnly
  readonly to: DateOnly | null
  /** The promise (承诺书) under this binding: each new cadre has one of his own. */
  readonly promised_on: DateOnly | null
}

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

/** The levels a cadre of a rank may cover, in order. @source regulations: A city (province where assigned) [found], B–D recalled */
export const levelsOf = (rank: CadreRank, table: DutyTable): readonly DutyLevel[] =>
  dutyLevelCodes.filter((level) => table.levels[level].ranks.includes(rank))

export const bindingStands = (binding: Pick<Binding, 'from' | 'to'>, day: DateOnly): boolean =>
  binding.from <= day && (binding.to === null || day <= binding.to)

/**
 * Why premises may not be bound to a cadre on a day; empty where they may. One active cadre for each premises.
 * @param standing bindings of these premises
 */
export function bindFaults(
  premises: DutyPremises, cadre: Cadre, standing: readonly Binding[], day: DateOnly, table: DutyTable,
): readonly FieldProblem[] {
  const level = premises.duty_level
  const bound = standing.find((one) => one.premises === premises.id && (one.to === null || one.to >= day))
  return [
    ...(premises.in_ledger ? [] : [fault('premises', '该场所未列入包保台账。', 'These premises are not in the duty ledger.')]),
    ...(level === null ? [fault('premises', '该场所尚未确定包保级别。', 'These premises have no duty level yet.')] : []),
    ...(premises.status === 'closed' || premises.status === 'suspended'
      ? [fault('premises', '已关闭或停业的场所不再包保，恢复经营后重新绑定。', 'Premises that are closed or suspended are not bound; bind them when they reopen.')] : []),
    ...(level !== null && !table.levels[level].ranks.includes(cadre.rank)
      ? [fault('cadre', `${level} 级场所不由这一层级的干部包保。`, `A cadre of this rank does not cover level ${level}.`)] : []),
    ...(within(premises.region, cadre.region) ? [] : [fault('cadre', '该场所不在这位干部的区域内。', 'These premises are not in the cadre’s area.')]),
    ...(cadre.left_on !== null && cadre.left_on <= day ? [fault('cadre', '这位干部已离任。', 'This cadre has left.')] : []),
    ...(bound ? [fault('premises', '该场所已有包保干部，请先解除。', 'These premises have a cadre already; unbind them first.')] : []),
  ]
}

/** What changes a binding (主体状态变化). */
export const dutyChanges = ['closed', 'suspended', 'reopened', 'moved', 'level_changed', 'cadre_left'] as const
export type DutyChange = (typeof dutyChanges)[number]

/** What must be done about a change, with the last days. Dates are null where nothing is asked. */
export type ChangeDuties = {
  /** The binding ends on the day of the change. */
  readonly unbind: boolean
  /** 市场监管 tells the food-safety office: 15 working days from the change. Null where the office itself makes the change. */
  readonly tellBy: DateOnly | null
  /** The office binds anew: 7 working days from being told (or from its own change). Null until it is told. */
  readonly rebindBy: DateOnly | null
  /** Open problems of the old cadre go to the new one. */
  readonly handOver: boolean
}

type Change = { readonly unbind: boolean; readonly rebind: boolean; readonly told: 'by-department' | 'own' }

const CHANGES = {
  closed: { unbind: true, rebind: false, told: 'by-department' },
  suspended: { unbind: true, rebind: false, told: 'by-department' },
  reopened: { unbind: false, rebind: true, told: 'by-department' },
  moved: { unbind: true, rebind: true, told: 'by-department' },
  level_changed: { unbind: true, rebind: true, told: 'own' },
  cadre_left: { unbind: true, rebind: true, told: 'own' },
} as const satisfies Record<DutyChange, Change>

/**
 * What a change asks for. A place that closes is unbound and not bound again; one suspended is bound again when it reopens.
 * @param on the day of the change
 * @param toldOn the day the office was told; null while it was not
 * @source rows `duty.tell-change`, `duty.rebind` of the dated table (a local rule, low confidence)
 */
export function onDutyChange(
  change: DutyChange, on: DateOnly, toldOn: DateOnly | null, limits: readonly Limit[], calendar: Calendar,
): ChangeDuties {
  const { unbind, rebind, told }: Change = CHANGES[change]
  const from = told === 'own' ? on : toldOn
  return {
    unbind,
    tellBy: told === 'own' ? null : due(limits, 'duty.tell-change', on, calendar).on,
    rebindBy: rebind && from !== null ? due(limits, 'duty.rebind', from, calendar).on : null,
    handOver: unbind && rebind,
  }
}

/** When the promise under a binding is due, and whether it was signed in time. A new cadre is a new binding, and so a new promise. */
export function promiseOf(binding: Binding, limits: readonly Limit[], calendar: Calendar, day: DateOnly):
  { readonly dueOn: DateOnly; readonly state: 'signed' | 'waiting' | 'overdue' } {
  const dueOn = due(limits, 'duty.promise', binding.from, calendar).on
  const signed = binding.promised_on !== null && binding.promised_on >= binding.from
  return { dueOn, state: signed ? 'signed' : day > dueOn ? 'overdue' : 'waiting' }
}

/** The part of a span in which a binding held, or null. */
export function boundPart(binding: Pick<Binding, 'from' | 'to'>, { from, until }: Span): Span | null {
  const first = binding.from > from ? binding.from : from
  const last = binding.to !== null && binding.to < until ? binding.to : until
  return first <= last ? { from: first, until: last } : null
}
