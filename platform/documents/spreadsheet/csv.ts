import { isUtf8 } from 'node:buffer'
import { Problem } from '../../core/problem.ts'
import { isBlank, type Cell, type SheetRow } from './cells.ts'
import { tooLarge, type Limits } from './limits.ts'
import type { Workbook } from './xlsx.ts'

/** Bytes decoded at a time. */
const SLICE = 256 * 1024

/**
 * The encoding of a text file: by its byte-order mark, else UTF-8 where the whole file is valid UTF-8, else GB18030,
 * which Excel writes on a Chinese Windows. @throws Problem `spreadsheet.encoding`
 */
export function textEncoding(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes.includes(0)) throw new Problem('spreadsheet.encoding')
  return isUtf8(bytes) ? 'utf-8' : 'gb18030'
}

function* decode(bytes: Buffer): Generator<string> {
  const decoder = new TextDecoder(textEncoding(bytes), { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += SLICE) yield decoder.decode(bytes.subarray(at, at + SLICE), { stream: true })
    yield decoder.decode()
  } catch {
    throw new Problem('spreadsheet.encoding')
  }
}

/** Text before a formula sign gets an apostrophe when written to csv; this takes it off again. See `csvText` of the writer. */
export const GUARDED = /^'+[=+\-@\t\r＝＋－＠]/

/** ="0123": how spreadsheets keep a number as text in csv; the text is meant, no formula. */
const KEPT_TEXT = /^="([^"]*)"$/

/**
 * Opens separated text as a workbook of one sheet. A row's number is that of its record, as Excel numbers it.
 * @param headed the first line is the heading, and it alone tells the separator: cells may hold lists parted by another sign
 */
export function openCsv(bytes: Buffer, limits: Limits, headed = false): Workbook {
  const first = firstPiece(bytes)
  const told = /^sep=(.)\r?\n/i.exec(first)
  const separator = told?.[1] ?? sniffSeparator(headed ? (/^[^\r\n]*/.exec(first)?.[0] ?? '') : first)
  return {
    format: 'csv',
    sheets: [{ name: 'csv', hidden: false }],
    async *rows() {
      yield* csvRows(decode(bytes), separator, told ? told[0].length : 0, limits)
    },
  }
}

const firstPiece = (bytes: Buffer): string => {
  for (const piece of decode(bytes)) return piece
  return ''
}

/** The sign that stands most often outside of quotes in the first lines; a comma when none does. */
export function sniffSeparator(text: string): string {
  const counts = new Map([
    [',', 0],
    [';', 0],
    ['\t', 0],
  ])
  let quoted = false
  let lines = 0
  for (const character of text) {
    if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (counts.has(character)) counts.set(character, counts.get(character)! + 1)
    else if (character === '\n' && ++lines === 30) break
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

/** Splits text into records (RFC 4180, forgiving): quotes may stand around a value, doubled inside; line ends are \r\n, \n or \r. */
function* csvRows(pieces: Iterable<string>, separator: string, skip: number, limits: Limits): Generator<SheetRow> {
  let row = 1
  let cells: Cell[] = []
  let value = ''
  let state: 'start' | 'plain' | 'quoted' | 'quote' = 'start'
  let afterReturn = false
  const endCell = (): void => {
    cells.push(value === '' ? null : GUARDED.test(value) ? value.slice(1) : (KEPT_TEXT.exec(value)?.[1] ?? value))
    if (cells.length > limits.columns && value !== '') throw tooLarge('columns', limits)
    value = ''
    state = 'start'
  }
  const endRow = (): SheetRow | undefined => {
    endCell()
    if (row > limits.rows) throw tooLarge('rows', limits)
    const done = { row: row++, cells, spread: cells }
    cells = []
    return done.cells.some((cell) => !isBlank(cell)) ? done : undefined
  }
  for (const piece of pieces) {
    for (let at = skip; at < piece.length; at++) {
      const character = piece[at]!
      const returned = afterReturn
      afterReturn = false
      if (state === 'quoted') {
        if (character === '"') state = 'quote'
        else value += character
      } else if (character === '"' && state !== 'plain') {
        if (state === 'quote') value += '"'
        state = 'quoted'
      } else if (character === separator) endCell()
      else if (character === '\n' || character === '\r') {
        if (character === '\n' && returned) continue
        afterReturn = character === '\r'
        const done = endRow()
        if (done) yield done
      } else {
        // What is plain is plain until the next sign that ends it: taken at once, a city's list is read in half the time.
        let end = at + 1
        while (end < piece.length && piece[end] !== separator && piece[end] !== '\n' && piece[end] !== '\r') end++
        value += piece.slice(at, end)
        at = end - 1
        state = 'plain'
      }
      if (value.length > limits.cellCharacters) throw new Problem('spreadsheet.cell-too-long', { row, limit: limits.cellCharacters })
    }
    skip = 0
  }
  if (value !== '' || cells.length > 0) {
    const done = endRow()
    if (done) yield done
  }
}
