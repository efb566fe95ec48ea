import type { Certificate, Enterprise, FoodStaff, Licence, Premises } from '../duties/registry/registers.ts'
import { instant, startOf, type DateOnly, type Instant } from '../platform/core/dates.ts'
import type { Standard } from '../platform/register/declare.ts'
import type { Random } from './random.ts'

/** Rows as their tables have them: the register's fields, its standard columns, its holders, and what search needs. */
type Named = { name_sort: string; grams: string[] }
export type EnterpriseRow = Enterprise & Named
export type PremisesRow = Premises & Named & { enterprise_id: string }
export type LicenceRow = Licence & { enterprise_id: string; premises_id: string }
export type StaffRow = FoodStaff & Named & { enterprise_id: string; premises_id: string }
export type CertificateRow = Certificate & { enterprise_id: string; premises_id: string }

export type UnitRow = Standard & {
  name: string; name_en: string; function: string; kind: string; parent_id: string | null
  /** Filled afterwards: `leaders` of the city. The two tables point at each other. */
  leader_id: null
  sort_order: number; phone: string
}
export type PersonRow = Standard & {
  name: string; name_sort: string
  /** official | business | laboratory | hospital */
  kind: string
  unit_id: string | null; enterprise_id: string | null; staff_number: string | null; phone: string; email: string
}
export type PostRow = Standard & {
  person_id: string; unit_id: string | null; role_code: string; administrator: string | null
  scope: 'subtree' | 'region' | 'department' | 'own'; starts_on: DateOnly; ends_on: DateOnly | null
}
export type GroupRow = Standard & { name: string; unit_ids: string[]; valid_from: DateOnly; valid_to: DateOnly | null; source: string }
export type ParameterRow = Standard & { parameter: string; value: number; unit: string; starts_on: DateOnly; source: string }
export type FigureRow = Standard & {
  indicator: string; starts_on: DateOnly; ends_on: DateOnly; value: number; source: string; unit_id: string | null
}

/** The tables in the order in which their rows come. Premises and what hangs on them come in turns, some hundreds at a time. */
export type DemoRows = {
  org_unit: UnitRow
  person: PersonRow
  post: PostRow
  unit_group: GroupRow
  region_parameter: ParameterRow
  reported_figure: FigureRow
  enterprise: EnterpriseRow
  premises: PremisesRow
  licence: LicenceRow
  food_staff: StaffRow
  certificate: CertificateRow
}
export type DemoTable = keyof DemoRows
export type DemoBatch = { [T in DemoTable]: { readonly table: T; readonly rows: readonly DemoRows[T][] } }[DemoTable]

/** An instant in the working hours of a day, Shanghai time. */
export const atWork = (day: DateOnly, random: Random): Instant =>
  instant(Date.parse(startOf(day)) + 8.5 * 3_600_000 + random.below(9 * 3600) * 1000)

/** The standard columns of a row that has not changed since it was made. */
export const standard = (id: string, region: string, at: Instant): Standard =>
  ({ id, region, version: 1, created_at: at, updated_at: at, closed_at: null, closed_reason: null })
