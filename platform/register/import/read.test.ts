import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { openSpreadsheet } from '../../documents/spreadsheet/index.ts'
import { gather, inline, sheetOf } from '../../documents/spreadsheet/handmade.ts'
import { dryRun, findTable, readRows, reasonsOf, writeRejected, type ImportedRow } from './index.ts'
import { context, example } from './example.ts'

const csv = (...lines: string[]): Buffer => Buffer.from(lines.join('\n'))
const HEADER = '企业名称,许可证编号,有效期起'
const run = (...lines: string[]) => dryRun(example, csv(...lines), context)

async function records(file: Buffer): Promise<ImportedRow[]> {
  const workbook = await openSpreadsheet(file)
  return gather(readRows(example, workbook, await findTable(example, workbook), context))
}

test('titles above the header, blank rows, totals, notes and repeated headers are not read', async () => {
  const result = await run(
    '台账,,',
    '统计日期：2023-06-30,,',
    HEADER,
    '甲店,SC000001,2023-01-05',
    '',
    ',,',
    '东县小计,,',
    '合计面馆,SC000002,2023-01-05',
    HEADER,
    '合 计,2,',
    '填表人：某某,审核人：某某,',
    '注：以上为在营单位,,',
  )
  expect(result).toMatchObject({ headerRow: 3, counts: { read: 2, valid: 2, rejected: 0 } })
  expect(result.passedOver).toEqual([
    { row: 7, why: 'total' },
    { row: 9, why: 'heading' },
    { row: 10, why: 'total' },
    { row: 11, why: 'note' },
    { row: 12, why: 'note' },
  ])
})

test('a row that only has a running number printed is no record', async () => {
  expect((await run(`序号,${HEADER}`, '1,甲店,SC000001,2023-01-05', '2,,,', '3,,,')).counts.read).toBe(1)
})

test("every fault of a row is told at once, with the sheet's own row number, in either language", async () => {
  const lines = [`${HEADER},从业人数,业态`, '甲店,SC000001,2023-01-05,3,A', ',12,明天,很多,火锅']
  const result = await run(...lines)
  expect(result.rejected).toHaveLength(1)
  expect(result.rejected[0]!.row).toBe(3)
  expect(result.rejected[0]!.reasons.map((reason) => reason.split('：')[0])).toEqual([
    '企业名称',
    '许可证编号',
    '有效期起',
    '从业人数',
    '业态',
  ])
  const english = await dryRun(example, csv(...lines), context, 'en')
  expect(english.rejected[0]!.reasons).toContain('Name: must be given')
  expect(english.rejected[0]!.reasons.join().replace(/“[^”]*”/g, '')).not.toMatch(/\p{Script=Han}/u) // but for what the cells say
})

test("the form's rules look at the row, and warnings refuse nothing", async () => {
  const result = await run(`${HEADER},发证日期,从业人数`, '甲店,SC000001,2023-01-05,2023-02-01,1', '乙店,SC000002,2023-03-05,2023-02-01,0')
  expect(result.rejected).toEqual([{ row: 2, reasons: ['有效期起：早于发证日期'] }])
  expect(result.warnings).toEqual([{ row: 3, reasons: ['从业人数：没有人员'] }])
})

test('a number that stood in an earlier row is refused, naming that row', async () => {
  expect((await run(HEADER, '甲店,SC000001,2023-01-05', '乙店,sc 000001,2023-01-05')).rejected).toEqual([
    { row: 3, reasons: ['许可证编号：“SC000001”与第 2 行重复'] },
  ])
})

test('a required field without a column refuses every row and is told as missing', async () => {
  const result = await run('企业名称,许可证编号', '甲店,SC000001')
  expect(result.missing).toEqual(['starts_on'])
  expect(result.rejected).toEqual([{ row: 2, reasons: ['有效期起：表中没有这一列，而此项必须填写'] }])
})

test('the same heading twice: the first column with content is read', async () => {
  const rows = await records(csv(`${HEADER},电话,电话`, '甲店,SC000001,2023-01-05,,2002002', '乙店,SC000002,2023-01-05,1001001,2002002'))
  expect(rows.map(({ values }) => values['phone'])).toEqual(['2002002', '1001001'])
})

test('fields without a column are absent, so that importing does not empty them', async () => {
  const [row] = await records(csv(HEADER, '甲店,,2023-01-05'))
  expect(row!.values).toEqual({ name: '甲店', number: null, starts_on: '2023-01-05' })
})

test('places come from one column or several', async () => {
  const several = await records(
    csv(`${HEADER},县区,乡镇`, '甲店,SC000001,2023-01-05,东县,北镇', '乙店,SC000002,2023-01-05,西县,', '丙店,SC000003,2023-01-05,,'),
  )
  expect(several.map(({ values }) => values['region'])).toEqual(['990101001', undefined, null])
  expect(several[1]!.faults).toMatchObject([{ path: 'region', sentence: { zh: '不认识“西县”' } }])
  const [whole] = await records(csv(`${HEADER},行政区划`, '甲店,SC000001,2023-01-05,东县北镇'))
  expect(whole!.values['region']).toBe('990101001')
})

