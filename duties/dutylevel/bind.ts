import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem, type FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { can } from '../../platform/identity/actor.ts'
import { act, getMatter } from '../../platform/matter/act.ts'
import { nextActions, type Record_ } from '../../platform/matter/service.ts'
import { mayRead, mustWrite } from '../../platform/register/scope.ts'
import { readable } from '../../platform/register/serve.ts'
import { changeRow, findRow } from '../../platform/register/store.ts'
import type { Found } from './contract.ts'
import { cadres, dutyBindings, dutyVisits, MANAGE, type BindingRow, type CadreRow } from './registers.ts'
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

/** A visit beyond what the quarter owes (节假日、重大活动): its task is made and done at once. */
export async function extraVisit(tx: Tx, bindingId: string, { id: named, ...given }: Readonly<Record<string, unknown>> & { readonly found?: readonly Found[] | null; readonly id?: string }): Promise<{ readonly id: string }> {
  const { actor, now } = tx.work
  const before = named === undefined ? undefined : await findRow(tx, dutyVisits, named)
  if (before) {
    if (!mayRead(dutyVisits, actor, before as never) || before.binding !== bindingId) throw new Problem('row.not-found')
    return { id: before.id }
  }
  const row = await readable(tx, dutyBindings, actor, bindingId) as unknown as BindingRow
  if (row.state !== 'bound') refuse([fault('binding', '该场所目前没有绑定，不能记录督导。', 'These premises are bound to nobody, so no visit can be recorded.')])
  const [binding, place] = [await bindingOf(tx, bindingId), await dutyPremises(tx, row.premises_id)]
  const on = given['visited_on'] as DateOnly
  const task = taskFor({ binding: row.id, premises: place.id, region: row.region, name: place.name, level: row.level, cadre: binding.cadre, person: row.holder_person, unit: row.holder_unit }, quarterOf(on).from, on, true)
  const opened = await act(tx, dutyVisitService, null, 'open', { visit: task }, named)
  if (!mayRead(dutyVisits, actor, opened) || !nextActions(dutyVisitService, actor, opened, { clocks: [], limits: [], now }).includes('visit')) throw new Problem('right.missing', { right: MANAGE })
  const { id } = await act(tx, dutyVisitService, opened, 'visit', given)
  return { id }
}
