import { register, type Access, type Row } from '../../platform/register/declare.ts'
import { choice, choices, date, flag, integer, money, number, reference, references, region, text, type Choice } from '../../platform/register/fields.ts'
import { endsNoEarlier } from '../../platform/register/spans.ts'
import { premisesTypes } from '../registry/index.ts'
import { figureOf, dailyRowFaults, type FigureCode } from './rules/daily.ts'
import { units } from './rules/campaign.ts'
import type { PeriodKind } from './rules/special-period.ts'
import { dailyLimits, periodRules } from './registers-rules.ts'
import { MANAGE, READ, REPORT } from './rights.ts'

export { MANAGE, READ, REPORT } from './rights.ts'

const kept: Access = { read: [READ], write: [MANAGE] }
const words = (zh: string, en: string, max = 5000) => text({ zh, en }, { max, multiline: true })
const ending = endsNoEarlier('starts_on', 'ends_on')

/** A period that names no place would make no visit, and nobody would see why. */
const namesPlaces = (row: Readonly<Record<string, unknown>>) => ((row['types'] as readonly string[] | undefined)?.length || row['surroundings'] || (row['venues'] as readonly string[] | undefined)?.length
  ? [] : [{ path: 'types', sentence: { zh: '请选对象类型，或勾选含校园周边、指定场所：都没有，就不会生成检查任务。', en: 'Choose types of premises, shops near schools or named premises: without any of them no visit is made.' } }])

export const periodKindChoices = [
  { code: 'term', label: { zh: '学期', en: 'School term' } },
  { code: 'exam', label: { zh: '中高考', en: 'Examinations' } },
  { code: 'festival', label: { zh: '节日', en: 'Festival' } },
  { code: 'event', label: { zh: '重大活动', en: 'Major event' } },
] as const satisfies readonly Choice<PeriodKind>[]

const types = choices({ zh: '对象类型', en: 'Types of premises' }, premisesTypes, { help: { zh: '选上级类型即含其下各类。', en: 'A type stands for all below it.' } })

/** 重要时段: dated data of the city; festivals come with it, terms and local examinations are entered. */
export const specialPeriods = register('special_period', {
  title: { zh: '重要时段', en: 'Special periods' },
  about: {
    zh: '学期、中高考、节日和重大活动；提前生成检查任务。节日按国务院放假安排自动列入，学期和本地考试由食安办录入。',
    en: 'Terms, examinations, festivals and events; each makes a set of visits ahead of it. Festivals follow the State Council’s days, terms and local examinations are entered.',
  },
  scope: 'city',
  fields: {
    title: text({ zh: '名称', en: 'Title' }, { required: true, max: 200, list: true }),
    code: text({ zh: '代码', en: 'Code' }, { required: true, unique: true, max: 60, pattern: /^[a-z0-9-]+$/, help: { zh: '如 2026-autumn-term，全市唯一。', en: 'Such as 2026-autumn-term; once in the city.' } }),
    kind: choice({ zh: '类别', en: 'Kind' }, periodKindChoices, { required: true, list: true, filter: true }),
    region: region({ zh: '适用区划', en: 'For' }, { required: true, list: true, filter: true }),
    starts_on: date({ zh: '开始', en: 'From' }, { required: true, list: true, sort: true, filter: true }),
    ends_on: date({ zh: '结束', en: 'Until' }, { required: true, list: true }),
    visits_from: date({ zh: '检查起', en: 'Visits from' }, { list: true, help: { zh: '不填按规则：提前 20 天。', en: 'Empty: by the rule, 20 days ahead.' } }),
    visits_until: date({ zh: '检查止', en: 'Visits until' }, { list: true, filter: true, help: { zh: '不填按规则：学期开始后 20 天，其余到前一天。', en: 'Empty: by the rule, 20 days into a term, else the day before.' } }),
    types,
    surroundings: flag({ zh: '含校园周边', en: 'Shops near schools too' }),
    venues: references({ zh: '指定场所', en: 'Named premises' }, 'premises'),
    assigns: flag({ zh: '自动派出检查', en: 'Sends inspectors by itself' }, { help: { zh: '生成任务时按辖区派给监管所两名以上检查人员；不勾选的由人派出。', en: 'Pairs of the nearest station are sent as the set is made; otherwise people send them.' } }),
    source: text({ zh: '依据', en: 'Source' }, { required: true, max: 300 }),
    note: words('说明', 'Note', 2000),
    made_on: date({ zh: '任务生成日', en: 'Set made on' }, { readonly: true, list: true }),
  },
  naming: 'title',
  order: '-starts_on',
  headings: { title: ['时段名称', '学期'], starts_on: ['开始日期', '开学日期'], ends_on: ['结束日期', '放假日期'], source: ['文件', '来源'] },
  rules: [ending, namesPlaces, (row) => (row.visits_from && row.visits_until && row.visits_until < row.visits_from
    ? [{ path: 'visits_until', sentence: { zh: '检查止日不能早于起日。', en: 'Visits cannot end before they begin.' } }] : [])],
  access: kept,
})
export type PeriodRow = Row<typeof specialPeriods>

