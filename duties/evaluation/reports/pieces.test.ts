import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Figure, Figures, Piece } from './contract.ts'
import { mergeTexts, sentencesOf } from './differ.ts'
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
