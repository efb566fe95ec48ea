import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import type { Job } from '../../platform/jobs/declare.ts'
import type { DraftAnswer, PlanDraft, Unreported, Wall } from './contract.ts'
import { asProgram, COUNTY, makeUnits, runJob, upload, waiting, type CountyUnit } from './county.fixture.ts'
import { readJob } from './drafts.ts'
import type { Issued } from './issue.ts'

let city: TestCity
let units: readonly CountyUnit[]
let office: { token: string; person: string }

const RIGHTS = ['plan.read', 'plan.manage', 'plan.review', 'people.read', 'files.read', 'export']
const unit = (code: string, region = COUNTY): CountyUnit => units.find((one) => one.function === code && one.region === region)!
const clerkOf = async (code: string): Promise<string> =>
  (await city.signIn({ rights: ['plan.read', 'plan.work', 'people.read'], scope: 'department', region: COUNTY, unit: unit(code).id })).token

/** Uploads a notice, lets the job read it, and answers its draft. */
async function read(name: string, content: Buffer, region = COUNTY): Promise<DraftAnswer> {
  const file = await upload(city, name, content, office.person)
  const asked = await call(city, office.token, 'POST', '/plans/read', { file, region })
  expect(asked.status, JSON.stringify(asked.body)).toBe(202)
  const job = (await waiting(city, 'workplan.read')).find(({ id }) => id === asked.body['job'])!
  const { plan } = await runJob(city, readJob, job) as { plan: string }
  const draft = await call(city, office.token, 'GET', `/plans/${plan}/draft`)
  expect(draft.status, JSON.stringify(draft.body)).toBe(200)
  return draft.body as unknown as DraftAnswer
}

const NOTICE = `某政办发〔2026〕9号

平遥县人民政府办公室
关于印发平遥县2026年食品安全重点工作安排的通知

各乡镇人民政府，县直各有关单位：

现将《平遥县2026年食品安全重点工作安排》印发给你们，请认真贯彻执行。

平遥县人民政府办公室
2026年3月2日

平遥县2026年食品安全重点工作安排

一、严格源头治理

（一）规范农药使用。开展豇豆专项治理，6月30日前完成100批次监测任务。（县农业农村局牵头，县市场监管局按职责分工负责）

（二）打击违法犯罪。深入开展“昆仑”行动，完善行刑衔接。2月1日前制定方案。（县公安局、县法院、县市场监管局按职责分工负责）

（三）提升抽检水平。食品抽检量达到6.5批次/千人。（县市场监管局）

二、组织实施

（四）加强司法保护。9月30日前公布典型案例。（县法院）

（五）各单位每半年向县食安办报告落实情况。（县市场监管局、县卫健局）
`

async function correct(answer: DraftAnswer, change: (draft: PlanDraft) => PlanDraft): Promise<DraftAnswer> {
  const put = await call(city, office.token, 'PUT', `/plans/${answer.id}/draft`, { version: answer.version, draft: change(answer.draft) })
  expect(put.status, JSON.stringify(put.body)).toBe(200)
  return put.body as unknown as DraftAnswer
}

async function issue(answer: DraftAnswer, more: object = {}): Promise<Issued> {
  const made = await call(city, office.token, 'POST', `/plans/${answer.id}/issue`, { version: answer.version, ...more })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body as unknown as Issued
}

const wall = async (plan: string, by = 'section'): Promise<Wall> => (await call(city, office.token, 'GET', `/plans/${plan}/wall?by=${by}`)).body as unknown as Wall
const taskOf = async (plan: string, number: string) => (await wall(plan)).groups.flatMap(({ tasks }) => tasks).find((task) => task.number === number)!
type PageRow = { id: string; holder_unit: string; state: string; period: string; due_on: string | null; due_note: string | null }
const page = async (task: string, token = office.token) => (await call(city, token, 'GET', `/plans/tasks/${task}`)).body as { parts: PageRow[]; reports: PageRow[]; task: PageRow }
const act = (token: string, kind: string, id: string, action: string, body: object = {}) => call(city, token, 'POST', `/matters/${kind}/${id}/${action}`, body)

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-03-03T02:00:00.000Z')
  units = await makeUnits(city)
  office = await city.signIn({ rights: RIGHTS, region: COUNTY, unit: unit('fso').id })
})
afterAll(() => city.close())

