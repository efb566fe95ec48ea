import { each, type Check } from '../ground/check.ts'
import { checkBasesCalled } from './base-called.ts'
import { checkComplementsBeside } from './complement.ts'
import { checkGrowthsReckoned } from './growth.ts'
import { checkMeansReckoned } from './mean.ts'
import { checkPointsReckoned } from './points.ts'
import { checkSharesReckoned } from './share.ts'

/** What a figure was reckoned from, by the digits first and the words second. */
export const reckoned: readonly Check[] = [checkGrowthsReckoned, checkSharesReckoned, checkPointsReckoned, checkMeansReckoned, checkBasesCalled, checkComplementsBeside].map(each)
