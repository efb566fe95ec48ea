import type { Table } from '../../../platform/documents/paper.ts'
import { isAssignment } from './assignment.ts'
import { bulletOf, isBulletHeading, taskSigns } from './bullets.ts'
import type { Entry, TextLine } from './lines.ts'
import { markerOf, type Marker } from './markers.ts'
import { assignsAtEnd, partsOf } from './run-on.ts'
import type { Span } from './types.ts'
import { LABELS } from './words.ts'

/** A numbered item (or an unnumbered heading) with what stands under it. */
export type Item = {
  readonly marker: Marker | null
  readonly style: string
  readonly parent: Item | null
  /** Printed lines of the item itself, without its number; those of its sub-items are theirs. */
  readonly lines: (Span & { heading?: boolean })[]
  readonly children: Item[]
  readonly tables: Table[]
  /** Length of the bold run after the number, 0 when there is none. */
  readonly bold: number
  readonly start: number
}

export const hasBelow = ({ children, tables }: Item): boolean => children.length > 0 || tables.length > 0

export type Outline = { readonly root: Item; /** Where the body begins: the first numbered item or table. */ readonly begins: number }

/** The level of a heading under a sign: below those that a paper's own styles have. */
const SIGNED = 9
const SENTENCE_END = /[。；：！？)”》]$/
const ATTRIBUTE = new RegExp(
  `^(?:(?:主要|重点|具体|工作|年度|量化)*(?:任务|内容|目标|措施|举措|要求|标准)|${LABELS.map(([, words]) => words).join('|')})：`,
)
const HEADING_LINE = 18
const LONGEST_HEADING = 40
// what stands so far in belongs to the list item above
const LIST_INDENT = 2
const TABLE_TITLE = /^[^，。；：]{0,40}(?:任务|责任|分工|分解|工作)[^，。；：]{0,10}(?:表|清单|台账)$/
const TITLE = /(?:通知|安排|方案|计划|要点|意见|办法|分解表|分工表|清单|任务表|一览表)$/

/**
 * The tree of numbered items. In Markdown each item of a list may be written 1., and what is indented stands under it.
 * A number opens a new item where it continues its kind of number or begins one; a line that merely
 * starts with digits in the middle of a sentence does neither.
 */
export function outline(entries: readonly Entry[], markdown = false): Outline {
  const flat = entries.flatMap((entry): Entry[] => (entry.kind === 'table' ? [entry] : inlineItems(entry)))
  const signs = taskSigns(flat, (at) => endsInUnits(printedOn(flat, at)))
  const builder = new Builder(markdown, signs)
  const on = countingOn(flat)
  flat.forEach((entry, i) => (entry.kind === 'table' ? builder.table(entry) : builder.line(entry, () => printedOn(flat, i), on[i]!)))
  return { root: builder.root, begins: builder.begins }
}

const INLINE = [/(?<=[。；：)]\s*)(\d{1,2})[.、]\s*(?![\d%])/g, /(?<=[。；：)]\s*)\((\d{1,2})\)/g, /(?<=[。；：)]\s*)([①-⑳])/g]
const valueOf = (sign: string) => (/^\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - '①'.charCodeAt(0) + 1)

/** `…：1.甲。（单位）2.乙。（单位）` in one line is as many items: each number follows the list that closes the one before. */
function inlineItems(line: TextLine): TextLine[] {
  if (line.role !== 'text' || !/[)。；]\s*(?:2[.、]|\(2\)|②)/.test(line.folded)) return [line]
  const starts = INLINE.map((pattern) => {
    const found: number[] = []
    for (const place of line.folded.matchAll(pattern))
      if (valueOf(place[1]!) === found.length + 1 && (found.length === 0 || assignsAtEnd(line.folded.slice(found.at(-1), place.index))))
        found.push(place.index)
    return found
  }).reduce((most, found) => (found.length > most.length ? found : most))
  if (starts.length < 2) return [line]
  return partsOf(line, starts)
}

