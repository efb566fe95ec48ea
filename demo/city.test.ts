import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { countings, typesOf } from '../duties/registry/countings.ts'
import { likelySame, PROPOSE } from '../duties/registry/duplicates.ts'
import { checkLicenceNumber, checkUscc, kindOfNumber, regionOfUscc } from '../duties/registry/numbers.ts'
import { certificates, enterprises, foodStaff, licences, premises } from '../duties/registry/registers.ts'
import { expiryWarning } from '../duties/registry/rules.ts'
import { addDays, date } from '../platform/core/dates.ts'
import type { RowRule } from '../platform/register/declare.ts'
import { identityRegisters } from '../platform/identity/registers.ts'
import { shippedRoles } from '../platform/identity/shipped-roles.ts'
import { departmentFunction } from '../platform/identity/functions.ts'
import { contains, shapeOf } from '../platform/regions/shapes.ts'
import { demoCity } from './city.ts'
import { COUNTIES } from './geography.ts'
import type { DemoBatch, DemoRows } from './rows.ts'

const today = date('2026-11-22')
type Tables = { [T in keyof DemoRows]: DemoRows[T][] }

function collect(batches: Iterable<DemoBatch>): Tables {
  const tables: Tables = {
    org_unit: [], person: [], post: [], unit_group: [], region_parameter: [], reported_figure: [], enterprise: [], premises: [],
      licence: [], food_staff: [], certificate: [],
  }
  for (const batch of batches) (tables[batch.table] as unknown[]).push(...batch.rows) // the batch's table and rows belong together
  return tables
}
const digest = (batches: Iterable<DemoBatch>): string => {
  const hash = createHash('sha256')
  for (const batch of batches) hash.update(JSON.stringify(batch))
  return hash.digest('hex')
}

const city = await demoCity({ seed: 'shian', referenceDate: today })
const batches = [...city.rows()]
const rows = collect(batches)
const standing = rows.premises.filter((one) => one.closed_at === null)
const counted = (types: readonly string[]): number => standing.filter((one) => types.includes(one.type)).length
const distinct = <T>(values: readonly T[]): number => new Set(values).size

describe('the counts of the demo city', () => {
  test.each([
    ['producers', 492], ['additives', 7], ['health-food', 4], ['workshops', 1350], ['catering', 17_300], ['school-canteens', 716],
      ['pupils-canteens', 662],
    ['wholesale', 13], ['grain', 164], ['washing', 16],
  ])('%s are %i, counted as the published report counts', (code, count) => {
    const group = countings.find((one) => one.code === 'jinzhong-2022')!.groups.find((one) => one.code === code)!
    expect(counted(typesOf(group))).toBe(count)
  })

  test('retailers are about twelve thousand', () => expect(counted(['DIST', 'INFA_SALE', 'SHOP'])).toBe(12_000))

  test('the 包保 ledger holds 11,412 premises: A 60, B 125, C 1,671, D 9,556, all of them trading', () => {
    const ledger = rows.premises.filter((one) => one.in_ledger)
    expect(ledger).toHaveLength(11_412)
    expect(['A', 'B', 'C', 'D'].map((level) => ledger.filter((one) => one.duty_level === level).length)).toEqual([60, 125, 1671, 9556])
    expect(ledger.filter((one) => one.closed_at !== null || one.status !== 'open')).toEqual([])
  })

  test('each county has its share, the largest more than a fifth', () => {
    const shares = COUNTIES.map((county) => standing.filter((one) => one.region.startsWith(county)).length / standing.length)
    expect(Math.min(...shares)).toBeGreaterThan(0.03)
    expect(Math.max(...shares)).toBeGreaterThan(0.2)
  })

  test('the population of the counties adds up to that of the city, and says where it comes from', () => {
    const [whole, ...parts] = rows.region_parameter
    expect(whole).toMatchObject({ region: '140700', value: 3_365_600, starts_on: '2017-12-31' })
    expect(parts.map((part) => part.region)).toEqual(COUNTIES)
    expect(parts.reduce((sum, part) => sum + part.value, 0)).toBe(3_365_600)
    for (const part of parts) expect(part.source).toContain('演示')
  })
})

