import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gathersOnly, premisesTypes } from '../../registry/types.ts'
import { answersFor, applicableItems, factsOfType, furtherSheets, openFacts, standing, usualSheets } from './applicable.ts'
import { facts } from './facts.ts'
import { sheetKinds } from './sheet.ts'
import { canteen } from './shipped/canteen.ts'
import { catering } from './shipped/catering.ts'
import { shippedSheets } from './shipped/index.ts'

describe('which sheet a place is inspected by', () => {
  test('every type of the registry has its sheet, save those that other departments inspect by papers of their own', () => {
    const without = premisesTypes.filter((type) => !gathersOnly(type) && !(type.code in usualSheets)).map(({ code }) => code)
    expect(without).toEqual(['FARM', 'INPU', 'GRAI', 'LAB', 'LAB_BODY', 'LAB_RAPID'])
  })

  test('no table names a type that the registry lacks, a sheet that is not shipped or a fact that nobody asks', () => {
    const codes = new Set<string>(premisesTypes.map(({ code }) => code))
    const kinds = new Set(shippedSheets.map(({ kind }) => kind))
    expect([usualSheets, furtherSheets, factsOfType].flatMap((table) => Object.keys(table)).filter((code) => !codes.has(code))).toEqual([])
    expect([...Object.values(usualSheets), ...Object.values(furtherSheets).flat()].filter((kind) => !kinds.has(kind))).toEqual([])
    expect(Object.values(factsOfType).flatMap((known) => Object.keys(known)).filter((code) => !(code in facts))).toEqual([])
  })

  test('one sheet of each kind is shipped, and every question is asked by some sheet', () => {
    expect(shippedSheets.map(({ kind }) => kind)).toEqual([...sheetKinds])
    const asked = new Set(shippedSheets.flatMap(({ facts: of }) => of.map(({ code }) => code)))
    expect(Object.keys(facts).filter((code) => !asked.has(code))).toEqual([])
  })
})

describe('which items apply', () => {
  const codesOf = (type: string, answers: Record<string, boolean>): readonly string[] => applicableItems(canteen, type, answers).map(({ text }) => text.en)

  test('a kindergarten is a school by its type; a university is not', () => {
    expect(codesOf('CANT_KINDERGARTEN', {}).some((text) => text.includes('shares every meal'))).toBe(true)
    expect(codesOf('CANT_UNIVERSITY', {}).some((text) => text.includes('shares every meal'))).toBe(false)
  })

  test('what was answered on the spot goes over what the type says', () => {
    expect(codesOf('CANT_UNIVERSITY', { school: true }).some((text) => text.includes('shares every meal'))).toBe(true)
  })

  test('a contractor is asked for only where one runs the canteen', () => {
    expect(codesOf('CANT_UNIT', { contractor: true }).length - codesOf('CANT_UNIT', { contractor: false }).length).toBe(1)
  })

  test('an unanswered question leaves an item open, a no settles it though others are open', () => {
    const item = { ...catering.items[0]!, when: ['raw_food', 'online'] }
    expect(standing(item, {})).toBe('open')
    expect(standing(item, { raw_food: true })).toBe('open')
    expect(standing(item, { raw_food: false })).toBe('not_applicable')
    expect(standing(item, { raw_food: true, online: true })).toBe('applies')
  })

  test('only what the sheet asks is kept as an answer, and the rest is open', () => {
    const answers = answersFor(canteen, 'CANT_SCHOOL', { contractor: false, moon: true })
    expect(answers).toEqual({ school: true, kindergarten: false, contractor: false })
    expect(openFacts(canteen, answers)).toHaveLength(canteen.facts.length - 3)
  })
})

test('on any sheet and with any answers: items without a condition always apply, a further yes never takes an item away', () => {
  fc.assert(fc.property(fc.constantFrom(...shippedSheets), fc.dictionary(fc.constantFrom(...Object.keys(facts)), fc.boolean()), fc.constantFrom(...Object.keys(facts)), (sheet, answers, more) => {
    const before = applicableItems(sheet, '', answers)
    expect(before).toEqual(sheet.items.filter((item) => (item.when ?? []).every((code) => answers[code] === true)))
    const after = new Set(applicableItems(sheet, '', { ...answers, [more]: true }).map(({ code }) => code))
    for (const { code } of before) expect(after.has(code)).toBe(true)
  }))
})
