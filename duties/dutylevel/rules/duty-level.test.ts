import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar } from '../../../platform/calendar/calendar.ts'
import { shippedDays } from '../../../platform/calendar/days.ts'
import { shippedLimits } from '../../../platform/calendar/shipped-limits.ts'
import { addDays, date, type DateOnly } from '../../../platform/core/dates.ts'
import { shippedDutyTables } from '../shipped/duty-level.ts'
import { bindFaults, levelsOf, onDutyChange, promiseOf, type Binding, type Cadre, type DutyPremises } from './duty-level.ts'
import { cadreLight, handoverPack, quarterDuty, visitFaults, type CadreWork, type DutyVisit } from './duty-visits.ts'
import { EVERY_DAY, type Operating } from '../../registry/index.ts'

const china = calendar(shippedDays())
const table = shippedDutyTables[0]!
const reckoning = { limits: shippedLimits, calendar: china, table }
const premises: DutyPremises = { id: 'p', region: '140702101', status: 'open', in_ledger: true, duty_level: 'C' }
const cadre: Cadre = { id: 'c', rank: 'township', region: '140702101', left_on: null }
const binding: Binding = { id: 'b', premises: 'p', cadre: 'c', level: 'C', from: date('2026-01-10'), to: null, promised_on: date('2026-01-12') }
const visit = (on: string, by = 'c'): DutyVisit => ({ premises: 'p', cadre: by, on: date(on), mode: 'on_site' })
const today = date('2026-05-06')
const faults = (p: Partial<DutyPremises> = {}, c: Partial<Cadre> = {}, standing: readonly Binding[] = []): number =>
  bindFaults({ ...premises, ...p }, { ...cadre, ...c }, standing, today, table).length

describe('who covers whom', () => {
  test('each level has one rank, a city leader covers A only', () => {
    expect(levelsOf('city', table)).toEqual(['A'])
    expect(['county', 'township', 'village'].map((rank) => levelsOf(rank as 'county', table))).toEqual([['B'], ['C'], ['D']])
  })

  test('a binding needs the ledger, a level, the right rank, the right area, a serving cadre and no other binding', () => {
    expect(faults()).toBe(0)
    expect(faults({}, { rank: 'county', region: '140702' })).toBe(1)
    expect(faults({}, { region: '140702102' })).toBe(1)
    expect(faults({}, { left_on: today })).toBe(1)
    expect(faults({ status: 'suspended' })).toBe(1)
    expect(faults({ in_ledger: false, duty_level: null })).toBe(2)
    expect(faults({}, {}, [binding])).toBe(1)
    expect(faults({}, {}, [{ ...binding, to: addDays(today, -1) }])).toBe(0)
  })
})

describe('a change', () => {
  test('of the premises is told within 15 working days and bound anew within 7 of being told', () => {
    expect(onDutyChange('moved', date('2026-09-28'), null, shippedLimits, china)).toEqual({
      unbind: true, tellBy: '2026-10-23', rebindBy: null, handOver: true })
    expect(onDutyChange('moved', date('2026-09-28'), date('2026-09-29'), shippedLimits, china).rebindBy).toBe('2026-10-14')
  })

  test('closed and suspended unbind and are not bound anew; reopened is', () => {
    for (const change of ['closed', 'suspended'] as const)
      expect(onDutyChange(change, today, today, shippedLimits, china)).toMatchObject({ unbind: true, rebindBy: null, handOver: false })
    expect(onDutyChange('reopened', today, today, shippedLimits, china)).toMatchObject({ unbind: false, rebindBy: '2026-05-14' })
  })

  test('a cadre who leaves needs no telling: the seven days run at once', () => {
    expect(onDutyChange('cadre_left', today, null, shippedLimits, china)).toMatchObject({ unbind: true, tellBy: null, rebindBy: '2026-05-14', handOver: true })
  })

  test('of the cadre makes the promise due again', () => {
    expect(promiseOf(binding, shippedLimits, china, today).state).toBe('signed')
    const successor = { ...binding, cadre: 'd', from: today, promised_on: binding.promised_on }
    expect(promiseOf(successor, shippedLimits, china, today)).toEqual({ dueOn: '2026-05-14', state: 'waiting' })
    expect(promiseOf(successor, shippedLimits, china, date('2026-05-15')).state).toBe('overdue')
  })
})

