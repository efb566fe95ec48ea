import { sql } from 'kysely'
import type { DateOnly } from '../core/dates.ts'
import { newId } from '../core/ids.ts'
import { Problem } from '../core/problem.ts'
import { loadCalendar } from '../calendar/load.ts'
import type { Tx } from '../database/database.ts'
import { changeRow, findRow, insertRow } from '../register/store.ts'
import type { Clock } from './clocks.ts'
import { apply, type Action, type MatterRecord, type Rules, type Standing } from './fold.ts'
import type { Asked, MatterService, Record_ } from './service.ts'

/** The matter of an id, held until the transaction ends. @throws Problem `row.not-found` (404) */
export async function getMatter(tx: Tx, service: MatterService, id: string, options: { lock?: boolean } = { lock: true }): Promise<Record_> {
  const row = await findRow(tx, service.register, id, options)
  if (!row) throw new Problem('row.not-found')
  return row as unknown as Record_
}

export const clocksOf = (tx: Tx, id: string): Promise<Clock[]> =>
  tx.selectFrom('matter_clock').selectAll().where('matter_id', '=', id).orderBy('started_on').execute() as Promise<Clock[]>

async function standing(tx: Tx, record: Record_, action: string): Promise<Standing<MatterRecord>> {
  const [clocks, last, same] = await Promise.all([
    clocksOf(tx, record.id),
    tx.selectFrom('matter_action').select('number').where('matter_id', '=', record.id).orderBy('number', 'desc').limit(1).executeTakeFirst(),
    tx.selectFrom('matter_action').select('id').where('id', '=', action).executeTakeFirst(),
  ])
  return { record, clocks, number: last?.number ?? 0, seen: same ? [same.id] : [] }
}

async function writeClocks(tx: Tx, before: readonly Clock[], after: readonly Clock[]): Promise<void> {
  for (const clock of after) {
    if (before.some((old) => JSON.stringify(old) === JSON.stringify(clock))) continue
    const { matter_id, clock: name, started_on, ...rest } = clock
    await tx.insertInto('matter_clock').values(clock)
      .onConflict((conflict) => conflict.columns(['matter_id', 'clock', 'started_on']).doUpdateSet(rest)).execute()
  }
}

/** The day by which something must be done now: of the clocks that run; what was handed in has none until it is returned. */
const dueNow = (clocks: readonly Clock[]): DateOnly | null =>
  clocks.filter((clock) => clock.stopped_on === null && clock.paused_on === null).map((clock) => clock.due_on).filter((day) => day !== null).toSorted()[0] ?? null

/** The inbox is a projection: the open matter's rows are written anew, a done matter has none. */
async function project(tx: Tx, service: MatterService, record: Record_, clocks: readonly Clock[]): Promise<void> {
  await tx.deleteFrom('inbox').where('matter_id', '=', record.id).execute()
  if (service.rules.declaration.states[record.state]?.done) return
  const asked: readonly Asked[] = service.asked?.(record) ?? [{ kind: 'do', unit: record.holder_unit, person: record.holder_person }]
  const rows = asked.filter((one) => one.unit !== null || one.person !== null).map((one) => ({
    id: newId(), matter: service.rules.declaration.name, matter_id: record.id, kind: one.kind, region: record.region,
    own_id: service.register.own ? (record[service.register.own] as string) : null, unit_id: one.unit, person_id: one.person,
    title: one.title ?? record.title, state: record.state, due_on: dueNow(clocks), level: record.late_level ?? 0, at: tx.work.now,
  }))
  if (rows.length > 0) await tx.insertInto('inbox').values(rows).execute()
}

/**
 * Does one action: the fold decides, the action is appended, the row and its version are written, clocks and inbox follow,
 * all in the caller's transaction. Rights are checked by the caller (a job acts as the program). An action whose id was done
 * before changes nothing.
 * @param id the idempotency key of the action
 */
export async function act(tx: Tx, service: MatterService, before: Record_ | null, name: string, given: Readonly<Record<string, unknown>>, id: string = newId()): Promise<Record_> {
  const { actor, now } = tx.work
  const input = service.prepare ? await service.prepare(tx, name, given, before) : given
  const stand = before === null ? null : await standing(tx, before, id)
  const action: Action = { id, name, input, at: now, actor: actor.name, person: actor.person, unit: actor.unit }
  // The engine reads any matter's record; each service was built from rules proved against its own.
  const next = apply(service.rules as unknown as Rules<MatterRecord>, stand, action, await loadCalendar(tx))
  if (stand && next === stand) return before!
  const record = await write(tx, service, before, next.record)
  await sql`insert into matter_action (id, matter, matter_id, number, action, region, own_id, person_id, unit_id, actor, at, from_state, to_state, input)
    values (${id}, ${service.rules.declaration.name}, ${record.id}, ${next.number}, ${name}, ${record.region},
      ${service.register.own ? record[service.register.own] : null}, ${actor.person}, ${actor.unit}, ${actor.name}, ${now}, ${before?.state ?? null}, ${record.state}, ${JSON.stringify(input)}::jsonb)`.execute(tx)
  await writeClocks(tx, stand?.clocks ?? [], next.clocks.map((clock) => ({ ...clock, matter_id: record.id })))
  await project(tx, service, record, next.clocks)
  await service.after?.(tx, name, input, before, record)
  return record
}

async function write(tx: Tx, service: MatterService, before: Record_ | null, next: MatterRecord): Promise<Record_> {
  const { register } = service
  const parent = register.belongsTo ? [`${register.belongsTo}_id`] : []
  const own = register.own ? [register.own] : []
  const names = new Set([...Object.keys(register.fields), ...parent, ...own])
  const values = Object.fromEntries(Object.entries(next).filter(([name]) => names.has(name)))
  if (before === null) return await insertRow(tx, register, { ...values, region: next.region }, next.id) as unknown as Record_
  return await changeRow(tx, register, before as never, values) as unknown as Record_
}
