import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem } from '../../platform/core/problem.ts'
import { due } from '../../platform/calendar/limits.ts'
import { loadCalendar } from '../../platform/calendar/load.ts'
import type { Tx } from '../../platform/database/database.ts'
import { getRow } from '../../platform/register/store.ts'
import type { BindingRecord, Opened, VisitRecord } from './folds.ts'
import { cadres, dutyBindings, type BindingRow, type CadreRow, type LedgerChange } from './registers.ts'
import type { Binding, DutyLevel, DutyPremises } from './rules/duty-level.ts'

export const cadreOf = (tx: Tx, id: string): Promise<CadreRow> => getRow(tx, cadres, id)

/** Premises as the rules read them. @throws Problem `row.not-found` (404) */
export async function dutyPremises(tx: Tx, id: string): Promise<DutyPremises & { readonly name: string }> {
  const { rows: [row] } = await sql<DutyPremises & { name: string }>`select id, region, status, in_ledger, duty_level, name from premises where id = ${id} and closed_at is null`.execute(tx)
  if (!row) throw new Problem('row.not-found')
  return row
}

/** A binding as the rules read it. */
export const asRule = (row: Pick<BindingRow, 'id' | 'premises_id' | 'cadre' | 'level' | 'bound_on' | 'ended_on' | 'promised_on'>): Binding =>
  // Only what was bound to a cadre is judged.
  ({ id: row.id, premises: row.premises_id, cadre: row.cadre!, level: row.level, from: row.bound_on!, to: row.ended_on, promised_on: row.promised_on })

export const bindingOf = async (tx: Tx, id: string): Promise<Binding> => asRule(await getRow(tx, dutyBindings, id) as BindingRow)

/** The nearest unit of some functions whose area holds a region: a station before its county's bureau, that before the city's. */
async function nearestUnit(tx: Tx, functions: readonly string[], region: string): Promise<string | null> {
  const { rows: [row] } = await sql<{ id: string }>`select id from org_unit where function = any(${functions}::text[]) and closed_at is null
    and starts_with(${region}, shian.prefix_of(region)) order by length(shian.prefix_of(region)) desc, sort_order, id limit 1`.execute(tx)
  return row?.id ?? null
}
export const marketUnit = (tx: Tx, region: string): Promise<string | null> => nearestUnit(tx, ['market_station', 'market'], region)
export const foodOffice = (tx: Tx, region: string): Promise<string | null> => nearestUnit(tx, ['fso'], region)

/** What an entry of the ledger is made of. */
export type Entering = { readonly id: string; readonly region: string; readonly name: string; readonly level: DutyLevel }

/** A ledger row that waits for a cadre. The clock of binding anew runs from the day the office was told. */
export const entryFor = (place: Entering, office: string | null, change: LedgerChange, changedOn: DateOnly | null, toldOn: DateOnly, dueOn: DateOnly, toldLate = false): Opened<BindingRecord> & { premises_id: string } => ({
  region: place.region, premises_id: place.id, title: `包保：${place.name}`, holder_unit: office, holder_person: null, due_on: dueOn, late_level: 0, level: place.level, cadre: null, bound_on: null, promise_due: null,
  promised_on: null, promised: false, change, changed_on: changedOn, told_on: toldOn, told_late: toldLate, ended_on: null, ended_for: null, note: null,
})

/** The entry for premises that lost their cadre. */
export async function entryOf(tx: Tx, premises: string, change: LedgerChange, changedOn: DateOnly, toldOn: DateOnly): Promise<Opened<BindingRecord>> {
  const [place, { limits, calendar }] = [await dutyPremises(tx, premises), await loadCalendar(tx)]
  return entryFor({ id: place.id, region: place.region, name: place.name, level: place.duty_level ?? 'D' }, await foodOffice(tx, place.region), change, changedOn, toldOn, due(limits, 'duty.rebind', toldOn, calendar).on)
}

/** What a visit's task is made of. */
export type Tasking = { readonly binding: string; readonly premises: string; readonly region: string; readonly name: string; readonly level: DutyLevel; readonly cadre: string; readonly person: string | null; readonly unit: string | null }

/** The task of a quarter; `extra`: a visit beyond what is owed. Where the cadre has no account, the office of the place holds it. */
export const taskFor = (of: Tasking, quarterFrom: DateOnly, dueOn: DateOnly, extra = false): Opened<VisitRecord> & { premises_id: string } => ({
  region: of.region, premises_id: of.premises, title: `包保督导：${of.name}`, holder_unit: of.person === null ? of.unit : null, holder_person: of.person, due_on: dueOn, late_level: 0, level: of.level, binding: of.binding,
  cadre: of.cadre, quarter_from: quarterFrom, extra, visited_on: null, mode: null, leader: null, checks: [], problems: null, note: null, recorded_for: null, photos: [], place: null, started_at: null, finished_at: null, taken: {}, marks: [], marked: false, dropped_for: null,
})
