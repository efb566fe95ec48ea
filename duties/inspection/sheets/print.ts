import { fold } from '../../../platform/core/chinese.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import { cellText, isFaultCell, type Cell, type SheetRow } from '../../../platform/documents/spreadsheet/index.ts'
import { columnsOf, type Columns, type Role } from './headings.ts'
import { measuresIn, parseMeasure } from './measures.ts'
import { englishMethod, methods } from './methods.ts'
import type { Measure, SheetFact, SheetItem } from './sheet.ts'

const MARK = /[*＊★☆●▲※]/gu
const FOOT = /^(注\s*[：:\d]|说明\s*[：:]|备注|填表|合计|总分|总计|检查人员|执法人员|被检查|检查日期|检查结论|结论|共\d+项)|(签字|签名|盖章)/
/** `1.2★许可证有效`: the number stands before the words, with or without the star. */
const WRITTEN = /^(\d+(?:\.\d+)*)(?=[.．、\s*＊★])[.．、]?\s*([*＊★])?\s*(\S.*)$/u
const NONE = /^(|通用|全部|均适用|无|\/|—+|-+)$/

const text = (cell: Cell | undefined): string => cellText(cell ?? null).trim()
const joined = (cell: Cell | undefined): string => text(cell).replace(/\s*\n\s*/g, '')
/** `三、许可管理（12分）` is the section 许可管理. */
const sectionName = (words: string): string =>
  words.replace(MARK, '').replace(/^\s*(?:[（(]?[一二三四五六七八九十]+[）)]?[、.．]?|第[一二三四五六七八九十]+部分|\d+[、.．])\s*/u, '').replace(/[（(]\s*(?:共|满分)?\s*\d+\s*[分项]\s*[）)]\s*$/u, '').trim()

/** The title of a print: the first words above its headings. */
export const titleAbove = (rows: readonly SheetRow[]): string | null =>
  rows.flatMap(({ cells }) => cells.map(joined)).find((words) => words !== '' && !/^(附件|附表)\s*\d*/u.test(words)) ?? null

type Source = { readonly name: string; readonly columns: Columns; readonly rows: readonly SheetRow[] }
type Line = { readonly row: SheetRow; readonly item: SheetItem; readonly mergedCode: boolean }
export type ReadItems = {
  readonly items: readonly SheetItem[]; readonly facts: readonly SheetFact[]
  /** Row of each item, as the clerk sees it. */
  readonly rows: readonly number[]
  readonly faults: readonly FieldProblem[]; readonly notes: readonly FieldProblem[]
}

/** Reads the rows below the headings. @param source what an item rests on where the print has no column for that */
export function readItems({ name, columns, rows }: Source, given: readonly SheetFact[], source: string): ReadItems {
  const reader = new Reader(name, columns, given, source)
  for (const row of rows) reader.take(row)
  return reader.result()
}

class Reader {
  readonly #name: string
  readonly #columns: Columns
  readonly #source: string
  readonly #facts: SheetFact[]
  readonly #lines: Line[] = []
  readonly #faults: FieldProblem[] = []
  readonly #notes: FieldProblem[] = []
  #section = ''

  constructor(name: string, columns: Columns, facts: readonly SheetFact[], source: string) {
    this.#name = name
    this.#columns = columns
    this.#source = source
    this.#facts = [...facts]
  }

