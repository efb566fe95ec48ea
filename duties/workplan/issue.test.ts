import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DateOnly } from '../../platform/core/dates.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { asProgram, COUNTY, runJob, upload, waiting } from './county.fixture.ts'
import { readJob } from './drafts.ts'
import { countyOf, NOTICE, type County, type Office } from './office.fixture.ts'

let city: TestCity
let county: County
let office: Office

type Report = { holder_unit: string; period: string; due_on: DateOnly | null }
const reportsOf = async (task: string): Promise<readonly Report[]> =>
  (await call(city, office.token, 'GET', `/plans/tasks/${task}`)).body['reports'] as Report[]

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-03-03T02:00:00.000Z')
  county = await countyOf(city)
  office = await county.office()
})
afterAll(() => city.close())

test('a unit that is not on record is made only when a person confirms it', async () => {
  const answer = await office.read('新单位.txt', Buffer.from(NOTICE.replace('（县市场监管局）', '（县畜牧兽医中心）')))
  expect(answer.names.find(({ printed }) => printed === '县畜牧兽医中心')).toMatchObject({ how: 'none', status: 'decide' })
  const undecided = await call(city, office.token, 'POST', `/plans/${answer.id}/issue`, { version: answer.version })
  expect(undecided.body).toMatchObject({ code: 'plan.names-undecided', status: 422 })
  const decided = await office.correct(answer, (draft) => ({
    ...draft,
    units: [{ printed: '县畜牧兽医中心', take: [], create: { name: '平遥县畜牧兽医中心', function: 'livestock' } }],
  }))
  const unconfirmed = await call(city, office.token, 'POST', `/plans/${answer.id}/issue`, { version: decided.version })
  expect(unconfirmed.body).toMatchObject({ code: 'plan.creation-unconfirmed' })
  expect(await office.issue(decided, { create_units: ['县畜牧兽医中心'] })).toMatchObject({ units_created: 1 })
  const found = await call(city, office.token, 'GET', `/org-unit?q=${encodeURIComponent('畜牧兽医中心')}&region=${COUNTY}`)
  expect((found.body['items'] as { name: string }[]).map(({ name }) => name)).toContain('平遥县畜牧兽医中心')
})

test('units are offered as offices are listed officially, the region’s own first, and known by their initials', async () => {
  type Unit = { name: string; region: string; sort_order: number }
  const listed = async (query: string): Promise<Unit[]> => (await call(city, office.token, 'GET', `/org-unit?limit=20${query}`)).body['items'] as Unit[]
  const own = await listed(`&region=${COUNTY}&region.to=${COUNTY}`)
  expect(own.map(({ region, sort_order }) => [region, sort_order])).toEqual(own.map(({ sort_order }) => [COUNTY, sort_order]).toSorted((a, b) => Number(a[1]) - Number(b[1])))
  expect(own.slice(0, 2).map(({ name }) => name)).toEqual(['平遥县人民政府', '平遥县食品安全委员会办公室'])
  expect((await listed(`&region=${COUNTY}&region.to=${COUNTY}&q=pyxmzj`)).map(({ name }) => name)).toEqual(['平遥县民政局'])
  const { units } = await office.read('选单位.txt', Buffer.from(NOTICE))
  expect(units[0]).toMatchObject({ name: '平遥县人民政府', region: COUNTY, initials: 'pyxrmzf' })
  expect(units.findIndex(({ region }) => region !== COUNTY)).toBe(units.filter(({ region }) => region === COUNTY).length)
})

test('the same issue with the same key is done once', async () => {
  const answer = await office.read('重复.txt', Buffer.from(NOTICE))
  const headers = { 'idempotency-key': 'issue-once-0001' }
  const body = { version: answer.version }
  const [one, two] = [
    await call(city, office.token, 'POST', `/plans/${answer.id}/issue`, body, headers),
    await call(city, office.token, 'POST', `/plans/${answer.id}/issue`, body, headers),
  ]
  expect([one.status, two.status]).toEqual([201, 201])
  expect(two.body).toEqual(one.body)
  expect((await office.wall(answer.id)).groups.flatMap(({ tasks }) => tasks)).toHaveLength(5)
})

test('tasks are listed in the order of their notice, the tenth behind the second', async () => {
  const answer = await office.read('多项.txt', Buffer.from(NOTICE))
  const third = answer.draft.tasks[2]!
  const more = Array.from({ length: 7 }, (_, at) => ({ ...third, number: String(at + 6) }))
  const longer = await office.correct(answer, (draft) => ({ ...draft, tasks: [...draft.tasks, ...more] }))
  await office.issue(longer)
  const { body } = await call(city, office.token, 'GET', `/plan-task?plan_id=${answer.id}&limit=50`)
  expect((body['items'] as { number: string }[]).map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, at) => String(at + 1)))
})

