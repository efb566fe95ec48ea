import { afterAll, beforeAll, expect, test } from 'vitest'
import { reference, type Dump, type Dumped } from '../../platform/indicator/reference.fixture.ts'
import { date, type DateOnly, type Instant } from '../../platform/core/dates.ts'
import { newId } from '../../platform/core/ids.ts'
import { rowsOf } from '../../platform/indicator/periods.ts'
import { allDuties } from '../../platform/platform.ts'
import { insertMany } from '../../platform/register/bulk.ts'
import { testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { duties } from '../index.ts'
import type { RegionState } from './contract.ts'
import { asProgram, COUNTY, OTHER_COUNTY } from './evaluation.fixture.ts'
import { worldOf } from './facts.ts'
import { periodOver } from './periods.ts'
import { schemeFor, statesOf } from './state.ts'

/** Every value that the evaluation counts from records, computed again row by row from a dump. */

const NOW = '2026-11-20T02:00:00.000Z' as Instant
const TODAY = date('2026-11-20')
const world = worldOf(allDuties(duties))
let city: TestCity
let dump: Dump

const standard = (region: string) => ({ id: newId(), region, version: 1, created_at: NOW, updated_at: NOW, closed_at: null, closed_reason: null })
const day = (at: number): DateOnly => date(`2026-${String((at % 12) + 1).padStart(2, '0')}-15`)

beforeAll(async () => {
  city = await testCity()
  city.setClock(NOW)
  const enterprise = newId()
  const plan = newId()
  const regions = [COUNTY, OTHER_COUNTY, `${COUNTY}100`]
  const at = <T>(list: readonly T[], n: number): T => list[n % list.length]!
  await asProgram(city, async (tx) => {
    await insertMany(tx, world.registers.get('enterprise')!, [{ ...standard(TEST_CITY), id: enterprise, name: '试验', kind: 'company', registration_state: 'existing' }] as never)
    await insertMany(tx, world.registers.get('premises')!, Array.from({ length: 120 }, (_, n) => ({
      ...standard(at(regions, n)), enterprise_id: enterprise, name: `店 ${n}`, type: at(['CATE', 'WORK', 'SCAT', 'VEND', 'PROD'], n * 7 + (n >> 3)), status: at(['open', 'open', 'reopened', 'suspended', 'closed'], n * 3),
      in_ledger: n % 3 > 0, unlicensed: n % 11 === 0, near_school: false, licensed_until: n % 4 === 0 ? null : day(n), needs_director: n % 5 === 0, has_director: n % 10 === 0, has_officer: n % 7 > 1,
    })) as never)
    await insertMany(tx, world.registers.get('plan')!, [{ ...standard(TEST_CITY), id: plan, title: '安排', year: 2026, state: 'issued', recipients: [], copied_to: [] }] as never)
    await insertMany(tx, world.registers.get('plan_task')!, Array.from({ length: 30 }, (_, n) => ({
      ...standard(n % 3 === 0 ? COUNTY : TEST_CITY), plan_id: plan, state: at(['assigned', 'done', 'reviewed', 'done'], n), title: `任务 ${n}`, due_on: n % 9 === 8 ? null : day(n), late_level: 0,
      sort_order: n + 1, number: String(n + 1), text: '任务', mode: 'single', lead_units: [], assisting_units: [], joint_units: [], targets: [], deadlines: [], unclear: [], progress: 0, figures: [],
    })) as never)
  })
  const counted = [...world.indicators.values()].flatMap(({ value }) => rowsOf(value)?.part.register ?? [])
  const tables = new Set(['region_parameter', ...counted])
  dump = Object.fromEntries(await city.installation.owner(async (owner) => {
    await owner.query(`set search_path = city_${TEST_CITY}, shian`)
    const dumped: [string, Dumped[]][] = []
    for (const table of tables) dumped.push([table, (await owner.query<{ row: Dumped }>(`select to_jsonb(t) as row from ${table} t`)).rows.map(({ row }) => row)])
    return dumped
  }))
})
afterAll(() => city.close())

test('every value counted from records equals its second computation, in the city and in each county', async () => {
  const regions = [TEST_CITY, COUNTY, OTHER_COUNTY, `${TEST_CITY.slice(0, 4)}21`]
  const states = await asProgram(city, async (tx) => statesOf(tx, world, await schemeFor(tx, TODAY), { root: TEST_CITY, regions, moment: { day: TODAY, frozen: false } }))
  const compared = [...states.values()].flatMap(({ region, items }: RegionState) => Object.values(items).flatMap(({ measures }) => measures.filter(({ computed }) => computed).map((one) => {
    const again = reference(world.indicators.get(one.indicator)!, dump, region, periodOver(one.over, TODAY), TODAY)
    expect({ region, indicator: one.indicator, state: one.state, part: one.part, whole: one.whole }).toEqual({ region, indicator: one.indicator, state: again.state, part: again.part, whole: again.whole })
    if (again.value === null) expect(one.value).toBeNull()
    else expect(one.value).toBeCloseTo(again.value, 8)
    return one.state
  })))
  expect(compared.length).toBeGreaterThanOrEqual(5 * regions.length)
  // Two departments' worth of rows is enough to have shares between none and all, and a county without any.
  expect([...new Set(compared)]).toEqual(expect.arrayContaining(['value', 'no-data']))
})

test('as of the end of the day they are the same from the versions', async () => {
  city.setClock('2026-11-22T02:00:00.000Z')
  const asked = { root: TEST_CITY, regions: [TEST_CITY, COUNTY] }
  const at = (frozen: boolean) => asProgram(city, async (tx) => [...(await statesOf(tx, world, await schemeFor(tx, TODAY), { ...asked, moment: { day: TODAY, frozen } })).values()])
  expect(await at(true)).toEqual(await at(false))
})
