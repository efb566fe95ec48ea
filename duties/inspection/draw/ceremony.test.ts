import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../../platform/core/ids.ts'
import { insertRow } from '../../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../../test/support/city.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import { asProgram, makeUnit, runJobs } from '../../evaluation/evaluation.fixture.ts'
import { enterprises, premises } from '../../registry/registers.ts'
import { verifyDraw, type DrawFile } from './draw.ts'
import { readDrawFile } from './read.ts'
import { credits, recusals } from './registers.ts'
import { ASSIGN_JOB } from './service.ts'

/** The whole ceremony over HTTP as the app role, and whoever tries to choose its outcome. */
const COUNTY = `${TEST_CITY.slice(0, 4)}28`
type Person = { token: string; person: string }

let city: TestCity
let [first, second, third]: Person[] = []
let inspectors: Person[]
let places: string[]
let enterprise: string

const RIGHTS = ['inspection.draw', 'inspection.manage', 'inspection.read', 'premises.read', 'people.read', 'limits.write']

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T00:30:00.000Z')
  const unit = await makeUnit(city, 'market', COUNTY)
  const official = () => city.signIn({ rights: RIGHTS, region: COUNTY, unit })
  ;[first, second, third] = [await official(), await official(), await official()]
  inspectors = []
  for (let n = 0; n < 5; n++) inspectors.push(await city.signIn({ rights: ['inspection.work', 'inspection.read', 'premises.read', 'people.read'], region: COUNTY, unit }))
  await asProgram(city, async (tx) => {
    const owner = await insertRow(tx, enterprises, { region: COUNTY, name: '抽查试验公司', kind: 'company' })
    enterprise = owner.id
    const other = await insertRow(tx, enterprises, { region: COUNTY, name: '低信用试验公司', kind: 'company' })
    await insertRow(tx, credits, { region: COUNTY, enterprise_id: other.id, source: '试验', class: 'D', judged_on: '2026-01-01' })
    await insertRow(tx, recusals, { region: COUNTY, note: '亲属经营', person_id: inspectors[0]!.person, enterprise: owner.id, ground: 'family', starts_on: '2026-01-01' })
    const ids = []
    for (let n = 0; n < 12; n++) ids.push((await insertRow(tx, premises, { region: COUNTY, enterprise_id: n === 0 ? owner.id : other.id, name: `抽查饭店${n}`, type: 'CATE', status: n === 11 ? 'suspended' : 'open' })).id)
    places = ids
  })
})
afterAll(() => city.close())

const given = (more: Record<string, unknown> = {}) => ({
  title: '餐饮双随机', region: COUNTY, types: ['CATERING'], levels: [], near_school: false, count: 4, each: 2, inspectors: inspectors.map(({ person }) => person), due_on: '2026-06-30', ...more,
})
type Answer = Awaited<ReturnType<typeof call>>
const row = (answer: Answer) => answer.body['row'] as Record<string, unknown> & { id: string }
const open = async (more: Record<string, unknown> = {}): Promise<string> => {
  const answer = await call(city, first!.token, 'POST', '/matters/draw', given(more))
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return row(answer).id
}
const act = (who: Person, id: string, action: string, body: Record<string, unknown> = {}) => call(city, who.token, 'POST', `/matters/draw/${id}/${action}`, body)
const done = async (who: Person, id: string, action: string, body: Record<string, unknown> = {}) => {
  const answer = await act(who, id, action, body)
  expect(answer.status, `${action}: ${JSON.stringify(answer.body)}`).toBe(200)
  return row(answer)
}
const SALT = 'a1b2c3d4e5f60718'
const sealed = (number: string, salt = SALT) => createHash('sm3').update(`${salt}|${number}`).digest('hex')

/** As far as the draw itself. */
async function drawn(more: Record<string, unknown> = {}, numbers = ['31', '0704']): Promise<string> {
  const id = await open(more)
  await done(first!, id, 'freeze')
  await done(first!, id, 'seal', { commitment: sealed(numbers[0]!) })
  await done(second!, id, 'enter', { number: numbers[1] })
  await done(first!, id, 'reveal', { number: numbers[0], salt: SALT })
  return id
}
const fileOf = async (id: string): Promise<DrawFile> => (await call(city, first!.token, 'GET', `/draws/${id}/file`)).body as unknown as DrawFile
const listed = async (id: string) => (await call(city, first!.token, 'GET', `/drawn-place?draw=${id}`)).body['items'] as { id: string; premises_id: string; inspectors: string[]; inspection: string | null }[]
const page = async (path: string) => {
  const answer = await city.app.inject({ method: 'GET', url: `/public/${TEST_CITY}${path}` })
  return { status: answer.statusCode, text: answer.body }
}

