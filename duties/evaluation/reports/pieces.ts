import type { Figures, Piece } from './contract.ts'
import { matches } from './differ.ts'
import { joined, textOf } from './generate.ts'

/** A figure as it stands in a paragraph's text. */
type Span = { readonly key: string; readonly start: number; readonly end: number }

/** Where each figure stands in the printed text. */
export function spansOf(pieces: readonly Piece[], figures: Figures): Span[] {
  const spans: Span[] = []
  let at = 0
  for (const piece of pieces) {
    const length = textOf([piece], figures).length
    if (typeof piece !== 'string') spans.push({ key: piece.figure, start: at, end: at + length })
    at += length
  }
  return spans
}

/** Signs that would make a figure another one if they stood right beside it. */
const NUMERIC = /[\d.,%‰〇一二三四五六七八九十百千万亿]/

/** Whether a figure stands in the new text untouched: every sign of it, together, and no digit grown onto it. */
function kept(span: Span, to: Int32Array, text: string): number | null {
  const first = to[span.start]!
  if (first < 0) return null
  for (let at = span.start; at < span.end; at++) if (to[at] !== first + at - span.start) return null
  return /\d$/.test(text.slice(0, first)) && NUMERIC.test(text[first]!) ? null : first
}

/**
 * The pieces of a text that a person wrote over a paragraph: figures that they left alone stay figures, those that they wrote over
 * become their words. The text printed from the pieces is exactly what was written.
 */
export function reanchor(pieces: readonly Piece[], figures: Figures, text: string): Piece[] {
  const before = textOf(pieces, figures)
  const to = matches([...units(before)], [...units(text)])
  const out: Piece[] = []
  let from = 0
  for (const span of spansOf(pieces, figures)) {
    const at = span.end > span.start ? kept(span, to, text) : null
    if (at === null || at < from) continue
    out.push(text.slice(from, at), { figure: span.key })
    from = at + span.end - span.start
  }
  return joined([...out, text.slice(from)])
}

/** UTF-16 units, so that places in the list are offsets of the text. */
function* units(text: string): Generator<string> {
  for (let at = 0; at < text.length; at++) yield text[at]!
}

/** Keys of the figures in some pieces. */
export const keysOf = (pieces: readonly Piece[]): string[] => pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.figure]))
