import { describe, expect, test } from 'vitest'
import { date } from '../core/dates.ts'
import { captionOf, describeChart, placeOf, ticksOf, type Chart } from './chart.ts'
import { sceneOf, svgOf } from './chart-scene.ts'
import { numbered, type OfficialDocument } from './official.ts'
import { openSpreadsheet } from './spreadsheet/index.ts'
import { officialPdf } from './pdf.ts'
import { officialDocument } from './word.ts'
import { unzipLimited } from './zip.ts'

const years = ['2024年', '2025年', '2026年']
const trend: Chart = {
  form: 'lines',
  title: '近三年合格率',
  unit: '%',
  labels: years,
  notes: ['口径：合格 ÷ 全部 <批次>。', '来源：抽检月报。'],
  series: [
    { name: '监督抽检', values: [98.1, null, 98.4], printed: ['98.1', '暂无数据', '98.4'] },
    { name: '评价抽检', values: [98.3, 98.2, null], printed: ['98.3', '98.2', '待核'] },
  ],
}
const counties: Chart = {
  form: 'bars',
  title: '各县完成率',
  unit: '%',
  labels: ['甲县', '乙县', '丙县'],
  notes: [],
  series: [{ name: '完成率', values: [50, null, 0], printed: ['50', '暂无数据', '0'] }],
}
const sections: Chart = {
  form: 'stacks',
  title: '达标',
  unit: '项',
  labels: ['党政同责'],
  notes: [],
  series: [
    { name: '达到要求', tone: 'good', values: [3], printed: ['3'] },
    { name: '未达到要求', tone: 'bad', values: [0], printed: ['0'] },
  ],
}
const paper: OfficialDocument = {
  title: '自评报告',
  issuer: '春江市食安办',
  date: date('2026-11-02'),
  body: [{ kind: 'paragraph', text: '前文。' }, ...[trend, counties, sections].map((chart) => ({ kind: 'chart' as const, chart }))],
}
const LIMITS = { maxEntries: 100, maxBytes: 10_000_000 }

describe('a chart', () => {
  test('is told in words with every number and every gap', () => {
    expect(captionOf(trend)).toBe('近三年合格率（%）')
    expect(describeChart(trend)).toBe(
      '近三年合格率（%）。监督抽检：2024年98.1，2025年暂无数据，2026年98.4；评价抽检：2024年98.3，2025年98.2，2026年待核。',
    )
    expect(describeChart(counties)).toBe('各县完成率（%）。甲县50，乙县暂无数据，丙县0。')
  })

  test('is numbered 图1 图2 with its unit, apart from the headings', () =>
    expect(numbered(paper.body).flatMap((block) => (block.kind === 'chart' ? [block.chart.title] : []))).toEqual([
      '图1　近三年合格率（%）',
      '图2　各县完成率（%）',
      '图3　达标（项）',
    ]))

  test('draws no line across a year that is not known, and no bar for it', () => {
    const lines = sceneOf({ ...trend, series: [trend.series[0]!] }, 400).shapes
    expect(lines.filter((shape) => shape.kind === 'line' && shape.width === 1.6)).toEqual([])
    expect(lines.filter((shape) => shape.kind === 'text' && shape.text === '暂无数据')).toHaveLength(1)
    const bars = sceneOf(counties, 400).shapes
    // 50 and 0 have a bar, the county without data has words only.
    expect(bars.filter(({ kind }) => kind === 'area')).toHaveLength(2)
    expect(bars.filter((shape) => shape.kind === 'text' && shape.text === '暂无数据')).toHaveLength(1)
  })

  test('keeps within its width, on paper and on a phone', () => {
    for (const width of [320, 442])
      for (const chart of [trend, counties, sections])
        for (const shape of sceneOf(chart, width).shapes)
          for (const [x] of shape.kind === 'text' ? [shape.at] : shape.points) expect(x >= -0.01 && x <= width + 0.01).toBe(true)
  })

  test('of two dozen rows takes less than half of the text area on paper, its words apart from each other', () => {
    const names = Array.from({ length: 24 }, (_, at) => `第${at + 1}节`)
    const { height, shapes } = sceneOf({ ...sections, labels: names, series: sections.series.map((one) => ({ ...one, values: names.map(() => 1), printed: names.map(() => '1') })) }, 442, true)
    expect(height).toBeLessThan(((225 / 25.4) * 72) / 2)
    const rows = shapes.flatMap((shape) => (shape.kind === 'text' && names.includes(shape.text) ? [shape] : []))
    expect(rows).toHaveLength(24)
    for (const [at, { at: [, y], size }] of rows.entries()) if (at > 0) expect(y - rows[at - 1]!.at[1]).toBeGreaterThan(size)
  })

  test('puts numbers of two series apart where their points lie close together', () => {
    expect([placeOf(trend, 0, 0), placeOf(trend, 1, 0)]).toEqual(['below', 'above'])
    expect(placeOf(trend, 1, 1)).toBe('above')
  })

  test('has an axis from 0 unless all is close together at the top', () => {
    expect(ticksOf([3.6, 40], true)[0]).toBe(0)
    expect(ticksOf([97.8, 98.2, 98.4], false)[0]).toBeGreaterThan(90)
    expect(ticksOf([0, 0], true)).toEqual([0, 0.5])
    expect(ticksOf([5], false).length).toBeGreaterThan(1)
  })

  test('as SVG holds its words escaped', () =>
    expect(svgOf(sceneOf({ ...counties, labels: ['<甲>', '乙县', '丙县'] }, 400), 'body')).toContain('&#60;甲&#62;'))
})

