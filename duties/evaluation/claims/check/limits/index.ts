import { each, eachSentence, type Check } from '../ground/check.ts'
import { checkAgainstLevel } from './against-level.ts'
import { checkAgainstNamed } from './against-named.ts'
import { checkApartBy } from './apart-by.ts'
import { checkArrows } from './arrows.ts'
import { checkBesideOverall } from './beside-overall.ts'
import { checkBeside } from './beside.ts'
import { checkBounds } from './bound.ts'
import { checkFullMarks } from './full-marks.ts'
import { checkLevel } from './level.ts'
import { owed } from './owed/index.ts'
import { checkNotedBounds } from './noted-bound.ts'
import { checkOverAll } from './over-all.ts'
import { checkPartsAround } from './parts-around.ts'
import { checkPeople } from './people.ts'
import { checkTenths } from './tenths.ts'
import { checkThresholds } from './threshold.ts'
import { checkYearBefore } from './year-before.ts'

/** What no true value can be: more than all, less than nothing the year before, outside of its parts, level with what lies far off. */
export const limits: readonly Check[] = [
  checkBounds,
  ...[checkYearBefore, checkOverAll, checkLevel, checkBesideOverall, checkPartsAround, checkApartBy, checkAgainstNamed, checkArrows, checkTenths, checkThresholds, checkBeside, checkPeople, checkAgainstLevel, checkNotedBounds].map(each),
  eachSentence(checkFullMarks),
  ...owed,
]
