import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import type { ScoreTable } from './contract.ts'
import { asProgram, COUNTY } from './county.fixture.ts'
import { planSettingDefaults } from './settings.ts'

let city: TestCity
let manager: string
const PATH = '/plans/settings/workplan.scoring'
const [shipped] = planSettingDefaults['workplan.scoring'] as readonly [ScoreTable]
const own: ScoreTable = { ...shipped, source: '某政办发〔2026〕9号', items: shipped.items.slice(0, 2) }

beforeAll(async () => {
  city = await testCity()
  manager = (await city.signIn({ rights: ['plan.read', 'plan.manage'] })).token
})
afterAll(() => city.close())

test('who manages the city’s plans changes their settings without the right to all settings, and each change is a version', async () => {
  const before = (await call(city, manager, 'GET', PATH)).body as { version: number; value: readonly ScoreTable[] }
  expect(before.value).toEqual([shipped])
  expect((await call(city, manager, 'PUT', PATH, { version: before.version, value: [own] })).body).toMatchObject({
    version: before.version + 1,
    value: [{ source: own.source }],
  })
  const kept = await asProgram(city, (tx) =>
    tx.selectFrom('setting').select(['version', 'value']).where('code', '=', 'workplan.scoring').execute(),
  )
  expect(kept).toEqual([{ version: before.version + 1, value: [own] }])
})

test('a setting that was changed meanwhile is not overwritten', async () => {
  expect((await call(city, manager, 'PUT', PATH, { version: 1, value: [shipped] })).body).toMatchObject({
    status: 409,
    code: 'row.changed',
  })
})

test('a value that could not be used is refused with every fault named', async () => {
  const wrong = [{ ...own, valid_from: '2026-02-30', items: [{ ...own.items[0], points: -1 }] }]
  const { body } = await call(city, manager, 'PUT', PATH, { version: 2, value: wrong })
  expect(body).toMatchObject({ code: 'input.invalid' })
  expect((body['fields'] as { path: string }[]).map(({ path }) => path)).toEqual(['value.0.valid_from', 'value.0.items.0.points'])
})

test('only the duty’s own settings go this way, and only for who manages the whole city', async () => {
  expect((await call(city, manager, 'GET', '/plans/settings/escalation.ladder')).status).toBe(400)
  const county = (await city.signIn({ rights: ['plan.read', 'plan.manage'], region: COUNTY })).token
  expect((await call(city, county, 'PUT', PATH, { version: 2, value: [shipped] })).body).toMatchObject({ code: 'right.missing' })
})
