import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { holdingFields } from '../../../platform/matter/fields.ts'
import { register, type Row } from '../../../platform/register/declare.ts'
import { choice, choices, date, flag, instant, integer, json, number, reference, references, region, text, type Choice } from '../../../platform/register/fields.ts'
import { endsAfterItBegins } from '../../../platform/register/spans.ts'
import { premisesTypes } from '../../registry/index.ts'
import type { Redrawn } from './draw.ts'

const READ = 'inspection.read'
/** Who prepares draws and enters numbers. */
export const DRAW = 'inspection.draw'

/** @source 国发〔2019〕35号 and the credit classes of 企业信用风险分类管理 (recalled): A trusted … D little trusted */
export const creditClasses = [
  { code: 'A', label: { zh: 'A 类（信用风险低）', en: 'A (low risk)' } },
  { code: 'B', label: { zh: 'B 类（信用风险一般）', en: 'B (usual risk)' } },
  { code: 'C', label: { zh: 'C 类（信用风险较高）', en: 'C (raised risk)' } },
  { code: 'D', label: { zh: 'D 类（信用风险高）', en: 'D (high risk)' } },
] as const satisfies readonly Choice[]
export type CreditClass = (typeof creditClasses)[number]['code']

/** 信用风险分类: one standing row an enterprise, from the city's own list. */
export const credits = register('credit_class', {
  title: { zh: '信用风险分类', en: 'Credit classes' },
  about: { zh: '企业信用风险分类结果；抽查按类别确定抽取比例。', en: 'The credit class of each enterprise; draws take their ratios from it.' },
  belongsTo: 'enterprise',
  fields: {
    source: text({ zh: '来源', en: 'Source' }, { required: true, max: 200, list: true }),
    class: choice({ zh: '类别', en: 'Class' }, creditClasses, { required: true, list: true, filter: true }),
    judged_on: date({ zh: '评定日期', en: 'Judged on' }, { required: true, list: true }),
  },
  naming: 'source',
  scope: 'city',
  headings: { class: ['信用风险类别', '信用等级', '分类结果'], judged_on: ['评定日期', '分类日期'], source: ['来源', '数据来源'] },
  access: { read: [READ], write: [DRAW] },
})

const confidences = [
  { code: 'recalled', label: { zh: '凭记忆，待核', en: 'From memory, to be checked' } },
  { code: 'design', label: { zh: '系统默认，非法定', en: 'Default of the program, not law' } },
  { code: 'confirmed', label: { zh: '已核定', en: 'Confirmed' } },
] as const satisfies readonly Choice[]

const ratio = (of: string, en: string) => number({ zh: `${of}抽取比例`, en: `Ratio of ${en}` }, { required: true, min: 0.01, max: 100, list: true })
/** 抽取规则, dated: how much sooner than another a credit class is drawn, and for how long nobody below draws again. */
export const drawRules = register('draw_rule', {
  title: { zh: '双随机抽取规则', en: 'Rules of draws' },
  about: { zh: '各信用类别的抽取比例和不重复抽查的月数，按日期生效。', en: 'Ratios by credit class and the months without a second draw, by date.' },
  fields: {
    title: text({ zh: '版本', en: 'Version' }, { required: true, max: 40, list: true }),
    ratio_a: ratio('A 类', 'A'), ratio_b: ratio('B 类', 'B'), ratio_c: ratio('C 类', 'C'), ratio_d: ratio('D 类', 'D'),
    ratio_none: ratio('未分类', 'those without a class'),
    repeat_months: integer({ zh: '上级抽查后不重复抽的月数', en: 'Months without a draw below' }, { required: true, min: 0, max: 36, list: true }),
    source: text({ zh: '依据', en: 'Source' }, { required: true, max: 500, list: true }),
    confidence: choice({ zh: '核定情况', en: 'How sure' }, confidences, { required: true, list: true }),
    valid_from: date({ zh: '生效日期', en: 'In force from' }, { required: true, list: true }),
    valid_to: date({ zh: '失效日期', en: 'No longer in force from' }, { list: true }),
  },
  naming: 'title',
  scope: 'city',
  identity: ['title'],
  rules: [endsAfterItBegins],
  access: { read: [READ], write: ['limits.write'] },
})
export type DrawRule = Row<typeof drawRules>

