import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { Problem, type FieldProblem } from '../../../platform/core/problem.ts'
import { cellText, openSpreadsheet, writeWorkbook, type Cell, type SheetRow, type Workbook } from '../../../platform/documents/spreadsheet/index.ts'
import { columnsOf, type Columns, type Role } from './headings.ts'
import { measureWords } from './measures.ts'
import { readItems, titleAbove } from './print.ts'
import type { Sheet, SheetFact, SheetItem, SheetKind } from './sheet.ts'
import { faultsOfSheet } from './validate.ts'

const HEAD = '检查表 sheet'
const FACTS = '情况 facts'
const ITEMS = '检查项目 items'
/** Rows in which a print may have its headings. */
const HEADING_WITHIN = 40

export const photoWords = { failed: '不合格时', always: '必拍' } as const

/** The conditions of an item as questions, one a line; a code where two questions read the same. */
const whenWords = (facts: readonly SheetFact[], when: SheetItem['when'] = []): string => when.map((code) => {
  const text = facts.find((fact) => fact.code === code)?.text.zh ?? code
  return facts.filter((fact) => fact.text.zh === text).length === 1 ? text : code
}).join('\n')

/** A sheet as an xlsx workbook: its head, the questions, one row an item with `*` before the number of a key item. `readSheet` gives the same sheet back. */
export async function writeSheet(sheet: Sheet): Promise<Buffer> {
  const { kind, version, title, source, confidence, facts, items } = sheet
  const wide = (header: string) => ({ header, width: 44 })
  const narrow = (header: string) => ({ header, width: 14 })
  const stream = new PassThrough()
  const [content] = await Promise.all([buffer(stream), writeWorkbook(stream, { sheets: [
    { name: HEAD, columns: ['kind', 'version', 'title_zh', 'title_en', 'source', 'confidence'].map(narrow), rows: [[kind, version, title.zh, title.en, source, confidence]] },
    { name: FACTS, columns: [narrow('code'), wide('zh'), wide('en')], rows: facts.map(({ code, text }) => [code, text.zh, text.en]) },
    {
      name: ITEMS,
      columns: [
        narrow('序号'), narrow('检查项目'), wide('检查内容'), narrow('检查方式'), wide('检查依据'), narrow('适用情形'), narrow('限值'), narrow('拍照要求'), narrow('分值'),
        narrow('Section'), wide('Item'), narrow('Method'),
      ],
      rows: items.map((item) => [
        `${item.key ? '*' : ''}${item.code}`, item.section.zh, item.text.zh, item.method.zh, item.basis, whenWords(facts, item.when), item.measure ? measureWords(item.measure) : null,
        item.photo ? photoWords[item.photo] : null, item.points, item.section.en, item.text.en, item.method.en,
      ]),
    },
  ] })])
  return content
}

/** What the office says of a print that does not say it itself. */
export type About = { readonly kind: SheetKind; readonly version: string; readonly title: Bilingual; readonly source: string; readonly confidence: Sheet['confidence'] }
/** A sheet that was read, with what the reader decided on its own: shown before the sheet is kept. */
export type ReadSheet = { readonly sheet: Sheet; readonly notes: readonly FieldProblem[] }

async function rowsOf(book: Workbook, name: string): Promise<readonly SheetRow[]> {
  const at = book.sheets.findIndex((sheet) => sheet.name === name)
  const rows: SheetRow[] = []
  if (at >= 0) for await (const row of book.rows(at)) rows.push(row)
  return rows
}

/** The rows of one of our own sheets by the names in its first row. */
async function namedRows(book: Workbook, name: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const [first, ...rest] = await rowsOf(book, name)
  const names = (first?.cells ?? []).map((cell) => cellText(cell).trim())
  return rest.map(({ cells }) => Object.fromEntries(names.map((heading, at) => [heading, cellText(cells[at] ?? null)])))
}

