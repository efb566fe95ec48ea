import { each, eachSentence, type Check } from '../ground/check.ts'
import { checkSharesApart } from './apart.ts'
import { checkBases } from './base.ts'
import { checkCompositions } from './composition.ts'
import { checkFractions } from './fractions.ts'
import { checkItemRows } from './item-rows.ts'
import { checkItemShares } from './item-shares.ts'
import { checkNamedBases } from './named-base.ts'
import { checkOfKind } from './of-kind.ts'
import { checkOverHundred } from './over-hundred.ts'
import { checkPolls } from './polls.ts'
import { checkProgress } from './progress.ts'
import { checkRankedShares } from './ranked-shares.ts'
import { checkRatios } from './ratio.ts'
import { checkSharesRightBefore } from './right-before.ts'
import { checkStrongShares } from './strong-shares.ts'
import { checkTenfold } from './tenfold.ts'
import { checkTested } from './tested/index.ts'
import { checkToldBases } from './told-base.ts'
import { checkToldShares } from './told-shares.ts'

/** Rates against the counts they are made of. */
export const shares: readonly Check[] = [
  checkRatios,
  checkBases,
  ...[checkToldShares, checkStrongShares, checkPolls, checkNamedBases, checkFractions, checkCompositions, checkItemRows, checkItemShares, checkRankedShares, checkOverHundred, checkOfKind, checkToldBases, checkTenfold, checkSharesApart, checkTested, checkProgress].map(each),
  eachSentence(checkSharesRightBefore),
]
