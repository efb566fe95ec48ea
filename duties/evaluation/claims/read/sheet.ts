import { fold } from '../../../../platform/core/chinese.ts'
import { stackedRows, withBlankColumns } from './blank-columns.ts'
import { cellsOfLine, isProse, withWideColumns, type Stretch } from './columns.ts'

/**
 * A paragraph of the paper in one spelling: printed lines joined, white space gone, signs folded. `at[i]` is where `text[i]` stands in the
 * paper, so that whatever is found here is reported where it was printed.
 */
export type Paragraph = {
  readonly text: string
  readonly at: readonly number[]
  /** Written out in a cell of the row before it. */
  readonly inRow?: true
}

/** The place in the paper of a stretch of a paragraph. */
export const placed = ({ at }: Paragraph, from: number, to: number): { start: number; end: number } => ({
  start: at[from] ?? 0,
  end: (at[to - 1] ?? at.at(-1) ?? -1) + 1,
})

/** `cells`: where the line is a row of a table, its cells as they stand in the paper. `alone`: never joined with its neighbours. */
type Line = {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly alone: boolean
  readonly cells: readonly Stretch[] | null
}

const PAGE = /^(?:[—\-·•*]*\s*\d{1,4}\s*[—\-·•*]*|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*\/\s*\d{1,4})$/
/** Signs of a heading, a quotation or a list in Markdown. */
const MARKDOWN = /^\s*(?:#{1,6}|>|[-*+])\s+/
/** The line under the head of a table in Markdown. */
const RULE = /^[|:：\s-]*\|[|:：\s-]*-[|:：\s-]*$/
const BOOKMARK = /^\[bookmark:[^\]]*\]$|^\(bookmark：[^)]*\)$/
/** How a numbered line begins. */
export const MARKER =
  /^(?:第?[一二三四五六七八九十百]{1,4}[、.．]|第[一二三四五六七八九十百\d]{1,4}[章节条部分]+|\([一二三四五六七八九十百]{1,4}\)|\d{1,2}[.．、](?!\d)|\(\d{1,2}\)|[①-⑳]|[一二三四五六七八九十]{1,2}是)/
/** How a line of a list without numbers begins. */
const BULLET = /^(?:[●•·○◆◇■□▲△★☆▶►➢✓✔※]|[-—–*]\s)/
const ENDS = /[。！？；：”》)]$/
const INSIDE = /[，。；、：]/

/** Splits a paper into paragraphs: page numbers and running heads are dropped, wrapped lines joined. */
export function paragraphsOf(paper: string): Paragraph[] {
  const lines = printedLines(paper)
  const width = wrapWidth(lines)
  const paragraphs: Paragraph[] = []
  let open: Line[] = []
  for (const line of lines) {
    const last = open.at(-1)
    if (last && !continues(last, line, width, open.length > 1)) {
      paragraphs.push(...written(paper, open))
      open = []
    }
    open.push(line)
  }
  if (open.length > 0) paragraphs.push(...written(paper, open))
  return paragraphs.filter(({ text }) => text !== '')
}

/** A cell that is written out in sentences is a paragraph of its own; its row goes on without it. */
function written(paper: string, lines: readonly Line[]): Paragraph[] {
  const [line] = lines
  if (!line?.cells) return [joined(paper, lines)]
  const prose = line.cells.filter(({ start, end }) => isProse(spelled(paper.slice(start, end))))
  return [row(paper, line.cells, prose), ...prose.map((cell) => ({ ...joined(paper, [cell]), inRow: true as const }))]
}

/** A row of a table, a tab between its cells. */
function row(paper: string, cells: readonly Stretch[], without: readonly Stretch[]): Paragraph {
  const parts = cells.map((cell) => (without.includes(cell) ? { text: '', at: [] } : joined(paper, [cell])))
  return {
    text: parts.map(({ text }) => text).join('\t'),
    at: parts.flatMap(({ at }, i) => [...(i === 0 ? [] : [cells[i - 1]!.end]), ...at]),
  }
}

function printedLines(paper: string): Line[] {
  const lines: Line[] = []
  const folded = spelled(paper)
  const printed = linesOf(folded)
  const stacked = stackedRows(printed)
  for (let at = 0; at < printed.length; at++) {
    const { start, end, text } = printed[at]!
    const cells = stacked.get(at)
    if (cells) {
      at += cells.length - 1
      lines.push({ start, end: cells.at(-1)!.end, text: cells.map((cell) => folded.slice(cell.start, cell.end).trim()).join(' '), alone: true, cells })
    } else if (!PAGE.test(text) && !BOOKMARK.test(text) && !RULE.test(text)) {
      const sign = MARKDOWN.exec(paper.slice(start, end))?.[0].length ?? 0
      const own = cellsOfLine(paper, start, end)
      lines.push({ start: start + sign, end, text: folded.slice(start + sign, end).trim(), alone: sign > 0 || own !== null, cells: own })
    }
  }
  return withBlankColumns(paper, withWideColumns(paper, withoutRunningHeads(lines)))
}

