import { Problem, problems } from '../../core/problem.ts'
import { cellText, type SheetRow, type Workbook } from '../../documents/spreadsheet/index.ts'
import type { ImportForm } from './form.ts'
import { toldOfAll, type Told } from './told.ts'
import { byContent } from './by-content.ts'
import { headingsOf, recognise, shownAs, type Heading, type Recognition } from './recognise.ts'

problems({
  'import.no-header': [
    422,
    '没有找到可识别的表头。请确认前 {rows} 行内有一行列名（如：{examples}），再重新导入。',
    'No row of column headings was recognised. Make sure that one of the first {rows} rows holds headings (such as {examplesEn}), then import again.',
  ],
})

/** Where the rows of a form begin in a workbook, and what its columns are. */
export type Table = {
  /** Index of the sheet. */
  readonly sheet: number
  readonly sheetName: string
  /** The last row of the header; rows below it are read. */
  readonly headerRow: number
  /** Every heading as shown, by column; empty text where there is none. */
  readonly headings: readonly string[]
  /** What the header prints over each column: its heading, and the group above it where there is one. */
  readonly printed: readonly (readonly string[])[]
  readonly recognition: Recognition
  /** What the sheet says of all its rows, outside of its columns. */
  readonly told: readonly Told[]
}

/** A header stands within the first rows: titles, dates and notes may come before it. */
const HEADER_WITHIN = 30

/** What two rows must gain over one to be taken for the header: a merged title above the header is no group heading. */
const GROUPED = 0.3
/** What two rows are worth where the lower one holds nothing but finer headings: read as a record it would spoil every column. */
const FINER = -1.5

type Candidate = {
  /** The first row of the header; the last is `headerRow`. */
  readonly top: number
  readonly headerRow: number
  readonly headings: readonly Heading[]
  readonly recognition: Recognition
  readonly score: number
}

/**
 * Finds the first visible sheet with a recognised header, of one row or of two (group headings above their sub-headings).
 * @param fileName the name the clerk knows the file by
 * @throws Problem `import.no-header`
 */
export async function findTable(
  form: ImportForm,
  workbook: Workbook,
  confirmed?: Readonly<Record<string, string | null>>,
  fileName?: string,
): Promise<Table> {
  const visible = workbook.sheets.map((sheet, index) => ({ ...sheet, index })).filter(({ hidden }) => !hidden)
  for (const { index, name } of visible) {
    const rows = await firstRows(workbook, index)
    const found = bestHeader(form, rows, confirmed)
    if (!found) continue
    const below = rows.filter(({ row }) => row > found.headerRow)
    const recognition = byContent(form, found.headings, found.recognition, below, confirmed)
    const headings: string[] = []
    const printed: string[][] = []
    for (const { index: at, shown, group, texts } of found.headings) {
      headings[at] = shown
      printed[at] = group === undefined ? [shown] : [shown, group, ...texts]
    }
    return {
      sheet: index,
      sheetName: name,
      headerRow: found.headerRow,
      headings: Array.from(headings, (text) => text ?? ''),
      printed: Array.from(printed, (texts) => texts ?? []),
      recognition,
      told: toldOfAll(form, new Set(recognition.reads.map(({ field }) => field)), textsAbout(rows, found, recognition, name, fileName), confirmed),
    }
  }
  const labels = Object.values(form.fields)
    .slice(0, 3)
    .map(({ label }) => label)
  const [examples, examplesEn] = [labels.map(({ zh }) => zh).join('、'), labels.map(({ en }) => en).join(', ')]
  throw new Problem('import.no-header', { rows: HEADER_WITHIN, examples, examplesEn })
}

/** What speaks of a whole sheet: what stands above its header, its name, headings of names and numbers (小作坊名称), the name of the file. */
function textsAbout(rows: readonly SheetRow[], { top }: Candidate, { reads }: Recognition, sheetName: string, fileName = ''): string[] {
  const above = rows.filter(({ row }) => row < top).flatMap(({ cells }) => cells.map((cell) => shownAs(cellText(cell))))
  return [...above, sheetName, ...reads.map(({ heading }) => heading).filter((heading) => NAMES.test(heading)), fileName.replace(/\.\w+$/, '')]
}

const NAMES = /(?:名称|编号|证号)$/

async function firstRows(workbook: Workbook, sheet: number): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const row of workbook.rows(sheet)) {
    if (row.row > HEADER_WITHIN + 1) break
    rows.push(row)
  }
  return rows
}

