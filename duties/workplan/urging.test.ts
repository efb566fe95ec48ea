import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPaper } from '../../platform/documents/paper.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import type { Wall } from './contract.ts'
import { asProgram, COUNTY, makeUnits, runJob, waiting, type CountyUnit } from './county.fixture.ts'
import { getDraft, keepReading } from './drafts.ts'
import { escalateJob } from './escalate.ts'
import { issuePlan } from './issue.ts'
import { calledIn, printJob } from './urging.ts'

let city: TestCity
let units: readonly CountyUnit[]
let plan: string

const NOTICE = `平遥县2026年食品安全重点工作安排

一、重点任务
（一）规范农药使用。4月30日前完成专项治理。（县农业农村局）
（二）加强司法保护。4月30日前公布典型案例。（县法院）
（三）提升抽检水平。12月31日前完成全年抽检。（县市场监管局）
`

/** A task of one township's own. */
const townshipNotice = (name: string): string => `平遥县2026年农村集体聚餐管理安排

一、重点任务
（一）规范农村集体聚餐。4月30日前完成专项治理。（${name}）
`

/** A session of the food-safety office that begins now: the clock of these tests runs past any idle time. */
const office = async (): Promise<string> =>
  (await city.signIn({ rights: ['plan.read', 'plan.manage', 'plan.review'], region: COUNTY, unit: unit('fso').id })).token
const unit = (code: string, region = COUNTY): CountyUnit => units.find((one) => one.function === code && one.region === region)!
const runEscalation = (day: string) => {
  city.setClock(`${day}T01:00:00.000Z`)
  return runJob(city, escalateJob, {
    id: crypto.randomUUID(),
    kind: escalateJob.kind,
    payload: { day },
    region: '140700',
    attempts: 1,
    person_id: null,
  })
}
const tasks = async () =>
  ((await call(city, await office(), 'GET', `/plans/${plan}/wall`)).body as unknown as Wall).groups.flatMap((group) => group.tasks)
type Paper = { kind: string; matter_id: string; number: string; title: string; action_id: string }
const papers = (): Promise<Paper[]> =>
  asProgram(
    city,
    async (tx) =>
      tx.selectFrom('document').select(['kind', 'matter_id', 'number', 'title', 'action_id']).orderBy('id').execute() as Promise<Paper[]>,
  )

async function printAll(): Promise<void> {
  for (const job of await waiting(city, 'workplan.print')) await runJob(city, printJob, job)
}

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-03-03T02:00:00.000Z')
  units = await makeUnits(city)
  plan = await asProgram(city, async (tx) => {
    const row = await keepReading(tx, readPaper('安排.txt', Buffer.from(NOTICE)), { file: null, region: COUNTY })
    await issuePlan(tx, row, { version: (await getDraft(tx, row.id)).version, create_units: [], past_dates: 'void' })
    return row.id
  })
})
afterAll(() => city.close())

test('what is not late cannot be urged', async () => {
  const [first] = await tasks()
  expect((await call(city, await office(), 'POST', `/matters/plan-task/${first!.id}/remind`, {})).body).toMatchObject({
    code: 'plan.not-late',
    status: 409,
  })
})

test('nothing is urged before a working day has passed, and nothing on a holiday', async () => {
  expect(await runEscalation('2026-04-30')).toEqual({ late: 0, urged: 0 })
  // 1 May is a holiday
  expect(await runEscalation('2026-05-01')).toEqual({ late: 0, urged: 0 })
})

test('on the first working day after, the holder is reminded and a court is asked by letter; the rest is left alone', async () => {
  expect(await runEscalation('2026-05-06')).toEqual({ late: 2, urged: 2 })
  await printAll()
  const [agriculture, court, market] = await tasks()
  expect([agriculture!.late_level, court!.late_level, market!.late_level]).toEqual([1, 1, 0])
  const printed = await papers()
  expect(printed.map(({ kind, matter_id }) => [kind, matter_id]).toSorted()).toEqual(
    [
      ['reminder', agriculture!.id],
      ['request_letter', court!.id],
    ].toSorted(),
  )
  expect(printed.find(({ kind }) => kind === 'reminder')).toMatchObject({ number: '平遥食安办提〔2026〕1号', title: '关于第1项“规范农药使用”逾期的提示函' })
  expect(calledIn('plan_task', '11.2 治理“三小”行业')).toBe('第11.2项“治理‘三小’行业”')
  expect(calledIn('rectification', '2 号食堂的整改')).toBe('“2 号食堂的整改”')
})

test('the same day again, and the same paper again, change nothing', async () => {
  expect(await runEscalation('2026-05-06')).toEqual({ late: 2, urged: 0 })
  await printAll()
  expect(await papers()).toHaveLength(2)
})

