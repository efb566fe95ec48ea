import { sql } from 'kysely'
import { z } from 'zod'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { findFile } from '../../platform/evidence/files.ts'
import type { Given, Routes } from '../../platform/http/routes.ts'
import { can, mustMay, within } from '../../platform/identity/actor.ts'
import { addJob } from '../../platform/jobs/queue.ts'
import { idText, regionText } from '../../platform/register/schema.ts'
import { readable } from '../../platform/register/serve.ts'
import { inRegion, mayRead, readScope } from '../../platform/register/scope.ts'
import { columnList, getRow, type AnyRow } from '../../platform/register/store.ts'
import { assess } from './assessment.ts'
import { targetValues, unitNames, wallOf } from './board.ts'
import type { PlanDraft } from './contract.ts'
import { correctDraft, discardDraft, draftAnswer, draftSchema, getDraft } from './drafts.ts'
import { issuePlan } from './issue.ts'
import { summary, taskList } from './papers.ts'
import { comparePlans } from './read/compare.ts'
import type { Task } from './read/types.ts'
import { parts, plans, reports, tasks, type PartRow, type PlanRow, type ReportRow, type TaskRow } from './registers.ts'
import { getPlanSetting, planSettingCodes, putPlanSetting } from './settings.ts'
import { unreportedOf } from './unreported.ts'

problems({
  'plan.region': [422, '工作安排只能由市或县（市、区）执行，请选择区划。', 'A plan is executed by a city or a county. Choose one.'],
})

const tag = 'workplan'
const byId = z.object({ id: idText })
const say = (zh: string, en: string) => ({ zh, en })

/** The plan, if the actor may see it. */
const planFor = async (tx: Tx, id: string, options: { lock?: boolean } = {}): Promise<PlanRow> =>
  (await readable(tx, plans, tx.work.actor, id, options)) as unknown as PlanRow

/** The plan, if the actor may manage it. @throws Problem `right.missing` (403) */
async function managed(tx: Tx, id: string, options: { lock?: boolean } = {}): Promise<PlanRow> {
  const plan = await planFor(tx, id, options)
  mustMay(tx.work.actor, 'plan.manage', { region: plan.region })
  return plan
}

/** Plans with how far each has come. */
async function listPlans(tx: Tx, query: { year?: number; region?: string }): Promise<unknown> {
  const { rows } = await sql`select p.id, p.title, p.number, p.region, p.issued_on, p.year, p.state, p.assigned_at,
      coalesce(t.tasks, 0) as tasks, coalesce(t.done, 0) as done, coalesce(t.late, 0) as late
    from plan p left join lateral (select count(*)::int as tasks, count(*) filter (where state = 'done')::int as done,
        count(*) filter (where due_on < ${tx.work.today} and state in ('assigned', 'in_progress', 'returned'))::int as late
      from plan_task where plan_id = p.id and closed_at is null and ${readScope(tasks, tx.work.actor)}) t on true
    where p.closed_at is null and p.id in (select id from plan where ${readScope(plans, tx.work.actor)}
        ${query.region ? sql`and ${inRegion(query.region)}` : sql``})
      ${query.year ? sql`and p.year = ${query.year}` : sql``} order by p.year desc, p.created_at desc limit 200`.execute(tx)
  return { items: rows }
}

/** A notice that was uploaded (`POST /files`) is read by a job, and kept as a draft: its result is `{plan}`. */
async function readFile(tx: Tx, { file: id, region }: { file: string; region: string }): Promise<{ job: string }> {
  const { actor } = tx.work
  mustMay(actor, 'plan.manage', { region })
  if (region.length !== 6 || region.endsWith('0000') || !within(region, tx.work.city)) throw new Problem('plan.region')
  const file = await findFile(tx, id)
  const visible = file && (file.person_id === actor.person || can(actor, 'files.read', { region: file.region, enterprise: file.own_id }))
  if (!visible) throw new Problem('row.not-found')
  const reach = within(region, actor.region) ? actor.region : region
  return { job: await addJob(tx, 'workplan.read', { file: id, region }, { region: reach, title: file.name }) }
}

type Child = PartRow | ReportRow

async function children<R extends Child>(tx: Tx, register: typeof parts | typeof reports, task: string): Promise<readonly R[]> {
  const { rows } = await sql<R>`select ${columnList(register as never)} from ${sql.table(register.name)} 
    where plan_task_id = ${task} and closed_at is null order by due_on nulls last, id`.execute(tx)
  return rows
}

