import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar } from '../../../platform/calendar/calendar.ts'
import { shippedDays } from '../../../platform/calendar/days.ts'
import { date, instant } from '../../../platform/core/dates.ts'
import { bookDue, canteenFaults, entryFaults, keepUntil, samplesToDispose, type Canteen, type CanteenEntry, type CanteenTable, type Disinfected, type LeaderMeal, type MorningCheck, type Purchase, type Sample } from './canteen-book.ts'

const china = calendar(shippedDays())
const table: CanteenTable = {
  version: '1', valid_from: date('2018-10-01'), valid_to: null, source: 'test', confidence: 'design', sample: { leastGrams: 125, leastHours: 48, minCelsius: 0, maxCelsius: 8 },
  disinfection: [
    { code: 'steam', title: { zh: '蒸汽', en: 'Steam' }, unit: '℃', least: 100, leastSeconds: 600 },
    { code: 'infrared', title: { zh: '红外', en: 'Infrared' }, unit: '℃', least: 120, leastSeconds: 600 },
    { code: 'dishwasher', title: { zh: '洗碗机', en: 'Dishwasher' }, unit: '℃', least: 85, leastSeconds: 40 },
    { code: 'chlorine', title: { zh: '含氯', en: 'Chlorine' }, unit: 'mg/L', least: 250, leastSeconds: 300 },
  ],
  feverCelsius: 37.3, leaderEats: ['CANT_SCHOOL', 'CANT_KINDERGARTEN'],
}
const day = date('2026-05-06')
const now = instant(Date.parse('2026-05-06T12:00:00Z'))
const hours = (n: number) => instant(Date.parse('2026-05-06T04:00:00Z') + n * 3_600_000)
const canteen: Canteen = { types: ['CANT_SCHOOL', 'CANT', 'CATERING'], operating: { week: 'working-days' }, meals: ['lunch'], contractor: null, contracted: false }
const sample: Sample = { kind: 'sample', id: 's', on: day, meal: 'lunch', dish: '番茄炒蛋', grams: 125, keptAt: hours(0), celsius: 4, keptBy: '王', disposedAt: null }
const morning: MorningCheck = { kind: 'morning_check', on: day, checkedBy: '李', people: [{ name: '张', fit: true, celsius: 36.5, sign: '', sentAway: false }] }
const purchase: Purchase = { kind: 'purchase', on: day, goods: '大米', supplier: '粮店', quantity: 50, unit: 'kg', producedOn: date('2026-04-01'), bestBefore: date('2026-10-01'), papers: ['h'], refused: false }
const disinfected: Disinfected = { kind: 'disinfection', on: day, meal: 'lunch', method: 'steam', reached: 100, seconds: 600 }
const leader: LeaderMeal = { kind: 'leader_meal', on: day, meal: 'lunch', leader: '赵', post: '校长', opinion: '' }
const faults = (entry: CanteenEntry) => entryFaults(entry, canteen, table, now).map(({ path }) => path)

