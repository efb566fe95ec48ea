import { Problem, type FieldProblem } from '../../platform/core/problem.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { mustMay, type Actor } from '../../platform/identity/actor.ts'
import { insertRow } from '../../platform/register/store.ts'
import { enterprises, findType, premises } from '../registry/index.ts'
import { assignFound } from './assign.ts'
import { WORK } from './rights.ts'
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
}

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

/**
 * Enters the place as unlicensed, with its holder as unregistered, in the finder's own area; where two inspectors are named it is
 * theirs to inspect at once.
 * @source 食品安全法 art. 122 (trading without a licence); 总局令49号 art. 23 (two inspectors)
 * @throws Problem `input.invalid` (400), `right.missing` (403)
 */
export async function enterFound(tx: Tx, actor: Actor, given: FoundPlace): Promise<{ readonly premises: string; readonly inspections: readonly string[] }> {
  const { region } = actor
  mustMay(actor, WORK, { region })
  mustMay(actor, 'premises.write', { region })
  const faults = [
    ...(usualSheets[given.type] && (findType(given.type)?.licences.length ?? 0) > 0 ? [] : [fault('type', '请选择须取得许可或备案的业态。', 'Choose a type that needs a licence or filing.')]),
    ...(given.found_on > tx.work.today ? [fault('found_on', '发现日期不能晚于今天。', 'It cannot have been found after today.')] : []),
  ]
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  const holder = await insertRow(tx, enterprises, { region, name: given.name, kind: 'unregistered', address: given.address })
  const { name, type, address, lng, lat, found_on } = given
  const place = await insertRow(tx, premises, {
    region, enterprise_id: holder.id, name, type, address, lng, lat, found_on, status: 'open', unlicensed: true, near_school: false, in_ledger: false, needs_director: false, has_director: false, has_officer: false,
  })
  const inspections = given.inspectors.length === 0 ? [] : await assignFound(tx, { id: place.id, enterprise_id: holder.id, region, name, type, status: 'open' }, given.inspectors)
  return { premises: place.id, inspections }
}
