import { describe, expect, test } from 'vitest'
import { allocate, drawFrom, intervalWords, poolHash, surveyFaults, wilson } from './rules.ts'

describe('the confidence interval', () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611], [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is what Newcombe prints', (positive, answered, low, high) => {
    const found = wilson(positive, answered)!
    expect(found.low).toBeCloseTo(low, 4)
    expect(found.high).toBeCloseTo(high, 4)
  })

  test('is the same seen from the other side, never leaves 0 to 1, and narrows as answers come in', () => {
    for (const answered of [1, 7, 100, 3000]) {
      for (let positive = 0; positive <= answered; positive += Math.ceil(answered / 7)) {
        const [one, other] = [wilson(positive, answered)!, wilson(answered - positive, answered)!]
        expect(one.low + other.high).toBeCloseTo(1, 10)
        expect(one.low).toBeGreaterThanOrEqual(0)
        expect(one.high).toBeLessThanOrEqual(1)
        expect(one.share).toBeGreaterThanOrEqual(one.low - 1e-12)
        expect(wilson(positive * 4, answered * 4)!.margin).toBeLessThan(one.margin)
      }
    }
  })

  test('of nobody is no interval, and words say it in both languages', () => {
    expect(wilson(0, 0)).toBeNull()
    const said = intervalWords(wilson(900, 1000)!)
    expect(said.zh).toContain('88.0%至91.7%')
    expect(said.en).toContain('between 88.0% and 91.7%')
  })
})

describe('quotas', () => {
  test('share out the whole and nothing more, by weight, with one at least for each', () => {
    expect(allocate([1, 1, 1], 10)).toEqual([4, 3, 3])
    expect(allocate([70, 20, 10], 103)).toEqual([71, 21, 11])
    expect(allocate([1000, 1], 2)).toEqual([1, 1])
    expect(allocate([], 5)).toEqual([])
    for (const whole of [3, 11, 400, 1001]) expect(allocate([3, 5, 8], whole).reduce((sum, one) => sum + one, 0)).toBe(whole)
  })
})

describe('a draw', () => {
  const pool = Array.from({ length: 40 }, (_, at) => `1407281${String(at).padStart(2, '0')}`)
  test('is the same for the same seed whatever the order of the pool, and another for another seed', () => {
    const drawn = drawFrom(pool, 8, '2026-食安')
    expect(drawFrom(pool.toReversed(), 8, '2026-食安')).toEqual(drawn)
    expect(new Set(drawn).size).toBe(8)
    expect(drawFrom(pool, 8, '2026-食安-2')).not.toEqual(drawn)
    expect(poolHash(pool.toReversed())).toBe(poolHash(pool))
    expect(poolHash(pool.slice(1))).not.toBe(poolHash(pool))
  })

  test('takes each member about as often as any other', () => {
    const times = new Map<string, number>()
    for (let seed = 0; seed < 400; seed++) for (const code of drawFrom(pool, 10, `seed ${seed}`)) times.set(code, (times.get(code) ?? 0) + 1)
    // 100 each expected; five standard deviations to either side.
    for (const code of pool) expect(Math.abs((times.get(code) ?? 0) - 100)).toBeLessThan(45)
  })
})

test('an app’s stars are no satisfaction rate, and all faults are told at once', () => {
  const faults = surveyFaults({ method: 'app-rating', run_by: 'third-party', starts_on: '2026-05-01', ends_on: '2026-04-01', answered: 5, positive: 6 })
  expect(faults.map(({ path }) => path)).toEqual(['method', 'ends_on', 'organisation', 'positive'])
  expect(faults[0]!.sentence.zh).toContain('不是满意度')
  expect(surveyFaults({ method: 'phone', run_by: 'third-party', organisation: '甲机构', starts_on: '2026-03-01', ends_on: '2026-04-01', answered: 6, positive: 6 })).toEqual([])
})
