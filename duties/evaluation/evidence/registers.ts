import { register, type Access, type Row } from '../../../platform/register/declare.ts'
import { choice, date, instant, integer, json, reference, region, text } from '../../../platform/register/fields.ts'

const access: Access = { read: ['evaluation.read'], write: ['evaluation.manage', 'evaluation.work'] }

export const reviews = [
  { code: 'waiting', label: { zh: '待审', en: 'To be reviewed' } },
  { code: 'accepted', label: { zh: '通过', en: 'Accepted' } },
  { code: 'returned', label: { zh: '退回', en: 'Returned' } },
] as const

/** A paper that an item of the scheme asks for, supplied for a region and a period; its files hang on the row. */
export const papers = register('evaluation_paper', {
  title: { zh: '佐证材料', en: 'Evidence papers' },
  about: { zh: '按指标要求的佐证材料报送，注明所属期间；文件传在本条记录的附件里，单个不超过 200 MB，可断点续传。', en: 'Papers that items ask for, each for a period. Files go to the record’s attachments, up to 200 MB each; a broken upload goes on.' },
  fields: {
    item: text({ zh: '指标编号', en: 'Item' }, { required: true, max: 20, list: true, filter: true }),
    paper: text({ zh: '要求的材料', en: 'Paper asked for' }, { required: true, max: 300, list: true, help: { zh: '与评价细则中该指标的材料名称一致。', en: 'As the scheme calls it.' } }),
    title: text({ zh: '材料名称', en: 'Title' }, { required: true, max: 300, list: true }),
    region: region({ zh: '区划', en: 'Region' }, { required: true, list: true, filter: true }),
    starts_on: date({ zh: '期间起', en: 'From' }, { required: true, list: true }),
    ends_on: date({ zh: '期间止', en: 'To' }, { required: true, list: true }),
    note: text({ zh: '说明', en: 'Note' }, { max: 2000, multiline: true }),
    unit_id: reference({ zh: '报送单位', en: 'Supplied by' }, 'org_unit', { readonly: true, list: true, filter: true }),
    person_id: reference({ zh: '报送人', en: 'Person' }, 'person', { readonly: true }),
    supplied_at: instant({ zh: '报送时间', en: 'Supplied at' }, { readonly: true, list: true }),
    review: choice({ zh: '审查', en: 'Review' }, reviews, { readonly: true, list: true, filter: true, required: true }),
    review_note: text({ zh: '审查意见', en: 'Reviewer’s note' }, { readonly: true, max: 1000, multiline: true }),
    reviewed_by: reference({ zh: '审查人', en: 'Reviewed by' }, 'person', { readonly: true }),
    reviewed_on: date({ zh: '审查日期', en: 'Reviewed on' }, { readonly: true }),
  },
  naming: 'title',
  identity: ['item', 'paper', 'region', 'starts_on', 'title'],
  rules: [(row) => (row.starts_on && row.ends_on && row.ends_on < row.starts_on
    ? [{ path: 'ends_on', sentence: { zh: '止日不能早于起日。', en: 'The last day cannot be before the first.' } }] : [])],
  access,
  noImport: true,
})
export type PaperRow = Row<typeof papers>

/** What a unit was reminded of: kept, so that everybody sees who was told and when. */
export type Reminded = { readonly item: string; readonly paper: string; readonly region: string }

export const reminders = register('paper_reminder', {
  title: { zh: '材料催报记录', en: 'Reminders of papers' },
  about: { zh: '每次催报留痕；同一单位一天只催一次。', en: 'Each reminder is kept; a unit is reminded once a day at most.' },
  fields: {
    title: text({ zh: '催报', en: 'Reminder' }, { required: true, max: 300, list: true }),
    unit_id: reference({ zh: '单位', en: 'Unit' }, 'org_unit', { required: true, list: true, filter: true }),
    reminded_on: date({ zh: '催报日期', en: 'On' }, { required: true, list: true }),
    year: integer({ zh: '年度', en: 'Year' }, { required: true, list: true }),
    missing: integer({ zh: '欠报', en: 'Missing' }, { required: true, min: 1, list: true }),
    told: integer({ zh: '通知人数', en: 'People told' }, { required: true, min: 0, list: true }),
    papers: json<readonly Reminded[]>({ zh: '欠报材料', en: 'Missing papers' }),
    person_id: reference({ zh: '催报人', en: 'By' }, 'person', { list: true }),
  },
  naming: 'title',
  access: { read: ['evaluation.read'], write: ['evaluation.manage'] },
  readonly: true,
  noImport: true,
})
