import { sql } from 'kysely'
import { Problem, type FieldProblem } from '../../platform/core/problem.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { attachByHash } from '../../platform/evidence/attach.ts'
import { mustMay, type Actor } from '../../platform/identity/actor.ts'
import { act, getMatter } from '../../platform/matter/act.ts'
import { findRow, insertRow } from '../../platform/register/store.ts'
import { enterprises, findType, premises } from '../registry/index.ts'
import { assignFound, type Begun } from './assign.ts'
import { checkSheets, type CheckSheetRow } from './registers.ts'
import { WORK } from './rights.ts'
import { inspectionService } from './services.ts'
import { usualSheets } from './sheets/applicable.ts'

/** A place without a licence that inspectors came upon, as a phone wrote it down without signal. */
export type FoundPlace = {
  readonly name: string
  readonly type: string
  readonly address: string
  readonly lng: number | null
  readonly lat: number | null
  readonly found_on: DateOnly
  /** Who inspects it; nobody where it is only written down. */
  readonly inspectors: readonly string[]
  /** Pictures of it that went up before, by content, where it is only written down: those of an inspection are the inspection’s. */
  readonly photos?: readonly string[] | undefined
}

/** The inspection that was carried out there at once: its ids are the phone’s, so that it is done once however often it comes. */
export type FoundInspection = {
  readonly id: string
  /** Id of the action that ended it. */
  readonly action: string
  readonly sheet: string
  /** Pictures that went up before, by content. */
  readonly files: readonly string[]
  /** What `finish` says. */
  readonly finish: Readonly<Record<string, unknown>>
}

export type FoundAnswer = { readonly premises: string; readonly inspections: readonly string[] }

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

/** What the same action made when it came before. @throws Problem `key.reused` (409) where the id is another inspection’s */
async function madeBefore(tx: Tx, { id, action }: FoundInspection): Promise<FoundAnswer | null> {
  const { rows: [row] } = await sql<{ premises_id: string; mine: boolean }>`select i.premises_id, exists (select from matter_action a where a.id = ${action} and a.matter_id = i.id and a.person_id = ${tx.work.actor.person}) as mine
    from inspection i where i.id = ${id}`.execute(tx)
  if (!row) return null
  if (!row.mine) throw new Problem('key.reused')
  const { rows } = await sql<{ id: string }>`select id from inspection where id = ${id} or beside = ${id} order by (id = ${id}) desc, id`.execute(tx)
  return { premises: row.premises_id, inspections: rows.map((one) => one.id) }
}

/** The version of the sheet that the phone carried: of the kind that the type is inspected by, and at some time in use. */
async function begunWith(tx: Tx, { type }: FoundPlace, done: FoundInspection): Promise<Begun> {
  const sheet = await findRow(tx, checkSheets, done.sheet) as CheckSheetRow | undefined
  if (!sheet || sheet.state === 'draft' || sheet.kind !== usualSheets[type]) throw new Problem('input.invalid', {}, [fault('done.sheet', '要点表与业态不符，或尚未启用。', 'The sheet is not that of the type, or was never in use.')])
  return { id: done.id, sheet }
}

/**
 * Enters the place as unlicensed, with its holder as unregistered, in the finder’s own area; where two inspectors are named it is
 * theirs to inspect, and where they did so on the spot (`done`) the inspection is kept with the place or nothing is.
 * @source 食品安全法 art. 122 (trading without a licence); 总局令49号 art. 23 (two inspectors)
 * @throws Problem `input.invalid` (400), `right.missing` (403), and what finishing an inspection throws
 */
export async function enterFound(tx: Tx, actor: Actor, given: FoundPlace, done: FoundInspection | null = null): Promise<FoundAnswer> {
  const { region } = actor
  mustMay(actor, WORK, { region })
  mustMay(actor, 'premises.write', { region })
  const before = done && await madeBefore(tx, done)
  if (before) return before
  const faults = [
    ...(usualSheets[given.type] && (findType(given.type)?.licences.length ?? 0) > 0 ? [] : [fault('type', '请选择须取得许可或备案的业态。', 'Choose a type that needs a licence or filing.')]),
    ...(given.found_on > tx.work.today ? [fault('found_on', '发现日期不能晚于今天。', 'It cannot have been found after today.')] : []),
  ]
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  const holder = await insertRow(tx, enterprises, { region, name: given.name, kind: 'unregistered', address: given.address })
  const { name, type, address, lng, lat, found_on, inspectors, photos = [] } = given
  const place = await insertRow(tx, premises, {
    region, enterprise_id: holder.id, name, type, address, lng, lat, found_on, status: 'open', unlicensed: true, near_school: false, in_ledger: false, needs_director: false, has_director: false, has_officer: false,
  })
  await attachByHash(tx, photos, { table: 'premises', id: place.id, region })
  if (inspectors.length === 0 && !done) return { premises: place.id, inspections: [] }
  const inspections = await assignFound(tx, { id: place.id, enterprise_id: holder.id, region, name, type, status: 'open' }, { inspectors, on: found_on, ...(done && { begun: await begunWith(tx, given, done) }) })
  if (done) {
    await act(tx, inspectionService, await getMatter(tx, inspectionService, done.id), 'finish', done.finish, done.action)
    await attachByHash(tx, done.files, { table: 'inspection', id: done.id, region }, 'done.files')
  }
  return { premises: place.id, inspections }
}
