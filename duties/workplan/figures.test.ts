import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPaper } from '../../platform/documents/paper.ts'
import { Problem } from '../../platform/core/problem.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import type { PlanTarget, ReportedFigure, TargetValue } from './contract.ts'
import { checkedFigures } from './figures.ts'
import { countyOf, type County, type Office } from './office.fixture.ts'

const targets: readonly PlanTarget[] = [
  { text: '监测任务', value: 100, unit: '批次', indicator: null },
  { text: '合格率', value: 98, unit: '%', indicator: null },
]

/** Paths of the faults that a list of figures has. */
function faultsIn(given: unknown): string[] {
  try {
    checkedFigures(given, targets)
  } catch (error) {
    if (error instanceof Problem) return error.fields.map(({ path }) => path)
    throw error
  }
  return []
}

describe('figures of a report', () => {
  test('are kept with the words and the unit of the target they belong to', () => {
    expect(checkedFigures([{ target: 1, value: 99.1 }], targets)).toEqual([{ target: 1, text: '合格率', value: 99.1, unit: '%' }])
  })

  test('may be left out altogether', () => {
    expect([checkedFigures(undefined, targets), checkedFigures(null, targets), checkedFigures([], targets)]).toEqual([[], [], []])
  })

  test('of targets the task does not have, twice for one target, or not finite, are all told at once', () => {
    expect(
      faultsIn([
        { target: 2, value: 1 },
        { target: 0, value: 5 },
        { target: 0, value: 6 },
        { target: 1, value: Number.POSITIVE_INFINITY },
        { target: 0.5, value: 1 },
        { target: 1, value: '98' },
        7,
      ]),
    ).toEqual(['figures.0', 'figures.2', 'figures.3', 'figures.4', 'figures.5', 'figures.6'])
  })

  test('in another unit, or for a target whose words have changed meanwhile, are refused', () => {
    expect(faultsIn([{ target: 0, text: '监测任务', value: 3, unit: '吨' }])).toEqual(['figures.0'])
    expect(faultsIn([{ target: 0, text: '别的任务', value: 3, unit: '批次' }])).toEqual(['figures.0'])
  })
})

const NOTICE = `平遥县2026年食品安全重点工作安排

一、重点任务
（一）规范农药使用。6月30日前完成100批次监测任务。（县农业农村局牵头，县市场监管局按职责分工负责）
（二）提升抽检水平。食品抽检量达到6.5批次/千人。（县市场监管局）
`

describe('figures on their way to the office', () => {
  let city: TestCity
  let county: County
  let office: Office
  let plan: string

  beforeAll(async () => {
    city = await testCity()
    city.setClock('2026-03-03T02:00:00.000Z')
    county = await countyOf(city)
    office = await county.office()
    const read = await office.read('安排.txt', Buffer.from(NOTICE))
    const linked = await office.correct(read, (draft) => ({
      ...draft,
      tasks: draft.tasks.map((task) =>
        task.number === '2' ? { ...task, targets: task.targets.map((one) => ({ ...one, indicator: 'sampling.per-thousand' })) } : task,
      ),
    }))
    plan = (await office.issue(linked)).plan
  })
  afterAll(() => city.close())

  type Page = { parts: { id: string; figures: ReportedFigure[] }[]; task: { figures: ReportedFigure[] }; targets: TargetValue[] }
  const pageOf = async (number: string): Promise<Page> =>
    (await call(city, office.token, 'GET', `/plans/tasks/${(await office.taskOf(plan, number)).id}`)).body as unknown as Page
  const send = (token: string, path: string, body: object) => call(city, token, 'POST', `/matters/${path}`, body)

  test('a part’s figures stand beside the target with the unit’s name, and say nothing yet of the whole task', async () => {
    const { parts, targets: before } = await pageOf('1')
    expect(before).toMatchObject([{ present: null, state: 'not-linked', told: [] }])
    const market = await county.clerkOf('market')
    const wrong = await send(market, `plan-part/${parts[0]!.id}/report`, { note: '已完成', figures: [{ target: 4, value: 1 }] })
    expect(wrong.body).toMatchObject({ code: 'input.invalid', fields: [{ path: 'figures.0' }] })
    expect((await send(market, `plan-part/${parts[0]!.id}/report`, { note: '已完成', figures: [{ target: 0, value: 38 }] })).status).toBe(
      200,
    )
    const after = await pageOf('1')
    expect(after.parts[0]!.figures).toMatchObject([{ target: 0, value: 38, unit: '批次' }])
    expect(after.targets).toMatchObject([
      { present: null, state: 'not-linked', told: [{ unit: county.unit('market').id, value: 38, on: '2026-03-03' }] },
    ])
  })

  test('the figure of the unit that answers for the task is the target’s value until the report is sent back', async () => {
    const { id } = await office.taskOf(plan, '1')
    const clerk = await county.clerkOf('agriculture')
    expect((await send(clerk, `plan-task/${id}/submit`, { note: '已完成', figures: [{ target: 0, value: 112 }] })).status).toBe(200)
    expect((await office.taskOf(plan, '1')).targets).toMatchObject([{ present: 112, state: 'reported', as_of: '2026-03-03' }])
    expect((await send(office.token, `plan-task/${id}/return`, { reason: '请附监测报告' })).status).toBe(200)
    expect((await office.taskOf(plan, '1')).targets).toMatchObject([{ present: null, state: 'not-linked' }])
    expect((await pageOf('1')).task.figures).toMatchObject([{ value: 112 }])
    expect((await send(clerk, `plan-task/${id}/submit`, { note: '已补充', figures: [{ target: 0, value: 96 }] })).status).toBe(200)
    expect((await office.taskOf(plan, '1')).targets).toMatchObject([{ present: 96, state: 'reported' }])
  })

  test('a target that is linked to an indicator takes no other value than the indicator’s', async () => {
    const { id } = await office.taskOf(plan, '2')
    const clerk = await county.clerkOf('market')
    expect((await send(clerk, `plan-task/${id}/submit`, { note: '已完成', figures: [{ target: 0, value: 7 }] })).status).toBe(200)
    expect((await office.taskOf(plan, '2')).targets).toMatchObject([{ present: null, state: 'no-data', told: [{ value: 7 }] }])
  })

  test('the annual summary names the value, whether it is enough, and what each unit told', async () => {
    const answer = await city.app.inject({
      url: `/api/v1/plans/${plan}/summary.docx`,
      headers: { authorization: `Bearer ${office.token}` },
    })
    const { text } = readPaper('总结.docx', await buffer(Readable.from(answer.rawPayload)))
    expect(text).toContain('上报值 96批次，未达到')
    expect(text).toContain(`${county.unit('market').name} 38批次`)
    expect(text).toContain('有数据的1项目标中，达到0项')
  })
})
