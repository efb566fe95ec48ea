import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { changeMany } from '../../platform/register/bulk.ts'
import { columnList } from '../../platform/register/store.ts'
import { planLines, type PlanLineRow } from './registers.ts'
import { monthsOver } from './rules/planning.ts'
import type { Register } from '../../platform/register/declare.ts'

type Counted = PlanLineRow & { readonly held: number }

/**
 * Holds the lines of this year's published plans against what was inspected: how often, how often it should have been by now.
 * @param premises only theirs; all where null
 * @returns how many lines changed
 */
export async function keepLines(tx: Tx, premises: readonly string[] | null): Promise<number> {
  const { today } = tx.work
  const which = premises === null ? sql<boolean>`true` : sql<boolean>`l.premises_id = any(${premises}::uuid[])`
  const over = monthsOver(Number(today.slice(0, 4)), today)
  const columns = columnList(planLines as never)
  const { rows } = await sql<Counted>`select ${columns}, held from (
      select l.*, (select count(distinct i.visited_on) from inspection i where i.premises_id = l.premises_id and i.visited_on between l.starts_on and l.ends_on and i.result is not null and i.closed_at is null)::int as held,
        (select count(*) from unnest(l.months) m where m::int <= ${over})::int as owed
      from plan_line l where l.starts_on <= ${today}::date and l.ends_on >= ${today}::date and l.closed_at is null and ${which}
    ) t where done <> held or due <> owed or behind <> (held < owed) order by id`.execute(tx)
  await changeMany(tx, planLines as unknown as Register, rows.map(({ held, ...before }) => {
    const due = before.months.filter((month) => Number(month) <= over).length
    return { before: before as never, values: { due, done: held, behind: held < due } }
  }))
  return rows.length
}
