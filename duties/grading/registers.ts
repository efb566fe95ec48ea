import { holdingFields } from '../../platform/matter/fields.ts'
import { register, type Access, type Row } from '../../platform/register/declare.ts'
import { choice, choices, date, flag, integer, json, number, reference, region, text, type Choice } from '../../platform/register/fields.ts'
import { premisesTypeChoices } from '../registry/index.ts'
import { dynamicGrades } from './rules/catering-grade.ts'
import { causes } from './rules/causes.ts'
import type { KeptFacts } from './rules/kept.ts'
import { monthTitles, type PlanChoice } from './rules/planning.ts'
import { riskGrades } from './rules/risk-grade.ts'
import { planReasons, type Plan } from './rules/yearly-plan.ts'

export const READ = 'grading.read'
/** Proposes changes of grades, keeps the list around schools. */
export const WORK = 'grading.work'
/** Decides changes, rules and plans. */
export const MANAGE = 'grading.manage'

const byProgram = { readonly: true, noImport: true } as const
const seen: Access = { read: [READ, 'own'], write: [MANAGE] }
/** What is planned is not told to those who are visited. */
const inside: Access = { read: [READ], write: [MANAGE] }

export const ruleKinds = [
  { code: 'risk', label: { zh: '风险等级', en: 'Risk grade' } },
  { code: 'catering', label: { zh: '餐饮量化分级', en: 'Catering grade' } },
  { code: 'frequency', label: { zh: '检查频次', en: 'Frequency' } },
  { code: 'planning', label: { zh: '年度计划参数', en: 'Planning' } },
] as const satisfies readonly Choice[]
export type RuleKind = (typeof ruleKinds)[number]['code']

/** 分级规则: every version a row, with the days it is in force and where it comes from. */
export const gradeRules = register('grade_rules', {
  title: { zh: '分级与频次规则', en: 'Grading rules' },
  about: { zh: '风险分级、量化分级、检查频次和计划参数，按版本保存，各有生效日期和依据。改动另出新版，旧版留存。', en: 'How premises are graded and how often they are visited, by version, each with its dates and source. A change makes a new version; the old ones stay.' },
  fields: {
    title: text({ zh: '名称', en: 'Title' }, { required: true, max: 200, list: true }),
    kind: choice({ zh: '规则', en: 'Rules' }, ruleKinds, { required: true, list: true, filter: true }),
    rule_version: text({ zh: '版本', en: 'Version' }, { required: true, max: 40, list: true }),
    valid_from: date({ zh: '生效日期', en: 'In force from' }, { required: true, list: true }),
    valid_to: date({ zh: '失效日期', en: 'Until' }, { list: true }),
    source: text({ zh: '依据', en: 'Source' }, { required: true, max: 500, list: true }),
    confidence: text({ zh: '可靠程度', en: 'How sure' }, { required: true, max: 40 }),
    content: json<Readonly<Record<string, unknown>>>({ zh: '内容', en: 'Content' }, { required: true }),
    note: text({ zh: '修改说明', en: 'Why it was changed' }, { max: 1000, multiline: true }),
  },
  naming: 'title',
  scope: 'city',
  access: { read: [READ], write: [MANAGE] },
  ...byProgram,
})
export type GradeRulesRow = Row<typeof gradeRules>

/** A risk grade: A is the lowest risk. */
const riskChoices: readonly Choice<(typeof riskGrades)[number]>[] = [
  { code: 'A', label: { zh: 'A 级（低风险）', en: 'A (low)' } }, { code: 'B', label: { zh: 'B 级（较低风险）', en: 'B' } },
  { code: 'C', label: { zh: 'C 级（中等风险）', en: 'C' } }, { code: 'D', label: { zh: 'D 级（高风险）', en: 'D (high)' } },
]
export const moves = [
  { code: 'none', label: { zh: '按分值', en: 'By score' } },
  { code: 'new', label: { zh: '新开办', en: 'New business' } },
  { code: 'raised', label: { zh: '上调', en: 'Raised' } },
  { code: 'lowered', label: { zh: '下调', en: 'Lowered' } },
  { code: 'forced', label: { zh: '指定', en: 'By order' } },
] as const satisfies readonly Choice[]
export type Move = (typeof moves)[number]['code']

