import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import type { FigureToSign, StateAnswer } from './contract.ts'
import { COUNTY, makeUnit, runJobs, tell } from './evaluation.fixture.ts'

let city: TestCity
let office: string
let market: { unit: string; token: string }

const ask = async <T>(token: string, method: 'GET' | 'POST' | 'PUT', path: string, status: number, body?: object): Promise<T> => {
  const answer = await call(city, token, method, path, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(status)
  return answer.body as T
}
const state = (query = ''): Promise<StateAnswer> => ask(office, 'GET', `/evaluation/state${query}`, 200)

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-11-20T02:00:00.000Z')
  await makeUnit(city, 'fso', TEST_CITY)
  const unit = await makeUnit(city, 'market', TEST_CITY)
  office = (await city.signIn({ rights: ['evaluation.read', 'evaluation.manage', 'evaluation.work', 'indicators.read', 'figures.write', 'people.read', 'files.read', 'files.write'] })).token
  market = { unit, token: (await city.signIn({ rights: ['evaluation.read', 'evaluation.work', 'indicators.read', 'figures.write'], scope: 'department', unit })).token }
})
afterAll(() => city.close())

describe('where a city stands', () => {
  test('with nothing entered, no item is met, none is 0, and the vetoes are open', async () => {
    const { regions, items, computed, scheme } = await state()
    expect(items).toHaveLength(72)
    expect(scheme).toMatchObject({ code: 'national-2021', reconstructed: true })
    const own = regions[TEST_CITY]!
    expect(own).toMatchObject({ points: 0, of: 100, verdict: 'open', level: 'city' })
    expect(Object.values(own.items).flatMap(({ measures }) => measures).filter(({ state, value }) => state === 'no-data' && value !== null)).toEqual([])
    expect(new Set(Object.values(own.items).map(({ state: one }) => one))).toEqual(new Set(['no-data']))
    expect(computed.of).toBe(72)
    expect(computed.items).toBeGreaterThanOrEqual(4)
    expect(Object.keys(regions)).toContain(COUNTY)
  })

  test('a figure entered is seen at once: met, short by how much, with the year it is of and the years before', async () => {
    await tell(city, 'sampling.disposal-on-time', 98.9)
    await tell(city, 'sampling.disposal-on-time', 99.5, { from: '2024-01-01', to: '2024-12-31' })
    await tell(city, 'sampling.published', 100)
    const { items } = (await state()).regions[TEST_CITY]!
    expect(items['A8-7']).toMatchObject({ state: 'short', points: 0 })
    expect(items['A8-7']!.measures[0]).toMatchObject({ value: 98.9, by: expect.closeTo(1.1, 6), period: { from: '2025-01-01', to: '2025-12-31' }, trend: [{ year: 2024, value: 99.5 }, { year: 2025, value: 98.9 }, { year: 2026, value: null }] })
    expect(items['A8-8']).toMatchObject({ state: 'met', points: 1.39 })
    const own = (await state()).regions[TEST_CITY]!
    expect(own).toMatchObject({ verdict: 'failed', vetoFailed: ['A8-7'] })
    // Today tells the same in numbers.
    const count = (wanted: string): number => Object.values(own.items).filter((item) => item.state === wanted).length
    expect((await call(city, office, 'GET', '/evaluation/standing')).body).toMatchObject({
      region: TEST_CITY, items: 72, met: count('met'), short: count('short'), noData: count('no-data'), points: own.points, verdict: 'failed', vetoFailed: [{ code: 'A8-7', title: { zh: expect.any(String), en: expect.any(String) } }],
    })
  })

  test('a told figure opens the entry it was taken from: of its own period, and not what it replaced', async () => {
    const days = { from: '2026-01-01', to: '2026-06-30' }
    await tell(city, 'grain.pass-rate', 96, days)
    await tell(city, 'grain.pass-rate', 98, days)
    await tell(city, 'grain.pass-rate', 95, { from: '2026-01-01', to: '2026-12-31' })
    const { value, period, told } = (await state()).regions[TEST_CITY]!.items['A6-1']!.measures[1]!
    expect({ value, period }).toEqual({ value: 98, period: days })
    // Without a period the last one entered that is over is told.
    for (const query of [`?region=${TEST_CITY}&from=${days.from}&to=${days.to}`, `?region=${TEST_CITY}`]) {
      const answer = await ask<{ period: object; values: object[] }>(office, 'GET', `/indicators/grain.pass-rate${query}`, 200)
      expect([answer.period, answer.values[0]]).toMatchObject([days, { state: 'value', value: 98 }])
      const rows = await ask<{ items: { id: string; value: number }[] }>(office, 'GET', `/indicators/grain.pass-rate/rows${query}`, 200)
      expect(rows.items.map(({ id }) => id)).toEqual(told.map(({ id }) => id))
    }
  })

  test('a figure of long ago says nothing of today', async () => {
    await tell(city, 'smart.online-share', 100, { from: '2023-01-01', to: '2023-12-31' })
    expect((await state()).regions[TEST_CITY]!.items['B7-2']).toMatchObject({ state: 'no-data', points: 0 })
  })

  test('two departments that contradict each other stand side by side, and neither is taken', async () => {
    await tell(city, 'sampling.per-thousand', 4.5, { unit: market.unit })
    await tell(city, 'sampling.per-thousand', 3.1)
    const { measures, ...item } = (await state()).regions[TEST_CITY]!.items['A8-1']!
    expect(item).toMatchObject({ state: 'no-data', contradictory: true })
    expect(measures[0]!.told.map(({ value }) => value).sort()).toEqual([3.1, 4.5])
  })

  test('rising is held against the same days of the year before', async () => {
    await tell(city, 'insurance.insured', 40, { from: '2024-01-01', to: '2024-12-31' })
    expect((await state()).regions[TEST_CITY]!.items['C4-1']!.state).toBe('no-data')
    await tell(city, 'insurance.insured', 71)
    expect((await state()).regions[TEST_CITY]!.items['C4-1']).toMatchObject({ state: 'met' })
  })

  test('an accident of any of three years is counted, and one known accident needs no other year to fail the veto', async () => {
    await tell(city, 'accidents.major', 1, { region: COUNTY, from: '2024-01-01', to: '2024-12-31' })
    expect((await state(`?region=${COUNTY}`)).regions[COUNTY]!.items['D-1']).toMatchObject({ state: 'short' })
    await tell(city, 'accidents.major', 0, { from: '2025-01-01', to: '2025-12-31' })
    expect((await state()).regions[TEST_CITY]!.items['D-1']!.state).toBe('no-data')
    for (const year of ['2024', '2026']) await tell(city, 'accidents.major', 0, { from: `${year}-01-01`, to: year === '2026' ? '2026-06-30' : '2024-12-31' })
    expect((await state()).regions[TEST_CITY]!.items['D-1']!.state).toBe('met')
  })

  test('what a department says does not apply leaves its weight to the others', async () => {
    await ask(office, 'POST', '/evaluation-waiver', 201, { item: 'A5-1', region: TEST_CITY, starts_on: '2026-01-01', why: '无受污染耕地', source: '土壤详查结果' })
    const own = (await state()).regions[TEST_CITY]!
    expect(own.items['A5-1']).toMatchObject({ state: 'not-applicable', of: 0, waived: '无受污染耕地' })
    expect(Object.values(own.items).reduce((sum, { of }) => sum + of, 0)).toBeCloseTo(100, 6)
    // A department may enter no waiver, nor a person without the right.
    await ask(market.token, 'POST', '/evaluation-waiver', 403, { item: 'A5-2', region: TEST_CITY, starts_on: '2026-01-01', why: 'x', source: 'x' })
  })

  test('a day to come, a village and a region elsewhere are refused', async () => {
    await ask(office, 'GET', '/evaluation/state?on=2027-01-01', 400)
    await ask(office, 'GET', '/evaluation/state?region=140728100', 422)
    await ask(office, 'GET', '/evaluation/state?region=110000', 422)
    const stranger = await city.signIn({ rights: ['evaluation.read', 'indicators.read'], region: '140702' })
    await ask(stranger.token, 'GET', `/evaluation/state?region=${COUNTY}`, 403)
  })
})

