import type { Bilingual } from '../../platform/core/bilingual.ts'
import { departmentFunctions } from '../../platform/identity/functions.ts'
import { register, type Access, type Row } from '../../platform/register/declare.ts'
import { choice, date, flag, instant, integer, json, number, reference, region, text } from '../../platform/register/fields.ts'
import { holdingFields } from '../../platform/matter/fields.ts'
import type { Applicable, Kind, Level, MeasureFact, MeasureSpec, SchemePart, SchemeSource, Scoring } from './contract.ts'

const access: Access = { read: ['evaluation.read'], write: ['evaluation.manage'] }
const byProgram = { access, readonly: true, noImport: true } as const

type Labelled<C extends string> = readonly { readonly code: C; readonly label: Bilingual }[]

export const levels = [
  { code: 'veto', label: { zh: '否决项', en: 'Veto' } },
  { code: 'basic', label: { zh: '基本项', en: 'Basic' } },
  { code: 'encouraged', label: { zh: '鼓励项', en: 'Encouraged' } },
] as const satisfies Labelled<Level>

export const kinds = [
  { code: 'computed', label: { zh: '数据计算', en: 'Computed' } },
  { code: 'evidence', label: { zh: '资料佐证', en: 'Evidence' } },
  { code: 'survey', label: { zh: '问卷测评', en: 'Survey' } },
] as const satisfies Labelled<Kind>

export const applicables = [
  { code: 'both', label: { zh: '市、县两级', en: 'City and counties' } },
  { code: 'city', label: { zh: '市级', en: 'City' } },
  { code: 'county', label: { zh: '县级', en: 'Counties' } },
] as const satisfies Labelled<Applicable>

export const scorings = [
  { code: 'whole', label: { zh: '全部测量项达标方得分', en: 'Points once every measure is met' } },
  { code: 'by-measure', label: { zh: '按达标测量项折算', en: 'Points by the share of measures met' } },
] as const satisfies Labelled<Scoring>

const owners = departmentFunctions.map(({ code, title }) => ({ code, label: title }))
const words = (zh: string, en: string) => text({ zh, en }, { max: 4000, multiline: true })

/** Evaluation schemes (评价细则): a draft is edited; one that is in force, or was, never changes. */
export const schemes = register('evaluation_scheme', {
  title: { zh: '评价细则', en: 'Evaluation schemes' },
  about: { zh: '系统自带一版，复制后可改权重、门槛和条文，启用后不再改动。', en: 'One is shipped. Copy it to change weights, thresholds and wording; once in force it stays.' },
  scope: 'city',
  fields: {
    title: text({ zh: '名称', en: 'Title' }, { required: true, max: 200, list: true }),
    title_en: text({ zh: '英文名称', en: 'Title in English' }, { required: true, max: 200 }),
    code: text({ zh: '代码', en: 'Code' }, { required: true, max: 60, list: true, filter: true }),
    edition: text({ zh: '版次', en: 'Edition' }, { required: true, max: 40, list: true }),
    state: choice({ zh: '状态', en: 'State' }, [
      { code: 'draft', label: { zh: '编辑中', en: 'Draft' } },
      { code: 'in_force', label: { zh: '启用', en: 'In force' } },
      { code: 'retired', label: { zh: '停用', en: 'Retired' } },
    ], { required: true, list: true, filter: true }),
    valid_from: date({ zh: '启用日期', en: 'In force from' }, { list: true }),
    valid_to: date({ zh: '停用日期', en: 'Until' }, { list: true }),
    reconstructed: flag({ zh: '复原稿', en: 'Reconstructed' }, { list: true }),
    scoring: choice({ zh: '计分方式', en: 'How points are given' }, scorings, { required: true }),
    copied_from: reference({ zh: '复制自', en: 'Copied from' }, 'evaluation_scheme', { list: true }),
    source: words('来源', 'Source'),
    source_en: words('来源（英文）', 'Source in English'),
    note: words('说明', 'Note'),
    note_en: words('说明（英文）', 'Note in English'),
    parts: json<readonly SchemePart[]>({ zh: '大项', en: 'Parts' }),
    sources: json<readonly SchemeSource[]>({ zh: '出处', en: 'Sources' }),
  },
  naming: 'title',
  ...byProgram,
})
export type SchemeRow = Row<typeof schemes>

