import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertRow } from '../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { asProgram, makeUnit, runJobs } from '../evaluation/evaluation.fixture.ts'
import { enterprises, premises } from '../registry/registers.ts'
import type { Explained, Simulation } from './contract.ts'
import type { PremisesGradeRow } from './registers.ts'
import { factsOf } from './rules/kept.ts'
import { riskGrade, type GradeTable } from './rules/risk-grade.ts'
import { shippedGradeTables } from './shipped/risk-grade.ts'

const COUNTY = `${TEST_CITY.slice(0, 4)}28`
const OTHER = `${TEST_CITY.slice(0, 4)}02`
const NOON = '2026-05-11T04:00:00.000Z'

let city: TestCity
let manager: string
let officer: string
let stranger: string
let chief: string
let inspectors: string[]
let business: string
let ids: Record<'shop' | 'kitchen' | 'canteen' | 'maker' | 'far', string>

beforeAll(async () => {
  city = await testCity()
  city.setClock(NOON)
  const unit = await makeUnit(city, 'market', COUNTY)
  const read = ['grading.read', 'premises.read', 'people.read', 'inspection.read', 'indicators.read']
  manager = (await city.signIn({ rights: [...read, 'grading.manage', 'inspection.manage'], region: COUNTY, unit })).token
  chief = (await city.signIn({ rights: [...read, 'grading.manage', 'inspection.manage'] })).token
  const sent = await Promise.all([0, 1].map(() => city.signIn({ rights: [...read, 'grading.work', 'inspection.work'], region: COUNTY, unit })))
  officer = sent[0]!.token
  inspectors = sent.map(({ person }) => person)
  stranger = (await city.signIn({ rights: [...read, 'grading.manage', 'grading.work'], region: OTHER })).token
  const owner = await asProgram(city, async (tx) => {
    const holder = await insertRow(tx, enterprises, { region: COUNTY, name: '分级试验公司', kind: 'company' })
    const make = async (region: string, name: string, type: string, more = {}) => (await insertRow(tx, premises, { region, enterprise_id: holder.id, name, type, status: 'open', opened_on: '2020-03-01', ...more })).id
    ids = {
      shop: await make(COUNTY, '校门口超市', 'SHOP', { scale: 'micro' }), kitchen: await make(COUNTY, '试验饭店', 'CATE', { scale: 'medium' }), canteen: await make(COUNTY, '试验小学食堂', 'CANT_SCHOOL', { diners: 400 }),
      maker: await make(COUNTY, '试验奶粉厂', 'INFA', { scale: 'large' }), far: await make(OTHER, '外县饭店', 'CATE'),
    }
    await make(COUNTY, '包装厂', 'PACK')
    return holder.id
  })
  business = (await city.signIn({ rights: ['inbox.read'], scope: 'own', region: COUNTY, enterprise: owner })).token
})
afterAll(() => city.close())

const follow = () => runJobs(city, 'grading.follow')
const told = async (id: string, token = manager): Promise<Explained> => (await call(city, token, 'GET', `/grading/premises/${id}`)).body as unknown as Explained
const gradeOf = async (id: string) => (await told(id)).risk?.grade
const items = async (path: string, token = manager) => (await call(city, token, 'GET', path)).body['items'] as Record<string, unknown>[]