describe('the ceremony', () => {
  test('goes from a frozen pool over two people’s numbers to a list that anybody can draw again', async () => {
    const id = await open()
    const frozen = await done(first!, id, 'freeze')
    expect(frozen).toMatchObject({ state: 'frozen', pool_size: 11, left_out: 0, recused: 1, commitment: expect.stringMatching(/^[0-9a-f]{64}$/) })
    await done(first!, id, 'seal', { commitment: sealed('31') })
    await done(second!, id, 'enter', { number: '0704' })
    expect(await done(first!, id, 'reveal', { number: '31', salt: SALT })).toMatchObject({ state: 'drawn', seed: '31-0704' })
    const file = await fileOf(id)
    expect(file.hash).toBe(frozen['commitment'])
    expect(verifyDraw(readDrawFile(JSON.stringify(file)))).toEqual([])
    const list = await listed(id)
    expect(list.map(({ premises_id }) => premises_id)).toEqual(file.draws.map(({ object }) => object))
    for (const { premises_id, inspectors: who } of list) {
      expect(who).toHaveLength(2)
      if (premises_id === places[0]) expect(who).not.toContain(inspectors[0]!.person)
    }
  })

  test('what is prepared is changed until it is frozen, and inspectors are offered whose area takes in the draw', async () => {
    const id = await open({ count: 2 })
    const { region: _, ...changed } = given({ title: '餐饮双随机（改）', count: 3, types: ['CATE'], due_on: '2026-07-15' })
    const answer = await done(first!, id, 'edit', changed)
    expect(answer).toMatchObject({ title: '餐饮双随机（改）', count: 3, types: ['CATE'], due_on: '2026-07-15', region: COUNTY, state: 'preparing' })
    expect((await call(city, first!.token, 'GET', `/matters/draw/${id}`)).body['clocks']).toEqual(expect.arrayContaining([expect.objectContaining({ clock: 'due', dueOn: '2026-07-15', stoppedOn: null })]))
    const offered = async (token: string, region: string) => (await call(city, token, 'GET', `/draws/inspectors?region=${region}`))
    const ids = ((await offered(first!.token, COUNTY)).body['items'] as { id: string }[]).map((one) => one.id)
    expect(ids.toSorted()).toEqual(inspectors.map(({ person }) => person).toSorted())
    // Of a township’s inspector the area is too small for a draw of the county; for one of the township he is offered.
    const village = await city.signIn({ rights: ['inspection.work'], region: `${COUNTY}100` })
    expect(((await offered(first!.token, COUNTY)).body['items'] as { id: string }[]).map((one) => one.id)).not.toContain(village.person)
    expect(((await offered(first!.token, `${COUNTY}100`)).body['items'] as { id: string }[]).map((one) => one.id)).toContain(village.person)
    expect((await offered(inspectors[0]!.token, COUNTY)).status).toBe(403)
    const narrow = await act(first!, id, 'edit', { ...changed, inspectors: [village.person, inspectors[0]!.person] })
    expect([narrow.status, narrow.body['fields']]).toEqual([400, [expect.objectContaining({ path: 'inspectors' })]])
    await done(first!, id, 'freeze')
    expect((await act(first!, id, 'edit', changed)).body['code']).toBe('matter.wrong-state')
  })

  test('weighs places by the credit class of their enterprise and names no inspector in full', async () => {
    const id = await open()
    await done(first!, id, 'freeze')
    const { pool, inspectors: people } = await fileOf(id)
    expect(pool.find((one) => one.id === places[0])!.weight).toBe(1)
    expect(pool.find((one) => one.id === places[1])!.weight).toBe(4)
    expect(pool.some((one) => one.id === places[11]), 'a suspended place is not drawn').toBe(false)
    expect(people.every(({ name }) => name.endsWith('*'))).toBe(true)
  })

  test('what a draw from above took less than three months ago is left out below, and is drawn again afterwards', async () => {
    const above = await city.signIn({ rights: RIGHTS, region: TEST_CITY })
    const unit = await makeUnit(city, 'market', TEST_CITY)
    const cityInspectors = [await city.signIn({ rights: ['inspection.work'], region: TEST_CITY, unit }), await city.signIn({ rights: ['inspection.work'], region: TEST_CITY, unit })]
    const opened = row(await call(city, above.token, 'POST', '/matters/draw', given({ region: TEST_CITY, count: 3, inspectors: cityInspectors.map(({ person }) => person) })))
    const other = await city.signIn({ rights: RIGHTS, region: TEST_CITY })
    await done(above, opened.id, 'freeze')
    await done(above, opened.id, 'seal', { commitment: sealed('9') })
    await done(other, opened.id, 'enter', { number: '8' })
    await done(above, opened.id, 'reveal', { number: '9', salt: SALT })
    expect(await done(first!, await open(), 'freeze')).toMatchObject({ pool_size: 8, left_out: 3 })
    const below = await open()
    city.setClock('2026-08-12T00:30:00.000Z')
    const later = await city.signIn({ rights: RIGHTS, region: COUNTY })
    expect(await done(later, below, 'freeze')).toMatchObject({ pool_size: 11, left_out: 0 })
    city.setClock('2026-05-11T00:30:00.000Z')
  })

  test('an inspector who stands back is replaced by the method, with the ground kept, and the file still verifies', async () => {
    const id = await drawn()
    const [place] = await listed(id)
    const [out] = place!.inspectors
    await done(second!, id, 'redraw', { place: place!.id, out, ground: 'former', note: '曾任职' })
    const after = (await listed(id))[0]!
    expect(after.inspectors).not.toContain(out)
    const file = await fileOf(id)
    expect(file.redrawn).toMatchObject([{ object: place!.premises_id, out, reason: '曾在该单位任职' }])
    expect(verifyDraw(readDrawFile(JSON.stringify(file)))).toEqual([])
    expect((await act(second!, id, 'redraw', { place: place!.id, out, ground: 'former' })).body['code']).toBe('draw.not-of-this')
  })

  test('once published, each place is assigned to its pair as drawn, once however often the job runs', async () => {
    const id = await drawn()
    await done(first!, id, 'publish')
    await done(first!, id, 'assign', { planned_on: '2026-05-20', inspect_by: '2026-05-30' })
    await runJobs(city, ASSIGN_JOB)
    await runJobs(city, ASSIGN_JOB)
    const list = await listed(id)
    expect(list.every(({ inspection }) => inspection !== null)).toBe(true)
    for (const { inspection, inspectors: who } of list) {
      const found = (await call(city, first!.token, 'GET', `/inspection/${inspection}`)).body['row'] as Record<string, unknown>
      expect(found).toMatchObject({ chosen_by: 'double_random', inspectors: who, due_on: '2026-05-30', planned_on: '2026-05-20' })
    }
  })

  test('who stands back after the list is public or the inspections are assigned is replaced there too, until the place was visited', async () => {
    const id = await drawn({ count: 2 })
    await done(first!, id, 'publish')
    const [one] = await listed(id)
    await done(second!, id, 'redraw', { place: one!.id, out: one!.inspectors[0], ground: 'family' })
    await done(first!, id, 'assign')
    await runJobs(city, ASSIGN_JOB)
    const place = (await listed(id))[1]!
    const inspection = async () => row(await call(city, first!.token, 'GET', `/matters/inspection/${place.inspection}`))
    expect((await inspection())['inspectors']).toEqual(place.inspectors)
    await done(second!, id, 'redraw', { place: place.id, out: place.inspectors[1], ground: 'interest' })
    const now = (await listed(id))[1]!.inspectors
    expect(now).not.toContain(place.inspectors[1])
    expect(await inspection()).toMatchObject({ state: 'assigned', inspectors: now, holder_person: now[0] })
    expect(verifyDraw(readDrawFile((await page(`/draws/${id}/file`)).text))).toEqual([])
    expect((await page(`/draws/${id}?lang=en`)).text).toContain('An interest')
    // What was entered is told by name, also of whoever is gone.
    const { labels } = (await call(city, first!.token, 'GET', `/matters/draw/${id}`)).body as { labels: Record<string, unknown> }
    for (const known of [place.id, place.inspectors[1]!]) expect(labels).toHaveProperty(known)
    await call(city, first!.token, 'POST', `/matters/inspection/${place.inspection}/withdraw`, { reason: '停业' })
    expect((await act(second!, id, 'redraw', { place: place.id, out: now[0], ground: 'interest' })).body['code']).toBe('draw.visited')
  })

  test('a pool that is too small, or inspectors who cannot go, are told all at once', async () => {
    const answer = await act(first!, await open({ count: 50, each: 5, inspectors: inspectors.slice(0, 3).map(({ person }) => person) }), 'freeze')
    expect(answer.status).toBe(400)
    expect((answer.body['fields'] as { path: string }[]).map(({ path }) => path)).toEqual(['count', 'inspectors'])
    const stranger = await call(city, first!.token, 'POST', '/matters/draw', given({ inspectors: [inspectors[0]!.person, third!.person] }))
    expect(stranger.status).toBe(400)
  })
})

