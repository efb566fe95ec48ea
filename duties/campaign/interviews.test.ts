import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPaper } from '../../platform/documents/paper.ts'
import { pathOf } from '../../platform/evidence/bytes.ts'
import { date } from '../../platform/core/dates.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { makeUnit, runJobs } from '../evaluation/evaluation.fixture.ts'
import { COUNTY, makePlace, type Place } from './campaign.fixture.ts'
import { promisesIn } from './interviews/rules.ts'

let city: TestCity
let officer: string
let place: Place
let owner: { token: string }
let stranger: { token: string }

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T02:00:00Z')
  const fso = await makeUnit(city, 'fso', COUNTY)
  officer = (await city.signIn({ rights: ['campaign.read', 'campaign.manage', 'premises.read', 'people.read', 'files.read'], region: COUNTY, unit: fso })).token
  place = await makePlace(city, COUNTY, '某食品厂', 'PROD')
  const other = await makePlace(city, COUNTY, '别家食品厂', 'PROD')
  const business = (enterprise: string) => city.signIn({ rights: ['selfcheck.record', 'files.read'], scope: 'own', region: COUNTY, enterprise })
  ;[owner, stranger] = [await business(place.enterprise_id), await business(other.enterprise_id)]
})
afterAll(() => city.close())

const subject = () => ({
  region: COUNTY, kind: 'business', enterprise: place.enterprise_id, office_held: '法定代表人', why: '同类问题反复发生，未及时消除隐患。', basis: '《中华人民共和国食品安全法》第一百一十四条', outline: '一、原因；二、措施。',
  meet_on: '2026-05-13', time: '上午9时', place: '二楼会议室',
})
const plan = (more: object = {}) => call(city, officer, 'POST', '/matters/interview', { ...subject(), ...more })
const act = (matter: string, id: string, action: string, body: object = {}) => call(city, officer, 'POST', `/matters/${matter}/${id}/${action}`, body)
const paths = ({ body }: Awaited<ReturnType<typeof call>>): string[] => ((body['fields'] ?? []) as { path: string }[]).map(({ path }) => path)
const idOf = ({ body }: Awaited<ReturnType<typeof call>>): string => (body['row'] as { id: string }).id

test('promises are read one a line by date and text; a line without a real day, or before the interview, is told with its number', () => {
  expect(promisesIn('2026-06-01 换发许可证\n\n2026年6月5日：清理过期食品', date('2026-05-11')).promises).toEqual([{ due_on: '2026-06-01', text: '换发许可证' }, { due_on: '2026-06-05', text: '清理过期食品' }])
  const { faults, promises } = promisesIn('2026-02-30 甲\n乙\n2026-05-10 丙', date('2026-05-11'))
  expect([promises, faults.map(({ sentence }) => sentence.zh.slice(0, 6))]).toEqual([[], ['第 1 条请', '第 2 条请', '第 3 条的']])
})