describe('what falls short', () => {
  let gap: string

  test('is assigned to the department that answers, once', async () => {
    gap = (await ask<{ id: string }>(office, 'POST', '/evaluation/gaps', 201, { region: TEST_CITY, item: 'A8-7' })).id
    expect((await ask<{ code: string }>(office, 'POST', '/evaluation/gaps', 409, { region: TEST_CITY, item: 'A8-7' })).code).toBe('evaluation.gap-open')
    expect((await ask<{ code: string }>(office, 'POST', '/evaluation/gaps', 409, { region: TEST_CITY, item: 'A8-8' })).code).toBe('evaluation.no-gap')
    await ask(market.token, 'POST', '/evaluation/gaps', 403, { region: TEST_CITY, item: 'A9-1' })
    expect((await state()).regions[TEST_CITY]!.items['A8-7']!.gap).toMatchObject({ id: gap, state: 'open', due_on: '2026-12-20', holder_unit: market.unit })
    await ask(market.token, 'POST', `/matters/evaluation-gap/${gap}/progress`, 200, { note: '已逐件核查' })
  })

  test('closes itself once the figure meets its threshold, and not before', async () => {
    await ask(office, 'POST', '/reported-figure', 201, { indicator: 'sampling.disposal-on-time', region: TEST_CITY, starts_on: '2026-01-01', ends_on: '2026-09-30', value: 99.6, source: '月报' })
    expect(await runJobs(city, 'evaluation.gaps')).toEqual([{ open: 1, closed: 0 }])
    await ask(office, 'POST', '/reported-figure', 201, { indicator: 'sampling.disposal-on-time', region: TEST_CITY, starts_on: '2026-01-01', ends_on: '2026-10-31', value: 100, source: '月报' })
    expect(await runJobs(city, 'evaluation.gaps')).toEqual([{ open: 1, closed: 1 }])
    expect((await ask<{ row: object }>(office, 'GET', `/matters/evaluation-gap/${gap}`, 200)).row).toMatchObject({ state: 'met', met_on: '2026-11-20' })
    expect((await state()).regions[TEST_CITY]!.items['A8-7']).toMatchObject({ state: 'met', gap: null })
  })
})

