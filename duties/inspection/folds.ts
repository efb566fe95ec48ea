import type { DateOnly } from '../../platform/core/dates.ts'
import { dateAt, type Instant } from '../../platform/core/dates.ts'
import { rulesOf, type By, type Fold } from '../../platform/matter/fold.ts'
import { entrusted } from '../../platform/matter/entrust.ts'
import { urged } from '../../platform/matter/urges.ts'
import type { Standard } from '../../platform/register/declare.ts'
import { inspection, rectification } from './matters.ts'
import { toldOf } from './rules/conduct.ts'
import type { InspectionRow, RectificationRow } from './registers.ts'

/** A row without the columns that the store keeps itself. */
type Kept<R> = Omit<R, Exclude<keyof Standard, 'id' | 'region'>>
export type InspectionRecord = Kept<InspectionRow>
export type RectificationRecord = Kept<RectificationRow>
/** What an opening says: all of the record but its id and state. */
export type Opened<R> = Omit<R, 'id' | 'state'>

/** What `prepare` of services.ts adds to what was sent: the answers judged by the sheet. */
export type Judged = Pick<InspectionRecord, 'result' | 'score' | 'failed' | 'follow'> & Partial<Pick<InspectionRecord, 'marks' | 'publish_by'>>

const judged = (input: unknown): Judged => (input as { judged: Judged }).judged

type Answers = { readonly facts: InspectionRecord['facts']; readonly findings: InspectionRecord['findings']; readonly corrected: readonly string[]; readonly stop: boolean; readonly note: string | null }
const answered = ({ facts, findings, corrected, stop, note }: Answers): Pick<InspectionRecord, 'facts' | 'findings' | 'corrected_items' | 'stopped' | 'note'> =>
  ({ facts, findings, corrected_items: corrected, stopped: stop === true, note: note ?? null })

/** Who sat again and passed; where all did, no further day is set. */
const resit = (record: Readonly<InspectionRecord>, { passed, on }: { readonly passed: number; readonly on: DateOnly | null }): Partial<InspectionRecord> =>
  ({ resit_passed: passed, resit_on: passed < (record.exam_asked ?? 0) - (record.exam_passed ?? 0) ? on : null })

/** The unit of who leads now; histories of earlier days do not tell it. */
const leadBy = (input: unknown): Partial<InspectionRecord> => { const { unit } = input as { unit?: string | null }; return unit === undefined ? {} : { holder_unit: unit } }

const inspectionFold = {
  // The opening was put together by assign.ts from checked rows.
  open: ({ inspection: opened }, by) => ({ ...(opened as unknown as Opened<InspectionRecord>), id: by.id }),
  in: {
    assigned: {
      // `called` and `unit` are added by `prepare` of services.ts.
      reassign: (record, input) => ({ inspectors: input.inspectors, holder_person: input.inspectors[0] ?? null, ...leadBy(input), called: (input as { called?: InspectionRecord['called'] }).called ?? record.called }),
      finish: (_, input) => ({
        ...answered(input), present: input.present, conduct: input.conduct, started_at: input.started_at, finished_at: input.finished_at,
        visited_on: dateAt(input.finished_at as Instant), ...toldOf(input.conduct), ...judged(input),
      }),
      withdraw: (_, { reason }) => ({ reason }),
      ...urged,
    },
    finished: {
      correct: (record, input) => ({ ...answered(input), corrections: (record.corrections ?? 0) + 1, ...judged(input) }),
      publish: (_, __, by) => ({ published_on: by.today }),
      resit,
    },
    published: { resit, correct: (record, input) => ({ ...answered(input), corrections: (record.corrections ?? 0) + 1, ...judged(input) }) },
    withdrawn: {},
  },
} satisfies Fold<typeof inspection, InspectionRecord>
export const inspectionRules = rulesOf<typeof inspection, InspectionRecord>(inspection, inspectionFold)

const orderedEffects = {
  correct: (_: unknown, { note }: { note: string }, by: By) => ({ correction: note, corrected_on: by.today, returned_for: null }),
  withdraw: (_: unknown, { reason }: { reason: string }) => ({ returned_for: reason }),
  entrust: entrusted,
  ...urged,
}

const rectificationFold = {
  // The opening was put together by services.ts from the inspection.
  open: ({ order }, by) => ({ ...(order as unknown as Opened<RectificationRecord>), id: by.id }),
  in: {
    ordered: orderedEffects,
    returned: orderedEffects,
    corrected: {
      // A new date is a new limit: urging begins anew with it.
      return: (record, { reason, due_on }) => ({ returned_for: reason, corrected_on: null, ...(due_on ? { due_on: due_on as DateOnly, late_level: 0 } : { due_on: record.due_on }) }),
      entrust: entrusted,
      recheck: (_, { note }, by) => ({ checked_note: note, checked_on: by.today }),
    },
    closed: {},
    withdrawn: {},
  },
} satisfies Fold<typeof rectification, RectificationRecord>
export const rectificationRules = rulesOf<typeof rectification, RectificationRecord>(rectification, rectificationFold)
