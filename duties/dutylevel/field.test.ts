import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordAudit } from '../../platform/audit/record.ts'
import { newId } from '../../platform/core/ids.ts'
import type { JobContext } from '../../platform/jobs/declare.ts'
import { insertRow } from '../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { asProgram, makeUnit } from '../evaluation/evaluation.fixture.ts'
import { enterprises, premises } from '../registry/registers.ts'
import type { BoundUnit, DutyBundle } from './contract.ts'
import { sentPicture } from './dutylevel.fixture.ts'
import { keepLedger } from './keep.ts'
import { cadres, type BindingRow, type VisitRow } from './registers.ts'

const COUNTY = `${TEST_CITY.slice(0, 4)}28`
const TOWN = `${COUNTY}100`
const HERE = { lng: 112.17, lat: 37.19, accuracy: 8 }
const DAY = '2026-05-11'
/** The server’s clock is 09:00 of the day in China. */
const at = (minutes: number): string => new Date(Date.UTC(2026, 4, 11, 1, minutes)).toISOString()

type Person = { readonly token: string; readonly person: string }
let city: TestCity
let office: Person
let cadre: Person
let other: Person
let shops: string[]

const keep = (): Promise<unknown> => keepLedger({ write: (body) => city.installation.database.write({ system: 'job:duty.keep', city: TEST_CITY }, body, recordAudit), stopping: () => false } as JobContext)
const items = async <T>(path: string): Promise<readonly T[]> => (await call(city, office.token, 'GET', path)).body['items'] as readonly T[]
const bundle = async (who: Person): Promise<DutyBundle> => (await call(city, who.token, 'GET', '/duty/bundle')).body as unknown as DutyBundle
const units = async (who: Person): Promise<readonly BoundUnit[]> => (await bundle(who)).cadres.flatMap((page) => page.units)
const unitOf = async (place: string): Promise<BoundUnit> => (await units(cadre)).find(({ premises: id }) => id === place)!
const paths = (answer: { body: Record<string, unknown> }): string[] => ((answer.body['fields'] ?? []) as { path: string }[]).map(({ path }) => path).toSorted()

/** What a phone sends of a visit that began at 08:30 and ended at 08:40. */
const claim = (more: Record<string, unknown> = {}) => ({
  visited_on: DAY, mode: 'on_site', checks: [{ code: 't1', text: '证照', ok: true }], found: [], photos: [], place: HERE, taken: {}, started_at: at(-30), finished_at: at(-20), sent_at: at(0), ...more,
})
const visit = (who: Person, task: string, given: Record<string, unknown> = {}, key = newId()) => call(city, who.token, 'POST', `/matters/duty-visit/${task}/visit`, claim(given), { 'idempotency-key': key })

const picture = (who: Person, binding?: string): Promise<string> => sentPicture(city, who.token, binding)

beforeAll(async () => {
  city = await testCity()
  city.setClock(at(0))
  await makeUnit(city, 'fso', COUNTY)
  await makeUnit(city, 'market_station', TOWN)
  office = await city.signIn({ rights: ['duty.read', 'duty.manage', 'premises.read', 'selfcheck.read', 'selfcheck.manage', 'files.read'], region: COUNTY })
  const covers = () => city.signIn({ rights: ['duty.cover', 'files.read', 'files.write', 'inbox.read'], region: TOWN, scope: 'own' })
  cadre = await covers()
  other = await covers()
  shops = await asProgram(city, async (tx) => {
    const owner = await insertRow(tx, enterprises, { region: COUNTY, name: '代录试验公司', kind: 'company' })
    const made: string[] = []
    for (const type of ['CATE', 'CATE', 'SHOP', 'CATE']) made.push((await insertRow(tx, premises, { region: `${TOWN}901`, enterprise_id: owner.id, name: `外勤试验店${made.length}`, type, status: 'open', in_ledger: true, duty_level: 'D', lng: HERE.lng, lat: HERE.lat })).id)
    for (const [name, person] of [['甲', cadre.person], ['乙', other.person]] as const) await insertRow(tx, cadres, { region: TOWN, name, rank: 'village', office_held: '协管员', assistant: true, person })
    return made
  })
  for (const place of shops.slice(0, 2)) {
    const asked = await call(city, office.token, 'POST', '/operating-calendar', { premises_id: place, starts_on: '2026-05-06', week: 'every_day', meals: [] })
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
  }
  await keep()
  const [waiting, people] = [await items<BindingRow>('/duty-binding?state=unbound'), await items<{ id: string; name: string }>('/cadre')]
  for (const [name, mine] of [['甲', shops.slice(0, 3)], ['乙', shops.slice(3)]] as const) {
    const bound = await call(city, office.token, 'POST', '/duty/bindings/bind', { bindings: waiting.filter((row) => mine.includes(row.premises_id)).map(({ id }) => id), cadre: people.find((one) => one.name === name)!.id })
    expect(bound.body, JSON.stringify(bound.body)).toEqual({ bound: mine.length })
  }
  await keep()
})
afterAll(() => city.close())

