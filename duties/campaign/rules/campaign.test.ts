import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, date } from '../../../platform/core/dates.ts'
import { shippedFigures } from '../shipped/campaign.ts'
import { add, dailyFaults, sumOf, totals, units, written, type DailyFigures, type Unit } from './campaign.ts'

const today = date('2026-05-06')
const year = { from: date('2026-01-01'), until: date('2026-12-31') }
const line = (on: string, figures: DailyFigures['figures'], more: Partial<DailyFigures> = {}): DailyFigures => ({ on: date(on), by: 'u', figures, ...more })
const total = (dailies: readonly DailyFigures[], code: string) => totals(dailies, shippedFigures, year).find((one) => one.code === code)!
const faults = (given: DailyFigures) => dailyFaults(given, shippedFigures, today).map(({ path }) => path)
const unit = fc.constantFrom(...(Object.keys(units) as Unit[]))

describe('figures of a campaign', () => {
  test('of different units are never added, of one unit always exactly', () => {
    fc.assert(fc.property(fc.nat(1e9), unit, fc.nat(1e9), unit, (a, ua, b, ub) => {
      if (ua === ub) expect(add({ amount: a, unit: ua }, { amount: b, unit: ub })).toEqual({ amount: a + b, unit: ua })
      else expect(() => add({ amount: a, unit: ua }, { amount: b, unit: ub })).toThrow('campaign.units')
    }))
    expect(() => sumOf([{ amount: 1, unit: '户' }, { amount: 1, unit: '户次' }])).toThrow('campaign.units')
  })

  test('every total keeps its own unit', () => {
    expect(totals([], shippedFigures, year).map(({ unit: of }) => of)).toEqual(shippedFigures.map(({ unit: of }) => of))
  })

  test('what nobody reported is no 0; a reported 0 is', () => {
    expect(total([line('2026-05-01', { cases: null })], 'cases').value).toBeNull()
    expect(total([line('2026-05-01', { cases: 0 })], 'cases').value).toEqual({ amount: 0, unit: '起' })
  })

  test('户次 add up over days; 家 do not: the same firm on two days is one', () => {
    const days = [line('2026-05-01', { checked: 3, problem_firms: 2 }, { named: { problem_firms: ['a', 'b'] } }),
      line('2026-05-02', { checked: 4, problem_firms: 1 }, { named: { problem_firms: ['a'] } })]
    expect(total(days, 'checked').value).toEqual({ amount: 7, unit: '户次' })
    expect(total(days, 'problem_firms').value).toEqual({ amount: 2, unit: '家' })
  })

  test('firms that are not named cannot be totalled over days, and the total says so', () => {
    const days = [line('2026-05-01', { problem_firms: 2 }), line('2026-05-02', { problem_firms: 1 })]
    expect(total(days, 'problem_firms')).toMatchObject({ value: null, lines: 2, why: { en: expect.stringContaining('cannot be added') } })
    expect(total(days.slice(0, 1), 'problem_firms').value?.amount).toBe(2)
  })

  test('a later line of the same day and reporter replaces the earlier one', () => {
    expect(total([line('2026-05-01', { cases: 5 }), line('2026-05-01', { cases: 2 })], 'cases').value?.amount).toBe(2)
    expect(total([line('2026-05-01', { cases: 5 }), line('2026-05-01', { cases: 2 }, { by: 'v' })], 'cases').value?.amount).toBe(7)
  })

  test('totals of two spans add up to the total of both', () => {
    const some = fc.array(fc.tuple(fc.nat(300), fc.nat(1e6)), { maxLength: 20 })
    fc.assert(fc.property(some, fc.nat(300), (given, cut) => {
      const days = given.map(([at, penalties], n) => line(addDays(year.from, at), { penalties }, { by: String(n) }))
      const of = (from: number, until: number) => totals(days, shippedFigures, { from: addDays(year.from, from), until: addDays(year.from, until) })
        .find(({ code }) => code === 'penalties')!.value?.amount ?? 0
      expect(of(0, cut) + of(cut + 1, 364)).toBe(of(0, 364))
    }))
  })

  test('grams and fen are printed as kg and 元', () => {
    expect([written({ amount: 12_500, unit: 'kg' }, 'zh'), written({ amount: 18_700_050, unit: '元' }, 'zh'), written({ amount: 3, unit: '户次' }, 'en'), written({ amount: 1, unit: '起' }, 'en')]).toEqual([
      '12.5 kg', '187000.5 元', '3 visits to premises', '1 case'])
  })

  test('a day is refused with all its faults: unknown figures, negative ones, names that contradict the number, days to come', () => {
    expect(faults(line('2026-05-07', { cases: -1, other: 1, penalties: 0.5, problem_firms: 2 }, { named: { problem_firms: ['a', 'a'] } }))).toEqual([
      'on', 'figures.cases', 'figures.other', 'figures.penalties', 'figures.problem_firms'])
    expect(faults(line('2026-05-06', { cases: 1, penalties: null }))).toEqual([])
  })
})
