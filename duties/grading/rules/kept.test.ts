import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { date } from '../../../platform/core/dates.ts'
import { shippedGradeTables } from '../shipped/risk-grade.ts'
import { foodsOf } from './foods.ts'
import { factsOf, keptInspection, type KeptFacts } from './kept.ts'
import { riskGrade } from './risk-grade.ts'
import { frequencyColumns, gradeColumns } from './standing.ts'
import { shippedFrequencyTables } from '../shipped/frequency.ts'

const today = date('2026-05-06')
const table = shippedGradeTables[0]!
const none: KeptFacts = { type: 'CATE', scale: 'small', area: 80, diners: null, foods: [], near_school: false, inspection: null, events: [], licensed_on: date('2024-01-01'), last_penalty_on: null, certificates: [] }
const words = { zh: '项', en: 'item' }
const item = (code: string, key: boolean, points: number) => ({ code, key, points, text: words, section: words, method: words, basis: '' })
const sheet = fc.uniqueArray(fc.record({ code: fc.string({ minLength: 1, maxLength: 3 }), key: fc.boolean(), points: fc.integer({ min: 0, max: 5 }) }), { selector: ({ code }) => code, minLength: 1, maxLength: 30 })
  .map((items) => ({ items: items.map(({ code, key, points }) => item(code, key, points)) }))

describe('an inspection as a grade keeps it', () => {
  test('gives the same dynamic score as its items one by one', () => {
    fc.assert(fc.property(sheet, fc.array(fc.constantFrom('pass', 'fail', 'not_applicable'), { minLength: 30, maxLength: 30 }), (given, verdicts) => {
      const findings = given.items.map(({ code }, at) => ({ code, verdict: verdicts[at]! }) as const)
      const scored = given.items.some(({ points }) => points > 0)
      const items = given.items.flatMap(({ code, key, points, text }, at) => (verdicts[at] === 'not_applicable' ? [] : [{ code, text, weight: scored ? points : key ? 3 : 1, failed: verdicts[at] === 'fail' }]))
      const kept = factsOf({ ...none, inspection: keptInspection(given, findings, today) }, table)
      const [short, long] = [riskGrade(kept, table, today), riskGrade({ ...kept, inspection: { on: today, items } }, table, today)]
      expect([short.dynamicScore, short.grade]).toEqual([long.dynamicScore, long.grade])
      // The shares of single items are cut in the order they stand, so only their sum must agree to the cent.
      expect(short.score).toBeCloseTo(long.score, 2)
    }))
  })
})

test('licences and scopes tell the foods that matter, and nothing else', () => {
  expect(foodsOf(null, ['SC10514070200013', 'SC12714070200013'])).toEqual(['dairy', 'health_food'])
  expect(foodsOf('热食类食品制售；冷食类食品制售；生食类食品制售', ['JY21407020001235'])).toEqual(['cold_dishes', 'raw_food'])
  expect(foodsOf('乳制品（不含婴幼儿配方乳粉）销售', [])).toEqual(['dairy'])
  expect(foodsOf('特殊食品销售（婴幼儿配方乳粉）', [])).toEqual(['infant_formula'])
  expect(foodsOf('预包装食品销售', [])).toEqual([])
})

describe('a grade stands', () => {
  const first = gradeColumns(null, table, none, today)!
  test('until its year is over, its rules change, or its facts do', () => {
    expect(gradeColumns(first, table, none, date('2027-05-05'))).toBeNull()
    expect(gradeColumns(first, table, none, date('2027-05-06'))?.graded_on).toBe('2027-05-06')
    expect(gradeColumns(first, { ...table, version: 'x' }, none, today)?.rule_version).toBe('x')
    const event = { ...none, events: [{ code: 'accident', on: today }] }
    expect(gradeColumns(first, table, event, today)).toMatchObject({ moved: 'raised', previous: first.grade, why: expect.stringContaining('事故') })
  })

  test('and how often it is visited follows from it', () => {
    const columns = (grade: 'A' | 'D') => frequencyColumns({ since: date('2025-01-01'), last_full_on: null, last_audit_on: null, facts: none }, grade, shippedFrequencyTables[0]!)
    expect(columns('A')).toMatchObject({ visits: 1, focus: false, full_due_on: '2027-01-01', audit_due_on: null })
    expect(columns('D')).toMatchObject({ visits: 3, focus: true })
  })
})
