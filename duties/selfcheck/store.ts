import { sql } from 'kysely'
import { inForce } from '../../platform/core/dated.ts'
import { addDays, type DateOnly } from '../../platform/core/dates.ts'
import { later, type Span } from '../../platform/core/periods.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { columnList } from '../../platform/register/store.ts'
import { lineage, type Operating } from '../registry/index.ts'
import { exceptionsOf, operatingBy, type Told } from './operating.ts'
import { canteenLimits, type CanteenLimitRow } from './registers-canteen.ts'
import { selfCheckForms, selfCheckRules, type OperatingCalendarRow, type SelfCheckFormRow, type SelfCheckRuleRow, type SelfCheckRow } from './registers.ts'
import type { Canteen, CanteenTable, Meal } from './rules/canteen-book.ts'
import { type SelfChecked, type SelfCheckKind, type SelfCheckTable } from './rules/self-check.ts'
import type { Tallied } from './rules/tally.ts'
import { disinfectionChoices, type FormGroup } from './words.ts'
import { canteenLeaders } from './shipped/canteen-book.ts'
import { selfCheckWords } from './shipped/self-check.ts'

problems({
  'selfcheck.no-form': [409, '没有在用的自查表单，请联系监管部门启用。', 'No self-check form is in force. Ask the authority to put one into use.'],
  'selfcheck.no-limits': [409, '没有在 {day} 有效的食堂台账限值，请在设置中补充。', 'No limits of the canteen book are in force on {day}. Add them in the settings.'],
})

type Stored = {
  readonly id: string; readonly name: string; readonly region: string; readonly enterprise_id: string; readonly type: string; readonly diners: number | null; readonly scale: string | null
  readonly status: string; readonly status_since: DateOnly | null; readonly opened_on: DateOnly | null; readonly needs_director: boolean; readonly near_school: boolean
  readonly calendar: Pick<OperatingCalendarRow, 'week' | 'weekdays' | 'meals' | 'contracted' | 'contractor' | 'contractor_licence'> & { readonly starts_on: DateOnly } | null
  readonly exceptions: Told['exceptions']
}

/** Premises with all that their duties follow from. */
export type Place = Omit<Stored, 'exceptions'> & {
  readonly types: readonly string[]
  readonly operating: Operating
}

/** Premises in sight by id, in the order of the ids. */
export async function placesOf(tx: Tx, ids: readonly string[]): Promise<readonly Place[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Stored>`select p.id, p.name, p.region, p.enterprise_id, p.type, p.diners, p.scale, p.status, p.status_since, p.opened_on, p.needs_director, p.near_school,
      case when c.id is not null then jsonb_build_object('starts_on', c.starts_on, 'week', c.week, 'weekdays', c.weekdays, 'meals', c.meals, 'contracted', c.contracted, 'contractor', c.contractor, 'contractor_licence', c.contractor_licence) end as calendar,
      ${exceptionsOf} as exceptions
    from unnest(${ids}::uuid[]) with ordinality asked(id, at) join premises p on p.id = asked.id and p.closed_at is null
    left join operating_calendar c on c.premises_id = p.id and c.closed_at is null order by asked.at`.execute(tx)
  return rows.map((row) => {
    const { exceptions: _, ...rest } = row
    return { ...rest, types: lineage(row.type), operating: operatingBy(row) }
  })
}

/** The rules by day, from the city's rows; they are read once. A version holds until the next begins. */
export async function selfCheckTables(tx: Tx): Promise<(day: DateOnly) => SelfCheckTable> {
  const { rows } = await sql<SelfCheckRuleRow>`select ${columnList(selfCheckRules as never)} from self_check_rule where closed_at is null order by valid_from, id`.execute(tx)
  const tables = rows.map((row) => ruleOf(row, rows[0]!.valid_from))
  return (day) => inForce(tables, day, '自查规则')
}

/** The rules of one day. @throws Problem `rule.none-in-force` (409) */
export const selfCheckTable = async (tx: Tx, day: DateOnly): Promise<SelfCheckTable> => (await selfCheckTables(tx))(day)

function ruleOf(row: SelfCheckRuleRow, began: DateOnly): SelfCheckTable {
  const roles = { daily: row.daily_roles, weekly: row.weekly_roles, monthly: row.monthly_roles }
  const duty = (kind: SelfCheckKind): SelfCheckTable['duties'][SelfCheckKind] => ({ ...selfCheckWords[kind], roles: roles[kind], with: kind === 'monthly' ? row.monthly_with : [], onBehalf: row.on_behalf.includes(kind) })
  return {
    version: row.valid_from, valid_from: row.valid_from, valid_to: null, source: row.source, confidence: 'confirmed', began,
    appliesTo: { types: row.types, notTypes: row.not_types }, duties: { daily: duty('daily'), weekly: duty('weekly'), monthly: duty('monthly') },
  }
}

