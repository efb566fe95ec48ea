import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/core/ids.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { makeUnit } from '../evaluation/evaluation.fixture.ts'
import type { FieldBundle } from './contract.ts'
import { picture as sendPicture, pictureBytes } from './picture.fixture.ts'
import { standing } from './sheets/applicable.ts'

const COUNTY = `${TEST_CITY.slice(0, 4)}28`
let city: TestCity
let first: { token: string; person: string }
let second: { token: string; person: string }

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T02:00:00.000Z')
  const unit = await makeUnit(city, 'market', COUNTY)
  const inspector = () => city.signIn({ rights: ['inspection.work', 'inspection.read', 'premises.read', 'premises.write', 'people.read', 'files.read', 'files.write'], region: COUNTY, unit })
  ;[first, second] = [await inspector(), await inspector()]
})
afterAll(() => city.close())

/** A picture as the phone sends it before anything else: about nothing yet. */
const picture = (token: string): Promise<string> => sendPicture(city, token, pictureBytes())

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

/** What a phone carries and fills in at a vendor: one item fails with a photo. */
async function inspectedAtOnce(photo: string) {
  const carried = (await call(city, first.token, 'GET', '/field/bundle')).body as unknown as FieldBundle
  const sheet = carried.sheets[carried.found['VEND']!]!
  const facts = Object.fromEntries(sheet.facts.map(({ code }) => [code, false]))
  const asked = sheet.items.filter((item) => standing(item, facts) === 'applies')
  const failing = asked.find(({ measure }) => measure === undefined)!
  const findings = asked.map(({ code, measure, photo: pictured }) => (code === failing.code ? { code, verdict: 'fail', note: '无证', photos: [photo] }
    : { code, verdict: 'pass', ...(measure && { value: measure.min ?? measure.max ?? 0 }), ...(pictured === 'always' && { photos: [photo] }) }))
  const conduct = { signatures: { [first.person]: photo, [second.person]: photo }, businessBy: null, refusal: { reason: '摊主离开', witness: '社区工作人员', video: null }, entrusting: null, exam: null, samples: 0 }
  const finish = { facts, findings, corrected: [], stop: false, note: null, present: [first.person, second.person], started_at: '2026-05-11T00:10:00.000Z', signed_at: '2026-05-11T00:40:00.000Z', finished_at: '2026-05-11T00:41:00.000Z', answered_at: {}, lng: 112.17, lat: 37.19, accuracy: 8, conduct, order_due_on: null }
  return { carried, body: { name: '无名夜市摊', type: 'VEND', inspectors: [first.person, second.person], sent_at: '2026-05-11T02:00:00.000Z', done: { id: newId(), action: newId(), sheet: carried.found['VEND'], files: [photo], finish } } }
}

test('a place found and inspected without signal comes in one receipt with its inspection, its order and its photos, once however often it is sent', async () => {
  const photo = await picture(first.token)
  const { carried, body } = await inspectedAtOnce(photo)
  expect(carried.colleagues.map(({ id }) => id)).toContain(second.person)
  const once = await enter(first.token, body, body.done.action)
  expect(once.status, JSON.stringify(once.body)).toBe(201)
  expect((once.body['inspections'] as string[])[0]).toBe(body.done.id)
  // The answer was lost: the phone asks with another clock, and a program without a key asks too.
  expect((await enter(first.token, body)).body).toEqual(once.body)
  expect((await enter(first.token, { ...body, sent_at: '2026-05-11T02:00:30.000Z' }, body.done.action)).body['code']).toBe('key.reused')
  expect((await call(city, first.token, 'GET', `/matters/inspection/${body.done.id}`)).body['actions']).toMatchObject([{ id: body.done.action, action: 'finish' }, { id: body.done.id, action: 'open' }])
  const places = (await call(city, first.token, 'GET', `/premises?unlicensed=true&region=${COUNTY}&type=VEND`)).body['items'] as { id: string }[]
  expect(places.map(({ id }) => id)).toEqual([once.body['premises']])
  const { items } = (await call(city, first.token, 'GET', `/inspection?premises_id=${String(once.body['premises'])}`)).body as unknown as { items: object[] }
  expect(items).toMatchObject([{ id: body.done.id, state: 'finished', chosen_by: 'found', visited_on: '2026-05-11', refused: true, follow: 'case' }])
  expect((await call(city, first.token, 'GET', `/rectification?premises_id=${String(once.body['premises'])}`)).body['items']).toHaveLength(1)
  expect((await call(city, first.token, 'GET', `/files?about_table=inspection&about_id=${body.done.id}`)).body['items']).toMatchObject([{ hash: photo }])
})

test('where the inspection cannot be true, neither it nor the place is kept', async () => {
  const photo = await picture(first.token)
  const { body } = await inspectedAtOnce(photo)
  const early = { ...body, name: '不成立的摊', done: { ...body.done, finish: { ...body.done.finish, started_at: '2026-05-10T00:10:00.000Z' } } }
  expect((await enter(first.token, early)).body['code']).toBe('inspection.impossible')
  const other = { ...body, name: '不成立的摊', type: 'CATE' }
  expect((await enter(first.token, other)).body['fields']).toMatchObject([{ path: 'done.sheet' }])
  const missing = { ...body, name: '不成立的摊', done: { ...body.done, files: [photo, 'b'.repeat(64)] } }
  expect((await enter(first.token, missing)).body['fields']).toMatchObject([{ path: 'done.files' }])
  const alone = { ...body, name: '不成立的摊', inspectors: [first.person] }
  expect((await enter(first.token, alone)).status).toBe(400)
  const taken = { ...body, name: '不成立的摊', done: { ...body.done, id: ((await call(city, first.token, 'GET', '/inspection?chosen_by=found&state=finished')).body['items'] as { id: string }[])[0]!.id } }
  expect((await enter(first.token, taken)).body['code']).toBe('key.reused')
  expect((await call(city, first.token, 'GET', `/premises?unlicensed=true&region=${COUNTY}&q=${encodeURIComponent('不成立的摊')}`)).body['items']).toEqual([])
})

test('photos of a place that is only written down stand with the place; another’s are refused and nothing is entered', async () => {
  const photo = await picture(first.token)
  const given = { name: '无名烧烤摊', photos: [photo] }
  const other = await enter(second.token, given)
  expect((other.body['fields'] as { path: string }[]).map(({ path }) => path)).toEqual(['photos'])
  const { premises } = (await enter(first.token, given)).body as { premises: string }
  expect((await call(city, second.token, 'GET', `/files?about_table=premises&about_id=${premises}`)).body['items']).toMatchObject([{ hash: photo }])
  const named = (await call(city, first.token, 'GET', `/premises?unlicensed=true&region=${COUNTY}&limit=200`)).body['items'] as { name: string }[]
  expect(named.filter(({ name }) => name === given.name)).toHaveLength(1)
})
