import { holdingFields } from '../../../platform/matter/fields.ts'
import { register, type Access, type Row } from '../../../platform/register/declare.ts'
import { choice, date, flag, instant, integer, json, number, reference, references, region, text } from '../../../platform/register/fields.ts'
import type { Answer, CheckSheet, Commitment, Drawn, DrawRules, PassedOver, SheetContent } from './contract.ts'

export const MANAGE = 'examination.manage'
export const EXPERT = 'examination.expert'

const seen: Access = { read: ['evaluation.read'], write: [MANAGE] }
/** Scores, experts and interviews are the examiners' own until the opinion. */
const inner: Access = { read: [MANAGE], write: [MANAGE] }
const byProgram = { readonly: true, noImport: true } as const
const code = (zh: string, en: string) => text({ zh, en }, { required: true, max: 40, list: true, filter: true })

export const examinationStates = [
  { code: 'preparing', label: { zh: '筹备中', en: 'Preparing' } },
  { code: 'committed', label: { zh: '名录已封存', en: 'Pool sealed' } },
  { code: 'drawn', label: { zh: '已抽取', en: 'Drawn' } },
  { code: 'released', label: { zh: '暗访已公布', en: 'Covert points released' } },
  { code: 'concluded', label: { zh: '已出意见', en: 'Concluded' } },
] as const

/** 初评: an examination by the province, or a mock one by the city itself; both go the same way. */
export const examinations = register('examination', {
  title: { zh: '初评', en: 'Examinations' },
  about: { zh: '省级初评和市级模拟初评：封存名录、抽取点位、现场检查、资料审查、访谈、评分、异议、意见。', en: 'Examinations by the province and mock ones by the city: pool, draw, visits, papers, interviews, score, objections, opinion.' },
  fields: {
    title: text({ zh: '名称', en: 'Title' }, { required: true, max: 200, list: true }),
    kind: choice({ zh: '类别', en: 'Kind' }, [
      { code: 'provincial', label: { zh: '省级初评', en: 'Provincial' } },
      { code: 'mock', label: { zh: '模拟初评', en: 'Mock' } },
    ], { required: true, list: true, filter: true }),
    region: region({ zh: '区划', en: 'Region' }, { required: true, list: true, filter: true }),
    state: choice({ zh: '状态', en: 'State' }, examinationStates, { required: true, list: true, filter: true }),
    evaluation_scheme: reference({ zh: '评价细则', en: 'Scheme' }, 'evaluation_scheme', { required: true }),
    starts_on: date({ zh: '开始日期', en: 'From' }, { required: true, list: true, sort: true }),
    ends_on: date({ zh: '结束日期', en: 'To' }, { required: true, list: true }),
    teams: integer({ zh: '工作组数', en: 'Groups' }, { required: true, min: 1, max: 20 }),
    rules: json<DrawRules>({ zh: '抽取规则', en: 'Rules of the draw' }, { required: true }),
    sections: json<Readonly<Record<string, number>>>({ zh: '资料分工', en: 'Sections by group' }, { required: true }),
    commitment: json<Commitment | null>({ zh: '承诺', en: 'Commitment' }),
    commitment_hash: text({ zh: '承诺值（SM3）', en: 'Hash of the commitment (SM3)' }, { max: 64 }),
    committed_at: instant({ zh: '封存时间', en: 'Sealed at' }),
    seed: text({ zh: '种子', en: 'Seed' }, { max: 200 }),
    drawn_at: instant({ zh: '抽取时间', en: 'Drawn at' }),
    drawn: json<Drawn | null>({ zh: '明查名单', en: 'Open list' }),
    released_at: instant({ zh: '暗访公布时间', en: 'Covert list released at' }),
    released: json<Drawn | null>({ zh: '暗访名单', en: 'Covert list' }),
    concluded_on: date({ zh: '意见日期', en: 'Concluded on' }),
    opinion: text({ zh: '初评意见', en: 'Opinion' }, { max: 5000, multiline: true }),
  },
  naming: 'title',
  access: seen,
  ...byProgram,
})
export type ExaminationRow = Row<typeof examinations>

