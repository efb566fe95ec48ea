import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../../test/support/city.ts'
import { asProgram, COUNTY, makeUnit, OTHER_COUNTY } from '../evaluation.fixture.ts'
import { shipped2021 } from '../scheme/shipped-2021.ts'
import type { MissingAnswer } from './contract.ts'
import { stateOf } from './missing.ts'

let city: TestCity
let unit: string
let office: string
let worker: { token: string; person: string }
const item = shipped2021.items.find(({ papers, applicable, owner }) => papers.length > 0 && applicable === 'both' && owner === 'market')!
const paper = item.papers[0]!.zh

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-09-10T02:00:00Z')
  unit = await makeUnit(city, item.owner, COUNTY)
  office = (await city.signIn({ rights: ['evaluation.read', 'evaluation.manage', 'files.*', 'indicators.read'] })).token
  worker = await city.signIn({ rights: ['evaluation.read', 'evaluation.work', 'indicators.read'], region: COUNTY, unit })
})
afterAll(() => city.close())

const missing = async (token: string, query = ''): Promise<MissingAnswer> => (await call(city, token, 'GET', `/evaluation/papers/missing${query}`)).body as unknown as MissingAnswer
const owed = ({ units }: MissingAnswer, region = COUNTY) => units.flatMap(({ papers }) => papers).find((one) => one.item === item.code && one.paper.zh === paper && one.region === region)
const supply = (token: string, more: object = {}) =>
  call(city, token, 'POST', '/evaluation-paper', { item: item.code, paper, title: '会议纪要（试验）', region: COUNTY, starts_on: '2026-01-01', ends_on: '2026-06-30', ...more })

