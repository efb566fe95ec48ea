import { each, type Check } from '../ground/check.ts'
import { checkGrowthsReckoned } from './growth.ts'
import { checkSharesReckoned } from './share.ts'

/** What a figure was reckoned from, by the digits first and the words second. */
export const reckoned: readonly Check[] = [checkGrowthsReckoned, checkSharesReckoned].map(each)
