import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import type { RiskGrade } from './risk-grade.ts'

/** Months of a year as bits: January is bit 0. */
export type MonthMask = number
export const ALL_MONTHS: MonthMask = 0xfff
/** @example maskOf([1, 3]) // 0b101 */
export const maskOf = (months: readonly number[]): MonthMask => months.reduce((mask, month) => mask | (1 << (month - 1)), 0)
/** @example monthsOf(0b101) // [1, 3] */
export const monthsOf = (mask: MonthMask): readonly number[] => Array.from({ length: 12 }, (_, m) => m + 1).filter((month) => mask & (1 << (month - 1)))

/** What the plan needs to know of premises. Rows come ready made from the store: a million of them are planned in seconds. */
export type PlanPremises = {
  readonly id: string
  /** The region whose inspectors go there: the key of `capacity`. */
  readonly region: string
  /** Null: not graded. Higher risk is placed first. */
  readonly grade: RiskGrade | null
  /** Inspections the year owes (`frequencyOf(…).least`), 0–12. */
  readonly visits: number
  /** Inspector-days one visit takes: two inspectors for half a day are 1. */
  readonly effort: number
  /** Month 1–12 by which a full check must be made this year; null where none falls due. At least one visit is planned then. */
  readonly fullCheckBy: number | null
  /** Months in which the premises operate. */
  readonly open: MonthMask
  /** Months in which a special period wants a visit (terms, examinations, events). They count as visits of the year. */
  readonly special: MonthMask
  /** Months in which it was visited already: a plan made again in the year leaves them. */
  readonly done?: MonthMask
}

/** Inspector-days of a region, month by month (12 numbers): inspectors × days, less what is kept back for cases and reports. */
export type Capacity = Readonly<Record<string, readonly number[]>>

/** Why a visit found no place. */
export type PlanReason = 'capacity' | 'closed' | 'no-inspectors'
export const planReasons: Readonly<Record<PlanReason, Bilingual>> = {
  capacity: { zh: '检查力量不足', en: 'not enough inspectors' },
  closed: { zh: '可安排的月份均不经营', en: 'not open in any month that is left' },
  'no-inspectors': { zh: '所在区域没有检查力量', en: 'the region has no inspectors' },
}

export type Plan = {
  /** By the position of the premises in the input: months planned, `done` not among them. */
  readonly months: Uint16Array
  /** By the position: the month of the full check where one is due and found place, 1–12, else 0. */
  readonly fullCheck: Uint8Array
  /** What does not fit, in the order in which it should be helped: full checks, then by grade. */
  readonly unplaced: readonly { readonly index: number; readonly visits: number; readonly fullCheck: boolean; readonly reason: PlanReason }[]
  /** For the bars: capacity and what is used of it, by region and month. */
  readonly load: Readonly<Record<string, { readonly capacity: readonly number[]; readonly used: readonly number[] }>>
}

/** Faults of what the plan is asked to do; empty where it can be made. Paths are `capacity.<region>`. */
export function capacityFaults(capacity: Capacity): readonly FieldProblem[] {
  return Object.entries(capacity).filter(([, days]) => days.length !== 12 || days.some((one) => !Number.isFinite(one) || one < 0))
    .map(([region]) => ({ path: `capacity.${region}`, sentence: { zh: '请填写十二个月的检查力量（人天），不能为负。',
      en: 'Give inspector-days for twelve months, none below zero.' } }))
}

/** Slack for adding many halves and thirds of a day. */
const EPSILON = 1e-9

/**
 * The month of a mask with the largest share of its capacity left; the earliest where several are alike; -1 where none has
 * room. `at` is where the region's twelve months begin in both arrays.
 */
function roomiest(left: Float64Array, capacity: Float64Array, at: number, mask: MonthMask, effort: number): number {
  let best = -1
  let most = -1
  for (let m = 0; m < 12; m++) {
    if (!(mask & (1 << m)) || left[at + m]! + EPSILON < effort) continue
    const share = capacity[at + m]! > 0 ? left[at + m]! / capacity[at + m]! : 0
    if (share > most + EPSILON) {
      best = m
      most = share
    }
  }
  return best
}

