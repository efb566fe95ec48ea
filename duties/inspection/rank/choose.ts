import { sigmoid } from './effects.ts'
import { fitLogistic, informationOf, logitsOf, type Logistic, type Task } from './logistic.ts'

/** Penalties tried, strongest (simplest) first: information that each column of spread 1 is held to zero with. */
export const PENALTIES = [3000, 1000, 400, 150, 60] as const

/** Mean log-loss of chances against outcomes, by row. */
export function losses(outcome: Float64Array, logits: Float64Array, offset: Float64Array, from: number): Float64Array {
  return logits.map((logit, at) => {
    const chance = Math.min(1 - 1e-9, Math.max(1e-9, sigmoid(logit + offset[from + at]!)))
    return outcome[from + at] === 1 ? -Math.log(chance) : -Math.log(1 - chance)
  })
}

const FOLDS = 4
/** Share of the rows before the first fold. */
const FIRST = 0.5

/** Folds that go forward in time: learn from all before, look at the next stretch. */
export function foldsOf(n: number): { readonly from: number; readonly to: number }[] {
  const first = Math.floor(n * FIRST)
  return Array.from({ length: FOLDS }, (_, fold) => ({ from: first + Math.floor(((n - first) * fold) / FOLDS), to: first + Math.floor(((n - first) * (fold + 1)) / FOLDS) }))
}

/** The row of the simplest candidate that is not worse than the best by more than a standard error of their difference. */
export function simplest(candidates: readonly Float64Array[]): number {
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const means = candidates.map(mean)
  const best = means.indexOf(Math.min(...means))
  for (let at = 0; at < best; at++) {
    const more = candidates[at]!.map((value, row) => value - candidates[best]![row]!)
    const by = mean(more)
    const deviation = Math.sqrt(more.reduce((sum, value) => sum + (value - by) ** 2, 0) / more.length / more.length)
    if (by <= deviation * SIMPLER) return at
  }
  return best
}

/** Standard errors that a simpler candidate may be worse by. */
const SIMPLER = 0.5

/** The penalty that looks forward best, and the model of all rows with it. */
export function chooseLogistic(task: Task): { readonly model: Logistic; readonly penalty: number } {
  const { matrix, outcome, offset } = task
  const seen: Float64Array[][] = PENALTIES.map(() => [])
  for (const { from, to } of foldsOf(matrix.n)) {
    const learn = { ...task, from: 0, to: from }
    const information = informationOf(learn, 0)
    PENALTIES.forEach((penalty, at) => {
      const model = fitLogistic(learn, 0, information, penalty)
      seen[at]!.push(losses(outcome, logitsOf(model, matrix, from, to), offset, from))
    })
  }
  const joined = seen.map((parts) => Float64Array.from(parts.flatMap((part) => [...part])))
  const penalty = PENALTIES[simplest(joined)]!
  return { model: fitLogistic(task, 0, informationOf(task, 0), penalty), penalty }
}
