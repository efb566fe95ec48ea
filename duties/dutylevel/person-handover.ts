import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { canonical } from '../../platform/core/canonical.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { notify } from '../../platform/events/notifications.ts'
import { can } from '../../platform/identity/actor.ts'
import type { HandedLine, HandsOver, Moving } from '../../platform/matter/handover.ts'
import type { PersonHandover, PersonMoved } from './contract.ts'
import { refuse } from './tables.ts'

problems({
  'handover.changed': [409, '交接内容已有变化，请重新查看后再移交。', 'What is to be handed over has changed. Look again, then hand it over.'],
  'handover.nothing': [409, '没有可以移交的事项。', 'Nothing can be handed over.'],
})

/** Lines of one duty in one step: each is an action with its own versions and entry. */
const AT_ONCE = 500

type Person = { readonly id: string; readonly name: string; readonly region: string }
type Line = HandedLine & { readonly of: HandsOver }

async function personOf(tx: Tx, id: string): Promise<Person | undefined> {
  const { rows: [person] } = await sql<Person>`select id, name, region from person where id = ${id} and enterprise_id is null`.execute(tx)
  return person
}

/** An official in sight. @throws Problem `row.not-found` (404) */
async function leavingOf(tx: Tx, id: string): Promise<Person> {
  const { actor } = tx.work
  const person = await personOf(tx, id)
  if (!person || (person.id !== actor.person && !can(actor, 'people.read', { region: person.region }))) throw new Problem('row.not-found')
  return person
}

const OUT = { path: 'to', sentence: { zh: '接手人不存在、已离职或不在您的管辖范围内。', en: 'The successor does not exist, has left or is outside your area.' } }
const SELF = { path: 'to', sentence: { zh: '接手人不能是本人。', en: 'The successor is somebody else.' } }

async function successorOf(tx: Tx, { from, to }: Moving): Promise<Person> {
  if (from === to) refuse([SELF])
  const { rows: [standing] } = await sql`select 1 from person where id = ${to} and closed_at is null`.execute(tx)
  const person = standing ? await personOf(tx, to) : undefined
  if (!person) refuse([OUT])
  return person!
}

async function linesFor(tx: Tx, moving: Moving, duties: readonly HandsOver[]): Promise<{ readonly lines: readonly Line[]; readonly more: boolean }> {
  const lines: Line[] = []
  let more = false
  for (const of of duties) {
    const found = await of.lines(tx, moving, AT_ONCE)
    more ||= found.length >= AT_ONCE
    lines.push(...found.map((line) => ({ ...line, of })))
  }
  return { lines, more }
}

/** What was seen: it goes only as it was shown. */
const sealOf = (moving: Moving, lines: readonly Line[]): string =>
  createHash('sha256').update(canonical([moving, lines.map(({ matter, id, to, why }) => [matter, id, to, why?.zh ?? null])])).digest('hex')

async function namesOf(tx: Tx, lines: readonly Line[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from person where id = any(${lines.flatMap(({ to }) => to ?? [])}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/**
 * What is open in the name of an inspector or official, of every duty; with a successor, what would pass to him and what stays.
 * @throws Problem `row.not-found` (404), `input.invalid` (400) where the successor cannot be one
 */
export async function personHandover(tx: Tx, id: string, to: string | null, duties: readonly HandsOver[]): Promise<PersonHandover> {
  const { id: from, name } = await leavingOf(tx, id)
  const { rows: items } = await sql<PersonHandover['items'][number]>`select matter_id as id, matter, title, due_on as "dueOn" from inbox where person_id = ${id} order by due_on nulls last, id limit 1000`.execute(tx)
  const person = { id: from, name }
  if (to === null) return { person, items, passing: null }
  const successor = await successorOf(tx, { from, to })
  const { lines, more } = await linesFor(tx, { from, to }, duties)
  const names = await namesOf(tx, lines)
  const known = new Set(lines.map((line) => line.id))
  return {
    person, items,
    passing: {
      to: { id: successor.id, name: successor.name }, seal: sealOf({ from, to }, lines), more,
      lines: lines.map(({ of: _, by: __, ...line }) => ({ ...line, toName: line.to === null ? null : names.get(line.to) ?? '—' })),
      others: items.filter((item) => !known.has(item.id)),
    },
  }
}

/**
 * An inspector or official moves on: all that may pass goes to the successor in one step, as it was shown; what stays, stays.
 * @throws Problem `handover.changed`, `handover.nothing` (409)
 */
export async function moveAll(tx: Tx, id: string, { to, seal, note }: { readonly to: string; readonly seal: string; readonly note: string }, duties: readonly HandsOver[]): Promise<PersonMoved> {
  const from = await leavingOf(tx, id)
  const moving = { from: from.id, to }
  await successorOf(tx, moving)
  const { lines } = await linesFor(tx, moving, duties)
  if (sealOf(moving, lines) !== seal) throw new Problem('handover.changed')
  const passing = lines.filter((line) => line.to !== null)
  if (passing.length === 0) throw new Problem('handover.nothing')
  tx.work.reason ??= note
  for (const [of, own] of Map.groupBy(passing, (line) => line.of)) await of.move(tx, moving, own, note)
  await notify(tx, [...Map.groupBy(passing, (line) => line.to!)].map(([person, { length: n }]) => ({
    person, kind: 'handover', title: { zh: `${from.name}移交给您 ${n} 件事项：${note}`, en: `${n} matters of ${from.name} are now yours: ${note}` }, link: '/inbox',
  })))
  return { moved: passing.filter((line) => line.to === to).length, drawn: passing.filter((line) => line.to !== to).length, stayed: lines.length - passing.length }
}
