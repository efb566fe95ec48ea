import { fold } from '../../../../platform/core/chinese.ts'
import { isNumber, numbersOf, unitOf } from './cells.ts'
import type { Figure } from './figures.ts'
import type { Paragraph } from './sheet.ts'
import { tidy, tolerance } from './tolerance.ts'
import { unitSort } from './units.ts'

/** A row of a table, a tab between its cells; `row` counts from 0 below the header, whose cells are empty where none is printed. */
export type Row = {
  readonly table: number
  readonly row: number
  readonly label: string
  readonly cells: readonly Cell[]
  readonly header: readonly Head[]
}
export type Cell = { readonly from: number; readonly to: number; readonly text: string }
export type Head = { readonly text: string; readonly measure: string; readonly unit: string; readonly scale: number }

/** Columns that number or name their rows. */
const NAMING = /序号|编号|名次|排名|排序|位次|年份|年度$|月份|时间|日期|电话|代码|文号|备注/
/** Heads of columns that no unit printed above the table is meant for. */
const RATE = /率|比例|比重|占比|增长|增减|增幅|增速|同比|环比|[±%‰]|比上年|较上年|升降|变化/

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

/** What a head says: 抽检批次（批次）, 样品数量/批次, 不合格率%, 绝对数（亿元）. */
function headOf(text: string): Head {
  const [, measure = '', bracket = '', behind = ''] = /^([^()]*)(?:\(([^()]*)\))?(.*)/.exec(text) ?? []
  const slash = /^(.+?)[/／]([^/／]{1,3})$/.exec(measure)
  // 批次/千人: the unit is the whole head
  const whole = bracket === '' ? unitOf(measure) : null
  if (whole?.unit.includes('/')) return { text, measure, ...whole }
  const unit = unitOf(bracket) ?? { unit: '', scale: 1 }
  if (bracket === '' && slash && unitOf(slash[2]!)) return { text, measure: slash[1]!, ...unitOf(slash[2]!)! }
  if (/[%‰]$/.test(measure)) return { text, measure: measure.slice(0, -1), unit: measure.at(-1)!, scale: 1 }
  return { text, measure: measure === '' ? behind : measure, ...unit }
}

/** The units that a line above the table tells: 单位：万元、%. */
const captioned = /单位：([^\s()。]{1,16})\)?$/
function withUnits(header: readonly Head[], told: readonly string[]): Head[] {
  const units = told.flatMap((one) => unitOf(one) ?? [])
  if (units.length === 0) return [...header]
  const [count, rate] = [units.find(({ unit }) => !/[%‰]/.test(unit)), units.find(({ unit }) => /[%‰]/.test(unit))]
  return header.map((head, column) => {
    const meant = RATE.test(head.text) ? rate : count
    return column === 0 || head.unit !== '' || !meant || NAMING.test(head.text) ? head : { ...head, ...meant }
  })
}

/** Rows of the tables of a paper, by their paragraph: as many cells as the head above, or as the row before. */
export function rowsOf(paragraphs: readonly Paragraph[]): ReadonlyMap<Paragraph, Row> {
  const rows = new Map<Paragraph, Row>()
  let header: Head[] = []
  let open: readonly Cell[] | null = null
  let units: readonly string[] = []
  let table = -1
  let row = 0
  const all = paragraphs.filter(({ inRow }) => !inRow).map((paragraph) => ({ paragraph, cells: cellsOf(paragraph) }))
  all.forEach(({ paragraph, cells }, i) => {
    if (cells.length < 2) {
      header = []
      open = null
      row = 0
      units = captioned.exec(paragraph.text)?.[1]?.split(/[、，/]/) ?? []
    } else if (!cells.some(({ text }) => isNumber(text)) && (row === 0 || cells.length > 2)) {
      // a head may be printed in two lines, the units in the second
      const joined = open !== null && open.length === cells.length ? cells.map(({ text }, column) => open![column]!.text + text) : cells.map(({ text }) => text)
      if (open === null || row > 0) table++
      header = withUnits(joined.map(headOf), units)
      open = joined.map((text, column) => ({ ...cells[column]!, text }))
      row = 0
    } else {
      if (cells.length !== header.length) {
        const next = all[i + 1]?.cells.length === cells.length
        if (cells.length < 3 || !next || cells.filter(({ text }) => isNumber(text)).length < 2) {
          header = []
          return
        }
        header = cells.map(() => headOf(''))
        table++
        row = 0
      }
      const named = cells.find(({ text }, column) => text !== '' && !isNumber(text) && !NAMING.test(header[column]!.text))
      const label = (named ?? cells[0]!).text.replace(/^\d{1,2}[.．、](?!\d)/, '')
      const bracket = /^(.+)\(([^()]{1,4})\)$/.exec(label)
      const column = header.findIndex(({ text }) => /^(?:计量)?单位$/.test(text))
      const own = bracket && unitOf(bracket[2]!)?.unit ? unitOf(bracket[2]!) : column > 0 && cells[column]!.text !== '' ? unitOf(cells[column]!.text) : null
      const heads = own ? header.map((head) => (RATE.test(head.measure) ? head : { ...head, ...own })) : header
      rows.set(paragraph, { table, row, label: own && bracket ? bracket[1]! : label, cells, header: heads })
      row++
      open = cells
    }
  })
  return rows
}

/** The column in which a place of a row stands, -1 for one that numbers or names rows. */
export function columnAt({ cells, header }: Row, at: number): number {
  const column = cells.findIndex(({ from, to }) => from <= at && at < to)
  if (column < 0 || NAMING.test(header[column]!.text)) return -1
  const serial = column === 0 && header[0]!.text === '' && /^\d{1,3}$/.test(cells[0]!.text) && cells[1] !== undefined && !isNumber(cells[1].text)
  return serial ? -1 : column
}

/** What a column measures, its unit taken off: 抽检批次（批次） → 抽检批次. */
export const measureOf = ({ header }: Row, column: number): Head => header[column] ?? headOf('')

/** Figures of a row: those read as in prose, and those of cells that hold a number and nothing else, with its sign and the unit of its column. */
export function withBareCells(row: Row, text: string, figures: readonly Figure[]): Figure[] {
  const bare = row.cells.flatMap((cell): Figure[] => {
    const column = columnAt(row, cell.from)
    if (column < 0) return []
    const head = measureOf(row, column)
    return numbersOf(text.slice(cell.from, cell.to)).map((found, at): Figure => {
      const own = found.unit !== '' || found.scale > 1 || at > 0 ? found : head
      const place = 10 ** -(found.printed.split('.')[1]?.length ?? 0) * own.scale
      const value = tidy(found.sign * Number(found.printed.replaceAll(',', '')) * own.scale)
      const sort = own.unit === '' ? (place === 1 ? 'count' : 'amount') : unitSort(own.unit).sort
      const bounds = tolerance({ value, place, round: place, sort, scaled: own.scale > 1 }, [])
      return { from: cell.from + found.from, to: cell.from + found.to, bare: cell.from + found.digits, value, unit: own.unit, hedges: ['exact'], ...bounds, form: 'plain' }
    })
  })
  const words = figures.filter(({ from, to }) => columnAt(row, from) >= 0 && !bare.some((one) => one.from < to && one.to > from))
  return [...words, ...bare].sort((a, b) => a.from - b.from)
}