test('leaders are told, and the inbox of the holder shows the rung', async () => {
  const told = await asProgram(city, (tx) => tx.selectFrom('notification').select(['person_id', 'title_zh']).orderBy('title_zh').execute())
  expect(told.map(({ person_id }) => person_id).toSorted()).toEqual([unit('agriculture').leader, unit('court').leader].toSorted())
  const inbox = await asProgram(city, (tx) =>
    tx.selectFrom('inbox').select('level').where('unit_id', '=', unit('agriculture').id).execute(),
  )
  expect(inbox).toEqual([{ level: 1 }])
})

test('day after day the ladder is climbed rung by rung; from supervision on the office above is told too', async () => {
  const levels: number[] = []
  for (const day of ['2026-05-08', '2026-05-13', '2026-05-20', '2026-06-03']) {
    await runEscalation(day)
    levels.push((await tasks())[0]!.late_level)
  }
  await printAll()
  expect(levels).toEqual([1, 2, 3, 4])
  const [agriculture, court] = await tasks()
  const kinds = (await papers())
    .filter(({ matter_id }) => matter_id === agriculture!.id)
    .map(({ kind }) => kind)
    .toSorted()
  expect(kinds).toEqual([
    'circular',
    'circular',
    'interview_notice',
    'interview_notice',
    'reminder',
    'supervision_letter',
    'supervision_letter',
  ])
  expect(new Set((await papers()).filter(({ matter_id }) => matter_id === court!.id).map(({ kind }) => kind))).toEqual(
    new Set(['request_letter']),
  )
  const above = await asProgram(city, (tx) =>
    tx.selectFrom('notification').select('id').where('person_id', '=', unit('fso', '140700').leader).execute(),
  )
  expect(above).toHaveLength(3)
})

test('once it is reported the task is urged no more, by hand or by the program', async () => {
  const [agriculture] = await tasks()
  const clerk = (
    await city.signIn({ rights: ['plan.read', 'plan.work'], scope: 'department', region: COUNTY, unit: unit('agriculture').id })
  ).token
  expect((await call(city, clerk, 'POST', `/matters/plan-task/${agriculture!.id}/submit`, { note: '已完成' })).status).toBe(200)
  expect((await call(city, await office(), 'POST', `/matters/plan-task/${agriculture!.id}/remind`, {})).body).toMatchObject({
    status: 409,
    code: 'matter.wrong-state',
  })
  expect(await runEscalation('2026-07-01')).toEqual({ late: 1, urged: 0 })
})

test('a township opens the county’s paper that is addressed to it, and the paper keeps the county’s series', async () => {
  city.setClock('2026-03-03T02:00:00.000Z')
  const township = units.find(({ region }) => region.length === 9 && region.startsWith(COUNTY))!
  const other = units.find(({ region }) => region.length === 9 && region.startsWith(COUNTY) && region !== township.region)!
  const task = await asProgram(city, async (tx) => {
    const notice = Buffer.from(townshipNotice(township.name))
    const row = await keepReading(tx, readPaper('聚餐.txt', notice), { file: null, region: COUNTY })
    await issuePlan(tx, row, { version: (await getDraft(tx, row.id)).version, create_units: [], past_dates: 'void' })
    return tx.selectFrom('inbox').select('matter_id').where('unit_id', '=', township.id).executeTakeFirstOrThrow()
  })
  city.setClock('2026-05-06T02:00:00.000Z')
  expect((await call(city, await office(), 'POST', `/matters/plan-task/${task.matter_id}/remind`, {})).status).toBe(200)
  await printAll()
  const clerkOf = async ({ id, region }: CountyUnit) =>
    (await city.signIn({ rights: ['plan.read', 'plan.work', 'files.read'], region, unit: id })).token
  const clerk = await clerkOf(township)
  const { body } = await call(city, clerk, 'GET', `/matters/plan-task/${task.matter_id}`)
  const [paper] = body['documents'] as { id: string; number: string }[]
  expect(paper!.number).toMatch(/^平遥食安办提〔2026〕\d+号$/)
  expect((await call(city, clerk, 'GET', `/documents/${paper!.id}/file`)).status).toBe(200)
  expect((await call(city, await office(), 'GET', `/documents/${paper!.id}/file`)).status).toBe(200)
  expect((await call(city, await clerkOf(other), 'GET', `/documents/${paper!.id}/file`)).status).toBe(404)
})

test('the office may go to a rung by hand, each once', async () => {
  city.setClock('2027-01-11T02:00:00.000Z')
  const market = (await tasks())[2]!
  expect((await call(city, await office(), 'POST', `/matters/plan-task/${market.id}/supervise`, { note: '请抓紧' })).status).toBe(200)
  expect((await call(city, await office(), 'POST', `/matters/plan-task/${market.id}/remind`, {})).body).toMatchObject({
    code: 'plan.urged-already',
  })
  await printAll()
  expect((await papers()).filter(({ matter_id, kind }) => matter_id === market.id && kind === 'supervision_letter')).toHaveLength(2)
})
