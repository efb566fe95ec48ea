import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../test/support/city.ts'

let city: TestCity
let clerk: string
let otherCounty: string
let reader: string

const all = ['premises.read', 'premises.write', 'licence.write', 'personal.unmask']

beforeAll(async () => {
  city = await testCity()
  clerk = (await city.signIn({ rights: all, region: '140728' })).token
  otherCounty = (await city.signIn({ rights: all, region: '140702' })).token
  reader = (await city.signIn({ rights: ['premises.read'] })).token
})
afterAll(() => city.close())

async function enterprise(): Promise<string> {
  const made = await call(city, clerk, 'POST', '/enterprise', { name: '平遥县古城面馆', kind: 'company', uscc: null, region: '140728' })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return (made.body['row'] as { id: string }).id
}

async function place(enterprise_id: string, name = '平遥县古城面馆南门店'): Promise<{ id: string; version: number; phone: string }> {
  const made = await call(city, clerk, 'POST', '/premises', {
    enterprise_id, name, type: 'CATE', status: 'open', region: '140728', address: '南门外1号', contact: '张三丰', phone: '19900001234',
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body['row'] as never
}

test('a row that was created is listed, read, changed and closed, and its history tells each step', async () => {
  const row = await place(await enterprise())
  expect(row.phone).toBe('199****1234')
  const list = await call(city, clerk, 'GET', '/premises?q=古城')
  expect((list.body['items'] as unknown[]).length).toBe(1)
  const changed = await call(city, clerk, 'PUT', `/premises/${row.id}`, { version: 1, address: '南门外2号', reason: '门牌更正' })
  expect(changed.status, JSON.stringify(changed.body)).toBe(200)
  const closed = await call(city, clerk, 'POST', `/premises/${row.id}/close`, { version: 2, reason: '不再经营' })
  expect(closed.status, JSON.stringify(closed.body)).toBe(200)
  const history = (await call(city, clerk, 'GET', `/premises/${row.id}/history`)).body['items'] as { version: number; diff: Record<string, unknown>; reason: string }[]
  expect(history.map((item) => item.version)).toEqual([3, 2, 1])
  expect(history[1]).toMatchObject({ reason: '门牌更正', diff: { address: ['南门外1号', '南门外2号'] } })
  expect((await call(city, clerk, 'GET', '/premises?q=南门店')).body['items']).toEqual([])
})

test('a change that names an old version is refused and changes nothing', async () => {
  const row = await place(await enterprise(), '平遥县另一家面馆')
  await call(city, clerk, 'PUT', `/premises/${row.id}`, { version: 1, address: '东街' })
  const late = await call(city, clerk, 'PUT', `/premises/${row.id}`, { version: 1, address: '西街' })
  expect(late.status).toBe(409)
  expect((await call(city, clerk, 'GET', `/premises/${row.id}`)).body['row']).toMatchObject({ address: '东街', version: 2 })
})

test('another county neither sees nor changes the row, and is not told that it exists', async () => {
  const row = await place(await enterprise(), '平遥县第三家面馆')
  expect((await call(city, otherCounty, 'GET', `/premises/${row.id}`)).status).toBe(404)
  expect((await call(city, otherCounty, 'PUT', `/premises/${row.id}`, { version: 1, address: '北街' })).status).toBe(404)
  expect((await call(city, otherCounty, 'GET', '/premises')).body['items']).toEqual([])
})

test('a reader may not write', async () => {
  const row = await place(await enterprise(), '平遥县第四家面馆')
  const refused = await call(city, reader, 'PUT', `/premises/${row.id}`, { version: 1, address: '北街' })
  expect(refused.status).toBe(403)
  expect(refused.body['sentence']).toMatchObject({ zh: expect.stringContaining('权限'), en: expect.stringContaining('may not') })
})

test('all faults of an input are told at once, beside their fields, in both languages', async () => {
  const refused = await call(city, clerk, 'POST', '/premises', { enterprise_id: 'x', type: 'NONE', status: 'open', region: '14', lng: 'far', extra: 1 })
  expect(refused.status).toBe(400)
  const paths = (refused.body['fields'] as { path: string; sentence: { zh: string; en: string } }[]).map((field) => field.path)
  expect(new Set(paths)).toEqual(new Set(['enterprise_id', 'name', 'type', 'region', 'lng', '']))
})

test('the same key gives the same answer and one row; with another content it is refused', async () => {
  const id = await enterprise()
  const body = { enterprise_id: id, name: '平遥县第五家面馆', type: 'CATE', status: 'open', region: '140728' }
  const headers = { 'idempotency-key': 'test-key-0001' }
  const [first, second] = await Promise.all([call(city, clerk, 'POST', '/premises', body, headers), call(city, clerk, 'POST', '/premises', body, headers)])
  expect(first!.status, JSON.stringify(first!.body)).toBe(201)
  expect(first!.body['row']).toEqual(second!.body['row'])
  expect((await call(city, clerk, 'GET', '/premises?q=第五家')).body['items']).toHaveLength(1)
  expect((await call(city, clerk, 'POST', '/premises', { ...body, name: '别的' }, headers)).status).toBe(409)
})

test('personal data opens with a right and a reason, and the reason is in the audit trail', async () => {
  const row = await place(await enterprise(), '平遥县第六家面馆')
  const opened = await call(city, clerk, 'POST', `/premises/${row.id}/unmask`, { field: 'phone', reason: '电话核实经营情况' })
  expect(opened.body).toEqual({ value: '19900001234' })
  const found = await city.installation.owner(async (owner) => (await owner.query(`select action, reason from city_140700.audit_entry where reason = '电话核实经营情况'`)).rows)
  expect(found).toEqual([{ action: `unmask premises.phone ${row.id}`, reason: '电话核实经营情况' }])
})

test('a row is read as it stood at the end of a day', async () => {
  city.setClock('2026-03-01T02:00:00.000Z')
  const row = await place(await enterprise(), '平遥县第七家面馆')
  city.setClock('2026-03-05T02:00:00.000Z')
  await call(city, clerk, 'PUT', `/premises/${row.id}`, { version: 1, address: '新地址' })
  expect((await call(city, clerk, 'GET', `/premises/${row.id}?as_of=2026-03-04`)).body['row']).toMatchObject({ address: '南门外1号' })
  expect((await call(city, clerk, 'GET', `/premises/${row.id}?as_of=2026-03-05`)).body['row']).toMatchObject({ address: '新地址' })
  const then = await call(city, clerk, 'GET', '/premises?as_of=2026-03-04&limit=200')
  expect(then.status, JSON.stringify(then.body)).toBe(200)
  const named = await call(city, clerk, 'GET', '/premises?as_of=2026-03-04&q=第七家')
  expect((named.body['items'] as unknown[]).length).toBe(1)
  expect((then.body['items'] as { id: string; address: string }[]).find((item) => item.id === row.id)).toMatchObject({ address: '南门外1号' })
})

test('a licence number finds its premises from its first characters, within the reader’s region only', async () => {
  const row = await place(await enterprise(), '平遥县第八家面馆')
  const made = await call(city, clerk, 'POST', '/licence', { premises_id: row.id, kind: 'JY', number: 'JY21407020001235', state: 'valid', issued_on: '2024-03-01', expires_on: '2029-02-28' })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const found = async (token: string, q: string): Promise<string[]> => ((await call(city, token, 'GET', `/premises?q=${q}`)).body['items'] as { id: string }[]).map((item) => item.id)
  expect(await found(clerk, 'jy2140702')).toEqual([row.id])
  expect(await found(clerk, 'JY21407020001235')).toEqual([row.id])
  expect(await found(otherCounty, 'JY2140702')).toEqual([])
})

test('a list keeps one plan for the city and one for each county; a village’s, and one with values, are planned each time', async () => {
  const reader = async (region: string): Promise<string> => (await city.signIn({ rights: ['premises.read', 'settings.read'], region })).token
  const [whole, county, village] = [await reader('140700'), await reader('140728'), await reader('140728100001')]
  const { pool } = city.installation.database
  const kept = async (): Promise<{ name: string; statement: string }[][]> => {
    const clients = await Promise.all(Array.from({ length: 6 }, () => pool.connect()))
    const found = await Promise.all(clients.map((client) => client.query<{ name: string; statement: string }>('select name, statement from pg_prepared_statements')))
    for (const client of clients) client.release()
    return found.map(({ rows }) => rows)
  }
  const lists = (statements: readonly { statement: string }[]): string[] => statements.map(({ statement }) => statement).filter((text) => /order by[^]*limit/.test(text) && /from "(premises|licence)"/.test(text))
  const ask = async (token: string, ...paths: string[]): Promise<void> => {
    for (let i = 0; i < 3; i++) for (const path of paths) expect((await call(city, token, 'GET', path)).status).toBe(200)
  }
  await ask(village, '/premises', '/licence', '/time-limit')
  await ask(county, '/premises?type=CATE', '/premises?q=面馆', '/premises?region=140728100')
  const before = await kept()
  expect(before.flat().some(({ statement }) => statement.includes('"time_limit"'))).toBe(true)
  expect(before.flatMap((of) => lists(of).filter((text) => /\$\d|140728/.test(text)))).toEqual([])
  await ask(whole, '/premises?limit=7')
  await ask(county, '/premises?limit=7')
  const after = (await kept()).map((of) => lists(of).filter((text) => /limit 8\b/.test(text)))
  expect(after.flat().length).toBeGreaterThan(0)
  for (const of of after) expect(of.length).toBeLessThanOrEqual(2)
  // The same words twice on one connection: a plan for each range.
  expect(Math.max(...after.map((of) => of.length))).toBe(2)
})

test('a search is paged in either order as it would be shown at once', async () => {
  const id = await enterprise()
  for (const i of [0, 1, 2, 3, 4, 5, 6]) {
    const made = await call(city, clerk, 'POST', '/premises', { enterprise_id: id, name: `翻页酒楼${i % 3}号`, type: 'CATE', status: 'open', region: '140728', address: '西街' })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
  }
  const pages = async (sort: string): Promise<string[]> => {
    const ids: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const { status, body } = await call(city, clerk, 'GET', `/premises?q=翻页&limit=2&sort=${sort}${next && `&cursor=${next}`}`)
      expect(status, JSON.stringify(body)).toBe(200)
      ids.push(...(body['items'] as { id: string }[]).map((item) => item.id))
      next = body['next'] as string | null
    }
    return ids
  }
  for (const sort of ['name', '-name']) {
    const whole = (await call(city, clerk, 'GET', `/premises?q=翻页&limit=200&sort=${sort}`)).body['items'] as { id: string }[]
    expect(whole).toHaveLength(7)
    expect(await pages(sort)).toEqual(whole.map((item) => item.id))
  }
})
