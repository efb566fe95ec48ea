import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { date } from '../../platform/core/dates.ts'
import { identityOf, matchBusiness, splitBusiness, type OnRecord, type Said } from './business.ts'
import { businessFields, businessForm, licenceKindOf, typeOf, type Business } from './business-form.ts'
import { makeLicenceNumber, makeUscc } from './numbers.ts'
import type { Place } from './place.ts'

const today = date('2026-11-22')
const place: Place = { region: '140702', said: true, faults: [], warnings: [] }
const row: Business = {
  enterprise_name: '榆次区云岭面馆', uscc: makeUscc('92', '140702', 11), type: 'CATE', address: '榆次区迎宾西街12号',
    licence_number: makeLicenceNumber('JY', '2', '140702', 123),
  issued_on: date('2023-05-06'), expires_on: date('2028-05-05'), legal_representative: '甲某', phone: '0354-0000000', safety_officer: '乙某、丙某',
}
const faults = (given: Business): string[] => businessForm.rules.flatMap((rule) => rule(given, { today })).map(({ path }) => path)
const warnings = (given: Business): string[] => businessForm.warnings.flatMap((rule) => rule(given, { today })).map(({ path }) => path)

/** What the registers hold after a row was created. */
function created(said: Said): OnRecord {
  return {
    enterprise: { uscc: null, ...said.defaults.enterprise, ...said.enterprise, id: 'e1' },
    premises: { name: '', address: null, region: '', status: 'open', ...said.defaults.premises, ...said.premises, id: 'p1' },
    licences: said.licence ? [{ ...said.defaults.licence, ...said.licence, id: 'l1' }] : [],
    staff: said.staff,
  }
}
const split = (given: Business, at: Place = place): Said => splitBusiness(given, at, today)
const onRecord = (given: Business, at: Place = place): OnRecord => created(split(given, at))

