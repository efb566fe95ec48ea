import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../platform/core/ids.ts'
import type { JobContext } from '../../platform/jobs/declare.ts'
import type { Tx } from '../../platform/database/database.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import { changeRow, getRow, insertRow } from '../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { asProgram, makeUnit } from '../evaluation/evaluation.fixture.ts'
import { enterprises, premises } from '../registry/registers.ts'
import type { CadreLine, Handover, Ledger, Mine } from './contract.ts'
import { sentPicture } from './dutylevel.fixture.ts'
import { keepLedger } from './keep.ts'
import { dutyLevelMatters } from './services.ts'
import { checkMatters } from '../../platform/matter/check.ts'
import { cadres, type BindingRow, type VisitRow } from './registers.ts'
import { cadreLight } from './rules/duty-visits.ts'
import { dutyTable } from './tables.ts'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { workOf } from './views.ts'

const COUNTY = `${TEST_CITY.slice(0, 4)}28`
const TOWN = `${COUNTY}100`
const VILLAGE = `${TOWN}901`
const OTHER = `${TEST_CITY.slice(0, 4)}02`

type Person = { readonly token: string; readonly person: string }
let city: TestCity
let office: Person
let station: Person
let cadre: Person
let second: Person
let stationUnit: string
let cadreId: string
let secondId: string
const places: string[] = []

/** What the follow job would do a second later, at the city's clock. */
const keep = (): Promise<unknown> => keepLedger({
  write: (body) => city.installation.database.write({ system: 'job:duty.keep', city: TEST_CITY }, body, recordAudit), stopping: () => false,
} as JobContext)

const items = async <T>(who: Person, path: string): Promise<readonly T[]> => (await call(city, who.token, 'GET', path)).body['items'] as readonly T[]
const bindingFor = async (place: string, state = 'bound'): Promise<BindingRow> => (await items<BindingRow>(office, `/duty-binding?premises_id=${place}&state=${state}`))[0]!
const taskFor = async (place: string): Promise<VisitRow> => (await items<VisitRow>(office, `/duty-visit?premises_id=${place}&state=due`))[0]!
const mine = async (who: Person): Promise<Mine> => (await call(city, who.token, 'GET', '/duty/mine')).body as unknown as Mine
const visit = (who: Person, id: string, given: Record<string, unknown> = {}) => call(city, who.token, 'POST', `/matters/duty-visit/${id}/visit`, { visited_on: '2026-05-11', mode: 'on_site', checks: [{ code: 't1', text: '证照', ok: true }], ...given })
const paths = (answer: { body: Record<string, unknown> }): string[] => ((answer.body['fields'] ?? []) as { path: string }[]).map(({ path }) => path).toSorted()

/** Sessions end while the clock runs on. */
const officer = (): Promise<Person> => city.signIn({ rights: ['duty.read', 'duty.manage', 'premises.read', 'people.read', 'indicators.read'], region: COUNTY })

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T01:00:00.000Z')
  await makeUnit(city, 'fso', COUNTY)
  stationUnit = await makeUnit(city, 'market_station', TOWN)
  office = await officer()
  station = await city.signIn({ rights: ['duty.read', 'duty.receive'], region: TOWN, unit: stationUnit })
  const covers = () => city.signIn({ rights: ['duty.cover', 'files.read', 'files.write', 'inbox.read'], region: TOWN, scope: 'own' })
  cadre = await covers()
  second = await covers()
  ;[cadreId, secondId] = await asProgram(city, async (tx) => {
    const owner = await insertRow(tx, enterprises, { region: COUNTY, name: '包保试验公司', kind: 'company' })
    for (let at = 0; at < 4; at++) places.push((await insertRow(tx, premises, { region: VILLAGE, enterprise_id: owner.id, name: `包保试验店${at}`, type: 'SHOP', status: 'open', in_ledger: true, duty_level: 'C' })).id)
    await insertRow(tx, premises, { region: OTHER, enterprise_id: owner.id, name: '外县店', type: 'SHOP', status: 'open', in_ledger: true, duty_level: 'C' })
    const one = (person: string, name: string) => insertRow(tx, cadres, { region: TOWN, name, rank: 'township', office_held: '副镇长', assistant: false, person })
    return [(await one(cadre.person, '甲干部')).id, (await one(second.person, '乙干部')).id]
  }) as [string, string]
  await keep()
  const waiting = await items<BindingRow>(office, '/duty-binding?state=unbound')
  const bound = await call(city, office.token, 'POST', '/duty/bindings/bind', { bindings: waiting.filter((row) => places.slice(0, 3).includes(row.premises_id)).map(({ id }) => id), cadre: cadreId })
  expect(bound.body).toEqual({ bound: 3 })
  await call(city, office.token, 'POST', `/matters/duty-binding/${(await bindingFor(places[3]!, 'unbound')).id}/bind`, { cadre: secondId })
  await keep()
})
afterAll(() => city.close())

