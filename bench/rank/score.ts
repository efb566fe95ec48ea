import { parseArgs } from 'node:util'
import { auc, aucWithin, bootstrap, daysEarlier, daysEarlierWithin, type Interval, type Scored } from '../../duties/inspection/rank/measures.ts'
import { rank } from '../../duties/inspection/rank/rank.ts'
import { line, machine } from '../machine.ts'
import { makeCity, type City, type Recipe } from './city.ts'
import { jobBench } from './job.ts'
import { recipes } from './recipes.ts'

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Pearson's correlation; NaN where one does not vary. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)]
  const sum = (of: (at: number) => number): number => a.reduce((all, _, at) => all + of(at), 0)
  const [xy, xx, yy] = [sum((at) => (a[at]! - ma) * (b[at]! - mb)), sum((at) => (a[at]! - ma) ** 2), sum((at) => (b[at]! - mb) ** 2)]
  return xx < 1e-12 || yy < 1e-12 ? NaN : xy / Math.sqrt(xx * yy)
}

/** The correlation of a and b that c does not explain. */
function partial(a: readonly number[], b: readonly number[], c: readonly number[]): number {
  const [ab, ac, bc] = [correlation(a, b), correlation(a, c), correlation(b, c)]
  if (Number.isNaN(ac) || Number.isNaN(bc)) return ab
  return (ab - ac * bc) / Math.sqrt((1 - ac ** 2) * (1 - bc ** 2))
}

/** The area under the curve to be expected where findings come by the true chances: the luck of one draw taken out. */
export function expectedAuc(scores: ArrayLike<number>, chances: readonly number[]): number {
  const order = [...chances.keys()].toSorted((a, b) => scores[a]! - scores[b]!)
  let [won, below, all] = [0, 0, 0]
  for (const at of order) {
    won += chances[at]! * below
    below += 1 - chances[at]!
    all += chances[at]!
  }
  return won / (below * all)
}

export type Result = {
  /** Processor time, so that a busy machine tells the same. */
  readonly seconds: number
  readonly expected: number
  readonly auc: Interval
  readonly within: Interval
  readonly days: Interval
  readonly daysWithin: Interval
  /** The same were the kitchens' true risk the score: no ranking can do better. */
  readonly best: number
  readonly withTruth: number
  readonly withStrictness: number
}

/** How well a ranking of a city finds its bad kitchens, and whether it finds its strict inspectors instead. */
export function measureCity(city: City, scores: ArrayLike<number>, seconds: number, rounds = 200): Result {
  const { test, truth } = city
  const visits = (score: (at: number) => number): Scored[] => truth.map(({ outcome, inspector }, at) => ({ day: test[at]!.day, outcome, inspector, score: score(at) }))
  const ours = visits((at) => scores[at]!)
  const logits = ours.map(({ score }) => Math.log(score / (1 - score)))
  const [risk, strictness] = [truth.map((one) => one.risk), truth.map((one) => one.strictness)]
  const chances = truth.map(({ chance }) => chance)
  return {
    seconds, expected: expectedAuc(scores, chances), auc: bootstrap(ours, auc, rounds), within: bootstrap(ours, aucWithin, rounds), days: bootstrap(ours, daysEarlier, rounds), daysWithin: bootstrap(ours, daysEarlierWithin, rounds),
    best: expectedAuc(risk, chances), withTruth: correlation(logits, risk), withStrictness: partial(logits, strictness, risk),
  }
}

export function runCity(recipe: Recipe, rounds?: number): Result {
  const city = makeCity(recipe)
  const began = process.cpuUsage()
  const { scores } = rank(city.train, city.test, city.schema)
  return measureCity(city, scores, process.cpuUsage(began).user / 1e6, rounds)
}

const shown = ({ value, low, high }: Interval, digits: number): string => `${value.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`

/** Ranks every city and prints what came of it; then times the city's own training job. */
export function scoreRank(only?: string): void {
  for (const recipe of recipes.filter(({ name }) => only === undefined || name.includes(only))) {
    const found = runCity(recipe)
    console.log(`  ${recipe.name}`)
    line('  area under the curve', shown(found.auc, 3), '', null)
    line('  … within one inspector', shown(found.within, 3), '', null)
    line('  … expected under a middling inspector; of the true risk', found.expected.toFixed(3), found.best.toFixed(3), null)
    line('  days earlier', shown(found.days, 1), '', null)
    line('  … within one inspector', shown(found.daysWithin, 1), '', null)
    line('  correlation with the kitchens’ true risk', found.withTruth.toFixed(3), '', null)
    line('  … with the inspectors’ strictness, given that risk', found.withStrictness.toFixed(3), '−0.05 … 0.05', Number.isNaN(found.withStrictness) ? null : Math.abs(found.withStrictness) <= 0.05)
    line('  processor time', `${found.seconds.toFixed(1)} s`, '< 20 s', found.seconds < 20)
  }
  if (only === undefined || only === 'job') jobBench()
}

/** Means over other cities of the same recipes: what one draw of a few inspectors and districts cannot tell. */
export function scoreSeeds(seeds: number, only?: string): void {
  for (const [at, recipe] of recipes.entries()) {
    if (only !== undefined && !recipe.name.includes(only)) continue
    const results = Array.from({ length: seeds }, (_, seed) => runCity({ ...recipe, seed: 1000 + at * 10 + seed }, 1))
    const of = (value: (result: Result) => number): string => mean(results.map(value)).toFixed(3)
    console.log(`  ${recipe.name}: expected ${of((one) => one.expected)} of ${of((one) => one.best)}, area ${of((one) => one.auc.value)}, within ${of((one) => one.within.value)}, days ${of((one) => one.days.value)}, within ${of((one) => one.daysWithin.value)}, strictness ${of((one) => one.withStrictness)} (${results.map((one) => one.withStrictness.toFixed(2)).join(' ')})`)
  }
}

if (import.meta.main) {
  console.log(machine())
  const { only, seeds } = parseArgs({ options: { only: { type: 'string' }, seeds: { type: 'string' } } }).values
  if (seeds === undefined) scoreRank(only)
  else scoreSeeds(Number(seeds), only)
}