export const visitGroups = [
  { code: 'school', label: { zh: '学校食堂和供餐', en: 'School kitchens' } },
  { code: 'surroundings', label: { zh: '校园周边', en: 'Near schools' } },
  { code: 'other', label: { zh: '其他', en: 'Others' } },
] as const satisfies readonly Choice[]
export type VisitGroup = (typeof visitGroups)[number]['code']

/** 时段检查任务: one of the premises that a period wants visited. Closed throughout, nothing is asked of it. */
export const periodVisits = register('period_visit', {
  title: { zh: '时段检查任务', en: 'Visits of special periods' },
  about: { zh: '重要时段开始前自动列出要检查的场所；检查完成后自动勾销，停业的不计。', en: 'Listed by themselves ahead of a period; ticked off by the inspection; places closed throughout are not counted.' },
  belongsTo: 'premises',
  fields: {
    title: text({ zh: '任务', en: 'Visit' }, { required: true, max: 400, list: true }),
    special_period: reference({ zh: '时段', en: 'Period' }, 'special_period', { required: true, list: true, filter: true }),
    period_kind: choice({ zh: '时段类别', en: 'Kind of period' }, periodKindChoices, { required: true, filter: true }),
    visit_group: choice({ zh: '对象', en: 'Group' }, visitGroups, { required: true, list: true, filter: true }),
    from_on: date({ zh: '检查起', en: 'From' }, { required: true }),
    due_on: date({ zh: '检查止', en: 'Due' }, { required: true, list: true, sort: true, filter: true }),
    asked: flag({ zh: '应检查', en: 'To be visited' }, { list: true, filter: true }),
    why_not: text({ zh: '不需检查的原因', en: 'Why not' }, { max: 300 }),
    inspection: reference({ zh: '检查', en: 'Inspection' }, 'inspection', { list: true }),
    visited_on: date({ zh: '检查日期', en: 'Visited on' }, { list: true, filter: true }),
    visited: flag({ zh: '已检查', en: 'Visited' }, { list: true, filter: true }),
    problem: flag({ zh: '发现问题', en: 'Problem found' }, { list: true, filter: true }),
  },
  naming: 'title',
  order: '-due_on',
  access: kept,
  readonly: true,
  noImport: true,
})
export type VisitRow = Row<typeof periodVisits> & { readonly premises_id: string }

export const themes = [
  { code: 'rural', label: { zh: '农村假冒伪劣食品', en: 'Fake food in villages' } },
  { code: 'online', label: { zh: '网络餐饮', en: 'Online catering' } },
  { code: 'health_food', label: { zh: '保健食品', en: 'Health food' } },
  { code: 'school', label: { zh: '校园及周边', en: 'Schools and around' } },
  { code: 'festival', label: { zh: '节日市场', en: 'Festival markets' } },
  { code: 'other', label: { zh: '其他', en: 'Other' } },
] as const satisfies readonly Choice[]

