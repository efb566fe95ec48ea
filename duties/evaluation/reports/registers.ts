import { register, type Access, type Row } from '../../../platform/register/declare.ts'
import { choice, date, flag, integer, json, number, reference, region, text } from '../../../platform/register/fields.ts'
import { departmentFunctions } from '../../../platform/identity/functions.ts'
import type { Chart } from '../../../platform/documents/chart.ts'
import type { Figures, Piece, ReportChange, TableContent } from './contract.ts'

const access: Access = { read: ['evaluation.read'], write: ['evaluation.manage'] }
const byProgram = { access, readonly: true, noImport: true } as const
const functions = departmentFunctions.map(({ code, title }) => ({ code, label: title }))

/** Report templates (报告模板): the text of a report with places for figures. Each edit is an edition; reports keep the text they were made from. */
export const reportTemplates = register('report_template', {
  title: { zh: '报告模板', en: 'Report templates' },
  about: {
    zh: '自评报告、年度报告等的结构和语句，数字处填指标名；可修改，每次修改为新版。',
    en: 'Structure and sentences of reports, with indicators where figures stand. Each change is an edition.',
  },
  scope: 'city',
  fields: {
    name: text({ zh: '名称', en: 'Name' }, { required: true, max: 100, list: true }),
    name_en: text({ zh: '英文名称', en: 'Name in English' }, { required: true, max: 100 }),
    code: text({ zh: '代码', en: 'Code' }, { required: true, unique: true, max: 60, list: true, filter: true, pattern: /^[a-z0-9-]+$/ }),
    title: text({ zh: '报告标题', en: 'Title of the report' }, { required: true, max: 200, list: true }),
    mark: text({ zh: '机关代字', en: 'Mark in the number' }, { required: true, max: 10 }),
    issuer: choice({ zh: '发文单位', en: 'Issued by' }, functions, { required: true }),
    over: choice(
      { zh: '期间', en: 'Period' },
      [
        { code: 'year', label: { zh: '年度', en: 'A year' } },
        { code: 'half-year', label: { zh: '半年', en: 'Half a year' } },
      ],
      { required: true, list: true },
    ),
    note: text({ zh: '说明', en: 'Note' }, { max: 500, list: true }),
    body: text({ zh: '正文', en: 'Text' }, { required: true, max: 100_000, multiline: true }),
  },
  naming: 'name',
  ...byProgram,
})
export type TemplateRow = Row<typeof reportTemplates>

/** A report of a region: what it was made from, the figures that stand in it, and once it is sent its number, date and files. */
export const evaluationReports = register('evaluation_report', {
  title: { zh: '评价报告', en: 'Evaluation reports' },
  about: {
    zh: '选模板和期间，系统按台账和填报数据生成报告；文字可改，数字随数据更新；报送后锁定。',
    en: 'Choose a template and a period; the report is written from the records. Words are edited, figures follow the data; once sent it is locked.',
  },
  fields: {
    title: text({ zh: '标题', en: 'Title' }, { required: true, max: 300, list: true }),
    region: region({ zh: '区划', en: 'Region' }, { required: true, list: true, filter: true }),
    report_template: reference({ zh: '模板', en: 'Template' }, 'report_template', { required: true, list: true, filter: true }),
    template_edition: integer({ zh: '模板版次', en: 'Edition of the template' }, { required: true, min: 1 }),
    outline: text({ zh: '模板正文', en: 'Text of the template' }, { required: true, max: 100_000, multiline: true }),
    starts_on: date({ zh: '期间起', en: 'From' }, { required: true, list: true }),
    ends_on: date({ zh: '期间止', en: 'To' }, { required: true, list: true, filter: true }),
    day: date({ zh: '数据截至', en: 'As of' }, { required: true, list: true }),
    state: choice(
      { zh: '状态', en: 'State' },
      [
        { code: 'draft', label: { zh: '编写中', en: 'Draft' } },
        { code: 'sealing', label: { zh: '正在生成文件', en: 'Being printed' } },
        { code: 'sent', label: { zh: '已报送', en: 'Sent' } },
      ],
      { required: true, list: true, filter: true },
    ),
    copied_from: reference({ zh: '上一版', en: 'Begun from' }, 'evaluation_report'),
    figures: json<Figures>({ zh: '数据', en: 'Figures' }),
    changes: json<readonly ReportChange[]>({ zh: '更新情况', en: 'What the last renewal changed' }),
    recipients: text({ zh: '主送', en: 'To' }, { max: 200 }),
    number: text({ zh: '文号', en: 'Document number' }, { max: 100, list: true }),
    sent_on: date({ zh: '报送日期', en: 'Sent on' }, { list: true }),
    hash: text({ zh: '文件校验值（SM3）', en: 'Hash of the file (SM3)' }, { max: 64 }),
    file_docx: text({ zh: 'Word 文件', en: 'Word file' }, { internal: true, max: 36 }),
    file_pdf: text({ zh: 'PDF 文件', en: 'PDF file' }, { internal: true, max: 36 }),
  },
  naming: 'title',
  ...byProgram,
})
export type ReportRow = Row<typeof evaluationReports>

/** A paragraph of a report; each edit is a version, so that nothing anyone wrote is ever lost. */
export const reportParagraphs = register('report_paragraph', {
  title: { zh: '报告段落', en: 'Paragraphs of reports' },
  belongsTo: 'evaluation_report',
  fields: {
    text: text({ zh: '文字', en: 'Text' }, { required: true, max: 20_000, multiline: true, list: true }),
    slot: text({ zh: '模板位置', en: 'Place in the template' }, { required: true, max: 20 }),
    sort_order: number({ zh: '顺序', en: 'Order' }, { required: true }),
    kind: choice(
      { zh: '类别', en: 'Kind' },
      [
        { code: 'heading', label: { zh: '标题', en: 'Heading' } },
        { code: 'paragraph', label: { zh: '段落', en: 'Paragraph' } },
        { code: 'table', label: { zh: '表格', en: 'Table' } },
        { code: 'chart', label: { zh: '图', en: 'Chart' } },
      ],
      { required: true },
    ),
    level: integer({ zh: '级别', en: 'Level' }, { min: 1, max: 4 }),
    pieces: json<readonly Piece[]>({ zh: '文字和数据', en: 'Words and figures' }),
    table_content: json<TableContent | null>({ zh: '表格内容', en: 'Table' }),
    chart_content: json<Chart | null>({ zh: '图的数据', en: 'Chart' }),
    edited: flag({ zh: '人工修改', en: 'Edited' }),
    edited_by: reference({ zh: '修改人', en: 'Edited by' }, 'person'),
    copied_from: reference({ zh: '上一版的段落', en: 'Paragraph it continues' }, 'report_paragraph'),
  },
  naming: 'slot',
  ...byProgram,
})
export type ParagraphRow = Row<typeof reportParagraphs> & { readonly evaluation_report_id: string }

export const reportRegisters = [reportTemplates, evaluationReports, reportParagraphs] as const