describe('a row of a sheet of businesses', () => {
  it('has every field the scripts rely on', () => {
    expect(Object.keys(businessFields)).toEqual(expect.arrayContaining(['enterprise_name', 'uscc', 'enterprise_kind',
      'legal_representative', 'premises_name', 'type', 'region', 'county', 'township',
      'village', 'address', 'status', 'licence_kind', 'licence_number', 'licence_scope', 'issued_on', 'expires_on', 'licence_state',
        'issuer', 'phone', 'contact', 'safety_director', 'safety_officer',
      'lng', 'lat', 'in_ledger', 'duty_level', 'opened_on']))
  })

  it('is accepted when everything is right', () => {
    expect(faults(row)).toEqual([])
    expect(warnings(row)).toEqual([])
  })

  it('needs a name', () => {
    expect(faults({ ...row, enterprise_name: null })).toEqual(['enterprise_name'])
    expect(faults({ ...row, enterprise_name: null, premises_name: '云岭面馆' })).toEqual([])
  })

  it('needs a licence number, or USCC and address: a name alone is no identity', () => {
    expect(faults({ ...row, licence_number: null })).toEqual([])
    expect(faults({ ...row, licence_number: null, address: null })).toEqual(['licence_number'])
    expect(faults({ ...row, licence_number: null, uscc: null })).toEqual(['licence_number'])
  })

  it('stands at the holder’s own address where the sheet gives no other, and never moves there', () => {
    const listed = { ...row, licence_number: null, address: null, registered_address: '榆次区迎宾西街12号' }
    expect(faults(listed)).toEqual([])
    expect(split(listed).defaults.premises.address).toBe('榆次区迎宾西街12号')
    expect(split(listed).premises).not.toHaveProperty('address')
    expect(matchBusiness(split(listed), [onRecord({ ...row, licence_number: null })], today)).toEqual({ kind: 'same', premises: 'p1' })
    expect(matchBusiness(split({ ...listed, registered_address: '榆次区别处1号' }), [onRecord(row)], today).kind).toBe('conflict')
  })

  it.each([
    ['contact', '甲某/0354-3020000', { contact: '甲某', phone: '0354-3020000' }],
    ['contact', '甲某 13800000000', { contact: '甲某', phone: '13800000000' }],
    ['phone', '甲某、13800000000', { contact: '甲某', phone: '13800000000' }],
    ['legal_representative', '甲某（13800000000/13900000000）', { legal_representative: '甲某', phone: '13800000000/13900000000' }],
    ['contact', '甲某13', { contact: '甲某13' }],
    ['phone', '13800000000', { phone: '13800000000' }],
  ])('has a person and a telephone that share the cell of %s apart: %s', (field, text, expected) => {
    expect(businessForm.settle({ [field]: text, enterprise_name: '甲' }, {})).toEqual({ ...expected, enterprise_name: '甲' })
  })

  it('is of the type of the whole list only where nothing of its own tells it', () => {
    const type = (given: object): unknown => businessForm.settle({ enterprise_name: '甲', ...given }, { type: 'WORK' })['type']
    expect(type({})).toBe('WORK')
    expect(type({ licence_number: row.licence_number })).toBeUndefined()
    expect(type({ type: 'CATE' })).toBe('CATE')
  })

  it('bears the name of its person in a list that names nobody else', () => {
    expect(businessForm.settle({ legal_representative: '甲某' }, {})['enterprise_name']).toBe('甲某')
    expect(businessForm.settle({ legal_representative: '甲某', premises_name: null }, {})['enterprise_name']).toBeUndefined()
  })

  it('tells all its faults at once', () => {
    expect(faults({ uscc: '91140700MA0K2F3H52', licence_number: 'JY21407020001236', expires_on: date('2020-01-01'),
      issued_on: date('2021-01-01') }).sort())
      .toEqual(['enterprise_name', 'expires_on', 'licence_number', 'uscc'])
  })

  it('may not be issued in the future', () => {
    expect(faults({ ...row, issued_on: date('2027-01-01') })).toEqual(['issued_on'])
  })

  it('gives longitude and latitude together', () => {
    expect(faults({ ...row, lng: 112.7 })).toEqual(['lat'])
    expect(faults({ ...row, lng: 112.7, lat: 37.6 })).toEqual([])
  })

  it('needs a duty level where it says that it is in the ledger', () => {
    expect(faults({ ...row, in_ledger: true })).toEqual(['duty_level'])
    expect(faults({ ...row, in_ledger: true, duty_level: 'C' })).toEqual([])
  })

  it('needs a type unless its licence tells one', () => {
    expect(faults({ ...row, type: null })).toEqual([])
    expect(faults({ ...row, type: null, licence_number: null })).toEqual(['type'])
    expect([['SC', '101'], ['SC', '127'], ['SC', '129'], ['SC', '201'], ['JY', '1'], ['JY', '2'], ['JY', '3'], ['YB', '2']]
      .map(([kind, category]) => typeOf({ licence_number: makeLicenceNumber(kind as 'SC', category!, '140702', 1) }))).toEqual(['PROD',
        'HEAL', 'INFA', 'ADDI', 'DIST', 'CATE', 'CANT', 'DIST'])
  })

  it('keeps a local permit of a workshop as it is written', () => {
    const workshop: Business = { ...row, type: 'WORK', licence_number: '晋作坊 1407-02-0001' }
    expect(licenceKindOf(workshop)).toBe('WORKSHOP')
    expect(faults(workshop)).toEqual([])
    expect(faults({ ...workshop, type: 'CATE' })).toEqual(['licence_number'])
  })

  it('warns of a lapsed licence, a foreign division inside the code and a type that does not fit, and refuses none of them', () => {
    expect(warnings({ ...row, expires_on: date('2026-11-21') })).toEqual(['expires_on'])
    expect(warnings({ ...row, type: 'PROD' })).toEqual(['type'])
    expect(faults({ ...row, type: 'PROD' })).toEqual([])
  })
})

