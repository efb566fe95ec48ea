import { basename } from 'node:path'
import type { Writable } from 'node:stream'
import type { Language } from '../../core/bilingual.ts'
import { openSpreadsheet, writeWorkbook, type Cell } from '../../documents/spreadsheet/index.ts'
import type { ImportContext, ImportForm } from './form.ts'
import { readRows, reasonsOf } from './read.ts'
import type { Recognition } from './recognise.ts'
import { findTable, type Table } from './table.ts'
import type { Unread } from './unread.ts'

/** What importing a file would do, told without a database. */
export type DryRun = {
  readonly sheet: string
  readonly headerRow: number
  /** What the sheet says of all its rows, outside of its columns. */
  readonly told: Table['told']
  /** Field by heading. */
  readonly columns: Recognition['columns']
  readonly guesses: Recognition['guesses']
  readonly conflicts: Recognition['conflicts']
  readonly unrecognised: Recognition['unrecognised']
  readonly missing: Recognition['missing']
  /** Records only: neither blank rows nor totals nor notes. `read` = `valid` + `rejected`. */
  readonly counts: { readonly read: number; readonly valid: number; readonly rejected: number }
  /** By the sheet's own row numbers. */
  readonly rejected: readonly { readonly row: number; readonly reasons: readonly string[] }[]
  /** Valid rows that a person should look at. */
  readonly warnings: readonly { readonly row: number; readonly reasons: readonly string[] }[]
  /** Rows with content that are no records. */
  readonly passedOver: readonly { readonly row: number; readonly why: Exclude<Unread, 'blank'> }[]
}

/**
 * Reads a whole file into a form and tells which rows would be taken and which not, and why.
 * @param language of the reasons
 * @throws Problem `spreadsheet.*` | `import.no-header`
 */
export async function dryRun(form: ImportForm, file: string | Buffer, context: ImportContext, language: Language = 'zh'): Promise<DryRun> {
  const workbook = await openSpreadsheet(file)
  const table = await findTable(form, workbook, context.columns, typeof file === 'string' ? basename(file) : undefined)
  const rejected: { row: number; reasons: string[] }[] = []
  const passedOver: { row: number; why: Exclude<Unread, 'blank'> }[] = []
  const warned: { row: number; reasons: string[] }[] = []
  let read = 0
  for await (const { row, faults, warnings } of readRows(form, workbook, table, context, (at, why) => passedOver.push({ row: at, why }))) {
    read++
    if (faults.length > 0) rejected.push({ row, reasons: reasonsOf(form, faults, language) })
    if (warnings.length > 0) warned.push({ row, reasons: reasonsOf(form, warnings, language) })
  }
  const { columns, guesses, conflicts, unrecognised, missing } = table.recognition
  return {
    sheet: table.sheetName,
    headerRow: table.headerRow,
    told: table.told,
    columns,
    guesses,
    conflicts,
    unrecognised,
    missing,
    counts: { read, valid: read - rejected.length, rejected: rejected.length },
    rejected,
    warnings: warned,
    passedOver,
  }
}

/** A row that was not taken, as it came, and why. */
export type RejectedRow = { readonly row: number; readonly cells: readonly Cell[]; readonly reasons: readonly string[] }

const REASON = { zh: '未导入原因', en: 'Why not imported' } as const
const isReason = (heading: string): boolean => Object.values<string>(REASON).includes(heading.trim())

/** Sentences as one text: each ends once. */
const together = (reasons: readonly string[], language: Language): string =>
  language === 'zh' ? reasons.map((one) => one.replace(/[。；]$/, '')).join('；') : reasons.map((one) => one.replace(/[.;]$/, '')).join('; ')

/**
 * Writes rejected rows as a workbook for the clerk to correct and import again: the headings and cells as they came, in columns of their own
 * what the sheet said of all its rows, the reasons in a last column, in place of those that an earlier such workbook told. Ends the stream.
 */
export async function writeRejected(
  stream: Writable,
  { sheetName, headings, told }: Pick<Table, 'sheetName' | 'headings' | 'told'>,
  rows: Iterable<RejectedRow> | AsyncIterable<RejectedRow>,
  language: Language = 'zh',
): Promise<void> {
  const kept = [...headings.keys()].filter((at) => !isReason(headings[at]!))
  const said = told.map(({ shown }) => shown[language])
  async function* withReasons(): AsyncGenerator<Cell[]> {
    for await (const { cells, reasons } of rows) {
      yield [...kept.map((at) => cells[at] ?? null), ...said, together(reasons, language)]
    }
  }
  const columns = [...[...kept.map((at) => headings[at]!), ...told.map(({ label }) => label[language])].map((header) => ({ header, width: 20 })), { header: REASON[language], width: 60 }]
  await writeWorkbook(stream, { sheets: [{ name: sheetName, columns, rows: withReasons() }] })
}
