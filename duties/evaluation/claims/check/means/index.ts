import { each, eachSentence, type Check } from '../ground/check.ts'
import { checkMeansApart } from './apart.ts'
import { checkDensities } from './densities.ts'
import { checkLostScale } from './lost-scale.ts'
import { checkMeans } from './mean.ts'
import { checkOneFor } from './one-for.ts'
import { checkOwed } from './owed.ts'
import { checkOwnMeasure } from './own-measure.ts'
import { checkPerCapita } from './per-capita.ts'
import { checkMeansRightBefore } from './right-before.ts'
import { checkProducts } from './products.ts'
import { checkUnits } from './unit.ts'
import { checkYields } from './yields.ts'

/** What falls to each: means, figures by head, and units. */
export const means: readonly Check[] = [checkUnits, checkPerCapita, checkMeans, each(checkYields), each(checkOwed), each(checkOwnMeasure), each(checkLostScale), each(checkMeansApart), eachSentence(checkMeansRightBefore), eachSentence(checkDensities), each(checkProducts), each(checkOneFor)]
