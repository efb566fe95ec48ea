import { sql } from 'kysely'
import { loadCalendar } from '../../platform/calendar/load.ts'
import type { Tx } from '../../platform/database/database.ts'
import { checksIn, checkedOf, recordOf, selfCheckTable, type Place } from './store.ts'
import { firstAsked, selfChecksOn } from './rules/self-check.ts'
import { kindChoices } from './words.ts'

/** Kind of the inbox rows that remind a business of what is due today. */
const KIND = 'self-check'

/** What is recorded need not be reminded of; what else is due today comes again with the next round. */
export const forget = async (tx: Tx, premises: string): Promise<void> => {
  await sql`delete from inbox where kind = ${KIND} and matter = 'operating_calendar' and matter_id in (select id from operating_calendar where premises_id = ${premises}::uuid)`.execute(tx)
}

/** Reminders of yesterday go: what was not done is missed and told by the month. */
export const forgetOld = async (tx: Tx): Promise<void> => {
  await sql`delete from inbox where kind = ${KIND} and matter = 'operating_calendar' and due_on < ${tx.work.today}::date`.execute(tx)
}

/** Puts what places still owe today into the inboxes of their own people; doing it again changes nothing. */
export async function remind(tx: Tx, places: readonly Place[]): Promise<number> {
  const { today, now } = tx.work
  const { calendar } = await loadCalendar(tx)
  const table = await selfCheckTable(tx, today)
  const records = Map.groupBy(await checksIn(tx, places.map(({ id }) => id), { from: firstAsked(today), until: today }), (row) => row.premises_id)
  const due = places.flatMap((place) => {
    const of = checkedOf(place, table)
    const open = of === null ? [] : selfChecksOn(of, (records.get(place.id) ?? []).map(recordOf), table, calendar, today)
      .filter(({ state, dueOn }) => state === 'waiting' && dueOn === today && (of.since === null || of.since <= today))
    if (open.length === 0) return []
    return [{ premises: place.id, region: place.region, enterprise: place.enterprise_id, title: `${place.name} · ${open.map(({ kind }) => kindChoices.find(({ code }) => code === kind)!.label.zh).join('、')}` }]
  })
  if (due.length === 0) return 0
  await sql`insert into inbox (id, matter, matter_id, kind, region, own_id, unit_id, person_id, title, state, due_on, late_from, level, at)
    select md5(concat_ws(' ', c.id, ${KIND}::text, o.id))::uuid, 'operating_calendar', c.id, ${KIND}::text, d.region, d.enterprise, null, o.id, d.title, 'due', ${today}::date,
      (${today}::date + 1)::timestamp at time zone 'Asia/Shanghai', 0, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(due)}::jsonb) d(premises uuid, region text, enterprise text, title text)
    join operating_calendar c on c.premises_id = d.premises and c.closed_at is null
    join person o on o.enterprise_id::text = d.enterprise and o.closed_at is null
    on conflict (id) do update set title = excluded.title, due_on = excluded.due_on, late_from = excluded.late_from, at = excluded.at`.execute(tx)
  return due.length
}