export const campaignStates = [
  { code: 'draft', label: { zh: '筹备', en: 'In preparation' } },
  { code: 'running', label: { zh: '进行中', en: 'Running' } },
  { code: 'closed', label: { zh: '已结束', en: 'Ended' } },
] as const satisfies readonly Choice[]

/** 专项整治: by which notice, over which days, who takes part, what is to be visited. */
export const campaigns = register('campaign', {
  title: { zh: '专项整治', en: 'Campaigns' },
  about: { zh: '专项行动的方案、参加单位和检查对象；参加单位每日报数，进度随检查记录更新。', en: 'A campaign’s notice, units and targets. Units report each day; progress follows the inspections.' },
  scope: 'city',
  fields: {
    title: text({ zh: '名称', en: 'Title' }, { required: true, max: 200, list: true }),
    theme: choice({ zh: '主题', en: 'Theme' }, themes, { required: true, list: true, filter: true }),
    region: region({ zh: '组织区划', en: 'Run by' }, { required: true, list: true, filter: true }),
    state: choice({ zh: '状态', en: 'State' }, campaignStates, { required: true, list: true, filter: true }),
    notice_number: text({ zh: '方案文号', en: 'Number of the notice' }, { max: 100, list: true }),
    starts_on: date({ zh: '开始', en: 'From' }, { required: true, list: true, sort: true, filter: true }),
    ends_on: date({ zh: '结束', en: 'Until' }, { required: true, list: true }),
    lead_unit: reference({ zh: '牵头单位', en: 'Led by' }, 'org_unit', { list: true }),
    units: references({ zh: '参加并报数的单位', en: 'Units that take part and report' }, 'org_unit'),
    types,
    near_school: flag({ zh: '仅校园周边', en: 'Only near schools' }),
    asks: words('整治要求', 'What is asked'),
    findings: words('主要问题和做法', 'What was found and done'),
  },
  naming: 'title',
  order: '-starts_on',
  identity: ['title', 'starts_on'],
  headings: { title: ['专项名称', '行动名称', '专项整治名称'], notice_number: ['文号', '通知文号'], lead_unit: ['牵头部门'], units: ['参加单位', '责任单位'] },
  rules: [ending],
  access: kept,
})
export type CampaignRow = Row<typeof campaigns>

export const waysOfListing = [
  { code: 'query', label: { zh: '按条件选取', en: 'By condition' } },
  { code: 'list', label: { zh: '名单导入或点选', en: 'By list' } },
] as const satisfies readonly Choice[]

/** 整治对象: premises that a campaign must reach. */
export const campaignTargets = register('campaign_target', {
  title: { zh: '整治对象', en: 'Targets of campaigns' },
  about: { zh: '专项整治要检查的场所：在专项页面按条件选取，或导入名单；检查完成后自动勾销。', en: 'Premises a campaign must reach: chosen by condition on its page or imported; ticked off by the inspection.' },
  belongsTo: 'premises',
  fields: {
    title: text({ zh: '对象', en: 'Target' }, { readonly: true, max: 400, list: true }),
    campaign: reference({ zh: '专项', en: 'Campaign' }, 'campaign', { required: true, list: true, filter: true }),
    listed_by: choice({ zh: '来源', en: 'Listed by' }, waysOfListing, { readonly: true, list: true, filter: true }),
    note: text({ zh: '备注', en: 'Note' }, { max: 500 }),
    visited: flag({ zh: '已检查', en: 'Visited' }, { readonly: true, list: true, filter: true }),
    visited_on: date({ zh: '最近检查', en: 'Last visited' }, { readonly: true, list: true, filter: true }),
    visits: integer({ zh: '检查户次', en: 'Visits' }, { readonly: true, min: 0, list: true }),
    problem: flag({ zh: '发现问题', en: 'Problem found' }, { readonly: true, list: true, filter: true }),
    inspection: reference({ zh: '检查', en: 'Inspection' }, 'inspection', { readonly: true }),
  },
  naming: 'title',
  identity: ['campaign'],
  headings: { campaign: ['专项名称', '所属专项'] },
  access: kept,
})
export type TargetRow = Row<typeof campaignTargets> & { readonly premises_id: string }

