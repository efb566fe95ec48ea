import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { Calendar } from '../../platform/calendar/calendar.ts'
import { due, type Limit } from '../../platform/calendar/limits.ts'
import { date, daysBetween, type DateOnly } from '../../platform/core/dates.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Premises, PremisesStatus } from './enterprises.ts'
import { mustAppointDirector, type DirectorTable } from './directors.ts'
import { findLicenceKind, type LicenceState } from './licence-kinds.ts'
import type { Licence, PromiseResult } from './licences.ts'
import type { FoodStaff } from './people.ts'
import { findType } from './types.ts'

problems({
  'premises.status': [409, '“{from}”的场所不能改为“{to}”。', 'Premises that are “{fromEn}” cannot become “{toEn}”.'],
  'licence.no-promise': [409, '这张证照不是告知承诺许可，没有承诺可以核查。', 'This licence was not granted on promise; there is nothing to check.'],
  'licence.ended': [409, '这张证照已{state}，不能再办理。', 'This licence has ended ({stateEn}); nothing more can be done with it.'],
  'merge.itself': [409, '不能把一条记录并入它自己。', 'A record cannot be merged into itself.'],
  'merge.gone': [409, '其中一条已并入别的记录，请打开现存的那一条。', 'One of them has been merged already; open the one that remains.'],
})

/** What the rules need to know of a licence. */
export type Standing = Pick<Licence, 'kind' | 'state' | 'issued_on' | 'expires_on'>

/**
 * The state of a licence on a day: one that ended otherwise stays so; one past its last day has expired. The day named
 * in 有效期至 is still covered.
 */
export function licenceStateOn(licence: Pick<Licence, 'state' | 'expires_on'>, day: DateOnly): LicenceState {
  if (licence.state !== 'valid' && licence.state !== 'expired') return licence.state
  return licence.expires_on !== null && licence.expires_on < day ? 'expired' : 'valid'
}

/** Days before expiry at which a warning is due (90, 30, 7). */
export const WARNINGS = [90, 30, 7] as const

/**
 * The warning that holds on a day: 90, 30 or 7 (the narrowest that covers the days left, the last day being 0 days
 * left), `expired` after it, null before all or where nothing expires.
 */
export function expiryWarning(expiresOn: DateOnly | null, day: DateOnly): (typeof WARNINGS)[number] | 'expired' | null {
  if (expiresOn === null) return null
  const left = daysBetween(day, expiresOn)
  if (left < 0) return 'expired'
  return WARNINGS.findLast((days) => left <= days) ?? null
}

/** When renewal may be asked for; `opens` is null where the law names no earliest day. Both days belong to it. */
export type RenewalWindow = { readonly opens: DateOnly | null; readonly closes: DateOnly }

/**
 * The days on which renewal (延续) may be asked for; null where the licence does not expire, has ended, or the law names no days.
 * @source rows `licence.renew-earliest`, `licence.renew-latest`, `licence.production.renew-latest` of the dated table
 * @throws Problem `limit.none` where no row is in force on the day of expiry
 */
export function renewalWindow(licence: Standing, day: DateOnly, limits: readonly Limit[], calendar: Calendar): RenewalWindow | null {
  const renewal = findLicenceKind(licence.kind)?.renewal
  if (!renewal || licence.expires_on === null || licenceStateOn(licence, day) !== 'valid') return null
  const back = (code: string): DateOnly => due(limits, code, licence.expires_on!, calendar, { before: true }).on
  return { opens: renewal.opens === null ? null : back(renewal.opens), closes: back(renewal.closes) }
}

/** The last day on which the promise behind a permit (告知承诺) must be checked. @source row `registry.promise-check` */
export function promiseCheckDue(licence: Pick<Licence, 'on_promise' | 'issued_on'>, limits: readonly Limit[],
  calendar: Calendar): DateOnly | null {
  if (!licence.on_promise || licence.issued_on === null) return null
  return due(limits, 'registry.promise-check', licence.issued_on, calendar).on
}

/** What the check of a promise changes. */
export type PromiseOutcome = Pick<Licence, 'promise_checked_on' | 'promise_check_result'> & Partial<Pick<Licence, 'state' | 'ended_on'>>

/**
 * Records the check of a promise. A false promise (虚假承诺) withdraws the licence (撤销) on that day.
 * @source 行政许可法 art.69: a licence obtained by deceit is withdrawn
 * @throws Problem `licence.no-promise`, `licence.ended`
 */
