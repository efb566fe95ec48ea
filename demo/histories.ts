import { sql } from 'kysely'
import type { Reckoning } from '../platform/calendar/load.ts'
import type { Instant } from '../platform/core/dates.ts'
import type { Tx } from '../platform/database/database.ts'
import { firstDue, lateFrom } from '../platform/matter/clocks.ts'
import { apply, type MatterRecord, type Rules, type Standing } from '../platform/matter/fold.ts'
import type { MatterService, Record_ } from '../platform/matter/service.ts'

/** One action of a history, as it was done. */
export type Done = { readonly id: string; readonly name: string; readonly input: Readonly<Record<string, unknown>>; readonly at: Instant; readonly actor: string; readonly person: string | null; readonly unit: string | null }
type Row = Readonly<Record<string, unknown>>
/** A matter with all that was done to it: rows for its tables. */
export type History = { readonly id: string; readonly region: string; readonly last: Row; readonly before: readonly Row[]; readonly actions: readonly Row[]; readonly clocks: readonly Row[]; readonly inbox: readonly Row[] }

const FOREVER = '9999-12-31T00:00:00.000Z'
const ends = { closed_at: null, closed_reason: null }

/** Folds a history with the rules that people's own actions go through, so that the nightly check finds nothing to say. */
export function historyOf(service: MatterService, done: readonly Done[], context: Reckoning, newId: () => string): History {
  // The engine reads any matter's record, as in act.ts.
  const rules = service.rules as unknown as Rules<MatterRecord>
  const { name } = rules.declaration
  let standing: Standing<MatterRecord> | null = null
  const images: Row[] = []
  const actions: Row[] = []
  for (const action of done) {
    const from: Standing<MatterRecord> | null = standing
    standing = apply(rules, from, action, context)
    const { record } = standing
    images.push({ ...record, version: images.length + 1, created_at: done[0]!.at, updated_at: action.at, ...ends })
    actions.push({
      id: action.id, matter: name, matter_id: record.id, number: standing.number, action: action.name, region: record.region, own_id: service.register.own ? (record as unknown as Row)[service.register.own] : null,
      person_id: action.person, unit_id: action.unit, actor: action.actor, at: action.at, from_state: from?.record.state ?? null, to_state: record.state, input: action.input,
    })
  }
  const { record, clocks } = standing!
  const next = firstDue(clocks)
  const asked = rules.declaration.states[record.state]?.done ? [] : service.asked?.(record as unknown as Record_) ?? [{ kind: 'do', unit: record.holder_unit, person: record.holder_person }]
  const inbox = asked.filter((one) => one.unit !== null || one.person !== null).map((one) => ({
    id: newId(), matter: name, matter_id: record.id, kind: one.kind, region: record.region, own_id: actions[0]!['own_id'], unit_id: one.unit, person_id: one.person, title: record.title, state: record.state,
    due_on: next?.due_on ?? null, due_at: null, late_from: (next && lateFrom(next)) ?? FOREVER, level: 0, at: done.at(-1)!.at,
  }))
  return { id: record.id, region: record.region, last: images.at(-1)!, before: images.slice(0, -1), actions, clocks: clocks.map((clock) => ({ ...clock, matter_id: record.id })), inbox }
}

const insert = (tx: Tx, table: string, rows: readonly Row[]): Promise<unknown> | undefined => {
  const first = rows[0]
  if (!first) return undefined
  const columns = sql.join(Object.keys(first).map((one) => sql.ref(one)))
  return sql`insert into ${sql.table(table)} (${columns}) select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(tx)
}

const TOGETHER = 500

/** Where an earlier image is not what the row is now. */
const differing = (image: Row, last: Row): Row => Object.fromEntries(Object.entries(image).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(last[name])))

const versionsOf = ({ id, before, last }: History): readonly Row[] => [...before, last].map((image, at, all) =>
  ({ id, version: image['version'], starts_at: image['updated_at'], ends_at: all[at + 1]?.['updated_at'] ?? null, diff: differing(image, last) }))

/** Writes many histories at once: rows with every version between their instants, actions, clocks and inbox. */
export async function insertHistories(tx: Tx, { register }: MatterService, histories: readonly History[]): Promise<void> {
  const own = register.own ? sql`t.${sql.ref(register.own)}::text` : sql`null`
  const sent: Promise<unknown>[] = []
  for (let at = 0; at < histories.length; at += TOGETHER) {
    const some = histories.slice(at, at + TOGETHER)
    sent.push(...[
      insert(tx, register.name, some.map(({ last }) => last)),
      sql`insert into ${sql.table(`${register.name}_version`)} (row_id, version, region, own_id, starts_at, ends_at, entry_id, image)
        select t.id, v.version, t.region, ${own}, v.starts_at, v.ends_at, ${tx.work.entry}::uuid, to_jsonb(t) || v.diff
        from jsonb_to_recordset(${JSON.stringify(some.flatMap(versionsOf))}::jsonb) v (id uuid, version integer, starts_at timestamptz, ends_at timestamptz, diff jsonb) join ${sql.table(register.name)} t on t.id = v.id`.execute(tx),
      insert(tx, 'matter_action', some.flatMap(({ actions }) => actions)),
      insert(tx, 'matter_clock', some.flatMap(({ clocks }) => clocks)),
      insert(tx, 'inbox', some.flatMap(({ inbox }) => inbox)),
    ].filter((one) => one instanceof Promise))
    for (const one of sent) one.catch(() => {})
    await new Promise((go) => { setImmediate(go) })
  }
  await Promise.all(sent)
}
