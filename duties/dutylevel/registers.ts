import { holdingFields } from '../../platform/matter/fields.ts'
import { register, type Access, type Row } from '../../platform/register/declare.ts'
import { choice, choices, date, flag, instant, integer, json, reference, region, text, type Choice } from '../../platform/register/fields.ts'
import { endsNoEarlier } from '../../platform/register/spans.ts'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { Mark } from '../../platform/core/claim.ts'
import type { Check, Place, Taken } from './contract.ts'
import { cadreRanks, dutyLevelCodes, type CadreRank, type DutyChange, type DutyLevel } from './rules/duty-level.ts'

export const READ = 'duty.read'
export const MANAGE = 'duty.manage'
/** What a cadre (包保干部) or assistant (协管员) does about the premises bound to him; he has no power of enforcement. */
export const COVER = 'duty.cover'
/** What a market supervision unit does about problems handed over to it. */
export const RECEIVE = 'duty.receive'

/** The office sees its area; a cadre, whose post reaches his own only, sees what he holds. */
const seen: Access = { read: [READ, COVER], write: [MANAGE] }
const byProgram = { readonly: true, noImport: true } as const

const levelWords = {
  A: { zh: 'A级', en: 'A' }, B: { zh: 'B级', en: 'B' }, C: { zh: 'C级', en: 'C' }, D: { zh: 'D级', en: 'D' },
} as const satisfies Record<DutyLevel, Bilingual>
export const levelChoices: readonly Choice<DutyLevel>[] = dutyLevelCodes.map((code) => ({ code, label: levelWords[code] }))

const rankWords = {
  province: { zh: '省级', en: 'Province' }, city: { zh: '市级', en: 'City' }, county: { zh: '县级', en: 'County' },
  township: { zh: '乡镇（街道）', en: 'Township' }, village: { zh: '村（社区）', en: 'Village' },
} as const satisfies Record<CadreRank, Bilingual>
const rankSynonyms: Readonly<Record<CadreRank, readonly string[]>> = {
  province: ['省'], city: ['市', '市级领导'], county: ['县', '区级', '县（市、区）级', '县区级'],
  township: ['乡', '镇', '街道', '乡级', '镇级', '乡镇级', '乡镇', '乡镇（街道）级'], village: ['村', '社区', '村级', '社区级', '村（社区）级'],
}
export const rankChoices: readonly Choice<CadreRank>[] = cadreRanks.map((code) => ({ code, label: rankWords[code], synonyms: rankSynonyms[code] }))

/** 包保干部: leaders of the city, county and township, officials of the village; assistants (协管员) too. */
export const cadres = register('cadre', {
  title: { zh: '包保干部', en: 'Cadres' },
  about: { zh: '每位包保干部一条：哪一级、管哪里、什么职务。', en: 'One row for each cadre who covers premises: of which level, for which area, in what office.' },
  fields: {
    name: text({ zh: '姓名', en: 'Name' }, { required: true, max: 60, list: true, sort: true }),
    rank: choice({ zh: '层级', en: 'Level' }, rankChoices, { required: true, list: true, filter: true }),
    region: region({ zh: '区域', en: 'Area' }, { required: true, list: true, filter: true }),
    unit: text({ zh: '单位', en: 'Unit' }, { max: 120, list: true }),
    office_held: text({ zh: '职务', en: 'Office held' }, { required: true, max: 120, list: true }),
    assistant: flag({ zh: '协管员', en: 'Assistant' }, { filter: true }),
    phone: text({ zh: '联系电话', en: 'Telephone' }, { personal: 'phone', max: 40 }),
    person: reference({ zh: '登录人员', en: 'Signs in as' }, 'person', { help: { zh: '开通账号后选定，本人即可在手机上看到自己包保的单位。', en: 'Once an account is open: the cadre then finds the premises bound to him on his phone.' } }),
    left_on: date({ zh: '离任日期', en: 'Left on' }, { list: true, filter: true }),
  },
  naming: 'name',
  identity: ['name', 'office_held'],
  search: ['name', 'office_held'],
  mine: 'person',
  headings: {
    name: ['姓名', '包保干部', '包保干部姓名', '干部姓名', 'Name', 'Cadre'], rank: ['层级', '干部层级', '级别', 'Level'], unit: ['单位', '工作单位', '所在单位', 'Unit'],
    office_held: ['职务', '干部职务', '包保干部职务', 'Office held', 'Position'], phone: ['联系电话', '电话', '手机', '手机号', 'Telephone', 'Phone'],
  },
  access: seen,
})
export type CadreRow = Row<typeof cadres>

