import type { Design, Label } from './design.ts'
import type { Logistic } from './logistic.ts'

/**
 * The plain rules, where the history is too short to learn from: earlier findings of the same place first, then of its
 * kind and its neighbours, then whoever was not visited for long. Weights are for columns of spread 1 and fixed.
 */
const WEIGHTS: Readonly<Partial<Record<Label['aspect'], number>>> = { record: 0.3, fresh: 0.1, near: 0.05, vicinity: 0.05, since: 0.15, known: -0.1 }

export function plainRules({ labels, spread }: Pick<Design, 'labels' | 'spread'>): Logistic {
  return { intercept: 0, weights: Float64Array.from(labels, ({ aspect }, at) => (Number.isFinite(spread[at]!) ? (WEIGHTS[aspect] ?? 0) : 0)) }
}
