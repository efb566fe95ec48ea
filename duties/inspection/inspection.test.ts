import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordAudit } from '../../platform/audit/record.ts'
import { newId } from '../../platform/core/ids.ts'
import { insertRow } from '../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { asProgram, makeUnit, runJobs } from '../evaluation/evaluation.fixture.ts'
import { enterprises, premises } from '../registry/registers.ts'
import type { FieldBundle, FieldTask } from './contract.ts'
import { picture, pictureBytes } from './picture.fixture.ts'
import { standing } from './sheets/applicable.ts'
import type { Finding, Sheet } from './sheets/sheet.ts'
import { keepSheet } from './sheets/store.ts'
import { writeSheet } from './sheets/workbook.ts'

const COUNTY = `${TEST_CITY.slice(0, 4)}28`
const OTHER = `${TEST_CITY.slice(0, 4)}02`
const PHOTO = 'a'.repeat(64)

let city: TestCity
let manager: string
let first: { token: string; person: string }
let second: { token: string; person: string }
let stranger: { token: string; person: string }
let business: { token: string; person: string }
let place: { id: string; enterprise_id: string }
let station: string
let far: { id: string; enterprise_id: string }

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T00:30:00.000Z')
  const unit = station = await makeUnit(city, 'market', COUNTY)
  const inspector = () => city.signIn({ rights: ['inspection.work', 'inspection.read', 'premises.read', 'people.read', 'files.read', 'files.write'], region: COUNTY, unit })
  manager = (await city.signIn({ rights: ['inspection.manage', 'inspection.read', 'premises.read', 'people.read'], region: COUNTY, unit })).token
  ;[first, second, stranger] = [await inspector(), await inspector(), await inspector()]
  ;[place, far] = await asProgram(city, async (tx) => {
    const owner = await insertRow(tx, enterprises, { region: COUNTY, name: '检查试验餐饮公司', kind: 'company' })
    const make = (region: string, name: string) => insertRow(tx, premises, { region, enterprise_id: owner.id, name, type: 'CATE', status: 'open', lng: 112.17, lat: 37.19 })
    return [await make(COUNTY, '检查试验饭店'), await make(OTHER, '外县饭店')] as unknown as [typeof place, typeof far]
  })
  business = await city.signIn({ rights: ['rectification.correct', 'files.read'], scope: 'own', region: COUNTY, enterprise: place.enterprise_id })
})
afterAll(() => city.close())

const assign = (given: Record<string, unknown> = {}) => {
  city.setClock('2026-05-11T00:30:00.000Z')
  return call(city, manager, 'POST', '/inspections/assign', { premises: [place.id], kind: 'daily', chosen_by: 'plan', inspectors: [first.person, second.person], ...given })
}
const assigned = async (): Promise<string> => ((await assign()).body['ids'] as string[])[0]!
const bundle = async (token: string): Promise<FieldBundle> => (await call(city, token, 'GET', '/field/bundle')).body as unknown as FieldBundle
const sheetOf = (of: FieldBundle, task: FieldTask): Sheet => of.sheets[task.sheet]!

/** Every question answered no, every item that then applies passed with a number within its limits. */
function sound(sheet: Sheet, change: (finding: Finding) => Finding = (finding) => finding) {
  const facts = Object.fromEntries(sheet.facts.map(({ code }) => [code, false]))
  const findings = sheet.items.filter((item) => standing(item, facts) === 'applies').map(({ code, measure, photo }): Finding => change({
    code, verdict: 'pass', ...(measure && { value: measure.min ?? measure.max ?? 0 }), ...(photo === 'always' && { photos: [PHOTO] }),
  }))
  return { facts, findings, corrected: [] as string[] }
}

const times = { started_at: '2026-05-11T01:00:00.000Z', signed_at: '2026-05-11T01:40:00.000Z', finished_at: '2026-05-11T01:41:00.000Z', sent_at: '2026-05-11T02:00:00.000Z' }
const finish = (token: string, id: string, given: Record<string, unknown>, key = newId()) => {
  city.setClock('2026-05-11T02:00:00.000Z')
  return call(city, token, 'POST', `/matters/inspection/${id}/finish`, { present: [first.person, second.person], ...times, lng: 112.171, lat: 37.19, accuracy: 10, ...given }, { 'idempotency-key': key })
}