test('without a resolver a region column must hold codes', async () => {
  const lines = [`${HEADER},行政区划`, '甲店,SC000001,2023-01-05,990101', '乙店,SC000002,2023-01-05,东县']
  expect((await dryRun(example, csv(...lines), { today: '2023-07-01' })).rejected).toEqual([
    { row: 3, reasons: ['行政区划：不认识的行政区划“东县”'] },
  ])
})

const row = (...cells: string[]): string => `<row>${cells.map((cell) => (cell === '' ? '<c/>' : inline(cell))).join('')}</row>`

test('a header of two rows: group headings merged above their sub-headings', async () => {
  const file = sheetOf(
    row('食品经营单位台账') +
      row('企业名称', '许可证', '', '', '法定代表人', '') +
      row('', '许可证号', '有效期起', '有效期止', '姓名', '电话') +
      row('甲店', 'SC000001', '2023-1-5', '长期', '某某', '1001001'),
    {},
    '<mergeCells><mergeCell ref="A1:F1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:D2"/><mergeCell ref="E2:F2"/></mergeCells>',
  )
  const result = await dryRun(example, file, context)
  expect(result).toMatchObject({ headerRow: 3, counts: { read: 1, valid: 1 } })
  expect(result.columns).toMatchObject({
    企业名称: 'name',
    许可证号: 'number',
    有效期起: 'starts_on',
    有效期止: 'expires_on',
    '法定代表人/姓名': 'legal_person',
    '法定代表人/电话': 'phone',
  })
})

test('a header of two rows printed again on the next page is no record, with and without its groups', async () => {
  const head = row('企业名称', '许可证', '', '法定代表人', '') + row('', '许可证号', '有效期起', '姓名', '电话')
  const merges = ['A1:A2', 'B1:C1', 'D1:E1', 'A4:A5', 'B4:C4', 'D4:E4'].map((ref) => `<mergeCell ref="${ref}"/>`).join('')
  const file = sheetOf(
    `${head}${row('甲店', 'SC000001', '2023-1-5', '某某', '1001001')}${head}${row('姓名', 'SC000002', '2023-1-6', '某某', '1001002')}`,
    {},
    `<mergeCells>${merges}</mergeCells>`,
  )
  expect(await dryRun(example, file, context)).toMatchObject({
    counts: { read: 2, valid: 2 },
    passedOver: [
      { row: 4, why: 'heading' },
      { row: 5, why: 'heading' },
    ],
  })
})

test('a title merged over the whole header is no group heading', async () => {
  const file = sheetOf(
    row('台账') + row('企业名称', '许可证号', '有效期起') + row('甲店', 'SC000001', '2023-1-5'),
    {},
    '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>',
  )
  expect(Object.keys((await dryRun(example, file, context)).columns)).toEqual(['企业名称', '许可证号', '有效期起'])
})

test('a place merged over several rows counts for each of them', async () => {
  const file = sheetOf(
    row('行政区划', '企业名称', '有效期起') + row('东县北镇', '甲店', '2023-1-5') + row('', '乙店', '2023-1-5'),
    {},
    '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>',
  )
  expect((await records(file)).map(({ values }) => values['region'])).toEqual(['990101001', '990101001'])
})

test('dates that lost their format are known by the field they stand in (a file of LibreOffice)', async () => {
  const file = `${import.meta.dirname}/../../documents/spreadsheet/fixtures/libreoffice-lost-formats.xlsx`
  const workbook = await openSpreadsheet(file)
  const rows = await gather(readRows(example, workbook, await findTable(example, workbook), context))
  expect(rows.map(({ row, values }) => [row, values['issued_on'], values['capital']])).toEqual([
    [4, '2021-03-05', 12_500_000],
    [5, '2022-11-30', 300_000_000],
  ])
})

test('a file without a recognised header is a Problem that names headings', async () => {
  await expect(run('甲,乙', '1,2')).rejects.toMatchObject({
    code: 'import.no-header',
    details: { examples: '企业名称、许可证编号、法定代表人' },
  })
})

test('rejected rows come back as a workbook with the reason last, ready to be corrected and imported again', async () => {
  const workbook = await openSpreadsheet(csv(`序号,${HEADER}`, '1,甲店,SC000001,2023-01-05', '2,乙店,12,2023年1月5日'))
  const table = await findTable(example, workbook)
  const rejected = (await gather(readRows(example, workbook, table, context))).filter(({ faults }) => faults.length > 0)
  const stream = new PassThrough()
  const rows = rejected.map(({ row, cells, faults }) => ({ row, cells, reasons: reasonsOf(example, faults, 'zh') }))
  const [bytes] = await Promise.all([buffer(stream), writeRejected(stream, table, rows)])
  const back = await gather((await openSpreadsheet(bytes)).rows(0))
  expect(back.map(({ cells }) => cells)).toEqual([
    ['序号', '企业名称', '许可证编号', '有效期起', '未导入原因'],
    ['2', '乙店', '12', '2023年1月5日', '许可证编号：“12”格式不正确'],
  ])
  expect(await dryRun(example, bytes, context)).toMatchObject({ unrecognised: ['序号', '未导入原因'], counts: { read: 1, rejected: 1 } })
})
