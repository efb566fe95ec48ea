import { sql } from 'kysely'
import { loadCalendar } from '../../../platform/calendar/load.ts'
import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import { newId } from '../../../platform/core/ids.ts'
import { yearOf } from '../../../platform/core/periods.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { insertNew } from '../../../platform/register/bulk.ts'
import { inRegion } from '../../../platform/register/scope.ts'
import { changeRow, getRow, insertRow } from '../../../platform/register/store.ts'
import { EVERY_DAY, OPERATING, typesUnder, type Operating } from '../../registry/index.ts'
import { operatingOf } from '../../selfcheck/index.ts'
import { periodVisits, specialPeriods, visitGroups, type PeriodRow, type VisitGroup } from '../registers.ts'
import { CLOSED_ALL_THE_WHILE, periodsOfYear, periodVisit, type PeriodTable, type SpecialPeriod, type TaskSet } from '../rules/special-period.ts'
import { periodTable, periodTables } from './tables.ts'


/** Kitchens that feed pupils, by A7-4 and the law's 学校食堂. */
const schoolTypes: ReadonlySet<string> = new Set(['CANT_SCHOOL', 'CANT_KINDERGARTEN', 'CANT_UNIVERSITY', 'CENT_MEALS', 'CARE_TABLE'])

const fields = ({ code, kind, title, from, until, where, source }: SpecialPeriod) => ({
  code, kind, title: title.zh, starts_on: from, ends_on: until, types: where.types ?? [], surroundings: where.nearSchool ?? false, venues: [], assigns: false,
  source, visits_from: null, visits_until: null, note: null, made_on: null,
})

/** Adds the periods of this year and the next that need no one to enter them; one that a person changed or closed stays as it is. */
export async function keepPeriods(tx: Tx): Promise<number> {
  const { today, city } = tx.work
  const table = await periodTable(tx, today)
  const { rows: days } = await sql<{ day: DateOnly; kind: string; name: string }>`select day, kind, name from calendar_day where closed_at is null`.execute(tx)
  const { rows: known } = await sql<{ code: string }>`select code from special_period`.execute(tx)
  const codes = new Set(known.map(({ code }) => code))
  const wanted = [yearOf(today), yearOf(today) + 1].flatMap((year) => periodsOfYear(year, table, days)).filter(({ code }) => !codes.has(code))
  for (const period of wanted) await insertRow(tx, specialPeriods, { region: city, ...fields(period) })
  return wanted.length
}

/** The days within which a period wants its visits, and the day on which its set is made. */
export function setOf(row: Pick<PeriodRow, 'code' | 'kind' | 'title' | 'starts_on' | 'visits_from' | 'visits_until'>, tableOn: (day: DateOnly) => PeriodTable): TaskSet {
  const { aheadDays, visitDays } = tableOn(row.starts_on)
  const { from, until } = visitDays[row.kind]
  const visits = { from: row.visits_from ?? addDays(row.starts_on, from), until: row.visits_until ?? addDays(row.starts_on, until) }
  const ahead = addDays(row.starts_on, -aheadDays)
  return { period: row.code, title: { zh: row.title, en: row.title }, where: {}, visits, madeOn: visits.from < ahead ? visits.from : ahead }
}

/** Periods whose set must exist today. */
export async function duePeriods(tx: Tx): Promise<readonly PeriodRow[]> {
  const { today } = tx.work
  const { rows } = await sql<{ id: string }>`select id from special_period where closed_at is null and starts_on <= ${addDays(today, 366)}::date
    and coalesce(visits_until, ends_on) >= ${today}::date order by starts_on, id`.execute(tx)
  const periods: PeriodRow[] = []
  for (const { id } of rows) periods.push(await getRow(tx, specialPeriods, id))
  const tableOn = await periodTables(tx)
  return periods.filter((row) => {
    const { madeOn, visits } = setOf(row, tableOn)
    return madeOn <= today && today <= visits.until
  })
}

type Place = { readonly id: string; readonly region: string; readonly name: string; readonly type: string }

/** Premises that a period names and that its set does not hold yet, some at a time. */
async function missing(tx: Tx, period: PeriodRow, most: number): Promise<readonly Place[]> {
  const types = period.types.flatMap(typesUnder)
  const { rows } = await sql<Place>`select p.id, p.region, p.name, p.type from premises p
    where p.closed_at is null and p.status = any(${[...OPERATING]}::text[]) and ${inRegion(period.region, 'p.region')}
      and (p.type = any(${types}::text[]) or (${period.surroundings} and p.near_school) or p.id = any(${period.venues}::uuid[]))
      and not exists (select 1 from period_visit v where v.premises_id = p.id and v.special_period = ${period.id})
    order by p.region, p.id limit ${most}`.execute(tx)
  return rows
}

const groupOf = (type: string, surroundings: boolean): VisitGroup => (schoolTypes.has(type) ? 'school' : surroundings ? 'surroundings' : 'other')

