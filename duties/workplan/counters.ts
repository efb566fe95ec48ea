import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { can, type Actor } from '../../platform/identity/actor.ts'
import { inRegion } from '../../platform/register/scope.ts'
import { isLateNow } from '../../platform/matter/inbox.ts'
import { planTask } from './matters.ts'

/** States in which a task is red once it is late, as on the wall; what was reported waits for the office. */
const OPEN = planTask.actions.submit.from

/** Inbox rows (as `i`) in the reach of the grants that read plans. Grants alone: the count is kept for all who hold the same. */
function inReach(actor: Actor): RawBuilder<boolean> {
  const reading = actor.grants.filter((grant) => can({ ...actor, grants: [grant] }, 'plan.read'))
  const areas = reading.flatMap(({ scope, region, unit }) => {
    if (scope === 'subtree') return [inRegion(region, 'i.region')]
    if (scope === 'region') return [sql<boolean>`i.region = ${region}`]
    return unit === null ? [] : [sql<boolean>`i.unit_id = ${unit}`]
  })
  return areas.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(areas, sql` or `)})`
}

/** Late tasks, for the menu: those that stand red on the walls behind it. All late work, reports and reviews too, is under 逾期. */
export async function planCounters(tx: Tx): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ late: number }>`select count(distinct i.matter_id)::int as late from inbox i
    where i.matter = ${planTask.name} and i.state = any(${OPEN}::text[]) and ${isLateNow(tx)} and ${inReach(tx.work.actor)}`.execute(tx)
  return { 'workplan.late': rows[0]!.late }
}
