import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { duties } from '../../duties/index.ts'
import { premisesStatuses as statuses } from '../../duties/registry/enterprises.ts'
import { licenceStates } from '../../duties/registry/licence-kinds.ts'
import { premisesTypes } from '../../duties/registry/types.ts'
import { testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { recordAudit } from '../audit/record.ts'
import { addDays, dateAt, type DateOnly, type Instant } from '../core/dates.ts'
import { newId } from '../core/ids.ts'
import type { Tx } from '../database/database.ts'
import { allDuties, registryOf } from '../platform.ts'
import { insertMany } from '../register/bulk.ts'
import { changeRow, closeRow, findRow } from '../register/store.ts'
import { rowsOf, yearToDate, type Period } from './periods.ts'
import { heldAt, reference, type Dump, type Dumped, type DumpedVersion } from './reference.fixture.ts'
import { dayValues, keepDay } from './snapshot.ts'
import { trials } from './trial.fixture.ts'
import { valuesOf } from './value.ts'

const registers = registryOf(allDuties(duties))
// What departments enter is no rows to count; figures.test.ts holds it.
const shipped = duties.flatMap((duty) => duty.indicators ?? []).filter(({ value }) => value.kind !== 'reported')
const indicators = [...shipped, ...trials]
const tables = [...new Set(['region_parameter', ...indicators.flatMap(({ value }) => rowsOf(value)?.part.register ?? [])])]
/** The city, two counties, a county without any row, three townships and a village. */
const counties = ['140702', '140728']
const empty = '140721'
let places: string[]
let city: TestCity

beforeAll(async () => {
  city = await testCity()
  const townships = await owner<{ code: string }>(`select code from shian.region where level = 'township' and parent = any($1) and valid_to is null order by code`, [counties])
  places = [...counties, ...townships.slice(0, 3).map(({ code }) => code), `${townships.at(-1)!.code}201`]
})
afterAll(() => city.close())

async function owner<T>(statement: string, values: unknown[] = []): Promise<T[]> {
  return city.installation.owner(async (client) => {
    await client.query(`set search_path = city_${TEST_CITY}, shian`)
    return (await client.query(statement, values)).rows as T[]
  })
}
const write = <T>(body: (tx: Tx) => Promise<T>): Promise<T> => city.installation.database.write({ system: 'test', city: TEST_CITY }, body, recordAudit)
const read = <T>(body: (tx: Tx) => Promise<T>): Promise<T> => city.installation.database.read({ system: 'test', city: TEST_CITY }, body)

async function dumpNow(): Promise<Dump> {
  const dumped = await Promise.all(tables.map((table) => owner<{ row: Dumped }>(`select to_jsonb(t) as row from ${table} t`)))
  return Object.fromEntries(tables.map((table, at) => [table, dumped[at]!.map(({ row }) => row)]))
}
async function dumpAt(day: DateOnly): Promise<Dump> {
  const dumped = await Promise.all(tables.map((table) => owner<{ row: DumpedVersion }>(`select to_jsonb(t) as row from ${table}_version t`)))
  return Object.fromEntries(tables.map((table, at) => [table, heldAt(dumped[at]!.map(({ row }) => row), day)]))
}

const somewhen = fc.integer({ min: -900, max: 400 }).map((days) => addDays('2026-06-01' as DateOnly, days))
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 3 })
const place = fc.record({
  region: fc.nat(5), name: fc.constantFrom('河畔面馆', '东街食堂', '北关粮油店'), type: fc.constantFrom(...premisesTypes.filter(({ parent }) => parent).map(({ code }) => code)),
  status: fc.constantFrom(...statuses.map(({ code }) => code)), status_since: maybe(somewhen), opened_on: maybe(somewhen), diners: maybe(fc.integer({ min: 0, max: 900 })),
  scale: maybe(fc.constantFrom('small', 'large')), unlicensed: fc.boolean(), in_ledger: fc.boolean(), duty_level: maybe(fc.constantFrom('A', 'B', 'C', 'D')),
  licensed_until: maybe(somewhen), needs_director: fc.boolean(), has_director: fc.boolean(), has_officer: fc.boolean(), closed: fc.nat(9).map((n) => n === 0),
})
const paper = fc.record({
  under: fc.nat(), state: fc.constantFrom(...licenceStates.map(({ code }) => code)), expires_on: maybe(somewhen), on_promise: fc.boolean(),
  promise_check_due: maybe(somewhen), promise_checked_on: maybe(somewhen),
})
const change = fc.record({ row: fc.nat(), close: fc.nat(5).map((n) => n === 0), status: fc.constantFrom(...statuses.map(({ code }) => code)), opened_on: maybe(somewhen), region: fc.nat(5) })
const batch = fc.record({
  places: fc.array(place, { minLength: 20, maxLength: 120 }), papers: fc.array(paper, { maxLength: 60 }), changes: fc.array(change, { minLength: 4, maxLength: 12 }),
  hours: fc.integer({ min: 20, max: 2000 }), population: maybe(fc.integer({ min: 1, max: 5_000_000 })),
})
type Batch = typeof batch extends fc.Arbitrary<infer T> ? T : never

let now = Date.parse('2025-10-03T15:59:00Z')
/** Every day on which something was entered or changed. */
const days = new Set<DateOnly>()
const later = (hours: number): void => {
  now += hours * 3_600_000 + 7_000
  days.add(dateAt(now))
  city.setClock(new Date(now).toISOString())
}

