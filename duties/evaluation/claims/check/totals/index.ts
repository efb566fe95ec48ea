import { each, eachSentence, type Check } from '../ground/check.ts'
import { checkByName } from './by-name.ts'
import { checkClosedLists } from './closed-lists.ts'
import { checkClosed } from './closed.ts'
import { checkDoneOf } from './done-of.ts'
import { checkEachPeriod } from './each-period.ts'
import { checkGrades } from './grades.ts'
import { checkKnownWholes } from './known-wholes.ts'
import { checkLeftOfSettled } from './left-of-settled.ts'
import { checkAboveWhole } from './above-whole.ts'
import { checkFlows } from './flows.ts'
import { checkMarks } from './marks.ts'
import { checkNested } from './nested.ts'
import { checkOnTop } from './on-top.ts'
import { checkOpposites } from './opposites.ts'
import { checkOverYears } from './over-years.ts'
import { checkParts } from './part-whole.ts'
import { checkPartsNamed } from './parts-named.ts'
import { checkPeriods } from './periods.ts'
import { checkFarWholes } from './like-counts/far-wholes.ts'
import { checkReckonedSums } from './like-counts/sums.ts'
import { checkRunning } from './running.ts'
import { checkSaidSums } from './said-sums.ts'
import { checkScores } from './scores.ts'
import { checkSections } from './sections.ts'
import { checkSummed } from './summed.ts'
import { checkShareLeft } from './share-left.ts'
import { checkSums } from './sums.ts'
import { checkTotals } from './total.ts'
import { checkUnderWhole } from './under-whole.ts'
import { checkWithin } from './within.ts'
import { checkWholes } from './wholes/index.ts'

/** Wholes, their parts, what is left of them, and sums. */
export const totals: readonly Check[] = [
  checkTotals,
  checkParts,
  ...[checkMarks, checkSums, checkClosed, checkOverYears, checkOpposites, checkDoneOf, checkOnTop, checkScores, checkSaidSums, checkSections, checkWholes, checkNested, checkRunning, checkEachPeriod, checkByName, checkPartsNamed, checkKnownWholes, checkClosedLists, checkUnderWhole, checkSummed, checkLeftOfSettled, checkShareLeft, checkFlows, checkAboveWhole, checkReckonedSums, checkFarWholes, checkWithin].map(each),
  ...[checkPeriods, checkGrades].map(eachSentence),
]