/** The value of an indicator for the county, over the quarter or as of today. */
const value = async (name: string): Promise<unknown> =>
  ((await call(city, office.token, 'GET', `/indicators/${name}?region=${COUNTY}&from=2026-04-01&to=2026-06-30`)).body['values'] as { region: string; value: number | null }[]).find(({ region }) => region === COUNTY)?.value

describe('the ledger', () => {
  test('holds every ledger premises of the area once, and makes the quarter’s tasks due on its last day', async () => {
    expect((await items(office, '/duty-binding')).length).toBe(4)
    expect(await taskFor(places[0]!)).toMatchObject({ due_on: '2026-06-30', quarter_from: '2026-04-01', holder_person: cadre.person })
    const before = (await items(office, '/duty-visit')).length
    await keep()
    expect((await items(office, '/duty-visit')).length, 'made once').toBe(before)
    const { levels } = (await call(city, office.token, 'GET', '/duty/ledger')).body as unknown as Ledger
    expect(levels.find(({ level }) => level === 'C')).toMatchObject({ bound: 4, unbound: 0, unpromised: 4, yellow: 2 })
  })

  test('refuses a cadre of another rank or area, and binding twice, with the sentence of each', async () => {
    const far = await asProgram(city, (tx) => insertRow(tx, cadres, { region: OTHER, name: '外县干部', rank: 'village', office_held: '支书', assistant: false }))
    expect((await call(city, office.token, 'POST', '/duty/bindings/bind', { bindings: [(await bindingFor(places[0]!)).id], cadre: far.id })).status, 'a cadre of another county is not in sight').toBe(404)
    expect((await call(city, office.token, 'POST', '/duty/bindings/bind', { bindings: [(await bindingFor(places[0]!)).id], cadre: secondId })).status).toBe(400)
  })

  test('the promise is signed after the binding and not in the future, by the cadre himself or by the office', async () => {
    const row = await bindingFor(places[0]!)
    expect(row.promise_due).toBe('2026-05-20')
    expect(paths(await call(city, cadre.token, 'POST', `/matters/duty-binding/${row.id}/promise`, { promised_on: '2026-05-10' }))).toEqual(['promised_on'])
    expect((await call(city, second.token, 'POST', `/matters/duty-binding/${row.id}/promise`, { promised_on: '2026-05-11' })).status).toBe(404)
    expect((await call(city, cadre.token, 'POST', `/matters/duty-binding/${row.id}/promise`, { promised_on: '2026-05-11' })).status).toBe(200)
    expect((await call(city, cadre.token, 'GET', `/duty/bindings/${row.id}/promise.docx`)).status).toBe(200)
  })
})

