import { sql } from 'kysely'
import { startOf, type DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { officeAbove, type UrgedUnit } from '../../platform/matter/escalation.ts'
import type { MatterService } from '../../platform/matter/service.ts'
import { URGES, type Urge } from '../../platform/matter/urges.ts'
import { printCollected } from './urging-list.ts'

/** On the first rung the night's word to whoever is late is enough, as premises are many: letters go out from the second. */
const LETTERS = (Object.keys(URGES) as Urge[]).filter((urge) => URGES[urge] > 1)

type Row = { readonly id: string; readonly title: string; readonly region: string; readonly urge: Urge; readonly unit: string; readonly due_on: DateOnly }

/** Matters of a kind that the night's job has urged today and that are still late, with the unit that holds each. */
async function urgedTonight(tx: Tx, table: string): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`select m.id, m.title, m.region, a.action as urge, coalesce(m.holder_unit, p.unit_id) as unit, c.due_on
    from matter_action a join ${sql.table(table)} m on m.id = a.matter_id left join person p on p.id = m.holder_person
      join lateral (select min(due_on) as due_on from matter_clock where matter_id = m.id and stopped_on is null and paused_on is null) c on c.due_on is not null
    where a.matter = ${table} and a.at >= ${startOf(tx.work.today)} and a.person_id is null and a.action = any(${LETTERS}::text[]) and coalesce(m.holder_unit, p.unit_id) is not null
    order by a.at, m.id`.execute(tx)
  return rows
}

/** The letters of the night, collected: a township with forty missed visits gets one with the list of them. `source`: where the work comes from. */
export async function lettersOfTheNight(tx: Tx, services: readonly MatterService[], source: string): Promise<number> {
  const found: (Row & { matter: string })[] = []
  for (const { rules: { declaration: { name } } } of services) for (const row of await urgedTonight(tx, name)) found.push({ ...row, matter: name })
  if (found.length === 0) return 0
  const { rows: units } = await sql<UrgedUnit>`select id, region, kind, function, leader_id as leader from org_unit
    where closed_at is null and (function = 'fso' or id = any(${found.map(({ unit }) => unit)}::uuid[]))`.execute(tx)
  const climbed = found.flatMap(({ unit, ...row }) => {
    const holder = units.find(({ id }) => id === unit)
    return holder ? [{ ...row, holder, office: officeAbove(holder, units) }] : []
  })
  return printCollected(tx, climbed, source, units)
}
