import { sql } from 'kysely'
import { z } from 'zod'
import { addDays, type DateOnly } from '../../platform/core/dates.ts'
import type { FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { due } from '../../platform/calendar/limits.ts'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { act, getMatter } from '../../platform/matter/act.ts'
import type { MatterService, Record_ } from '../../platform/matter/service.ts'
import { EVERY_DAY } from '../registry/index.ts'
import type { Check, Found } from './contract.ts'
import { bindingRules, problemRules, visitRules, type Bound, type Opened, type ProblemRecord } from './folds.ts'
import { bindingOf, cadreOf, dutyPremises, entryOf, foodOffice, marketUnit } from './store.ts'
import { dutyBindings, dutyProblems, dutyVisits, type BindingRow, type VisitRow } from './registers.ts'
import { bindFaults } from './rules/duty-level.ts'
import { visitFaults, type DutyVisit } from './rules/duty-visits.ts'
import { dutyTable, refuse } from './tables.ts'

const asBinding = (record: Record_): BindingRow => record as unknown as BindingRow
const asVisit = (record: Record_): VisitRow => record as unknown as VisitRow
const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

/** Who may be bound, and until when he promises. */
async function checkBind(tx: Tx, row: BindingRow, cadreId: string, boundOn: DateOnly | null): Promise<{ bound: Bound }> {
  const { today } = tx.work
  const [place, cadre, table, { limits, calendar }] = [await dutyPremises(tx, row.premises_id), await cadreOf(tx, cadreId), await dutyTable(tx, today), await loadCalendar(tx)]
  const on = boundOn ?? today
  refuse([...(on > today ? [fault('bound_on', '绑定日期不能晚于今天。', 'The binding cannot begin in the future.')] : []), ...bindFaults(place, { id: cadre.id, rank: cadre.rank, region: cadre.region, left_on: cadre.left_on }, [], today, table)])
  return { bound: { cadre: cadre.id, person: cadre.person, on, promiseDue: due(limits, 'duty.promise', on, calendar).on } }
}

async function prepareBinding(tx: Tx, action: string, input: Readonly<Record<string, unknown>>, before: Record_ | null): Promise<Readonly<Record<string, unknown>>> {
  if (before === null) return input
  const row = asBinding(before)
  if (action === 'bind' && row.state === 'unbound') return { ...input, ...await checkBind(tx, row, input['cadre'] as string, (input['bound_on'] ?? null) as DateOnly | null) }
  if (action === 'promise' && row.state === 'bound') {
    const on = input['promised_on'] as DateOnly
    refuse(on < row.bound_on! || on > tx.work.today ? [fault('promised_on', '签订日期应在绑定之后、今天之前。', 'It was signed after the binding and not after today.')] : [])
  }
  return input
}

/** A new cadre takes the open problems; one who leaves, leaves the premises waiting and his tasks undone. */
async function afterBinding(tx: Tx, action: string, before: Record_ | null, after: Record_): Promise<void> {
  const row = asBinding(after)
  if (action === 'bind') {
    const { rows } = await sql<{ id: string }>`select id from duty_problem where premises_id = ${row.premises_id} and state in ('handed', 'received', 'returned') and closed_at is null order by id`.execute(tx)
    for (const { id } of rows) await act(tx, dutyProblemService, await getMatter(tx, dutyProblemService, id), 'follow', { cadre: row.cadre, reporter: row.holder_person })
  }
  if (before === null || row.state !== 'ended') return
  const { rows: tasks } = await sql<{ id: string }>`select id from duty_visit where binding = ${row.id} and state = 'due' and closed_at is null order by id`.execute(tx)
  for (const { id } of tasks) await act(tx, dutyVisitService, await getMatter(tx, dutyVisitService, id), 'drop', { dropped_for: '包保关系已解除' })
  if (action === 'unbind') await act(tx, dutyBindingService, null, 'open', { binding: await entryOf(tx, row.premises_id, 'cadre_left', tx.work.today, tx.work.today) })
}

export const dutyBindingService: MatterService = {
  // Proved against its own record by rulesOf; the engine reads any.
  rules: bindingRules as MatterService['rules'],
  register: dutyBindings,
  prepare: prepareBinding,
  after: (tx, action, _, before, after) => afterBinding(tx, action, before, after),
  asked: (record) => {
    const row = asBinding(record)
    if (row.state === 'unbound') return [{ kind: 'do', unit: row.holder_unit, person: null }]
    return row.promised_on === null && row.holder_person !== null ? [{ kind: 'promise', unit: null, person: row.holder_person, title: `签订承诺书：${row.title}` }] : []
  },
  offers: (record, action) => action !== 'promise' || asBinding(record).promised_on === null,
  link: ({ id }) => `/matters/duty-binding/${id}`,
}

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const checksShape = z.array(z.strictObject({ code: z.string().min(1).max(20), text: z.string().min(1).max(300), ok: z.boolean(), note: z.string().max(1000).optional() })).max(60)
const foundShape = z.array(z.strictObject({ line: z.string().max(200).nullable(), found: z.string().trim().min(1).max(1000), photos: z.array(hash).max(9) })).max(20)
const placeShape = z.strictObject({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90), accuracy: z.number().min(0).nullable() })

