import { sql } from 'kysely'
import { addDays, type DateOnly } from '../../platform/core/dates.ts'
import type { FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { due } from '../../platform/calendar/limits.ts'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { attachByHash } from '../../platform/evidence/attach.ts'
import { act, getMatter } from '../../platform/matter/act.ts'
import { checkEntrust, type Entrusting } from '../../platform/matter/entrusting.ts'
import type { MatterService, Record_ } from '../../platform/matter/service.ts'
import { dropDraftIn } from '../../platform/field/drafts.ts'
import { tellLate } from '../workplan/index.ts'
import { DRAFTS, prepareVisit } from './claim.ts'
import type { Found } from './contract.ts'
import { LATE } from './letters.ts'
import { bindingRules, problemRules, visitRules, type Bound, type Opened, type ProblemRecord } from './folds.ts'
import { cadreOf, dutyPremises, entryOf, foodOffice, marketUnit } from './store.ts'
import { dutyBindings, dutyProblems, dutyVisits, RECEIVE, type BindingRow, type VisitRow } from './registers.ts'
import { bindFaults } from './rules/duty-level.ts'
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
  after: async (tx, action, input, before, after) => {
    await afterBinding(tx, action, before, after)
    await tellLate(tx, dutyBindingService, action, input, after, LATE)
  },
  asked: (record) => {
    const row = asBinding(record)
    if (row.state === 'unbound') return [{ kind: 'do', unit: row.holder_unit, person: null }]
    return row.promised_on === null && row.holder_person !== null ? [{ kind: 'promise', unit: null, person: row.holder_person, title: `签订承诺书：${row.title}` }] : []
  },
  offers: (record, action) => action !== 'promise' || asBinding(record).promised_on === null,
  link: ({ id }) => `/matters/duty-binding/${id}`,
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

/** The pictures that a visit names are there, are its maker's own, and stand with it; those of a visit without a task were sent to the binding. */
const keepPhotos = (tx: Tx, { id, region, binding, photos }: VisitRow, found: readonly Found[]): Promise<void> =>
  attachByHash(tx, [...(photos ?? []) as readonly string[], ...found.flatMap((one) => one.photos)], { table: 'duty_visit', id, region, from: { table: 'duty_binding', id: binding } })

export const dutyVisitService: MatterService = {
  rules: visitRules as MatterService['rules'],
  register: dutyVisits,
  prepare: prepareVisit,
  after: async (tx, action, input, _, after) => {
    await tellLate(tx, dutyVisitService, action, input, after, LATE)
    if (action !== 'visit') return
    await keepPhotos(tx, asVisit(after), (input['found'] ?? []) as readonly Found[])
    await handOver(tx, asVisit(after), (input['found'] ?? []) as readonly Found[])
    await dropDraftIn(tx, DRAFTS, asVisit(after).binding)
  },
  link: ({ id }) => `/matters/duty-visit/${id}`,
}

/** Who takes over a problem that somebody else received. */
export const problemEntrusting: Entrusting = { service: () => dutyProblemService, right: RECEIVE }

export const dutyProblemService: MatterService = {
  rules: problemRules as MatterService['rules'],
  register: dutyProblems,
  prepare: async (tx, action, input, before) => {
    if (before === null) return input
    if (action === 'entrust') return checkEntrust(tx, problemEntrusting, input, before)
    return action === 'send_back' ? { ...input, office: await foodOffice(tx, before.region) } : input
  },
  after: (tx, action, input, _, after) => tellLate(tx, dutyProblemService, action, input, after, LATE),
  asked: (record) => [{ kind: record.state === 'handed' ? 'receive' : 'do', unit: record.holder_unit, person: record.state === 'returned' ? null : record.holder_person }],
  link: ({ id }) => `/matters/duty-problem/${id}`,
}

export const dutyLevelMatters: readonly MatterService[] = [dutyBindingService, dutyVisitService, dutyProblemService]
