import type { Mark } from '../../platform/core/claim.ts'
import type { FieldProblem } from '../../platform/core/problem.ts'
import { register, type Access, type Row } from '../../platform/register/declare.ts'
import { choice, choices, date, flag, integer, json, reference, text } from '../../platform/register/fields.ts'
import { endsNoEarlier } from '../../platform/register/spans.ts'
import { premisesTypes } from '../registry/index.ts'
import { canteenRegisters } from './registers-canteen.ts'
import type { BookDue } from './rules/canteen-book.ts'
import type { FormItem } from './shipped/forms.ts'
import { shippedSelfCheckTables } from './shipped/self-check.ts'
import { CHECK, formGroups, kindChoices, levelChoices, MANAGE, mealsField, READ, roleChoices, weekChoices, weekdayChoices } from './words.ts'

const seen: Access = { read: [READ, 'own'], write: [MANAGE] }
const byProgram = { readonly: true, noImport: true } as const
type Faults = readonly FieldProblem[]
const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

const chosenDays = (row: { readonly week?: string | null; readonly weekdays?: readonly string[] }): Faults =>
  row.week === 'chosen' && (row.weekdays ?? []).length === 0 ? [fault('weekdays', '请选择每周经营的日子。', 'Choose the days of the week.')] : []
/** Nothing is asked of days before the rule. */
const RULE_BEGAN = shippedSelfCheckTables[0]!.valid_from
const notBeforeRule = (row: { readonly starts_on?: string | null }): Faults =>
  row.starts_on && row.starts_on < RULE_BEGAN ? [fault('starts_on', `不能早于 ${RULE_BEGAN}（规定施行日）。`, `Not before ${RULE_BEGAN}, when the rule began.`)] : []
/** @source 食品安全法实施条例 art. 28: a contractor who runs a canteen is licensed */
const contractorNamed = (row: { readonly contracted?: boolean; readonly contractor?: string | null; readonly contractor_licence?: string | null }): Faults =>
  !row.contracted ? [] : [
    ...(row.contractor?.trim() ? [] : [fault('contractor', '承包经营的食堂应写明承包经营者。', 'Name the contractor who runs this canteen.')]),
    ...(row.contractor_licence?.trim() ? [] : [fault('contractor_licence', '请填写承包经营者的食品经营许可证号。', 'Give the licence number of the contractor.')]),
  ]

/** 经营日历: on which days premises work, and from when their records are asked for here. */
export const operatingCalendars = register('operating_calendar', {
  title: { zh: '经营日历', en: 'Operating calendars' },
  about: { zh: '纳入自查的场所每户一条：从哪天起在系统中记录、哪些天经营、供应哪几餐。不经营的日子不算漏报。', en: 'One row for each place whose self-checks are asked for here: from which day, on which days it works, which meals it serves. A day closed is never a missed duty.' },
  belongsTo: 'premises',
  fields: {
    starts_on: date({ zh: '起报日期', en: 'Asked from' }, { required: true, list: true, sort: true }),
    week: choice({ zh: '经营日', en: 'Days worked' }, weekChoices, { required: true, list: true, filter: true }),
    weekdays: choices({ zh: '每周哪几天', en: 'Which days' }, weekdayChoices, { list: true }),
    meals: mealsField(),
    contracted: flag({ zh: '承包经营', en: 'Run by a contractor' }, { list: true, filter: true }),
    contractor: text({ zh: '承包经营者', en: 'Contractor' }, { max: 120 }),
    contractor_licence: text({ zh: '承包经营者许可证号', en: 'Licence of the contractor' }, { max: 80 }),
    note: text({ zh: '说明', en: 'Note' }, { max: 500 }),
  },
  naming: 'starts_on',
  identity: ['starts_on'],
  own: 'enterprise_id',
  headings: { starts_on: ['起报日期', '纳入日期'], week: ['经营日', '营业日'], meals: ['供应餐次', '餐次'], contractor: ['承包单位', '承包经营者'] },
  rules: [chosenDays, contractorNamed, notBeforeRule],
  access: seen,
})
export type OperatingCalendarRow = Row<typeof operatingCalendars> & { readonly premises_id: string; readonly enterprise_id: string }