const who = {
  name: text({ zh: '姓名', en: 'Name' }, { required: true, max: 100, list: true }),
  person_id: reference({ zh: '人员', en: 'Person' }, 'person', { required: true }),
} as const
/** What recusals go by. */
const whence = {
  home: text({ zh: '所在区划', en: 'Comes from' }, { required: true, max: 12, list: true }),
  unit_id: reference({ zh: '单位', en: 'Unit' }, 'org_unit', { list: true }),
  employer: text({ zh: '工作单位（外请专家）', en: 'Works at (from outside)' }, { max: 200, list: true }),
} as const

export const experts = register('examination_expert', {
  title: { zh: '评审专家', en: 'Experts' },
  belongsTo: 'examination',
  fields: {
    ...who,
    team: integer({ zh: '工作组', en: 'Group' }, { required: true, min: 1, max: 20, list: true, filter: true }),
    leader: flag({ zh: '组长', en: 'Leader' }, { list: true }),
    ...whence,
  },
  naming: 'name',
  access: inner,
  ...byProgram,
})
export type ExpertRow = Row<typeof experts> & { readonly examination_id: string }

/** 备选专家: sealed with the pool, called in the order of the seed. */
export const reserves = register('examination_reserve', {
  title: { zh: '备选专家', en: 'Reserve of experts' },
  belongsTo: 'examination',
  fields: { ...who, ...whence },
  naming: 'name',
  access: inner,
  ...byProgram,
})
export type ReserveRow = Row<typeof reserves> & { readonly examination_id: string }

export const replacementKinds = [
  { code: 'unable', label: { zh: '因故不能参加', en: 'Cannot take part' } },
  { code: 'recused', label: { zh: '应当回避', en: 'Must stay away' } },
] as const

/** An expert who stood back after the draw, why, and who took the place. */
export const replacements = register('examination_replacement', {
  title: { zh: '专家更换', en: 'Experts replaced' },
  belongsTo: 'examination',
  fields: {
    name: text({ zh: '退出的专家', en: 'Who stood back' }, { required: true, max: 100, list: true }),
    team: integer({ zh: '工作组', en: 'Group' }, { required: true, list: true }),
    expert_id: reference({ zh: '专家', en: 'Expert' }, 'examination_expert', { required: true }),
    reserve_id: reference({ zh: '接替的备选专家', en: 'Who took the place' }, 'examination_reserve', { list: true }),
    kind: choice({ zh: '原因类别', en: 'Kind of reason' }, replacementKinds, { required: true, list: true, filter: true }),
    reason: text({ zh: '原因', en: 'Reason' }, { required: true, max: 1000, multiline: true, list: true }),
    passed: json<readonly PassedOver[]>({ zh: '跳过的备选专家', en: 'Passed over' }, { required: true }),
    replaced_on: date({ zh: '日期', en: 'Day' }, { required: true, list: true }),
  },
  naming: 'name',
  access: inner,
  ...byProgram,
})
export type ReplacementRow = Row<typeof replacements> & { readonly examination_id: string }

export const points = register('examination_point', {
  title: { zh: '检查点位', en: 'Points' },
  belongsTo: 'examination',
  fields: {
    name: text({ zh: '点位', en: 'Place' }, { required: true, max: 200, list: true }),
    place: text({ zh: '场所编号', en: 'Id of the premises' }, { required: true, max: 36 }),
    kind: code('业态', 'Kind of business'),
    area: code('区域', 'Area'),
    covert: flag({ zh: '暗访', en: 'Covert' }, { list: true, filter: true }),
    team: integer({ zh: '工作组', en: 'Group' }, { required: true, list: true, filter: true }),
    members: references({ zh: '检查人员', en: 'Visited by' }, 'person'),
    sort_order: integer({ zh: '抽取次序', en: 'Order drawn' }, { required: true }),
    state: choice({ zh: '状态', en: 'State' }, [
      { code: 'waiting', label: { zh: '待检查', en: 'To be visited' } },
      { code: 'visited', label: { zh: '已检查', en: 'Visited' } },
    ], { required: true, list: true, filter: true }),
    sheet: json<CheckSheet>({ zh: '检查表', en: 'Check sheet' }, { required: true }),
    answers: json<readonly Answer[]>({ zh: '检查结果', en: 'Answers' }, { required: true }),
    note: text({ zh: '说明', en: 'Note' }, { max: 2000, multiline: true }),
    visited_on: date({ zh: '检查日期', en: 'Visited on' }, { list: true }),
    visited_by: reference({ zh: '记录人', en: 'Recorded by' }, 'person'),
  },
  naming: 'name',
  access: inner,
  ...byProgram,
})
export type PointRow = Row<typeof points> & { readonly examination_id: string }

