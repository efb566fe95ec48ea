import type { FieldProblem } from '../core/problem.ts'

/** A row of a register, as its rules see it. */
type Held = Readonly<Record<string, unknown>>

const bothSaid = (row: Held, from: string, to: string): readonly [string, string] | null => {
  const [first, last] = [row[from], row[to]]
  return typeof first === 'string' && typeof last === 'string' ? [first, last] : null
}

/** What holds from a day and no longer from another: the second is later than the first. */
export function endsAfterItBegins(row: Held): readonly FieldProblem[] {
  const days = bothSaid(row, 'valid_from', 'valid_to')
  return days && days[1] <= days[0] ? [{ path: 'valid_to', sentence: { zh: '失效日期应晚于生效日期。', en: 'The last day must be later than the first.' } }] : []
}

/** What lasts from one day to another, both counted: the second is not before the first. */
export const endsNoEarlier = (from: string, to: string) => (row: Held): readonly FieldProblem[] => {
  const days = bothSaid(row, from, to)
  return days && days[1] < days[0] ? [{ path: to, sentence: { zh: '结束日期不能早于开始日期。', en: 'It cannot end before it begins.' } }] : []
}