describe('grades', () => {
  test('every food business is graded a second after it is on record, and nothing else is', async () => {
    await follow()
    const rows = await items('/premises-grade', chief)
    expect(rows.map(({ name }) => name).toSorted()).toEqual(['试验奶粉厂', '试验小学食堂', '校门口超市', '试验饭店', '外县饭店'].toSorted())
    expect(rows.every(({ grade, regrade_by }) => grade !== null && regrade_by === '2027-05-11')).toBe(true)
    expect((await told(ids.maker)).frequency).toMatchObject({ visits: expect.any(Number), focus: { en: 'special-food producer' }, fullDueOn: '2022-03-01', auditDueOn: '2021-03-01' })
  })

  test('what is kept gives the same grade and the same reasons again', async () => {
    const rows = await asProgram(city, async (tx) => (await sql<PremisesGradeRow>`select * from premises_grade`.execute(tx)).rows)
    for (const row of rows) {
      const again = riskGrade(factsOf(row.facts, shippedGradeTables[0]!), shippedGradeTables[0]!, row.graded_on!)
      expect([again.grade, again.score]).toEqual([row.grade, row.score])
      const { risk } = await told(row.premises_id, chief)
      expect(risk!.lines).toEqual(again.lines)
    }
  })

  test('doing it again changes nothing', async () => {
    const versions = async () => (await asProgram(city, (tx) => sql<{ n: number }>`select count(*)::int as n from premises_grade_version`.execute(tx))).rows[0]!.n
    const before = await versions()
    await follow()
    await asProgram(city, (tx) => sql`insert into job (id, kind, payload, region, run_at, created_at) values (gen_random_uuid(), 'grading.regrade', '{}', ${TEST_CITY}, ${NOON}, ${NOON})`.execute(tx))
    expect(await runJobs(city, 'grading.regrade')).toEqual([{ seen: 5, written: 0, lines: 0 }])
    expect(await versions()).toBe(before)
  })

  test('a seller put on the list around schools is D, and what it was when it is taken off', async () => {
    const was = await gradeOf(ids.shop)
    const added = await call(city, officer, 'POST', '/school-ring', { premises_id: ids.shop, school: '试验小学', distance: 60, listed_on: '2026-05-11', basis: '摸排' })
    expect(added.status, JSON.stringify(added.body)).toBe(201)
    await follow()
    expect((await told(ids.shop)).risk).toMatchObject({ grade: 'D', previous: was })
    expect((await told(ids.shop)).risk!.lines.at(-1)).toMatchObject({ kind: 'forced', code: 'near_school', grade: 'D' })
    const row = added.body['row'] as { id: string; version: number }
    await call(city, officer, 'POST', `/school-ring/${row.id}/close`, { version: row.version, reason: '学校搬迁' })
    await follow()
    expect(await gradeOf(ids.shop)).toBe(was)
  })

  test('the business reads its own grade and why, and neither another’s nor the plan', async () => {
    expect((await told(ids.kitchen, business)).risk).toMatchObject({ grade: expect.any(String), lines: expect.arrayContaining([expect.objectContaining({ kind: 'static', code: 'category' })]) })
    expect((await told(ids.kitchen, stranger)).risk ?? null).toBeNull()
    expect((await call(city, business, 'GET', '/plan-line')).status).toBe(403)
    expect((await items('/premises-grade', business)).length).toBe(5)
  })
})

describe('a change of a grade', () => {
  const propose = (given: Record<string, unknown>, token = officer) => call(city, token, 'POST', '/grade-changes', { premises_id: ids.kitchen, cause: 'refused_recall', happened_on: '2026-05-01', facts: '三日未停止销售', ...given })

  test('moves the grade only when it is confirmed, and back when that is revoked', async () => {
    const was = await gradeOf(ids.kitchen)
    const { status, body } = await propose({})
    expect(status, JSON.stringify(body)).toBe(201)
    const id = String(body['id'])
    expect(await gradeOf(ids.kitchen)).toBe(was)
    expect((await call(city, officer, 'POST', `/matters/grade-change/${id}/confirm`, {})).status).toBe(403)
    expect((await call(city, manager, 'POST', `/matters/grade-change/${id}/confirm`, { note: '属实' })).body['row']).toMatchObject({ state: 'confirmed', decided_on: '2026-05-11' })
    const up = await told(ids.kitchen)
    expect(up.risk!.grade! > was!).toBe(true)
    expect(up.risk!.lines.some(({ kind, code }) => kind === 'raise' && code === 'refused_recall')).toBe(true)
    await call(city, manager, 'POST', `/matters/grade-change/${id}/revoke`, { reason: '复核更正' })
    expect(await gradeOf(ids.kitchen)).toBe(was)
    expect((await told(ids.kitchen)).history.map(({ grade }) => grade)).toEqual([was, up.risk!.grade, was])
  })

  test('of a place out of reach, not graded, or in the future is refused with every fault', async () => {
    const far = await propose({ premises_id: ids.far, happened_on: '2026-06-01', until: '2026-05-01' })
    expect([far.status, (far.body['fields'] as { path: string }[]).map(({ path }) => path)]).toEqual([400, ['premises_id', 'happened_on', 'until']])
    expect((await propose({}, manager)).status).toBe(403)
  })
})

