import { squeezed, type Passage } from './text.ts'

/** A clause-wise view of a text without white space, shared by the readers of targets and deadlines. */
export type Sheet = { readonly text: string; readonly folded: string }

export const sheetOf = (whole: Passage): Sheet => squeezed(whole)

const STOPS = '，。；：！？\n'
const SENTENCE_STOPS = '。；\n'

/** No clause of a notice is longer; the bound keeps hostile texts quick. */
const REACH = 240

/** The clause around a place: bounds at stops outside brackets and quotation marks. */
export function clauseAt(folded: string, start: number, end: number): { start: number; end: number } {
  const inside = nested(folded)
  let from = start
  while (from > 0 && start - from < REACH && (!STOPS.includes(folded[from - 1]!) || inside[from - 1])) from--
  let to = end
  while (to < folded.length && to - end < REACH && (!STOPS.includes(folded[to]!) || inside[to])) to++
  return { start: from, end: to }
}

/** The sentence around a place: from full stop to full stop. */
export function sentenceAt(folded: string, start: number): { start: number; end: number } {
  let from = start
  while (from > 0 && start - from < 2 * REACH && !SENTENCE_STOPS.includes(folded[from - 1]!)) from--
  let to = start
  while (to < folded.length && to - start < 2 * REACH && !SENTENCE_STOPS.includes(folded[to]!)) to++
  return { start: from, end: to }
}

const cache: { folded: string; inside: Uint8Array } = { folded: '', inside: new Uint8Array(0) }

/** Marks what stands inside brackets or quotation marks. The last text is remembered: a task asks many times about one text. */
function nested(folded: string): Uint8Array {
  if (cache.folded === folded) return cache.inside
  const inside = new Uint8Array(folded.length)
  let depth = 0
  for (let i = 0; i < folded.length; i++) {
    if ('(《“'.includes(folded[i]!)) depth++
    else if (')》”'.includes(folded[i]!)) depth = Math.max(0, depth - 1)
    inside[i] = depth > 0 ? 1 : 0
  }
  // an unclosed bracket hides nothing
  if (depth > 0) inside.fill(0)
  cache.folded = folded
  cache.inside = inside
  return inside
}
