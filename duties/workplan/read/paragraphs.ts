import type { Paper } from '../../../platform/documents/paper.ts'
import { findAssignments } from './find.ts'
import type { Item } from './outline.ts'
import { passage, type Passage } from './text.ts'
import type { Span } from './types.ts'

type Line = Item['lines'][number]

/**
 * Paragraphs without a number that stand under one heading, each with its own list of units, are tasks of their own: they become sub-items,
 * numbered in their order. A list in the middle of a paragraph parts nothing.
 */
export function splitParagraphs(item: Item, paper: Paper): void {
  for (const child of item.children) splitParagraphs(child, paper)
  if (item.children.length > 0 || item.lines.length < 3) return
  const whole = passage(paper, item.lines)
  const starts = paragraphsOf(whole, item.lines, paper)
  if (starts.length === 0) return
  if (!item.lines[0]!.heading && !isHeading(paper, item.lines[0]!)) return
  const bounds = [1, ...starts, item.lines.length]
  const paragraphs = bounds.slice(0, -1).map((from, i) => item.lines.slice(from, bounds[i + 1]))
  paragraphs.forEach((lines, i) =>
    item.children.push({
      style: 'paragraph',
      marker: { style: 'paragraph', values: [i + 1], length: 0 },
      parent: item,
      lines,
      children: [],
      tables: [],
      bold: 0,
      start: lines[0]!.start,
    }),
  )
  item.lines.length = 1
}

const isHeading = (paper: Paper, { start, end }: Span): boolean => end - start <= 30 && !/[。；，：:;,]/.test(paper.text.slice(start, end))

/** The lines, past the first, with which a paragraph begins right behind the list that closes the one before. */
function paragraphsOf(whole: Passage, lines: readonly Line[], paper: Paper): number[] {
  const { groups, cuts } = findAssignments(whole)
  if (groups.length < 2) return []
  const ends = groups.slice(0, -1).map(({ at }) => cuts.find((cut) => at >= cut.start && at < cut.end)?.end ?? -1)
  const starts = ends.map((end) => lines.findIndex(({ start }) => start === whole.at[end]))
  const longest = Math.max(...lines.map(({ start, end }) => end - start))
  const begins = (at: number) => at > 0 && (paper.form !== 'txt' || isIndented(paper.text, lines[at]!) || isShort(lines[at - 1]!, longest))
  return starts.every(begins) ? starts : []
}

// a printed line that fills the page's width may have been broken anywhere
const isShort = ({ start, end }: Span, longest: number): boolean => end - start < longest * 0.8
const isIndented = (text: string, { start }: Span): boolean => /(?:[ \t]{2}|\u3000)$/.test(text.slice(Math.max(0, start - 2), start))
