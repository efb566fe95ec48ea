import { afterAll, beforeAll, expect, test } from 'vitest'
import { date, type Instant } from '../../platform/core/dates.ts'
import { newId } from '../../platform/core/ids.ts'
import type { Indicator } from '../../platform/indicator/declare.ts'
import { yearToDate } from '../../platform/indicator/periods.ts'
import { valuesOf } from '../../platform/indicator/value.ts'
import { allDuties, registryOf } from '../../platform/platform.ts'
import { insertMany } from '../../platform/register/bulk.ts'
import { insertRow } from '../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { asProgram } from '../evaluation/evaluation.fixture.ts'
import { duties } from '../index.ts'
import { inspectionIndicators } from './indicators.ts'
import { inspections, rectifications } from './registers.ts'
import { premisesGrades } from '../grading/registers.ts'
import { enterprises, premises } from '../registry/registers.ts'
import { keepTargets } from './targets/store.ts'

const NOW = '2026-11-20T02:00:00.000Z' as Instant
const TODAY = date('2026-11-20')
const COUNTY = `${TEST_CITY.slice(0, 4)}28`
const registers = registryOf(allDuties(duties))
let city: TestCity
let sheet: string
let places: { id: string; type: string; enterprise_id: string }[]

const standard = (region = COUNTY) => ({ id: newId(), region, version: 1, created_at: NOW, updated_at: NOW, closed_at: null, closed_reason: null })

/** An inspection as it stands; what is not told is empty. */
const inspection = (place: { id: string; enterprise_id: string }, told: Record<string, unknown>) => ({
  ...standard(), premises_id: place.id, enterprise_id: place.enterprise_id, state: 'finished', title: '监督检查', holder_unit: null, holder_person: null, due_on: null, late_level: 0, kind: 'daily', chosen_by: 'plan', check_sheet: sheet,
  inspectors: [], present: [], planned_on: null, started_at: null, finished_at: null, visited_on: null, facts: {}, findings: [], result: null, score: null, failed: null, follow: null, corrected_items: [], stopped: false, marks: [], conduct: null,
  note: null, corrections: 0, published_on: null, reason: null, publish_by: null, refused: false, entrusting: null, samples: null, exam_asked: null, exam_passed: null, resit_on: null, resit_passed: null, beside: null, called: {}, ...told,
})
const order = (place: { id: string; enterprise_id: string }, told: Record<string, unknown>) => ({
  ...standard(), premises_id: place.id, enterprise_id: place.enterprise_id, state: 'ordered', title: '责令整改', holder_unit: null, holder_person: null, due_on: null, late_level: 0, inspection: null, inspection_kind: 'daily', ordered_on: '2026-05-01',
  items: [], case_lead: false, correction: null, corrected_on: null, returned_for: null, checked_note: null, checked_on: null, ...told,
})

beforeAll(async () => {
  city = await testCity()
  city.setClock(NOW)
  await asProgram(city, async (tx) => {
    sheet = (await tx.selectFrom('check_sheet').select('id').where('kind', '=', 'catering').executeTakeFirstOrThrow()).id
    const enterprise_id = newId()
    await insertMany(tx, registers.get('enterprise')!, [{ ...standard(), id: enterprise_id, name: '试验', kind: 'company', registration_state: 'existing' }] as never)
    const make = (type: string, status = 'open') => ({ ...standard(), enterprise_id, name: `${type} 场所`, type, status, in_ledger: false, unlicensed: false, near_school: false, needs_director: false, has_director: false, has_officer: false })
    places = [make('HEAL'), make('HEAL'), make('CENT_KITCHEN'), make('CENT_MEALS'), make('CENT_MEALS', 'suspended'), make('CATE')]
    await insertMany(tx, registers.get('premises')!, places as never)
    const [heal, other, kitchen, , , cate] = places as [typeof places[0], typeof places[0], typeof places[0], typeof places[0], typeof places[0], typeof places[0]]
    await insertMany(tx, inspections, [
      inspection(heal, { kind: 'system', visited_on: '2026-03-02', result: 'basic', publish_by: '2026-03-30', published_on: '2026-03-20', state: 'published' }),
      inspection(other, { visited_on: '2025-12-20', result: 'pass', publish_by: '2026-01-20', published_on: '2026-02-01', state: 'published' }),
      inspection(kitchen, { visited_on: '2026-06-02', result: 'pass', publish_by: '2026-07-01', exam_asked: 3, exam_passed: 3 }),
      inspection(cate, { visited_on: '2026-06-03', result: 'fail', publish_by: '2026-12-01', exam_asked: 2, exam_passed: 1, resit_on: '2026-06-20', refused: true }),
      inspection(cate, { state: 'assigned', due_on: '2026-11-01' }),
    ] as never)
    await insertMany(tx, rectifications, [
      order(heal, { inspection_kind: 'system', state: 'closed', due_on: '2026-03-17' }), order(other, { inspection_kind: 'system', state: 'corrected', due_on: '2026-03-17' }),
      order(cate, { due_on: '2026-06-18' }), order(cate, { due_on: '2026-12-18' }), order(cate, { state: 'withdrawn', due_on: '2026-01-01' }),
    ] as never)
    await keepTargets(tx)
  })
})
afterAll(() => city.close())