export const items = register('evaluation_item', {
  title: { zh: '评价指标', en: 'Evaluation items' },
  belongsTo: 'evaluation_scheme',
  scope: 'city',
  fields: {
    sort_order: integer({ zh: '顺序', en: 'Order' }, { required: true, min: 1 }),
    code: text({ zh: '编号', en: 'Code' }, { required: true, max: 20, list: true, filter: true }),
    title: text({ zh: '指标', en: 'Item' }, { required: true, max: 200, list: true }),
    title_en: text({ zh: '英文名称', en: 'Title in English' }, { required: true, max: 200 }),
    section: text({ zh: '小节', en: 'Section' }, { required: true, max: 20, list: true, filter: true }),
    section_title: text({ zh: '小节名称', en: 'Section title' }, { required: true, max: 200 }),
    section_title_en: text({ zh: '小节英文名称', en: 'Section title in English' }, { required: true, max: 200 }),
    level: choice({ zh: '级别', en: 'Level' }, levels, { required: true, list: true, filter: true }),
    kind: choice({ zh: '类别', en: 'Kind' }, kinds, { required: true, list: true, filter: true }),
    weight: number({ zh: '权重', en: 'Weight' }, { required: true, min: 0, max: 100, list: true }),
    review: words('评审方法', 'How it is reviewed'),
    review_en: words('评审方法（英文）', 'How it is reviewed, in English'),
    applicable: choice({ zh: '适用层级', en: 'Applies to' }, applicables, { required: true, filter: true }),
    owner: choice({ zh: '责任部门', en: 'Answered by' }, owners, { required: true, list: true, filter: true }),
    papers: json<readonly Bilingual[]>({ zh: '佐证材料', en: 'Required papers' }),
    measures: json<readonly MeasureSpec[]>({ zh: '测量项', en: 'Measures' }),
    note: words('说明', 'Note'),
    note_en: words('说明（英文）', 'Note in English'),
  },
  naming: 'code',
  ...byProgram,
})
export type ItemRow = Row<typeof items> & { readonly evaluation_scheme_id: string }

const itemCode = text({ zh: '指标编号', en: 'Item' }, { required: true, max: 20, list: true, filter: true })

/** 合理缺项: a department says that there is nothing to measure in a region. What the program counts says so by itself. */
export const waivers = register('evaluation_waiver', {
  title: { zh: '合理缺项', en: 'Not applicable' },
  about: { zh: '某地确无评价对象（如无受污染耕地）的指标，写明理由和依据，其权重分摊到其余指标。', en: 'Items for which a region has nothing to measure, with the reason; their weight is shared among the others.' },
  fields: {
    item: itemCode,
    region: region({ zh: '区划', en: 'Region' }, { required: true, list: true, filter: true }),
    starts_on: date({ zh: '起', en: 'From' }, { required: true, list: true }),
    ends_on: date({ zh: '止', en: 'Until' }, { list: true }),
    why: text({ zh: '理由', en: 'Reason' }, { required: true, max: 1000, multiline: true, list: true }),
    source: text({ zh: '依据', en: 'Basis' }, { required: true, max: 300, list: true }),
  },
  naming: 'item',
  identity: ['item', 'region', 'starts_on'],
  rules: [(row) => (row.starts_on && row.ends_on && row.ends_on < row.starts_on
    ? [{ path: 'ends_on', sentence: { zh: '止日不能早于起日。', en: 'The last day cannot be before the first.' } }] : [])],
  access,
})
export type WaiverRow = Row<typeof waivers>