describe('one figure, one answer, one signature', () => {
  const wanted = { indicator: 'kitchens.open-share', region: TEST_CITY, from: '2026-01-01', to: '2026-06-30' }
  let request: string

  test('a figure is asked of the unit that answers; who asks again is shown the request, and counted', async () => {
    const first = await ask<{ request: string; again: boolean }>(office, 'POST', '/evaluation/figures/ask', 200, wanted)
    const second = await ask<{ request: string; again: boolean }>(office, 'POST', '/evaluation/figures/ask', 200, wanted)
    expect([first.again, second.again, second.request]).toEqual([false, true, first.request])
    request = first.request
    await ask(office, 'POST', '/evaluation/figures/ask', 409, { ...wanted, indicator: 'registry.ledger-share' })
  })

  test('the answer is the reported figure, and the next who asks gets it', async () => {
    await ask(market.token, 'POST', `/matters/figure-request/${request}/answer`, 200, { value: 98.4, source: '明厨亮灶平台' })
    const third = await ask<{ values: unknown[] }>(office, 'POST', '/evaluation/figures/ask', 200, wanted)
    expect(third.values).toMatchObject([{ value: 98.4, source: '明厨亮灶平台', unit: market.unit }])
    expect((await ask<{ items: unknown[] }>(office, 'GET', '/evaluation/figures/asked', 200)).items).toMatchObject([{ unit: market.unit, asked: 1, answered: 1, again: 2 }])
    expect((await state()).regions[TEST_CITY]!.items['A7-7']).toMatchObject({ state: 'met' })
  })

  test('asked without days, one quarter is asked for whatever the day, and what waits for its answer is not asked for anew', async () => {
    const body = { indicator: 'laboratory.covered-share', region: TEST_CITY }
    const first = await ask<{ request: string; period: object }>(office, 'POST', '/evaluation/figures/ask', 200, body)
    expect(first.period).toEqual({ from: '2026-01-01', to: '2026-09-30' })
    expect((await state()).requests).toMatchObject([{ id: first.request, indicator: body.indicator, due_on: '2026-11-27', unit: `${TEST_CITY} market` }])
    city.setClock('2027-01-04T02:00:00.000Z')
    expect(await ask(office, 'POST', '/evaluation/figures/ask', 200, body)).toMatchObject({ request: first.request, again: true, state: 'asked', period: first.period })
    city.setClock('2026-11-20T02:00:00.000Z')
    for (const days of [{ from: '2026-01-01' }, { from: '2026-01-01', to: '2026-12-31' }]) await ask(office, 'POST', '/evaluation/figures/ask', 400, { ...body, ...days })
  })

  test('only the unit that answers signs, and a figure that changed since is unsigned', async () => {
    const signed = async (): Promise<string> => (await state()).regions[TEST_CITY]!.items['A7-7']!.measures[0]!.signed
    const body = { indicator: wanted.indicator, region: TEST_CITY }
    expect((await ask<{ code: string }>(office, 'POST', '/evaluation/figures/sign', 403, body)).code).toBe('evaluation.not-answering')
    expect(await signed()).toBe('unsigned')
    // The department's list has its own figures and nobody else's; the office's has every unit's.
    const list = async (token: string, query = ''): Promise<readonly FigureToSign[]> => (await ask<{ items: readonly FigureToSign[] }>(token, 'GET', `/evaluation/figures/signatures${query}`, 200)).items
    await runJobs(city, 'evaluation.to-sign')
    const own = await list(market.token)
    expect(own.every(({ unit, mine }) => mine && unit?.id === market.unit)).toBe(true)
    expect(own.find(({ indicator }) => indicator === wanted.indicator)).toMatchObject({ value: 98.4, signed: 'unsigned', last: null, mine: true })
    const all = await list(office, '?limit=200')
    expect(all.some(({ mine }) => !mine)).toBe(true)
    expect(await ask(market.token, 'GET', '/evaluation/figures/to-sign', 200)).toMatchObject({ open: own.length })
    // Page by page it is the same list, and nothing twice.
    const paged: FigureToSign[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: readonly FigureToSign[]; next: string | null } = await ask(office, 'GET', `/evaluation/figures/signatures?limit=3${cursor && `&cursor=${cursor}`}`, 200)
      paged.push(...page.items)
      cursor = page.next
    }
    expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
    await ask(office, 'GET', '/evaluation/figures/signatures?cursor=x', 400)
    await ask(market.token, 'POST', '/evaluation/figures/sign', 201, body)
    expect(await signed()).toBe('signed')
    expect(await ask(market.token, 'GET', '/evaluation/figures/to-sign', 200)).toMatchObject({ open: own.length - 1 })
    await runJobs(city, 'evaluation.to-sign')
    await tell(city, wanted.indicator, 97.2, { from: wanted.from, to: wanted.to, unit: market.unit })
    expect(await signed()).toBe('changed')
    await runJobs(city, 'evaluation.to-sign')
    const figures = await list(market.token)
    expect(figures[0]).toMatchObject({ indicator: wanted.indicator, value: 97.2, signed: 'changed', last: { value: 98.4, day: '2026-11-20' } })
    expect(await ask(market.token, 'GET', '/evaluation/figures/signatures/units', 200)).toMatchObject({ units: [{ id: market.unit, changed: 1, signed: 0, open: figures.length }] })
    // The signer is told once, however often it is looked at and changes again before he signs anew.
    const told = async (): Promise<string[]> => (await ask<{ items: { kind: string; title: { zh: string } }[] }>(market.token, 'GET', '/me/notifications', 200)).items.filter(({ kind }) => kind === 'evaluation.signed-changed').map(({ title }) => title.zh)
    expect(await told()).toEqual([expect.stringMatching(/会签的是98\.4%，现为97\.2%/)])
    await tell(city, wanted.indicator, 96.1, { from: wanted.from, to: wanted.to, unit: market.unit })
    await runJobs(city, 'evaluation.to-sign')
    expect(await told()).toHaveLength(1)
    await ask(market.token, 'POST', '/evaluation/figures/sign', 201, body)
    await tell(city, wanted.indicator, 95, { from: wanted.from, to: wanted.to, unit: market.unit })
    await runJobs(city, 'evaluation.to-sign')
    expect(await told()).toHaveLength(2)
  })

  test('the office reminds who has figures to sign, each person once a day, and nobody else may', async () => {
    await ask(market.token, 'POST', '/evaluation/figures/remind', 403, {})
    const first = await ask<{ units: number; told: number }>(office, 'POST', '/evaluation/figures/remind', 200, {})
    expect(first.told).toBeGreaterThan(0)
    expect((await ask<{ told: number }>(office, 'POST', '/evaluation/figures/remind', 200, {})).told).toBe(0)
    const { items } = await ask<{ items: { kind: string; link: string }[] }>(market.token, 'GET', '/me/notifications', 200)
    expect(items.filter(({ kind }) => kind === 'evaluation.to-sign')).toMatchObject([{ link: '/evaluation/signatures' }])
  })

  test('what is refused is told in the language of the sentence', async () => {
    const { sentence } = await ask<{ sentence: { zh: string; en: string } }>(office, 'POST', '/evaluation/figures/ask', 409, { indicator: 'registry.ledger-share', region: TEST_CITY })
    expect(sentence.en).not.toMatch(/\p{Script=Han}/u)
    expect(sentence.zh).toMatch(/^“\p{Script=Han}/u)
  })
})

