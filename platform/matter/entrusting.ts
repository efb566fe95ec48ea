import { sql } from 'kysely'
import type { Bilingual } from '../core/bilingual.ts'
import { Problem, problems } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import { can, within } from '../identity/actor.ts'
import { workersOf, type Worker } from '../identity/workers.ts'
import { readScope } from '../register/scope.ts'
import { act, getMatter } from './act.ts'
import { STAYS, type HandsOver } from './handover.ts'
import { mayAct, type MatterService, type Record_ } from './service.ts'

problems({ 'matter.not-entrusted': [422, '不能交给此人：{why}。', 'It cannot be given to this person: {whyEn}.'] })

/** What a duty asks of whoever takes over one of its matters. `service` is looked up late, as it asks this in its own `prepare`. */
export type Entrusting = {
  readonly service: () => MatterService
  /** The right that the work takes. */
  readonly right: string
  /** What else may keep a matter from this person. */
  readonly unless?: (tx: Tx, to: Worker, records: readonly Record_[]) => Promise<(record: Record_) => Bilingual | null>
}

/** Why each record cannot go to a person; null where it can. */
async function whyNot(tx: Tx, { right, unless }: Entrusting, person: string, records: readonly Record_[]): Promise<{ readonly to: Worker | undefined; readonly why: (record: Record_) => Bilingual | null }> {
  const [to] = await workersOf(tx, [person], right)
  if (!to) return { to, why: () => STAYS.area }
  const more = await unless?.(tx, to, records)
  return { to, why: (record) => (!to.works ? STAYS.post : !within(record.region, to.region) ? STAYS.area : more?.(record) ?? null) }
}

/**
 * Completes an action `entrust` with the unit of whoever takes over.
 * @throws Problem `matter.not-entrusted` (422)
 */
export async function checkEntrust(tx: Tx, entrusting: Entrusting, input: Readonly<Record<string, unknown>>, record: Record_): Promise<Readonly<Record<string, unknown>>> {
  const { to, why } = await whyNot(tx, entrusting, String(input['person']), [record])
  const not = record.holder_person === input['person'] ? { zh: '事项已在其名下', en: 'it is in that name already' } : why(record)
  if (not) throw new Problem('matter.not-entrusted', { why: not.zh, whyEn: not.en })
  return { ...input, unit: to!.unit_id }
}

/** Passes on matters that are held by one person, by their action `entrust`. */
export const handsOver = (entrusting: Entrusting): HandsOver => ({
  lines: async (tx, { from, to }, limit) => {
    const service = entrusting.service()
    const { register, rules: { declaration: { name, actions } } } = service
    const { actor } = tx.work
    if (!register.access.read.some((right) => right !== 'own' && can(actor, right))) return []
    const { rows } = await sql<Record_>`select * from ${sql.table(name)} where holder_person = ${from} and state = any(${[...actions['entrust']!.from as readonly string[]]}::text[]) and closed_at is null
      and ${readScope(register, actor)} order by due_on nulls last, id limit ${limit}`.execute(tx)
    const { why } = await whyNot(tx, entrusting, to, rows)
    return rows.map((row) => {
      const not = mayAct(service, actor, 'entrust', row, row.region) ? why(row) : STAYS.right
      return { matter: name, id: row.id, title: row.title, dueOn: row.due_on, link: service.link(row), to: not ? null : to, why: not }
    })
  },
  move: async (tx, { to }, lines, note) => {
    const service = entrusting.service()
    for (const { id } of lines) await act(tx, service, await getMatter(tx, service, id), 'entrust', { person: to, reason: note })
  },
})