export const bindingStates = {
  unbound: { zh: '待绑定', en: 'To be bound' },
  bound: { zh: '已包保', en: 'Bound' },
  ended: { zh: '已解除', en: 'Ended', done: true },
} as const

const changeWords = {
  entered: { zh: '列入台账', en: 'Entered the ledger' },
  closed: { zh: '关闭', en: 'Closed' }, suspended: { zh: '停业', en: 'Suspended' }, reopened: { zh: '恢复经营', en: 'Reopened' },
  moved: { zh: '迁址', en: 'Moved' }, level_changed: { zh: '级别调整', en: 'Level changed' }, cadre_left: { zh: '干部调整', en: 'Cadre moved on' },
  removed: { zh: '移出台账', en: 'Left the ledger' },
} as const satisfies Record<DutyChange | 'entered' | 'removed', Bilingual>
export type LedgerChange = keyof typeof changeWords
const changeChoices: readonly Choice<LedgerChange>[] = (Object.keys(changeWords) as LedgerChange[]).map((code) => ({ code, label: changeWords[code] }))

/** 包保台账: each ledger premises has one row that is not ended, with its cadre or the wait for one. The level is the premises' own (`premises.duty_level`). */
export const dutyBindings = register('duty_binding', {
  title: { zh: '包保台账', en: 'Duty ledger' },
  about: { zh: '列入包保台账的每户一条：由谁包保、何时告知、何时签承诺书；换人则另起一条。', en: 'One row for each ledger premises: covered by whom, when told, when promised; a change of cadre begins another.' },
  belongsTo: 'premises',
  fields: {
    ...holdingFields(bindingStates),
    level: choice({ zh: '包保级别', en: 'Duty level' }, levelChoices, { required: true, list: true, filter: true }),
    cadre: reference({ zh: '包保干部', en: 'Cadre' }, 'cadre', { list: true, filter: true }),
    bound_on: date({ zh: '绑定日期', en: 'Bound on' }, { list: true, filter: true }),
    promise_due: date({ zh: '承诺书期限', en: 'Promise due' }, { filter: true }),
    promised_on: date({ zh: '承诺书签订', en: 'Promised on' }, { list: true, filter: true }),
    promised: flag({ zh: '已签承诺书', en: 'Promised' }, { filter: true }),
    change: choice({ zh: '变更事由', en: 'What changed' }, changeChoices, { required: true, filter: true }),
    changed_on: date({ zh: '变更日期', en: 'Changed on' }),
    told_on: date({ zh: '告知食安办', en: 'Office told on' }),
    told_late: flag({ zh: '逾期告知', en: 'Told late' }, { filter: true }),
    ended_on: date({ zh: '解除日期', en: 'Ended on' }, { filter: true }),
    ended_for: choice({ zh: '解除原因', en: 'Why it ended' }, changeChoices, { filter: true }),
    note: text({ zh: '说明', en: 'Note' }, { max: 1000, multiline: true }),
  },
  naming: 'title',
  order: '-due_on',
  mine: 'holder_person',
  access: seen,
  ...byProgram,
})
export type BindingRow = Row<typeof dutyBindings> & { readonly premises_id: string }

export const visitStates = {
  due: { zh: '待督导', en: 'To be visited' },
  made: { zh: '已督导', en: 'Visited', done: true },
  dropped: { zh: '已撤销', en: 'Dropped', done: true },
} as const

export const visitModes = [
  { code: 'on_site', label: { zh: '现场督导', en: 'On site' } },
  { code: 'with_leader', label: { zh: '陪同领导现场督导', en: 'On site with a leader' } },
  { code: 'remote', label: { zh: '非现场督导', en: 'Remote' } },
] as const satisfies readonly Choice[]