describe('assigning', () => {
  test('sends two inspectors to a place by the sheet for its type, and both find it on their phones', async () => {
    const id = await assigned()
    for (const { token } of [first, second]) {
      const carried = await bundle(token)
      const task = carried.tasks.find((one) => one.id === id)!
      expect(task).toMatchObject({ premises: { id: place.id, name: '检查试验饭店' }, inspectors: [{ id: first.person }, { id: second.person }], openOrders: expect.any(Number) })
      expect(sheetOf(carried, task).kind).toBe('catering')
    }
    expect((await bundle(stranger.token)).tasks.filter((one) => one.id === id)).toEqual([])
  })

  test('one inspector, an outsider, or a place of another county is refused with every fault at once', async () => {
    const answer = await assign({ premises: [place.id, far.id], inspectors: [first.person] })
    expect(answer.status).toBe(400)
    expect((answer.body['fields'] as { path: string }[]).map(({ path }) => path).toSorted()).toEqual(['inspectors', 'premises'])
    expect((await assign({ inspectors: [first.person, business.person] })).status).toBe(400)
    expect((await call(city, first.token, 'POST', '/inspections/assign', { premises: [place.id], kind: 'daily', chosen_by: 'plan', inspectors: [first.person, second.person] })).status).toBe(403)
  })
})

