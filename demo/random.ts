/**
 * Numbers that look random and are the same on every machine: sfc32 (Doty-Humphrey), 32-bit integer arithmetic only,
 * seeded by a text. Streams made with different labels do not disturb each other, so that a new draw in one place
 * leaves the rest of the city as it was.
 */
export type Random = {
  /** A number in [0, 1). */
  readonly next: () => number
  /** A whole number in [0, below). */
  readonly below: (below: number) => number
  /** A whole number in [from, to], both included. */
  readonly between: (from: number, to: number) => number
  /** True `share` of the time. */
  readonly chance: (share: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  /** A position in a list of weights, as often as its weight says. */
  readonly weighted: (weights: readonly number[]) => number
}

/** Four words of state from a text (FNV-1a with four offsets, then mixed). */
function seedWords(text: string): [number, number, number, number] {
  const words = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b].map((offset) => {
    let hash = offset
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    return (hash ^ (hash >>> 13)) | 0
  })
  return [words[0]!, words[1]!, words[2]!, words[3]! | 1]
}

/** @example randomOf('140700:2026-11-22:people').between(1, 6) */
export function randomOf(seed: string): Random {
  let [a, b, c, counter] = seedWords(seed)
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let round = 0; round < 12; round++) next()
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    next,
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: (share) => next() < share,
    pick: (list) => list[below(list.length)]!,
    weighted: (weights) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0)
      for (let at = 0; at < weights.length - 1; at++) {
        left -= weights[at]!
        if (left < 0) return at
      }
      return weights.length - 1
    },
  }
}

/**
 * Ids of demo rows: UUIDs of version 7 whose time is the reference date and whose counter grows, so that rows made
 * one after another lie together in their index; the rest is drawn.
 */
export function idsOf(seed: string, at: number): () => string {
  const random = randomOf(`${seed}:ids`)
  let made = 0
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')
  return () => {
    const time = hex(at + Math.floor(made / 4096), 12)
    const counter = hex(made++ % 4096, 3)
    const tail = hex(random.below(4_294_967_296), 8) + hex(random.below(4_294_967_296), 8)
    const variant = (8 + (parseInt(tail[0]!, 16) % 4)).toString(16)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`
  }
}

/** Shares of a whole in whole numbers that add up to it exactly (largest remainder; ties to the earlier). */
export function apportion(whole: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (sum === 0) return weights.map(() => 0)
  const exact = weights.map((weight) => (whole * weight) / sum)
  const shares = exact.map(Math.floor)
  const order = exact.map((value, at) => [value - Math.floor(value), at] as const).sort((x, y) => y[0] - x[0] || x[1] - y[1])
  let left = whole - shares.reduce((total, share) => total + share, 0)
  for (const [, at] of order) {
    if (left === 0) break
    shares[at]! += 1
    left -= 1
  }
  return shares
}
