import { sql } from 'kysely'
import { Problem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { draftsIn, keepDraftIn } from '../../platform/field/drafts.ts'
import { colleaguesOf } from './assign.ts'
import type { Draft, DraftContent, FieldBundle, FieldTask } from './contract.ts'
import { foundTypes, usualSheets } from './sheets/applicable.ts'
import type { Sheet } from './sheets/sheet.ts'

/** The table of drafts. */
export const DRAFTS = 'inspection_draft'

type Read = {
  id: string; version: number; kind: string; chosen_by: string; planned_on: string | null; due_on: string | null; check_sheet: string; inspectors: string[]; called: Record<string, string> | null
  premises_id: string; name: string; type: string; address: string | null; lng: number | null; lat: number | null; region: string; duty_level: string | null; licensed_until: string | null
  licence: string | null; last: FieldTask['last']; open_orders: number
}

/**
 * All that the phone of this person carries: what he is assigned to, the sheets for it, drafts of his fellow inspectors. One query
 * each, whatever their number; a thousand tasks are some hundred kilobytes.
 */
export async function fieldBundle(tx: Tx): Promise<FieldBundle> {
  const { actor, now } = tx.work
  const me = actor.person ?? ''
  const { rows } = await sql<Read>`select i.id, i.version, i.kind, i.chosen_by, i.planned_on, i.due_on, i.check_sheet, i.inspectors, i.called, p.id as premises_id, p.name, p.type, p.address, p.lng, p.lat,
      p.region, p.duty_level, p.licensed_until,
      (select l.number from licence l where l.premises_id = p.id and l.closed_at is null and l.state = 'valid' order by l.expires_on desc nulls last limit 1) as licence,
      (select json_build_object('visitedOn', o.visited_on, 'result', o.result, 'failed', (select coalesce(json_agg(f ->> 'code'), '[]') from jsonb_array_elements(o.findings) f where f ->> 'verdict' = 'fail'))
        from inspection o where o.premises_id = p.id and o.result is not null and o.closed_at is null order by o.visited_on desc limit 1) as last,
      (select count(*) from rectification r where r.premises_id = p.id and r.state in ('ordered', 'returned', 'corrected') and r.closed_at is null) as open_orders
    from inspection i join premises p on p.id = i.premises_id
    where i.inspectors @> array[${me}]::uuid[] and i.state = 'assigned' and i.closed_at is null order by i.due_on, i.id limit 3000`.execute(tx)
  const people = [...new Set(rows.flatMap(({ inspectors }) => inspectors))]
  const sheets = [...new Set(rows.map(({ check_sheet }) => check_sheet))]
  const found = [...new Set(foundTypes.map((type) => usualSheets[type]!))]
  const [named, kept, drafts, colleagues] = await Promise.all([
    sql<{ id: string; name: string }>`select id, name from person where id = any(${people}::uuid[])`.execute(tx),
    sql<{ id: string; kind: string; in_use: boolean; content: Sheet }>`select id, kind, state = 'in_use' as in_use, content from check_sheet
      where closed_at is null and (id = any(${sheets}::uuid[]) or (state = 'in_use' and kind = any(${found}::text[])))`.execute(tx),
    draftsOf(tx, rows.map(({ id }) => id)),
    colleaguesOf(tx),
  ])
  const names = new Map(named.rows.map(({ id, name }) => [id, name]))
  return {
    at: now, person: { id: me, name: actor.name }, tasks: rows.map((row) => taskOf(row, names)),
    sheets: Object.fromEntries(kept.rows.map(({ id, content }) => [id, content])), drafts, colleagues,
    found: Object.fromEntries(foundTypes.flatMap((type) => kept.rows.filter(({ kind, in_use }) => in_use && kind === usualSheets[type]).map(({ id }) => [type, id]))),
  }
}

const taskOf = (row: Read, names: ReadonlyMap<string, string>): FieldTask => ({
  id: row.id, version: row.version, kind: row.kind, chosenBy: row.chosen_by, plannedOn: row.planned_on, dueOn: row.due_on, sheet: row.check_sheet,
  inspectors: row.inspectors.map((id) => ({ id, name: row.called?.[id] ?? names.get(id) ?? '' })),
  premises: { id: row.premises_id, name: row.name, type: row.type, address: row.address, lng: row.lng, lat: row.lat, region: row.region, licence: row.licence, licensedUntil: row.licensed_until, dutyLevel: row.duty_level },
  last: row.last, openOrders: row.open_orders,
})

/** Drafts of inspections, of which each has one at most. */
export async function draftsOf(tx: Tx, ids: readonly string[]): Promise<readonly Draft[]> {
  return (await draftsIn<DraftContent>(tx, DRAFTS, ids)).map(({ id, ...rest }) => ({ inspection: id, ...rest }))
}

/**
 * Keeps what a phone has of an inspection so far; the last one sent stands, and who sent it is told. Only by its inspectors.
 * @throws Problem `row.not-found` (404)
 */
export async function keepDraft(tx: Tx, id: string, device: string, content: DraftContent): Promise<Draft> {
  const { actor } = tx.work
  const { rows: [row] } = await sql<{ region: string }>`select region from inspection where id = ${id} and state = 'assigned' and inspectors @> array[${actor.person}]::uuid[] and closed_at is null`.execute(tx)
  if (!row) throw new Problem('row.not-found')
  const { id: inspection, ...rest } = await keepDraftIn(tx, DRAFTS, { id, region: row.region, device, content })
  return { inspection, ...rest }
}
