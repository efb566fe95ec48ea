import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPaper } from '../../../platform/documents/paper.ts'
import { pathOf } from '../../../platform/evidence/bytes.ts'
import { call, testCity, type TestCity } from '../../../test/support/city.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import { asProgram, COUNTY, makeUnit, OTHER_COUNTY, runJobs } from '../evaluation.fixture.ts'
import type { Brief, MeetingDecisions } from './contract.ts'

let city: TestCity
let office: string
let bureau: string
let fso: string
let officer: { token: string; person: string }
let holder: string
beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T02:00:00Z')
  fso = await makeUnit(city, 'fso', TEST_CITY)
  bureau = await makeUnit(city, 'market', COUNTY)
  officer = await city.signIn({ rights: ['evaluation.read', 'evaluation.manage', 'indicators.read', 'inbox.read', 'files.read'], unit: fso })
  office = officer.token
  holder = (await city.signIn({ rights: ['evaluation.read', 'evaluation.work'], region: COUNTY, unit: bureau, scope: 'department' })).token
})
afterAll(() => city.close())

type Row = { id: string; version: number }
const meet = async (more: object = {}): Promise<Row> => {
  const { status, body } = await call(city, office, 'POST', '/meeting', { title: '食安委第二次全体会议', kind: 'committee', region: TEST_CITY, day: '2026-05-12', agenda: '一、听取汇报；二、部署下一步工作。', state: 'planned', ...more })
  expect(status).toBe(201)
  return body['row'] as Row
}
/** A meeting of last week, of which decisions may be late by now. */
const EARLIER = { day: '2026-05-04', state: 'held' }
const decide = (meeting: string, more: object = {}, token = office) =>
  call(city, token, 'POST', `/meeting/${meeting}/decisions`, { title: '校园周边专项整治', text: '对校园周边食品店逐户检查。', holder_unit: bureau, due_on: '2026-05-08', ...more })
const act = (id: string, action: string, body: object = {}, token = office) => call(city, token, 'POST', `/matters/meeting-decision/${id}/${action}`, body)
const decisionsOf = async (meeting: string): Promise<MeetingDecisions> => (await call(city, office, 'GET', `/meeting/${meeting}/decisions`)).body as unknown as MeetingDecisions

describe('a decision of a meeting', () => {
  test('is held by one unit, reported, returned, reported again and closed; only what was reported by its day counts as in time', async () => {
    const meeting = await meet()
    const { status, body } = await decide(meeting.id, { due_on: '2026-05-20' })
    expect(status).toBe(201)
    const id = String(body['id'])
    expect((await act(id, 'report', { note: '已办' })).status).toBe(403)
    expect((await act(id, 'report', { note: '已办' }, holder)).status).toBe(200)
    expect((await act(id, 'close', {}, holder)).status).toBe(403)
    expect((await act(id, 'return', { reason: '缺检查记录' })).body['row']).toMatchObject({ state: 'returned', reported_on: null })
    city.setClock('2026-05-22T02:00:00Z')
    expect((await act(id, 'report', { note: '已补记录' }, holder)).status).toBe(200)
    expect((await act(id, 'close')).body['row']).toMatchObject({ state: 'closed', reported_on: '2026-05-22', done_on: '2026-05-22' })
    expect((await decisionsOf(meeting.id)).onTime).toEqual({ done: 0, of: 1 })
    city.setClock('2026-05-11T02:00:00Z')
  })

  test('is due on a day of the meeting or later; one past already is taken, since minutes are entered afterwards', async () => {
    const meeting = await meet(EARLIER)
    const refused = await decide(meeting.id, { due_on: '2026-05-03' })
    expect([refused.status, refused.body['code']]).toEqual([422, 'meeting.due'])
    expect((refused.body['sentence'] as Record<string, string>)['zh']).toMatch(/2026-05-03.*2026-05-04/)
    for (const due_on of ['2026-05-04', '2026-05-08']) expect((await decide(meeting.id, { due_on })).status).toBe(201)
    expect((await decisionsOf(meeting.id)).items.map(({ late }) => late)).toEqual([7, 3])
  })

  test('that is late climbs the ladder with its papers, and what is not late is not urged', async () => {
    const meeting = await meet(EARLIER)
    const late = String((await decide(meeting.id)).body['id'])
    const early = String((await decide(meeting.id, { due_on: '2026-06-08' })).body['id'])
    expect((await act(early, 'remind')).body['code']).toBe('plan.not-late')
    expect((await act(late, 'remind')).status).toBe(200)
    expect((await act(late, 'remind')).body['code']).toBe('plan.urged-already')
    await runJobs(city, 'workplan.print')
    const { body } = await call(city, office, 'GET', `/matters/meeting-decision/${late}`)
    const papers = async (): Promise<string[]> => ((await call(city, office, 'GET', `/matters/meeting-decision/${late}`)).body['documents'] as { kind: string }[]).map(({ kind }) => kind)
    expect((body['documents'] as { kind: string; title: string }[]).map(({ kind }) => kind)).toEqual(['reminder'])
    // The office that urges writes to who is late, not to itself.
    expect((await act(late, 'supervise')).status).toBe(200)
    await runJobs(city, 'workplan.print')
    expect((await papers()).toSorted()).toEqual(['reminder', 'supervision_letter'])
    expect((await decisionsOf(meeting.id)).items.map(({ id, late: days }) => [id, days])).toEqual([[late, 3], [early, 0]])
  })

  test('asked for twice with one key is one, needs a unit of the region, a meeting that was not cancelled and the office’s right', async () => {
    const meeting = await meet()
    const key = { 'idempotency-key': 'decision-0001' }
    const body = { title: '一', text: '一', holder_unit: bureau, due_on: '2026-06-01' }
    const [a, b] = await Promise.all([0, 0].map(() => call(city, office, 'POST', `/meeting/${meeting.id}/decisions`, body, key)))
    expect(a!.body['id']).toBe(b!.body['id'])
    expect((await decisionsOf(meeting.id)).items).toHaveLength(1)
    const reader = (await city.signIn({ rights: ['evaluation.read', 'evaluation.work'] })).token
    expect((await decide(meeting.id, {}, reader)).status).toBe(403)
    // A county does not see the city’s meetings.
    expect((await decide(meeting.id, {}, holder)).status).toBe(404)
    const county = await meet({ region: COUNTY, ...EARLIER })
    expect((await decide(county.id, { holder_unit: await makeUnit(city, 'police', OTHER_COUNTY) })).body['code']).toBe('meeting.unit')
    expect((await decide((await meet({ state: 'cancelled' })).id)).body['code']).toBe('meeting.cancelled')
    const neighbour = (await city.signIn({ rights: ['evaluation.read', 'evaluation.manage'], region: OTHER_COUNTY })).token
    expect((await call(city, neighbour, 'GET', `/meeting/${county.id}/decisions`)).status).toBe(404)
    expect((await decide(county.id, {}, neighbour)).status).toBe(404)
  })
})