describe('the phone of a cadre', () => {
  test('carries his own units and nothing else; who covers nothing has none', async () => {
    expect((await units(cadre)).map((unit) => unit.premises).toSorted()).toEqual(shops.slice(0, 3).toSorted())
    expect(await unitOf(shops[0]!)).toMatchObject({ lng: HERE.lng, lat: HERE.lat, level: 'D' })
    expect(Object.keys((await bundle(cadre)).book.places).toSorted(), 'small shops are not under the rule').toEqual(shops.slice(0, 2).toSorted())
    expect((await bundle(cadre)).book.kinds.map(({ kind }) => kind)).toEqual(['daily', 'weekly'])
    expect((await call(city, office.token, 'GET', '/duty/bundle')).status).toBe(403)
  })

  test('a draft is seen on his other phone, and kept by nobody else', async () => {
    const { binding } = await unitOf(shops[0]!)
    const content = { mode: 'on_site', leader: '', answers: { t1: { ok: true, found: '' } }, others: [], note: '', startedAt: at(-40) }
    const send = (who: Person) => call(city, who.token, 'PUT', `/duty/bindings/${binding}/draft`, { device: 'phone-1', content })
    expect((await send(other)).status).toBe(404)
    expect((await send(cadre)).status).toBe(200)
    expect((await bundle(cadre)).drafts).toMatchObject([{ id: binding, device: 'phone-1', person: cadre.person, content }])
    expect((await bundle(other)).drafts).toEqual([])
  })
})

