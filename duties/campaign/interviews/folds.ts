import { keep, rulesOf, type Fold } from '../../../platform/matter/fold.ts'
import type { Standard } from '../../../platform/register/declare.ts'
import { interview, undertaking } from './matters.ts'
import type { InterviewRow, UndertakingRow } from './registers.ts'

/** A row without the columns that the store keeps itself. */
type Kept<R> = Omit<R, Exclude<keyof Standard, 'id' | 'region'>>
export type InterviewRecord = Kept<InterviewRow>
export type UndertakingRecord = Kept<UndertakingRow>

const before = {
  notify: keep,
  postpone: (_: unknown, { meet_on, time }: { meet_on: InterviewRecord['meet_on']; time: string }) => ({ meet_on, time, due_on: meet_on }),
  hold: (_: unknown, { held_on, attendees, minutes }: Pick<InterviewRecord, 'held_on' | 'attendees' | 'minutes'>) => ({ held_on, attendees, minutes }),
  withdraw: (_: unknown, { reason }: { reason: string }) => ({ reason }),
}

const interviewFold = {
  open: ({ region, ...subject }, by) => {
    // Title and holder were put together by store.ts.
    const { title, holder_unit } = subject as unknown as Pick<InterviewRecord, 'title' | 'holder_unit'>
    return {
      ...subject, id: by.id, region, title, holder_unit, holder_person: by.person, due_on: subject.meet_on, late_level: 0,
      attendees: null, held_on: null, minutes: null, reason: null,
    }
  },
  in: { planned: before, notified: before, held: { close: keep }, closed: {}, withdrawn: {} },
} satisfies Fold<typeof interview, InterviewRecord>
export const interviewRules = rulesOf<typeof interview, InterviewRecord>(interview, interviewFold)

const undertakingFold = {
  // The opening was put together by store.ts from the minutes.
  open: ({ undertaking: given }, by) => ({ ...(given as unknown as Omit<UndertakingRecord, 'id' | 'state'>), id: by.id }),
  in: {
    promised: {
      keep: (_, { seen }, by) => ({ checked: seen, checked_on: by.today }),
      breach: (_, { seen }, by) => ({ checked: seen, checked_on: by.today }),
      remind: (record) => ({ late_level: Math.max(1, record.late_level ?? 0) }),
    },
    kept: {},
    broken: {},
  },
} satisfies Fold<typeof undertaking, UndertakingRecord>
export const undertakingRules = rulesOf<typeof undertaking, UndertakingRecord>(undertaking, undertakingFold)
