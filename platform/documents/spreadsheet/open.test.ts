import { readFile } from 'node:fs/promises'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { Problem } from '../../core/problem.ts'
import { LIMITS, openSpreadsheet, type Limits } from './index.ts'
import { handmade, inline, sheetOf, worksheet } from './handmade.ts'

/** The code of the Problem that opening and reading a file ends in. */
async function codeOf(file: Buffer | string, limits: Partial<Limits> = {}): Promise<string> {
  try {
    const workbook = await openSpreadsheet(file, { limits })
    for await (const _ of workbook.rows(0)) continue
    return 'read'
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

/** The beginning of an OLE container with a directory entry of the given name. */
const container = (entry: string): Buffer =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1016), Buffer.from(entry, 'utf16le'), Buffer.alloc(512)])
const zip = (parts: Record<string, string>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))))

test.each<[string, Buffer | string, string]>([
  ['nothing at all', Buffer.alloc(0), 'spreadsheet.empty'],
  ['blanks only', Buffer.from('\uFEFF \r\n'), 'spreadsheet.empty'],
  ['an old .xls made by LibreOffice', `${import.meta.dirname}/fixtures/libreoffice-97.xls`, 'spreadsheet.old-xls'],
  ['a bare BIFF stream', Buffer.from('0908080000051000', 'hex'), 'spreadsheet.old-xls'],
  ['a password-protected xlsx', container('EncryptedPackage'), 'spreadsheet.password'],
  ['a Word 97 document', container('WordDocument'), 'spreadsheet.not-a-table'],
  ['a Word document', zip({ '[Content_Types].xml': '', 'word/document.xml': '' }), 'spreadsheet.not-a-table'],
  [
    'an OpenDocument sheet',
    zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '' }),
    'spreadsheet.other-table',
  ],
  ['a binary workbook', zip({ '[Content_Types].xml': '', 'xl/workbook.bin': '' }), 'spreadsheet.other-table'],
  ['an archive of other files', zip({ '台账.xlsx': 'x' }), 'spreadsheet.archive'],
  ['a web page named .xls', Buffer.from('\r\n<html><table><tr><td>名称</td></tr></table></html>'), 'spreadsheet.html'],
  [
    'XML of Excel 2003',
    Buffer.from('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>'),
    'spreadsheet.other-table',
  ],
  ['a PDF', Buffer.from('%PDF-1.7\n%\u00e2'), 'spreadsheet.not-a-table'],
  ['a PNG', Buffer.from('89504e470d0a1a0a', 'hex'), 'spreadsheet.not-a-table'],
  ['bytes of nothing known', Buffer.from([1, 0, 255, 0, 7, 8]), 'spreadsheet.encoding'],
])('%s is refused with its own sentence', async (_, file, code) => {
  expect(await codeOf(file)).toBe(code)
})

test('a csv that begins with BM or a tab is still a csv', async () => {
  expect(await codeOf(Buffer.from('BM,名称\n1,甲'))).toBe('read')
  expect(await codeOf(Buffer.from('\t名称\n1\t甲'))).toBe('read')
})

test('a truncated package is damaged, wherever it breaks', async () => {
  const whole = sheetOf(`<row>${inline('甲')}</row>`.repeat(500))
  for (const length of [5, 100, Math.floor(whole.length / 2), whole.length - 10])
    expect(await codeOf(whole.subarray(0, length))).toBe('spreadsheet.damaged')
  const broken = Buffer.from(whole)
  broken.fill(0xee, 400, 700)
  expect(await codeOf(broken)).toBe('spreadsheet.damaged')
})

test('an end record at the edge of the file is damaged, not read past', async () => {
  const bytes = await readFile(`${import.meta.dirname}/fixtures/libreoffice.xlsx`)
  const end = Buffer.from(bytes)
  end.writeUInt32LE(bytes.length - 4, end.length - 6) // the directory would begin four bytes before the end
  expect(await codeOf(end)).toBe('spreadsheet.damaged')
})

test('a zip bomb is stopped while it unpacks', async () => {
  const bomb = sheetOf(`<row>${' '.repeat(1000)}</row>`.repeat(40_000))
  expect(bomb.length).toBeLessThan(200_000)
  expect(await codeOf(bomb, { ratio: 100 })).toBe('spreadsheet.too-large')
  expect(await codeOf(bomb, { unpackedBytes: 2 ** 20 })).toBe('spreadsheet.too-large')
})

test('a part that understates its size is counted by what comes out of it', async () => {
  const bytes = sheetOf(`<row>${inline('甲'.repeat(100))}</row>`.repeat(5000))
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4)) bytes.writeUInt32LE(1, at + 24)
  expect(await codeOf(bytes, { unpackedBytes: 2 ** 20 })).toBe('spreadsheet.too-large')
  expect(await codeOf(bytes)).toBe('read')
})

test.each<[string, string]>([
  ['an outside entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'],
  ['entities that multiply', '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'],
])('%s is refused before anything of it is read', async (_, doctype) => {
  expect(await codeOf(handmade({ 'xl/worksheets/sheet1.xml': doctype + worksheet(`<row>${inline('&e;')}</row>`) }))).toBe(
    'spreadsheet.unsafe',
  )
})

test('nesting without end, overlapping merged areas and an undeclared entity are refused', async () => {
  expect(await codeOf(sheetOf('<a>'.repeat(5000)))).toBe('spreadsheet.unsafe')
  const overlapping = `<mergeCells>${'<mergeCell ref="A1:B9"/>'.repeat(LIMITS.columns + 1)}</mergeCells>`
  expect(await codeOf(sheetOf(`<row>${inline('甲')}</row>`, {}, overlapping))).toBe('spreadsheet.unsafe')
  expect(await codeOf(sheetOf(`<row>${inline('&nbsp;')}</row>`))).toBe('spreadsheet.damaged')
})

test('a cell of ten megabytes is refused by name of its row, and so is one just over the limit', async () => {
  const long = sheetOf(`<row r="7">${inline('a'.repeat(LIMITS.cellCharacters + 1))}</row>`)
  await expect(
    (async () => {
      for await (const _ of (await openSpreadsheet(long)).rows(0)) continue
    })(),
  ).rejects.toMatchObject({ code: 'spreadsheet.cell-too-long', details: { row: 7 } })
  expect(await codeOf(sheetOf(`<row>${inline('a'.repeat(10_000_000))}</row>`))).toBe('spreadsheet.unsafe')
  expect(await codeOf(Buffer.from(`名称\n"${'a'.repeat(10_000_000)}"`))).toBe('spreadsheet.cell-too-long')
})

test('a cell beyond the last column, a row beyond the last and a missing shared string are refused', async () => {
  expect(await codeOf(sheetOf('<row><c r="XFD1"><v>1</v></c></row>'))).toBe('spreadsheet.too-large')
  expect(await codeOf(sheetOf('<row r="1048577"><c><v>1</v></c></row>'))).toBe('spreadsheet.too-large')
  expect(await codeOf(sheetOf('<row><c t="s"><v>4</v></c></row>', { 'xl/sharedStrings.xml': '<sst/>' }))).toBe('spreadsheet.damaged')
  expect(await codeOf(Buffer.from('a'), { fileBytes: 0 })).toBe('spreadsheet.too-large')
})
