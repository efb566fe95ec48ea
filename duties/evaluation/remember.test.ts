import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordAudit } from '../../platform/audit/record.ts'
import type { Tx } from '../../platform/database/database.ts'
import { allDuties } from '../../platform/platform.ts'
import { indicator, per, rows, sum } from '../../platform/indicator/declare.ts'
import { valuesOf } from '../../platform/indicator/value.ts'
import { changeRow, closeRow, getRow, insertRow } from '../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { duties } from '../index.ts'
import { asProgram, COUNTY, makeUnit, OTHER_COUNTY, runJobs } from './evaluation.fixture.ts'
import { worldOf } from './facts.ts'
import { residents } from './indicators.ts'
import { rememberedValues, type Memory } from './remember.ts'

const THIRD = `${TEST_CITY.slice(0, 4)}81`
const regions = [TEST_CITY, COUNTY, OTHER_COUNTY, THIRD, `${TEST_CITY.slice(0, 4)}27`]
const world = worldOf(allDuties(duties))
const named = { title: { zh: '试验', en: 'Trial' }, unit: { zh: '户', en: 'places' }, better: 'more' } as const
const wanted = [
  ...['registry.ledger-share', 'registry.officer-appointed', 'registry.premises', 'registry.three-small-registered'].map((name) => world.indicators.get(name)!),
  indicator('trial.per-resident', { ...named, value: per(rows('premises', [['in_ledger', '=', true]]), residents, 1000) }),
  indicator('trial.area', { ...named, value: sum(rows('premises'), 'area') }),
]
const premises = world.registers.get('premises')!

let city: TestCity
const made: string[] = []
beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-11-20T02:00:00.000Z')
  await asProgram(city, async (tx) => {
    const enterprise = await insertRow(tx, world.registers.get('enterprise')!, { region: TEST_CITY, name: '试验', kind: 'company' })
    for (const [at, region] of [COUNTY, COUNTY, `${COUNTY}100`, OTHER_COUNTY, OTHER_COUNTY, THIRD].entries())
      made.push((await insertRow(tx, premises, shop(at, region, enterprise.id))).id)
    made.push(enterprise.id)
  })
})
afterAll(() => city.close())

const shop = (at: number, region: string, enterprise: string): Record<string, unknown> & { region: string } => ({
  region,
  enterprise_id: enterprise,
  name: `试验场所${at}`,
  type: at % 2 ? 'CATE' : 'WORK',
  status: 'open',
  in_ledger: at < 4,
})

const memory: Memory = new Map()
let read = 0
/** What is remembered, beside what is counted now. */
const both = () =>
  city.installation.database.read({ system: 'test', city: TEST_CITY }, async (tx: Tx) => {
    const asked = {
      regions,
      root: TEST_CITY,
      periods: [{ from: '2026-01-01', to: '2026-11-20' } as never],
      moment: { day: tx.work.today, frozen: false },
    }
    const counting = { ...world.registers, get: (name: string) => (read++, world.registers.get(name)) } as unknown as typeof world.registers
    const values = await rememberedValues(tx, counting, memory, wanted, asked)
    return [values, await valuesOf(tx, world.registers, wanted, asked)] as const
  })
const sorted = (values: readonly { indicator: string; region: string }[]) =>
  values.toSorted((a, b) => (`${a.indicator}${a.region}` < `${b.indicator}${b.region}` ? -1 : 1))
const change = (at: number, values: Record<string, unknown>) =>
  asProgram(city, async (tx) => changeRow(tx, premises, await getRow(tx, premises, made[at]!, { lock: true }), values))