describe('the brief', () => {
  test('is made the evening before as Word and PDF on one page, told to the office, and not twice', async () => {
    const meeting = await meet({ title: '食安委第三次全体会议' })
    const earlier = await meet(EARLIER)
    for (let at = 0; at < 9; at++) await decide(earlier.id, { title: `逾期事项${at}：对辖区内重点品种开展专项检查并建立台账` })
    const brief = (await call(city, office, 'GET', `/meeting/${meeting.id}/brief`)).body as unknown as Brief
    expect(brief.open.length).toBe(5)
    expect(brief.more).toBeGreaterThan(2)
    expect(brief.late[0]).toMatchObject({ unit: `${COUNTY} market` })
    // Who has most comes first, whatever his name.
    await decide(earlier.id, { holder_unit: await makeUnit(city, 'police', `${TEST_CITY.slice(0, 4)}81`) })
    const late = ((await call(city, office, 'GET', `/meeting/${meeting.id}/brief`)).body as unknown as Brief).late.map(({ count }) => count)
    expect(late.length).toBeGreaterThan(1)
    expect(late).toEqual(late.toSorted((a, b) => b - a))
    expect(brief.noData).toBeGreaterThan(0)
    const queue = () => asProgram(city, (tx) => tx.insertInto('job').values({ id: crypto.randomUUID(), kind: 'evaluation.meeting-brief', payload: '{}', region: TEST_CITY, run_at: tx.work.now, created_at: tx.work.now } as never).execute())
    await queue()
    expect(Number((await runJobs(city, 'evaluation.meeting-brief') as { made: number }[])[0]!.made)).toBeGreaterThan(0)
    await queue()
    expect(await runJobs(city, 'evaluation.meeting-brief')).toEqual([{ made: 0 }])
    const files = (await call(city, office, 'GET', `/files?about_table=meeting&about_id=${meeting.id}`)).body['items'] as { name: string; hash: string; mediaType: string }[]
    expect(files.map(({ name }) => name).toSorted()).toEqual(['食安委第三次全体会议会前情况 2026-05-11.docx', '食安委第三次全体会议会前情况 2026-05-11.pdf'])
    const bytes = (type: string): Buffer => readFileSync(pathOf(city.installation.files, files.find(({ name }) => name.endsWith(type))!.hash))
    const paper = readPaper('brief.docx', bytes('.docx'))
    const text = JSON.stringify(paper)
    expect(text).toContain('逾期事项0')
    expect(text).toContain('暂无数据')
    expect([...bytes('.pdf').toString('latin1').matchAll(/\/Type\s*\/Page\b(?!s)/g)]).toHaveLength(1)
    const notices = await asProgram(city, (tx) => tx.selectFrom('notification').selectAll().where('person_id', '=', officer.person).where('kind', '=', 'meeting.brief').execute())
    expect(notices.filter(({ link }) => link === `/meetings/${meeting.id}`)).toHaveLength(1)
  })

  test('is not made of a meeting that is over or further away', async () => {
    const far = await meet({ day: '2026-05-20' })
    await call(city, office, 'POST', `/meeting/${far.id}/brief`)
    expect((await call(city, holder, 'POST', `/meeting/${far.id}/brief`)).status).toBe(404)
    expect(await runJobs(city, 'evaluation.meeting-brief')).toEqual([{ made: 1 }])
    expect((await call(city, office, 'POST', '/meeting', { title: '早了', kind: 'special', region: TEST_CITY, day: '2026-05-20', agenda: '一', state: 'held' })).status).toBe(400)
  })
})

test('sessions that were held and decisions in time are counted by the indicators', async () => {
  for (const [day, kind, state] of [['2026-03-01', 'special', 'held'], ['2026-04-01', 'special', 'held'], ['2026-04-02', 'dispatch', 'held'], ['2026-05-30', 'special', 'planned'], ['2026-02-01', 'consultation', 'held']] as const) {
    await meet({ day, kind, state })
  }
  const value = async (name: string): Promise<unknown> => JSON.parse(JSON.stringify((await call(city, office, 'GET', `/indicators/${name}?from=2026-01-01&to=2026-05-11`)).body))
  expect(JSON.stringify(await value('leadership.sessions'))).toContain('"value":2')
  expect(JSON.stringify(await value('committee.consultations'))).toContain('"value":1')
})
