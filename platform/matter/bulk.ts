import { sql } from 'kysely'
import { newId } from '../core/ids.ts'
import { loadCalendar } from '../calendar/load.ts'
import type { Tx } from '../database/database.ts'
import { insertMany, insertNew } from '../register/bulk.ts'
import { firstDue, lateFrom } from './clocks.ts'
import { apply, type Action, type MatterRecord, type Rules, type Standing } from './fold.ts'
import { NEVER_LATE } from './act.ts'
import { ownerOf, type MatterService, type Record_ } from './service.ts'

/** The same rows from whatever columns: one statement a table. */
async function insertRows(tx: Tx, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return
  const columns = sql.join(Object.keys(rows[0]!).map((name) => sql.ref(name)))
  await sql`insert into ${sql.table(table)} (${columns}) select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(tx)
}

/** What each matter came to, action by action; by itself it is the fold alone. */
async function standings(tx: Tx, service: MatterService, histories: readonly (readonly Action[])[]): Promise<(readonly [readonly Action[], readonly string[], Standing<Record_>])[]> {
  const context = await loadCalendar(tx)
  // The engine reads any matter's record; each service was built from rules proved against its own.
  const rules = service.rules as unknown as Rules<MatterRecord>
  return histories.map((actions) => {
    const states: string[] = []
    let standing: Standing<MatterRecord> | null = null
    for (const action of actions) {
      standing = apply(rules, standing, action, context)
      states.push(standing.record.state)
    }
    return [actions, states, standing as unknown as Standing<Record_>] as const
  })
}

function inboxRows(service: MatterService, { record, clocks }: Standing<Record_>, at: string): object[] {
  if (service.rules.declaration.states[record.state]?.done) return []
  const next = firstDue(clocks)
  const asked = service.asked?.(record) ?? [{ kind: 'do', unit: record.holder_unit, person: record.holder_person }]
  return asked.filter((one) => one.unit !== null || one.person !== null).map((one) => ({
    id: newId(), matter: service.rules.declaration.name, matter_id: record.id, kind: one.kind, region: record.region,
    own_id: ownerOf(service, record), unit_id: one.unit, person_id: one.person, title: record.title, state: record.state,
    due_on: next?.due_on ?? null, due_at: next?.due_at ?? null, late_from: (next && lateFrom(next)) ?? NEVER_LATE, level: record.late_level ?? 0, at,
  }))
}

/**
 * Writes new matters with all that was done to them, set by set: for task sets of thousands and the demo city, where `act` would
 * send six statements each. The fold is the same; `prepare` and `after` are not asked, so inputs are whole and openings bring no
 * other rows. Limits in hours are not taken: their jobs are `act`'s.
 * @param histories of each matter its actions in order, the first an `open`
 * @param told each row stands as a change in the audit entry; the demo leaves that out
 */
export async function writeMatters(tx: Tx, service: MatterService, histories: readonly (readonly Action[])[], told = true): Promise<void> {
  const { register } = service
  const made = await standings(tx, service, histories)
  const { name } = service.rules.declaration
  const kept = new Set(['id', 'region', 'state', ...Object.keys(register.fields), ...(register.belongsTo ? [`${register.belongsTo}_id`] : []), ...(register.own ? [register.own] : [])])
  const rows = made.map(([, , { record }]) => Object.fromEntries(Object.entries(record).filter(([field]) => kept.has(field))) as Record<string, unknown> & { id: string; region: string })
  if (told) await insertNew(tx, register, rows)
  else await insertMany(tx, register, made.map(([actions], at) => ({ ...rows[at]!, version: 1, created_at: actions[0]!.at, updated_at: actions.at(-1)!.at, closed_at: null, closed_reason: null })))
  await Promise.all([
    insertRows(tx, 'matter_action', made.flatMap(([actions, states, { record }]) => actions.map((action, at) => ({
      id: action.id, matter: name, matter_id: record.id, number: at + 1, action: action.name, region: record.region, own_id: ownerOf(service, record),
      person_id: action.person, unit_id: action.unit, actor: action.actor, at: action.at, from_state: states[at - 1] ?? null, to_state: states[at]!, input: action.input,
    })))),
    insertRows(tx, 'matter_clock', made.flatMap(([, , { record, clocks }]) => clocks.map((clock) => ({ ...clock, matter_id: record.id, own_id: ownerOf(service, record) })))),
    insertRows(tx, 'inbox', made.flatMap(([actions, , standing]) => inboxRows(service, standing, actions.at(-1)!.at))),
  ])
}

/** An opening by whoever this transaction is for. */
export const openingOf = (tx: Tx, input: Readonly<Record<string, unknown>>): readonly Action[] => {
  const { actor, now } = tx.work
  return [{ id: newId(), name: 'open', input, at: now, actor: actor.name, person: actor.person, unit: actor.unit }]
}
