import { choice, choices, date, instant, integer, json, reference, text, type Field } from '../../platform/register/fields.ts'
import { register, type Access, type Row } from '../../platform/register/declare.ts'
import { holdingFields } from '../../platform/matter/fields.ts'
import type { Deadline, Mode } from './read/types.ts'
import type { PlanDraft, PlanTarget, ReportedFigure } from './contract.ts'

/** Read by whoever may see plans; written by actions only. */
const access: Access = { read: ['plan.read'], write: ['plan.manage'] }
const byActions = { naming: 'title', access, readonly: true, noImport: true } as const

export const modes = [
  { code: 'single', label: { zh: '单独承办', en: 'One unit' } },
  { code: 'lead_divided', label: { zh: '牵头，其他单位按职责分工负责', en: 'One leads, others by their duties' } },
  { code: 'lead_assist', label: { zh: '牵头，其他单位配合', en: 'One leads, others assist' } },
  { code: 'joint', label: { zh: '按职责分工负责（不分主次）', en: 'Equal units, none leads' } },
  { code: 'unmarked', label: { zh: '并列（未写明分工）', en: 'A list without a word' } },
  { code: 'assists_superior', label: { zh: '配合上级单位', en: 'Assists an upper body' } },
] as const satisfies readonly { code: Mode; label: { zh: string; en: string } }[]

export const plans = register('plan', {
  title: { zh: '重点工作安排', en: 'Work plans' },
  about: {
    zh: '上传年度食品安全重点工作安排的通知，核对后分解为任务。',
    en: 'Upload the year’s plan notice; once checked, it becomes tasks.',
  },
  fields: {
    title: text({ zh: '标题', en: 'Title' }, { required: true, max: 300, list: true }),
    number: text({ zh: '文号', en: 'Document number' }, { max: 100, list: true }),
    region: {
      kind: 'region',
      label: { zh: '执行区划', en: 'Executing region' },
      required: true,
      list: true,
      filter: true,
    } as Field<string>,
    issuer: text({ zh: '发文机关', en: 'Issued by' }, { max: 300 }),
    issued_on: date({ zh: '发文日期', en: 'Issued on' }, { list: true }),
    year: integer({ zh: '年度', en: 'Year' }, { required: true, min: 2000, max: 2199, list: true, filter: true, sort: true }),
    recipients: json<readonly string[]>({ zh: '主送', en: 'Recipients' }),
    copied_to: json<readonly string[]>({ zh: '抄送', en: 'Copied to' }),
    state: choice(
      { zh: '状态', en: 'State' },
      [
        { code: 'draft', label: { zh: '核对中', en: 'Being checked' } },
        { code: 'issued', label: { zh: '已下达', en: 'Issued' } },
      ],
      { required: true, list: true, filter: true },
    ),
    office_unit: reference({ zh: '牵头督办单位', en: 'Office' }, 'org_unit', { list: true }),
    file_id: text({ zh: '原文件', en: 'Source file' }, { max: 36 }),
    assigned_at: instant({ zh: '下达时间', en: 'Assigned at' }),
  },
  ...byActions,
})
export type PlanRow = Row<typeof plans>

/** The reading of a notice while it is being corrected; each correction is a version. */
export const drafts = register('plan_draft', {
  title: { zh: '工作安排的识别稿', en: 'Reading of a work plan' },
  belongsTo: 'plan',
  fields: {
    name: text({ zh: '文件名', en: 'File' }, { required: true, max: 300, list: true }),
    paper: text({ zh: '原文', en: 'Text' }, { max: 2_000_000, multiline: true }),
    draft: json<PlanDraft>({ zh: '识别结果', en: 'Reading' }),
  },
  naming: 'name',
  access: { read: ['plan.manage'], write: ['plan.manage'] },
  readonly: true,
  noImport: true,
})
export type DraftRow = Row<typeof drafts> & { readonly plan_id: string }

export const taskStates = {
  assigned: { zh: '已下达', en: 'Assigned' },
  in_progress: { zh: '办理中', en: 'In progress' },
  reported: { zh: '已上报', en: 'Reported' },
  reviewed: { zh: '已审核', en: 'Reviewed' },
  returned: { zh: '已退回', en: 'Returned' },
  done: { zh: '已完成', en: 'Done', done: true },
} as const

export const partStates = {
  asked: { zh: '待报送', en: 'Asked' },
  reported: { zh: '已报送', en: 'Reported', done: true },
  returned: { zh: '已退回', en: 'Returned' },
  released: { zh: '不涉及', en: 'Not concerned', done: true },
} as const

export const reportStates = {
  due: { zh: '待报告', en: 'Due' },
  submitted: { zh: '已提交', en: 'Submitted' },
  accepted: { zh: '已接收', en: 'Accepted', done: true },
  returned: { zh: '已退回', en: 'Returned' },
} as const

