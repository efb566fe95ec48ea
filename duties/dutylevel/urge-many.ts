import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import { newId } from '../../platform/core/ids.ts'
import { Problem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { notify } from '../../platform/events/notifications.ts'
import { act } from '../../platform/matter/act.ts'
import type { MatterService, Record_ } from '../../platform/matter/service.ts'
import { mustAct } from '../../platform/matter/service.ts'
import { URGES, type Urge } from '../../platform/matter/urges.ts'
import { aboveOf, holderOf, lettersFor, paperName, printCollected, reachedBy, reachOf, TOGETHER, type Climbed, type Reach, type Said } from '../workplan/index.ts'
import type { ChosenLate, UrgePreview } from './contract.ts'
import { LEDGER } from './letters.ts'
import { dutyLevelMatters } from './services.ts'

type Late = { readonly service: MatterService; readonly record: Record_; readonly dueOn: DateOnly }

const OUT = { path: 'matters', sentence: { zh: '所选事项不存在，或不在您的管辖范围内。', en: 'A matter that was chosen does not exist or is outside your area.' } }

/** What was chosen of one kind, held until the transaction ends, each with the day it was due on: null where it is not late. */
async function heldOf(tx: Tx, service: MatterService, ids: readonly string[]): Promise<readonly (Omit<Late, 'dueOn'> & { dueOn: DateOnly | null })[]> {
  const { name } = service.rules.declaration
  const { rows } = await sql<Record_>`select * from ${sql.table(name)} where id = any(${[...ids]}::uuid[]) and closed_at is null order by id for update`.execute(tx)
  const { rows: clocks } = await sql<{ id: string; due_on: DateOnly }>`select matter_id as id, min(due_on) as due_on from matter_clock
    where matter_id = any(${[...ids]}::uuid[]) and stopped_on is null and paused_on is null and due_on < ${tx.work.today}::date group by matter_id`.execute(tx)
  const due = new Map(clocks.map((one) => [one.id, one.due_on]))
  return rows.map((record) => ({ service, record, dueOn: due.get(record.id) ?? null }))
}

type Sorted = { readonly late: readonly Late[]; readonly settled: number; readonly urged: number }

/**
 * Of what was chosen, the late that have not come to this rung; the rest is left as it is, so that sending again does nothing.
 * @throws Problem `input.invalid` (400), `right.missing` (403)
 */
async function sorted(tx: Tx, chosen: readonly ChosenLate[], urge: Urge): Promise<Sorted> {
  const found: Awaited<ReturnType<typeof heldOf>>[number][] = []
  for (const service of dutyLevelMatters) {
    const { name } = service.rules.declaration
    const ids = [...new Set(chosen.filter(({ matter }) => matter === name).map(({ id }) => id))]
    const rows = ids.length > 0 ? await heldOf(tx, service, ids) : []
    if (rows.length < ids.length) throw new Problem('input.invalid', {}, [OUT])
    found.push(...rows)
  }
  for (const { service, record } of found) mustAct(service, tx.work.actor, urge, record, record.region)
  const open = found.filter((one): one is Late => one.dueOn !== null && (one.service.rules.declaration.actions[urge]!.from as readonly string[]).includes(one.record.state))
  const late = open.filter(({ record }) => (record.late_level ?? 0) < URGES[urge])
  return { late, settled: found.length - open.length, urged: open.length - late.length }
}

const climbedOf = (late: readonly Late[], reach: Reach, urge: Urge): readonly Climbed[] => late.flatMap(({ service, record, dueOn }) => {
  const holder = holderOf(reach, record)
  return holder ? [{ urge, matter: service.rules.declaration.name, id: record.id, title: record.title, region: record.region, due_on: dueOn, holder, office: aboveOf(reach, record) }] : []
})

/** Who is told of which of the late matters. */
function toldOf(late: readonly Late[], reach: Reach, urge: Urge, today: string): ReadonlyMap<string, readonly Late[]> {
  const told = new Map<string, Late[]>()
  for (const one of late) for (const person of new Set(reachedBy(reach, one.record, URGES[urge], today))) (told.get(person) ?? told.set(person, []).get(person)!).push(one)
  return told
}

async function namesOf(tx: Tx, table: 'org_unit' | 'person', ids: readonly string[]): Promise<(id: string) => string> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from ${sql.table(table)} where id = any(${[...ids]}::uuid[])`.execute(tx)
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? ''
}

/** What would be sent: the letters, who is told, and what is left out. Nothing is kept. */
export async function previewUrging(tx: Tx, chosen: readonly ChosenLate[], urge: Urge): Promise<UrgePreview> {
  const { late, settled, urged } = await sorted(tx, chosen, urge)
  const reach = await reachOf(tx, late.map(({ record }) => record))
  const letters = [...(await lettersFor(tx, climbedOf(late, reach, urge), reach.units)).values()]
  const told = toldOf(late, reach, urge, tx.work.today)
  const [unit, person] = [await namesOf(tx, 'org_unit', letters.flatMap(({ paper, of }) => [paper.toUnit, of[0]!.holder.id])), await namesOf(tx, 'person', [...told.keys()])]
  return {
    matters: late.length, settled, urged,
    letters: letters.map(({ paper, of }) => ({ document: paper.document, to: unit(paper.toUnit), holder: unit(of[0]!.holder.id), matters: of.length })),
    people: [...told].map(([id, of]) => ({ name: person(id), matters: of.length })),
  }
}

/** One word to each person of all that was urged, not one a matter. */
function wordOf(person: string, of: readonly Late[], { zh, en }: { readonly zh: string; readonly en: string }) {
  const [first, ...others] = of.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
  const { service, record, dueOn } = first!
  if (others.length === 0) return { person, kind: 'duty.late', title: { zh: `${zh}：${record.title}（期限 ${dueOn}）`, en: `${en}: ${record.title} (due ${dueOn})` }, link: service.link(record) }
  return {
    person, kind: 'duty.late', link: of.every((one) => one.record.holder_person === person) ? '/inbox?of=late' : '/duty-ledger',
    title: { zh: `${zh}：${record.title}等 ${of.length} 件（最早期限 ${dueOn}）`, en: `${en}: ${record.title} and ${others.length} more (first due ${dueOn})` },
  }
}

/** Urges many late matters in one step: each climbs with an action of its own, each unit gets one letter and each person one word. */
export async function urgeMany(tx: Tx, chosen: readonly ChosenLate[], urge: Urge, note: string | null, said: Said): Promise<{ readonly urged: number; readonly letters: number; readonly people: number; readonly left: number }> {
  const { late, settled, urged } = await sorted(tx, chosen, urge)
  const reach = await reachOf(tx, late.map(({ record }) => record))
  const told = toldOf(late, reach, urge, tx.work.today)
  for (const { service, record } of late) await act(tx, service, record, urge, { note, ...(urge === 'interview' && said), [TOGETHER]: late.length })
  const letters = await printCollected(tx, climbedOf(late, reach, urge), LEDGER, reach.units, { said, batch: newId() })
  const name = paperName(reach, URGES[urge])
  await notify(tx, [...told].map(([person, of]) => wordOf(person, of, name)))
  return { urged: late.length, letters, people: told.size, left: settled + urged }
}
