import type { By, Fold } from '../../platform/matter/fold.ts'
import { rulesOf } from '../../platform/matter/fold.ts'
import type { Standard } from '../../platform/register/declare.ts'
import { gradeChange } from './matters.ts'
import type { GradeChangeRow } from './registers.ts'

export type GradeChangeRecord = Omit<GradeChangeRow, Exclude<keyof Standard, 'id' | 'region'>>
export type OpenedChange = Omit<GradeChangeRecord, 'id' | 'state'>

const decided = (note: string | null, by: By) => ({ decided_on: by.today, decided_note: note })

const fold = {
  // The opening was put together by services.ts from checked rows.
  open: ({ change }, by) => ({ ...(change as unknown as OpenedChange), id: by.id }),
  in: {
    proposed: {
      confirm: (_, { note }, by) => decided(note ?? null, by),
      refuse: (_, { reason }, by) => decided(reason, by),
      withdraw: (_, { reason }, by) => decided(reason, by),
    },
    confirmed: { revoke: (_, { reason }, by) => decided(reason, by) },
    refused: {},
    withdrawn: {},
    revoked: {},
  },
} satisfies Fold<typeof gradeChange, GradeChangeRecord>
export const gradeChangeRules = rulesOf<typeof gradeChange, GradeChangeRecord>(gradeChange, fold)
