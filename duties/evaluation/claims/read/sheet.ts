import { fold } from '../../../../platform/core/chinese.ts'

/**
 * A paragraph of the paper in one spelling: printed lines joined, white space gone, signs folded. `at[i]` is where `text[i]` stands in the
 * paper, so that whatever is found here is reported where it was printed.
 */
export type Paragraph = { readonly text: string; readonly at: readonly number[] }

/** The place in the paper of a stretch of a paragraph. */
export const placed = ({ at }: Paragraph, from: number, to: number): { start: number; end: number } => ({
  start: at[from] ?? 0,
  end: (at[to - 1] ?? at.at(-1) ?? -1) + 1,
})

type Line = { readonly start: number; readonly end: number; readonly text: string; readonly blankBefore: boolean }

const PAGE = /^(?:[—\-·•*]*\s*\d{1,4}\s*[—\-·•*]*|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*\/\s*\d{1,4})$/
const BOOKMARK = /^\[bookmark:[^\]]*\]$|^\(bookmark：[^)]*\)$/
/** How a numbered line begins. */
export const MARKER =
  /^(?:第?[一二三四五六七八九十百]{1,4}[、.．]|第[一二三四五六七八九十百\d]{1,4}[章节条部分]+|\([一二三四五六七八九十百]{1,4}\)|\d{1,2}[.．、](?!\d)|\(\d{1,2}\)|[①-⑳]|[一二三四五六七八九十]{1,2}是)/
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
      paragraphs.push(joined(paper, open))
      open = []
    }
    open.push(line)
  }
  if (open.length > 0) paragraphs.push(joined(paper, open))
  return paragraphs.filter(({ text }) => text !== '')
}

function printedLines(paper: string): Line[] {
  const lines: Line[] = []
  const folded = spelled(paper)
  let blankBefore = false
  let from = 0
  for (let i = 0; i <= paper.length; i++) {
    const sign = paper[i]
    if (i < paper.length && sign !== '\n' && sign !== '\f' && sign !== '\r' && sign !== '\v') continue
    const text = folded.slice(from, i).trim()
    if (text === '') blankBefore = true
    else if (!PAGE.test(text) && !BOOKMARK.test(text)) {
      lines.push({ start: from, end: i, text, blankBefore })
      blankBefore = false
    }
    from = i + 1
  }
  return withoutRunningHeads(lines)
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
  if (
    MARKER.test(line.text) ||
    last.text.includes('\t') ||
    line.text.includes('\t') ||
    /^[|#]/.test(line.text) ||
    last.text.startsWith('|')
  )
    return false
  if (ENDS.test(last.text)) return false
  // a heading stands alone, unless its line was full
  if (MARKER.test(last.text) && !/[。；]/.test(last.text)) return last.text.length >= width - 2 || /[，、]$/.test(last.text)
  if (last.text.length >= width - 3) return true
  return (running || INSIDE.test(last.text)) && last.text.length >= 12
}

const WIDE_SPACE = /[\u00a0\u2009\u202f]/

/** White space parts nothing in Chinese print, save figures in a row of a table. */
function joined(paper: string, lines: readonly Line[]): Paragraph {
  const at: number[] = []
  let raw = ''
  for (const { start, end } of lines)
    for (let i = start; i < end; i++) {
      const sign = paper[i]!
      if (/[\s\u00ad\u200b-\u200d\u2060\ufeff]/.test(sign)) {
        const parts = sign === '\t' || (sign === ' ' && /[\d%]/.test(paper[i - 1] ?? '') && /\d/.test(paper[i + 1] ?? ''))
        if (!parts || WIDE_SPACE.test(sign)) continue
      }
      raw += sign
      at.push(i)
    }
  return { text: spelled(raw), at }
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
