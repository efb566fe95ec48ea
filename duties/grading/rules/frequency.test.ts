import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { date } from '../../../platform/core/dates.ts'
import { shippedFrequencyTables } from '../shipped/frequency.ts'
import { frequencyOf, fullCheckDue, systemAuditDue } from './frequency.ts'
import { addMonths } from '../../../platform/core/periods.ts'
import { riskGrades } from './risk-grade.ts'

const table = shippedFrequencyTables[0]!
const shop = { types: ['DIST', 'SALE'] }

describe('how often premises are inspected', () => {
  test('grows with the grade: 1, 1–2, 2–3, 3–4', () => {
    expect(riskGrades.map((grade) => frequencyOf(shop, grade, table)).map(({ least, most }) => [least, most])).toEqual([[1, 1], [1, 2], [2, 3], [3, 4]])
  })

  test('without a grade counts as B and says so', () => {
    expect(frequencyOf(shop, null, table)).toMatchObject({ least: 1, most: 2, focus: null, reason: { en: expect.stringContaining('not graded') } })
  })

  test('重点 are special-food producers, producers C and D, sellers D, central kitchens (总局令49号 art.22)', () => {
    const focus = (types: readonly string[], grade: 'A' | 'C' | 'D') => frequencyOf({ types }, grade, table).focus !== null
    expect([focus(['HEAL', 'PRODUCTION'], 'A'), focus(['CENT_KITCHEN', 'CENT', 'CATERING'], 'A'), focus(['PROD', 'PRODUCTION'], 'C')]).toEqual([true, true, true])
    expect([focus(['DIST', 'SALE'], 'C'), focus(['DIST', 'SALE'], 'D'), focus(['PROD', 'PRODUCTION'], 'A')]).toEqual([false, true, false])
  })

  test('a farm is owed no yearly visit by this table', () => {
    expect(frequencyOf({ types: ['FARM', 'PRIMARY'] }, 'D', table)).toMatchObject({ least: 0, focus: null })
  })
})

test('a full check is due two years after the last, or after the premises came on record', () => {
  expect(fullCheckDue(date('2024-02-29'), date('2020-01-01'), table)).toBe('2026-02-28')
  expect(fullCheckDue(null, date('2025-06-01'), table)).toBe('2027-06-01')
})

test('systems of special-food producers are audited, others are not', () => {
  expect(systemAuditDue({ types: ['HEAL', 'PRODUCTION'] }, null, date('2026-01-01'), table)?.dueOn).toBe('2027-01-01')
  expect(systemAuditDue({ types: ['PROD', 'PRODUCTION'], foods: ['fsmp'] }, date('2026-03-31'), date('2020-01-01'), table)?.dueOn).toBe('2027-03-31')
  expect(systemAuditDue(shop, null, date('2026-01-01'), table)).toBeNull()
})

test('months added and taken away keep the day where the month has it', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: -60, max: 60 }), (n, months) => {
    const day = date(new Date(n * 86_400_000).toISOString().slice(0, 10))
    const moved = addMonths(day, months)
    const [a, b] = [day, moved].map((one) => Number(one.slice(0, 4)) * 12 + Number(one.slice(5, 7)))
    expect(b! - a!).toBe(months)
    expect(Number(moved.slice(8)) <= Number(day.slice(8))).toBe(true)
    if (Number(day.slice(8)) <= 28) expect(addMonths(moved, -months)).toBe(day)
  }))
})
