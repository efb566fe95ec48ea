import { sql } from 'kysely'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { addDays, dateAt, instant, startOf, type DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { readPlainText } from '../../platform/documents/paper-text.ts'
import type { Calendar } from '../../platform/calendar/calendar.ts'
import { act, getMatter } from '../../platform/matter/act.ts'
import { urgeOf } from '../../platform/matter/urges.ts'
import { defaultLadder } from '../../platform/matter/escalation.ts'
import type { MatterService, Record_ } from '../../platform/matter/service.ts'
import { getRow } from '../../platform/register/store.ts'
import { attachEvidence, figuresOf, sharedFigures, type DemoFigure, type DemoHands } from './demo-evidence.ts'
import { offeredLink } from './links.ts'
import { demoNotice, DEMO_TASKS, dueOf, noticeDay, type Story } from './demo-notice.ts'
import { correctDraft, getDraft, keepReading } from './drafts.ts'
import { issuePlan, type Issued } from './issue.ts'
import { plans, type PartRow, type TaskRow } from './registers.ts'
import { partService, reportService, taskService, unitsOfTask } from './services.ts'
import { planSetting } from './settings.ts'

/**
 * The same transaction as it would have been at ten in the morning of an earlier day, by somebody of a unit: what the demo's
 * units did lies in the past. Rows and audit entry are the one transaction's.
 */
function at(tx: Tx, day: DateOnly, actor?: string): Tx {
  const now = instant(Date.parse(startOf(day)) + 10 * 3_600_000)
  const work = { ...tx.work, now, today: dateAt(now), actor: actor === undefined ? tx.work.actor : { ...tx.work.actor, name: actor } }
  return Object.assign(tx.withoutPlugins(), { work })
}

type Ground = {
  readonly tx: Tx
  readonly today: DateOnly
  readonly days: Calendar
  readonly names: ReadonlyMap<string, string>
  readonly hands: DemoHands
}

async function namesOf(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.selectFrom('org_unit').select(['id', 'name']).where('closed_at', 'is', null).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** One step of a story: days before the reference date, who acts, and what. */
async function step(
  { tx, today, names }: Ground,
  service: MatterService,
  id: string,
  action: string,
  ago: number,
  input: object = {},
): Promise<void> {
  const record = (await getMatter(tx, service, id)) as Record_ & { readonly office_unit: string | null }
  const byOffice = ['name_collector', 'return', 'review', 'finish', 'accept', 'remind', 'supervise', 'interview', 'criticise'].includes(
    action,
  )
  const unit = (byOffice ? record.office_unit : record.holder_unit) ?? record.office_unit
  await act(at(tx, addDays(today, -ago), names.get(unit ?? '')), service, record, action, { ...input })
}

/** A step that tells of targets: the figures go with it, and a file that shows them. */
async function hand(
  ground: Ground,
  service: MatterService,
  task: Pick<PartRow, 'id' | 'region' | 'title' | 'targets' | 'holder_unit'>,
  action: string,
  ago: number,
  input: object,
  figures: readonly DemoFigure[],
): Promise<void> {
  await step(ground, service, task.id, action, ago, { ...input, figures })
  if (figures.length === 0) return
  const then = at(ground.tx, addDays(ground.today, -ago), ground.names.get(task.holder_unit ?? '') ?? '')
  await attachEvidence(then, ground.hands, { table: service.register.name, ...task }, task.targets, figures)
}

/** Rungs climbed by the reference date, each on the day it was due. */
async function urge(ground: Ground, service: MatterService, id: string, due: DateOnly): Promise<void> {
  const late = ground.days.workingDaysBetween(due, ground.today)
  for (const { level, after } of defaultLadder.filter((rung) => rung.after <= late)) {
    const day = ground.days.workingDaysFrom(due, after)
    await act(at(ground.tx, day), service, await getMatter(ground.tx, service, id), urgeOf(level), {})
  }
}

const LATE: ReadonlySet<Story> = new Set(['late-1', 'late-2', 'late-3', 'late-4', 'court'])

/** What the unit that answers for a task did, oldest first: days before the reference date. */
const STEPS: Partial<Record<Story, readonly (readonly [action: string, ago: number, input?: object])[]>> = {
  done: [
    ['begin', 150],
    ['submit', 60, { note: '各项工作已按要求完成，相关资料已归档。', missing: '演示：其他单位情况已汇总' }],
    ['review', 55, {}],
    ['finish', 50],
  ],
  reviewed: [
    ['begin', 120],
    ['submit', 12, { note: '信息归集和公示工作已完成。' }],
    ['review', 5, {}],
  ],
  reported: [
    ['begin', 120],
    ['submit', 4, { note: '已开展培训和抽查，目标完成数见附件。', missing: '配合单位情况由承办单位一并汇总' }],
  ],
  returned: [
    ['begin', 120],
    ['submit', 20, { note: '工作已完成。', missing: '配合单位尚未报送' }],
    ['return', 14, { reason: '缺少分县数据和佐证材料，请补充后重新上报。' }],
  ],
  begun: [['begin', 120]],
}

async function tell(ground: Ground, id: string, story: Story, progress: number | undefined): Promise<void> {
  for (const [action, ago, input] of STEPS[story] ?? (LATE.has(story) ? [['begin', 120] as const] : [])) {
    if (action === 'submit') {
      const task = await getTask(ground, id)
      const told = story === 'done' || story === 'returned' ? story : 'reported'
      await hand(ground, taskService, task, action, ago, input ?? {}, figuresOf(task.targets, told, task.number, ground.hands))
    } else await step(ground, taskService, id, action, ago, input)
    if (action === 'begin' && progress !== undefined)
      await step(ground, taskService, id, 'progress', 40, { percent: progress, note: '按计划推进。' })
  }
}

// The service's own register makes the row what it is.
const getTask = async ({ tx }: Ground, id: string): Promise<TaskRow> => (await getMatter(tx, taskService, id)) as unknown as TaskRow

/** A shared task: somebody collects, and the first units have reported their part; where it has targets, they do not agree. */
async function tellParts(ground: Ground, task: string, progress: number | undefined): Promise<void> {
  const record = await getTask(ground, task)
  if (record.holder_unit === null) {
    // A unit of a county does not see the city's task: there the office collects itself.
    const own = await ground.tx
      .selectFrom('org_unit')
      .select('id')
      .where('id', 'in', unitsOfTask(record))
      .where('region', '=', record.region)
      .orderBy('sort_order')
      .executeTakeFirst()
    await step(ground, taskService, task, 'name_collector', 140, { unit: own?.id ?? record.office_unit })
  }
  await step(ground, taskService, task, 'begin', 130)
  if (progress !== undefined) await step(ground, taskService, task, 'progress', 28, { percent: progress, note: '汇总各单位报送情况。' })
  const { rows } = await sql<
    Pick<PartRow, 'id' | 'region' | 'title' | 'targets' | 'holder_unit'>
  >`select id, region, title, targets, holder_unit from plan_part where plan_task_id = ${task} order by id`.execute(ground.tx)
  // In the order in which the notice names them.
  const order = unitsOfTask(record)
  const named = rows.toSorted((a, b) => order.indexOf(a.holder_unit ?? '') - order.indexOf(b.holder_unit ?? ''))
  for (const [rank, part] of named.slice(0, Math.max(2, Math.ceil(named.length / 2))).entries()) {
    const figures = sharedFigures(part.targets, record.number, rank, ground.hands)
    await hand(ground, partService, part, 'report', 30, { note: '本单位承担的部分已落实，情况附后。' }, figures)
  }
}

/** Reports that were due: most are accepted, every fourth is still owed. */
async function tellReports(ground: Ground, plan: string): Promise<void> {
  const { rows } = await sql<{
    id: string
    due_on: DateOnly
  }>`select r.id, r.due_on from plan_report r join plan_task t on t.id = r.plan_task_id
    where t.plan_id = ${plan} and r.due_on < ${ground.today} order by r.period, r.id`.execute(ground.tx)
  for (const [index, { id, due_on }] of rows.entries()) {
    const day = addDays(due_on, index % 3 === 0 ? -1 : -4)
    if (index % 4 === 3) {
      await urge(ground, reportService, id, due_on)
      continue
    }
    await act(at(ground.tx, day), reportService, await getMatter(ground.tx, reportService, id), 'submit', {
      note: '已按要求报告贯彻落实情况。',
    })
    if (index % 4 !== 2)
      await act(at(ground.tx, addDays(due_on, 3)), reportService, await getMatter(ground.tx, reportService, id), 'accept', {})
  }
}

/**
 * The demo city's own plan: an invented notice, read and issued like any other early in the year, with tasks at every stage:
 * done, under way, returned, late on each rung of the ladder, without data. The units of the city must be there.
 */
export async function loadDemoPlan(tx: Tx, { today, ...hands }: DemoHands & { readonly today: DateOnly }): Promise<Issued> {
  const region = tx.work.city
  const days = (await loadCalendar(tx)).calendar
  const city = await tx
    .selectFrom('shian.region')
    .select('name_zh')
    .where('code', '=', region)
    .where('valid_to', 'is', null)
    .executeTakeFirstOrThrow()
  const paper = readPlainText(demoNotice(city.name_zh, today, days))
  const then = at(tx, addDays(noticeDay(today), 1), '市食安办')
  const plan = await keepReading(then, paper, { file: null, region })
  const before = await getDraft(then, plan.id)
  const links = await planSetting(tx, 'workplan.indicator-links')
  const tasks = before.draft.tasks.map((task) => ({
    ...task,
    targets: task.targets.map((target) => ({ ...target, indicator: offeredLink(target, links) })),
  }))
  await correctDraft(then, plan, before.version, { ...before.draft, tasks })
  const issued = await issuePlan(then, await getRow(then, plans, plan.id), {
    version: (await getDraft(then, plan.id)).version,
    create_units: [],
    past_dates: 'keep',
  })
  const ground: Ground = { tx, today, days, names: await namesOf(tx), hands }
  const { rows } = await sql<{
    id: string
    number: string
    due_on: DateOnly | null
  }>`select id, number, due_on from plan_task where plan_id = ${plan.id} order by sort_order`.execute(tx)
  for (const [index, { id, due_on }] of rows.entries()) {
    const { story, progress } = DEMO_TASKS[index]!
    if (story === 'parts') await tellParts(ground, id, progress)
    else await tell(ground, id, story, progress)
    if (LATE.has(story)) await urge(ground, taskService, id, due_on ?? dueOf({ story }, today, days))
  }
  await tellReports(ground, plan.id)
  return issued
}
