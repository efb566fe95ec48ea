import { Problem } from '../../core/problem.ts'
import { isBlank, numberCell, serialDate, type Cell, type NumberLook, type SheetRow } from './cells.ts'
import { decodeEscapes } from './escape.ts'
import { tooLarge, type Limits } from './limits.ts'
import { columnIndex, readMerges, Spreader } from './merges.ts'
import { textGatherer } from './strings.ts'
import { parseXml, type XmlHandler } from './xml.ts'
import type { Package } from './zip.ts'

/** What the cells of a sheet refer to. */
export type SheetContext = { readonly strings: readonly string[]; readonly looks: readonly NumberLook[]; readonly date1904: boolean }

/** The rows of a worksheet part that hold something, read as they are asked for. */
export async function* sheetRows(zip: Package, part: string, context: SheetContext, limits: Limits): AsyncGenerator<SheetRow> {
  const spreader = new Spreader(await readMerges(zip, part), limits)
  const ready: SheetRow[] = []
  let count = 0
  const handler = rowHandler(context, limits, (row, cells) => {
    if (++count > limits.rows || row > limits.rows) throw tooLarge('rows', limits)
    const spread = spreader.row(row, cells)
    if (cells.some((cell) => !isBlank(cell))) ready.push(spread)
  })
  for await (const _ of parseXml(part, zip.read(part), handler)) {
    yield* ready
    ready.length = 0
  }
}

/** Follows the elements of `sheetData`; hands over each row with its number and its cells from column A. */
function rowHandler(context: SheetContext, limits: Limits, done: (row: number, cells: Cell[]) => void): XmlHandler {
  let row = 0
  let column = -1
  let cells: Cell[] = []
  let type = 'n'
  let style = 0
  let value = ''
  let inValue = false
  let inRow = false
  const inline = textGatherer(limits, () => row)

  const beginCell = (attributes: Readonly<Record<string, string>>): void => {
    const reference = attributes['r']
    column = reference ? columnIndex(/^[A-Z]+/.exec(reference)?.[0] ?? 'A') : column + 1
    type = attributes['t'] ?? 'n'
    style = Number(attributes['s'] ?? 0)
    value = ''
    inline.begin()
  }
  const endCell = (): void => {
    const cell = type === 'inlineStr' ? inline.end() : cellOf(type, value, style, context)
    if (cell === null || cell === '') return
    if (typeof cell === 'string' && cell.length > limits.cellCharacters)
      throw new Problem('spreadsheet.cell-too-long', { row, limit: limits.cellCharacters })
    if (column >= limits.columns) throw tooLarge('columns', limits)
    while (cells.length < column) cells.push(null)
    cells[column] = cell
  }
  return {
    open(name, attributes) {
      if (name === 'row') {
        row = attributes['r'] ? Number(attributes['r']) : row + 1
        if (!Number.isSafeInteger(row) || row < 1) throw new Problem('spreadsheet.damaged', { part: 'row' })
        column = -1
        cells = []
        inRow = true
      } else if (!inRow) return
      else if (name === 'c') beginCell(attributes)
      else if (name === 'v') inValue = true
      else inline.open(name, attributes)
    },
    close(name) {
      if (!inRow) return
      if (name === 'row') {
        inRow = false
        done(row, cells)
      } else if (name === 'c') endCell()
      else if (name === 'v') inValue = false
      else inline.close(name)
    },
    text(text) {
      if (!inRow) return
      if (!inValue) return inline.text(text)
      value += text
      if (value.length > limits.cellCharacters * 7) throw new Problem('spreadsheet.cell-too-long', { row, limit: limits.cellCharacters })
    },
  }
}

/** The value of a cell by its type attribute (ECMA-376 part 1, 18.18.11). A formula's stored result comes the same way. */
function cellOf(type: string, value: string, style: number, { strings, looks, date1904 }: SheetContext): Cell {
  if (type === 'str') return decodeEscapes(value)
  if (value === '') return null
  switch (type) {
    case 's': {
      const text = strings[Number(value)]
      if (text === undefined) throw new Problem('spreadsheet.damaged', { part: 'sharedStrings' })
      return text
    }
    case 'b':
      return value === '1' || value === 'true'
    case 'e':
      return { fault: 'error', text: value }
    case 'd':
      return isoCell(value)
    default:
      return numberCell(value, looks[style] ?? { kind: 'plain' }, date1904)
  }
}

/** A cell of type `d` spells its date as ISO 8601. */
function isoCell(value: string): Cell {
  const at = Date.parse(value.length === 10 ? `${value}T00:00:00Z` : /Z|[+-]\d\d:\d\d$/.test(value) ? value : `${value}Z`)
  return Number.isNaN(at) ? value : serialDate(at / 86_400_000 + 25_569)
}
