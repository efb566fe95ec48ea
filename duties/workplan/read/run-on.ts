import { isBody } from './bodies.ts'
import { DATE, type Entry, type TextLine } from './lines.ts'
import { hanNumber } from './text.ts'
import { LABELS } from './words.ts'

const NUMBER = /([一二三四五六七八九十]{1,3})、|\(([一二三四五六七八九十]{1,3})\)/g
const SIGNED = new RegExp(`(?<=。)\\s*([^，。；：]{4,30}?)\\s*${DATE.source}$`)
const LABELLED_END = new RegExp(`(?:${LABELS.map(([, words]) => words).join('|')})：[^。：]{2,200}[。；]?\\s*$`)

/** Whether a stretch of a line ends in a list of units: in brackets, or behind 责任单位：. */
export const assignsAtEnd = (folded: string): boolean => /\)[。；]?\s*$/.test(folded) || LABELLED_END.test(folded)

/** A heading that runs into the first number below it is no longer. */
const HEADING = 40

/** Where the issuer and the date stand behind a letter's last sentence (…执行。某某政府办公室2025年3月1日); -1 where they do not. */
function signatureIn(folded: string): number {
  const signed = SIGNED.exec(folded)
  return signed && isBody(signed[1]!) ? folded.indexOf(signed[1]!, signed.index) : -1
}

/** Where a line goes over into the next heading or number (…如下：一、某工作（一）…。（二）…); nowhere, where it is whole. */
function runsOver(folded: string): number[] {
  const starts: number[] = []
  let section = 0
  let item = 0
  let heading = -1
  let parted = false
  const first = folded.search(/(?<=[^第。；：！”)一二三四五六七八九十])一、/)
  const titled = first > 0 && countsOn(folded.slice(first)) ? first : -1
  for (const { 0: printed, 1: high, 2: low, index } of folded.matchAll(NUMBER)) {
    const before = folded[index - 1] ?? '。'
    const ended = index === titled || /[。；：！”)]/.test(before)
    if (high && ended && hanNumber(high) === section + 1) {
      section++
      item = 0
      heading = index + printed.length
      parted ||= index > 0
    } else if (low && hanNumber(low) === item + 1 && (ended || isHeading(folded.slice(heading, index), heading))) {
      item++
      heading = -1
    } else continue
    if (index > 0) starts.push(index)
  }
  // an item in its own line is parted only where each part has its list of units
  const listed = starts.slice(1).every((start, i) => assignsAtEnd(folded.slice(starts[i], start)))
  return parted || (section > 0 && listed) ? starts : []
}

/** Whether 二、 and 三、 each follow a sentence's end: then what runs into 一、 is a title. */
function countsOn(rest: string): boolean {
  const second = rest.search(/。\s{0,8}二、/)
  return second > 0 && /。\s{0,8}三、/.test(rest.slice(second + 1))
}

const isHeading = (text: string, at: number): boolean => at >= 0 && text.length <= HEADING && !/[。；：]/.test(text)

/** Lines whose breaks were lost, in their parts; all else as it is. */
export const unrun = (entries: readonly Entry[]): Entry[] =>
  entries.flatMap((entry) => {
    if (entry.kind === 'table' || entry.role !== 'text') return [entry]
    const signed = signatureIn(entry.folded)
    if (signed < 0) return partsOf(entry, runsOver(entry.folded))
    const [text, signature] = partsOf(entry, [signed])
    return [text!, { ...signature!, role: 'signature' as const }]
  })

/** A line in parts that begin at the given places; what is left empty is no part. */
export const partsOf = (line: TextLine, starts: readonly number[]): TextLine[] =>
  [0, ...starts]
    .map((from, i) => {
      const folded = line.folded.slice(from, starts[i] ?? line.folded.length).trimEnd()
      return {
        ...line,
        start: line.start + from,
        end: line.start + from + folded.length,
        folded,
        bold: i === 0 ? line.bold : 0,
        level: i === 0 ? line.level : null,
      }
    })
    .filter(({ folded }) => folded !== '')
