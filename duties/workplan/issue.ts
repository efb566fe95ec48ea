import { sql } from 'kysely'
import { dateAt, type DateOnly } from '../../platform/core/dates.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { departmentFunction } from '../../platform/identity/functions.ts'
import { orgUnits } from '../../platform/identity/registers.ts'
import { within } from '../../platform/identity/actor.ts'
import { act } from '../../platform/matter/act.ts'
import { FOOD_SAFETY_OFFICE } from '../../platform/matter/escalation.ts'
import { changeRow, insertRow } from '../../platform/register/store.ts'
import type { DraftTask, NameState, PlanDraft } from './contract.ts'
import { dueReports, taskDue, type DateRules, type Due } from './dates.ts'
import { dayOf, getDraft, mustBeOpen } from './drafts.ts'
import { matchNames, unitsBelow, unitsOf, type NamedUnit } from './names.ts'
import { plans, type PlanRow } from './registers.ts'
import type { Opened, PartRecord, ReportRecord, TaskRecord } from './rules.ts'
import { partService, reportService, taskService } from './services.ts'
import { planSetting } from './settings.ts'
import { share, type Sharing } from './sharing.ts'

problems({
  'plan.names-undecided': [422, '以下名称还没有确定是哪个单位：{names}。', 'These names are not yet matched to a unit: {names}.'],
  'plan.creation-unconfirmed': [422, '以下单位将新建，请逐一确认：{names}。', 'These units would be created; confirm each: {names}.'],
  'plan.task-without-unit': [422, '以下任务没有承办单位：{numbers}。', 'These tasks have no unit to do them: {numbers}.'],
  'plan.no-office': [
    422,
    '该区划没有登记食安办，不能下达。请先在机构中登记。',
    'The region has no food-safety office on record. Add it to the units first.',
  ],
})

/** What a person confirms with the issue. */
export type IssueOptions = {
  readonly version: number
  /** Printed names whose new units are to be made. */
  readonly create_units: readonly string[]
  /** `void`: dates past on the day of assignment are told but make nothing late; `keep`: only those past on the notice's own day. */
  readonly past_dates: 'void' | 'keep'
}

export type Issued = {
  readonly plan: string
  readonly tasks: number
  readonly parts: number
  readonly reports: number
  readonly units_created: number
}

/** Everything one task is made from. */
type Ground = {
  readonly plan: PlanRow
  readonly office: NamedUnit
  readonly units: ReadonlyMap<string, NamedUnit>
  readonly rules: DateRules
  readonly source: string
}

/** Faults of the names are told all at once. */
function checkNames(names: readonly NameState[], confirmed: readonly string[]): void {
  const open = names.filter(({ status }) => status === 'decide').map(({ printed }) => printed)
  if (open.length > 0)
    throw new Problem(
      'plan.names-undecided',
      { names: open.join('、') },
      open.map((printed) => ({
        path: `units.${printed}`,
        sentence: { zh: `“${printed}”请选择单位、新建或不分派。`, en: `Choose units for “${printed}”, create one, or leave it out.` },
      })),
    )
  const unconfirmed = names
    .filter(({ status, printed }) => status === 'create' && !confirmed.includes(printed))
    .map(({ printed }) => printed)
  if (unconfirmed.length > 0) throw new Problem('plan.creation-unconfirmed', { names: unconfirmed.join('、') })
}

/** Makes the confirmed units, one for each name. */
async function createUnits(tx: Tx, names: readonly NameState[], region: string): Promise<ReadonlyMap<string, NamedUnit>> {
  const wanted = names.filter(({ status }) => status === 'create')
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ last: number }>`select coalesce(max(sort_order), 0) as last from org_unit`.execute(tx)
  const made = new Map<string, NamedUnit>()
  for (const [at, { printed, decision }] of wanted.entries()) {
    const { name, function: code } = decision!.create!
    const { kind } = departmentFunction(code)
    const same = [...made.values()].find((unit) => unit.name === name)
    const row = same ?? (await insertRow(tx, orgUnits, { name, function: code, kind, region, sort_order: rows[0]!.last + at + 1 }))
    made.set(printed, { id: row.id, name, region, function: code, kind })
  }
  return made
}

/** A row stands where its unit sees it: in the unit's region, if that lies in the plan's; else in the plan's own. */
const regionFor = (ground: Ground, unit: string | null): string => {
  const region = unit === null ? undefined : ground.units.get(unit)?.region
  return region !== undefined && within(region, ground.plan.region) ? region : ground.plan.region
}

const titleOf = ({ number, heading, text }: DraftTask): string =>
  `${number} ${heading || text.split(/[。；]/)[0]!.slice(0, 60)}`.slice(0, 300)

async function openTask(tx: Tx, ground: Ground, task: DraftTask, sharing: Sharing, due: Due, order: number): Promise<string> {
  const record: Opened<TaskRecord> = {
    plan_id: ground.plan.id,
    region: regionFor(ground, sharing.holder),
    title: titleOf(task),
    holder_unit: sharing.holder,
    holder_person: null,
    ...due,
    late_level: 0,
    office_unit: ground.office.id,
    sort_order: order,
    number: task.number,
    section: task.section,
    heading: task.heading,
    text: task.text,
    mode: task.mode,
    superior: task.superior,
    lead_units: sharing.lead,
    assisting_units: sharing.assisting,
    joint_units: sharing.joint,
    collector_unit: null,
    targets: task.targets,
    deadlines: task.deadlines,
    unclear: task.unclear,
    progress: 0,
    note: null,
    figures: [],
    missing: null,
    returned_for: null,
    reported_on: null,
    done_on: null,
  }
  return (await act(tx, taskService, null, 'open', { task: record })).id
}

