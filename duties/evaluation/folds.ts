import type { DateOnly } from '../../platform/core/dates.ts'
import { keep, rulesOf, type By, type Fold } from '../../platform/matter/fold.ts'
import type { Standard } from '../../platform/register/declare.ts'
import { evaluationGap, figureRequest } from './matters.ts'
import type { GapRow, RequestRow } from './registers.ts'

/** A row without the columns that the store keeps itself. */
type Kept<R> = Omit<R, Exclude<keyof Standard, 'id' | 'region'>>
export type GapRecord = Kept<GapRow>
export type RequestRecord = Kept<RequestRow>
/** What an opening says: all of the record but its id and state. */
export type Opened<R> = Omit<R, 'id' | 'state'>

const worked = (_: unknown, { note }: { note: string }): { progress: string } => ({ progress: note })
const met = (_: unknown, __: unknown, by: By): { met_on: DateOnly } => ({ met_on: by.today })
const reminded = (record: { readonly late_level: number | null }): { late_level: number } => ({ late_level: Math.max(1, record.late_level ?? 0) })
const held = { progress: worked, meet: met, remind: reminded, withdraw: keep }

const gapFold = {
  // The opening was put together by gaps.ts from checked rows.
  open: ({ gap }, by) => ({ ...(gap as unknown as Opened<GapRecord>), id: by.id }),
  in: { open: held, working: held, met: {}, withdrawn: {} },
} satisfies Fold<typeof evaluationGap, GapRecord>
export const gapRules = rulesOf<typeof evaluationGap, GapRecord>(evaluationGap, gapFold)

const again = (record: { readonly asked_again: number | null }): { asked_again: number } => ({ asked_again: (record.asked_again ?? 0) + 1 })

const requestFold = {
  open: ({ request }, by) => ({ ...(request as unknown as Opened<RequestRecord>), id: by.id }),
  in: {
    asked: {
      answer: (_, { value, source }, by) => ({ value, source, answered_on: by.today }),
      ask_again: again,
      withdraw: keep,
    },
    answered: { ask_again: again },
    withdrawn: {},
  },
} satisfies Fold<typeof figureRequest, RequestRecord>
export const requestRules = rulesOf<typeof figureRequest, RequestRecord>(figureRequest, requestFold)
