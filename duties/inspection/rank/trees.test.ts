import { describe, expect, test } from 'vitest'
import { sigmoid } from './effects.ts'
import { random } from './measures.ts'
import { countTrees, growTrees, treeLogits, turnsOf, type Lesson } from './trees.ts'

const P = 4
/** Rows with four columns; the chance of a finding by `logit` of them. */
function lesson(n: number, seed: number, logit: (row: Float64Array) => number): Lesson {
  const next = random(seed)
  const values = Float64Array.from({ length: n * P }, () => next() * 2 - 1)
  const outcome = Float64Array.from({ length: n }, (_, row) => (next() < sigmoid(logit(values.subarray(row * P, (row + 1) * P))) ? 1 : 0))
  return { matrix: { n, p: P, values }, outcome, logits: new Float64Array(n).fill(-1) }
}
/** Two columns that say something only together. */
const together = ([a, b]: Float64Array): number => -1 + (a! * b! > 0 ? 1 : -1)

describe('trees', () => {
  test('tell what two columns say together, and no more than that', () => {
    const [early, later] = [lesson(3000, 1, together), lesson(1500, 2, together)]
    const count = countTrees(early, later)
    expect(count).toBeGreaterThan(10)
    const logits = treeLogits(growTrees(early, count), later.matrix)
    const mean = (wanted: boolean): number => {
      const rows = [...later.outcome.keys()].filter((row) => together(later.matrix.values.subarray(row * P, (row + 1) * P)) > -1 === wanted)
      return rows.reduce((sum, row) => sum + logits[row]!, 0) / rows.length
    }
    expect(mean(true) - mean(false)).toBeGreaterThan(0.8)
  })

  test('none stands where columns tell nothing beyond what is known', () => {
    const counts = Array.from({ length: 12 }, (_, at) => countTrees(lesson(1500, 10 + at, () => -1), lesson(700, 50 + at, () => -1)))
    expect(counts.filter((count) => count === 0).length).toBeGreaterThan(8)
  })

  test('the turns of a row add up to what the trees give it, and the same rows give the same trees', () => {
    const own = lesson(2000, 3, together)
    const trees = growTrees(own, 20)
    const logits = treeLogits(trees, own.matrix)
    for (let row = 0; row < 50; row++) expect(turnsOf(trees, own.matrix, row).reduce((sum, by) => sum + by, 0)).toBeCloseTo(logits[row]!, 9)
    expect(growTrees(lesson(2000, 3, together), 20)).toEqual(trees)
  })
})
