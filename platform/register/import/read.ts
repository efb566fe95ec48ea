import type { Bilingual, Language } from '../../core/bilingual.ts'
import type { FieldProblem } from '../../core/problem.ts'
import { cellText, isBlank, type Cell, type SheetRow, type Workbook } from '../../documents/spreadsheet/index.ts'
import type { RowRule } from '../declare.ts'
import { endOfTerm } from './coerce-date.ts'
import { coerce, coerceRegion, mustBeGiven } from './coerce.ts'
import { importable, looselyOf, type ImportContext, type ImportForm, type RegionParts } from './form.ts'
import type { ReadColumn } from './recognise.ts'
import type { Table } from './table.ts'
import { tableShape, unread, type Unread } from './unread.ts'

/** A record of the sheet. */
export type ImportedRow = {
  /** The sheet's own row number, from 1. */
  readonly row: number
  /** The row's cells as they came, with the value of a merged area in each cell it covers. */
  readonly cells: readonly Cell[]
  /** Values by field: only of fields that have a column; null where the cell is empty. A field with a fault has none. */
  readonly values: Readonly<Record<string, unknown>>
  /** Everything wrong with the row, at once. */
  readonly faults: readonly FieldProblem[]
  /** What a person should look at in a row without faults. */
  readonly warnings: readonly FieldProblem[]
}

/** The columns of each field, in the order in which they are tried: the first with content is read. */
type Plan = readonly { readonly field: string; readonly columns: readonly ReadColumn[] }[]

/**
 * Reads the records below the header of a table: values in the fields' own types, and all faults of each row, those of
 * the form's rules among them. A unique number that stood in an earlier row is a fault naming that row.
 * @param passOver told of each row that is no record and not blank: totals, notes, repeated headers
 */
export async function* readRows(
  form: ImportForm,
  workbook: Workbook,
  table: Table,
  context: ImportContext,
  passOver?: (row: number, why: Exclude<Unread, 'blank'>) => void,
): AsyncGenerator<ImportedRow> {
  const { reads } = table.recognition
  const plan: Plan = [...Map.groupBy(reads, ({ field }) => field)].map(([field, columns]) => ({ field, columns }))
  const uniques = new Uniques(form)
  const shape = tableShape(table.printed, reads, table.headerRow)
  const told = Object.fromEntries(table.told.map(({ field, value }) => [field, value]))
  const missing = importable(form)
    .filter(([name, field]) => field.required && !plan.some((planned) => planned.field === name))
    .map(([path]): FieldProblem => ({ path, sentence: NO_COLUMN }))
  for await (const sheetRow of workbook.rows(table.sheet)) {
    if (sheetRow.row <= table.headerRow) continue
    const why = unread(sheetRow, shape)
    if (why === null) yield readRow(form, plan, sheetRow, context, uniques, missing, told)
    else if (why !== 'blank') passOver?.(sheetRow.row, why)
  }
}

function readRow(
  form: ImportForm,
  plan: Plan,
  { row, spread }: SheetRow,
  context: ImportContext,
  uniques: Uniques,
  missing: readonly FieldProblem[],
  told: Readonly<Record<string, string>>,
): ImportedRow {
  const read: Record<string, unknown> = {}
  const faults: FieldProblem[] = [...missing]
  for (const { field: name, columns } of plan) {
    const field = form.fields[name]
    if (!field) continue
    const loosely = looselyOf(form, name)
    const coerced =
      field.kind === 'region' && columns.some(({ level }) => level)
        ? place(columns, spread, field.required ?? false, context)
        : fromFirst(columns, spread, (cell, unit, heading) =>
            coerce(field, keptOf(form, name, cell, heading), unit, context, form.aliases?.[name], loosely),
          )
    if ('fault' in coerced) faults.push({ path: name, sentence: coerced.fault })
    else if (coerced.value !== null || field.kind !== 'boolean') read[name] = coerced.value
  }
  const values = form.settle?.(read, told) ?? read
  faults.push(...uniques.check(values, row))
  const faulty = new Set(faults.map(({ path }) => path))
  faults.push(...judged(form.rules, values, context).filter(({ path }) => !faulty.has(path)))
  return { row, cells: spread, values, faults, warnings: faults.length > 0 ? [] : judged(form.warnings, values, context) }
}

/** A form's rules take its own row type, and the values were made from that same form's fields: hence the cast. */
const judged = (rules: ImportForm['rules'], values: Readonly<Record<string, unknown>>, { today }: ImportContext): FieldProblem[] =>
  (rules ?? []).flatMap((rule) => (rule as RowRule)(values, { today }))

const NO_COLUMN: Bilingual = { zh: '表中没有这一列，而此项必须填写', en: 'has no column in the sheet, and must be given' }

/** What of a cell is the field's: the end of a term, nothing of what the heading says may stand there instead. */
function keptOf({ ends, beside }: ImportForm, name: string, cell: Cell, heading: string): Cell {
  const other = beside?.[name]
  if (other && other.heading.test(heading) && other.cell.test(cellText(cell).normalize('NFKC').replace(/[\s']/g, ''))) return null
  return ends?.includes(name) && typeof cell === 'string' ? (endOfTerm(cell) ?? cell) : cell
}

/** Reads the first of the columns that holds something. */
function fromFirst<T>(columns: readonly ReadColumn[], cells: readonly Cell[], read: (cell: Cell, unit: string | null, heading: string) => T): T {
  const column = columns.find(({ index }) => !isBlank(cells[index])) ?? columns[0]
  return read((column && cells[column.index]) ?? null, column?.unit ?? null, column?.heading ?? '')
}

/** A place from its columns: city, county, township, village, or one that says the whole. */
function place(
  columns: readonly ReadColumn[],
  cells: readonly Cell[],
  required: boolean,
  context: ImportContext,
): ReturnType<typeof coerceRegion> | { value: null } {
  const parts: { -readonly [K in keyof RegionParts]: string } = {}
  for (const { index, level = 'whole' } of columns) {
    const text = cellText(cells[index] ?? null)
      .normalize('NFKC')
      .replace(/\s/g, '')
    if (text !== '' && !/^[-/—]+$/.test(text)) parts[level] ??= text
  }
  if (Object.keys(parts).length === 0) return required ? { fault: mustBeGiven() } : { value: null }
  return coerceRegion(parts, context)
}

/** Remembers the unique numbers of a file, to tell a second one with the row of the first. */
class Uniques {
  readonly #seen: ReadonlyMap<string, Map<unknown, number>>

  constructor(form: ImportForm) {
    this.#seen = new Map(
      importable(form)
        .filter(([name, field]) => field.unique || form.unique?.includes(name))
        .map(([name]) => [name, new Map<unknown, number>()]),
    )
  }

  check(values: Readonly<Record<string, unknown>>, row: number): FieldProblem[] {
    const faults: FieldProblem[] = []
    for (const [name, seen] of this.#seen) {
      const value = values[name]
      if (value === null || value === undefined) continue
      const first = seen.get(value)
      if (first === undefined) seen.set(value, row)
      else
        faults.push({
          path: name,
          sentence: { zh: `“${String(value)}”与第 ${first} 行重复`, en: `“${String(value)}” is the same as in row ${first}` },
        })
    }
    return faults
  }
}

/** The faults of a row as sentences that stand alone: the field's label, then what is wrong. */
export const reasonsOf = (form: ImportForm, faults: readonly FieldProblem[], language: Language): string[] =>
  faults.map(({ path, sentence }) => {
    const label = form.fields[path]?.label
    return label ? `${label[language]}${language === 'zh' ? '：' : ': '}${sentence[language]}` : sentence[language]
  })
