/**
 * Where two lists agree: for each place of `before` its place in `after`, or -1. A longest common subsequence between what both begin and
 * end with; two long middles that share little are taken as wholly different, so that the work stays bounded.
 */
const MOST = 9_000_000

export function matches<T>(before: readonly T[], after: readonly T[]): Int32Array {
  const found = new Int32Array(before.length).fill(-1)
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) found[start] = start++
  let tail = 0
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    found[before.length - 1 - tail] = after.length - 1 - tail
    tail += 1
  }
  const [rows, columns] = [before.length - start - tail, after.length - start - tail]
  if (rows * columns > MOST || rows === 0 || columns === 0) return found
  const width = columns + 1
  const longest = new Uint16Array((rows + 1) * width)
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      longest[i * width + j] =
        before[start + i] === after[start + j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!)
    }
  }
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (before[start + i] === after[start + j]) found[start + i++] = start + j++
    else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) i++
    else j++
  }
  return found
}

/** Sentences with their stops; line by line where there are none. */
export const sentencesOf = (text: string): string[] => text.match(/[^。；！？\n]*[。；！？\n]|[^。；！？\n]+$/g) ?? []

/** A stretch of a merged text. In a conflict each wrote something else there: both are kept until a person decides. */
export type Chunk =
  | { readonly kind: 'agreed'; readonly text: string }
  | { readonly kind: 'conflict'; readonly base: string; readonly mine: string; readonly theirs: string }

/**
 * Lays two changes of one text together, sentence by sentence: what only one changed is taken, what both changed alike is taken once,
 * what both changed differently is a conflict with both texts whole. No word that either wrote is lost.
 */
export function mergeTexts(base: string, mine: string, theirs: string): Chunk[] {
  const [b, m, t] = [sentencesOf(base), sentencesOf(mine), sentencesOf(theirs)]
  const [inMine, inTheirs] = [matches(b, m), matches(b, t)]
  const chunks: Chunk[] = []
  let [atB, atM, atT] = [0, 0, 0]
  const close = (toB: number, toM: number, toT: number): void => {
    const [was, my, their] = [b.slice(atB, toB).join(''), m.slice(atM, toM).join(''), t.slice(atT, toT).join('')]
    if (my === their || their === was) push(chunks, my)
    else if (my === was) push(chunks, their)
    else chunks.push({ kind: 'conflict', base: was, mine: my, theirs: their })
  }
  for (let i = 0; i < b.length; i++) {
    const [toM, toT] = [inMine[i]!, inTheirs[i]!]
    if (toM < 0 || toT < 0) continue
    close(i, toM, toT)
    push(chunks, b[i]!)
    ;[atB, atM, atT] = [i + 1, toM + 1, toT + 1]
  }
  close(b.length, m.length, t.length)
  return chunks
}

function push(chunks: Chunk[], text: string): void {
  const last = chunks.at(-1)
  if (text === '') return
  if (last?.kind === 'agreed') chunks[chunks.length - 1] = { kind: 'agreed', text: last.text + text }
  else chunks.push({ kind: 'agreed', text })
}

/** A stretch of a text laid against an earlier one. */
export type Stretch = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }

const tokensOf = (text: string): string[] => text.match(/\d[\d.,]*|[A-Za-z]+|./gsu) ?? []

/** Lays two lists together: what both have, and between it what only one has. */
function laid(before: readonly string[], after: readonly string[], between: (was: string, is: string) => readonly Stretch[]): Stretch[] {
  const at = matches(before, after)
  const found: Stretch[] = []
  let [fromB, fromA] = [0, 0]
  const close = (toB: number, toA: number): void => void found.push(...between(before.slice(fromB, toB).join(''), after.slice(fromA, toA).join('')))
  for (const [b, a] of at.entries()) {
    if (a < 0) continue
    close(b, a)
    found.push({ kind: 'same', text: after[a]! })
    ;[fromB, fromA] = [b + 1, a + 1]
  }
  close(before.length, after.length)
  return found
}

const whole = (was: string, is: string): Stretch[] => [...(was ? [{ kind: 'removed' as const, text: was }] : []), ...(is ? [{ kind: 'added' as const, text: is }] : [])]

/** Sentences that were only retouched show the words that differ; those that share less than half of their words stand whole. */
function retouched(was: string, is: string): readonly Stretch[] {
  const [b, a] = [tokensOf(was), tokensOf(is)]
  const kept = matches(b, a).filter((at) => at >= 0).length
  return kept * 2 < Math.max(b.length, a.length) ? whole(was, is) : laid(b, a, whole)
}

/** A text against an earlier one: sentence by sentence, word by word inside a sentence that was only retouched. */
export function stretchesOf(before: string, after: string): readonly Stretch[] {
  const joined: Stretch[] = []
  for (const one of laid(sentencesOf(before), sentencesOf(after), retouched)) {
    const last = joined.at(-1)
    if (last?.kind === one.kind) joined[joined.length - 1] = { kind: one.kind, text: last.text + one.text }
    else joined.push(one)
  }
  return joined
}