/** Days that differ from the week: 停业, 加开, 学期. A business tells its own ahead; the past is the office's to correct. */
export const operatingExceptions = register('operating_exception', {
  title: { zh: '停业、加开与学期', en: 'Days closed, days added, terms' },
  about: { zh: '停业、加开的日子和学校的学期。经营者只能填报当天及以后的日子。', en: 'Days closed or added, and the terms of schools. A business tells only of today and days to come.' },
  belongsTo: 'premises',
  fields: {
    kind: choice({ zh: '类别', en: 'Kind' }, [
      { code: 'closed', label: { zh: '停业（放假、检修）', en: 'Closed' } },
      { code: 'opened', label: { zh: '加开（调课、加班）', en: 'Opened in addition' } },
      { code: 'term', label: { zh: '学期（只在学期内经营）', en: 'Term (works within terms only)' } },
    ], { required: true, list: true, filter: true }),
    from_on: date({ zh: '开始', en: 'From' }, { required: true, list: true, sort: true, filter: true }),
    until_on: date({ zh: '结束', en: 'Until' }, { required: true, list: true, filter: true }),
    reason: text({ zh: '原因', en: 'Reason' }, { max: 200, list: true }),
  },
  naming: 'from_on',
  order: '-from_on',
  identity: ['kind', 'from_on'],
  own: 'enterprise_id',
  rules: [endsNoEarlier('from_on', 'until_on')],
  access: { read: [READ, 'own'], write: [MANAGE, 'own'] },
})
export type OperatingExceptionRow = Row<typeof operatingExceptions> & { readonly premises_id: string }

/** 自查规则: who is under the rule and who keeps which record; each row a version that holds until the next begins. */
export const selfCheckRules = register('self_check_rule', {
  title: { zh: '自查规则', en: 'Rules of self-checks' },
  about: { zh: '哪些业态要自查、各由谁记录、月调度谁参加、哪些可以代录；按生效日期保存，修改时新增一条。', en: 'Which types are under the rule, who keeps which record, who takes part in the monthly meeting, what may be written down for another; add a row to change it.' },
  fields: {
    valid_from: date({ zh: '生效日期', en: 'In force from' }, { required: true, list: true, unique: true }),
    types: choices({ zh: '适用业态', en: 'Types under the rule' }, premisesTypes, { required: true, list: true, help: { zh: '选上级业态即包含其下各类。', en: 'A type stands for all below it.' } }),
    not_types: choices({ zh: '除外业态', en: 'Types left out' }, premisesTypes),
    daily_roles: choices({ zh: '日管控由谁记录', en: 'Daily record kept by' }, roleChoices, { required: true, list: true }),
    weekly_roles: choices({ zh: '周排查由谁记录', en: 'Weekly review kept by' }, roleChoices, { required: true, list: true }),
    monthly_roles: choices({ zh: '月调度由谁记录', en: 'Minutes kept by' }, roleChoices, { required: true }),
    monthly_with: choices({ zh: '月调度必须参加', en: 'Must take part in the meeting' }, roleChoices),
    on_behalf: choices({ zh: '可以代录', en: 'On behalf, allowed' }, kindChoices, { list: true }),
    source: text({ zh: '依据', en: 'Source' }, { required: true, max: 500, list: true }),
  },
  naming: 'valid_from',
  identity: ['valid_from'],
  scope: 'city',
  access: { read: [READ], write: [MANAGE] },
})
export type SelfCheckRuleRow = Row<typeof selfCheckRules>

/** 自查表单: each version a row; the one in force on a day is the last that began. One begun is never changed. */
export const selfCheckForms = register('self_check_form', {
  title: { zh: '自查表单', en: 'Self-check forms' },
  about: { zh: '日管控、周排查、月调度填写的项目（风险管控清单），按版本保存；修改另出新版。', en: 'What the daily, weekly and monthly records ask, by version; a change makes the next version.' },
  fields: {
    title: text({ zh: '名称', en: 'Title' }, { required: true, max: 120, list: true }),
    kind: choice({ zh: '用于', en: 'For' }, kindChoices, { required: true, list: true, filter: true }),
    applies: choice({ zh: '业态', en: 'Kind of business' }, formGroups, { required: true, list: true, filter: true }),
    form_version: integer({ zh: '版本', en: 'Version' }, { required: true, min: 1, list: true }),
    valid_from: date({ zh: '启用日期', en: 'In force from' }, { required: true, list: true }),
    item_count: integer({ zh: '项数', en: 'Items' }, { required: true, min: 1, list: true }),
    source: text({ zh: '依据', en: 'Source' }, { max: 300, list: true }),
    items: json<readonly FormItem[]>({ zh: '项目', en: 'Items' }, { required: true, internal: true }),
  },
  naming: 'title',
  scope: 'city',
  access: { read: [READ], write: [MANAGE] },
  ...byProgram,
})
export type SelfCheckFormRow = Row<typeof selfCheckForms>

/** What was found and what was done about it. */
export type Problem_ = { readonly text: string; readonly measure: string; readonly code?: string }

