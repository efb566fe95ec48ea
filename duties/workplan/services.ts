import { sql } from 'kysely'
import { within } from '../../platform/identity/actor.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Asked, MatterService, Record_ } from '../../platform/matter/service.ts'
import { checkEntrust, type Entrusting } from '../../platform/matter/entrusting.ts'
import { isUrge } from '../../platform/matter/urges.ts'
import { matterLink, type PlanTarget } from './contract.ts'
import { checkedFigures } from './figures.ts'
import { parts, reports, tasks, type PartRow, type ReportRow } from './registers.ts'
import { partRules, reportRules, taskRules, type TaskRecord } from './rules.ts'
import { checkUrge, sendPapers } from './urging.ts'

problems({
  'plan.no-collector': [
    409,
    '这项任务由几个单位共同承担，请先指定汇总单位。',
    'Several units share this task. Name the one that collects first.',
  ],
  'plan.parts-missing': [
    422,
    '以下单位尚未报送各自的部分：{units}。请等其报送，或在“尚未报送的单位及原因”中说明。',
    'These units have not reported their parts: {units}. Wait for them, or say why they are missing.',
  ],
  'plan.not-a-party': [422, '汇总单位须是承担这项任务的单位或督办单位。', 'Only a unit of this task, or the office, may collect.'],
  'plan.unit-out-of-reach': [
    422,
    '该单位不在这项任务的区划之内，无法办理。',
    'That unit cannot see this task: it lies outside its region.',
  ],
})

/** All units that have a part in a task. */
export const unitsOfTask = (task: Pick<TaskRecord, 'lead_units' | 'assisting_units' | 'joint_units'>): readonly string[] => [
  ...new Set([...task.lead_units, ...task.joint_units, ...task.assisting_units]),
]

// The engine hands over the row of this service's own register.
const asTask = (record: Record_): TaskRecord => record as unknown as TaskRecord

/** Several equal units share it and nobody has been named who collects. */
const waitsForCollector = (task: Pick<TaskRecord, 'holder_unit'>): boolean => task.holder_unit === null

/** Whether the task has no leader: units that share it equally have somebody who collects, who may change. */
const isEqual = (task: Pick<TaskRecord, 'holder_unit' | 'collector_unit'>): boolean =>
  waitsForCollector(task) || task.collector_unit !== null

async function checkSubmit(tx: Tx, task: TaskRecord, missing: unknown): Promise<void> {
  if (waitsForCollector(task)) throw new Problem('plan.no-collector')
  if (typeof missing === 'string' && missing.trim() !== '') return
  const { rows } = await sql<{ name: string }>`select distinct u.name from plan_part p join org_unit u on u.id = p.holder_unit
    where p.plan_task_id = ${task.id} and p.state in ('asked', 'returned') and p.holder_unit is distinct from ${task.holder_unit}
      and p.closed_at is null order by u.name`.execute(tx)
  if (rows.length > 0) throw new Problem('plan.parts-missing', { units: rows.map(({ name }) => name).join('、') })
}

/** A unit that takes a task must be able to see it. */
async function checkUnit(tx: Tx, task: TaskRecord, unit: string, parties: readonly string[] | null): Promise<void> {
  const row = await tx.selectFrom('org_unit').select('region').where('id', '=', unit).where('closed_at', 'is', null).executeTakeFirst()
  if (!row || !within(task.region, row.region)) throw new Problem('plan.unit-out-of-reach')
  if (parties && !parties.includes(unit)) throw new Problem('plan.not-a-party')
}

async function prepareTask(
  tx: Tx,
  action: string,
  input: Readonly<Record<string, unknown>>,
  before: Record_ | null,
): Promise<Readonly<Record<string, unknown>>> {
  if (before === null) return input
  const task = asTask(before)
  if (action === 'submit') {
    const figures = checkedFigures(input['figures'], task.targets)
    await checkSubmit(tx, task, input['missing'])
    return { ...input, figures }
  }
  if (action === 'name_collector')
    await checkUnit(tx, task, String(input['unit']), [...unitsOfTask(task), ...(task.office_unit === null ? [] : [task.office_unit])])
  if (action === 'reassign') await checkUnit(tx, task, String(input['unit']), null)
  return action === 'entrust' ? checkEntrust(tx, taskEntrusting, input, before) : prepareUrge(tx, action, input, before)
}

