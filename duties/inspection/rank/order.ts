import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import { lineage } from '../../registry/index.ts'
import { frequencyOf, fullCheckDue, type FrequencyTable, type RiskGrade } from '../../grading/index.ts'
import type { Tier } from './contract.ts'

/** What decides when a place is owed its next visit. */
export type Owed = { readonly type: string; readonly grade: RiskGrade | null; readonly scale: string | null; readonly near_school: boolean; readonly last_on: DateOnly | null; readonly since: DateOnly }

const YEAR = 365
/** What falls due in so many days is planned now. */
const AHEAD = 90

/**
 * The last day for the next visit: the times a year that grade and trade ask, and the full check in two years of everyone,
 * whichever is sooner.
 * @source 总局令49号 art. 22; the table's own
 */
export function owedOn({ type, grade, scale, near_school, last_on, since }: Owed, table: FrequencyTable): DateOnly {
  const { least } = frequencyOf({ types: lineage(type), scale, near_school }, grade, table)
  const full = fullCheckDue(last_on, since, table)
  if (least <= 0) return full
  const yearly = addDays(last_on ?? since, Math.floor(YEAR / least))
  return yearly < full ? yearly : full
}

export const tierOf = (dueOn: DateOnly, today: DateOnly): Tier => (dueOn < today ? 'late' : dueOn <= addDays(today, AHEAD) ? 'due' : 'later')

const TIERS: Readonly<Record<Tier, number>> = { late: 0, due: 1, later: 2 }

/** The order of visits: the law’s day first, then the chance of a serious finding, then what stands longest; the same always. */
export const byTurn = (a: { readonly tier: Tier; readonly score: number; readonly due_on: DateOnly; readonly id: string }, b: typeof a): number =>
  TIERS[a.tier] - TIERS[b.tier] || b.score - a.score || (a.due_on < b.due_on ? -1 : a.due_on > b.due_on ? 1 : a.id < b.id ? -1 : 1)