/** 风险等级: one row for each place that is graded, with all that it was made from. */
export const premisesGrades = register('premises_grade', {
  title: { zh: '风险等级', en: 'Risk grades' },
  about: { zh: '每个食品生产经营场所一条：静态、动态分值，等级，为什么，什么时候要再评，一年查几次。由系统按规则评定。', en: 'One row for each food business: its scores, its grade and why, when it is graded again, how often it is visited. The program grades by the rules.' },
  belongsTo: 'premises',
  fields: {
    name: text({ zh: '名称', en: 'Name' }, { required: true, max: 120, list: true }),
    type: choice({ zh: '类型（业态）', en: 'Type' }, premisesTypeChoices, { required: true, list: true, filter: true }),
    trading: flag({ zh: '在营', en: 'Trading' }, { filter: true }),
    grade: choice({ zh: '风险等级', en: 'Risk grade' }, riskChoices, { list: true, filter: true }),
    score: number({ zh: '风险分值', en: 'Score' }, { min: 0, max: 100, list: true, filter: true, sort: true }),
    static_score: number({ zh: '静态分值', en: 'Static' }, { min: 0, max: 100 }),
    dynamic_score: number({ zh: '动态分值', en: 'Dynamic' }, { min: 0, max: 100 }),
    by_score: choice({ zh: '按分值应为', en: 'By score' }, riskChoices),
    moved: choice({ zh: '评定方式', en: 'How it came about' }, moves, { list: true, filter: true }),
    why: text({ zh: '调整原因', en: 'Why it was moved' }, { max: 2000 }),
    previous: choice({ zh: '上次等级', en: 'Before' }, riskChoices, { filter: true }),
    graded_on: date({ zh: '评定日期', en: 'Graded on' }, { list: true, filter: true }),
    regrade_by: date({ zh: '应再评日期', en: 'To be graded again by' }, { filter: true }),
    rule_version: text({ zh: '规则版本', en: 'Version of the rules' }, { max: 40 }),
    focus: flag({ zh: '重点检查对象', en: 'Checked first' }, { filter: true }),
    visits: integer({ zh: '每年检查次数', en: 'Visits a year' }, { min: 0, list: true, filter: true }),
    last_visit_on: date({ zh: '最近检查', en: 'Last visited' }, { list: true, filter: true }),
    last_full_on: date({ zh: '最近全项检查', en: 'Last full check' }),
    full_due_on: date({ zh: '全项检查期限', en: 'Full check by' }, { filter: true }),
    last_audit_on: date({ zh: '最近体系检查', en: 'Last system audit' }, { filter: true }),
    audit_due_on: date({ zh: '体系检查期限', en: 'System audit by' }, { filter: true }),
    facts: json<KeptFacts>({ zh: '评定依据', en: 'Made from' }, { internal: true }),
  },
  naming: 'name',
  order: '-score',
  own: 'enterprise_id',
  access: seen,
  ...byProgram,
})
export type PremisesGradeRow = Row<typeof premisesGrades> & { readonly premises_id: string; readonly enterprise_id: string }

/** 餐饮服务食品安全量化等级: another scale, A is the best. */
export const cateringGrades = register('catering_grade', {
  title: { zh: '餐饮量化等级', en: 'Catering grades' },
  about: { zh: '餐饮单位的动态等级（每次检查）和年度等级（近十二个月平均），应在店堂公示。', en: 'The dynamic grade of the last inspection and the annual grade of the last twelve months; both hang at the door.' },
  belongsTo: 'premises',
  fields: {
    name: text({ zh: '名称', en: 'Name' }, { required: true, max: 120, list: true }),
    type: choice({ zh: '类型（业态）', en: 'Type' }, premisesTypeChoices, { required: true, list: true, filter: true }),
    trading: flag({ zh: '在营', en: 'Trading' }, { filter: true }),
    dynamic: choice({ zh: '动态等级', en: 'Dynamic grade' }, dynamicGrades.map((code) => ({ code, label: { excellent: { zh: '优秀（大笑）', en: 'Excellent' }, good: { zh: '良好（微笑）', en: 'Good' }, fair: { zh: '一般（平脸）', en: 'Fair' } }[code] })), { list: true, filter: true }),
    dynamic_mean: number({ zh: '动态平均分', en: 'Dynamic mean' }, { min: 0, max: 10 }),
    dynamic_on: date({ zh: '检查日期', en: 'Inspected on' }, { list: true, filter: true }),
    dynamic_why: text({ zh: '不评等级的原因', en: 'Why there is none' }, { max: 200 }),
    annual: choice({ zh: '年度等级', en: 'Annual grade' }, [
      { code: 'A', label: { zh: 'A 级（优秀）', en: 'A (excellent)' } }, { code: 'B', label: { zh: 'B 级（良好）', en: 'B (good)' } }, { code: 'C', label: { zh: 'C 级（一般）', en: 'C (fair)' } },
    ], { list: true, filter: true }),
    annual_mean: number({ zh: '年度平均分', en: 'Annual mean' }, { min: 0, max: 10, list: true, filter: true, sort: true }),
    inspections: integer({ zh: '计入检查次数', en: 'Inspections counted' }, { min: 0 }),
    graded_on: date({ zh: '评定日期', en: 'Graded on' }, { filter: true }),
    rule_version: text({ zh: '规则版本', en: 'Version of the rules' }, { max: 40 }),
  },
  naming: 'name',
  order: '-annual_mean',
  own: 'enterprise_id',
  access: seen,
  ...byProgram,
})
export type CateringGradeRow = Row<typeof cateringGrades> & { readonly premises_id: string; readonly enterprise_id: string }

