import type { DateOnly } from '../core/dates.ts'
import { captionOf, type Chart } from './chart.ts'
import { written } from './paper-numbering.ts'

/**
 * An official document (公文) in the order of GB/T 9704-2012, apart from how it is drawn. Texts are Chinese: the papers
 * go to Chinese authorities, whatever language the page is shown in.
 */
export type OfficialDocument = {
  /** 发文机关标志, in red above everything (红头); absent on papers that carry none. */
  readonly masthead?: string
  /** 发文字号: 某食安办督〔2026〕3号. */
  readonly number?: string
  readonly title: string
  /** 主送机关, without the colon. */
  readonly recipients?: string
  readonly body: readonly Block[]
  /** 附件: names, in their order. */
  readonly attachments?: readonly string[]
  /** 附件 that is printed with the paper: on a page of its own behind the signature. Its title is named among the attachments by the writer. */
  readonly annex?: { readonly title: string; readonly body: readonly Block[] }
  /** 发文机关署名. */
  readonly issuer: string
  /** A form, signed by hand in its body: it bears no 落款, and needs no second page for one. */
  readonly form?: boolean
  readonly date: DateOnly
  /** What is filled in by hand below the 落款: who received the paper, and when. */
  readonly receipt?: string
  /** 抄送机关. */
  readonly copyTo?: string
}

export type Block =
  /** Levels are numbered 一、 （一） 1. （1） by the writer. */
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[]; /** Shares of the width; equal unless told. */ readonly widths?: readonly number[]; /** Small print, for long lists. */ readonly dense?: boolean }
  /** 图题 stands below, numbered 图1 图2 by the writer, and under it what the numbers count and where they are from. */
  | { readonly kind: 'chart'; readonly chart: Chart }
  /** 二维码 in the middle of the line, with what it leads to below it. */
  | { readonly kind: 'code'; readonly text: string; readonly note: string }

/** The faces that the standard names. Another name or file of the same face may stand in. */
export type Face = 'title' | 'body' | 'heading' | 'subheading'

/** GB/T 9704-2012, 5: A4; type area 156 × 225 mm; 22 lines of 28 characters; sizes in points. */
export const LAYOUT = {
  page: { width: 210, height: 297 },
  margin: { top: 37, left: 28, right: 26, bottom: 35 },
  /** 二号 · 三号 · 四号 */
  size: { title: 22, body: 16, small: 14, masthead: 36 },
  line: 28.95,
} as const

const NUMBERED: Readonly<Record<1 | 2 | 3 | 4, (count: number) => string>> = {
  1: (count) => `${written(count, 'chineseCounting')}、`,
  2: (count) => `（${written(count, 'chineseCounting')}）`,
  3: (count) => `${count}. `,
  4: (count) => `（${count}）`,
}

/** The face of each level: 黑体, 楷体, 仿宋, 仿宋. */
export const FACE_OF: Readonly<Record<1 | 2 | 3 | 4, Face>> = { 1: 'heading', 2: 'subheading', 3: 'body', 4: 'body' }

/** The blocks with their headings and charts numbered; a heading starts the numbers of all levels below it anew. */
export function numbered(body: readonly Block[]): Block[] {
  const counts = [0, 0, 0, 0, 0]
  let charts = 0
  return body.map((block) => {
    if (block.kind === 'chart') return { kind: 'chart', chart: { ...block.chart, title: `图${++charts}　${captionOf(block.chart)}`, unit: '' } }
    if (block.kind !== 'heading') return block
    counts[block.level] = (counts[block.level] ?? 0) + 1
    counts.fill(0, block.level + 1)
    return { ...block, text: `${NUMBERED[block.level](counts[block.level]!)}${block.text}` }
  })
}

/** 成文日期 in Arabic figures without leading zeros (GB/T 9704-2012, 7.3.5.4): 2026年1月2日. */
export function writtenDate(day: DateOnly): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** 附件 lines: one without a number, several numbered. */
export const attachmentLines = (names: readonly string[]): string[] =>
  names.map((name, index) => `${index === 0 ? '附件：' : '\u3000\u3000\u3000'}${names.length > 1 ? `${index + 1}. ` : ''}${name}`)

