import { sql } from 'kysely'
import type { Instant } from '../core/dates.ts'
import { newId } from '../core/ids.ts'
import { Problem } from '../core/problem.ts'
import { loadCalendar } from '../calendar/load.ts'
import type { Tx } from '../database/database.ts'
import { addJob } from '../jobs/queue.ts'
import { changeRow, findRow, insertRow } from '../register/store.ts'
import { firstDue, isRunning, lateFrom, type Clock } from './clocks.ts'
import { EXTEND } from './declare.ts'
import { checkedExtension } from './extend.ts'
import { hourOf, HOURS_JOB } from './hours.ts'
import { apply, type Action, type MatterRecord, type Rules, type Standing } from './fold.ts'
import { ownerOf, type Asked, type MatterService, type Record_ } from './service.ts'

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

/** `own_id`: of a business’s own matter, so that what it does moves the limits. */
async function writeClocks(tx: Tx, before: readonly Clock[], after: readonly Clock[], own_id: string | null): Promise<void> {
  for (const clock of after) {
    if (before.some((old) => JSON.stringify(old) === JSON.stringify(clock))) continue
    const { matter_id, clock: name, started_on, ...rest } = clock
    await tx.insertInto('matter_clock').values({ ...clock, own_id })
      .onConflict((conflict) => conflict.columns(['matter_id', 'clock', 'started_on']).doUpdateSet(rest)).execute()
    // A limit in hours does not wait for the night: whoever holds the matter is told at the very hour.
    if (clock.due_at !== null && isRunning(clock)) {
      await addJob(tx, HOURS_JOB, hourOf(clock, clock.due_at), { region: clock.region, runAt: clock.due_at, uniqueKey: `${matter_id}:${name}:${clock.due_at}` })
    }
  }
}

/** What has no limit stands behind all that has one. */
export const NEVER_LATE = '9999-12-31T00:00:00.000Z' as Instant

/** The inbox is a projection: the open matter's rows are written anew, a done matter has none. */
async function project(tx: Tx, service: MatterService, record: Record_, clocks: readonly Clock[]): Promise<void> {
  await tx.deleteFrom('inbox').where('matter_id', '=', record.id).execute()
  if (service.rules.declaration.states[record.state]?.done) return
  const asked: readonly Asked[] = service.asked?.(record) ?? [{ kind: 'do', unit: record.holder_unit, person: record.holder_person }]
  // Of the clocks that run: what was handed in is due by none until it is returned, and what pauses is not late.
  const next = firstDue(clocks)
  const rows = asked.filter((one) => one.unit !== null || one.person !== null).map((one) => ({
    id: newId(), matter: service.rules.declaration.name, matter_id: record.id, kind: one.kind, region: record.region,
    own_id: ownerOf(service, record), unit_id: one.unit, person_id: one.person,
    title: one.title ?? record.title, state: record.state, due_on: next?.due_on ?? null, due_at: next?.due_at ?? null, late_from: (next && lateFrom(next)) ?? NEVER_LATE, level: record.late_level ?? 0, at: tx.work.now,
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
  const [stand, context] = await Promise.all([before === null ? null : standing(tx, before, id), loadCalendar(tx)])
  if (stand?.seen.includes(id)) return before!
  const extending = name === EXTEND && service.rules.declaration.extending !== undefined
  const input = extending ? checkedExtension(service.rules.declaration, stand?.clocks ?? [], given, context.limits, now)
    : service.prepare ? await service.prepare(tx, name, given, before) : given
  const action: Action = { id, name, input, at: now, actor: actor.name, person: actor.person, unit: actor.unit }
  // The engine reads any matter's record; each service was built from rules proved against its own.
  const next = apply(service.rules as unknown as Rules<MatterRecord>, stand, action, context)
  const record = await write(tx, service, before, next.record)
  if (extending) tx.work.reason ??= String(input['reason'])
  if (before !== null && record.version === before.version) tellTrail(tx, service, before, name, movedClocks(stand?.clocks ?? [], next.clocks))
  await sql`insert into matter_action (id, matter, matter_id, number, action, region, own_id, person_id, unit_id, actor, at, from_state, to_state, input)
    values (${id}, ${service.rules.declaration.name}, ${record.id}, ${next.number}, ${name}, ${record.region},
      ${ownerOf(service, record)}, ${actor.person}, ${actor.unit}, ${actor.name}, ${now}, ${before?.state ?? null}, ${record.state}, ${JSON.stringify(input)}::jsonb)`.execute(tx)
  await writeClocks(tx, stand?.clocks ?? [], next.clocks.map((clock) => ({ ...clock, matter_id: record.id })), ownerOf(service, record))
  await project(tx, service, record, next.clocks)
  await service.after?.(tx, name, input, before, record)
  return record
}

type Diff = Record<string, readonly [unknown, unknown]>

/** Due days that moved, by clock: `due_on decide`. */
const movedClocks = (before: readonly Clock[], after: readonly Clock[]): Diff => Object.fromEntries(after.flatMap((clock) => {
  const old = before.find((one) => one.clock === clock.clock && one.started_on === clock.started_on)
  return old && (old.due_on !== clock.due_on || old.due_at !== clock.due_at) ? [[`due_on ${clock.clock}`, [old.due_at ?? old.due_on, clock.due_at ?? clock.due_on]]] : []
}))

/** An action that leaves the row as it is (a comment, an extension) stands in the audit trail too, at the row's present version. */
function tellTrail(tx: Tx, service: MatterService, { id, version }: Record_, action: string, moved: Diff): void {
  tx.work.changes.push({ table: service.register.name, row: id, before: version, after: version, diff: { ...moved, action: [null, action] } })
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
