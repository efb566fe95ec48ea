import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar } from '../../../platform/calendar/calendar.ts'
import { shippedDays } from '../../../platform/calendar/days.ts'
import { shippedLimits } from '../../../platform/calendar/shipped-limits.ts'
import { date } from '../../../platform/core/dates.ts'
import { Problem } from '../../../platform/core/problem.ts'
import type { Finding, Sheet, SheetItem } from '../sheets/sheet.ts'
import { follows, judge, sheetFaults, type Filled } from './result.ts'

const china = calendar(shippedDays())
const both = (zh: string) => ({ zh, en: `in English (${zh.length})` })
const item = (code: string, more: Partial<SheetItem> = {}): SheetItem => ({
  code, section: both('节'), text: both('项目'), key: false, method: both('现场'), basis: '食品安全法第三十三条', points: 1, ...more,
})
const sheet: Sheet = {
  kind: 'catering', version: '1', title: both('表'), source: 'test', confidence: 'reconstructed', facts: [{ code: 'cold', text: both('有专间') }],
  items: [
    item('1.1', { key: true, points: 3 }), item('1.2'), item('1.3', { photo: 'failed' }), item('1.4', { photo: 'always' }),
    item('2.1', { measure: { unit: '℃', min: 0, max: 8 }, points: 2 }), item('2.2', { when: ['cold'], key: true }),
  ],
}
const pass = (code: string, more: Partial<Finding> = {}): Finding => ({ code, verdict: 'pass', ...more })
const fail = (code: string, more: Partial<Finding> = {}): Finding => ({ code, verdict: 'fail', ...more })
const good: readonly Finding[] = [pass('1.1'), pass('1.2'), pass('1.3'), pass('1.4', { photos: ['h'] }), pass('2.1', { value: 4 })]
const filled = (changes: readonly Finding[] = [], more: Partial<Filled> = {}): Filled => ({
  form: 'daily', facts: { cold: false }, corrected: [], stop: false,
  findings: [...good.filter((one) => !changes.some(({ code }) => code === one.code)), ...changes], ...more,
})
const paths = (given: Filled): readonly string[] => sheetFaults(sheet, given).map(({ path }) => path)

describe('the result of an inspection', () => {
  test('everything sound is 符合, with nothing to follow', () => {
    const judged = judge(sheet, filled())
    expect(judged).toMatchObject({ result: 'pass', full: true, checked: 5, notApplicable: ['2.2'], score: { points: 8, of: 8, tenth: 10 } })
    expect(follows(judged, false, date('2026-05-06'), shippedLimits, china).kind).toBe('nothing')
  })

  test('a general item failed without danger is 基本符合 and ordered by a date', () => {
    const judged = judge(sheet, filled([fail('1.2')]))
    expect(judged).toMatchObject({ result: 'basic', keyFailed: 0, score: { points: 7, of: 8, tenth: 8.75 } })
    expect(follows(judged, false, date('2026-05-06'), shippedLimits, china)).toMatchObject({
      kind: 'order', order: { items: ['1.2'], dueOn: '2026-05-21' }, caseLead: [] })
  })

  test('put right on the spot, no order is left', () => {
    const judged = judge(sheet, filled([fail('1.2')], { corrected: ['1.2'] }))
    expect(follows(judged, false, date('2026-05-06'), shippedLimits, china)).toMatchObject({ kind: 'corrected', order: null })
  })

  test('a key item failed is 不符合 and a case lead (总局令49号 art.32); so is a general one that affects safety (art.33)', () => {
    for (const code of ['1.1', '1.2']) {
      const judged = judge(sheet, filled([fail(code, { safety: true })]))
      expect(judged.result).toBe('fail')
      expect(follows(judged, true, date('2026-05-06'), shippedLimits, china)).toMatchObject({ kind: 'case', caseLead: [code], stop: true })
    }
    expect(judge(sheet, filled([fail('1.1')])).result).toBe('fail')
  })

  test('who says that a failed key item is harmless says why', () => {
    expect(paths(filled([fail('1.1', { safety: false })]))).toEqual(['findings.1.1.note'])
    expect(judge(sheet, filled([fail('1.1', { safety: false, note: '已停用' })])).result).toBe('basic')
  })

  test('the date of an order cannot lie before the inspection', () => {
    const judged = judge(sheet, filled([fail('1.2')]))
    expect(() => follows(judged, false, date('2026-05-06'), shippedLimits, china, date('2026-05-05'))).toThrow('input.invalid')
    expect(follows(judged, false, date('2026-05-06'), shippedLimits, china, date('2026-05-08')).order?.dueOn).toBe('2026-05-08')
  })
})

