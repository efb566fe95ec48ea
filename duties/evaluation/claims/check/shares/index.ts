import { each, type Check } from '../ground/check.ts'
import { checkBases } from './base.ts'
import { checkNamedBases } from './named-base.ts'
import { checkPolls } from './polls.ts'
import { checkRatios } from './ratio.ts'
import { checkStrongShares } from './strong-shares.ts'
import { checkToldShares } from './told-shares.ts'

/** Rates against the counts they are made of. */
export const shares: readonly Check[] = [checkRatios, checkBases, each(checkToldShares), each(checkStrongShares), each(checkPolls), each(checkNamedBases)]
