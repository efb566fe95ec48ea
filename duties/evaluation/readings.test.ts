import { describe, expect, test } from 'vitest'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Figure } from '../../platform/indicator/figures.ts'
import { lastWhole, periodOver, periodToAsk, yearBefore } from './periods.ts'
import { toldOf, toldOfYear } from './readings.ts'

const day = (text: string): DateOnly => text as DateOnly
let made = 0
/** Figures are given as the store gives them: the last entered first. */
const told = (value: number, from: string, to: string, unit: string | null = null): Figure =>
  ({ id: `f${(made += 1)}`, value, source: 's', startsOn: day(from), endsOn: day(to), unit })
const whole = (value: number, year: number, unit: string | null = null): Figure => told(value, `${year}-01-01`, `${year}-12-31`, unit)

describe('the last quarter or half-year that is over', () => {
  test.each([
    ['quarter', '2026-11-20', '2026-07-01', '2026-09-30'], ['quarter', '2026-09-30', '2026-07-01', '2026-09-30'], ['quarter', '2026-01-01', '2025-10-01', '2025-12-31'],
    ['half-year', '2026-06-29', '2025-07-01', '2025-12-31'], ['half-year', '2026-06-30', '2026-01-01', '2026-06-30'],
  ] as const)('%s on %s: %s to %s', (over, on, from, to) => {
    expect(lastWhole(over, day(on))).toEqual({ from, to })
  })

  test('a year runs to the day, three years look back to the first of January of the year before last', () => {
    expect(periodOver('year', day('2026-11-20'))).toEqual({ from: '2026-01-01', to: '2026-11-20' })
    expect(periodOver('three-years', day('2026-11-20'))).toEqual({ from: '2024-01-01', to: '2026-11-20' })
    expect(yearBefore({ from: day('2024-01-01'), to: day('2024-02-29') })).toEqual({ from: '2023-01-01', to: '2023-02-28' })
  })
})

describe('what a department is asked for', () => {
  test.each([
    ['year', '2026-11-29', '2026-01-01', '2026-09-30'], ['year', '2026-11-30', '2026-01-01', '2026-09-30'], ['as-of', '2026-02-10', '2025-01-01', '2025-12-31'],
    ['three-years', '2026-07-01', '2026-01-01', '2026-06-30'], ['quarter', '2026-11-29', '2026-07-01', '2026-09-30'], ['half-year', '2026-11-29', '2026-01-01', '2026-06-30'],
  ] as const)('%s on %s: %s to %s, and what is answered for it is read', (over, on, from, to) => {
    expect(periodToAsk(over, day(on))).toEqual({ from, to })
    // Of three years the two before are known here.
    const before = over === 'three-years' ? [whole(0, 2024), whole(0, 2025)] : []
    expect(toldOf([told(7, from, to), ...before], over, day(on))).toMatchObject({ state: 'value', value: 7 })
  })
})

describe('what was told', () => {
  test('the latest period that is over speaks; one that ends later does not', () => {
    const figures = [whole(99, 2026), told(97, '2026-01-01', '2026-06-30'), whole(95, 2025)]
    expect(toldOf(figures, 'year', day('2026-11-20'))).toMatchObject({ state: 'value', value: 97, period: { from: '2026-01-01', to: '2026-06-30' } })
    expect(toldOf(figures, 'year', day('2026-12-31')).value).toBe(99)
  })

  test('of several to the same day a yearly measure takes the longest, the others the shortest', () => {
    const figures = [told(3, '2026-04-01', '2026-06-30'), told(8, '2026-01-01', '2026-06-30')]
    expect(toldOf(figures, 'year', day('2026-07-10')).value).toBe(8)
    expect(toldOf(figures, 'quarter', day('2026-07-10')).value).toBe(3)
  })

  test('how things stand may be told of a period that still runs', () => {
    expect(toldOf([whole(88, 2026)], 'as-of', day('2026-11-20')).value).toBe(88)
    expect(toldOf([whole(88, 2027)], 'as-of', day('2026-11-20')).state).toBe('no-data')
  })

  test('a quarter that was not told is no data, though an earlier one was', () => {
    expect(toldOf([told(100, '2026-04-01', '2026-06-30')], 'quarter', day('2026-11-20')).state).toBe('no-data')
    expect(toldOf([told(100, '2026-07-01', '2026-09-30')], 'quarter', day('2026-11-20')).value).toBe(100)
  })

  test('what is older than the year before last’s end says nothing', () => {
    expect(toldOf([whole(100, 2024)], 'year', day('2026-11-20')).state).toBe('no-data')
    expect(toldOf([whole(100, 2025)], 'year', day('2026-11-20')).value).toBe(100)
  })

  test('a correction by the same unit replaces what it told; another unit’s other figure contradicts it', () => {
    expect(toldOf([whole(98, 2025, 'a'), whole(97, 2025, 'a')], 'year', day('2026-02-01')).value).toBe(98)
    expect(toldOf([whole(98, 2025, 'a'), whole(97, 2025, 'b')], 'year', day('2026-02-01'))).toMatchObject({ state: 'contradictory', value: null, figures: [{ value: 98 }, { value: 97 }] })
    expect(toldOf([whole(98, 2025, 'a'), whole(98, 2025, 'b')], 'year', day('2026-02-01')).value).toBe(98)
  })

  test('the year before is the same days of it, and no other', () => {
    expect(toldOf([told(9, '2026-01-01', '2026-06-30'), whole(7, 2025)], 'year', day('2026-11-20')).before).toBeNull()
    expect(toldOf([told(9, '2026-01-01', '2026-06-30'), told(4, '2025-01-01', '2025-06-30')], 'year', day('2026-11-20')).before).toBe(4)
  })

  test('a year of the trend is told by figures of that year only', () => {
    const figures = [told(9, '2026-01-01', '2026-06-30'), whole(7, 2025), whole(6, 2024)]
    expect([2024, 2025, 2026].map((year) => toldOfYear(figures, 'year', year, day('2026-11-20')).value)).toEqual([6, 7, 9])
    expect(toldOfYear(figures, 'year', 2023, day('2026-11-20')).state).toBe('no-data')
  })
})

describe('three years together', () => {
  const on = day('2026-11-20')
  test('are summed where each was told, and no data where one was not', () => {
    expect(toldOf([told(0, '2026-01-01', '2026-06-30'), whole(0, 2025), whole(0, 2024)], 'three-years', on).value).toBe(0)
    expect(toldOf([whole(0, 2025), whole(0, 2024)], 'three-years', on).state).toBe('no-data')
  })

  test('one accident that is known counts, whatever is missing beside it', () => {
    expect(toldOf([whole(1, 2024)], 'three-years', on).value).toBe(1)
  })

  test('in the first half of a year nothing of it can be over yet', () => {
    expect(toldOf([whole(0, 2025), whole(0, 2024)], 'three-years', day('2026-03-01')).value).toBe(0)
  })
})