/** Where a region stood at the end of a day, kept so that it can be computed again (冻结快照). */
export const snapshots = register('evaluation_snapshot', {
  title: { zh: '评价快照', en: 'Evaluation snapshots' },
  about: { zh: '把某一日日终的全部指标固定下来，日后可按当时的记录重算核对。', en: 'All values as of the end of a day, kept so that they can be computed again.' },
  fields: {
    title: text({ zh: '名称', en: 'Title' }, { required: true, max: 200, list: true }),
    day: date({ zh: '截止日', en: 'As of' }, { required: true, list: true, filter: true }),
    evaluation_scheme: reference({ zh: '评价细则', en: 'Scheme' }, 'evaluation_scheme', { required: true, list: true }),
    state: choice({ zh: '状态', en: 'State' }, [
      { code: 'waiting', label: { zh: '待生成', en: 'Waiting' } },
      { code: 'kept', label: { zh: '已固定', en: 'Kept' } },
    ], { required: true, list: true, filter: true }),
    score: number({ zh: '得分', en: 'Score' }, { list: true }),
    verdict: choice({ zh: '结论', en: 'Verdict' }, [
      { code: 'passed', label: { zh: '无否决项未达标', en: 'No veto failed' } },
      { code: 'failed', label: { zh: '不达标（否决）', en: 'Failed by veto' } },
      { code: 'open', label: { zh: '否决项无数据', en: 'A veto has no data' } },
    ], { list: true }),
    hash: text({ zh: '校验值', en: 'Hash' }, { max: 64 }),
    kept_at: instant({ zh: '固定时间', en: 'Kept at' }, { list: true }),
    checked_at: instant({ zh: '重算时间', en: 'Computed again at' }, { list: true }),
    check_result: choice({ zh: '重算结果', en: 'Result' }, [
      { code: 'same', label: { zh: '一致', en: 'The same' } },
      { code: 'differs', label: { zh: '不一致', en: 'Differs' } },
    ], { list: true }),
    differences: json<readonly unknown[]>({ zh: '差异', en: 'Differences' }),
    kept: json<unknown>({ zh: '指标值', en: 'Values' }),
  },
  naming: 'title',
  ...byProgram,
})
export type SnapshotRow = Row<typeof snapshots>

/** What a figure that leaves the office bears: its period, its 口径, and the signature of the unit that answers for it (会签). */
export const signatures = register('figure_signature', {
  title: { zh: '数据会签', en: 'Figures countersigned' },
  about: { zh: '责任部门对某一数据的数值和口径签字确认；数值、单位或统计条件变了，即为未会签；口径只是改了措辞的，会签继续有效。', en: 'The department that answers confirms a figure and what it counts. Once the value, the unit or what is counted changes, the figure is unsigned; other words for the same leave the signature as it is.' },
  fields: {
    indicator: text({ zh: '指标', en: 'Indicator' }, { required: true, names: 'indicator', max: 100, list: true, filter: true }),
    starts_on: date({ zh: '期间起', en: 'From' }, { required: true, list: true }),
    ends_on: date({ zh: '期间止', en: 'To' }, { required: true, list: true }),
    day: date({ zh: '截止日', en: 'As of' }, { required: true, list: true, filter: true }),
    value: number({ zh: '数值', en: 'Value' }, { required: true, list: true }),
    basis: text({ zh: '口径', en: 'What it counts' }, { required: true, max: 4000, multiline: true }),
    basis_hash: text({ zh: '口径校验值', en: 'Hash of what it counts' }, { required: true, max: 64 }),
    unit_id: reference({ zh: '会签单位', en: 'Signed by' }, 'org_unit', { list: true, filter: true }),
    person_id: reference({ zh: '签字人', en: 'Person' }, 'person', { list: true }),
    signed_at: instant({ zh: '签字时间', en: 'Signed at' }, { required: true, list: true }),
  },
  naming: 'indicator',
  ...byProgram,
})
export type SignatureRow = Row<typeof signatures>

