import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, date } from '../../../platform/core/dates.ts'
import { shippedCateringTables } from '../shipped/catering-grade.ts'
import { annualGrade, dynamicGrade } from './catering-grade.ts'

const table = shippedCateringTables[0]!
const today = date('2026-05-06')
const seen = (tenth: number, keyFailed = 0, on = today) => ({ on, tenth, keyFailed })
const grade = (tenth: number, keyFailed = 0) => dynamicGrade(seen(tenth, keyFailed), null, [], table, today).grade

describe('the dynamic grade', () => {
  test.each([[10, 'excellent'], [9, 'excellent'], [8.95, 'excellent'], [8.94, 'good'], [7.5, 'good'], [7.44, 'fair'], [6, 'fair'], [5.94, null]])(
    'of a mean of %d is %s', (tenth, expected) => expect(grade(tenth)).toBe(expected))

  test('is none with two key items failed, however good the rest', () => {
    expect([grade(9.5, 1), grade(9.5, 2)]).toEqual(['excellent', null])
  })

  test('is not shown within three months of the licence nor six months after an accident, and says until when', () => {
    const on = (licensed: string | null, accidents: string[] = []) =>
      dynamicGrade(seen(9), licensed === null ? null : date(licensed), accidents.map(date), table, today)
    expect(on('2026-02-07').notShown).toMatchObject({ until: '2026-05-07' })
    expect(on('2026-02-06')).toMatchObject({ grade: 'excellent', notShown: null })
    expect(on(null, ['2025-11-07']).notShown).toMatchObject({ until: '2026-05-07' })
    expect(on(null, ['2025-11-06', '2026-06-01']).grade).toBe('excellent')
    expect(on('2026-04-01', ['2026-03-01']).notShown).toMatchObject({ until: '2026-09-01' })
  })

  test('never gets worse with a better mean', () => {
    const rank = (tenth: number): number => ['excellent', 'good', 'fair', null].indexOf(grade(tenth))
    fc.assert(fc.property(fc.double({ min: 0, max: 10, noNaN: true }), fc.double({ min: 0, max: 10, noNaN: true }), (a, b) => {
      if (a <= b) expect(rank(b)).toBeLessThanOrEqual(rank(a))
    }))
  })
})

describe('the annual grade', () => {
  test('is the mean of the last twelve months and of nothing older', () => {
    const days = [seen(9.4, 0, date('2025-05-07')), seen(8.8, 0, date('2026-01-01')), seen(1, 0, date('2025-05-06'))]
    expect(annualGrade(days, table, today)).toMatchObject({ grade: 'A', mean: 9.1 })
  })

  test('counts a bad inspection that gave no grade', () => {
    expect(annualGrade([seen(9.5), seen(4, 3)], table, today)).toMatchObject({ grade: 'C', mean: 6.8 })
  })

  test('of nothing is none, never C', () => {
    expect(annualGrade([seen(9, 0, addDays(today, 1))], table, today)).toMatchObject({ grade: null, mean: null })
  })

  test('lies between the worst and the best inspection', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1 }), (tenths) => {
      const { mean } = annualGrade(tenths.map((tenth) => seen(tenth)), table, today)
      expect(mean! >= Math.min(...tenths) - 0.051 && mean! <= Math.max(...tenths) + 0.051).toBe(true)
    }))
  })
})
