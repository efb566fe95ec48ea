import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar } from '../../../platform/calendar/calendar.ts'
import { shippedDays } from '../../../platform/calendar/days.ts'
import { addDays, date } from '../../../platform/core/dates.ts'
import { shippedSelfCheckTables } from '../shipped/self-check.ts'
import { inForce } from '../../../platform/core/dated.ts'
import { EVERY_DAY, operatesOn, type Operating } from '../../registry/index.ts'
import { missedSelfChecks, selfCheckFaults, selfChecksOn, type SelfChecked, type SelfCheckKind, type SelfCheckRecord } from './self-check.ts'

const china = calendar(shippedDays())
const today = date('2026-05-06')
const table = inForce(shippedSelfCheckTables, today, 'self-check')
const school: Operating = { week: 'working-days', terms: [{ from: date('2026-03-02'), until: date('2026-07-10') }] }
const canteen: SelfChecked = { business: { types: ['CANT_SCHOOL', 'CANT', 'CATERING'], diners: 600 }, operating: school, needsDirector: true, since: date('2026-03-02') }
const record = (kind: SelfCheckKind, on: string, more: Partial<SelfCheckRecord> = {}): SelfCheckRecord => ({
  kind, on: date(on), role: kind === 'monthly' ? 'head' : 'officer', with: kind === 'monthly' ? ['director'] : [], zero_risk: true, problems: [],
  ...(kind === 'daily' ? {} : { decision: '照常' }), ...more,
})
const kinds = (on: string, records: readonly SelfCheckRecord[] = []) =>
  selfChecksOn(canteen, records, table, china, date(on)).map(({ kind, dueOn, state }) => [kind, dueOn, state])
const faults = (one: SelfCheckRecord, of = canteen) => selfCheckFaults(one, of, table, china, today).map(({ path }) => path)

describe('what a business owes', () => {
  test('on a day: the day, the week and the month, each due on its last day open', () => {
    expect(kinds('2026-05-06')).toEqual([['daily', '2026-05-06', 'waiting'], ['weekly', '2026-05-09', 'waiting'], ['monthly', '2026-05-29', 'waiting']])
  })

  test('nothing daily on a day closed, and nothing at all in a vacation', () => {
    expect(kinds('2026-05-02').map(([kind]) => kind)).toEqual(['weekly', 'monthly'])
    expect(kinds('2026-08-03')).toEqual([])
  })

  test('the month is owed on the first day worked again where its end was closed when no day of it was left, and is missed only then', () => {
    const until = (told: string, upTo = '2026-06-02'): SelfChecked => ({ ...canteen, operating: { ...school, closed: [{ from: date('2026-05-29'), until: date(upTo), told: date(told) }] } })
    const monthly = (of: SelfChecked, on: string, records: readonly SelfCheckRecord[] = []) =>
      selfChecksOn(of, records, table, china, date(on)).filter(({ kind }) => kind === 'monthly').map(({ period, dueOn, state }) => [period.from, dueOn, state])
    expect(monthly(until('2026-05-29'), '2026-05-29')).toEqual([['2026-05-01', '2026-06-03', 'waiting']])
    expect(monthly(until('2026-05-29'), '2026-06-03')).toEqual([['2026-05-01', '2026-06-03', 'waiting'], ['2026-06-01', '2026-06-30', 'waiting']])
    expect(monthly(until('2026-05-29'), '2026-06-03', [record('monthly', '2026-05-29')])).toEqual([['2026-06-01', '2026-06-30', 'waiting']])
    // Told in time, it was known that the 28th is the last day.
    expect(monthly(until('2026-05-28'), '2026-05-28')).toEqual([['2026-05-01', '2026-05-28', 'waiting']])
    // A closing that ends before the month does changes nothing.
    expect(monthly({ ...canteen, operating: { ...EVERY_DAY, closed: [{ from: date('2026-05-29'), until: date('2026-05-30'), told: date('2026-05-29') }] } }, '2026-05-29')).toEqual([['2026-05-01', '2026-05-31', 'waiting']])
    const told = (on: string, from: string, to: string) => missedSelfChecks(until('2026-05-29'), [], table, china, { from: date(from), until: date(to) }, date(on)).filter(({ kind }) => kind === 'monthly').map(({ dueOn }) => dueOn)
    expect([told('2026-05-30', '2026-05-01', '2026-05-31'), told('2026-06-03', '2026-06-01', '2026-06-30'), told('2026-06-04', '2026-06-01', '2026-06-30')]).toEqual([[], [], ['2026-06-03']])
  })

  test('what is recorded is done, on a day worked in exchange too', () => {
    expect(kinds('2026-05-09', [record('daily', '2026-05-09')])[0]).toEqual(['daily', '2026-05-09', 'done'])
  })

  test('small trades are not asked by this rule', () => {
    expect(selfChecksOn({ ...canteen, business: { types: ['VEND', 'CATERING'] } }, [], table, china, today)).toEqual([])
  })
})

