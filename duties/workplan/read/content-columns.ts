import type { Cell, Paper, Table } from '../../../platform/documents/paper.ts'
import { isAssignment } from './assignment.ts'
import { fold } from './text.ts'
import { TIME_CELL } from './words.ts'

type Kind = 'number' | 'time' | 'units' | 'words'

const NUMBER = /^[(]?(?:\d{1,3}(?:[.-]\d{1,2})*|[一二三四五六七八九十]{1,3})[)]?[.、]?$/
const EMPTY = /^[—\-/无]*$/
/** Lists of persons are no tasks. */
const PERSONS = /姓名|职务|电话|手机|邮箱|联系人/
const LEADS = /牵|主办|主责|主抓/
const HELPS = /配|协|参与|参加|支持/
/** Shorter words name a thing, longer ones a doing. */
const DOING = 6

type ContentColumns = {
  readonly roles: Map<number, 'number' | 'time' | 'lead' | 'assist' | 'duty' | 'task'>
  readonly rows: number
  readonly guessed: Map<number, string>
}

/**
 * The columns of a table whose headings say nothing to us, or that has none, by what stands in them: numbers, limits, names of bodies, and
 * words for what is to be done. Null where they do not make a list of tasks.
 */
export function columnsByContent({ rows }: Table, paper: Paper): ContentColumns | null {
  const textOf = (cell: Cell): string => fold(paper.text.slice(cell.start, cell.end)).replace(/\s+/g, '')
  const first = rows.findIndex((row) => new Set(row.map(({ start }) => start)).size > 2)
  if (first < 0 || rows[first]!.some((cell) => PERSONS.test(textOf(cell)))) return null
  for (const header of [0, 1]) {
    const begins = first + header
    const below = rows.slice(begins).filter((row) => new Set(row.map(({ start }) => start)).size > 2)
    if (below.length < 2) continue
    const columns = new Map<number, string[]>()
    for (const cell of below.flat()) {
      if (cell.width !== 1) continue
      const texts = columns.get(cell.column)
      if (texts) texts.push(textOf(cell))
      else columns.set(cell.column, [textOf(cell)])
    }
    const kinds = new Map([...columns].map(([column, texts]) => [column, kindOf(texts)]))
    const of = (kind: Kind): number[] => [...kinds].filter(([, one]) => one === kind).map(([column]) => column)
    const units = of('units').sort((a, b) => a - b)
    const words = of('words').filter((column) => column < (units[0] ?? 0))
    const longest = Math.max(0, ...words.map((column) => mean(columns.get(column)!.map(({ length }) => length))))
    if (units.length === 0 || longest < DOING) continue
    const heading = (column: number): string =>
      header === 0 ? '' : textOf(rows[first]!.find((cell) => cell.column === column) ?? rows[first]![0]!)
    const part = (column: number) => (LEADS.test(heading(column)) ? 'lead' : HELPS.test(heading(column)) ? 'assist' : 'duty')
    return {
      roles: new Map([
        ...of('number').map((column) => [column, 'number'] as const),
        ...of('time').map((column) => [column, 'time'] as const),
        ...words.map((column) => [column, 'task'] as const),
        ...units.map((column) => [column, part(column)] as const),
      ]),
      rows: begins,
      guessed: new Map(units.map((column) => [column, heading(column)])),
    }
  }
  return null
}

const mean = (figures: readonly number[]): number => figures.reduce((sum, one) => sum + one, 0) / figures.length

function kindOf(texts: readonly string[]): Kind {
  const filled = texts.filter((text) => !EMPTY.test(text))
  if (filled.length > 0 && filled.every((text) => NUMBER.test(text))) return 'number'
  if (filled.length > 0 && filled.every((text) => TIME_CELL.test(text))) return 'time'
  return filled.length > 0 && filled.every((text) => isAssignment(text, true)) ? 'units' : 'words'
}