/** Enters a batch, then changes and closes rows of it and of those before, each at a later time. */
async function enter({ places: given, papers, changes, hours, population }: Batch): Promise<void> {
  later(hours)
  const at = new Date(now).toISOString() as Instant
  const standard = { version: 1, created_at: at, updated_at: at, closed_reason: null }
  const enterprise = newId(now)
  const premises = given.map(({ region, closed, ...row }) => ({ ...standard, ...row, id: newId(now), region: places[region]!, enterprise_id: enterprise, closed_at: closed ? at : null }))
  const licences = papers.map(({ under, ...row }) => {
    const at = premises[under % premises.length]!
    return { ...standard, ...row, id: newId(now), region: at.region, closed_at: null, premises_id: at.id, enterprise_id: enterprise, number: newId(now), kind: 'JY', electronic: false }
  })
  await write(async (tx) => {
    await insertMany(tx, registers.get('enterprise')!, [{ ...standard, id: enterprise, region: TEST_CITY, closed_at: null, name: '试验', kind: 'company' }])
    await insertMany(tx, registers.get('premises')!, premises)
    await insertMany(tx, registers.get('licence')!, licences)
    if (population !== null) {
      await insertMany(tx, registers.get('region_parameter')!, [TEST_CITY, counties[0]!].map((region) => (
        { ...standard, id: newId(now), region, closed_at: null, parameter: 'population', value: population, unit: '人', starts_on: dateAt(now), source: '试验年鉴' })))
    }
  })
  const ids = (await owner<{ id: string }>(`select id from premises where closed_at is null order by id`)).map(({ id }) => id)
  for (const { row, close, status, opened_on, region } of changes) {
    later(5)
    const register = registers.get('premises')!
    const id = ids[row % ids.length]!
    await write(async (tx) => {
      const before = await findRow(tx, register, id)
      if (!before || before.closed_at) return
      await (close ? closeRow(tx, register, before, '试验') : changeRow(tx, register, before, { status, opened_on, region: places[region]! }))
    })
  }
}

const periodsOf = (day: DateOnly): readonly Period[] => [yearToDate(day), { from: day, to: day }, { from: addDays(day, -400), to: addDays(day, -35) }]

/** Holds every indicator, region and period against the reference. @returns how many rows the numbers counted together */
async function compare(dump: Dump, day: DateOnly, frozen: boolean): Promise<number> {
  const regions = [TEST_CITY, empty, ...places]
  const values = await read((tx) => valuesOf(tx, registers, indicators, { regions, root: TEST_CITY, periods: periodsOf(day), moment: { day, frozen } }))
  const byName = new Map(indicators.map((indicator) => [indicator.name, indicator]))
  for (const { indicator, region, period, state, value, part, whole } of values) {
    const wanted = reference(byName.get(indicator)!, dump, region, period ?? { from: day, to: day }, day)
    expect({ indicator, region, period, state, part, whole }).toEqual({ indicator, region, period, state: wanted.state, part: wanted.part, whole: wanted.whole })
    if (wanted.value === null) expect(value).toBeNull()
    else expect(value).toBeCloseTo(wanted.value, 8)
  }
  return values.reduce((all, { part }) => all + (part ?? 0), 0)
}

test('every indicator, shipped and trial, equals its second computation in plain TypeScript: now, as of a day, over any period, in every region', async () => {
  const compared = { now: 0, former: 0 }
  await fc.assert(fc.asyncProperty(batch, fc.noBias(fc.nat(1_000_000)), async (given, which) => {
    await enter(given)
    compared.now += await compare(await dumpNow(), dateAt(now), false)
    // Days of change: the versions that ended on the day itself must not be counted any more.
    for (const at of [which, which + 3]) {
      const day = [...days][at % days.size]!
      compared.former += await compare(await dumpAt(day), day, true)
    }
  }), { numRuns: 8, seed: 20_261_122, endOnFailure: true })
  const [ended] = await owner<{ n: string }>(`select count(*) as n from premises_version where ends_at is not null`)
  expect(Number(ended!.n)).toBeGreaterThan(20)
  expect(compared.now).toBeGreaterThan(10_000)
  expect(compared.former).toBeGreaterThan(10_000)
})

test('a region of which nothing was recorded has no data, and no figure there is 0', async () => {
  const day = dateAt(now)
  const values = await read((tx) => valuesOf(tx, registers, indicators, { regions: [empty], root: TEST_CITY, periods: [yearToDate(day)], moment: { day, frozen: false } }))
  expect(new Set(values.map(({ state, value }) => `${state} ${value}`))).toEqual(new Set(['no-data null']))
})

test('a snapshot that was kept is computed again to the same numbers after rows have changed', async () => {
  const day = dateAt(now)
  later(30)
  await write((tx) => keepDay(tx, registers, indicators, day))
  const kept = await owner<Record<string, unknown>>(`select indicator, region, period, value::float8 as value, part::float8 as part, whole::float8 as whole, denominator::float8 as denominator
    from indicator_snapshot where day = $1 order by indicator, region, period`, [day])
  await enter(fc.sample(batch, { seed: 7, numRuns: 1 })[0]!)
  const again = (await read((tx) => dayValues(tx, registers, indicators, day))).filter(({ value, part }) => value !== null || part !== null)
    .map(({ indicator, region, name, value, part, whole, denominator }) => ({ indicator, region, period: name, value, part, whole, denominator: denominator?.value ?? null }))
  const key = (row: Record<string, unknown>): string => `${String(row['indicator'])} ${String(row['region'])} ${String(row['period'])}`
  expect(kept.length).toBeGreaterThan(indicators.length)
  expect(again.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))).toEqual(kept.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)))
})