describe('in a Word file', () => {
  const partsOf = async () => unzipLimited(await officialDocument(paper), LIMITS)
  const textOf = async (name: string) => new TextDecoder().decode((await partsOf()).get(name))

  test('is a native chart with its numbers, gaps left out, and told in words to those who cannot see it', async () => {
    const first = await textOf('word/charts/chart1.xml')
    expect(first).toContain('<c:dispBlanksAs val="gap"/>')
    expect(first).toContain('<c:ptCount val="3"/><c:pt idx="0"><c:v>98.1</c:v></c:pt><c:pt idx="2"><c:v>98.4</c:v></c:pt></c:numCache>')
    expect(await textOf('word/charts/chart2.xml')).toContain('乙县（暂无数据）')
    const xml = await textOf('word/document.xml')
    expect(xml.match(/<c:chart /g)).toHaveLength(3)
    expect(xml).not.toMatch(/[\uE000\uE001]/)
    expect(xml).toContain('descr="图1　近三年合格率（%）。监督抽检：2024年98.1')
    expect(xml).toContain('合格 ÷ 全部 &lt;批次&gt;')
  })

  test('is declared, linked, and brings its sheet, so that Word can change it', async () => {
    const parts = await partsOf()
    const [types, links] = [await textOf('[Content_Types].xml'), await textOf('word/_rels/document.xml.rels')]
    for (const at of [1, 2, 3]) {
      expect(types).toContain(`/word/charts/chart${at}.xml`)
      expect(links).toContain(`Target="charts/chart${at}.xml"`)
      expect(new TextDecoder().decode(parts.get(`word/charts/_rels/chart${at}.xml.rels`))).toContain(`chart${at}.xlsx`)
    }
    const book = await openSpreadsheet(Buffer.from(parts.get('word/embeddings/chart1.xlsx')!))
    const rows = []
    for await (const row of book.rows(0)) rows.push(row.cells)
    expect(rows.map((cells) => cells.slice(0, 3))).toEqual([
      [' ', '监督抽检', '评价抽检'],
      ['2024年', 98.1, 98.3],
      ['2025年', null, 98.2],
      ['2026年', 98.4],
    ])
  })
})

test('in a PDF is drawn, with its title and notes as text', async () => {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const read = await getDocument({ data: new Uint8Array(await officialPdf(paper)), verbosity: 0 }).promise
  let text = ''
  for (let at = 1; at <= read.numPages; at++)
    text += (await (await read.getPage(at)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('')
  for (const words of ['图1', '近三年合格率', '98.4', '口径：合格', '图3', '暂无数据']) expect(text).toContain(words)
})
