import { fold as foldSigns, hanNumber } from '../../../platform/core/chinese.ts'
import type { Paper } from '../../../platform/documents/paper.ts'
import type { Span } from './types.ts'

export { hanNumber }

/** A point that ends a sentence (园长)负责制.全覆盖检查.), not one behind a number. */
const POINT = /(?<=[\u4e00-\u9fff%”])(?<!^\s*[一二三四五六七八九十]{1,3})\.(?=[\u4e00-\u9fff(“\s]|$)/g

/** A text in one spelling of equal length; a scanned point behind a Chinese sign is a full stop. */
export const fold = (text: string): string => foldSigns(text).replace(POINT, '。')

/**
 * A stretch of the paper with its line breaks removed. `at[i]` is where `text[i]` stands in the paper; `breaks` are the places where a
 * printed line began.
 */
export type Passage = {
  readonly text: string
  readonly folded: string
  readonly at: readonly number[]
  readonly breaks: ReadonlySet<number>
  /** The paper's bold stretches, in its own places. */
  readonly bold: readonly Span[]
}

/** Soft hyphen, zero-width space and joiners, byte order mark: left behind by copying, in the middle of words. */
const INVISIBLE = '\u00ad\u200b\u200c\u200d\u2060\ufeff'

/** Joins printed lines into one passage; blank ones leave no trace. After a heading line (`heading`) a line break stays. */
export function passage(
  { text: paper, bold }: Pick<Paper, 'text' | 'bold'>,
  lines: readonly (Span & { readonly heading?: boolean })[],
): Passage {
  let text = ''
  const at: number[] = []
  const breaks = new Set<number>()
  for (const { start, end, heading } of lines) {
    let from = start
    let to = end
    while (from < to && /\s/.test(paper[from]!)) from++
    while (to > from && /\s/.test(paper[to - 1]!)) to--
    if (from === to) continue
    breaks.add(text.length)
    for (let i = from; i < to; i++) {
      if (INVISIBLE.includes(paper[i]!)) continue
      if (paper[i] === '\n') {
        breaks.add(text.length)
        continue
      }
      text += paper[i]
      at.push(i)
    }
    if (heading) {
      text += '\n'
      at.push(to - 1)
    }
  }
  return { text, folded: fold(text), at, breaks, bold }
}

/** A part of a passage, ends trimmed. */
export function part(whole: Passage, start: number, end: number): Passage {
  let from = Math.max(0, start)
  let to = Math.min(whole.text.length, end)
  while (from < to && /\s/.test(whole.folded[from]!)) from++
  while (to > from && /\s/.test(whole.folded[to - 1]!)) to--
  const breaks = new Set<number>()
  for (const place of whole.breaks) if (place >= from && place < to) breaks.add(place - from)
  return { text: whole.text.slice(from, to), folded: whole.folded.slice(from, to), at: whole.at.slice(from, to), breaks, bold: whole.bold }
}

/** The passage without the given stretches (ascending, not overlapping). */
export function without(whole: Passage, cuts: readonly Span[]): Passage {
  const kept: Passage[] = []
  let from = 0
  for (const cut of cuts) {
    kept.push(part(whole, from, cut.start))
    from = cut.end
  }
  kept.push(part(whole, from, whole.text.length))
  return joined(kept)
}

/** Passages one after another. */
export function joined(parts: readonly Passage[]): Passage {
  let text = ''
  let folded = ''
  const at: number[] = []
  const breaks = new Set<number>()
  for (const one of parts) {
    for (const place of one.breaks) breaks.add(text.length + place)
    text += one.text
    folded += one.folded
    for (const place of one.at) at.push(place)
  }
  return { text, folded, at, breaks, bold: parts[0]?.bold ?? [] }
}

/** All white space removed: what numbers and dates are looked for in. Returns the printed and the folded form, equally long. */
export function squeezed(whole: Passage): { text: string; folded: string } {
  let text = ''
  let folded = ''
  for (let i = 0; i < whole.text.length; i++) {
    if (whole.folded[i] === ' ') continue
    text += whole.text[i]
    folded += whole.folded[i]
  }
  return { text, folded }
}

// the longest unit lists run to some 300 signs
const LONGEST_BRACKET = 1_200

/** Where the bracket opened at `open` closes in a folded text; -1 when it does not within the length of any list. */
export function closing(folded: string, open: number): number {
  let depth = 0
  for (let i = open; i < Math.min(folded.length, open + LONGEST_BRACKET); i++) {
    if (folded[i] === '(') depth++
    else if (folded[i] === ')' && --depth === 0) return i
  }
  return -1
}
