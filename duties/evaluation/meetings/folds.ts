import { keep, rulesOf, type Fold } from '../../../platform/matter/fold.ts'
import { urged } from '../../../platform/matter/urges.ts'
import type { Standard } from '../../../platform/register/declare.ts'
import { meetingDecision } from './matters.ts'
import type { DecisionRow } from './registers.ts'

/** A row without the columns that the store keeps itself. */
export type DecisionRecord = Omit<DecisionRow, Exclude<keyof Standard, 'id' | 'region'>>

const held = {
  report: (_: unknown, { note }: { note: string }, by: { readonly today: DecisionRecord['reported_on'] }) => ({ note, reported_on: by.today, returned_for: null }),
  withdraw: (_: unknown, { reason }: { reason: string }) => ({ note: reason }),
  ...urged,
  comment: keep,
}

const fold = {
  // The opening was put together by store.ts from checked rows.
  open: ({ decision }, by) => ({ ...(decision as unknown as Omit<DecisionRecord, 'id' | 'state'>), id: by.id }),
  in: {
    assigned: held,
    returned: held,
    reported: {
      return: (_, { reason }) => ({ returned_for: reason, reported_on: null }),
      close: (_, __, by) => ({ done_on: by.today }),
      comment: keep,
    },
    closed: { comment: keep },
    withdrawn: {},
  },
} satisfies Fold<typeof meetingDecision, DecisionRecord>
export const decisionRules = rulesOf<typeof meetingDecision, DecisionRecord>(meetingDecision, fold)
