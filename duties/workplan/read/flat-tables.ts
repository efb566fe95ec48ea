import type { Cell, Table } from '../../../platform/documents/paper.ts'
import { isAssignment } from './assignment.ts'
import type { Entry, TextLine } from './lines.ts'
import { markerOf } from './markers.ts'
import { columnRoles, type ColumnRole } from './columns.ts'
import type { Span } from './types.ts'
import { TIME_CELL } from './words.ts'

const isUnits = (role: ColumnRole) => role === 'lead' || role === 'assist' || role === 'duty'
const MOST_COLUMNS = 16
/** The title above a table is no heading of it. */
const PAPER = /(?:表|清单|方案|计划|安排|通知|台账)$/
const LONGEST_HEADINGS = 80
const EMPTY = /^[—\-/无]+$/
/** 注：, 相关依据：: what stands below a table. */
const NOTE = /^[\u4e00-\u9fff]{1,8}：$|^注：/

/**
 * Tables that lost their lines when a paper was copied: the headings one below the other (序号, 任务, 牵头单位 …) or in one line, then the
 * cells. A row begins where a line is the next number, or bears it where no column is for numbers. They become tables again; all else stays.
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

/** The headings of a table from a line on: one below the other, or all in one line parted by white space. */
function headerAt(entries: readonly Entry[], at: number): Header | null {
  const first = entries[at]
  if (!shown(first)) return null
  const inLine = wordsOf(first)
  if (inLine.length >= 3) return headerOf(inLine, at + 1, (role) => role === 'number')
  if (first.folded.length > 10) return null
  const cells: TextLine[] = []
  let next = at
  for (; next < entries.length; next++) {
    const entry = entries[next]
    if (skips(entry)) continue
    // the first number or section ends the headings, whatever they say
    if (!shown(entry) || cells.length > MOST_COLUMNS || entry.folded.length > 14 || /^\d/.test(entry.folded) || rowMarker(entry)) break
    cells.push(entry)
  }
  const numbered = headerOf(cells, next, (role) => role === 'number')
  if (numbered) return numbered
  // no column for numbers: a row begins with the number of its first cell
  return cells.length >= 3 && !PAPER.test(first.folded) && rowMarker(entries[next]) ? headerOf(cells, next, () => true) : null
}

function headerOf(cells: TextLine[], next: number, begins: (role: ColumnRole | null) => boolean): Header | null {
  const roles = columnRoles(cells.map(({ folded }) => (folded.length <= 10 ? folded.replace(/\s/g, '') : '')))
  const known = roles.filter((role) => role !== null).length
  return begins(roles[0]!) && known >= 3 && known >= cells.length - 2 && roles.some((role) => role && isUnits(role))
    ? { cells, roles, next }
    : null
}

/** The words of a line as lines of their own. */
const wordsOf = (line: TextLine): TextLine[] =>
  line.folded.length > LONGEST_HEADINGS
    ? []
    : [...line.folded.matchAll(/\S+/g)].map(({ 0: folded, index }) => ({
        ...line,
        start: line.start + index,
        end: line.start + index + folded.length,
        folded,
      }))

/** The number that opens a row without a column for it; a star or the like may stand before it. */
const rowMarker = (entry: Entry | undefined) => (shown(entry) ? markerOf(entry.folded.replace(STAR, '')) : null)
const STAR = /^[*★☆▲△※#]\s*/

function withoutMarker(line: TextLine): TextLine {
  const skip = (STAR.exec(line.folded)?.[0].length ?? 0) + (rowMarker(line)?.length ?? 0)
  return { ...line, start: line.start + skip, folded: line.folded.slice(skip) }
}

function tableFrom(entries: readonly Entry[], header: Header): { table: Table; next: number } | null {
  const rows: Cell[][] = [header.cells.map((line, column) => cellOf([line], column))]
  const width = header.cells.length
  const counted = header.roles[0] === 'number'
  let current: TextLine[] = []
  let number = 0
  let style = ''
  let next = header.next
  const flush = () => {
    if (current.length > 0) rows.push(rowOf(current, header.roles))
    current = []
  }
  // the lowest kind of number opens the rows, a higher one is a section
  if (!counted) style = lowest(entries, header.next)
  for (; next < entries.length; next++) {
    const entry = entries[next]
    if (skips(entry)) continue
    if (!shown(entry) || (current.length >= width && NOTE.test(entry.folded))) break
    const marker = rowMarker(entry)
    const value = counted
      ? /^\d{1,3}$/.test(entry.folded)
        ? Number(entry.folded)
        : NaN
      : marker?.style === style
        ? marker.values[0]!
        : NaN
    if (value === number + 1 || (number === 0 && value > 0)) {
      flush()
      number = value
      current = [entry]
    } else if (
      /^(?:han|han-paren|chapter)$/.test(marker?.style ?? '') &&
      marker?.style !== style &&
      entry.folded.length <= 30 &&
      (current.length === 0 || current.length >= Math.min(width - 1, 3))
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

const KINDS = ['num', 'han-paren', 'han']

function lowest(entries: readonly Entry[], from: number): string {
  const styles = new Set(entries.slice(from).map((entry) => rowMarker(entry)?.style))
  return KINDS.find((kind) => styles.has(kind)) ?? ''
}

function cellOf(lines: readonly Span[], column: number, at = 0): Cell {
  return { start: lines[0]?.start ?? at, end: lines.at(-1)?.end ?? at, column, width: 1, continued: false }
}

/** One line a cell where the counts agree; else units and limits are told by their words from the end, and the rest is the task. */
function rowOf(lines: readonly TextLine[], roles: Roles): Cell[] {
  const counted = roles[0] === 'number'
  if (lines.length === roles.length && counted) return roles.map((_, column) => cellOf([lines[column]!], column))
  const number = counted ? lines[0] : undefined
  const rest = counted ? lines.slice(1) : [withoutMarker(lines[0]!), ...lines.slice(1)]
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
