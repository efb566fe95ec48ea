import type { Paper } from '../../../platform/documents/paper.ts'
import type { Entry, TextLine } from './lines.ts'
import { fold } from './text.ts'

const FEWEST = 6
const BAR = /\s*\|+\s*$/

/**
 * A table copied with one cell in a line and a bar behind each: the bars go, and what a line's end parted within a cell is one again. Lines
 * before the first bar and behind the last stay as they are.
 */
export function unbar(paper: Paper, entries: readonly Entry[]): Entry[] {
  const ends = entries.flatMap((entry, i) => (entry.kind === 'line' && BAR.test(entry.folded) ? [i] : []))
  const [first, last] = [ends[0], ends.at(-1)]
  if (first === undefined || last === undefined || ends.length < FEWEST || ends.length * 2 < last - first) return [...entries]
  const out = entries.slice(0, first)
  let cell: TextLine[] = []
  for (const entry of entries.slice(first, last + 1)) {
    if (entry.kind === 'table') return [...entries]
    if (entry.role === 'blank') continue
    cell.push(entry)
    if (!BAR.test(entry.folded)) continue
    const start = cell[0]!.start
    const end = start + paper.text.slice(start, entry.end).replace(/[|｜\s]+$/, '').length
    if (end > start) out.push({ ...cell[0]!, end, folded: fold(paper.text.slice(start, end)), role: 'text' })
    cell = []
  }
  return [...out, ...entries.slice(last + 1)]
}
