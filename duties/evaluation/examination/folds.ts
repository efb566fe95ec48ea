import { keep, rulesOf, type By, type Fold } from '../../../platform/matter/fold.ts'
import { urged } from '../../../platform/matter/urges.ts'
import type { Standard } from '../../../platform/register/declare.ts'
import { examinationFinding } from './matters.ts'
import type { FindingRow } from './registers.ts'

/** A row without the columns that the store keeps itself. */
export type FindingRecord = Omit<FindingRow, Exclude<keyof Standard, 'id' | 'region'>>

const held = {
  report: (_: unknown, { note }: { note: string }, by: By) => ({ note, reported_on: by.today, returned_for: null }),
  withdraw: (_: unknown, { reason }: { reason: string }) => ({ note: reason }),
  ...urged,
  comment: keep,
}

const fold = {
  // The opening was put together by findings.ts from checked rows.
  open: ({ finding }, by) => ({ ...(finding as unknown as Omit<FindingRecord, 'id' | 'state'>), id: by.id }),
  in: {
    assigned: held,
    returned: held,
    reported: {
      return: (_, { reason }) => ({ returned_for: reason, reported_on: null }),
      recheck: (_, { note }, by) => ({ checked_note: note, done_on: by.today }),
      comment: keep,
    },
    closed: { comment: keep },
    withdrawn: {},
  },
} satisfies Fold<typeof examinationFinding, FindingRecord>
export const findingRules = rulesOf<typeof examinationFinding, FindingRecord>(examinationFinding, fold)
