import { sql } from 'kysely'
import { loadCalendar } from '../../platform/calendar/load.ts'
import type { Mark } from '../../platform/core/claim.ts'
import { addDays, type DateOnly } from '../../platform/core/dates.ts'
import { monthSpan, weekOf } from '../../platform/core/periods.ts'
import { Problem, type FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { filesByHash } from '../../platform/evidence/attach.ts'
import { operatingDays } from '../registry/index.ts'
import type { BehalfBook, BehalfPlace, OwnForm, SelfCheckInput } from './contract.ts'
import { heldPlace, keepRecord } from './record.ts'
import type { SelfCheckRow } from './registers.ts'
import { mustSelfCheck, periodOf, selfCheckKinds, type SelfCheckKind, type StaffRole } from './rules/self-check.ts'
import { checkedOf, checksIn, formInForce, placesOf, selfCheckTable } from './store.ts'
import { formFor, roleChoices } from './words.ts'

/** For so many days without signal a phone knows on which the place works. */
const AHEAD = 7

/** Who writes, by name and office, and what is odd about when and where. */
export type OnBehalf = { readonly by: string; readonly marks: readonly Mark[] }

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

/** What may be written down for the shopkeepers of these places, with the forms for it. */
export async function onBehalfBook(tx: Tx, ids: readonly string[]): Promise<BehalfBook> {
  const { today } = tx.work
  const [places, { calendar }, table] = [await placesOf(tx, ids), await loadCalendar(tx), await selfCheckTable(tx, today)]
  const kinds = selfCheckKinds.filter((kind) => table.duties[kind].onBehalf)
  const asked = places.flatMap((place) => {
    const of = checkedOf(place, table)
    return of !== null && mustSelfCheck(of.business, table) ? [{ place, since: of.since }] : []
  })
  const from = [weekOf(today).from, monthSpan(today).from].toSorted()[0]!
  const all = asked.map(({ place }) => place.id)
  const kept = Map.groupBy(await checksIn(tx, all, { from, until: today }), (row) => row.premises_id)
  const { rows: people } = await sql<{ premises_id: string; name: string; role: StaffRole }>`select premises_id, name, role from food_staff
    where premises_id = any(${all}::uuid[]) and left_on is null and closed_at is null order by role, name_sort, id`.execute(tx)
  const staff = Map.groupBy(people, (row) => row.premises_id)
  const forms = new Map<string, OwnForm>()
  const formsOf = async (types: readonly string[]): Promise<Partial<Record<SelfCheckKind, string>>> => {
    const mine: Partial<Record<SelfCheckKind, string>> = {}
    for (const kind of kinds) {
      const { id, title, form_version, items } = await formInForce(tx, kind, formFor(types), today)
      forms.set(id, { id, title, version: form_version, items })
      mine[kind] = id
    }
    return mine
  }
  const told: Record<string, BehalfPlace> = {}
  for (const { place, since } of asked) {
    told[place.id] = {
      since, opens: operatingDays(place.operating, { from: today, until: addDays(today, AHEAD) }, calendar), forms: await formsOf(place.types),
      done: (kept.get(place.id) ?? []).map((row) => ({ kind: row.kind as SelfCheckKind, ...periodOf(row.kind as SelfCheckKind, row.on_day) })),
      staff: (staff.get(place.id) ?? []).map(({ name, role }) => ({ name, role })),
    }
  }
  return {
    places: told, forms: Object.fromEntries(forms),
    kinds: kinds.map((kind) => ({ kind, title: table.duties[kind].title, roles: roleChoices.filter(({ code }) => table.duties[kind].roles.includes(code)) })),
  }
}

/**
 * Keeps what a shopkeeper without a smartphone told whoever covers the place, who has been found to cover it: of the kinds that the
 * rule lets be written down by another, of the day on which he was there, with a photo. The record says who wrote it.
 * @throws Problem `input.invalid` (400), `selfcheck.not-asked`, `selfcheck.already` (409)
 */
export async function recordOnBehalf(tx: Tx, input: Omit<SelfCheckInput, 'photos'> & { readonly photos: readonly string[] }, there: DateOnly, onBehalf: OnBehalf): Promise<SelfCheckRow> {
  const place = await heldPlace(tx, input.premises)
  const { onBehalf: allowed, title } = (await selfCheckTable(tx, tx.work.today)).duties[input.kind]
  const faults = [
    ...(allowed ? [] : [fault('kind', `${title.zh}须由经营者自己记录，不能代录。`, `${title.en} is the business’s own to record.`)]),
    ...(input.on === there ? [] : [fault('on', '代录只能记录到场当天的自查。', 'Only the self-check of the day on which one is there is written down for another.')]),
    ...(input.photos.length > 0 ? [] : [fault('photos', '代录须附现场照片。', 'A record on behalf of the shopkeeper needs a photo.')]),
  ]
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  return keepRecord(tx, place, { ...input, photos: await filesByHash(tx, input.photos, { table: 'self_check', id: input.id }) }, onBehalf)
}
