/** Rows of tables as papers print them: cells between bars (Markdown), tabs, or wide blanks. */

export type Stretch = { readonly start: number; readonly end: number }

const FEWEST = 3

/** The cells of a line that bears tabs or begins with a bar, blanks at their ends taken off; null for any other line and for a rule (|---|). */
export function cellsOfLine(paper: string, start: number, end: number): Stretch[] | null {
  const line = paper.slice(start, end)
  const barred = /^\s*[|｜]/.test(line)
  // cells with bars between them and none outside
  const inner = !barred && (/\S[ \t]+[|｜][ \t]+\S/.test(line) || ((line.match(/[|｜]/g)?.length ?? 0) > 1 && !/[。；，]/.test(line)))
  if (!barred && !inner && !line.includes('\t')) return null
  if (/^[|｜\s:：-]*$/.test(line)) return null
  const cells = parted(line, start, barred || inner ? /[|｜]/g : /\t/g)
  if (!barred) return cells
  return cells.slice(1, /[|｜]\s*$/.test(line) ? -1 : undefined)
}

function parted(line: string, start: number, sign: RegExp): Stretch[] {
  const cells: Stretch[] = []
  let from = 0
  for (const match of [...line.matchAll(sign), { index: line.length, 0: '' }]) {
    const text = line.slice(from, match.index)
    const left = text.length - text.trimStart().length
    cells.push({ start: start + from + left, end: start + from + Math.max(left, text.trimEnd().length) })
    from = match.index + match[0].length
  }
  return cells
}

/** A cell that is written out: `发现问题1248个，整改1223个` is no figure of its column. */
export const isProse = (cell: string): boolean => /\d/.test(cell) && /[，。；]/.test(cell) && /[\u4e00-\u9fff]{2}/.test(cell)

type Line = Stretch & { readonly alone: boolean; readonly cells: readonly Stretch[] | null }

/** Lines that follow one another with as many stretches between wide blanks, figures among them, are rows of a table. */
export function withWideColumns<L extends Line>(paper: string, lines: readonly L[]): L[] {
  const wide = lines.map((line) => {
    if (line.cells) return null
    const text = paper.slice(line.start, line.end).trimEnd()
    const cells = text.length < 200 ? parted(text, line.start, /(?<=\S)[ \u3000\u00a0]{2,}(?=\S)/g) : []
    return cells.length < FEWEST ? null : cells
  })
  const bears = (cells: readonly Stretch[]): boolean =>
    cells.slice(1).filter(({ start, end }) => /^[\d０-９]/.test(paper.slice(start, end))).length * 2 >= cells.length - 1
  const rows = wide.map((cells) => cells !== null && bears(cells))
  return lines.map((line, i) => {
    const cells = wide[i]
    if (!cells) return line
    const like = (at: number): boolean => wide[at]?.length === cells.length
    const inTable = (rows[i] && ((like(i - 1) && rows[i - 1]) || (like(i + 1) && rows[i + 1]) || like(i - 1))) || (like(i + 1) && rows[i + 1])
    return inTable ? { ...line, alone: true, cells } : line
  })
}
