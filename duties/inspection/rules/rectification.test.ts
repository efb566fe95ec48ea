import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar } from '../../../platform/calendar/calendar.ts'
import { shippedDays } from '../../../platform/calendar/days.ts'
import { shippedLimits } from '../../../platform/calendar/shipped-limits.ts'
import { addDays, date } from '../../../platform/core/dates.ts'
import { Problem } from '../../../platform/core/problem.ts'
import { publicationOf, publicPart, resultWords } from './publication.ts'
import { defaultDue, isOverdue, mayInterview, nextRectifications, rectificationOf, rectify, type Rectification, type RectificationAction } from './rectification.ts'

const china = calendar(shippedDays())
const on = (n: number) => addDays(date('2026-05-06'), n)
const order: RectificationAction = { kind: 'order', on: on(0), items: ['1', '2'], dueOn: on(10) }
const correct = (n: number, ...items: string[]): RectificationAction => ({ kind: 'correct', on: on(n), items, photos: ['h'], note: '' })
const recheck = (n: number, failed: string[] = [], due: number | null = null): RectificationAction =>
  ({ kind: 'recheck', on: on(n), failed, dueOn: due === null ? null : on(due) })
const close = (n: number): RectificationAction => ({ kind: 'close', on: on(n) })
const refused = (...actions: RectificationAction[]): readonly string[] => {
  try {
    rectificationOf(actions)
    return []
  } catch (problem) {
    return [(problem as Problem).code, ...(problem as Problem).fields.map(({ path }) => path)]
  }
}

describe('a correction', () => {
  test('goes from order to corrected, re-checked and closed', () => {
    const states = [order, correct(3, '1', '2'), recheck(5), close(6)].map((_, n, all) => rectificationOf(all.slice(0, n + 1)).state)
    expect(states).toEqual(['ordered', 'corrected', 'rechecked', 'closed'])
  })

  test('may be reported in parts, and stays ordered until all is', () => {
    expect(rectificationOf([order, correct(2, '1')])).toMatchObject({ state: 'ordered', open: ['2'] })
    expect(rectificationOf([order, correct(2, '1'), correct(4, '2')])).toMatchObject({ state: 'corrected', open: [], late: false })
  })

  test('not passed at the re-check is ordered anew with a new date', () => {
    expect(refused(order, correct(3, '1', '2'), recheck(5, ['2']))).toEqual(['rectification.impossible', 'dueOn'])
    expect(rectificationOf([order, correct(3, '1', '2'), recheck(5, ['2'], 8)])).toMatchObject({ state: 'ordered', items: ['2'], round: 2, dueOn: on(8) })
  })

  test('cannot skip a step, go back in time, or touch what was not ordered', () => {
    expect(refused(order, close(1))).toEqual(['rectification.wrong-state'])
    expect(refused(order, order)).toEqual(['rectification.wrong-state'])
    expect(refused(correct(1, '1'))).toEqual(['rectification.wrong-state'])
    expect(refused()).toEqual(['rectification.wrong-state'])
    expect(refused(order, correct(3, '9'))).toEqual(['rectification.impossible', 'items.9'])
    expect(refused(order, correct(3, '1'), correct(2, '2'))).toEqual(['rectification.impossible', 'on'])
    expect(refused({ ...order, dueOn: on(-1) })).toEqual(['rectification.impossible', 'dueOn'])
    expect(refused(order, { kind: 'correct', on: on(1), items: ['1'], photos: [], note: ' ' })).toEqual(['rectification.impossible', 'photos'])
  })

  test('late stays late, extended or not; an extension needs a later day and a reason', () => {
    const extend = (n: number, due: number, reason = '设备到货延期'): RectificationAction => ({ kind: 'extend', on: on(n), dueOn: on(due), reason })
    expect(rectificationOf([order, extend(5, 20), correct(18, '1', '2')]).late).toBe(false)
    expect(rectificationOf([order, extend(12, 20), correct(18, '1', '2')]).late).toBe(true)
    expect(rectificationOf([order, recheck(12)]).late).toBe(true)
    expect(refused(order, extend(5, 10))).toEqual(['rectification.impossible', 'dueOn'])
    expect(refused(order, extend(5, 20, ''))).toEqual(['rectification.impossible', 'reason'])
  })

  test('a hazard not removed in time may call the person in charge in (总局令49号 art.40)', () => {
    const now = rectificationOf([order])
    expect([isOverdue(now, on(10)), isOverdue(now, on(11)), mayInterview(now, on(10)), mayInterview(now, on(11))]).toEqual([false, true, false, true])
    expect(mayInterview(rectificationOf([order, recheck(5, ['1'], 8)]), on(6))).toBe(true)
  })

  test('any history either folds or is refused; what folds offers exactly the steps that then work', () => {
    const action: fc.Arbitrary<RectificationAction> = fc.oneof(
      fc.record({ kind: fc.constant('correct' as const), on: fc.nat(20).map(on), items: fc.subarray(['1', '2', '3']), photos: fc.constant(['h']), note: fc.constant('') }),
      fc.record({ kind: fc.constant('recheck' as const), on: fc.nat(20).map(on), failed: fc.subarray(['1', '2']), dueOn: fc.option(fc.nat(30).map(on)) }),
      fc.record({ kind: fc.constant('extend' as const), on: fc.nat(20).map(on), dueOn: fc.nat(40).map(on), reason: fc.constantFrom('', '理由') }),
      fc.record({ kind: fc.constant('close' as const), on: fc.nat(20).map(on) }),
    )
    fc.assert(fc.property(fc.array(action, { maxLength: 8 }), (actions) => {
      let now: Rectification = rectify(null, order)
      for (const one of actions) {
        const offered = nextRectifications(now.state).includes(one.kind)
        try {
          const next = rectify(now, one)
          expect(offered).toBe(true)
          expect(next.open.every((code) => next.items.includes(code))).toBe(true)
          expect(next.round >= now.round && (next.late || !now.late)).toBe(true)
          now = next
        } catch (problem) {
          if (!(problem instanceof Problem)) throw problem
          expect(problem.code === 'rectification.wrong-state').toBe(!offered)
        }
      }
    }), { numRuns: 500 })
  })

  test('without a date of the inspectors the city’s default runs', () => {
    expect(defaultDue(date('2026-05-06'), shippedLimits, china)).toBe('2026-05-21')
  })
})

