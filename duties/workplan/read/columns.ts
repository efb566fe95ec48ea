import type { Cell, Paper, Table } from '../../../platform/documents/paper.ts'
import { isAssignment } from './assignment.ts'
import { isBody } from './bodies.ts'
import { columnsByContent } from './content-columns.ts'
import { matrixOf, type Matrix } from './matrix.ts'
import { fold } from './text.ts'
import { BODY_COLUMN, COLUMNS, DUTY_COLUMN, LABELS, SHORT_LABELS, TIME_CELL } from './words.ts'

export type ColumnRole =
  | 'number'
  | 'section'
  | 'task'
  | 'measure'
  | 'period'
  | 'target'
  | 'note'
  | 'lead'
  | 'assist'
  | 'duty'
  | 'time'
  | 'unplaced'
  | 'person'

const LABEL_ROLES = [...LABELS, ...SHORT_LABELS].map(([role, words]) => [role, new RegExp(`^(?:${words})$`)] as const)

const OF_LEVEL = /^(?:[省市区县州盟旗乡镇](?:\([^)]*\))?)+(?:本级|级|直)?|^(?:本级|属地|基层)/

export const textOf = (paper: Paper, cell: Cell) => fold(paper.text.slice(cell.start, cell.end)).replace(/\s+/g, '')

/**
 * What a column holds by its heading (folded, without white space); null when the heading is none of a task table. Of a double one
 * (时间节点及报送要求, 责任单位及责任人) the first part tells; 牵头及配合单位 is a column of units.
 */
export function columnRole(heading: string): ColumnRole | null {
  const plain = heading.replace(/\([^)]*\)$/, '')
  for (const [role, pattern] of LABEL_ROLES) if (pattern.test(heading) || pattern.test(plain)) return role
  // 市级牵头单位, 县（区）责任单位: whose units they are is told by their names
  const own = heading.replace(OF_LEVEL, '')
  if (own !== heading && own !== '') {
    const role = columnRole(own)
    if (role && (isUnitRole(role) || role === 'person')) return role
  }
  const parts = plain.split(/以及|及其?|和|与|、|\/|\+/)
  if (parts.length > 1) {
    const roles = parts.map((part) => columnRole(part))
    if (roles.includes('lead') && roles.includes('assist')) return 'duty'
    // 工作目标及要求: what is to be done, with its aims
    if (roles[0] === 'target' && roles.includes('measure')) return 'measure'
    if (roles[0] === 'target' && roles.includes('task')) return 'task'
    if (roles[0]) return roles[0]
  }
  for (const [role, pattern] of COLUMNS) if (pattern.test(plain)) return role
  return null
}

export type Header = {
  roles: ReadonlyMap<number, ColumnRole>
  rows: number
  persons: ReadonlyMap<number, string>
  matrix: Matrix | null
  /** Columns read as lists of units for what stands in them, though their heading does not say so. */
  guessed: ReadonlyMap<number, string>
}

/**
 * The header: one row, or two where a heading spreads over finer ones (责任分工 → 牵头 | 配合). It may stand below a title row. `led`: what
 * stands above names who does it, so that no column has to. `guess`: nothing else in the paper is a task, so that columns are told by what
 * stands in them where no heading does.
 */
export function headerOf(table: Table, paper: Paper, led = false, guess = false): Header | null {
  const header = (
    roles: Map<number, ColumnRole>,
    rows: number,
    matrix: Matrix | null = null,
    guessed = new Map<number, string>(),
  ): Header => ({
    roles: arrange(roles),
    rows,
    persons: personColumns(table, rows, paper),
    matrix,
    guessed,
  })
  const matrix = matrixOf(table, paper)
  if (matrix) {
    const roles = new Map(table.rows.slice(0, matrix.rows).flatMap((row) => [...rolesOf(row, paper)]))
    for (const column of matrix.bodies.keys()) roles.delete(column)
    if (roles.size > 0) return header(roles, matrix.rows, matrix)
  }
  for (let at = 0; at < Math.min(4, table.rows.length - 1); at++) {
    const first = rolesOf(table.rows[at]!, paper)
    const second = rolesOf(table.rows[at + 1]!, paper)
    const finer = [...second.entries()].filter(([column, role]) => isUnitRole(role) && first.get(column) !== role)
    if (finer.length >= 2 && table.rows[at + 1]!.every((cell) => textOf(paper, cell).length <= 12)) {
      const roles = new Map([...first, ...second])
      return header(roles, at + 2)
    }
    const rows = at + (spreads(table, at, paper) ? 2 : 1)
    const roles = rows > at + 1 ? new Map([...first, ...second]) : first
    if (roles.size >= 2 && [...roles.values()].some(isUnitRole)) {
      tellByContent(table, rows - 1, roles, paper)
      return header(roles, rows)
    }
  }
  const guessed = guessedHeader(table, paper, led, header)
  const told = guessed || !guess ? null : columnsByContent(table, paper)
  return told ? header(new Map<number, ColumnRole>(told.roles), told.rows, null, told.guessed) : guessed
}

