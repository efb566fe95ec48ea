import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { date } from '../../../platform/core/dates.ts'
import { allot } from './allot.ts'
import { shippedDailyLimits } from '../shipped/daily-limits.ts'
import { asDaily, dailyRowFaults, differencesOf, doubtful, namesIn, type DailyRow } from './daily.ts'

const today = { today: '2026-05-06' }
const line = (more: DailyRow): DailyRow => ({ day: date('2026-05-06'), unit_id: 'u', officers: 4, ...more })
const paths = (row: DailyRow): string[] => [...dailyRowFaults(row, today), ...doubtful(row, shippedDailyLimits[0]!)].map(({ path }) => path)

describe('a daily line', () => {
  test('is refused with all that cannot be, at once', () => {
    expect(paths(line({ checked: 3, checked_premises: 5, problem_firms: 4, orders: 6, documents: 2 })).toSorted()).toEqual(['checked_premises', 'orders', 'problem_firms'])
    expect(paths({ day: date('2026-05-07'), unit_id: 'u' })).toEqual(['day', 'officers'])
  })

  test('that is hardly possible is kept once the note says why, and what is impossible never', () => {
    const busy = line({ officers: 2, checked: 200 })
    expect(paths(busy)).toEqual(['checked'])
    expect(paths({ ...busy, note: '与乡镇联合检查' })).toEqual([])
    expect(paths({ ...busy, checked_premises: 201, note: '与乡镇联合检查' })).toEqual(['checked_premises'])
    expect(paths(line({ penalties: 100, cases: 0, documents: 0 }))).toEqual(['penalties'])
  })

  test('names as many firms as it counts', () => {
    expect(paths(line({ checked: 9, problem_firms: 2, problem_names: '甲店\n乙店' }))).toEqual([])
    expect(paths(line({ checked: 9, problem_firms: 3, problem_names: '甲店、乙店；甲店' }))).toEqual(['problem_firms'])
    expect(namesIn(' 甲店 \n\n乙店；甲店')).toEqual(['甲店', '乙店'])
  })

  test('keeps kg to the gram and never makes a 0 of what was not told', () => {
    expect(asDaily({ ...line({ destroyed: 12.345 }), day: date('2026-05-06'), unit_id: 'u' }).figures).toMatchObject({ destroyed: 12_345, cases: null })
  })

  test('is held against inspections only in what it told', () => {
    expect(differencesOf({ checked: 5, orders: 1 }, { checked: 7, orders: 1, problem_firms: 2 })).toEqual([{ code: 'checked', told: 5, rows: 7 }])
    expect(differencesOf({ checked: 1 }, {})).toEqual([{ code: 'checked', told: 1, rows: 0 }])
  })
})

describe('inspectors of the nearest station', () => {
  test('go in pairs, each to about as many places; where no unit has two the place is left', () => {
    const officers = [
      { id: 'a', region: '140728100', unit: 's1' }, { id: 'b', region: '140728100', unit: 's1' }, { id: 'c', region: '140728100', unit: 's1' },
      { id: 'd', region: '140728', unit: 'c1' }, { id: 'e', region: '140728', unit: 'c1' }, { id: 'f', region: '140729', unit: 'alone' },
    ]
    const { groups, left } = allot([{ id: 'p1', region: '140728100001' }, { id: 'p2', region: '140728100' }, { id: 'p3', region: '140728200' }, { id: 'p4', region: '140729' }], officers)
    expect(groups.map(({ inspectors, premises }) => [[...inspectors], [...premises]])).toEqual([[['a', 'b'], ['p1']], [['c', 'a'], ['p2']], [['d', 'e'], ['p3']]])
    expect(left).toEqual(['p4'])
  })

  test('every place is sent to once or left, by two different people whose region holds it', () => {
    const region = fc.constantFrom('140700', '140728', '140728100', '140728200', '140729')
    const officer = fc.record({ id: fc.uuid(), region, unit: fc.constantFrom('u1', 'u2', null) })
    fc.assert(fc.property(fc.uniqueArray(officer, { selector: ({ id }) => id, maxLength: 8 }), fc.array(region, { maxLength: 20 }), (officers, regions) => {
      const premises = regions.map((of, at) => ({ id: String(at), region: of }))
      const { groups, left } = allot(premises, officers)
      expect([...groups.flatMap((one) => one.premises), ...left].toSorted()).toEqual(premises.map(({ id }) => id).toSorted())
      for (const { inspectors: [a, b], premises: ids } of groups) {
        expect(a).not.toBe(b)
        for (const id of ids) for (const who of [a, b]) expect(premises[Number(id)]!.region.startsWith(officers.find((one) => one.id === who)!.region.replace(/00$/, ''))).toBe(true)
      }
    }))
  })
})
