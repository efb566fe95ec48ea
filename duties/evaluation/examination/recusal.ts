import { stem, type Divisions } from '../../../platform/regions/by-name.ts'
import { isCounty, OUTSIDE } from './contract.ts'

/** Where an expert comes from: the region and unit of his post. */
export type Origin = { readonly person: string; readonly region: string; readonly unit: string | null }

/** The city that is examined, by its name and its divisions. */
export type Place = { readonly name: string; readonly divisions: Pick<Divisions, 'city' | 'within'> }

/**
 * Where somebody of no unit of the city comes from, by the name of where he works: the county of this city that it begins with,
 * else the city where its name stands in it, else from outside. A county's name behind another city's (朔州市城区) is that city's.
 * @example homeOf('平遥县市场监督管理局', jinzhong) // '140728'
 */
export function homeOf(employer: string, { name: city, divisions }: Place): string {
  const name = employer.replace(/\s/g, '')
  const own = name.indexOf(stem(city))
  const rest = own >= 0 ? name.slice(own + city.length) : name.replace(/^.{2,4}(?:省|自治区)/, '')
  return divisions.within(divisions.city, rest.slice(0, 4)) ?? (own >= 0 ? divisions.city : OUTSIDE)
}

/** A person who may be put on the list; `unit_id` is that of any post he holds where he has none of his own. */
export type Candidate = { readonly name: string; readonly region: string; readonly unit_id: string | null; readonly kind: string }

/** Where a candidate comes from: his region; an expert whom no unit of the city employs, from where he works. Null where he must say so first. */
export function originOf({ kind, region, unit_id }: Candidate, employer: string | null | undefined, place: Place): { readonly home: string; readonly employer: string | null } | null {
  if (kind !== 'expert' || unit_id !== null) return { home: region, employer: null }
  return employer ? { home: homeOf(employer, place), employer } : null
}

/**
 * Whether an expert may take part at all. A province sends nobody of the city that it examines; a city that examines itself
 * has only its own people, who stay away from their own county and unit.
 */
export const mayTakePart = (expert: Origin, examination: { readonly region: string; readonly kind: 'provincial' | 'mock' }): boolean =>
  examination.kind === 'mock' || !expert.region.startsWith(examination.region.slice(0, 4))

/** Whether an expert stays away from an area (回避): it is the county he comes from. */
export const barredFrom = (expert: Origin, area: string): boolean => isCounty(expert.region) && expert.region.slice(0, 6) === area.slice(0, 6)

/** Why an expert may not review an item: his unit answers for it, or supplied a paper of it. */
export const recusedFrom = (unit: string | null, item: { readonly owners: readonly string[]; readonly suppliers: readonly string[] }): 'owner' | 'supplied' | null =>
  unit === null ? null : item.owners.includes(unit) ? 'owner' : item.suppliers.includes(unit) ? 'supplied' : null

/**
 * Whether somebody of the reserve must stay away from a group: he may not take part at all, comes from an area that it visits openly,
 * or nobody else of it could go to his county. The last is asked of every county that was not drawn openly, as any may be a covert
 * one: the answer tells nobody which.
 */
export function mayJoin(one: Origin, examination: Parameters<typeof mayTakePart>[1], { areas, elsewhere, others }: { readonly areas: readonly string[]; /** Open areas of other groups. */ readonly elsewhere: readonly string[]; readonly others: readonly Origin[] }): boolean {
  if (!mayTakePart(one, examination) || areas.some((area) => barredFrom(one, area))) return false
  if (!isCounty(one.region) || elsewhere.some((area) => barredFrom(one, area))) return true
  return others.some((other) => !barredFrom(other, one.region))
}

/** Whether a group can go on without one of its own: somebody may visit each of its open areas, and each that may be a covert one. */
export const canGoOn = (others: readonly Origin[], areas: readonly string[]): boolean =>
  others.length > 0 && areas.every((area) => others.some((other) => !barredFrom(other, area)))

export type Assigned = { readonly team: number; readonly members: readonly string[] }

/**
 * Deals areas to teams: to one that nobody of comes from the area, else to one with somebody who does not; whoever has fewest.
 * @returns the team and who of it goes, by area; without an area that no team may visit
 */
export function dealAreas(areas: readonly string[], experts: readonly (Origin & { readonly team: number })[]): ReadonlyMap<string, Assigned> {
  const teams = [...Map.groupBy(experts, ({ team }) => team)].toSorted(([a], [b]) => a - b)
  const load = new Map(teams.map(([team]) => [team, 0]))
  const dealt = new Map<string, Assigned>()
  for (const area of areas) {
    const able = teams.map(([team, people]) => ({ team, free: people.filter((one) => !barredFrom(one, area)), all: people.length })).filter(({ free }) => free.length > 0)
    const [best] = able.toSorted((a, b) => (a.free.length < a.all ? 1 : 0) - (b.free.length < b.all ? 1 : 0) || load.get(a.team)! - load.get(b.team)! || a.team - b.team)
    if (!best) continue
    load.set(best.team, load.get(best.team)! + 1)
    dealt.set(area, { team: best.team, members: best.free.map(({ person }) => person) })
  }
  return dealt
}
