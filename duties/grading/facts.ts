import { sql, type RawBuilder } from 'kysely'
import { addMonths } from '../../platform/core/periods.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { sheetOf, type Finding, type Sheet } from '../inspection/index.ts'
import { holds, lineage, premisesTypeChoices, type Where } from '../registry/index.ts'
import type { GradedInspection } from './rules/catering-grade.ts'
import type { Cause } from './rules/causes.ts'
import { foodsOf } from './rules/foods.ts'
import { keptInspection, type KeptFacts } from './rules/kept.ts'

/** Types of premises of which a condition on types holds. */
export const typesWhere = (where: Where): readonly string[] => premisesTypeChoices.map(({ code }) => code).filter((code) => holds(where, { types: lineage(code) }))

type Event = { readonly premises_id: string; readonly code: Cause; readonly on: DateOnly; readonly until: DateOnly | null }
type Held = { readonly premises_id: string; readonly kind: string; readonly on: DateOnly; readonly tenth: number | null; readonly sheet: string; readonly failed: readonly string[] }
type Last = { readonly premises_id: string; readonly on: DateOnly; readonly findings: readonly Finding[]; readonly sheet: string }
type Licensed = { readonly premises_id: string; readonly licensed_on: DateOnly | null; readonly numbers: readonly string[] }
type Certified = KeptFacts['certificates'][number] & { readonly premises_id: string }
type Base = {
  readonly premises_id: string; readonly enterprise_id: string; readonly region: string; readonly name: string; readonly type: string; readonly trading: boolean
  readonly scale: string | null; readonly area: number | null; readonly diners: number | null; readonly scope: string | null; readonly near_school: boolean
  readonly opened_on: DateOnly | null; readonly entered_on: DateOnly
}

/** Premises with all that their grades are made from. */
export type Place = {
  readonly premises_id: string
  readonly enterprise_id: string
  readonly region: string
  readonly name: string
  readonly type: string
  readonly trading: boolean
  /** Since when it is under supervision: licensed, opened, or entered on record. */
  readonly since: DateOnly
  readonly facts: KeptFacts
  readonly last_visit_on: DateOnly | null
  readonly last_full_on: DateOnly | null
  readonly last_audit_on: DateOnly | null
  readonly visited: readonly GradedInspection[]
  readonly accidents: readonly DateOnly[]
}

/** Sheets by id: a page of premises shares a few. */
export type Sheets = Map<string, Sheet>

async function sheetsFor(tx: Tx, sheets: Sheets, ids: Iterable<string>): Promise<void> {
  for (const id of ids) if (!sheets.has(id)) sheets.set(id, await sheetOf(tx, id))
}

const by = <R extends { readonly premises_id: string }>(rows: readonly R[]): ReadonlyMap<string, R> => new Map(rows.map((row) => [row.premises_id, row]))

/** What hangs on some premises, each a query by their ids: joined here, as a join of six tables without numbers of their own is planned badly. */
async function hanging(tx: Tx, ids: readonly string[]) {
  const theirs = sql<boolean>`premises_id = any(${ids}::uuid[]) and closed_at is null`
  const [licences, certificates, held, last, events, ring] = await Promise.all([
    sql<Licensed>`select premises_id, min(issued_on) as licensed_on, array_agg(number order by number) as numbers from licence where ${theirs} group by premises_id`.execute(tx),
    sql<Certified>`select premises_id, kind as code, issued_on as from, expires_on as until from certificate where ${theirs} and kind in ('haccp', 'gmp') and issued_on is not null order by kind, issued_on, id`.execute(tx),
    sql<Held>`select premises_id, kind, visited_on as on, score as tenth, check_sheet as sheet, array(select f ->> 'code' from jsonb_array_elements(findings) f where f ->> 'verdict' = 'fail') as failed
      from inspection where ${theirs} and result is not null order by visited_on, id`.execute(tx),
    sql<Last>`select distinct on (premises_id) premises_id, visited_on as on, findings, check_sheet as sheet from inspection where ${theirs} and result is not null and kind = 'daily'
      order by premises_id, visited_on desc, finished_at desc`.execute(tx),
    sql<Event>`select premises_id, cause as code, happened_on as on, until from grade_change where ${theirs} and state = 'confirmed' order by happened_on, cause, id`.execute(tx),
    sql<{ premises_id: string }>`select distinct premises_id from school_ring where ${theirs}`.execute(tx),
  ])
  const group = <R extends { readonly premises_id: string }>(rows: readonly R[]): ReadonlyMap<string, R[]> => Map.groupBy(rows, ({ premises_id }) => premises_id)
  return { licences: by(licences.rows), certificates: group(certificates.rows), held: group(held.rows), last: by(last.rows), events: group(events.rows), ring: new Set(ring.rows.map(({ premises_id }) => premises_id)) }
}
type Hanging = Awaited<ReturnType<typeof hanging>>