describe('publication of a result', () => {
  const of = (formed: string, published: string | null, today: string, corrected: string | null = null) => publicationOf({ formedOn: date(formed),
    publishedOn: published === null ? null : date(published), correctedOn: corrected === null ? null : date(corrected) }, shippedLimits, china, date(today))

  test('is due within 20 working days (总局令49号 art.39)', () => {
    expect(of('2026-09-28', null, '2026-10-30')).toMatchObject({ dueOn: '2026-10-30', state: 'waiting', daysLeft: 0 })
    expect(of('2026-09-28', null, '2026-10-31').state).toBe('late')
    expect([of('2026-09-28', '2026-10-30', '2026-12-01').state, of('2026-09-28', '2026-10-31', '2026-12-01').state]).toEqual(['public', 'public-late'])
  })

  test('a result corrected after it was public is due again', () => {
    expect(of('2026-04-01', '2026-04-10', '2026-05-08', '2026-05-06')).toMatchObject({ state: 'stale', dueOn: '2026-06-02' })
    expect(of('2026-04-01', '2026-05-08', '2026-05-09', '2026-05-06').state).toBe('public-late')
  })

  test('holds nothing but the fields named, and words in both forms', () => {
    const full = { premises: 'p', on: on(0), result: 'pass' as const, kind: 'daily', unit: '某所', items: ['1'], inspector: '张三', phone: '1' }
    expect(Object.keys(publicPart(full))).toEqual(['premises', 'on', 'result', 'kind', 'unit', 'items'])
    expect(Object.values(resultWords).map(({ title }) => title.zh)).toEqual(['符合', '基本符合', '不符合'])
  })
})
