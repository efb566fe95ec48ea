import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { openSpreadsheet, type Cell } from '../../documents/spreadsheet/index.ts'
import { gather } from '../../documents/spreadsheet/handmade.ts'
import { dryRun, findTable, readRows, writeRejected } from './index.ts'
import { context, example } from './example.ts'
import type { ImportForm } from './form.ts'
import type { Table } from './table.ts'

const form: ImportForm = {
  ...example,
  ofAll: { kind: [[/校园食堂|学校食堂/, 'canteen'], [/优等/, 'top'], [/良等/, 'good']] },
  settle: (values, told) => ({ ...values, kind: values['kind'] ?? told['kind'] ?? null }),
}
const HEADER = '企业名称,许可证编号,有效期起'
const ROW = '甲店,SC000001,2023-01-05'
const csv = (...lines: string[]): Buffer => Buffer.from(lines.join('\n'))

async function open(file: Buffer, confirmed?: Record<string, string | null>, name?: string): Promise<{ table: Table; kinds: unknown[] }> {
  const workbook = await openSpreadsheet(file)
  const table = await findTable(form, workbook, confirmed, name)
  const rows = await gather(readRows(form, workbook, table, context))
  return { table, kinds: rows.map(({ values }) => values['kind']) }
}

test('the title says of all rows what no column says', async () => {
  const { table, kinds } = await open(csv('东县学校食堂台账,,', HEADER, ROW))
  expect(table.told).toMatchObject([{ field: 'kind', value: 'canteen', heading: '“东县学校食堂台账”', shown: { zh: '学校食堂' } }])
  expect(kinds).toEqual(['canteen'])
})

test.each<[why: string, lines: string[]]>([
  ['two things are said', ['优等、良等名单,,', HEADER, ROW]],
  ['a column says it', ['优等名单,,,', `${HEADER},业态`, `${ROW},`]],
  ['nothing is said', ['名单,,', HEADER, ROW]],
  ['it stands in instructions', [`${'请按通知要求逐项填写，'.repeat(8)}优等单位另报,,`, HEADER, ROW]],
])('nothing is taken from the title where %s', async (_, lines) => expect(await open(csv(...lines))).toMatchObject({ table: { told: [] }, kinds: [null] }))

test('the name of the file speaks where the title is silent, and the clerk may refuse either', async () => {
  const file = csv('名单,,', HEADER, ROW)
  expect((await open(file, undefined, '优等.csv')).kinds).toEqual(['top'])
  expect((await open(file, { '“优等”': null }, '优等.csv')).kinds).toEqual([null])
})

test('what the title said comes back in a column of its own with rejected rows', async () => {
  const { table } = await open(csv('优等名单,,', HEADER, ROW))
  const cells: Cell[] = ['乙店', '12', '2023-01-05']
  const stream = new PassThrough()
  const [bytes] = await Promise.all([buffer(stream), writeRejected(stream, table, [{ row: 3, cells, reasons: ['错'] }])])
  const back = await gather((await openSpreadsheet(bytes)).rows(0))
  expect(back.map((row) => row.cells)).toEqual([['企业名称', '许可证编号', '有效期起', '业态', '未导入原因'], [...cells, 'A+', '错']])
})

test('a sheet headed twice, by codes and by words, is known by either', async () => {
  const coded: ImportForm = { ...form, headings: { name: ['QYMC', '店名'], number: ['XKZBH', '许可证号'], starts_on: ['YXQQ'] } }
  const twice = await dryRun(coded, csv('QYMC,XKZBH,YXQQ,BZ', '店名,许可证号,有效期起,备注', `${ROW},`), context)
  expect(twice).toMatchObject({ headerRow: 2, columns: { 店名: 'name', 许可证号: 'number', 有效期起: 'starts_on' }, counts: { read: 1, valid: 1 } })
})

test('units, examples and numbers of columns under the header are no records', async () => {
  const result = await dryRun(form, csv(`${HEADER},面积`, '文本,文本,年/月/日,㎡', '①,②,③,④', '示例,SC000009,2023-01-05,1', `${ROW},5`), context)
  expect(result.counts).toEqual({ read: 1, valid: 1, rejected: 0 })
  expect(result.passedOver.map(({ row }) => row)).toEqual([2, 3, 4])
})

test('a heading in two languages is known where both halves are', async () => {
  const result = await dryRun(form, csv('企业名称 Name,许可证编号 Licence number,Valid from 有效期起,备注 Phone', `${ROW},1`), context)
  expect(result).toMatchObject({ columns: { '企业名称 Name': 'name', '许可证编号 Licence number': 'number', 'Valid from 有效期起': 'starts_on' } })
  expect(result.unrecognised).toEqual(['备注 Phone'])
})

test('of two columns whose headings name a choice the one that holds its options is read', async () => {
  const lines = ['校园类别,业态（大类）,企业名称,许可证编号,有效期起', ...[1, 2, 3].map((n) => `公办,学校食堂,甲店,SC00000${n},2023-01-05`)]
  const twofold: ImportForm = { ...form, headings: { ...form.headings, kind: ['校园类别'] }, builds: { kind: /业态/ } }
  expect((await dryRun(twofold, csv(...lines), context)).columns).toMatchObject({ '业态（大类）': 'kind' })
})