const item = (style: string, marker: Marker | null, parent: Item | null, start: number, bold = 0): Item => ({
  style,
  marker,
  parent,
  lines: [],
  children: [],
  tables: [],
  start,
  bold,
})

/** A line that is surely a heading: by its style, or bold to its end. */
const isHeading = (line: TextLine) =>
  (line.level !== null || (line.bold > 0 && line.start + line.bold >= line.end)) && !/[。；：]$/.test(line.folded)

// no item that a 一是 opens runs over more lines
const SO_LINES = 14

/** A line with those that carry it on, up to the next that begins with a number. */
function printedOn(entries: readonly Entry[], at: number): string {
  let text = ''
  for (const entry of entries.slice(at, at + SO_LINES)) {
    if (entry.kind === 'table' || (entry.role !== 'text' && entry.role !== 'page' && entry.role !== 'blank')) break
    if (text !== '' && (markerOf(entry.folded) || bulletOf(entry))) break
    if (entry.role === 'text') text += entry.folded
  }
  return text
}

/** For each line that bears a number, whether the next number of its kind is the one after it. */
function countingOn(entries: readonly Entry[]): boolean[] {
  const next = new Map<string, number>()
  const on: boolean[] = []
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i]!
    const marker = entry.kind === 'line' && entry.role === 'text' ? markerOf(entry.folded) : null
    on[i] = marker !== null && next.get(marker.style) === marker.values[0]! + 1
    if (marker) next.set(marker.style, marker.values[0]!)
  }
  return on
}

/** Kinds of number from the highest down, as official papers nest them. */
const RANKS = ['chapter', 'division', 'article', 'han', 'han-paren', 'num', 'num-paren', 'num-half', 'circled']

/** Whether a line's last words are a bracket that assigns. */
function endsInUnits(folded: string): boolean {
  const last = /\(((?:[^()]|\([^()]*\)){2,300})\)[。；]?$/.exec(folded)
  return last !== null && isAssignment(last[1]!)
}

class Builder {
  readonly root = item('root', null, null, 0)
  begins = Infinity
  #stack: Item[] = [this.root]
  #last = new Map<string, number>()
  #previous = ''
  #open = false
  #fresh = true
  #attachments = false
  /** The last line listed attachments. */
  #listed = false
  /** Whether a sentence ended in the line before the last. */
  #sentenceBefore = false
  /** Kinds of number of which every one so far was printed 1. */
  readonly #ones = new Set<string>()
  readonly #markdown: boolean
  readonly #signs: ReadonlySet<string>
  /** How many bulleted tasks there were. */
  #bullets = 0

  constructor(markdown: boolean, signs: ReadonlySet<string>) {
    this.#markdown = markdown
    this.#signs = signs
  }

