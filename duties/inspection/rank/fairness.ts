import type { Row } from './history.ts'
import { auc } from './measures.ts'
import type { Model } from './model.ts'

/** How one group of rows fares. Rows should be later than the model, or the model looks better than it is. */
export type Fared = {
  /** The level of the category, or `∅` where it is not known. */
  readonly level: string
  readonly rows: number
  /** Mean score: the chance of a finding under an average inspector. */
  readonly score: number
  /** Share of rows with a serious finding. */
  readonly found: number
  /** Found over expected; 1 where the scores are right on average. */
  readonly calibration: number
  /** Share of the group among the fifth of all rows that is ranked first, over its share of all rows. */
  readonly sooner: number
  /** Area under the curve within the group; NaN where it has no finding, or nothing else. */
  readonly auc: number
}

export type InspectorEffect = {
  readonly column: string
  readonly level: string
  /** Effect on the log-odds of a finding: above 0 is stricter than the average. Fitted and left out of every score. */
  readonly effect: number
  /** Mean score of his rows: a ranking free of inspectors differs little here, save where his places do. */
  readonly score: number
  readonly rows: number
}

export type Fairness = {
  readonly rows: number
  /** By each category of few levels: type, region … */
  readonly groups: Readonly<Record<string, readonly Fared[]>>
  readonly inspectors: readonly InspectorEffect[]
  /** Correlation of the scores with the strictness of whoever inspected, over rows; 0 is fair, NaN where nothing varies. */
  readonly withStrictness: number
}

/** A category of more levels is no group of a report. */
const LEVELS = 60

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)]
  const [xy, xx, yy] = a.reduce(([p, q, r], value, at) => [p! + (value - ma) * (b[at]! - mb), q! + (value - ma) ** 2, r! + (b[at]! - mb) ** 2], [0, 0, 0])
  return xy! / Math.sqrt(xx! * yy!)
}

/**
 * How a model treats types, regions and inspectors. Rows without outcome count for scores only.
 * @source Singh, Shah, Kanich & Kash 2022, "Fair decision-making for food inspections", EAAMO (inspectors turn into districts)
 */
export function fairness(model: Model, rows: readonly Row[]): Fairness {
  const scores = model.score(rows)
  const first = [...scores].toSorted((a, b) => b - a)[Math.floor(rows.length / 5)] ?? 0
  const firsts = scores.reduce((sum, score) => sum + (score > first ? 1 : 0), 0)
  const fare = (level: string, members: readonly number[]): Fared => {
    const known = members.filter((at) => rows[at]!.outcome !== null)
    const found = mean(known.map((at) => rows[at]!.outcome!))
    return {
      level, rows: members.length, score: mean(members.map((at) => scores[at]!)), found, calibration: found / mean(known.map((at) => scores[at]!)),
      sooner: members.filter((at) => scores[at]! > first).length / Math.max(1, firsts) / (members.length / rows.length),
      auc: auc(known.map((at) => ({ day: rows[at]!.day, outcome: rows[at]!.outcome!, score: scores[at]! }))),
    }
  }
  const categories = Object.entries(model.schema.inputs).filter(([, kind]) => kind === 'category').map(([name]) => name)
  const grouped = categories.map((name) => [name, Map.groupBy(rows.keys(), (at) => String(rows[at]!.inputs[name] ?? '∅'))] as const).filter(([, levels]) => levels.size > 1 && levels.size <= LEVELS)
  const groups = Object.fromEntries(grouped.map(([name, levels]) => [name, [...levels].map(([level, members]) => fare(level, members)).toSorted((a, b) => b.rows - a.rows)]))
  const strictness = new Float64Array(rows.length)
  const inspectors = model.schema.nuisance.flatMap((column, number) => [...model.strictness(column)].map(([level, effect]) => {
    const own = [...rows.keys()].filter((at) => rows[at]!.nuisance[number] === level)
    for (const at of own) strictness[at]! += effect
    return { column, level, effect, score: mean(own.map((at) => scores[at]!)), rows: own.length }
  }))
  const logits = [...scores].map((score) => Math.log(score / (1 - score)))
  return { rows: rows.length, groups, inspectors, withStrictness: correlation(logits, [...strictness]) }
}