const unitOf = (code: FigureCode) => ({ zh: figureOf(code).unit, en: units[figureOf(code).unit].en })
const whole = (code: FigureCode, list = false) => integer(figureOf(code).title, { min: 0, max: 10_000_000, unit: unitOf(code), list })
const weight = (code: FigureCode) => number(figureOf(code).title, { min: 0, max: 1e9, unit: unitOf(code) })

/** 专项日报: one line a unit and day; each figure keeps its own unit. A correction keeps the line before it. */
export const campaignDailies = register('campaign_daily', {
  title: { zh: '专项日报', en: 'Daily figures of campaigns' },
  about: { zh: '参加单位每日填报的专项数据；检查记录已有的数带出核对，两者不一致的标出，不覆盖。', en: 'What each unit tells of a day. Figures that inspections give are shown beside; where they part, both stay.' },
  belongsTo: 'campaign',
  fields: {
    title: text({ zh: '日报', en: 'Line' }, { readonly: true, max: 300 }),
    region: region({ zh: '县（市、区）', en: 'County' }, { required: true, list: true, filter: true }),
    unit_id: reference({ zh: '填报单位', en: 'Unit' }, 'org_unit', { required: true, list: true, filter: true }),
    day: date({ zh: '日期', en: 'Day' }, { required: true, list: true, sort: true, filter: true }),
    officers: whole('officers', true),
    vehicles: whole('vehicles', true),
    checked: whole('checked', true),
    checked_premises: whole('checked_premises'),
    problem_firms: whole('problem_firms', true),
    problem_names: text({ zh: '问题单位名单', en: 'Firms with problems, by name' }, { max: 5000, multiline: true, help: { zh: '一行一家。多日合计按名单去重；没有名单的“家”数不能相加。', en: 'One a line. Days are added up by these names; firms without names cannot be.' } }),
    orders: whole('orders', true),
    documents: whole('documents'),
    cases: whole('cases', true),
    penalties: money({ zh: '罚没款', en: 'Fines and confiscations' }, { list: true }),
    destroyed: weight('destroyed'),
    removed: weight('removed'),
    seized: weight('seized'),
    note: words('说明', 'Note', 1000),
    person_id: reference({ zh: '填报人', en: 'Told by' }, 'person', { readonly: true }),
  },
  naming: 'title',
  order: '-day',
  identity: ['unit_id', 'day'],
  headings: {
    unit_id: ['单位', '报送单位', '上报单位'], day: ['日期', '统计日期', '填报日期'], region: ['县区', '地区', '区县'],
    officers: ['出动人次', '出动执法人员（人次）', '执法人员'], vehicles: ['车辆车次', '出动车辆', '出动执法车辆（车次）', '执法车辆'],
    checked: ['检查户次', '检查经营主体（户次）', '检查单位'], checked_premises: ['检查户数', '检查经营主体（户）'],
    problem_firms: ['问题单位', '发现问题单位（家）', '发现问题'], orders: ['责令整改', '责令整改通知书', '下达责令改正'],
    documents: ['执法文书', '文书'], cases: ['立案', '立案数', '立案查处（起）'], penalties: ['罚没款（元）', '罚没金额', '罚款'],
    destroyed: ['销毁（公斤）', '销毁（kg）', '销毁数量'], removed: ['下架（公斤）', '下架（kg）', '下架数量'], seized: ['查扣（公斤）', '查扣（kg）', '查扣数量'],
  },
  rules: [dailyRowFaults],
  access: { read: [READ], write: [REPORT, MANAGE] },
})
export type DailyRowKept = Row<typeof campaignDailies> & { readonly campaign_id: string }

export const campaignRegisters = [periodRules, dailyLimits, specialPeriods, periodVisits, campaigns, campaignTargets, campaignDailies] as const

// Pages find registers here.
export { dailyLimits, periodRules, type PeriodRuleRow } from './registers-rules.ts'
export { eventMeals, eventRisks, majorEvents } from './events/registers.ts'
export { interviews, undertakings } from './interviews/registers.ts'
