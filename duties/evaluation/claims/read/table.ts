import { fold } from '../../../../platform/core/chinese.ts'
import type { Figure } from './figures.ts'
import type { Paragraph } from './sheet.ts'
import { tolerance } from './tolerance.ts'
import { UNIT, unitName, unitSort } from './units.ts'

/** A row of a table printed with tabs or bars between its cells; `row` counts from 0 below the header. */
export type Row = {
  readonly table: number
  readonly row: number
  readonly label: string
  readonly cells: readonly Cell[]
  readonly header: readonly Cell[]
}
export type Cell = { readonly from: number; readonly to: number; readonly text: string }

const NUMBER = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?=[^\d.,]|$)/
/** Columns that number or name their rows. */
const NAMING = /序号|编号|名次|排名|排序|年份|年度|月份|时间|日期|电话|代码|文号|备注/
const FEWEST = 3

/** Cells of a row, empty ones too. */
function cellsOf({ text }: Paragraph): Cell[] {
  if (!text.includes('\t')) return []
  const cells: Cell[] = []
  let from = 0
  for (const part of text.split('\t')) {
    cells.push({ from, to: from + part.length, text: fold(part).trim() })
    from += part.length + 1
  }
  return cells
}

/** 2021年末（家）, 3月, 二季度 head a column of figures and are none. */
const TIME = /^(?:(?:19|20)\d{2}(?:年|$)|\d{1,2}(?:[-—~至]\d{1,2})?月|第?[1-4]季度)/

/** Rows of the tables of a paper, by their paragraph: as many cells as the header above, which bears no figures. */
export function rowsOf(paragraphs: readonly Paragraph[]): ReadonlyMap<Paragraph, Row> {
  const rows = new Map<Paragraph, Row>()
  let header: readonly Cell[] = []
  let table = -1
  let row = 0
  for (const paragraph of paragraphs) {
    if (paragraph.inRow) continue
    const cells = cellsOf(paragraph)
    const figures = cells.filter(({ text }) => NUMBER.test(text) && !TIME.test(text)).length
    if (cells.length < FEWEST) header = []
    else if (figures === 0) [header, table, row] = [cells, table + 1, 0]
    else if (cells.length === header.length) {
      const label = cells.find(({ text }) => text !== '' && !NUMBER.test(text))?.text ?? ''
      rows.set(paragraph, { table, row, label, cells, header })
      row++
    }
  }
  return rows
}

/** The column in which a place of a row stands, -1 for one that numbers or names rows. */
export function columnAt({ cells, header }: Row, at: number): number {
  const column = cells.findIndex(({ from, to }) => from <= at && at < to)
  return column < 0 || NAMING.test(header[column]!.text) ? -1 : column
}

/** What a column measures, its unit in brackets taken off: 抽检批次（批次） → 抽检批次. */
export function measureOf({ header }: Row, column: number): { measure: string; unit: string } {
  const [, measure = '', bracket = ''] = /^([^()]*)(?:\(([^()]*)\))?/.exec(header[column]?.text ?? '') ?? []
  UNIT.lastIndex = 0
  const unit = UNIT.exec(bracket)
  return { measure, unit: unit && unit[0].length === bracket.length ? unitName(unit[1]!, unit[2]) : '' }
}

/** Figures of a row: those read as in prose, and cells that are a bare number. */
export function withBareCells(row: Row, text: string, figures: readonly Figure[]): Figure[] {
  const bare = row.cells.flatMap((cell, column): Figure[] => {
    const printed = /^\s*((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*$/.exec(text.slice(cell.from, cell.to))?.[1]
    if (printed === undefined || columnAt(row, cell.from) < 0 || figures.some(({ from, to }) => from < cell.to && to > cell.from)) return []
    const from = cell.from + text.slice(cell.from, cell.to).indexOf(printed)
    const value = Number(printed.replaceAll(',', ''))
    const { unit } = measureOf(row, column)
    const place = 10 ** -(printed.split('.')[1]?.length ?? 0)
    const sort = unit === '' ? (place === 1 ? 'count' : 'amount') : unitSort(unit).sort
    const bounds = tolerance({ value, place, round: place, sort, scaled: false }, [])
    return [{ from, to: from + printed.length, bare: from, value, unit, hedges: ['exact'], ...bounds, form: 'plain' }]
  })
  return [...figures.filter(({ from }) => columnAt(row, from) >= 0), ...bare].sort((a, b) => a.from - b.from)
}
