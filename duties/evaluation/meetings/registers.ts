import { holdingFields } from '../../../platform/matter/fields.ts'
import { register, type Access, type Row } from '../../../platform/register/declare.ts'
import { choice, date, reference, references, region, text } from '../../../platform/register/fields.ts'

const access: Access = { read: ['evaluation.read'], write: ['evaluation.manage'] }

export const meetingKinds = [
  { code: 'committee', label: { zh: '食安委会议', en: 'Committee' } },
  { code: 'special', label: { zh: '专题会议', en: 'Special session' }, note: { zh: '党委常委会、政府常务会和专题会', en: 'Of the Party committee or the government' } },
  { code: 'dispatch', label: { zh: '调度会', en: 'Routine session' } },
  { code: 'consultation', label: { zh: '风险会商', en: 'Risk consultation' } },
] as const

/** Meetings of the committee (食安委) and special sessions; minutes are files of the row, decisions are matters under it. */
export const meetings = register('meeting', {
  title: { zh: '会议', en: 'Meetings' },
  about: { zh: '食安委会议、专题会议、调度会和风险会商；纪要传在附件里，议定事项逐项交办。会前一晚自动生成一页纸情况。', en: 'Meetings of the committee, special sessions and consultations. Minutes go to the attachments, decisions are assigned one by one; a one-page brief is made the evening before.' },
  fields: {
    title: text({ zh: '会议名称', en: 'Title' }, { required: true, max: 200, list: true }),
    kind: choice({ zh: '类别', en: 'Kind' }, meetingKinds, { required: true, list: true, filter: true }),
    region: region({ zh: '区划', en: 'Region' }, { required: true, list: true, filter: true }),
    day: date({ zh: '日期', en: 'Day' }, { required: true, list: true, sort: true, filter: true }),
    time: text({ zh: '时间', en: 'Time' }, { max: 40 }),
    place: text({ zh: '地点', en: 'Place' }, { max: 200 }),
    chair: text({ zh: '主持人（职务）', en: 'Chaired by (office held)' }, { max: 100, list: true }),
    agenda: text({ zh: '议程', en: 'Agenda' }, { required: true, max: 5000, multiline: true }),
    attending: references({ zh: '参会单位', en: 'Units attending' }, 'org_unit'),
    attendees: text({ zh: '参会人员', en: 'People attending' }, { max: 2000, multiline: true }),
    state: choice({ zh: '状态', en: 'State' }, [
      { code: 'planned', label: { zh: '待召开', en: 'Planned' } },
      { code: 'held', label: { zh: '已召开', en: 'Held' } },
      { code: 'cancelled', label: { zh: '取消', en: 'Cancelled' } },
    ], { required: true, list: true, filter: true }),
    minutes: text({ zh: '会议纪要摘要', en: 'Minutes in short' }, { max: 5000, multiline: true }),
    brief_on: date({ zh: '会前情况生成日期', en: 'Brief made on' }, { readonly: true }),
    brief_docx: text({ zh: '会前情况（Word）', en: 'Brief (Word)' }, { readonly: true, internal: true, max: 36 }),
    brief_pdf: text({ zh: '会前情况（PDF）', en: 'Brief (PDF)' }, { readonly: true, internal: true, max: 36 }),
  },
  naming: 'title',
  order: '-day',
  identity: ['title', 'region', 'day'],
  rules: [(row, { today }) => (row.state === 'held' && row.day && row.day > today
    ? [{ path: 'state', sentence: { zh: '日期未到，不能登记为已召开。', en: 'Its day has not come, so it cannot have been held.' } }] : [])],
  access,
})
export type MeetingRow = Row<typeof meetings>

export const decisionStates = {
  assigned: { zh: '办理中', en: 'Being done' },
  reported: { zh: '已报办结', en: 'Reported done' },
  returned: { zh: '退回', en: 'Returned' },
  closed: { zh: '已销号', en: 'Closed', done: true },
  withdrawn: { zh: '已撤销', en: 'Withdrawn', done: true },
} as const

export const decisions = register('meeting_decision', {
  title: { zh: '议定事项', en: 'Decisions' },
  about: { zh: '会议议定的事项在会议页交办给承办单位，按期限督办。', en: 'What a meeting decided is assigned on its page and urged by its due date.' },
  belongsTo: 'meeting',
  fields: {
    ...holdingFields(decisionStates),
    office_unit: reference({ zh: '督办单位', en: 'Office' }, 'org_unit'),
    source: text({ zh: '来源', en: 'Source' }, { required: true, max: 500 }),
    text: text({ zh: '事项内容', en: 'What was decided' }, { required: true, max: 5000, multiline: true }),
    note: text({ zh: '办理情况', en: 'What was done' }, { max: 5000, multiline: true }),
    returned_for: text({ zh: '退回原因', en: 'Why it was returned' }, { max: 1000, multiline: true }),
    reported_on: date({ zh: '报办结日期', en: 'Reported on' }, { list: true }),
    done_on: date({ zh: '销号日期', en: 'Closed on' }, { list: true }),
  },
  naming: 'title',
  access,
  readonly: true,
  noImport: true,
})
export type DecisionRow = Row<typeof decisions> & { readonly meeting_id: string }
