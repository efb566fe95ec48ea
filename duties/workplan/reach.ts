import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { officeAbove, type Rung, type UrgedUnit } from '../../platform/matter/escalation.ts'
import type { Record_ } from '../../platform/matter/service.ts'
import { ladderOf } from './escalate.ts'

/** What urging must know of who holds matters and who is above them, read once for one matter or for many. */
export type Reach = {
  readonly ladder: readonly Rung[]
  /** The holders' units and every food-safety office. */
  readonly units: readonly UrgedUnit[]
  /** Of people who hold a matter, their unit. */
  readonly unitOf: ReadonlyMap<string, string | null>
  /** Of units without a leader, their people. */
  readonly staff: ReadonlyMap<string, readonly string[]>
}

type Held = Pick<Record_, 'holder_unit' | 'holder_person' | 'region'>

export async function reachOf(tx: Tx, records: readonly Held[]): Promise<Reach> {
  const { rows: people } = await sql<{ id: string; unit_id: string | null }>`select id, unit_id from person where id = any(${records.flatMap((one) => one.holder_person ?? [])}::uuid[])`.execute(tx)
  const held = [...records.map((one) => one.holder_unit), ...people.map((one) => one.unit_id)].filter((id) => id !== null)
  const [{ rows: units }, ladder] = await Promise.all([
    sql<UrgedUnit>`select id, region, kind, function, leader_id as leader from org_unit where closed_at is null and (function = 'fso' or id = any(${held}::uuid[]))`.execute(tx), ladderOf(tx),
  ])
  const leaderless = units.filter(({ leader }) => leader === null).map(({ id }) => id)
  const { rows: staff } = await sql<{ id: string; unit_id: string }>`select id, unit_id from person where unit_id = any(${leaderless}::uuid[]) and closed_at is null order by id limit 2000`.execute(tx)
  return { ladder, units, unitOf: new Map(people.map(({ id, unit_id }) => [id, unit_id])), staff: new Map([...Map.groupBy(staff, ({ unit_id }) => unit_id)].map(([unit, own]) => [unit, own.map(({ id }) => id)])) }
}

/** The unit that holds a matter, or that of the person who does. */
export const holderOf = ({ units, unitOf }: Reach, { holder_unit, holder_person }: Held): UrgedUnit | undefined =>
  units.find(({ id }) => id === (holder_unit ?? unitOf.get(holder_person ?? '')))

/** The office above whoever holds a matter; without a unit the offices of the place itself are above, the nearest first. */
export const aboveOf = (reach: Reach, record: Held): UrgedUnit | undefined => officeAbove(holderOf(reach, record) ?? { id: '', region: record.region }, reach.units)

/** The rung of a level that the ladder has on a day. */
const rungAt = ({ ladder }: Reach, level: number, today: string): Rung | undefined =>
  ladder.find((one) => one.level === level && one.valid_from <= today && (one.valid_to === null || today < one.valid_to))

/** Whom a rung tells: whoever holds the matter always; above him only those whom the ladder names, and nobody above on the first rung. */
export function reachedBy(reach: Reach, record: Held, level: number, today: string): readonly string[] {
  // The leader of a unit; where it has none, all its people.
  const peopleOf = ({ id, leader }: UrgedUnit): readonly string[] => (leader !== null ? [leader] : reach.staff.get(id) ?? [])
  const [rung, holder, above] = [rungAt(reach, level, today), holderOf(reach, record), aboveOf(reach, record)]
  const own = record.holder_person !== null ? [record.holder_person] : holder ? peopleOf(holder) : []
  if (level === 1 || !rung) return own
  return [
    ...own, ...(rung.reaches.includes('leader') && holder ? peopleOf(holder) : []),
    ...(rung.reaches.includes('office_above') && above ? peopleOf(above) : []),
  ]
}
