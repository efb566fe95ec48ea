/** A cell as the writer of papers takes it. */
type LaidCell = { readonly text: string; readonly column: number; readonly width: number; readonly above: boolean }
export type SpacedTable = { readonly cells: readonly (readonly LaidCell[])[]; readonly next: number }

/** A run of words of a line, and the columns of a fixed-width page it covers (a Chinese sign is two wide), end exclusive. */
type Run = { readonly text: string; readonly from: number; readonly to: number }
type Band = { readonly from: number; readonly to: number }

/** Gaps narrower than this part words, not columns. */
const GAP = 2
const RULE = /^[\s\-—–─━═=_+|·]+$/

const widthOf = (sign: string): number =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6“”‘’…—]/.test(sign) ? 2 : 1

function runsOf(line: string): Run[] {
  const runs: { text: string; from: number; to: number }[] = []
  let at = 0
  for (const sign of line) {
    const width = widthOf(sign)
    const last = runs.at(-1)
    if (!/\s/.test(sign)) {
      if (last && at - last.to < GAP) {
        last.text += ' '.repeat(at - last.to) + sign
        last.to = at + width
      } else runs.push({ text: sign, from: at, to: at + width })
    }
    at += width
  }
  return runs
}

/**
 * A table laid out with spaces: lines whose words stand in the same three or more columns, one below the other. Headings may be
 * centred and cells run over several lines; a line that begins in the first column, or follows a blank one, begins a row. Null where
 * the lines from `at` on are no such table.
 */
export function spacedTable(lines: readonly string[], at: number): SpacedTable | null {
  if (runsOf(lines[at] ?? '').length < 3 || lines[at]!.includes('\t')) return null
  const next = endOf(lines, at)
  const rows = lines.slice(at, next).map(runsOf)
  if (rows.filter((runs) => runs.length >= 3).length < 3) return null
  const bands = bandsOf(rows)
  const widths = bands.map(({ from, to }) => to - from)
  // columns of one width are a list of names set in columns
  const uneven = Math.max(...widths) >= 2 * Math.min(...widths)
  const fits = bands.length >= 3 && bands.length <= 12 && rows[0]!.length === bands.length
  return fits && uneven ? { cells: cellsOf(rows, bands), next } : null
}

/** Where the lines that may be of the table end: at running text, or at a blank line that no line of columns follows. */
function endOf(lines: readonly string[], at: number): number {
  let end = at
  for (let i = at; i < lines.length && i < at + LONGEST; i++) {
    const line = lines[i]!
    const below = lines.slice(i + 1, i + 3).find((one) => one.trim() !== '' && !RULE.test(one)) ?? ''
    if (line.trim() === '' || RULE.test(line)) {
      if (runsOf(below).length < 3) break
    } else if (line.includes('\t')) break
    // one run in the first column: a heading across the table, when columns follow it
    else if (runsOf(line).length === 1 && !/^\s/.test(line) && runsOf(below).length < 3 && !/^\s{4,}\S/.test(below)) {
      if (runsOf(line)[0]!.to > SHORT_CELL) break
      end = i + 1
      continue
    }
    if (line.trim() !== '') end = i + 1
  }
  return end
}

const LONGEST = 400
/** The last line of a row may hold the end of its first cell alone. */
const SHORT_CELL = 16

/** Columns are what white rivers at least {@link GAP} wide part, all the way down. */
function bandsOf(rows: readonly (readonly Run[])[]): Band[] {
  const runs = rows
    .filter((row) => row.length >= 2)
    .flat()
    .toSorted((a, b) => a.from - b.from)
  const bands: { from: number; to: number }[] = []
  for (const { from, to } of runs) {
    const last = bands.at(-1)
    if (last && from - last.to < GAP) last.to = Math.max(last.to, to)
    else bands.push({ from, to })
  }
  return bands
}

const meets = (run: Run, band: Band): boolean => run.from < band.to && run.to > band.from

function cellsOf(rows: readonly (readonly Run[])[], bands: readonly Band[]): LaidCell[][] {
  const cells: LaidCell[][] = []
  let current: string[][] | null = null
  const flush = () => {
    if (current) cells.push(current.map((texts, column) => ({ text: texts.join('\n'), column, width: 1, above: false })))
    current = null
  }
  for (const runs of rows) {
    const [only] = runs
    if (!only || RULE.test(only.text)) {
      flush()
      continue
    }
    if (runs.length === 1 && bands.filter((band) => meets(only, band)).length > 1) {
      flush()
      cells.push([{ text: only.text, column: 0, width: bands.length, above: false }])
      continue
    }
    if (current === null || meets(only, bands[0]!)) flush()
    current ??= bands.map(() => [])
    for (const run of runs) current[bands.findIndex((band) => meets(run, band))]?.push(run.text)
  }
  flush()
  return cells
}
