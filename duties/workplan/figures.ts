import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem, type FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { readScope } from '../../platform/register/scope.ts'
import type { PlanTarget, ReportedFigure, ToldFigure } from './contract.ts'
import { parts, reports, tasks } from './registers.ts'

/** Figures as a unit handed them in with its work on a task. */
export type Handed = {
  readonly task: string
  readonly unit: string | null
  readonly on: DateOnly
  readonly figures: readonly ReportedFigure[]
}

const isFigure = (value: unknown): value is { target: unknown; value: unknown; text?: unknown; unit?: unknown } =>
  typeof value === 'object' && value !== null && 'target' in value && 'value' in value

/** What is wrong with one figure, or nothing. */
function faultOf(given: unknown, targets: readonly PlanTarget[], before: readonly unknown[]): FieldProblem['sentence'] | undefined {
  if (!isFigure(given)) return { zh: '应写明是哪项目标和数值。', en: 'Say which target and what value.' }
  const target = Number.isInteger(given.target) ? targets[Number(given.target)] : undefined
  if (!target) return { zh: '这项任务没有这个目标。', en: 'The task has no such target.' }
  if (given.text !== undefined && given.text !== target.text)
    return { zh: `目标是“${target.text}”，请刷新后重新填写。`, en: `The target is “${target.text}”; reload and fill it in again.` }
  if (given.unit !== undefined && given.unit !== target.unit)
    return { zh: `单位应为“${target.unit}”。`, en: `The unit should be “${target.unit}”.` }
  if (before.some((one) => isFigure(one) && one.target === given.target))
    return { zh: '同一目标只填一个数。', en: 'Give one figure for a target.' }
  if (typeof given.value !== 'number' || !Number.isFinite(given.value)) return { zh: '应为数字。', en: 'This should be a number.' }
  return undefined
}

/**
 * The figures of a report, with the targets' own words and units beside them.
 * @throws Problem `input.invalid` (400) naming every figure at fault: `figures.0`
 */
export function checkedFigures(given: unknown, targets: readonly PlanTarget[]): readonly ReportedFigure[] {
  if (given === undefined || given === null) return []
  if (!Array.isArray(given))
    throw new Problem('input.invalid', {}, [{ path: 'figures', sentence: { zh: '应为列表。', en: 'This should be a list.' } }])
  const figures: readonly unknown[] = given
  const faults = figures.flatMap((one, at): FieldProblem[] => {
    const sentence = faultOf(one, targets, figures.slice(0, at))
    return sentence ? [{ path: `figures.${at}`, sentence }] : []
  })
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  return (figures as readonly ReportedFigure[]).map(({ target, value }) => {
    const { text, unit } = targets[target]!
    return { target, text, value, unit }
  })
}

/** The figures that units told of some tasks, as far as the actor sees them; work that was sent back says nothing. */
export async function handedIn(tx: Tx, ids: readonly string[]): Promise<readonly Handed[]> {
  const { actor } = tx.work
  const { rows } = await sql<Handed>`select task, unit, reported_on as on, figures from (
      select id as task, holder_unit as unit, reported_on, figures from plan_task where closed_at is null and ${readScope(tasks, actor)}
      union all
      select plan_task_id, holder_unit, reported_on, figures from plan_part where closed_at is null and ${readScope(parts, actor)}
      union all
      select plan_task_id, holder_unit, reported_on, figures from plan_report where closed_at is null and ${readScope(reports, actor)}) w
    where task = any(${[...ids]}::uuid[]) and reported_on is not null and figures <> '[]'`.execute(tx)
  return rows
}

/** What each unit told last of one target of a task, the latest first. */
export function toldOf(handed: readonly Handed[], task: string, target: number): readonly ToldFigure[] {
  const all = handed
    .filter((one) => one.task === task)
    .flatMap(({ unit, on, figures }) => figures.filter((one) => one.target === target).map(({ value }) => ({ unit, value, on })))
    .toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
  return all.filter(({ unit }, at) => all.findIndex((other) => other.unit === unit) === at)
}
