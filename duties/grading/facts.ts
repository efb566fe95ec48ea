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

type Event = { readonly code: Cause; readonly on: DateOnly; readonly until: DateOnly | null }
type Visited = { readonly on: DateOnly; readonly tenth: number | null; readonly failed: readonly string[]; readonly sheet: string }
type Read = {
  readonly premises_id: string; readonly enterprise_id: string; readonly region: string; readonly name: string; readonly type: string; readonly trading: boolean
  readonly scale: string | null; readonly area: number | null; readonly diners: number | null; readonly scope: string | null; readonly near_school: boolean
  readonly since: DateOnly; readonly licensed_on: DateOnly | null; readonly numbers: readonly string[] | null; readonly certificates: KeptFacts['certificates'] | null
  readonly last_visit_on: DateOnly | null; readonly last_full_on: DateOnly | null; readonly last_audit_on: DateOnly | null
  readonly inspected_on: DateOnly | null; readonly findings: readonly Finding[] | null; readonly sheet: string | null
  readonly visited: readonly Visited[] | null; readonly events: readonly Event[] | null
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

/**
 * Premises of some types with licences, certificates, inspections and confirmed events: one query for a page of them.
 * @param which a condition on `premises p` with its order and limit
 * @param months how far back inspections count for the annual catering grade
 */
export async function placesOf(tx: Tx, which: RawBuilder<unknown>, months: number, sheets: Sheets): Promise<readonly Place[]> {
  const { today } = tx.work
  const { rows } = await sql<Read>`with page as materialized (
      select p.id, p.enterprise_id, p.region, p.name, p.type, p.status in ('open', 'reopened') and p.closed_at is null as trading, p.scale, p.area, p.diners, p.scope, p.near_school, p.opened_on,
        (p.created_at at time zone 'Asia/Shanghai')::date as entered_on from premises p where ${which}
    ), lic as (
      select premises_id, min(issued_on) as licensed_on, array_agg(number order by number) as numbers from licence where premises_id in (select id from page) and closed_at is null group by premises_id
    ), cert as (
      select premises_id, json_agg(json_build_object('code', kind, 'from', issued_on, 'until', expires_on) order by kind, issued_on, id) as certificates from certificate
      where premises_id in (select id from page) and kind in ('haccp', 'gmp') and issued_on is not null and closed_at is null group by premises_id
    ), held as (
      select premises_id, kind, visited_on, finished_at, score, findings, check_sheet, id from inspection where premises_id in (select id from page) and result is not null and closed_at is null
    ), seen as (
      select premises_id, max(visited_on) as last_visit_on, max(visited_on) filter (where kind = 'daily') as last_full_on, max(visited_on) filter (where kind = 'system') as last_audit_on,
        json_agg(json_build_object('on', visited_on, 'tenth', score, 'sheet', check_sheet, 'failed',
          (select coalesce(json_agg(f ->> 'code'), '[]') from jsonb_array_elements(findings) f where f ->> 'verdict' = 'fail')) order by visited_on, id)
          filter (where kind = 'daily' and visited_on > ${addMonths(today, -months)}::date) as visited
      from held group by premises_id
    ), last as (
      select distinct on (premises_id) premises_id, visited_on, findings, check_sheet from held where kind = 'daily' order by premises_id, visited_on desc, finished_at desc
    ), ev as (
      select premises_id, json_agg(json_build_object('code', cause, 'on', happened_on, 'until', until) order by happened_on, cause, id) as events from grade_change
      where premises_id in (select id from page) and state = 'confirmed' and closed_at is null group by premises_id
    ), ring as (
      select distinct premises_id from school_ring where premises_id in (select id from page) and closed_at is null
    )
    select page.id as premises_id, page.enterprise_id, page.region, page.name, page.type, page.trading, page.scale, page.area, page.diners, page.scope,
      page.near_school or ring.premises_id is not null as near_school, coalesce(lic.licensed_on, page.opened_on, page.entered_on) as since, lic.licensed_on, lic.numbers,
      cert.certificates, seen.last_visit_on, seen.last_full_on, seen.last_audit_on, last.visited_on as inspected_on, last.findings, last.check_sheet as sheet, seen.visited, ev.events
    from page left join lic on lic.premises_id = page.id left join cert on cert.premises_id = page.id left join seen on seen.premises_id = page.id
      left join last on last.premises_id = page.id left join ev on ev.premises_id = page.id left join ring on ring.premises_id = page.id order by page.id`.execute(tx)
  await sheetsFor(tx, sheets, new Set(rows.flatMap(({ sheet, visited }) => [...(sheet ? [sheet] : []), ...(visited ?? []).map((one) => one.sheet)])))
  return rows.map((row) => placeOf(row, sheets))
}

const keyFailed = ({ failed, sheet }: Visited, sheets: Sheets): number => {
  const key = new Set(sheets.get(sheet)!.items.filter((item) => item.key).map(({ code }) => code))
  return failed.filter((code) => key.has(code)).length
}

function placeOf(row: Read, sheets: Sheets): Place {
  const events = row.events ?? []
  const awards = events.filter(({ code }) => code === 'quality_award').map(({ code, on, until }) => ({ code, from: on, until }))
  const penalties = events.filter(({ code }) => code === 'penalty' || code === 'intentional_violation').map(({ on }) => on)
  return {
    premises_id: row.premises_id, enterprise_id: row.enterprise_id, region: row.region, name: row.name, type: row.type, trading: row.trading, since: row.since,
    facts: {
      type: row.type, scale: row.scale, area: row.area, diners: row.diners, foods: foodsOf(row.scope, row.numbers ?? []), near_school: row.near_school,
      inspection: row.inspected_on === null || row.findings === null ? null : keptInspection(sheets.get(row.sheet!)!, row.findings, row.inspected_on),
      events: events.map(({ code, on }) => ({ code, on })), licensed_on: row.licensed_on, last_penalty_on: penalties.at(-1) ?? null, certificates: [...(row.certificates ?? []), ...awards],
    },
    last_visit_on: row.last_visit_on, last_full_on: row.last_full_on, last_audit_on: row.last_audit_on,
    visited: (row.visited ?? []).flatMap((one) => (one.tenth === null ? [] : [{ on: one.on, tenth: one.tenth, keyFailed: keyFailed(one, sheets) }])),
    accidents: events.filter(({ code }) => code === 'accident').map(({ on }) => on),
  }
}
