import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordAudit } from '../../platform/audit/record.ts'
import type { JobContext, JobDeclaration } from '../../platform/jobs/declare.ts'
import { insertRow } from '../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { asProgram, makeUnit, runJobs } from '../evaluation/evaluation.fixture.ts'
import { enterprises, premises } from '../registry/registers.ts'
import { escalateJob } from './escalate.ts'
import { keepJob } from './keep.ts'
import { cadres, type BindingRow, type VisitRow } from './registers.ts'

const COUNTY = `${TEST_CITY.slice(0, 4)}28`
const TOWN = `${COUNTY}100`

type Person = { readonly token: string; readonly person: string }
let city: TestCity
let office: Person
let cityOffice: Person
let township: Person
let station: Person
let cadre: Person
let places: string[]

const run = (job: JobDeclaration): Promise<unknown> => job.run({
  read: (body: never) => city.installation.database.read({ system: `job:${job.kind}`, city: TEST_CITY }, body),
  write: (body: never) => city.installation.database.write({ system: `job:${job.kind}`, city: TEST_CITY }, body, recordAudit), stopping: () => false, progress: async () => {},
} as unknown as JobContext)
const items = async <T>(path: string): Promise<readonly T[]> => (await call(city, office.token, 'GET', path)).body['items'] as readonly T[]
/** What somebody was told since he last read. */
async function told(who: Person): Promise<readonly string[]> {
  const { rows } = await city.installation.owner((owner) => owner.query<{ title_zh: string }>(`delete from city_${TEST_CITY}.notification where person_id = $1 and kind = 'duty.late' returning title_zh`, [who.person]))
  return rows.map(({ title_zh }) => title_zh.replace(/：外勤.*|（期限.*/, '')).toSorted()
}

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T01:00:00.000Z')
  const [cityFso, fso, town, market] = [await makeUnit(city, 'fso', TEST_CITY), await makeUnit(city, 'fso', COUNTY), await makeUnit(city, 'township_government', TOWN), await makeUnit(city, 'market_station', TOWN)]
  cityOffice = await city.signIn({ rights: ['duty.read'], region: TEST_CITY, unit: cityFso })
  office = await city.signIn({ rights: ['duty.read', 'duty.manage', 'premises.read', 'files.read'], region: COUNTY, unit: fso })
  township = await city.signIn({ rights: ['duty.read'], region: TOWN, unit: town })
  station = await city.signIn({ rights: ['duty.read', 'duty.receive'], region: TOWN, unit: market })
  cadre = await city.signIn({ rights: ['duty.cover', 'inbox.read'], region: TOWN, scope: 'own', unit: town })
  await city.installation.owner((owner) => owner.query(`update city_${TEST_CITY}.session set idle_minutes = 1000000`))
  places = await asProgram(city, async (tx) => {
    const owner = await insertRow(tx, enterprises, { region: COUNTY, name: '催办试验公司', kind: 'company' })
    const made: string[] = []
    for (let at = 0; at < 3; at++) made.push((await insertRow(tx, premises, { region: `${TOWN}901`, enterprise_id: owner.id, name: `外勤催办店${at}`, type: 'SHOP', status: 'open', in_ledger: true, duty_level: 'D' })).id)
    await insertRow(tx, cadres, { region: TOWN, name: '甲', rank: 'village', office_held: '支书', assistant: false, person: cadre.person })
    return made
  })
  await run(keepJob)
  const [waiting, [one]] = [await items<BindingRow>('/duty-binding?state=unbound'), await items<{ id: string }>('/cadre')]
  for (const place of places.slice(0, 2)) {
    const { id } = waiting.find((row) => row.premises_id === place)!
    await call(city, office.token, 'POST', `/matters/duty-binding/${id}/bind`, { cadre: one!.id })
    expect((await call(city, cadre.token, 'POST', `/matters/duty-binding/${id}/promise`, { promised_on: '2026-05-11' })).status).toBe(200)
  }
  await run(keepJob)
})
afterAll(() => city.close())

const night = async (day: string): Promise<void> => {
  city.setClock(`${day}T22:40:00.000Z`)
  await run(escalateJob)
}

test('premises without a cadre past seven working days: the office is told, then the office above', async () => {
  await night('2026-05-19') // the 20th in China: the last day
  expect(await told(office)).toEqual([])
  await night('2026-05-20')
  expect(await told(office)).toEqual(['提示函：包保'])
  expect(await told(cityOffice)).toEqual([])
  await night('2026-05-20')
  expect(await told(office), 'once').toEqual([])
  await night('2026-05-27')
  expect([await told(office), await told(cityOffice)]).toEqual([['督办函：包保'], ['督办函：包保']])
})

