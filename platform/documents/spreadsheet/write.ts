import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import './problems.ts'
import { isDate } from '../../core/dates.ts'
import { Problem } from '../../core/problem.ts'
import { cellText, dateSerial, isDateCell, isFaultCell, type Cell } from './cells.ts'
import { GUARDED } from './csv.ts'
import { LIMITS, tooLarge } from './limits.ts'
import { escapeXml } from './escape.ts'
import { workbookParts, sheetNames, STYLE } from './write-parts.ts'
import { zipParts } from './zip-write.ts'

/** How the values of a column are shown; `date` takes `YYYY-MM-DD` texts, `amount` numbers with two decimals. */
export type ColumnKind = 'text' | 'number' | 'amount' | 'date' | 'boolean' | 'any'
/** `width` in characters of the default font. */
export type Column = { readonly header: string; readonly kind?: ColumnKind; readonly width?: number }
export type SheetSource = {
  readonly name: string
  readonly columns: readonly Column[]
  /** Values by column; a shorter row leaves the rest empty. */
  readonly rows: Iterable<readonly (Cell | undefined)[]> | AsyncIterable<readonly (Cell | undefined)[]>
}
export type WorkbookSource = { readonly sheets: readonly SheetSource[] }

/**
 * Writes an xlsx workbook into a stream and ends it. Rows are taken as fast as the stream takes bytes, in constant memory.
 * A text is always stored as text, so that one beginning with `=` stays what it is and never becomes a formula.
 * @throws Problem `spreadsheet.too-large` past 1,048,576 rows, `spreadsheet.cell-too-long` past 32,767 characters
 */
export async function writeWorkbook(stream: Writable, workbook: WorkbookSource): Promise<void> {
  const names = sheetNames(workbook.sheets.map((sheet) => sheet.name))
  const sheets = workbook.sheets.map((sheet, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, text: sheetXml(sheet) }))
  await pipeline(Readable.from(zipParts([...workbookParts(names), ...sheets]), { objectMode: false }), stream)
}

async function* sheetXml({ columns, rows }: SheetSource): AsyncGenerator<string> {
  yield (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  )
  if (columns.length > 0) yield `<cols>${columns.map(columnXml).join('')}</cols>`
  yield `<sheetData><row r="1">${columns.map(({ header }) => textXml(header, STYLE.heading, 1)).join('')}</row>`
  let number = 1
  for await (const row of rows) {
    if (++number > LIMITS.rows) throw tooLarge('rows', LIMITS)
    let xml = `<row r="${number}">`
    for (let at = 0; at < row.length; at++) xml += cellXml(row[at] ?? null, columns[at]?.kind ?? 'any', columnLetters(at), number)
    yield `${xml}</row>`
  }
  yield '</sheetData></worksheet>'
}

const columnXml = ({ width = 16, kind }: Column, at: number): string =>
  `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"${kind === 'text' ? ` style="${STYLE.text}"` : ''}/>`

const letters: string[] = []
/** Letters of a column counted from 0. @example columnLetters(26) // 'AA' */
export function columnLetters(at: number): string {
  return (letters[at] ??= (at >= 26 ? columnLetters(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26)))
}

function cellXml(cell: Cell, kind: ColumnKind, column: string, row: number): string {
  if (cell === null || cell === '') return ''
  const place = `r="${column}${row}"`
  if (typeof cell === 'number') {
    if (!Number.isFinite(cell)) return ''
    return `<c ${place}${kind === 'amount' ? ` s="${STYLE.amount}"` : ''}><v>${cell}</v></c>`
  }
  if (typeof cell === 'boolean') return `<c ${place} t="b"><v>${cell ? 1 : 0}</v></c>`
  const day = isDateCell(cell) ? cell : kind === 'date' && isDate(cell) ? { date: cell, time: null } : null
  const serial = day && dateSerial(day.date)
  if (day && serial !== null) {
    return `<c ${place} s="${day.time ? STYLE.moment : STYLE.date}"><v>${day.time ? serial + secondsOf(day.time) / 86_400 : serial}</v></c>`
  }
  return textXml(cellText(cell), kind === 'text' ? STYLE.text : STYLE.plain, row, place)
}

/** Seconds since midnight of `HH:MM:SS`. */
const secondsOf = (time: string): number => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

function textXml(text: string, style: number, row: number, place = ''): string {
  if (text.length > LIMITS.cellCharacters) throw new Problem('spreadsheet.cell-too-long', { row, limit: LIMITS.cellCharacters })
  return `<c ${place}${style ? ` s="${style}"` : ''} t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`
}

/**
 * Writes csv (UTF-8 with byte-order mark, commas, \r\n) into a stream and ends it. A text that a spreadsheet program would
 * take for a formula gets an apostrophe in front; reading such a file takes it off again.
 */
export async function writeCsv(stream: Writable, sheet: SheetSource): Promise<void> {
  await pipeline(Readable.from(csvLines(sheet), { objectMode: false }), stream)
}

async function* csvLines({ columns, rows }: SheetSource): AsyncGenerator<string> {
  yield `\uFEFF${columns.map(({ header }) => csvText(header)).join(',')}\r\n`
  for await (const row of rows) yield `${row.map((cell) => csvValue(cell ?? null)).join(',')}\r\n`
}

const csvValue = (cell: Cell): string => (typeof cell === 'string' || isFaultCell(cell) ? csvText(cellText(cell)) : cellText(cell))

/** A text as a csv value. The apostrophe of a text that already looks guarded is doubled, so that reading gives back the same. */
export function csvText(text: string): string {
  const safe = GUARDED.test(`'${text}`) ? `'${text}` : text
  return /[",;\t\r\n]|^sep=|^\s|\s$/i.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