/** 包保督导: the visits that a quarter asks for, and those made beyond. */
export const dutyVisits = register('duty_visit', {
  title: { zh: '包保督导', en: 'Duty visits' },
  about: { zh: '每季度按包保关系自动生成督导任务；干部到场后在手机上记录。', en: 'Each quarter makes a task for each binding; the cadre records the visit on his phone.' },
  belongsTo: 'premises',
  fields: {
    ...holdingFields(visitStates),
    level: choice({ zh: '包保级别', en: 'Duty level' }, levelChoices, { required: true, list: true, filter: true }),
    binding: reference({ zh: '包保关系', en: 'Binding' }, 'duty_binding', { required: true }),
    cadre: reference({ zh: '包保干部', en: 'Cadre' }, 'cadre', { required: true, list: true, filter: true }),
    quarter_from: date({ zh: '季度', en: 'Quarter from' }, { required: true, list: true, filter: true }),
    extra: flag({ zh: '加督', en: 'Extra visit' }, { filter: true }),
    visited_on: date({ zh: '督导日期', en: 'Visited on' }, { list: true, filter: true, sort: true }),
    mode: choice({ zh: '督导方式', en: 'How' }, visitModes, { list: true, filter: true }),
    leader: text({ zh: '带队领导', en: 'Leader' }, { max: 100 }),
    checks: json<readonly Check[]>({ zh: '任务清单', en: 'Task list' }),
    problems: integer({ zh: '发现问题', en: 'Problems' }, { min: 0, list: true, filter: true }),
    note: text({ zh: '督导情况', en: 'What was seen' }, { max: 2000, multiline: true }),
    recorded_for: text({ zh: '代录对象', en: 'Recorded on behalf of' }, { max: 100 }),
    photos: json<readonly string[]>({ zh: '照片', en: 'Photos' }),
    place: json<Place | null>({ zh: '定位', en: 'Place' }),
    started_at: instant({ zh: '开始时间', en: 'Begun at' }),
    finished_at: instant({ zh: '结束时间', en: 'Ended at' }),
    taken: json<Taken>({ zh: '照片时间和位置', en: 'When and where photos were taken' }, { internal: true }),
    marks: json<readonly Mark[]>({ zh: '标注', en: 'Marks' }, { internal: true }),
    marked: flag({ zh: '时间或位置有标注', en: 'Clock or place marked' }, { filter: true }),
    dropped_for: text({ zh: '撤销原因', en: 'Why it was dropped' }, { max: 500 }),
  },
  naming: 'title',
  order: '-due_on',
  mine: 'holder_person',
  access: seen,
  ...byProgram,
})
export type VisitRow = Row<typeof dutyVisits> & { readonly premises_id: string }

export const problemStates = {
  handed: { zh: '待接收', en: 'To be received' },
  received: { zh: '处理中', en: 'In hand' },
  returned: { zh: '已退回', en: 'Sent back' },
  closed: { zh: '已销号', en: 'Closed', done: true },
  withdrawn: { zh: '已撤销', en: 'Withdrawn', done: true },
} as const

/** 移交问题: what a cadre found, handed to the market supervision unit with a receipt, until it is closed (销号). */
export const dutyProblems = register('duty_problem', {
  title: { zh: '包保移交问题', en: 'Problems handed over' },
  about: { zh: '包保干部督导发现的问题：移交市场监管部门，接收、处理、销号。', en: 'What cadres found: handed to market supervision, received, dealt with, closed.' },
  belongsTo: 'premises',
  fields: {
    ...holdingFields(problemStates),
    level: choice({ zh: '包保级别', en: 'Duty level' }, levelChoices, { required: true, list: true, filter: true }),
    visit: reference({ zh: '督导', en: 'Visit' }, 'duty_visit', { required: true }),
    cadre: reference({ zh: '包保干部', en: 'Cadre' }, 'cadre', { required: true, list: true, filter: true }),
    reporter: reference({ zh: '移交人', en: 'Handed over by' }, 'person'),
    found_on: date({ zh: '发现日期', en: 'Found on' }, { required: true, list: true, filter: true, sort: true }),
    line: text({ zh: '清单项', en: 'Line of the list' }, { max: 200 }),
    found: text({ zh: '问题', en: 'What was found' }, { required: true, max: 1000, multiline: true, list: true }),
    photos: json<readonly string[]>({ zh: '照片', en: 'Photos' }),
    received_on: date({ zh: '接收日期', en: 'Received on' }, { list: true, filter: true }),
    received_by: text({ zh: '接收人', en: 'Received by' }, { max: 100 }),
    outcome: text({ zh: '处理结果', en: 'What was done' }, { max: 2000, multiline: true }),
    closed_on: date({ zh: '销号日期', en: 'Closed on' }, { list: true, filter: true }),
    returned_for: text({ zh: '退回原因', en: 'Why it was sent back' }, { max: 1000, multiline: true }),
  },
  naming: 'title',
  order: '-found_on',
  mine: 'reporter',
  access: { read: [READ, COVER, RECEIVE], write: [MANAGE] },
  ...byProgram,
})
export type ProblemRow = Row<typeof dutyProblems> & { readonly premises_id: string }

