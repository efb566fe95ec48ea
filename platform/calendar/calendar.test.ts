import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, date, type DateOnly } from '../core/dates.ts'
import { calendar, calendarWarning, knownUntil } from './calendar.ts'
import { shippedDays } from './days.ts'

const china = calendar(shippedDays())
const anyDay = fc.integer({ min: 0, max: 8300 }).map((days) => addDays(date('2004-01-01'), days))

describe('working days of the State Council', () => {
  test('National Day 2026 is off from 1 to 7 October, and 10 October is worked in exchange', () => {
    const off = [1, 2, 3, 4, 5, 6, 7].map((day) => china.isWorkingDay(date(`2026-10-0${day}`)))
    expect(off).toEqual([false, false, false, false, false, false, false])
    expect(china.isWorkingDay(date('2026-10-10'))).toBe(true)
    expect(china.isWorkingDay(date('2026-10-11'))).toBe(false)
  })

  test('the Saturday before and the Saturday after Spring Festival 2026 are worked', () => {
    expect(china.isWorkingDay(date('2026-02-14'))).toBe(true)
    expect(china.isWorkingDay(date('2026-02-28'))).toBe(true)
    expect(china.workingDaysFrom(date('2026-02-13'), 2)).toBe('2026-02-24')
  })

  test('the day of the event is not counted', () => {
    expect(china.workingDaysFrom(date('2026-09-30'), 1)).toBe('2026-10-08')
    expect(china.workingDaysFrom(date('2026-09-30'), 3)).toBe('2026-10-10')
    expect(china.workingDaysFrom(date('2026-09-30'), 0)).toBe('2026-09-30')
  })

  test('counting back over the holiday finds the day before it', () => {
    expect(china.workingDaysFrom(date('2026-10-08'), -1)).toBe('2026-09-30')
  })

  test('workingDaysBetween undoes workingDaysFrom', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -120, max: 120 }), (day, n) => {
        const start = n < 0 ? china.workingDayAtOrAfter(day) : day
        expect(china.workingDaysBetween(start, china.workingDaysFrom(start, n))).toBe(n)
      }),
    )
  })

  test('a later number of days never ends earlier, and ends on a working day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 90 }), (day, n) => {
        const end = china.workingDaysFrom(day, n)
        expect(china.isWorkingDay(end)).toBe(true)
        expect(china.workingDaysFrom(day, n + 1) > end).toBe(true)
      }),
    )
  })

  test('days agree with a count by hand through the package’s own list', () => {
    const rows = new Map(shippedDays().map((row) => [row.day, row.kind]))
    const worked = (day: DateOnly): boolean => {
      const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
      return rows.get(day) === 'workday' || (rows.get(day) !== 'holiday' && weekday !== 0 && weekday !== 6)
    }
    const year = Array.from({ length: 365 }, (_, index) => addDays(date('2026-01-01'), index))
    expect(china.workingDaysBetween(date('2025-12-31'), date('2026-12-31'))).toBe(year.filter(worked).length)
  })
})

describe('years not yet published', () => {
  const weekends = calendar([])

  test('without any days the weekends alone are off, and nothing is known', () => {
    expect(weekends.isWorkingDay(date('2026-10-01'))).toBe(true)
    expect(weekends.isWorkingDay(date('2026-10-03'))).toBe(false)
    expect(weekends.knownUntil).toBeNull()
  })

  test('New Year of the next year alone does not make that year known', () => {
    const days = [
      { day: date('2026-10-01'), kind: 'holiday' as const },
      { day: date('2027-01-01'), kind: 'holiday' as const },
    ]
    expect(knownUntil(days)).toBe('2026-12-31')
  })

  test('a date in an unpublished year carries a warning in both languages', () => {
    expect(calendarWarning(date('2026-05-06'), china)).toBeNull()
    const after = addDays(china.knownUntil!, 60)
    const warning = calendarWarning(after, china)
    expect(warning?.zh).toContain(`${after.slice(0, 4)} 年`)
    expect(warning?.en).toContain(after.slice(0, 4))
  })

  test('a row that the city adds holds over the shipped one', () => {
    const city = calendar([...shippedDays(), { day: date('2026-10-08'), kind: 'holiday' }])
    expect(city.workingDaysFrom(date('2026-09-30'), 1)).toBe('2026-10-09')
  })
})

test('each shipped day is given once, in order, with the name of its holiday', () => {
  const days = shippedDays()
  expect(new Set(days.map((row) => row.day)).size).toBe(days.length)
  expect(days.map((row) => row.day)).toEqual(days.map((row) => row.day).toSorted())
  expect(days.filter((row) => !/^[\p{Script=Han}\d]+$/u.test(row.name))).toEqual([])
})
