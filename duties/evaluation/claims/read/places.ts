/** The index of the first of some, which stand in the order of their places, that begins at `at` or behind it; their number where none does. */
export function firstFrom<T>(some: readonly T[], place: (one: T) => number, at: number): number {
  let [low, high] = [0, some.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (place(some[middle]!) < at) low = middle + 1
    else high = middle
  }
  return low
}
