import { sql } from 'kysely'
import { z } from 'zod'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { clockMarks, clockOff, photoFaults, placeMarks, type Mark, type MarkLimits, type Spot, type Sync } from '../../platform/core/claim.ts'
import { dateAt, type DateOnly, type Instant } from '../../platform/core/dates.ts'
import { Problem, problems, type FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Record_ } from '../../platform/matter/service.ts'
import { EVERY_DAY } from '../registry/index.ts'
import { operatingOf } from '../selfcheck/index.ts'
import type { Check, Found, Place, Taken } from './contract.ts'
import type { VisitRow } from './registers.ts'
import { visitFaults, type DutyVisit } from './rules/duty-visits.ts'
import { bindingOf } from './store.ts'
import { dutyTable, refuse } from './tables.ts'

problems({ 'duty.impossible': [422, '这次记录有 {count} 处不能成立，请核对后再提交。', '{count} points of this record cannot be true. Check them, then submit again.'] })

/** The table of drafts, by binding. */
export const DRAFTS = 'duty_visit_draft'

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })
const at = z.iso.datetime().transform((text) => text as Instant)
export const hashShape = z.string().regex(/^[0-9a-f]{64}$/)
export const placeShape = z.strictObject({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90), accuracy: z.number().min(0).nullable() })
const checksShape = z.array(z.strictObject({ code: z.string().min(1).max(20), text: z.string().min(1).max(300), ok: z.boolean(), note: z.string().max(1000).optional() })).max(60)
const foundShape = z.array(z.strictObject({ line: z.string().max(200).nullable(), found: z.string().trim().min(1).max(1000), photos: z.array(hashShape).max(9) })).max(20)
const takenShape = z.record(hashShape, z.strictObject({ at, lng: z.number().nullable(), lat: z.number().nullable(), accuracy: z.number().nullable() }))

/** When something was done by the phone's clock, and where. */
export type Done = { readonly startedAt: Instant; readonly finishedAt: Instant; readonly sentAt: Instant; readonly place: Place | null; readonly taken: Taken }

type Sent = {
  readonly visited_on: DateOnly; readonly mode: DutyVisit['mode']; readonly leader: string | null; readonly checks: readonly Check[]; readonly found: readonly Found[]; readonly recorded_for: string | null
  readonly photos: readonly string[]; readonly place: Place | null; readonly taken: Taken; readonly started_at?: Instant | null; readonly finished_at?: Instant | null; readonly sent_at?: Instant | null
}

/** What the cadre sent, read with care: its lists are free JSON to the engine. */
function readVisit(input: Readonly<Record<string, unknown>>): { readonly sent: Sent; readonly faults: readonly FieldProblem[] } {
  const faults: FieldProblem[] = []
  const read = <T>(name: string, shape: z.ZodType<T>, empty: T): T => {
    const found = shape.safeParse(input[name] ?? empty)
    if (found.success) return found.data
    faults.push(fault(name, '填写的内容格式有误，请重新填写。', 'This cannot be read; enter it again.'))
    return empty
  }
  const [checks, found, photos] = [read('checks', checksShape, []), read('found', foundShape, []), read('photos', z.array(hashShape).max(9), [])]
  const [place, taken] = [read('place', placeShape.nullable(), null), read('taken', takenShape, {})]
  // What the declaration's fields say; zod has read them.
  const sent = { ...input, checks, found, photos, place, taken } as unknown as Sent
  if (sent.mode === 'with_leader' && !sent.leader?.trim()) faults.push(fault('leader', '请填写带队领导。', 'Name the leader.'))
  if (sent.recorded_for?.trim() && photos.length === 0) faults.push(fault('photos', '代录须附现场照片。', 'A record on behalf of the shopkeeper needs a photo.'))
  if (checks.some(({ ok }) => !ok) && found.length === 0) faults.push(fault('found', '有不符合的项，请写明发现的问题。', 'A line is not met: say what was found.'))
  return { sent, faults }
}

