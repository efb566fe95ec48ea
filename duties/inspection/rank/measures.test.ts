import { expect, test } from 'vitest'
import fc from 'fast-check'
import { auc, aucWithin, bootstrap, daysEarlier, daysEarlierWithin, type Scored } from './measures.ts'

const visits = fc.array(fc.record({ day: fc.integer({ min: 0, max: 60 }), outcome: fc.constantFrom(0, 1), score: fc.integer({ min: 0, max: 30 }), inspector: fc.constantFrom('a', 'b', 'c') }), { minLength: 2, maxLength: 40 })

test('the area under the curve is the share of pairs in the right order, ties half', () => {
  fc.assert(fc.property(visits, (list) => {
    const pairs = list.filter((a) => a.outcome === 1).flatMap((a) => list.filter((b) => b.outcome === 0).map((b) => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0) as number))
    if (pairs.length === 0) expect(auc(list)).toBeNaN()
    else expect(auc(list)).toBeCloseTo(pairs.reduce((sum, one) => sum + one, 0) / pairs.length, 9)
  }))
})

test('the order actually used is no days earlier than itself', () => {
  fc.assert(fc.property(visits, (list) => {
    const used = list.map((one): Scored => ({ ...one, score: -one.day }))
    if (used.some(({ outcome }) => outcome === 1)) {
      expect(daysEarlier(used)).toBeCloseTo(0, 9)
      const comparable = used.some((a) => a.outcome === 1 && used.some((b) => b !== a && b.inspector === a.inspector))
      if (comparable) expect(daysEarlierWithin(used)).toBeCloseTo(0, 9)
      else expect(daysEarlierWithin(used)).toBeNaN()
    }
  }))
})

test('days earlier, by hand: two findings on the 10th and 20th move to the 0th and 10th', () => {
  const list: Scored[] = [{ day: 0, outcome: 0, score: 0.1 }, { day: 10, outcome: 1, score: 0.9 }, { day: 20, outcome: 1, score: 0.8 }]
  expect(daysEarlier(list)).toBe(10)
})

test('inspectors with other dates and other scores change nothing within each of them', () => {
  fc.assert(fc.property(visits, (list) => {
    const moved = list.map((one): Scored => (one.inspector === 'a' ? { ...one, score: one.score + 2 } : one))
    expect(aucWithin(moved)).toEqual(aucWithin(list))
  }))
})

test('an interval holds its value and is the same each time', () => {
  const list = Array.from({ length: 300 }, (_, at): Scored => ({ day: at % 50, outcome: at % 7 === 0 ? 1 : 0, score: ((at * 37) % 101) / 101 + (at % 7 === 0 ? 0.2 : 0) }))
  const one = bootstrap(list, auc)
  expect(one.low).toBeLessThan(one.value)
  expect(one.high).toBeGreaterThan(one.value)
  expect(bootstrap(list, auc)).toEqual(one)
})