/** Premises as the self-check rules see them; null where their records are not asked for here. */
export function checkedOf(place: Place, table: SelfCheckTable): SelfChecked | null {
  if (place.calendar === null) return null
  const { types, scale, diners, near_school, operating, needs_director, opened_on, calendar } = place
  return { business: { types, scale, diners, near_school }, operating, needsDirector: needs_director, since: later(later(calendar.starts_on, opened_on), table.began) }
}

/** Premises as the rules of the canteen book see them; null where no book is asked for. */
export function canteenOf({ calendar, types, operating }: Place): Canteen | null {
  if (calendar === null || calendar.meals.length === 0) return null
  const { contracted, contractor, contractor_licence, starts_on } = calendar
  return {
    types, meals: calendar.meals as readonly Meal[], contracted, contractor: contractor === null ? null : { name: contractor, licence: contractor_licence ?? '' },
    operating: { ...operating, closed: [...(operating.closed ?? []), { from: '1900-01-01' as DateOnly, until: addDays(starts_on, -1) }] },
  }
}

export type KeptCheck = Pick<SelfCheckRow, 'id' | 'premises_id' | 'on_day' | 'kind' | 'period_from' | 'role' | 'attended' | 'zero_risk' | 'problems' | 'decision' | 'late'>

/** Records of premises in a span. */
export async function checksIn(tx: Tx, ids: readonly string[], { from, until }: Span): Promise<readonly KeptCheck[]> {
  const { rows } = await sql<KeptCheck>`select id, premises_id, on_day, kind, period_from, role, attended, zero_risk, problems, decision, late from self_check
    where premises_id = any(${ids}::uuid[]) and on_day between ${from}::date and ${until}::date and closed_at is null order by on_day, id`.execute(tx)
  return rows
}

export const recordOf = (row: KeptCheck): Tallied => ({
  kind: row.kind as SelfCheckKind, on: row.on_day, role: row.role, with: row.attended, zero_risk: row.zero_risk, problems: row.problems, decision: row.decision ?? '', late: row.late,
})

/** The form in force on a day. @throws Problem `selfcheck.no-form` (409) */
export async function formInForce(tx: Tx, kind: SelfCheckKind, applies: FormGroup, day: DateOnly): Promise<SelfCheckFormRow> {
  const { rows: [row] } = await sql<SelfCheckFormRow>`select ${columnList(selfCheckForms as never)} from self_check_form
    where kind = ${kind} and applies = ${applies} and valid_from <= ${day}::date and closed_at is null order by valid_from desc, form_version desc limit 1`.execute(tx)
  if (!row) throw new Problem('selfcheck.no-form')
  return row
}

const UNITS = { steam: '℃', infrared: '℃', dishwasher: '℃', chlorine: 'mg/L' } as const

/** The limits of the book by day, as the rules take them; the table is read once. */
export async function canteenTables(tx: Tx): Promise<(day: DateOnly) => CanteenTable> {
  const { rows } = await sql<CanteenLimitRow>`select ${columnList(canteenLimits as never)} from canteen_limit where closed_at is null order by valid_from desc, id desc`.execute(tx)
  const tables = rows.map(tableOf)
  return (day) => {
    const found = tables.find(({ valid_from }) => valid_from <= day)
    if (!found) throw new Problem('selfcheck.no-limits', { day })
    return found
  }
}

/** The limits of one day. @throws Problem `selfcheck.no-limits` (409) */
export const canteenTable = async (tx: Tx, day: DateOnly): Promise<CanteenTable> => (await canteenTables(tx))(day)

function tableOf(row: CanteenLimitRow): CanteenTable {
  const least = { steam: row.steam_celsius, infrared: row.infrared_celsius, dishwasher: row.dishwasher_celsius, chlorine: row.chlorine_mg }
  const seconds = { steam: row.steam_seconds, infrared: row.infrared_seconds, dishwasher: row.dishwasher_seconds, chlorine: row.chlorine_seconds }
  return {
    version: row.valid_from, valid_from: row.valid_from, valid_to: null, source: row.source, confidence: 'confirmed',
    sample: { leastGrams: row.sample_grams, leastHours: row.sample_hours, minCelsius: row.sample_min, maxCelsius: row.sample_max },
    disinfection: disinfectionChoices.map(({ code, label }) => ({ code, title: label, unit: UNITS[code], least: least[code], leastSeconds: seconds[code] })),
    feverCelsius: row.fever, leaderEats: canteenLeaders,
  }
}
