import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { makeLicenceNumber, makeUscc } from './numbers.ts'

let city: TestCity
let clerk: string
let chief: string
type Body = Record<string, unknown>
type Kept = { id: string; version: number } & Body

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-06-01T02:00:00.000Z')
  const rights = ['premises.read', 'premises.write', 'licence.write', 'staff.write', 'certificate.write']
  clerk = (await city.signIn({ rights, region: '140728' })).token
  chief = (await city.signIn({ rights })).token
})
afterAll(() => city.close())

let made = 0
async function post(path: string, body: Body, token = clerk): Promise<Kept> {
  const answer = await call(city, token, 'POST', path, body)
  expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status)
  return answer.body['row'] as Kept
}
const enterprise = (more: Body = {}): Promise<Kept> =>
  post('/enterprise', {
    name: `平遥县乙${++made}号饭庄`,
    kind: 'individual',
    uscc: makeUscc('92', '140728', ++made),
    region: '140728',
    ...more,
  })
const place = (enterprise_id: string, more: Body = {}): Promise<Kept> =>
  post('/premises', {
    enterprise_id,
    name: `平遥县乙${++made}号饭庄`,
    type: 'CATE',
    status: 'open',
    region: '140728',
    address: `西街${made}号`,
    ...more,
  })
const licence = (premises_id: string, more: Body = {}): Promise<Kept> =>
  post('/licence', {
    premises_id,
    number: makeLicenceNumber('JY', '2', '140728', ++made),
    kind: 'JY',
    state: 'valid',
    issued_on: '2024-01-01',
    expires_on: '2029-01-01',
    ...more,
  })
const get = async (path: string, token = clerk): Promise<Body> => (await call(city, token, 'GET', path)).body
const row = async (path: string): Promise<Kept> => (await get(path))['row'] as Kept

test('what follows from licences, staff and size stands on the premises at once', async () => {
  const { id } = await place((await enterprise()).id, { scale: 'large' })
  // The version that the answer named is the current one: the clerk may go on from it.
  expect(await row(`/premises/${id}`)).toMatchObject({ version: 1, licensed_until: null, needs_director: true, has_director: false })
  const held = await licence(id)
  const person = await post('/food-staff', { premises_id: id, name: '吴某', role: 'director' })
  expect(await row(`/premises/${id}`)).toMatchObject({ licensed_until: '2029-01-01', has_director: true })
  await call(city, clerk, 'PUT', `/food-staff/${person.id}`, { version: 1, left_on: '2026-05-31' })
  await call(city, clerk, 'PUT', `/licence/${held.id}`, { version: 1, state: 'revoked', ended_on: '2026-05-31' })
  expect(await row(`/premises/${id}`)).toMatchObject({ licensed_until: null, has_director: false })
})

test('what hangs under premises moves with them', async () => {
  const { id } = await place((await enterprise()).id)
  const held = await licence(id)
  const before = await row(`/premises/${id}`)
  const moved = await call(city, clerk, 'PUT', `/premises/${id}`, { version: before.version, region: '140728100' })
  expect(moved.status, JSON.stringify(moved.body)).toBe(200)
  expect(await row(`/licence/${held.id}`)).toMatchObject({ region: '140728100' })
})

test('status follows the rules: what has closed does not open again', async () => {
  const { id } = await place((await enterprise()).id)
  const step = async (status: string): Promise<number> =>
    (
      await call(city, clerk, 'POST', `/premises/${id}/status`, {
        status,
        on: '2026-05-30',
        reason: '检查所见',
        version: (await row(`/premises/${id}`)).version,
      })
    ).status
  expect([await step('reopened'), await step('suspended'), await step('reopened'), await step('closed'), await step('open')]).toEqual([
    409, 200, 200, 200, 409,
  ])
  expect(await row(`/premises/${id}`)).toMatchObject({ status: 'closed', status_since: '2026-05-30' })
})

test('a licence on promise has a day for its check, and a false promise withdraws it', async () => {
  const { id } = await place((await enterprise()).id)
  const held = await licence(id, { on_promise: true, issued_on: '2026-05-20' })
  expect(held['promise_check_due']).toMatch(/^2026-07-/)
  const answer = await call(city, clerk, 'POST', `/licence/${held.id}/promise-check`, {
    result: 'false',
    on: '2026-05-31',
    reason: '现场与承诺不符',
    version: 1,
  })
  expect(answer.body['row']).toMatchObject({ state: 'withdrawn', ended_on: '2026-05-31', promise_check_result: 'false' })
  expect(await row(`/premises/${id}`)).toMatchObject({ licensed_until: null })
})

test('the dossier holds what is on record, warns, and tells all that happened on one timeline, page by page', async () => {
  const holder = await enterprise()
  const { id } = await place(holder.id)
  await licence(id, { expires_on: '2026-06-20' })
  await post('/certificate', { premises_id: id, number: `H${++made}`, kind: 'haccp' })
  const dossier = await get(`/premises/${id}/dossier`)
  expect(dossier).toMatchObject({
    premises: { id },
    enterprise: { id: holder.id },
    licences: [{ expires_on: '2026-06-20' }],
    certificates: [{ kind: 'haccp' }],
    warnings: [{ code: 'expiring-30' }],
  })
  const all = (dossier['timeline'] as { id: string; of: string }[]).map((entry) => `${entry.of} ${entry.id}`)
  expect(new Set(all.map((key) => key.split(' ')[0]))).toEqual(new Set(['enterprise', 'premises', 'licence', 'certificate']))
  const paged: string[] = []
  for (let cursor = ''; ;) {
    const page = await get(`/premises/${id}/timeline?limit=2${cursor}`)
    paged.push(...(page['items'] as { id: string; of: string }[]).map((entry) => `${entry.of} ${entry.id}`))
    if (page['next'] === null) break
    cursor = `&cursor=${String(page['next'])}`
  }
  expect(paged).toEqual(all)
})

