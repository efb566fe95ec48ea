import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { calendar, type Calendar } from './calendar.ts'
import type { Limit } from './limits.ts'

/** The city's calendar and limits as its rows say in this transaction: what clocks are reckoned with. */
export type Reckoning = { readonly calendar: Calendar; readonly limits: readonly Limit[] }

const read = new Map<string, { readonly stamp: string; readonly made: Reckoning }>()

/**
 * Reads the calendar and the limits. Eight hundred rows that change a few times a year, asked at every action: what was made of
 * them is kept for as long as neither table has another number of rows or a later change.
 */
export async function loadCalendar(tx: Tx): Promise<Reckoning> {
  const { rows } = await sql<{ stamp: string }>`select concat((select concat(count(*), max(updated_at)) from calendar_day), ' ',
    (select concat(count(*), max(updated_at)) from time_limit)) as stamp`.execute(tx)
  const stamp = rows[0]!.stamp
  // A database beside this one may hold the same city (a restored copy, another test): the entries' own time tells them apart.
  const known = read.get(tx.work.city)
  if (known?.stamp === stamp) return known.made
  const [days, limits] = await Promise.all([
    tx.selectFrom('calendar_day').select(['day', 'kind']).where('closed_at', 'is', null).execute(),
    tx.selectFrom('time_limit').select(['code', 'title_zh', 'title_en', 'value', 'unit', 'counts_first_day', 'extension_value', 'extension_times', 'legal_basis', 'confidence', 'valid_from', 'valid_to'])
      .where('closed_at', 'is', null).execute(),
  ])
  // The columns have check constraints for these two unions.
  const made = { calendar: calendar(days as Parameters<typeof calendar>[0]), limits: limits as Limit[] }
  read.set(tx.work.city, { stamp, made })
  return made
}
