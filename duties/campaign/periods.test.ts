import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { addDays, date } from '../../platform/core/dates.ts'
import { addScheduled } from '../../platform/jobs/schedule.ts'
import { asProgram, makeUnit, runJobs } from '../evaluation/evaluation.fixture.ts'
import { changeRow, getRow, insertRow } from '../../platform/register/store.ts'
import { premises } from '../registry/registers.ts'
import { operatingExceptions } from '../selfcheck/registers.ts'
import { COUNTY, inspect, makePlace, OTHER_COUNTY, type Place } from './campaign.fixture.ts'
import type { ComingPeriods } from './contract.ts'

let city: TestCity
let office: string
let schools: Place[]
let shop: Place
let pair: string[]
let term: { id: string; version: number }

/** Another day: sessions end when nobody works for so long, so the office signs in anew. */
const at = async (day: string): Promise<void> => {
  city.setClock(`${day}T02:00:00Z`)
  office = (await city.signIn({ rights: ['campaign.read', 'campaign.manage', 'inspection.manage', 'inspection.read', 'premises.read', 'people.read', 'indicators.read'] })).token
}
const morning = async (day: string): Promise<unknown> => {
  await at(day)
  await addScheduled(city.installation.database, TEST_CITY, 'campaign.periods', date(day))
  return (await runJobs(city, 'campaign.periods'))[0]
}
const coming = async (query = ''): Promise<ComingPeriods> => (await call(city, office, 'GET', `/special-period/coming${query}`)).body as unknown as ComingPeriods
const visits = async (query: string): Promise<Record<string, unknown>[]> => (await call(city, office, 'GET', `/period-visit?special_period=${term.id}&${query}`)).body['items'] as Record<string, unknown>[]
const termOf = async () => (await coming()).items.find(({ id }) => id === term.id)

beforeAll(async () => {
  city = await testCity()
  await at('2026-08-01')
  const station = await makeUnit(city, 'market', COUNTY)
  pair = [(await city.signIn({ rights: ['inspection.work'], region: COUNTY, unit: station })).person, (await city.signIn({ rights: ['inspection.work'], region: COUNTY, unit: station })).person]
  schools = [await makePlace(city, COUNTY, '一中食堂', 'CANT_SCHOOL'), await makePlace(city, COUNTY, '二中食堂', 'CANT_SCHOOL'), await makePlace(city, OTHER_COUNTY, '三小食堂', 'CANT_SCHOOL'), await makePlace(city, COUNTY, '停办学校食堂', 'CANT_SCHOOL', { status: 'suspended' })]
  shop = await makePlace(city, COUNTY, '校门口小卖部', 'SHOP', { near_school: true })
  await makePlace(city, COUNTY, '远处小卖部', 'SHOP')
  term = (await call(city, office, 'POST', '/special-period', {
    title: '秋季学期', code: '2026-autumn-term', kind: 'term', region: TEST_CITY, starts_on: '2026-09-01', ends_on: '2027-01-22', types: ['CANT_SCHOOL'], surroundings: true, assigns: true, source: '教育局校历',
  })).body['row'] as typeof term
})
afterAll(() => city.close())

test('a city starts with the festivals of the State Council’s days and asks nobody for them again', async () => {
  expect(await morning('2026-08-02')).toMatchObject({ listed: 0 })
  const { body } = await call(city, office, 'GET', '/special-period?kind=festival')
  const items = body['items'] as { code: string }[]
  expect(items.map(({ code }) => code)).toContain('2026-festival-national')
  expect(new Set(items.map(({ code }) => code)).size).toBe(items.length)
})

