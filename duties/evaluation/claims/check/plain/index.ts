import type { Finding } from '../../contract.ts'
import type { Paper } from '../ground/paper.ts'
import { checkDeltas } from './deltas.ts'
import { checkPlainDensities } from './densities.ts'
import { checkFullMarks } from './full-marks.ts'
import { checkGrades } from './grades.ts'
import { checkPeriods } from './periods.ts'
import { checkPlainMeans } from './means.ts'
import { checkSlips } from './slips.ts'

/**
 * What a reader sees at once, because the figures stand one behind the other in a form that says what they are to each other. Only what stands
 * in that form explains them: another pair of the paper that gives the same by chance does not.
 */
export const checkPlain = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) =>
    figures.length > 1
      ? [checkDeltas, checkPlainMeans, checkPlainDensities, checkPeriods, checkGrades, checkFullMarks, checkSlips].flatMap((check) => check(paper, figures))
      : [],
  )
