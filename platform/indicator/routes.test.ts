import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { duties } from '../../duties/index.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { recordAudit } from '../audit/record.ts'
import { date, type Instant } from '../core/dates.ts'
import { newId } from '../core/ids.ts'
import type { Tx } from '../database/database.ts'
import { allDuties, registryOf } from '../platform.ts'
import { insertMany } from '../register/bulk.ts'
import { closeRow, getRow } from '../register/store.ts'
import { per, reported, type Indicator } from './declare.ts'
import { keepDay } from './snapshot.ts'
import { budget, population, trials } from './trial.fixture.ts'
import { valuesOf } from './value.ts'

const registers = registryOf(allDuties(duties))
const shipped = duties.flatMap((duty) => duty.indicators ?? [])
const NOW = '2026-11-22T02:00:00.000Z' as Instant
const today = date('2026-11-22')
const standard = { version: 1, created_at: NOW, updated_at: NOW, closed_at: null, closed_reason: null }
let city: TestCity
let leader: string
let county: string
let viewer: string
let open: string

type Value = { region: string; value: number | null; state: string; part: number | null; whole: number | null; met: boolean | null }

beforeAll(async () => {
  city = await testCity()
  city.setClock(NOW)
  leader = (await city.signIn({ rights: ['indicators.read', 'premises.read', 'inbox.read'] })).token
  county = (await city.signIn({ rights: ['indicators.read', 'premises.read'], region: '140728' })).token
  viewer = (await city.signIn({ rights: ['indicators.read'] })).token
  open = newId()
  const enterprise = newId()
  const place = (region: string, at: number): Record<string, unknown> & { id: string } => ({
    ...standard, id: at === 0 ? open : newId(), region, enterprise_id: enterprise, name: `第${at}家面馆`, type: at % 3 === 0 ? 'CANT_SCHOOL' : 'CATE', status: at % 7 === 6 ? 'closed' : 'open',
    unlicensed: false, in_ledger: at % 2 === 0, licensed_until: at % 4 === 0 ? null : at % 4 === 1 ? '2026-11-21' : '2027-05-01',
    needs_director: region === '140728', has_director: at % 2 === 0, has_officer: true,
  })
  await write(async (tx) => {
    await insertMany(tx, registers.get('enterprise')!, [{ ...standard, id: enterprise, region: TEST_CITY, name: '试验餐饮', kind: 'company' }])
    await insertMany(tx, registers.get('premises')!, Array.from({ length: 70 }, (_, at) => place(['140728', '140728101', '140702'][at % 3]!, at)))
  })
})
afterAll(() => city.close())

const write = <T>(body: (tx: Tx) => Promise<T>): Promise<T> => city.installation.database.write({ system: 'test', city: TEST_CITY }, body, recordAudit)
const get = (token: string, path: string) => call(city, token, 'GET', `/indicators${path}`)
const valuesAt = async (token: string, path: string): Promise<Value[]> => {
  const answer = await get(token, path)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body['values'] as Value[]
}

/** Follows the cursor to the end. */
async function everyRow(token: string, path: string): Promise<{ id: string }[]> {
  const found: { id: string }[] = []
  for (let cursor = ''; ;) {
    const { status, body } = await get(token, `${path}&limit=${path.includes('as_of') ? 200 : 7}${cursor && `&cursor=${cursor}`}`)
    expect(status, JSON.stringify(body)).toBe(200)
    found.push(...body['items'] as { id: string }[])
    if (!body['next']) return found
    cursor = String(body['next'])
  }
}

describe('rows behind a number', () => {
  test('there are as many as the number says: part, whole and the rest, in every region, now and as of a day', async () => {
    let counted = 0
    for (const { name, value } of shipped.filter(({ value }) => value.kind === 'share' || value.kind === 'count').slice(0, 12).concat(shipped.filter(({ value }) => value.kind === 'share'))) {
      for (const asOf of ['', `&as_of=${today}`]) {
        const figures = (await valuesAt(leader, `/${name}?region=${TEST_CITY}${asOf}`)).filter(({ part }) => part !== null)
        for (const { region, part, whole } of figures) {
          const rows = await everyRow(leader, `/${name}/rows?of=part&region=${region}${asOf}`)
          expect(rows.length, `${name} ${region}`).toBe(part)
          expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
          if (value.kind === 'share') {
            expect((await everyRow(leader, `/${name}/rows?of=whole&region=${region}${asOf}`)).length).toBe(whole)
            expect((await everyRow(leader, `/${name}/rows?of=except&region=${region}${asOf}`)).length).toBe(whole! - part!)
          }
          counted += rows.length
        }
      }
    }
    expect(counted).toBeGreaterThan(500)
  })

  test('they are a list of their register: sorted, filtered, labelled, and told which register', async () => {
    const { body } = await get(leader, '/registry.premises/rows?sort=-name&type=CANT_SCHOOL')
    expect(body['register']).toBe('premises')
    expect((body['items'] as { type: string }[]).every(({ type }) => type === 'CANT_SCHOOL')).toBe(true)
    expect(body['labels']).toMatchObject({ 140728: { zh: '平遥县' } })
  })

  test('who may see figures but not the register sees the number and not its rows', async () => {
    expect((await valuesAt(viewer, '/registry.premises'))[0]!.value).toBeGreaterThan(0)
    expect((await get(viewer, '/registry.premises/rows')).status).toBe(403)
  })
})

