import { sql } from 'kysely'
import { daysBetween, type DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { readScope } from '../../platform/register/scope.ts'
import type { Unreported } from './contract.ts'
import { parts, reports, tasks, type PlanRow } from './registers.ts'
import { firstDue } from './sorting.ts'

type Item = Unreported['units'][number]['items'][number]
type Found = Omit<Item, 'overdue_days'> & { unit: string; unit_name: string }

/** What a unit still owes of a plan: its tasks, its parts of shared tasks, its reports; the latest first. */
export async function unreportedOf(tx: Tx, plan: PlanRow): Promise<Unreported> {
  const { actor, today } = tx.work
  const { rows } = await sql<Found>`select o.*, u.name as unit_name from (
      select 'plan_task' as matter, id, title, null as period, due_on, late_level, state, holder_unit as unit, plan_id from plan_task
        where state in ('assigned', 'in_progress', 'returned') and closed_at is null and ${readScope(tasks, actor)}
      union all
      select 'plan_part', id, title, null, due_on, late_level, state, holder_unit,
        (select plan_id from plan_task t where t.id = plan_task_id)
        from plan_part
        where state in ('asked', 'returned') and closed_at is null and ${readScope(parts, actor)}
      union all
      select 'plan_report', id, title, period, due_on, late_level, state, holder_unit,
        (select plan_id from plan_task t where t.id = plan_task_id)
        from plan_report
        where state in ('due', 'returned') and closed_at is null and ${readScope(reports, actor)}) o
    join org_unit u on u.id = o.unit where o.plan_id = ${plan.id} order by u.sort_order, u.id, o.id`.execute(tx)
  const byUnit = Map.groupBy(rows, ({ unit }) => unit)
  return { units: [...byUnit].map(([id, owed]) => ({ id, name: owed[0]!.unit_name, items: owed.map((row) => itemOf(row, today)).toSorted(firstDue) })) }
}

const itemOf = ({ matter, id, title, period, due_on, late_level, state }: Found, today: DateOnly): Item => ({
  matter,
  id,
  title,
  period,
  due_on,
  late_level,
  state,
  overdue_days: due_on === null ? 0 : Math.max(0, daysBetween(due_on, today)),
})