/** 校园周边食品经营单位名单: the mapped list on which sellers are graded D. @source a city's yearly plan, task 9 (local) */
export const schoolRing = register('school_ring', {
  title: { zh: '校园周边名单', en: 'Shops around schools' },
  about: { zh: '校园周边食品经营单位，按图列名。列入的食品销售单位定为 D 级；移出名单用“注销”，等级随之重评。', en: 'Food businesses around schools, mapped one by one. Sellers on it are grade D; closing a line takes the shop off, and it is graded again.' },
  belongsTo: 'premises',
  fields: {
    school: text({ zh: '学校', en: 'School' }, { required: true, max: 120, list: true, sort: true }),
    distance: number({ zh: '距校门', en: 'From the gate' }, { min: 0, max: 5000, unit: { zh: '米', en: 'm' }, list: true }),
    listed_on: date({ zh: '列入日期', en: 'Listed on' }, { required: true, list: true, filter: true }),
    basis: text({ zh: '列入依据', en: 'By which order' }, { required: true, max: 300, list: true }),
    note: text({ zh: '备注', en: 'Note' }, { max: 1000, multiline: true }),
  },
  naming: 'school',
  identity: ['school'],
  own: 'enterprise_id',
  access: { read: [READ, 'own'], write: [WORK] },
})
export type SchoolRingRow = Row<typeof schoolRing> & { readonly premises_id: string }

export const changeStates = {
  proposed: { zh: '待审核', en: 'To be decided' },
  confirmed: { zh: '已认定', en: 'Confirmed', done: true },
  refused: { zh: '不予认定', en: 'Not confirmed', done: true },
  withdrawn: { zh: '已撤回', en: 'Withdrawn', done: true },
  revoked: { zh: '已撤销', en: 'Revoked', done: true },
} as const

/** 等级调整: what raises or lowers a grade, proposed with its facts and decided. */
export const gradeChanges = register('grade_change', {
  title: { zh: '等级调整', en: 'Changes of grades' },
  about: { zh: '依规定上调、下调风险等级的情形：谁提出、什么事实、谁认定。认定后等级当即重评。', en: 'What raises or lowers a grade: who says so, on which facts, who confirmed it. Once confirmed the place is graded again at once.' },
  belongsTo: 'premises',
  fields: {
    ...holdingFields(changeStates),
    cause: choice({ zh: '情形', en: 'What happened' }, causes, { required: true, list: true, filter: true }),
    happened_on: date({ zh: '发生日期', en: 'On' }, { required: true, list: true, filter: true }),
    until: date({ zh: '有效至', en: 'Until' }),
    facts: text({ zh: '事实和理由', en: 'Facts and reasons' }, { required: true, max: 5000, multiline: true }),
    paper: text({ zh: '文书文号', en: 'Paper' }, { max: 200, list: true }),
    decided_on: date({ zh: '审核日期', en: 'Decided on' }, { list: true, filter: true }),
    decided_note: text({ zh: '审核意见', en: 'What was decided' }, { max: 1000, multiline: true }),
  },
  naming: 'title',
  order: '-due_on',
  own: 'enterprise_id',
  access: seen,
  ...byProgram,
})
export type GradeChangeRow = Row<typeof gradeChanges> & { readonly premises_id: string; readonly enterprise_id: string }

export const planStates = [
  { code: 'draft', label: { zh: '草案', en: 'Draft' } },
  { code: 'publishing', label: { zh: '正在公布', en: 'Being published' } },
  { code: 'published', label: { zh: '已公布', en: 'Published' } },
  { code: 'superseded', label: { zh: '已被替代', en: 'Superseded' } },
] as const satisfies readonly Choice[]

