import type { Finding } from '../../../contract.ts'
import type { Paper } from '../../ground/paper.ts'
import { checkChangedBy } from './changed-by.ts'
import { checkFields } from './fields.ts'
import { checkFullAndGot } from './full-and-got.ts'
import { checkLeftOver } from './left-over.ts'
import { checkListed } from './listed.ts'
import { checkSectionMarks } from './section-marks.ts'
import { checkSharesOver } from './shares-over.ts'
import { checkSummedShares } from './summed-shares.ts'

/** Wholes, what is left of them and what was added to them, where the words between stand apart from the figures or the whole a sentence before. */
export const checkWholes = (paper: Paper): Finding[] => [
  ...[...paper.bySentence.values()].flatMap((figures) => [checkLeftOver, checkChangedBy, checkListed].flatMap((check) => check(paper, figures))),
  ...checkSectionMarks(paper),
  ...checkFields(paper),
  ...checkFullAndGot(paper),
  ...checkSharesOver(paper),
  ...checkSummedShares(paper),
]