describe('an inspection', () => {
  test('that finds all in order ends in 符合, orders nothing, and waits to be published', async () => {
    const id = await assigned()
    const carried = await bundle(first.token)
    const filled = sound(sheetOf(carried, carried.tasks.find((one) => one.id === id)!))
    const answer = await finish(first.token, id, { ...filled, stop: false })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body['row']).toMatchObject({ state: 'finished', result: 'pass', failed: 0, follow: 'nothing', visited_on: '2026-05-11', marks: [] })
    expect((await call(city, manager, 'POST', `/matters/inspection/${id}/publish`, {})).body['row']).toMatchObject({ state: 'published', published_on: '2026-05-11' })
  })

  test('that fails a key item is 不符合 and orders the business to correct, which reports and is re-checked', async () => {
    const id = await assigned()
    const carried = await bundle(first.token)
    const sheet = sheetOf(carried, carried.tasks.find((one) => one.id === id)!)
    const key = sheet.items.find((item) => item.key && !item.measure && sound(sheet).findings.some(({ code }) => code === item.code))!
    const filled = sound(sheet, (finding) => (finding.code === key.code ? { code: finding.code, verdict: 'fail', note: '许可证过期', photos: [PHOTO] } : finding))
    const answer = await finish(first.token, id, { ...filled, order_due_on: '2026-05-20' })
    expect(answer.body['row']).toMatchObject({ result: 'fail', failed: 1, follow: 'case' })
    const orders = (await call(city, manager, 'GET', `/rectification?premises_id=${place.id}`)).body['items'] as { id: string; inspection: string; due_on: string; case_lead: boolean; items: { code: string }[] }[]
    const order = orders.find((one) => one.inspection === id)!
    expect(order).toMatchObject({ due_on: '2026-05-20', case_lead: true, items: [{ code: key.code, key: true, note: '许可证过期' }] })
    const own = await call(city, business.token, 'GET', '/rectification')
    expect((own.body['items'] as { id: string }[]).map((one) => one.id)).toContain(order.id)
    expect((await call(city, business.token, 'POST', `/matters/rectification/${order.id}/correct`, { note: '已换发许可证' })).body['row']).toMatchObject({ state: 'corrected' })
    expect((await call(city, business.token, 'POST', `/matters/rectification/${order.id}/recheck`, { note: '自己复查' })).status).toBe(403)
    expect((await call(city, first.token, 'POST', `/matters/rectification/${order.id}/recheck`, { note: '已换发' })).body['row']).toMatchObject({ state: 'closed', checked_on: '2026-05-11' })
  })

  test('sent twice with one key is done once; sent again with another it is refused', async () => {
    const id = await assigned()
    const carried = await bundle(first.token)
    const filled = sound(sheetOf(carried, carried.tasks.find((one) => one.id === id)!))
    const key = newId()
    const once = await finish(first.token, id, filled, key)
    const twice = await finish(first.token, id, filled, key)
    expect([once.status, twice.status]).toEqual([200, 200])
    expect((twice.body['row'] as { version: number }).version).toBe((once.body['row'] as { version: number }).version)
    expect((await finish(second.token, id, filled)).status).toBe(409)
  })

  test('with items that are missing, unknown or beyond their limits is refused with each of them, and nothing is kept', async () => {
    const id = await assigned()
    const carried = await bundle(first.token)
    const sheet = sheetOf(carried, carried.tasks.find((one) => one.id === id)!)
    const whole = sound(sheet)
    const answer = await finish(first.token, id, { ...whole, findings: [...whole.findings.slice(1), { code: '99.9', verdict: 'pass' }] })
    expect(answer.status).toBe(422)
    expect((answer.body['fields'] as { path: string }[]).map(({ path }) => path)).toEqual(expect.arrayContaining(['findings.99.9', `findings.${whole.findings[0]!.code}`]))
    expect((await call(city, first.token, 'GET', `/matters/inspection/${id}`)).body['row']).toMatchObject({ state: 'assigned', version: 1 })
  })

  test('by somebody who was not sent is refused; a far place and a wrong clock are marked, not hidden', async () => {
    const id = await assigned()
    const carried = await bundle(first.token)
    const filled = sound(sheetOf(carried, carried.tasks.find((one) => one.id === id)!))
    expect((await finish(stranger.token, id, filled)).body['code']).toBe('inspection.not-drawn')
    expect((await finish(first.token, id, { ...filled, present: [first.person, stranger.person] })).body['code']).toBe('inspection.impossible')
    expect((await finish(first.token, id, { ...filled, started_at: times.finished_at })).body['code']).toBe('inspection.impossible')
    const later = (at: string) => new Date(Date.parse(at) + 20 * 60_000).toISOString()
    const answer = await finish(first.token, id, { ...filled, lat: 37.3, ...Object.fromEntries(Object.entries(times).map(([name, at]) => [name, later(at)])) })
    expect((answer.body['row'] as { marks: { code: string }[] }).marks.map(({ code }) => code)).toEqual(['clock', 'place'])
  })

  test('once finished is only corrected: what was there stays, with who and why', async () => {
    const id = await assigned()
    const carried = await bundle(first.token)
    const sheet = sheetOf(carried, carried.tasks.find((one) => one.id === id)!)
    const filled = sound(sheet)
    await finish(first.token, id, filled)
    const general = sheet.items.find((item) => !item.key && !item.measure && filled.findings.some(({ code }) => code === item.code))!
    const changed = sound(sheet, (finding) => (finding.code === general.code ? { ...finding, verdict: 'fail', note: '漏记', photos: [PHOTO] } : finding))
    const answer = await call(city, first.token, 'POST', `/matters/inspection/${id}/correct`, { ...changed, reason: '当场漏勾' })
    expect(answer.body['row'], JSON.stringify(answer.body)).toMatchObject({ result: 'basic', corrections: 1 })
    expect((await call(city, stranger.token, 'POST', `/matters/inspection/${id}/correct`, { ...changed, reason: '当场漏勾' })).status).toBe(403)
    const history = (await call(city, first.token, 'GET', `/inspection/${id}/history`)).body['items'] as { version: number }[]
    expect(history.length).toBe(3)
    const nothing = await call(city, first.token, 'POST', `/matters/inspection/${id}/correct`, { ...changed, reason: '再点一次' })
    expect([nothing.status, (nothing.body['fields'] as { path: string }[])[0]!.path]).toEqual([400, 'findings'])
  })

  test('corrected after its end orders what is found now, asks no more for what is not, and lets be what was answered', async () => {
    const id = await assigned()
    const carried = await bundle(first.token)
    const sheet = sheetOf(carried, carried.tasks.find((one) => one.id === id)!)
    const [a, b] = sheet.items.filter((item) => !item.key && !item.measure && sound(sheet).findings.some(({ code }) => code === item.code)).map(({ code }) => code)
    const failing = (...codes: readonly (string | undefined)[]) => sound(sheet, (finding) => (codes.includes(finding.code) ? { ...finding, verdict: 'fail', note: '漏记', photos: [PHOTO] } : finding))
    const correct = async (...codes: readonly (string | undefined)[]) => { const answer = await call(city, first.token, 'POST', `/matters/inspection/${id}/correct`, { ...failing(...codes), reason: '更正' }); expect(answer.status, JSON.stringify(answer.body)).toBe(200) }
    const orders = async () => ((await call(city, manager, 'GET', `/rectification?premises_id=${place.id}&limit=100`)).body['items'] as { id: string; inspection: string; state: string; due_on: string; items: { code: string }[] }[])
      .filter((one) => one.inspection === id).map(({ id: order, state, due_on, items }) => ({ id: order, state, due_on, codes: items.map(({ code }) => code) })).toSorted((one, other) => (one.id < other.id ? -1 : 1))
    await finish(first.token, id, failing())
    expect(await orders()).toEqual([])
    await correct(a)
    const [order] = await orders()
    expect(order).toMatchObject({ state: 'ordered', codes: [a], due_on: '2026-05-26' })
    await correct(a, b)
    expect(await orders()).toMatchObject([{ id: order!.id, state: 'withdrawn' }, { state: 'ordered', codes: [a, b], due_on: '2026-05-26' }])
    const again = (await orders())[1]!
    await call(city, business.token, 'POST', `/matters/rectification/${again.id}/correct`, { note: '已改' })
    await correct(b)
    expect((await orders()).map(({ state }) => state)).toEqual(['withdrawn', 'corrected'])
    // The business reads by which sheet it was inspected.
    const reader = await city.signIn({ rights: ['inspection.read'], scope: 'own', region: COUNTY, enterprise: place.enterprise_id })
    expect((await call(city, reader.token, 'GET', `/inspections/${id}/sheet`)).body['sheet']).toMatchObject({ kind: 'catering' })
  })
})

