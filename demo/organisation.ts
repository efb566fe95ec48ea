import { addDays, type DateOnly } from '../platform/core/dates.ts'
import { sortKey } from '../platform/register/search.ts'
import { accountPlans, type Account } from './accounts.ts'
import { DEMO_CITY, type County } from './geography.ts'
import { mail, personName, phone } from './names.ts'
import { randomOf } from './random.ts'
import { atWork, standard, type GroupRow, type PersonRow, type PostRow, type UnitRow } from './rows.ts'
import { unitPlans } from './units.ts'

export type Organisation = {
  readonly units: readonly UnitRow[]
  readonly people: readonly PersonRow[]
  readonly posts: readonly PostRow[]
  readonly groups: readonly GroupRow[]
  readonly accounts: readonly Account[]
  /** Who leads which unit: written into `org_unit.leader_id` once both rows are there. */
  readonly leaders: readonly { readonly unitId: string; readonly personId: string }[]
}

export type OrganisationOptions = {
  readonly city: { readonly code: string; readonly name: string }
  readonly counties: readonly County[]
  readonly seed: string
  readonly today: DateOnly
  readonly newId: () => string
  /** Ids of the enterprises that business accounts belong to, by `type:county`. */
  readonly reserved: ReadonlyMap<string, string>
}

const key = (region: string, code: string): string => `${region}:${code}`

/** Units, their people, the posts of the demo accounts, and the groups that notices name. */
export function organisation({ city, counties, seed, today, newId, reserved }: OrganisationOptions): Organisation {
  const random = randomOf(`${seed}:organisation`)
  const founded = atWork(addDays(today, -720), random)
  const ids = new Map<string, string>()
  const units = unitPlans(city, counties).map((plan, order): UnitRow => {
    const id = newId()
    ids.set(key(plan.region, plan.function), id)
    return {
      ...standard(id, plan.region, founded), name: plan.name, name_en: plan.name_en, function: plan.function, kind: plan.kind,
      parent_id: plan.above ? (ids.get(key(...plan.above)) ?? null) : null, leader_id: null, sort_order: order, phone: phone(random),
    }
  })
  const stations = new Set<string | null>(units.filter((unit) => unit.kind === 'station').map(({ id }) => id))
  const people: PersonRow[] = []
  const person = (kind: string, region: string, unit: string | null, enterprise: string | null, login: string | null): PersonRow => {
    const name = personName(random)
    const number = String(people.length + 1).padStart(5, '0')
    const row: PersonRow = {
      ...standard(newId(), region, founded), name, name_sort: sortKey(name), kind, unit_id: unit, enterprise_id: enterprise,
      staff_number: kind === 'official' ? `YS${number}` : null, phone: phone(random), email: mail(login ?? `p${number}`),
    }
    people.push(row)
    return row
  }
  const leaders = units.map((unit) => ({ unitId: unit.id, personId: person('official', unit.region, unit.id, null, null).id }))
  // Inspectors go in pairs, so a station has two beside its head, and all three inspect; a department has a clerk.
  for (const unit of units) {
    const more = unit.kind === 'station' ? 2 : unit.kind === 'government' ? 1 : 0
    for (let at = 0; at < more; at++) person('official', unit.region, unit.id, null, null)
  }
  const accounts: Account[] = []
  const posts = accountPlans.map((plan): PostRow => {
    const unitId = plan.function ? (ids.get(key(plan.region, plan.function)) ?? null) : null
    const holder = person(plan.kind, plan.region, unitId, plan.enterprise ? (reserved.get(plan.enterprise) ?? null) : null, plan.login)
    accounts.push({ login: plan.login, personId: holder.id, roleCode: plan.roleCode, administrator: plan.administrator ?? null,
      scope: plan.scope, unitId, region: plan.region, title: plan.title })
    return {
      ...standard(newId(), plan.region, founded), person_id: holder.id, unit_id: unitId, role_code: plan.roleCode,
        administrator: plan.administrator ?? null,
      scope: plan.scope, starts_on: addDays(today, -720), ends_on: null,
    }
  })
  const inspect = people.filter((one) => one.kind === 'official' && stations.has(one.unit_id) && !posts.some(({ person_id }) => person_id === one.id)).map((one): PostRow => ({
    ...standard(newId(), one.region, founded), person_id: one.id, unit_id: one.unit_id, role_code: 'inspector', administrator: null, scope: 'subtree', starts_on: addDays(today, -720), ends_on: null,
  }))
  return { units, people, posts: [...posts, ...inspect], groups: groups(units, counties, today, newId), accounts, leaders }
}

/** What notices call groups of units, for the city and each county, with the units that they stand for. */
function groups(units: readonly UnitRow[], counties: readonly County[], today: DateOnly, newId: () => string): GroupRow[] {
  const starts = addDays(today, -720)
  const at = atWork(starts, randomOf('groups'))
  const row = (region: string, name: string, members: readonly UnitRow[]): GroupRow => ({
    ...standard(newId(), region, at), name, unit_ids: members.map((unit) => unit.id), valid_from: starts, valid_to: null,
      source: '演示城市：食安委成员单位名单（虚构）',
  })
  const townships = (prefix: string): UnitRow[] => units.filter((unit) => unit.kind === 'township' && unit.region.startsWith(prefix))
  const members = (region: string): UnitRow[] => units.filter((unit) => unit.region === region
    && !['county_government', 'congress'].includes(unit.kind))
  const of = (region: string, prefix: string): GroupRow[] => [
    ...['各镇（街道）', '各乡镇（街道）', '各乡（镇、街道）'].map((name) => row(region, name, townships(prefix))),
    ...['食安委各成员单位', '食安委成员单位'].map((name) => row(region, name, members(region))),
  ]
  const governments = units.filter((unit) => unit.function === 'county_government')
  return [
    ...of(DEMO_CITY, '1407'), ...['各县（区、市）', '各县（区、市）人民政府', '各县（市、区）人民政府'].map((name) => row(DEMO_CITY, name, governments)),
    ...counties.flatMap((county) => of(county.code, county.code)),
  ]
}