describe('rules', () => {
  const inForce = async (): Promise<Record<'risk', GradeTable>> => (await call(city, manager, 'GET', '/grading/rules')).body as never
  const content = async (): Promise<Record<string, unknown>> => {
    const { version: _v, valid_from: _f, valid_to: _t, source: _s, confidence: _c, ...rest } = (await inForce()).risk
    return rest
  }
  const save = async (given: Record<string, unknown>, token = chief) => call(city, token, 'POST', '/grading/rules', { kind: 'risk', version: '2026-地方', valid_from: '2026-05-11', source: '市局通知', confidence: 'confirmed', content: await content(), ...given })

  test('tried out move places between grades and keep nothing', async () => {
    const strict = { ...await content(), bands: [3, 6, 9, null].map((upTo, at) => ({ grade: 'ABCD'[at], upTo })), newBands: [3, 6, 9, null].map((upTo, at) => ({ grade: 'ABCD'[at], upTo })) }
    const { status, body } = await call(city, manager, 'POST', '/grading/simulate', { content: strict, cell: { from: 'A', to: 'D' } })
    expect(status, JSON.stringify(body)).toBe(200)
    const made = body as unknown as Simulation
    expect(made.of).toBe(4)
    expect(Object.values(made.moves).flatMap((row) => Object.values(row)).reduce((sum, n) => sum + n, 0)).toBe(4)
    expect(Object.values(made.moves).reduce((sum, row) => sum + row.D, 0)).toBe(4)
    expect(made.places.length).toBe(made.moves.A.D)
    expect(made.visits.simulated).toBeGreaterThan(made.visits.now)
    expect((await told(ids.kitchen)).risk!.version).toBe('2016-1')
  })

  test('that do not add up are refused with what is wrong; a past day, a version there already, and a county are too', async () => {
    const wrong = { ...await content(), bands: [60, 30, 45, null].map((upTo, at) => ({ grade: 'ABCD'[at], upTo })) }
    expect((await save({ content: wrong })).body['fields']).toMatchObject([{ path: 'content.bands' }])
    expect((await save({ content: { bands: 'none' } })).status).toBe(400)
    expect((await save({ valid_from: '2026-05-10' })).status).toBe(400)
    expect((await save({ version: '2016-1' })).body['code']).toBe('grading.version-taken')
    expect((await save({}, manager)).status).toBe(403)
  })

  test('of a new version grade the whole city anew, and the old grades keep the version they were made with', async () => {
    const { bands, ...rest } = await content()
    expect((await save({ content: { ...rest, bands, newBands: [10, 45, 60, null].map((upTo, at) => ({ grade: 'ABCD'[at], upTo })) } })).status).toBe(201)
    await runJobs(city, 'grading.regrade')
    const { risk, history } = await told(ids.shop)
    expect(risk).toMatchObject({ grade: 'B', previous: 'A', version: '2026-地方', source: '市局通知' })
    expect(history.map(({ version }) => version)).toContain('2016-1')
  })
})