test('an order is urged once it is late, each rung once: the business is told, and the station that follows it gets the letter', async () => {
  const id = await assigned()
  const carried = await bundle(first.token)
  const sheet = sheetOf(carried, carried.tasks.find((one) => one.id === id)!)
  const code = sheet.items.find((item) => !item.key && !item.measure && sound(sheet).findings.some((one) => one.code === item.code))!.code
  await finish(first.token, id, { ...sound(sheet, (finding) => (finding.code === code ? { ...finding, verdict: 'fail', note: '漏记', photos: [PHOTO] } : finding)), order_due_on: '2026-05-20' })
  const order = ((await call(city, manager, 'GET', `/rectification?premises_id=${place.id}&limit=100`)).body['items'] as { id: string; inspection: string }[]).find((one) => one.inspection === id)!
  const urge = (rung: string) => call(city, manager, 'POST', `/matters/rectification/${order.id}/${rung}`, {})
  expect((await urge('remind')).body['code']).toBe('plan.not-late')
  city.setClock('2026-05-25T01:00:00.000Z')
  manager = (await city.signIn({ rights: ['inspection.manage', 'inspection.read', 'premises.read', 'people.read'], region: COUNTY, unit: station })).token
  const owner = await city.signIn({ rights: ['rectification.correct'], scope: 'own', region: COUNTY, enterprise: place.enterprise_id })
  expect((await urge('remind')).body['row']).toMatchObject({ late_level: 1 })
  expect((await urge('remind')).body['code']).toBe('plan.urged-already')
  expect(((await call(city, owner.token, 'GET', '/me/notifications')).body['items'] as { title: { zh: string }; link: string }[]).map(({ title, link }) => [title.zh, link])).toEqual([['提示函：责令整改：检查试验饭店（期限 2026-05-20）', `/matters/rectification/${order.id}`]])
  await runJobs(city, 'workplan.print')
  expect(((await call(city, manager, 'GET', `/matters/rectification/${order.id}`)).body['documents'] as { kind: string }[]).map(({ kind }) => kind)).toEqual(['reminder'])
  expect(((await call(city, manager, 'GET', '/rectification?late_level=1')).body['items'] as { id: string }[]).map((one) => one.id)).toEqual([order.id])
})

