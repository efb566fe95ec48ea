import type { Finding } from '../../contract.ts'
import type { Paper } from '../ground/paper.ts'
import { checkToldAgain } from './again.ts'
import { checkClosedLists } from './closed.ts'
import { checkGrowthsOverYears } from './growths.ts'
import { checkPeople } from './people.ts'
import { checkRankedLists } from './ranks.ts'
import { checkKnownWholes } from './wholes.ts'

/** What is told sentences or chapters apart and bound by what the names mean. */
export const checkRelated = (paper: Paper): Finding[] => [checkKnownWholes, checkPeople, checkGrowthsOverYears, checkRankedLists, checkToldAgain, checkClosedLists].flatMap((check) => check(paper))