/** 自查记录: one for each day, week or month. */
export const selfChecks = register('self_check', {
  title: { zh: '自查记录', en: 'Self-check records' },
  about: { zh: '企业的日管控、周排查、月调度记录；零风险也要记录。', en: 'Daily, weekly and monthly records of businesses; a day without risk is recorded too.' },
  belongsTo: 'premises',
  fields: {
    on_day: date({ zh: '日期', en: 'Day' }, { required: true, list: true, sort: true, filter: true }),
    kind: choice({ zh: '类别', en: 'Kind' }, kindChoices, { required: true, list: true, filter: true }),
    period_from: date({ zh: '所属期间起', en: 'Period from' }, { required: true }),
    due_on: date({ zh: '应于', en: 'Was due' }, { list: true }),
    late: flag({ zh: '补记', en: 'Entered late' }, { list: true, filter: true }),
    role: choice({ zh: '记录人职务', en: 'Kept by' }, roleChoices, { required: true, list: true, filter: true }),
    filled_by: text({ zh: '记录人', en: 'Name' }, { required: true, max: 60, list: true }),
    attended: choices({ zh: '参加人员', en: 'Took part' }, roleChoices),
    zero_risk: flag({ zh: '零风险', en: 'No risk found' }, { list: true, filter: true }),
    problem_count: integer({ zh: '问题数', en: 'Problems' }, { required: true, min: 0, list: true, filter: true }),
    problems: json<readonly Problem_[]>({ zh: '问题与措施', en: 'Problems and measures' }, { internal: true }),
    decision: text({ zh: '下步安排', en: 'What follows' }, { max: 2000, multiline: true }),
    form: reference({ zh: '表单', en: 'Form' }, 'self_check_form', { required: true }),
    answers: json<Readonly<Record<string, 'ok' | 'bad' | 'none'>>>({ zh: '逐项结果', en: 'Answers' }, { internal: true }),
    corrections: integer({ zh: '更正次数', en: 'Corrections' }, { min: 0 }),
    sent_by: reference({ zh: '提交人', en: 'Sent by' }, 'person'),
    on_behalf: flag({ zh: '代录', en: 'Written for the business' }, { list: true, filter: true }),
    written_by: text({ zh: '代录人', en: 'Written by' }, { max: 200 }),
    marks: json<readonly Mark[]>({ zh: '标注', en: 'Marks' }, { internal: true }),
  },
  naming: 'on_day',
  order: '-on_day',
  own: 'enterprise_id',
  access: { read: [READ, 'own'], write: [MANAGE] },
  ...byProgram,
})
export type SelfCheckRow = Row<typeof selfChecks> & { readonly premises_id: string; readonly enterprise_id: string }

/** One duty without a record. */
export type Missed = { readonly kind: 'daily' | 'weekly' | 'monthly'; readonly due_on: string }

const count = (zh: string, en: string, more: { list?: boolean; filter?: boolean; sort?: boolean } = {}) => integer({ zh, en }, { required: true, min: 0, ...more })

/** 自查月账: what a place owed and kept in a month; the program reckons it anew with each record and each night. */
export const selfCheckMonths = register('self_check_month', {
  title: { zh: '自查月账', en: 'Self-checks by month' },
  about: { zh: '每户每月一条：应报、已报、补报、漏报。漏报的日子列在里面。', en: 'One row for each place and month: owed, kept, late, missed, with the days missed.' },
  belongsTo: 'premises',
  fields: {
    month: date({ zh: '月份', en: 'Month' }, { required: true, list: true, sort: true, filter: true }),
    business: choice({ zh: '业态', en: 'Kind of business' }, formGroups, { required: true, list: true, filter: true }),
    owed: count('应报', 'Owed', { list: true }),
    kept: count('已报', 'Kept', { list: true }),
    late: count('其中补报', 'Of these late', { list: true, filter: true }),
    missed: count('漏报', 'Missed', { list: true, filter: true }),
    missed_daily: count('日管控漏报', 'Daily missed'),
    missed_weekly: count('周排查漏报', 'Weekly missed'),
    missed_monthly: count('月调度漏报', 'Monthly missed'),
    problem_count: count('发现问题', 'Problems found', { list: true }),
    missed_list: json<readonly Missed[]>({ zh: '漏报明细', en: 'What was missed' }, { internal: true }),
  },
  naming: 'month',
  order: '-month',
  own: 'enterprise_id',
  access: { read: [READ, 'own'], write: [MANAGE] },
  ...byProgram,
})
export type SelfCheckMonthRow = Row<typeof selfCheckMonths> & { readonly premises_id: string; readonly enterprise_id: string }

