/**
 * Who inspected, and when: effects of levels on the odds of a finding, fitted together as random effects of a logistic
 * model (ridge, one variance a term) by Newton steps term by term, weights made anew with each sweep.
 *
 * @source Breslow & Clayton 1993, "Approximate inference in generalized linear mixed models", JASA 88 (penalised quasi-likelihood)
 * @source Schall 1991, "Estimation in generalized linear models with random effects", Biometrika 78 (the variances)
 * @source Kannan, Shapiro & Bilgic 2019, "Hindsight analysis of the Chicago food inspection forecasting model",
 *   arXiv:1910.04906 (why the inspector must be told apart from the kitchen)
 */

/** Levels of one term; -1 has no effect. */
export type Term = { readonly name: string; readonly codes: Int32Array; readonly levels: number; readonly nuisance: boolean }

/** Effects on the log-odds of a finding, by level. */
export type Effects = { readonly intercept: number; readonly terms: readonly (Term & { readonly effects: Float64Array; readonly variance: number })[] }

export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit))

const LEAST = 1e-4
const MOST = 4
const SWEEPS = 14

/** The variance of a term from the scores of its levels at no effect: what they spread beyond chance. */
function byMoments(score: Float64Array, information: Float64Array): number {
  let over = 0
  let under = 0
  for (let level = 0; level < score.length; level++) {
    over += score[level]! ** 2 - information[level]!
    under += information[level]! ** 2
  }
  return under > 0 ? over / under : 0
}

/**
 * Fits the terms to the first `n` outcomes.
 * @param outcome 0 or 1, in the order of time
 */
export function fitEffects(outcome: Float64Array, n: number, terms: readonly Term[]): Effects {
  let found = 0
  for (let row = 0; row < n; row++) found += outcome[row]!
  const rate = (found + 0.5) / (n + 1)
  let intercept = Math.log(rate / (1 - rate))
  const fitted = terms.map((term) => ({ ...term, effects: new Float64Array(term.levels), variance: 0.1 }))
  const rows: Rows = { n, eta: new Float64Array(n), residual: new Float64Array(n), weight: new Float64Array(n) }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const [score, information] = look(outcome, intercept, rows)
    const by = clamp(score / information)
    intercept += by
    for (let row = 0; row < n; row++) rows.residual[row]! -= rows.weight[row]! * by
    for (const term of fitted) step(rows, term, sweep)
  }
  intercept += shift(outcome, n, rows.eta, intercept)
  return { intercept, terms: fitted }
}

/** The terms' log-odds of each row; what was found beyond expectation; and the information of the row, held for one sweep. */
type Rows = { readonly n: number; readonly eta: Float64Array; readonly residual: Float64Array; readonly weight: Float64Array }

const clamp = (by: number): number => Math.max(-2, Math.min(2, by))

/** Expects anew. Once a sweep, as it costs most: within a sweep what is expected moves along its slope. @returns score and information of the intercept */
function look(outcome: Float64Array, intercept: number, { n, eta, residual, weight }: Rows): readonly [number, number] {
  let [score, information] = [0, 1e-9]
  for (let row = 0; row < n; row++) {
    const p = sigmoid(intercept + eta[row]!)
    residual[row] = outcome[row]! - p
    weight[row] = p * (1 - p)
    score += residual[row]!
    information += weight[row]!
  }
  return [score, information]
}

/** A Newton step of the intercept. */
function shift(outcome: Float64Array, n: number, eta: Float64Array, intercept: number): number {
  let [score, information] = [0, 1e-9]
  for (let row = 0; row < n; row++) {
    const p = sigmoid(intercept + eta[row]!)
    score += outcome[row]! - p
    information += p * (1 - p)
  }
  return clamp(score / information)
}

type Fitted = { readonly codes: Int32Array; readonly levels: number; readonly effects: Float64Array; variance: number }

/** A Newton step of all levels of a term, then its variance anew. */
function step({ n, eta, residual, weight }: Rows, term: Fitted, sweep: number): void {
  const { codes, effects } = term
  const score = new Float64Array(term.levels)
  const information = new Float64Array(term.levels)
  const count = new Float64Array(term.levels)
  for (let row = 0; row < n; row++) {
    const level = codes[row]!
    if (level < 0) continue
    score[level]! += residual[row]!
    information[level]! += weight[row]!
    count[level]!++
  }
  const present = count.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0)
  if (present < 2) return
  const sparse = information.reduce((sum, value) => sum + value, 0) / present < 2
  if (sparse && sweep % 4 === 0) term.variance = Math.max(LEAST, Math.min(MOST, byMoments(score.map((value, level) => value + information[level]! * effects[level]!), information)))
  const before = Float64Array.from(effects)
  let [squares, freedom] = [0, 0]
  for (let level = 0; level < term.levels; level++) {
    if (count[level] === 0) continue
    const held = information[level]! + 1 / term.variance
    effects[level]! += clamp((score[level]! - effects[level]! / term.variance) / held)
    squares += effects[level]! ** 2
    freedom += information[level]! / held
  }
  if (!sparse) term.variance = Math.max(LEAST, Math.min(MOST, squares / Math.max(freedom, 0.5)))
  for (let row = 0; row < n; row++) {
    const level = codes[row]!
    if (level < 0) continue
    const by = effects[level]! - before[level]!
    eta[row]! += by
    residual[row]! -= weight[row]! * by
  }
}

/** The log-odds that the nuisance alone gives to each of the first `n` rows: who inspected, and when. */
export function nuisanceOf({ intercept, terms }: Effects, n: number): Float64Array {
  const out = new Float64Array(n).fill(intercept)
  for (const { codes, effects, nuisance } of terms) {
    if (!nuisance) continue
    for (let row = 0; row < n; row++) if (codes[row]! >= 0) out[row]! += effects[codes[row]!]!
  }
  return out
}

/** What is to be added to every log-odds so that as many findings are expected as were made. */
export function recentre(outcome: Float64Array, logits: Float64Array, n: number): number {
  let by = 0
  for (let round = 0; round < 8; round++) by += shift(outcome, n, logits, by)
  return by
}
