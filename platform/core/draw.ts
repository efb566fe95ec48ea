import { canonical } from './canonical.ts'
import { Sm3 } from './sm3.ts'

/** What every draw is made of: numbers that anybody can make again from a seed with any program that knows SM3. */

const utf8 = new TextEncoder()
/** SM3 of the UTF-8 bytes of a text that comes in pieces: 64 hex digits. */
export function hashPieces(pieces: Iterable<string>): string {
  const hash = new Sm3()
  for (const piece of pieces) hash.update(utf8.encode(piece))
  return hash.hex()
}
export const hashText = (text: string): string => hashPieces([text])
/** SM3 of the JSON of a value with sorted keys and no spaces. */
export const hashOf = (value: unknown): string => hashText(canonical(value))

const RANGE = 2 ** 32

/** Evenly spread indices below `n`, one after another: the i-th number is the first 8 hex digits of SM3(`seed|label|i`); what is beyond the largest multiple of n is dropped. */
function indices(seed: string, label: string): (n: number) => number {
  let at = 0
  return (n) => {
    const limit = RANGE - (RANGE % n)
    for (;;) {
      const value = Number.parseInt(hashText(`${seed}|${label}|${at++}`).slice(0, 8), 16)
      if (value < limit) return value % n
    }
  }
}

/** Ascending order of the character codes: the same in every language and locale. */
export const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** `count` of the candidates, in the order drawn; all of them where there are no more. */
export function drawFrom<T>(candidates: readonly T[], idOf: (one: T) => string, count: number, seed: string, label: string): T[] {
  const left = candidates.toSorted((a, b) => byCode(idOf(a), idOf(b)))
  const next = indices(seed, label)
  const drawn: T[] = []
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(next(left.length), 1))
  return drawn
}