  table(table: Table): void {
    // 附件：责任分工表 right above a table is its title, not the letter's list
    if (this.#listed || this.#titled()) this.#anew()
    this.#listed = false
    this.begins = Math.min(this.begins, table.start)
    this.#stack.at(-1)!.tables.push(table)
    this.#open = false
    this.#previous = ''
  }

  /** 任务分工表 alone in a line behind a task's last sentence is the title of the table below, and the task ends before it. */
  #titled(): boolean {
    const { lines } = this.#stack.at(-1)!
    if (!this.#open || lines.length < 2 || !this.#sentenceBefore || !TABLE_TITLE.test(this.#previous)) return false
    lines.pop()
    return true
  }

  /** `whole` gives the line with its continuations, `countsOn` whether its number is followed by the next. */
  line(line: TextLine, whole: () => string, countsOn: boolean): void {
    if (line.role === 'page') return
    if (line.role === 'blank') {
      this.#attachments = false
      return
    }
    this.#listed = false
    if (line.role !== 'text') return this.#closing(line)
    const marker = this.#markerOf(line)
    if (isBulletHeading(line, this.#signs)) return this.#heading({ ...line, level: SIGNED }, bulletOf(line)!.length)
    if (this.#attachments && marker) return
    if (marker && this.#isAttribute(line, marker)) return this.#continue(line, marker.length)
    if (marker && this.#opens(marker, line, whole, countsOn)) return this.#begin(line, marker)
    if (line.level !== null) return this.#heading(line)
    if (this.#open) this.#continue(line)
    this.#previous = line.folded
  }

  /** The number of a line; of a Markdown list that says 1. throughout, the number it shows as. */
  #markerOf(line: TextLine): Marker | null {
    const marker = markerOf(line.folded) ?? this.#bulleted(line)
    if (!this.#markdown || marker?.style !== 'num') return marker
    const style = line.indent >= LIST_INDENT ? 'num-indented' : 'num'
    const current = this.#stack.find((one) => one.style === style)?.marker?.values[0] ?? 0
    if (marker.values[0] !== 1) this.#ones.delete(style)
    else if (current === 0) this.#ones.add(style)
    return { ...marker, style, values: marker.values[0] === 1 && this.#ones.has(style) ? [current + 1] : marker.values }
  }

  /** A task under a sign: counted through the paper, or anew within a numbered item. */
  #bulleted(line: TextLine): Marker | null {
    const bullet = bulletOf(line)
    if (!bullet || !this.#signs.has(bullet.sign)) return null
    const above = this.#stack.filter(({ style }) => style !== 'bullet').at(-1)!
    const within = above.marker !== null && !/^(?:han|chapter|division|roman)$/.test(above.style)
    const count = within ? above.children.length + 1 : ++this.#bullets
    return { style: 'bullet', values: [count], length: bullet.length }
  }

  /** （2）牵头单位：… under a numbered task is a part of that task, not one of its own. */
  #isAttribute(line: TextLine, marker: Marker): boolean {
    const top = this.#stack.at(-1)!
    const deeper = top.marker !== null && !this.#stack.some(({ style }) => style === marker.style)
    return this.#open && deeper && ATTRIBUTE.test(line.folded.slice(marker.length))
  }

  /** A first line far shorter than a page is wide was ended on purpose: it is the item's heading. */
  #continue(line: TextLine, skip = 0): void {
    const { lines, marker } = this.#stack.at(-1)!
    const [first] = lines
    if (first && lines.length === 1 && marker && line.start - first.end <= 3) {
      const heading = this.#previous.slice(marker.length)
      if (heading.length <= HEADING_LINE && !/[，。；：、()]/.test(heading) && (skip > 0 || !/^[()]|^[^，。；：]{1,2}。/.test(line.folded)))
        first.heading = true
    }
    this.#sentenceBefore = SENTENCE_END.test(this.#previous)
    lines.push({ start: line.start + skip, end: line.end })
  }

  #closing(line: TextLine): void {
    this.#open = false
    this.#previous = ''
    this.#attachments = line.role === 'attachments'
    this.#listed = this.#attachments
    if (line.role === 'attachment') this.#anew()
    this.#fresh = true
  }

  #anew(): void {
    this.#stack = [this.root]
    this.#last.clear()
    this.#fresh = true
  }

  #heading(line: TextLine, skip = 0): void {
    this.#previous = ''
    if (line.folded.length > 8 && TITLE.test(line.folded)) {
      this.#anew()
      this.#open = false
      return
    }
    if (this.begins === Infinity && line.level === 1) return
    const above = this.#stack.findIndex((one) => /^h\d$/.test(one.style) && Number(one.style[1]) >= line.level!)
    if (above > 0) this.#stack.length = above
    else if (!this.#stack.some((one) => /^h\d$/.test(one.style))) this.#stack.length = 1
    this.#push(item(`h${Math.min(line.level!, 9)}`, null, this.#stack.at(-1)!, line.start), line, skip)
    for (const style of this.#last.keys()) if (!this.#stack.some((one) => one.style === style)) this.#last.delete(style)
  }

  #begin(line: TextLine, marker: Marker): void {
    const at = this.#stack.findIndex((one) => one.style === marker.style)
    if (at > 0) this.#stack.length = at
    else if (marker.style.startsWith('dotted')) this.#unwindDotted(marker)
    else if (marker.values[0]! > 1 && !this.#last.has(marker.style)) this.#unwindBelow(marker)
    this.#last.set(marker.style, marker.values.at(-1)!)
    this.#push(item(marker.style, marker, this.#stack.at(-1)!, line.start, Math.max(0, line.bold - marker.length)), line, marker.length)
  }

  #push(opened: Item, line: TextLine, skip: number): void {
    this.#stack.at(-1)!.children.push(opened)
    this.#stack.push(opened)
    opened.lines.push({ start: line.start + skip, end: line.end, heading: isHeading(line) })
    this.begins = Math.min(this.begins, line.start)
    this.#open = true
    this.#fresh = false
    this.#previous = line.folded
  }

  /** The first number of its kind is no first one: what it stands beside was printed before the paper begins, and what is lower is left. */
  #unwindBelow({ style }: Marker): void {
    const rank = RANKS.indexOf(style)
    const lower = this.#stack.findIndex((one) => rank >= 0 && RANKS.indexOf(one.style) > rank)
    if (lower > 0) this.#stack.length = lower
  }

  /** 2.1 stands under 2, 2.4.1 under 2.4: deeper and unrelated items are left. */
  #unwindDotted(marker: Marker): void {
    const depth = marker.values.length
    const deeper = this.#stack.findIndex((one) => one.style.startsWith('dotted') && one.marker!.values.length >= depth)
    if (deeper > 0) this.#stack.length = deeper
  }

  #opens(marker: Marker, line: TextLine, whole: () => string, countsOn: boolean): boolean {
    if (marker.style === 'bullet') return true
    if (marker.style === 'so' && !endsInUnits(whole())) return false
    if (marker.style.startsWith('dotted')) return this.#opensDotted(marker.values)
    const value = marker.values[0]!
    const current = this.#stack.find((one) => one.style === marker.style)?.marker?.values[0]
    const ended = this.#ended() || line.level !== null
    if (current !== undefined) {
      if (value === current + 1) return true
      return ended && ((value === 1 && this.#fresh) || (value >= current && value <= current + 4 && value !== 1))
    }
    const last = this.#last.get(marker.style) ?? 0
    if (value === last + 1 && (value > 1 || ended)) return true
    if (marker.style === 'bare') return value === 1 && ended
    if (!ended) return false
    // a paper that begins in its middle (an annex's page, a part copied out) counts on from where it begins
    return value === 1 || (value > last && value <= last + 4) || (last === 0 && RANKS.includes(marker.style) && countsOn)
  }

  #opensDotted(values: readonly number[]): boolean {
    const current = this.#stack.findLast((one) => one.style === `dotted-${values.length}`)?.marker?.values
    const tail = values.at(-1)!
    if (current && values.slice(0, -1).every((value, i) => value === current[i]))
      return tail > current.at(-1)! && tail <= current.at(-1)! + 3
    const above = this.#stack.findLast(
      (one) => one.marker && one.marker.values.length === values.length - 1 && (values.length === 2 || one.style.startsWith('dotted')),
    )
    const parent = above?.marker?.values
    if (parent && values.slice(0, -1).every((value, i) => value === parent[i])) return tail <= 2
    return this.#ended() && tail === 1
  }

  /** Whether the line before can end an item: a full stop, a closed list, a heading, or nothing. */
  #ended(): boolean {
    if (!this.#open || SENTENCE_END.test(this.#previous) || this.#previous === '') return true
    const top = this.#stack.at(-1)!
    const length = top.lines.reduce((sum, line) => sum + line.end - line.start, 0)
    // a heading, perhaps over two lines
    return (
      (length <= LONGEST_HEADING && top.lines.length <= 2 && !/[，、；]$/.test(this.#previous)) ||
      /^[^，。]{2,12}：/.test(this.#previous) ||
      /[局委办]$/.test(this.#previous)
    )
  }
}
