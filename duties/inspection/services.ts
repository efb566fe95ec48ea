import { sql } from 'kysely'
import { canonical } from '../../platform/core/canonical.ts'
import { dateAt, startOf, type DateOnly, type Instant } from '../../platform/core/dates.ts'
import { Problem, problems, type FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { dropDraftIn } from '../../platform/field/drafts.ts'
import type { MatterService, Record_ } from '../../platform/matter/service.ts'
import { isUrge } from '../../platform/matter/urges.ts'
import { checkUrge, tellLate } from '../workplan/index.ts'
import { inspectorFaults, inspectorsOf, recusalFaults } from './assign.ts'
import { DRAFTS } from './bundle.ts'
import { inspectionRules, type InspectionRecord, type Judged } from './folds.ts'
import { orderAgain, orderOf, rectificationService, SUPERVISION, type Outcome } from './orders.ts'
import { inspections, type InspectionRow } from './registers.ts'
import { inForce } from '../../platform/core/dated.ts'
import { conductFaults, resitFaults } from './rules/conduct.ts'
import { checkClaim } from './rules/order-of-events.ts'
import { publicationOf } from './rules/publication.ts'
import { follows, judge, type Filled } from './rules/result.ts'
import { shippedClaimTables } from './shipped/claims.ts'
import { sheetOf } from './sheets/store.ts'
import type { Finding } from './sheets/sheet.ts'
import { tellTarget } from './targets/store.ts'

problems({
  'inspection.not-drawn': [403, '您不是这次检查的检查人员。', 'You are not one of the inspectors of this inspection.'],
  'inspection.drawn': [409, '检查人员由双随机抽出，不能指定。请在该次抽查页面办理“回避换人”，由公布的方法另抽。', 'Its inspectors were drawn at random and nobody chooses others. Use “Replace by the method” on the page of the draw.'],
})

/** What is added to the input of a change of inspectors that a draw has made. */
export const BY_DRAW = 'draw'

/** Whether the inspectors of an inspection, or of the one that it stands beside, were drawn here. */
export async function isDrawn(tx: Tx, { id, beside }: Pick<InspectionRow, 'id' | 'beside'>): Promise<boolean> {
  const { rows } = await sql`select 1 from drawn_place where inspection = any(${[id, ...(beside ? [beside] : [])]}::uuid[]) and closed_at is null limit 1`.execute(tx)
  return rows.length > 0
}

const place = (lng: number | null, lat: number | null): { lng: number; lat: number } | null => (lng === null || lat === null ? null : { lng, lat })
const asInspection = (record: Record_): InspectionRow => record as unknown as InspectionRow

type Sent = {
  readonly facts: InspectionRow['facts']; readonly findings: readonly Finding[]; readonly corrected: readonly string[]; readonly stop: boolean; readonly started_at: Instant
  readonly signed_at: Instant; readonly finished_at: Instant; readonly sent_at: Instant; readonly present: readonly string[]; readonly answered_at: Readonly<Record<string, Instant>> | null
  readonly lng: number | null; readonly lat: number | null; readonly accuracy: number | null; readonly order_due_on: DateOnly | null
  readonly conduct: unknown
}

/** When photos were taken, as the phone says; the field is free JSON, so it is read with care. */
function photoTimes(conduct: unknown): Instant[] {
  const photos = (conduct as { photos?: unknown } | null)?.photos
  return Object.values(typeof photos === 'object' && photos !== null ? photos : {}).flatMap((photo: unknown) => {
    const at = (photo as { at?: unknown } | null)?.at
    return typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? [at as Instant] : []
  })
}

const refuse = (faults: readonly FieldProblem[]): void => {
  if (faults.length > 0) throw new Problem('input.invalid', {}, [...faults])
}

const asFilled = (row: InspectionRow, { facts, findings, corrected, stop }: Sent): Filled => ({ form: row.kind, facts, findings, corrected, stop: stop === true })

/** The answers judged by the sheet that the inspection was assigned with. @throws Problem `inspection.sheet-faults` (422) */
async function judgedBy(tx: Tx, row: InspectionRow, sent: Sent, on: DateOnly): Promise<Judged> {
  const [sheet, { limits, calendar }] = [await sheetOf(tx, row.check_sheet), await loadCalendar(tx)]
  const judged = judge(sheet, asFilled(row, sent))
  const { kind } = follows(judged, sent.stop, on, limits, calendar, sent.order_due_on ?? null)
  return { result: judged.result, score: judged.score?.tenth ?? null, failed: judged.failed.length, follow: kind }
}

/** What an offline inspection may claim, and what is marked beside it. */
async function checkFinish(tx: Tx, row: InspectionRow, sent: Sent): Promise<Readonly<Record<string, unknown>>> {
  const { actor, now, today } = tx.work
  const { rows: [known] } = await sql<{ lng: number | null; lat: number | null; assigned: Instant }>`select p.lng, p.lat, i.created_at as assigned from inspection i join premises p on p.id = i.premises_id where i.id = ${row.id}`.execute(tx)
  if (!row.inspectors.includes(actor.person ?? '')) throw new Problem('inspection.not-drawn')
  if (!Array.isArray(sent.present) || !sent.present.every((one) => typeof one === 'string')) refuse([{ path: 'present', sentence: { zh: '请写明实际检查人员。', en: 'Say who inspected.' } }])
  const at = place(sent.lng, sent.lat)
  const { marks } = checkClaim({
    // What was found on the street nobody issued: its task begins with the day on which it was found.
    inspectors: sent.present, drawn: row.inspectors, issuedAt: row.chosen_by === 'found' && row.planned_on !== null ? startOf(row.planned_on) : known!.assigned, startedAt: sent.started_at, answeredAt: sent.answered_at ?? {}, photosAt: photoTimes(sent.conduct), signedAt: sent.signed_at,
    finishedAt: sent.finished_at, sync: { phone: sent.sent_at, server: now }, place: at && { ...at, accuracy: sent.accuracy }, premises: place(known!.lng, known!.lat),
  }, inForce(shippedClaimTables, today, 'inspection.claim'))
  const on = dateAt(sent.finished_at)
  refuse(conductFaults(sent.conduct, on))
  const { limits, calendar } = await loadCalendar(tx)
  const { dueOn } = publicationOf({ formedOn: on, publishedOn: null, correctedOn: null }, limits, calendar, today)
  return { judged: { ...await judgedBy(tx, row, sent, on), marks, publish_by: dueOn } }
}

/** Whether answers that were sent say what the record says already. */
const isSame = (row: InspectionRow, { facts, findings, corrected, stop, note }: Sent & { readonly note?: string | null }): boolean =>
  canonical([row.facts, row.findings, row.corrected_items, row.stopped, row.note ?? null]) === canonical([facts, findings, corrected, stop === true, note ?? null])

const prepareInspection: NonNullable<MatterService['prepare']> = async (tx, action, input, before) => {
  if (before === null) return input
  if (isUrge(action)) await checkUrge(tx, before, action)
  const row = asInspection(before)
  // What the declaration's fields say; zod has read them.
  const sent = input as unknown as Sent
  // In another state the fold says that it cannot be done.
  if (action === 'finish' && row.state === 'assigned') return { ...input, ...await checkFinish(tx, row, sent) }
  if (action === 'correct' && row.visited_on !== null) {
    if (!row.inspectors.includes(tx.work.actor.person ?? '')) throw new Problem('inspection.not-drawn')
    if (isSame(row, sent)) refuse([{ path: 'findings', sentence: { zh: '没有更正任何内容。', en: 'Nothing is corrected.' } }])
    return { ...input, judged: await judgedBy(tx, row, sent, row.visited_on) }
  }
  if (action === 'resit') refuse(resitFaults(row, sent as unknown as { passed: number; on: DateOnly | null }))
  if (action === 'reassign') {
    const ids = input['inspectors'] as readonly string[]
    const found = await inspectorsOf(tx, ids)
    const byDraw = BY_DRAW in input
    if (!byDraw && await isDrawn(tx, row)) throw new Problem('inspection.drawn')
    refuse([...inspectorFaults(ids, found), ...byDraw ? [] : await recusalFaults(tx, found.filter(({ id }) => !row.inspectors.includes(id)), [row.enterprise_id])])
    return { ...input, called: Object.fromEntries(found.map(({ id, name }) => [id, name])), unit: found.find(({ id }) => id === ids[0])?.unit_id ?? null }
  }
  return input
}

/** What follows from the answers that were sent: orders to correct; the draft on the phones is no longer needed. */
async function afterInspection(tx: Tx, action: string, input: Readonly<Record<string, unknown>>, after: Record_): Promise<void> {
  if (action !== 'finish' && action !== 'correct') return
  const row = asInspection(after)
  const [sheet, { limits, calendar }] = [await sheetOf(tx, row.check_sheet), await loadCalendar(tx)]
  const judged = judge(sheet, asFilled(row, input as unknown as Sent))
  const outcome = (on: DateOnly, chosen: DateOnly | null): Outcome => ({ row, judged, follow: follows(judged, row.stopped, on, limits, calendar, chosen) })
  if (action === 'correct') return orderAgain(tx, outcome(tx.work.today, null))
  await dropDraftIn(tx, DRAFTS, row.id)
  await tellTarget(tx, row)
  await orderOf(tx, outcome(row.visited_on!, (input['order_due_on'] as DateOnly | null | undefined) ?? null))
}

export const inspectionService: MatterService = {
  // Proved against its own record by rulesOf; the engine reads any.
  rules: inspectionRules as MatterService['rules'],
  register: inspections,
  prepare: prepareInspection,
  after: async (tx, action, input, _, after) => {
    // Whoever of the inspectors begins ends the delay, so all of them are told.
    await tellLate(tx, inspectionService, action, input, after, { source: SUPERVISION, kind: 'inspection.late', also: asInspection(after).inspectors })
    await afterInspection(tx, action, input, after)
  },
  asked: (record) => {
    const row = asInspection(record)
    return row.state === 'assigned' ? row.inspectors.map((person) => ({ kind: 'do', unit: null, person })) : [{ kind: 'publish', unit: row.holder_unit, person: null }]
  },
  offers: (record, action) => (action === 'resit' ? asInspection(record).resit_on !== null : !isUrge(action) || record.due_on !== null),
  link: ({ id }) => `/matters/inspection/${id}`,
}

export const inspectionMatters: readonly MatterService[] = [inspectionService, rectificationService]
export type { InspectionRecord }