test('a problem that nobody received: the station is told, then the office above it; received, it stops', async () => {
  const [task] = await items<VisitRow>(`/duty-visit?premises_id=${places[0]!}&state=due`)
  city.setClock('2026-06-01T02:00:00.000Z')
  const made = await call(city, cadre.token, 'POST', `/matters/duty-visit/${task!.id}/visit`, { visited_on: '2026-06-01', mode: 'on_site', checks: [], found: [{ line: null, found: '无证经营', photos: [] }] })
  expect(made.status, JSON.stringify(made.body)).toBe(200)
  await told(office)
  await night('2026-06-04')
  expect([await told(station), await told(cadre)]).toEqual([['提示函：移交问题'], []])
  await told(office)
  await night('2026-06-10')
  expect([await told(station), (await told(office)).includes('督办函：移交问题')]).toEqual([['督办函：移交问题'], true])
  const [problem] = await items<{ id: string }>('/duty-problem')
  expect((await call(city, station.token, 'POST', `/matters/duty-problem/${problem!.id}/receive`, {})).status).toBe(200)
  await night('2026-06-16')
  expect(await told(station)).toEqual([])
})

test('a visit missed in the quarter: the cadre is told, then his township and the county’s office', async () => {
  for (const who of [office, township, cadre]) await told(who)
  await night('2026-06-29')
  expect(await told(cadre)).toEqual([])
  await night('2026-06-30')
  expect([await told(cadre), await told(township)]).toEqual([['提示函：包保督导'], []])
  await night('2026-07-07')
  expect([await told(cadre), await told(township), (await told(office)).includes('督办函：包保督导')]).toEqual([['督办函：包保督导'], ['督办函：包保督导'], true])
  expect((await items<VisitRow>(`/duty-visit?premises_id=${places[1]!}&state=due`)).map(({ late_level }) => late_level)).toContain(2)
})

test('from the second rung on the letter of the ladder is printed to each unit it reaches; by hand from the first, and only of what is late', async () => {
  const letters = async (id: string): Promise<readonly string[]> => {
    await runJobs(city, 'workplan.print')
    const { documents } = (await call(city, office.token, 'GET', `/matters/duty-visit/${id}`)).body as { documents: { kind: string; number: string }[] }
    expect(documents.every(({ number }) => /2026/.test(number))).toBe(true)
    return documents.map(({ kind }) => kind).toSorted()
  }
  const late = (await items<VisitRow>(`/duty-visit?premises_id=${places[1]!}&state=due`)).find(({ late_level }) => late_level === 2)!
  expect(await letters(late.id), 'to his township and to the county’s office').toEqual(['supervision_letter', 'supervision_letter'])
  const urge = (id: string, rung: string, given = {}) => call(city, office.token, 'POST', `/matters/duty-visit/${id}/${rung}`, given)
  expect((await urge(late.id, 'interview', { location: '县食安办' })).status).toBe(200)
  expect(await letters(late.id)).toEqual(['interview_notice', 'interview_notice', 'supervision_letter', 'supervision_letter'])
  await run(keepJob) // the tasks of the new quarter
  const [due] = (await items<VisitRow>(`/duty-visit?premises_id=${places[1]!}&state=due`)).filter(({ id }) => id !== late.id)
  expect((await urge(due!.id, 'remind')).body['code']).toBe('plan.not-late')
})

test('a unit that holds several late matters gets one letter a rung, with the list of them, which each of them shows', async () => {
  await night('2026-10-11') // the first rung
  await night('2026-10-20')
  await runJobs(city, 'workplan.print-list')
  const late = (await items<VisitRow>('/duty-visit?state=due')).filter(({ due_on, late_level }) => due_on === '2026-09-30' && late_level === 2)
  expect(late.length).toBeGreaterThan(1)
  const shown = await Promise.all(late.map(async ({ id }) => ((await call(city, office.token, 'GET', `/matters/duty-visit/${id}`)).body as { documents: { id: string; kind: string; title: string; number: string }[] }).documents))
  expect(shown[0], 'one to his township, one to the county’s office').toMatchObject([{ kind: 'supervision_letter' }, { kind: 'supervision_letter' }])
  expect(shown[0]![0]!.title).toContain(`等${late.length}件事项`)
  for (const other of shown.slice(1)) expect(other.map(({ number }) => number).toSorted()).toEqual(shown[0]!.map(({ number }) => number).toSorted())
  const asked = await call(city, office.token, 'GET', `/documents/${shown[0]![0]!.id}/file`)
  expect(asked.status).toBe(200)
  await run(escalateJob) // again on the same day
  await runJobs(city, 'workplan.print-list')
  expect(((await call(city, office.token, 'GET', `/matters/duty-visit/${late[0]!.id}`)).body['documents'] as unknown[])).toHaveLength(2)
  // Who may not read the files there is shown the one that lies with his own matter and in his township, never a letter about others.
  const seen = await Promise.all(late.map(async ({ id }) => ((await call(city, cadre.token, 'GET', `/matters/duty-visit/${id}`)).body['documents'] as unknown[]).length))
  expect(seen.toSorted()).toEqual([...late.slice(1).map(() => 0), 1])
})