type Found = { readonly name: string; readonly columns: Columns; readonly above: readonly SheetRow[]; readonly rows: readonly SheetRow[] }

/** The first worksheet with a row of headings, parted there. */
async function findItems(book: Workbook): Promise<Found | null> {
  for (const { name } of book.sheets) {
    if (name === HEAD || name === FACTS) continue
    const rows = await rowsOf(book, name)
    for (const [at, row] of rows.slice(0, HEADING_WITHIN).entries()) {
      const columns = columnsOf(row.spread.map((cell: Cell) => cellText(cell)))
      if (columns) return { name, columns, above: rows.slice(0, at), rows: rows.slice(at + 1) }
    }
  }
  return null
}

/** What the file itself calls the column of a field. */
function headingOf({ roles, text, section, headings }: Columns, field: string): string {
  const of = field.split('.')[0]!
  const at = of === 'text' ? text : of === 'section' ? section : roles.get(of as Role)
  return headings[at ?? -1] ?? field
}

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

/**
 * Reads a check sheet: a workbook of `writeSheet` that people may have changed, or a print of a province in its own layout.
 * Headings are known by the names in use; `*` marks key items; sections stand in merged cells, a column or rows of their own.
 * @param about what the file does not say itself; kind and version are needed for a print
 * @throws Problem `input.invalid` (400) with every fault, by sheet, row and column; `spreadsheet.*`
 */
export async function readSheet(content: Buffer, about: Partial<About> = {}): Promise<ReadSheet> {
  const book = await openSpreadsheet(content)
  const [head] = await namedRows(book, HEAD)
  const facts: readonly SheetFact[] = (await namedRows(book, FACTS)).map(({ code = '', zh = '', en = '' }) => ({ code, text: { zh, en } }))
  const found = await findItems(book)
  if (!found) {
    throw new Problem('input.invalid', {}, [fault('file', '没有找到检查表的表头：至少要有“检查内容”（或“检查项目”“要点”）和“序号”等两列。',
      'No headings of a check sheet were found: a column of items (检查内容, 检查项目 or 要点) and one more, such as 序号, are needed.')])
  }
  const title = titleAbove(found.above)
  const given: Partial<About> = {
    kind: head?.['kind'] as SheetKind | undefined, version: head?.['version'], title: head ? { zh: head['title_zh'] ?? '', en: head['title_en'] ?? '' } : title === null ? undefined : { zh: title, en: title },
    source: head?.['source'] ?? title ?? undefined, confidence: (head?.['confidence'] as Sheet['confidence'] | undefined) ?? 'text', ...about,
  }
  const source = given.source ?? ''
  const read = readItems(found, facts, source)
  const sheet: Sheet = {
    kind: given.kind ?? ('' as SheetKind), version: given.version ?? '', title: given.title ?? { zh: '', en: '' }, source, confidence: given.confidence!,
    facts: read.facts, items: read.items,
  }
  // Where no source is named every item lacks its basis too: told once.
  // Rows that could not be read would make the sheet look worse than it is: of the others what is wrong is told at once, of the whole when all are there.
  const unread = new Set(read.faults.map(({ path }) => /(\d+): [^:]*$/.exec(path)?.[1]))
  const isTold = (path: string): boolean => read.faults.length === 0 || (/^items\.\d+\./.test(path) && !unread.has(String(read.rows[Number(path.split('.')[1])])))
  const whole = faultsOfSheet(sheet).filter(({ path }) => isTold(path)).filter(({ path }) => source.trim() !== '' || !path.endsWith('.basis')).map(({ path, sentence }) => {
    const [, at, field] = /^items\.(\d+)\.(.+)$/.exec(path) ?? []
    return { path: at === undefined ? path : `${found.name} ${read.rows[Number(at)]}: ${headingOf(found.columns, field!)}`, sentence }
  })
  if (read.faults.length + whole.length > 0) throw new Problem('input.invalid', {}, [...read.faults, ...whole])
  return { sheet, notes: read.notes }
}
