import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/core/ids.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { makeUnit } from '../evaluation/evaluation.fixture.ts'
import type { FieldBundle } from './contract.ts'

const COUNTY = `${TEST_CITY.slice(0, 4)}28`
let city: TestCity
let first: { token: string; person: string }
let second: { token: string; person: string }

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T02:00:00.000Z')
  const unit = await makeUnit(city, 'market', COUNTY)
  const inspector = () => city.signIn({ rights: ['inspection.work', 'inspection.read', 'premises.read', 'premises.write', 'people.read'], region: COUNTY, unit })
  ;[first, second] = [await inspector(), await inspector()]
})
afterAll(() => city.close())

const place = { name: '无名早点摊', type: 'SCAT', address: '东关街口', lng: 112.17, lat: 37.19, found_on: '2026-05-11' }
const enter = (token: string, given: Record<string, unknown>, key = newId()) => call(city, token, 'POST', '/field/found', { ...place, inspectors: [], ...given }, { 'idempotency-key': key })

test('an unlicensed place comes into the registry once, however often the phone sends it, and is the finders’ to inspect', async () => {
  const key = newId()
  const given = { inspectors: [first.person, second.person] }
  const once = await enter(first.token, given, key)
  expect(once.status, JSON.stringify(once.body)).toBe(201)
  expect((await enter(first.token, given, key)).body).toEqual(once.body)
  const found = (await call(city, first.token, 'GET', `/premises?unlicensed=true&region=${COUNTY}`)).body['items'] as { id: string; found_on: string; status: string }[]
  expect(found).toHaveLength(1)
  expect(found[0]).toMatchObject({ id: once.body['premises'], found_on: '2026-05-11', status: 'open' })
  const { tasks } = (await call(city, second.token, 'GET', '/field/bundle')).body as unknown as FieldBundle
  expect(tasks).toMatchObject([{ chosenBy: 'found', premises: { name: '无名早点摊' }, inspectors: [{ id: first.person }, { id: second.person }] }])
})

test('one inspector alone, a type without licence, a day to come, or no right to write is refused, and nothing is kept', async () => {
  expect((await enter(first.token, { inspectors: [first.person] })).status).toBe(400)
  const answer = await enter(first.token, { type: 'FARM', found_on: '2026-05-12' })
  expect((answer.body['fields'] as { path: string }[]).map(({ path }) => path)).toEqual(['type', 'found_on'])
  const reader = await city.signIn({ rights: ['inspection.work', 'inspection.read'], region: COUNTY })
  expect((await enter(reader.token, {})).status).toBe(403)
  expect((await call(city, first.token, 'GET', `/premises?unlicensed=true&region=${COUNTY}`)).body['items']).toHaveLength(1)
})
