import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem, type FieldProblem } from '../../../platform/core/problem.ts'
import { inline, sheetOf } from '../../../platform/documents/spreadsheet/handmade.ts'
import type { Measure, Sheet, SheetItem } from './sheet.ts'
import { canteen } from './shipped/canteen.ts'
import { shippedSheets } from './shipped/index.ts'
import { faultsOfSheet } from './validate.ts'
import { readSheet, writeSheet } from './workbook.ts'

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}.xlsx`, import.meta.url))
const print = { kind: 'sales', version: '2025' } as const

/** A workbook of one sheet written as XML by hand; merged areas as `A2:A4`. */
function handmade(rows: readonly (readonly string[])[], merges: readonly string[] = []): Buffer {
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const xml = rows.map((cells, at) => `<row r="${at + 1}">${cells.map((cell, column) => (cell === '' ? '' : inline(escape(cell)).replace('<c ', `<c r="${'ABCDEFGHIJKLMN'[column]}${at + 1}" `))).join('')}</row>`).join('')
  return sheetOf(xml, {}, merges.length === 0 ? '' : `<mergeCells>${merges.map((area) => `<mergeCell ref="${area}"/>`).join('')}</mergeCells>`)
}
async function faultsOf(content: Buffer, about: Parameters<typeof readSheet>[1] = print): Promise<readonly FieldProblem[]> {
  const error = await readSheet(content, about).catch((one: unknown) => one)
  expect(error).toBeInstanceOf(Problem)
  return (error as Problem).fields
}
const short = (items: readonly SheetItem[]): unknown => items.map(({ code, key, section, text }) => [code, key, section.zh, text.zh])

describe('an exported workbook', () => {
  test.each(shippedSheets.map((sheet) => [sheet.kind, sheet] as const))('of %s comes back the same, and nothing was guessed', async (_, sheet) => {
    expect(await readSheet(await writeSheet(sheet))).toEqual({ sheet, notes: [] })
  })

  test('of any sound sheet comes back the same', async () => {
    const words = fc.stringMatching(/^[甲乙丙丁戊己庚辛]{1,6}[A-Za-z]{0,5}( [a-z]{1,4})?$/)
    const both = fc.record({ zh: words, en: words })
    const limit = fc.integer({ min: -100, max: 1000 })
    const measure = fc.oneof(limit.map((min): Measure => ({ unit: '℃', min })), limit.map((max): Measure => ({ unit: 'g', max })), fc.tuple(limit, limit).map(([a, b]): Measure => ({ unit: 'mg/L', min: Math.min(a, b), max: Math.max(a, b) })))
    const item = fc.record({
      section: both, text: both, key: fc.boolean(), method: both, basis: words, facts: fc.subarray([0, 1, 2]), measure: fc.option(measure), photo: fc.option(fc.constantFrom('failed' as const, 'always' as const)), points: fc.nat(20),
    })
    const sheet = fc.record({ title: both, source: words, kind: fc.constantFrom(...shippedSheets.map(({ kind }) => kind)), questions: fc.array(both, { minLength: 3, maxLength: 3 }), items: fc.array(item, { minLength: 1, maxLength: 8 }) })
      .map(({ title, source, kind, questions, items }): Sheet => {
        const asked = new Set(items.flatMap(({ facts }) => facts))
        return {
          kind, version: '2026.1', title, source, confidence: 'text', facts: questions.map((text, at) => ({ code: `f${at}`, text })).filter((_, at) => asked.has(at)),
          items: items.map(({ facts, measure, photo, ...rest }, at): SheetItem => ({
            code: `1.${at + 1}`, ...rest, key: rest.key || at === 0, ...(facts.length > 0 ? { when: facts.map((one) => `f${one}`) } : {}), ...(measure ? { measure } : {}), ...(photo ? { photo } : {}),
          })),
        }
      })
    await fc.assert(fc.asyncProperty(sheet, async (one) => {
      expect(faultsOfSheet(one)).toEqual([])
      expect((await readSheet(await writeSheet(one))).sheet).toEqual(one)
    }), { numRuns: 60 })
  })

  test('that was made wrong tells every fault with sheet, row and column', async () => {
    const [first, second, third] = canteen.items
    const faults = await faultsOf(await writeSheet({ ...canteen, title: { zh: '表', en: '' }, items: [{ ...first!, points: -1 }, { ...second!, basis: '', code: first!.code }, { ...third!, photo: 'sometimes' as 'always' }, ...canteen.items.slice(3)] }), {})
    expect(faults.map(({ path }) => path)).toEqual(['检查项目 items 2: 分值', '检查项目 items 3: 序号'])
    const later = await faultsOf(await writeSheet({ ...canteen, title: { zh: '表', en: '' }, items: [first!, { ...second!, code: first!.code }, ...canteen.items.slice(2)] }), {})
    expect(later.map(({ path }) => path)).toEqual(['title.en', '检查项目 items 3: 序号'])
  })
})

describe('a print with evaluation columns, merged sections and stars at the number', () => {
  test('is read whole: titles, two lines of headings and signatures are no items', async () => {
    const { sheet } = await readSheet(fixture('print-sale'), print)
    expect(sheet).toMatchObject({ kind: 'sales', version: '2025', confidence: 'text', title: { zh: '云中省食品销售日常监督检查要点表' }, source: '云中省食品销售日常监督检查要点表', facts: [] })
    expect(short(sheet.items)).toEqual([
      ['1.1', true, '经营资质', '经营者持有的食品经营许可证是否合法有效'], ['1.2', true, '经营资质', '是否具有与经营品种、规模相适应的场所和设施'], ['1.3', false, '经营资质', '是否在显著位置公示监督检查结果'],
      ['2.1', true, '经营过程', '销售的食品是否有超过保质期、腐败变质等情形'], ['2.2', false, '经营过程', '冷藏柜温度是否保持在0℃～10℃'],
      ['2.3', false, '经营过程', '冷冻食品是否在-18℃以下贮存，冷藏食品是否不高于10℃'], ['2.4', true, '经营过程', '是否查验供货者许可证和产品合格证明并保存不少于6个月'], ['3.1', false, '人员管理', '从业人员是否持有效健康证明'],
    ])
    expect(sheet.items.map(({ method }) => method.en)).toEqual(['Papers', 'Papers', 'On site', 'On site', 'Measured on site', 'On site', 'Papers', 'Papers'])
  })

  test('a single number in the words becomes a measure, several do not, and both are said', async () => {
    const { sheet, notes } = await readSheet(fixture('print-sale'), print)
    expect(sheet.items.flatMap(({ code, measure }) => (measure ? [[code, measure]] : []))).toEqual([['2.2', { unit: '℃', min: 0, max: 10 }]])
    expect(notes.map(({ path }) => path)).toEqual(['附件2 10: 限值', '附件2 11: 限值', '附件2', '附件2'])
  })

  test('cannot be kept before somebody says what it is for', async () => {
    expect((await faultsOf(fixture('print-sale'), {})).map(({ path }) => path)).toEqual(['kind', 'version'])
  })
})

describe('a print with points, a column for key items and sections in rows of their own', () => {
  test('is found on the second worksheet and read whole, repeated headings, sum and notes left out', async () => {
    const { sheet } = await readSheet(fixture('print-quantified'), { ...print, kind: 'catering' })
    expect(short(sheet.items)).toEqual([
      ['1', true, '许可管理', '许可证在有效期内，经营项目与许可一致'], ['2', false, '许可管理', '检查结果公示到位'], ['3', true, '加工制作', '刺身等生食类食品在专间加工'], ['4', false, '加工制作', '专间温度'],
      ['5', true, '加工制作', '冷藏温度'], ['6', false, '加工制作', '食品烧熟煮透，中心温度'], ['7', true, '留样', '每个品种留样量'], ['8', false, '留样', '留样保存时间'],
    ])
    expect(sheet.items.map(({ points }) => points)).toEqual([5, 3, 10, 10, 10, 10, 26, 26])
    expect(sheet.items.map(({ basis }) => basis).slice(0, 3)).toEqual(['食品安全法第35条', '食品安全法第35条', 'GB 31654'])
    expect(sheet.items.map(({ photo }) => photo)).toEqual(['always', undefined, 'failed', undefined, 'failed', undefined, 'always', undefined])
    expect(sheet.items.map(({ measure }) => measure).slice(3)).toEqual([{ unit: '℃', max: 25 }, { unit: '℃', min: 0, max: 8 }, { unit: '℃', min: 70 }, { unit: 'g', min: 125 }, { unit: 'h', min: 48 }])
  })

  test('its conditions become questions, one for the same words, and an item may depend on two', async () => {
    const { sheet } = await readSheet(fixture('print-quantified'), print)
    expect(sheet.facts.map(({ text }) => text.zh)).toEqual(['制作生食类食品的', '设有专间的', '学校食堂'])
    expect(sheet.items.map(({ when }) => when ?? [])).toEqual([[], [], ['own_1'], ['own_2', 'own_1'], [], [], ['own_3'], ['own_3']])
  })

  test('once read, it is a sheet like ours: exported and imported it stays the same', async () => {
    const { sheet } = await readSheet(fixture('print-quantified'), print)
    expect((await readSheet(await writeSheet(sheet))).sheet).toEqual(sheet)
  })
})

describe('layouts that prints have', () => {
  const print = { kind: 'sales', version: '2025', title: { zh: '表', en: 'Sheet' }, source: '某省印发' } as const
  const HEADINGS = ['序号', '检查内容', '重点项', '依据']
  test('a number merged over a section becomes that of its items', async () => {
    const { sheet } = await readSheet(handmade([['序号', '检查项目', '检查内容'], ['*1', '资质', '许可有效'], ['', '', '地址一致'], ['2', '人员', '健康证明']], ['A2:A3', 'B2:B3']), print)
    expect(short(sheet.items)).toEqual([['1.1', true, '资质', '许可有效'], ['1.2', true, '资质', '地址一致'], ['2', false, '人员', '健康证明']])
  })

  test('of three columns of subjects the widest is the section and the narrowest ends the item', async () => {
    const { sheet } = await readSheet(handmade([['检查项目', '检查内容', '检查要点', '分值'], ['资质', '许可', '★在有效期内', '2'], ['资质', '许可', '悬挂在显著位置', '1']]), print)
    expect(short(sheet.items)).toEqual([['1.1', true, '资质', '许可：在有效期内'], ['1.2', false, '资质', '许可：悬挂在显著位置']])
  })

  test('words merged over two columns are the item’s; their section is the row above', async () => {
    const { sheet } = await readSheet(handmade([['序号', '检查项目', '检查项目', '备注'], ['一、资质', '', '', ''], ['*1', '许可有效', '', '']], ['B1:C1', 'A2:D2', 'B3:C3']), print)
    expect(short(sheet.items)).toEqual([['1', true, '资质', '许可有效']])
  })

  test('numbers may stand in the words, with a star on either side; where one lacks its number all are counted', async () => {
    const { sheet } = await readSheet(handmade([['检查项目', '检查内容'], ['资质', '★1.1 许可有效'], ['资质', '1.2*地址一致'], ['人员', '2.1、健康证明有效']]), print)
    expect(short(sheet.items)).toEqual([['1.1', true, '资质', '许可有效'], ['1.2', true, '资质', '地址一致'], ['2.1', false, '人员', '健康证明有效']])
    const other = await readSheet(handmade([['检查项目', '检查内容'], ['资质', '★许可有效'], ['人员', '2名以上健康证明有效']]), print)
    expect(short(other.sheet.items)).toEqual([['1.1', true, '资质', '许可有效'], ['2.1', false, '人员', '2名以上健康证明有效']])
  })

  test('条款 is the article of the law where there are numbers besides', async () => {
    const { sheet } = await readSheet(handmade([['序号', '条款', '检查项目'], ['*1', '食品安全法第三十五条', '许可有效']]), print)
    expect(sheet.items[0]).toMatchObject({ code: '1', basis: '食品安全法第三十五条', text: { zh: '许可有效' } })
  })

  test('key items are known by star, tick or word, and 一般项 is none', async () => {
    const marks = ['*', '★', '√', '是', '重点项', '一般项', '否', '']
    const { sheet } = await readSheet(handmade([HEADINGS, ...marks.map((mark, at) => [String(at + 1), `第${at}件事`, mark, '某法'])]), print)
    expect(sheet.items.map(({ key }) => key)).toEqual([true, true, true, true, true, false, false, false])
  })

  test('a section called 注册与备案 is no footnote', async () => {
    const { sheet } = await readSheet(handmade([HEADINGS, ['二、注册与备案', '', '', ''], ['*1', '证书有效', '', '某法'], ['注：*为重点项', '', '', '']]), print)
    expect(short(sheet.items)).toEqual([['1', true, '注册与备案', '证书有效']])
  })

  test('every row that cannot be read is told with its column, all at once', async () => {
    const rows = [['序号', '检查内容', '限值', '分值', '拍照'], ['*1', '冷藏温度', '适量', '', ''], ['2', '', '', '', ''], ['', '无号', '', '', ''], ['3', '消毒', '', '很多', '偶尔'], ['4', '留样', '', '5', ''], ['5', '保洁', '', '', '']]
    const faults = await faultsOf(handmade(rows, ['D6:D7']), print)
    expect(faults.map(({ path }) => path)).toEqual(['台账 2: 限值', '台账 3: 检查内容', '台账 4: 序号', '台账 5: 拍照要求', '台账 5: 分值', '台账 7: 分值'])
    for (const { sentence } of faults) expect(sentence.en).toMatch(/\.$/)
  })

  test('faults of the whole point at the row: the same number twice, limits the wrong way round, no key item', async () => {
    const faults = await faultsOf(handmade([['序号', '检查内容', '限值'], ['1', '冷藏温度', '8～0℃'], ['1', '冷冻温度', '']]), print)
    expect(faults.map(({ path }) => path)).toEqual(['items', '台账 3: 序号', '台账 2: 限值'])
  })

  test('a table without headings of a sheet, and one without items, are refused', async () => {
    expect((await faultsOf(handmade([['姓名', '电话'], ['张三', '1']]))).map(({ path }) => path)).toEqual(['file'])
    expect((await faultsOf(handmade([HEADINGS, ['注：无', '', '', '']]))).map(({ path }) => path)).toEqual(['台账'])
  })
})

test('a print that says nothing of its title and source is asked for them once, not at each item', async () => {
  const faults = await faultsOf(handmade([['序号', '检查内容'], ['*1', '许可有效'], ['2', '地址一致']]))
  expect(faults.map(({ path }) => path)).toEqual(['title.zh', 'title.en', 'source'])
})

test('whatever stands in the cells, the answer is a sound sheet or a Problem that names the place', async () => {
  const cell = fc.oneof(fc.constantFrom('', '*', '*1', '1.1', '序号', '检查内容', '检查项目', '限值', '依据', '合计', '注：', '一、资质', '≤8℃', '8～0℃', '是', '99999999999999999999', '分值', '必拍'), fc.string({ maxLength: 12, unit: 'binary-ascii' }).map((text) => text.replace(/[\u0000-\u001f]/g, '')))
  const grid = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 })
  const area = fc.tuple(fc.nat(5), fc.nat(7), fc.nat(2), fc.nat(3)).map(([left, top, wide, high]) => `${'ABCDEFGH'[left]}${top + 1}:${'ABCDEFGH'[left + wide]}${top + high + 1}`)
  await fc.assert(fc.asyncProperty(fc.constantFrom([['序号', '检查内容', '限值', '分值']], [['检查项目', '要点']], []), grid, fc.array(area, { maxLength: 2 }), async (headings, rows, merges) => {
    try {
      const { sheet } = await readSheet(handmade([...headings, ...rows], merges), print)
      expect(faultsOfSheet(sheet)).toEqual([])
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      for (const { path } of error.fields) expect(path).not.toBe('')
    }
  }), { numRuns: 150 })
})
