import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { Problem, type FieldProblem } from '../../../platform/core/problem.ts'
import { openSpreadsheet, writeWorkbook } from '../../../platform/documents/spreadsheet/index.ts'
import { checked, numberIn, pair, readSheet, sheetOf, textIn, type Line } from '../scheme/sheet.ts'
import type { DrawRules, SheetContent } from './contract.ts'
import type { NewForm } from './forms.ts'

/** A check sheet or quotas as a workbook that people change and hand in again. */
const SHEETS = { head: '表头 head', lines: '检查项 lines', areas: '区域 areas', quotas: '配额 quotas' } as const
const HEAD = ['kind', 'code', 'title_zh', 'title_en', 'kinds'] as const
const LINES = ['code', 'text_zh', 'text_en', 'score', 'item'] as const
const AREAS = ['part', 'district', 'county'] as const
const QUOTAS = ['kind', 'open', 'covert'] as const
const PARTS = ['open', 'covert'] as const

const text = (max: number) => z.string().trim().min(1).max(max)
export const formCode = z
  .string()
  .trim()
  .regex(/^[a-z0-9-]{1,40}$/)
export const premisesKind = z.string().regex(/^[A-Z_]{2,40}$/)
const count = z.int().min(0).max(50)
export const lineSchema = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{1,40}$/),
  text: z.strictObject({ zh: text(500), en: text(500) }),
  score: z.number().min(0).max(100),
  item: text(20),
})
const head = z.object({ kind: z.enum(['sheet', 'quotas']), code: formCode, title: z.object({ zh: text(200), en: text(200) }) })
const areas = z.object({ part: z.enum(PARTS), district: count, county: count })
const quota = z.object({ kind: premisesKind, open: count, covert: count })

/** As an xlsx workbook; `readForm` gives the same back. */
export async function writeForm({ kind, code, title, title_en, content }: NewForm): Promise<Buffer> {
  const named = {
    kind,
    code,
    title_zh: title,
    title_en,
    kinds: 'kinds' in content ? content.kinds.join(', ') : null,
  }
  const sheets =
    'lines' in content
      ? [
          sheetOf(
            SHEETS.lines,
            LINES,
            content.lines.map((line) => ({ ...line, text_zh: line.text.zh, text_en: line.text.en })),
          ),
        ]
      : [
          sheetOf(
            SHEETS.areas,
            AREAS,
            PARTS.map((part) => ({ part, ...content[part].areas })),
          ),
          sheetOf(
            SHEETS.quotas,
            QUOTAS,
            [...new Set(PARTS.flatMap((part) => Object.keys(content[part].quotas)))].map((one) => ({
              kind: one,
              open: content.open.quotas[one] ?? 0,
              covert: content.covert.quotas[one] ?? 0,
            })),
          ),
        ]
  const stream = new PassThrough()
  const [bytes] = await Promise.all([buffer(stream), writeWorkbook(stream, { sheets: [sheetOf(SHEETS.head, HEAD, [named]), ...sheets] })])
  return bytes
}

type Book = Awaited<ReturnType<typeof openSpreadsheet>>

async function sheetContent(book: Book, first: Line, faults: FieldProblem[]): Promise<SheetContent> {
  const kinds = textIn(first, 'kinds')
    .split(/[,，、\s]+/)
    .filter(Boolean)
  const lines = (await readSheet(book, SHEETS.lines)).flatMap((line) => {
    const value = {
      code: textIn(line, 'code'),
      text: pair(line, 'text'),
      score: numberIn(line, 'score'),
      item: textIn(line, 'item').trim(),
    }
    return checked(lineSchema, value, SHEETS.lines, line.number, faults) ?? []
  })
  return { kinds, lines }
}

async function quotaContent(book: Book, faults: FieldProblem[]): Promise<DrawRules> {
  const drawn = (await readSheet(book, SHEETS.areas)).flatMap(
    (line) =>
      checked(
        areas,
        { part: textIn(line, 'part').trim(), district: numberIn(line, 'district'), county: numberIn(line, 'county') },
        SHEETS.areas,
        line.number,
        faults,
      ) ?? [],
  )
  const quotas = (await readSheet(book, SHEETS.quotas)).flatMap(
    (line) =>
      checked(
        quota,
        { kind: textIn(line, 'kind').trim(), open: numberIn(line, 'open') ?? 0, covert: numberIn(line, 'covert') ?? 0 },
        SHEETS.quotas,
        line.number,
        faults,
      ) ?? [],
  )
  const part = (name: (typeof PARTS)[number]): DrawRules['open'] => {
    const { district, county } = drawn.find((one) => one.part === name) ?? { district: 0, county: 0 }
    return {
      areas: { district, county },
      quotas: Object.fromEntries(quotas.flatMap((one) => (one[name] > 0 ? [[one.kind, one[name]]] : []))),
    }
  }
  return { open: part('open'), covert: part('covert') }
}

/** Reads a workbook that `writeForm` made and people may have changed. @throws Problem `input.invalid` (400) naming sheet, row and column */
export async function readForm(bytes: Buffer): Promise<NewForm> {
  const book = await openSpreadsheet(bytes)
  const faults: FieldProblem[] = []
  const first = (await readSheet(book, SHEETS.head))[0] ?? { number: 2, cells: {} }
  const value = { kind: textIn(first, 'kind').trim(), code: textIn(first, 'code'), title: pair(first, 'title') }
  const read = checked(head, value, SHEETS.head, first.number, faults)
  if (read === null) throw new Problem('input.invalid', {}, faults)
  const content = read.kind === 'sheet' ? await sheetContent(book, first, faults) : await quotaContent(book, faults)
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  return { kind: read.kind, code: read.code, title: read.title.zh, title_en: read.title.en, content }
}