const values = async (names: readonly string[], region = COUNTY) => {
  const wanted = inspectionIndicators.filter(({ name }) => names.includes(name)) as Indicator[]
  const found = await asProgram(city, (tx) => valuesOf(tx, registers, wanted, { regions: [region], root: TEST_CITY, periods: [yearToDate(TODAY)], moment: { day: TODAY, frozen: false } }))
  return Object.fromEntries(found.map(({ indicator, part, whole, value }) => [indicator, whole === null ? value : [part, whole]]))
}

test('the evaluation’s items on inspection are counted from rows', async () => {
  // Four places come first and trade; the one suspended is not asked for. One audit of two producers of special food this year.
  expect(await values(['inspection.high-risk-covered', 'special-food.audited', 'special-food.findings-fixed', 'managers.passed']))
    .toEqual({ 'inspection.high-risk-covered': [2, 4], 'special-food.audited': [1, 2], 'special-food.findings-fixed': [1, 2], 'managers.passed': [1, 2] })
})

test('what is late is counted on the day it is asked for, and published in time is not published late', async () => {
  // By 20 November three results had to be public: one was in time, one late, one is not public at all.
  expect(await values(['inspection.published-in-time', 'inspection.publish-late', 'inspection.open-late', 'inspection.orders-late', 'inspection.orders-unchecked', 'inspection.orders-open', 'inspection.refused']))
    .toEqual({ 'inspection.published-in-time': [1, 3], 'inspection.publish-late': 1, 'inspection.open-late': 1, 'inspection.orders-late': 1, 'inspection.orders-unchecked': 1, 'inspection.orders-open': 2, 'inspection.refused': 1 })
})

test('the year’s list is kept once, whatever the number of runs; a place that closed without a visit leaves it', async () => {
  expect(await asProgram(city, (tx) => keepTargets(tx))).toEqual({ added: 0, changed: 0, closed: 0 })
  await city.installation.owner((owner) => owner.query(`update city_${TEST_CITY}.premises set status = 'closed' where type = 'CENT_MEALS' and status = 'open'`))
  expect(await asProgram(city, (tx) => keepTargets(tx))).toEqual({ added: 0, changed: 0, closed: 1 })
  expect(await values(['inspection.high-risk-covered'])).toEqual({ 'inspection.high-risk-covered': [2, 3] })
})

test('a place is on the list for its grade, with the visits its grade and type ask for, and leaves it with the grade', async () => {
  const place = await asProgram(city, async (tx) => {
    const owner = await insertRow(tx, enterprises, { region: COUNTY, name: '评级试验公司', kind: 'company' })
    const row = await insertRow(tx, premises, { region: COUNTY, enterprise_id: owner.id, name: '评级试验饭店', type: 'CATE', status: 'open' })
    await insertRow(tx, premisesGrades, { region: COUNTY, premises_id: row.id, enterprise_id: owner.id, name: row.name, type: 'CATE', trading: true, grade: 'D', focus: true, visits: 3 })
    return row.id
  })
  const listed = () => city.installation.owner(async (owner) => (await owner.query(`select why, visits, held, closed_reason from city_${TEST_CITY}.inspection_target where premises_id = $1`, [place])).rows)
  const grade = (text: string) => city.installation.owner((owner) => owner.query(`update city_${TEST_CITY}.premises_grade set ${text} where premises_id = $1`, [place]))
  expect(await asProgram(city, (tx) => keepTargets(tx))).toMatchObject({ added: 1 })
  expect(await listed()).toEqual([{ why: 'grade', visits: 3, held: 0, closed_reason: null }])
  await grade('visits = 4')
  expect(await asProgram(city, (tx) => keepTargets(tx))).toEqual({ added: 0, changed: 1, closed: 0 })
  expect(await listed()).toMatchObject([{ visits: 4 }])
  await grade('focus = false, visits = 1')
  expect(await asProgram(city, (tx) => keepTargets(tx))).toEqual({ added: 0, changed: 0, closed: 1 })
  expect((await listed())[0].closed_reason).toContain('等级')
})

test('the rows behind a number are those it counts', async () => {
  const { token } = await city.signIn({ rights: ['inspection.read', 'indicators.read', 'premises.read'], region: COUNTY })
  const answer = await call(city, token, 'GET', `/indicators/inspection.high-risk-covered/rows?of=except&region=${COUNTY}&from=2026-01-01&to=2026-11-20`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  expect(answer.body['items']).toHaveLength(1)
})
