import { sql } from 'kysely'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { addDays, type DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { Problem } from '../../platform/core/problem.ts'
import { mustMay } from '../../platform/identity/actor.ts'
import { openPersonal } from '../../platform/register/personal.ts'
import { operatesOn } from '../registry/index.ts'
import type { OwnBook, OwnDuty, OwnForm, OwnInspection, OwnOrder, OwnPaper, OwnToday, WaitingSample } from './contract.ts'
import { marksIn } from './reckon.ts'
import { morningChecks } from './registers-canteen.ts'
import { bookDue } from './rules/canteen-book.ts'
import { firstAsked, missedSelfChecks, selfCheckKinds, selfChecksOn, type SelfCheckDuty, type StaffRole } from './rules/self-check.ts'
import { canteenOf, canteenTable, checkedOf, checksIn, formInForce, placesOf, recordOf, selfCheckTable, type KeptCheck, type Place } from './store.ts'
import { formFor, RECORD } from './words.ts'

/** Places of a business shown in one list; chains choose among them. */
const MOST = 200
/** How far back missed duties are told to the business itself. */
const LOOK_BACK = 31
const PAPERS_AHEAD = 90

type Doc = NonNullable<OwnToday['place']>

async function ownPlaces(tx: Tx): Promise<OwnToday['places']> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from premises where enterprise_id = ${tx.work.actor.enterprise}::uuid and closed_at is null and status <> 'closed'
    order by name_sort, id limit ${MOST}`.execute(tx)
  return rows
}

/** The first screen of a business, for one of its places. @throws Problem `right.missing`, `row.not-found` */
export async function ownToday(tx: Tx, asked: string | undefined): Promise<OwnToday> {
  mustMay(tx.work.actor, RECORD)
  const places = await ownPlaces(tx)
  const id = asked ?? places[0]?.id
  const [place] = id === undefined ? [] : await placesOf(tx, [id])
  if (id !== undefined && place?.enterprise_id !== tx.work.actor.enterprise) throw new Problem('row.not-found')
  return { day: tx.work.today, places, place: place ? await docOf(tx, place) : null }
}

async function docOf(tx: Tx, place: Place): Promise<Doc> {
  const { today } = tx.work
  const { calendar } = await loadCalendar(tx)
  const table = await selfCheckTable(tx, today)
  const of = checkedOf(place, table)
  const from = addDays(today, -LOOK_BACK)
  const rows = of === null ? [] : await checksIn(tx, [place.id], { from: firstAsked(from), until: today })
  const records = rows.map(recordOf)
  const due = of === null || (of.since !== null && of.since > today) ? [] : selfChecksOn(of, records, table, calendar, today)
  const missed = of === null ? [] : missedSelfChecks(of, records, table, calendar, { from, until: addDays(today, -1) }, today)
  const [orders, papers, inspections, staff, book] = [await ordersOf(tx, place), await papersOf(tx, place), await inspectionsOf(tx, place), await staffOf(tx, place), await bookOf(tx, place)]
  return {
    id: place.id, name: place.name, asked: of !== null, startsOn: of?.since ?? null, opensToday: operatesOn(place.operating, today, calendar), needsDirector: place.needs_director,
    duties: due.map((one) => ownDuty(one, rows)), missed: missed.map((one) => ownDuty(one, rows)).toSorted((a, b) => (a.dueOn < b.dueOn ? 1 : -1)),
    forms: of === null ? {} : await formsOf(tx, place), staff, book, orders, papers, inspections,
    roles: { daily: table.duties.daily, weekly: table.duties.weekly, monthly: table.duties.monthly },
  }
}

const ownDuty = ({ kind, period, dueOn, state }: SelfCheckDuty, rows: readonly KeptCheck[]): OwnDuty =>
  ({ kind, from: period.from, until: period.until, dueOn, state, record: rows.find((row) => row.kind === kind && row.period_from === period.from)?.id ?? null })

async function formsOf(tx: Tx, place: Place): Promise<Doc['forms']> {
  const forms: Partial<Record<(typeof selfCheckKinds)[number], OwnForm>> = {}
  for (const kind of selfCheckKinds) {
    const { id, title, form_version, items } = await formInForce(tx, kind, formFor(place.types), tx.work.today)
    forms[kind] = { id, title, version: form_version, items }
  }
  return forms
}

async function staffOf(tx: Tx, { id }: Place): Promise<readonly { name: string; role: StaffRole }[]> {
  const { rows } = await sql<{ name: string; role: StaffRole }>`select name, role from food_staff where premises_id = ${id}::uuid and left_on is null and closed_at is null order by role, name_sort, id`.execute(tx)
  return rows
}

/** Orders to correct that the business has still to answer. */
async function ordersOf(tx: Tx, { id }: Place): Promise<readonly OwnOrder[]> {
  const { rows } = await sql<{ id: string; version: number; title: string; state: string; due_on: DateOnly | null; items: readonly { text: string; note: string | null }[]; returned_for: string | null }>`select id, version, title, state, due_on, items, returned_for
    from rectification where premises_id = ${id}::uuid and state in ('ordered', 'returned') and closed_at is null order by due_on, id limit 20`.execute(tx)
  return rows.map(({ items, due_on, returned_for, ...row }) => ({ ...row, dueOn: due_on, returnedFor: returned_for, items: items.map(({ text, note }) => (note ? `${text}（${note}）` : text)) }))
}

async function papersOf(tx: Tx, { id }: Place): Promise<readonly OwnPaper[]> {
  const until = addDays(tx.work.today, PAPERS_AHEAD)
  const { rows } = await sql<OwnPaper>`select 'licence' as register, id, number, expires_on as "expiresOn" from licence
      where premises_id = ${id}::uuid and closed_at is null and state in ('valid', 'expired') and expires_on <= ${until}::date
    union all select 'certificate', id, number, expires_on from certificate where premises_id = ${id}::uuid and closed_at is null and expires_on <= ${until}::date
    order by 4, 2 limit 20`.execute(tx)
  return rows
}

/** The last inspections with their results, and what the authority found. */
async function inspectionsOf(tx: Tx, { id }: Place): Promise<readonly OwnInspection[]> {
  const { rows } = await sql<{ id: string; on: DateOnly; result: string | null; failed: number | null; findings: OwnInspection['findings'] | null }>`select i.id, i.visited_on as on, i.result, i.failed,
      (select jsonb_agg(jsonb_build_object('zh', item #>> '{text,zh}', 'en', item #>> '{text,en}', 'corrected', i.corrected_items ? (item ->> 'code')) order by at)
        from jsonb_array_elements(s.content -> 'items') with ordinality as of(item, at)
        where exists (select 1 from jsonb_array_elements(i.findings) f where f ->> 'code' = item ->> 'code' and f ->> 'verdict' = 'fail')) as findings
    from inspection i join check_sheet s on s.id = i.check_sheet where i.premises_id = ${id}::uuid and i.visited_on is not null and i.closed_at is null order by i.visited_on desc, i.id desc limit 3`.execute(tx)
  return rows.map((row) => ({ ...row, findings: row.findings ?? [] }))
}

async function bookOf(tx: Tx, place: Place): Promise<OwnBook | null> {
  const canteen = canteenOf(place)
  if (canteen === null) return null
  const { today, now } = tx.work
  const { calendar } = await loadCalendar(tx)
  const table = await canteenTable(tx, today)
  const { sample, disinfection, feverCelsius } = table
  return {
    meals: canteen.meals, open: operatesOn(canteen.operating, today, calendar),
    lacking: bookDue(canteen, await marksIn(tx, [place.id], { from: today, until: today }), {}, table, calendar, today),
    dispose: await waitingSamples(tx, place, new Date(Date.parse(now) - sample.leastHours * 3_600_000).toISOString()),
    limits: {
      grams: sample.leastGrams, hours: sample.leastHours, minCelsius: sample.minCelsius, maxCelsius: sample.maxCelsius, fever: feverCelsius,
      disinfection: Object.fromEntries(disinfection.map(({ code, least, leastSeconds, unit }) => [code, { least, seconds: leastSeconds, unit }])),
    },
    people: await lastPeople(tx, place),
  }
}

/** Samples kept before an instant that nobody has said to be thrown away. */
async function waitingSamples(tx: Tx, { id }: Place, before: string): Promise<readonly WaitingSample[]> {
  const { rows } = await sql<WaitingSample>`select id, on_day as on, meal, dish, kept_at as "keptAt" from food_sample
    where premises_id = ${id}::uuid and disposed_at is null and closed_at is null and kept_at <= ${before}::timestamptz order by kept_at, id limit 60`.execute(tx)
  return rows
}

/** Who was checked last in the morning. The names are the business's own people's, shown to the business only. */
async function lastPeople(tx: Tx, { id, enterprise_id }: Place): Promise<readonly string[]> {
  if (tx.work.actor.enterprise !== enterprise_id) return []
  const { rows } = await sql<{ id: string; name: string }>`select id, name from morning_check where premises_id = ${id}::uuid and closed_at is null
    and on_day = (select max(on_day) from morning_check where premises_id = ${id}::uuid and closed_at is null) order by id limit 60`.execute(tx)
  const names: string[] = []
  for (const row of rows) names.push(await openPersonal(tx, morningChecks, 'name', row.id, row.name))
  return [...new Set(names)]
}