const units = (zh: string, en: string): Field<readonly string[]> => choices<string>({ zh, en }, [], { readonly: true })
const office = reference({ zh: '牵头督办单位', en: 'Office' }, 'org_unit')
const words = (zh: string, en: string) => text({ zh, en }, { max: 20_000, multiline: true })

/** What a part and a report are of: the office that asks, and the notice. */
const fromPlan = { office_unit: office, source: text({ zh: '来源', en: 'Source' }, { required: true, max: 500 }) }

/** What a unit hands in, and what came back. */
const handedIn = (note: readonly [zh: string, en: string], on: string) => ({
  note: words(...note),
  figures: json<readonly ReportedFigure[]>({ zh: '目标完成数', en: 'Figures for the targets' }),
  returned_for: words('退回原因', 'Returned because'),
  reported_on: date({ zh: on, en: 'Reported on' }),
})

export const tasks = register('plan_task', {
  title: { zh: '重点工作任务', en: 'Plan tasks' },
  about: { zh: '工作安排下达后，每项任务在这里办理到底。', en: 'Once a plan is issued, each task is worked on here to the end.' },
  belongsTo: 'plan',
  // 2 stands before 10.
  order: 'sort_order',
  fields: {
    ...holdingFields(taskStates),
    office_unit: office,
    sort_order: integer({ zh: '顺序', en: 'Order' }, { required: true, sort: true }),
    number: text({ zh: '序号', en: 'Number' }, { required: true, max: 20, list: true, filter: true }),
    section: text({ zh: '部分', en: 'Section' }, { max: 300 }),
    heading: text({ zh: '标题', en: 'Heading' }, { max: 300 }),
    text: { ...words('任务内容', 'Text'), required: true } as Field<string>,
    mode: choice({ zh: '分工方式', en: 'How it is shared' }, modes, { required: true, filter: true }),
    superior: text({ zh: '配合的上级单位', en: 'Upper body' }, { max: 200 }),
    lead_units: units('牵头单位', 'Leading'),
    assisting_units: units('配合单位', 'Assisting'),
    joint_units: units('分工负责单位', 'Sharing'),
    collector_unit: reference({ zh: '汇总单位', en: 'Collects' }, 'org_unit'),
    targets: json<readonly PlanTarget[]>({ zh: '目标', en: 'Targets' }),
    deadlines: json<readonly Deadline[]>({ zh: '时限', en: 'Time limits' }),
    unclear: json<readonly string[]>({ zh: '未明确事项', en: 'Unclear' }),
    due_note: text({ zh: '期限说明', en: 'About the due date' }, { max: 300 }),
    progress: integer({ zh: '进度', en: 'Progress' }, { required: true, min: 0, max: 100, unit: { zh: '%', en: '%' }, list: true }),
    ...handedIn(['办理情况', 'What was done'], '上报日期'),
    missing: words('未报送单位说明', 'About parts that are missing'),
    done_on: date({ zh: '完成日期', en: 'Done on' }),
  },
  ...byActions,
})
export type TaskRow = Row<typeof tasks> & { readonly plan_id: string }

export const parts = register('plan_part', {
  title: { zh: '任务分工', en: 'Parts of plan tasks' },
  about: {
    zh: '几个单位共同承担的任务，各单位在这里报送自己的部分。',
    en: 'Where several units share a task, each reports its own part here.',
  },
  belongsTo: 'plan_task',
  fields: {
    ...holdingFields(partStates),
    ...fromPlan,
    text: { ...words('任务内容', 'Text'), required: true } as Field<string>,
    targets: json<readonly PlanTarget[]>({ zh: '目标', en: 'Targets' }),
    ...handedIn(['办理情况', 'What was done'], '报送日期'),
  },
  ...byActions,
})
export type PartRow = Row<typeof parts> & { readonly plan_task_id: string }

export const reports = register('plan_report', {
  title: { zh: '工作报告', en: 'Plan reports' },
  about: {
    zh: '半年、季度、年度等应报送的报告，每个单位每期一件。',
    en: 'Half-yearly, quarterly and yearly reports: one a unit and period.',
  },
  belongsTo: 'plan_task',
  fields: {
    ...holdingFields(reportStates),
    ...fromPlan,
    period: text({ zh: '期次', en: 'Period' }, { required: true, max: 100, list: true, filter: true }),
    addressees: json<readonly string[]>({ zh: '报送', en: 'To' }),
    copies: json<readonly string[]>({ zh: '抄送', en: 'Copy to' }),
    due_note: text({ zh: '期限说明', en: 'About the due date' }, { max: 300 }),
    ...handedIn(['报告内容', 'Report'], '报送日期'),
  },
  ...byActions,
})
export type ReportRow = Row<typeof reports> & { readonly plan_task_id: string }

export const workplanRegisters = [plans, drafts, tasks, parts, reports] as const
