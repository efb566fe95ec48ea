import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import type { DraftAnswer, Unreported } from './contract.ts'
import { asProgram, COUNTY } from './county.fixture.ts'
import { countyOf, NOTICE, type County, type Office } from './office.fixture.ts'

let city: TestCity
let county: County
let office: Office

type PageRow = { id: string; holder_unit: string; state: string; period: string; due_on: string | null; due_note: string | null }
const page = async (task: string, token = office.token) =>
  (await call(city, token, 'GET', `/plans/tasks/${task}`)).body as { parts: PageRow[]; reports: PageRow[]; task: PageRow }
const act = (token: string, kind: string, id: string, action: string, body: object = {}) =>
  call(city, token, 'POST', `/matters/${kind}/${id}/${action}`, body)

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-03-03T02:00:00.000Z')
  county = await countyOf(city)
  office = await county.office()
})
afterAll(() => city.close())

describe('a notice read, corrected, issued and worked on', () => {
  let plan: string
  let first: DraftAnswer

  test('names are matched to the units of the executing region by their function', async () => {
    first = await office.read('安排.txt', Buffer.from(NOTICE))
    plan = first.id
    expect(first.draft.tasks.map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5'])
    const health = first.names.find(({ printed }) => printed === '县卫健局')!
    expect(health).toMatchObject({ how: 'same-function', status: 'ready', units: [county.unit('health').id] })
    expect(first.names.filter(({ status }) => status !== 'ready')).toEqual([])
    expect(first.offers['3']).toEqual(['sampling.per-thousand'])
  })

  test('a correction is a version of the draft, and an old one is refused', async () => {
    const next = await office.correct(first, (draft) => ({
      ...draft,
      tasks: draft.tasks.map((task) =>
        task.number === '3' ? { ...task, targets: task.targets.map((one) => ({ ...one, indicator: 'sampling.per-thousand' })) } : task,
      ),
    }))
    expect(next.version).toBe(2)
    const stale = await call(city, office.token, 'PUT', `/plans/${plan}/draft`, { version: 1, draft: first.draft })
    expect(stale.body).toMatchObject({ status: 409, code: 'row.changed' })
    first = next
  })

  test('issuing makes a matter of each task, of each part of a shared one and of each due report', async () => {
    const made = await office.issue(first)
    // parts: 1 assisting + 3 equal units; reports: 2 units × 2 half-years
    expect(made).toEqual({ plan, tasks: 5, parts: 4, reports: 4, units_created: 0 })
    const again = await call(city, office.token, 'POST', `/plans/${plan}/issue`, { version: first.version })
    expect(again.body).toMatchObject({ status: 409, code: 'plan.already-issued' })
  })

  test('a date that was past when the notice was issued makes nothing late, and says so', async () => {
    const task = await office.taskOf(plan, '2')
    expect(task).toMatchObject({ due_on: null, due_note: expect.stringContaining('2026-02-01') })
  })

  test('each unit finds its work in its inbox', async () => {
    const inbox = await call(city, await county.clerkOf('health'), 'GET', '/me/inbox')
    expect((inbox.body['items'] as { matter: string; dueOn: string }[]).map(({ matter, dueOn }) => [matter, dueOn])).toEqual([
      ['plan_report', '2026-06-30'],
      ['plan_report', '2026-12-31'],
    ])
  })

  test('a unit works a task to the end, and it may be returned on the way', async () => {
    const { id } = await office.taskOf(plan, '3')
    const clerk = await county.clerkOf('market')
    const steps = [
      [clerk, 'begin', {}],
      [clerk, 'progress', { percent: 40, note: '已抽检 40%' }],
      [clerk, 'submit', { note: '已完成全年抽检' }],
      [office.token, 'return', { reason: '缺少分类明细' }],
      [clerk, 'submit', { note: '已补充明细' }],
      [office.token, 'review', {}],
      [office.token, 'finish', {}],
    ] as const
    for (const [token, action, body] of steps) expect((await act(token, 'plan-task', id, action, body)).status, action).toBe(200)
    expect(await office.taskOf(plan, '3')).toMatchObject({ state: 'done', progress: 100, light: 'done', shape: 'check' })
    const detail = await call(city, office.token, 'GET', `/matters/plan-task/${id}`)
    expect((detail.body['actions'] as { action: string }[]).map(({ action }) => action)).toEqual([
      'finish',
      'review',
      'submit',
      'return',
      'submit',
      'progress',
      'begin',
      'open',
    ])
  })

  test('the clerk of another unit neither sees nor reports a task that is not theirs', async () => {
    const { id } = await office.taskOf(plan, '4')
    const clerk = await county.clerkOf('health')
    expect((await act(clerk, 'plan-task', id, 'begin')).status).toBe(404)
    const region = (await city.signIn({ rights: ['plan.read', 'plan.work'], region: COUNTY, unit: county.unit('health').id })).token
    expect((await act(region, 'plan-task', id, 'begin')).status).toBe(403)
  })

  test('equal units: the office names who collects, each reports its part, and the collector reports when all have', async () => {
    const { id } = await office.taskOf(plan, '2')
    const [market, police] = [await county.clerkOf('market'), await county.clerkOf('police')]
    expect((await act(market, 'plan-task', id, 'submit', { note: '汇总' })).status).toBe(403)
    const { may } = (await call(city, office.token, 'GET', `/matters/plan-task/${id}`)).body
    expect(may).toContain('name_collector')
    // It has no due date: nothing to urge.
    expect(may).not.toContain('remind')
    expect((await act(office.token, 'plan-task', id, 'name_collector', { unit: county.unit('health').id })).body).toMatchObject({
      code: 'plan.not-a-party',
    })
    expect((await act(office.token, 'plan-task', id, 'name_collector', { unit: county.unit('police').id })).status).toBe(200)
    const early = await act(police, 'plan-task', id, 'submit', { note: '汇总' })
    expect(early.body).toMatchObject({ code: 'plan.parts-missing' })
    const part = (await page(id)).parts.find(({ holder_unit }) => holder_unit === county.unit('market').id)!
    expect((await act(market, 'plan-part', part.id, 'report', { note: '移送案件3件' })).status).toBe(200)
    expect((await act(police, 'plan-task', id, 'submit', { note: '汇总', missing: '县法院：本期无案件' })).status).toBe(200)
    expect(await office.taskOf(plan, '2')).toMatchObject({
      state: 'reported',
      holder: county.unit('police').id,
      parts: { reported: 1, all: 3 },
    })
  })

  test('who collects is named only where equal units share a task: one with a leader offers it to nobody', async () => {
    const mayOf = async (number: string): Promise<unknown> =>
      (await call(city, office.token, 'GET', `/matters/plan-task/${(await office.taskOf(plan, number)).id}`)).body['may']
    expect(await mayOf('1')).not.toContain('name_collector')
    expect(await mayOf('1')).toContain('reassign')
    const led = await act(office.token, 'plan-task', (await office.taskOf(plan, '1')).id, 'name_collector', {
      unit: county.unit('market').id,
    })
    expect(led.body).toMatchObject({ status: 409, code: 'matter.not-offered' })
  })

  test('who holds a part sees the task it belongs to, and only the own part of it', async () => {
    const { id } = await office.taskOf(plan, '2')
    const seen = await page(id, await county.clerkOf('market'))
    expect(seen.parts.map(({ holder_unit }) => holder_unit)).toEqual([county.unit('market').id])
    expect((await call(city, await county.clerkOf('tourism'), 'GET', `/plans/tasks/${id}`)).status).toBe(404)
  })

  test('who has not reported is told unit by unit, with the days', async () => {
    city.setClock('2026-07-03T02:00:00.000Z')
    const { units: owing } = (await call(city, office.token, 'GET', `/plans/${plan}/unreported`)).body as unknown as Unreported
    const health = owing.find(({ id }) => id === county.unit('health').id)!
    expect(health.items.map(({ period, overdue_days }) => [period, overdue_days])).toEqual([
      ['2026年上半年', 3],
      ['2026年下半年', 0],
    ])
    expect(owing.some(({ id }) => id === county.unit('tourism').id)).toBe(false)
  })

  test('the menu counts the late tasks in the reach of who looks: as many as stand red on the wall', async () => {
    const countOf = async (token: string) => (await call(city, token, 'GET', '/me/counters')).body['workplan.late']
    // Task 1. Its part, two reports for the first half-year and a review of the office are late too: they stand under 逾期.
    expect(await countOf(office.token)).toBe(1)
    expect((await office.wall(plan)).counts.red).toBe(1)
    expect(await countOf((await city.signIn({ rights: ['plan.read'], region: '140702' })).token)).toBe(0)
    const leader = await city.signIn({ rights: ['inbox.read'], region: COUNTY })
    const late = (await call(city, leader.token, 'GET', '/overdue')).body['items'] as { matter: string }[]
    expect(late.map(({ matter }) => matter).toSorted()).toEqual(['plan_part', 'plan_report', 'plan_report', 'plan_task', 'plan_task'])
  })

  test('a late task is red with its own shape; under departments it stands with each of its units', async () => {
    expect(await office.taskOf(plan, '1')).toMatchObject({ light: 'red', shape: 'triangle' })
    const byUnit = await office.wall(plan, 'department')
    expect(byUnit.groups.filter(({ tasks }) => tasks.some(({ number }) => number === '1')).map(({ key }) => key)).toEqual([
      county.unit('market').id,
      county.unit('agriculture').id,
    ])
  })

  test('a target fills itself from the linked indicator; without data there is no value, not zero', async () => {
    expect((await office.taskOf(plan, '3')).targets).toMatchObject([{ present: null, state: 'no-data' }])
    await asProgram(city, async (tx) =>
      tx
        .insertInto('reported_figure')
        .values({
          id: crypto.randomUUID(),
          region: COUNTY,
          created_at: tx.work.now,
          updated_at: tx.work.now,
          indicator: 'sampling.per-thousand',
          starts_on: '2026-01-01' as never,
          ends_on: '2026-06-30' as never,
          value: 3.2,
          source: '县市场监管局半年统计',
          unit_id: county.unit('market').id,
        })
        .execute(),
    )
    expect((await office.taskOf(plan, '3')).targets).toMatchObject([
      { present: 3.2, state: 'value', as_of: '2026-06-30', source: '县市场监管局半年统计' },
    ])
  })

  test('the assessment follows the table of points and ranks nobody unless asked', async () => {
    const plain = (await call(city, office.token, 'GET', `/plans/${plan}/assessment`)).body as {
      units: { unit: string; score: number; rank?: number; items: { code: string; points: number | null }[] }[]
    }
    const market = plain.units.find(({ unit: id }) => id === county.unit('market').id)!
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
    const next = await office.read(
      '明年.txt',
      Buffer.from(
        NOTICE.replaceAll('2026年', '2027年')
          .replace('6.5批次/千人', '7批次/千人')
          .replace(/（四）[^\n]*/, '（四）推进冷链物流监管。（县交通局）'),
      ),
    )
    const compared = (await call(city, office.token, 'GET', `/plans/${next.id}/compare/${plan}`)).body as {
      changes: { how: string; after?: { number: string }; before?: { number: string } }[]
    }
    const how = (kind: string) => compared.changes.filter((one) => one.how === kind).map((one) => (one.after ?? one.before)!.number)
    expect(how('new')).toEqual(['4'])
    expect(how('dropped')).toEqual(['4'])
    expect(how('changed')).toContain('3')
  })
})
