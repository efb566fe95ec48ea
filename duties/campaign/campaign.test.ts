import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPaper } from '../../platform/documents/paper.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { makeUnit, runJobs } from '../evaluation/evaluation.fixture.ts'
import { COUNTY, inspect, makePlace, OTHER_COUNTY, type Place } from './campaign.fixture.ts'
import type { Board, DayForm } from './contract.ts'

const NOW = '2026-05-12T02:00:00Z'

let city: TestCity
let office: string
let reporter: string
let county: string
let bureau: string
let other: string
let shops: Place[]
let campaign: { id: string; version: number }

type Answer = Awaited<ReturnType<typeof call>>
const rowOf = ({ body }: Answer) => body['row'] as { id: string; version: number } & Record<string, unknown>
const faults = ({ body }: Answer): string[] => ((body['fields'] ?? []) as { path: string }[]).map(({ path }) => path).toSorted()

beforeAll(async () => {
  city = await testCity()
  city.setClock(NOW)
  const fso = await makeUnit(city, 'fso', TEST_CITY)
  ;[bureau, other] = [await makeUnit(city, 'market', COUNTY), await makeUnit(city, 'market', OTHER_COUNTY)]
  office = (await city.signIn({ rights: ['campaign.read', 'campaign.manage', 'premises.read', 'people.read', 'indicators.read', 'export', 'files.read'], unit: fso })).token
  reporter = (await city.signIn({ rights: ['campaign.read', 'campaign.report', 'people.read'], region: COUNTY, unit: bureau })).token
  county = (await city.signIn({ rights: ['campaign.read', 'campaign.manage', 'premises.read', 'people.read'], region: COUNTY, unit: bureau })).token
  shops = [await makePlace(city, COUNTY, '甲小卖部', 'SHOP'), await makePlace(city, COUNTY, '乙小卖部', 'SHOP'), await makePlace(city, OTHER_COUNTY, '丙小卖部', 'SHOP'), await makePlace(city, COUNTY, '丁饭店', 'CATE')]
  campaign = rowOf(await call(city, office, 'POST', '/campaign', {
    title: '农村假冒伪劣食品专项整治', theme: 'rural', region: TEST_CITY, state: 'running', notice_number: '食安办〔2026〕8号', starts_on: '2026-05-10', ends_on: '2026-05-31', units: [bureau, other], types: ['SALE'], near_school: false,
  }))
})
afterAll(() => city.close())

const tell = (more: Record<string, unknown>, token = reporter): Promise<Answer> => call(city, token, 'POST', '/campaign-daily', { campaign_id: campaign.id, region: COUNTY, unit_id: bureau, day: '2026-05-11', officers: 6, ...more })
const board = async (token = office, day = '2026-05-11'): Promise<Board> => (await call(city, token, 'GET', `/campaign/${campaign.id}/board?day=${day}`)).body as unknown as Board

describe('targets', () => {
  test('that fit the conditions are counted, listed once however often asked, and stand in their county', async () => {
    expect((await call(city, office, 'GET', `/campaign/${campaign.id}/targets?region=${TEST_CITY}`)).body).toEqual({ found: 3, listed: 0 })
    expect((await call(city, county, 'POST', `/campaign/${campaign.id}/targets`, { region: OTHER_COUNTY })).status).toBe(403)
    expect((await call(city, county, 'POST', `/campaign/${campaign.id}/targets`, {})).body).toEqual({ found: 2, listed: 2 })
    expect((await call(city, office, 'POST', `/campaign/${campaign.id}/targets`, { region: TEST_CITY })).body).toEqual({ found: 1, listed: 3 })
    expect((await call(city, office, 'POST', `/campaign/${campaign.id}/targets`, { region: TEST_CITY })).body).toEqual({ found: 0, listed: 3 })
    expect((await board()).counties).toEqual([{ region: OTHER_COUNTY, asked: 1, visited: 0, problems: 0 }, { region: COUNTY, asked: 2, visited: 0, problems: 0 }])
  })

  test('are ticked off soon after an inspection within the campaign’s days, and by no other', async () => {
    await inspect(city, shops[1]!, '2026-05-09')
    await inspect(city, shops[0]!, '2026-05-11', { failed: 2 })
    await inspect(city, shops[0]!, '2026-05-12')
    await runJobs(city, 'campaign.tick')
    expect((await board()).counties[1]).toEqual({ region: COUNTY, asked: 2, visited: 1, problems: 1 })
    const { body } = await call(city, office, 'GET', `/campaign-target?campaign=${campaign.id}&visited=true`)
    expect(body['items']).toMatchObject([{ premises_id: shops[0]!.id, visits: 2, visited_on: '2026-05-12', problem: true }])
  })
})

