import { findLicenceKind, type LicenceKind } from '../duties/registry/licence-kinds.ts'
import { makeLicenceNumber } from '../duties/registry/numbers.ts'
import { addDays, date, daysBetween, type DateOnly } from '../platform/core/dates.ts'
import type { Standard } from '../platform/register/declare.ts'
import { FAULTS, type Blueprint } from './blueprint.ts'
import type { Random } from './random.ts'
import type { LicenceRow } from './rows.ts'

/** What a licence of the demo is like, before it has an id and a holder. */
export type LicencePlan = Omit<LicenceRow, keyof Standard | 'enterprise_id' | 'premises_id' | 'scope'>

/** Numbers of local permits follow no rule that this program knows; the demo writes them so. */
const LOCAL_PREFIX: Partial<Readonly<Record<LicenceKind, string>>> = {
  WORKSHOP: '晋坊', SMALL_SHOP: '晋小店', SMALL_CATERING: '晋小餐', VENDOR: '晋摊', FOOD_CONTACT: '晋XK', GRAIN: '晋粮备', SLAUGHTER: '晋宰',
  PESTICIDE: '晋农药经', VETERINARY: '晋兽药经', PLATFORM: '晋网备', COLD_STORE: '晋冷备', CMA: '晋检', LOCAL: '晋备',
}

/** Years for which the demo lets a local permit run where the law names none: the province's rules were not read. */
const LOCAL_YEARS = 3

/** SC categories by what the firm calls itself; anything else is 131, other food. */
const SC_CATEGORIES: readonly (readonly [RegExp, string])[] = [
  [/面业|杂粮/, '101'], [/油脂/, '102'], [/醋/, '103'], [/肉/, '104'], [/饮品/, '106'], [/酒/, '115'], [/糕点/, '124'], [/豆/, '125'],
]

/** Counts the numbers given, by kind, category and county. */
export type NumberSeries = (series: string) => number
export function numberSeries(): NumberSeries {
  const last = new Map<string, number>()
  return (series) => {
    const next = (last.get(series) ?? 0) + 1
    last.set(series, next)
    return next
  }
}

function numberOf(kind: LicenceKind, category: string | undefined, county: string, name: string, series: NumberSeries): string {
  if (kind === 'SC' || kind === 'JY' || kind === 'YB') {
    const of = category ?? SC_CATEGORIES.find(([word]) => word.test(name))?.[1] ?? '131'
    return makeLicenceNumber(kind, of, county, series(`${kind}${of}${county}`))
  }
  return `${LOCAL_PREFIX[kind]}${county}${String(series(kind + county)).padStart(5, '0')}`
}

/** The day `years` before a day, one day later: issued on it, a licence of so many years ends on the day. */
export function issuedFor(expires: DateOnly, years: number): DateOnly {
  const same = `${Number(expires.slice(0, 4)) - years}${expires.slice(4)}`
  return addDays(date(same.endsWith('-02-29') ? same.replace('-29', '-28') : same), 1)
}

/** How a licence stands, drawn by the shares of `FAULTS`; `days` from the reference date to its end. */
function drawStanding(kind: LicenceKind, sound: boolean, years: number, random: Random): { state: LicenceRow['state']; days: number } {
  const full = Math.floor(years * 365)
  let left = random.next()
  const within = (share: number): boolean => (left -= share) < 0
  if (within(FAULTS.expired)) return { state: 'expired', days: -random.between(1, 200) }
  if (within(FAULTS.within7)) return { state: 'valid', days: random.between(0, 7) }
  if (within(FAULTS.within30)) return { state: 'valid', days: random.between(8, 30) }
  if (within(FAULTS.within90)) return { state: 'valid', days: random.between(31, 90) }
  if (!sound && within(FAULTS.revoked)) return { state: 'revoked', days: random.between(91, full - 400) }
  if (!sound && kind === 'JY' && within(FAULTS.withdrawn)) return { state: 'withdrawn', days: random.between(full - 350, full - 130) }
  return { state: 'valid', days: random.between(91, full) }
}

