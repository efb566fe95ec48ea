import { sql } from 'kysely'
import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { regionNames } from '../../../platform/register/labels.ts'
import { columnList } from '../../../platform/register/store.ts'
import { visitCoverage } from '../board/store.ts'
import type { ComingPeriods, PeriodCoverage } from '../contract.ts'
import { specialPeriods, type PeriodRow } from '../registers.ts'
import { setOf } from './store.ts'
import { periodTables } from './tables.ts'

/** A period whose visits were over so long ago is still shown. */
const LOOK_BACK = 30
/** The visits of a term are looked at until the next (A7-4). */
const TERM_BACK = 200

type TableOn = Awaited<ReturnType<typeof periodTables>>
type Covered = Awaited<ReturnType<typeof visitCoverage>>

function shown(row: PeriodRow, covered: Covered, tableOn: TableOn): PeriodCoverage {
  const { madeOn, visits } = setOf(row, tableOn)
  const { assigned = 0, counties = [] } = covered.get(row.id) ?? {}
  return {
    id: row.id, title: row.title, kind: row.kind, region: row.region, startsOn: row.starts_on, endsOn: row.ends_on, madeOn, visitsFrom: visits.from, visitsUntil: visits.until,
    made: row.made_on !== null || counties.length > 0, assigns: row.assigns, assigned, counties,
  }
}

/** Periods whose visits or days fall into the next so many days, or ended lately, with how far their visits have come. */
export async function comingPeriods(tx: Tx, days: number, region: string): Promise<ComingPeriods> {
  const { today } = tx.work
  const [from, until] = [addDays(today, -LOOK_BACK), addDays(today, days)]
  const { rows } = await sql<PeriodRow>`select ${columnList(specialPeriods)} from special_period where closed_at is null and starts_on <= ${addDays(until, 60)}::date
    and ends_on >= ${addDays(from, -370)}::date order by starts_on, id limit 500`.execute(tx)
  const tableOn = await periodTables(tx)
  const near = rows.filter((row) => {
    const { visits } = setOf(row, tableOn)
    const last: DateOnly = row.ends_on > visits.until && row.kind !== 'term' ? row.ends_on : visits.until
    return last >= (row.kind === 'term' ? addDays(today, -TERM_BACK) : from) && visits.from <= until
  })
  const covered = await visitCoverage(tx, near.map(({ id }) => id), region)
  const items = near.map((row) => shown(row, covered, tableOn))
  const { rows: [known] } = await sql<{ day: DateOnly | null }>`select max(day) as day from calendar_day where kind = 'holiday' and closed_at is null`.execute(tx)
  return { today, until, festivalsUntil: known!.day, items, labels: await regionNames(tx, [...new Set(items.flatMap((one) => [one.region, ...one.counties.map(({ region: code }) => code)]))]) }
}
