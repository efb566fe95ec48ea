import { each, type Check } from '../ground/check.ts'
import { checkOnBase } from './on-base.ts'
import { checkPoints } from './points.ts'
import { checkSeries } from './series.ts'
import { checkStated } from './stated.ts'

/** How much more or less, in figures, points and words. */
export const changes: readonly Check[] = [checkPoints, checkSeries, each(checkStated), each(checkOnBase)]
