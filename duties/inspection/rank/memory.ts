import { fitEffects, nuisanceOf, recentre, sigmoid, type Term } from './effects.ts'
import { nearby, type Ground } from './ground.ts'
import type { Table } from './table.ts'

/**
 * What the office remembers on a day: for each level of each category and each place, what was found beyond what those
 * inspectors find on average there and then. A find by a lenient inspector weighs nearly one, by a strict one less; a clean visit
 * of a strict one weighs more than of a lenient one. Rows of that day and later are never looked at.
 *
 * The sums are those of one Newton step of a random effect at its mean (score over information plus prior precision): the
 * empirical-Bayes estimate of Efron & Morris 1975 ("Data analysis using Stein's estimator", JASA 70) on the logit scale.
 */
export type Sums = {
  /** Findings beyond expectation, and information, of all time and fading by `FADE`. */
  readonly score: Float64Array
  readonly information: Float64Array
  readonly freshScore: Float64Array
  readonly freshInformation: Float64Array
  readonly visits: Float64Array
  readonly lastDay: Float64Array
  /** Finding beyond expectation at the last visit. */
  readonly lastScore: Float64Array
  /** Log-odds that whoever made the last visit gave to it. */
  readonly lastLogit: Float64Array
  /** 1 / variance between levels, by moments. */
  readonly hold: number
}

export type Memory = { readonly asOf: number; readonly sums: readonly Sums[] }

/** Days in which a record loses half of its weight, where it fades. */
export const FADE = 700

/** A column whose levels are remembered: a category, or the exact place of a plane. */
export type Source = { readonly name: string; readonly codes: Int32Array; readonly levels: number; readonly placelike: boolean; readonly ground?: Ground }

/** Levels that are met fewer times than this on average are places rather than kinds. */
const PLACELIKE = 25

/** The sources of a training table. */
export function sourcesOf(table: Table, grounds: readonly Ground[]): Source[] {
  const enough = (levels: number): boolean => levels >= 2
  const categories = table.categories.map(({ name, codes, levels }) => ({ name, codes, levels: levels.size, placelike: levels.size * PLACELIKE > table.n }))
  const places = grounds.map((ground) => ({ name: ground.name, codes: ground.codes, levels: ground.x.length, placelike: true, ground }))
  return [...categories, ...places].filter(({ levels }) => enough(levels))
}

const QUARTER = 91.3125
const MONTH = 30.4375

const stamped = (name: string, codes: Int32Array, day: Int32Array, length: number): Term => {
  const levels = new Map<number, number>()
  const both = Int32Array.from(codes, (code, row) => {
    if (code < 0) return -1
    const key = code * 100_000 + Math.floor(day[row]! / length) + 50_000
    const level = levels.get(key) ?? levels.size
    levels.set(key, level)
    return level
  })
  return { name, codes: both, levels: levels.size, nuisance: true }
}

/** The terms of the model that tells inspectors from places: each inspector, his drift by quarter, the month; and what stands against them. */
export function termsOf(table: Table, sources: readonly Source[]): Term[] {
  const inspectors = table.nuisance.flatMap(({ name, codes, levels }) => [
    { name, codes, levels: levels.size, nuisance: true },
    stamped(`${name}, quarter`, codes, table.day, QUARTER),
  ])
  const months = stamped('month', new Int32Array(table.n), table.day, MONTH)
  const against = sources.map(({ name, codes, levels }) => ({ name, codes, levels, nuisance: false }))
  const cells = sources.flatMap(({ ground }) => (ground ? [{ name: `${ground.name}, cell`, codes: Int32Array.from(ground.codes, (code) => (code < 0 ? -1 : ground.cells[code]!)), levels: ground.cellCount, nuisance: false }] : []))
  return [...inspectors, months, ...cells, ...against].filter(({ levels }) => levels > 1)
}

/** Rows before a day, in a table in the order of time. */
export function countBefore(day: Int32Array, asOf: number): number {
  let [low, high] = [0, day.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (day[middle]! < asOf) low = middle + 1
    else high = middle
  }
  return low
}

