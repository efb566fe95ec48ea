import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALL_MONTHS, capacityFaults, inspectorDays, maskOf, monthsOf, yearlyPlan, type PlanPremises } from './yearly-plan.ts'

const one = (id: string, more: Partial<PlanPremises> = {}): PlanPremises => ({
  id, region: 'r', grade: 'B', visits: 1, effort: 1, fullCheckBy: null, open: ALL_MONTHS, special: 0, ...more })
const flat = (days: number) => ({ r: Array.from({ length: 12 }, () => days) })
const mask = fc.integer({ min: 0, max: ALL_MONTHS })
const premises = fc.array(fc.record({
  region: fc.constantFrom('r', 's', 'nobody'), grade: fc.constantFrom('A', 'B', 'C', 'D', null), visits: fc.integer({ min: 0, max: 5 }),
  effort: fc.constantFrom(0.5, 1, 2), fullCheckBy: fc.option(fc.integer({ min: 1, max: 12 })), open: mask, special: fc.oneof(fc.constant(0), mask),
  done: fc.oneof(fc.constant(0), mask),
}), { maxLength: 40 }).map((rows) => rows.map((row, n): PlanPremises => ({ id: `p${String(n).padStart(3, '0')}`, ...row } as PlanPremises)))
const capacity = fc.record({ r: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 12, maxLength: 12 }), s: fc.constant(Array.from({ length: 12 }, () => 3)) })
const count = (bits: number): number => monthsOf(bits).length

describe('the yearly plan', () => {
  test('never overbooks a month, never plans a month closed, done or past', () => {
    fc.assert(fc.property(premises, capacity, fc.integer({ min: 1, max: 12 }), (rows, days, from) => {
      const { months, load } = yearlyPlan(rows, days, from)
      const used: Record<string, number[]> = { r: Array(12).fill(0), s: Array(12).fill(0) }
      rows.forEach((row, i) => monthsOf(months[i]!).forEach((month) => {
        used[row.region]![month - 1]! += row.effort
        expect(month >= from && (row.open & (1 << (month - 1))) !== 0 && ((row.done ?? 0) & (1 << (month - 1))) === 0).toBe(true)
      }))
      for (const region of ['r', 's'] as const) {
        expect(load[region]!.used).toEqual(used[region])
        used[region]!.forEach((sum, m) => expect(sum).toBeLessThanOrEqual(days[region][m]!))
      }
    }))
  })

  test('every visit owed is planned, done, or said not to fit and why', () => {
    fc.assert(fc.property(premises, capacity, (rows, days) => {
      const { months, unplaced, fullCheck } = yearlyPlan(rows, days)
      rows.forEach((row, i) => {
        const lacking = unplaced.filter((x) => x.index === i).reduce((sum, x) => sum + x.visits, 0)
        expect(count(months[i]! | (row.done ?? 0)) + lacking).toBeGreaterThanOrEqual(row.visits)
        if (row.fullCheckBy !== null && fullCheck[i] === 0) expect(unplaced.some((x) => x.index === i && x.fullCheck)).toBe(true)
        if (fullCheck[i]! > 0) expect(fullCheck[i]! <= row.fullCheckBy! && (months[i]! & (1 << (fullCheck[i]! - 1))) !== 0).toBe(true)
        if (row.region === 'nobody' && row.visits > count(row.done ?? 0)) expect(unplaced.some((x) => x.index === i && x.reason === 'no-inspectors')).toBe(true)
      })
    }))
  })

  test('does not hang on the order in which rows were read', () => {
    fc.assert(fc.property(premises, capacity, fc.nat(), (rows, days, seed) => {
      const shuffled = rows.map((row, n) => ({ row, key: (n * 7919 + seed) % 101 })).toSorted((a, b) => a.key - b.key).map(({ row }) => row)
      const [a, b] = [yearlyPlan(rows, days), yearlyPlan(shuffled, days)]
      const by = (plan: typeof a, of: readonly PlanPremises[]) => Object.fromEntries(of.map(({ id }, i) => [id, plan.months[i]]))
      expect(by(b, shuffled)).toEqual(by(a, rows))
      expect(b.unplaced.map(({ index }) => shuffled[index]!.id)).toEqual(a.unplaced.map(({ index }) => rows[index]!.id))
    }))
  })

  test('short of inspectors, what stays out is the lowest risk', () => {
    const rows = (['A', 'D', 'C', 'B'] as const).map((grade, n) => one(`p${n}`, { grade }))
    const { months, unplaced } = yearlyPlan(rows, { r: [1, 1, 1, ...Array(9).fill(0)] })
    expect(unplaced).toEqual([{ index: 0, visits: 1, fullCheck: false, reason: 'capacity' }])
    expect([...months].filter((bits) => bits !== 0)).toHaveLength(3)
  })

  test('the full check of two years comes before a second visit of grade D', () => {
    const rows = [one('a', { grade: 'A', visits: 0, fullCheckBy: 12 }), one('d', { grade: 'D', visits: 4 })]
    const plan = yearlyPlan(rows, { r: [1, 1, ...Array(10).fill(0)] })
    expect([...plan.months].map(count)).toEqual([1, 1])
    expect(plan.fullCheck[0]).toBeGreaterThan(0)
  })

  test('visits of one year lie apart, and even out over the months', () => {
    const rows = Array.from({ length: 60 }, (_, n) => one(`p${String(n).padStart(2, '0')}`, { visits: 2 }))
    const { months, load } = yearlyPlan(rows, flat(20))
    for (const bits of months) expect(monthsOf(bits).map((month) => month > 6)).toEqual([false, true])
    expect(load['r']!.used).toEqual(Array(12).fill(10))
  })

  test('a canteen is visited in the months of its special periods, never in its vacation', () => {
    const { months } = yearlyPlan([one('c', { visits: 3, open: ALL_MONTHS & ~maskOf([2, 7, 8]), special: maskOf([3, 9]) })], flat(1))
    expect(monthsOf(months[0]!)).toEqual(expect.arrayContaining([3, 9]))
    expect(count(months[0]! & maskOf([2, 7, 8]))).toBe(0)
    expect(count(months[0]!)).toBe(3)
  })

  test('closed the whole year is said so', () => {
    expect(yearlyPlan([one('x', { open: 0 })], flat(1)).unplaced).toMatchObject([{ reason: 'closed' }])
  })
})

test('capacity is twelve months of inspector-days, a share kept back', () => {
  expect(inspectorDays(10, [20, 22], 0.25)).toEqual([150, 165])
  expect(capacityFaults({ r: [1], s: Array(12).fill(-1), t: Array(12).fill(0) }).map(({ path }) => path)).toEqual(['capacity.r', 'capacity.s'])
})
