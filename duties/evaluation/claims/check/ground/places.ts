import type { Figure } from './paper.ts'

/** The first of figures in the order of the text that begins at a place or behind it. */
export function firstBehind(figures: readonly Figure[], place: number): number {
  let [low, high] = [0, figures.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (figures[middle]!.start < place) low = middle + 1
    else high = middle
  }
  return low
}
