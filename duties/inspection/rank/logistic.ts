import { sigmoid } from './effects.ts'
import type { Matrix } from './design.ts'

/** A ridge logistic regression with an offset: log-odds = offset + intercept + Σ weight · column. */
export type Logistic = { readonly intercept: number; readonly weights: Float64Array }

/** The rows of a task: which rows of the matrix, their outcomes and what is known of their log-odds without the columns. */
export type Task = { readonly matrix: Matrix; readonly outcome: Float64Array; readonly offset: Float64Array; readonly from: number; readonly to: number }

const ROUNDS = 12

/** Information of the columns (with the intercept as the last) at the offset alone. */
export function informationOf({ matrix: { p, values }, offset, from, to }: Task, intercept: number): Float64Array {
  const q = p + 1
  const out = new Float64Array(q * q)
  for (let row = from; row < to; row++) {
    const chance = sigmoid(offset[row]! + intercept)
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

/**
 * Fits by Newton steps with the information held at the offset: effects are small, so it hardly changes and is made once
 * for all penalties. @param penalty added to the information of each column
 */
export function fitLogistic(task: Task, intercept0: number, information: Float64Array, penalty: number): Logistic {
  const { matrix: { p, values }, outcome, offset, from, to } = task
  const q = p + 1
  const triangle = Float64Array.from(information)
  for (let a = 0; a < p; a++) triangle[a * q + a]! += penalty
  factor(triangle, q)
  const weights = new Float64Array(p)
  let intercept = intercept0
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = new Float64Array(q)
    for (let row = from; row < to; row++) {
      const base = row * p
      let logit = offset[row]! + intercept
      for (let a = 0; a < p; a++) logit += weights[a]! * values[base + a]!
      const residual = outcome[row]! - sigmoid(logit)
      for (let a = 0; a < p; a++) gradient[a]! += residual * values[base + a]!
      gradient[p]! += residual
    }
    for (let a = 0; a < p; a++) gradient[a]! -= penalty * weights[a]!
    const by = solve(triangle, q, gradient)
    let most = Math.abs(by[p]!)
    for (let a = 0; a < p; a++) {
      weights[a]! += by[a]!
      most = Math.max(most, Math.abs(by[a]!))
    }
    intercept += by[p]!
    if (most < 1e-5) break
  }
  return { intercept, weights }
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
