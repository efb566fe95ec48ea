import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, date, instant, startOf, type DateOnly } from '../core/dates.ts'
import { Problem } from '../core/problem.ts'
import { timeLimits } from './registers.ts'
import { calendar } from './calendar.ts'
import { shippedDays } from './days.ts'
import { due, type Limit, type LimitUnit, type Pause } from './limits.ts'
import { shippedLimits } from './shipped-limits.ts'

const china = calendar(shippedDays())
const limit = (value: number, unit: LimitUnit, more: Partial<Limit> = {}): Limit => ({
  code: 'test.step',
  title_zh: '试验',
  title_en: 'Trial',
  value,
  unit,
  counts_first_day: false,
  extension_value: null,
  legal_basis: '试验',
  confidence: 'design',
  valid_from: date('2000-01-01'),
  valid_to: null,
  ...more,
})
const on = (row: Limit, start: DateOnly, options = {}): string => due([row], 'test.step', start, china, options).on
const codeOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
  return 'none'
}

const anyDay = fc.integer({ min: 0, max: 7000 }).map((days) => addDays(date('2006-01-01'), days))
const anyLimit = fc
  .record({
    value: fc.integer({ min: 1, max: 90 }),
    unit: fc.constantFrom<LimitUnit>('working_day', 'natural_day', 'hour'),
    counts_first_day: fc.boolean(),
  })
  .map(({ value, unit, counts_first_day }) => limit(value, unit, { counts_first_day: unit !== 'hour' && counts_first_day }))
const pausesFrom = (start: DateOnly): fc.Arbitrary<Pause[]> =>
  fc.array(fc.tuple(fc.nat(15), fc.nat(15)), { maxLength: 3 }).map((steps) => {
    let at = start
    return steps.map(([wait, length]) => {
      const from = addDays(at, wait)
      at = addDays(from, length)
      return { from, until: at }
    })
  })

describe('due dates', () => {
  test('a complaint of 28 September 2026 is decided within 7 working days: 13 October, National Day lies between (20号令 art.14)', () => {
    // 29, 30 September, 8, 9, 10 (worked in exchange), 12, 13 October.
    expect(due(shippedLimits, 'complaint.decide', date('2026-09-28'), china).on).toBe('2026-10-13')
  })

  test('calendar days that end on a holiday end on the first working day after it (民法典 art.203)', () => {
    expect(on(limit(10, 'natural_day'), date('2026-09-23'))).toBe('2026-10-08')
    expect(on(limit(6, 'natural_day'), date('2026-09-23'))).toBe('2026-09-29')
  })

  test('calendar days that end on a Saturday worked in exchange end there', () => {
    expect(on(limit(5, 'natural_day'), date('2026-10-05'))).toBe('2026-10-10')
  })

  test('hours run through the night and the holiday', () => {
    const { at, on: day } = due([limit(24, 'hour')], 'test.step', instant(Date.parse('2026-09-30T15:30:00Z')), china)
    expect(at).toBe('2026-10-01T15:30:00.000Z')
    expect(day).toBe('2026-10-01')
  })

  test('a limit in days is late when its last day is over in Shanghai', () => {
    expect(due([limit(1, 'working_day')], 'test.step', date('2026-11-20'), china).at).toBe('2026-11-23T16:00:00.000Z')
  })

  test('a limit that counts the first day ends a day earlier', () => {
    expect(on(limit(3, 'working_day', { counts_first_day: true }), date('2026-11-16'))).toBe('2026-11-18')
    expect(on(limit(3, 'working_day'), date('2026-11-16'))).toBe('2026-11-19')
  })

  test('an extension is added where the law gives one, and refused where it gives none', () => {
    expect(on(limit(15, 'working_day', { extension_value: 15 }), date('2026-11-02'), { extended: true })).toBe(
      on(limit(30, 'working_day'), date('2026-11-02')),
    )
    expect(codeOf(() => on(limit(15, 'working_day'), date('2026-11-02'), { extended: true }))).toBe('limit.no-extension')
  })

  test('testing time is left out: the day it begins still counts, the day it ends does not', () => {
    const pause = { from: date('2026-11-04'), until: date('2026-11-11') }
    expect(on(limit(5, 'working_day'), date('2026-11-02'), { pauses: [pause] })).toBe('2026-11-16')
  })

  test('renewal is asked for so many working days before expiry', () => {
    expect(due([limit(1, 'working_day')], 'test.step', date('2026-10-08'), china, { before: true }).on).toBe('2026-09-30')
  })

  test('the row in force on the day of the event holds, whatever the law says later', () => {
    const rows = [limit(20, 'working_day', { valid_to: date('2026-06-01') }), limit(10, 'working_day', { valid_from: date('2026-06-01') })]
    expect(due(rows, 'test.step', date('2026-05-31'), china).limit.value).toBe(20)
    expect(due(rows, 'test.step', date('2026-06-01'), china).limit.value).toBe(10)
  })

  test('a code without a row in force is a problem, not a guess', () => {
    expect(codeOf(() => due([limit(5, 'working_day')], 'test.other', date('2026-06-01'), china))).toBe('limit.none')
    expect(codeOf(() => due([limit(5, 'working_day')], 'test.step', date('1999-12-31'), china))).toBe('limit.none')
  })

  test('a pause never shortens a limit, and never makes a limit in days end on a day off', () => {
    fc.assert(
      fc.property(
        anyLimit,
        anyDay.chain((start) => fc.tuple(fc.constant(start), pausesFrom(start))),
        (row, [start, pauses]) => {
          const plain = due([row], 'test.step', start, china)
          const longer = due([row], 'test.step', start, china, { pauses })
          expect(longer.at >= plain.at).toBe(true)
          if (row.unit !== 'hour') expect(china.isWorkingDay(longer.on)).toBe(true)
        },
      ),
    )
  })

  test('a longer limit never ends earlier, and a later event never ends before an earlier one', () => {
    fc.assert(
      fc.property(anyLimit, anyDay, fc.nat(20), fc.nat(20), (row, start, more, later) => {
        const end = due([row], 'test.step', start, china).at
        expect(due([{ ...row, value: row.value + more }], 'test.step', start, china).at >= end).toBe(true)
        expect(due([row], 'test.step', addDays(start, later), china).at >= end).toBe(true)
        expect(end > startOf(start)).toBe(true)
      }),
    )
  })
})

describe('shipped limits', () => {
  test('each code has one row in force at a time', () => {
    const doubled = shippedLimits.filter((row) => shippedLimits.some((other) => other !== row && other.code === row.code))
    expect(doubled).toEqual([])
  })

  test('each row is one that the register of time limits would take', () => {
    const { code, confidence, unit } = timeLimits.fields
    const options = (field: { readonly kind: string }): string[] =>
      'options' in field ? (field.options as { code: string }[]).map((one) => one.code) : []
    for (const row of shippedLimits) {
      expect.soft(row.code).toMatch('pattern' in code && code.pattern ? code.pattern : /^$/)
      expect.soft(options(confidence)).toContain(row.confidence)
      expect.soft(options(unit)).toContain(row.unit)
      expect.soft(timeLimits.rules!.flatMap((rule) => rule({ ...row, confidence: 'found' }, { today: '2026-01-01' }))).toEqual([])
      expect.soft(row.legal_basis).not.toBe('')
    }
  })

  test('a limit that ends before it begins is refused', () => {
    const faults = timeLimits.rules!.flatMap((rule) =>
      rule({ valid_from: date('2026-02-01'), valid_to: date('2026-02-01') }, { today: '2026-01-01' }),
    )
    expect(faults.map((fault) => fault.path)).toEqual(['valid_to'])
  })
})
