import { cellText, isBlank, type Cell, type SheetRow } from '../../documents/spreadsheet/index.ts'
import { isNote, plainHeading } from './headings.ts'

/** Why a row is not read as a record. */
export type Unread = 'blank' | 'total' | 'note' | 'heading'

const TOTAL =
  /^(本页|本表|以上|分项)?(合计|小计|总计|共计|总和|累计|total|subtotal|grandtotal)(total)?(数|户数|家数)?\d*(户|家|个|人|条|项|元|万元)?$/
/** 榆次区小计: a place and the word. */
const PLACE_TOTAL = /^.{1,12}(省|市|区|县|旗|乡|镇|街道|村|社区|局|所)(合计|小计|总计|共计)$/
const NOTE_BEGINS =
  /^(填表|制表|填报|审核|复核|审批|经办|统计|单位负责|负责|联系|分管|报送|上报|盖章|公章|签字|签章|备注|注|说明|填写说明|填表说明|数据来源|资料来源|日期|preparedby|reviewedby|note|remark|source)/
const NOTE_LINE = /^[^:：]{1,12}[:：]/

/** A row that shows how to fill in the others. */
const EXAMPLE = /^(?:填写)?(?:示例|样例|例|例如|范例)(?:行|数据)?\d?$/
const isExample = (cell: Cell): boolean => typeof cell === 'string' && cell.includes('例') && EXAMPLE.test(plainHeading(cell))
/** How many rows under the header may tell the units and forms of cells. */
const HINTS = 2
const CELL_FORM = /^(?:文本|文字|字符|日期|时间|数字|数值|整数|小数|代码|单选项?|下拉项?|年月日?|y{4}m{1,2}(?:d{1,2})?)$/i
const isHint = (text: string): boolean => CELL_FORM.test(plainHeading(text)) || isNote(text)

/** The columns numbered: 1, 2, 3; （一）, （二）; A, B, C; 甲, 乙, 1, 2 as in tables of statistics. */
const COUNTS = ['一二三四五六七八九十', 'abcdefghijklmnopqrstuvwxyz']
function isCount(given: readonly Cell[]): boolean {
  const texts = given.map((cell) => plainHeading(cellText(cell))).filter((text) => !/^[甲乙丙丁]$/.test(text))
  const numbers = texts.map((text) => (/^\d{1,2}$/.test(text) ? Number(text) : Math.max(...COUNTS.map((signs) => (text.length === 1 ? signs.indexOf(text) : -1))) + 1))
  return texts.length > 2 && numbers.every((number, at) => number > 0 && number === numbers[0]! + at)
}

/** What the rows of a table are compared with, made once. */
export type TableShape = {
  /** How many columns have a heading. */
  readonly columns: number
  /** By column: what the rows of the header print over it. */
  readonly printed: readonly ReadonlySet<string>[]
  readonly reads: readonly { readonly index: number }[]
  /** The last row of the header. */
  readonly headerRow: number
}

/** @param printed by column: its heading, and the group above it */
export const tableShape = (printed: readonly (readonly string[])[], reads: TableShape['reads'], headerRow = 0): TableShape => ({
  columns: printed.filter((texts) => texts.length > 0).length,
  printed: Array.from(printed, (texts) => new Set(texts.map(plainHeading))),
  reads,
  headerRow,
})

/**
 * Why a row below the header is no record: blank in every column that is read, a total (合计, 小计, 总计, 共计), a note at the
 * foot (填表人：…, 备注：…), an example, numbers of columns (①, ②), units and forms of cells under the header (㎡, 年/月/日, 下拉选择), or the header repeated on a new page.
 * Null for a record. A firm whose name merely holds such a word is one. Looks at the row's own cells, without what merged areas spread.
 */
export function unread({ row, cells }: Pick<SheetRow, 'row' | 'cells'>, shape: TableShape): Unread | null {
  const given = cells.filter((cell) => !isBlank(cell))
  if (given.length === 0) return 'blank'
  if (given.slice(0, 2).some((cell) => typeof cell === 'string' && isTotal(cell))) return 'total'
  if (isNoteLine(given, shape.columns) || isExample(given[0]!)) return 'note'
  if (row <= shape.headerRow + HINTS && given.length > 1 && (given.every((cell) => typeof cell === 'string' && isHint(cell)) || isCount(given))) return 'heading'
  if (given.length > 1 && repeatsHeader(cells, shape.printed)) return 'heading'
  return shape.reads.some(({ index }) => !isBlank(cells[index])) ? null : 'blank'
}

const isTotal = (text: string): boolean => {
  if (!/[计和]|total/i.test(text)) return false
  const plain = plainHeading(text)
  return TOTAL.test(plain) || PLACE_TOTAL.test(plain)
}

/** A line of remarks: one cell (or several, each `word：…`) that begins as remarks begin, under a header of several columns. */
function isNoteLine(given: readonly Cell[], columns: number): boolean {
  const first = cellText(given[0] ?? null).trim()
  if (columns < 2 || !(given.length === 1 ? /[:：]|^.{0,2}[注说备]/.test(first) : NOTE_LINE.test(first))) return false
  return NOTE_BEGINS.test(plainHeading(first)) && (given.length === 1 || given.every((cell) => NOTE_LINE.test(cellText(cell).trim())))
}

/** A row of the header printed again: nothing in it but what stands over its own columns. Ends at the first cell that differs, which is nearly always the first. */
const repeatsHeader = (cells: readonly Cell[], printed: TableShape['printed']): boolean =>
  cells.every((cell, index) => isBlank(cell) || printed[index]?.has(plainHeading(cellText(cell))))