describe('the yearly plan', () => {
  const choice = { inspectors: { [COUNTY]: 4 }, keptBack: 0.3, from: 5 }
  const draft = (given: Record<string, unknown> = {}) => call(city, manager, 'POST', '/grading/plans', { region: COUNTY, year: 2026, title: '2026年监督管理计划', choice, ...given })

  test('is tried without keeping it: capacity beside what is due', async () => {
    const { body } = await call(city, manager, 'POST', '/grading/plan/preview', { region: COUNTY, year: 2026, choice })
    expect(body).toMatchObject({ premises: 4, audits: 1, unplaced: 0, counties: [{ county: COUNTY, inspectors: 4 }] })
    const none = await call(city, manager, 'POST', '/grading/plan/preview', { region: COUNTY, year: 2026, choice: { ...choice, inspectors: {} } })
    expect((none.body['byReason'] as Record<string, number>)['no-inspectors']).toBeGreaterThan(4)
    const behind = async (more: object) => (await call(city, manager, 'POST', '/grading/plan/preview/rows', { region: COUNTY, year: 2026, choice, ...more })).body['items'] as { name: string; visits: number; unplaced: number }[]
    const tried = (await call(city, manager, 'POST', '/grading/plan/preview', { region: COUNTY, year: 2026, choice })).body as { premises: number; fullChecks: number; audits: number; unplaced: number; byGrade: Record<string, { premises: number }> }
    expect([await behind({ of: 'premises' }), await behind({ of: 'full' }), await behind({ of: 'audits' })].map((rows) => rows.length)).toEqual([tried.premises, tried.fullChecks, tried.audits])
    expect((await behind({ of: 'unplaced' })).reduce((sum, { unplaced }) => sum + unplaced, 0)).toBe(tried.unplaced)
    for (const [grade, { premises }] of Object.entries(tried.byGrade)) expect(await behind({ of: 'premises', grade })).toHaveLength(premises)
    // The townships of the county add up to it, and each number opens its places.
    type Sums = { premises: number; visits: number; days: number; unplaced: number }
    for (const some of [choice, { ...choice, inspectors: {} }]) {
      const { counties: [whole] } = (await call(city, manager, 'POST', '/grading/plan/preview', { region: COUNTY, year: 2026, choice: some })).body as unknown as { counties: Sums[] }
      const towns = (await call(city, manager, 'POST', '/grading/plan/preview/towns', { region: COUNTY, county: COUNTY, year: 2026, choice: some })).body['items'] as (Sums & { town: string })[]
      expect(['premises', 'visits', 'unplaced'].map((of) => towns.reduce((sum, one) => sum + one[of as keyof Sums], 0))).toEqual([whole!.premises, whole!.visits, whole!.unplaced])
      expect(towns.reduce((sum, { days }) => sum + days, 0)).toBeCloseTo(whole!.days, 1)
      for (const { town, premises } of towns) expect(await behind({ of: 'premises', town })).toHaveLength(premises)
    }
    expect((await call(city, manager, 'POST', '/grading/plan/preview/towns', { region: COUNTY, county: OTHER, year: 2026, choice })).status).toBe(403)
    expect(await items('/inspection-plan')).toEqual([])
    expect((await call(city, manager, 'POST', '/grading/plan/preview', { region: COUNTY, year: 2025, choice })).status).toBe(400)
    expect((await call(city, manager, 'POST', '/grading/plan/preview', { region: OTHER, year: 2026, choice })).status).toBe(403)
  })

  test('is published from a draft, place by place, and then sends inspectors', async () => {
    const made = await draft()
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const plan = made.body['row'] as { id: string; plan_number: number; title: string }
    expect((await call(city, stranger, 'POST', `/inspection-plan/${plan.id}/publish`, {})).status).toBe(404)
    expect((await call(city, manager, 'POST', `/inspection-plan/${plan.id}/publish`, {})).status).toBe(202)
    expect(await runJobs(city, 'grading.publish')).toEqual([{ lines: 4 }])
    expect((await call(city, manager, 'GET', `/inspection-plan/${plan.id}`)).body['row']).toMatchObject({ state: 'published', published_on: '2026-05-11', premises: 4 })
    expect((await call(city, manager, 'POST', `/inspection-plan/${plan.id}/publish`, {})).body['code']).toBe('plan.not-draft')
    // Anyone reads it in figures; nothing of a single place.
    const page = async (path: string) => city.app.inject({ method: 'GET', url: `/public/${TEST_CITY}${path}` })
    expect((await page('/plans?lang=zh')).body).toContain(plan.title)
    const shown = await page(`/plans/${plan.id}?lang=zh`)
    expect(shown.statusCode).toBe(200)
    for (const text of ['第一百零九条', '2026-05-11', '特殊食品生产者', '风险等级']) expect(shown.body).toContain(text)
    for (const { name } of await items('/plan-line')) expect(shown.body).not.toContain(String(name))
    expect((await page(`/plans/${plan.id}?lang=en`)).body).toContain('Food Safety Law, art. 109')
    const lines = await items('/plan-line')
    const towns = (await call(city, manager, 'GET', `/inspection-plan/${plan.id}/towns`)).body['items'] as { premises: number; visits: number }[]
    expect([towns.reduce((sum, { premises }) => sum + premises, 0), towns.reduce((sum, { visits }) => sum + visits, 0)]).toEqual([lines.length, lines.reduce((sum, one) => sum + Number(one['visits']), 0)])
    expect((await call(city, stranger, 'GET', `/inspection-plan/${plan.id}/towns`)).status).toBe(404)
    expect(lines.find(({ name }) => name === '试验小学食堂')).toMatchObject({ months: expect.arrayContaining(['9']), full_month: expect.any(String), behind: false })
    expect(lines.find(({ name }) => name === '试验奶粉厂')).toMatchObject({ audit_month: expect.any(String) })
    const some = Array.from({ length: 12 }, (_, at) => at + 1).join(',')
    const told = (await call(city, manager, 'GET', `/inspection-plan/${plan.id}`)).body['row'] as { full_checks: number; audits: number }
    expect([(await items(`/plan-line?plan=${plan.id}&full_month=${some}`)).length, (await items(`/plan-line?plan=${plan.id}&audit_month=${some}`)).length], 'the rows behind the plan’s figures').toEqual([told.full_checks, told.audits])
    const line = lines.find(({ name }) => name === '试验饭店')!
    const sent = await call(city, manager, 'POST', '/plan-lines/assign', { lines: [line['id']], inspectors, kind: 'daily' })
    expect(sent.status, JSON.stringify(sent.body)).toBe(201)
    expect((await items(`/inspection?premises_id=${ids.kitchen}`))[0]).toMatchObject({ chosen_by: 'plan', state: 'assigned', inspectors })
    expect((await call(city, manager, 'GET', `/plan-line/${String(line['id'])}`)).body['row']).toMatchObject({ assigned_on: '2026-05-11' })
    expect((await call(city, manager, 'POST', '/plan-lines/assign', { lines: [line['id']], inspectors: [inspectors[0]], kind: 'daily' })).status).toBe(400)
  })

  test('of a later version replaces the one before, whose lines are closed and stay', async () => {
    const second = (await draft({ note: '补充力量' })).body['row'] as { id: string; plan_number: number }
    expect(second.plan_number).toBe(2)
    await call(city, manager, 'POST', `/inspection-plan/${second.id}/publish`, {})
    await runJobs(city, 'grading.publish')
    expect((await items('/inspection-plan')).map(({ plan_number, state }) => [plan_number, state]).toSorted()).toEqual([[1, 'superseded'], [2, 'published']])
    expect([(await items('/plan-line')).length, (await items('/plan-line?closed=closed')).length]).toEqual([4, 4])
  })

  test('is held against what was inspected: who is behind when a month is over', async () => {
    city.setClock('2026-12-20T04:00:00.000Z')
    await asProgram(city, (tx) => sql`insert into job (id, kind, payload, region, run_at, created_at) values (gen_random_uuid(), 'grading.regrade', '{}', ${TEST_CITY}, ${NOON}, ${NOON})`.execute(tx))
    await runJobs(city, 'grading.regrade')
    const lines = await items('/plan-line')
    expect(lines.every(({ due, done, behind, months }) => due === (months as string[]).filter((month) => Number(month) < 12).length && behind === Number(done) < Number(due))).toBe(true)
    const answer = await call(city, manager, 'GET', `/indicators/grading.plan-done?region=${COUNTY}`)
    const [value] = answer.body['values'] as { part: number; whole: number }[]
    expect(value).toMatchObject({ part: 0, whole: lines.filter(({ due }) => Number(due) > 0).length })
    city.setClock(NOON)
  })

  test('is printed for the desk and the wall', async () => {
    const [plan] = await items('/inspection-plan?state=published')
    for (const [path, type] of [['paper', 'wordprocessingml'], ['workbook', 'spreadsheetml']] as const) {
      const answer = await city.app.inject({ method: 'GET', url: `/api/v1/inspection-plan/${String(plan!['id'])}/${path}`, headers: { authorization: `Bearer ${manager}` } })
      expect([answer.statusCode, String(answer.headers['content-type']).includes(type), answer.rawPayload.subarray(0, 2).toString()]).toEqual([200, true, 'PK'])
    }
  })
})

