import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem, type FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { can } from '../../platform/identity/actor.ts'
import { act, getMatter } from '../../platform/matter/act.ts'
import { nextActions, type Record_ } from '../../platform/matter/service.ts'
import { mayRead, mustWrite } from '../../platform/register/scope.ts'
import { readable } from '../../platform/register/serve.ts'
import { changeRow } from '../../platform/register/store.ts'
import type { Found } from './contract.ts'
import { taskBinding, taskCadre } from './keep.ts'
import { cadres, dutyBindings, dutyVisits, MANAGE, type BindingRow, type CadreRow, type VisitRow } from './registers.ts'
import { quarterOf } from '../../platform/core/periods.ts'
import { dutyBindingService, dutyVisitService } from './services.ts'
import { bindingOf, dutyPremises, taskFor } from './store.ts'
import { refuse } from './tables.ts'

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })
const OUT: FieldProblem = fault('bindings', '所选的台账记录不存在，或不在您的管辖范围内。', 'A row of the ledger that was chosen does not exist or is outside your area.')

/** Rows of the ledger that the actor may manage, in the order given, held until the end. @throws Problem `input.invalid` */
async function managed(tx: Tx, ids: readonly string[]): Promise<readonly Record_[]> {
  const { rows } = await sql<Record_>`select * from duty_binding where id = any(${[...new Set(ids)]}::uuid[]) and closed_at is null order by id for update`.execute(tx)
  if (rows.length < new Set(ids).size || !rows.every(({ region }) => can(tx.work.actor, MANAGE, { region }))) throw new Problem('input.invalid', {}, [OUT])
  return rows
}

/** Binds many waiting premises to one cadre: all or nothing, every fault at once. */
export async function bindMany(tx: Tx, ids: readonly string[], cadreId: string): Promise<{ readonly bound: number }> {
  const rows = await managed(tx, ids)
  const cadre = await readable(tx, cadres, tx.work.actor, cadreId) as unknown as CadreRow
  const waiting = rows.filter(({ state }) => state === 'unbound')
  if (waiting.length < rows.length) refuse([fault('bindings', '所选记录中有的已经绑定或解除，请刷新后重选。', 'Some of the rows chosen are bound or ended already; reload and choose again.')])
  const faults: FieldProblem[] = []
  for (const row of waiting) {
    try {
      await act(tx, dutyBindingService, row, 'bind', { cadre: cadre.id, bound_on: null })
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'input.invalid') throw error
      faults.push(...error.fields.map(({ path, sentence }) => ({ path, sentence: { zh: `${row.title.replace('包保：', '')}：${sentence.zh}`, en: `${row.title.replace('包保：', '')}: ${sentence.en}` } })))
    }
  }
  refuse(faults)
  await taskCadre(tx, cadre.id)
  return { bound: waiting.length }
}

/**
 * A cadre moves on: every unit of his is unbound and, where a successor is named, bound to him at once; open problems go along, and
 * the successor promises anew.
 */
export async function moveOn(tx: Tx, id: string, version: number, leftOn: DateOnly, note: string, successorId: string | null): Promise<{ readonly unbound: number; readonly bound: number }> {
  const { actor, today } = tx.work
  const cadre = await readable(tx, cadres, actor, id, { lock: true }) as unknown as CadreRow
  mustWrite(cadres, actor, cadre as never)
  if (cadre.version !== version) throw new Problem('row.changed', { version: cadre.version })
  refuse([
    ...(leftOn > today ? [fault('left_on', '离任日期不能晚于今天。', 'The day cannot lie in the future.')] : []),
    ...(successorId === id ? [fault('successor', '接任干部不能是本人。', 'The successor is somebody else.')] : []),
  ])
  const successor = successorId === null ? null : await readable(tx, cadres, actor, successorId) as unknown as CadreRow
  await changeRow(tx, cadres, cadre, { left_on: leftOn })
  const { rows } = await sql<{ id: string; premises_id: string; region: string }>`select id, premises_id, region from duty_binding where cadre = ${id} and state = 'bound' and closed_at is null order by id`.execute(tx)
  if (!rows.every(({ region }) => can(actor, MANAGE, { region }))) throw new Problem('input.invalid', {}, [OUT])
  for (const { id: binding } of rows) await act(tx, dutyBindingService, await getMatter(tx, dutyBindingService, binding), 'unbind', { note })
  if (successor === null) return { unbound: rows.length, bound: 0 }
  const { rows: waiting } = await sql<{ id: string }>`select id from duty_binding where premises_id = any(${rows.map((row) => row.premises_id)}::uuid[]) and state = 'unbound' and closed_at is null order by id`.execute(tx)
  await bindMany(tx, waiting.map((row) => row.id), successor.id)
  return { unbound: rows.length, bound: waiting.length }
}

