import { date } from '../../../platform/core/dates.ts'
import type { Dated } from '../../../platform/core/dated.ts'

/** How many natural days before the last one the office is reminded of results that are not public yet. */
export type ReminderTable = Dated & { readonly daysBefore: number }

export const publicationReminders: readonly ReminderTable[] = [
  { version: '1', valid_from: date('2022-03-15'), valid_to: null, confidence: 'design', daysBefore: 5, source: '期限：《食品生产经营监督检查管理办法》第三十九条；提前天数为系统默认' },
]
