import type { Matrix } from './design.ts'
import { sigmoid } from './effects.ts'

/**
 * What the columns say together and the line through each of them cannot: small trees, each fitted to what those before it
 * leave, with small steps. Every row's sum is told apart by the column that each turn of its way looked at.
 *
 * @source Friedman 2001, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29
 * @source Saabas 2014 (a tree's answer as the sum of what each split on the way changed)
 */

/** A turn at a column: at most `cut` goes to `left`. `value` is the log-odds that a row has by coming here. A leaf has no column: -1. */
type Node = { readonly column: number; readonly cut: number; readonly value: number; readonly left: number; readonly right: number }
export type Trees = readonly (readonly Node[])[]

/** Rows that teach: their columns, outcomes, and the log-odds that they have already. */
export type Lesson = { readonly matrix: Matrix; readonly outcome: Float64Array; readonly logits: Float64Array }

const DEPTH = 3
const STEP = 0.05
const MOST = 80
/** Cuts that are tried of each column, the least information of a leaf (some eight visits make 1), and what holds a leaf's value to zero. */
const [CUTS, LEAST, HOLD] = [15, 12, 12]

/** Values that part the rows of each column into parts alike in number. */
function cutsOf({ n, p, values }: Matrix): Float64Array[] {
  return Array.from({ length: p }, (_, column) => {
    const sorted = Float64Array.from({ length: n }, (__, row) => values[row * p + column]!).sort()
    return Float64Array.from(new Set(Array.from({ length: CUTS }, (__, at) => sorted[Math.floor(((at + 1) * n) / (CUTS + 1))]!).filter((cut) => cut < sorted[n - 1]!)))
  })
}

/** In which part of its column each value lies, column after column. */
function binned({ n, p, values }: Matrix, cuts: readonly Float64Array[]): Uint8Array {
  const bins = new Uint8Array(n * p)
  for (let column = 0; column < p; column++) {
    const own = cuts[column]!
    for (let row = 0; row < n; row++) {
      const value = values[row * p + column]!
      let bin = 0
      while (bin < own.length && value > own[bin]!) bin++
      bins[column * n + row] = bin
    }
  }
  return bins
}

class Grower {
  private readonly n: number
  private readonly cuts: readonly Float64Array[]
  private readonly bins: Uint8Array
  private readonly score: Float64Array
  private readonly information: Float64Array

  constructor({ matrix, outcome }: Lesson) {
    this.n = matrix.n
    this.cuts = cutsOf(matrix)
    this.bins = binned(matrix, this.cuts)
    this.score = new Float64Array(outcome.length)
    this.information = new Float64Array(outcome.length)
  }

  /** One more tree, and what it adds to the log-odds of each row. */
  grow(outcome: Float64Array, logits: Float64Array): Node[] {
    for (let row = 0; row < this.n; row++) {
      const p = sigmoid(logits[row]!)
      this.score[row] = outcome[row]! - p
      this.information[row] = p * (1 - p)
    }
    const nodes: Node[] = []
    this.split(Int32Array.from({ length: this.n }, (_, row) => row), 0, nodes, logits)
    return nodes
  }

  private split(rows: Int32Array, depth: number, nodes: Node[], logits: Float64Array): number {
    let [score, information] = [0, 0]
    for (const row of rows) {
      score += this.score[row]!
      information += this.information[row]!
    }
    const value = (STEP * score) / (information + HOLD)
    const own = nodes.push({ column: -1, cut: 0, value, left: -1, right: -1 }) - 1
    const best = depth < DEPTH ? this.best(rows, score, information) : null
    if (!best) {
      for (const row of rows) logits[row]! += value
      return own
    }
    const { column, bin } = best
    const goesLeft = (row: number): boolean => this.bins[column * this.n + row]! <= bin
    const left = this.split(rows.filter(goesLeft), depth + 1, nodes, logits)
    const right = this.split(rows.filter((row) => !goesLeft(row)), depth + 1, nodes, logits)
    nodes[own] = { column, cut: this.cuts[column]![bin]!, value, left, right }
    return own
  }

