import type { Entry, TextLine } from './lines.ts'

/** Below any level that a paper's own headings have. */
const LEVEL = 9
const LONGEST = 24

/**
 * A paper without numbers: a line in bold, or a short one without any stop, that stands over a paragraph is the heading of what follows.
 */
export function withHeadings(entries: readonly Entry[]): Entry[] {
  const shown = entries.filter((entry) => entry.kind === 'table' || (entry.role !== 'blank' && entry.role !== 'page'))
  const next = new Map(shown.map((entry, i) => [entry, shown[i + 1]]))
  return entries.map((entry) =>
    entry.kind === 'line' && isOver(entry, next.get(entry)) ? { ...entry, level: entry.level ?? LEVEL } : entry,
  )
}

const isOver = (line: TextLine, below: Entry | undefined): boolean =>
  below?.kind === 'line' &&
  below.role === 'text' &&
  line.role === 'text' &&
  !/[，。；：、]/.test(line.folded) &&
  line.folded.length <= LONGEST &&
  !/^[()]|\d号$/.test(line.folded) &&
  /[，。；：]/.test(below.folded)
