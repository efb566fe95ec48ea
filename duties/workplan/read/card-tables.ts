import type { Cell, Paper, Table } from '../../../platform/documents/paper.ts'
import type { Entry } from './lines.ts'
import { columnRole } from './columns.ts'
import { fold } from './text.ts'

type Pair = { readonly label: string; readonly name: Cell; readonly value: Cell }

/**
 * Tables that are cards (任务卡): labels (任务名称, 牵头单位, 完成时限 …) stand beside their values, one card below the other or each in a
 * table of its own. They become tables with the labels as headings; all else stays as it is.
 */
export const uncard = (paper: Paper, entries: readonly Entry[]): Entry[] =>
  entries.map((entry) => (entry.kind === 'table' ? (fromCards(paper, entry) ?? entry) : entry))

function fromCards(paper: Paper, table: Table): Table | null {
  const rows = table.rows.map((row) => pairsOf(paper, row))
  const pairs = rows.filter((row) => row !== null).flat()
  const labels = [...new Map(pairs.map((pair) => [pair.label, pair.name])).entries()]
  const roles = labels.map(([label]) => columnRole(label))
  const isCard =
    rows.filter((row) => row !== null).length * 2 > rows.length &&
    labels.length >= 3 &&
    labels.length <= 20 &&
    roles.some((role) => role === 'lead' || role === 'duty') &&
    roles.some((role) => role === 'task' || role === 'measure')
  if (!isCard) return null
  const columns = new Map(labels.map(([label], column) => [label, column]))
  const header = labels.map(([, cell], column) => ({ ...cell, column, width: 1, continued: false }))
  const out: Cell[][] = [header]
  let card = new Map<number, Cell>()
  const flush = () => {
    if (card.size > 0) out.push(header.map((_, column) => card.get(column) ?? emptyAt([...card.values()].at(-1)!.end, column)))
    card = new Map()
  }
  rows.forEach((row, i) => {
    if (!row) {
      const [only] = table.rows[i]!
      flush()
      if (only && only.end > only.start) out.push([{ ...only, column: 0, width: labels.length, continued: false }])
      return
    }
    for (const { label, value } of row) {
      const column = columns.get(label)!
      if (card.has(column)) flush()
      card.set(column, { ...value, column, width: 1, continued: false })
    }
  })
  flush()
  return { ...table, rows: out }
}

const emptyAt = (at: number, column: number): Cell => ({ start: at, end: at, column, width: 1, continued: false })

/** The labels of a row with their values; null where it is another kind of row. */
function pairsOf(paper: Paper, row: readonly Cell[]): Pair[] | null {
  if (row.length < 2 || row.length % 2 === 1 || row.length > 6) return null
  const pairs: Pair[] = []
  for (let i = 0; i < row.length; i += 2) {
    const [name, value] = [row[i]!, row[i + 1]!]
    const label = fold(paper.text.slice(name.start, name.end)).replace(/[\s：]+/g, '')
    const printed = fold(paper.text.slice(value.start, value.end)).replace(/\s+/g, '')
    // two headings side by side are a header, not a label with its value
    if (label.length > 12 || columnRole(label) === null || (printed.length <= 6 && columnRole(printed) !== null)) return null
    pairs.push({ label, name, value })
  }
  return pairs
}