test('a reading that was thrown away leaves the list and cannot be issued', async () => {
  const answer = await office.read('作废.txt', Buffer.from(NOTICE))
  expect((await call(city, office.token, 'POST', `/plans/${answer.id}/discard`, { reason: '传错文件' })).status).toBe(200)
  const list = (await call(city, office.token, 'GET', '/plans')).body as { items: { id: string }[] }
  expect(list.items.some(({ id }) => id === answer.id)).toBe(false)
  expect((await call(city, office.token, 'POST', `/plans/${answer.id}/issue`, { version: answer.version })).body).toMatchObject({
    code: 'row.closed',
  })
})

test('a draft with signs that cannot be stored, or one number twice, is refused with all its faults', async () => {
  const answer = await office.read('坏字符.txt', Buffer.from(NOTICE))
  const tasks = answer.draft.tasks.map((task, at) => (at === 1 ? { ...task, number: '1', heading: 'a\u0000b' } : task))
  const refused = await call(city, office.token, 'PUT', `/plans/${answer.id}/draft`, {
    version: answer.version,
    draft: { ...answer.draft, tasks, date: '2026-02-30' },
  })
  expect(refused.status).toBe(400)
  expect((refused.body['fields'] as { path: string }[]).map(({ path }) => path)).toEqual(
    expect.arrayContaining(['draft.date', 'draft.tasks.1.heading']),
  )
})

test('what the city has set about dates holds for the next issue', async () => {
  await asProgram(city, async (tx) =>
    tx
      .updateTable('setting')
      .set({ value: JSON.stringify(false) })
      .where('code', '=', 'workplan.before-includes-day')
      .execute(),
  )
  const made = await office.issue(await office.read('不含当日.txt', Buffer.from(NOTICE.replaceAll('2026年', '2027年'))))
  expect((await office.taskOf(made.plan, '1')).due_on).toBe('2027-06-29')
  await asProgram(city, async (tx) =>
    tx
      .updateTable('setting')
      .set({ value: JSON.stringify(true) })
      .where('code', '=', 'workplan.before-includes-day')
      .execute(),
  )
})

test('reading is for who manages plans of that region', async () => {
  const file = await upload(city, 'a.txt', Buffer.from(NOTICE), office.person)
  expect((await call(city, office.token, 'POST', '/plans/read', { file, region: '140702' })).status).toBe(403)
  expect((await call(city, await county.clerkOf('market'), 'POST', '/plans/read', { file, region: COUNTY })).status).toBe(403)
})

test('a file without tasks is told so', async () => {
  const file = await upload(city, 'b.txt', Buffer.from('今天天气很好。'), office.person)
  const asked = await call(city, office.token, 'POST', '/plans/read', { file, region: COUNTY })
  const job = (await waiting(city, 'workplan.read')).find(({ id }) => id === asked.body['job'])!
  await expect(runJob(city, readJob, job)).rejects.toMatchObject({ code: 'plan.no-tasks' })
})

const REAL = new URL('../../../shared/documents/004-jincheng-district-work-plan-2023.txt', import.meta.url)
test.skipIf(!existsSync(REAL))('the real notice of another city becomes 47 task matters of the county', async () => {
  city.setClock('2023-08-25T02:00:00.000Z')
  office = await county.office()
  const answer = await office.read('004.txt', readFileSync(REAL))
  const open = answer.names.filter(({ status }) => status === 'decide')
  expect(open.map(({ printed, how }) => [printed, how])).toEqual([
    ['区发政局', 'near'],
    ['有关部门', 'group'],
  ])
  expect(open[0]!.units).toContain(county.unit('development').id)
  const decided = await office.correct(answer, (draft) => ({
    ...draft,
    units: [
      { printed: '区发政局', take: [county.unit('development').id], create: null },
      { printed: '有关部门', take: [], create: null },
    ],
  }))
  const made = await office.issue(decided)
  expect(made.tasks).toBe(47)
  const tasks = (await office.wall(made.plan)).groups.flatMap((group) => group.tasks)
  expect(tasks).toHaveLength(47)
  expect(tasks.find(({ number }) => number === '7')!.holder).toBe(county.unit('market').id)
  expect(tasks.find(({ number }) => number === '14.6')!.holder).toBe(county.unit('police').id)
  expect(tasks.find(({ number }) => number === '23')!.units).toContain(county.unit('development').id)
  const last = await reportsOf(tasks.find(({ number }) => number === '33')!.id)
  const market = last.filter(({ holder_unit }) => holder_unit === county.unit('market').id)
  expect(market.map(({ period, due_on }) => [period, due_on])).toEqual([
    ['11月1日前', '2023-11-01'],
    ['2023年下半年', '2023-12-31'],
  ])
})
