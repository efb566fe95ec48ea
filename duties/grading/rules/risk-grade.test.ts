import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, date } from '../../../platform/core/dates.ts'
import { shippedGradeTables } from '../shipped/risk-grade.ts'
import { inForce } from '../../../platform/core/dated.ts'
import { gradeTableFaults, mustRegrade, riskGrade, riskGrades, type GradeFacts, type RiskGradeAnswer } from './risk-grade.ts'

const today = date('2026-05-06')
const table = inForce(shippedGradeTables, today, 'risk-grade')
const plain: GradeFacts = {
  business: { types: ['DIST', 'SALE'], scale: 'small' }, inspection: null, events: [], licensed_on: date('2025-06-01'), last_penalty_on: null,
  certificates: [],
}
const item = fc.record({
  code: fc.string({ minLength: 1, maxLength: 4 }), text: fc.constant({ zh: '项目', en: 'item' }),
  weight: fc.integer({ min: 1, max: 10 }), failed: fc.boolean(),
})
const aDay = fc.integer({ min: -2000, max: 0 }).map((n) => addDays(today, n))
const facts: fc.Arbitrary<GradeFacts> = fc.record({
  business: fc.record({
    types: fc.constantFrom(['DIST', 'SALE'], ['CANT_SCHOOL', 'CANT', 'CATERING'], ['INFA', 'PRODUCTION'], ['FARM', 'PRIMARY'], []),
    scale: fc.constantFrom('large', 'medium', 'small', 'micro', null), diners: fc.option(fc.nat(3000)), area: fc.option(fc.nat(5000)),
    near_school: fc.boolean(), foods: fc.subarray(['fsmp', 'dairy']), consumers: fc.subarray(['pupils']),
  }),
  inspection: fc.option(fc.record({ on: aDay, items: fc.array(item, { maxLength: 70 }) })),
  events: fc.array(fc.record({ code: fc.constantFrom(...table.raises.map((one) => one.code), 'unknown'), on: aDay }), { maxLength: 4 }),
  licensed_on: fc.option(aDay), last_penalty_on: fc.option(aDay),
  certificates: fc.array(fc.record({ code: fc.constantFrom('gmp', 'haccp', 'quality_award', 'other'), from: aDay, until: fc.constant(null) }), { maxLength: 2 }),
})
const order = (answer: RiskGradeAnswer): number => riskGrades.indexOf(answer.grade)

