import { describe, expect, it } from 'vitest'
import { makeLicenceNumber } from './numbers.ts'
import { divisionsOf, stem } from '../../platform/regions/by-name.ts'
import { placeOf } from './place.ts'

const divisions = divisionsOf('990100', [
  { code: '990100', name: '青禾市', parent: '990000' },
  { code: '990102', name: '东林区', parent: '990100' }, { code: '990121', name: '西泽县', parent: '990100' },
  { code: '990102001', name: '新桥街道', parent: '990102' }, { code: '990102100', name: '南塘镇', parent: '990102' },
  { code: '990121100', name: '城关镇', parent: '990121' }, { code: '990102100201', name: '柳湾村', parent: '990102100' },
])
const region = (row: Parameters<typeof placeOf>[0], fallback: string | null = null): string | null =>
  placeOf(row, divisions, fallback).region

describe('the division of a row', () => {
  it.each([['990102', '990102'], ['990102000000', '990102'], ['990102100201', '990102100201'],
    ['990102100000', '990102100']])('code %s is %s', (code, expected) => {
    expect(region({ region: code })).toBe(expected)
  })

  it('a code of another city is refused', () => {
    expect(placeOf({ region: '110101' }, divisions, null).faults.map(({ path }) => path)).toEqual(['region'])
  })

  it('names are found with and without what they are', () => {
    expect(region({ county: '东林', township: '南塘', village: '柳湾' })).toBe('990102100201')
    expect(region({ county: '东林区', township: '新桥街道办事处' })).toBe('990102001')
    expect(region({ region: '青禾市西泽县城关镇' })).toBe('990121100')
  })

  it('an unknown county is a fault, an unknown village a warning', () => {
    expect(placeOf({ county: '北山区' }, divisions, null)).toMatchObject({ region: null, faults: [{ path: 'county' }] })
    expect(placeOf({ county: '东林区', township: '南塘镇', village: '无名村' }, divisions, null)).toMatchObject({ region: '990102100', faults: [],
      warnings: [{ path: 'village' }] })
  })

  it('a township alone is looked for under the division the importer chose', () => {
    expect(region({ township: '南塘镇' }, '990102')).toBe('990102100')
  })

  it('a township alone is found where one county has it, else in the county that address or licence number tell', () => {
    expect(region({ township: '南塘镇' }, '990100')).toBe('990102100')
    expect(region({ township: '东林区' }, '990100')).toBe('990102')
    const twice = divisionsOf('990100', [['990102', '东林区', '990100'], ['990121', '西泽县', '990100'], ['990102100', '城关镇', '990102'], ['990121100', '城关镇', '990121']]
      .map(([code, name, parent]) => ({ code: code!, name: name!, parent: parent! })))
    const found = (row: Parameters<typeof placeOf>[0]): string | null => placeOf({ township: '城关镇', ...row }, twice, '990100').region
    expect(found({ address: '西泽县城关镇5号' })).toBe('990121100')
    expect(found({ licence_number: makeLicenceNumber('JY', '2', '990102', 4) })).toBe('990102100')
    expect(found({})).toBeNull()
  })

  it('without columns the address tells it, then the licence number, then the importer; none of them may change what is on record', () => {
    expect(placeOf({ address: '青禾市东林区南塘镇柳湾村口' }, divisions, '990121')).toMatchObject({ region: '990102100201', said: false })
    expect(region({ address: '解放路5号', licence_number: makeLicenceNumber('JY', '2', '990121', 4) }, '990102')).toBe('990121')
    expect(region({ address: '解放路5号' }, '990102')).toBe('990102')
    expect(placeOf({ address: '解放路5号' }, divisions, null).faults.map(({ path }) => path)).toEqual(['region'])
  })

  it('two characters of a name remain', () => {
    expect([stem('祁县'), stem('东林区'), stem('南塘镇'), stem('新桥街道办事处')]).toEqual(['祁县', '东林', '南塘', '新桥'])
  })
})