test('what is chosen is urged in one step: each matter climbs, a unit gets one letter, a person one word; sent again nothing happens', async () => {
  city.setClock('2026-11-02T02:00:00.000Z')
  await run(keepJob) // the tasks of the last quarter
  city.setClock('2027-01-04T02:00:00.000Z')
  const line = (path: string) => call(city, office.token, 'GET', path).then(({ body }) => body['items'] as { id: string; matter: string; dueOn: string; level: number; unit: string; cadre: string }[])
  const late = (await line('/duty/late?matter=duty_visit')).filter(({ dueOn }) => dueOn === '2026-12-31')
  expect(late.map(({ level, cadre }) => [level, cadre])).toEqual([[0, '甲'], [0, '甲']])
  expect(await line('/duty/late?matter=duty_visit&level=4')).toEqual((await line('/duty/late?matter=duty_visit')).filter(({ level }) => level === 4))
  const matters = late.map(({ matter, id }) => ({ matter, id }))
  for (const who of [office, cityOffice, township, cadre]) await told(who)
  const preview = await call(city, office.token, 'POST', '/duty/late/preview', { matters, rung: 'supervise' })
  expect(preview.body).toMatchObject({ matters: 2, settled: 0, urged: 0, letters: [{ document: 'supervision_letter', matters: 2 }, { document: 'supervision_letter', matters: 2 }] })
  expect((preview.body['people'] as { matters: number }[]).every(({ matters: of }) => of === 2)).toBe(true)
  expect((await line('/duty/late?matter=duty_visit')).filter(({ level }) => level === 0), 'a preview keeps nothing').toHaveLength(2)

  const sent = await call(city, office.token, 'POST', '/duty/late/urge', { matters, rung: 'supervise', note: '请抓紧' })
  expect(sent.body).toMatchObject({ urged: 2, letters: 2, left: 0 })
  await runJobs(city, 'workplan.print-list')
  const shown = await Promise.all(matters.map(async ({ id }) => (await call(city, office.token, 'GET', `/matters/duty-visit/${id}`)).body as { row: { late_level: number }; documents: { number: string }[]; actions: { action: string; input: object }[] }))
  expect(shown.map(({ row }) => row.late_level)).toEqual([2, 2])
  expect(shown[0]!.documents).toHaveLength(2)
  expect(shown[1]!.documents.map(({ number }) => number).toSorted()).toEqual(shown[0]!.documents.map(({ number }) => number).toSorted())
  expect([await told(cadre), await told(township)].map((words) => words.length), 'one word of both').toEqual([1, 1])
  const { rows } = await city.installation.owner((owner) => owner.query<{ n: number; entries: number }>(`select count(distinct t.row_id)::int as n, count(distinct t.entry_id)::int as entries from city_${TEST_CITY}.audit_touch t join city_${TEST_CITY}.matter_action a on a.matter_id = t.row_id
    join city_${TEST_CITY}.audit_entry e on e.id = t.entry_id and e.at = a.at where a.matter_id = any($1) and a.action = 'supervise' and a.person_id = $2`, [matters.map(({ id }) => id), office.person]))
  expect(rows[0], 'one transaction, its entry naming both').toEqual({ n: 2, entries: 1 })

  const again = await call(city, office.token, 'POST', '/duty/late/urge', { matters, rung: 'supervise' })
  expect(again.body).toMatchObject({ urged: 0, letters: 0, people: 0, left: 2 })
  expect(await runJobs(city, 'workplan.print-list')).toEqual([])
  expect(await told(cadre)).toEqual([])
  // The same day another two by the same unit are another letter, not the one that is there.
  const interview = await call(city, office.token, 'POST', '/duty/late/urge', { matters, rung: 'interview', location: '县食安办二楼' })
  expect(interview.body).toMatchObject({ urged: 2, letters: 2 })
})

test('urging together refuses what is out of reach, and who has no right to it', async () => {
  const matters = (await items<VisitRow>('/duty-visit?state=due')).slice(0, 1).map(({ id }) => ({ matter: 'duty_visit', id }))
  for (const who of [township, cadre]) expect((await call(city, who.token, 'POST', '/duty/late/urge', { matters, rung: 'remind' })).body['code']).toBe('right.missing')
  expect((await call(city, office.token, 'POST', '/duty/late/urge', { matters: [{ matter: 'duty_visit', id: crypto.randomUUID() }], rung: 'remind' })).body['code']).toBe('input.invalid')
  // Whoever urges one by one cannot pass for somebody who urges many.
  expect((await call(city, office.token, 'POST', `/matters/duty-visit/${matters[0]!.id}/remind`, { together: 2 })).body['code']).toBe('input.invalid')
})