describe('the risk grade of premises', () => {
  test('explains itself: the points of its lines are its score, its last word is its grade', () => {
    fc.assert(fc.property(facts, (given) => {
      const answer = riskGrade(given, table, today)
      const points = answer.lines.reduce((sum, line) => sum + Math.round((line.points ?? 0) * 100), 0)
      expect(points).toBe(Math.round(answer.score * 100))
      expect(answer.lines.findLast((line) => line.grade)?.grade).toBe(answer.grade)
      expect(answer.score >= 0 && answer.score <= 100).toBe(true)
      expect(answer.lines.every(({ text }) => text.zh !== '' && !/\p{Script=Han}/u.test(text.en.replace(/^\S+ failed: .*/, '')))).toBe(true)
    }))
  })

  test('one more failed item never lowers it', () => {
    fc.assert(fc.property(facts, fc.nat(), (given, at) => {
      if (!given.inspection || given.inspection.items.length === 0) return
      const items = given.inspection.items.map((one, index) => (index === at % given.inspection!.items.length ? { ...one, failed: true } : one))
      const worse = riskGrade({ ...given, inspection: { ...given.inspection, items } }, table, today)
      expect(order(worse)).toBeGreaterThanOrEqual(order(riskGrade(given, table, today)))
    }))
  })

  test('everything failed takes the whole dynamic part, nothing failed takes none', () => {
    fc.assert(fc.property(facts, fc.array(item, { minLength: 1 }), fc.boolean(), (given, items, failed) => {
      const inspection = { on: today, items: items.map((one) => ({ ...one, failed })) }
      expect(riskGrade({ ...given, inspection }, table, today).dynamicScore).toBe(failed ? 60 : 0)
    }))
  })

  test.each([[30, 'A'], [30.01, 'B'], [45, 'B'], [45.01, 'C'], [60, 'C'], [60.01, 'D']])('a score of %d is %s', (score, grade) => {
    const only = { ...table, forced: [], static: { of: 100, factors: [
      { code: 'all', title: { zh: '合计', en: 'all' }, lines: [], otherwise: { points: score, title: { zh: '合计', en: 'all' } } }] } }
    expect(riskGrade({ ...plain, inspection: { on: today, items: [] } }, only, today).grade).toBe(grade)
  })

  test('a new business is graded from its static score and says so', () => {
    const answer = riskGrade(plain, table, today)
    expect(answer).toMatchObject({ grade: 'A', dynamicScore: null, score: 17, regradeBy: '2027-05-06' })
    expect(answer.lines.find((line) => line.kind === 'band')?.code).toBe('new')
  })

  test('a refused recall raises it for a year and no longer', () => {
    const since = (on: string) => riskGrade({ ...plain, events: [{ code: 'refused_recall', on: date(on) }] }, table, today).grade
    expect([since('2026-05-06'), since('2025-05-07'), since('2025-05-06'), since('2026-05-07')]).toEqual(['B', 'B', 'A', 'A'])
  })

  test('two kinds of event raise it by two, many by no more', () => {
    const events = table.raises.map(({ code }) => ({ code, on: today }))
    expect(riskGrade({ ...plain, events: events.slice(0, 2) }, table, today).grade).toBe('C')
    expect(riskGrade({ ...plain, events }, table, today).grade).toBe('C')
  })

  test('three clean years lower it by one; a raise in the same year forbids that', () => {
    const items = [{ code: '1', text: { zh: '甲', en: 'a' }, weight: 1, failed: true }, { code: '2', text: { zh: '乙', en: 'b' }, weight: 2, failed: false }]
    const old: GradeFacts = { ...plain, inspection: { on: today, items }, licensed_on: date('2020-01-01') }
    expect(riskGrade({ ...old, last_penalty_on: date('2023-05-07') }, table, today).grade).toBe('B')
    expect(riskGrade({ ...old, last_penalty_on: date('2023-05-06') }, table, today).grade).toBe('A')
    expect(riskGrade({ ...old, licensed_on: null }, table, today).grade).toBe('B')
    expect(riskGrade({ ...old, events: [{ code: 'accident', on: today }] }, table, today).grade).toBe('C')
  })

  test('HACCP lowers it, but not for infant formula', () => {
    const certificates = [{ code: 'haccp', from: date('2026-01-01'), until: date('2028-12-31') }]
    const lowered = (foods: readonly string[]) =>
      riskGrade({ ...plain, business: { types: ['PROD', 'PRODUCTION'], foods }, certificates }, table, today).lines.some((line) => line.kind === 'lower')
    expect([lowered([]), lowered(['infant_formula']), lowered(['fsmp'])]).toEqual([true, false, false])
  })

  test('sellers on the mapped list around schools are D whatever their score', () => {
    fc.assert(fc.property(facts, (given) => {
      expect(riskGrade({ ...given, business: { types: ['SHOP', 'SALE'], near_school: true } }, table, today).grade).toBe('D')
    }))
  })

  test('is made anew after a year, at new rules, and after an event', () => {
    const last = riskGrade(plain, table, today)
    expect(mustRegrade(last, table, [], date('2027-05-05'))).toBe(false)
    expect(mustRegrade(last, table, [], date('2027-05-06'))).toBe(true)
    expect(mustRegrade(last, { ...table, version: 'x' }, [], today)).toBe(true)
    expect(mustRegrade(last, table, [{ code: 'accident', on: date('2026-06-01') }], date('2026-06-01'))).toBe(true)
    expect(mustRegrade(last, table, [{ code: 'unknown', on: date('2026-06-01') }], date('2026-06-01'))).toBe(false)
  })
})

test('shipped tables add up; an edited one that does not is told what is wrong', () => {
  expect(shippedGradeTables.flatMap(gradeTableFaults)).toEqual([])
  const wrong = { ...table, bands: table.bands.toReversed(), static: { ...table.static, of: 39 } }
  expect(gradeTableFaults(wrong).map(({ path }) => path)).toEqual(['bands', 'static'])
})

test('outside of every version the answer is a refusal, not a guess', () => {
  expect(() => inForce(shippedGradeTables, date('2010-01-01'), 'risk-grade')).toThrow('rule.none-in-force')
})