export const gapStates = {
  open: { zh: '待补差', en: 'Open' },
  working: { zh: '整改中', en: 'In progress' },
  met: { zh: '已达标销号', en: 'Met', done: true },
  withdrawn: { zh: '已撤销', en: 'Withdrawn', done: true },
} as const

/** A measure that fell short when a gap was opened: by how much, and of which days. Gaps of the first release have neither. */
export type Shortfall = Pick<MeasureSpec, 'indicator' | 'compare' | 'threshold'> & Pick<MeasureFact, 'value'> & Partial<Pick<MeasureFact, 'period'> & { readonly by: number | null }>

export const gaps = register('evaluation_gap', {
  title: { zh: '补差事项', en: 'Gaps' },
  about: { zh: '未达标的指标在驾驶舱中交办给责任部门；数据达到门槛后自动销号。', en: 'Items that fall short are assigned from the cockpit and close themselves once the figure meets the threshold.' },
  fields: {
    ...holdingFields(gapStates),
    item: itemCode,
    evaluation_scheme: reference({ zh: '评价细则', en: 'Scheme' }, 'evaluation_scheme', { required: true }),
    asked_for: text({ zh: '整改要求', en: 'What is asked' }, { max: 2000, multiline: true }),
    shortfall: json<readonly Shortfall[]>({ zh: '差距', en: 'Shortfall' }),
    progress: text({ zh: '进展', en: 'Progress' }, { max: 5000, multiline: true }),
    met_on: date({ zh: '达标日期', en: 'Met on' }),
  },
  naming: 'title',
  ...byProgram,
})
export type GapRow = Row<typeof gaps>

export const requestStates = {
  asked: { zh: '待填报', en: 'Asked' },
  answered: { zh: '已填报', en: 'Answered', done: true },
  withdrawn: { zh: '已撤回', en: 'Withdrawn', done: true },
} as const

/** A figure asked of the unit that holds it: once a period (一次填报); who asks again is shown the answer, and counted. */
export const requests = register('figure_request', {
  title: { zh: '数据填报', en: 'Figures asked for' },
  about: { zh: '同一数据同一期间只向一个单位要一次；再问时给出已有的答复。', en: 'A figure of a period is asked of one unit once. Whoever asks again is shown the answer.' },
  fields: {
    ...holdingFields(requestStates),
    indicator: text({ zh: '指标', en: 'Indicator' }, { required: true, names: 'indicator', max: 100, list: true, filter: true }),
    starts_on: date({ zh: '期间起', en: 'From' }, { required: true, list: true }),
    ends_on: date({ zh: '期间止', en: 'To' }, { required: true, list: true }),
    asked_by: reference({ zh: '要数单位', en: 'Asked by' }, 'org_unit', { list: true }),
    purpose: text({ zh: '用途', en: 'Purpose' }, { max: 300 }),
    value: number({ zh: '数值', en: 'Value' }, { list: true }),
    source: text({ zh: '出处', en: 'Source' }, { max: 300 }),
    answered_on: date({ zh: '填报日期', en: 'Answered on' }, { list: true }),
    asked_again: integer({ zh: '重复要数次数', en: 'Asked again' }, { min: 0, list: true }),
  },
  naming: 'title',
  ...byProgram,
})
export type RequestRow = Row<typeof requests>

/** The registers of the evaluation itself; sub-folders add theirs in duty.ts. */
export const evaluationRegisters = [schemes, items, waivers, snapshots, signatures, gaps, requests] as const

// Pages find registers here.
export { claimChecks } from './claims/registers.ts'
export { papers, reminders } from './evidence/registers.ts'
export { quotas, surveyAnswers, surveys } from './surveys/registers.ts'
export { decisions, meetings } from './meetings/registers.ts'
export { examinationRegisters } from './examination/registers.ts'
