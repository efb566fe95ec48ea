import { holdingFields } from '../../platform/matter/fields.ts'
import { register, type Access, type Row } from '../../platform/register/declare.ts'
import { choice, date, flag, instant, integer, json, number, reference, references, text, type Choice } from '../../platform/register/fields.ts'
import { conductFields } from './conduct-fields.ts'
import type { Conduct, OrderedItem } from './contract.ts'
import type { Mark } from '../../platform/core/claim.ts'
import { MANAGE, READ } from './rights.ts'
import { sheetKinds, type Finding, type Sheet, type SheetKind } from './sheets/sheet.ts'
import { targets } from './targets/registers.ts'
import type { Bilingual } from '../../platform/core/bilingual.ts'

export { MANAGE, OWN, READ, WORK } from './rights.ts'

const seen: Access = { read: [READ, 'own'], write: [MANAGE] }
const byProgram = { readonly: true, noImport: true } as const

const kindWords = {
  production: { zh: '食品生产', en: 'Production' },
  sales: { zh: '食品销售', en: 'Sales' },
  catering: { zh: '餐饮服务', en: 'Catering' },
  canteen: { zh: '学校（单位）食堂', en: 'Canteen' },
  workshop: { zh: '食品小作坊', en: 'Workshop' },
  small_shop: { zh: '小经营店', en: 'Small shop' },
  small_catering: { zh: '小餐饮', en: 'Small catering' },
  vendor: { zh: '小摊点', en: 'Vendor' },
  market: { zh: '食用农产品市场', en: 'Market' },
  special_food: { zh: '特殊食品', en: 'Special food' },
  cold_store: { zh: '冷藏冷冻库', en: 'Cold store' },
  platform: { zh: '网络食品交易平台', en: 'Online platform' },
  slaughterhouse: { zh: '定点屠宰厂', en: 'Slaughterhouse' },
  tableware: { zh: '餐具集中消毒', en: 'Tableware disinfection' },
  food_contact: { zh: '食品相关产品', en: 'Food-contact materials' },
  system: { zh: '体系检查', en: 'System audit' },
} as const satisfies Record<SheetKind, Bilingual>
export const sheetKindChoices: readonly Choice<SheetKind>[] = sheetKinds.map((code) => ({ code, label: kindWords[code] }))

/** 检查要点表: each version a row. */
export const checkSheets = register('check_sheet', {
  title: { zh: '检查要点表', en: 'Check sheets' },
  about: { zh: '监督检查用的要点表，按版本保存；在用的版本不改动，修改另出新版。', en: 'Sheets that inspections follow, by version; one in use is never changed, a change makes the next.' },
  fields: {
    title: text({ zh: '名称', en: 'Title' }, { required: true, max: 200, list: true }),
    kind: choice({ zh: '适用', en: 'For' }, sheetKindChoices, { required: true, list: true, filter: true }),
    sheet_version: text({ zh: '版本', en: 'Version' }, { required: true, max: 40, list: true }),
    state: choice({ zh: '状态', en: 'State' }, [
      { code: 'draft', label: { zh: '草稿', en: 'Draft' } },
      { code: 'in_use', label: { zh: '在用', en: 'In use' } },
      { code: 'retired', label: { zh: '停用', en: 'Retired' } },
    ], { required: true, list: true, filter: true }),
    valid_from: date({ zh: '启用日期', en: 'In use since' }, { list: true }),
    items: integer({ zh: '项数', en: 'Items' }, { required: true, min: 1, list: true }),
    confidence: choice({ zh: '依据', en: 'Basis' }, [
      { code: 'text', label: { zh: '按印发文本', en: 'As printed' } },
      { code: 'reconstructed', label: { zh: '按法规整理，待替换为本省印发表', en: 'Put together from the law; to be replaced by the province’s print' } },
    ], { required: true, list: true }),
    content: json<Sheet>({ zh: '内容', en: 'Content' }, { required: true }),
  },
  naming: 'title',
  scope: 'city',
  access: { read: [READ], write: [MANAGE] },
  ...byProgram,
})
export type CheckSheetRow = Row<typeof checkSheets>

