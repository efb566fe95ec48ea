import type { Paper } from '../../../platform/documents/paper.ts'
import { isAssignment } from './assignment.ts'
import { findAssignments } from './find.ts'
import type { Item } from './outline.ts'
import { fold, passage, type Passage } from './text.ts'
import type { Span } from './types.ts'

type Line = Item['lines'][number]

/**
 * Paragraphs without a number that stand under one heading, each with its own list of units or opened by the body that does it, are tasks
 * of their own: they become sub-items, numbered in their order. A list in the middle of a paragraph parts nothing.
 */
export function splitParagraphs(item: Item, paper: Paper): void {
  for (const child of item.children) splitParagraphs(child, paper)
  if (item.children.length > 0 || item.lines.length < 3) return
  const whole = passage(paper, item.lines)
  const headed = item.lines[0]!.heading === true || isHeading(paper, item.lines[0]!)
  const closed = headed ? paragraphsOf(whole, item.lines, paper) : []
  const starts =
    closed.length > 0 || !(headed || isShortSentence(paper, item.lines[0]!)) ? closed : openedByBodies(whole, item.lines, paper)
  if (starts.length === 0) return
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

/** （二）落实各部门责任。: a heading with the full stop of a sentence. */
const isShortSentence = (paper: Paper, { start, end }: Span): boolean => end - start <= 30 && isHeading(paper, { start, end: end - 1 })

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

/** 市甲局：负责…, 甲部门负责…: how a paragraph opens that tells what one body does. */
const OPENING = /^([^，。；：]{2,40}?)(?:：|主要负责|负责|承担)(?=\S)/

/**
 * The lines, past the first, with which another body's paragraph begins, where all that stands under a heading is such paragraphs (职责分工:
 * what each body does).
 */
function openedByBodies(whole: Passage, lines: readonly Line[], paper: Paper): number[] {
  const folded = lines.map(({ start, end }) => fold(paper.text.slice(start, end)).trim())
  const opens = (at: number) => {
    const names = OPENING.exec(folded[at]!)?.[1]
    return names !== undefined && (at === 1 || /[。；]$/.test(folded[at - 1]!)) && isAssignment(names, true)
  }
  // a list behind it all is the whole item's
  if (!opens(1) || findAssignments(whole).groups.some(({ at }) => at > 0)) return []
  return lines.flatMap((_, at) => (at > 1 && opens(at) ? [at] : []))
}

// a printed line that fills the page's width may have been broken anywhere
const isShort = ({ start, end }: Span, longest: number): boolean => end - start < longest * 0.8
const isIndented = (text: string, { start }: Span): boolean => /(?:[ \t]{2}|\u3000)$/.test(text.slice(Math.max(0, start - 2), start))