describe('a visit made without signal', () => {
  test('is refused where its order of events cannot be true, with everything that is wrong', async () => {
    const { task } = await unitOf(shops[0]!)
    const taken = { ['b'.repeat(64)]: { at: at(-90), lng: null, lat: null, accuracy: null } }
    const impossible = await visit(cadre, task!.id, { finished_at: at(-31), taken })
    expect([impossible.status, impossible.body['code'], paths(impossible)]).toEqual([422, 'duty.impossible', ['finished_at', 'photosAt.0']])
    expect(paths(await visit(cadre, task!.id, { sent_at: at(-25) })), 'sent before it ended').toEqual(['finished_at'])
    expect(paths(await visit(cadre, task!.id, { visited_on: '2026-05-10' })), 'another day than the phone’s').toEqual(['visited_on'])
    expect((await visit(other, task!.id)).status, 'another’s task').toBe(404)
  })

  test('is kept with its marks where the clock is off or the place is far, and counts once however often it is sent', async () => {
    const { task, binding } = await unitOf(shops[0]!)
    const key = newId()
    const given = { started_at: at(-20), finished_at: at(-10), sent_at: at(10), place: { lng: 112.19, lat: 37.19, accuracy: 20 }, found: [{ line: null, found: '后厨积水', photos: [] }] }
    const first = await visit(cadre, task!.id, given, key)
    expect(first.body['row'], JSON.stringify(first.body)).toMatchObject({ state: 'made', problems: 1, marked: true, started_at: at(-20), finished_at: at(-10) })
    expect((first.body['row'] as VisitRow).marks!.map(({ code, value }) => [code, value! > 0])).toEqual([['clock', true], ['place', true]])
    // Sent again an hour later: the phone’s clock has moved on, so the content is not the same to the letter.
    expect((await visit(cadre, task!.id, { ...given, sent_at: at(70) }, key)).status).toBe(409)
    const { actions } = (await call(city, cadre.token, 'GET', `/matters/duty-visit/${task!.id}`)).body as { actions: { id: string; action: string }[] }
    expect(actions.filter(({ action }) => action === 'visit').map(({ id }) => id), 'the phone asks for its action by its id').toEqual([key])
    expect((await items(`/duty-problem?premises_id=${shops[0]!}`)).length).toBe(1)
    expect((await bundle(cadre)).drafts.filter(({ id }) => id === binding), 'its draft is gone').toEqual([])
  })

  test('beyond the quarter’s own, a visit is named by the phone: twice sent, it is there once', async () => {
    const { binding } = await unitOf(shops[0]!)
    const id = newId()
    const send = (who: Person) => call(city, who.token, 'POST', `/duty/bindings/${binding}/visit`, { ...claim(), id }, { 'idempotency-key': newId() })
    expect((await send(other)).status).toBe(404)
    expect([(await send(cadre)).body['id'], (await send(cadre)).body['id']]).toEqual([id, id])
    expect((await call(city, cadre.token, 'GET', `/duty-visit/${id}`)).body['row']).toMatchObject({ extra: true, state: 'made', marks: [] })
    expect((await call(city, other.token, 'GET', `/duty-visit/${id}`)).status).toBe(404)
  })

  test('that names no task is the quarter’s own where that is still owed, once however often it comes, with the pictures sent to the binding', async () => {
    const { binding, task } = await unitOf(shops[2]!)
    const [id, photo] = [newId(), await picture(cadre, binding)]
    const send = (given: Record<string, unknown> = {}) => call(city, cadre.token, 'POST', `/duty/bindings/${binding}/visit`, { ...claim({ photos: [photo], ...given }), id }, { 'idempotency-key': newId() })
    const there = (who: Person) => call(city, who.token, 'GET', `/duty/bindings/${binding}/visits/${id}`)
    expect((await there(cadre)).status).toBe(404)
    expect(paths(await send({ photos: [photo, 'c'.repeat(64)] })), 'a picture that never came').toEqual(['photos'])
    expect([(await send()).body, (await send({ sent_at: at(5) })).body, (await there(cadre)).body]).toEqual(Array.from({ length: 3 }, () => ({ id: task!.id, marks: [] })))
    expect((await there(other)).status).toBe(404)
    expect(await items(`/duty-visit?premises_id=${shops[2]!}`)).toMatchObject([{ id: task!.id, extra: false, state: 'made' }])
    expect((await call(city, office.token, 'GET', `/files?about_table=duty_visit&about_id=${task!.id}`)).body['items']).toMatchObject([{ hash: photo }])
    expect(await unitOf(shops[2]!)).toMatchObject({ task: null })
  })
})