describe('taking a row apart', () => {
  it('gives each register only what the sheet says', () => {
    const said = split(row)
    expect(said.enterprise).toEqual({ name: '榆次区云岭面馆', uscc: row.uscc, legal_representative: '甲某' })
    expect(said.premises).toEqual({ type: 'CATE', region: '140702', address: '榆次区迎宾西街12号', phone: '0354-0000000' })
    expect(said.licence).toEqual({ number: row.licence_number, issued_on: '2023-05-06', expires_on: '2028-05-05' })
    expect(said.staff).toEqual([{ role: 'officer', name: '乙某' }, { role: 'officer', name: '丙某' }])
  })

  it('fills a new row: name over the door, kind of holder, kind and state of the licence', () => {
    const { defaults } = split({ ...row, expires_on: date('2024-01-01') })
    expect(defaults.enterprise).toMatchObject({ name: '榆次区云岭面馆', kind: 'individual', registration_state: 'existing' })
    expect(defaults.premises).toMatchObject({ name: '榆次区云岭面馆', status: 'open', type: 'CATE' })
    expect(defaults.licence).toEqual({ kind: 'JY', state: 'expired' })
  })

  it('takes a duty level as saying that it is in the ledger', () => {
    expect(split({ ...row, duty_level: 'D' }).premises).toMatchObject({ in_ledger: true, duty_level: 'D' })
  })
})

