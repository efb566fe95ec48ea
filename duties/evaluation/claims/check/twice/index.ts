import { each, type Check } from '../ground/check.ts'
import { checkToldAgain } from './again.ts'
import { checkCopies } from './copied.ts'
import { checkFormer } from './former.ts'
import { checkGradesAgain } from './grades-again.ts'
import { checkReferences } from './reference.ts'
import { checkRetold } from './retold/index.ts'
import { checkRounded } from './rounded.ts'
import { checkSaidAgain } from './said-again.ts'
import { checkSameNumber } from './same-number.ts'
import { checkComplements } from './slips/complement.ts'
import { checkToldBack } from './told-back.ts'
import { checkToldTwice } from './told-twice/index.ts'
import { checkTwoValues } from './two-values.ts'

/** One thing told twice, in one paper or in several. */
export const twice: readonly Check[] = [checkTwoValues, checkReferences, checkCopies, each(checkSaidAgain), each(checkToldBack), each(checkRetold), each(checkToldTwice), each(checkSameNumber), each(checkRounded), each(checkComplements), each(checkToldAgain), each(checkFormer), each(checkGradesAgain)]