describe('an interview', () => {
  test('needs whom it is with, and a day to come', async () => {
    expect(paths(await plan({ enterprise: null, meet_on: '2026-05-10' }))).toEqual(['enterprise', 'meet_on'])
    expect(paths(await plan({ kind: 'department', unit: null }))).toEqual(['unit'])
  })

  test('is told by a numbered letter, held with minutes, and closed only when each promise was looked at', async () => {
    const opened = await plan()
    expect(opened.status, JSON.stringify(opened.body)).toBe(201)
    const id = idOf(opened)
    expect(opened.body['row']).toMatchObject({ state: 'planned', title: '约谈：某食品厂公司', due_on: '2026-05-13' })
    expect((await act('interview', id, 'notify')).body['row']).toMatchObject({ state: 'notified' })
    const told = async (who: { token: string }) => ((await call(city, who.token, 'GET', '/me/notifications')).body['items'] as { title: { zh: string } }[]).map(({ title }) => title.zh)
    expect(await told(owner)).toEqual(['责任约谈通知：2026年5月13日上午9时，二楼会议室'])
    expect((await call(city, owner.token, 'GET', '/interview?state=notified')).body['items']).toMatchObject([{ id }])
    expect((await call(city, stranger.token, 'GET', '/interview')).body['items']).toEqual([])
    expect((await call(city, stranger.token, 'GET', `/matters/interview/${id}`)).status).toBe(404)
    city.setClock('2026-05-13T08:00:00Z')
    const held = { held_on: '2026-05-13', attendees: '法定代表人、食品安全总监', minutes: '通报了问题，听取了说明。' }
    expect(paths(await act('interview', id, 'hold', { ...held, promises: '尽快整改' }))).toEqual(['promises'])
    expect((await act('interview', id, 'hold', { ...held, promises: '2026-05-20 清理过期原料\n2026-06-01 补齐台账' })).body['row']).toMatchObject({ state: 'held' })
    expect((await act('interview', id, 'close')).body['code']).toBe('interview.promises-open')
    await runJobs(city, 'campaign.print-interview')
    const { body } = await call(city, officer, 'GET', `/matters/interview/${id}`)
    expect((body['documents'] as { kind: string }[]).map(({ kind }) => kind).toSorted()).toEqual(['interview_letter', 'interview_minutes'])
    const promises = (await call(city, officer, 'GET', `/undertaking?interview_id=${id}`)).body['items'] as { id: string; due_on: string }[]
    expect(promises.map(({ due_on }) => due_on).toSorted()).toEqual(['2026-05-20', '2026-06-01'])
    const own = (await call(city, owner.token, 'GET', `/matters/interview/${id}`)).body
    expect([(own['documents'] as { kind: string }[]).length, own['may']]).toEqual([2, []])
    expect(((await call(city, owner.token, 'GET', '/undertaking?state=promised&sort=due_on')).body['items'] as { due_on: string }[]).map(({ due_on }) => due_on)).toEqual(['2026-05-20', '2026-06-01'])
    expect((await call(city, stranger.token, 'GET', '/undertaking')).body['items']).toEqual([])
    expect((await act('undertaking', promises[0]!.id, 'remind', { note: '请按期完成' })).body['row']).toMatchObject({ late_level: 1 })
    expect((await told(owner))[0]).toMatch(/^提示：某食品厂公司承诺：.*请按期完成$/)
    expect((await act('undertaking', promises[0]!.id, 'keep', { seen: '现场查看，已清理。' })).body['row']).toMatchObject({ state: 'kept', checked_on: '2026-05-13' })
    expect((await act('undertaking', promises[1]!.id, 'breach', { seen: '台账仍缺。' })).body['row']).toMatchObject({ state: 'broken' })
    expect((await act('interview', id, 'close')).body['row']).toMatchObject({ state: 'closed' })
  })

  test('put off has its clock at the new day', async () => {
    const id = idOf(await plan({ meet_on: '2026-05-20' }))
    expect((await act('interview', id, 'postpone', { meet_on: '2026-05-25', time: '下午3时', reason: '负责人出差' })).body['row']).toMatchObject({ state: 'planned', due_on: '2026-05-25' })
    expect((await act('interview', id, 'hold', { held_on: '2026-05-26', attendees: '甲', minutes: '乙' })).status).toBe(400)
  })
})

test('the letter names why, when and where', async () => {
  const { rows: [file] } = await city.installation.owner((owner) => owner.query<{ hash: string }>(`select f.hash from city_${COUNTY.slice(0, 4)}00.document d join city_${COUNTY.slice(0, 4)}00.file f on f.id = d.file_id where d.kind = 'interview_letter' limit 1`))
  const { text } = readPaper('letter.docx', readFileSync(pathOf(city.installation.files, file!.hash)))
  for (const words of ['食品安全责任约谈通知书', '同类问题反复发生', '2026年5月13日上午9时，二楼会议室。']) expect(text).toContain(words)
})
