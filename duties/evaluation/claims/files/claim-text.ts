/** A paper as the claim check takes it. */
export type ClaimText = {
  readonly file: string
  readonly form: 'docx' | 'pdf' | 'txt' | 'md'
  readonly text: string
  /** Offset into `text` at which each page begins, the first 0; empty where the file does not tell pages. */
  readonly pages: readonly number[]
}

/** The page that a sign stands on, from 1; null where the file does not tell pages. */
export function pageOf(pages: readonly number[], offset: number): number | null {
  if (pages.length === 0) return null
  let [low, high] = [0, pages.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (pages[middle]! <= offset) low = middle + 1
    else high = middle
  }
  return Math.max(1, low)
}
