import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordAudit } from '../../platform/audit/record.ts'
import type { JobContext } from '../../platform/jobs/declare.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { directorsJob } from './director-store.ts'

const COUNTY = `${TEST_CITY.slice(0, 4)}28`
let city: TestCity
let officer: string
let legal: string
beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T02:00:00.000Z')
  officer = (await city.signIn({ rights: ['premises.read', 'premises.write'], region: COUNTY })).token
  legal = (await city.signIn({ rights: ['premises.read', 'limits.write'], region: TEST_CITY })).token
})
afterAll(() => city.close())

const run = (): Promise<unknown> => directorsJob.run({ write: (body: never) => city.installation.database.write({ system: 'job', city: TEST_CITY }, body, recordAudit), stopping: () => false } as unknown as JobContext)

test('a threshold is changed by ending its line and adding another; premises follow, those written later too', async () => {
  const holder = await call(city, officer, 'POST', '/enterprise', { region: COUNTY, name: '门槛试验学校', kind: 'institution' })
  const make = async (name: string) => (await call(city, officer, 'POST', '/premises', { region: COUNTY, enterprise_id: (holder.body['row'] as { id: string }).id, name, type: 'CANT_SCHOOL', status: 'open', diners: 400 })).body['row'] as { id: string; needs_director: boolean }
  const place = await make('四百人食堂')
  expect(place.needs_director, 'the shipped line begins at 500').toBe(false)
  const lines = (await call(city, legal, 'GET', '/director-rule?limit=200')).body['items'] as { id: string; title: string; version: number; valid_to: string | null; diners_from: number | null }[]
  const line = lines.find(({ diners_from, valid_to, title }) => diners_from === 500 && valid_to === null && title.includes('学校食堂'))!
  expect((await call(city, officer, 'PUT', `/director-rule/${line.id}`, { version: line.version, valid_to: '2026-05-11' })).status, 'only who keeps limits').toBe(403)
  expect((await call(city, legal, 'PUT', `/director-rule/${line.id}`, { version: line.version, valid_to: '2026-05-11' })).status).toBe(200)
  const added = await call(city, legal, 'POST', '/director-rule', { title: '三百人以上的学校食堂', types: ['CANT_SCHOOL'], diners_from: 300, valid_from: '2026-05-11', source: '试验' })
  expect(added.status, JSON.stringify(added.body)).toBe(201)
  await run()
  expect((await call(city, officer, 'GET', `/premises/${place.id}`)).body['row']).toMatchObject({ needs_director: true, version: 2 })
  expect((await make('后来的食堂')).needs_director).toBe(true)
  await run()
  expect((await call(city, officer, 'GET', `/premises/${place.id}`)).body['row'], 'again, nothing is written').toMatchObject({ version: 2 })
})
