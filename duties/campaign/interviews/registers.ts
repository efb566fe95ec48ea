import { holdingFields } from '../../../platform/matter/fields.ts'
import { register, type Access, type Row } from '../../../platform/register/declare.ts'
import { choice, date, reference, text, type Choice } from '../../../platform/register/fields.ts'

const access: Access = { read: ['campaign.read', 'own'], write: ['campaign.manage'] }
const byProgram = { access, readonly: true, noImport: true } as const
export const words = (zh: string, en: string, max = 5000) => text({ zh, en }, { max, multiline: true })
export const must = (zh: string, en: string, max = 5000) => text({ zh, en }, { required: true, max, multiline: true })

export const interviewKinds = [
  { code: 'business', label: { zh: '生产经营者', en: 'A business' }, note: { zh: '食品安全法第一百一十四条', en: 'Food Safety Law art. 114' } },
  { code: 'department', label: { zh: '监督管理部门', en: 'A department' }, note: { zh: '食品安全法第一百一十七条', en: 'Food Safety Law art. 117' } },
  { code: 'government', label: { zh: '下级人民政府', en: 'A government below' }, note: { zh: '食品安全法第一百一十七条', en: 'Food Safety Law art. 117' } },
] as const satisfies readonly Choice[]

export const interviewStates = {
  planned: { zh: '拟约谈', en: 'Planned' },
  notified: { zh: '已通知', en: 'Notified' },
  held: { zh: '已约谈，跟踪承诺', en: 'Held, promises followed' },
  closed: { zh: '已办结', en: 'Closed', done: true },
  withdrawn: { zh: '已撤销', en: 'Withdrawn', done: true },
} as const

/** What an interview is about and with whom; also the input of its opening. */
export const interviewSubject = {
  kind: choice({ zh: '约谈对象类别', en: 'Who is interviewed' }, interviewKinds, { required: true, list: true, filter: true }),
  enterprise: reference({ zh: '企业', en: 'Enterprise' }, 'enterprise', { list: true, help: { zh: '约谈生产经营者时填写。', en: 'Where a business is interviewed.' } }),
  unit: reference({ zh: '单位', en: 'Unit' }, 'org_unit', { list: true, help: { zh: '约谈部门或政府时填写。', en: 'Where a department or government is interviewed.' } }),
  office_held: text({ zh: '被约谈人职务', en: 'Office held by who comes' }, { required: true, max: 200, help: { zh: '如 法定代表人、主要负责人。', en: 'Such as legal representative, person in charge.' } }),
  why: must('约谈事由', 'Why'),
  basis: text({ zh: '依据', en: 'Basis' }, { required: true, max: 300 }),
  outline: must('约谈提纲', 'Outline'),
  meet_on: date({ zh: '约谈日期', en: 'Day' }, { required: true, list: true, sort: true, filter: true }),
  time: text({ zh: '时间', en: 'Time' }, { required: true, max: 40 }),
  place: text({ zh: '地点', en: 'Place' }, { required: true, max: 200 }),
} as const

/** 约谈. @source 食品安全法 art. 114, 117 */
export const interviews = register('interview', {
  title: { zh: '责任约谈', en: 'Interviews' },
  about: { zh: '约谈企业负责人、部门或下级政府：通知、提纲、纪要，承诺逐条定期限跟踪。', en: 'Interviews of businesses, departments or governments below: letter, outline, minutes, and each promise followed to its date.' },
  fields: {
    ...holdingFields(interviewStates),
    ...interviewSubject,
    attendees: words('参加人员', 'Who attended', 2000),
    held_on: date({ zh: '实际约谈日期', en: 'Held on' }, { list: true, filter: true }),
    minutes: words('约谈纪要', 'Minutes', 20_000),
    reason: words('撤销原因', 'Why withdrawn', 1000),
  },
  naming: 'title',
  order: '-meet_on',
  // Who is asked to come reads it, and what was promised there.
  own: 'enterprise',
  ...byProgram,
})
export type InterviewRow = Row<typeof interviews>

export const undertakingStates = {
  promised: { zh: '待履行', en: 'Promised' },
  kept: { zh: '已履行', en: 'Kept', done: true },
  broken: { zh: '未履行', en: 'Not kept', done: true },
} as const

/** 承诺事项: what was promised at an interview, by when. */
export const undertakings = register('undertaking', {
  title: { zh: '约谈承诺', en: 'Promises of interviews' },
  about: { zh: '约谈时承诺的整改事项，到期核实。', en: 'What was promised at an interview, looked at when it is due.' },
  belongsTo: 'interview',
  fields: {
    ...holdingFields(undertakingStates),
    enterprise: reference({ zh: '企业', en: 'Enterprise' }, 'enterprise', { filter: true }),
    text: must('承诺内容', 'What was promised', 2000),
    checked: words('核实情况', 'What was seen', 2000),
    checked_on: date({ zh: '核实日期', en: 'Seen on' }, { list: true, filter: true }),
  },
  naming: 'title',
  own: 'enterprise',
  ...byProgram,
})
export type UndertakingRow = Row<typeof undertakings> & { readonly interview_id: string }
