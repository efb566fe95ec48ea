import { expect, test } from 'vitest'
import { rowsOf, cellsOf } from './handmade.ts'
import { openSpreadsheet, type Cell } from './index.ts'

/** 名称,电话 / 晨光面馆,１２３ in GB18030, as bytes. */
const GB18030 = Buffer.from('c3fbb3c62cb5e7bbb00d0ab3bfb9e2c3e6b9dd2ca3b1a3b2a3b30d0a', 'hex')

test('GB18030 is told from UTF-8 by its bytes', async () => {
  expect(await cellsOf(GB18030)).toEqual([
    ['名称', '电话'],
    ['晨光面馆', '１２３'],
  ])
})

test('a character of four GB18030 bytes is read (㐂)', async () => {
  expect(await cellsOf(Buffer.concat([GB18030, Buffer.from('8130a6302c31', 'hex')]))).toHaveLength(3)
})

test.each<[string, Buffer]>([
  ['UTF-8', Buffer.from('名称,备注\n甲,乙')],
  ['UTF-8 with a mark', Buffer.from('\uFEFF名称,备注\n甲,乙')],
  ['UTF-16 little-endian', Buffer.from('\uFEFF名称\t备注\r\n甲\t乙', 'utf16le')],
  ['UTF-16 big-endian', Buffer.from('\uFEFF名称,备注\n甲,乙', 'utf16le').swap16()],
])('%s is read', async (_, bytes) => {
  expect(await cellsOf(bytes)).toEqual([
    ['名称', '备注'],
    ['甲', '乙'],
  ])
})

test('the separator is the sign that stands most often outside of quotes, or the one the file tells', async () => {
  expect(await cellsOf(Buffer.from('a;b\n"1,2,3,4";2'))).toEqual([
    ['a', 'b'],
    ['1,2,3,4', '2'],
  ])
  expect(await cellsOf(Buffer.from('a\tb\n1\t2'))).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ])
  expect(await cellsOf(Buffer.from('sep=|\r\na|b,c'))).toEqual([['a', 'b,c']])
})

test('a row is numbered as Excel numbers it: a break inside quotes makes no row, a blank line does', async () => {
  expect(await rowsOf(Buffer.from('名称,地址\r\n甲,"一\r\n二 ""三"""\r\n\r\n乙,\r丙,x'))).toMatchObject([
    { row: 1, cells: ['名称', '地址'] },
    { row: 2, cells: ['甲', '一\r\n二 "三"'] },
    { row: 4, cells: ['乙', null] },
    { row: 5, cells: ['丙', 'x'] },
  ])
})

test('bytes that are no text in any known encoding are refused', async () => {
  await expect(rowsOf(Buffer.from('ff80ff80ff0a', 'hex'))).rejects.toMatchObject({ code: 'spreadsheet.encoding' })
})

test('where the first line is known to be the heading, it alone tells the separator: a cell may hold a list', async () => {
  const bytes = Buffer.from('\uFEFFid,name,recuse\n1,甲,a;b;c;d;e\n2,乙,"f,g;h"\n')
  const { rows } = await openSpreadsheet(bytes, { headed: true })
  const cells: Cell[][] = []
  for await (const row of rows(0)) cells.push([...row.cells])
  expect(cells).toEqual([['id', 'name', 'recuse'], ['1', '甲', 'a;b;c;d;e'], ['2', '乙', 'f,g;h']])
})

test('="0123" is the text 0123, kept from being read as a number; a formula stays what it is', async () => {
  expect(await cellsOf(Buffer.from('a,b,c\n="0123","=""0456""",=A1&"x"'))).toEqual([
    ['a', 'b', 'c'],
    ['0123', '0456', '=A1&"x"'],
  ])
})