describe('an entry of the canteen book', () => {
  test('that is in order has no fault', () => {
    expect([sample, morning, purchase, disinfected, leader].flatMap(faults)).toEqual([])
  })

  test('a sample is 125 g at least, at 0–8 ℃, of a named dish', () => {
    expect(faults({ ...sample, grams: 124.9, celsius: 8.1, dish: ' ' })).toEqual(['dish', 'grams', 'celsius'])
    expect(faults({ ...sample, celsius: 0 })).toEqual([])
    expect(faults({ ...sample, grams: NaN, celsius: NaN })).toEqual(['grams', 'celsius'])
  })

  test('a sample is not thrown away before 48 hours', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 200 }), (after) => {
      const found = entryFaults({ ...sample, disposedAt: hours(after) }, canteen, table, hours(300))
      expect(found.length > 0).toBe(after < 48)
    }))
    expect(keepUntil(sample, table)).toBe(hours(48))
  })

  test('samples come due for disposal after 48 hours, until someone says it was done', () => {
    const other = { ...sample, id: 't', keptAt: hours(-10) }
    expect(samplesToDispose([sample, other, leader, { ...sample, id: 'u', disposedAt: hours(49) }], table, hours(48)).map(({ id }) => id)).toEqual(['t', 's'])
    expect(samplesToDispose([sample], table, hours(47))).toEqual([])
  })

  test('who is ill leaves the post; a fever is not fit', () => {
    const people = (more: object) => ({ ...morning, people: [{ ...morning.people[0]!, ...more }] })
    expect(faults(people({ celsius: 37.3 }))).toEqual(['people.0.fit'])
    expect(faults(people({ fit: false }))).toEqual(['people.0.sign', 'people.0.sentAway'])
    expect(faults(people({ fit: false, sign: '腹泻', sentAway: true }))).toEqual([])
    expect(faults({ ...morning, people: [] })).toEqual(['people'])
  })

  test('goods past their day or without papers are refused at the door, and the refusal is kept', () => {
    expect(faults({ ...purchase, bestBefore: date('2026-05-05'), papers: [] })).toEqual(['bestBefore', 'papers'])
    expect(faults({ ...purchase, bestBefore: date('2026-05-05'), papers: [], refused: true })).toEqual([])
  })

  test('each way of disinfecting has its own limits', () => {
    expect(faults({ ...disinfected, reached: 99, seconds: 599 })).toEqual(['reached', 'seconds'])
    expect(faults({ ...disinfected, method: 'dishwasher', reached: 85, seconds: 40 })).toEqual([])
    expect(faults({ ...disinfected, method: 'wiping' })).toEqual(['method'])
  })

  test('no entry for tomorrow or for a meal that is not served', () => {
    expect(faults({ ...leader, on: date('2026-05-07'), meal: 'dinner' })).toEqual(['on', 'meal'])
  })
})

describe('what the book of a day lacks', () => {
  const due = (entries: readonly CanteenEntry[], dishes = {}, on = '2026-05-06', of = canteen) =>
    bookDue(of, entries, dishes, table, china, date(on)).map(({ kind, dish }) => (dish === null ? kind : `${kind} ${dish}`))

  test('is everything at first, and nothing once it is done', () => {
    expect(due([])).toEqual(['morning_check', 'sample', 'disinfection', 'leader_meal'])
    expect(due([morning, sample, disinfected, leader])).toEqual([])
  })

  test('names the dish that has no sample', () => {
    expect(due([morning, sample, disinfected, leader], { lunch: ['番茄炒蛋', '红烧肉'] })).toEqual(['sample 红烧肉'])
  })

  test('is nothing on a day closed; on a Saturday worked in exchange it is', () => {
    expect(due([], {}, '2026-05-03')).toEqual([])
    expect(due([], {}, '2026-05-09')).toHaveLength(4)
  })

  test('a leader eats along in schools, not in an office canteen', () => {
    expect(due([], {}, '2026-05-06', { ...canteen, types: ['CANT_UNIT', 'CANT'] })).not.toContain('leader_meal')
  })

  test('an entry never makes more due', () => {
    fc.assert(fc.property(fc.subarray([morning, sample, disinfected, leader, purchase] as CanteenEntry[]), (some) => {
      expect(due(some).every((kind) => due([]).includes(kind))).toBe(true)
      expect(due(some)).toHaveLength(4 - some.filter(({ kind }) => kind !== 'purchase').length)
    }))
  })
})

test('a contractor who runs the canteen is named with a licence (条例 art.28)', () => {
  const contracted = (contractor: Canteen['contractor']) => canteenFaults({ ...canteen, contracted: true, contractor }).map(({ path }) => path)
  expect([canteenFaults(canteen), contracted(null), contracted({ name: '某公司', licence: '' }), contracted({ name: '某公司', licence: 'JY' })]).toEqual([
    [], ['contractor'], ['contractor.licence'], []])
})