test('merged premises keep both histories; the one that goes stays as a redirect', async () => {
  const [one, other] = [await enterprise(), await enterprise()]
  const name = '平遥县丙记饭庄'
  const [kept, gone] = [
    await place(one.id, { name, address: '东大街12号' }),
    await place(other.id, { name, address: '东街十二号', phone: '19900001111', contact: '郑某' }),
  ]
  const held = await licence(gone.id)
  const pairs = (await get('/premises/duplicates'))['items'] as { a: Kept; b: Kept }[]
  const found = pairs.filter(({ a, b }) => [a.id, b.id].includes(kept.id) && [a.id, b.id].includes(gone.id))
  // Different holders speak against it: that is proposed only where the numbers do not contradict.
  expect(found).toHaveLength(0)
  const versions = { version: (await row(`/premises/${kept.id}`)).version, losing_version: (await row(`/premises/${gone.id}`)).version }
  const merged = await post(`/premises/${kept.id}/merge`, { losing: gone.id, reason: '同一门店登记两次', ...versions })
  expect(merged).toMatchObject({ id: kept.id, phone: '199****1111', licensed_until: '2029-01-01', address: '东大街12号' })
  expect(await row(`/premises/${gone.id}`)).toMatchObject({ merged_into: kept.id })
  expect(await row(`/licence/${held.id}`)).toMatchObject({ premises_id: kept.id, enterprise_id: one.id })
  const timeline = (await get(`/premises/${kept.id}/dossier`))['timeline'] as { id: string; title: { zh: string } }[]
  expect(timeline.filter((entry) => entry.id.startsWith(gone.id)).map(({ title }) => title.zh.slice(0, 2))).toEqual(
    expect.arrayContaining(['并入', '登记']),
  )
  expect((await get(`/premises/${gone.id}/history`))['items']).not.toHaveLength(0)
  const again = await call(city, clerk, 'POST', `/premises/${kept.id}/merge`, { losing: gone.id, reason: '再来一次', ...versions })
  expect(again.status).toBe(409)
})

test('premises of one name and place under one holder are proposed as duplicates', async () => {
  const holder = await enterprise()
  const [a, b] = [
    await place(holder.id, { name: '平遥县丁记面馆', address: '北街8号' }),
    await place(holder.id, { name: '平遥县丁记面馆', address: '北街八号' }),
  ]
  const pairs = (await get('/premises/duplicates'))['items'] as { a: Kept; b: Kept; score: number }[]
  expect(pairs.find((one) => [one.a.id, one.b.id].includes(a.id))).toMatchObject({ score: 1 })
  expect(pairs.some((one) => [one.a.id, one.b.id].includes(b.id))).toBe(true)
})

test('enterprises of one name and representative are proposed as duplicates, one of them without its code', async () => {
  const holder = { name: '平遥县戊记食品有限公司', legal_representative: '卫某' }
  const [a, b] = [await enterprise(holder), await enterprise({ ...holder, uscc: null })]
  const pairs = (await get('/enterprise/duplicates'))['items'] as { a: Kept; b: Kept; score: number }[]
  expect(pairs.filter((one) => [a.id, b.id].includes(one.a.id) && [a.id, b.id].includes(one.b.id))).toMatchObject([{ score: 1 }])
  const nobody = (await city.signIn({ rights: ['plan.read'] })).token
  expect((await call(city, nobody, 'GET', '/enterprise/duplicates')).status).toBe(403)
})

test('enterprises are merged by someone whose area is the whole city; their premises come along', async () => {
  const [one, other] = [await enterprise({ uscc: null }), await enterprise()]
  const { id } = await place(other.id)
  const held = await licence(id)
  const body = { losing: other.id, reason: '同一主体', version: 1, losing_version: 1 }
  expect((await call(city, clerk, 'POST', `/enterprise/${one.id}/merge`, body)).status).toBe(403)
  const merged = await post(`/enterprise/${one.id}/merge`, body, chief)
  expect(merged['uscc']).toBe(other['uscc'])
  expect(await row(`/premises/${id}`)).toMatchObject({ enterprise_id: one.id })
  expect(await row(`/licence/${held.id}`)).toMatchObject({ enterprise_id: one.id })
})

test('what expires is counted by window and listed with the nearest first', async () => {
  const { id } = await place((await enterprise()).id)
  await licence(id, { expires_on: '2026-06-05' })
  await licence(id, { expires_on: '2026-08-01' })
  const page = await get('/expiring?within=90')
  const { '7': week, '90': quarter } = page['counts'] as Record<string, number>
  expect(week).toBeGreaterThanOrEqual(1)
  expect(quarter! - week!).toBeGreaterThanOrEqual(1)
  const days = (page['items'] as { expires_on: string }[]).map((item) => item.expires_on)
  expect(days).toEqual(days.toSorted())
  expect(days[0]).toBe('2026-06-05')
})