/** 食堂台账日账: what the book of a canteen owed and holds for a day. */
export const canteenDays = register('canteen_day', {
  title: { zh: '食堂台账日账', en: 'Canteen books by day' },
  about: { zh: '每个食堂每个供餐日一条：晨检、留样、消毒、陪餐是否记齐。', en: 'One row for each canteen and day served: whether morning check, samples, disinfection and shared meals are on record.' },
  belongsTo: 'premises',
  fields: {
    on_day: date({ zh: '日期', en: 'Day' }, { required: true, list: true, sort: true, filter: true }),
    complete: flag({ zh: '记齐', en: 'Complete' }, { list: true, filter: true }),
    meals: count('供应餐次', 'Meals', { list: true }),
    morning: flag({ zh: '晨检', en: 'Morning check' }, { list: true, filter: true }),
    sampled: count('已留样餐次', 'Meals sampled', { list: true }),
    disinfected: count('已消毒餐次', 'Meals disinfected', { list: true }),
    leader_owed: count('应陪餐次', 'Meals to share'),
    leader_kept: count('已陪餐次', 'Meals shared', { list: true }),
    samples_complete: flag({ zh: '留样齐全', en: 'Samples complete' }, { filter: true }),
    leader_complete: flag({ zh: '陪餐齐全', en: 'Meals shared by a leader' }, { filter: true }),
    lacking: json<readonly BookDue[]>({ zh: '还缺', en: 'Still missing' }, { internal: true }),
  },
  naming: 'on_day',
  order: '-on_day',
  own: 'enterprise_id',
  access: { read: [READ, 'own'], write: [MANAGE] },
  ...byProgram,
})
export type CanteenDayRow = Row<typeof canteenDays> & { readonly premises_id: string; readonly enterprise_id: string }

const problemsTold = (row: { readonly result?: string | null; readonly problems?: string | null; readonly due_on?: string | null; readonly on_day?: string | null; readonly corrected_on?: string | null }): Faults => [
  ...(row.result === 'problems' && !row.problems?.trim() ? [fault('problems', '请写明发现的问题。', 'Say what was found.')] : []),
  ...(row.due_on && row.on_day && row.due_on < row.on_day ? [fault('due_on', '整改期限不能早于检查日期。', 'The date to put it right cannot be before the check.')] : []),
  ...(row.corrected_on && row.on_day && row.corrected_on < row.on_day ? [fault('corrected_on', '整改日期不能早于检查日期。', 'It cannot have been put right before the check.')] : []),
]
const notAhead = (row: { readonly on_day?: string | null }, { today }: { readonly today: string }): Faults =>
  row.on_day && row.on_day > today ? [fault('on_day', '不能填写以后的日期。', 'A day to come cannot be recorded.')] : []

/** 学校食品安全三级检查: 校级自查 → 区级巡查 → 市级抽查, side by side. The level follows from who records it. */
export const schoolChecks = register('school_check', {
  title: { zh: '学校三级检查', en: 'Checks of schools at three levels' },
  about: { zh: '校级自查、区级巡查、市级抽查的记录；层级按填报人确定。', en: 'The school’s own checks, rounds of the county, spot checks of the city; the level follows from who records it.' },
  belongsTo: 'premises',
  fields: {
    on_day: date({ zh: '检查日期', en: 'Checked on' }, { required: true, list: true, sort: true, filter: true }),
    level: choice({ zh: '层级', en: 'Level' }, levelChoices, { readonly: true, required: true, list: true, filter: true }),
    checked_by: text({ zh: '检查人员', en: 'Checked by' }, { required: true, max: 120, list: true }),
    result: choice({ zh: '结果', en: 'Result' }, [
      { code: 'in_order', label: { zh: '未发现问题', en: 'In order' } },
      { code: 'problems', label: { zh: '发现问题', en: 'Problems found' } },
    ], { required: true, list: true, filter: true }),
    problems: text({ zh: '问题', en: 'What was found' }, { max: 2000, multiline: true }),
    due_on: date({ zh: '整改期限', en: 'To be put right by' }, { list: true }),
    corrected_on: date({ zh: '整改完成', en: 'Put right on' }, { list: true, filter: true }),
    note: text({ zh: '说明', en: 'Note' }, { max: 1000, multiline: true }),
  },
  naming: 'on_day',
  order: '-on_day',
  identity: ['on_day', 'level'],
  own: 'enterprise_id',
  headings: { on_day: ['检查日期', '检查时间'], checked_by: ['检查人员', '检查人'], problems: ['存在问题', '发现问题'], corrected_on: ['整改完成日期', '整改日期'] },
  rules: [problemsTold, notAhead],
  access: { read: [READ, 'own'], write: [CHECK] },
})
export type SchoolCheckRow = Row<typeof schoolChecks> & { readonly premises_id: string }

export { canteenRegisters }
export const selfCheckRegisters = [selfCheckRules, operatingCalendars, operatingExceptions, selfCheckForms, selfChecks, selfCheckMonths, ...canteenRegisters, canteenDays, schoolChecks] as const
