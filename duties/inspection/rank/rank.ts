import type { Row } from './history.ts'
import { train, type Model } from './model.ts'
import type { Schema } from './schema.ts'

export type Ranking = {
  /** The chance of a serious finding under an average inspector, for each row in the order given. */
  readonly scores: Float64Array
  /** The models behind it, one for each stretch of time. */
  readonly models: readonly Model[]
}

/** Stretches that the rows to be ranked are parted into where training rows lie among them. */
const STRETCHES = 6

/**
 * Ranks rows by what was known before them. Where all training rows are earlier, one model ranks all; otherwise each
 * stretch of time has its own, which sees only what is strictly earlier than its first day.
 */
export function rank(training: readonly Row[], rows: readonly Row[], schema: Schema): Ranking {
  const days = rows.map(({ day }) => day).toSorted((a, b) => a - b)
  const lastKnown = training.reduce((last, { day }) => Math.max(last, day), -Infinity)
  const whole = days.length === 0 || days[0]! > lastKnown
  const starts = [...new Set(whole ? days.slice(0, 1) : Array.from({ length: STRETCHES }, (_, at) => days[Math.floor((days.length * at) / STRETCHES)]!))]
  const scores = new Float64Array(rows.length)
  const models = starts.map((start, at) => {
    const end = starts[at + 1] ?? Infinity
    const own = [...rows.keys()].filter((row) => rows[row]!.day >= start && rows[row]!.day < end)
    const before = training.filter(({ day }) => day < start)
    const known = before.reduce((last, { day }) => Math.max(last, day), -Infinity)
    const span = own.reduce((last, row) => Math.max(last, rows[row]!.day), start) - start
    const gap = Number.isFinite(known) ? Math.min(MOST, start - known - 1) : 0
    const model = train(before, schema, { asOf: start, horizon: { gap, span: Math.min(MOST, span) } })
    model.score(own.map((row) => rows[row]!)).forEach((score, place) => void (scores[own[place]!] = score))
    return model
  })
  return { scores, models }
}

/** Days of a gap or span that are imitated at most. */
const MOST = 180
