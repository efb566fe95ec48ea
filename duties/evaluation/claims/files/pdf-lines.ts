/** A stretch of text as a PDF draws it: its left edge, baseline and size in points, counted from the lower left of the page. */
export type Glyphs = { readonly text: string; readonly x: number; readonly y: number; readonly right: number; readonly size: number }

export type PdfPage = { readonly height: number; readonly glyphs: readonly Glyphs[] }

/** One printed line; `columns` where gaps part it into cells. */
type Row = { text: string; x: number; y: number; right: number; size: number; columns: boolean }

const CJK = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u
/** A gap this wide, in ems, parts cells; a narrower one, words. */
const CELL = 1.6
const WORD = 0.25

/** The printed lines of a page, in the order in which they were drawn. */
function rowsOf(glyphs: readonly Glyphs[]): Row[] {
  const rows: Row[] = []
  for (const { text, x, y, right, size } of glyphs) {
    const row = rows.at(-1)
    if (!row || Math.abs(row.y - y) > 0.4 * Math.max(size, row.size) || x < row.right - row.size) {
      rows.push({ text, x, y, right, size, columns: false })
      continue
    }
    const gap = (x - row.right) / Math.max(size, 1)
    if (gap > CELL) {
      row.text += `\t${text}`
      row.columns = true
    } else row.text += gap > WORD && isWord(row.text.at(-1)) && isWord(text[0]) ? ` ${text}` : text
    row.right = Math.max(row.right, right)
  }
  return rows.filter(({ text }) => text.trim() !== '')
}

const isWord = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}]/u.test(sign) && !CJK.test(sign)

const PAGE_NUMBER = /^[\s\-－–—―·~]*第?\s*\d{1,4}\s*页?(\s*[/／,，共]+\s*\d{1,4}\s*页?)?[\s\-－–—―·~]*$/
/** What stands in the outer tenth of a page may be its head or foot. */
const EDGE = 0.1

/** Heads and feet: page numbers, and lines that stand on most pages. */
function withoutEdges(pages: readonly { readonly height: number; readonly rows: readonly Row[] }[]): Row[][] {
  const atEdge = ({ y }: Row, height: number): boolean => y < height * EDGE || y > height * (1 - EDGE)
  const seen = new Map<string, number>()
  for (const { height, rows } of pages)
    for (const text of new Set(rows.filter((row) => atEdge(row, height)).map((row) => row.text.trim())))
      seen.set(text, (seen.get(text) ?? 0) + 1)
  const repeated = (text: string): boolean => pages.length >= 3 && (seen.get(text) ?? 0) > pages.length / 2
  return pages.map(({ height, rows }) =>
    rows.filter((row) => !atEdge(row, height) || !(PAGE_NUMBER.test(row.text) || repeated(row.text.trim()))),
  )
}

/** The edges between which most of the text is set. */
function measureOf(rows: readonly Row[]): { left: number; right: number } {
  const text = rows.filter(({ columns }) => !columns)
  const rights = text.map(({ right }) => right).toSorted((a, b) => a - b)
  const right = rights[Math.floor(rights.length * 0.95)] ?? 0
  const lefts = new Map<number, number>()
  for (const row of text) lefts.set(Math.round(row.x), (lefts.get(Math.round(row.x)) ?? 0) + 1)
  const most = Math.max(0, ...lefts.values())
  // The first lines of paragraphs may be more than the others: of the edges that recur the outer one.
  const left = Math.min(...[...lefts].filter(([, count]) => count >= most / 4).map(([x]) => x))
  return { left, right }
}

/** Whether a line goes on in the next: it is full, and the next is set on from the left edge in the same size. */
function goesOn(row: Row, next: Row, { left, right }: { left: number; right: number }, samePage: boolean): boolean {
  if (row.columns || next.columns || Math.abs(row.size - next.size) > 0.1 * row.size) return false
  if (row.right < right - 1.5 * row.size || next.x > left + 0.8 * next.size) return false
  return !samePage || (row.y > next.y && row.y - next.y < 3.2 * row.size)
}

/**
 * The text of a PDF in paragraphs: lines that were only broken by the edge of the page are joined again, cells are parted by
 * tabs. `pages` are the offsets at which pages begin.
 */
export function textOfPages(given: readonly PdfPage[]): { readonly text: string; readonly pages: readonly number[] } {
  const pages = withoutEdges(given.map(({ height, glyphs }) => ({ height, rows: rowsOf(glyphs) })))
  const edges = measureOf(pages.flat())
  const starts: number[] = []
  let text = ''
  let last: Row | undefined
  for (const rows of pages) {
    let begun = false
    for (const row of rows) {
      if (last)
        text += goesOn(last, row, edges, begun) ? (isWord(text.at(-1)) && isWord(row.text[0]) && !/\d/.test(row.text[0]!) ? ' ' : '') : '\n'
      if (!begun) starts.push(text.length)
      begun = true
      text += row.text
      last = row
    }
    if (!begun) starts.push(text.length)
  }
  return { text: text === '' ? '' : `${text}\n`, pages: starts }
}