export const reviewsOfItems = register('examination_review', {
  title: { zh: '资料审查评分', en: 'Reviews of papers' },
  belongsTo: 'examination',
  fields: {
    item: code('指标编号', 'Item'),
    person_id: reference({ zh: '专家', en: 'Expert' }, 'person', { required: true, list: true }),
    score: number({ zh: '得分（百分制）', en: 'Score (of 100)' }, { required: true, min: 0, max: 100, list: true }),
    reason: text({ zh: '扣分理由', en: 'Reason' }, { max: 2000, multiline: true, list: true }),
    reviewed_on: date({ zh: '评分日期', en: 'Reviewed on' }),
  },
  naming: 'item',
  access: inner,
  ...byProgram,
})
export type ItemReviewRow = Row<typeof reviewsOfItems> & { readonly examination_id: string }

/** 领导访谈: people write them, outline before and minutes after. */
export const interviews = register('examination_interview', {
  title: { zh: '领导访谈', en: 'Interviews' },
  about: { zh: '访谈对象写职务，不写姓名；访谈前拟提纲，访谈后记纪要。', en: 'Whom by office, not by name; an outline before, minutes after.' },
  belongsTo: 'examination',
  fields: {
    office: text({ zh: '访谈对象（职务）', en: 'Whom (office held)' }, { required: true, max: 100, list: true }),
    day: date({ zh: '日期', en: 'Day' }, { list: true }),
    interviewers: text({ zh: '访谈人', en: 'By' }, { max: 200, list: true }),
    outline: text({ zh: '提纲', en: 'Outline' }, { required: true, max: 5000, multiline: true }),
    minutes: text({ zh: '纪要', en: 'Minutes' }, { max: 10_000, multiline: true }),
  },
  naming: 'office',
  identity: ['office', 'day'],
  access: inner,
  noImport: true,
})
export type InterviewRow = Row<typeof interviews> & { readonly examination_id: string }

export const findingStates = {
  assigned: { zh: '整改中', en: 'To be put right' },
  reported: { zh: '已报整改', en: 'Reported done' },
  returned: { zh: '退回', en: 'Returned' },
  closed: { zh: '复查合格', en: 'Re-checked', done: true },
  withdrawn: { zh: '已撤销', en: 'Withdrawn', done: true },
} as const

export const findings = register('examination_finding', {
  title: { zh: '初评问题整改', en: 'Findings' },
  about: { zh: '初评发现的问题在初评页交办，整改后复查销号。', en: 'What an examination found is assigned on its page and closed when it was checked again.' },
  belongsTo: 'examination',
  fields: {
    ...holdingFields(findingStates),
    office_unit: reference({ zh: '督办单位', en: 'Office' }, 'org_unit'),
    source: text({ zh: '来源', en: 'Source' }, { required: true, max: 500 }),
    item: text({ zh: '指标编号', en: 'Item' }, { max: 20, list: true, filter: true }),
    place: text({ zh: '点位', en: 'Place' }, { max: 200, list: true }),
    text: text({ zh: '问题', en: 'What was found' }, { required: true, max: 5000, multiline: true }),
    note: text({ zh: '整改情况', en: 'What was done' }, { max: 5000, multiline: true }),
    returned_for: text({ zh: '退回原因', en: 'Why it was returned' }, { max: 1000, multiline: true }),
    reported_on: date({ zh: '报整改日期', en: 'Reported on' }, { list: true }),
    checked_note: text({ zh: '复查情况', en: 'What the re-check saw' }, { max: 2000, multiline: true }),
    done_on: date({ zh: '销号日期', en: 'Closed on' }, { list: true }),
  },
  naming: 'title',
  access: seen,
  ...byProgram,
})
export type FindingRow = Row<typeof findings> & { readonly examination_id: string }

