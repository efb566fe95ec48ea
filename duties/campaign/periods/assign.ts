import { sql } from 'kysely'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { inRegion } from '../../../platform/register/scope.ts'
import { changeRow, getRow } from '../../../platform/register/store.ts'
import { assign, INSPECT } from '../../inspection/index.ts'
import { periodVisits, type PeriodRow } from '../registers.ts'
import { allot, type Officer } from '../rules/allot.ts'

type Open = { readonly id: string; readonly premises_id: string; readonly region: string; readonly under_way: string | null }

/** Visits of a period that no inspection stands for yet; with the inspection that is under way at the place already. */
async function unassigned(tx: Tx, period: PeriodRow, region: string, most: number, after: string | null = null): Promise<readonly Open[]> {
  const { rows } = await sql<Open>`select v.id, v.premises_id, v.region, (select i.id from inspection i where i.premises_id = v.premises_id and i.state = 'assigned' and i.closed_at is null order by i.id limit 1) as under_way
    from period_visit v where v.special_period = ${period.id} and v.closed_at is null and v.asked and not v.visited and v.inspection is null
      and ${inRegion(region, 'v.region')} and v.due_on >= ${tx.work.today}::date and ${after === null ? sql`true` : sql`v.id > ${after}`} order by v.id limit ${most}`.execute(tx)
  return rows
}

async function link(tx: Tx, visit: string, inspection: string): Promise<void> {
  await changeRow(tx, periodVisits, await getRow(tx, periodVisits, visit, { lock: true }), { inspection })
}

async function send(tx: Tx, period: PeriodRow, visits: readonly Open[], inspectors: readonly string[]): Promise<void> {
  const { rows: [last] } = await sql<{ due: DateOnly }>`select min(due_on) as due from period_visit where id = any(${visits.map(({ id }) => id)}::uuid[])`.execute(tx)
  const { ids } = await assign(tx, {
    premises: visits.map(({ premises_id }) => premises_id), inspectors, kind: 'daily', chosen_by: period.kind === 'term' ? 'term_start' : 'special_period', planned_on: null, due_on: last!.due, sheet: null,
  })
  for (const [at, { id }] of visits.entries()) await link(tx, id, ids[at]!)
}

/** Places where somebody is on the way already are linked, not visited twice. */
async function linkUnderWay(tx: Tx, visits: readonly Open[]): Promise<readonly Open[]> {
  for (const { id, under_way } of visits) if (under_way !== null) await link(tx, id, under_way)
  return visits.filter(({ under_way }) => under_way === null)
}

/**
 * Sends named inspectors to what a period still wants in a region, at most so many places at a time.
 * @throws Problem as `assign` of inspections does
 */
export async function assignVisits(tx: Tx, period: PeriodRow, { region, inspectors, most }: { readonly region: string; readonly inspectors: readonly string[]; readonly most: number }): Promise<{ readonly assigned: number }> {
  const open = await unassigned(tx, period, region, most)
  const left = await linkUnderWay(tx, open)
  if (left.length > 0) await send(tx, period, left, inspectors)
  return { assigned: open.length }
}

/** People who inspect, with the unit and region of the post that lets them. */
async function officers(tx: Tx): Promise<readonly Officer[]> {
  const { rows } = await sql<Officer>`select distinct p.id, p.region, p.unit_id as unit from person p join post o on o.person_id = p.id join role r on r.code = o.role_code and r.closed_at is null
    where p.closed_at is null and p.enterprise_id is null and o.closed_at is null and o.starts_on <= ${tx.work.today}::date and (o.ends_on is null or o.ends_on >= ${tx.work.today}::date)
      and ${INSPECT} = any(r.rights) order by p.id`.execute(tx)
  return rows
}

/**
 * Sends pairs of the nearest stations, some places at a time. Where no station has two inspectors the place stays for people.
 * @returns how many were sent, and where to go on; null at the end
 */
export async function assignNearest(tx: Tx, period: PeriodRow, most: number, after: string | null): Promise<{ readonly sent: number; readonly next: string | null }> {
  const open = await unassigned(tx, period, period.region, most, after)
  const left = await linkUnderWay(tx, open)
  const byPremises = new Map(left.map((visit) => [visit.premises_id, visit]))
  const { groups, left: without } = allot(left.map(({ premises_id: id, region }) => ({ id, region })), await officers(tx))
  for (const { inspectors, premises } of groups) await send(tx, period, premises.map((id) => byPremises.get(id)!), inspectors)
  return { sent: open.length - without.length, next: open.length === most ? open.at(-1)!.id : null }
}
