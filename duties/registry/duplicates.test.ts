import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressKey, digitsOf, likelySame, likelySameHolder, likeness, mergeRows, nameKey, PROPOSE, sameAddress, type Comparable, type Holder } from './duplicates.ts'

const shop: Comparable = { id: '1', name: '青禾市东林区云岭面馆', address: '东林区迎宾西街12号', region: '990102', uscc: null, licence_numbers: [] }

describe('names', () => {
  it.each([
    ['晋中市 榆次区（东湖）面馆有限责任公司', '榆次东湖面馆有限公司'], ['云岭面馆', '云岭面馆（个体工商户）'], ['山西省晋中市云岭食品股份有限公司', '云岭食品有限公司'], ['ＡＢＣ超市', 'abc 超市'],
  ])('%s is %s', (a, b) => {
    expect(nameKey(a)).toBe(nameKey(b))
  })

  it.each([['云岭面馆', '云岭面馆二店'], ['东湖超市', '西湖超市'], ['东湖超市二店', '西湖超市二店'], ['阳光小区面馆', '和平小区面馆'], ['榆次区第一小学食堂', '太谷区第一小学食堂']])('%s is not %s',
    (a, b) => {
    expect(nameKey(a)).not.toBe(nameKey(b))
  })

  it('never becomes empty', () => {
    for (const name of ['有限公司', '晋中市榆次区', '合作社', '某']) expect(nameKey(name)).not.toBe('')
  })
})

describe('addresses', () => {
  it.each([
    ['山西省晋中市榆次区迎宾西街（东段）12号', '榆次区迎宾西街东段十二号'], ['榆次区安宁大街8号3栋', '安宁街8号3号楼'], ['祁县昭馀镇东大街一百零五号', '祁县昭馀镇东大街105号'], ['迎宾路２０８号底商', '迎宾路二〇八号商铺'],
  ])('%s is %s', (a, b) => {
    expect(sameAddress(a, b)).toBe(true)
  })

  it.each([['迎宾街12号', '迎宾街112号'], ['迎宾街12号', '迎宾街21号'], ['东大街8号', '西大街8号'], ['迎宾街12号', '迎宾路12号'],
    ['阳光小区3号楼', '和平小区3号楼'], ['晋中市祁县东街8号', '晋中市祁县西街8号']])('%s is not %s', (a, b) => {
    expect(addressKey(a)).not.toBe(addressKey(b))
  })

  it('Chinese house numbers are read as numbers', () => {
    expect(['十号', '十二号', '二十号', '九十九号', '一百号', '一百零五号', '三百二十一号', '二〇八室'].map(digitsOf)).toEqual(['10号', '12号', '20号', '99号', '100号',
      '105号', '321号', '208室'])
  })
})

describe('likeness', () => {
  it('lies between 0 and 1, is the same both ways, and 1 for equal texts', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => {
      const score = likeness(a, b)
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
      expect(likeness(b, a)).toBe(score)
      expect(likeness(a, a)).toBe(a === '' ? 0 : 1)
    }))
  })
})

describe('two records that may be one', () => {
  it('a shared licence number is certain, whatever the names', () => {
    const likely = likelySame({ ...shop, licence_numbers: ['X1'] }, { ...shop, id: '2', name: '别的名字', address: null,
      licence_numbers: ['X1'] })
    expect([likely.score, likely.certain, likely.reasons[0]!.en]).toEqual([1, true, 'The same licence number: X1'])
  })

  it('the same name and address are proposed with their reasons', () => {
    const likely = likelySame(shop, { ...shop, id: '2', name: '东林区云岭面馆', address: '青禾市东林区迎宾西街十二号' })
    expect([likely.score, likely.certain]).toEqual([1, false])
    expect(likely.reasons.map(({ zh }) => zh)).toEqual(['名称相同', '地址相同'])
  })

  it('a shop that changed hands is not proposed', () => {
    expect(likelySame({ ...shop, uscc: 'A' }, { ...shop, id: '2', uscc: 'B' }).score).toBeLessThan(PROPOSE)
  })

  it('branches of one holder are told apart by address', () => {
    expect(likelySame({ ...shop, uscc: 'A' }, { ...shop, id: '2', uscc: 'A', address: '东林区安宁街8号' }).score).toBeLessThan(PROPOSE)
    expect(likelySame({ ...shop, uscc: 'A' }, { ...shop, id: '2', uscc: 'A' }).score).toBe(1)
  })

  it('without an address a name alone is never enough', () => {
    expect(likelySame({ ...shop, address: null }, { ...shop, id: '2', address: null }).score).toBeLessThan(PROPOSE)
  })
})

describe('merging', () => {
  const fields = ['name', 'phone', 'scope', 'near_school'] as const

  it('the survivor keeps what it says and takes what it lacks', () => {
    expect(mergeRows({ name: '甲', phone: null, scope: '', near_school: false }, { name: '乙', phone: '1', scope: '热食', near_school: true },
      fields)).toEqual({ phone: '1', scope: '热食', near_school: true })
  })

  it('a person may choose the other value', () => {
    expect(mergeRows({ name: '甲', phone: '1', scope: null, near_school: false }, { name: '乙', phone: '2', scope: null, near_school: false },
      fields, ['name'])).toEqual({ name: '乙' })
  })

  it('merging what was merged changes nothing more', () => {
    const value = fc.record({ name: fc.constantFrom('甲', '乙'), phone: fc.constantFrom('1', '2', null),
      scope: fc.constantFrom('热食', '', null), near_school: fc.boolean() })
    fc.assert(fc.property(value, value, (a, b) => {
      const merged = { ...a, ...mergeRows(a, b, fields) }
      expect(mergeRows(merged, b, fields)).toEqual({})
    }))
  })
})

describe('two enterprises that may be one', () => {
  const holder: Holder = { id: '1', name: '云岭食品有限公司', address: '东林区迎宾西街12号', region: '990102', uscc: null, legal_representative: '赵某' }

  it('one name with one address or one representative is proposed, the name alone is not', () => {
    expect(likelySameHolder(holder, { ...holder, id: '2', legal_representative: '钱某' }).score).toBeGreaterThanOrEqual(PROPOSE)
    expect(likelySameHolder(holder, { ...holder, id: '2', address: null }).score).toBeGreaterThanOrEqual(PROPOSE)
    expect(likelySameHolder(holder, { ...holder, id: '2', address: null, legal_representative: null }).score).toBeLessThan(PROPOSE)
  })

  it('two credit codes are two enterprises unless a person finds otherwise: they are not proposed', () => {
    const likely = likelySameHolder({ ...holder, uscc: 'A' }, { ...holder, id: '2', uscc: 'B' })
    expect([likely.score < PROPOSE, likely.reasons.at(-1)!.en]).toEqual([true, 'Different credit codes: perhaps two enterprises'])
  })
})