test('pictures that have not come are told until they come, and nothing is refused for them', async () => {
  const id = await assigned()
  const carried = await bundle(first.token)
  const [photo, signature] = [pictureBytes(), pictureBytes()]
  let named = 0
  const filled = sound(sheetOf(carried, carried.tasks.find((one) => one.id === id)!), ({ photos: _, ...finding }) => (named++ === 0 ? { ...finding, photos: [photo.hash] } : finding))
  const conduct = { signatures: { business: signature.hash }, businessBy: '店长', refusal: null, entrusting: null, exam: null, samples: 0 }
  expect((await finish(first.token, id, { ...filled, conduct })).status).toBe(200)
  const here = async () => (await call(city, manager, 'GET', `/inspections/${id}/pictures`)).body
  const listed = async (token = manager) => ((await call(city, token, 'GET', '/inspections/pictures-missing')).body['items'] as { id: string; named: number; missing: number }[]).filter((one) => one.id === id)
  expect(await here()).toEqual({ named: 2, missing: [{ part: filled.findings[0]!.code, count: 1 }, { part: 'signature', count: 1 }] })
  expect(await listed()).toMatchObject([{ named: 2, missing: 2 }])
  await picture(city, first.token, photo, { about_table: 'inspection', about_id: id })
  expect(await listed()).toMatchObject([{ named: 2, missing: 1 }])
  // The same bytes about another record are not this one's.
  await picture(city, second.token, signature)
  expect(await here()).toEqual({ named: 2, missing: [{ part: 'signature', count: 1 }] })
  await picture(city, first.token, signature, { about_table: 'inspection', about_id: id })
  expect([await here(), await listed()]).toEqual([{ named: 2, missing: [] }, []])
  const elsewhere = await city.signIn({ rights: ['inspection.read'], region: OTHER })
  expect((await call(city, elsewhere.token, 'GET', `/inspections/${id}/pictures`)).status).toBe(404)
})

test('a draft is seen on the fellow inspector’s phone and by nobody else, and is gone with the inspection', async () => {
  const id = await assigned()
  const content = { facts: {}, findings: [{ code: '1.1', verdict: 'pass' }], corrected: [], note: '半途', startedAt: null }
  expect((await call(city, first.token, 'PUT', `/inspections/${id}/draft`, { device: '一号手机', content })).status).toBe(200)
  expect((await bundle(second.token)).drafts.find((one) => one.inspection === id)).toMatchObject({ person: first.person, device: '一号手机', content: { note: '半途' } })
  expect((await call(city, stranger.token, 'PUT', `/inspections/${id}/draft`, { device: 'x', content })).status).toBe(404)
  const carried = await bundle(first.token)
  await finish(first.token, id, sound(sheetOf(carried, carried.tasks.find((one) => one.id === id)!)))
  expect((await bundle(second.token)).drafts.filter((one) => one.inspection === id)).toEqual([])
})

test('a sheet in use is never put into use again', async () => {
  const sheets = (await call(city, manager, 'GET', '/check-sheet?kind=catering')).body['items'] as { id: string; state: string }[]
  expect(sheets.map(({ state }) => state)).toEqual(['in_use'])
  expect((await call(city, (await city.signIn({ rights: ['inspection.manage', 'inspection.read'] })).token, 'POST', `/check-sheet/${sheets[0]!.id}/use`, {})).body['code']).toBe('inspection.sheet-no-draft')
})

test('a sheet goes out as a workbook and comes back as a draft of the next version, which is then put into use', async () => {
  const officer = (await city.signIn({ rights: ['inspection.manage', 'inspection.read', 'files.read', 'files.write', 'jobs.read'] })).token
  const [sheet] = (await call(city, officer, 'GET', '/check-sheet?kind=vendor')).body['items'] as { id: string; content: Sheet }[]
  const workbook = await writeSheet({ ...sheet!.content, items: sheet!.content.items.slice(1) })
  const job = await city.installation.database.write({ token: officer }, (tx) => keepSheet(tx, { ...sheet!.content, version: '2026.2', items: sheet!.content.items.slice(1) }), recordAudit)
  expect(job.state).toBe('draft')
  expect(workbook.length).toBeGreaterThan(1000)
  const { against, changes } = (await call(city, officer, 'GET', `/check-sheet/${job.id}/changes`)).body as unknown as { against: string; changes: { zh: string }[] }
  expect([against, changes.length]).toEqual([sheet!.content.version, 1])
  expect((await call(city, officer, 'POST', `/check-sheet/${job.id}/use`, {})).body['row']).toMatchObject({ state: 'in_use' })
  expect((await call(city, officer, 'GET', `/check-sheet/${sheet!.id}`)).body['row']).toMatchObject({ state: 'retired' })
})
