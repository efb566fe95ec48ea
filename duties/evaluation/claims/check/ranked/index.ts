import type { Finding } from '../../contract.ts'
import { each, type Check } from '../ground/check.ts'
import type { Paper } from '../ground/paper.ts'
import { checkAboveOverall } from './above-overall.ts'
import { checkBends } from './bends.ts'
import { checkCalled } from './called.ts'
import { checkCompared, checkComparedWord, checkLevel, checkTurned } from './compared.ts'
import { checkDirections, checkExtremes } from './directions.ts'
import { checkFirstFew } from './first-few.ts'
import { checkBracketed, checkNamedPair } from './higher.ts'
import { checkInverted, checkNearlyOver } from './inverted.ts'
import { checkAgainstLastYear } from './last-year.ts'
import { checkRankedLists } from './lists.ts'
import { checkMostRate } from './most-rate.ts'
import { checkPeak } from './peak.ts'
import { checkPlaces } from './places.ts'
import { checkRisen } from './risen.ts'
import { checkRun, checkSecond } from './second.ts'

const rules = [checkRisen, checkSecond, checkRun, checkBracketed, checkNamedPair, checkCompared, checkComparedWord, checkTurned, checkLevel, checkFirstFew, checkAboveOverall]

const checkRanked = (paper: Paper): Finding[] => [
  ...paper.document.sentences.flatMap((_, sentence) => rules.flatMap((rule) => rule(paper, sentence))),
  ...checkPlaces(paper),
  ...checkBends(paper),
  ...checkPeak(paper),
  ...checkCalled(paper),
  ...checkMostRate(paper),
  ...checkAgainstLastYear(paper),
  ...checkInverted(paper),
  ...checkNearlyOver(paper),
]

/** Which of several figures is said to be the higher, or the highest, against what they are. */
export const ranked: readonly Check[] = [each(checkDirections), each(checkExtremes), each(checkRanked), each(checkRankedLists)]
