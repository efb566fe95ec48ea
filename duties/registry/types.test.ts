import { describe, expect, it } from 'vitest'
import { departmentFunctions } from '../../platform/identity/functions.ts'
import { countings, infantFormula, threeSmall, typesOf, type Counting } from './countings.ts'
import { findLicenceKind } from './licence-kinds.ts'
import { findType, gathersOnly, lineage, premisesTypeChoices, premisesTypes, typesUnder } from './types.ts'

const group = (counting: string, code: string): readonly string[] => {
  const found = (countings as readonly Counting[]).find((one) => one.code === counting)?.groups.find((one) => one.code === code)
  if (!found) throw new Error(`${counting} ${code}`)
  return typesOf(found)
}

describe('the tree of premises types', () => {
  it('has each code once, every parent before its children', () => {
    const seen = new Set<string>()
    for (const type of premisesTypes) {
      expect(seen.has(type.code)).toBe(false)
      if (type.parent !== undefined) expect(seen.has(type.parent)).toBe(true)
      seen.add(type.code)
    }
  })

  it('has every kind of premises the documents name', () => {
    const named = ['PROD', 'ADDI', 'HEAL', 'INFA', 'WORK', 'DIST', 'SHOP', 'CATE', 'SCAT', 'VEND', 'CANT', 'CENT', 'WHOL', 'GRAI', 'WASH',
      'PACK', 'FARM', 'INPU', 'SLAU', 'PLAT', 'COLD', 'LAB', 'CARE']
    expect(named.filter((code) => !findType(code))).toEqual([])
  })

  it('says in both languages what a count of each type includes', () => {
    for (const type of premisesTypes) for (const words of [type.label, type.note]) expect([words.zh.length > 1,
      /^[^\u4e00-\u9fff]+$/.test(words.en)]).toEqual([true, true])
  })

  it('names departments that exist and licences that exist', () => {
    const functions = new Set(departmentFunctions.map(({ code }) => code))
    for (const type of premisesTypes) {
      expect(type.regulators.filter((code) => !functions.has(code))).toEqual([])
      expect(type.licences.filter((kind) => !findLicenceKind(kind))).toEqual([])
    }
  })

  it('offers all but the five roots, which only gather', () => {
    expect(premisesTypes.filter(gathersOnly).map(({ code }) => code)).toEqual(['PRODUCTION', 'SALE', 'CATERING', 'PRIMARY', 'SERVICE'])
    expect(premisesTypeChoices).toHaveLength(premisesTypes.length - 5)
  })

  it('counts a type with all below it', () => {
    expect(typesUnder('CANT')).toEqual(['CANT', 'CANT_SCHOOL', 'CANT_KINDERGARTEN', 'CANT_UNIVERSITY', 'CANT_UNIT'])
    expect(lineage('CANT_SCHOOL')).toEqual(['CANT_SCHOOL', 'CANT', 'CATERING'])
    expect(lineage('NONE')).toEqual([])
  })
})

describe('how documents count', () => {
  it('Taiyuan counts workshops and health food among producers, Jinzhong beside them', () => {
    expect(group('taiyuan-2021', 'producers')).toEqual(expect.arrayContaining(['WORK', 'HEAL']))
    expect(group('jinzhong-2022', 'producers')).not.toContain('WORK')
    expect(group('jinzhong-2022', 'producers')).not.toContain('HEAL')
  })

  it('Jinzhong counts canteens inside catering, Taiyuan and Hohhot outside', () => {
    expect(group('jinzhong-2022', 'catering')).toContain('CANT_SCHOOL')
    for (const counting of ['taiyuan-2021', 'hohhot-2022']) expect(group(counting, 'catering').filter((code) =>
      code.startsWith('CANT'))).toEqual([])
  })

  it('three small means small shops in Yuncheng and small catering elsewhere', () => {
    expect(group('yuncheng-2020', 'three-small')).toEqual(['WORK', 'SHOP', 'VEND'])
    expect(typesOf(threeSmall)).toEqual(['WORK', 'SCAT', 'VEND'])
  })

  it('sellers of infant formula are retailers, and both sides stand in the list of special supervision', () => {
    expect(typesUnder('DIST')).toContain('INFA_SALE')
    expect(typesOf(infantFormula)).toEqual(['INFA', 'INFA_SALE'])
  })

  it('Taiyuan’s operators are its sellers and its catering, nothing twice', () => {
    const [operators, sellers, catering] = ['operators', 'sellers', 'catering'].map((code) => group('taiyuan-2021', code))
    expect([...operators!].sort()).toEqual([...sellers!, ...catering!].sort())
    expect(new Set(operators).size).toBe(operators!.length)
  })
})