async function attach(token: string, id: string): Promise<number> {
  const payload = `--b\r\ncontent-disposition: form-data; name="about_table"\r\n\r\nevaluation_paper\r\n--b\r\ncontent-disposition: form-data; name="about_id"\r\n\r\n${id}\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7 ${id}\r\n--b--\r\n`
  return (await city.app.inject({ method: 'POST', url: '/api/v1/files', headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=b' }, payload })).statusCode
}

describe('a required paper', () => {
  test('is missing until it has a file, and again once it was returned', async () => {
    expect(owed(await missing(office))).toMatchObject({ state: 'missing', unit })
    const { status, body } = await supply(worker.token)
    const row = body['row'] as { id: string; version: number; unit_id: string; person_id: string; review: string; supplied_at: string }
    expect([status, row.unit_id, row.person_id, row.review]).toEqual([201, unit, worker.person, 'waiting'])
    expect(owed(await missing(office))).toMatchObject({ state: 'no-file', record: row.id })
    expect(await call(city, office, 'POST', `/evaluation-paper/${row.id}/review`, { version: 1, review: 'accepted' })).toMatchObject({ status: 409, body: { code: 'evidence.no-file' } })
    expect(await attach(worker.token, row.id)).toBe(201)
    expect(owed(await missing(office))).toBeUndefined()
    // The cockpit shows the same beside the item: here it is there, in the city and in another year it is not.
    const beside = async (query: string): Promise<object> => ((await call(city, office, 'GET', `/evaluation/papers?item=${item.code}&${query}`)).body['papers'] as object[])[0]!
    expect(await beside(`region=${COUNTY}`)).toMatchObject({ paper: { zh: paper }, state: 'there', supplied: [{ id: row.id, files: 1, review: 'waiting', unit: expect.any(String) }] })
    for (const query of ['', `region=${COUNTY}&year=2025`]) expect(await beside(query)).toMatchObject({ state: 'missing', supplied: [] })
    expect((await call(city, office, 'GET', '/evaluation/papers?item=Z9-9')).status).toBe(404)
    expect(owed(await missing(office, '?year=2025'))).toMatchObject({ state: 'missing' })
    expect((await call(city, office, 'POST', `/evaluation-paper/${row.id}/review`, { version: 1, review: 'returned' })).status).toBe(400)
    expect((await call(city, office, 'POST', `/evaluation-paper/${row.id}/review`, { version: 1, review: 'returned', note: '缺签到表' })).status).toBe(200)
    expect(owed(await missing(office))).toMatchObject({ state: 'returned' })
    // Changed by who supplied it, it waits for review again.
    const changed = await call(city, worker.token, 'PUT', `/evaluation-paper/${row.id}`, { version: 2, note: '已补签到表' })
    expect(changed.body['row']).toMatchObject({ review: 'waiting', review_note: null })
    expect((await call(city, office, 'POST', `/evaluation-paper/${row.id}/review`, { version: 3, review: 'accepted' })).status).toBe(200)
    expect(owed(await missing(office))).toBeUndefined()
  })

  test('is one that the scheme asks for, named as it names it', async () => {
    const wrong = await supply(worker.token, { paper: '别的材料' })
    expect([wrong.status, JSON.stringify(wrong.body['fields'])]).toEqual([400, expect.stringContaining(paper)])
    expect((await supply(worker.token, { item: 'Z9-9' })).status).toBe(400)
    expect((await supply(worker.token, { ends_on: '2025-01-01' })).status).toBe(400)
  })

  test('is changed by who supplied it or by the office, reviewed by the office alone, and out of sight of another county', async () => {
    const { body } = await supply(worker.token, { title: '另一份' })
    const { id } = body['row'] as { id: string }
    const neighbour = await city.signIn({ rights: ['evaluation.read', 'evaluation.work', 'evaluation.manage'], region: OTHER_COUNTY })
    const colleague = await city.signIn({ rights: ['evaluation.read', 'evaluation.work'], region: COUNTY, unit: await makeUnit(city, 'police', COUNTY) })
    expect((await call(city, neighbour.token, 'GET', `/evaluation-paper/${id}`)).status).toBe(404)
    expect((await call(city, neighbour.token, 'POST', `/evaluation-paper/${id}/review`, { version: 1, review: 'accepted' })).status).toBe(404)
    expect(await call(city, colleague.token, 'PUT', `/evaluation-paper/${id}`, { version: 1, note: 'x' })).toMatchObject({ status: 403, body: { code: 'evidence.not-yours' } })
    expect((await call(city, worker.token, 'POST', `/evaluation-paper/${id}/review`, { version: 1, review: 'accepted' })).status).toBe(403)
    expect((await supply(neighbour.token)).status).toBe(403)
  })
})

test('of several that were supplied the best counts', () => {
  const one = (review: string, files: number) => ({ id: `${review}${files}`, review, files })
  expect(stateOf([])).toEqual({ state: 'missing', record: null })
  expect(stateOf([one('returned', 2), one('waiting', 1)])).toBeNull()
  expect(stateOf([one('waiting', 0), one('returned', 1)])).toEqual({ state: 'returned', record: 'returned1' })
  expect(stateOf([one('accepted', 1)])).toBeNull()
})

describe('a reminder', () => {
  test('waits until papers are due, reaches the people of the unit, and goes out once a day', async () => {
    expect(await call(city, office, 'POST', '/evaluation/papers/remind', {})).toMatchObject({ status: 409, body: { code: 'evidence.not-late' } })
    city.setClock('2026-11-02T02:00:00Z')
    // Sessions of September are over.
    office = (await city.signIn({ rights: ['evaluation.read', 'evaluation.manage', 'indicators.read'] })).token
    const [first, second] = await Promise.all([0, 0].map(() => call(city, office, 'POST', '/evaluation/papers/remind', {})))
    expect([first!.body['code'], second!.body['code']]).toEqual([undefined, undefined])
    const told = [first!, second!].map(({ body }) => Number(body['reminded'])).toSorted((a, b) => b - a)
    expect(told[0]).toBeGreaterThan(0)
    expect(told[1]).toBe(0)
    const notices = await asProgram(city, (tx) => tx.selectFrom('notification').selectAll().where('person_id', '=', worker.person).execute())
    expect(notices).toHaveLength(1)
    expect(notices[0]).toMatchObject({ kind: 'evidence.missing', link: `/evidence?unit=${unit}` })
    const kept = (await call(city, office, 'GET', `/paper-reminder?unit_id=${unit}`)).body['items'] as { reminded_on: string; told: number; missing: number }[]
    expect(kept).toMatchObject([{ reminded_on: '2026-11-02', told: 1 }])
    expect((await missing(office)).units.find(({ id }) => id === unit)?.remindedOn).toBe('2026-11-02')
    city.setClock('2026-11-03T02:00:00Z')
    // One department alone, and then the others.
    expect((await call(city, office, 'POST', '/evaluation/papers/remind', { unit })).body).toMatchObject({ reminded: 1, already: 0 })
    expect((await call(city, office, 'POST', '/evaluation/papers/remind', {})).body).toMatchObject({ reminded: told[0]! - 1, already: 1 })
  })

  test('is the office’s to send', async () => {
    const { token } = await city.signIn({ rights: ['evaluation.read', 'evaluation.work', 'indicators.read'], region: COUNTY, unit })
    expect((await call(city, token, 'POST', '/evaluation/papers/remind', { region: COUNTY })).status).toBe(403)
    expect((await call(city, office, 'POST', '/evaluation/papers/remind', { region: '110100' })).body['code']).toBe('evaluation.region')
  })
})