/** A heading over several columns, each named in the row below, where all other headings reach down to that row. */
function spreads({ rows }: Table, at: number, paper: Paper): boolean {
  const above = rows[at]!
  const whole = above.reduce((sum, { width }) => sum + width, 0)
  const wide = above.filter(({ width }) => width > 1 && width < whole)
  const under = (column: number) => wide.some((cell) => column >= cell.column && column < cell.column + cell.width)
  const below = rows[at + 1]!
  return (
    wide.length > 0 &&
    below.some((cell) => !cell.continued && under(cell.column)) &&
    below.every((cell) => {
      const text = textOf(paper, cell)
      return under(cell.column) ? text.length <= 16 : cell.continued || text === ''
    })
  )
}

/**
 * No heading says who does it. Where one names the work and a column holds nothing but names of bodies, that column is read as the list of
 * units (and a person is told); where what stands above the table names the units, none is needed.
 */
function guessedHeader(
  table: Table,
  paper: Paper,
  led: boolean,
  header: (roles: Map<number, ColumnRole>, rows: number, matrix: null, guessed: Map<number, string>) => Header,
): Header | null {
  for (let at = 0; at < Math.min(4, table.rows.length - 1); at++) {
    const rows = at + (spreads(table, at, paper) ? 2 : 1)
    const roles = new Map(table.rows.slice(at, rows).flatMap((row) => [...rolesOf(row, paper)]))
    if (
      new Set(table.rows[at]!.map(({ start }) => start)).size < 3 ||
      ![...roles.values()].some((role) => role === 'task' || role === 'measure')
    )
      continue
    tellByContent(table, rows - 1, roles, paper)
    const guessed = new Map<number, string>()
    for (const cell of table.rows[rows - 1]!)
      // headed by a body itself: names under it say something else of it
      if (roles.get(cell.column) === 'unplaced' && columnRole(textOf(paper, cell)) === null && !isBody(textOf(paper, cell))) {
        roles.set(cell.column, 'duty')
        guessed.set(cell.column, textOf(paper, cell))
      }
    if (guessed.size > 0 || (led && roles.size >= 2)) return header(roles, rows, null, guessed)
  }
  return null
}

/** A column whose heading says nothing to us is told by what stands in it: limits, or bodies that nobody says the part of. */
function tellByContent(table: Table, header: number, roles: Map<number, ColumnRole>, paper: Paper): void {
  for (const { column } of table.rows[header]!.filter((cell) => !roles.has(cell.column) && textOf(paper, cell) !== '')) {
    const below = table.rows
      .slice(header + 1)
      .flatMap((row) => row.filter((cell) => cell.column === column && cell.width === 1))
      .map((cell) => textOf(paper, cell))
      .filter((text) => !/^[—\-/无]*$/.test(text))
    if (below.length === 0) continue
    if (![...roles.values()].includes('time') && below.every((text) => TIME_CELL.test(text))) roles.set(column, 'time')
    else if (below.every((text) => isAssignment(text, true))) roles.set(column, 'unplaced')
  }
}

/** Columns whose heading promises names of persons, alone or beside the units, with that heading. */
const personColumns = (table: Table, rows: number, paper: Paper) =>
  new Map(
    table.rows
      .slice(0, rows)
      .flat()
      .map((cell) => [cell.column, textOf(paper, cell)] as const)
      .filter(([, heading]) => /责任人|负责人|领导|联系人|联络员/.test(heading)),
  )

export const isUnitRole = (role: ColumnRole) => role === 'lead' || role === 'assist' || role === 'duty'

function rolesOf(row: readonly Cell[], paper: Paper): Map<number, ColumnRole> {
  const roles = new Map<number, ColumnRole>()
  const told = columnRoles(row.map((cell) => textOf(paper, cell)))
  row.forEach((cell, at) => {
    const role = told[at]
    if (role) for (let i = 0; i < cell.width; i++) roles.set(cell.column + i, role)
  })
  return roles
}

/** What the columns of a row of headings hold. Beside a column of duties (主要职责, 职责分工) one of 成员单位, 涉及部门 names whose they are. */
export function columnRoles(headings: readonly string[]): (ColumnRole | null)[] {
  const roles = headings.map((heading) => (heading.length <= 24 ? columnRole(heading) : null))
  const bodies = headings.findIndex((heading) => BODY_COLUMN.test(heading))
  const duties = headings.findIndex((heading) => DUTY_COLUMN.test(heading))
  if (bodies < 0 || duties < 0) return roles
  return roles.map((role, at) => (at === bodies ? 'duty' : at === duties ? 'task' : role))
}

/** Of several columns that name the work the last is the measure and the one before it the task; of three the first is the section. */
function arrange(roles: Map<number, ColumnRole>): Map<number, ColumnRole> {
  const work = [...roles]
    .filter(([, role]) => role === 'task' || role === 'measure')
    .map(([column]) => column)
    .sort((a, b) => a - b)
  const measured = work.some((column) => roles.get(column) === 'measure')
  if (!measured && work.length > 1) roles.set(work.at(-1)!, 'measure')
  const tasks = work.filter((column) => roles.get(column) === 'task')
  if (tasks.length > 1) for (const column of tasks.slice(0, -1)) roles.set(column, 'section')
  if (measured && tasks.length === 0) {
    // 任务内容 | 工作要求: the first of two is the task's name
    if (work.length > 1) roles.set(work[0]!, 'task')
  }
  return roles
}
