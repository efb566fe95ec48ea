import type { Tx } from '../database/database.ts'
import { calendar, type Calendar } from './calendar.ts'
import type { Limit } from './limits.ts'

/** The city's calendar and limits as its rows say today: what clocks are reckoned with. */
export async function loadCalendar(tx: Tx): Promise<{ readonly calendar: Calendar; readonly limits: readonly Limit[] }> {
  const [days, limits] = await Promise.all([
    tx.selectFrom('calendar_day').select(['day', 'kind']).where('closed_at', 'is', null).execute(),
    tx.selectFrom('time_limit').select(['code', 'title_zh', 'title_en', 'value', 'unit', 'counts_first_day', 'extension_value', 'legal_basis', 'confidence', 'valid_from', 'valid_to'])
      .where('closed_at', 'is', null).execute(),
  ])
  // The columns have check constraints for these two unions.
  return { calendar: calendar(days as Parameters<typeof calendar>[0]), limits: limits as Limit[] }
}
