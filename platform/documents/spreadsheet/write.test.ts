import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { strFromU8, unzipSync } from 'fflate'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, date } from '../../core/dates.ts'
import { openSpreadsheet, writeCsv, writeWorkbook, type Cell, type SheetSource } from './index.ts'
import { cellsOf } from './handmade.ts'

async function written(write: typeof writeCsv, sheet: SheetSource): Promise<Buffer> {
  const stream = new PassThrough()
  const [bytes] = await Promise.all([buffer(stream), write(stream, sheet)])
  return bytes
}
const writeSheet: typeof writeCsv = (stream, sheet) => writeWorkbook(stream, { sheets: [sheet] })
const columns = [{ header: '甲' }, { header: '乙' }, { header: '丙' }, { header: '丁' }]
const trimmed = (cells: readonly Cell[]): Cell[] => cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1)

const anyText = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: fc.constantFrom('=', '＝', "'", '"', ',', '\r', '\n', '\t', '_x0041_', '<', '&', ' ', '甲', '\uD800') }),
  )
  .map((text) => (text.trim() === '' ? `甲${text}` : text))
const anyDate = fc.integer({ min: 0, max: 100_000 }).map((days): Cell => ({ date: addDays(date('1900-03-01'), days), time: null }))
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true, min: -999e12, max: 999e12 }).map((number) => number || 0)
const anyRow = fc.tuple(anyText, fc.option(anyNumber), fc.option(anyDate), fc.option(fc.boolean()))

test('what is written to xlsx is read back the same: any text, number, date and truth value', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 20 }), async (rows) => {
      const [, ...back] = await cellsOf(await written(writeSheet, { name: '数据', columns, rows }))
      expect(back).toEqual(rows.map(trimmed))
    }),
    { numRuns: 60, seed: 20231122 },
  )
})

test('what is written to csv is read back as the same texts, formula signs included', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          anyText.filter((text) => text.isWellFormed() && !text.includes('\0')),
          anyText.filter((text) => text.isWellFormed() && !text.includes('\0')),
        ),
        { minLength: 1, maxLength: 20 },
      ),
      async (rows) => {
        const [, ...back] = await cellsOf(await written(writeCsv, { name: '', columns: columns.slice(0, 2), rows }))
        expect(back).toEqual(rows)
      },
    ),
    { numRuns: 60, seed: 20231122 },
  )
})

test('no exported text is a formula: text cells in xlsx, an apostrophe in csv', async () => {
  const texts = ['=1+1', '+86', '-x', '@SUM(A1)', '\t=1', '＝1', '＋1', '－1', '＠a']
  const rows = texts.map((text) => [text])
  const sheet = strFromU8(
    unzipSync(await written(writeSheet, { name: 'a', columns: [{ header: '文' }], rows }))['xl/worksheets/sheet1.xml']!,
  )
  expect(sheet).not.toMatch(/<f[ >]/)
  expect(sheet.match(/t="inlineStr"/g)).toHaveLength(texts.length + 1)
  const lines = (await written(writeCsv, { name: '', columns: [{ header: '文' }], rows })).toString('utf8').trim().split('\r\n').slice(1)
  for (const line of lines) expect(line).toMatch(/^"?'/)
})

test('negative numbers stay numbers in csv', async () => {
  expect((await written(writeCsv, { name: '', columns: [{ header: 'n' }], rows: [[-5.5]] })).toString('utf8')).toBe('\uFEFFn\r\n-5.5\r\n')
})

test('a date column takes date texts, and sheets get names Excel accepts', async () => {
  const stream = new PassThrough()
  const sheet: SheetSource = { name: '一/二:三', columns: [{ header: '日期', kind: 'date' }], rows: [['2023-01-05'], ['不详']] }
  const [bytes] = await Promise.all([buffer(stream), writeWorkbook(stream, { sheets: [sheet, sheet] })])
  expect((await openSpreadsheet(bytes)).sheets.map(({ name }) => name)).toEqual(['一 二 三', '一 二 三 2'])
  expect(await cellsOf(bytes)).toEqual([['日期'], [{ date: '2023-01-05', time: null }], ['不详']])
})

test('rows are taken only as fast as the stream is read', async () => {
  let taken = 0
  function* endless(): Generator<string[]> {
    for (;;) {
      taken++
      yield ['甲'.repeat(1000) + taken * 7919]
    }
  }
  const stream = new PassThrough({ highWaterMark: 1024 })
  const writing = writeWorkbook(stream, { sheets: [{ name: 'a', columns: [{ header: '文' }], rows: endless() }] }).catch(() => 'stopped')
  for (let before = -1; before !== taken; await new Promise((resolve) => setTimeout(resolve, 100))) before = taken
  expect(taken).toBeLessThan(5000)
  stream.destroy()
  expect(await writing).toBe('stopped')
})

test('a text longer than a cell holds is a Problem naming the row, never cut', async () => {
  await expect(
    writeWorkbook(new PassThrough().resume(), { sheets: [{ name: 'a', columns: [], rows: [['x'.repeat(32_768)]] }] }),
  ).rejects.toMatchObject({ code: 'spreadsheet.cell-too-long', details: { row: 2 } })
})
