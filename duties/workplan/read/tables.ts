import type { Cell, Paper, Table } from '../../../platform/documents/paper.ts'
import { noParts, settle, type AssignmentReading } from './assignment.ts'
import { numberedPieces, numberIn, withoutPersons } from './cells.ts'
import { columnRole, headerOf, textOf, type ColumnRole, type Header } from './columns.ts'
import { addCell, findAssignments } from './find.ts'
import { headingOf } from './heading.ts'
import { cellLines } from './lines.ts'
import { markerOf } from './markers.ts'
import { partIn, type Matrix } from './matrix.ts'
import type { Numbered } from './numbering.ts'
import { bounded, NO_UNITS, readBody, underLead, type Draft } from './read.ts'
import { addHeading } from './above.ts'
import { numberByNames } from './row-numbers.ts'
import { fold, joined, part, passage, without, type Passage } from './text.ts'
import type { Span } from './types.ts'

type Context = {
  readonly paper: Paper
  readonly year: number | null
  readonly section: string
  readonly path: Numbered['path']
  readonly before: number
  /** Who does what stands under the table's heading, where that names bodies. */
  readonly above: AssignmentReading | null
  /** Nothing else in the paper is a task. */
  readonly guess: boolean
}
type Row = readonly Cell[]

/** The same as above. */
const DITTO = /^(?:同上|同前|″|〃|"|々)$/

/** A row of one cell that adds up or explains. */
const REMARK = /^(?:合计|总计|备注|注：|说明)/

/** Tasks of a table whose header names units; none when it is another kind of table. */
export function tableTasks(table: Table, context: Context): Draft[] {
  const header = headerOf(table, context.paper, context.above !== null, context.guess)
  if (!header) return []
  const walk = new TableWalk(context, header, table.rows[header.rows - 1] ?? [])
  for (const row of table.rows.slice(header.rows)) walk.row(row)
  return walk.finish()
}

type TaskRow = {
  number: string
  section: string
  sectionAt: number
  /** The task's name, where it stands above the row. */
  name?: string
  cells: ReadonlyMap<ColumnRole, Cell[]>
  continues: boolean
  /** Signs of a matrix that the paper does not explain, with the bodies they stand under. */
  unknown: ReadonlyMap<string, readonly string[]>
  /** What stands in columns that are read as nothing, with their headings. */
  unread: readonly string[]
}

class TableWalk {
  readonly #context: Context
  readonly #roles: ReadonlyMap<number, ColumnRole>
  readonly #persons: ReadonlyMap<number, string>
  readonly #matrix: Matrix | null
  readonly #headings: ReadonlyMap<number, Cell>
  readonly #guessed: ReadonlyMap<number, string>
  #named = { number: '', name: '' }
  #task: { name: string; sectionAt: number } | null = null
  readonly #rows: TaskRow[] = []
  /** The last cell of each column that says something of its own. */
  readonly #above = new Map<number, Cell>()
  #section: string
  #sectionAt = 0

  constructor(context: Context, header: Header, headings: Row) {
    this.#context = context
    this.#roles = header.roles
    this.#persons = header.persons
    this.#matrix = header.matrix
    this.#guessed = header.guessed
    this.#headings = new Map(headings.map((cell) => [cell.column, cell]))
    this.#section = context.section
  }

  row(printed: Row): void {
    const { paper } = this.#context
    const row = this.#withoutDitto(printed)
    const filled = row.filter((cell) => textOf(paper, cell) !== '')
    if (filled.length === 0) return
    const distinct = new Set(filled.map((cell) => cell.start))
    if (distinct.size === 1 && REMARK.test(textOf(paper, filled[0]!))) return
    const named = distinct.size === 1 ? filled[0]! : this.#numberedSection(filled)
    if (named && !named.continued && (distinct.size === 2 || this.#isSection(named))) {
      this.#section = this.#bare(named)
      this.#sectionAt++
      return
    }
    const cells = new Map<ColumnRole, Cell[]>()
    for (const cell of row) {
      const role = this.#roles.get(cell.column)
      if (role) cells.set(role, [...(cells.get(role) ?? []), cell])
    }
    if (this.#isHeader(filled)) return
    const unknown = this.#signs(row, cells)
    const own = cells.get('section')?.at(-1)
    if (own && textOf(paper, own) !== '' && this.#bare(own) !== this.#section) {
      this.#section = this.#bare(own)
      this.#sectionAt++
    }
    const number = cells.get('number')?.[0]
    const text = number ? textOf(paper, number) : ''
    const previous = this.#rows.at(-1)
    const noTask = !(cells.get('task') ?? []).some((cell) => textOf(paper, cell) !== '' && !cell.continued)
    const continues = previous !== undefined && number !== undefined && (number.continued || (text === '' && noTask))
    this.#rows.push({
      number: continues ? previous.number : text,
      section: this.#section,
      sectionAt: this.#sectionAt,
      cells,
      continues,
      unknown,
      unread: this.#unread(row),
    })
  }

  /** Cells under a heading that says nothing to us: told, so that they are not lost. */
  #unread(row: Row): string[] {
    const { paper } = this.#context
    return row.flatMap((cell) => {
      const heading = this.#headings.get(cell.column)
      if (!heading || this.#roles.has(cell.column) || this.#matrix?.bodies.has(cell.column)) return []
      const [word, text] = [textOf(paper, heading), paper.text.slice(cell.start, cell.end).replace(/\s+/g, '')]
      return word === '' || EMPTY.test(fold(text)) ? [] : [`未读入的列：${word}：${text}`]
    })
  }

  /** 同上 in a cell is what the cell above says. */
  #withoutDitto(row: Row): Row {
    const { paper } = this.#context
    return row.map((cell) => {
      const above = this.#above.get(cell.column)
      const ditto = DITTO.test(textOf(paper, cell)) && this.#roles.get(cell.column) !== 'number'
      if (ditto && above) return { ...cell, start: above.start, end: above.end, continued: true }
      this.#above.set(cell.column, cell)
      return cell
    })
  }

  /** The header printed again on the next page. */
  #isHeader(filled: readonly Cell[]): boolean {
    const { paper } = this.#context
    const repeats = (cell: Cell) => {
      const text = textOf(paper, cell)
      const heading = this.#headings.get(cell.column)
      return columnRole(text) !== null || (heading !== undefined && textOf(paper, heading) === text)
    }
    return filled.length > 1 && filled.every(repeats)
  }

  /** Of a matrix: the heading of each column with a sign goes where the sign says. */
  #signs(row: Row, cells: Map<ColumnRole, Cell[]>): Map<string, string[]> {
    const unknown = new Map<string, string[]>()
    for (const cell of row) {
      const body = this.#matrix?.bodies.get(cell.column)
      const sign = textOf(this.#context.paper, cell)
      const part = body && partIn(this.#matrix!, sign)
      if (!part) continue
      const role = part === 'unknown' ? 'duty' : part
      cells.set(role, [...(cells.get(role) ?? []), { ...body, continued: true }])
      if (part === 'unknown') unknown.set(sign, [...(unknown.get(sign) ?? []), textOf(this.#context.paper, body)])
    }
    return unknown
  }

  /** One cell across the table, or alone in a row of empty ones, that is no number. */
  #isSection(cell: Cell): boolean {
    const text = textOf(this.#context.paper, cell)
    const role = this.#roles.get(cell.column)
    return (
      text.length <= 60 &&
      !/^\d+$/.test(text) &&
      (cell.width > 1 || role === 'number' || role === 'section' || (role === 'task' && markerOf(text) !== null))
    )
  }

  /** 一 | 生产环节 with nothing else in the row: a section, whose name is the second cell. */
  #numberedSection([number, name, ...others]: readonly Cell[]): Cell | null {
    if (!number || !name || others.length > 0 || this.#roles.get(number.column) !== 'number') return null
    const role = this.#roles.get(name.column)
    const names = role === 'section' || role === 'task' || role === 'measure'
    const numeral = /^[(]?[一二三四五六七八九十]{1,3}[)]?[、.]?$/.test(textOf(this.#context.paper, number))
    return names && numeral && textOf(this.#context.paper, name).length <= 30 ? name : null
  }

  #bare(cell: Cell): string {
    const whole = passage(this.#context.paper, [cell])
    const marker = markerOf(whole.folded)
    const named = part(whole, marker?.length ?? 0, whole.text.length)
    return without(named, findAssignments(named).cuts).text.replace(/[。：:]$/, '')
  }

  finish(): Draft[] {
    this.#nameBySections()
    if (![...this.#roles.values()].includes('number')) numberByNames(this.#rows, this.#context.paper, this.#context.before)
    const shared = new Map<string, number>()
    const drafts: Draft[] = []
    this.#rows.forEach((row, i) => {
      const of = row.continues || this.#rows[i + 1]?.continues
      const key = `${row.sectionAt}/${row.number}`
      const order = (shared.get(key) ?? 0) + 1
      if (of) shared.set(key, order)
      drafts.push(...this.#drafts(row, of ? order : null))
    })
    return drafts
  }

  /** 任务一：… across the table over each single row, where no column names the task: that is its name. */
  #nameBySections(): void {
    const rows = this.#rows
    const alone = rows.every(({ sectionAt }, i) => sectionAt === i + 1)
    const named = [...this.#roles.values()].filter((role) => role === 'task' || role === 'measure').length
    if (rows.length < 2 || !alone || named > 1 || [...this.#roles.values()].includes('section')) return
    for (const row of rows) Object.assign(row, { name: row.section, section: this.#context.section, sectionAt: 0 })
  }

  /** A row is a task; measures numbered within its cell, or rows that share one number, are its sub-items. */
  #drafts(row: TaskRow, order: number | null): Draft[] {
    const { paper } = this.#context
    const cell = (role: ColumnRole) => (row.cells.get(role) ?? []).filter((one) => textOf(paper, one) !== '')
    const measures = cell('measure').length > 0 ? cell('measure') : cell('task')
    const hasTask = cell('measure').length > 0 && cell('task').length > 0
    const lines = measures.flatMap((one) => cellLines(paper.text, one.start, one.end))
    const { pieces, opening } = numberedPieces(paper, lines)
    const name = row.name ? row.name : hasTask ? this.#bare(cell('task').at(-1)!) : this.#taskAbove(row) || this.#nameAbove(row, opening)
    if (hasTask) this.#task = { name, sectionAt: row.sectionAt }
    const parts = this.#parts(row)
    const times = [...cell('time')].map((one) => passage(paper, [one])).filter((one) => !/^[\s—\-/无]*$/.test(one.folded))
    const measured = measures[0]?.column ?? Infinity
    const aims = cell('target')
      .map((one) => ({ before: one.column < measured, text: passage(paper, [one]) }))
      .filter(({ text }) => !/^[\s—\-/无]*$/.test(text.folded))
    // 一季度 | 二季度 …: what each period has to bring, and its end is a limit
    const periods = cell('period').flatMap((one) => {
      const heading = this.#headings.get(one.column)
      return heading && !EMPTY.test(textOf(paper, one)) ? [{ heading: passage(paper, [heading]), brings: passage(paper, [one]) }] : []
    })
    times.push(...periods.map(({ heading }) => heading))
    const ahead = aims.flatMap(({ before, text }) => (before ? [text] : []))
    const added = [
      ...aims.flatMap(({ before, text }) => (before ? [] : [text])),
      ...periods.map(({ heading, brings }) => joined([heading, colonAt(brings), brings])),
    ]
    const number = numberIn(row.number) ?? this.#context.before + this.#rows.indexOf(row) + 1
    const base = [
      ...this.#context.path,
      ...(row.sectionAt > 0 ? [{ values: [row.sectionAt], style: 'table-section' }] : []),
      { values: typeof number === 'number' ? [number] : number, style: 'table' },
    ]
    const named = hasTask && !row.name ? passage(paper, [cell('task').at(-1)!]) : null
    return pieces.map((piece, i) => {
      const sub = pieces.length > 1 ? [{ values: [i + 1], style: 'measure' }] : []
      const path = [...base, ...(order === null ? [] : [{ values: [order], style: 'row' }]), ...sub]
      return this.#draft(row, {
        piece,
        ahead,
        added,
        name,
        named: i === 0 ? named : null,
        alone: pieces.length === 1,
        hasTask,
        times,
        parts,
        path,
      })
    })
  }

  /** The task's cell left empty under one that is filled: merged over both rows before the table was copied. */
  #taskAbove(row: TaskRow): string {
    const empty = row.cells.has('task') && row.cells.has('measure')
    return empty && this.#task?.sectionAt === row.sectionAt ? this.#task.name : ''
  }

  /** 打击犯罪 above （1）…: the line over a list is its heading, also of the rows that share its number. */
  #nameAbove(row: TaskRow, opening: Passage | null): string {
    if (opening && opening.text.length <= 30) this.#named = { number: row.number, name: opening.text.replace(/[。：:]$/, '') }
    else if (!row.continues || row.number !== this.#named.number) this.#named = { number: row.number, name: '' }
    return this.#named.name
  }

  #draft(
    row: TaskRow,
    from: {
      piece: Passage
      /** What the columns of aims and of periods add, before the measure and behind it. */
      ahead: readonly Passage[]
      added: readonly Passage[]
      name: string
      /** The cell that names the task, where the measures have one of their own; `alone`: there is only this measure. */
      named: Passage | null
      alone: boolean
      hasTask: boolean
      times: readonly Passage[]
      parts: ReturnType<typeof noParts>
      path: Numbered['path']
    },
  ): Draft {
    const { parts } = from
    const empty = [parts.lead, parts.divided, parts.assist, parts.plain, parts.superior].every(({ length }) => length === 0)
    const { head, told } = bounded(from.piece)
    const found = empty ? findAssignments(head) : { groups: [], cuts: [], times: [], unclear: [] }
    const measure = without(head, found.cuts)
    const body = joined([...from.ahead, measure, ...from.added])
    const above = this.#context.above
    const own = found.groups[0] ? settle(found.groups[0].parts) : settle(from.parts)
    const units = empty && found.groups.length === 0 ? (above ?? own) : underLead(own, above)
    const hasUnits = !empty || found.groups.length > 0 || above !== null
    const read = readBody(
      body,
      [...from.times, ...found.times],
      this.#context.year,
      [...found.unclear, ...told],
      [...from.ahead, measure, ...from.added],
    )
    if (from.named) addHeading(read, from.named, this.#context.year, from.alone)
    const { mode, lead, assisting, joint, superior } = units
    return {
      path: from.path,
      task: {
        section: row.section,
        heading: from.name || (from.hasTask ? '' : headingOf(measure)),
        text: body.text.trim(),
        mode,
        lead: [...lead],
        assisting: [...assisting],
        joint: [...joint],
        superior,
        targets: read.targets,
        deadlines: read.deadlines,
        unclear: [...(hasUnits ? [] : [NO_UNITS]), ...units.unclear, ...read.unclear],
      },
      span: spanOf(row, from.piece),
      hasUnits,
      ownLine: false,
      labelled: false,
      forAll: false,
      limits: [],
      general: false,
      within: null,
    }
  }

  /** 牵头/配合单位 over 市甲局/市乙局、市丙局: the stroke parts who leads from who assists. */
  #leadAndAssist(cell: Cell, bodies: Passage): [Passage, Passage] | null {
    const heading = this.#headings.get(cell.column)
    const at = bodies.folded.indexOf('/')
    if (!heading || at < 0 || !/^[^/]*(?:牵头|主办|主责)[^/]*\/[^/]*(?:配合|协办|协助|参与)/.test(textOf(this.#context.paper, heading)))
      return null
    return [part(bodies, 0, at), part(bodies, at + 1, bodies.text.length)]
  }

  #parts(row: TaskRow): ReturnType<typeof noParts> {
    const parts = noParts()
    const { paper } = this.#context
    for (const role of ['lead', 'duty', 'assist'] as const) {
      for (const cell of row.cells.get(role) ?? []) {
        const whole = passage(paper, [cell])
        const heading = this.#persons.get(cell.column)
        const { bodies, persons } = heading === undefined ? { bodies: whole, persons: [] } : withoutPersons(whole)
        const both = this.#leadAndAssist(cell, bodies)
        if (both) both.forEach((part, i) => addCell(parts, i === 0 ? 'lead' : 'assist', part))
        else addCell(parts, role, bodies)
        const guessed = this.#guessed.get(cell.column)
        const told = `表头未认出，按${ROLE_WORDS[role]}读取：${guessed || '无表头'}`
        if (guessed !== undefined && !parts.unclear.includes(told)) parts.unclear.push(told)
        if (persons.length > 0) parts.unclear.push(`${heading}：${persons.join('、')}`)
      }
    }
    for (const [sign, names] of row.unknown) parts.unclear.push(`符号含义未写明：${sign}（${names.join('、')}）`)
    // a leading person is no unit and has no field of its own: told, so that the name is not lost
    for (const cell of row.cells.get('person') ?? [])
      if (!EMPTY.test(textOf(paper, cell)))
        parts.unclear.push(`${this.#persons.get(cell.column) ?? '责任人'}：${paper.text.slice(cell.start, cell.end).replace(/\s+/g, '')}`)
    parts.unclear.push(...row.unread)
    for (const cell of row.cells.get('unplaced') ?? [])
      if (!EMPTY.test(textOf(paper, cell))) parts.unclear.push(`另列单位：${paper.text.slice(cell.start, cell.end).replace(/\s+/g, '')}`)
    return parts
  }
}

const ROLE_WORDS = { lead: '牵头单位', duty: '责任单位', assist: '配合单位' } as const
const EMPTY = /^[—\-/无]*$/
const colonAt = ({ at }: Passage): Passage => ({ text: '：', folded: '：', at: at.slice(0, 1), breaks: new Set(), bold: [] })

function spanOf(row: TaskRow, piece: Passage): Span {
  const own = [...row.cells.values()].flat().filter((cell) => !cell.continued)
  const starts = [...own.map(({ start }) => start), ...piece.at.slice(0, 1)]
  const ends = [...own.map(({ end }) => end), ...piece.at.slice(-1).map((at) => at + 1)]
  return { start: Math.min(...starts), end: Math.max(...ends) }
}
