import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../platform/core/ids.ts'
import { allDuties } from '../../platform/platform.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { asProgram } from '../evaluation/evaluation.fixture.ts'
import { duties } from '../index.ts'
import { reckonDays, reckonMonths } from './reckon.ts'
import { remind } from './remind.ts'
import { COUNTY, makeShop, ownToday, zeroRisk, type Shop } from './selfcheck.fixture.ts'
import { placesOf } from './store.ts'
import type { SelfCheckInput } from './contract.ts'

let city: TestCity
let officer: string
let clerk: string
let cityOfficer: string
let school: Shop
let other: Shop

const at = (day: string, time = '02:00'): void => city.setClock(`${day}T${time}:00.000Z`)
const fields = (body: Record<string, unknown>): string[] => ((body['fields'] ?? []) as { path: string }[]).map(({ path }) => path).toSorted()
const send = (shop: Shop, input: SelfCheckInput) => call(city, shop.token, 'POST', '/self-checks', input, { 'idempotency-key': newId() })
const book = (shop: Shop, body: Record<string, unknown>, id = newId()) => call(city, shop.token, 'POST', '/canteen-book', { id, premises: shop.id, on: '2026-05-11', photos: [], ...body }, { 'idempotency-key': newId() })
const monthOf = async (shop: Shop, month = '2026-05-01') => ((await call(city, officer, 'GET', `/self-check-month?premises_id=${shop.id}`)).body['items'] as Record<string, unknown>[]).find((row) => row['month'] === month)
const dayOf = async (shop: Shop, day: string) => ((await call(city, officer, 'GET', `/canteen-day?premises_id=${shop.id}`)).body['items'] as Record<string, unknown>[]).find((row) => row['on_day'] === day)

/** As the nightly job does it. */
const night = (shop: Shop, from: string, until: string) => asProgram(city, async (tx) => {
  const places = await placesOf(tx, [shop.id])
  await reckonMonths(tx, places, [tx.work.today])
  await reckonDays(tx, places, { from: from as never, until: until as never })
})

beforeAll(async () => {
  city = await testCity()
  at('2026-05-11')
  const rights = ['selfcheck.read', 'selfcheck.manage', 'selfcheck.check', 'premises.read', 'files.read', 'export', 'indicators.read']
  officer = (await city.signIn({ rights, region: COUNTY })).token
  cityOfficer = (await city.signIn({ rights, region: TEST_CITY })).token
  clerk = (await city.signIn({ rights: ['premises.read'], region: COUNTY })).token
  school = await makeShop(city, '自查试验小学食堂')
  other = await makeShop(city, '别家饭店', 'CATE')
  for (const shop of [school, other]) {
    const answer = await call(city, officer, 'POST', '/operating-calendar', { premises_id: shop.id, starts_on: '2026-05-06', week: 'working_days', meals: shop === school ? ['lunch'] : [] })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  }
  await city.installation.owner((owner) => owner.query(`update city_${TEST_CITY}.session set idle_minutes = 100000`))
})
afterAll(() => city.close())