describe('a notice read, corrected, issued and worked on', () => {
  let plan: string
  let first: DraftAnswer

  test('names are matched to the units of the executing region by their function', async () => {
    first = await read('安排.txt', Buffer.from(NOTICE))
    plan = first.id
    expect(first.draft.tasks.map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5'])
    const health = first.names.find(({ printed }) => printed === '县卫健局')!
    expect(health).toMatchObject({ how: 'same-function', status: 'ready', units: [unit('health').id] })
    expect(first.names.filter(({ status }) => status !== 'ready')).toEqual([])
    expect(first.offers['3']).toEqual(['sampling.per-thousand'])
  })

  test('a correction is a version of the draft, and an old one is refused', async () => {
    const next = await correct(first, (draft) => ({ ...draft, tasks: draft.tasks.map((task) => (task.number === '3' ? { ...task, targets: task.targets.map((one) => ({ ...one, indicator: 'sampling.per-thousand' })) } : task)) }))
    expect(next.version).toBe(2)
    const stale = await call(city, office.token, 'PUT', `/plans/${plan}/draft`, { version: 1, draft: first.draft })
    expect(stale.body).toMatchObject({ status: 409, code: 'row.changed' })
    first = next
  })

  test('issuing makes a matter of each task, of each part of a shared one and of each due report', async () => {
    const made = await issue(first)
    // parts: 1 assisting + 3 equal units; reports: 2 units × 2 half-years
    expect(made).toEqual({ plan, tasks: 5, parts: 4, reports: 4, units_created: 0 })
    const again = await call(city, office.token, 'POST', `/plans/${plan}/issue`, { version: first.version })
    expect(again.body).toMatchObject({ status: 409, code: 'plan.already-issued' })
  })

  test('a date that was past when the notice was issued makes nothing late, and says so', async () => {
    const task = await taskOf(plan, '2')
    expect(task).toMatchObject({ due_on: null, due_note: expect.stringContaining('2026-02-01') })
  })

  test('each unit finds its work in its inbox', async () => {
    const inbox = await call(city, await clerkOf('health'), 'GET', '/me/inbox')
    expect((inbox.body['items'] as { matter: string; dueOn: string }[]).map(({ matter, dueOn }) => [matter, dueOn])).toEqual([['plan_report', '2026-06-30'], ['plan_report', '2026-12-31']])
  })

  test('a unit works a task to the end, and it may be returned on the way', async () => {
    const { id } = await taskOf(plan, '3')
    const clerk = await clerkOf('market')
    const steps = [
      [clerk, 'begin', {}], [clerk, 'progress', { percent: 40, note: '已抽检 40%' }], [clerk, 'submit', { note: '已完成全年抽检' }], [office.token, 'return', { reason: '缺少分类明细' }],
      [clerk, 'submit', { note: '已补充明细' }], [office.token, 'review', {}], [office.token, 'finish', {}],
    ] as const
    for (const [token, action, body] of steps) expect((await act(token, 'plan-task', id, action, body)).status, action).toBe(200)
    expect(await taskOf(plan, '3')).toMatchObject({ state: 'done', progress: 100, light: 'done', shape: 'check' })
    const detail = await call(city, office.token, 'GET', `/matters/plan-task/${id}`)
    expect((detail.body['actions'] as { action: string }[]).map(({ action }) => action)).toEqual(['finish', 'review', 'submit', 'return', 'submit', 'progress', 'begin', 'open'])
  })

  test('the clerk of another unit neither sees nor reports a task that is not theirs', async () => {
    const { id } = await taskOf(plan, '4')
    const clerk = await clerkOf('health')
    expect((await act(clerk, 'plan-task', id, 'begin')).status).toBe(404)
    const region = (await city.signIn({ rights: ['plan.read', 'plan.work'], region: COUNTY, unit: unit('health').id })).token
    expect((await act(region, 'plan-task', id, 'begin')).status).toBe(403)
  })

  test('equal units: the office names who collects, each reports its part, and the collector reports when all have', async () => {
    const { id } = await taskOf(plan, '2')
    const [market, police] = [await clerkOf('market'), await clerkOf('police')]
    expect((await act(market, 'plan-task', id, 'submit', { note: '汇总' })).status).toBe(403)
    expect((await act(office.token, 'plan-task', id, 'name_collector', { unit: unit('health').id })).body).toMatchObject({ code: 'plan.not-a-party' })
    expect((await act(office.token, 'plan-task', id, 'name_collector', { unit: unit('police').id })).status).toBe(200)
    const early = await act(police, 'plan-task', id, 'submit', { note: '汇总' })
    expect(early.body).toMatchObject({ code: 'plan.parts-missing' })
    const part = (await page(id)).parts.find(({ holder_unit }) => holder_unit === unit('market').id)!
    expect((await act(market, 'plan-part', part.id, 'report', { note: '移送案件3件' })).status).toBe(200)
    expect((await act(police, 'plan-task', id, 'submit', { note: '汇总', missing: '县法院：本期无案件' })).status).toBe(200)
    expect(await taskOf(plan, '2')).toMatchObject({ state: 'reported', holder: unit('police').id, parts: { reported: 1, all: 3 } })
  })

  test('who holds a part sees the task it belongs to, and only the own part of it', async () => {
    const { id } = await taskOf(plan, '2')
    const seen = await page(id, await clerkOf('market'))
    expect(seen.parts.map(({ holder_unit }) => holder_unit)).toEqual([unit('market').id])
    expect((await call(city, await clerkOf('tourism'), 'GET', `/plans/tasks/${id}`)).status).toBe(404)
  })

  test('who has not reported is told unit by unit, with the days', async () => {
    city.setClock('2026-07-03T02:00:00.000Z')
    const { units: owing } = (await call(city, office.token, 'GET', `/plans/${plan}/unreported`)).body as unknown as Unreported
    const health = owing.find(({ id }) => id === unit('health').id)!
    expect(health.items.map(({ period, overdue_days }) => [period, overdue_days])).toEqual([['2026年上半年', 3], ['2026年下半年', 0]])
    expect(owing.some(({ id }) => id === unit('tourism').id)).toBe(false)
  })

  test('a late task is red with its own shape; under departments it stands with each of its units', async () => {
    expect(await taskOf(plan, '1')).toMatchObject({ light: 'red', shape: 'triangle' })
    const byUnit = await wall(plan, 'department')
    expect(byUnit.groups.filter(({ tasks }) => tasks.some(({ number }) => number === '1')).map(({ key }) => key)).toEqual([unit('market').id, unit('agriculture').id])
  })

  test('a target fills itself from the linked indicator; without data there is no value, not zero', async () => {
    expect((await taskOf(plan, '3')).targets).toMatchObject([{ present: null, state: 'no-data' }])
    await asProgram(city, async (tx) => tx.insertInto('reported_figure').values({
      id: crypto.randomUUID(), region: COUNTY, created_at: tx.work.now, updated_at: tx.work.now, indicator: 'sampling.per-thousand', starts_on: '2026-01-01' as never, ends_on: '2026-06-30' as never,
      value: 3.2, source: '县市场监管局半年统计', unit_id: unit('market').id,
    }).execute())
    expect((await taskOf(plan, '3')).targets).toMatchObject([{ present: 3.2, state: 'value', as_of: '2026-06-30', source: '县市场监管局半年统计' }])
  })

  test('the assessment follows the table of points and ranks nobody unless asked', async () => {
    const plain = (await call(city, office.token, 'GET', `/plans/${plan}/assessment`)).body as { units: { unit: string; score: number; rank?: number; items: { code: string; points: number | null }[] }[] }
    const market = plain.units.find(({ unit: id }) => id === unit('market').id)!
    expect(Object.fromEntries(market.items.map(({ code, points }) => [code, points]))).toMatchObject({ done: 40, targets: 0, returned: 4 })
    expect(plain.units.every((one) => !('rank' in one))).toBe(true)
    const asked = (await call(city, office.token, 'GET', `/plans/${plan}/assessment?ranked=true`)).body as typeof plain
    expect(asked.units[0]!.rank).toBe(1)
  })

  test('the task list is a workbook and the summary a Word document', async () => {
    for (const path of ['export.xlsx', 'summary.docx']) {
      const answer = await city.app.inject({ url: `/api/v1/plans/${plan}/${path}`, headers: { authorization: `Bearer ${office.token}` } })
      expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
      expect(answer.rawPayload.subarray(0, 2).toString()).toBe('PK')
    }
  })

  test('a new notice is laid against last year’s: changed, new and dropped', async () => {
    const next = await read('明年.txt', Buffer.from(NOTICE.replaceAll('2026年', '2027年').replace('6.5批次/千人', '7批次/千人').replace(/（四）[^\n]*/, '（四）推进冷链物流监管。（县交通局）')))
    const compared = (await call(city, office.token, 'GET', `/plans/${next.id}/compare/${plan}`)).body as { changes: { how: string; after?: { number: string }; before?: { number: string } }[] }
    const how = (kind: string) => compared.changes.filter((one) => one.how === kind).map((one) => (one.after ?? one.before)!.number)
    expect(how('new')).toEqual(['4'])
    expect(how('dropped')).toEqual(['4'])
    expect(how('changed')).toContain('3')
  })
})

test('a unit that is not on record is made only when a person confirms it', async () => {
  const answer = await read('新单位.txt', Buffer.from(NOTICE.replace('（县市场监管局）', '（县畜牧兽医中心）')))
  expect(answer.names.find(({ printed }) => printed === '县畜牧兽医中心')).toMatchObject({ how: 'none', status: 'decide' })
  const undecided = await call(city, office.token, 'POST', `/plans/${answer.id}/issue`, { version: answer.version })
  expect(undecided.body).toMatchObject({ code: 'plan.names-undecided', status: 422 })
  const decided = await correct(answer, (draft) => ({ ...draft, units: [{ printed: '县畜牧兽医中心', take: [], create: { name: '平遥县畜牧兽医中心', function: 'livestock' } }] }))
  const unconfirmed = await call(city, office.token, 'POST', `/plans/${answer.id}/issue`, { version: decided.version })
  expect(unconfirmed.body).toMatchObject({ code: 'plan.creation-unconfirmed' })
  expect(await issue(decided, { create_units: ['县畜牧兽医中心'] })).toMatchObject({ units_created: 1 })
  const found = await call(city, office.token, 'GET', `/org-unit?q=${encodeURIComponent('畜牧兽医中心')}&region=${COUNTY}`)
  expect((found.body['items'] as { name: string }[]).map(({ name }) => name)).toContain('平遥县畜牧兽医中心')
})

test('the same issue with the same key is done once', async () => {
  const answer = await read('重复.txt', Buffer.from(NOTICE))
  const headers = { 'idempotency-key': 'issue-once-0001' }
  const body = { version: answer.version }
  const [one, two] = [await call(city, office.token, 'POST', `/plans/${answer.id}/issue`, body, headers), await call(city, office.token, 'POST', `/plans/${answer.id}/issue`, body, headers)]
  expect([one.status, two.status]).toEqual([201, 201])
  expect(two.body).toEqual(one.body)
  expect((await wall(answer.id)).groups.flatMap(({ tasks }) => tasks)).toHaveLength(5)
})

test('reading is for who manages plans of that region', async () => {
  const file = await upload(city, 'a.txt', Buffer.from(NOTICE), office.person)
  expect((await call(city, office.token, 'POST', '/plans/read', { file, region: '140702' })).status).toBe(403)
  expect((await call(city, await clerkOf('market'), 'POST', '/plans/read', { file, region: COUNTY })).status).toBe(403)
})

test('a file without tasks is told so', async () => {
  const file = await upload(city, 'b.txt', Buffer.from('今天天气很好。'), office.person)
  const asked = await call(city, office.token, 'POST', '/plans/read', { file, region: COUNTY })
  const job = (await waiting(city, 'workplan.read')).find(({ id }) => id === asked.body['job']) as Job
  await expect(runJob(city, readJob, job)).rejects.toMatchObject({ code: 'plan.no-tasks' })
})

const REAL = new URL('../../../shared/documents/004-jincheng-district-work-plan-2023.txt', import.meta.url)
test.skipIf(!existsSync(REAL))('the real notice of another city becomes 47 task matters of the county', async () => {
  city.setClock('2023-08-25T02:00:00.000Z')
  office = await city.signIn({ rights: RIGHTS, region: COUNTY, unit: unit('fso').id })
  const answer = await read('004.txt', readFileSync(REAL))
  const open = answer.names.filter(({ status }) => status === 'decide')
  expect(open.map(({ printed, how }) => [printed, how])).toEqual([['区发政局', 'near'], ['有关部门', 'group']])
  expect(open[0]!.units).toContain(unit('development').id)
  const decided = await correct(answer, (draft) => ({ ...draft, units: [{ printed: '区发政局', take: [unit('development').id], create: null }, { printed: '有关部门', take: [], create: null }] }))
  const made = await issue(decided)
  expect(made.tasks).toBe(47)
  const tasks = (await wall(made.plan)).groups.flatMap((group) => group.tasks)
  expect(tasks).toHaveLength(47)
  expect(tasks.find(({ number }) => number === '7')!.holder).toBe(unit('market').id)
  expect(tasks.find(({ number }) => number === '14.6')!.holder).toBe(unit('police').id)
  expect(tasks.find(({ number }) => number === '23')!.units).toContain(unit('development').id)
  const last = await page(tasks.find(({ number }) => number === '33')!.id)
  const market = last.reports.filter(({ holder_unit }) => holder_unit === unit('market').id)
  expect(market.map(({ period, due_on }) => [period, due_on])).toEqual([['11月1日前', '2023-11-01'], ['2023年下半年', '2023-12-31']])
})