describe('every row of the demo city', () => {
  test('has a right USCC of its county where it has one, and none twice', () => {
    const codes = rows.enterprise.flatMap((one) => one.uscc ?? [])
    expect(rows.enterprise.filter((one) => one.uscc && (checkUscc(one.uscc).faults.length + checkUscc(one.uscc).warnings.length > 0
      || regionOfUscc(one.uscc) !== one.region))).toEqual([])
    expect(distinct(codes)).toBe(codes.length)
    expect(rows.enterprise.length - codes.length).toBeLessThan(400)
  })

  test('has a right licence number of its county where the nation numbers it, and none twice', () => {
    const national = rows.licence.filter((one) => kindOfNumber(one.number))
    expect(national.length).toBeGreaterThan(20_000)
    const counties = new Map(rows.premises.map((one) => [one.id, one.region.slice(0, 6)]))
    const wrong = national.filter((one) => checkLicenceNumber(one.number, kindOfNumber(one.kind),
      new Set([counties.get(one.premises_id)!])).faults.length > 0
      || checkLicenceNumber(one.number, null, new Set([counties.get(one.premises_id)!])).warnings.length > 0)
    expect(wrong).toEqual([])
    expect(distinct(rows.licence.map((one) => one.number))).toBe(rows.licence.length)
  })

  test('lies inside its county', () => {
    expect(rows.premises.filter((one) => !contains(shapeOf(one.region.slice(0, 6)), [one.lng!, one.lat!]))).toEqual([])
  })

  test('lies in a village or community of the division table, whose code no real one has', () => {
    const villages = new Set(city.regions.filter((region) => region.level === 'village').map((region) => region.code))
    expect(rows.premises.filter((one) => !villages.has(one.region))).toEqual([])
    for (const code of villages) expect(Number(code.slice(9))).toBeGreaterThan(900)
    expect(distinct(city.regions.map((region) => `${region.code}${region.valid_from}`))).toBe(city.regions.length)
  })

  test('passes the rules of its register', () => {
    const faults = (rules: readonly RowRule<never>[] | undefined, table: readonly object[]): unknown[] =>
      // each rule belongs to the register whose rows it is given here
      table.flatMap((row) => (rules ?? []).flatMap((rule) => (rule as RowRule<object>)(row, { today })).map((fault) =>
        [fault, row])).slice(0, 3)
    expect(faults(enterprises.rules, rows.enterprise)).toEqual([])
    expect(faults(premises.rules, rows.premises)).toEqual([])
    expect(faults(licences.rules, rows.licence)).toEqual([])
    expect(faults(foodStaff.rules, rows.food_staff)).toEqual([])
    const [units, people, , posts] = identityRegisters
    expect(faults(units.rules, rows.org_unit)).toEqual([])
    expect(faults(people.rules, rows.person)).toEqual([])
    expect(faults(posts.rules, rows.post)).toEqual([])
    expect(faults(certificates.rules, rows.certificate)).toEqual([])
  })

  test('comes after the rows it refers to, and has an id of its own', () => {
    const seen = new Set<string>()
    for (const { table, rows: batch } of batches) {
      for (const row of batch) {
        const needs = [...('enterprise_id' in row && table !== 'person' ? [row.enterprise_id] : []),
          ...('premises_id' in row ? [row.premises_id] : []),
          ...('unit_id' in row ? [row.unit_id] : []), ...('person_id' in row ? [row.person_id] : []),
            ...('parent_id' in row ? [row.parent_id] : [])]
        for (const id of needs) if (id !== null && !seen.has(id)) throw new Error(`${table} ${row.id} comes before ${id}`)
        if (seen.has(row.id)) throw new Error(`${row.id} stands twice`)
        seen.add(row.id)
      }
    }
    expect(seen.size).toBeGreaterThan(130_000)
  })

  test('was made and changed no later than the reference date', () => {
    const tonight = `${addDays(today, 1)}T00:00:00.000Z`
    for (const table of Object.values(rows)) {
      expect(table.filter((row) => row.created_at > tonight || row.updated_at < row.created_at)).toEqual([])
    }
  })
})