/** When premises operate that have told no days of their own: a school on the working days of the term, everybody else each day. */
const usually = (period: PeriodRow, group: VisitGroup): Operating =>
  period.kind === 'term' && group === 'school' ? { week: 'working-days', terms: [{ from: period.starts_on, until: period.ends_on }] } : EVERY_DAY

/** Rows listed or moved at a time. */
export const CHUNK = 1000

/** What is to be listed of a period yet, as rows of its set. */
export async function setRows(tx: Tx, period: PeriodRow, most: number) {
  const [{ calendar }, places] = [await loadCalendar(tx), await missing(tx, period, most)]
  const told = await operatingOf(tx, places.map(({ id }) => id))
  const set = setOf(period, await periodTables(tx))
  const asked = (group: VisitGroup) => periodVisit(set, { types: [] }, usually(period, group), calendar)
  const answers = { school: asked('school'), surroundings: asked('surroundings'), other: asked('other') }
  const types = new Set(period.types.flatMap(typesUnder))
  return places.map(({ id, region, name, type }) => {
    const group = groupOf(type, period.surroundings && !types.has(type))
    const own = told.get(id)
    const { asked: is, dueOn, why } = own ? periodVisit(set, { types: [] }, own, calendar) : answers[group]
    return {
      id: newId(), region, premises_id: id, title: `${period.title}：${name}`, special_period: period.id, period_kind: period.kind, visit_group: group,
      from_on: set.visits.from, due_on: dueOn ?? set.visits.until, asked: is, why_not: is ? null : why!.zh,
    }
  })
}

/** Lists what a period asks: once a place, however often it is done. @returns how many were added; fewer than `most` once all are there */
export async function makeSet(tx: Tx, period: PeriodRow, most = CHUNK): Promise<number> {
  const made = await setRows(tx, period, most)
  await insertNew(tx, periodVisits, made)
  if (period.made_on === null && made.length < most) await changeRow(tx, specialPeriods, await getRow(tx, specialPeriods, period.id, { lock: true }), { made_on: tx.work.today })
  return made.length
}

/** A set made before its first day was changed follows it, and none is due after the last; what was visited meanwhile is looked at again by `tickVisits`. @returns how many were moved */
export async function moveSet(tx: Tx, period: PeriodRow): Promise<number> {
  const { visits } = setOf(period, await periodTables(tx))
  const { rows } = await sql<{ id: string }>`select id from period_visit where special_period = ${period.id} and closed_at is null
    and (from_on <> ${visits.from}::date or (asked and due_on > ${visits.until}::date)) order by id limit ${CHUNK}`.execute(tx)
  for (const { id } of rows) {
    const row = await getRow(tx, periodVisits, id, { lock: true })
    await changeRow(tx, periodVisits, row, { from_on: visits.from, due_on: row.due_on > visits.until ? visits.until : row.due_on })
  }
  return rows.length
}

type Listed = { readonly id: string; readonly premises_id: string; readonly visit_group: VisitGroup; readonly asked: boolean; readonly due_on: DateOnly; readonly why_not: string | null }

/** What has not been visited yet of a set follows the period’s days and those that premises have told: closed all the while, nothing is asked of them. */
export async function followDays(tx: Tx, period: PeriodRow, after: string): Promise<string | null> {
  const set = setOf(period, await periodTables(tx))
  const { rows } = await sql<Listed>`select id, premises_id, visit_group, asked, due_on, why_not from period_visit where special_period = ${period.id} and not visited and closed_at is null
    and due_on >= ${tx.work.today}::date and id > ${after}::uuid order by id limit ${CHUNK}`.execute(tx)
  const [{ calendar }, told] = [await loadCalendar(tx), await operatingOf(tx, rows.map((row) => row.premises_id))]
  const usual = new Map(visitGroups.map(({ code }) => [code, periodVisit(set, { types: [] }, usually(period, code), calendar)]))
  for (const { id, premises_id, visit_group, asked, due_on, why_not } of rows) {
    const own = told.get(premises_id)
    const now = own ? periodVisit(set, { types: [] }, own, calendar) : usual.get(visit_group)!
    // Not asked for another reason (it stopped trading): that stands.
    if (!asked && why_not !== CLOSED_ALL_THE_WHILE.zh) continue
    if (now.asked === asked && (now.dueOn ?? set.visits.until) === due_on) continue
    await changeRow(tx, periodVisits, await getRow(tx, periodVisits, id, { lock: true }), { asked: now.asked, due_on: now.dueOn ?? set.visits.until, why_not: now.why?.zh ?? null })
  }
  return rows.length < CHUNK ? null : rows.at(-1)!.id
}

/** A page of a set goes first; every row's id is larger. */
export const FROM_THE_FIRST = '00000000-0000-0000-0000-000000000000'

/** All of it at once, for who changed a period and will not wait for the morning. @returns how many places were added */
export async function makeNow(tx: Tx, period: PeriodRow): Promise<number> {
  while ((await moveSet(tx, period)) === CHUNK);
  for (let after: string | null = FROM_THE_FIRST; after !== null;) after = await followDays(tx, period, after)
  return makeSet(tx, period, 5 * CHUNK)
}
