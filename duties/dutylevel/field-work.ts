import { sql } from 'kysely'
import { z } from 'zod'
import { dateAt, type Instant } from '../../platform/core/dates.ts'
import { Problem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { draftsIn, keepDraftIn } from '../../platform/field/drafts.ts'
import { mustMay } from '../../platform/identity/actor.ts'
import { onBehalfBook, recordOnBehalf, selfCheckRecord } from '../selfcheck/index.ts'
import { DRAFTS, hashShape, marksOfClaim, placeShape, spotOf } from './claim.ts'
import type { DutyBundle, KeptVisit, VisitDraft } from './contract.ts'
import { COVER, visitModes, type BindingRow } from './registers.ts'
import { cadreOf } from './store.ts'
import { dutyTable } from './tables.ts'
import { mine } from './views.ts'

const at = z.iso.datetime().transform((text) => text as Instant)

export const draftShape = z.strictObject({
  device: z.string().trim().min(1).max(100),
  content: z.strictObject({
    mode: z.enum(visitModes.map(({ code }) => code)), leader: z.string().max(100), answers: z.record(z.string().min(1).max(20), z.strictObject({ ok: z.boolean(), found: z.string().max(1000) })),
    others: z.array(z.string().max(1000)).max(20), note: z.string().max(2000), startedAt: at,
  }),
})

/** A self-check written down for the shopkeeper: what a business sends, photos by hash, and what the phone says of when and where. */
export const behalfShape = selfCheckRecord.omit({ photos: true }).extend({ photos: z.array(hashShape).max(9), started_at: at, finished_at: at, sent_at: at, place: placeShape.nullable() })
export type BehalfGiven = z.output<typeof behalfShape>

/** What the phone of whoever asks carries: the units bound to him. @throws Problem `right.missing` (403) */
export async function dutyBundle(tx: Tx): Promise<DutyBundle> {
  const own = await mine(tx)
  const units = own.cadres.flatMap((page) => page.units)
  const drafts = await draftsIn<VisitDraft>(tx, DRAFTS, units.map(({ binding }) => binding))
  const book = await onBehalfBook(tx, units.map(({ premises }) => premises))
  return { ...own, at: tx.work.now, name: tx.work.actor.name, drafts, book }
}

/** A binding that the actor covers now. @throws Problem `right.missing` (403), `row.not-found` (404) */
async function coveredBinding(tx: Tx, id: string): Promise<BindingRow> {
  const { actor } = tx.work
  mustMay(actor, COVER, { person: actor.person })
  const { rows: [row] } = await sql<BindingRow>`select * from duty_binding where id = ${id} and state = 'bound' and holder_person = ${actor.person} and closed_at is null`.execute(tx)
  if (!row) throw new Problem('row.not-found')
  return row
}

export async function keepVisitDraft(tx: Tx, id: string, device: string, content: VisitDraft): Promise<KeptVisit> {
  const { region } = await coveredBinding(tx, id)
  return keepDraftIn(tx, DRAFTS, { id, region, device, content })
}

/**
 * Writes down a self-check for a shopkeeper who has no smartphone (代录). Only of premises bound to the actor.
 * @throws Problem as `recordOnBehalf`; `duty.impossible` (422), `row.not-found` (404)
 */
export async function recordFor(tx: Tx, id: string, given: BehalfGiven): Promise<{ readonly id: string; readonly marks: unknown }> {
  const binding = await coveredBinding(tx, id)
  if (given.premises !== binding.premises_id) throw new Problem('row.not-found')
  const { started_at: startedAt, finished_at: finishedAt, sent_at: sentAt, place, ...input } = given
  const [cadre, table, spot] = [await cadreOf(tx, binding.cadre!), await dutyTable(tx, tx.work.today), await spotOf(tx, binding.premises_id)]
  const marks = marksOfClaim({ startedAt, finishedAt, sentAt, place, taken: {} }, tx.work.now, { spot }, table.levels[binding.level])
  const kept = await recordOnBehalf(tx, input, dateAt(finishedAt), { by: `${cadre.name}（${cadre.office_held}）`, marks })
  return { id: kept.id, marks: kept.marks }
}

/** A self-check that the actor wrote down. @throws Problem `row.not-found` (404) */
export async function recordedFor(tx: Tx, id: string, record: string): Promise<{ readonly id: string; readonly marks: unknown }> {
  const { premises_id } = await coveredBinding(tx, id)
  const { rows: [row] } = await sql<{ id: string; marks: unknown }>`select id, marks from self_check where id = ${record} and premises_id = ${premises_id} and sent_by = ${tx.work.actor.person} and on_behalf and closed_at is null`.execute(tx)
  if (!row) throw new Problem('row.not-found')
  return row
}
