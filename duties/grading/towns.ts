import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { inRegion } from '../../platform/register/scope.ts'
import type { TownLoad, Towns } from './contract.ts'
import { loadsBy, type Drawn } from './plan.ts'
import type { InspectionPlanRow } from './registers.ts'
import { AUDIT } from './rules/planning.ts'

type Spot = { readonly id: string; readonly town: string; readonly lng: number | null; readonly lat: number | null }

/** Townships in the order of their codes, each where the middle of its places lies. */
function located(spots: readonly Spot[], loads: ReadonlyMap<string, Pick<TownLoad, 'premises' | 'visits' | 'unplaced'> & { readonly days: number | null }>): Towns {
  const places = Map.groupBy(spots, ({ town }) => town)
  const middle = (town: string, of: 'lng' | 'lat'): number | null => {
    const known = (places.get(town) ?? []).flatMap((spot) => spot[of] ?? [])
    return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length
  }
  return {
    items: [...loads].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([town, { premises, visits, unplaced, days }]) =>
      ({ town, premises, visits, unplaced, days: days === null ? null : Math.round(days * 10) / 10, lng: middle(town, 'lng'), lat: middle(town, 'lat') })),
  }
}

/** Of a plan that is tried or kept as a draft: what falls to each township of a county, counted as the county is. */
export async function townsOf(tx: Tx, county: string, drawn: Drawn): Promise<Towns> {
  const { rows } = await sql<Spot>`select g.premises_id as id, left(g.region, 9) as town, p.lng, p.lat from premises_grade g join premises p on p.id = g.premises_id
    where ${inRegion(county, 'g.region')} and g.trading and g.closed_at is null`.execute(tx)
  const town = new Map(rows.map((row) => [row.id, row.town]))
  return located(rows, loadsBy(drawn, ({ id }) => town.get(id.endsWith(AUDIT) ? id.slice(0, -AUDIT.length) : id) ?? null))
}

/** Of a plan that was published: what its lines say, those of a version that was replaced too. */
export async function townsOfLines(tx: Tx, { id }: Pick<InspectionPlanRow, 'id'>): Promise<Towns> {
  const { rows } = await sql<Spot & { visits: number; unplaced: number }>`select l.premises_id as id, left(l.region, 9) as town, p.lng, p.lat, l.visits, l.unplaced
    from plan_line l join premises p on p.id = l.premises_id where l.plan = ${id}`.execute(tx)
  const sums = Map.groupBy(rows, ({ town }) => town)
  const sum = (town: string, of: 'visits' | 'unplaced'): number => sums.get(town)!.reduce((all, row) => all + row[of], 0)
  return located(rows, new Map([...sums].map(([town, own]) => [town, { premises: own.length, visits: sum(town, 'visits'), unplaced: sum(town, 'unplaced'), days: null }])))
}
