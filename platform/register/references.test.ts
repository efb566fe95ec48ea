import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../test/support/city.ts'

/** A list of references, as 单位组 has one: which units a phrase of a plan means. */

type Row = Record<string, unknown>
let city: TestCity
let clerk: string
let units: string[]

beforeAll(async () => {
  city = await testCity()
  clerk = (await city.signIn({ rights: ['people.read', 'people.write', 'settings.read', 'plan.manage', 'export'] })).token
  units = []
  for (const name of ['甲镇', '乙镇', '丙街道']) {
    const made = await call(city, clerk, 'POST', '/org-unit', {
      name,
      region: '140728',
      function: 'township_government',
      kind: 'township',
      sort_order: 1,
    })
    units.push(String((made.body['row'] as Row)['id']))
  }
})
afterAll(() => city.close())

const group = (more: Row = {}): Row => ({ name: '各镇（街道）', region: '140728', unit_ids: units, valid_from: '2026-01-01', ...more })
const create = (body: Row): ReturnType<typeof call> => call(city, clerk, 'POST', '/unit-group', body)

test('a list of references is kept in its order, named in answers, and found by one of its rows', async () => {
  const made = await create(group())
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  expect(made.body).toMatchObject({ row: { unit_ids: units }, labels: { [units[0]!]: { zh: '甲镇' }, [units[2]!]: { zh: '丙街道' } } })
  await create(group({ name: '丙街道', unit_ids: [units[2]] }))
  const names = async (filter: string): Promise<unknown> =>
    ((await call(city, clerk, 'GET', `/unit-group?unit_ids=${filter}`)).body['items'] as Row[]).map((row) => row['name']).toSorted()
  expect(await names(units[0]!)).toEqual(['各镇（街道）'])
  expect(await names(units[2]!)).toEqual(['丙街道', '各镇（街道）'].toSorted())
  expect(await names(`${units[0]},${units[2]}`)).toHaveLength(2)
  expect((await call(city, clerk, 'GET', '/unit-group?unit_ids=abc')).status).toBe(400)
})

test('every id must be of a row in reach, each once, and where required at least one', async () => {
  const faults = async (unit_ids: unknown): Promise<unknown> => {
    const answer = await create(group({ name: '别的组', unit_ids }))
    return [answer.status, (answer.body['fields'] as { path: string }[] | undefined)?.map(({ path }) => path.split('.')[0])]
  }
  const nobody = '00000000-0000-7000-8000-000000000000'
  for (const wrong of [[], [units[0], nobody], [units[0], units[0]], ['甲镇'], '甲镇', undefined])
    expect(await faults(wrong)).toEqual([400, ['unit_ids']])
  // Who may not see units names none of them.
  const blind = (await city.signIn({ rights: ['settings.read', 'plan.manage'] })).token
  expect((await call(city, blind, 'POST', '/unit-group', group())).status).toBe(400)
})

test('a change of the list is told with names, and an export holds names', async () => {
  const { body } = await create(group({ name: '两镇', unit_ids: units.slice(0, 2) }))
  const id = String((body['row'] as Row)['id'])
  const changed = await call(city, clerk, 'PUT', `/unit-group/${id}`, { version: 1, unit_ids: units.slice(1) })
  expect(changed.body['row']).toMatchObject({ version: 2, unit_ids: units.slice(1) })
  expect((await call(city, clerk, 'PUT', `/unit-group/${id}`, { version: 2, unit_ids: [] })).status).toBe(400)
  const history = (await call(city, clerk, 'GET', `/unit-group/${id}/history`)).body
  expect((history['items'] as Row[])[0]).toMatchObject({ diff: { unit_ids: [units.slice(0, 2), units.slice(1)] } })
  expect(history['labels']).toMatchObject({ [units[0]!]: { zh: '甲镇' }, [units[2]!]: { zh: '丙街道' } })
  const sheet = await city.app.inject({
    url: '/api/v1/unit-group/export?format=csv',
    headers: { authorization: `Bearer ${clerk}`, 'accept-language': 'zh' },
  })
  expect(sheet.body).toContain('乙镇、丙街道')
})
