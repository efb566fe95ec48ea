import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { facts } from '../facts.ts'
import { faultsOfSheet } from '../validate.ts'
import { han, law, rules } from './basis.ts'
import type { Sheet } from '../sheet.ts'
import { contentOf } from '../versions.ts'
import { shippedSheets } from './index.ts'
import { shippedVersions } from './versions.ts'

const HAN = /\p{Script=Han}|[，。；：！？、（）《》℃～]/u
const every = shippedSheets.map((sheet) => [sheet.kind, sheet] as const)

/** How many articles a law has that items may cite. */
const ARTICLES: Readonly<Record<string, number>> = { 食品安全法: 154, 食品安全法实施条例: 86, 食品生产经营监督检查管理办法: 55, 农产品质量安全法: 81 }

describe.each(every)('the shipped sheet %s', (_, sheet) => {
  test('is sound', () => expect(faultsOfSheet(sheet)).toEqual([]))

  test('says that it is our reconstruction, to be replaced by the print of the province', () => {
    expect(sheet.confidence).toBe('reconstructed')
    expect(sheet.source).toMatch(/不是.*原文.*导入/)
  })

  test('is written in both languages: Chinese with Han, English without', () => {
    for (const { section, text, method } of sheet.items) {
      for (const { zh, en } of [section, text, method]) {
        expect(zh).toMatch(/\p{Script=Han}/u)
        expect(en).not.toMatch(HAN)
        expect(en).toMatch(/^[A-Z0-9“]/)
      }
    }
    for (const { text } of [...sheet.facts, { text: sheet.title }]) expect(text.en).not.toMatch(HAN)
  })

  test('no item says the same as another', () => {
    expect(new Set(sheet.items.map(({ text }) => text.zh)).size).toBe(sheet.items.length)
    expect(new Set(sheet.items.map(({ text }) => text.en)).size).toBe(sheet.items.length)
  })

  test('each item cites a law, regulation or standard, and no article that its law does not have', () => {
    for (const { code, basis } of sheet.items) {
      expect(basis, code).toMatch(/《[^》]+》|^GB \d|本省/)
      for (const [, title, number] of basis.matchAll(/《([^》]+)》第([一二三四五六七八九十百零]+)条/g)) {
        const articles = ARTICLES[title!]
        expect(articles, `${code} ${title}`).toBeDefined()
        expect(Array.from({ length: articles! }, (_, at) => han(at + 1)), code).toContain(number)
      }
    }
  })

  test('a number that the words name is the limit of the item', () => {
    for (const { code, measure, text } of sheet.items) {
      if (!measure) continue
      for (const limit of [measure.min, measure.max]) {
        if (limit === undefined) continue
        expect(text.zh, code).toContain(String(limit))
        expect(text.en, code).toContain(String(limit))
      }
    }
  })

  test('no photo that it asks for would show a child', () => {
    for (const { code, photo, text } of sheet.items) if (photo) expect(text.zh, code).not.toMatch(/学生|儿童|婴幼儿(?!配方)|陪餐|就餐/)
  })

  test('its questions are those that all sheets ask under the same code', () => {
    for (const { code, text } of sheet.facts) expect(facts[code as keyof typeof facts], code).toEqual(text)
  })
})

test('a sheet whose content changed has the next version: under a version that cities have stands what it always held', () => {
  const hashOf = (sheet: Sheet): string => createHash('sha256').update(contentOf(sheet)).digest('hex').slice(0, 16)
  expect(Object.fromEntries(shippedSheets.map((sheet) => [`${sheet.kind} ${sheet.version}`, shippedVersions[`${sheet.kind} ${sheet.version}`]])),
    'give the sheet the next version (shipped(…, version)) and add its hash to versions.ts').toEqual(Object.fromEntries(shippedSheets.map((sheet) => [`${sheet.kind} ${sheet.version}`, hashOf(sheet)])))
  expect(hashOf({ ...shippedSheets[0]!, source: '' })).not.toBe(hashOf(shippedSheets[0]!))
})

test('only catering and canteens are scored, key items higher than general ones', () => {
  expect(shippedSheets.filter(({ items }) => items.some(({ points }) => points > 0)).map(({ kind }) => kind)).toEqual(['catering', 'canteen'])
  for (const { items } of shippedSheets.filter(({ kind }) => kind === 'catering' || kind === 'canteen'))
    expect(new Set(items.map(({ key, points }) => `${key} ${points}`))).toEqual(new Set(['true 4', 'false 2']))
})

test('articles are cited as officials write them', () => {
  expect([law(10), law(20), law(33, 8), law(34, 6), law(101), law(110), law(154), rules(28)].map((text) => text.replace(/^《[^》]+》/, ''))).toEqual(
    ['第十条', '第二十条', '第三十三条第一款第（八）项', '第三十四条第（六）项', '第一百零一条', '第一百一十条', '第一百五十四条', '第二十八条'])
})