describe('a sheet that cannot be judged', () => {
  test('is refused with all its faults at once', () => {
    const given = filled([fail('1.3'), pass('1.4'), pass('2.1', { value: 12 }), pass('2.2'), pass('9.9')], { corrected: ['1.2'] })
    const expected = ['corrected.1.2', 'findings.1.3.photos', 'findings.1.4.photos', 'findings.2.1.value', 'findings.2.2.verdict', 'findings.9.9']
    expect([...paths(given)].toSorted()).toEqual(expected)
    try {
      judge(sheet, given)
      expect.unreachable()
    } catch (problem) {
      expect((problem as Problem).fields).toHaveLength(expected.length)
    }
  })

  test('lacks an answer, a fact, or answers twice', () => {
    expect(paths(filled([], { findings: good.slice(1) }))).toEqual(['findings.1.1'])
    expect(paths(filled([], { facts: {} }))).toEqual(['facts.cold'])
    expect(paths(filled([], { facts: { cold: false, other: true } }))).toEqual(['facts.other'])
    expect(paths(filled([], { findings: [...good, pass('1.1')] }))).toEqual(['findings.1.1'])
  })

  test('a condition that holds makes its items due', () => {
    expect(paths(filled([], { facts: { cold: true } }))).toEqual(['findings.2.2'])
  })

  test('合理缺项 by the inspector’s own judgement needs a reason', () => {
    expect(paths(filled([{ code: '1.2', verdict: 'not_applicable' }]))).toEqual(['findings.1.2.note'])
    expect(paths(filled([{ code: '1.2', verdict: 'not_applicable', note: '无此设施' }]))).toEqual([])
    expect(paths(filled([{ code: '2.2', verdict: 'not_applicable' }]))).toEqual([])
  })

  test('only a flight inspection may leave items out (art.27), and then it is no full check; nothing at all is none', () => {
    const flight = filled([], { form: 'flight', findings: [pass('1.1')] })
    expect(judge(sheet, flight)).toMatchObject({ result: 'pass', full: false, checked: 1 })
    expect(paths(filled([], { form: 'flight', findings: [] }))).toEqual(['findings'])
    expect(paths({ ...flight, form: 'system' })).toHaveLength(4)
  })

  test('a value beyond its limits is never passed, whatever else is said', () => {
    fc.assert(fc.property(fc.double(), fc.option(fc.string(), { nil: undefined }), (value, note) => {
      const faults = paths(filled([pass('2.1', { value, note })]))
      expect(faults.length === 0).toBe(value >= 0 && value <= 8)
    }))
  })
})

describe('for any findings', () => {
  const finding = fc.record({
    code: fc.constantFrom(...sheet.items.map(({ code }) => code), '7', ''), verdict: fc.constantFrom('pass', 'fail', 'not_applicable'),
    value: fc.option(fc.double(), { nil: undefined }), safety: fc.option(fc.boolean(), { nil: undefined }),
    note: fc.constantFrom('', '说明', undefined), photos: fc.constantFrom([], ['h'], undefined),
  }) as fc.Arbitrary<Finding>
  const any: fc.Arbitrary<Filled> = fc.record({
    form: fc.constantFrom('daily', 'flight', 'system'), facts: fc.constantFrom({ cold: true }, { cold: false }),
    findings: fc.uniqueArray(finding, { maxLength: 8, selector: ({ code }) => code }), corrected: fc.constant([]), stop: fc.boolean(),
  })

  test('the result follows from the failed items, and never needs what was not looked at', () => {
    fc.assert(fc.property(any, (given) => {
      if (sheetFaults(sheet, given).length > 0) {
        expect(() => judge(sheet, given)).toThrow('inspection.sheet-faults')
        return
      }
      const { result, failed, score } = judge(sheet, given)
      const fails = given.findings.filter(({ verdict }) => verdict === 'fail')
      expect(failed).toHaveLength(fails.length)
      expect(result === 'pass').toBe(fails.length === 0)
      expect(score === null || (score.tenth >= 0 && score.tenth <= 10)).toBe(true)
    }), { numRuns: 1000 })
  })
})
