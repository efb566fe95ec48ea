import { sigmoid } from './effects.ts'
import type { Matrix } from './design.ts'

/** A ridge logistic regression with an offset: log-odds = offset + intercept + Σ weight · column. */
export type Logistic = { readonly intercept: number; readonly weights: Float64Array; /** penalty of each group of columns */ readonly penalties: Float64Array }

/** The rows of a task: which rows of the matrix, their outcomes and what is known of their log-odds without the columns. */
export type Task = {
  readonly matrix: Matrix
  /** The group of each column: columns of a group are held to zero alike. */
  readonly groups: Int32Array
  readonly outcome: Float64Array
  readonly offset: Float64Array
  readonly from: number
  readonly to: number
}

/** Steps of weights and penalties. */
const ROUNDS = 30
/** A penalty is the information that holds a column of spread 1 to zero; weights of a group spread by 1/√penalty. */
const PENALTY = { first: 1500, least: 50, most: 1e6 } as const
/** Columns' worth of belief in the first penalty: with less, luck shuts groups off that tell something. */
const BELIEF = 1

/** Information of the columns (with the intercept as the last) at the offset alone; the lower triangle. */
function informationOf({ matrix: { p, values }, offset, from, to }: Task): Float64Array {
  const q = p + 1
  const out = new Float64Array(q * q)
  for (let row = from; row < to; row++) {
    const chance = sigmoid(offset[row]!)
    const weight = chance * (1 - chance)
    const base = row * p
    for (let a = 0; a < p; a++) {
      const value = values[base + a]! * weight
      if (value === 0) continue
      const line = a * q
      for (let b = 0; b <= a; b++) out[line + b]! += value * values[base + b]!
      out[p * q + a]! += value
    }
    out[p * q + p]! += weight
  }
  return out
}

/** The lower triangle of a Cholesky factor, in place of the matrix. */
function factor(matrix: Float64Array, q: number): void {
  for (let a = 0; a < q; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = matrix[a * q + b]!
      for (let c = 0; c < b; c++) sum -= matrix[a * q + c]! * matrix[b * q + c]!
      matrix[a * q + b] = a === b ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[b * q + b]!
    }
  }
}

function solve(triangle: Float64Array, q: number, right: Float64Array): Float64Array {
  const out = Float64Array.from(right)
  for (let a = 0; a < q; a++) {
    for (let b = 0; b < a; b++) out[a]! -= triangle[a * q + b]! * out[b]!
    out[a]! /= triangle[a * q + a]!
  }
  for (let a = q - 1; a >= 0; a--) {
    for (let b = a + 1; b < q; b++) out[a]! -= triangle[b * q + a]! * out[b]!
    out[a]! /= triangle[a * q + a]!
  }
  return out
}

/** The diagonal of the inverse of a matrix given by its factor. */
function inverseDiagonal(triangle: Float64Array, q: number): Float64Array {
  const out = new Float64Array(q)
  const column = new Float64Array(q)
  for (let at = 0; at < q; at++) {
    // A column of the factor's inverse; its squares add up to the diagonal of the whole.
    for (let a = at; a < q; a++) {
      let sum = a === at ? 1 : 0
      for (let b = at; b < a; b++) sum -= triangle[a * q + b]! * column[b]!
      column[a] = sum / triangle[a * q + a]!
      out[at]! += column[a]! ** 2
    }
  }
  return out
}

function gradientOf({ matrix: { p, values }, outcome, offset, from, to }: Task, intercept: number, weights: Float64Array): Float64Array {
  const gradient = new Float64Array(p + 1)
  for (let row = from; row < to; row++) {
    const base = row * p
    let logit = offset[row]! + intercept
    for (let a = 0; a < p; a++) logit += weights[a]! * values[base + a]!
    const residual = outcome[row]! - sigmoid(logit)
    for (let a = 0; a < p; a++) gradient[a]! += residual * values[base + a]!
    gradient[p]! += residual
  }
  return gradient
}

/**
 * Fits weights and, for each group of columns, how strongly they are held to zero, by turns: a group that tells nothing
 * is shut off, one that tells much is let loose. Newton steps use the information at the offset, since effects are small.
 *
 * @source MacKay 1992, "Bayesian interpolation", Neural Computation 4 (evidence for the penalty); Schall 1991 as in `effects.ts`
 */
export function fitLogistic(task: Task): Logistic {
  const { groups, matrix: { p } } = task
  const q = p + 1
  const information = informationOf(task)
  const count = groups.reduce((most, group) => Math.max(most, group + 1), 0)
  const penalties = new Float64Array(count).fill(PENALTY.first)
  const weights = new Float64Array(p)
  let intercept = 0
  for (let round = 0; round < ROUNDS; round++) {
    const triangle = Float64Array.from(information)
    for (let a = 0; a < p; a++) triangle[a * q + a]! += penalties[groups[a]!]!
    factor(triangle, q)
    const gradient = gradientOf(task, intercept, weights)
    for (let a = 0; a < p; a++) gradient[a]! -= penalties[groups[a]!]! * weights[a]!
    const by = solve(triangle, q, gradient)
    for (let a = 0; a < p; a++) weights[a]! += by[a]!
    intercept += by[p]!
    if (round % 2 === 0 || round >= ROUNDS - 4) continue
    const inverse = inverseDiagonal(triangle, q)
    const freedom = new Float64Array(count)
    const squares = new Float64Array(count)
    for (let a = 0; a < p; a++) {
      freedom[groups[a]!]! += Math.max(0, 1 - penalties[groups[a]!]! * inverse[a]!)
      squares[groups[a]!]! += weights[a]! ** 2
    }
    for (let group = 0; group < count; group++) penalties[group] = Math.min(PENALTY.most, Math.max(PENALTY.least, (freedom[group]! + BELIEF) / (squares[group]! + BELIEF / PENALTY.first)))
  }
  return { intercept, weights, penalties }
}

/** Log-odds of the columns alone, without offset. */
export function logitsOf({ intercept, weights }: Logistic, { p, values }: Matrix, from: number, to: number): Float64Array {
  const out = new Float64Array(to - from)
  for (let row = from; row < to; row++) {
    let logit = intercept
    for (let a = 0; a < p; a++) logit += weights[a]! * values[row * p + a]!
    out[row - from] = logit
  }
  return out
}
