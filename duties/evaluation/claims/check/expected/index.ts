import type { Finding } from '../../contract.ts'
import type { Paper } from '../ground/paper.ts'
import { checkBeside } from './beside.ts'
import { checkLeft } from './left.ts'
import { checkSummed } from './summed.ts'
import { checkUnderWhole } from './under-whole.ts'

/** What words make one expect of the figures around them, whatever stands between. */
export const checkExpected = (paper: Paper): Finding[] => [checkUnderWhole, checkSummed, checkLeft, checkBeside].flatMap((check) => check(paper))