describe('what is written down for a shopkeeper', () => {
  const record = async (place: string, more: Record<string, unknown> = {}) => {
    const { book } = await bundle(cadre)
    const form = book.forms[book.places[place]!.forms.daily!]!
    return {
      id: newId(), premises: place, kind: 'daily', on: DAY, role: 'officer', attended: [], filled_by: '店主老王', zero_risk: true, answers: Object.fromEntries(form.items.map(({ code }) => [code, 'ok'])), problems: [], decision: '',
      photos: [], started_at: at(-15), finished_at: at(-5), sent_at: at(0), place: HERE, ...more,
    }
  }
  const send = async (who: Person, place: string, given: Record<string, unknown>) => call(city, who.token, 'POST', `/duty/bindings/${(await unitOf(place)).binding}/self-check`, given, { 'idempotency-key': newId() })

  test('needs a photo that has arrived, of the day itself, of a kind that another may write', async () => {
    expect(paths(await send(cadre, shops[1]!, await record(shops[1]!)))).toEqual(['photos'])
    expect(paths(await send(cadre, shops[1]!, await record(shops[1]!, { photos: ['c'.repeat(64)] })))).toEqual(['photos'])
    expect(paths(await send(cadre, shops[1]!, await record(shops[1]!, { on: '2026-05-10', photos: ['c'.repeat(64)] })))).toEqual(['on'])
    expect(paths(await send(cadre, shops[1]!, await record(shops[1]!, { kind: 'monthly', photos: ['c'.repeat(64)] })))).toEqual(['kind'])
    expect((await send(cadre, shops[1]!, await record(shops[1]!, { finished_at: at(-16) }))).body['code']).toBe('duty.impossible')
  })

  test('is kept once, says who wrote it, and holds the photo; only of premises bound to him', async () => {
    const photo = await picture(cadre)
    const given = await record(shops[1]!, { photos: [photo] })
    expect((await send(other, shops[1]!, given)).status).toBe(404)
    expect((await send(cadre, shops[0]!, given)).status, 'another place than the binding’s').toBe(404)
    const first = await send(cadre, shops[1]!, given)
    expect([first.status, first.body], JSON.stringify(first.body)).toEqual([201, { id: given.id, marks: [] }])
    expect((await send(cadre, shops[1]!, { ...given, sent_at: at(1) })).body['id']).toBe(given.id)
    const [row, ...more] = await items<Record<string, unknown>>(`/self-check?premises_id=${shops[1]!}`)
    expect(more).toEqual([])
    expect(row).toMatchObject({ on_behalf: true, written_by: '甲（协管员）', filled_by: '店主老王', late: false, sent_by: cadre.person })
    expect((await call(city, office.token, 'GET', `/files?about_table=self_check&about_id=${given.id}`)).body['items']).toMatchObject([{ hash: photo }])
    const { binding } = await unitOf(shops[1]!)
    expect((await call(city, cadre.token, 'GET', `/duty/bindings/${binding}/self-checks/${given.id}`)).body).toEqual({ id: given.id, marks: [] })
    expect((await call(city, other.token, 'GET', `/duty/bindings/${binding}/self-checks/${given.id}`)).status).toBe(404)
    expect((await bundle(cadre)).book.places[shops[1]!]!.done).toMatchObject([{ kind: 'daily', from: DAY }])
  })
})

describe('a day closed', () => {
  const closed = (place: string, from: string, until: string) => call(city, office.token, 'POST', '/operating-exception', { premises_id: place, kind: 'closed', from_on: from, until_on: until, reason: '停业装修' })

  test('is no day on which one visits, moves the last day of the quarter’s task, and takes a task that is not owed away', async () => {
    const { task } = await unitOf(shops[1]!)
    expect(task!.dueOn).toBe('2026-06-30')
    expect((await closed(shops[1]!, '2026-06-21', '2026-06-30')).status).toBe(201)
    await keep()
    expect((await unitOf(shops[1]!)).task).toMatchObject({ id: task!.id, dueOn: '2026-06-20' })
    await closed(shops[1]!, DAY, '2026-06-20')
    expect(paths(await visit(cadre, task!.id)), 'closed today').toEqual(['visited_on'])
    await keep()
    expect((await items<VisitRow>(`/duty-visit?premises_id=${shops[1]!}`)).map(({ state }) => state), 'it never worked ten days of the quarter while bound').toEqual(['dropped'])
    await keep()
    expect((await unitOf(shops[1]!)).task).toBe(null)
  })
})

test('a visit of a quarter whose tasks the night has not made yet makes them, and is the first of them', async () => {
  city.setClock('2026-06-30T17:00:00.000Z')
  const { binding } = await unitOf(shops[2]!)
  const id = newId()
  const given = { ...claim({ visited_on: '2026-07-01', started_at: '2026-06-30T16:20:00.000Z', finished_at: '2026-06-30T16:40:00.000Z', sent_at: '2026-06-30T17:00:00.000Z' }), id }
  const made = (await call(city, cadre.token, 'POST', `/duty/bindings/${binding}/visit`, given, { 'idempotency-key': newId() })).body['id']
  await keep()
  expect((await items<VisitRow>(`/duty-visit?premises_id=${shops[2]!}`)).filter(({ quarter_from }) => quarter_from === '2026-07-01')).toMatchObject([{ id: made, extra: false, state: 'made' }])
})
