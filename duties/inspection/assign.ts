import { sql } from 'kysely'
import { addDays, startOf, type DateOnly } from '../../platform/core/dates.ts'
import { Problem, problems, type FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { can, within } from '../../platform/identity/actor.ts'
import { workersOf, type Worker } from '../../platform/identity/workers.ts'
import { act } from '../../platform/matter/act.ts'
import { recusalsOf } from './draw/recusals.ts'
import type { InspectionRecord, Opened } from './folds.ts'
import { MANAGE, WORK, type CheckSheetRow } from './registers.ts'
import { inspectionService } from './services.ts'
import { furtherSheets } from './sheets/applicable.ts'
import { sheetInUse, usualSheet } from './sheets/store.ts'
import type { SheetKind } from './sheets/sheet.ts'

problems({
  'inspection.no-sheet': [409, '没有在用的“{kind}”要点表，请先启用一张。', 'No sheet “{kind}” is in use. Put one into use first.'],
})

/** Days an assigned inspection is due in, where no date is given. */
const USUAL_DAYS = 14

export type Assignment = {
  readonly premises: readonly string[]
  readonly kind: InspectionRecord['kind']
  readonly chosen_by: InspectionRecord['chosen_by']
  readonly inspectors: readonly string[]
  readonly planned_on: DateOnly | null
  readonly due_on: DateOnly | null
  readonly sheet: SheetKind | null
}

type Place = { readonly id: string; readonly enterprise_id: string; readonly region: string; readonly name: string; readonly type: string; readonly status: string }
type Inspector = Worker

/** So many places a sentence names; a county has hundreds. */
const FEW = 3
const namedFew = (places: readonly Place[], between: string): string => places.slice(0, FEW).map(({ name }) => name).join(between)

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

/** Those of these people who are in sight, with whether a post of theirs today lets them inspect. */
export const inspectorsOf = (tx: Tx, ids: readonly string[]): Promise<readonly Inspector[]> => workersOf(tx, ids, WORK)

/** @source 总局令49号 art. 23: two inspectors at least */
export function inspectorFaults(ids: readonly string[], found: readonly Inspector[], path = 'inspectors'): FieldProblem[] {
  if (new Set(ids).size < 2) return [fault(path, '监督检查须有两名以上检查人员。', 'An inspection takes two inspectors at least.')]
  if (found.length < new Set(ids).size) return [fault(path, '所选人员不存在，或不在您的管辖范围内。', 'Somebody chosen does not exist or is outside your area.')]
  const without = found.filter(({ works }) => !works)
  if (without.length === 0) return []
  const names = without.map(({ name }) => name).join('、')
  return [fault(path, `以下人员没有检查职责：${names}。`, `These people have no post that inspects: ${names}.`)]
}

/**
 * Who stands back from an enterprise is not sent there.
 * @source 总局令49号 art. 23
 */
export async function recusalFaults(tx: Tx, inspectors: readonly Inspector[], enterprises: readonly string[], path = 'inspectors'): Promise<FieldProblem[]> {
  const away = (await recusalsOf(tx, inspectors.map(({ id }) => id))).filter(({ enterprise }) => enterprises.includes(enterprise))
  const names = inspectors.filter(({ id }) => away.some(({ person }) => person === id)).map(({ name }) => name).join('、')
  return names === '' ? [] : [fault(path, `以下人员对所选场所的企业登记了回避：${names}。`, `These people stand back from an enterprise that was chosen: ${names}.`)]
}

async function placesOf(tx: Tx, ids: readonly string[]): Promise<readonly Place[]> {
  const { rows } = await sql<Place>`select id, enterprise_id, region, name, type, status from premises where id = any(${ids}::uuid[]) and closed_at is null`.execute(tx)
  return rows
}

/**
 * Sends inspectors to places: one matter each, by the sheet in use for its type unless another is named. All or nothing.
 * @throws Problem `input.invalid` (400) with every fault, `inspection.no-sheet` (409)
 */
export async function assign(tx: Tx, given: Assignment): Promise<{ readonly ids: readonly string[] }> {
  const { actor, today } = tx.work
  const [places, inspectors] = [await placesOf(tx, given.premises), await inspectorsOf(tx, given.inspectors)]
  const faults = inspectorFaults(given.inspectors, inspectors)
  const mayAll = places.length === new Set(given.premises).size && places.every(({ region }) => can(actor, MANAGE, { region }))
  if (!mayAll) faults.push(fault('premises', '所选场所不存在，或不在您的管辖范围内。', 'A place chosen does not exist or is outside your area.'))
  const gone = places.filter(({ status }) => status === 'closed')
  if (gone.length > 0) faults.push(fault('premises', `已关闭，无须检查：${gone.map(({ name }) => name).join('、')}。`, `Closed, so not to be inspected: ${gone.map(({ name }) => name).join(', ')}.`))
  for (const { name: who, region: area } of inspectors) {
    const far = places.filter(({ region }) => !within(region, area))
    if (far.length > 0) faults.push(fault('inspectors', `${who}的辖区不含${namedFew(far, '、')}${far.length > FEW ? `等 ${far.length} 户` : ''}。`, `Outside the area of ${who}: ${namedFew(far, ', ')}${far.length > FEW ? ` and ${far.length - FEW} more` : ''}.`))
  }
  // Of a draw, recusals are part of what was frozen; who stands back later is replaced by its method.
  if (given.chosen_by !== 'double_random') faults.push(...await recusalFaults(tx, inspectors, places.map((one) => one.enterprise_id)))
  if (given.due_on !== null && given.due_on < today) faults.push(fault('due_on', '期限不能早于今天。', 'The date cannot be before today.'))
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  const ids: string[] = []
  for (const place of places.toSorted((a, b) => given.premises.indexOf(a.id) - given.premises.indexOf(b.id))) ids.push(...await assignPlace(tx, given, place, inspectors))
  return { ids }
}

/** The sheets a place is inspected by: the usual one, and beside it what its type asks for (总局令49号 art. 18), unless one is named. */
const sheetsFor = (given: Assignment, { type }: Place): readonly SheetKind[] =>
  (given.sheet ? [given.sheet] : given.kind === 'system' ? ['system'] : [usualSheet(type), ...furtherSheets[type] ?? []])

/** The inspection by the usual sheet, where a phone has begun it already: under its own id, by the version that it carried. */
export type Begun = { readonly id: string; readonly sheet: CheckSheetRow }

/** One matter for each sheet; those of further sheets stand beside the first. */
async function assignPlace(tx: Tx, given: Assignment, place: Place, inspectors: readonly Inspector[], begun?: Begun): Promise<readonly string[]> {
  const [first, ...further] = sheetsFor(given, place)
  const usual = await assignOne(tx, given, place, inspectors, begun?.sheet ?? await sheetInUse(tx, first!), null, begun?.id)
  const ids = [usual]
  for (const kind of further) ids.push(await assignOne(tx, given, place, inspectors, await sheetInUse(tx, kind), usual))
  return ids
}

/** Days back in which two who were sent out together count as colleagues. */
const TOGETHER = 180

/** Inspectors of other units who were sent out with the actor: out of his sight, but their names stand in the inspections. */
async function sentWith(tx: Tx): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { actor, today } = tx.work
  const { rows } = await sql<{ id: string; name: string }>`select distinct on (c.key) c.key as id, c.value as name from inspection i, jsonb_each_text(i.called) c
    where i.inspectors @> array[${actor.person}]::uuid[] and i.created_at >= ${startOf(addDays(today, -TOGETHER))} and i.closed_at is null and c.key <> ${actor.person} order by c.key, i.created_at desc`.execute(tx)
  return rows
}

