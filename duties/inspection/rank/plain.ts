import type { Design, Label } from './design.ts'
import type { Logistic } from './logistic.ts'

/**
 * The plain rules, where the history is too short to learn from: what the last visit of the same place found first, then
 * the record of its kind and its neighbours, then whoever was not visited for long or never. The weights are fixed:
 * log-odds for each finding beyond expectation (`last`), for each year (`since`, at most three), as they are for the rest.
 */
const WEIGHTS: Readonly<Partial<Record<Label['aspect'], number>>> = { last: 0.8, record: 1, near: 0.5, vicinity: 0.5, since: 0.15, known: -0.3 }
const OF_PLACES: readonly Label['aspect'][] = ['last', 'since', 'known']

export function plainRules({ labels, spread, sources }: Pick<Design, 'labels' | 'spread' | 'sources'>): Logistic {
  // A place that is told twice, by its licence and its coordinates, counts once.
  const told = Math.max(1, sources.filter(({ placelike }) => placelike).length)
  const weights = Float64Array.from(labels, ({ aspect }, at) => (Number.isFinite(spread[at]!) ? ((WEIGHTS[aspect] ?? 0) / (OF_PLACES.includes(aspect) ? told : 1)) * spread[at]! : 0))
  return { intercept: 0, penalties: new Float64Array(), weights }
}
