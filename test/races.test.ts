import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../platform/core/ids.ts'
import { call, testCity, type TestCity } from './support/city.ts'
import { TEST_CITY } from './support/template.ts'

let city: TestCity
let clerk: string
let colleague: string
let enterprise: string

beforeAll(async () => {
  city = await testCity()
  clerk = (await city.signIn({ rights: ['premises.read', 'premises.write'] })).token
  colleague = (await city.signIn({ rights: ['premises.read', 'premises.write'] })).token
  enterprise = (await create('enterprise', { name: '竞态测试主体', kind: 'company', region: '140728' })).id
})
afterAll(() => city.close())

async function create(register: string, body: object): Promise<{ id: string; version: number }> {
  const made = await call(city, clerk, 'POST', `/${register}`, body)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body['row'] as { id: string; version: number }
}
const place = (name: string): object => ({ enterprise_id: enterprise, name, type: 'CATE', status: 'open', region: '140728' })
const count = (what: string, values: unknown[] = []): Promise<number> => city.installation.owner(async (owner) => (await owner.query<{ n: number }>(`select count(*)::int as n from city_${TEST_CITY}.${what}`, values)).rows[0]!.n)
const tally = (statuses: readonly number[]): Record<number, number> => Object.fromEntries([...new Set(statuses)].map((status) => [status, statuses.filter((one) => one === status).length]))

test('of two people who change one version of a row at once exactly one succeeds, and the other is told', async () => {
  for (let round = 0; round < 5; round++) {
    const { id } = await create('premises', place(`二人同改${round}`))
    const [one, other] = await Promise.all([clerk, colleague].map((token, i) => call(city, token, 'PUT', `/premises/${id}`, { version: 1, address: `地址${i}` })))
    expect([one!.status, other!.status].toSorted()).toEqual([200, 409])
    expect([one!, other!].find(({ status }) => status === 409)!.body).toMatchObject({ code: 'row.changed', sentence: { zh: expect.any(String), en: expect.any(String) } })
    expect(await count('premises_version where row_id = $1', [id])).toBe(2)
    const winner = one!.status === 200 ? '地址0' : '地址1'
    expect((await call(city, clerk, 'GET', `/premises/${id}`)).body['row']).toMatchObject({ version: 2, address: winner })
  }
})

test('twenty changes of one version at once: one is done, nineteen are refused, and the versions have no gap', async () => {
  const { id } = await create('premises', place('二十人同改'))
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => call(city, clerk, 'PUT', `/premises/${id}`, { version: 1, address: `地址${i}` }, { 'idempotency-key': newId() })))
  expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 1, 409: 19 })
  expect(await count('premises_version where row_id = $1', [id])).toBe(2)
  expect(await count('audit_touch where row_id = $1', [id])).toBe(2)
})

test('the same submit twenty times at once makes one row and twenty equal answers', async () => {
  const [key, body] = [newId(), place('一次提交二十遍')]
  const answers = await Promise.all(Array.from({ length: 20 }, () => call(city, clerk, 'POST', '/premises', body, { 'idempotency-key': key })))
  expect(tally(answers.map(({ status }) => status))).toEqual({ 201: 20 })
  for (const { body: answer } of answers) expect(answer['row']).toEqual(answers[0]!.body['row'])
  expect(await count(`premises where name = '一次提交二十遍'`)).toBe(1)
  expect(await count('idempotency where key = $1', [key])).toBe(1)
})

test('a key belongs to who used it: another person’s same key is another submit', async () => {
  const [key, body] = [newId(), place('两人同一键')]
  const answers = await Promise.all([clerk, colleague].map((token) => call(city, token, 'POST', '/premises', body, { 'idempotency-key': key })))
  expect(answers.map(({ status }) => status)).toEqual([201, 201])
  expect(await count(`premises where name = '两人同一键'`)).toBe(2)
})

test('a submit that was refused leaves its key free: corrected, it is done', async () => {
  const key = newId()
  expect((await call(city, clerk, 'POST', '/premises', { ...place('键未用'), enterprise_id: newId() }, { 'idempotency-key': key })).status).toBe(400)
  expect((await call(city, clerk, 'POST', '/premises', place('键未用'), { 'idempotency-key': key })).status).toBe(201)
})

test('a change and a close at once: the row ends closed or changed, never both of one version', async () => {
  const { id } = await create('premises', place('改与注销'))
  const answers = await Promise.all([
    call(city, clerk, 'PUT', `/premises/${id}`, { version: 1, address: '新址' }),
    call(city, colleague, 'POST', `/premises/${id}/close`, { version: 1, reason: '不再经营' }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(await count('premises_version where row_id = $1', [id])).toBe(2)
})

test('two rows with one unique value at once: one is made, the other is refused as a duplicate', async () => {
  const days = (await city.signIn({ rights: ['settings.read', 'limits.write'] })).token
  const twice = await Promise.all([1, 2].map(() => call(city, days, 'POST', '/calendar-day', { day: '2031-05-05', kind: 'holiday', name: '节', source: '通知' })))
  expect(twice.map(({ status }) => status).toSorted()).toEqual([201, 409])
  expect(twice.find(({ status }) => status === 409)!.body['code']).toBe('row.duplicate')
})