/** What is remembered on the day `asOf`. */
export function remember(table: Table, sources: readonly Source[], terms: readonly Term[], asOf: number): Memory {
  const n = countBefore(table.day, asOf)
  const logits = nuisanceOf(fitEffects(table.outcome, n, terms), n)
  const by = recentre(table.outcome, logits, n)
  const score = new Float64Array(n)
  const information = new Float64Array(n)
  const fresh = new Float64Array(n)
  for (let row = 0; row < n; row++) {
    const p = sigmoid(logits[row]! + by)
    logits[row]! += by
    score[row] = table.outcome[row]! - p
    information[row] = p * (1 - p)
    fresh[row] = 2 ** ((table.day[row]! - asOf) / FADE)
  }
  return { asOf, sums: sources.map((source) => sumsOf(source, table.day, n, { score, information, fresh, logits })) }
}

type Visits = Readonly<Record<'score' | 'information' | 'fresh' | 'logits', Float64Array>>

function sumsOf({ codes, levels }: Source, day: Int32Array, n: number, { score, information, fresh, logits }: Visits): Sums {
  const make = (): Float64Array => new Float64Array(levels)
  const sums = { score: make(), information: make(), freshScore: make(), freshInformation: make(), visits: make(), lastDay: make().fill(-1e6), lastScore: make(), lastLogit: make() }
  for (let row = 0; row < n; row++) {
    const level = codes[row]!
    if (level < 0) continue
    sums.score[level]! += score[row]!
    sums.information[level]! += information[row]!
    sums.freshScore[level]! += score[row]! * fresh[row]!
    sums.freshInformation[level]! += information[row]! * fresh[row]!
    sums.visits[level]!++
    // Several records of one day are one visit.
    sums.lastScore[level] = sums.lastDay[level] === day[row] ? sums.lastScore[level]! + score[row]! : score[row]!
    sums.lastLogit[level] = logits[row]!
    sums.lastDay[level] = day[row]!
  }
  let [over, under] = [0, 0]
  for (let level = 0; level < levels; level++) {
    over += sums.score[level]! ** 2 - sums.information[level]!
    under += sums.information[level]! ** 2
  }
  const variance = Math.max(0.02, Math.min(2, under > 0 ? over / under : 0))
  return { ...sums, hold: 1 / variance }
}

/** What a column of the memory tells; the words are in `reasons.ts`. */
export const aspects = ['record', 'fresh', 'last', 'known', 'visits', 'since', 'near', 'vicinity', 'district', 'nearFresh', 'vicinityFresh', 'districtFresh'] as const
export type Aspect = (typeof aspects)[number]

const OF_KINDS: readonly Aspect[] = ['record', 'fresh']
const OF_PLACES: readonly Aspect[] = ['record', 'fresh', 'last', 'known', 'visits', 'since']
const OF_GROUNDS: readonly Aspect[] = ['near', 'vicinity', 'district', 'nearFresh', 'vicinityFresh', 'districtFresh']

/** The columns that a source gives, in order. */
export const aspectsOf = ({ placelike, ground }: Source): readonly Aspect[] => [...(placelike ? OF_PLACES : OF_KINDS), ...(ground ? OF_GROUNDS : [])]

/**
 * Writes what is remembered of one row into `into` from `at` on.
 * @param code level of the row in this source, -1 where unknown
 * @param x,y where it stands, NaN where unknown
 */
export function recall(source: Source, sums: Sums, asOf: number, code: number, x: number, y: number, into: Float64Array, at: number): void {
  let to = at
  const visits = code < 0 ? 0 : sums.visits[code]!
  if (visits > 0) {
    into[to] = sums.score[code]! / (sums.information[code]! + sums.hold)
    into[to + 1] = sums.freshScore[code]! / (sums.freshInformation[code]! + sums.hold)
  }
  to += 2
  if (source.placelike) {
    if (visits > 0) {
      into[to] = sums.lastScore[code]!
      into[to + 1] = 1
      into[to + 2] = Math.log1p(visits)
      into[to + 3] = Math.min(3, (asOf - sums.lastDay[code]!) / 365.25)
    }
    to += 4
  }
  if (source.ground) nearby(source.ground, sums, code, x, y, into, to)
}