describe('nobody can choose the seed', () => {
  const upTo = async (state: 'preparing' | 'frozen' | 'sealed' | 'entered'): Promise<string> => {
    const id = await open()
    if (state === 'preparing') return id
    await done(first!, id, 'freeze')
    if (state === 'frozen') return id
    await done(first!, id, 'seal', { commitment: sealed('31') })
    if (state === 'sealed') return id
    await done(second!, id, 'enter', { number: '0704' })
    return id
  }

  test('no step is taken before its turn', async () => {
    const tries: [Parameters<typeof upTo>[0], string, Record<string, unknown>][] = [
      ['preparing', 'seal', { commitment: sealed('1') }], ['preparing', 'enter', { number: '1' }], ['frozen', 'enter', { number: '1' }], ['frozen', 'reveal', { number: '1', salt: SALT }],
      ['sealed', 'reveal', { number: '31', salt: SALT }], ['sealed', 'seal', { commitment: sealed('2') }], ['entered', 'seal', { commitment: sealed('2') }], ['entered', 'enter', { number: '9' }], ['entered', 'publish', {}],
    ]
    for (const [state, action, body] of tries) expect((await act(third!, await upTo(state), action, body)).body['code'], `${action} in ${state}`).toBe('matter.wrong-state')
  })

  test('whoever sealed the first number cannot enter the second, and nobody else reveals the first', async () => {
    const id = await upTo('sealed')
    expect((await act(first!, id, 'enter', { number: '1' })).body['code']).toBe('draw.same-person')
    await done(second!, id, 'enter', { number: '0704' })
    expect((await act(second!, id, 'reveal', { number: '31', salt: SALT })).body['code']).toBe('draw.not-first')
  })

  test('the first number cannot become another once the second is known, by no salt and no sign between them', async () => {
    const id = await upTo('entered')
    expect((await act(first!, id, 'reveal', { number: '32', salt: SALT })).body['code']).toBe('draw.other-number')
    expect((await act(first!, id, 'reveal', { number: '31', salt: SALT.replace('a', 'b') })).body['code']).toBe('draw.other-number')
    expect((await act(first!, id, 'reveal', { number: `1|31`, salt: SALT })).status).toBe(400)
    expect((await act(first!, id, 'reveal', { number: '31', salt: `${SALT}|1` })).status).toBe(400)
  })

  test('the second number cannot be changed after the first is known', async () => {
    const id = await drawn()
    expect((await act(second!, id, 'enter', { number: '5' })).body['code']).toBe('matter.wrong-state')
    expect((await act(first!, id, 'withdraw', { reason: '不满意' })).body['code'], 'nor a list that was drawn thrown away').toBe('matter.wrong-state')
  })

  test('until it is revealed the first number stands nowhere: neither in an answer nor in the database', async () => {
    const id = await open()
    await done(first!, id, 'freeze')
    const number = '918273645546'
    await done(first!, id, 'seal', { commitment: sealed(number) })
    await done(second!, id, 'enter', { number: '0704' })
    for (const who of [first!, second!]) expect(JSON.stringify((await call(city, who.token, 'GET', `/matters/draw/${id}`)).body)).not.toContain(number)
    const text = await city.installation.owner(async (owner) => (await owner.query<{ all: string }>(`select (select row_to_json(d)::text from city_${TEST_CITY}.draw d where id = $1)
      || (select string_agg(input::text, '') from city_${TEST_CITY}.matter_action where matter_id = $1) || (select string_agg(row_to_json(e)::text, '') from city_${TEST_CITY}.audit_entry e) as all`, [id])).rows[0]!.all)
    expect(text).toContain(sealed(number))
    expect(text).not.toContain(number)
  })

  test('the pool cannot be edited after the hash: not by freezing again, not by the program itself, and what came later is not in it', async () => {
    const id = await upTo('frozen')
    expect((await act(first!, id, 'freeze')).body['code']).toBe('matter.wrong-state')
    await expect(asProgram(city, async (tx) => { await tx.updateTable('draw_pool').set({ content: '{}' }).where('id', '=', id).execute() })).rejects.toThrow(/permission denied/)
    await expect(asProgram(city, async (tx) => { await tx.deleteFrom('draw_pool').where('id', '=', id).execute() })).rejects.toThrow(/permission denied/)
    await asProgram(city, (tx) => insertRow(tx, premises, { region: COUNTY, enterprise_id: enterprise, name: '后来的饭店', type: 'CATE', status: 'open' }).then(() => undefined))
    await done(first!, id, 'seal', { commitment: sealed('31') })
    await done(second!, id, 'enter', { number: '0704' })
    await done(first!, id, 'reveal', { number: '31', salt: SALT })
    const file = await fileOf(id)
    expect(file.pool.some(({ name }) => name === '后来的饭店')).toBe(false)
    expect(verifyDraw(file)).toEqual([])
  })

  test('a public number that was agreed on must be known only after the freeze, and is part of the seed', async () => {
    const id = await open()
    expect((await act(first!, id, 'freeze', { public_source: '某彩票', public_on: '2026-05-11' })).status).toBe(400)
    await done(first!, id, 'freeze', { public_source: '某彩票', public_on: '2026-05-12' })
    await done(first!, id, 'seal', { commitment: sealed('31') })
    await done(second!, id, 'enter', { number: '0704' })
    expect((await act(first!, id, 'reveal', { number: '31', salt: SALT })).status).toBe(400)
    expect((await act(first!, id, 'reveal', { number: '31', salt: SALT, public_number: '0311' })).body['code']).toBe('draw.public-early')
    city.setClock('2026-05-12T01:00:00.000Z')
    expect(await done(first!, id, 'reveal', { number: '31', salt: SALT, public_number: '0311' })).toMatchObject({ seed: '31-0704-0311' })
    city.setClock('2026-05-11T00:30:00.000Z')
    expect(verifyDraw(await fileOf(id))).toEqual([])
  })
})

