import { fold } from './text.ts'

/** Line numbers stand on all lines but a few (page numbers, a stamp), or on every fifth. */
const SHARE = 0.9
const LEAST = 10
const STEP = 5

type Printed = { readonly start: number; readonly end: number }

/** The number a printed line begins with and how many signs it takes with the white space behind it. */
function opening(line: string): { value: number; length: number } | null {
  const found = /^\s*(\d{1,4})(?:\s+|$)/.exec(line)
  return found ? { value: Number(found[1]), length: found[0].length } : null
}

/**
 * Line numbers printed in the margin: how many signs of each line they take, by the place where the line starts; empty where the
 * paper has none. They run from the first line of the paper on, each line one more, anew on a page; tasks never begin there.
 */
export function marginNumbers(text: string, lines: readonly Printed[]): ReadonlyMap<number, number> {
  const printed = lines.map((line) => ({ ...line, number: opening(fold(text.slice(line.start, line.end))) }))
  const shown = printed.filter(({ start, end }) => text.slice(start, end).trim() !== '')
  return eachLine(shown) ?? everyFifth(shown) ?? everyFifth(printed) ?? new Map()
}

type Numbered = Printed & { readonly number: ReturnType<typeof opening> }

function eachLine(lines: readonly Numbered[]): ReadonlyMap<number, number> | null {
  if (lines[0]?.number?.value !== 1) return null
  const taken = new Map<number, number>()
  let last = 0
  for (const { start, number } of lines) {
    if (number?.value !== last + 1 && number?.value !== 1) continue
    last = number.value
    taken.set(start, number.length)
  }
  return taken.size >= LEAST && taken.size >= SHARE * lines.length ? taken : null
}

function everyFifth(lines: readonly Numbered[]): ReadonlyMap<number, number> | null {
  const fifths = lines.filter((_, i) => (i + 1) % STEP === 0)
  const taken = fifths.filter(({ number }, i) => number?.value === (i + 1) * STEP)
  return lines.length >= 3 * STEP && taken.length === fifths.length
    ? new Map(taken.map(({ start, number }) => [start, number!.length]))
    : null
}
