/**
 * How good an order is. Scores are compared with outcomes; ties count half.
 */

/** A visit that was made: when (day number), what was found (1 or 0), how it was scored, and who made it. */
export type Scored = { readonly day: number; readonly outcome: number; readonly score: number; readonly inspector?: string }

/** Ranks from 1, ties sharing their mean. */
function ranks(values: readonly number[]): Float64Array {
  const order = [...values.keys()].toSorted((a, b) => values[a]! - values[b]!)
  const out = new Float64Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    for (let at = from; at < to; at++) out[order[at]!] = (from + to + 1) / 2
    from = to
  }
  return out
}

const pairsOf = (visits: readonly Scored[]): { readonly won: number; readonly pairs: number } => {
  const place = ranks(visits.map(({ score }) => score))
  const found = visits.reduce((sum, { outcome }) => sum + outcome, 0)
  const sum = visits.reduce((all, { outcome }, at) => all + (outcome === 1 ? place[at]! : 0), 0)
  return { won: sum - (found * (found + 1)) / 2, pairs: found * (visits.length - found) }
}

/** The chance that a visit with a finding was scored higher than one without; NaN where there are not both. */
export function auc(visits: readonly Scored[]): number {
  const { won, pairs } = pairsOf(visits)
  return won / pairs
}

const byInspector = (visits: readonly Scored[]): Scored[][] => [...Map.groupBy(visits, ({ inspector }) => inspector ?? '').values()]

/** The same, comparing only visits of one inspector with each other. */
export function aucWithin(visits: readonly Scored[]): number {
  const all = byInspector(visits).map(pairsOf)
  return all.reduce((sum, { won }) => sum + won, 0) / all.reduce((sum, { pairs }) => sum + pairs, 0)
}

/** Days by which each finding would have come earlier (later: negative) had the riskiest taken the actual dates in order. */
function gains(visits: readonly Scored[]): number[] {
  const dates = visits.map(({ day }) => day).toSorted((a, b) => a - b)
  const order = [...visits.keys()].toSorted((a, b) => visits[b]!.score - visits[a]!.score || a - b)
  return order.flatMap((visit, at) => (visits[visit]!.outcome === 1 ? [visits[visit]!.day - dates[at]!] : []))
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Mean over serious findings of (actual date − date when the riskiest take the actual dates in order), in days. */
export const daysEarlier = (visits: readonly Scored[]): number => meanOf(gains(visits))

/** The same where each inspector keeps his own visits and dates; NaN where nobody made two visits of which one found something. */
export function daysEarlierWithin(visits: readonly Scored[]): number {
  const all = byInspector(visits)
  return all.some((own) => own.length > 1 && own.some(({ outcome }) => outcome === 1)) ? meanOf(all.flatMap(gains)) : NaN
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32, public domain). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export type Interval = { readonly value: number; readonly low: number; readonly high: number }

/**
 * A measure with its 95 % interval by resampling visits with replacement (percentile bootstrap, Efron 1979).
 * @param rounds resamples; the seed is fixed, so that the same visits give the same interval
 */
export function bootstrap(visits: readonly Scored[], measure: (visits: readonly Scored[]) => number, rounds = 200, seed = 20260601): Interval {
  const next = random(seed)
  const values = Array.from({ length: rounds }, () => measure(visits.map(() => visits[Math.floor(next() * visits.length)]!))).filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b)
  const at = (share: number): number => values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN
  return { value: measure(visits), low: at(0.025), high: at(0.975) }
}
