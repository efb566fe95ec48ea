import type { Cell, Paper, Table } from '../../../platform/documents/paper.ts'
import { isAssignment } from './assignment.ts'
import { headerOf, isUnitRole, textOf } from './columns.ts'
import type { Entry } from './lines.ts'

// no more columns are merged at a row's beginning
const MOST = 3

/**
 * Tables copied with bars or tabs lose a cell merged over several rows in all rows but the first, so that the others begin a column too far
 * left. Such a row is told by its names: they stand beside the columns for units, and under them only when the row is moved.
 */
export const unmerge = (paper: Paper, entries: readonly Entry[]): Entry[] =>
  paper.form === 'docx' ? [...entries] : entries.map((entry) => (entry.kind === 'table' ? moved(paper, entry) : entry))

function moved(paper: Paper, table: Table): Table {
  const header = headerOf(table, paper)
  if (!header) return table
  const width = Math.max(...table.rows.slice(0, header.rows).map((row) => row.length))
  const units = [...header.roles].filter(([, role]) => isUnitRole(role)).map(([column]) => column)
  const holds = (row: readonly Cell[], by: number) =>
    units.every((column) => column < by || isAssignment(textIn(paper, row[column - by]), true)) && units.some((column) => column >= by)
  let above: readonly Cell[] | null = null
  const rows = table.rows.map((row, at) => {
    if (at < header.rows || row.some((cell, i) => cell.width > 1 || cell.column !== i)) return row
    const filled = row.findLastIndex((cell) => textOf(paper, cell) !== '') + 1
    const by = above && !holds(row, 0) ? [1, 2, MOST].find((n) => filled > n && filled + n <= width && holds(row, n)) : undefined
    const whole: readonly Cell[] =
      by === undefined
        ? row
        : [
            ...above!.slice(0, by).map((cell) => ({ ...cell, continued: true })),
            ...row.slice(0, width - by).map((cell) => ({ ...cell, column: cell.column + by })),
          ]
    above = whole
    return whole
  })
  return rows.every((row, i) => row === table.rows[i]) ? table : { ...table, rows: rows.map((row) => [...row]) }
}

const textIn = (paper: Paper, cell: Cell | undefined): string => (cell ? textOf(paper, cell) : '')