/** With whom the actor may go: inspectors of his own unit, and whom he was sent out with before. */
export async function colleaguesOf(tx: Tx): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { actor } = tx.work
  const { rows } = await sql<{ id: string }>`select id from person where unit_id = ${actor.unit} and id <> ${actor.person} and closed_at is null`.execute(tx)
  const own = (await inspectorsOf(tx, rows.map(({ id }) => id))).filter(({ works }) => works).map(({ id, name }) => ({ id, name }))
  return [...own, ...(await sentWith(tx)).filter(({ id }) => !own.some((one) => one.id === id))].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * A place that its finders inspect at once: they need nobody to send them.
 * @throws Problem `input.invalid` (400) where they are fewer than two or may not inspect
 */
export async function assignFound(tx: Tx, place: Place, { inspectors: ids, on, begun }: { readonly inspectors: readonly string[]; readonly on: DateOnly; readonly begun?: Begun }): Promise<readonly string[]> {
  const seen = await inspectorsOf(tx, ids)
  const others = ids.some((id) => !seen.some((one) => one.id === id)) ? (await sentWith(tx)).filter(({ id }) => ids.includes(id) && !seen.some((one) => one.id === id)) : []
  const inspectors = [...seen, ...others.map((one) => ({ ...one, region: place.region, unit_id: null, works: true }))]
  const faults = inspectorFaults(ids, inspectors)
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  return assignPlace(tx, { premises: [place.id], kind: 'daily', chosen_by: 'found', inspectors: ids, planned_on: on, due_on: null, sheet: null }, place, inspectors, begun)
}

async function assignOne(tx: Tx, given: Assignment, place: Place, inspectors: readonly Inspector[], sheet: CheckSheetRow, beside: string | null, as?: string): Promise<string> {
  const lead = inspectors.find(({ id }) => id === given.inspectors[0])!
  const opened: Opened<InspectionRecord> & { premises_id: string; enterprise_id: string } = {
    region: place.region, premises_id: place.id, enterprise_id: place.enterprise_id, title: `监督检查：${place.name}${beside === null ? '' : `（${sheet.title}）`}`, holder_unit: lead.unit_id, holder_person: lead.id,
    due_on: given.due_on ?? addDays(tx.work.today, USUAL_DAYS), late_level: 0, kind: given.kind, chosen_by: given.chosen_by, check_sheet: sheet.id, inspectors: given.inspectors,
    present: [], planned_on: given.planned_on, started_at: null, finished_at: null, visited_on: null, facts: {}, findings: [], result: null, score: null, failed: null, follow: null, corrected_items: [], stopped: false,
    marks: [], conduct: null, note: null, corrections: 0, published_on: null, reason: null, publish_by: null, refused: false, entrusting: null, samples: null, exam_asked: null, exam_passed: null, resit_on: null, resit_passed: null, beside, called: Object.fromEntries(inspectors.map(({ id, name }) => [id, name])),
  }
  const { id } = await act(tx, inspectionService, null, 'open', { inspection: opened }, as)
  return id
}