/** @source 总局令49号 art. 23: who has an interest stands back */
export const recusalGrounds = [
  { code: 'interest', label: { zh: '有利害关系', en: 'An interest' } },
  { code: 'family', label: { zh: '近亲属任职或经营', en: 'A relative works or trades there' } },
  { code: 'former', label: { zh: '曾在该单位任职', en: 'Worked there' } },
  { code: 'other', label: { zh: '其他可能影响公正的情形', en: 'Another reason to doubt' } },
] as const satisfies readonly Choice[]

/** Why an inspector is replaced after a draw: he stands back, or he is no longer there. */
export const redrawGrounds = [...recusalGrounds, { code: 'left', label: { zh: '调离或不再检查', en: 'Moved on or no longer inspects' } }] as const satisfies readonly Choice[]

/** 回避登记: whom an inspector never inspects. */
export const recusals = register('recusal', {
  title: { zh: '回避登记', en: 'Recusals' },
  about: { zh: '检查人员应当回避的企业；封存名录时自动带入。', en: 'Enterprises an inspector stands back from; taken into every pool that is frozen.' },
  belongsTo: 'person',
  fields: {
    note: text({ zh: '事由', en: 'Why' }, { required: true, max: 500, list: true }),
    enterprise: reference({ zh: '企业', en: 'Enterprise' }, 'enterprise', { required: true, list: true }),
    ground: choice({ zh: '情形', en: 'Ground' }, recusalGrounds, { required: true, list: true, filter: true }),
    starts_on: date({ zh: '起始日期', en: 'From' }, { required: true, list: true }),
    ends_on: date({ zh: '截止日期', en: 'Until' }, { list: true }),
  },
  naming: 'note',
  access: { read: [DRAW], write: [DRAW] },
  noImport: true,
})

export const drawStates = {
  preparing: { zh: '准备中', en: 'Being prepared' },
  frozen: { zh: '已封存，待第一人填数', en: 'Frozen; first number awaited' },
  sealed: { zh: '第一数已封，待第二人填数', en: 'First number sealed; second awaited' },
  entered: { zh: '待揭示第一数', en: 'First number to be revealed' },
  drawn: { zh: '已抽取，待公布', en: 'Drawn, to be published' },
  published: { zh: '已公布，待派出', en: 'Published, to be assigned' },
  assigned: { zh: '已派出', en: 'Assigned', done: true },
  withdrawn: { zh: '已作废', en: 'Withdrawn', done: true },
} as const satisfies Record<string, Bilingual & { readonly done?: boolean }>

/** How a pool came about: under the hash, and printed in the published file. */
export type PoolRules = {
  readonly region: string
  readonly types: readonly string[]
  readonly levels: readonly string[]
  readonly near_school: boolean
  readonly ratios: Readonly<Record<CreditClass | 'none', number>>
  readonly repeat_months: number
  /** Places left out because a draw from above took them less than so many months ago. */
  readonly left_out: number
  readonly version: string
  readonly source: string
  /** Named before the draw: where the public number comes from, and the day on which it is known. */
  readonly public_source: string | null
  readonly public_on: string | null
  readonly frozen_on: string
}

const byProgram = { readonly: true, noImport: true } as const

/** What a draw is prepared with. */
export const preparing = {
  region: region({ zh: '抽查区域', en: 'Area' }, { required: true, list: true, filter: true }),
  types: choices({ zh: '业态', en: 'Types' }, premisesTypes, { required: true, help: { zh: '选上级类型即含其下各类。', en: 'A type takes in all below it.' } }),
  levels: choices({ zh: '包保级别', en: 'Duty levels' }, ['A', 'B', 'C', 'D'].map((code) => ({ code, label: { zh: `${code} 级`, en: code } })), { help: { zh: '不选为全部。', en: 'All where none is chosen.' } }),
  near_school: flag({ zh: '仅校园周边', en: 'Near schools only' }),
  count: integer({ zh: '抽取户数', en: 'Places to draw' }, { required: true, min: 1, max: 5000, list: true }),
  each: integer({ zh: '每户检查人员', en: 'Inspectors a place' }, { required: true, min: 2, max: 5, help: { zh: '不少于 2 人（总局令第49号第二十三条）。', en: 'Two at least (order 49, art. 23).' } }),
  inspectors: references({ zh: '检查人员名录', en: 'Inspectors' }, 'person', { required: true }),
}

