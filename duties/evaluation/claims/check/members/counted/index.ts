import type { Finding } from '../../../contract.ts'
import type { Paper } from '../../ground/paper.ts'
import { checkBeforeNumber } from './before-number.ts'
import { checkNamesBehind } from './behind.ts'
import { checkClosing } from './closing.ts'
import { checkComplete } from './complete.ts'
import { checkNumberFirst } from './number-first.ts'
import { checkPointedBack } from './pointed-back.ts'
import { checkRanks } from './ranks.ts'
import { checkRespectively } from './respectively.ts'
import { checkToldEach } from './told-each.ts'

/** Numbers of names, and of the figures that go with them. */
export const checkCounted = (paper: Paper): Finding[] => [...checkRespectively(paper), ...checkRanks(paper), ...checkClosing(paper), ...checkComplete(paper), ...checkNamesBehind(paper), ...checkNumberFirst(paper), ...checkPointedBack(paper), ...checkToldEach(paper), ...checkBeforeNumber(paper)]