describe('what was missed', () => {
  const missed = (records: readonly SelfCheckRecord[], from: string, until: string, on = today, of = canteen) =>
    missedSelfChecks(of, records, table, china, { from: date(from), until: date(until) }, on).map(({ kind, dueOn }) => `${kind} ${dueOn}`)

  test('is each day, week and month without a record, once, and never what still runs', () => {
    expect(missed([record('daily', '2026-04-28'), record('weekly', '2026-04-29')], '2026-04-27', '2026-05-10')).toEqual([
      'daily 2026-04-27', 'daily 2026-04-29', 'daily 2026-04-30', 'monthly 2026-04-30'])
  })

  test('is nothing while nobody knows since when the place works, and counts from the first record', () => {
    const unknown = { ...canteen, since: null }
    expect(missed([], '2026-04-27', '2026-05-10', today, unknown)).toEqual([])
    expect(missed([record('daily', '2026-04-29')], '2026-04-27', '2026-05-10', today, unknown)).toEqual([
      'daily 2026-04-30', 'weekly 2026-04-30', 'monthly 2026-04-30'])
  })

  test('never falls on a day closed, in the future, or where a record lies', () => {
    const span = fc.tuple(fc.nat(90), fc.nat(40)).map(([at, long]) => ({ from: addDays(date('2026-02-20'), at), until: addDays(date('2026-02-20'), at + long) }))
    fc.assert(fc.property(fc.array(span, { maxLength: 3 }), fc.array(fc.nat(80), { maxLength: 20 }), fc.nat(90), (closed, days, at) => {
      const operating = { ...EVERY_DAY, closed }
      const records = days.map((n) => record('daily', addDays(date('2026-02-20'), n)))
      const now = addDays(date('2026-02-20'), at)
      const found = missedSelfChecks({ ...canteen, operating }, records, table, china, { from: date('2026-02-01'), until: date('2026-06-30') }, now)
      for (const duty of found) {
        expect(duty.dueOn < now && duty.dueOn >= canteen.since!).toBe(true)
        expect(operatesOn(operating, duty.dueOn, china)).toBe(true)
        if (duty.kind === 'daily') expect(records.some(({ on }) => on === duty.dueOn)).toBe(false)
      }
      expect(new Set(found.map(({ kind, dueOn }) => `${kind}${dueOn}`)).size).toBe(found.length)
    }), { numRuns: 60 })
  })

  test('in two spans is the same as in both together', () => {
    const whole = missed([], '2026-03-01', '2026-05-31')
    const parts = [...missed([], '2026-03-01', '2026-04-15'), ...missed([], '2026-04-16', '2026-05-31')]
    expect(parts.toSorted()).toEqual(whole.toSorted())
  })
})

describe('a record', () => {
  test('of a day without risk is a record; who keeps silent about it is asked', () => {
    expect(faults(record('daily', '2026-05-06'))).toEqual([])
    expect(faults(record('daily', '2026-05-06', { zero_risk: false }))).toEqual(['zero_risk'])
  })

  test('of a problem needs its measure and is not zero risk', () => {
    const problems = [{ text: '冰箱温度偏高', measure: ' ' }]
    expect(faults(record('daily', '2026-05-06', { problems }))).toEqual(['zero_risk', 'problems.0.measure'])
    expect(faults(record('daily', '2026-05-06', { zero_risk: false, problems: [{ text: '冰箱温度偏高', measure: '已调低' }] }))).toEqual([])
  })

  test('is kept by the right role; the person in charge hears the director each month', () => {
    expect(faults(record('daily', '2026-05-06', { role: 'head' }))).toEqual(['role'])
    expect(faults(record('monthly', '2026-05-06', { with: [] }))).toEqual(['with'])
    expect(faults(record('monthly', '2026-05-06', { role: 'director', with: ['head'] }))).toEqual([])
    expect(faults(record('monthly', '2026-05-06', { with: ['officer'] }))).toEqual(['with'])
    const small = { ...canteen, needsDirector: false }
    expect(faults(record('monthly', '2026-05-06', { with: ['officer'] }), small)).toEqual([])
  })

  test('is not written ahead, nor for a day closed; a week needs its decision', () => {
    expect(faults(record('daily', '2026-05-07'))).toEqual(['on'])
    expect(faults(record('daily', '2026-05-03'))).toEqual(['on'])
    expect(faults(record('weekly', '2026-05-06', { decision: '' }))).toEqual(['decision'])
  })
})