/** What cannot be true of when it was done. The order on the phone is told by one clock; the server's is forgiven as much as a clock may be off. */
function orderFaults({ startedAt, finishedAt, sentAt, taken }: Done, sync: Sync, { clockMinutes }: MarkLimits): readonly FieldProblem[] {
  return [
    ...(finishedAt < startedAt ? [fault('finished_at', '结束早于开始。', 'It ended before it began.')] : []),
    ...(sentAt < finishedAt ? [fault('finished_at', '结束晚于上传。', 'It ended after it was sent.')] : []),
    ...photoFaults(Object.values(taken).map((photo) => photo.at), startedAt, finishedAt, { zh: '督导', en: 'the visit' }),
    ...(Date.parse(finishedAt) - clockOff(sync) > Date.parse(sync.server) + clockMinutes * 60_000 ? [fault('finished_at', '结束时间晚于服务器收到的时间。', 'It ended after the server received it.')] : []),
  ]
}

/**
 * Holds what a phone says of when and where against what the server knows: the impossible is refused, the odd is marked.
 * `premises` null: the place does not matter.
 * @throws Problem `duty.impossible` (422)
 */
export function marksOfClaim(done: Done, server: Instant, premises: { readonly spot: Spot | null } | null, limits: MarkLimits): readonly Mark[] {
  const sync: Sync = { phone: done.sentAt, server }
  const faults = orderFaults(done, sync, limits)
  if (faults.length > 0) throw new Problem('duty.impossible', { count: faults.length }, [...faults])
  return [...clockMarks(sync, limits), ...(premises === null ? [] : placeMarks(done.place, premises.spot, limits).marks)]
}

/** Where premises are on record. */
export async function spotOf(tx: Tx, premises: string): Promise<Spot | null> {
  const { rows: [row] } = await sql<{ lng: number | null; lat: number | null }>`select lng, lat from premises where id = ${premises}`.execute(tx)
  return row?.lng == null || row.lat === null ? null : { lng: row.lng, lat: row.lat }
}

/** Marks of a visit: all of them where a phone tells its times, the place alone where a page at the desk knows it. */
async function marksOfVisit(tx: Tx, row: VisitRow, sent: Sent): Promise<readonly Mark[]> {
  const limits = (await dutyTable(tx, sent.visited_on)).levels[row.level]
  const premises = sent.mode === 'remote' ? null : { spot: await spotOf(tx, row.premises_id) }
  if (!sent.started_at || !sent.finished_at || !sent.sent_at) return sent.place && premises ? placeMarks(sent.place, premises.spot, limits).marks : []
  refuse(dateAt(sent.finished_at) === sent.visited_on ? [] : [fault('visited_on', '督导日期与手机记录的时间不是同一天。', 'The day of the visit is not the day on which the phone recorded it.')])
  return marksOfClaim({ startedAt: sent.started_at, finishedAt: sent.finished_at, sentAt: sent.sent_at, place: sent.place, taken: sent.taken }, tx.work.now, premises, limits)
}

/** Reads and checks a visit before it is kept. @throws Problem `input.invalid` (400), `duty.impossible` (422) */
export async function prepareVisit(tx: Tx, action: string, input: Readonly<Record<string, unknown>>, before: Record_ | null): Promise<Readonly<Record<string, unknown>>> {
  if (before === null || action !== 'visit' || before.state !== 'due') return input
  const row = before as unknown as VisitRow
  const { sent, faults } = readVisit(input)
  const [binding, { calendar }, operating] = [await bindingOf(tx, row.binding), await loadCalendar(tx), await operatingOf(tx, [row.premises_id])]
  const visit: DutyVisit = { premises: row.premises_id, cadre: row.cadre, on: sent.visited_on, mode: sent.mode }
  const more = visitFaults(visit, binding, operating.get(row.premises_id) ?? EVERY_DAY, calendar, tx.work.today).map((one) => ({ ...one, path: one.path === 'on' || one.path === 'premises' ? 'visited_on' : one.path }))
  refuse([...faults, ...more])
  return { ...input, checks: sent.checks, found: sent.found, photos: sent.photos, taken: sent.taken, marks: await marksOfVisit(tx, row, sent) }
}