describe('what was counted', () => {
  const same = async (): Promise<void> => {
    const [remembered, counted] = await both()
    expect(sorted(remembered)).toEqual(sorted(counted))
  }

  test('is known again while nothing changes, without a look at the rows', async () => {
    await same()
    read = 0
    await same()
    expect(read).toBe(0)
  })

  test('is added to by the rows that changed, and no others are read', async () => {
    await same()
    // Past every version: who read the rows again would see it.
    await city.installation.owner(async (owner) => {
      await owner.query(`set search_path = city_${TEST_CITY}, shian`)
      await owner.query('update premises set in_ledger = not in_ledger where id = $1', [made[1]])
      await change(0, { in_ledger: false })
      const [remembered] = await both()
      await owner.query('update premises set in_ledger = not in_ledger where id = $1', [made[1]])
      const [, counted] = await both()
      const counts = (values: readonly { indicator: string; region: string }[]) => sorted(values).filter(({ indicator: name }) => name !== 'trial.area')
      expect(counts(remembered)).toEqual(counts(counted))
    })
    await change(0, { in_ledger: true })
  })

  test.each([
    ['a row changes', () => change(0, { in_ledger: false })],
    ['a row changes twice', async () => void (await change(0, { in_ledger: true }), await change(0, { in_ledger: false, status: 'closed' }))],
    ['the base figure of a county comes', () => asProgram(city, (tx) => insertRow(tx, world.registers.get('region_parameter')!, { region: COUNTY, parameter: residents.parameter, value: 500_000, unit: '人', starts_on: '2026-01-01', source: '公报' }))],
    ['a row changes where there is a base figure', () => change(0, { in_ledger: true })],
    ['a row of a township changes', () => change(2, { in_ledger: false, status: 'suspended' })],
    ['a row moves to another county', () => change(3, { region: THIRD })],
    ['a row moves to a county that had none', () => change(3, { region: `${TEST_CITY.slice(0, 4)}27` })],
    [
      'a row is closed',
      () => asProgram(city, async (tx) => closeRow(tx, premises, await getRow(tx, premises, made[1]!, { lock: true }), '注销')),
    ],
    ['a row of the city itself comes', () => asProgram(city, (tx) => insertRow(tx, premises, shop(9, TEST_CITY, made[6]!)))],
    ['the last row of a county goes', () => change(5, { region: COUNTY })],
    [
      'many rows come at once',
      () =>
        asProgram(city, async (tx) => {
          for (let at = 0; at < 30; at++) await insertRow(tx, premises, shop(at, regions[at % 5]!, made[6]!))
        }),
    ],
  ])('is the same as counted anew after %s', async (_, body) => {
    await same()
    await body()
    await same()
  })
})

describe('a gap', () => {
  test('closes by itself soon after records changed that its figure counts, whoever wrote them, by one job however much was written', async () => {
    city.setClock('2026-11-20T04:00:00.000Z')
    await makeUnit(city, 'fso', TEST_CITY)
    await makeUnit(city, 'market', TEST_CITY)
    const office = (await city.signIn({ rights: ['evaluation.read', 'evaluation.manage', 'indicators.read'] })).token
    const clerk = (await city.signIn({ rights: ['premises.read', 'premises.write'], region: COUNTY })).token
    const states = (await call(city, office, 'GET', '/evaluation/state')).body as unknown as {
      mark: string
      items: { code: string; measures: { indicator: string }[] }[]
    }
    expect(states.items, JSON.stringify(states)).toBeDefined()
    const item = states.items.find(({ measures }) => measures.some(({ indicator }) => indicator === 'registry.three-small-registered'))!.code
    const opened = await call(city, office, 'POST', '/evaluation/gaps', { region: COUNTY, item })
    expect(opened.status, JSON.stringify(opened.body)).toBe(201)
    await runJobs(city, 'evaluation.gaps')
    const asClerk = <T>(body: (tx: Tx) => Promise<T>): Promise<T> => city.installation.database.write({ token: clerk }, body, recordAudit)
    const ids = await asClerk((tx) => tx.selectFrom('premises').select('id').where('closed_at', 'is', null).execute())
    expect(ids.length).toBeGreaterThan(1)
    for (const { id } of ids)
      await asClerk(async (tx) => changeRow(tx, premises, await getRow(tx, premises, id, { lock: true }), { licensed_until: '2030-01-01' }))
    expect((await call(city, office, 'GET', '/evaluation/mark')).body['mark']).not.toBe(states.mark)
    const waiting = await asProgram(city, (tx) =>
      tx
        .selectFrom('job')
        .select(['run_at', 'person_id', 'region'])
        .where('kind', '=', 'evaluation.gaps')
        .where('state', '=', 'waiting')
        .execute(),
    )
    expect(waiting).toEqual([{ run_at: '2026-11-20T04:00:01.000Z', person_id: null, region: TEST_CITY }])
    expect(await runJobs(city, 'evaluation.gaps')).toEqual([{ open: 1, closed: 1 }])
  })
})