export function checkPromise(licence: Pick<Licence, 'on_promise' | 'state'>, result: PromiseResult, on: DateOnly): PromiseOutcome {
  if (!licence.on_promise) throw new Problem('licence.no-promise')
  const ended = ENDED[licence.state]
  if (ended) throw new Problem('licence.ended', { state: ended.zh, stateEn: ended.en })
  const outcome: PromiseOutcome = { promise_checked_on: on, promise_check_result: result }
  return result === 'false' ? { ...outcome, state: 'withdrawn', ended_on: on } : outcome
}

const ENDED: Readonly<Partial<Record<LicenceState, Bilingual>>> = {
  cancelled: { zh: '注销', en: 'cancelled' }, withdrawn: { zh: '撤销', en: 'withdrawn' }, revoked: { zh: '吊销', en: 'revoked' },
}

/** Which status may follow which. What has closed for good does not open again: a new business there is new premises. */
export const nextStatuses = {
  open: ['suspended', 'closed'],
  suspended: ['reopened', 'closed'],
  reopened: ['suspended', 'closed'],
  closed: [],
} as const satisfies Record<PremisesStatus, readonly PremisesStatus[]>

const STATUS_WORDS: Readonly<Record<PremisesStatus, Bilingual>> = {
  open: { zh: '正常经营', en: 'open' }, suspended: { zh: '停业', en: 'suspended' }, reopened: { zh: '恢复经营', en: 'reopened' },
    closed: { zh: '关闭', en: 'closed' },
}

/** Premises that trade today. */
export const OPERATING = ['open', 'reopened'] as const satisfies readonly PremisesStatus[]

/**
 * The change from one status to another, with its first day; nothing changes where it is the same.
 * @throws Problem `premises.status` (409) where the one cannot follow the other
 */
export function changeStatus(from: PremisesStatus, to: PremisesStatus, on: DateOnly): Partial<Pick<Premises, 'status' | 'status_since'>> {
  if (from === to) return {}
  const allowed: readonly PremisesStatus[] = nextStatuses[from]
  if (!allowed.includes(to)) {
    throw new Problem('premises.status', { from: STATUS_WORDS[from].zh, to: STATUS_WORDS[to].zh, fromEn: STATUS_WORDS[from].en,
      toEn: STATUS_WORDS[to].en })
  }
  return { status: to, status_since: on }
}

const FOREVER = date('9999-12-31')

/** Whether one kind of licence is enough for a type of premises. */
const covers = (type: string, kind: string): boolean => findType(type)?.licences.some((one) => one === kind) ?? false

/**
 * The last day that a standing licence of the right kind covers; 9999-12-31 for one that does not expire; null for none.
 * It may lie in the past: the premises were licensed until then.
 */
export function licensedUntil(type: string, licences: readonly Standing[]): DateOnly | null {
  return licences
    .filter((licence) => covers(type, licence.kind) && (licence.state === 'valid' || licence.state === 'expired'))
    .map((licence) => licence.expires_on ?? FOREVER)
    .reduce<DateOnly | null>((latest, day) => (latest === null || day > latest ? day : latest), null)
}

/** The read-only fields of premises that the program keeps. */
export type Derived = Pick<Premises, 'licensed_until' | 'needs_director' | 'has_director' | 'has_officer'>

/** Computes them from what hangs under the premises: called with each change of the premises, its licences and staff. */
export function derived(
  premises: Pick<Premises, 'type' | 'scale' | 'diners'>, licences: readonly Standing[], staff: readonly Pick<FoodStaff,
    'role' | 'left_on'>[], day: DateOnly, directors?: readonly DirectorTable[],
): Derived {
  const serving = staff.filter((person) => person.left_on === null)
  return {
    licensed_until: licensedUntil(premises.type, licences),
    needs_director: mustAppointDirector(premises, day, directors),
    has_director: serving.some((person) => person.role === 'director'),
    has_officer: serving.some((person) => person.role === 'officer'),
  }
}

/**
 * Whether premises trade without the licence that they need on a day (无证经营). A place found so stays marked
 * (`unlicensed`) until a licence is on record.
 * @source 食品安全法 art.35, 122
 */
export function tradesUnlicensed(premises: Pick<Premises, 'type' | 'status' | 'licensed_until'>, day: DateOnly): boolean {
  const needs = (findType(premises.type)?.licences.length ?? 0) > 0
  const trades = (OPERATING as readonly string[]).includes(premises.status)
  return needs && trades && (premises.licensed_until === null || premises.licensed_until < day)
}

/** @throws Problem where two records cannot be merged: one with itself, or one that is a redirect already. */
export function mustBeMergeable(survivor: { readonly id: string; readonly merged_into: string | null },
  losing: { readonly id: string; readonly merged_into: string | null }): void {
  if (survivor.id === losing.id) throw new Problem('merge.itself')
  if (survivor.merged_into !== null || losing.merged_into !== null) throw new Problem('merge.gone')
}