describe('daily figures', () => {
  test('come with what inspections give by themselves', async () => {
    const form = (await call(city, reporter, 'GET', `/campaign/${campaign.id}/day?unit=${bureau}&day=2026-05-11`)).body as unknown as DayForm
    expect(form).toEqual({ line: null, rows: { checked: 1, checked_premises: 1, problem_firms: 1, orders: 0 }, names: ['甲小卖部公司'], limits: { visits_per_officer: 20, fine_per_case: 100_000_000, kg_a_day: 10_000 } })
  })

  test('that part from the rows are kept, and the board shows both', async () => {
    const line = rowOf(await tell({ checked: 3, problem_firms: 1, problem_names: '甲小卖部公司', orders: 0, documents: 1, penalties: 50_000, cases: 1, destroyed: 2.5 }))
    const shown = await board()
    expect(shown.units.map(({ unit, line: told, differences }) => [unit, told?.checked ?? null, differences])).toEqual([
      [other, null, []], [bureau, 3, [{ code: 'checked', told: 3, rows: 1 }]]])
    expect(shown.linesApart).toBe(1)
    expect(shown.totals.find(({ code }) => code === 'penalties')!.value).toEqual({ amount: 50_000, unit: '元' })
    expect(line['title']).toContain('2026-05-11')
  })

  test('say who has not reported: the days before today, not today', async () => {
    expect((await board()).units.map(({ unit, missed }) => [unit, missed])).toEqual([[other, 2], [bureau, 1]])
    expect((await board(county)).units.map(({ unit }) => unit)).toEqual([bureau])
  })

  test('are refused with every fault at once, a second line of the day too, and a unit or day outside the campaign', async () => {
    expect(faults(await tell({ day: '2026-05-12', checked: 1, checked_premises: 2, orders: 3, documents: 1 }))).toEqual(['checked_premises', 'orders'])
    expect((await tell({ checked: 3 })).status).toBe(409)
    expect(faults(await tell({ day: '2026-05-09', checked: 3 }))).toEqual(['day'])
    const stranger = await makeUnit(city, 'education', COUNTY)
    expect(faults(await tell({ day: '2026-05-09', unit_id: stranger, checked: 3 }))).toEqual(['day', 'unit_id'])
    expect((await tell({ day: '2026-05-10', unit_id: other, region: OTHER_COUNTY, checked: 3 })).status).toBeGreaterThanOrEqual(400)
  })

  test('once corrected keep the line before, with who and why', async () => {
    const { line } = (await call(city, reporter, 'GET', `/campaign/${campaign.id}/day?unit=${bureau}&day=2026-05-11`)).body as unknown as DayForm
    const answer = await call(city, reporter, 'PUT', `/campaign-daily/${line!.id}`, { version: line!.version, checked: 1, reason: '误填' })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const { body } = await call(city, reporter, 'GET', `/campaign-daily/${line!.id}/history`)
    expect((body['items'] as { reason: string; diff: Record<string, unknown> }[])[0]).toMatchObject({ reason: '误填', diff: { checked: [3, 1] } })
    expect((await board()).linesApart).toBe(0)
  })

  test('move the mark that an open board asks for', async () => {
    const mark = async (): Promise<unknown> => (await call(city, office, 'GET', `/campaign/${campaign.id}/mark`)).body['mark']
    const before = await mark()
    expect(await mark()).toBe(before)
    await tell({ day: '2026-05-10', checked: 2, orders: 0 })
    expect(await mark()).not.toBe(before)
  })

  test('beyond what a day can hold say why, by the limits of that day, which the city changes', async () => {
    const busy = { day: '2026-05-12', checked: 200, destroyed: 12_000 }
    expect(faults(await tell(busy))).toEqual(['checked', 'destroyed'])
    const limit = { valid_from: '2026-05-12', visits_per_officer: 40, fine_per_case: 100_000_000, kg_a_day: 20_000, source: '市食安办通知' }
    expect((await call(city, reporter, 'POST', '/daily-limit', limit)).status).toBe(403)
    expect((await call(city, office, 'POST', '/daily-limit', limit)).status).toBe(201)
    expect((await tell(busy)).status).toBe(201)
    const { line } = (await call(city, reporter, 'GET', `/campaign/${campaign.id}/day?unit=${bureau}&day=2026-05-11`)).body as unknown as DayForm
    expect(faults(await call(city, reporter, 'PUT', `/campaign-daily/${line!.id}`, { version: line!.version, checked: 200 }))).toEqual(['checked'])
    expect((await call(city, reporter, 'PUT', `/campaign-daily/${line!.id}`, { version: line!.version, checked: 200, note: '与乡镇联合检查' })).status).toBe(200)
  })
})

test('the summary in Word says what the rows say and marks what is not known', async () => {
  const answer = await city.app.inject({ method: 'GET', url: `/api/v1/campaign/${campaign.id}/summary.docx`, headers: { authorization: `Bearer ${office}` } })
  expect(answer.statusCode).toBe(200)
  const { text } = readPaper('summary.docx', answer.rawPayload)
  expect(text).toContain('列入名单的检查对象共3户，已检查1户，占33.3%；检查发现问题的1户。')
  expect(text).toContain('【未填报】')
})