describe('scope', () => {
  test('a county sees itself and its townships, and neither the city nor another county', async () => {
    const values = await valuesAt(county, '/registry.premises')
    expect(values[0]).toMatchObject({ region: '140728', state: 'value', part: 40 })
    expect(values.length).toBeGreaterThan(5)
    expect(values.every(({ region }) => region.startsWith('140728'))).toBe(true)
    for (const path of ['/registry.premises', '/registry.premises/rows', '/registry.premises/trend']) {
      for (const region of [TEST_CITY, '140702']) expect((await get(county, `${path}?region=${region}`)).status, path).toBe(403)
    }
  })

  test('the parts of the city are its counties, and the figures of the parts add up to the whole', async () => {
    const [whole, ...parts] = await valuesAt(leader, '/registry.premises')
    expect(parts.length).toBeGreaterThan(8)
    expect(parts.reduce((all, { part }) => all + (part ?? 0), 0)).toBe(whole!.part)
  })

  test('without the right, or as a business, there are no figures', async () => {
    const none = (await city.signIn({ rights: ['premises.read'] })).token
    const business = (await city.signIn({ rights: ['indicators.read'], scope: 'own', enterprise: newId() })).token
    for (const token of [none, business]) expect((await get(token, '/registry.premises')).status).toBe(403)
    expect((await get(none, '')).status).toBe(403)
  })
})

describe('what cannot be a number', () => {
  test('where there is nothing to measure a share is not applicable, where nothing was recorded there is no data', async () => {
    const values = await valuesAt(leader, '/registry.director-appointed')
    expect(values.find(({ region }) => region === '140702')).toMatchObject({ state: 'not-applicable', value: null, whole: 0 })
    expect(values.find(({ region }) => region === '140721')).toMatchObject({ state: 'no-data', value: null, part: null, whole: null })
  })

  test('faults of a question are told all at once; an unknown indicator is not found', async () => {
    const { status, body } = await get(leader, '/registry.premises?as_of=2027-01-01&from=2026-12-01&to=2026-01-01')
    expect(status).toBe(400)
    expect((body['fields'] as { path: string }[]).map(({ path }) => path)).toEqual(['as_of', 'from'])
    expect((await get(leader, '/registry.nothing')).status).toBe(404)
    expect((await get(leader, '/registry.premises?colour=red')).status).toBe(400)
  })
})

const period = { from: date('2026-01-01'), to: date('2026-06-30') }
const ask = (indicator: Indicator, regions: readonly string[], over = period, frozen = false) => city.installation.database.read({ system: 'test', city: TEST_CITY }, (tx) =>
  valuesOf(tx, registers, [indicator], { regions, root: TEST_CITY, periods: [over], moment: { day: today, frozen } }))

describe('base figures', () => {
  test('a ratio uses the base figure in force at the end of its period and shows it; without one it has no data', async () => {
    const base = (region: string, value: number, unit: string, starts_on: string) => ({ ...standard, id: newId(), region, parameter: 'population', value, unit, starts_on, source: '统计年鉴' })
    await write((tx) => insertMany(tx, registers.get('region_parameter')!, [
      base('140728', 40, '万人', '2025-01-01'), base('140728', 500_000, '人', '2026-07-01'), base('140702', 30, '户', '2025-01-01'),
    ]))
    const perThousand = trials.find(({ name }) => name === 'trial.opened-per-thousand')!
    const [first, unitOff, missing] = await ask(perThousand, ['140728', '140702', TEST_CITY])
    expect(first).toMatchObject({ state: 'value', denominator: { value: 400_000, year: 2025, source: '统计年鉴' } })
    expect([unitOff, missing].map((value) => [value!.state, value!.value])).toEqual([['no-data', null], ['no-data', null]])
    const [next] = await ask(perThousand, ['140728'], { from: date('2026-01-01'), to: date('2026-07-01') })
    expect(next!.denominator).toMatchObject({ value: 500_000, startsOn: '2026-07-01' })
    const standing: Indicator = { ...perThousand, value: per(trials[0]!.value.kind === 'count' ? trials[0]!.value.rows : never(), population, 1000) }
    expect((await ask(standing, ['140728']))[0]!.value).toBeCloseTo((47 / 500_000) * 1000, 10)
  })
})
const never = (): never => { throw new TypeError('the first trial is a count') }

