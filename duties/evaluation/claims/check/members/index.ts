import { each, type Check } from '../ground/check.ts'
import { checkAnnounced } from './announced.ts'
import { checkSlogans } from './slogans.ts'
import { checkCounted } from './counted/index.ts'
import { checkDivisions } from './divisions.ts'
import { checkEnumerations } from './enumeration.ts'
import { checkHeadings } from './heading.ts'
import { checkListedCounts } from './listed-counts.ts'
import { checkNumbersOfParts } from './numbers-of-parts.ts'
import { checkOrdinals } from './ordinals.ts'
import { checkPointsAtHeads } from './points-at-heads.ts'
import { checkQuoted } from './quoted.ts'

/** Lists and headings against the number that announces them. */
export const members: readonly Check[] = [checkHeadings, checkEnumerations, each(checkAnnounced), each(checkCounted), each(checkDivisions), each(checkPointsAtHeads), each(checkOrdinals), each(checkNumbersOfParts), each(checkListedCounts), each(checkSlogans), each(checkQuoted)]
