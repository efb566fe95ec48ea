import type { Cell, Paper, Table } from '../../../platform/documents/paper.ts'
import type { Entry } from './lines.ts'
import { markerOf } from './markers.ts'
import { columnRole } from './columns.ts'
import { fold } from './text.ts'
import type { Span } from './types.ts'

// a quoted cell of a work list holds no more; the bound keeps hostile texts quick
const LONGEST_CELL = 4_000
const HEADER_MAX = 400

/**
 * Tables pasted from a spreadsheet into a plain text: cells parted by tabs, a cell of several lines in quotation marks, empty cells at a
 * row's end left out. From a header that names units on they become tables; all else stays as it is.
 */
export function untab(paper: Paper, entries: readonly Entry[]): Entry[] {
  if (paper.form === 'docx' || !paper.text.includes('\t')) return [...entries]
  const out: Entry[] = []
  let covered = 0
  entries.forEach((entry, i) => {
    if (entry.start < covered) return
    const table = entry.kind === 'line' || goesOn(paper, entry, entries[i + 1]) ? tableAt(paper.text, entry.start) : null
    out.push(table ?? entry)
    if (table) covered = table.end
  })
  return out
}

/** Whether rows of tabs that make a table by themselves are followed by more of them, broken by a quoted cell or a short row. */
const goesOn = ({ text }: Paper, table: Table, next: Entry | undefined): boolean =>
  next?.kind === 'line' &&
  text.slice(next.start, next.end).includes('\t') &&
  table.rows.every((row) => row.every(({ start, end }) => !text.slice(start, end).includes('\n')))

type Row = { readonly cells: readonly Span[]; readonly next: number }

function tableAt(text: string, start: number): Table | null {
  const lineEnd = text.indexOf('\n', start)
  if (lineEnd < 0 || lineEnd - start > HEADER_MAX || text.slice(start, lineEnd).split('\t').length < 3) return null
  const header = rowAt(text, start)
  const headings = header.cells.map(({ start: from, end }) => fold(text.slice(from, end)).replace(/\s+/g, ''))
  while (headings.at(-1) === '') headings.pop()
  const roles = headings.map((heading) => (heading.length <= 24 ? columnRole(heading) : null))
  if (headings.length < 3 || !roles.some((role) => role === 'lead' || role === 'duty')) return null
  const width = headings.length
  const rows: Cell[][] = [cellsOf(header.cells, width)]
  let next = header.next
  while (next < text.length) {
    const row = rowAt(text, next)
    const filled = row.cells.filter(({ start: from, end }) => text.slice(from, end).trim() !== '')
    if (row.cells.length === 1) {
      const only = filled[0]
      const following = rowAt(text, row.next)
      if (following.cells.length < 2 || (only && !isSection(text, only))) break
      if (only) rows.push([{ ...only, column: 0, width, continued: false }])
    } else rows.push(cellsOf(row.cells, width))
    next = row.next
  }
  return rows.length > 1 ? { kind: 'table', start, end: next, rows } : null
}

const isSection = (text: string, { start, end }: Span) =>
  end - start <= 40 && /^(?:han|han-paren|chapter)$/.test(markerOf(fold(text.slice(start, end)).trim())?.style ?? '')

/** Cells of a row up to the table's width; those a short row leaves out are empty. */
function cellsOf(cells: readonly Span[], width: number): Cell[] {
  const end = cells.at(-1)!.end
  return Array.from({ length: width }, (_, column) => ({ ...(cells[column] ?? { start: end, end }), column, width: 1, continued: false }))
}

function rowAt(text: string, start: number): Row {
  const cells: Span[] = []
  let at = start
  for (;;) {
    const quoted = text[at] === '"' ? closingQuote(text, at) : -1
    const end = quoted >= 0 ? quoted + 1 : plainEnd(text, at)
    cells.push(quoted >= 0 ? { start: at + 1, end: quoted } : { start: at, end })
    if (text[end] !== '\t') return { cells, next: Math.min(text.length, end + 1) }
    at = end + 1
  }
}

function plainEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && text[end] !== '\t' && text[end] !== '\n') end++
  return end
}

/** Where a quoted cell ends: at a mark that a tab or the line's end follows. */
function closingQuote(text: string, open: number): number {
  const reach = Math.min(text.length, open + LONGEST_CELL)
  for (let at = open + 1; at < reach; at++) {
    if (text[at] === '"' && (at + 1 === text.length || text[at + 1] === '\t' || text[at + 1] === '\n')) return at
  }
  return -1
}