test('coverage and workload count what the lists show', async () => {
  await asProgram(city, (tx) => sql`update inspection set result = 'pass', state = 'finished', visited_on = '2026-05-11', present = inspectors where premises_id = ${ids.kitchen}`.execute(tx))
  const rows = await items(`/grading/coverage?by=county&from=2026-01-01&to=2026-06-30&region=${COUNTY}`)
  expect(rows).toMatchObject([{ code: COUNTY, trading: 4, visited: 1, visits: 1 }])
  const behind = (of: string, more = '') => items(`/grading/coverage/rows?by=county&of=${of}&from=2026-01-01&to=2026-06-30&region=${COUNTY}${more}`)
  expect(await behind('visited', `&code=${COUNTY}`)).toMatchObject([{ visits: 1, months: null }])
  expect([(await behind('high')).length, (await behind('visited', '&code=140702')).length]).toEqual([rows[0]!['highVisited'], 0])
  expect((await items(`/grading/coverage?by=type&from=2026-01-01&to=2026-06-30&types=CATE`))).toMatchObject([{ code: 'CATE', visited: 1 }])
  expect((await items('/grading/coverage?by=grade&from=2026-01-01&to=2026-06-30')).reduce((sum, { trading }) => sum + Number(trading), 0)).toBe(4)
  const people = await items(`/grading/workload?from=2026-05-01&to=2026-05-31`)
  expect(people.filter(({ person }) => inspectors.includes(String(person))).map(({ done, days }) => [done, days])).toEqual([[1, 1], [1, 1]])
  expect((await call(city, business, 'GET', '/grading/coverage?by=county&from=2026-01-01&to=2026-06-30')).status).toBe(403)
})
