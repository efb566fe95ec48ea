import type { Paper } from '../../../platform/documents/paper.ts'
import { hasRole } from './assignment.ts'
import { isBody, splitNames } from './bodies.ts'
import { markerOf } from './markers.ts'
import { fold, hanNumber, passage, without, type Passage } from './text.ts'
import type { Span } from './types.ts'

/** Parts a cell of bodies and persons: a person's name stands behind white space, on its own line or in brackets. */
export function withoutPersons(cell: Passage): { bodies: Passage; persons: string[] } {
  const cuts: Span[] = []
  const persons: string[] = []
  for (const word of cell.folded.matchAll(/[^\s()，、；]+/g)) {
    const at = word.index
    const names = splitNames(word[0])
    if (/：/.test(word[0]) || names.some((name) => isBody(name)) || hasRole(word[0]) || word[0].length > 4) continue
    const bracketed = cell.folded[at - 1] === '(' && cell.folded[at + word[0].length] === ')'
    cuts.push({ start: at - (bracketed ? 1 : 0), end: at + word[0].length + (bracketed ? 1 : 0) })
    persons.push(word[0])
  }
  return { bodies: without(cell, cuts), persons }
}

/** A printed number: `3`, `（三）`, `3.1`, `3-1`. */
export function numberIn(text: string): number | number[] | null {
  if (/^\d+(?:[.\-—]\d+)+$/.test(text)) return text.split(/[.\-—]/).map(Number)
  const bare = text.replace(/[().、]/g, '')
  const value = /^\d+$/.test(bare) ? Number(bare) : hanNumber(bare)
  return value > 0 ? value : null
}

const INLINE = [/(?<=^\s*|[。；]\s*)\((\d{1,2})\)/g, /(?<=^\s*|[。；]\s*)([①-⑳])/g, /(?<=^\s*|[。；]\s*)(\d{1,2})[.、](?!\d)/g]

/** （1）…。（2）…。 in one line of a cell are as many lines; numbers have to begin the line and follow one another. */
function inlinePieces(text: string, line: Span): Span[] {
  const folded = fold(text.slice(line.start, line.end))
  for (const pattern of INLINE) {
    const starts: number[] = []
    for (const found of folded.matchAll(pattern)) if (valueOf(found[1]!) === starts.length + 1) starts.push(found.index)
    if (starts.length < 2 || folded.slice(0, starts[0]).trim() !== '') continue
    return starts.map((from, i) => ({ start: line.start + from, end: line.start + (starts[i + 1] ?? folded.length) }))
  }
  return [line]
}

const valueOf = (sign: string) => (/^\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - '①'.charCodeAt(0) + 1)

/**
 * A cell's text parted where its printed lines begin with 1. 2. 3.; one piece (without a lone number) otherwise. `opening` is what stands
 * above the first number.
 */
export function numberedPieces(
  paper: Pick<Paper, 'text' | 'bold'>,
  lines: readonly Span[],
): { pieces: Passage[]; opening: Passage | null } {
  const { text } = paper
  const groups: { lines: Span[]; marked: boolean }[] = []
  let next = 1
  let style = ''
  for (const line of lines.flatMap((one) => inlinePieces(text, one))) {
    const folded = fold(text.slice(line.start, line.end)).trimStart()
    const marker = markerOf(folded)
    if (marker && marker.values.at(-1) === next && (style === '' || style === marker.style)) {
      const indent = text.slice(line.start, line.end).length - text.slice(line.start, line.end).trimStart().length
      groups.push({ lines: [{ start: line.start + indent + marker.length, end: line.end }], marked: true })
      style = marker.style
      next++
    } else if (marker && groups.length === 0) {
      // 5 | "2.建立…": the second of the measures that share a number, each in its own row
      groups.push({ lines: [{ start: line.start + (line.end - line.start - folded.length) + marker.length, end: line.end }], marked: true })
      style = marker.style
      next = marker.values.at(-1)! + 1
    } else if (groups.length === 0) groups.push({ lines: [line], marked: false })
    else groups.at(-1)!.lines.push(line)
  }
  const pieces = groups.filter((group, i) => group.marked || i > 0 || groups.length === 1)
  const opening = groups.length > 1 && !groups[0]!.marked ? passage(paper, groups[0]!.lines) : null
  return { pieces: (pieces.length > 0 ? pieces : groups).map((group) => passage(paper, group.lines)), opening }
}
