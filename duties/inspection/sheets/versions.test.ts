import fc from 'fast-check'
import { canonical } from '../../../platform/core/canonical.ts'
import { describe, expect, test } from 'vitest'
import type { Sheet, SheetItem } from './sheet.ts'
import { catering } from './shipped/catering.ts'
import { shippedSheets } from './shipped/index.ts'
import { diffSheets, diffWords, mustBeNew, nextVersion, revise } from './versions.ts'

const changed = (code: string, change: Partial<SheetItem>): Sheet => ({ ...catering, items: catering.items.map((item) => (item.code === code ? { ...item, ...change } : item)) })
const byCode = (items: readonly SheetItem[]): readonly SheetItem[] => items.toSorted((a, b) => (a.code < b.code ? -1 : 1))
const itemOf = (code: string): SheetItem => catering.items.find((item) => item.code === code)!

describe('versions', () => {
  test('follow each other within a year and begin anew with the next', () => {
    expect(nextVersion([], 2026)).toBe('2026.1')
    expect(nextVersion(['2026.1', '2026.10', '2026.9', '2025.40', '云中 2026'], 2026)).toBe('2026.11')
    expect(nextVersion(['2026.3'], 2027)).toBe('2027.1')
  })

  test('a change makes the next version and leaves the sheet in use as it is', () => {
    const before = structuredClone(catering)
    const next = revise(catering, { items: catering.items.slice(1) }, ['2026.1', '2026.4'], 2026)
    expect(next.version).toBe('2026.5')
    expect(catering).toEqual(before)
  })

  test('no change makes no version', () => {
    expect(revise(catering, { items: structuredClone(catering.items) as Sheet['items'] }, [], 2026)).toBe(catering)
    expect(revise(catering, { items: catering.items.map((item) => ({ ...item, photo: item.photo ?? undefined })) }, [], 2026)).toBe(catering)
  })

  test('the same version with another content is refused, with the same content not', () => {
    expect(() => mustBeNew(shippedSheets, changed('1.1', { points: 9 }))).toThrowError(/inspection.sheet-used/)
    expect(() => mustBeNew(shippedSheets, structuredClone(catering))).not.toThrow()
    expect(() => mustBeNew(shippedSheets, { ...changed('1.1', { points: 9 }), version: '2026.2' })).not.toThrow()
  })
})

describe('two versions differ', () => {
  test('by a limit, told in words', () => {
    expect(diffWords(catering, changed('4.5', { measure: { unit: '℃', min: 0, max: 5 } }))).toEqual([
      { zh: '4.5 限值：“0～8℃”改为“0～5℃”。', en: '4.5 limit: “0 to 8 °C” became “0 to 5 °C”.' },
    ])
  })

  test('by a general item that became a key item, with a condition and a photo', () => {
    const { items } = diffSheets(catering, changed('1.2', { key: true, when: ['online'], photo: 'always', points: 4 }))
    expect(items).toMatchObject([{ kind: 'changed', fields: ['key', 'when', 'photo', 'points'] }])
  })

  test('by words under the same number, or by another item under it', () => {
    expect(diffSheets(catering, changed('1.1', { text: { zh: itemOf('1.1').text.zh.replace('显著位置', '入口处'), en: 'x' } })).items.map(({ kind }) => kind)).toEqual(['changed'])
    expect(diffSheets(catering, changed('1.1', { text: { zh: '收银台配备验钞机', en: 'x' } })).items.map(({ kind }) => kind)).toEqual(['dropped', 'added'])
  })

  test('by an item put in before others: it is added, they moved', () => {
    const items = [{ ...itemOf('1.1'), code: '1.1', text: { zh: '收银台配备验钞机', en: 'A detector stands at the till' } }, ...catering.items.map((item) => (item.code.startsWith('1.') ? { ...item, code: `1.${Number(item.code.slice(2)) + 1}` } : item))]
    const { items: changes } = diffSheets(catering, { ...catering, items })
    expect(changes.map(({ kind }) => kind)).toEqual(['added', 'moved', 'moved', 'moved'])
  })

  test('by an item that went to another section and was reworded there', () => {
    const moved = { ...itemOf('1.3'), code: '9.9', section: { zh: '公开', en: 'Openness' }, text: { zh: `${itemOf('1.3').text.zh}，每日检查`, en: 'Reworded' } }
    const { items } = diffSheets(catering, { ...catering, items: [...catering.items.filter(({ code }) => code !== '1.3'), moved] })
    expect(items.map(({ kind }) => kind)).toEqual(['moved', 'changed'])
  })

  test('by their order alone', () => {
    expect(diffWords(catering, { ...catering, items: catering.items.toReversed() })).toEqual([{ zh: '项目的先后顺序有调整。', en: 'Items follow each other in another order.' }])
  })

  test('by title, source and questions', () => {
    const { head } = diffSheets(catering, { ...catering, title: { zh: '新表', en: 'New' }, confidence: 'text', facts: catering.facts.slice(1) })
    expect(head.map(({ field }) => field)).toEqual(['title', 'confidence', 'fact'])
  })
})

test('any change of any sheets: each item is accounted for once, nothing differs from itself, and both languages say it', () => {
  const edit = fc.tuple(fc.nat(60), fc.constantFrom('drop', 'double', 'points', 'swap', 'word'))
  fc.assert(fc.property(fc.constantFrom(...shippedSheets), fc.array(edit, { maxLength: 8 }), (sheet, edits) => {
    let items: SheetItem[] = [...sheet.items]
    for (const [place, how] of edits) {
      const at = place % items.length
      const item = items[at]!
      if (how === 'drop' && items.length > 2) items = items.toSpliced(at, 1)
      else if (how === 'double') items = items.toSpliced(at, 0, { ...item, code: `9${items.length}.${place}` })
      else if (how === 'swap') items = [...items.slice(at), ...items.slice(0, at)]
      else if (how === 'points') items = items.with(at, { ...item, points: item.points + 1 })
      else items = items.with(at, { ...item, text: { zh: `${item.text.zh}，有记录`, en: `${item.text.en}, recorded` } })
    }
    const after = { ...sheet, items }
    const { items: changes } = diffSheets(sheet, after)
    const [dropped, added] = (['dropped', 'added'] as const).map((kind) => changes.filter((one) => one.kind === kind).length)
    expect(sheet.items.length - dropped! + added!).toBe(items.length)
    expect(new Set(changes.flatMap((one) => (one.kind === 'moved' ? [one.to] : []))).size).toBe(changes.filter(({ kind }) => kind === 'moved').length)
    expect(diffSheets(after, after)).toEqual({ head: [], items: [], reordered: false })
    expect(changes.length === 0).toBe(canonical(byCode(items)) === canonical(byCode(sheet.items)))
    for (const { zh, en } of diffWords(sheet, after)) {
      expect(zh).not.toBe('')
      expect(en).toMatch(/^(Added|Dropped|Items|“|\d)/)
    }
  }))
})
