import { sql } from 'kysely'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { addDays, type DateOnly } from '../../platform/core/dates.ts'
import { monthSpan, weekOf, type Span } from '../../platform/core/periods.ts'
import type { Tx } from '../../platform/database/database.ts'
import { changeRow, closeRow, columnList, insertRow } from '../../platform/register/store.ts'
import { canteenDays, selfCheckMonths, type CanteenDayRow, type SelfCheckMonthRow } from './registers.ts'
import type { EntryMark } from './rules/canteen-book.ts'
import { firstAsked } from './rules/self-check.ts'
import { dayTally, monthTally, type DayTally, type MonthTally } from './rules/tally.ts'
import { canteenOf, canteenTables, checkedOf, checksIn, recordOf, selfCheckTables, type Place } from './store.ts'
import { formFor } from './words.ts'

/** Records of all days that duties due in a month may belong to. */
export const around = (month: Span): Span => ({ from: firstAsked(month.from), until: weekOf(month.until).until })

/** The row of a month. */
export const monthValues = (place: Place, month: DateOnly, tally: MonthTally) => ({
  region: place.region, premises_id: place.id, enterprise_id: place.enterprise_id, month, business: formFor(place.types), owed: tally.owed, kept: tally.kept, late: tally.late,
  missed: tally.list.length, missed_daily: tally.missed.daily, missed_weekly: tally.missed.weekly, missed_monthly: tally.missed.monthly, problem_count: tally.problems, missed_list: tally.list,
})

/** The row of a day. */
export const dayValues = (place: Place, day: DateOnly, tally: DayTally) => ({
  region: place.region, premises_id: place.id, enterprise_id: place.enterprise_id, on_day: day, meals: tally.meals, morning: tally.morning, sampled: tally.sampled, disinfected: tally.disinfected,
  leader_owed: tally.leaderOwed, leader_kept: tally.leaderKept, complete: tally.lacking.length === 0, samples_complete: tally.sampled === tally.meals, leader_complete: tally.leaderKept === tally.leaderOwed,
  lacking: tally.lacking,
})

/** Rows that are wanted against rows that are there: written, changed, or closed where nothing is owed any more. */
async function keep<R extends { readonly id: string }>(tx: Tx, register: Parameters<typeof insertRow>[1], known: R | undefined, values: (Readonly<Record<string, unknown>> & { readonly region: string }) | null): Promise<void> {
  if (values === null) {
    if (known) await closeRow(tx, register, known as never, '经营日历变更，本期不需填报')
  } else if (known) await changeRow(tx, register, known as never, values)
  else await insertRow(tx, register, values)
}

/** Reckons the months of places anew. The places' calendars are locked, so that two records sent at once do not meet. */
export async function reckonMonths(tx: Tx, places: readonly Place[], months: readonly DateOnly[]): Promise<void> {
  const ids = places.map(({ id }) => id)
  const { calendar } = await loadCalendar(tx)
  const { today } = tx.work
  const tableOn = await selfCheckTables(tx)
  for (const first of new Set(months.map((day) => monthSpan(day).from))) {
    const month = monthSpan(first)
    const table = tableOn(month.until < today ? month.until : today)
    const records = Map.groupBy(await checksIn(tx, ids, around(month)), (row) => row.premises_id)
    const { rows } = await sql<SelfCheckMonthRow>`select ${columnList(selfCheckMonths as never)}, premises_id, enterprise_id from self_check_month
      where premises_id = any(${ids}::uuid[]) and month = ${first}::date and closed_at is null for update`.execute(tx)
    const known = new Map(rows.map((row) => [row.premises_id, row]))
    for (const place of places) {
      const of = checkedOf(place, table)
      const tally = of && monthTally(of, (records.get(place.id) ?? []).map(recordOf), table, calendar, month, today)
      await keep(tx, selfCheckMonths, known.get(place.id), tally && monthValues(place, first, tally))
    }
  }
}

type Mark = EntryMark & { readonly premises_id: string }

/** What the books of places hold in a span, as far as it fulfils something. */
export async function marksIn(tx: Tx, ids: readonly string[], { from, until }: Span): Promise<readonly Mark[]> {
  const where = sql`premises_id = any(${ids}::uuid[]) and on_day between ${from}::date and ${until}::date and closed_at is null`
  const { rows } = await sql<Mark>`select premises_id, on_day as "on", 'morning_check' as kind, null as meal, null as dish from morning_check where ${where}
    union all select premises_id, on_day, 'disinfection', meal, null from tableware_disinfection where ${where}
    union all select premises_id, on_day, 'sample', meal, dish from food_sample where ${where}
    union all select premises_id, on_day, 'leader_meal', meal, null from leader_meal where ${where}`.execute(tx)
  return rows
}

/** Reckons days of canteen books anew, up to today; today counts once it is complete, as it is not over. */
export async function reckonDays(tx: Tx, places: readonly Place[], span: Span): Promise<void> {
  const { today } = tx.work
  const canteens = places.flatMap((place) => { const canteen = canteenOf(place); return canteen ? [{ place, canteen }] : [] })
  const until = span.until < today ? span.until : today
  if (canteens.length === 0 || span.from > until) return
  const ids = canteens.map(({ place }) => place.id)
  const [{ calendar }, marks, { rows }] = [await loadCalendar(tx), await marksIn(tx, ids, { from: span.from, until }), await sql<CanteenDayRow>`select ${columnList(canteenDays as never)}, premises_id, enterprise_id
    from canteen_day where premises_id = any(${ids}::uuid[]) and on_day between ${span.from}::date and ${until}::date and closed_at is null for update`.execute(tx)]
  const tableOn = await canteenTables(tx)
  const keyOf = (id: string, day: string): string => `${id} ${day}`
  const entries = Map.groupBy(marks, (mark) => keyOf(mark.premises_id, mark.on))
  const known = new Map(rows.map((row) => [keyOf(row.premises_id, row.on_day), row]))
  for (let day = span.from; day <= until; day = addDays(day, 1)) {
    const table = tableOn(day)
    for (const { place, canteen } of canteens) {
      const key = keyOf(place.id, day)
      const tally = dayTally(canteen, entries.get(key) ?? [], table, calendar, day)
      const running = day === today && tally !== null && tally.lacking.length > 0
      await keep(tx, canteenDays, known.get(key), tally === null || running ? null : dayValues(place, day, tally))
    }
  }
}

/** How far back days of canteen books are reckoned anew. */
const DAYS_BACK = 400

/** Everything from a day on, after what the duties follow from has changed; nothing before the places were asked. */
export async function reckonSince(tx: Tx, places: readonly Place[], from: DateOnly): Promise<void> {
  const { today } = tx.work
  const asked = places.map(({ calendar }) => calendar?.starts_on ?? addDays(today, -DAYS_BACK)).toSorted()[0] ?? today
  const first = from > asked ? from : asked
  if (first > today) return reckonMonths(tx, places, [today])
  const months: DateOnly[] = []
  for (let month = monthSpan(first).from; month <= today; month = addDays(monthSpan(month).until, 1)) months.push(month)
  await reckonMonths(tx, places, months)
  const recent = addDays(today, -DAYS_BACK)
  await reckonDays(tx, places, { from: first > recent ? first : recent, until: today })
}