describe('a day, a week, a month', () => {
  test('the first screen says what is owed today and what was missed', async () => {
    at('2026-05-11')
    const { place, places } = await ownToday(city, school)
    expect(places).toEqual([{ id: school.id, name: '自查试验小学食堂' }])
    expect(place).toMatchObject({ asked: true, startsOn: '2026-05-06', opensToday: true, needsDirector: true })
    expect(place!.duties.map(({ kind, state }) => [kind, state])).toEqual([['daily', 'waiting'], ['weekly', 'waiting'], ['monthly', 'waiting']])
    // 2026-05-09 is a Saturday worked in exchange.
    expect(place!.missed.map(({ kind, dueOn }) => `${kind} ${dueOn}`).toSorted()).toEqual(['daily 2026-05-06', 'daily 2026-05-07', 'daily 2026-05-08', 'daily 2026-05-09', 'weekly 2026-05-09'])
    expect(place!.forms.daily!.items.length).toBeGreaterThan(5)
  })

  test('a day without risk is one record; sent twice it is kept once, a second one is refused', async () => {
    at('2026-05-11')
    const input = await zeroRisk(city, school, '2026-05-11')
    const first = await send(school, input)
    expect(first.status, JSON.stringify(first.body)).toBe(201)
    expect(first.body['row']).toMatchObject({ zero_risk: true, late: false, due_on: '2026-05-11', problem_count: 0 })
    expect((await send(school, input)).body['row']).toMatchObject({ id: input.id, version: 1 })
    const second = await send(school, await zeroRisk(city, school, '2026-05-11'))
    expect([second.status, second.body['code']]).toEqual([409, 'selfcheck.already'])
    expect((await ownToday(city, school)).place!.duties[0]).toMatchObject({ state: 'done', record: input.id })
  })

  test('two sent at the same moment for one day leave one record', async () => {
    at('2026-05-12')
    const inputs = [await zeroRisk(city, school, '2026-05-12'), await zeroRisk(city, school, '2026-05-12')]
    const answers = await Promise.all(inputs.map((input) => send(school, input)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
  })

  test('all faults are told at once: an item left open, a problem without its measure, a wrong role', async () => {
    at('2026-05-13')
    const whole = await zeroRisk(city, school, '2026-05-13')
    const { goods: _, ...rest } = whole.answers
    const answer = await send(school, { ...whole, role: 'head', answers: { ...rest, storage: 'bad' }, problems: [{ text: '冰箱温度偏高', measure: '', code: 'cooking' }] })
    expect(answer.status).toBe(400)
    expect(fields(answer.body)).toEqual(['answers.goods', 'answers.storage', 'problems.0.measure', 'role', 'zero_risk'])
  })

  test('a missed day recorded afterwards is kept as late and is missed no more', async () => {
    at('2026-05-13')
    await night(school, '2026-05-06', '2026-05-12')
    expect(await monthOf(school)).toMatchObject({ missed: 5, kept: 2, late: 0, business: 'canteen' })
    expect((await send(school, await zeroRisk(city, school, '2026-05-08'))).body['row']).toMatchObject({ late: true })
    expect(await monthOf(school)).toMatchObject({ missed: 4, missed_daily: 3, missed_weekly: 1, kept: 3, late: 1 })
  })

  test('a record is corrected by a new version with its reason; the old one stays', async () => {
    at('2026-05-13')
    const input = await zeroRisk(city, school, '2026-05-13')
    await send(school, input)
    const { id: _, premises: __, kind: ___, on: ____, ...content } = input
    const wrong = { ...content, zero_risk: false, answers: { ...content.answers, storage: 'bad' }, problems: [{ text: '冷柜 12 ℃', measure: '已调低并转移食材', code: 'storage' }] }
    const answer = await call(city, school.token, 'POST', `/self-checks/${input.id}/correct`, { ...wrong, version: 1, reason: '漏写冷柜问题' })
    expect(answer.body['row'], JSON.stringify(answer.body)).toMatchObject({ version: 2, problem_count: 1, corrections: 1 })
    expect((await call(city, school.token, 'GET', `/self-check/${input.id}/history`)).body['items']).toHaveLength(2)
    expect((await call(city, school.token, 'POST', `/self-checks/${input.id}/correct`, { ...wrong, version: 1, reason: '再改' })).status).toBe(409)
  })

  test('nobody records for another business, and an officer records for none', async () => {
    at('2026-05-13')
    const input = await zeroRisk(city, school, '2026-05-07')
    expect((await call(city, other.token, 'POST', '/self-checks', input)).status).toBe(404)
    expect((await call(city, officer, 'POST', '/self-checks', input)).status).toBe(403)
    expect((await call(city, other.token, 'GET', `/own/today?premises=${school.id}`)).status).toBe(404)
    expect((await call(city, other.token, 'GET', '/self-check')).body['items']).toEqual([])
  })

  test('a record for days to come, or of a day closed, is refused', async () => {
    at('2026-05-13')
    expect(fields((await send(school, await zeroRisk(city, school, '2026-05-14'))).body)).toEqual(['on'])
    expect(fields((await send(school, await zeroRisk(city, school, '2026-05-10'))).body)).toEqual(['on'])
    expect(fields((await send(school, await zeroRisk(city, school, '2026-05-05'))).body)).toContain('on')
  })
})

describe('days closed', () => {
  test('a business tells of them ahead only; told by the office for the past, they are missed no more', async () => {
    at('2026-05-14')
    const closed = (token: string, from_on: string, until_on: string, kind = 'closed') => call(city, token, 'POST', '/operating-exception', { premises_id: other.id, kind, from_on, until_on, reason: '检修' })
    await night(other, '2026-05-06', '2026-05-13')
    const before = (await monthOf(other))!['missed'] as number
    expect(fields((await closed(other.token, '2026-05-12', '2026-05-13')).body)).toEqual(['from_on'])
    expect(fields((await closed(other.token, '2026-05-20', '2026-05-21', 'term')).body)).toEqual(['kind'])
    expect((await closed(other.token, '2026-05-14', '2026-05-14')).status).toBe(201)
    expect((await ownToday(city, other)).place!.duties.map(({ kind }) => kind)).not.toContain('daily')
    expect((await closed(officer, '2026-05-12', '2026-05-13')).status).toBe(201)
    expect((await monthOf(other))!['missed']).toBe(before - 2)
    expect((await closed(school.token, '2026-05-20', '2026-05-20')).status).toBe(400)
  })
})

describe('the canteen book', () => {
  const sample = (more: object = {}) => ({ kind: 'sample', meal: 'lunch', dishes: [{ dish: '番茄炒蛋', grams: 130 }, { dish: '米饭', grams: 125 }], kept_at: '2026-05-11T04:00:00.000Z', celsius: 4, kept_by: '李留', ...more })

  test('says what is missing today and is complete when all of it is there', async () => {
    at('2026-05-11', '06:00')
    expect((await ownToday(city, school)).place!.book!.lacking.map(({ kind }) => kind)).toEqual(['morning_check', 'sample', 'disinfection', 'leader_meal'])
    expect((await book(school, { kind: 'morning_check', checked_by: '王安', people: [{ name: '张三丰', fit: true, celsius: 36.5 }, { name: '赵四', fit: false, sign: '腹泻', sent_away: true }] })).body).toMatchObject({ kept: 2 })
    expect((await book(school, sample())).body).toMatchObject({ kept: 2 })
    expect((await book(school, { kind: 'disinfection', meals: ['lunch'], method: 'steam', reached: 100, seconds: 900, done_by: '孙' })).status).toBe(201)
    expect((await ownToday(city, school)).place!.book!.lacking.map(({ kind }) => kind)).toEqual(['leader_meal'])
    expect(await dayOf(school, '2026-05-11')).toBeUndefined()
    const meal = newId()
    const shared = { kind: 'leader_meal', meal: 'lunch', leader: '周校长', post: '校长', opinion: '可口' }
    expect((await book(school, shared, meal)).status).toBe(201)
    expect((await book(school, shared, meal)).body).toMatchObject({ id: meal, kept: 1 })
    expect(await dayOf(school, '2026-05-11')).toMatchObject({ complete: true, sampled: 1, leader_kept: 1 })
  })

  test('refuses light samples, warm ones, goods past their day and the sick at work, each fault by its line', async () => {
    at('2026-05-11', '06:00')
    expect(fields((await book(school, sample({ dishes: [{ dish: '汤', grams: 100 }, { dish: '', grams: 200 }], celsius: 12 }))).body)).toEqual(['celsius', 'dishes.0.grams', 'dishes.1.dish'])
    expect(fields((await book(school, { kind: 'purchase', goods: '牛奶', supplier: '乳业', quantity: 5, unit: '箱', best_before: '2026-05-01' })).body)).toEqual(['best_before', 'papers'])
    expect((await book(school, { kind: 'purchase', goods: '牛奶', supplier: '乳业', quantity: 5, unit: '箱', best_before: '2026-05-01', refused: true })).status).toBe(201)
    expect(fields((await book(school, { kind: 'morning_check', checked_by: '王', people: [{ name: '甲', fit: true, celsius: 38 }] })).body)).toEqual(['people.0.fit'])
    expect(fields((await book(school, { kind: 'disinfection', meals: ['dinner'], method: 'chlorine', reached: 100, seconds: 60 })).body)).toEqual(['meal', 'reached', 'seconds'])
    expect((await book(other, sample())).body['code']).toBe('canteen.no-book')
  })

  test('names of the morning check leave the server masked; only the business itself meets its own people again', async () => {
    const rows = (await call(city, officer, 'GET', '/morning-check')).body['items'] as { name: string }[]
    expect(rows.length).toBe(2)
    expect(rows.some(({ name }) => name === '张三丰' || name === '赵四')).toBe(false)
    expect((await ownToday(city, school)).place!.book!.people.toSorted()).toEqual(['张三丰', '赵四'])
  })

  test('samples are thrown away after 48 hours, not before', async () => {
    at('2026-05-13', '03:00')
    expect((await ownToday(city, school)).place!.book!.dispose).toEqual([])
    const rows = (await call(city, school.token, 'GET', '/food-sample')).body['items'] as { id: string }[]
    const dispose = (time: string) => call(city, school.token, 'POST', '/canteen-book/dispose', { premises: school.id, ids: rows.map(({ id }) => id), at: time, by: '李留' })
    expect(fields((await dispose('2026-05-13T02:00:00.000Z')).body)).toEqual(['at', 'at'])
    at('2026-05-13', '05:00')
    expect((await ownToday(city, school)).place!.book!.dispose).toHaveLength(2)
    expect((await dispose('2026-05-13T04:30:00.000Z')).body).toEqual({ disposed: 2 })
    expect((await dispose('2026-05-13T04:30:00.000Z')).body).toEqual({ disposed: 0 })
  })

  test('an entry taken out leaves the day incomplete and stays with its reason', async () => {
    at('2026-05-14')
    const [meal] = (await call(city, school.token, 'GET', '/leader-meal')).body['items'] as { id: string }[]
    expect((await call(city, other.token, 'POST', `/canteen-book/leader_meal/${meal!.id}/withdraw`, { reason: '不是我的' })).status).toBe(404)
    expect((await call(city, school.token, 'POST', `/canteen-book/leader_meal/${meal!.id}/withdraw`, { reason: '填错餐次' })).status).toBe(200)
    expect(await dayOf(school, '2026-05-11')).toMatchObject({ complete: false, leader_kept: 0, leader_complete: false })
  })

  test('a limit changed from a day on holds from that day on', async () => {
    at('2026-05-14')
    const limits = (await call(city, cityOfficer, 'GET', '/canteen-limit')).body['items'] as Record<string, number>[]
    const { id: _, version: __, region: ___, created_at: _a, updated_at: _b, closed_at: _c, closed_reason: _d, may: _e, ...shipped } = limits[0]!
    expect((await call(city, cityOfficer, 'POST', '/canteen-limit', { ...shipped, valid_from: '2026-05-14', sample_grams: 150 })).status).toBe(201)
    const light = sample({ dishes: [{ dish: '汤', grams: 130 }] })
    expect(fields((await book(school, { ...light, on: '2026-05-14', kept_at: '2026-05-14T01:00:00.000Z' })).body)).toEqual(['dishes.0.grams'])
    expect((await book(school, { ...light, on: '2026-05-13', kept_at: '2026-05-13T04:00:00.000Z' })).status).toBe(201)
  })
})

describe('the officer above', () => {
  test('sees who misses, each number with its rows, and no other county’s', async () => {
    at('2026-05-15')
    await night(school, '2026-05-06', '2026-05-14')
    const lines = (await call(city, cityOfficer, 'GET', `/self-check-coverage?region=${TEST_CITY}&month=2026-05-01`)).body['lines'] as Record<string, number>[]
    const line = lines.find((one) => one['code'] as unknown === COUNTY)!
    expect(line).toMatchObject({ under: 2, asked: 2, whole: 0, short: 2 })
    const rows = (await call(city, officer, 'GET', `/self-check-month?month=2026-05-01&missed.from=1&region=${COUNTY}`)).body['items'] as { missed: number }[]
    expect(rows.length).toBe(line['short'])
    expect(rows.reduce((sum, { missed }) => sum + missed, 0)).toBe(line['missed'])
    const byBusiness = (await call(city, officer, 'GET', '/self-check-coverage?month=2026-05-01&by=business')).body['lines'] as { code: string; short: number }[]
    expect(byBusiness.map(({ code, short }) => [code, short])).toEqual([['canteen', 1], ['catering', 1]])
    expect((await call(city, officer, 'GET', `/self-check-coverage?region=${TEST_CITY.slice(0, 4)}02`)).status).toBe(403)
    expect((await call(city, clerk, 'GET', '/self-check-coverage')).status).toBe(403)
  })

  test('takes a month out as docx and xlsx; the business its own, others nothing', async () => {
    const get = (token: string, format: string) => city.app.inject({ method: 'GET', url: `/api/v1/self-check-file?premises=${school.id}&month=2026-05-01&format=${format}`, headers: { authorization: `Bearer ${token}` } })
    for (const format of ['docx', 'xlsx']) {
      const answer = await get(school.token, format)
      expect([answer.statusCode, answer.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK'])
      expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain(`2026年5月）.${format}`)
    }
    expect((await get(officer, 'docx')).statusCode).toBe(200)
    expect((await get(other.token, 'docx')).statusCode).toBe(404)
  })

  test('makes the next version of a form; records keep the one they were made by', async () => {
    at('2026-05-15')
    const before = await zeroRisk(city, school, '2026-05-14')
    expect((await send(school, before)).status).toBe(201)
    const next = { kind: 'daily', applies: 'canteen', title: '每日检查（新版）', valid_from: '2026-05-15', items: [{ zh: '冷柜温度', en: 'Cold store temperature' }] }
    expect((await call(city, officer, 'POST', '/self-check-forms', next)).status).toBe(403)
    expect(fields((await call(city, cityOfficer, 'POST', '/self-check-forms', { ...next, valid_from: '2026-05-01' })).body)).toEqual(['valid_from'])
    expect((await call(city, cityOfficer, 'POST', '/self-check-forms', next)).body['row']).toMatchObject({ form_version: 2, item_count: 1 })
    const after = await zeroRisk(city, school, '2026-05-15')
    expect(Object.keys(after.answers)).toEqual(['v2-1'])
    expect((await send(school, after)).status).toBe(201)
  })

  test('reminds a business of what is due today until it is on record', async () => {
    at('2026-05-18', '07:00')
    expect(await asProgram(city, async (tx) => remind(tx, await placesOf(tx, [school.id])))).toBe(1)
    expect(await asProgram(city, async (tx) => remind(tx, await placesOf(tx, [school.id])))).toBe(1)
    const inbox = async () => ((await call(city, school.token, 'GET', '/me/inbox')).body['items'] as { kind: string; title: string }[]).filter(({ kind }) => kind === 'self-check')
    expect((await inbox()).map(({ title }) => title)).toEqual(['自查试验小学食堂 · 日管控'])
    const tell = (kind: string) => call(city, school.token, 'POST', '/operating-exception', { premises_id: school.id, kind, from_on: '2026-05-18', until_on: '2026-05-18', reason: '停电' })
    expect((await tell('closed')).status).toBe(201)
    expect(await inbox()).toEqual([])
    expect((await tell('opened')).status).toBe(201)
    expect((await inbox()).map(({ title }) => title)).toEqual(['自查试验小学食堂 · 日管控'])
    expect((await send(school, await zeroRisk(city, school, '2026-05-18'))).status).toBe(201)
    expect(await inbox()).toEqual([])
  })
})

describe('checks of schools at three levels', () => {
  test('stand side by side; the level follows from who records, and nobody changes another level’s', async () => {
    at('2026-05-18')
    const check = { premises_id: school.id, on_day: '2026-05-18', checked_by: '检查组', result: 'problems', problems: '台账不全', due_on: '2026-05-25' }
    const own = { ...check, id: newId(), result: 'in_order', problems: null }
    expect((await call(city, school.token, 'POST', '/own/school-check', own)).body['row']).toMatchObject({ level: 'school' })
    expect((await call(city, school.token, 'POST', '/own/school-check', own)).body['row']).toMatchObject({ id: own.id, version: 1 })
    expect((await call(city, school.token, 'POST', '/school-check', check)).status).toBe(403)
    const county = (await call(city, officer, 'POST', '/school-check', check)).body['row'] as { id: string; level: string; version: number }
    expect(county.level).toBe('county')
    expect((await call(city, cityOfficer, 'POST', '/school-check', { ...check, problems: ' ' })).status).toBe(400)
    expect(((await call(city, cityOfficer, 'POST', '/school-check', check)).body['row'] as { level: string }).level).toBe('city')
    expect(fields((await call(city, cityOfficer, 'PUT', `/school-check/${county.id}`, { version: 1, corrected_on: '2026-05-18' })).body)).toEqual(['level'])
    expect((await call(city, officer, 'PUT', `/school-check/${county.id}`, { version: 1, corrected_on: '2026-05-18' })).status).toBe(200)
    const { items } = (await call(city, officer, 'GET', '/school-check-schools')).body as { items: { name: string; checks: Record<string, { open: boolean }> }[] }
    expect(items.map(({ name }) => name)).toEqual(['自查试验小学食堂'])
    expect(items[0]!.checks).toMatchObject({ school: { open: false }, county: { open: false, times: 1 }, city: { open: true } })
    expect((await call(city, officer, 'GET', '/school-check-schools?without=city')).body['items']).toEqual([])
    const [line] = (await call(city, cityOfficer, 'GET', '/school-check-coverage')).body['items'] as { code: string; schools: number; levels: Record<string, unknown> }[]
    expect(line).toMatchObject({ code: COUNTY, schools: 1, levels: { school: { checked: 1, open: 0 }, county: { checked: 1, open: 0 }, city: { checked: 1, open: 1 } } })
    expect((await call(city, officer, 'POST', '/school-check', { ...check, premises_id: other.id })).status).toBe(400)
  })
})

describe('indicators', () => {
  test('count the same rows that they open, as plain TypeScript counts them', async () => {
    at('2026-05-19')
    const value = async (name: string) => ((await call(city, officer, 'GET', `/indicators/${name}?region=${COUNTY}&from=2026-05-01&to=2026-05-31`)).body)
    const names = allDuties(duties).flatMap((duty) => duty.indicators ?? []).map(({ name }) => name)
    expect(names.filter((name) => name === 'self-check.reported')).toHaveLength(1)
    const months = (await call(city, officer, 'GET', '/self-check-month?limit=200')).body['items'] as { month: string; missed: number }[]
    const plain = (100 * months.filter(({ missed }) => missed === 0).length) / months.length
    const told = await value('self-check.reported')
    expect(JSON.stringify(told)).toContain(`"value":${plain}`)
  })
})

test('who keeps which record is a row that the city changes, from the day on which it begins', async () => {
  at('2026-05-25')
  const rules = (await call(city, cityOfficer, 'GET', '/self-check-rule')).body['items'] as { valid_from: string; types: string[] }[]
  expect(rules.map(({ valid_from }) => valid_from).toSorted()).toEqual(['2022-11-01', '2025-04-15'])
  const rule = { valid_from: '2026-05-26', types: rules[0]!.types, not_types: [], daily_roles: ['head'], weekly_roles: ['director'], monthly_roles: ['head'], monthly_with: ['head'], on_behalf: [], source: '本市规定' }
  expect((await call(city, officer, 'POST', '/self-check-rule', rule)).status, 'a county keeps no rule of the city').toBe(403)
  const added = await call(city, cityOfficer, 'POST', '/self-check-rule', rule)
  expect(added.status, JSON.stringify(added.body)).toBe(201)
  expect((await send(school, await zeroRisk(city, school, '2026-05-25'))).status, 'today the earlier rule holds').toBe(201)
  at('2026-05-26')
  expect(fields((await send(school, await zeroRisk(city, school, '2026-05-26'))).body)).toEqual(['role'])
  expect((await send(school, await zeroRisk(city, school, '2026-05-26', 'daily', { role: 'head' }))).status).toBe(201)
})
