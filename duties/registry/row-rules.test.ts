import { describe, expect, it } from 'vitest'
import type { RowRule } from '../../platform/register/declare.ts'
import { enterprises, premises } from './enterprises.ts'
import { licences } from './licences.ts'
import { certificates, foodStaff } from './people.ts'

const today = '2026-11-22'
type Row = Readonly<Record<string, unknown>>
/** The fields that a register's rules find fault with. */
const faults = (register: { readonly rules?: readonly RowRule<never>[] }, row: Row): string[] =>
  (register.rules ?? []).flatMap((rule) => (rule as RowRule<Row>)(row, { today })).map(({ path }) => path)

describe('enterprises', () => {
  it('a wrong credit code is refused, none at all is not', () => {
    expect(faults(enterprises, { uscc: '91140700MA0K2F3H52' })).toEqual(['uscc'])
    expect(faults(enterprises, { uscc: '91140700MA0K2F3H51' })).toEqual([])
    expect(faults(enterprises, { uscc: null })).toEqual([])
  })

  it('a right code in another spelling is refused, so that one code is never stored twice', () => {
    expect(faults(enterprises, { uscc: '91140700ma0k2f3h51' })).toEqual(['uscc'])
  })
})

describe('premises', () => {
  it('longitude and latitude come together', () => {
    expect(faults(premises, { lng: 112.7, lat: null })).toEqual(['lat'])
    expect(faults(premises, { lng: null, lat: 37.7 })).toEqual(['lng'])
    expect(faults(premises, { lng: 112.7, lat: 37.7 })).toEqual([])
  })

  it('those in the ledger have a duty level, and those with a level are in it', () => {
    expect(faults(premises, { in_ledger: true, duty_level: null })).toEqual(['duty_level'])
    expect(faults(premises, { in_ledger: false, duty_level: 'A' })).toEqual(['in_ledger'])
    expect(faults(premises, { in_ledger: true, duty_level: 'A' })).toEqual([])
  })

  it('only a type that needs a licence can be unlicensed', () => {
    expect(faults(premises, { type: 'FARM', unlicensed: true })).toEqual(['unlicensed'])
    expect(faults(premises, { type: 'CATE', unlicensed: true })).toEqual([])
  })

  it('were not found or changed in the future', () => {
    expect(faults(premises, { found_on: '2026-11-23', status_since: '2026-11-22' })).toEqual(['found_on'])
  })
})

describe('licences', () => {
  const licence = { number: 'JY21407020001235', kind: 'JY', state: 'valid', issued_on: '2023-01-01', expires_on: '2027-12-31',
    on_promise: false }

  it('a right one passes', () => {
    expect(faults(licences, licence)).toEqual([])
  })

  it('number and kind agree; a local number is not judged', () => {
    expect(faults(licences, { ...licence, kind: 'SC' })).toEqual(['number'])
    expect(faults(licences, { ...licence, number: 'JY21407020001236' })).toEqual(['number'])
    expect(faults(licences, { ...licence, number: '晋小餐饮0001', kind: 'SMALL_CATERING' })).toEqual([])
  })

  it('it expires after it was issued, and was not issued in the future', () => {
    expect(faults(licences, { ...licence, expires_on: '2022-12-31' })).toEqual(['expires_on'])
    expect(faults(licences, { ...licence, issued_on: '2026-12-01' })).toEqual(['issued_on'])
  })

  it('a filing has no expiry, and only what has ended has an end', () => {
    expect(faults(licences, { ...licence, kind: 'YB', number: 'YB11407020000011' })).toContain('expires_on')
    expect(faults(licences, { ...licence, ended_on: '2026-01-01' })).toEqual(['ended_on'])
    expect(faults(licences, { ...licence, ended_on: '2026-01-01', state: 'revoked' })).toEqual([])
  })

  it('the check of a promise has a day and a result, and belongs to a promise', () => {
    const promised = { ...licence, on_promise: true }
    expect(faults(licences, { ...promised, promise_checked_on: '2026-11-01',
      promise_check_result: null })).toEqual(['promise_check_result'])
    expect(faults(licences, { ...promised, promise_checked_on: null, promise_check_result: 'kept' })).toEqual(['promise_checked_on'])
    expect(faults(licences, { ...licence, promise_checked_on: '2026-11-01', promise_check_result: 'kept' })).toEqual(['on_promise'])
    expect(faults(licences, { ...promised, promise_checked_on: '2026-11-01', promise_check_result: 'kept' })).toEqual([])
  })
})

describe('people and certificates', () => {
  it('nobody leaves before being appointed', () => {
    expect(faults(foodStaff, { appointed_on: '2026-02-01', left_on: '2026-01-31' })).toEqual(['left_on'])
    expect(faults(foodStaff, { appointed_on: '2026-02-01', left_on: null })).toEqual([])
  })

  it('a certificate expires after it was issued', () => {
    expect(faults(certificates, { issued_on: '2026-02-01', expires_on: '2026-01-31' })).toEqual(['expires_on'])
    expect(faults(certificates, { issued_on: '2026-02-01', expires_on: '2029-01-31' })).toEqual([])
  })
})