type Sent = { readonly visited_on: DateOnly; readonly mode: DutyVisit['mode']; readonly leader: string | null; readonly checks: readonly Check[]; readonly found: readonly Found[]; readonly recorded_for: string | null; readonly photos: readonly string[] }

/** What the cadre sent, read with care: its lists are free JSON to the engine. */
function readVisit(input: Readonly<Record<string, unknown>>): { readonly sent: Sent; readonly faults: readonly FieldProblem[] } {
  const faults: FieldProblem[] = []
  const read = <T>(name: string, shape: z.ZodType<T>, empty: T): T => {
    const found = shape.safeParse(input[name] ?? empty)
    if (found.success) return found.data
    faults.push(fault(name, '填写的内容格式有误，请重新填写。', 'This cannot be read; enter it again.'))
    return empty
  }
  const checks = read('checks', checksShape, [])
  const found = read('found', foundShape, [])
  const photos = read('photos', z.array(hash).max(9), [])
  read('place', placeShape.nullable(), null)
  const sent = { ...input, checks, found, photos } as unknown as Sent
  if (sent.mode === 'with_leader' && !sent.leader?.trim()) faults.push(fault('leader', '请填写带队领导。', 'Name the leader.'))
  if (sent.recorded_for?.trim() && photos.length === 0) faults.push(fault('photos', '代录须附现场照片。', 'A record on behalf of the shopkeeper needs a photo.'))
  if (checks.some(({ ok }) => !ok) && found.length === 0) faults.push(fault('found', '有不符合的项，请写明发现的问题。', 'A line is not met: say what was found.'))
  return { sent, faults }
}

async function prepareVisit(tx: Tx, action: string, input: Readonly<Record<string, unknown>>, before: Record_ | null): Promise<Readonly<Record<string, unknown>>> {
  if (before === null || action !== 'visit' || before.state !== 'due') return input
  const row = asVisit(before)
  const { sent, faults } = readVisit(input)
  const [binding, { calendar }] = [await bindingOf(tx, row.binding), await loadCalendar(tx)]
  const visit: DutyVisit = { premises: row.premises_id, cadre: row.cadre, on: sent.visited_on, mode: sent.mode }
  const more = visitFaults(visit, binding, EVERY_DAY, calendar, tx.work.today).map((one) => ({ ...one, path: one.path === 'on' || one.path === 'premises' ? 'visited_on' : one.path }))
  refuse([...faults, ...more])
  return { ...input, checks: sent.checks, found: sent.found, photos: sent.photos }
}

/** Each problem goes to the market supervision unit of the place: the cadre himself orders nothing. */
async function handOver(tx: Tx, row: VisitRow, found: readonly Found[]): Promise<void> {
  if (found.length === 0) return
  const { today, actor } = tx.work
  const [unit, table] = [await marketUnit(tx, row.region), await dutyTable(tx, today)]
  const { problemDays } = table.levels[row.level]
  const dueOn = problemDays === null ? null : addDays(row.visited_on!, problemDays)
  for (const { line, found: words, photos } of found) {
    const opened: Opened<ProblemRecord> = {
      region: row.region, premises_id: row.premises_id, title: row.title.replace('包保督导', '移交问题'), holder_unit: unit, holder_person: null, due_on: dueOn, late_level: 0,
      level: row.level, visit: row.id, cadre: row.cadre, reporter: actor.person, found_on: row.visited_on!, line, found: words, photos, received_on: null, received_by: null, outcome: null, closed_on: null, returned_for: null,
    }
    await act(tx, dutyProblemService, null, 'open', { problem: opened })
  }
}

export const dutyVisitService: MatterService = {
  rules: visitRules as MatterService['rules'],
  register: dutyVisits,
  prepare: prepareVisit,
  after: async (tx, action, input, _, after) => {
    if (action === 'visit') await handOver(tx, asVisit(after), (input['found'] ?? []) as readonly Found[])
  },
  link: ({ id }) => `/matters/duty-visit/${id}`,
}

export const dutyProblemService: MatterService = {
  rules: problemRules as MatterService['rules'],
  register: dutyProblems,
  prepare: async (tx, action, input, before) => (action === 'send_back' && before !== null ? { ...input, office: await foodOffice(tx, before.region) } : input),
  asked: (record) => [{ kind: record.state === 'handed' ? 'receive' : 'do', unit: record.holder_unit, person: record.state === 'returned' ? null : record.holder_person }],
  link: ({ id }) => `/matters/duty-problem/${id}`,
}

export const dutyLevelMatters: readonly MatterService[] = [dutyBindingService, dutyVisitService, dutyProblemService]