describe('not all is well in the demo city', () => {
  const inState = (state: string): number => rows.licence.filter((one) => one.state === state).length
  test('licences are expired, revoked, withdrawn and cancelled', () => {
    for (const state of ['expired', 'revoked', 'withdrawn', 'cancelled']) expect(inState(state), state).toBeGreaterThanOrEqual(10)
    expect(rows.licence.filter((one) => one.state === 'valid' && one.expires_on !== null && one.expires_on < today)).toEqual([])
  })

  test('licences expire within 90, 30 and 7 days', () => {
    const valid = rows.licence.filter((one) => one.state === 'valid')
    for (const days of [90, 30, 7]) {
      expect(valid.filter((one) => expiryWarning(one.expires_on, today) === days).length, String(days)).toBeGreaterThan(50)
    }
  })

  test('promises are unchecked after their day, and a false one withdrew its licence', () => {
    const promised = rows.licence.filter((one) => one.on_promise)
    expect(promised.filter((one) => one.promise_checked_on === null && one.promise_check_due! < today).length).toBeGreaterThan(20)
    const untrue = promised.filter((one) => one.promise_check_result === 'false')
    expect(untrue.length).toBeGreaterThan(2)
    for (const one of untrue) expect(one).toMatchObject({ state: 'withdrawn', ended_on: one.promise_checked_on })
  })

  test('places are unlicensed, suspended, reopened and closed; directors and officers are missing', () => {
    const some = (test: (one: DemoRows['premises']) => boolean): number => rows.premises.filter(test).length
    expect(some((one) => one.unlicensed && one.found_on !== null && one.licensed_until === null)).toBeGreaterThan(20)
    for (const status of ['suspended', 'reopened', 'closed']) expect(some((one) => one.status === status), status).toBeGreaterThan(50)
    expect(some((one) => (one.status === 'closed') !== (one.closed_at !== null))).toBe(0)
    expect(some((one) => one.needs_director && !one.has_director && one.closed_at === null)).toBeGreaterThan(10)
    expect(some((one) => !one.has_officer && one.closed_at === null && one.duty_level === 'D')).toBeGreaterThan(100)
  })

  test('some places stand twice, so that the merge page finds them', () => {
    const byPlace = Map.groupBy(standing, (one) => `${one.region}${one.lng}${one.lat}`)
    const holders = new Map(rows.enterprise.map((one) => [one.id, one]))
    const as = (one: DemoRows['premises']) => ({ ...one, uscc: holders.get(one.enterprise_id)?.uscc ?? null, licence_numbers: [] })
    const pairs = [...byPlace.values()].filter((group) => group.length > 1)
    expect(pairs.length).toBeGreaterThan(15)
    const found = pairs.filter(([a, b]) => likelySame(as(a!), as(b!)).score >= PROPOSE)
    expect(found.length).toBe(pairs.length)
  })

  test('two figures of one half-year contradict each other, each with its department', () => {
    const groups = [...Map.groupBy(rows.reported_figure, (one) => `${one.indicator}${one.starts_on}`).values()].filter((group) =>
      distinct(group.map((one) => one.value)) > 1)
    expect(groups).toHaveLength(2)
    for (const group of groups) expect(distinct(group.map((one) => one.unit_id))).toBe(2)
  })

  test('chains and universities have several premises under one holder', () => {
    const sizes = [...Map.groupBy(standing, (one) => one.enterprise_id).values()].map((group) => group.length)
    expect(sizes.filter((size) => size >= 3).length).toBeGreaterThan(50)
  })
})