describe('the duty of a quarter', () => {
  const duty = (visits: readonly DutyVisit[], on: string, operating: Operating = EVERY_DAY, of = binding) =>
    quarterDuty(of, visits, operating, table, china, date(on))

  test('is done by one visit of its own cadre while bound', () => {
    expect(duty([visit('2026-05-01')], '2026-05-06').state).toBe('done')
    expect(duty([visit('2026-05-01', 'another')], '2026-05-06').state).toBe('waiting')
    expect(duty([visit('2026-03-31')], '2026-05-06').state).toBe('waiting')
    expect(duty([visit('2026-05-07')], '2026-05-06').state).toBe('waiting')
  })

  test('of the first partial quarter is counted from the binding', () => {
    expect(duty([], '2026-03-31').dueOn).toBe('2026-03-31')
    const late = { ...binding, from: date('2026-03-25') }
    expect(duty([], '2026-03-31', EVERY_DAY, late)).toMatchObject({ state: 'none', owed: 0 })
    expect(duty([], '2026-04-01', EVERY_DAY, late)).toMatchObject({ state: 'waiting', owed: 1 })
    expect(duty([visit('2026-01-09')], '2026-03-31').made).toBe(0)
  })

  test('of a canteen is due on its last day open, and not owed where it hardly opened', () => {
    const school: Operating = { week: 'working-days', terms: [{ from: date('2026-03-02'), until: date('2026-07-10') }, { from: date('2026-09-01'), until: date('2027-01-22') }] }
    expect(duty([], '2026-07-20', school)).toMatchObject({ dueOn: '2026-09-30', state: 'waiting' })
    const summer: Operating = { week: 'working-days', terms: [{ from: date('2026-03-02'), until: date('2026-07-10') }] }
    expect(duty([], '2026-09-30', summer)).toMatchObject({ state: 'none', dueOn: null })
  })

  test('a day closed is never a missed duty: with any calendar, what is missed had days enough and they are over', () => {
    const span = fc.tuple(fc.nat(400), fc.nat(120)).map(([at, long]) => ({ from: addDays(date('2025-12-01'), at), until: addDays(date('2025-12-01'), at + long) }))
    fc.assert(fc.property(fc.array(span, { maxLength: 4 }), fc.nat(364), fc.nat(364), (closed, from, at) => {
      const day = addDays(date('2026-01-01'), at)
      const operating: Operating = { week: [1, 2, 3, 4, 5], closed }
      const found = quarterDuty({ ...binding, from: addDays(date('2026-01-01'), from) }, [], operating, table, china, day)
      if (found.state !== 'missed') return
      expect(found.dueOn! < day).toBe(true)
      expect(closed.some((one) => one.from <= found.dueOn! && found.dueOn! <= one.until)).toBe(false)
    }))
  })

  test('a visit in the future, on a day closed or outside of the binding is refused', () => {
    const refused = (one: DutyVisit, operating: Operating = EVERY_DAY) => visitFaults(one, binding, operating, china, today).map(({ path }) => path)
    expect(refused(visit('2026-05-06'))).toEqual([])
    expect(refused(visit('2026-05-07'))).toEqual(['on'])
    expect(refused(visit('2026-01-09'))).toEqual(['premises'])
    expect(refused(visit('2026-05-03'), { week: 'working-days' })).toEqual(['on'])
    expect(refused({ ...visit('2026-05-03'), mode: 'remote' }, { week: 'working-days' })).toEqual([])
  })
})

describe('the light of a cadre', () => {
  const work = (more: Partial<CadreWork> = {}): CadreWork => ({
    bindings: [binding], visits: [visit('2026-02-03'), visit('2026-05-01')], problems: [], operating: () => EVERY_DAY, ...more })
  const light = (more: Partial<CadreWork>, on: DateOnly = today) => cadreLight(work(more), reckoning, on)

  test('is green only where nothing is said against it', () => {
    expect(light({})).toEqual({ light: 'green', reasons: [] })
  })

  test('is red for the quarter missed, the promise overdue, the problem left open', () => {
    expect(light({ visits: [] }).light).toBe('red')
    expect(light({ visits: [visit('2026-05-01')] }).light).toBe('green')
    expect(light({ bindings: [{ ...binding, promised_on: null }] }).light).toBe('red')
    const problem = { id: 'x', premises: 'p', found_on: date('2026-04-01'), handed_on: date('2026-04-02'), closed_on: null }
    expect(light({ problems: [problem] }).light).toBe('red')
    expect(light({ problems: [{ ...problem, closed_on: date('2026-05-01') }] }).light).toBe('green')
    expect(light({ problems: [{ ...problem, premises: 'of another' }] }).light).toBe('green')
  })

  test('is yellow where a visit is due soon or a problem not handed over', () => {
    expect(light({ visits: [visit('2026-02-03')] }).light).toBe('green')
    expect(light({ visits: [visit('2026-02-03')] }, date('2026-06-15'))).toMatchObject({ light: 'yellow', reasons: [{ premises: 'p' }] })
    expect(light({ problems: [{ id: 'x', premises: 'p', found_on: today, handed_on: null, closed_on: null }] }).light).toBe('yellow')
  })

  test('has the colour of its worst reason, and reasons in both languages', () => {
    fc.assert(fc.property(fc.nat(500), fc.boolean(), fc.array(fc.nat(500), { maxLength: 3 }), (at, signed, on) => {
      const given = { bindings: [{ ...binding, promised_on: signed ? binding.from : null }], visits: on.map((n) => ({ ...visit('2026-01-01'), on: addDays(date('2026-01-01'), n) })) }
      const answer = light(given, addDays(date('2026-01-10'), at))
      const colours = answer.reasons.map((one) => one.light)
      expect(answer.light).toBe(colours.includes('red') ? 'red' : colours.includes('yellow') ? 'yellow' : 'green')
      expect(answer.reasons.every(({ text }) => text.zh !== '' && !/\p{Script=Han}/u.test(text.en))).toBe(true)
    }))
  })

  test('a handover holds every unit, open problems oldest first, and a promise for each unit', () => {
    const problem = (id: string, found: string, closed: string | null) =>
      ({ id, premises: 'p', found_on: date(found), handed_on: null, closed_on: closed === null ? null : date(closed) })
    const pack = handoverPack(work({
      bindings: [binding, { ...binding, id: 'b2', premises: 'q' }, { ...binding, id: 'b3', premises: 'gone', to: date('2026-03-01') }],
      problems: [problem('new', '2026-05-01', null), problem('old', '2026-02-01', null), problem('shut', '2026-02-01', '2026-03-01')],
    }), reckoning, today)
    expect(pack.units.map((one) => one.premises)).toEqual(['p', 'q'])
    expect(pack.problems.map(({ id, days }) => [id, days])).toEqual([['old', 94], ['new', 5]])
    expect(pack.promises).toEqual([{ premises: 'p', dueOn: '2026-05-14' }, { premises: 'q', dueOn: '2026-05-14' }])
  })
})
