import { joined, type Paper } from '../../ground/paper.ts'

/** A line that stands alone as a title: of the paper, or of the lines below it up to the next such line. */
export type TitleLine = { readonly start: number; readonly end: number; readonly first: boolean }

const LONGEST = 60
const stop = /[。！？；：:;，,、”）)]$/

const made = new WeakMap<Paper, readonly TitleLine[]>()
/** Lines without a stop between whole paragraphs. Where most lines end without one the print is wrapped, and no line is known for a title. */
export function titleLines(paper: Paper): readonly TitleLine[] {
  const known = made.get(paper)
  if (known) return known
  const found = findLines(paper)
  made.set(paper, found)
  return found
}

function findLines({ text }: Paper): TitleLine[] {
  const lines: { start: number; end: number; words: string }[] = []
  for (const match of text.matchAll(/[^\n\r]+/g)) {
    const words = joined(match[0])
    if (words !== '') lines.push({ start: match.index, end: match.index + match[0].length, words })
  }
  const open = (words: string): boolean => !stop.test(words) && !words.includes('|')
  const prose = lines.filter(({ words }) => !words.includes('|') && words.length > 16)
  if (prose.length === 0 || prose.filter(({ words }) => open(words)).length > 0.6 * prose.length) return []
  return lines.flatMap(({ start, end, words }, at) => {
    const [before, behind] = [lines[at - 1]?.words ?? '。', lines[at + 1]?.words ?? '']
    const alone = at === 0 || /[。！？；”）)]$/.test(before) || (before.length <= LONGEST && open(before))
    const above = behind.length > LONGEST || /[。！？；：，]/.test(behind) || (behind !== '' && behind.length <= LONGEST && open(behind))
    // 环节：生产，… above 环节：流通，…: rows of a table, no titles
    const label = /^[^，。：:]{1,8}[：:]/.exec(words)?.[0]
    if (label !== undefined && (before.startsWith(label) || behind.startsWith(label))) return []
    return open(words) && !/[。；]/.test(words) && words.length <= LONGEST && alone && above && !behind.includes('|') ? [{ start, end, first: at === 0 }] : []
  })
}

/** Whether a place stands in a title line; the lines are in order. */
export function inTitle(lines: readonly TitleLine[], place: number): boolean {
  let [low, high] = [0, lines.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const line = lines[middle]!
    if (place < line.start) high = middle - 1
    else if (place >= line.end) low = middle + 1
    else return true
  }
  return false
}

const stops = /[，。；：！？,;:!?()|]/
const open = /[，。；：！？,;:!?()|\s]/
/** The words right before a place, back to a stop or the line's beginning; in a title a blank is a stop. */
export const wordsBefore = ({ text }: Paper, place: number, length = 40, title = false): string =>
  joined(text.slice(Math.max(0, place - length), place).split(/[\n\r]/).at(-1)!.split(title ? open : stops).at(-1)!)
/** The words right behind a place, up to a stop or the line's end. */
export const wordsBehind = ({ text }: Paper, place: number, length = 40, title = false): string =>
  joined(text.slice(place, place + length).split(/[\n\r]/)[0]!.split(title ? open : stops)[0]!)
