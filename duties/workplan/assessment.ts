import { sql } from 'kysely'
import { date } from '../../platform/core/dates.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { isMet, type Assessment, type UnitScore } from './contract.ts'
import { targetValues, tasksOf, unitNames } from './board.ts'
import type { PlanRow, TaskRow } from './registers.ts'
import { ranked, scoreUnit, tableOn, timeliness, type Timed, type UnitFacts } from './scoring.ts'
import { planSetting } from './settings.ts'

problems({
  'plan.no-scoring': [
    422,
    '没有适用于该年度的考核评分表，请在设置中添加。',
    'No scoring table holds for that year. Add one in the settings.',
  ],
})

type Work = Timed & { readonly unit: string }
type Counted = { readonly unit: string; readonly returned: number; readonly urged: number }

/** Parts and reports that units owed, with the day each was handed in. */
async function owedWork(tx: Tx, plan: PlanRow): Promise<readonly Work[]> {
  const { rows } = await sql<Work>`select w.holder_unit as unit, w.due_on, w.reported_on from (
      select holder_unit, due_on, reported_on, plan_task_id from plan_part where state <> 'released' and closed_at is null
      union all select holder_unit, due_on, reported_on, plan_task_id from plan_report where closed_at is null) w
    join plan_task t on t.id = w.plan_task_id where t.plan_id = ${plan.id} and w.holder_unit is not null`.execute(tx)
  return rows
}

/** How often each unit's work was sent back, and the rungs it was urged to. */
async function counted(tx: Tx, plan: PlanRow): Promise<readonly Counted[]> {
  const { rows } = await sql<Counted>`with w as (
      select id, holder_unit, late_level from plan_task where plan_id = ${plan.id} and closed_at is null
      union all select p.id, p.holder_unit, p.late_level from plan_part p join plan_task t on t.id = p.plan_task_id
        where t.plan_id = ${plan.id} and p.closed_at is null
      union all select r.id, r.holder_unit, r.late_level from plan_report r join plan_task t on t.id = r.plan_task_id
        where t.plan_id = ${plan.id} and r.closed_at is null)
    select w.holder_unit as unit, sum(w.late_level)::int as urged,
      coalesce(sum((select count(*) from matter_action a where a.matter_id = w.id and a.action = 'return')), 0)::int as returned
    from w where w.holder_unit is not null group by 1`.execute(tx)
  return rows
}

/** 年度考核: each unit's marks by the scoring table of the plan's year, in the order of units; places only where asked for. */
export async function assess(tx: Tx, plan: PlanRow, rank: boolean): Promise<Assessment> {
  const yearEnd = date(`${plan.year}-12-31`)
  const table = tableOn(await planSetting(tx, 'workplan.scoring'), yearEnd)
  if (!table) throw new Problem('plan.no-scoring')
  const all = await tasksOf(tx, plan)
  const [owed, counts, targets] = await Promise.all([owedWork(tx, plan), counted(tx, plan), targetValues(tx, plan, all)])
  const names = await unitNames(tx, [
    ...all.flatMap(({ holder_unit }) => (holder_unit === null ? [] : [holder_unit])),
    ...owed.map(({ unit }) => unit),
  ])
  const scores = [...names].map(([id, name]): UnitScore => {
    const own = all.filter(({ holder_unit }) => holder_unit === id)
    const met = own
      .flatMap((task) => targets.get(task.id) ?? [])
      .map(isMet)
      .filter((one) => one !== undefined)
    return scoreUnit(
      { id, name },
      table,
      factsOf(
        own,
        owed.filter(({ unit }) => unit === id),
        met,
        counts.find(({ unit }) => unit === id),
        tx,
      ),
    )
  })
  return { table, units: rank ? ranked(scores) : scores }
}

function factsOf(
  own: readonly TaskRow[],
  owed: readonly Work[],
  met: readonly boolean[],
  count: Counted | undefined,
  { work: { today } }: Tx,
): UnitFacts {
  const all = own.length + owed.length
  return {
    'tasks-done': { part: own.filter(({ state }) => state === 'done').length, whole: own.length },
    'on-time': timeliness(own, today),
    'reports-on-time': timeliness(owed, today),
    'targets-met': { part: met.filter(Boolean).length, whole: met.length },
    returned: { part: count?.returned ?? 0, whole: all },
    urged: { part: count?.urged ?? 0, whole: all },
  }
}
