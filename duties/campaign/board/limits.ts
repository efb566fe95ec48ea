import { sql } from 'kysely'
import { Problem } from '../../../platform/core/problem.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { insertRow } from '../../../platform/register/store.ts'
import { dailyLimits } from '../registers.ts'
import type { DayLimits } from '../rules/daily.ts'
import { shippedDailyLimits } from '../shipped/daily-limits.ts'

export type Shipped = DayLimits & { readonly valid_from: DateOnly; readonly source: string }

/** What a day can hold, by the version in force on it. @throws Problem `rule.none-in-force` (409) */
export async function limitsOn(tx: Tx, day: DateOnly): Promise<DayLimits> {
  const { rows: [row] } = await sql<DayLimits>`select visits_per_officer, fine_per_case, kg_a_day from daily_limit where closed_at is null and valid_from <= ${day}::date order by valid_from desc limit 1`.execute(tx)
  if (!row) throw new Problem('rule.none-in-force', { what: dailyLimits.title.zh, day })
  return row
}

/** The shipped limits, where a city has none. */
export async function seedDailyLimits(tx: Tx): Promise<void> {
  const { rows } = await sql`select 1 from daily_limit limit 1`.execute(tx)
  if (rows.length > 0) return
  for (const one of shippedDailyLimits) await insertRow(tx, dailyLimits, { region: tx.work.city, ...one })
}