describe('units, people and accounts', () => {
  test('each unit has a known function and kind, a name of its own in its region, and a leader', () => {
    for (const unit of rows.org_unit) expect(departmentFunction(unit.function).kind).toBe(unit.kind)
    expect(distinct(rows.org_unit.map((unit) => unit.region + unit.name))).toBe(rows.org_unit.length)
    expect(city.leaders.map((leader) => leader.unitId)).toEqual(rows.org_unit.map((unit) => unit.id))
    const people = new Set(rows.person.map((person) => person.id))
    expect(city.leaders.filter((leader) => !people.has(leader.personId))).toEqual([])
  })

  test('only the city’s government has no unit above it', () => {
    expect(rows.org_unit.filter((unit) => unit.parent_id === null).map((unit) => unit.name)).toEqual(['晋中市人民政府'])
  })

  test('every shipped role has an account, and every account a shipped role', () => {
    expect([...new Set(city.accounts.map((account) => account.roleCode))].sort()).toEqual(shippedRoles.map((role) => role.code).sort())
    const signIn = new Set(city.accounts.map((account) => account.personId))
    expect(rows.post.filter((post) => signIn.has(post.person_id)).map((post) => [post.person_id, post.role_code])).toEqual(city.accounts.map((account) =>
      [account.personId, account.roleCode]))
  })

  test('each station has three people at least who inspect', () => {
    const stations = rows.org_unit.filter((unit) => unit.function === 'market_station')
    const inspect = Map.groupBy(rows.post.filter((post) => post.role_code === 'inspector'), (post) => post.unit_id)
    expect(stations.filter((unit) => (inspect.get(unit.id) ?? []).length < 3)).toEqual([])
    expect(inspect.size).toBe(stations.length)
  })

  test('accounts have logins of their own, and a unit or an enterprise where needed; three administrators are three people', () => {
    expect(distinct(city.accounts.map((account) => account.login))).toBe(city.accounts.length)
    const holders = new Set(rows.enterprise.map((one) => one.id))
    for (const account of city.accounts) {
      const person = rows.person.find((one) => one.id === account.personId)!
      if (account.scope === 'department') expect(account.unitId, account.login).not.toBeNull()
      // A business’s own is its enterprise’s; a cadre’s own is what is bound to him.
      if (account.scope === 'own' && account.roleCode !== 'cadre') expect(holders.has(person.enterprise_id!), account.login).toBe(true)
    }
    const administrators = city.accounts.filter((account) => account.administrator)
    expect(administrators.map((account) => account.administrator).sort()).toEqual(['audit', 'security', 'system'])
    expect(distinct(administrators.map((account) => account.personId))).toBe(3)
  })
})

describe('the demo is a function of its options', () => {
  const small = { seed: 'shian', referenceDate: today, scale: 0.03 }
  test('the same options give the same rows, and so does asking twice', async () => {
    const first = await demoCity(small)
    const print = digest(first.rows())
    expect(digest(first.rows())).toBe(print)
    expect(digest((await demoCity(small)).rows())).toBe(print)
  })

  test('another seed or another day gives other rows', async () => {
    const prints = await Promise.all([small, { ...small, seed: 'other' },
      { ...small, referenceDate: date('2027-02-28') }].map(async (options) => digest((await demoCity(options)).rows())))
    expect(distinct(prints)).toBe(3)
  })

  test('on another day what is late is late on that day', async () => {
    const day = date('2028-02-29')
    const { licence } = collect((await demoCity({ ...small, referenceDate: day })).rows())
    expect(licence.filter((one) => one.state === 'valid' && one.expires_on !== null && one.expires_on < day)).toEqual([])
    expect(licence.filter((one) => one.state === 'valid' && one.expires_on !== null
      && one.expires_on <= addDays(day, 90)).length).toBeGreaterThan(10)
    expect(licence.filter((one) => one.issued_on! > day)).toEqual([])
  })

  test('scale multiplies the premises and leaves units and people as they are', async () => {
    const tables = collect((await demoCity(small)).rows())
    expect(tables.premises.filter((one) => one.closed_at === null && one.type === 'CATE')).toHaveLength(Math.round(9565 * 0.03))
    expect(tables.org_unit).toHaveLength(rows.org_unit.length)
  })
})

const papers = join(import.meta.dirname, '..', '..', 'shared', 'documents')
describe.skipIf(!existsSync(papers))('no name of the papers (skipped where the papers are not here)', () => {
  test('is the name of a firm, a place of business or a person of the demo', () => {
    const said = readdirSync(papers).map((file) => readFileSync(join(papers, file), 'utf8')).join('\n').replace(/\s+/g, '')
    const names = new Set([...rows.enterprise.flatMap((one) => [one.name, one.legal_representative ?? one.name]),
      ...rows.premises.map((one) => one.name),
      ...rows.person.map((one) => one.name), ...rows.food_staff.map((one) => one.name)])
    expect([...names].filter((name) => said.includes(name))).toEqual([])
    const firm = /(?:山西|太原|内蒙古|平遥县)(\p{Script=Han}{2,5}?)(?:生物|食品|醋业|牧业|农业|种业|肉制品|食业|中药|牛肉)/gu
    const firms = [...said.matchAll(firm)].map((match) => match[1]!)
    expect(firms.length).toBeGreaterThan(5)
    expect(rows.enterprise.filter((one) => firms.some((known) => one.name.includes(known)))).toEqual([])
  })
})
