import { isCount, isExact, isIncrement, isMean, sort, type Figure, type Paper } from '../../ground/paper.ts'

/** A count that stands for itself in prose: no mean, no change, no cell of a table. */
export const plainCount = (paper: Paper, one: Figure | undefined): one is Figure =>
  one !== undefined && isCount(one) && isExact(one) && one.cell === null && one.bracketOf === null && Number.isFinite(one.high) && one.low > 0 && !isMean(paper, one) && !isIncrement(paper, one)

/** Counts of one sort among some figures, means and changes left out. */
export const alike = (paper: Paper, figures: readonly Figure[], like: Figure): Figure[] =>
  figures.filter((one) => plainCount(paper, one) && sort(one) === sort(like))
