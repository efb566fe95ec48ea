import type { Design, Label, Matrix } from './design.ts'
import type { Memory } from './memory.ts'

/**
 * Inputs that hand down what an earlier visit found (a count of past findings) hold the strictness of whoever made it. Where
 * the history tells who that was, it is taken out, so that past findings under a lenient inspector weigh more here too.
 */
export type Handed = {
  /** The source by which the last visit of a place is found; -1 where there is none. */
  readonly source: number
  /** Mean of the last inspectors' log-odds. */
  readonly mean: number
  /** Columns that are adjusted, and by how much for each unit of the last inspector's log-odds. */
  readonly slopes: readonly { readonly at: number; readonly slope: number }[]
  /** Columns of the same inputs that are left out, as they cannot be adjusted. */
  readonly dropped: readonly number[]
}

/** An input is taken for handed down where it goes with the last finding by this correlation or more; a mere cause of findings goes far less. */
const LEAST = 0.3
/** Rows whose last visit must be known. */
const ROWS = 300

/** The source that tells places apart the finest. */
export const finest = ({ sources }: Pick<Design, 'sources'>): number =>
  sources.reduce((best, { placelike, levels }, at) => (placelike && levels > (sources[best]?.levels ?? 0) ? at : best), -1)

/** What was known of the last visit of each row's place: the log-odds of the inspector there and then, and the finding beyond it; NaN where unknown. */
export function lastVisits(source: number, places: readonly Int32Array[], rows: ArrayLike<number>, memoryOf: (row: number) => Memory): { readonly logits: Float64Array; readonly scores: Float64Array } {
  const logits = new Float64Array(rows.length).fill(NaN)
  const scores = new Float64Array(rows.length).fill(NaN)
  for (let at = 0; source >= 0 && at < rows.length; at++) {
    const code = places[source]![rows[at]!]!
    const sums = memoryOf(rows[at]!).sums[source]!
    if (code < 0 || sums.visits[code] === 0) continue
    logits[at] = sums.lastLogit[code]!
    scores[at] = sums.lastScore[code]!
  }
  return { logits, scores }
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Covariance and spreads of two columns where both are known. */
function relation(a: Float64Array, b: Float64Array): { readonly slope: number; readonly correlation: number; readonly n: number } {
  const both = [...a.keys()].filter((at) => !Number.isNaN(a[at]!) && !Number.isNaN(b[at]!))
  const [x, y] = [Float64Array.from(both, (at) => a[at]!), Float64Array.from(both, (at) => b[at]!)]
  const [mx, my] = [meanOf(x), meanOf(y)]
  let [xy, xx, yy] = [0, 0, 0]
  for (let at = 0; at < x.length; at++) {
    xy += (x[at]! - mx) * (y[at]! - my)
    xx += (x[at]! - mx) ** 2
    yy += (y[at]! - my) ** 2
  }
  return { n: both.length, slope: xx > 1e-9 ? xy / xx : 0, correlation: xx > 1e-9 && yy > 1e-9 ? xy / Math.sqrt(xx * yy) : 0 }
}

/** Which inputs hand down an earlier finding, by the training rows. */
export function findHanded(labels: readonly Label[], { n, p, values }: Matrix, source: number, { logits, scores }: ReturnType<typeof lastVisits>): Handed {
  const known = logits.filter((value) => !Number.isNaN(value))
  const none: Handed = { source, mean: 0, slopes: [], dropped: [] }
  if (known.length < ROWS) return none
  const columnOf = (column: number): Float64Array => Float64Array.from({ length: n }, (_, row) => values[row * p + column]!)
  const slopes = labels.flatMap(({ aspect }, at) => {
    if (aspect !== 'value') return []
    const column = columnOf(at)
    const found = relation(scores, column)
    return found.correlation >= LEAST ? [{ at, slope: Math.max(0, relation(logits, column).slope) }] : []
  })
  const handed = new Set(slopes.map(({ at }) => labels[at]!.source))
  const dropped = labels.flatMap(({ source: name, aspect }, at) => (handed.has(name) && (aspect === 'rank' || aspect === 'extremes') ? [at] : []))
  return { source, mean: meanOf(known), slopes, dropped }
}

/** Takes the strictness of whoever visited last out of what he handed down, in place. */
export function withoutLast({ mean, slopes, dropped }: Handed, { n, p, values }: Matrix, logits: Float64Array): void {
  for (let row = 0; row < n; row++) {
    const beyond = Number.isNaN(logits[row]!) ? 0 : logits[row]! - mean
    for (const { at, slope } of slopes) values[row * p + at]! -= slope * beyond
    for (const at of dropped) values[row * p + at] = 0
  }
}