describe('reported figures', () => {
  test('two departments that contradict each other are both shown and neither is taken; as of the day before there was none', async () => {
    const units = [newId(), newId()]
    const figure = (unit_id: string, value: number, region: string) => ({ ...standard, id: newId(), region, indicator: budget.name, starts_on: '2026-01-01', ends_on: '2026-12-31', value, source: '决算表', unit_id })
    await write(async (tx) => {
      await insertMany(tx, registers.get('org_unit')!, units.map((id, at) => ({ ...standard, id, region: TEST_CITY, name: `第${at}局`, function: 'market', kind: 'department', sort_order: 1 })))
      await insertMany(tx, registers.get('reported_figure')!, [figure(units[0]!, 3.5, '140728'), figure(units[1]!, 4.5, '140728'), figure(units[0]!, 7, '140702')])
    })
    const [both, one, none] = await ask(budget, ['140728', '140702', TEST_CITY])
    expect(both).toMatchObject({ state: 'contradictory', value: null })
    expect(both!.figures.map(({ value, unit }) => [value, unit]).sort()).toEqual([[3.5, units[0]], [4.5, units[1]]])
    expect(one).toMatchObject({ state: 'value', value: 7, figures: [{ source: '决算表' }] })
    expect(none).toMatchObject({ state: 'no-data', value: null, figures: [] })
    expect(reported().kind).toBe(budget.value.kind)
    expect((await ask(budget, ['140702'], period, true))[0]).toMatchObject({ state: 'value', value: 7 })
    const before = await city.installation.database.read({ system: 'test', city: TEST_CITY }, (tx) =>
      valuesOf(tx, registers, [budget], { regions: ['140702'], root: TEST_CITY, periods: [period], moment: { day: date('2026-11-21'), frozen: true } }))
    expect(before[0]!.state).toBe('no-data')
  })
})

test('the list tells what each indicator counts, and a threshold of the city goes before the shipped one from its day on', async () => {
  const items = async (): Promise<Record<string, unknown>[]> => (await get(viewer, '')).body['items'] as Record<string, unknown>[]
  const find = async (name: string): Promise<Record<string, unknown> | undefined> => (await items()).find((item) => item['name'] === name)
  expect((await items()).length).toBe(shipped.length)
  expect(await find('registry.director-appointed')).toMatchObject({ threshold: { value: 100 }, usesPeriod: false, register: 'premises', kind: 'share', basis: { zh: expect.stringContaining('分母') } })
  const settings = [{ indicator: 'registry.director-appointed', value: 40, source: '市级方案', starts_on: '2026-11-01' }, { indicator: 'registry.director-appointed', value: 90, source: '市级方案', starts_on: '2027-01-01' }]
  await write((tx) => insertMany(tx, registers.get('setting')!, [{ ...standard, id: newId(), region: TEST_CITY, code: 'indicator.thresholds', value: settings }]))
  expect(await find('registry.director-appointed')).toMatchObject({ threshold: { value: 40, source: '市级方案' } })
  const [whole] = await valuesAt(leader, '/registry.director-appointed')
  expect(whole).toMatchObject({ state: 'value', met: true })
})

test('the trend shows the kept days, and a row closed today leaves the figure of yesterday as it was', async () => {
  await write((tx) => keepDay(tx, registers, shipped, today))
  city.setClock('2026-11-23T03:00:00.000Z')
  const before = (await valuesAt(leader, '/registry.premises'))[0]!.value!
  await write(async (tx) => closeRow(tx, registers.get('premises')!, await getRow(tx, registers.get('premises')!, open, { lock: true }), '试验'))
  expect((await valuesAt(leader, '/registry.premises'))[0]!.value).toBe(before - 1)
  expect((await valuesAt(leader, `/registry.premises?as_of=${today}`))[0]!.value).toBe(before)
  const { body } = await get(leader, '/registry.premises/trend')
  expect(body).toMatchObject({ over: 'day', points: [{ day: today, value: before }] })
})
