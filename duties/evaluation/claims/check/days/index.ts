import { each, type Check } from '../ground/check.ts'
import { checkAhead } from './ahead.ts'
import { checkCalendar } from './calendar.ts'
import { checkDates } from './date.ts'
import { checkImpossibleDays } from './impossible.ts'
import { checkSpans } from './spans.ts'

/** Days by themselves, against one another and against the day that the paper bears. */
export const days: readonly Check[] = [checkDates, each(checkSpans), each(checkCalendar), each(checkImpossibleDays), each(checkAhead)]