  /** The cut that tells most apart; the first of equals. */
  private best(rows: Int32Array, score: number, information: number): { readonly column: number; readonly bin: number } | null {
    let found: { column: number; bin: number } | null = null
    let most = (score * score) / (information + HOLD) + 1e-9
    const [scores, informations] = [new Float64Array(CUTS + 1), new Float64Array(CUTS + 1)]
    for (const [column, cuts] of this.cuts.entries()) {
      if (cuts.length === 0) continue
      scores.fill(0)
      informations.fill(0)
      const from = column * this.n
      for (const row of rows) {
        const bin = this.bins[from + row]!
        scores[bin]! += this.score[row]!
        informations[bin]! += this.information[row]!
      }
      let [below, held] = [0, 0]
      for (let bin = 0; bin < cuts.length; bin++) {
        below += scores[bin]!
        held += informations[bin]!
        if (held < LEAST || information - held < LEAST) continue
        const gain = (below * below) / (held + HOLD) + (score - below) ** 2 / (information - held + HOLD)
        if (gain > most) {
          most = gain
          found = { column, bin }
        }
      }
    }
    return found
  }
}

/** So many trees. */
export function growTrees(lesson: Lesson, count: number): Trees {
  if (count === 0) return []
  const grower = new Grower(lesson)
  const logits = Float64Array.from(lesson.logits)
  return Array.from({ length: count }, () => grower.grow(lesson.outcome, logits))
}

/** By how many standard errors trees must foretell better to be believed: luck alone has some foretell a little better. */
const BEYOND = 1

/**
 * How many trees tell something that lasts: those by which later rows are foretold best; none where that is no clear gain.
 * @param later rows after the lesson's
 */
export function countTrees(lesson: Lesson, later: Lesson): number {
  const logits = Float64Array.from(later.logits)
  const losses = (): Float64Array => logits.map((logit, row) => Math.log1p(Math.exp(later.outcome[row] === 1 ? -logit : logit)))
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)
  const without = losses()
  let [best, least, found] = [0, total(without), without]
  for (const [at, tree] of growTrees(lesson, MOST).entries()) {
    addTree(tree, later.matrix, logits)
    const now = losses()
    const loss = total(now)
    if (loss < least) [best, least, found] = [at + 1, loss, now]
  }
  const gains = without.map((loss, row) => loss - found[row]!)
  return best > 0 && total(gains) >= BEYOND * Math.sqrt(total(gains.map((gain) => gain * gain))) ? best : 0
}

/** Goes through a tree, telling each turn: the column, and what it changed. */
function walk(tree: readonly Node[], { p, values }: Matrix, row: number, turn: (column: number, by: number) => void): void {
  let node = tree[0]!
  while (node.column >= 0) {
    const next = tree[values[row * p + node.column]! <= node.cut ? node.left : node.right]!
    turn(node.column, next.value - node.value)
    node = next
  }
}

function addTree(tree: readonly Node[], matrix: Matrix, logits: Float64Array): void {
  for (let row = 0; row < matrix.n; row++) walk(tree, matrix, row, (_, by) => void (logits[row]! += by))
}

/** What the trees add to the log-odds of rows, the beginning of each tree left out, as it is the same for all. */
export function treeLogits(trees: Trees, matrix: Matrix): Float64Array {
  const out = new Float64Array(matrix.n)
  for (const tree of trees) addTree(tree, matrix, out)
  return out
}

/** The same for one row, by column. */
export function turnsOf(trees: Trees, matrix: Matrix, row: number): Float64Array {
  const out = new Float64Array(matrix.p)
  for (const tree of trees) walk(tree, matrix, row, (column, by) => void (out[column]! += by))
  return out
}
