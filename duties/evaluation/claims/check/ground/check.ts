import type { Finding, Known } from '../../contract.ts'
import type { Paper } from './paper.ts'

/** One question asked of all papers together. */
export type Check = (papers: readonly Paper[], known: Known) => Finding[]

/** A question that is asked of each paper by itself. */
export const each = (check: (paper: Paper) => Finding[]): Check => (papers) => papers.flatMap((paper) => check(paper))