type Promised = Pick<LicencePlan, 'on_promise' | 'promise_check_due' | 'promise_checked_on' | 'promise_check_result'>
export type DayFrom = (days: number) => DateOnly
/** Days counted from one day, remembered: a city asks for the same few thousand again and again. */
export function daysFrom(today: DateOnly): DayFrom {
  const known = new Map<number, DateOnly>()
  return (days) => {
    const found = known.get(days)
    if (found) return found
    const day = addDays(today, days)
    known.set(days, day)
    return day
  }
}

/** The day by which the promise behind a permit issued on a day is to be checked. */
export type PromiseDue = (issued: DateOnly) => DateOnly
const NO_PROMISE: Promised = { on_promise: false, promise_check_due: null, promise_checked_on: null, promise_check_result: null }

/** The later check of a permit given on promise (告知承诺): done, due, or late; a false promise withdraws it. */
function promise(kind: LicenceKind, state: LicenceRow['state'], issued: DateOnly, { today, day, promiseDue }: LicensingContext,
  random: Random): Promised {
  const recent = kind === 'JY' && issued > day(-365)
  const falsePromise = recent && state === 'withdrawn'
  if (!falsePromise && !(recent && state === 'valid' && random.chance(FAULTS.onPromise))) return NO_PROMISE
  const due = promiseDue(issued)
  const checked = addDays(issued, random.between(10, daysBetween(issued, due)))
  const given = { on_promise: true, promise_check_due: due }
  if (falsePromise) return { ...given, promise_checked_on: checked, promise_check_result: 'false' }
  const late = due < today && random.chance(FAULTS.promiseLate)
  return checked > today || late
    ? { ...NO_PROMISE, ...given }
    : { ...given, promise_checked_on: checked, promise_check_result: random.chance(0.1) ? 'correctable' : 'kept' }
}

/** What licences of a city have in common. */
export type LicensingContext = {
  readonly today: DateOnly
  /** The day so many days after today, or before it. */
  readonly day: DayFrom
  readonly series: NumberSeries
  readonly promiseDue: PromiseDue
}

/**
 * Plans the licence of one premises, or none where its type needs none. `sound` keeps it from revocation and
 * withdrawal; `closed` is the day on which premises closed and their licence was cancelled.
 */
export function planLicence(
  blueprint: Blueprint, holder: { readonly name: string; readonly county: string; readonly countyName: string },
  how: { readonly sound: boolean; readonly closed: DateOnly | null }, context: LicensingContext, random: Random,
): LicencePlan | null {
  const { today, day, series } = context
  const chosen = blueprint.licences[random.weighted(blueprint.licences.map(({ weight }) => weight))]
  if (!chosen) return null
  const { filing, years: legal } = findLicenceKind(chosen.kind)!
  const years = filing ? null : (legal ?? LOCAL_YEARS)
  const standing = years === null || how.closed ? { state: 'valid' as const, days: random.between(91, (years ?? 5) * 365) }
    : drawStanding(chosen.kind, how.sound, years, random)
  const expires = day(standing.days)
  const issued = years === null ? day(-random.between(40, 2400)) : issuedFor(expires, years)
  // A licence can only be cancelled once it was issued.
  const ended = how.closed ? (how.closed > issued ? how.closed : addDays(issued, 1)) : null
  const base = {
    kind: chosen.kind, number: numberOf(chosen.kind, chosen.category, holder.county, holder.name, series),
    issued_on: issued, expires_on: years === null ? null : expires, electronic: random.chance(0.7),
    issuer: chosen.kind === 'GRAIN' ? `${holder.countyName}粮食和物资储备局` : `${holder.countyName}行政审批服务管理局`,
  }
  if (ended) return { ...base, state: 'cancelled', ended_on: ended > today ? today : ended, ...NO_PROMISE }
  const promised = promise(chosen.kind, standing.state, issued, context, random)
  const over = standing.state === 'withdrawn' ? promised.promise_checked_on : standing.state === 'revoked'
    ? day(-random.between(10, 300)) : null
  return { ...base, state: standing.state, ended_on: over, ...promised }
}
