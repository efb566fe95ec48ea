import { sql } from 'kysely'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { regionPrefix } from '../../../platform/identity/actor.ts'
import { afterPrefix, inRegion } from '../../../platform/register/scope.ts'
import type { RowFigure } from '../rules/daily.ts'

export type Reporter = { readonly id: string; readonly name: string; readonly region: string }
export type RowFigures = Readonly<Partial<Record<RowFigure, number>>>

export async function reportersOf(tx: Tx, units: readonly string[]): Promise<readonly Reporter[]> {
  const { rows } = await sql<Reporter>`select id, name, region from org_unit where id = any(${[...units]}::uuid[]) and closed_at is null order by region, sort_order, id`.execute(tx)
  return rows
}

type Counted = { readonly unit: string; readonly day: DateOnly } & { readonly [C in RowFigure]: number }

/**
 * What inspections of a campaign's targets give by themselves, by reporting unit and day. A unit of the city itself is given
 * what its own people inspected; one of a county or township all that was inspected there.
 */
export async function rowFigures(tx: Tx, campaign: string, reporters: readonly Reporter[], span: { readonly from: DateOnly; readonly until: DateOnly }): Promise<ReadonlyMap<string, RowFigures>> {
  const own = reporters.map(({ region }) => region === tx.work.city)
  const prefixes = reporters.map(({ region }) => regionPrefix(region))
  const { rows } = await sql<Counted>`select u.id as unit, i.visited_on as day, count(*)::int as checked, count(distinct i.premises_id)::int as checked_premises,
      (count(distinct i.enterprise_id) filter (where i.failed > 0))::int as problem_firms,
      (count(*) filter (where exists (select 1 from rectification r where r.inspection = i.id and r.state <> 'withdrawn')))::int as orders
    from unnest(${reporters.map(({ id }) => id)}::uuid[], ${own}::boolean[], ${prefixes}::text[], ${prefixes.map(afterPrefix)}::text[]) as u (id, own, first, after)
    join inspection i on case when u.own then i.holder_unit = u.id else i.region >= u.first and i.region < u.after end
    join campaign_target t on t.premises_id = i.premises_id and t.campaign = ${campaign} and t.closed_at is null
    where i.visited_on between ${span.from}::date and ${span.until}::date and i.result is not null and i.closed_at is null group by u.id, i.visited_on`.execute(tx)
  return new Map(rows.map(({ unit, day, ...figures }) => [`${unit} ${day}`, figures]))
}

/** Names of firms at which inspections of a unit’s day found something, to begin its list with. */
export async function problemNames(tx: Tx, campaign: string, unit: Reporter, day: DateOnly): Promise<readonly string[]> {
  const own = unit.region === tx.work.city ? sql`i.holder_unit = ${unit.id}` : inRegion(unit.region, 'i.region')
  const { rows } = await sql<{ name: string }>`select distinct e.name from inspection i join enterprise e on e.id = i.enterprise_id
    join campaign_target t on t.premises_id = i.premises_id and t.campaign = ${campaign} and t.closed_at is null
    where i.visited_on = ${day}::date and i.failed > 0 and i.result is not null and i.closed_at is null and ${own} order by e.name limit 500`.execute(tx)
  return rows.map(({ name }) => name)
}
