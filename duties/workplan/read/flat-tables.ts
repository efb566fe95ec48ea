import type { Cell, Table } from '../../../platform/documents/paper.ts'
import { isAssignment } from './assignment.ts'
import type { Entry, TextLine } from './lines.ts'
import { markerOf } from './markers.ts'
import { columnRole, type ColumnRole } from './columns.ts'
import type { Span } from './types.ts'
import { TIME_CELL } from './words.ts'

const isUnits = (role: ColumnRole) => role === 'lead' || role === 'assist' || role === 'duty'
const MOST_COLUMNS = 16
const EMPTY = /^[—\-/无]+$/

/**
 * Tables that lost their lines when a paper was copied: the headings one below the other (序号, 任务, 牵头单位 …), then the cells. A row
 * begins where a line is the next number. They become tables again; all else stays as it is.
 */
export function unflatten(entries: readonly Entry[]): Entry[] {
  const out: Entry[] = []
  for (let i = 0; i < entries.length;) {
    const header = headerAt(entries, i)
    const table = header && tableFrom(entries, header)
    if (table) {
      out.push(table.table)
      i = table.next
    } else out.push(entries[i++]!)
  }
  return out
}

type Header = { cells: TextLine[]; roles: (ColumnRole | null)[]; next: number }
type Roles = readonly (ColumnRole | null)[]

const shown = (entry: Entry | undefined): entry is TextLine => entry?.kind === 'line' && entry.role === 'text'
const skips = (entry: Entry | undefined) => entry?.kind === 'line' && (entry.role === 'blank' || entry.role === 'page')

function headerAt(entries: readonly Entry[], at: number): Header | null {
  const first = entries[at]
  if (!shown(first) || first.folded.length > 10 || columnRole(first.folded) !== 'number') return null
  const cells: TextLine[] = []
  let next = at
  for (; next < entries.length; next++) {
    const entry = entries[next]
    if (skips(entry)) continue
    // the first number or section ends the headings, whatever they say
    if (!shown(entry) || cells.length > MOST_COLUMNS || entry.folded.length > 14 || /^\d/.test(entry.folded) || markerOf(entry.folded))
      break
    cells.push(entry)
  }
  const roles = cells.map(({ folded }) => (folded.length <= 10 ? columnRole(folded) : null))
  const known = roles.filter((role) => role !== null).length
  return known >= 3 && known >= cells.length - 2 && roles.some((role) => role && isUnits(role)) ? { cells, roles, next } : null
}

function tableFrom(entries: readonly Entry[], header: Header): { table: Table; next: number } | null {
  const rows: Cell[][] = [header.cells.map((line, column) => cellOf([line], column))]
  const width = header.cells.length
  let current: TextLine[] = []
  let number = 0
  let next = header.next
  const flush = () => {
    if (current.length > 0) rows.push(rowOf(current, header.roles))
    current = []
  }
  for (; next < entries.length; next++) {
    const entry = entries[next]
    if (skips(entry)) continue
    if (!shown(entry)) break
    const value = /^\d{1,3}$/.test(entry.folded) ? Number(entry.folded) : NaN
    if (value === number + 1 || (number === 0 && value > 0)) {
      flush()
      number = value
      current = [entry]
    } else if (
      /^(?:han|han-paren|chapter)$/.test(markerOf(entry.folded)?.style ?? '') &&
      entry.folded.length <= 30 &&
      (current.length === 0 || current.length >= width - 1)
    ) {
      flush()
      rows.push([{ ...cellOf([entry], 0), width }])
    } else if (current.length > 0) current.push(entry)
    else break
  }
  flush()
  const last = rows.at(-1)!.at(-1)!
  return number > 0 ? { table: { kind: 'table', start: header.cells[0]!.start, end: last.end, rows }, next } : null
}

function cellOf(lines: readonly Span[], column: number, at = 0): Cell {
  return { start: lines[0]?.start ?? at, end: lines.at(-1)?.end ?? at, column, width: 1, continued: false }
}

/** One line a cell where the counts agree; else units and limits are told by their words from the end, and the rest is the task. */
function rowOf(lines: readonly TextLine[], roles: Roles): Cell[] {
  if (lines.length === roles.length) return roles.map((_, column) => cellOf([lines[column]!], column))
  const [number, ...rest] = lines
  const time: TextLine[] = []
  const units: TextLine[] = []
  if (roles.includes('time') && rest.length > 1 && TIME_CELL.test(rest.at(-1)!.folded)) time.push(rest.pop()!)
  const unitColumns = roles.flatMap((role, column) => (role && isUnits(role) ? [column] : []))
  const broken = brokenNames(rest, unitColumns.length)
  if (broken) rest.length -= broken.flat().length
  else while (rest.length > 1 && holdsNames(rest.slice(-1))) units.unshift(rest.pop()!)
  const work = roles.flatMap((role, column) => (role === 'task' || role === 'measure' || role === 'section' ? [column] : []))
  return roles.map((role, column) => {
    if (role === 'number') return cellOf([number!], column)
    if (role === 'time') return cellOf(time, column, lines.at(-1)!.end)
    const unit = unitColumns.indexOf(column)
    if (unit >= 0 && broken) return cellOf(broken[unit]!, column, lines.at(-1)!.end)
    if (unit >= 0)
      return cellOf(unit === unitColumns.length - 1 ? units.slice(unit) : units.slice(unit, unit + 1), column, lines.at(-1)!.end)
    const place = work.indexOf(column)
    if (place < 0) return cellOf([], column, lines.at(-1)!.end)
    return cellOf(place === work.length - 1 ? rest.slice(place) : rest.slice(place, place + 1), column, lines.at(-1)!.end)
  })
}

const holdsNames = (lines: readonly TextLine[]): boolean => {
  const text = lines.map(({ folded }) => folded).join('')
  return EMPTY.test(text) || isAssignment(text, true)
}

// a cell of names runs over no more lines
const NAME_LINES = 5

/**
 * The lines of the last `columns` cells where a line's end broke a name (市城市管理 | 综合执法局): the fewest lines that, so parted, hold
 * names only, with none before them that holds names too. Null where every line holds whole names.
 */
function brokenNames(lines: readonly TextLine[], columns: number): TextLine[][] | null {
  for (let count = columns + 1; columns > 0 && count < lines.length && count <= columns * NAME_LINES; count++) {
    const tail = lines.slice(-count)
    if (tail.every((line) => holdsNames([line]))) continue
    if (holdsNames([lines.at(-count - 1)!])) continue
    const parted = partedInto(tail, columns)
    if (parted) return parted
  }
  return null
}

function partedInto(lines: readonly TextLine[], columns: number): TextLine[][] | null {
  if (columns === 1) return lines.length <= NAME_LINES && holdsNames(lines) ? [[...lines]] : null
  for (let first = 1; first <= Math.min(NAME_LINES, lines.length - columns + 1); first++) {
    if (!holdsNames(lines.slice(0, first))) continue
    const rest = partedInto(lines.slice(first), columns - 1)
    if (rest) return [lines.slice(0, first), ...rest]
  }
  return null
}