/** What is attached, the annex that is printed with the paper last. */
export const attachedTo = ({ attachments = [], annex }: OfficialDocument): readonly string[] => (annex ? [...attachments, annex.title] : attachments)

/** Size of the words in a table: 小四, in small print 小五. */
export const tableSize = ({ dense }: { readonly dense?: boolean }): number => (dense ? 9 : LAYOUT.size.small - 2)

/** A cell of figures alone stands in the middle of its column. */
export const isFigure = (cell: string): boolean => /^[\d.,%‰–—-]+$/.test(cell)

/** Width of a text in characters: Latin signs take half of one. */
export const widthOf = (text: string): number => [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) < 256 ? 0.5 : 1), 0)

/** Characters of a size that fit on a line. */
const fitting = (points: number): number => Math.floor((((LAYOUT.page.width - LAYOUT.margin.left - LAYOUT.margin.right) / 25.4) * 72) / points)

/** The red name stands on one line, however long it is. */
export const mastheadSize = (name: string): number => Math.min(LAYOUT.size.masthead, Math.floor((fitting(1) * 0.98) / widthOf(name)))

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** Signs that never begin a line, and those that never end one. */
const CLOSING = /^[”’》〉）】」』、，。；：！？]/
const OPENING = /[“‘《〈（【「『]+$/

/** Lines of a title end a character before the margin: not every reader's font is as narrow as the standard's. */
const TITLE_WIDTH = fitting(LAYOUT.size.title) - 1
/** A longer one is left to the reader's program. */
const MOST_LINES = 5

/** What a break costs inside a pair of marks, and beside one or before a year; lines of unlike length cost the square of what they differ by. */
const WITHIN = 60
const BETTER = -20

type Broken = { readonly cost: number; readonly lines: readonly string[] }

/** Places where a title may break: how much stands before, and what the break costs. */
function breaksOf(title: string): { readonly at: number; readonly cost: number }[] {
  let [at, open] = [0, 0]
  return [...words.segment(title)].flatMap(({ segment }) => {
    const before = title.slice(0, at)
    const allowed = at > 0 && !CLOSING.test(segment) && !OPENING.test(before) && segment !== '的'
    const cost = open > 0 ? WITHIN : /[”》]$/.test(before) || /^(?:\d{4}$|[“《])/.test(segment) ? BETTER : 0
    const found = allowed ? [{ at, cost }] : []
    at += segment.length
    open += (segment.match(/[“《（]/g)?.length ?? 0) - (segment.match(/[”》）]/g)?.length ?? 0)
    return found
  })
}

/**
 * A long title on lines of like length that end where a word ends and hold together what is quoted (GB/T 9704-2012, 7.3.1: 词意完整，排列对称，
 * 长短适宜). What stands in brackets at its end has a line of its own.
 */
export function titleLines(title: string): string[] {
  const bracket = /^(.+)(（[^（）]+）)$/.exec(title)
  if (bracket && widthOf(title) > TITLE_WIDTH) return [...titleLines(bracket[1]!), bracket[2]!]
  const breaks = breaksOf(title)
  const mean = (count: number): number => widthOf(title) / count
  const best = (from: number, count: number, length: number): Broken | undefined => {
    const costs = (text: string): number => (widthOf(text) - length) ** 2
    const left = title.slice(from)
    if (count === 1) return widthOf(left) > TITLE_WIDTH ? undefined : { cost: costs(left), lines: [left] }
    return breaks
      .filter(({ at }) => at > from && widthOf(title.slice(from, at)) <= TITLE_WIDTH)
      .flatMap(({ at, cost }) => {
        const rest = best(at, count - 1, length)
        const line = title.slice(from, at)
        return rest ? [{ cost: costs(line) + cost + rest.cost, lines: [line, ...rest.lines] }] : []
      })
      .reduce<Broken | undefined>((least, one) => (least && least.cost <= one.cost ? least : one), undefined)
  }
  for (let count = Math.max(1, Math.ceil(widthOf(title) / TITLE_WIDTH)); count <= MOST_LINES; count++) {
    const found = best(0, count, mean(count))
    if (found) return [...found.lines]
  }
  return [title]
}