function bestHeader(
  form: ImportForm,
  rows: readonly SheetRow[],
  confirmed?: Readonly<Record<string, string | null>>,
): Candidate | undefined {
  const sureOf = ({ reads }: Recognition): number =>
    new Set(reads.filter(({ certainty }) => certainty === 1).map(({ field, level }) => `${field}/${level ?? ''}`)).size
  const judge = (top: number, headerRow: number, headings: Heading[], cost = 0): Candidate => {
    // Most rows are no header, which their known names tell: nothing is guessed of them.
    const plain = recognise(form, headings, confirmed, false)
    const sure = sureOf(plain)
    if (sure < 2 && !(sure === 1 && headings.length <= 2)) return { top, headerRow, headings, recognition: plain, score: 0 }
    const recognition = recognise(form, headings, confirmed)
    const score = sureOf(recognition) + recognition.guesses.length * 0.4 - recognition.conflicts.length * 0.1 - cost
    return { top, headerRow, headings, recognition, score }
  }
  const candidates = rows.flatMap((row, at) => {
    if (row.row > HEADER_WITHIN) return []
    const single = judge(row.row, row.row, headingsOf(row.cells.map(cellText)))
    const below = rows[at + 1]
    if (below?.row !== row.row + 1) return [single]
    const grouped = judge(row.row, below.row, groupedHeadings(row, below), isFiner(row, below) ? FINER : GROUPED)
    const twice = saidTwice(row, below)
    return single.score > 0 && twice && sureOf(recognise(form, headingsOf(below.cells.map(cellText)), confirmed, false)) > 2
      ? [grouped, judge(row.row, below.row, twice)]
      : [single, grouped]
  })
  return candidates.reduce<Candidate | undefined>((best, next) => (next.score > (best?.score ?? 0) ? next : best), undefined)
}

/** The same columns headed twice, by codes and by words (QYMC over 企业名称): known by either, the words first. Undefined where a row leaves some to the other. */
function saidTwice(upper: SheetRow, lower: SheetRow): Heading[] | undefined {
  const texts = [upper, lower].map(({ cells }) => cells.map((cell) => shownAs(cellText(cell))))
  const [first = [], second = []] = texts.every((row) => row.some((text) => HAN.test(text))) ? [] : texts.toSorted((a, b) => han(b) - han(a))
  const both = first.flatMap((shown, index) => (shown !== '' && second[index] ? [{ index, shown, texts: [shown, second[index]] }] : []))
  return both.length > 2 && both.length >= Math.max(filled(first), filled(second)) * 0.9 ? both : undefined
}
const HAN = /\p{Script=Han}/u
const han = (texts: readonly string[]): number => texts.filter((text) => HAN.test(text)).length
const filled = (texts: readonly string[]): number => texts.filter((text) => text !== '').length

/** Whether a row holds only finer headings: words under a heading that spreads over several columns, beside headings that have none below. */
function isFiner(upper: SheetRow, lower: SheetRow): boolean {
  const top = (index: number): string => cellText(upper.spread[index] ?? null).trim()
  const subs = lower.spread.flatMap((cell, index) => {
    const text = cellText(cell ?? null).trim()
    return text === '' || text === top(index) ? [] : [{ index, text }]
  })
  const grouped = (index: number): boolean => top(index) === '' || [index - 1, index + 1].some((next) => top(next) === '' || top(next) === top(index))
  const alone = upper.spread.filter((_, index) => top(index) !== '' && !subs.some((sub) => sub.index === index))
  return alone.length >= 2 && subs.length >= 2 && subs.every(({ index, text }) => grouped(index) && text.length <= 12 && !/\d/.test(text))
}

/**
 * Headings of two rows: a sub-heading is known by its group and itself together, then alone; it is shown alone where that tells it from
 * all others (许可证号), with its group where not (法定代表人/姓名). A group that is not merged (csv knows no merging) reaches to the next one
 * over columns that have a sub-heading only.
 */
function groupedHeadings(upper: SheetRow, lower: SheetRow): Heading[] {
  const headings: (Heading & { readonly own: string })[] = []
  let group = ''
  for (let index = 0; index < Math.max(upper.spread.length, lower.spread.length); index++) {
    const top = shownAs(cellText(upper.spread[index] ?? null))
    const sub = shownAs(cellText(lower.spread[index] ?? null))
    if (top !== '' || sub === '') group = top
    if (sub === '' || sub === top) {
      if (top !== '') headings.push({ index, own: top, shown: top, texts: [top] })
    } else if (group === '') headings.push({ index, own: sub, shown: sub, texts: [sub] })
    else headings.push({ index, own: sub, shown: `${group}/${sub}`, texts: [group + sub, sub], group })
  }
  const tells = (own: string): boolean => own.length >= TELLING && headings.filter((one) => one.own === own).length === 1
  return headings.map(({ own, ...heading }) => (tells(own) ? { ...heading, shown: own } : heading))
}

/** 起, 姓名 say nothing without the group above them. */
const TELLING = 3