  take(row: SheetRow): void {
    const { text: at, roles } = this.#columns
    if (this.#repeatsHeadings(row)) return
    const whole = this.#acrossAll(row)
    if (whole !== null) {
      if (!FOOT.test(whole)) this.#section = sectionName(whole)
      return
    }
    const words = joined(row.spread[at])
    const code = this.#cell(row, 'code')
    if (words === '' && code === '') return
    if (FOOT.test(code) || (FOOT.test(words) && code === '')) return
    if (words === '') return this.#fault(row, '检查内容', '检查内容是空的。', 'The text of the item is missing.')
    if (code === '' && roles.has('code')) return this.#fault(row, '序号', '缺少序号。', 'The number is missing.')
    this.#item(row, words, code)
  }

  #item(row: SheetRow, words: string, code: string): void {
    const { section: column, between } = this.#columns
    // Words merged over both columns are the item's, not its section's.
    const wide = column === null ? '' : joined(row.spread[column])
    const section = (wide === words ? '' : sectionName(wide)) || this.#section || '检查项目'
    const middle = between.map((one) => joined(row.spread[one])).filter((one) => one !== '' && one !== section && one !== words)
    const star = /^[*＊★☆●▲※]\s*/u
    const parts = [...middle, words]
    const plain = parts.map((one) => one.replace(star, '')).join('：')
    const mark = this.#cell(row, 'key')
    const bare = fold(code.replace(MARK, '')).trim().replace(/[.、]$/, '')
    const method = this.#cell(row, 'method') || methods.site.zh
    const measure = this.#measure(row, plain)
    const when = this.#when(row)
    const photo = this.#photo(row)
    const item: SheetItem = {
      code: bare, section: { zh: section, en: this.#cell(row, 'section_en') || section }, text: { zh: plain, en: this.#cell(row, 'text_en') || plain },
      key: code.search(MARK) >= 0 || parts.some((one) => star.test(one)) || (mark !== '' && /[*＊★☆●▲※√✓是Yy]|重点|关键/u.test(mark) && !/一般|非|否|不/u.test(mark)),
      method: { zh: method, en: this.#cell(row, 'method_en') || englishMethod(method) || method },
      basis: this.#columns.roles.has('basis') ? this.#cell(row, 'basis') || this.#source : this.#source,
      ...(when.length > 0 ? { when } : {}), ...(measure ? { measure } : {}), ...(photo ? { photo } : {}), points: this.#points(row),
    }
    const at = this.#columns.roles.get('code')
    this.#lines.push({ row, item, mergedCode: at !== undefined && text(row.cells[at]) === '' })
  }

  #measure(row: SheetRow, words: string): Measure | null {
    const own = this.#cell(row, 'measure')
    if (NONE.test(own)) {
      if (this.#columns.roles.has('measure')) return null
      const [first, ...more] = measuresIn(words)
      if (!first) return null
      if (more.length > 0) this.#note(row, '限值', '内容里有多个数值，没有设为测量项；需要的请在“限值”列写明。', 'The text names several numbers, so none was made a measure; state the one wanted in a column 限值.')
      else this.#note(row, '限值', '按内容里的数值设为测量项。', 'A measure was made from the number in the text.')
      return more.length > 0 ? null : first
    }
    const read = parseMeasure(own)
    if (!read) this.#fault(row, '限值', `看不懂限值“${own}”，请写成“≤8℃”“0～8℃”“≥125g”的样子。`, `The limit “${own}” cannot be read; write it like ≤8℃, 0～8℃ or ≥125g.`)
    return read
  }

  /** Codes of the facts an item depends on; words that no question has become a question of the sheet's own. */
  #when(row: SheetRow): string[] {
    const cell = cellText(this.#roleCell(row, 'when')).trim()
    if (NONE.test(cell)) return []
    const known = (words: string): SheetFact | undefined => this.#facts.find(({ code, text: { zh } }) => code === words || zh === words)
    const parts = known(cell) ? [cell] : cell.split(/[\n；;]/).map((one) => one.trim()).filter((one) => !NONE.test(one))
    return [...new Set(parts.map((words) => {
      const fact = known(words)
      if (fact) return fact.code
      const codes = new Set(this.#facts.map(({ code }) => code))
      let number = this.#facts.length + 1
      while (codes.has(`own_${number}`)) number++
      this.#facts.push({ code: `own_${number}`, text: { zh: words, en: words } })
      this.#note(row, '适用情形', `“${words}”作为检查前要回答的情况。`, `“${words}” became a question to be answered before the inspection.`)
      return `own_${number}`
    }))]
  }

  #photo(row: SheetRow): SheetItem['photo'] | null {
    const words = this.#cell(row, 'photo')
    if (NONE.test(words) || /^(否|不需要|不拍)/u.test(words)) return null
    if (/不合格|不符合|有问题|failed/u.test(words)) return 'failed'
    if (/必|每次|是|需|√|always/u.test(words)) return 'always'
    this.#fault(row, '拍照要求', `看不懂拍照要求“${words}”，请写“必拍”或“不合格时”。`, `The photo rule “${words}” cannot be read; write 必拍 (always) or 不合格时 (on failure).`)
    return null
  }

  #points(row: SheetRow): number {
    const at = this.#columns.roles.get('points')
    if (at === undefined) return 0
    if (text(row.cells[at]) === '' && text(row.spread[at]) !== '') {
      this.#fault(row, '分值', '分值合并在几项上，请逐项填写。', 'The points are merged over several items; give each its own.')
      return 0
    }
    const words = fold(text(row.cells[at])).replace(/分$/u, '').trim()
    const points = words === '' ? 0 : Number(words)
    if (Number.isFinite(points) && points >= 0) return points
    this.#fault(row, '分值', `分值“${words}”应为不小于 0 的数。`, `Points must be a number not below 0, not “${words}”.`)
    return 0
  }

  result(): ReadItems {
    const { roles } = this.#columns
    if (this.#lines.length === 0 && this.#faults.length === 0) this.#faults.push({ path: this.#name, sentence: { zh: '表头下面没有检查项目。', en: 'There are no items below the headings.' } })
    const tell = (zh: string, en: string): unknown => this.#notes.push({ path: this.#name, sentence: { zh, en } })
    if (this.#lines.some(({ item }) => item.text.en === item.text.zh)) tell('没有英文，英文界面暂用中文。', 'There is no English; the Chinese stands in for it.')
    if (!roles.has('basis')) tell('没有“依据”列，各项以本表印发文件为依据。', 'There is no column of grounds; items rest on the print itself.')
    if (!roles.has('method')) tell('没有“检查方式”列，各项按现场检查。', 'There is no column of methods; items are looked at on site.')
    return { items: this.#numbered(), facts: this.#asked(), rows: this.#lines.map(({ row }) => row.row), faults: this.#faults, notes: this.#notes }
  }

  /** A number merged over several rows is that of their section: they become 3.1, 3.2 … Without a column the words may begin with it; else they are numbered by section. */
  #numbered(): SheetItem[] {
    if (!this.#columns.roles.has('code')) {
      const written = this.#lines.map(({ item }) => WRITTEN.exec(item.text.zh))
      if (written.every((one) => one !== null)) {
        return this.#lines.map(({ item }, at) => {
          const [, code, star, words] = written[at]!
          return { ...item, code: code!, key: item.key || star !== undefined, text: { zh: words!, en: item.text.en === item.text.zh ? words! : item.text.en } }
        })
      }
      const sections = [...new Set(this.#lines.map(({ item }) => item.section.zh))]
      const counts = new Map<string, number>()
      return this.#lines.map(({ item }) => {
        const number = (counts.get(item.section.zh) ?? 0) + 1
        counts.set(item.section.zh, number)
        return { ...item, code: `${sections.indexOf(item.section.zh) + 1}.${number}` }
      })
    }
    const shared = new Set(this.#lines.filter(({ mergedCode }) => mergedCode).map(({ item }) => item.code))
    const counts = new Map<string, number>()
    return this.#lines.map(({ item }) => {
      if (!shared.has(item.code)) return item
      const number = (counts.get(item.code) ?? 0) + 1
      counts.set(item.code, number)
      return { ...item, code: `${item.code}.${number}` }
    })
  }

