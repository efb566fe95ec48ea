import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Sheet, SheetItem } from './sheet.ts'
import { catering } from './shipped/catering.ts'
import { faultsOfSheet } from './validate.ts'

const at = (index: number, change: Partial<SheetItem>): Sheet => ({ ...catering, items: catering.items.map((item, place) => (place === index ? { ...item, ...change } : item)) })
const paths = (sheet: Sheet): readonly string[] => faultsOfSheet(sheet).map(({ path }) => path)

describe('a sheet is faulty where', () => {
  test('a number stands twice', () => expect(paths(at(3, { code: catering.items[2]!.code }))).toEqual(['items.3.code']))
  test('an item depends on a fact the sheet does not ask for', () => expect(paths(at(0, { when: ['moon'] }))).toEqual(['items.0.when']))
  test('a condition stands twice', () => expect(paths(at(0, { when: ['raw_food', 'raw_food'] }))).toEqual(['items.0.when']))
  test('a lower limit is above the upper one', () => expect(paths(at(0, { measure: { unit: '℃', min: 8, max: 0 } }))).toEqual(['items.0.measure']))
  test('a measure has no limit, no unit or no number', () => {
    expect(paths(at(0, { measure: { unit: '℃' } }))).toEqual(['items.0.measure'])
    expect(paths(at(0, { measure: { unit: ' ', max: 8 } }))).toEqual(['items.0.measure.unit'])
    expect(paths(at(0, { measure: { unit: '℃', max: NaN } }))).toEqual(['items.0.measure'])
  })
  test('no item is a key item, or there is none at all', () => {
    expect(paths({ ...catering, items: catering.items.map((item) => ({ ...item, key: false })) })).toEqual(['items'])
    expect(paths({ ...catering, facts: [], items: [] })).toEqual(['items'])
  })
  test('a text, a language or the basis is missing', () => {
    expect(paths(at(1, { text: { zh: ' ', en: '' } }))).toEqual(['items.1.text.zh', 'items.1.text.en'])
    expect(paths(at(1, { basis: '' }))).toEqual(['items.1.basis'])
    expect(paths({ ...catering, title: { zh: '表', en: '' }, source: '' })).toEqual(['title.en', 'source'])
  })
  test('a question is asked twice or for nothing', () => {
    const more = [...catering.facts, catering.facts[0]!, { code: 'moon', text: { zh: '有月亮吗？', en: 'Is there a moon?' } }]
    expect(paths({ ...catering, facts: more })).toEqual([`facts.${more.length - 2}.code`, `facts.${more.length - 1}`])
  })
  test('points are below zero or no number', () => {
    expect(paths(at(0, { points: -1 }))).toEqual(['items.0.points'])
    expect(paths(at(0, { points: NaN }))).toEqual(['items.0.points'])
  })
  test('its kind is unknown', () => expect(paths({ ...catering, kind: 'moon' as Sheet['kind'] })).toEqual(['kind']))
})

test('faults of different places are told together, whatever their order, in both languages', () => {
  const faults: readonly (readonly [string, Partial<SheetItem>])[] = [['basis', { basis: '' }], ['points', { points: -2 }], ['measure', { measure: { unit: '℃', min: 3, max: 1 } }], ['when', { when: ['moon'] }]]
  fc.assert(fc.property(fc.uniqueArray(fc.nat(catering.items.length - 1), { minLength: 4, maxLength: 4 }), (places) => {
    // Conditions of the chosen items may be the only ones that ask for a fact: those faults are told too, and left aside here.
    const items = catering.items.map((item, place) => (places.includes(place) ? { ...item, ...faults[places.indexOf(place)]![1] } : item))
    const told = faultsOfSheet({ ...catering, items })
    for (const [of, place] of places.entries()) expect(told.map(({ path }) => path)).toContain(`items.${place}.${faults[of]![0]}`)
    for (const { sentence } of told) {
      expect(sentence.zh).toMatch(/。$/)
      expect(sentence.en).toMatch(/\.$/)
    }
  }))
})