export const draws = register('draw', {
  title: { zh: '双随机抽查', en: 'Random draws' },
  about: { zh: '随机抽取检查对象、随机选派检查人员：名录先封存公布，两人各填一数，谁也不能选定结果。', en: 'Places and inspectors drawn at random: the pool is frozen and its hash published first, two people each enter a number, nobody can choose the outcome.' },
  fields: {
    ...holdingFields(drawStates),
    ...preparing,
    pool_size: integer({ zh: '名录户数', en: 'In the pool' }, { min: 0, list: true }),
    left_out: integer({ zh: '不重复抽查而除外', en: 'Left out as drawn before' }, { min: 0 }),
    recused: integer({ zh: '回避对数', en: 'Recusals' }, { min: 0 }),
    commitment: text({ zh: '承诺值', en: 'Commitment' }, { max: 64 }),
    frozen_at: instant({ zh: '封存时间', en: 'Frozen at' }),
    rules: json<PoolRules | null>({ zh: '规则', en: 'Rules' }),
    public_source: text({ zh: '公共数出处', en: 'Source of the public number' }, { max: 200 }),
    public_on: date({ zh: '公共数公开日', en: 'Public number known on' }),
    first_commitment: text({ zh: '第一数的封存值', en: 'Seal of the first number' }, { max: 64 }),
    first_by: reference({ zh: '第一人', en: 'First person' }, 'person'),
    first_at: instant({ zh: '第一数封存时间', en: 'First sealed at' }),
    second_number: text({ zh: '第二数', en: 'Second number' }, { max: 12 }),
    second_by: reference({ zh: '第二人', en: 'Second person' }, 'person'),
    second_at: instant({ zh: '第二数填写时间', en: 'Second entered at' }),
    first_number: text({ zh: '第一数', en: 'First number' }, { max: 12 }),
    first_salt: text({ zh: '盐', en: 'Salt' }, { max: 64 }),
    public_number: text({ zh: '公共数', en: 'Public number' }, { max: 40 }),
    seed: text({ zh: '种子', en: 'Seed' }, { max: 80 }),
    drawn_at: instant({ zh: '抽取时间', en: 'Drawn at' }),
    redrawn: json<readonly Redrawn[]>({ zh: '抽取后回避换人', en: 'Replaced after the draw' }),
    shown_from: date({ zh: '名单公开日', en: 'List public from' }),
    published_on: date({ zh: '公布日期', en: 'Published on' }, { list: true, filter: true }),
    planned_on: date({ zh: '计划检查日', en: 'Planned for' }),
    inspect_by: date({ zh: '检查期限', en: 'Inspect by' }),
    reason: text({ zh: '作废原因', en: 'Why it was withdrawn' }, { max: 1000, multiline: true }),
  },
  naming: 'title',
  order: '-due_on',
  access: { read: [READ], write: [DRAW] },
  ...byProgram,
})
export type DrawRow = Row<typeof draws>

/** 抽中对象: seen by whoever supervises the place, never by the business before it is visited. */
export const drawnPlaces = register('drawn_place', {
  title: { zh: '抽中对象', en: 'Places drawn' },
  about: { zh: '每户抽中的场所一条，含选派的检查人员和派出的检查。', en: 'One row for each place drawn, with its inspectors and the inspection that was assigned.' },
  belongsTo: 'premises',
  fields: {
    title: text({ zh: '场所', en: 'Place' }, { required: true, max: 300, list: true }),
    draw: reference({ zh: '抽查', en: 'Draw' }, 'draw', { required: true, filter: true }),
    draw_region: region({ zh: '抽查区域', en: 'Drawn for' }, { required: true }),
    drawn_on: date({ zh: '抽取日期', en: 'Drawn on' }, { required: true, list: true, filter: true }),
    position: integer({ zh: '次序', en: 'Place in the list' }, { required: true, min: 1, list: true, sort: true }),
    inspectors: references({ zh: '检查人员', en: 'Inspectors' }, 'person', { list: true }),
    inspection: reference({ zh: '检查', en: 'Inspection' }, 'inspection', { list: true }),
  },
  naming: 'title',
  order: 'position',
  access: { read: [READ], write: [DRAW] },
  ...byProgram,
})
export type DrawnPlaceRow = Row<typeof drawnPlaces> & { readonly premises_id: string }

export const drawRegisters = [credits, drawRules, recusals, draws, drawnPlaces] as const
