import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { Problem, type FieldProblem } from '../../../platform/core/problem.ts'
import { cellText, openSpreadsheet, writeWorkbook, type Cell, type SheetSource } from '../../../platform/documents/spreadsheet/index.ts'
import { faultsOf } from '../../../platform/http/faults.ts'
import { dateText } from '../../../platform/register/schema.ts'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { Item, MeasureSpec, Scheme } from '../contract.ts'
import { itemSchema, measureSchema } from './edit.ts'

/** A whole scheme as a workbook of four sheets: its head, parts and sources, items, measures. Headings are the names of the fields. */
const SHEETS = { head: '细则 scheme', lists: '大项与出处 parts', items: '指标 items', measures: '测量项 measures' } as const

const HEAD = ['code', 'edition', 'title_zh', 'title_en', 'source_zh', 'source_en', 'note_zh', 'note_en', 'reconstructed', 'scoring', 'valid_from', 'valid_to'] as const
const LISTS = ['list', 'code', 'zh', 'en'] as const
const ITEMS = ['code', 'section', 'section_zh', 'section_en', 'title_zh', 'title_en', 'level', 'kind', 'weight', 'applicable', 'owner', 'review_zh', 'review_en', 'papers_zh', 'papers_en', 'note_zh', 'note_en'] as const
const MEASURES = ['item', 'indicator', 'compare', 'threshold', 'over', 'source', 'confidence', 'counted'] as const

const lines = (texts: readonly string[]): string => texts.join('\n')

const itemCells = (item: Item): Record<(typeof ITEMS)[number], Cell> => ({
  code: item.code, section: item.section, section_zh: item.section_title.zh, section_en: item.section_title.en, title_zh: item.title.zh, title_en: item.title.en,
  level: item.level, kind: item.kind, weight: item.weight, applicable: item.applicable, owner: item.owner, review_zh: item.review.zh, review_en: item.review.en,
  papers_zh: lines(item.papers.map(({ zh }) => zh)), papers_en: lines(item.papers.map(({ en }) => en)), note_zh: item.note?.zh ?? null, note_en: item.note?.en ?? null,
})

const measureCells = (item: string, measure: MeasureSpec): Record<(typeof MEASURES)[number], Cell> => ({ item, ...measure, counted: measure.counted })

export function sheetOf<N extends string>(name: string, names: readonly N[], rows: readonly Record<N, Cell>[]): SheetSource {
  const wide = (heading: N): number => (heading.endsWith('_zh') || heading.endsWith('_en') ? 32 : 18)
  return { name, columns: names.map((header) => ({ header, width: wide(header) })), rows: rows.map((row) => names.map((heading) => row[heading])) }
}

/** The scheme as an xlsx workbook; `readScheme` gives the same scheme back. */
export async function writeScheme(scheme: Scheme): Promise<Buffer> {
  const { title, source, note } = scheme
  const head = {
    code: scheme.code, edition: scheme.edition, title_zh: title.zh, title_en: title.en, source_zh: source.zh, source_en: source.en, note_zh: note.zh, note_en: note.en,
    reconstructed: scheme.reconstructed, scoring: scheme.scoring, valid_from: scheme.valid_from, valid_to: scheme.valid_to,
  }
  const lists = [...scheme.parts.map(({ code, title: { zh, en } }) => ({ list: 'part', code, zh, en })), ...scheme.sources.map(({ mark, title: { zh, en } }) => ({ list: 'source', code: mark, zh, en }))]
  const stream = new PassThrough()
  const [content] = await Promise.all([buffer(stream), writeWorkbook(stream, { sheets: [
    sheetOf(SHEETS.head, HEAD, [head]), sheetOf(SHEETS.lists, LISTS, lists), sheetOf(SHEETS.items, ITEMS, scheme.items.map(itemCells)),
    sheetOf(SHEETS.measures, MEASURES, scheme.items.flatMap(({ code, measures }) => measures.map((measure) => measureCells(code, measure)))),
  ] })])
  return content
}

export type Line = { readonly number: number; readonly cells: Readonly<Record<string, Cell>> }

/** The rows of a sheet by the headings of its first row. */
export async function readSheet(book: Awaited<ReturnType<typeof openSpreadsheet>>, name: string): Promise<readonly Line[]> {
  const at = book.sheets.findIndex((sheet) => sheet.name === name)
  if (at < 0) throw new Problem('input.invalid', {}, [{ path: name, sentence: { zh: `缺少工作表“${name}”，请用导出的表格修改。`, en: `The sheet “${name}” is missing; change an exported workbook.` } }])
  let headings: readonly string[] | undefined
  const found: Line[] = []
  for await (const { row: number, cells } of book.rows(at)) {
    if (headings === undefined) headings = cells.map((cell) => cellText(cell).trim())
    else found.push({ number, cells: Object.fromEntries(headings.map((heading, column) => [heading, cells[column] ?? null])) })
  }
  return found
}