async function prepareUrge(
  tx: Tx,
  action: string,
  input: Readonly<Record<string, unknown>>,
  before: Record_ | null,
): Promise<Readonly<Record<string, unknown>>> {
  if (before !== null && isUrge(action)) await checkUrge(tx, before, action)
  return input
}

/** A unit's own part has the targets of its task beside it. */
const preparePart: NonNullable<MatterService['prepare']> = async (tx, action, input, before) =>
  before !== null && action === 'report'
    ? { ...input, figures: checkedFigures(input['figures'], (before as unknown as PartRow).targets) }
    : prepareUrge(tx, action, input, before)

/** A report tells of the targets of the task it belongs to. */
const prepareReport: NonNullable<MatterService['prepare']> = async (tx, action, input, before) => {
  if (before === null || action !== 'submit') return prepareUrge(tx, action, input, before)
  const task = (before as unknown as ReportRow).plan_task_id
  const { rows } = await sql<{ targets: readonly PlanTarget[] }>`select targets from plan_task where id = ${task}`.execute(tx)
  return { ...input, figures: checkedFigures(input['figures'], rows[0]?.targets ?? []) }
}

/** The office is asked to review, to accept and to name who collects; else the holder works. */
function askedFor(record: Record_ & { readonly office_unit?: string | null }, waits: boolean): Asked[] {
  const office = (kind: string): Asked[] => [{ kind, unit: record.office_unit ?? null, person: null }]
  if (waits) return office('name_collector')
  if (record.state === 'reported' || record.state === 'reviewed' || record.state === 'submitted') return office('review')
  return [{ kind: 'do', unit: record.holder_unit, person: record.holder_person }]
}

/** What has no due date never becomes late, so nothing is urged. */
const mayBeLate = (record: Record_, action: string): boolean => !isUrge(action) || record.due_on !== null

const afterUrge =
  (matter: string): NonNullable<MatterService['after']> =>
  async (tx, action, input, before, after) => {
    if (before !== null && isUrge(action)) await sendPapers(tx, matter, action, before, after, input)
  }

const OTHER_UNIT = { zh: '接手人不属于承办单位', en: 'The successor is not of the unit that holds it' }
/** Who takes over a task that somebody works on: of the same unit; to another unit it is reassigned. */
export const taskEntrusting: Entrusting = {
  service: () => taskService, right: 'plan.work', unless: async (_, to) => (record) => (record.holder_unit === to.unit_id ? null : OTHER_UNIT),
}

export const taskService: MatterService = {
  // Proved against its own record by rulesOf; the engine reads any.
  rules: taskRules as MatterService['rules'],
  register: tasks,
  prepare: prepareTask,
  after: afterUrge(tasks.name),
  asked: (record) => askedFor(record, waitsForCollector(asTask(record))),
  offers: (record, action) => (action === 'name_collector' ? isEqual(asTask(record)) : mayBeLate(record, action)),
  link: ({ id }) => matterLink(tasks.name, id),
}

export const partService: MatterService = {
  rules: partRules as MatterService['rules'],
  register: parts,
  prepare: preparePart,
  after: afterUrge(parts.name),
  offers: mayBeLate,
  link: ({ id }) => matterLink(parts.name, id),
}

export const reportService: MatterService = {
  rules: reportRules as MatterService['rules'],
  register: reports,
  prepare: prepareReport,
  after: afterUrge(reports.name),
  offers: mayBeLate,
  asked: (record) => askedFor(record, false),
  link: ({ id }) => matterLink(reports.name, id),
}

export const workplanMatters: readonly MatterService[] = [taskService, partService, reportService]
