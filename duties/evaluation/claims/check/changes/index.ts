import { each, type Check } from '../ground/check.ts'
import { checkLevelsElsewhere } from './level-elsewhere.ts'
import { checkOnBase } from './on-base.ts'
import { checkPoints } from './points.ts'
import { checkCountedYears } from './counted-years.ts'
import { checkSeries } from './series.ts'
import { checkStated } from './stated.ts'
import { checkContributions } from './contributions.ts'
import { checkImpliedShares } from './implied-share.ts'
import { checkOnTopOf } from './on-top.ts'
import { checkTurnedWords } from './turned.ts'
import { checkWholeGrowth } from './whole-growth.ts'

/** How much more or less, in figures, points and words. */
export const changes: readonly Check[] = [
  checkPoints,
  checkSeries,
  ...[checkStated, checkOnBase, checkWholeGrowth, checkContributions, checkOnTopOf, checkTurnedWords, checkImpliedShares, checkLevelsElsewhere, checkCountedYears].map(each),
]
