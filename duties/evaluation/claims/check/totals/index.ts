import { each, type Check } from '../ground/check.ts'
import { checkClosed } from './closed.ts'
import { checkDoneOf } from './done-of.ts'
import { checkEachPeriod } from './each-period.ts'
import { checkAboveWhole } from './above-whole.ts'
import { checkFlows } from './flows.ts'
import { checkMarks } from './marks.ts'
import { checkOnTop } from './on-top.ts'
import { checkOpposites } from './opposites.ts'
import { checkOverYears } from './over-years.ts'
import { checkParts } from './part-whole.ts'
import { checkRemaining } from './remaining.ts'
import { checkRunning } from './running.ts'
import { checkSaidSums } from './said-sums.ts'
import { checkScores } from './scores.ts'
import { checkSections } from './sections.ts'
import { checkSums } from './sums.ts'
import { checkTotals } from './total.ts'
import { checkWholes } from './wholes/index.ts'
import { checkByName } from './by-name.ts'
import { checkPartsNamed } from './parts-named.ts'
import { checkNested } from './nested.ts'

/** Wholes, their parts, what is left of them, and sums. */
export const totals: readonly Check[] = [
  checkTotals,
  checkParts,
  ...[checkMarks, checkSums, checkClosed, checkOverYears, checkOpposites, checkDoneOf, checkOnTop, checkScores, checkSaidSums, checkSections, checkWholes, checkNested, checkRunning, checkEachPeriod, checkRemaining, checkByName, checkPartsNamed, checkFlows, checkAboveWhole].map(each),
]