/** The visit that a phone named, where it came before: a row of its own, or what was done to the quarter's task. @throws Problem `row.not-found` (404) */
export async function visitNamed(tx: Tx, bindingId: string, named: string): Promise<{ readonly id: string; readonly marks: unknown } | undefined> {
  const { rows: [row] } = await sql<VisitRow>`select v.* from duty_visit v where v.id = coalesce((select matter_id from matter_action where id = ${named} and matter = 'duty_visit'), ${named}::uuid)`.execute(tx)
  if (!row) return undefined
  if (!mayRead(dutyVisits, tx.work.actor, row as never) || row.binding !== bindingId) throw new Problem('row.not-found')
  return { id: row.id, marks: row.marks }
}

/** What the quarter of a day still owes under a binding; the tasks of this quarter are made where the night's job has not been yet. */
async function owedOn(tx: Tx, binding: string, on: DateOnly): Promise<string | undefined> {
  const { from } = quarterOf(on)
  if (from === quarterOf(tx.work.today).from) await taskBinding(tx, binding)
  const { rows: [task] } = await sql<{ id: string }>`select id from duty_visit where binding = ${binding} and state = 'due' and not extra and quarter_from = ${from}::date and closed_at is null order by due_on, id limit 1 for update`.execute(tx)
  return task?.id
}

/**
 * A visit that names no task. What its quarter still owes comes first: a phone that was filled before the quarter began knows of no
 * task of it. Beyond that (节假日、重大活动) a task is made and done at once.
 */
export async function extraVisit(tx: Tx, bindingId: string, { id: named, ...given }: Readonly<Record<string, unknown>> & { readonly found?: readonly Found[] | null; readonly id?: string }): Promise<{ readonly id: string; readonly marks: unknown }> {
  const before = named === undefined ? undefined : await visitNamed(tx, bindingId, named)
  if (before) return before
  const row = await readable(tx, dutyBindings, tx.work.actor, bindingId) as unknown as BindingRow
  if (row.state !== 'bound') refuse([fault('binding', '该场所目前没有绑定，不能记录督导。', 'These premises are bound to nobody, so no visit can be recorded.')])
  const on = given['visited_on'] as DateOnly
  const owed = await owedOn(tx, bindingId, on)
  if (owed !== undefined) return makeVisit(tx, await getMatter(tx, dutyVisitService, owed), given, named)
  const [binding, place] = [await bindingOf(tx, bindingId), await dutyPremises(tx, row.premises_id)]
  const task = taskFor({ binding: row.id, premises: place.id, region: row.region, name: place.name, level: row.level, cadre: binding.cadre, person: row.holder_person, unit: row.holder_unit }, quarterOf(on).from, on, true)
  return makeVisit(tx, await act(tx, dutyVisitService, null, 'open', { visit: task }, named), given)
}

/** @throws Problem `right.missing` (403) for who may not make it */
async function makeVisit(tx: Tx, task: Record_, given: Readonly<Record<string, unknown>>, named?: string): Promise<{ readonly id: string; readonly marks: unknown }> {
  const { actor, now } = tx.work
  if (!mayRead(dutyVisits, actor, task) || !nextActions(dutyVisitService, actor, task, { clocks: [], limits: [], now }).includes('visit')) throw new Problem('right.missing', { right: MANAGE })
  const { id, ...visit } = await act(tx, dutyVisitService, task, 'visit', given, named)
  return { id, marks: visit['marks'] }
}