/** What one plan can hold: positions are packed in 21 bits. A province plans city by city. */
const MOST = 0x200000

/** Months of the `k`-th of `n` equal parts of the year, so that visits lie apart. */
const PART: readonly (readonly MonthMask[])[] = Array.from({ length: 13 }, (_, n) => Array.from({ length: n }, (_, k) => {
  let mask = 0
  for (let m = Math.floor((12 * k) / n); m < Math.floor((12 * (k + 1)) / n); m++) mask |= 1 << m
  return mask
}))
/** How many months a mask has. */
export const bits = (mask: MonthMask): number => {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++
  return count
}
/** Months up to and with a month. */
const upTo = (month: number): MonthMask => (1 << month) - 1

const GRADE_ORDER: Readonly<Record<RiskGrade | 'none', number>> = { D: 0, C: 1, B: 2, none: 2, A: 3 }

/** A number from a text (FNV-1a, 32 bits). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/**
 * Positions by grade, D first, and within a grade in an order made from the ids alone, so that the plan does not hang on the
 * order in which rows were read, nor favours those registered first. Sorting a million ids by comparing took a minute: grade,
 * hash and position are packed in one number (2 + 30 + 21 bits), and only equal hashes are compared.
 */
function inOrder(premises: readonly PlanPremises[]): Uint32Array {
  const n = premises.length
  const packed = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const { id, grade } = premises[i]!
    packed[i] = (GRADE_ORDER[grade ?? 'none'] * 0x40000000 + (hashOf(id) >>> 2)) * MOST + i
  }
  packed.sort()
  const order = new Uint32Array(n)
  for (let k = 0; k < n; k++) order[k] = packed[k]! % MOST
  const hash = (k: number): number => Math.floor(packed[k]! / MOST)
  for (let k = 0; k < n;) {
    let end = k + 1
    while (end < n && hash(end) === hash(k)) end++
    if (end > k + 1) order.subarray(k, end).sort((a, b) => (premises[a]!.id < premises[b]!.id ? -1 : 1))
    k = end
  }
  return order
}

/** The rows as columns in the order in which they are planned: rows and the many rounds over the columns are both read in the order of memory. */
function columns(premises: readonly PlanPremises[], order: Uint32Array, regions: ReadonlyMap<string, number>, ahead: MonthMask) {
  const n = order.length
  const place = new Uint32Array(n)
  for (let k = 0; k < n; k++) place[order[k]!] = k
  const made = {
    region: new Int32Array(n), effort: new Float64Array(n), visits: new Uint8Array(n), done: new Uint16Array(n), free: new Uint16Array(n),
    special: new Uint16Array(n), fullCheckBy: new Uint8Array(n),
  }
  for (let i = 0; i < n; i++) {
    const { region, effort, visits, done = 0, open, special, fullCheckBy } = premises[i]!
    const k = place[i]!
    made.region[k] = regions.get(region) ?? -1
    made.effort[k] = effort
    made.visits[k] = visits
    made.done[k] = done
    made.free[k] = open & ahead & ~done
    made.special[k] = special & ahead & ~done
    made.fullCheckBy[k] = fullCheckBy ?? 0
  }
  return made
}

/**
 * Which premises are visited in which months. In this order, each for all premises before the next: visits of special
 * periods in their month; full checks by their last month (the floor of the law); then first, second, third … visits by
 * grade, D first. A visit goes to the month of its part of the year with most capacity left, or, where that part is full,
 * to any later or earlier month. What finds no place is returned with its reason: the plan never overbooks a month.
 *
 * Deterministic, and the same whatever the order of the rows.
 * @throws RangeError above two million premises
 * @param from the first month that can still be planned, 1–12
 * @source 总局令49号 art.21 (the yearly plan), art.22 (the floor); spreading and order are the program's
 */
