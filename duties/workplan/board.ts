import { sql } from 'kysely'
import type { Calendar } from '../../platform/calendar/calendar.ts'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { date, type DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { readScope } from '../../platform/register/scope.ts'
import { columnList } from '../../platform/register/store.ts'
import type { Light, TargetValue, Wall, WallTask } from './contract.ts'
import { assignedOn } from './issue.ts'
import { lightOf, type LightRules, type Term } from './lights.ts'
import { handedIn, toldOf, type Handed } from './figures.ts'
import { figuresOf, valued } from './links.ts'
import { tasks, type PlanRow, type TaskRow } from './registers.ts'
import { unitsOfTask } from './services.ts'
import { planSetting } from './settings.ts'

/** The tasks of a plan that the actor may see, in the order of the notice. */
export async function tasksOf(tx: Tx, plan: PlanRow): Promise<readonly TaskRow[]> {
  const { rows } = await sql<TaskRow>`select ${columnList(tasks)} from plan_task
    where plan_id = ${plan.id} and closed_at is null and ${readScope(tasks, tx.work.actor)} order by sort_order`.execute(tx)
  return rows
}

/** Names of units by id. */
export async function unitNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{
    id: string
    name: string
  }>`select id, name from org_unit where id = any(${[...new Set(ids)]}::uuid[]) order by sort_order`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

type PartCount = { readonly reported: number; readonly all: number }

async function partCounts(tx: Tx, plan: PlanRow): Promise<ReadonlyMap<string, PartCount>> {
  const { rows } = await sql<
    { id: string } & PartCount
  >`select p.plan_task_id as id, count(*) filter (where p.state = 'reported')::int as reported, count(*)::int as all
    from plan_part p join plan_task t on t.id = p.plan_task_id
    where t.plan_id = ${plan.id} and p.state <> 'released' and p.closed_at is null group by 1`.execute(tx)
  return new Map(rows.map(({ id, reported, all }) => [id, { reported, all }]))
}

/**
 * The targets of the tasks with what has been attained in the plan's year, up to today, and what units told of them.
 * @param handed what may be shown of it; all that the actor sees unless given
 */
export async function targetValues(
  tx: Tx,
  plan: PlanRow,
  all: readonly Pick<TaskRow, 'id' | 'targets' | 'holder_unit'>[],
  handed?: readonly Handed[],
): Promise<ReadonlyMap<string, readonly TargetValue[]>> {
  const names = [...new Set(all.flatMap(({ targets }) => targets.flatMap(({ indicator }) => (indicator === null ? [] : [indicator]))))]
  const figures = await figuresOf(tx, names, plan.region, date(`${plan.year}-01-01`), date(`${plan.year}-12-31`))
  const told =
    handed ??
    (await handedIn(
      tx,
      all.map(({ id }) => id),
    ))
  return new Map(
    all.map(({ id, targets, holder_unit }) => [
      id,
      targets.map((target, at) => valued(target, figures, toldOf(told, id, at), holder_unit)),
    ]),
  )
}

export const termOf = (plan: PlanRow, task: Pick<TaskRow, 'due_on'>): Term => ({
  from: assignedOn(plan),
  to: task.due_on ?? date(`${plan.year}-12-31`),
})

type Ground = {
  readonly plan: PlanRow
  readonly today: DateOnly
  readonly calendar: Calendar
  readonly lights: LightRules
  readonly parts: ReadonlyMap<string, PartCount>
  readonly targets: ReadonlyMap<string, readonly TargetValue[]>
  readonly holders: ReadonlyMap<string, string>
}

function wallTask(task: TaskRow, { plan, today, calendar, lights, parts, targets, holders }: Ground): WallTask {
  const { id, number, title, state, progress, due_on, due_note, holder_unit } = task
  return {
    id,
    number,
    title,
    section: task.section ?? '',
    state,
    progress,
    due_on,
    due_note,
    late_level: task.late_level ?? 0,
    holder: holder_unit,
    holder_name: holder_unit === null ? null : (holders.get(holder_unit) ?? null),
    units: unitsOfTask(task),
    parts: parts.get(id) ?? { reported: 0, all: 0 },
    targets: targets.get(id) ?? [],
    ...lightOf(task, termOf(plan, task), today, calendar, lights),
  }
}

const countLights = (all: readonly WallTask[]): Record<Light, number> => {
  const counts: Record<Light, number> = { red: 0, yellow: 0, green: 0, done: 0 }
  for (const { light } of all) counts[light]++
  return counts
}

/** Tasks as the wall shows them, each with its light. */
export async function boardOf(tx: Tx, plan: PlanRow): Promise<readonly WallTask[]> {
  const all = await tasksOf(tx, plan)
  const [parts, targets, { calendar }, lights, holders] = await Promise.all([
    partCounts(tx, plan),
    targetValues(tx, plan, all),
    loadCalendar(tx),
    planSetting(tx, 'workplan.lights'),
    unitNames(
      tx,
      all.flatMap(({ holder_unit }) => (holder_unit ? [holder_unit] : [])),
    ),
  ])
  return all.map((task) => wallTask(task, { plan, today: tx.work.today, calendar, lights, parts, targets, holders }))
}

/** 挂图作战: the tasks by section of the notice, or under each unit that has a part in them. */
export async function wallOf(tx: Tx, plan: PlanRow, by: Wall['by']): Promise<Wall> {
  const all = await boardOf(tx, plan)
  const names =
    by === 'department'
      ? await unitNames(
          tx,
          all.flatMap(({ units }) => units),
        )
      : new Map<string, string>()
  const keys = by === 'department' ? [...names.keys()] : [...new Set(all.map(({ section }) => section))]
  const belongs = (task: WallTask, key: string): boolean => (by === 'department' ? task.units.includes(key) : task.section === key)
  const groups = keys.map((key) => {
    const own = all.filter((task) => belongs(task, key))
    return { key, title: names.get(key) ?? key, counts: countLights(own), tasks: own }
  })
  const { id, title, year, region } = plan
  return { plan: { id, title, year, region }, by, groups, counts: countLights(all) }
}