describe('which premises a row means', () => {
  it('nothing on record: create', () => {
    expect(matchBusiness(split(row), [], today)).toEqual({ kind: 'create', enterprise: null })
  })

  it('importing the same row again changes nothing, whatever it says', () => {
    const some = fc.record<Business>({
      enterprise_name: fc.constant(row.enterprise_name!), uscc: fc.constantFrom(row.uscc!, null),
        premises_name: fc.constantFrom('云岭面馆', null), address: fc.constantFrom(row.address!, null),
      licence_number: fc.constantFrom(row.licence_number!, null), expires_on: fc.constantFrom(date('2028-05-05'), date('2020-05-05'), null),
        licence_state: fc.constantFrom('valid' as const, 'expired' as const, null),
      status: fc.constantFrom('open' as const, 'suspended' as const, 'closed' as const, 'reopened' as const, null),
        duty_level: fc.constantFrom('B' as const, null), safety_officer: fc.constantFrom('乙某、丙某', null), type: fc.constant('CATE' as const),
    })
    fc.assert(fc.property(some, fc.boolean(), (given, said) => {
      fc.pre(faults(given).length === 0)
      const at = { ...place, said }
      expect(matchBusiness(split(given, at), [onRecord(given, at)], today)).toEqual({ kind: 'same', premises: 'p1' })
    }))
  })

  it('the licence number finds them wherever they moved to', () => {
    const match = matchBusiness(split({ ...row, address: '榆次区安宁街8号' }), [onRecord(row)], today)
    expect(match).toMatchObject({ kind: 'update', premises: 'p1', licence: 'l1',
      diff: { premises: { address: '榆次区安宁街8号' }, enterprise: {}, licence: {}, staff: [] } })
  })

  it('the same address in another spelling is no change', () => {
    expect(matchBusiness(split({ ...row, address: '山西省晋中市榆次区迎宾西街十二号' }), [onRecord(row)], today).kind).toBe('same')
  })

  it('USCC and address find them when the licence is new, and the licence is added', () => {
    const number = makeLicenceNumber('JY', '2', '140702', 999)
    const match = matchBusiness(split({ ...row, licence_number: number }), [onRecord(row)], today)
    expect(match).toMatchObject({ kind: 'update', premises: 'p1', licence: null,
      diff: { licence: { number, kind: 'JY', state: 'valid' } } })
  })

  it('a factory, its shop and its canteen at one address are three premises under one enterprise', () => {
    const factory = onRecord({ ...row, type: 'PROD', licence_number: makeLicenceNumber('SC', '101', '140702', 5) })
    for (const category of ['1', '3']) {
      const other: Business = { ...row, type: null, licence_number: makeLicenceNumber('JY', category, '140702', 6) }
      expect(matchBusiness(split(other), [factory], today)).toEqual({ kind: 'create', enterprise: 'e1' })
    }
  })

  it('two rows of a sheet with one licence number, or one holder, place, name and type, are the same premises', () => {
    expect(identityOf({ ...row, address: '别处' })).toBe(identityOf(row))
    const place = { ...row, licence_number: null }
    expect(identityOf({ ...place, address: '山西省晋中市榆次区迎宾西街十二号' })).toBe(identityOf(place))
    expect(identityOf({ ...place, type: 'CANT' })).not.toBe(identityOf(place))
    expect(identityOf({ enterprise_name: '云岭面馆' })).toBe(null)
  })

  it('a second address of the same holder is new premises under the enterprise on record', () => {
    const match = matchBusiness(split({ ...row, licence_number: makeLicenceNumber('JY', '2', '140702', 7), address: '榆次区安宁街8号' }),
      [onRecord(row)], today)
    expect(match).toEqual({ kind: 'create', enterprise: 'e1' })
  })

  it('a licence number on record under another USCC is a conflict', () => {
    expect(matchBusiness(split({ ...row, uscc: makeUscc('92', '140702', 12) }), [onRecord(row)], today).kind).toBe('conflict')
  })

  it('the same name and address under another number is a conflict, never a match', () => {
    const other: Business = { ...row, uscc: makeUscc('92', '140702', 12), licence_number: makeLicenceNumber('JY', '2', '140702', 77) }
    expect(matchBusiness(split(other), [onRecord(row)], today).kind).toBe('conflict')
  })

  it('a holder with premises on record and a row without address is a conflict', () => {
    expect(matchBusiness(split({ ...row, address: null, licence_number: makeLicenceNumber('JY', '2', '140702', 78) }), [onRecord(row)],
      today).kind).toBe('conflict')
  })

  it('two premises of one holder at one address are told apart by name, or not at all', () => {
    const two = ['一食堂', '二食堂'].map((name, i) => {
      const one = onRecord({ ...row, premises_name: name, licence_number: null })
      return { ...one, premises: { ...one.premises, id: `p${i}` } }
    })
    expect(matchBusiness(split({ ...row, premises_name: '二食堂', licence_number: null }), two, today)).toMatchObject({ kind: 'same',
      premises: 'p1' })
    expect(matchBusiness(split({ ...row, premises_name: '三食堂', licence_number: null }), two, today).kind).toBe('conflict')
  })

  it('a sheet that names the county says nothing against the village on record', () => {
    const record = onRecord(row, { ...place, region: '140702001003' })
    expect(matchBusiness(split(row), [record], today).kind).toBe('same')
    expect(matchBusiness(split(row, { ...place, region: '140728' }), [record], today)).toMatchObject({ kind: 'update',
      diff: { premises: { region: '140728' } } })
  })

  it('a suspended place that trades again is reopened from today; a closed one needs a person', () => {
    const record = onRecord({ ...row, status: 'suspended' })
    expect(matchBusiness(split({ ...row, status: 'open' }), [record], today)).toMatchObject({ diff: { premises: { status: 'reopened',
      status_since: today } } })
    expect(matchBusiness(split({ ...row, status: 'open' }), [onRecord({ ...row, status: 'closed' })], today).kind).toBe('conflict')
  })

  it('“valid” on a sheet does not revive a licence that has run out', () => {
    const record = onRecord({ ...row, expires_on: date('2025-01-01') })
    expect(matchBusiness(split({ ...row, expires_on: date('2025-01-01'), licence_state: 'valid' }), [record], today).kind).toBe('same')
    expect(matchBusiness(split({ ...row, licence_state: 'revoked' }), [onRecord(row)],
      today)).toMatchObject({ diff: { licence: { state: 'revoked' } } })
  })
})
