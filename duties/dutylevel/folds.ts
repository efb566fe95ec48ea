import type { DateOnly } from '../../platform/core/dates.ts'
import { rulesOf, type Fold } from '../../platform/matter/fold.ts'
import { entrusted } from '../../platform/matter/entrust.ts'
import { urged } from '../../platform/matter/urges.ts'
import type { Standard } from '../../platform/register/declare.ts'
import { dutyBinding, dutyProblem, dutyVisit } from './matters.ts'
import type { BindingRow, LedgerChange, ProblemRow, VisitRow } from './registers.ts'

type Kept<R> = Omit<R, Exclude<keyof Standard, 'id' | 'region'>>
export type BindingRecord = Kept<BindingRow>
export type VisitRecord = Kept<VisitRow>
export type ProblemRecord = Kept<ProblemRow>
/** What an opening says: all of the record but its id and state. */
export type Opened<R> = Omit<R, 'id' | 'state'>

/** What `prepare` of services.ts adds to a binding: who signs in as the cadre, until when he promises. */
export type Bound = { readonly cadre: string; readonly person: string | null; readonly on: DateOnly; readonly promiseDue: DateOnly }

// The program alone ends a binding so, and names a change of the ledger.
const ended = (_: unknown, { ended_for, ended_on, changed_on, told_late }: { ended_for: string; ended_on: DateOnly; changed_on: DateOnly | null; told_late: boolean }): Partial<BindingRecord> =>
  ({ ended_for: ended_for as LedgerChange, ended_on, changed_on: changed_on ?? ended_on, told_on: ended_on, told_late: told_late === true, due_on: null })
const hold = (_: unknown, { person, unit }: { person: string | null; unit: string | null }): { holder_person: string | null; holder_unit: string | null } => ({ holder_person: person ?? null, holder_unit: unit ?? null })

const bindingFold = {
  open: ({ binding }, by) => ({ ...(binding as unknown as Opened<BindingRecord>), id: by.id }),
  in: {
    unbound: {
      bind: (_, input) => {
        const { cadre, person, on, promiseDue } = (input as unknown as { bound: Bound }).bound
        return { cadre, holder_person: person, holder_unit: null, bound_on: on, promise_due: promiseDue, promised_on: null, promised: false, due_on: null, late_level: 0 }
      },
      end: ended,
      ...urged,
    },
    bound: {
      promise: (_, { promised_on }) => ({ promised_on, promised: true }),
      unbind: (_, { note }, by) => ({ ended_for: 'cadre_left', ended_on: by.today, note }),
      end: ended,
      hold,
    },
    ended: {},
  },
} satisfies Fold<typeof dutyBinding, BindingRecord>
export const bindingRules = rulesOf<typeof dutyBinding, BindingRecord>(dutyBinding, bindingFold)

// `marks` is added by claim.ts; visits of an earlier version of the program have none.
const marksOf = (input: unknown): Pick<VisitRecord, 'marks' | 'marked'> => {
  const marks = (input as { marks?: VisitRecord['marks'] }).marks ?? []
  return { marks, marked: marks!.length > 0 }
}

const visitFold = {
  open: ({ visit }, by) => ({ ...(visit as unknown as Opened<VisitRecord>), id: by.id }),
  in: {
    due: {
      visit: (_, input) => ({
        visited_on: input.visited_on, mode: input.mode, leader: input.leader ?? null, checks: input.checks, problems: (input.found ?? []).length,
        note: input.note ?? null, recorded_for: input.recorded_for ?? null, photos: input.photos ?? [], place: input.place ?? null,
        started_at: input.started_at ?? null, finished_at: input.finished_at ?? null, taken: input.taken ?? {}, ...marksOf(input),
      }),
      drop: (_, { dropped_for }) => ({ dropped_for }),
      move: (_, { due_on }) => ({ due_on }),
      hold,
      ...urged,
    },
    made: {},
    dropped: {},
  },
} satisfies Fold<typeof dutyVisit, VisitRecord>
export const visitRules = rulesOf<typeof dutyVisit, VisitRecord>(dutyVisit, visitFold)

// `office` is added by services.ts: the food safety office decides to whom it goes next.
const sendBack = (_: unknown, input: { reason: string }): Partial<ProblemRecord> =>
  ({ returned_for: input.reason, received_on: null, received_by: null, holder_person: null, holder_unit: (input as unknown as { office: string | null }).office })
// Open problems go with the premises to whoever covers them now.
const follow = (_: unknown, { cadre, reporter }: { cadre: string; reporter: string | null }): Partial<ProblemRecord> => ({ cadre, reporter: reporter ?? null })
const withdraw = (_: unknown, { reason }: { reason: string }): Partial<ProblemRecord> => ({ returned_for: reason })

const problemFold = {
  open: ({ problem }, by) => ({ ...(problem as unknown as Opened<ProblemRecord>), id: by.id }),
  in: {
    handed: { receive: (_, __, by) => ({ received_on: by.today, received_by: by.actor, holder_person: by.person, late_level: 0 }), send_back: sendBack, follow, withdraw, ...urged },
    received: { close: (_, { outcome }, by) => ({ outcome, closed_on: by.today }), entrust: entrusted, send_back: sendBack, follow, ...urged },
    returned: { redirect: (_, { unit }) => ({ holder_unit: unit, holder_person: null, returned_for: null }), follow, withdraw },
    closed: {},
    withdrawn: {},
  },
} satisfies Fold<typeof dutyProblem, ProblemRecord>
export const problemRules = rulesOf<typeof dutyProblem, ProblemRecord>(dutyProblem, problemFold)