async function openParts(tx: Tx, ground: Ground, task: DraftTask, id: string, units: readonly string[], { due_on }: Due): Promise<number> {
  for (const unit of units) {
    const part: Opened<PartRecord> = {
      plan_task_id: id,
      region: regionFor(ground, unit),
      title: titleOf(task),
      holder_unit: unit,
      holder_person: null,
      due_on,
      late_level: 0,
      office_unit: ground.office.id,
      source: ground.source,
      text: task.text,
      targets: task.targets,
      note: null,
      figures: [],
      returned_for: null,
      reported_on: null,
    }
    await act(tx, partService, null, 'open', { part })
  }
  return units.length
}

async function openReports(tx: Tx, ground: Ground, task: DraftTask, id: string, units: readonly string[]): Promise<number> {
  const due = dueReports(task.deadlines, ground.rules)
  for (const { period, to, copy, due_on, due_note } of due) {
    for (const unit of units) {
      const report: Opened<ReportRecord> = {
        plan_task_id: id,
        region: regionFor(ground, unit),
        title: `${titleOf(task)}：${period}`.slice(0, 300),
        holder_unit: unit,
        holder_person: null,
        due_on,
        due_note,
        late_level: 0,
        office_unit: ground.office.id,
        source: ground.source,
        period,
        addressees: to,
        copies: copy,
        note: null,
        figures: [],
        returned_for: null,
        reported_on: null,
      }
      await act(tx, reportService, null, 'open', { report })
    }
  }
  return due.length * units.length
}

/** Units of each task. @throws Problem `plan.task-without-unit` naming all of them */
function sharings(tasks: readonly DraftTask[], names: readonly NameState[], made: ReadonlyMap<string, NamedUnit>): Sharing[] {
  const found = new Map(names.map((name) => [name.printed, made.has(name.printed) ? [made.get(name.printed)!.id] : unitsOf(name)]))
  const meant = (printed: readonly string[]): string[] => printed.flatMap((name) => found.get(name) ?? [])
  const all = tasks.map(({ mode, lead, assisting, joint }) =>
    share(mode, { lead: meant(lead), assisting: meant(assisting), joint: meant(joint) }),
  )
  const bare = tasks.filter((_, at) => all[at]!.holder === null && all[at]!.parts.length === 0).map(({ number }) => number)
  if (bare.length > 0) throw new Problem('plan.task-without-unit', { numbers: bare.join('、') })
  return all
}

async function dateRules(tx: Tx, draft: PlanDraft, past: IssueOptions['past_dates']): Promise<DateRules> {
  const [beforeIncludesDay, reportDates] = await Promise.all([
    planSetting(tx, 'workplan.before-includes-day'),
    planSetting(tx, 'workplan.report-dates'),
  ])
  const printed = dayOf(draft, tx.work.today)
  const from: DateOnly = past === 'keep' || printed > tx.work.today ? printed : tx.work.today
  return { year: draft.year, from, beforeIncludesDay, reportDates }
}

/**
 * Issues a checked draft (下达): units that were confirmed are made, each task becomes a matter, each unit's part of a shared
 * task and each due report one of their own, with clocks and inbox, all in the caller's transaction.
 * @param plan read with `lock`
 */
export async function issuePlan(tx: Tx, plan: PlanRow, options: IssueOptions): Promise<Issued> {
  mustBeOpen(plan)
  const row = await getDraft(tx, plan.id, { lock: true })
  if (row.version !== options.version) throw new Problem('row.changed', { version: row.version })
  const { draft } = row
  const existing = await unitsBelow(tx, plan.region)
  const office = existing.find((unit) => unit.function === FOOD_SAFETY_OFFICE && unit.region === plan.region)
  if (!office) throw new Problem('plan.no-office')
  const names = await matchNames(tx, draft, plan.region, existing, dayOf(draft, tx.work.today))
  checkNames(names, options.create_units)
  const made = await createUnits(tx, names, plan.region)
  const all = sharings(draft.tasks, names, made)
  const units = new Map([...existing, ...made.values()].map((unit) => [unit.id, unit]))
  const ground: Ground = {
    plan,
    office,
    units,
    rules: await dateRules(tx, draft, options.past_dates),
    source: `《${plan.title}》${plan.number ? `（${plan.number}）` : ''}`.slice(0, 500),
  }
  let [parts, reports] = [0, 0]
  for (const [order, task] of draft.tasks.entries()) {
    const sharing = all[order]!
    const due = taskDue(task.deadlines, ground.rules)
    const id = await openTask(tx, ground, task, sharing, due, order)
    const owed = await openReports(tx, ground, task, id, sharing.reporters)
    // Where every unit owes a report, the report is its part.
    const alsoReports = owed > 0 ? new Set(sharing.reporters) : new Set<string>()
    parts += await openParts(
      tx,
      ground,
      task,
      id,
      sharing.parts.filter((unit) => !alsoReports.has(unit)),
      due,
    )
    reports += owed
  }
  await changeRow(tx, plans, plan, { state: 'issued', office_unit: office.id, assigned_at: tx.work.now })
  return { plan: plan.id, tasks: draft.tasks.length, parts, reports, units_created: new Set([...made.values()].map(({ id }) => id)).size }
}

/** The day on which a plan was assigned here. */
export const assignedOn = (plan: Pick<PlanRow, 'assigned_at' | 'created_at'>): DateOnly => dateAt(plan.assigned_at ?? plan.created_at)
