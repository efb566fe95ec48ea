import { sql } from 'kysely'
import { inForce } from '../../../platform/core/dated.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { insertRow } from '../../../platform/register/store.ts'
import { periodRules, type PeriodRuleRow } from '../registers.ts'
import type { PeriodTable } from '../rules/special-period.ts'
import { festivals, gaokao, shippedPeriodTables } from '../shipped/special-periods.ts'

/** The rules of periods by day, from the city's rows; they are read once. A version holds until the next begins. */
export async function periodTables(tx: Tx): Promise<(day: DateOnly) => PeriodTable> {
  const { rows } = await sql<PeriodRuleRow>`select * from period_rule where closed_at is null order by valid_from, id`.execute(tx)
  const tables = rows.map(tableOf)
  return (day) => inForce(tables, day, '时段规则')
}

/** The rules of one day. @throws Problem `rule.none-in-force` (409) */
export const periodTable = async (tx: Tx, day: DateOnly): Promise<PeriodTable> => (await periodTables(tx))(day)

const tableOf = (row: PeriodRuleRow): PeriodTable => ({
  version: row.valid_from, valid_from: row.valid_from, valid_to: null, source: row.source, confidence: 'confirmed', aheadDays: row.ahead_days,
  visitDays: {
    term: { from: row.term_from, until: row.term_until }, exam: { from: row.exam_from, until: row.exam_until },
    festival: { from: row.festival_from, until: row.festival_until }, event: { from: row.event_from, until: row.event_until },
  },
  festivals: festivals.filter(({ code }) => row.festivals.includes(code)).map((one) => ({ ...one, where: { types: row.festival_types } })),
  yearly: [{ ...gaokao, from: row.gaokao_from, until: row.gaokao_until, where: { types: row.exam_types } }],
})

/** The shipped rules, where a city has none. */
export async function seedPeriodRules(tx: Tx): Promise<void> {
  const { rows } = await sql`select 1 from period_rule limit 1`.execute(tx)
  if (rows.length > 0) return
  for (const { valid_from, source, aheadDays, visitDays: { term, exam, festival, event }, festivals: named, yearly: [yearly] } of shippedPeriodTables) {
    await insertRow(tx, periodRules, {
      region: tx.work.city, valid_from, source, ahead_days: aheadDays, term_from: term.from, term_until: term.until, exam_from: exam.from, exam_until: exam.until, festival_from: festival.from, festival_until: festival.until,
      event_from: event.from, event_until: event.until, festivals: named.map(({ code }) => code), festival_types: named[0]?.where.types ?? [], gaokao_from: yearly!.from, gaokao_until: yearly!.until, exam_types: yearly!.where.types ?? [],
    })
  }
}