describe('a snapshot', () => {
  let id: string

  test('of a day that is over is kept at once; of today once today is over; of tomorrow never', async () => {
    id = (await ask<{ id: string }>(office, 'POST', '/evaluation/snapshots', 202, { region: TEST_CITY, day: '2026-11-20' })).id
    await ask(office, 'POST', `/evaluation/snapshots/${id}/verify`, 409, {})
    await ask(office, 'POST', '/evaluation/snapshots', 422, { region: TEST_CITY, day: '2026-11-21' })
    city.setClock('2026-11-21T02:00:00.000Z')
    expect(await runJobs(city, 'evaluation.snapshot')).toMatchObject([{ snapshot: id, verdict: 'open' }])
  })

  test('is computed again to the same numbers after figures have changed', async () => {
    const before = await state('?on=2026-11-20')
    await tell(city, 'sampling.published', 50, { from: '2026-01-01', to: '2026-06-30' })
    await ask(office, 'POST', '/evaluation-waiver', 201, { item: 'A1-1', region: TEST_CITY, starts_on: '2026-01-01', why: '无', source: '无' })
    expect((await state()).regions[TEST_CITY]!.items['A8-8']!.state).toBe('short')
    expect(await ask(office, 'POST', `/evaluation/snapshots/${id}/verify`, 200, {})).toEqual({ same: true, differences: [] })
    const { items } = await ask<{ items: { score: number; check_result: string }[] }>(office, 'GET', '/evaluation/snapshots', 200)
    expect(items).toMatchObject([{ check_result: 'same', score: before.regions[TEST_CITY]!.points }])
  })
})