describe('the set of a term', () => {
  test('is made twenty days ahead, of open kitchens and shops near schools, once however often the job runs', async () => {
    await morning('2026-08-11')
    expect(await visits('')).toEqual([])
    expect(await morning('2026-08-12')).toMatchObject({ listed: 4 })
    expect(await morning('2026-08-13')).toMatchObject({ listed: 0, assigned: 0 })
    expect((await visits('visit_group=school')).map(({ premises_id, due_on }) => [premises_id, due_on])).toEqual(expect.arrayContaining([[schools[0]!.id, '2026-09-21']]))
    expect((await visits('visit_group=surroundings')).map(({ premises_id }) => premises_id)).toEqual([shop.id])
    expect(await termOf()).toMatchObject({ made: true, madeOn: '2026-08-12', visitsUntil: '2026-09-21' })
  })

  test('sends pairs of the station above a place; where there is none the visit stays for people', async () => {
    const { body } = await call(city, office, 'GET', '/inspection?state=assigned')
    const sent = body['items'] as { premises_id: string; inspectors: string[]; chosen_by: string; due_on: string }[]
    expect(sent.map(({ premises_id }) => premises_id).toSorted()).toEqual([schools[0]!.id, schools[1]!.id, shop.id].toSorted())
    for (const one of sent) expect(one).toMatchObject({ inspectors: expect.arrayContaining(pair), chosen_by: 'term_start' })
    expect(await termOf()).toMatchObject({ assigned: 3 })
    const answer = await call(city, office, 'POST', `/special-period/${term.id}/assign`, { region: OTHER_COUNTY, inspectors: pair })
    expect(answer.status).toBe(400)
    expect(await termOf()).toMatchObject({ assigned: 3 })
  })

  test('counts a visit within its days and no other; a kitchen that closes is no gap, and one again once it opens', async () => {
    await inspect(city, schools[0]!, '2026-08-20', { failed: 1 })
    await inspect(city, schools[1]!, '2026-08-11')
    await at('2026-08-20')
    await runJobs(city, 'campaign.tick')
    expect((await termOf())!.counties).toEqual([{ region: OTHER_COUNTY, asked: 1, visited: 0, problems: 0 }, { region: COUNTY, asked: 3, visited: 1, problems: 1 }])
    const status = (value: string) => asProgram(city, async (tx) => { await changeRow(tx, premises, await getRow(tx, premises, schools[2]!.id, { lock: true }), { status: value }) })
    await status('closed')
    await morning('2026-08-21')
    expect((await termOf())!.counties.map(({ region }) => region)).toEqual([COUNTY])
    await status('reopened')
    await morning('2026-08-22')
    expect((await termOf())!.counties[0]).toMatchObject({ region: OTHER_COUNTY, asked: 1 })
  })

  test('a place closed throughout is excused with its reason, which takes a right, and never after it was visited', async () => {
    const visit = (await visits('visit_group=school')).find(({ premises_id }) => premises_id === schools[2]!.id)!
    expect((await call(city, office, 'POST', `/period-visit/${String(visit['id'])}/ask`, { asked: false })).status).toBe(400)
    const reader = (await city.signIn({ rights: ['campaign.read'] })).token
    expect((await call(city, reader, 'POST', `/period-visit/${String(visit['id'])}/ask`, { asked: false, why_not: '本学期停办' })).status).toBe(403)
    expect((await call(city, office, 'POST', `/period-visit/${String(visit['id'])}/ask`, { asked: false, why_not: '本学期停办' })).body).toMatchObject({ asked: false })
    await morning('2026-08-23')
    expect((await termOf())!.counties.map(({ region }) => region)).toEqual([COUNTY])
    const done = (await visits('visited=true'))[0]!
    expect((await call(city, office, 'POST', `/period-visit/${String(done['id'])}/ask`, { asked: false, why_not: '误' })).status).toBe(400)
  })

  test('is what A7-4 counts, by county, and the number opens its rows', async () => {
    await inspect(city, schools[1]!, '2026-09-21')
    await morning('2026-09-22')
    const period = 'from=2026-07-01&to=2026-12-31'
    const value = async (region: string) => (await call(city, office, 'GET', `/indicators/inspection.school-covered?region=${region}&${period}`)).body
    expect(JSON.stringify(await value(COUNTY))).toContain('100')
    const { body } = await call(city, office, 'GET', `/indicators/inspection.school-covered/rows?region=${COUNTY}&of=whole&${period}`)
    expect((body['items'] as { premises_id: string }[]).map(({ premises_id }) => premises_id).toSorted()).toEqual([schools[0]!.id, schools[1]!.id].toSorted())
  })
})

test('an event has its kitchens inspected before it begins, and loses its period when it is cancelled', async () => {
  await at('2026-10-10')
  const body = { title: '农产品交易会', region: COUNTY, state: 'planned', starts_on: '2026-10-20', ends_on: '2026-10-22', venues: [schools[0]!.id], people: 600 }
  const event = (await call(city, office, 'POST', '/major-event', body)).body['row'] as { id: string; version: number }
  await morning('2026-10-11')
  const mine = async () => (await coming()).items.find(({ kind, title }) => kind === 'event' && title === '农产品交易会')
  expect(await mine()).toMatchObject({ visitsFrom: '2026-09-30', visitsUntil: '2026-10-19', counties: [{ region: COUNTY, asked: 1 }] })
  const now = (await call(city, office, 'GET', `/major-event/${event.id}`)).body['row'] as { version: number }
  expect((await call(city, office, 'PUT', `/major-event/${event.id}`, { version: now.version, state: 'cancelled' })).status).toBe(200)
  expect(await mine()).toBeUndefined()
  expect(addDays(date('2026-10-20'), -1)).toBe('2026-10-19')
})