describe('what the public sees', () => {
  test('hash and seal from the freeze on, numbers and list from the day the office names, and those given up with their reason', async () => {
    const id = await open({ title: '公开的抽查' })
    expect((await page(`/draws/${id}`)).status).toBe(404)
    const { commitment } = await done(first!, id, 'freeze')
    expect((await page(`/draws/${id}`)).text).toContain(String(commitment))
    await done(first!, id, 'seal', { commitment: sealed('31') })
    await done(second!, id, 'enter', { number: '0704' })
    await done(first!, id, 'reveal', { number: '31', salt: SALT })
    await done(first!, id, 'publish', { shown_from: '2026-05-20' })
    const before = await page(`/draws/${id}`)
    expect(before.text).toContain(sealed('31'))
    expect(before.text).not.toContain(SALT)
    const pool = JSON.parse((await page(`/draws/${id}/file`)).text) as Record<string, unknown>
    expect([pool['hash'], 'draws' in pool, 'seed' in pool]).toEqual([commitment, false, false])
    const list = await listed(id)
    city.setClock('2026-05-20T01:00:00.000Z')
    const after = await page(`/draws/${id}`)
    const names = await city.installation.owner(async (owner) => (await owner.query<{ name: string }>(`select name from city_${TEST_CITY}.premises where id = any($1)`, [list.map(({ premises_id }) => premises_id)])).rows)
    expect(names).toHaveLength(list.length)
    for (const { name } of names) expect(after.text).toContain(name)
    expect(after.text).not.toContain('test ')
    expect(verifyDraw(readDrawFile((await page(`/draws/${id}/file`)).text))).toEqual([])
    city.setClock('2026-05-11T00:30:00.000Z')
    const given = await open({ title: '没有办完的抽查' })
    await done(first!, given, 'freeze')
    await done(first!, given, 'withdraw', { reason: '人员不齐 <b>' })
    const all = (await page('/draws')).text
    expect(all).toContain('没有办完的抽查')
    expect(all).toContain('人员不齐 &#60;b&#62;')
    expect((await page(`/draws/${newId()}`)).status).toBe(404)
  })
})