export const lineLists = [
  { code: 'responsibility', label: { zh: '责任清单', en: 'Responsibilities' } },
  { code: 'task', label: { zh: '任务清单', en: 'Tasks' } },
  { code: 'supervision', label: { zh: '督查清单', en: 'Supervision' } },
  { code: 'risk', label: { zh: '风险清单', en: 'Risks' } },
  { code: 'measure', label: { zh: '措施清单', en: 'Measures' } },
  { code: 'promise', label: { zh: '承诺书', en: 'Promise' } },
] as const satisfies readonly Choice[]

const dated = {
  valid_from: date({ zh: '生效日期', en: 'In force from' }, { required: true, list: true }),
  valid_to: date({ zh: '失效日期', en: 'Until (first day no longer)' }, { list: true }),
  source: text({ zh: '依据', en: 'Source' }, { required: true, max: 300 }),
}

/** 三张清单 and 承诺书, line by line and by level: each line in force between two dates, so that a visit is read by the list of its day. */
export const dutyLines = register('duty_line', {
  title: { zh: '三张清单和承诺书', en: 'Lists and promise' },
  about: { zh: '责任、任务、督查等清单和承诺书，逐条、分级、注明起止；改写时给旧条填失效日期，另加新条。', en: 'The lists and the promise, line by line and by level. To change a line, end it and add another.' },
  fields: {
    list: choice({ zh: '清单', en: 'List' }, lineLists, { required: true, list: true, filter: true }),
    code: text({ zh: '编号', en: 'Code' }, { required: true, max: 20, list: true }),
    words: text({ zh: '内容', en: 'Words' }, { required: true, max: 300, list: true }),
    words_en: text({ zh: '英文', en: 'In English' }, { max: 300 }),
    levels: choices({ zh: '适用级别', en: 'Levels' }, levelChoices, { list: true }),
    ...dated,
  },
  naming: 'words',
  identity: ['list', 'code', 'valid_from'],
  scope: 'city',
  rules: [endsNoEarlier('valid_from', 'valid_to')],
  access: { read: [READ], write: [MANAGE] },
})
export type LineRow = Row<typeof dutyLines>

/** 包保规则: who covers a level, how often, and when it is late; dated, so that an earlier quarter is judged by its own. */
export const dutyRules = register('duty_rule', {
  title: { zh: '包保规则', en: 'Rules of duty levels' },
  about: { zh: '各级由哪一层级干部包保、每季度几次、何时预警；按日期生效。', en: 'Who covers each level, how often, and when it warns; by date.' },
  fields: {
    title: text({ zh: '名称', en: 'Title' }, { required: true, max: 100, list: true }),
    level: choice({ zh: '包保级别', en: 'Duty level' }, levelChoices, { required: true, list: true, filter: true }),
    ranks: choices({ zh: '包保层级', en: 'Covered by' }, rankChoices, { required: true, list: true }),
    visits_per_quarter: integer({ zh: '每季度督导', en: 'Visits a quarter' }, { required: true, min: 0, max: 100, list: true, unit: { zh: '次', en: 'times' } }),
    least_operating_days: integer({ zh: '至少经营', en: 'Least days open' }, { required: true, min: 1, max: 92, unit: { zh: '天', en: 'days' } }),
    soon_days: integer({ zh: '提前预警', en: 'Warns before' }, { required: true, min: 0, max: 92, list: true, unit: { zh: '天', en: 'days' } }),
    clock_minutes: integer({ zh: '时钟相差', en: 'Clock marked beyond' }, { required: true, min: 1, max: 1440, unit: { zh: '分钟即标注', en: 'min' } }),
    far_metres: integer({ zh: '位置相距', en: 'Place marked beyond' }, { required: true, min: 50, max: 100_000, unit: { zh: '米即标注', en: 'm' } }),
    problem_days: integer({ zh: '问题销号', en: 'Problems closed within' }, { min: 1, max: 365, list: true, unit: { zh: '天', en: 'days' } }),
    ...dated,
  },
  naming: 'title',
  identity: ['level', 'valid_from'],
  scope: 'city',
  rules: [endsNoEarlier('valid_from', 'valid_to')],
  access: { read: [READ], write: [MANAGE] },
})
export type RuleRow = Row<typeof dutyRules>

export const dutyLevelRegisters = [cadres, dutyBindings, dutyVisits, dutyProblems, dutyLines, dutyRules] as const
