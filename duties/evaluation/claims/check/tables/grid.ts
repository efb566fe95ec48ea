import type { Interval } from '../ground/interval.ts'
import { group, isRate, type Figure, type Paper } from '../ground/paper.ts'

/** Figures in rows and columns: those of a table, or of clauses built alike. */
export type Slot = Interval & { readonly figure: Figure; readonly value: number }
export type Grid = {
  readonly heads: readonly string[]
  readonly labels: readonly string[]
  /** By row and column. */
  readonly slots: readonly (readonly (Slot | undefined)[])[]
  readonly start: number
  readonly end: number
  /** Rows stand for columns and columns for rows. */
  readonly turned: boolean
}

export const slotOf = (figure: Figure): Slot => ({ figure, value: figure.value, low: figure.low, high: figure.high })

const made = new WeakMap<Paper, readonly Grid[]>()
/** The tables of a paper. A second figure of a cell, 15223(↑14.28%), has a column of its own. */
export function gridsOf(paper: Paper): readonly Grid[] {
  const known = made.get(paper)
  if (known) return known
  const cells = paper.figures.filter(({ cell }) => cell !== null)
  const grids = [...group(cells, ({ cell }) => cell!.table).values()].map(gridOf)
  made.set(paper, grids)
  return grids
}

function gridOf(figures: readonly Figure[]): Grid {
  const rows = [...group(figures, ({ cell }) => cell!.row).values()]
  const placed = rows.map((row) => {
    const seen = new Map<number, Figure>()
    for (const one of row) {
      const { column } = one.cell!
      const at = seen.has(column) ? column + 0.5 : column
      if (!seen.has(at)) seen.set(at, one)
    }
    return seen
  })
  const columns = [...new Set(placed.flatMap((row) => [...row.keys()]))].sort((a, b) => a - b)
  return {
    heads: columns.map((column) => placed.flatMap((row) => row.get(column)?.measure ?? [])[0] ?? ''),
    labels: rows.map(([first]) => first!.subject),
    slots: placed.map((row) => columns.map((column) => (row.has(column) ? slotOf(row.get(column)!) : undefined))),
    start: figures[0]!.start,
    end: figures.at(-1)!.end,
    turned: false,
  }
}

export const turn = (grid: Grid): Grid => ({
  ...grid,
  heads: grid.labels,
  labels: grid.heads,
  slots: grid.heads.map((_, column) => grid.slots.map((row) => row[column])),
  turned: !grid.turned,
})

export const columnOf = (grid: Grid, column: number): (Slot | undefined)[] => grid.slots.map((row) => row[column])

export const changeHead = /同比|环比|增长|增减|增幅|增速|升降|变化|对比|涨|比上[年季月]|较上[年季月]|[比较]去年|[比较]同期/
const rateHead = /率|占|比例|比重|百分比|%/
/** Whether a column holds shares, rates or changes in per cent: by its unit, else by its head. */
export function isRates(grid: Grid, column: number): boolean {
  const slots = columnOf(grid, column).filter((slot) => slot !== undefined)
  const percent = slots.filter(({ figure }) => isRate(figure)).length
  return percent * 2 > slots.length || ((rateHead.test(grid.heads[column]!) || changeHead.test(grid.heads[column]!)) && slots.every(({ figure }) => figure.unit === '' || isRate(figure)))
}
/** Figures that do not add up: marks of a mean, prices, rates. */
export const addsUp = (grid: Grid, column: number): boolean =>
  !isRates(grid, column) && !/平均|人均|户均|每|均|单价|密度|指数|排名|位次|名次|年份/.test(grid.heads[column]!) && columnOf(grid, column).every((slot) => !slot?.figure.unit.includes('/'))

export const totalLabel = /^(?:合计|总计|总数|共计|总和|小计|累计|全[市县区省州年国]|总体|总量|登记总数)/
export const nestedLabel = /^(?:其中|#|﹟|＃|—|-)|小计/
export const bareLabel = (label: string): string => label.replace(/^(?:其中|#|＃|—|-|·)+[：]?/, '').replace(/^[(]?[一二三四五六七八九十\d]{1,2}[)、.．]/, '')