/** Lines of a paper that bear signs. */
function linesOf(folded: string): (Stretch & { readonly text: string })[] {
  const lines: (Stretch & { readonly text: string })[] = []
  let from = 0
  for (let i = 0; i <= folded.length; i++) {
    if (i < folded.length && !/[\n\f\r\v]/.test(folded[i]!)) continue
    const text = folded.slice(from, i).trim()
    if (text !== '') lines.push({ start: from, end: i, text })
    from = i + 1
  }
  return lines
}

/** A short line without stops that comes back five times and more is printed on every page. */
function withoutRunningHeads(lines: readonly Line[]): Line[] {
  const times = new Map<string, number>()
  for (const { text } of lines)
    if (text.length >= 4 && text.length <= 40 && !INSIDE.test(text) && !MARKER.test(text)) times.set(text, (times.get(text) ?? 0) + 1)
  return lines.filter(({ text }) => (times.get(text) ?? 0) < 5 || !/[\u4e00-\u9fff]/.test(text) || /\d/.test(text))
}

/** How wide the print is, where lines were wrapped by hand or by a PDF: the length that many lines share; Infinity where none were. */
function wrapWidth(lines: readonly Line[]): number {
  const lengths = lines.map(({ text }) => text.length).filter((length) => length >= 18 && length <= 60)
  if (lengths.length < 8 || lengths.length < lines.length / 2) return Infinity
  const sorted = lengths.sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length * 0.8)]!
}

function continues(last: Line, line: Line, width: number, running: boolean): boolean {
  if (ENDS.test(last.text) && !/[^)”》]\)$/.test(last.text)) return false
  if (MARKER.test(line.text) || BULLET.test(line.text) || last.alone || line.alone) return false
  if (ENDS.test(last.text)) return false
  // a heading stands alone, unless its line was full
  if (MARKER.test(last.text) && !/[。；]/.test(last.text)) return last.text.length >= width - 2 || /[，、]$/.test(last.text)
  if (last.text.length >= width - 3) return true
  return (running || INSIDE.test(last.text)) && last.text.length >= 12
}

const WIDE_SPACE = /[\u00a0\u2009\u202f]/

/** White space parts nothing in Chinese print, save figures in a row of a table and the number of a heading from a figure behind it. */
function joined(paper: string, lines: readonly Stretch[]): Paragraph {
  const at: number[] = []
  let raw = ''
  for (const { start, end } of lines)
    for (let i = start; i < end; i++) {
      const sign = paper[i]!
      if (/[\s\u00ad\u200b-\u200d\u2060\ufeff]/.test(sign)) {
        const parts = /[\s]/.test(sign) && /[\d%.．、]/.test(raw.at(-1) ?? '') && partsFigures(paper, i, end, raw)
        if (!parts || WIDE_SPACE.test(sign)) continue
        raw += ' '
      } else if (sign === '*' && (paper[i + 1] === '*' || paper[i - 1] === '*')) continue
      else raw += sign
      at.push(i)
    }
  return { text: spelled(raw), at }
}

/** Whether the white space at `i` stands between two figures, or between the number a line begins with and a figure. */
function partsFigures(paper: string, i: number, end: number, raw: string): boolean {
  let next = i
  while (next < end && /\s/.test(paper[next]!)) next++
  if (!/[\d０-９]/.test(paper[next] ?? '')) return false
  return /[\d%]$/.test(raw) || /^\d{1,2}[.．、]$/.test(raw)
}

/** One spelling for all signs, save that tabs stay: they part the cells of a table. */
const spelled = (raw: string): string => (raw.includes('\t') ? raw.split('\t').map(fold).join('\t') : fold(raw))

/** Sentences of a paragraph, as stretches of its text: parted at 。！？ outside brackets. */
export function sentencesOf({ text }: Paragraph): { from: number; to: number }[] {
  const out: { from: number; to: number }[] = []
  let from = 0
  for (let i = 0; i < text.length; i++) {
    if (!'。！？'.includes(text[i]!)) continue
    let to = i + 1
    while (to < text.length && '”’)》。！？'.includes(text[to]!)) to++
    out.push({ from, to })
    from = to
    i = to - 1
  }
  if (from < text.length) out.push({ from, to: text.length })
  return out
}
