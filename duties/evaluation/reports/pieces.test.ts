import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Figure, Figures, Piece } from './contract.ts'
import { mergeTexts, sentencesOf, stretchesOf } from './differ.ts'
import { changesBetween } from './versions.ts'
import { textOf } from './generate.ts'
import { keysOf, reanchor } from './pieces.ts'
import { day } from './random-city.fixture.ts'

const figure = (key: string, printed: string): Figure => ({
  key,
  indicator: key,
  title: key,
  unit: '',
  state: 'value',
  value: 1,
  printed,
  region: '1',
  from: null,
  to: null,
  day,
  basis: '',
  source: '',
  owner: '',
})
const figures: Figures = { a: figure('a', '492户'), b: figure('b', '98.13%'), c: figure('c', '1.5批次/千人') }
const pieces: readonly Piece[] = ['全市有企业', { figure: 'a' }, '，合格率为', { figure: 'b' }, '，抽检量为', { figure: 'c' }, '。']

describe('words written over a paragraph', () => {
  const anchored = (text: string): Piece[] => reanchor(pieces, figures, text)

  test('figures that were left alone stay figures, whatever is written around them', () => {
    const text = '据统计，我市现有各类企业492户；经抽检，合格率为98.13%，居全省前列。抽检量达到1.5批次/千人，超额完成。'
    expect(keysOf(anchored(text))).toEqual(['a', 'b', 'c'])
    expect(textOf(anchored(text), figures)).toBe(text)
  })

  test('a figure that was written over becomes the person’s word', () => {
    expect(keysOf(anchored('全市有企业500户，合格率为98.13%，抽检量为1.5批次/千人。'))).toEqual(['b', 'c'])
    expect(keysOf(anchored('全市有企业1492户，合格率为98.13%。'))).toEqual(['b'])
    expect(keysOf(anchored('没有数字。'))).toEqual([])
  })

  test('the pieces print exactly what was written, and a figure that is kept is one of the paragraph’s own', () => {
    const scraps = fc.constantFrom('全市有企业', '492户', '，合格率为', '98.13%', '，抽检量为', '1.5批次/千人', '。', '9', '新增', '4')
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 14 }), (parts) => {
        const text = parts.join('')
        const after = anchored(text)
        expect(textOf(after, figures)).toBe(text)
        expect(new Set(keysOf(after)).size).toBe(keysOf(after).length)
      }),
    )
  })
})

describe('two people’s words', () => {
  const base = '第一句。第二句。第三句。'

  test('what each changed in another sentence is laid together without asking', () => {
    expect(mergeTexts(base, '第一句改。第二句。第三句。', '第一句。第二句。第三句也改。第四句。')).toEqual([
      { kind: 'agreed', text: '第一句改。第二句。第三句也改。第四句。' },
    ])
  })

  test('what both changed differently stands with both texts whole', () => {
    expect(mergeTexts(base, '第一句。甲改。第三句。', '第一句。乙改。第三句。')).toEqual([
      { kind: 'agreed', text: '第一句。' },
      { kind: 'conflict', base: '第二句。', mine: '甲改。', theirs: '乙改。' },
      { kind: 'agreed', text: '第三句。' },
    ])
  })

  test('no sentence that either wrote is lost, and one that both left stands once', () => {
    const sentence = fc.constantFrom('一。', '二。', '三。', '四。', '五。', '六。')
    const text = fc.array(sentence, { maxLength: 8 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, text, (was, mine, theirs) => {
        const chunks = mergeTexts(was, mine, theirs)
        const all = chunks.map((chunk) => (chunk.kind === 'agreed' ? chunk.text : chunk.mine + chunk.theirs)).join('')
        for (const one of [mine, theirs]) for (const written of sentencesOf(one)) if (!was.includes(written)) expect(all).toContain(written)
        expect(mergeTexts(was, mine, was)).toEqual(mine === '' ? [] : [{ kind: 'agreed', text: mine }])
        expect(mergeTexts(was, mine, mine)).toEqual(mine === '' ? [] : [{ kind: 'agreed', text: mine }])
      }),
    )
  })
})

describe('two versions of a report', () => {
  const row = (id: string, text: string, copied_from: string | null = null) => ({ id, text, copied_from, kind: 'paragraph' as const, level: null, table_content: null, chart_content: null })

  test('tell each paragraph that was changed, added or taken out, in the order of the new one', () => {
    const before = [row('a', '甲。'), row('b', '乙。'), row('c', '丙。'), row('d', '丁。')]
    const after = [row('new', '序。'), row('b2', '乙二。', 'b'), row('d2', '丁。', 'd')]
    expect(changesBetween(before, after).map(({ kind, paragraph }) => `${kind} ${paragraph}`)).toEqual(['removed a', 'added new', 'changed b2', 'removed c'])
    expect(changesBetween(before, before.map(({ id, text }) => row(`${id}2`, text, id)))).toEqual([])
  })

  test('a table differs where a cell does', () => {
    const table = (id: string, cell: string, from: string | null = null) => ({ ...row(id, '', from), kind: 'table' as const, table_content: { head: ['区', '数'], rows: [['城区', cell]] } })
    expect(changesBetween([table('a', '1')], [table('b', '1', 'a')])).toEqual([])
    expect(changesBetween([table('a', '1')], [table('b', '2', 'a')])).toMatchObject([{ kind: 'changed', before: '区\t数\n城区\t1', after: '区\t数\n城区\t2' }])
  })

  test('show inside a sentence the number that is another, and no word of either is lost', () => {
    expect(stretchesOf('全市有企业492户，合格率98.13%。其余不变。', '全市有企业501户，合格率98.13%。其余不变。').filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: '492' }, { kind: 'added', text: '501' },
    ])
    const words = fc.array(fc.constantFrom('企业', '492', '户', '。', '合格率', '9', '\n', '；'), { maxLength: 30 }).map((list) => list.join(''))
    fc.assert(fc.property(words, words, (before, after) => {
      const stretches = stretchesOf(before, after)
      const without = (left: 'added' | 'removed'): string => stretches.filter(({ kind }) => kind !== left).map(({ text }) => text).join('')
      expect([without('added'), without('removed')]).toEqual([before, after])
    }))
  })
})
