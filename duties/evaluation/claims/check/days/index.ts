import type { Finding } from '../../contract.ts'
import type { Paper } from '../paper.ts'
import { checkAhead } from './ahead.ts'
import { checkImpossibleDays } from './impossible.ts'

/** Days by themselves and against the day that the paper bears. */
export const checkDays = (paper: Paper): Finding[] => [...checkImpossibleDays(paper), ...checkAhead(paper)]