/** @source 食品生产经营监督检查管理办法 art. 21, 53 */
export const inspectionKinds = [
  { code: 'daily', label: { zh: '日常监督检查', en: 'Routine' } },
  { code: 'flight', label: { zh: '飞行检查', en: 'Unannounced' } },
  { code: 'system', label: { zh: '体系检查', en: 'System audit' } },
] as const satisfies readonly Choice[]

/** How a place came to be inspected; none of these is a kind of inspection in law. */
export const waysOfChoosing = [
  { code: 'plan', label: { zh: '年度计划', en: 'Yearly plan' } },
  { code: 'double_random', label: { zh: '双随机抽查', en: 'Double random draw' } },
  { code: 'campaign', label: { zh: '专项整治', en: 'Campaign' } },
  { code: 'term_start', label: { zh: '开学季检查', en: 'Start of term' } },
  { code: 'special_period', label: { zh: '重要时段', en: 'Special period' } },
  { code: 'complaint', label: { zh: '投诉举报', en: 'Complaint' } },
  { code: 'ranked', label: { zh: '风险排序', en: 'Ranked by risk' } },
  { code: 'found', label: { zh: '巡查发现', en: 'Found on the street' } },
] as const satisfies readonly Choice[]

export const results = [
  { code: 'pass', label: { zh: '符合', en: 'Meets' } },
  { code: 'basic', label: { zh: '基本符合', en: 'Mostly meets' } },
  { code: 'fail', label: { zh: '不符合', en: 'Does not meet' } },
] as const satisfies readonly Choice[]

/** @source 食品生产经营监督检查管理办法 art. 31–33 */
export const followKinds = [
  { code: 'nothing', label: { zh: '无', en: 'Nothing' } },
  { code: 'corrected', label: { zh: '当场改正', en: 'Put right on the spot' } },
  { code: 'order', label: { zh: '责令整改', en: 'Order to correct' } },
  { code: 'case', label: { zh: '调查处理', en: 'Case lead' } },
] as const satisfies readonly Choice[]

export const inspectionStates = {
  assigned: { zh: '待检查', en: 'To be inspected' },
  finished: { zh: '待公开', en: 'To be published' },
  published: { zh: '已公开', en: 'Published', done: true },
  withdrawn: { zh: '已撤销', en: 'Withdrawn', done: true },
} as const