/** 食品安全年度监督管理计划: each version a row. @source 食品安全法 art.109 */
export const inspectionPlans = register('inspection_plan', {
  title: { zh: '年度监督检查计划', en: 'Yearly plans' },
  about: { zh: '依食品安全法第一百零九条制定并公布的年度计划，按等级、频次和检查力量编排，各版留存。', en: 'The yearly plan that the law asks for, made from grades, frequency and the inspectors there are; every version stays.' },
  fields: {
    title: text({ zh: '名称', en: 'Title' }, { required: true, max: 200, list: true }),
    region: region({ zh: '区划', en: 'Division' }, { required: true, list: true, filter: true }),
    year: integer({ zh: '年度', en: 'Year' }, { required: true, min: 2000, max: 2100, list: true, filter: true }),
    plan_number: integer({ zh: '版次', en: 'Version' }, { required: true, min: 1, list: true }),
    state: choice({ zh: '状态', en: 'State' }, planStates, { required: true, list: true, filter: true }),
    choice: json<PlanChoice>({ zh: '检查力量', en: 'Inspectors' }, { required: true }),
    load: json<Plan['load']>({ zh: '各月用力', en: 'Load' }, { required: true }),
    premises: integer({ zh: '户数', en: 'Premises' }, { list: true }),
    visits: integer({ zh: '检查户次', en: 'Visits' }, { list: true }),
    full_checks: integer({ zh: '全项检查', en: 'Full checks' }),
    audits: integer({ zh: '体系检查', en: 'System audits' }),
    unplaced: integer({ zh: '排不下', en: 'Without place' }, { list: true }),
    by_grade: json<Readonly<Record<string, { readonly premises: number; readonly visits: number }>>>({ zh: '按等级', en: 'By grade' }, { required: true }),
    made_on: date({ zh: '编制日期', en: 'Made on' }, { required: true, list: true }),
    published_on: date({ zh: '公布日期', en: 'Published on' }, { list: true, filter: true }),
    rules: text({ zh: '所依规则', en: 'By the rules' }, { max: 300 }),
    note: text({ zh: '说明', en: 'Note' }, { max: 2000, multiline: true }),
  },
  naming: 'title',
  access: inside,
  ...byProgram,
})
export type InspectionPlanRow = Row<typeof inspectionPlans>

const months: readonly Choice[] = monthTitles.map((label, at) => ({ code: String(at + 1), label }))

/** 计划对象: one row for each place of a published plan. */
export const planLines = register('plan_line', {
  title: { zh: '计划检查对象', en: 'Places of the plan' },
  about: { zh: '公布的年度计划里每户一条：哪几个月查、查了几次。', en: 'One row for each place of the published plan: in which months it is visited, and how often it was.' },
  belongsTo: 'premises',
  fields: {
    name: text({ zh: '名称', en: 'Name' }, { required: true, max: 120, list: true }),
    plan: reference({ zh: '计划', en: 'Plan' }, 'inspection_plan', { filter: true }),
    type: choice({ zh: '类型（业态）', en: 'Type' }, premisesTypeChoices, { required: true, list: true, filter: true }),
    grade: choice({ zh: '风险等级', en: 'Risk grade' }, riskChoices, { list: true, filter: true }),
    months: choices({ zh: '计划月份', en: 'Months' }, months, { list: true, filter: true }),
    visits: integer({ zh: '应查次数', en: 'Visits owed' }, { required: true, min: 0, list: true, filter: true }),
    full_month: choice({ zh: '全项检查月份', en: 'Full check in' }, months, { filter: true }),
    audit_month: choice({ zh: '体系检查月份', en: 'System audit in' }, months, { filter: true }),
    unplaced: integer({ zh: '排不下', en: 'Without place' }, { required: true, min: 0, filter: true }),
    reason: choice({ zh: '排不下的原因', en: 'Why' }, Object.entries(planReasons).map(([code, label]) => ({ code, label })), { filter: true }),
    due: integer({ zh: '到期应查', en: 'Due by now' }, { required: true, min: 0, filter: true }),
    done: integer({ zh: '已查', en: 'Done' }, { required: true, min: 0, list: true, filter: true }),
    behind: flag({ zh: '落后于计划', en: 'Behind' }, { list: true, filter: true }),
    assigned_on: date({ zh: '派出日期', en: 'Assigned on' }, { list: true, filter: true }),
    starts_on: date({ zh: '计划起', en: 'From' }, { required: true }),
    ends_on: date({ zh: '计划止', en: 'To' }, { required: true }),
  },
  naming: 'name',
  access: inside,
  ...byProgram,
})
export type PlanLineRow = Row<typeof planLines> & { readonly premises_id: string }

export const gradingRegisters = [gradeRules, premisesGrades, cateringGrades, schoolRing, gradeChanges, inspectionPlans, planLines] as const