describe('a cadre', () => {
  test('sees the units bound to him alone: in lists, pages, other cadres and the register of premises', async () => {
    expect((await mine(cadre)).cadres[0]!.units.map(({ premises: id }) => id).toSorted()).toEqual(places.slice(0, 3).toSorted())
    expect(new Set((await items<VisitRow>(cadre, '/duty-visit')).map(({ premises_id }) => premises_id))).toEqual(new Set(places.slice(0, 3)))
    expect((await items<BindingRow>(second, '/duty-binding')).map(({ premises_id }) => premises_id)).toEqual([places[3]])
    expect((await call(city, cadre.token, 'GET', `/duty-visit/${(await taskFor(places[3]!)).id}`)).status).toBe(404)
    expect((await call(city, cadre.token, 'GET', `/duty/cadres/${secondId}`)).status).toBe(404)
    expect((await call(city, cadre.token, 'GET', '/premises')).status).toBe(403)
    expect((await call(city, cadre.token, 'GET', '/duty/ledger')).status).toBe(403)
  })

  test('is kept to his own by row-level security alone as well', async () => {
    const seen = await city.installation.database.read({ token: cadre.token }, async (tx) => Promise.all((['cadre', 'duty_binding', 'duty_visit'] as const).map(async (table) =>
      Number((await tx.selectFrom(table).select((of) => of.fn.countAll().as('n')).executeTakeFirstOrThrow()).n))))
    expect(seen).toEqual([1, 3, 3])
    const all = await city.installation.database.read({ token: office.token }, async (tx) => Number((await tx.selectFrom('duty_visit').select((of) => of.fn.countAll().as('n')).executeTakeFirstOrThrow()).n))
    expect(all).toBe(4)
  })

  test('records a visit only of his own task, with a leader’s name, a photo where he records for the shopkeeper, and what is wrong', async () => {
    const task = await taskFor(places[0]!)
    expect((await visit(second, task.id)).status).toBe(404)
    expect(paths(await visit(cadre, task.id, { visited_on: '2026-05-12', mode: 'with_leader', recorded_for: '店主老王', checks: [{ code: 't1', text: '证照', ok: false }] }))).toEqual(['found', 'leader', 'photos', 'visited_on'])
    expect(paths(await visit(cadre, task.id, { checks: 'all well' }))).toEqual(['checks'])
    expect(paths(await visit(cadre, task.id, { photos: ['a'.repeat(64)] })), 'a photo that nobody sent').toEqual(['photos'])
    expect(paths(await visit(cadre, task.id, { photos: [await sentPicture(city, second.token)] })), 'another’s photo').toEqual(['photos'])
    const done = await visit(cadre, task.id, { recorded_for: '店主老王', photos: [await sentPicture(city, cadre.token)] })
    expect(done.body['row'], JSON.stringify(done.body)).toMatchObject({ state: 'made', problems: 0, recorded_for: '店主老王', visited_on: '2026-05-11' })
    expect((await call(city, cadre.token, 'GET', `/duty/visits/${task.id}/record.docx`)).status).toBe(200)
    expect((await visit(cadre, task.id)).status, 'a visit is recorded once').toBe(409)
  })

  test('hands what he finds to the market supervision unit, which receives and closes it; he may do neither', async () => {
    await visit(cadre, (await taskFor(places[1]!)).id, { checks: [{ code: 't1', text: '证照', ok: false }], found: [{ line: '证照', found: '许可证过期', photos: [] }] })
    const [problem] = await items<{ id: string; holder_unit: string; due_on: string }>(cadre, '/duty-problem')
    expect(problem).toMatchObject({ holder_unit: stationUnit, due_on: '2026-06-10', state: 'handed', reporter: cadre.person })
    const act = (who: Person, name: string, given = {}) => call(city, who.token, 'POST', `/matters/duty-problem/${problem!.id}/${name}`, given)
    expect((await act(cadre, 'receive')).status).toBe(403)
    expect((await act(station, 'receive')).body['row']).toMatchObject({ state: 'received', received_on: '2026-05-11' })
    expect((await act(cadre, 'close', { outcome: '已改' })).status).toBe(403)
    expect((await act(station, 'send_back', { reason: '不属于本所' })).body['row']).toMatchObject({ state: 'returned' })
    expect((await act(office, 'redirect', { unit: stationUnit })).status).toBe(200)
    await act(station, 'receive')
    expect((await act(station, 'close', { outcome: '已换证' })).body['row']).toMatchObject({ state: 'closed', closed_on: '2026-05-11' })
  })

  test('may visit more often than the quarter asks, which counts as extra', async () => {
    const row = await bindingFor(places[0]!)
    const extra = { visited_on: '2026-05-11', mode: 'remote', checks: [] }
    expect((await call(city, second.token, 'POST', `/duty/bindings/${row.id}/visit`, extra)).status).toBe(404)
    const { id } = (await call(city, cadre.token, 'POST', `/duty/bindings/${row.id}/visit`, extra)).body as { id: string }
    expect((await call(city, cadre.token, 'GET', `/duty-visit/${id}`)).body['row']).toMatchObject({ extra: true, state: 'made' })
  })
})