/**
 * Premises with licences, certificates, inspections and confirmed events.
 * @param which a condition on `premises p` with its order and limit
 * @param months how far back inspections count for the annual catering grade
 */
export async function placesOf(tx: Tx, which: RawBuilder<unknown>, months: number, sheets: Sheets): Promise<readonly Place[]> {
  const { rows } = await sql<Base>`select p.id as premises_id, p.enterprise_id, p.region, p.name, p.type, p.status in ('open', 'reopened') and p.closed_at is null as trading, p.scale, p.area, p.diners, p.scope, p.near_school,
    p.opened_on, (p.created_at at time zone 'Asia/Shanghai')::date as entered_on from premises p where ${which}`.execute(tx)
  const found = await hanging(tx, rows.map(({ premises_id }) => premises_id))
  await sheetsFor(tx, sheets, new Set([...[...found.held.values()].flat(), ...found.last.values()].map(({ sheet }) => sheet)))
  const since = addMonths(tx.work.today, -months)
  return rows.map((row) => placeOf(row, found, since, sheets))
}

const keyFailed = ({ failed, sheet }: Held, sheets: Sheets): number => {
  const items = sheets.get(sheet)!.items
  return failed.length === 0 ? 0 : items.filter(({ key, code }) => key && failed.includes(code)).length
}

const lastOf = (held: readonly Held[], kind?: string): DateOnly | null => held.findLast((one) => kind === undefined || one.kind === kind)?.on ?? null

function placeOf({ scale, area, diners, scope, near_school, opened_on, entered_on, ...head }: Base, found: Hanging, since: DateOnly, sheets: Sheets): Place {
  const id = head.premises_id
  const [licence, held, last, events] = [found.licences.get(id), found.held.get(id) ?? [], found.last.get(id), found.events.get(id) ?? []]
  const certificates = (found.certificates.get(id) ?? []).map(({ code, from, until }) => ({ code, from, until }))
  const awards = events.filter(({ code }) => code === 'quality_award').map(({ code, on, until }) => ({ code, from: on, until }))
  const penalties = events.filter(({ code }) => code === 'penalty' || code === 'intentional_violation').map(({ on }) => on)
  const licensed_on = licence?.licensed_on ?? null
  return {
    ...head, since: licensed_on ?? opened_on ?? entered_on,
    facts: {
      type: head.type, scale, area, diners, foods: foodsOf(scope, licence?.numbers ?? []), near_school: near_school || found.ring.has(id),
      inspection: last ? keptInspection(sheets.get(last.sheet)!, last.findings, last.on) : null,
      events: events.map(({ code, on }) => ({ code, on })), licensed_on, last_penalty_on: penalties.at(-1) ?? null, certificates: [...certificates, ...awards],
    },
    last_visit_on: lastOf(held), last_full_on: lastOf(held, 'daily'), last_audit_on: lastOf(held, 'system'),
    visited: held.filter(({ kind, on }) => kind === 'daily' && on > since).flatMap((one) => (one.tenth === null ? [] : [{ on: one.on, tenth: one.tenth, keyFailed: keyFailed(one, sheets) }])),
    accidents: events.filter(({ code }) => code === 'accident').map(({ on }) => on),
  }
}