export const inspections = register('inspection', {
  title: { zh: '监督检查', en: 'Inspections' },
  about: { zh: '每次监督检查一条：谁查、按哪张表、查到什么、结果、整改和公开。', en: 'One row for each inspection: by whom, by which sheet, what was found, the result, what was ordered and when it was published.' },
  belongsTo: 'premises',
  fields: {
    ...holdingFields(inspectionStates),
    kind: choice({ zh: '检查方式', en: 'Kind' }, inspectionKinds, { required: true, list: true, filter: true }),
    chosen_by: choice({ zh: '确定方式', en: 'Chosen by' }, waysOfChoosing, { required: true, list: true, filter: true }),
    check_sheet: reference({ zh: '要点表', en: 'Sheet' }, 'check_sheet', { required: true }),
    inspectors: references({ zh: '检查人员', en: 'Inspectors' }, 'person'),
    present: references({ zh: '实际检查人员', en: 'Who inspected' }, 'person'),
    planned_on: date({ zh: '计划日期', en: 'Planned for' }),
    started_at: instant({ zh: '开始时间', en: 'Begun at' }),
    finished_at: instant({ zh: '结束时间', en: 'Ended at' }),
    visited_on: date({ zh: '检查日期', en: 'Visited on' }, { list: true, filter: true, sort: true }),
    facts: json<Readonly<Record<string, boolean>>>({ zh: '场所情况', en: 'Facts of the place' }),
    findings: json<readonly Finding[]>({ zh: '逐项结果', en: 'Findings' }),
    result: choice({ zh: '结果', en: 'Result' }, results, { list: true, filter: true }),
    score: number({ zh: '量化得分（十分制）', en: 'Score (of 10)' }, { min: 0, max: 10 }),
    failed: integer({ zh: '不合格项数', en: 'Items failed' }, { min: 0, list: true }),
    follow: choice({ zh: '处理', en: 'What followed' }, followKinds, { list: true, filter: true }),
    corrected_items: json<readonly string[]>({ zh: '当场改正的项', en: 'Put right on the spot' }),
    stopped: flag({ zh: '责令立即停止经营', en: 'Stopped at once' }, { list: true, filter: true }),
    marks: json<readonly Mark[]>({ zh: '标注', en: 'Marks' }),
    conduct: json<Conduct | null>({ zh: '检查过程', en: 'How it was done' }),
    note: text({ zh: '说明', en: 'Note' }, { max: 5000, multiline: true }),
    corrections: integer({ zh: '更正次数', en: 'Corrections' }, { min: 0 }),
    published_on: date({ zh: '公开日期', en: 'Published on' }, { list: true, filter: true }),
    ...conductFields,
    reason: text({ zh: '撤销原因', en: 'Why it was withdrawn' }, { max: 1000, multiline: true }),
  },
  naming: 'title',
  order: '-visited_on',
  own: 'enterprise_id',
  access: seen,
  ...byProgram,
})
export type InspectionRow = Row<typeof inspections> & { readonly premises_id: string; readonly enterprise_id: string }

export const rectificationStates = {
  ordered: { zh: '整改中', en: 'To be put right' },
  corrected: { zh: '待复查', en: 'To be re-checked' },
  returned: { zh: '复查不合格', en: 'Not yet right' },
  closed: { zh: '已销号', en: 'Closed', done: true },
  withdrawn: { zh: '已撤销', en: 'Withdrawn', done: true },
} as const

/** 责令整改: what an inspection ordered, until somebody looked again. */
export const rectifications = register('rectification', {
  title: { zh: '责令整改', en: 'Orders to correct' },
  about: { zh: '检查发现的问题：责令、整改、复查、销号。', en: 'What inspections found: ordered, corrected, re-checked, closed.' },
  belongsTo: 'premises',
  fields: {
    ...holdingFields(rectificationStates),
    inspection: reference({ zh: '检查', en: 'Inspection' }, 'inspection'),
    inspection_kind: choice({ zh: '检查方式', en: 'Kind of inspection' }, inspectionKinds, { filter: true }),
    ordered_on: date({ zh: '责令日期', en: 'Ordered on' }, { required: true, list: true, sort: true, filter: true }),
    items: json<readonly OrderedItem[]>({ zh: '问题', en: 'What was found' }),
    case_lead: flag({ zh: '案件线索', en: 'Case lead' }, { list: true, filter: true }),
    correction: text({ zh: '整改情况', en: 'What was done' }, { max: 5000, multiline: true }),
    corrected_on: date({ zh: '报整改日期', en: 'Reported on' }, { list: true }),
    returned_for: text({ zh: '退回原因', en: 'Why it was returned' }, { max: 1000, multiline: true }),
    checked_note: text({ zh: '复查情况', en: 'What the re-check saw' }, { max: 2000, multiline: true }),
    checked_on: date({ zh: '销号日期', en: 'Closed on' }, { list: true, filter: true }),
  },
  naming: 'title',
  order: '-ordered_on',
  own: 'enterprise_id',
  access: seen,
  ...byProgram,
})
export type RectificationRow = Row<typeof rectifications> & { readonly premises_id: string; readonly enterprise_id: string }

export const inspectionRegisters = [checkSheets, inspections, rectifications, targets] as const

// Pages find declarations in the files of these names.
export { drawRegisters } from './draw/registers.ts'
export { rankRegisters } from './rank/registers.ts'
