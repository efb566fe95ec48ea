import type { Cell, Paper } from '../../../platform/documents/paper.ts'
import { textOf, type ColumnRole } from './columns.ts'
import { markerOf } from './markers.ts'

type Row = { number: string; readonly cells: ReadonlyMap<ColumnRole, readonly Cell[]> }

/**
 * 14.某工程: in a table without a column for numbers the cell that names a row may bear its number. All rows do or none does, and a table
 * that begins anew behind other tasks (`before` of them) counts on from those.
 */
export function numberByNames(rows: readonly Row[], paper: Paper, before: number): void {
  const numbers = rows.flatMap(({ cells }) => {
    const name = (cells.get('task') ?? cells.get('measure'))?.at(-1)
    const marker = name && markerOf(textOf(paper, name))
    return marker && /^(?:num|num-paren|han-paren)$/.test(marker.style) ? marker.values : []
  })
  if (numbers.length !== rows.length || new Set(numbers).size < rows.length || numbers.some((number) => number <= before)) return
  rows.forEach((row, i) => (row.number = String(numbers[i])))
}
