import type { Calendar } from '../../platform/calendar/calendar.ts'
import { daysBetween, type DateOnly } from '../../platform/core/dates.ts'
import { lightShapes, type Light, type Lit } from './contract.ts'

/** When a task turns yellow. `lag` is how far progress may stay behind the time gone, as a share of the whole. */
export type LightRules = { readonly soon_working_days: number; readonly lag: number }

export type Lightable = {
  readonly state: string
  readonly due_on: DateOnly | null
  /** Per cent. */
  readonly progress: number
}

/** The time a task has: from its assignment to its due date, or to the end of the plan's year. */
export type Term = { readonly from: DateOnly; readonly to: DateOnly }

const lit = (light: Light, zh: string, en: string): Lit => ({ light, shape: lightShapes[light], why: { zh, en } })

/** Share of the term that is over on a day, from 0 to 1. */
export function timeGone({ from, to }: Term, today: DateOnly): number {
  const whole = daysBetween(from, to)
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, daysBetween(from, today) / whole))
}

/**
 * Red: past its due date. Yellow: returned, due soon, or behind the time gone. Green: on its way, or with the office.
 * What is done is neither.
 */
export function lightOf(task: Lightable, term: Term, today: DateOnly, calendar: Calendar, rules: LightRules): Lit {
  if (task.state === 'done') return lit('done', '已完成', 'Done')
  if (task.state === 'reported' || task.state === 'reviewed') return lit('green', '已上报，待审核或销号', 'Reported, with the office')
  if (task.due_on !== null && task.due_on < today) {
    const days = daysBetween(task.due_on, today)
    return lit('red', `已逾期 ${days} 天`, `${days} days overdue`)
  }
  if (task.state === 'returned') return lit('yellow', '已退回，需补充后重新上报', 'Returned, to be reported again')
  const left = task.due_on === null ? null : calendar.workingDaysBetween(today, task.due_on)
  if (left !== null && left <= rules.soon_working_days) return lit('yellow', `还有 ${left} 个工作日到期`, `Due in ${left} working days`)
  const gone = timeGone(term, today)
  if (gone - task.progress / 100 > rules.lag)
    return lit(
      'yellow',
      `时间已过 ${Math.round(gone * 100)}%，进度 ${task.progress}%`,
      `${Math.round(gone * 100)} % of the time is gone, progress ${task.progress} %`,
    )
  return lit('green', '正常推进', 'On its way')
}