export const textIn = (line: Line, name: string): string => cellText(line.cells[name] ?? null)
export const pair = (line: Line, name: string): Bilingual => ({ zh: textIn(line, `${name}_zh`), en: textIn(line, `${name}_en`) })
export const numberIn = (line: Line, name: string): unknown => {
  const cell = line.cells[name] ?? null
  return typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : cell
}
const yes = (line: Line, name: string): boolean => ['true', '是', 'yes', '1'].includes(textIn(line, name).trim().toLowerCase())
const orNull = (text: string): string | null => (text.trim() === '' ? null : text)

/** Reads a row by a schema and says where it is wrong: sheet, row and column. */
export function checked<T>(schema: z.ZodType<T>, value: unknown, sheet: string, row: number, faults: FieldProblem[]): T | null {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  faults.push(...faultsOf(read.error.issues).map((one) => ({ ...one, path: `${sheet} ${row}: ${one.path}` })))
  return null
}

const headSheet = z.object({
  code: z.string().trim().min(1).max(60), edition: z.string().trim().min(1).max(40), scoring: z.enum(['whole', 'by-measure']),
  title: z.object({ zh: z.string().trim().min(1).max(200), en: z.string().trim().min(1).max(200) }),
  source: z.object({ zh: z.string(), en: z.string() }), note: z.object({ zh: z.string(), en: z.string() }), reconstructed: z.boolean(),
  valid_from: dateText, valid_to: dateText.nullable(),
})

function itemFrom(line: Line, measures: readonly Line[], faults: FieldProblem[]): Item | null {
  const [zh, en] = [textIn(line, 'papers_zh').split('\n'), textIn(line, 'papers_en').split('\n')]
  const note = pair(line, 'note')
  const own = measures.map((one) => checked(measureSchema, {
    ...Object.fromEntries(MEASURES.filter((name) => name !== 'item').map((name) => [name, textIn(one, name)])), threshold: numberIn(one, 'threshold'), counted: yes(one, 'counted'),
  }, SHEETS.measures, one.number, faults))
  return checked(itemSchema, {
    code: textIn(line, 'code'), section: textIn(line, 'section'), section_title: pair(line, 'section'), title: pair(line, 'title'), level: textIn(line, 'level'),
    kind: textIn(line, 'kind'), weight: numberIn(line, 'weight'), applicable: textIn(line, 'applicable'), owner: textIn(line, 'owner'), review: pair(line, 'review'),
    papers: zh.flatMap((paper, at) => (paper.trim() === '' ? [] : [{ zh: paper, en: en[at] ?? paper }])), measures: own.filter((one) => one !== null),
    note: note.zh === '' && note.en === '' ? null : note,
  }, SHEETS.items, line.number, faults)
}

/**
 * Reads a workbook that `writeScheme` made and people may have changed.
 * @throws Problem `input.invalid` (400) naming sheet, row and column of every fault; `spreadsheet.*`
 */
export async function readScheme(content: Buffer): Promise<Scheme> {
  const book = await openSpreadsheet(content)
  const [heads, lists, itemLines, measures] = [await readSheet(book, SHEETS.head), await readSheet(book, SHEETS.lists), await readSheet(book, SHEETS.items), await readSheet(book, SHEETS.measures)]
  const faults: FieldProblem[] = []
  const first = heads[0] ?? { number: 2, cells: {} }
  const head = checked(headSheet, {
    code: textIn(first, 'code'), edition: textIn(first, 'edition'), scoring: textIn(first, 'scoring'), title: pair(first, 'title'), source: pair(first, 'source'), note: pair(first, 'note'),
    reconstructed: yes(first, 'reconstructed'), valid_from: textIn(first, 'valid_from'), valid_to: orNull(textIn(first, 'valid_to')),
  }, SHEETS.head, first.number, faults)
  const read = itemLines.map((line) => itemFrom(line, measures.filter((one) => textIn(one, 'item') === textIn(line, 'code')), faults))
  const codes = new Set(itemLines.map((line) => textIn(line, 'code')))
  for (const line of measures) {
    if (!codes.has(textIn(line, 'item'))) faults.push({ path: `${SHEETS.measures} ${line.number}: item`, sentence: { zh: '指标表中没有这个编号。', en: 'No item has this code.' } })
  }
  if (faults.length > 0 || head === null) throw new Problem('input.invalid', {}, faults)
  const listed = (list: string) => lists.filter((line) => textIn(line, 'list') === list)
  return {
    // Checked as dates just above.
    ...head as Pick<Scheme, keyof typeof head & keyof Scheme>,
    parts: listed('part').map((line) => ({ code: textIn(line, 'code'), title: { zh: textIn(line, 'zh'), en: textIn(line, 'en') } })),
    sources: listed('source').map((line) => ({ mark: textIn(line, 'code'), title: { zh: textIn(line, 'zh'), en: textIn(line, 'en') } })),
    items: read.filter((one) => one !== null),
  }
}
