import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendar } from '../../platform/calendar/calendar.ts'
import { due, type Limit } from '../../platform/calendar/limits.ts'
import { addDays, date } from '../../platform/core/dates.ts'
import { Problem } from '../../platform/core/problem.ts'
import { mustAppointDirector } from './directors.ts'
import { changeStatus, checkPromise, derived, expiryWarning, licensedUntil, licenceStateOn, mustBeMergeable,
  nextStatuses, promiseCheckDue, renewalWindow, tradesUnlicensed, type Standing } from './rules.ts'

const day = date('2026-11-22')
const weekdays = calendar([])
const limit = (code: string, value: number): Limit => ({
  code, title_zh: code, title_en: code, value, unit: 'working_day', counts_first_day: false, extension_value: null, legal_basis: 'test',
    confidence: 'found', valid_from: date('2020-01-01'), valid_to: null,
})
const limits = [limit('licence.renew-earliest', 90), limit('licence.renew-latest', 15), limit('licence.production.renew-latest', 30),
  limit('registry.promise-check', 30)]
const code = (work: () => unknown): string => {
  try { work() } catch (error) { if (error instanceof Problem) return error.code; throw error }
  return 'no problem'
}
const jy = (expires_on: string | null, state: Standing['state'] = 'valid'): Standing =>
  ({ kind: 'JY', state, issued_on: null, expires_on: expires_on === null ? null : date(expires_on) })

describe('the state of a licence', () => {
  it('is valid to the end of its last day and expired from the next', () => {
    expect(licenceStateOn(jy('2026-11-22'), day)).toBe('valid')
    expect(licenceStateOn(jy('2026-11-21'), day)).toBe('expired')
    expect(licenceStateOn(jy(null), day)).toBe('valid')
  })

  it('that was ended stays ended, whatever its dates', () => {
    for (const state of ['cancelled', 'withdrawn', 'revoked'] as const) for (const until of ['2030-01-01',
      '2020-01-01']) expect(licenceStateOn(jy(until, state), day)).toBe(state)
  })

  it('recorded as expired is valid again once renewed', () => {
    expect(licenceStateOn(jy('2031-01-01', 'expired'), day)).toBe('valid')
  })
})

describe('expiry warnings', () => {
  it.each([[91, null], [90, 90], [31, 90], [30, 30], [8, 30], [7, 7], [0, 7], [-1, 'expired']] as const)('with %i days left it is %s',
    (left, expected) => {
    expect(expiryWarning(addDays(day, left), day)).toBe(expected)
  })

  it('what does not expire is never warned of', () => {
    expect(expiryWarning(null, day)).toBe(null)
  })
})

describe('renewal', () => {
  it('of a trading licence may be asked for from 90 to 15 working days before expiry, as the table says', () => {
    const until = date('2027-06-30')
    expect(renewalWindow(jy(until), day, limits, weekdays)).toEqual({
      opens: due(limits, 'licence.renew-earliest', until, weekdays, { before: true }).on,
        closes: due(limits, 'licence.renew-latest', until, weekdays, { before: true }).on,
    })
    expect(renewalWindow(jy(until), day, limits, weekdays)!.closes).toBe('2027-06-09')
  })

  it('of a production licence has no earliest day', () => {
    expect(renewalWindow({ ...jy('2027-06-30'), kind: 'SC' }, day, limits, weekdays)).toEqual({ opens: null, closes: '2027-05-19' })
  })

  it('is not asked for a filing, a local permit, or what has ended', () => {
    expect(renewalWindow({ ...jy(null), kind: 'YB' }, day, limits, weekdays)).toBe(null)
    expect(renewalWindow({ ...jy('2027-06-30'), kind: 'WORKSHOP' }, day, limits, weekdays)).toBe(null)
    expect(renewalWindow(jy('2027-06-30', 'revoked'), day, limits, weekdays)).toBe(null)
    expect(renewalWindow(jy('2026-06-30'), day, limits, weekdays)).toBe(null)
  })
})

describe('permits on promise', () => {
  const promised = { on_promise: true, issued_on: date('2026-11-02'), state: 'valid' as const }

  it('must be checked within the days of the table', () => {
    expect(promiseCheckDue(promised, limits, weekdays)).toBe('2026-12-14')
    expect(promiseCheckDue({ ...promised, on_promise: false }, limits, weekdays)).toBe(null)
  })

  it('a false promise withdraws the licence on that day', () => {
    expect(checkPromise(promised, 'false', day)).toEqual({ promise_checked_on: day, promise_check_result: 'false', state: 'withdrawn',
      ended_on: day })
  })

  it('a kept promise changes nothing but the check', () => {
    expect(checkPromise(promised, 'kept', day)).toEqual({ promise_checked_on: day, promise_check_result: 'kept' })
  })

  it('what was not granted on promise, or has ended, cannot be checked', () => {
    expect(code(() => checkPromise({ ...promised, on_promise: false }, 'kept', day))).toBe('licence.no-promise')
    expect(code(() => checkPromise({ ...promised, state: 'revoked' }, 'kept', day))).toBe('licence.ended')
  })
})

