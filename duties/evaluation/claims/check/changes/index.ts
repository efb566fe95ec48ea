import { each, eachSentence, type Check } from '../ground/check.ts'
import { checkChangesApart } from './apart.ts'
import { checkContributions } from './contributions.ts'
import { checkDeltas } from './deltas.ts'
import { checkImpliedShares } from './implied-share.ts'
import { checkLevelsElsewhere } from './level-elsewhere.ts'
import { checkOnBase } from './on-base.ts'
import { checkOnTopOf } from './on-top.ts'
import { checkGrowthsOverYears } from './over-years.ts'
import { checkPoints } from './points.ts'
import { checkSeriesApart } from './series-apart.ts'
import { checkPointsTold } from './points-told.ts'
import { checkTimeRows } from './time-rows.ts'
import { checkSeries } from './series.ts'
import { checkStated } from './stated.ts'
import { checkTurnedWords } from './turned.ts'
import { checkWholeGrowth } from './whole-growth.ts'

/** How much more or less, in figures, points and words. */
export const changes: readonly Check[] = [
  checkPoints,
  each(checkPointsTold),
  checkSeries,
  ...[checkStated, checkOnBase, checkWholeGrowth, checkContributions, checkOnTopOf, checkTurnedWords, checkImpliedShares, checkLevelsElsewhere, checkChangesApart, checkSeriesApart, checkGrowthsOverYears, checkTimeRows].map(each),
  eachSentence(checkDeltas),
]
