import { sql } from 'kysely'
import { Problem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { notify } from '../../platform/events/notifications.ts'
import { clocksOf } from '../../platform/matter/act.ts'
import { firstDue } from '../../platform/matter/clocks.ts'
import { escalationDocuments, officeAbove, type UrgedUnit } from '../../platform/matter/escalation.ts'
import type { MatterService, Record_ } from '../../platform/matter/service.ts'
import { isUrge, URGES } from '../../platform/matter/urges.ts'
import { ladderOf, printRung } from '../workplan/index.ts'
import { LEDGER } from './letters.ts'

/** The unit that holds a matter, or that of the person who does, and every food-safety office. */
async function unitsFor(tx: Tx, { holder_unit, holder_person }: Record_): Promise<{ readonly holder: UrgedUnit | undefined; readonly all: readonly UrgedUnit[] }> {
  const { rows } = await sql<UrgedUnit & { held: boolean }>`select u.id, u.region, u.kind, u.function, u.leader_id as leader,
      u.id = coalesce(${holder_unit}::uuid, (select p.unit_id from person p where p.id = ${holder_person}::uuid)) as held
    from org_unit u where u.closed_at is null and (u.function = 'fso' or u.id = coalesce(${holder_unit}::uuid, (select p.unit_id from person p where p.id = ${holder_person}::uuid)))`.execute(tx)
  return { holder: rows.find(({ held }) => held), all: rows }
}

/** The leader of a unit; where it has none, all its people. */
async function peopleOf(tx: Tx, { id, leader }: UrgedUnit): Promise<readonly string[]> {
  if (leader !== null) return [leader]
  const { rows } = await sql<{ id: string }>`select id from person where unit_id = ${id} and closed_at is null order by id limit 50`.execute(tx)
  return rows.map((row) => row.id)
}

/** Whom a rung tells: whoever holds the matter always; above him only those whom the ladder names, and nobody above on the first rung. */
async function reachedBy(tx: Tx, record: Record_, level: number): Promise<readonly string[]> {
  const { today } = tx.work
  const rung = (await ladderOf(tx)).find((one) => one.level === level && one.valid_from <= today && (one.valid_to === null || today < one.valid_to))
  const { holder, all } = await unitsFor(tx, record)
  const own = record.holder_person !== null ? [record.holder_person] : holder ? await peopleOf(tx, holder) : []
  if (level === 1 || !rung) return own
  // Without a unit the offices of the place itself are above: the nearest first.
  const above = holder ? officeAbove(holder, all) : officeAbove({ id: '', region: record.region }, all)
  return [
    ...own, ...(rung.reaches.includes('leader') && holder ? await peopleOf(tx, holder) : []),
    ...(rung.reaches.includes('office_above') && above ? await peopleOf(tx, above) : []),
  ]
}

/**
 * After a rung was climbed, by the nightly job or by hand: a word to the person, and from the second rung on to the level above.
 * Whoever urges himself sends the letter of the ladder to each unit that it reaches; those of the night are collected (`letters.ts`).
 * @throws Problem `plan.not-late` (409) where a person urges what is not late
 */
export async function tellLate(tx: Tx, service: MatterService, action: string, input: Readonly<Record<string, unknown>>, record: Record_): Promise<void> {
  if (!isUrge(action)) return
  const level = URGES[action]
  const ladder = (await ladderOf(tx)).find((one) => one.level === level)
  const clock = firstDue(await clocksOf(tx, record.id))
  const byHand = tx.work.actor.person !== null
  if (byHand && (clock?.due_on ?? tx.work.today) >= tx.work.today) throw new Problem('plan.not-late')
  const due = clock?.due_on ?? record.due_on
  const { zh, en } = escalationDocuments[ladder?.document ?? 'reminder']
  const title = { zh: `${zh}：${record['title'] as string}（期限 ${due}）`, en: `${en}: ${record['title'] as string} (due ${due})` }
  const people = new Set(await reachedBy(tx, record, level))
  const { holder, all } = byHand ? await unitsFor(tx, record) : { holder: undefined, all: [] }
  if (clock && holder) await printRung(tx, action, { matter: service.rules.declaration.name, record, clock, holder, office: officeAbove(holder, all), source: LEDGER }, all, input)
  await notify(tx, [...people].map((person) => ({ person, kind: 'duty.late', title, link: service.link(record) })))
}