export function yearlyPlan(premises: readonly PlanPremises[], capacity: Capacity, from = 1): Plan {
  if (premises.length > MOST) throw new RangeError(`more than ${MOST} premises in one plan`)
  const n = premises.length
  const codes = Object.keys(capacity)
  const days = Float64Array.from(codes.flatMap((code) => [...capacity[code]!]))
  const left = days.slice()
  const ahead = ALL_MONTHS & ~upTo(from - 1)
  const order = inOrder(premises)
  const rows = columns(premises, order, new Map(codes.map((code, index) => [code, index])), ahead)
  // All of these by the place in `order`.
  const booked = new Uint16Array(n)
  const full = new Uint8Array(n)
  const missing = new Uint8Array(n)
  const unplaced: Plan['unplaced'][number][] = []

  /** Books one visit in a month of the mask; the month's index, or -1. */
  const book = (k: number, mask: MonthMask): number => {
    const at = rows.region[k]! * 12
    const free = mask & rows.free[k]! & ~booked[k]!
    const month = at < 0 || free === 0 ? -1 : roomiest(left, days, at, free, rows.effort[k]!)
    if (month >= 0) {
      left[at + month]! -= rows.effort[k]!
      booked[k]! |= 1 << month
    }
    return month
  }
  const why = (k: number, mask: MonthMask): PlanReason =>
    rows.region[k]! < 0 ? 'no-inspectors' : (mask & rows.free[k]! & ~booked[k]!) === 0 ? 'closed' : 'capacity'

  for (let k = 0; k < n; k++) {
    const wanted = rows.special[k]!
    for (let m = 0; wanted >> m !== 0; m++) if ((wanted >> m) & 1 && book(k, 1 << m) < 0) missing[k]!++
  }
  for (let k = 0; k < n; k++) {
    const by = rows.fullCheckBy[k]!
    if (by === 0) continue
    // One overdue before the plan begins takes the first month it gets.
    const inTime = upTo(by) & ahead ? upTo(by) : ALL_MONTHS
    // A visit booked for a special period can be the full check.
    const special = booked[k]! & inTime
    const month = special !== 0 ? 31 - Math.clz32(special & -special) : book(k, inTime)
    if (month >= 0) full[k] = month + 1
    else unplaced.push({ index: order[k]!, visits: 1, fullCheck: true, reason: why(k, inTime) })
  }
  const rounds = rows.visits.reduce((most, visits) => Math.max(most, visits), 0)
  for (let round = 0; round < rounds; round++) for (let k = 0; k < n; k++) {
    const visits = rows.visits[k]!
    if (round >= visits || bits(booked[k]! | rows.done[k]!) > round) continue
    if (book(k, PART[visits]![round]!) < 0 && book(k, ALL_MONTHS) < 0) missing[k]!++
  }
  const months = new Uint16Array(n)
  const fullCheck = new Uint8Array(n)
  for (let k = 0; k < n; k++) {
    months[order[k]!] = booked[k]!
    fullCheck[order[k]!] = full[k]!
    if (missing[k]! > 0) unplaced.push({ index: order[k]!, visits: missing[k]!, fullCheck: false, reason: why(k, ALL_MONTHS) })
  }
  const load = Object.fromEntries(codes.map((code, index) => [code, {
    capacity: capacity[code]!,
    used: capacity[code]!.map((all, m) => Math.max(0, Math.round((all - left[index * 12 + m]!) * 1000) / 1000)),
  }]))
  return { months, fullCheck, unplaced, load }
}

/**
 * Inspector-days of a region by month: inspectors × working days of the month, less a share kept for cases, complaints and
 * reports. @param workingDays twelve numbers
 */
export const inspectorDays = (inspectors: number, workingDays: readonly number[], keptBack: number): readonly number[] =>
  workingDays.map((days) => Math.round(inspectors * days * (1 - keptBack) * 1000) / 1000)
