import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { can, within } from '../../platform/identity/actor.ts'
import { act, getMatter } from '../../platform/matter/act.ts'
import { STAYS, type HandedLine, type HandsOver, type Moving } from '../../platform/matter/handover.ts'
import { mayAct } from '../../platform/matter/service.ts'
import { readScope } from '../../platform/register/scope.ts'
import { inspectorsOf } from './assign.ts'
import { replacements, type DrawFile } from './draw/draw.ts'
import type { DrawRecord } from './draw/folds.ts'
import { comersOf, fileOf } from './draw/pool.ts'
import { recusalsOf } from './draw/recusals.ts'
import { drawnPlaces } from './draw/registers.ts'
import { drawService } from './draw/service.ts'
import { inspections, READ, type InspectionRow } from './registers.ts'
import { HANDING, handed, staysFor } from './rules/handing.ts'
import { inspectionService } from './services.ts'

const line = ({ id, title, due_on }: { readonly id: string; readonly title: string; readonly due_on: DateOnly | null }): Pick<HandedLine, 'matter' | 'id' | 'title' | 'dueOn' | 'link'> =>
  ({ matter: inspections.name, id, title, dueOn: due_on, link: `/matters/inspection/${id}` })

type Drawn = { readonly id: string; readonly title: string; readonly premises_id: string; readonly draw: string; readonly inspection: string | null; readonly waiting: readonly { readonly id: string; readonly title: string; readonly due_on: DateOnly | null }[] | null }

/** Places that were drawn for a person and wait to be visited, in the order in which they were drawn. */
async function drawnFor(tx: Tx, person: string, limit: number): Promise<readonly Drawn[]> {
  const { rows } = await sql<Drawn>`select d.id, d.title, d.premises_id, d.draw, d.inspection,
      (select json_agg(json_build_object('id', i.id, 'title', i.title, 'due_on', i.due_on) order by i.id) from inspection i where (i.id = d.inspection or i.beside = d.inspection) and i.state = 'assigned' and i.closed_at is null) as waiting
    from (select * from drawn_place where inspectors @> array[${person}]::uuid[] and closed_at is null and ${readScope(drawnPlaces, tx.work.actor)}) d join draw w on w.id = d.draw join premises p on p.id = d.premises_id
    where (d.inspection is null and w.state in ('drawn', 'published') and p.status <> 'closed') or exists (select from inspection i where (i.id = d.inspection or i.beside = d.inspection) and i.state = 'assigned' and i.closed_at is null)
    order by d.draw, d.position limit ${limit}`.execute(tx)
  return rows
}

/** Of one draw: who comes to each place by its method, one after the other, as each changes what the next is reckoned from. */
async function byMethod(tx: Tx, id: string, places: readonly Drawn[], from: string): Promise<readonly HandedLine[]> {
  const record = await getMatter(tx, drawService, id, {})
  const row = record as unknown as DrawRecord
  const may = mayAct(drawService, tx.work.actor, 'redraw', record, row.region)
  let file: DrawFile = await fileOf(tx, row)
  const comes = await comersOf(tx, file, row.region)
  const seen = new Set((await inspectorsOf(tx, file.inspectors.map((one) => one.id))).map((one) => one.id))
  return places.flatMap((place): readonly HandedLine[] => {
    const steps = may ? replacements(file, place.premises_id, from, (one) => one !== from && comes(one)) : null
    const found = steps?.at(-1)?.in ?? null
    // Who was sent out is replaced by one who is in sight: his post is looked at.
    const to = found !== null && (place.inspection === null || seen.has(found)) ? found : null
    if (to !== null) file = { ...file, redrawn: [...file.redrawn, ...steps!.map((step) => ({ ...step, reason: '' }))] }
    const why = !may ? STAYS.right : found === null ? HANDING.nobody : to === null ? STAYS.area : HANDING.method
    const lines = place.waiting?.map(line) ?? [{ matter: 'draw', id: place.id, title: place.title, dueOn: null, link: `/matters/draw/${id}` }]
    return lines.map((one) => ({ ...one, to, why, by: place.id }))
  })
}

/** What was drawn at random: nobody chooses the successor, the published method draws him. */
const drawn: HandsOver = {
  lines: async (tx, { from }, limit) => {
    if (!can(tx.work.actor, READ)) return []
    const lines: HandedLine[] = []
    for (const [id, places] of Map.groupBy(await drawnFor(tx, from, limit), ({ draw }) => draw)) lines.push(...await byMethod(tx, id, places, from))
    return lines
  },
  move: async (tx, { from }, lines, note) => {
    for (const place of new Set(lines.map(({ by }) => by!))) {
      const { rows: [row] } = await sql<{ draw: string }>`select draw from drawn_place where id = ${place}`.execute(tx)
      await act(tx, drawService, await getMatter(tx, drawService, row!.draw), 'redraw', { place, out: from, ground: 'left', note })
    }
  },
}

/** Inspections that wait for a person and were not drawn here. */
async function sentFor(tx: Tx, person: string, limit: number): Promise<readonly InspectionRow[]> {
  const { rows } = await sql<InspectionRow>`select i.* from (select * from inspection where inspectors @> array[${person}]::uuid[] and state = 'assigned' and closed_at is null and ${readScope(inspections, tx.work.actor)}) i
    where not exists (select from drawn_place d where d.inspection in (i.id, i.beside) and d.closed_at is null) order by i.due_on nulls last, i.id limit ${limit}`.execute(tx)
  return rows
}

const sent: HandsOver = {
  lines: async (tx, { from, to }: Moving, limit) => {
    const { actor } = tx.work
    if (!can(actor, READ)) return []
    const [rows, [who], recused] = [await sentFor(tx, from, limit), await inspectorsOf(tx, [to]), await recusalsOf(tx, [to])]
    const away = new Set(recused.map(({ enterprise }) => enterprise))
    const others = new Set((await inspectorsOf(tx, [...new Set(rows.flatMap(({ inspectors }) => inspectors))])).filter(({ works }) => works).map(({ id }) => id))
    const stays = (row: InspectionRow) => {
      if (!mayAct(inspectionService, actor, 'reassign', row as never, row.region)) return STAYS.right
      if (!who?.works) return STAYS.post
      const not = staysFor({ inspectors: row.inspectors, drawnElsewhere: row.chosen_by === 'double_random', inArea: within(row.region, who.region), recused: away.has(row.enterprise_id) }, from, to)
      // The other one of the pair must still inspect: with one who has left too it is changed by hand.
      return not ?? (row.inspectors.every((id) => id === from || others.has(id)) ? null : HANDING.partner)
    }
    return rows.map((row) => {
      const why = stays(row)
      return { ...line(row), to: why ? null : to, why }
    })
  },
  move: async (tx, { from, to }, lines, note) => {
    for (const { id } of lines) {
      const row = await getMatter(tx, inspectionService, id)
      await act(tx, inspectionService, row, 'reassign', { inspectors: handed((row as unknown as InspectionRow).inspectors, from, to), reason: note })
    }
  },
}

/** What an inspector who moves on leaves: what was drawn, what he was sent to. His orders are passed on by their own action. */
export const inspectionsHandedOver: readonly HandsOver[] = [drawn, sent]