describe('the status of premises', () => {
  it('goes from open to suspended to reopened, and to closed from each', () => {
    expect(changeStatus('open', 'suspended', day)).toEqual({ status: 'suspended', status_since: day })
    expect(changeStatus('suspended', 'reopened', day).status).toBe('reopened')
    expect(changeStatus('reopened', 'closed', day).status).toBe('closed')
  })

  it('never leaves closed, and never goes back to open', () => {
    for (const from of Object.keys(nextStatuses) as (keyof typeof nextStatuses)[]) {
      if (from !== 'open') expect(code(() => changeStatus(from, 'open', day))).toBe('premises.status')
      if (from !== 'closed') expect(code(() => changeStatus('closed', from, day))).toBe('premises.status')
    }
  })

  it('does not change to itself', () => {
    expect(changeStatus('open', 'open', day)).toEqual({})
  })
})

describe('licensed until', () => {
  it('is the latest day of a standing licence of the right kind', () => {
    expect(licensedUntil('CATE', [jy('2024-01-01', 'expired'), jy('2028-05-05'), { ...jy('2031-01-01'), kind: 'SC' },
      jy('2035-01-01', 'revoked')])).toBe('2028-05-05')
  })

  it('has no end under a filing, and none at all without a licence', () => {
    expect(licensedUntil('DIST', [{ ...jy(null), kind: 'YB' }])).toBe('9999-12-31')
    expect(licensedUntil('CATE', [])).toBe(null)
  })

  it('trading without a licence is told by type, status and day', () => {
    const place = { type: 'CATE', status: 'open', licensed_until: date('2026-11-21') } as const
    expect(tradesUnlicensed(place, day)).toBe(true)
    expect(tradesUnlicensed({ ...place, licensed_until: day }, day)).toBe(false)
    expect(tradesUnlicensed({ ...place, licensed_until: null }, day)).toBe(true)
    expect(tradesUnlicensed({ ...place, status: 'suspended' }, day)).toBe(false)
    expect(tradesUnlicensed({ ...place, type: 'FARM', licensed_until: null }, day)).toBe(false)
  })
})

describe('food safety directors', () => {
  it.each([
    ['HEAL', null, null, true], ['INFA', 'small', null, true], ['PROD', 'large', null, true], ['PROD', 'medium', null, true],
      ['PROD', 'small', null, false], ['WORK', 'large', null, false],
    ['CATE', 'chain-head', null, true], ['CATE', null, null, false], ['CANT_KINDERGARTEN', null, 299, false],
      ['CANT_KINDERGARTEN', null, 300, true], ['CANT_SCHOOL', null, 499, false], ['CANT_SCHOOL', null, 500, true],
    ['CANT_UNIT', null, 999, false], ['CANT_UNIT', null, 1000, true], ['CENT_MEALS', null, 1000, true],
      ['CANT_SCHOOL', 'large', null, false],
  ] as const)('%s of size %s with %s diners: %s', (type, scale, diners, expected) => {
    expect(mustAppointDirector({ type, scale, diners }, day)).toBe(expected)
  })

  it('who has left does not count', () => {
    const premises = { type: 'HEAL', scale: null, diners: null } as const
    const staff = [{ role: 'director', left_on: day }, { role: 'officer', left_on: null }] as const
    expect(derived(premises, [], staff, day)).toEqual({ licensed_until: null, needs_director: true, has_director: false, has_officer: true })
  })

  it('more diners never lift the duty', () => {
    fc.assert(fc.property(fc.constantFrom('CANT_KINDERGARTEN', 'CANT_SCHOOL', 'CANT_UNIT', 'CENT_KITCHEN' as const), fc.nat(5_000),
      fc.nat(5_000), (type, a, b) => {
      const [few, many] = [Math.min(a, b), Math.max(a, b)]
      if (mustAppointDirector({ type: type as 'CANT_UNIT', scale: null,
        diners: few }, day)) expect(mustAppointDirector({ type: type as 'CANT_UNIT', scale: null, diners: many }, day)).toBe(true)
    }))
  })
})

describe('merging records', () => {
  it('refuses a record and itself, and a record that is a redirect already', () => {
    expect(code(() => mustBeMergeable({ id: 'a', merged_into: null }, { id: 'a', merged_into: null }))).toBe('merge.itself')
    expect(code(() => mustBeMergeable({ id: 'a', merged_into: null }, { id: 'b', merged_into: 'c' }))).toBe('merge.gone')
    expect(code(() => mustBeMergeable({ id: 'a', merged_into: null }, { id: 'b', merged_into: null }))).toBe('no problem')
  })
})
