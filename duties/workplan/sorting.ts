import type { DateOnly } from '../../platform/core/dates.ts'

const NUMBERED = new Intl.Collator('zh', { numeric: true })
const LAST = '9999'

/** What is owed in the order of its days, then as the notice counts its tasks: 4 before 11.2. What has no day comes last. */
export function firstDue(a: Owed, b: Owed): number {
  return NUMBERED.compare(a.due_on ?? LAST, b.due_on ?? LAST) || NUMBERED.compare(a.title, b.title)
}
type Owed = { readonly due_on: DateOnly | null; readonly title: string }
