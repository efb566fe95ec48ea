import type { Finding } from '../../contract.ts'
import type { Paper } from '../ground/paper.ts'
import { checkChangesApart } from './changes.ts'
import { checkNumbersOfParts } from './enumeration.ts'
import { checkMeansApart } from './means.ts'
import { checkSeriesApart } from './series.ts'
import { checkSharesApart } from './shares.ts'

/** What is told some clauses away from the figures it comes of. */
export const checkApart = (paper: Paper): Finding[] => [
  ...checkMeansApart(paper),
  ...checkSharesApart(paper),
  ...checkChangesApart(paper),
  ...checkSeriesApart(paper),
  ...checkNumbersOfParts(paper),
]
