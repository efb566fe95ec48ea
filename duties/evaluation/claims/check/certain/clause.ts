import { inSentence, isExact, joined, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/** What the judges ask of the words about figures. */

/** Other times, other places, what is only meant, what is told of each: figures with such words about them may be of another reckoning. */
export const elsewhere = /上年|去年|前年|同期|年初|结转|往年|历年|以前|全国|全省|目标|力争|预计|另|约定|计划|任务|预算/

export const allExact = (figures: readonly Figure[]): boolean => figures.every((one) => isExact(one) && Number.isFinite(one.high) && one.low > 0)
export const inOne = ([first, ...rest]: readonly Figure[]): boolean => rest.every((one) => one.sentence === first!.sentence)
export const ordered = (figures: readonly Figure[]): Figure[] => figures.toSorted((a, b) => a.start - b.start)

/** The words from the clause of the first figure to the last one. */
export function stretch(paper: Paper, figures: readonly Figure[]): string {
  const [first, last] = [ordered(figures)[0]!, ordered(figures).at(-1)!]
  return lead(paper, first) + joined(paper.text.slice(first.start, last.end))
}

/** Figures of the sort of one that stand between two places of a sentence, those given left out. */
export const othersBetween = (paper: Paper, from: Figure, to: Figure, given: readonly Figure[]): Figure[] =>
  inSentence(paper, from.sentence).filter(
    (one) => one.start > from.end && one.end < to.start && !given.includes(one) && given.some((two) => sort(two) === sort(one)),
  )

/** What is said of a figure in its own clause. */
export const words = (paper: Paper, figure: Figure): string =>
  `${lead(paper, figure, 20).replace(/^.*\d/, '')} ${figure.measure} ${tail(paper, figure, 12).replace(/\d.*$/, '')}`