test('a meal is not done before its day, nor with samples missing and no word about it', async () => {
  await at('2026-10-20')
  const [event] = (await call(city, office, 'GET', '/major-event')).body['items'] as { id: string }[]
  const meal = (more: object) => call(city, office, 'POST', '/event-meal', { major_event_id: event!.id, title: '开幕午餐', day: '2026-10-20', meal: 'lunch', premises: schools[0]!.id, menu_read: true, ...more })
  const paths = async (more: object): Promise<string[]> => (((await meal(more)).body['fields'] ?? []) as { path: string }[]).map(({ path }) => path)
  expect(await paths({ day: '2026-10-21', done: true, samples: 8, dishes: 8 })).toEqual(['done'])
  expect(await paths({ done: true, dishes: 8, samples: 7, least_grams: 100 })).toEqual(['samples', 'least_grams'])
  expect((await meal({ done: true, dishes: 8, samples: 8, least_grams: 130 })).status).toBe(201)
})

test('days that a kitchen has told are followed: closed throughout nothing is asked, open for a while it is due on the last of these days', async () => {
  const exam = (await call(city, office, 'POST', '/special-period', { title: '期中', code: '2026-midterm', kind: 'exam', region: TEST_CITY, starts_on: '2026-11-20', ends_on: '2026-11-21', types: ['CANT_SCHOOL'], source: '校历' })).body['row'] as { id: string }
  const listed = async () => ((await call(city, office, 'GET', `/period-visit?special_period=${exam.id}`)).body['items'] as { premises_id: string; asked: boolean; due_on: string; why_not: string | null }[]).find(({ premises_id }) => premises_id === schools[1]!.id)
  const closed = (from_on: string, until_on: string) => asProgram(city, (tx) => insertRow(tx, operatingExceptions, { region: COUNTY, premises_id: schools[1]!.id, enterprise_id: schools[1]!.enterprise_id, kind: 'closed', from_on, until_on, reason: '停水' }))
  await morning('2026-11-02')
  expect(await listed()).toMatchObject({ asked: true, due_on: '2026-11-19' })
  await closed('2026-11-10', '2026-11-19')
  await morning('2026-11-03')
  expect(await listed()).toMatchObject({ asked: true, due_on: '2026-11-09' })
  await closed('2026-10-31', '2026-11-09')
  await morning('2026-11-04')
  expect(await listed()).toMatchObject({ asked: false, why_not: '期间不经营' })
})

test('a set follows a period whose days were changed, at once where somebody asks for it, and a period that names no place is refused', async () => {
  await at('2026-11-04')
  const send = { title: '期末', code: '2026-final', kind: 'exam', region: TEST_CITY, starts_on: '2026-11-25', ends_on: '2026-11-26', source: '校历' }
  expect((await call(city, office, 'POST', '/special-period', send)).body['fields']).toMatchObject([{ path: 'types' }])
  const { id, version } = (await call(city, office, 'POST', '/special-period', { ...send, types: ['CANT_SCHOOL'] })).body['row'] as { id: string; version: number }
  const listed = async () => ((await call(city, office, 'GET', `/period-visit?special_period=${id}`)).body['items'] as { premises_id: string; from_on: string; due_on: string }[]).find(({ premises_id }) => premises_id === schools[0]!.id)
  expect((await call(city, office, 'POST', `/special-period/${id}/make`, {})).body).toEqual({ added: 3 })
  expect(await listed()).toMatchObject({ from_on: '2026-11-05', due_on: '2026-11-24' })
  expect((await call(city, office, 'PUT', `/special-period/${id}`, { version: version + 1, visits_from: '2026-11-10', visits_until: '2026-12-01' })).status).toBe(200)
  expect((await call(city, office, 'POST', `/special-period/${id}/make`, {})).body).toEqual({ added: 0 })
  expect(await listed()).toMatchObject({ from_on: '2026-11-10', due_on: '2026-12-01' })
})

test('how far ahead a period makes its visits is a row that the city changes', async () => {
  const winter = async () => (await coming('?days=180')).items.find(({ title }) => title === '冬季考试')
  await call(city, office, 'POST', '/special-period', { title: '冬季考试', code: '2026-winter-exam', kind: 'exam', region: TEST_CITY, starts_on: '2026-12-20', ends_on: '2026-12-21', types: ['CANT_SCHOOL'], source: '校历' })
  expect(await winter()).toMatchObject({ madeOn: '2026-11-30', visitsFrom: '2026-11-30' })
  const [shipped] = (await call(city, office, 'GET', '/period-rule')).body['items'] as Record<string, unknown>[]
  const fields = Object.fromEntries(Object.entries(shipped!).filter(([name]) => /^(term|exam|festival|event)_(from|until)$|^(festivals|festival_types|exam_types|gaokao_from|gaokao_until)$/.test(name)))
  const added = await call(city, office, 'POST', '/period-rule', { ...fields, exam_from: -30, ahead_days: 30, valid_from: '2026-12-01', source: '市食安办规定' })
  expect(added.status, JSON.stringify(added.body)).toBe(201)
  expect(await winter()).toMatchObject({ madeOn: '2026-11-20', visitsFrom: '2026-11-20' })
})