  /** Questions that some item depends on; those of the file first, in their order. */
  #asked(): SheetFact[] {
    const asked = new Set(this.#lines.flatMap(({ item }) => item.when ?? []))
    return this.#facts.filter(({ code }) => asked.has(code))
  }

  #roleCell(row: SheetRow, role: Role): Cell {
    const at = this.#columns.roles.get(role)
    const cell = at === undefined ? null : (row.spread[at] ?? null)
    if (isFaultCell(cell)) this.#fault(row, this.#columns.headings[at!]!, `单元格是错误值 ${cell.text}。`, `The cell holds the error ${cell.text}.`)
    return cell
  }

  #cell(row: SheetRow, role: Role): string {
    return joined(this.#roleCell(row, role))
  }

  /** A heading printed again at the top of a page, or the second line of headings of two lines. */
  #repeatsHeadings({ spread }: SheetRow): boolean {
    const { headings, text: at } = this.#columns
    const same = joined(spread[at]) !== '' && joined(spread[at]) === joined(headings[at])
    return same || (columnsOf(spread.map(joined))?.text === at && this.#columns.roles.has('code') && columnsOf(spread.map(joined))!.roles.has('code'))
  }

  /** The words of a row that says one thing across all its columns, or in its first cell alone. */
  #acrossAll({ cells, spread }: SheetRow): string | null {
    const { text: at, roles } = this.#columns
    const said = cells.map(joined).filter((one) => one !== '')
    if (said.length !== 1) return null
    const first = Math.min(at, roles.get('code') ?? at, this.#columns.section ?? at)
    const across = joined(spread[at]) === said[0] && (first === at || joined(spread[first]) === said[0])
    const alone = first !== at && joined(cells[first]) === said[0] && joined(spread[at]) === ''
    const merged = across && first !== at
    // Where items have no number, a row that says but one thing is an item unless it is marked as a heading.
    const heading = first === at && /^\s*(?:[（(]?[一二三四五六七八九十]+[）)]?[、.．]|第[一二三四五六七八九十]+部分)/u.test(said[0]!)
    return merged || heading || (alone && /\p{Script=Han}/u.test(said[0]!)) ? said[0]! : null
  }

  #fault(row: SheetRow, column: string, zh: string, en: string): void {
    this.#faults.push({ path: `${this.#name} ${row.row}: ${column}`, sentence: { zh, en } })
  }

  #note(row: SheetRow, column: string, zh: string, en: string): void {
    this.#notes.push({ path: `${this.#name} ${row.row}: ${column}`, sentence: { zh, en } })
  }
}
