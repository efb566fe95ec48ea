import type { Finding, Known } from '../../contract.ts'
import type { Figure, Paper } from './paper.ts'

/** One question asked of all papers together. */
export type Check = (papers: readonly Paper[], known: Known) => Finding[]

/** A question that is asked of each paper by itself. */
export const each = (check: (paper: Paper) => Finding[]): Check => (papers) => papers.flatMap((paper) => check(paper))

/**
 * A question that is asked of each sentence with several figures, whose form alone says what they are to each other: another pair of the paper
 * that gives the same by chance explains nothing.
 */
export const eachSentence = (check: (paper: Paper, figures: readonly Figure[]) => Finding[]): Check =>
  each((paper) => [...paper.bySentence.values()].flatMap((figures) => (figures.length > 1 ? check(paper, figures) : [])))
