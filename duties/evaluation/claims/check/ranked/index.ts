import type { Finding } from '../../contract.ts'
import type { Paper } from '../paper.ts'
import { checkCompared, checkLevel, checkTurned } from './compared.ts'
import { checkBracketed, checkNamedPair } from './higher.ts'
import { checkInverted, checkNearlyOver } from './inverted.ts'
import { checkAgainstLastYear } from './last-year.ts'
import { checkRisen } from './risen.ts'
import { checkRun, checkSecond } from './second.ts'

const rules = [checkRisen, checkSecond, checkRun, checkBracketed, checkNamedPair, checkCompared, checkTurned, checkLevel]

/** Which of two figures is said to be the higher, against what they are. */
export const checkRanked = (paper: Paper): Finding[] => [
  ...paper.document.sentences.flatMap((_, sentence) => rules.flatMap((rule) => rule(paper, sentence))),
  ...checkAgainstLastYear(paper),
  ...checkInverted(paper),
  ...checkNearlyOver(paper),
]