/**
 * A task with its plan, parts and reports. Whoever holds a part sees the task it belongs to, though another unit holds that.
 * @throws Problem `row.not-found` (404)
 */
async function taskPage(tx: Tx, id: string): Promise<unknown> {
  const { actor } = tx.work
  const task = (await getRow(tx, tasks, id)) as TaskRow
  const [own, due] = await Promise.all([children<PartRow>(tx, parts, id), children<ReportRow>(tx, reports, id)])
  const whole = mayRead(tasks, actor, task as unknown as AnyRow)
  const mine = <R extends Child>(register: typeof parts | typeof reports, rows: readonly R[]): R[] =>
    rows.filter((row) => whole || mayRead(register as never, actor, row as unknown as AnyRow))
  const [shownParts, shownReports] = [mine(parts, own), mine(reports, due)]
  if (!whole && shownParts.length + shownReports.length === 0) throw new Problem('row.not-found')
  const plan = await getRow(tx, plans, task.plan_id)
  const names = await unitNames(
    tx,
    [task, ...own, ...due]
      .flatMap(({ holder_unit }) => (holder_unit ? [holder_unit] : []))
      .concat(task.lead_units, task.assisting_units, task.joint_units),
  )
  const handed = [task, ...shownParts, ...shownReports].flatMap(({ holder_unit: unit, reported_on: on, figures }) =>
    on === null ? [] : [{ task: id, unit, on, figures }],
  )
  return {
    plan: { id: plan.id, title: plan.title, number: plan.number },
    task,
    targets: (await targetValues(tx, plan, [task], handed)).get(id),
    parts: shownParts,
    reports: shownReports,
    units: Object.fromEntries(names),
  }
}

/** Tasks of a plan as the comparison takes them: those of its draft, which keeps the printed names. */
async function comparable(tx: Tx, plan: PlanRow): Promise<readonly Task[]> {
  const { draft } = await getDraft(tx, plan.id)
  return draft.tasks.map(({ targets, ...task }) => ({
    ...task,
    targets: targets.map(({ text, value, unit }) => ({ text, value, unit })),
    lead: [...task.lead],
    assisting: [...task.assisting],
    joint: [...task.joint],
    unclear: [...task.unclear],
    deadlines: task.deadlines.map((one) => ({ ...one })),
  }))
}

type Reply = Given<z.ZodType, z.ZodType, z.ZodType>['reply']
/** A file made for this answer, under a name in Chinese (RFC 6266). */
function asFile(reply: Reply, name: string, type: string, content: Buffer): Buffer {
  reply.header('content-type', type).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
  return content
}
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

function draftRoutes(routes: Routes): void {
  routes.write(
    'post',
    '/plans/read',
    {
      tag,
      status: 202,
      summary: say('工作安排：识别上传的通知', 'Plans: read an uploaded notice'),
      body: z.strictObject({ file: idText, region: regionText }),
    },
    ({ tx, body }) => readFile(tx, body),
  )
  routes.read('/plans/:id/draft', { tag, summary: say('工作安排：识别稿', 'Plans: the reading'), params: byId }, async ({ tx, params }) =>
    draftAnswer(tx, await managed(tx, params.id)),
  )
  routes.write(
    'put',
    '/plans/:id/draft',
    {
      tag,
      summary: say('工作安排：改正识别稿', 'Plans: correct the reading'),
      params: byId,
      body: z.strictObject({ version: z.int().min(1), draft: draftSchema }),
    },
    async ({ tx, params, body }) => {
      const plan = await managed(tx, params.id, { lock: true })
      // The schema has checked every date as a date.
      await correctDraft(tx, plan, body.version, body.draft as PlanDraft)
      return draftAnswer(tx, await planFor(tx, plan.id))
    },
  )
  routes.write(
    'post',
    '/plans/:id/discard',
    {
      tag,
      summary: say('工作安排：作废识别稿', 'Plans: discard the reading'),
      params: byId,
      body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
    },
    async ({ tx, params, body }) => {
      await discardDraft(tx, await managed(tx, params.id, { lock: true }), body.reason)
      return {}
    },
  )
  routes.write(
    'post',
    '/plans/:id/issue',
    {
      tag,
      status: 201,
      summary: say('工作安排：下达', 'Plans: issue'),
      params: byId,
      body: z.strictObject({
        version: z.int().min(1),
        create_units: z.array(z.string().max(200)).max(1000).default([]),
        past_dates: z.enum(['void', 'keep']).default('void'),
      }),
    },
    async ({ tx, params, body }) => issuePlan(tx, await managed(tx, params.id, { lock: true }), body),
  )
}

