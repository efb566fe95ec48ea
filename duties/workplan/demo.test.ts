import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { calendar } from '../../platform/calendar/calendar.ts'
import { shippedDays } from '../../platform/calendar/days.ts'
import { addDays, date } from '../../platform/core/dates.ts'
import { readPlainText } from '../../platform/documents/paper-text.ts'
import type { JobContext } from '../../platform/jobs/declare.ts'
import { checkMatters } from '../../platform/matter/check.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { workplan } from './duty.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import type { Assessment, Wall } from './contract.ts'
import { asProgram, COUNTY, makeUnits } from './county.fixture.ts'
import { loadDemoPlan } from './demo.ts'
import { demoNotice, DEMO_TASKS, noticeDay } from './demo-notice.ts'
import type { Issued } from './issue.ts'
import { readPlan } from './read/read.ts'

const TODAY = date('2026-11-20')
/** As even as a draw can be: the middle of each range. */
const draw = (): number => 0.5
let city: TestCity
let issued: Issued
let office: string

beforeAll(async () => {
  city = await testCity()
  city.setClock(`${TODAY}T02:00:00.000Z`)
  await makeUnits(city, [COUNTY, '140702'])
  issued = await asProgram(city, (tx) => loadDemoPlan(tx, { today: TODAY, draw, files: city.installation.files }))
  office = (await city.signIn({ rights: ['plan.read', 'plan.manage'] })).token
})
afterAll(() => city.close())

test('the invented notice is read whole whatever the reference date', () => {
  const days = calendar(shippedDays())
  for (const today of [TODAY, date('2026-02-10'), date('2026-06-15'), date('2025-12-31')]) {
    const { plan, leftOut } = readPlan(readPlainText(demoNotice('晋中市', today, days)))
    expect(
      plan.tasks.map(({ heading }) => heading),
      today,
    ).toEqual(DEMO_TASKS.map(({ heading }) => heading))
    expect(
      plan.tasks.flatMap(({ unclear }) => unclear),
      today,
    ).toEqual([])
    expect(plan.date, today).toBe(noticeDay(today))
    expect(noticeDay(today) < addDays(today, -60), today).toBe(true)
    expect(leftOut.length, today).toBeLessThan(12)
  }
})

test('its tasks stand at every stage, late ones on each rung', async () => {
  expect(issued.tasks).toBe(DEMO_TASKS.length)
  const wall = (await call(city, office, 'GET', `/plans/${issued.plan}/wall`)).body as unknown as Wall
  const tasks = wall.groups.flatMap((group) => group.tasks)
  expect(new Set(tasks.map(({ state }) => state))).toEqual(new Set(['assigned', 'in_progress', 'reported', 'reviewed', 'returned', 'done']))
  expect(new Set(tasks.map(({ late_level }) => late_level))).toEqual(new Set([0, 1, 2, 3, 4]))
  expect(Math.min(...Object.values(wall.counts))).toBeGreaterThan(0)
  expect(tasks.flatMap(({ targets }) => targets).some(({ state }) => state === 'no-data')).toBe(true)
  expect(tasks.filter(({ holder }) => holder === null).map(({ number }) => number)).toEqual(['12'])
})

type Told = { title: string; targets: unknown[]; figures: unknown[]; files: number }

test('what was reported of a task with targets has figures and a file that shows them', async () => {
  const told = await asProgram(city, (tx) =>
    sql<Told>`select w.title, w.targets, w.figures, count(f.id)::int as files
      from (select id, title, targets, figures, reported_on from plan_task
        union all select id, title, targets, figures, reported_on from plan_part) w
      left join file f on f.about_id = w.id and f.removed_at is null
      where w.reported_on is not null and w.targets <> '[]' group by w.id, 1, 2, 3`.execute(tx),
  )
  expect(told.rows.length).toBeGreaterThanOrEqual(5)
  for (const { title, targets, figures, files } of told.rows) {
    expect(figures, title).toHaveLength(targets.length)
    expect(files, title).toBe(1)
  }
})

test('of two targets two units tell figures that contradict each other', async () => {
  const wall = (await call(city, office, 'GET', `/plans/${issued.plan}/wall`)).body as unknown as Wall
  const contradicted = wall.groups
    .flatMap((group) => group.tasks.flatMap(({ targets }) => targets))
    .filter(({ told }) => new Set(told.map(({ value }) => value)).size > 1)
  expect(contradicted.map(({ text }) => text)).toHaveLength(2)
})

test('somebody has not reported, and not every unit has full marks', async () => {
  const owing = (await call(city, office, 'GET', `/plans/${issued.plan}/unreported`)).body as { units: unknown[] }
  expect(owing.units.length).toBeGreaterThan(3)
  const marks = (await call(city, office, 'GET', `/plans/${issued.plan}/assessment`)).body as unknown as Assessment
  expect(new Set(marks.units.map(({ score, of }) => score !== null && score === of)).size).toBe(2)
})

test('nothing of it happened after the reference date', async () => {
  const last = await asProgram(city, (tx) =>
    tx
      .selectFrom('matter_action')
      .select((of) => of.fn.max('at').as('at'))
      .executeTakeFirstOrThrow(),
  )
  expect(String(last.at).slice(0, 10) <= TODAY).toBe(true)
})

test('every matter folds again to its row, and a row changed by hand is named', async () => {
  const job = checkMatters(workplan.matters ?? [])
  const { database } = city.installation
  const read: JobContext['read'] = (body) => database.read({ system: 'check', city: TEST_CITY }, body)
  // The job reads and tells its progress; nothing else of its context is used.
  const run = (): ReturnType<typeof job.run> => job.run({ read, progress: async () => {} } as unknown as JobContext)
  const answer = await run()
  expect(Number(answer?.['checked'])).toBeGreaterThan(DEMO_TASKS.length)
  await city.installation.owner((owner) =>
    owner.query(
      `update city_${TEST_CITY}.plan_task set progress = 99
        where id = (select id from city_${TEST_CITY}.plan_task where state <> 'done' limit 1)`,
    ),
  )
  await expect(run()).rejects.toThrow(/1 of \d+ matters .*plan_task .*progress/)
})
