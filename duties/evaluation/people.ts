import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'

/** Whom a word to a unit reaches: its leader and whoever holds a post in it today, by unit. */
export async function peopleOf(tx: Tx, units: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ unit: string; person: string }>`
    select id as unit, leader_id as person from org_unit where id = any(${[...units]}::uuid[]) and leader_id is not null and closed_at is null
    union select unit_id, person_id from post where unit_id = any(${[...units]}::uuid[]) and closed_at is null
      and starts_on <= ${tx.work.today}::date and (ends_on is null or ends_on >= ${tx.work.today}::date) order by 1, 2`.execute(tx)
  return new Map([...Map.groupBy(rows, ({ unit }) => unit)].map(([unit, of]) => [unit, of.map(({ person }) => person)]))
}

/** Units by function and region; the city's where a region has none. */
export async function unitsFor(tx: Tx): Promise<(owner: string, region: string) => { id: string; name: string } | null> {
  const { rows } = await sql<{ id: string; name: string; function: string; region: string }>`select id, name, function, region from org_unit where closed_at is null order by sort_order, id`.execute(tx)
  const find = (owner: string, region: string) => rows.find((one) => one.function === owner && one.region === region) ?? null
  return (owner, region) => find(owner, region) ?? find(owner, tx.work.city)
}