function boardRoutes(routes: Routes): void {
  routes.read(
    '/plans',
    {
      tag,
      summary: say('工作安排：列表', 'Plans: list'),
      query: z.object({ year: z.coerce.number().int().min(1900).max(2199).optional(), region: regionText.optional() }),
    },
    ({ tx, query }) => listPlans(tx, query),
  )
  routes.read('/plans/tasks/:id', { tag, summary: say('任务：分工和报告', 'Tasks: parts and reports'), params: byId }, ({ tx, params }) =>
    taskPage(tx, params.id),
  )
  routes.read(
    '/plans/:id/wall',
    {
      tag,
      summary: say('挂图作战', 'Wall chart'),
      params: byId,
      query: z.object({ by: z.enum(['section', 'department']).default('section') }),
    },
    async ({ tx, params, query }) => wallOf(tx, await planFor(tx, params.id), query.by),
  )
  routes.read(
    '/plans/:id/unreported',
    { tag, summary: say('谁还没有报送', 'Who has not reported'), params: byId },
    async ({ tx, params }) => unreportedOf(tx, await planFor(tx, params.id)),
  )
  routes.read(
    '/plans/:id/assessment',
    { tag, summary: say('年度考核', 'Yearly assessment'), params: byId, query: z.object({ ranked: z.stringbool().default(false) }) },
    async ({ tx, params, query }) => assess(tx, await managed(tx, params.id), query.ranked),
  )
  routes.read(
    '/plans/:id/compare/:other',
    { tag, summary: say('与上一年比较', 'Laid against another plan'), params: byId.extend({ other: idText }) },
    async ({ tx, params }) => {
      const [plan, other] = [await planFor(tx, params.id), await planFor(tx, params.other)]
      return {
        before: { id: other.id, title: other.title },
        after: { id: plan.id, title: plan.title },
        changes: comparePlans(await comparable(tx, other), await comparable(tx, plan)),
      }
    },
  )
}

function fileRoutes(routes: Routes): void {
  routes.read(
    '/plans/:id/export.xlsx',
    { tag, summary: say('任务清单（xlsx）', 'Task list (xlsx)'), params: byId },
    async ({ tx, actor, params, reply }) => {
      const plan = await planFor(tx, params.id)
      mustMay(actor, 'export', { region: plan.region })
      return asFile(reply, `${plan.year}年任务清单.xlsx`, XLSX, await taskList(tx, plan))
    },
  )
  routes.read(
    '/plans/:id/summary.docx',
    { tag, summary: say('年度总结（docx）', 'Annual summary (docx)'), params: byId },
    async ({ tx, params, reply }) => {
      const plan = await managed(tx, params.id)
      return asFile(reply, `${plan.year}年重点工作总结.docx`, DOCX, await summary(tx, plan))
    },
  )
}

/** The duty's own settings, for who manages the city's plans; the register of settings asks for another right. */
function settingRoutes(routes: Routes): void {
  const params = z.object({ code: z.enum(planSettingCodes) })
  routes.read(
    '/plans/settings/:code',
    { tag, summary: say('工作安排：参数', 'Plans: a setting'), params },
    async ({ tx, actor, params: { code } }) => {
      mustMay(actor, 'plan.manage', { region: tx.work.city })
      return getPlanSetting(tx, code)
    },
  )
  routes.write(
    'put',
    '/plans/settings/:code',
    {
      tag,
      summary: say('工作安排：修改参数', 'Plans: change a setting'),
      params,
      body: z.strictObject({ version: z.int().min(1).nullable(), value: z.json() }),
    },
    async ({ tx, actor, params: { code }, body }) => {
      mustMay(actor, 'plan.manage', { region: tx.work.city })
      return putPlanSetting(tx, code, body.version, body.value)
    },
  )
}

/** `/plans`: reading a notice, correcting, issuing; the wall and what is made of it. Work itself goes through `/matters`. */
export function workplanRoutes(routes: Routes): void {
  draftRoutes(routes)
  boardRoutes(routes)
  fileRoutes(routes)
  settingRoutes(routes)
}
