import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar } from '../../../platform/calendar/calendar.ts'
import { shippedDays } from '../../../platform/calendar/days.ts'
import { addDays, date, daysBetween } from '../../../platform/core/dates.ts'
import { shippedPeriodTables } from '../shipped/special-periods.ts'
import { EVERY_DAY, operatesOn } from '../../registry/index.ts'
import { periodFaults, periodsOfYear, periodVisit, specialMonths, taskSetOf, taskSetsOn, type SpecialPeriod } from './special-period.ts'

const china = calendar(shippedDays())
const table = shippedPeriodTables[0]!
const canteen = { types: ['CANT_SCHOOL', 'CANT', 'CATERING'] }
const term: SpecialPeriod = { code: '2026-autumn', kind: 'term', title: { zh: '秋季学期', en: 'Autumn term' }, from: date('2026-09-01'), until: date('2027-01-22'),
  where: { types: ['CANT_SCHOOL'] }, source: 'test' }
const school = { week: 'working-days' as const, terms: [{ from: term.from, until: term.until }] }

test('festivals come from the State Council’s days, New Year with the days of December, and an unpublished year has none', () => {
  const spans = (year: number) => Object.fromEntries(periodsOfYear(year, table, shippedDays()).map(({ code, from, until }) => [code, [from, until]]))
  expect(spans(2026)).toMatchObject({ '2026-festival-spring': ['2026-02-15', '2026-02-23'], '2026-festival-national': ['2026-10-01', '2026-10-07'],
    '2026-exam-gaokao': ['2026-06-07', '2026-06-10'] })
  expect(spans(2023)['2023-festival-new-year']).toEqual(['2022-12-31', '2023-01-02'])
  expect(Object.keys(spans(2090))).toEqual(['2090-exam-gaokao'])
  for (let year = 2015; year <= 2026; year++) for (const [from, until] of Object.values(spans(year))) expect(daysBetween(from!, until!)).toBeLessThan(12)
})

describe('a task set', () => {
  test('is made twenty days ahead and stays until its visits are over', () => {
    expect(taskSetOf(term, table)).toMatchObject({ madeOn: '2026-08-12', visits: { from: '2026-08-12', until: '2026-09-21' } })
    const there = (on: string) => taskSetsOn([term], table, date(on)).length
    expect([there('2026-08-11'), there('2026-08-12'), there('2026-09-21'), there('2026-09-22')]).toEqual([0, 1, 1, 0])
  })

  test('of a festival is over before the festival begins', () => {
    for (const period of periodsOfYear(2026, table, shippedDays())) expect(taskSetOf(period, table).visits.until < period.from).toBe(true)
  })

  test('asks a visit on a day open, due on the last; closed throughout it asks nothing', () => {
    const set = taskSetOf(term, table)
    expect(periodVisit(set, canteen, school, china)).toMatchObject({ asked: true, dueOn: '2026-09-21' })
    expect(periodVisit(set, canteen, { week: [] }, china)).toMatchObject({ asked: false, why: { en: 'closed throughout' } })
    expect(periodVisit(set, { types: ['DIST'] }, EVERY_DAY, china).asked).toBe(false)
    const span = fc.tuple(fc.nat(60), fc.nat(40)).map(([at, long]) => ({ from: addDays(date('2026-08-01'), at), until: addDays(date('2026-08-01'), at + long) }))
    fc.assert(fc.property(fc.array(span, { maxLength: 3 }), (closed) => {
      const { asked, dueOn, days } = periodVisit(set, canteen, { ...school, closed }, china)
      expect(asked).toBe(days.length > 0)
      expect(days.every((day) => operatesOn({ ...school, closed }, day, china) && day >= set.visits.from && day <= dueOn!)).toBe(true)
    }))
  })

  test('gives the yearly plan its months', () => {
    expect(specialMonths([term], table, canteen, school, china, 2026)).toBe(1 << 8)
    expect(specialMonths([term], table, canteen, school, china, 2025)).toBe(0)
  })
})

test('a period cannot end before it begins and has a name', () => {
  expect(periodFaults(term)).toEqual([])
  expect(periodFaults({ from: term.until, until: term.from, title: { zh: ' ', en: '' } }).map(({ path }) => path)).toEqual(['title', 'until'])
})
