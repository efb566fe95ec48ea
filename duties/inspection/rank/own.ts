import { sql } from 'kysely'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import type { DatedSource } from '../../../platform/duty.ts'
import type { RiskGrade } from '../../grading/index.ts'
import { findType } from '../../registry/index.ts'
import type { Row } from './history.ts'
import type { Schema } from './schema.ts'

/** The city's own inspections as a history: who inspected is a nuisance, all else what is known of a place before it is visited. */
export const ownSchema: Schema = {
  id: 'id', date: 'date', outcome: 'outcome', nuisance: ['lead', 'second'],
  inputs: {
    place: 'category', type: 'category', grade: 'category', county: 'category', township: 'category', scale: 'category', near_school: 'boolean', area: 'number', diners: 'number', years_open: 'number', latitude: 'coordinate', longitude: 'coordinate',
  },
}

/** The same with what other duties know of places: of each source, how often it happened in the year before. */
export const schemaWith = (sources: readonly Pick<DatedSource, 'name'>[]): Schema => ({ ...ownSchema, inputs: { ...ownSchema.inputs, ...Object.fromEntries(sources.map(({ name }) => [name, 'number' as const])) } })

export type Place = {
  readonly id: string; readonly region: string; readonly type: string; readonly grade: RiskGrade | null; readonly scale: string | null; readonly near_school: boolean; readonly area: number | null; readonly diners: number | null
  readonly opened_on: DateOnly | null; readonly lng: number | null; readonly lat: number | null; readonly since: DateOnly; readonly last_on: DateOnly | null
}
type Visit = { readonly id: string; readonly premises_id: string; readonly visited_on: DateOnly; readonly serious: boolean; readonly present: readonly string[]; readonly grade: RiskGrade | null }

const DAY = 86_400_000
export const dayOf = (day: DateOnly): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY)

const inputsOf = (place: Place, grade: RiskGrade | null, day: number): Row['inputs'] => ({
  place: place.id, type: place.type, grade, county: place.region.slice(0, 6), township: place.region.length >= 9 ? place.region.slice(0, 9) : null, scale: place.scale, near_school: place.near_school ? 1 : 0,
  area: place.area, diners: place.diners, years_open: place.opened_on === null ? null : Math.max(0, (day - dayOf(place.opened_on)) / 365.25), latitude: place.lat, longitude: place.lng,
})

const supervised = ({ type }: Place): boolean => findType(type)?.regulators[0] === 'market'

/** Places that the market supervision visits, with when they were visited last. */
export async function placesToRank(tx: Tx): Promise<readonly Place[]> {
  const { rows } = await sql<Place>`select p.id, p.region, p.type, g.grade, p.scale, p.near_school, p.area, p.diners, p.opened_on, p.lng, p.lat,
      greatest(p.opened_on, (p.created_at at time zone 'Asia/Shanghai')::date - 365) as since,
      (select max(i.visited_on) from inspection i where i.premises_id = p.id and i.result is not null) as last_on
    from premises p left join premises_grade g on g.premises_id = p.id and g.closed_at is null where p.closed_at is null and p.merged_into is null and p.status in ('open', 'reopened') order by p.id`.execute(tx)
  return rows.filter(supervised)
}

/** A serious finding: 不符合, stopped at once, or a lead to a case. The grade is the one that stood before the day of the visit: a later one follows from it. */
async function visitsOf(tx: Tx): Promise<readonly Visit[]> {
  const { rows } = await sql<Visit>`select i.id, i.premises_id, i.visited_on, (i.result = 'fail' or i.stopped or i.follow = 'case') as serious,
      case when cardinality(i.present) > 0 then i.present else i.inspectors end as present,
      (select v.image ->> 'grade' from premises_grade g join premises_grade_version v on v.row_id = g.id
        where g.premises_id = i.premises_id and v.starts_at < i.visited_on::timestamp at time zone 'Asia/Shanghai' order by v.version desc limit 1) as grade
    from inspection i where i.result is not null and i.visited_on is not null order by i.visited_on, i.id`.execute(tx)
  return rows
}

export type Own = {
  readonly places: readonly Place[]; readonly history: readonly Row[]; readonly ranked: readonly Row[]; readonly schema: Schema
  /** Of inputs that other duties declare, how they are called. */
  readonly titles: Readonly<Record<string, Bilingual>>
}

/** Days of which the past is counted. */
const YEAR = 365

/** How many of some days, in order, lie in the year before a day; the day itself tells nothing, as the visit may have caused it. */
export function yearBefore(days: readonly number[], day: number): number {
  const from = (least: number): number => {
    let [low, high] = [0, days.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (days[middle]! < least) low = middle + 1
      else high = middle
    }
    return low
  }
  return from(day) - from(day - YEAR)
}

/** Of a place and a day, what each source counted before. */
async function countsOf(tx: Tx, sources: readonly DatedSource[]): Promise<(place: string, day: number) => Row['inputs']> {
  const known = await Promise.all(sources.map(async ({ name, events }) => {
    const days = new Map<string, number[]>()
    for (const { row, on } of await events(tx)) (days.get(row) ?? days.set(row, []).get(row)!).push(dayOf(on))
    for (const own of days.values()) own.sort((a, b) => a - b)
    return { name, days }
  }))
  return (place, day) => Object.fromEntries(known.map(({ name, days }) => [name, yearBefore(days.get(place) ?? [], day)]))
}

/** Everything the ranking learns from and ranks, as of a day. */
export async function ownHistory(tx: Tx, today: DateOnly, sources: readonly DatedSource[] = []): Promise<Own> {
  const counts = await countsOf(tx, sources)
  const places = await placesToRank(tx)
  const known = new Map(places.map((place) => [place.id, place]))
  const history = (await visitsOf(tx)).flatMap(({ id, premises_id, visited_on, serious, present, grade }): Row[] => {
    const place = known.get(premises_id)
    return place ? [{ id, day: dayOf(visited_on), outcome: serious ? 1 : 0, nuisance: [present[0] ?? null, present[1] ?? null], inputs: { ...inputsOf(place, grade, dayOf(visited_on)), ...counts(place.id, dayOf(visited_on)) } }] : []
  })
  const now = dayOf(today)
  return {
    places, history, ranked: places.map((place) => ({ id: place.id, day: now, outcome: null, nuisance: [null, null], inputs: { ...inputsOf(place, place.grade, now), ...counts(place.id, now) } })),
    schema: schemaWith(sources), titles: Object.fromEntries(sources.map(({ name, title }) => [name, title])),
  }
}