export const objections = register('examination_objection', {
  title: { zh: '评分异议', en: 'Objections' },
  about: { zh: '被评单位对某项评分的异议和答复。', en: 'What a unit objects to in the score of an item, and the answer.' },
  belongsTo: 'examination',
  fields: {
    item: code('指标编号', 'Item'),
    text: text({ zh: '异议', en: 'Objection' }, { required: true, max: 5000, multiline: true, list: true }),
    unit_id: reference({ zh: '提出单位', en: 'Raised by' }, 'org_unit', { list: true }),
    person_id: reference({ zh: '提出人', en: 'Person' }, 'person'),
    raised_on: date({ zh: '提出日期', en: 'Raised on' }, { list: true }),
    outcome: choice({ zh: '结果', en: 'Outcome' }, [
      { code: 'open', label: { zh: '待答复', en: 'To be answered' } },
      { code: 'upheld', label: { zh: '采纳', en: 'Upheld' } },
      { code: 'dismissed', label: { zh: '不采纳', en: 'Dismissed' } },
    ], { required: true, list: true, filter: true }),
    answer: text({ zh: '答复', en: 'Answer' }, { max: 5000, multiline: true }),
    score: number({ zh: '改定得分（百分制）', en: 'Score set (of 100)' }, { min: 0, max: 100 }),
    answered_on: date({ zh: '答复日期', en: 'Answered on' }, { list: true }),
    answered_by: reference({ zh: '答复人', en: 'Answered by' }, 'person'),
  },
  naming: 'item',
  access: seen,
  ...byProgram,
})
export type ObjectionRow = Row<typeof objections> & { readonly examination_id: string }

export const formStates = [
  { code: 'draft', label: { zh: '编辑中', en: 'Draft' } },
  { code: 'in_force', label: { zh: '启用', en: 'In force' } },
  { code: 'retired', label: { zh: '停用', en: 'Retired' } },
] as const

/** 检查表和抽取配额: a draft is edited; one that is in force, or was, never changes. */
export const forms = register('examination_form', {
  title: { zh: '检查表和抽取配额', en: 'Check sheets and quotas' },
  about: { zh: '各业态的检查表和各业态抽取点位数；启用过的版次不再改动，修改即为新版次。', en: 'What is checked at each kind of business, and how many places of each are drawn. A change is a new edition.' },
  scope: 'city',
  fields: {
    title: text({ zh: '名称', en: 'Title' }, { required: true, max: 200, list: true }),
    title_en: text({ zh: '英文名称', en: 'Title in English' }, { required: true, max: 200 }),
    kind: choice({ zh: '类别', en: 'Kind' }, [
      { code: 'sheet', label: { zh: '检查表', en: 'Check sheet' } },
      { code: 'quotas', label: { zh: '抽取配额', en: 'Quotas' } },
    ], { required: true, list: true, filter: true }),
    code: text({ zh: '代码', en: 'Code' }, { required: true, max: 40, list: true, filter: true }),
    edition: integer({ zh: '版次', en: 'Edition' }, { required: true, min: 1, list: true }),
    state: choice({ zh: '状态', en: 'State' }, formStates, { required: true, list: true, filter: true }),
    content: json<SheetContent | DrawRules>({ zh: '内容', en: 'Content' }, { required: true }),
    copied_from: reference({ zh: '复制自', en: 'Copied from' }, 'examination_form'),
    in_force_on: date({ zh: '启用日期', en: 'In force from' }, { list: true }),
    retired_on: date({ zh: '停用日期', en: 'Until' }, { list: true }),
  },
  naming: 'title',
  access: seen,
  ...byProgram,
})
export type FormRow = Row<typeof forms>

export const examinationRegisters = [forms, examinations, experts, reserves, replacements, points, reviewsOfItems, interviews, findings, objections] as const
