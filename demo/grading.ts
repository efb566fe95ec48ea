import { demoChanges, demoGrades, demoPlans, demoRing } from '../duties/grading/demo.ts'
import type { DateOnly } from '../platform/core/dates.ts'
import type { Tx } from '../platform/database/database.ts'
import { randomOf } from './random.ts'

/** Places graded in one transaction. */
const PAGE = 4_000

/** Grades of all premises from what the city has on record, changes, the list around schools and the plan of the year: each step a transaction. */
export function* loadGrading({ seed, referenceDate }: { readonly seed: string; readonly referenceDate: DateOnly }): Generator<(tx: Tx) => Promise<void>> {
  const given = { today: referenceDate, draw: (label: string): number => randomOf(`${seed}:${referenceDate}:grading:${label}`).next() }
  yield (tx) => demoRing(tx, given)
  let after: string | null = null
  do {
    yield async (tx) => {
      after = await demoGrades(tx, after, PAGE)
    }
  } while (after !== null)
  yield (tx) => demoChanges(tx, given)
  yield (tx) => demoPlans(tx, given)
}
