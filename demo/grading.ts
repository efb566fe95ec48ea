import { demoChanges, demoGrades, demoPlans, demoRing } from '../duties/grading/demo.ts'
import type { DateOnly } from '../platform/core/dates.ts'
import type { Tx } from '../platform/database/database.ts'
import { randomOf } from './random.ts'

/** Places graded in one transaction. */
const PAGE = 4_000

type Options = { readonly seed: string; readonly referenceDate: DateOnly }
const givenOf = ({ seed, referenceDate }: Options) => ({ today: referenceDate, draw: (label: string): number => randomOf(`${seed}:${referenceDate}:grading:${label}`).next() })

/** Grades of all premises from what the city has on record, changes and the list around schools: each step a transaction. */
export function* loadGrades(options: Options): Generator<(tx: Tx) => Promise<void>> {
  const given = givenOf(options)
  yield (tx) => demoRing(tx, given)
  let after: string | null = null
  do {
    yield async (tx) => {
      after = await demoGrades(tx, after, PAGE)
    }
  } while (after !== null)
  yield (tx) => demoChanges(tx, given)
}

/** The plans of the year, drawn from those grades. */
export const demoPlansOf = (options: Options) => (tx: Tx): Promise<void> => demoPlans(tx, givenOf(options))