describe('a change', () => {
  test('premises that close leave the ledger with their task; reopened, they wait for a cadre within 7 working days', async () => {
    const set = (changes: Record<string, unknown>) => asProgram(city, async (tx) => changeRow(tx, premises, await getRow(tx, premises, places[2]!, { lock: true }), changes))
    await set({ status: 'closed', status_since: '2026-04-01' })
    await keep()
    expect(await bindingFor(places[2]!, 'ended')).toMatchObject({ ended_for: 'closed', changed_on: '2026-04-01', told_on: '2026-05-11', told_late: true })
    expect((await items<VisitRow>(office, `/duty-visit?premises_id=${places[2]}`)).map(({ state }) => state)).toEqual(['dropped'])
    await set({ status: 'reopened', status_since: '2026-05-11' })
    await keep()
    expect(await value('bound-duty.covered'), 'three of four').toBe(75)
    expect(await value('bound-duty.visits-done'), 'two of the three tasks that were not dropped').toBeCloseTo(66.67, 1)
    expect(await bindingFor(places[2]!, 'unbound')).toMatchObject({ change: 'reopened', told_late: false, due_on: '2026-05-20' })
  })

  test('a cadre who moves on hands over units, open problems and promises; the successor sees them and promises anew', async () => {
    await call(city, cadre.token, 'POST', `/duty/bindings/${(await bindingFor(places[0]!)).id}/visit`, { visited_on: '2026-05-11', mode: 'on_site', checks: [], found: [{ line: null, found: '后厨积水', photos: [] }] })
    const pack = (await call(city, office.token, 'GET', `/duty/cadres/${cadreId}/handover`)).body as unknown as Handover
    expect([pack.units.length, pack.problems.map(({ found }) => found), pack.promises.length]).toEqual([2, ['后厨积水'], 2])
    expect((await call(city, office.token, 'GET', `/duty/cadres/${cadreId}/handover.docx`)).status).toBe(200)
    const { version } = (await call(city, office.token, 'GET', `/cadre/${cadreId}`)).body['row'] as { version: number }
    const moved = await call(city, office.token, 'POST', `/duty/cadres/${cadreId}/move-on`, { version, left_on: '2026-05-11', note: '调任', successor: secondId })
    expect(moved.body, JSON.stringify(moved.body)).toEqual({ unbound: 2, bound: 2 })
    // The tasks are there before the night's job, and the pack can still be printed afterwards: it says who has what now.
    expect((await mine(second)).cadres[0]!.units.filter(({ task }) => task !== null).length).toBe(3)
    const after = (await call(city, office.token, 'GET', `/duty/cadres/${cadreId}/handover`)).body as unknown as Handover
    expect([after.on, after.units.map(({ name, quarter }) => [name, quarter.state]), after.problems.map(({ found }) => found)]).toEqual(['2026-05-11', pack.units.map(({ name, quarter }) => [name, quarter.state]), ['后厨积水']])
    expect(after.units.map(({ successor }) => successor)).toEqual(['乙干部', '乙干部'])
    expect(after.promises.map(({ dueOn, signedOn }) => [dueOn, signedOn])).toEqual(pack.promises.map(({ dueOn }) => [dueOn, null]))
    await keep()
    expect((await mine(cadre)).cadres).toEqual([])
    const own = (await mine(second)).cadres[0]!
    expect(own.units.length).toBe(3)
    expect(own.units.every(({ promisedOn }) => promisedOn === null)).toBe(true)
    expect((await items<{ found: string }>(second, '/duty-problem?state=handed')).map(({ found }) => found)).toEqual(['后厨积水'])
    expect(await items(cadre, '/duty-problem?state=handed')).toEqual([])
  })

  test('the light that the ledger tells is the light of the pure rule, also when quarter and promises are over', async () => {
    for (const now of ['2026-05-11', '2026-06-20', '2026-07-05', '2026-08-20']) {
      city.setClock(`${now}T01:00:00.000Z`)
      office = await officer()
      await keep()
      const lines = await items<CadreLine>(office, '/duty/cadres')
      expect(lines.length).toBeGreaterThan(0)
      for (const line of lines) {
        const said = await asProgram(city, async (tx) => cadreLight(await workOf(tx, line.id), { ...await loadCalendar(tx), table: await dutyTable(tx, tx.work.today) }, tx.work.today).light)
        expect([now, line.name, line.light]).toEqual([now, line.name, said])
      }
    }
    expect((await items<CadreLine>(office, '/duty/cadres?light=red')).map(({ name }) => name)).toEqual(['乙干部'])
    expect(await items(office, '/duty/cadres?light=green')).toEqual([])
  })
})

test('tasks written in sets are what their actions say, and so is everything else', async () => {
  const checked = await checkMatters(dutyLevelMatters).run({ read: (body: (tx: Tx) => Promise<unknown>) => city.installation.database.read({ system: 'test', city: TEST_CITY }, body), progress: async () => {} } as unknown as JobContext)
  expect((checked as { checked: number }).checked).toBeGreaterThan(10)
})

test('the same action sent twice is done once', async () => {
  const row = await bindingFor(places[3]!)
  const key = newId()
  const send = () => call(city, office.token, 'POST', `/matters/duty-binding/${row.id}/promise`, { promised_on: '2026-06-12' }, { 'idempotency-key': key })
  expect([(await send()).status, (await send()).status]).toEqual([200, 200])
  expect(((await call(city, office.token, 'GET', `/matters/duty-binding/${row.id}`)).body['actions'] as { action: string }[]).filter(({ action }) => action === 'promise').length).toBe(1)
})
