import { sql } from 'kysely'
import type { Tx } from '../platform/database/database.ts'
import { DEMO_CITY } from './geography.ts'
import { randomOf, type Random } from './random.ts'

export type Inspector = { readonly id: string; readonly name: string; readonly unit_id: string; readonly region: string; readonly signsIn: boolean }
export type Inspectors = {
  /** Of a station or, where it has fewer than two, of the county's bureau or the city's. */
  readonly of: (region: string) => readonly Inspector[]
  /** The two who go to a place of this region. */
  readonly pairFor: (region: string, random: Random) => readonly Inspector[]
}

/** The busiest station of every second county leans on two of its people, and so does one in nine of all others: the workload page has somebody to show. */
const LEANING = 1 / 9
const LEANS = 0.9

/** Stations and bureaus with their people, those who sign in first. Some of them send the same two nearly always. */
export async function inspectorsOf(tx: Tx, seed: string): Promise<Inspectors> {
  const { rows } = await sql<Inspector>`select p.id, p.name, p.unit_id, u.region, exists (select from credential c where c.person_id = p.id) as "signsIn"
    from person p join org_unit u on u.id = p.unit_id
    where u.function in ('market_station', 'market') and p.kind = 'official' and p.closed_at is null order by "signsIn" desc, p.id`.execute(tx)
  const byRegion = Map.groupBy(rows, ({ region }) => region)
  const { rows: busiest } = await sql<{ region: string }>`select distinct on (left(region, 6)) left(region, 9) as region from premises where closed_at is null and length(region) >= 9
    group by left(region, 6), left(region, 9) order by left(region, 6), count(*) desc, left(region, 9)`.execute(tx)
  const leaning = new Set([
    ...busiest.filter((_, at) => at % 2 === 0).map(({ region }) => region),
    ...[...byRegion.keys()].filter((region) => region.length > 6 && randomOf(`${seed}:leaning:${region}`).chance(LEANING)),
  ])
  const of = (region: string): readonly Inspector[] => [region.slice(0, 9), region.slice(0, 6)].map((code) => byRegion.get(code) ?? []).find((here) => here.length >= 2) ?? byRegion.get(DEMO_CITY) ?? []
  return {
    of,
    pairFor: (region, random) => {
      const here = of(region)
      const from = leaning.has(region.slice(0, 9)) && random.chance(LEANS) ? 0 : random.below(here.length)
      return [here[from]!, here[(from + 1) % here.length]!]
    },
  }
}
