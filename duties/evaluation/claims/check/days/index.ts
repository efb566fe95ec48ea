import { each, type Check } from '../ground/check.ts'
import { checkAhead } from './ahead.ts'
import { checkCalendar } from './calendar.ts'
import { checkComparedYears } from './compared-years.ts'
import { checkConcluded } from './concluded.ts'
import { checkDates } from './date.ts'
import { checkImpossibleDays } from './impossible.ts'
import { checkLife } from './life.ts'
import { checkLinedUp } from './lined-up.ts'
import { checkListedDays } from './listed-days.ts'
import { checkNamedYears } from './named-years.ts'
import { checkNarrated } from './narrated.ts'
import { checkIssued } from './issued.ts'
import { checkSpans } from './spans.ts'
import { checkSpoken } from './spoken.ts'
import { checkToldDay } from './told-day.ts'
import { checkYears } from './years.ts'

/** Days by themselves, against one another and against the day that the paper bears; the time that a paper speaks of. */
export const days: readonly Check[] = [
  checkDates,
  each(checkSpans),
  each(checkIssued),
  each(checkCalendar),
  each(checkImpossibleDays),
  each(checkAhead),
  each(checkSpoken),
  each(checkComparedYears),
  each(checkToldDay),
  each(checkNamedYears),
  each(checkNarrated),
  each(checkListedDays),
  each(checkLinedUp),
  each(checkConcluded),
  each(checkLife),
  each(checkYears),
]
