import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { register, type Access, type Row } from '../../../platform/register/declare.ts'
import { choice, date, integer, reference, region, text } from '../../../platform/register/fields.ts'
import { surveyFaults } from './rules.ts'

const access: Access = { read: ['evaluation.read'], write: ['evaluation.manage'] }

export const surveyKinds = [
  { code: 'satisfaction', label: { zh: '满意度', en: 'Satisfaction' } },
  { code: 'awareness', label: { zh: '知晓率', en: 'Awareness' } },
  { code: 'support', label: { zh: '支持率', en: 'Support' } },
] as const
export type SurveyKind = (typeof surveyKinds)[number]['code']

export const surveyMethods = [
  { code: 'household', label: { zh: '入户访问', en: 'Household interviews' } },
  { code: 'phone', label: { zh: '电话调查', en: 'Telephone' } },
  { code: 'intercept', label: { zh: '拦截访问', en: 'Intercept interviews' } },
  { code: 'online', label: { zh: '网络样本库', en: 'Online panel' } },
  { code: 'link', label: { zh: '链接（二维码）作答', en: 'By link (QR code)' } },
  // Offered so that whoever looks for it is told why it is refused.
  { code: 'app-rating', label: { zh: '软件商店星级评分（不接收）', en: 'Star rating of an app (not taken)' } },
] as const

export const answers = [
  { code: 'very', label: { zh: '非常满意', en: 'Very satisfied' } },
  { code: 'fairly', label: { zh: '比较满意', en: 'Fairly satisfied' } },
  { code: 'middling', label: { zh: '一般', en: 'Neither' } },
  { code: 'little', label: { zh: '不太满意', en: 'Not very satisfied' } },
  { code: 'not', label: { zh: '不满意', en: 'Not satisfied' } },
  { code: 'yes', label: { zh: '是', en: 'Yes' }, synonyms: ['知道', '知晓', '支持'] },
  { code: 'no', label: { zh: '否', en: 'No' }, synonyms: ['不知道', '不知晓', '不支持'] },
  { code: 'unsure', label: { zh: '说不清', en: 'Cannot say' }, synonyms: ['不清楚', '不了解'] },
] as const
export type AnswerCode = (typeof answers)[number]['code']

const count = (zh: string, en: string, help?: Bilingual) => integer({ zh, en }, { min: 0, list: true, ...(help ? { help } : {}) })

/** A survey of the public: by a third party, its results entered or imported; or drawn here and run by link. */
export const surveys = register('survey', {
  title: { zh: '满意度调查', en: 'Surveys' },
  about: { zh: '满意度、知晓率、支持率：第三方结果连同抽样框、配额和拒访数录入，或由本办抽样发链接作答。', en: 'Satisfaction, awareness and support: a third party’s results with frame, quotas and refusals, or drawn here and answered by link.' },
  fields: {
    title: text({ zh: '调查名称', en: 'Title' }, { required: true, max: 200, list: true }),
    kind: choice({ zh: '类别', en: 'Kind' }, surveyKinds, { required: true, list: true, filter: true }),
    question: text({ zh: '问卷原题', en: 'Question as asked' }, { required: true, max: 500, multiline: true }),
    region: region({ zh: '区划', en: 'Region' }, { required: true, list: true, filter: true }),
    starts_on: date({ zh: '调查起', en: 'From' }, { required: true, list: true }),
    ends_on: date({ zh: '调查止', en: 'To' }, { required: true, list: true }),
    run_by: choice({ zh: '实施', en: 'Run by' }, [
      { code: 'third-party', label: { zh: '第三方', en: 'A third party' } },
      { code: 'own', label: { zh: '本办', en: 'Ourselves' } },
    ], { required: true, list: true, filter: true }),
    method: choice({ zh: '方式', en: 'Method' }, surveyMethods, { required: true, list: true, filter: true }),
    organisation: text({ zh: '调查机构', en: 'Institute' }, { max: 200, list: true }),
    frame: text({ zh: '抽样框', en: 'Frame' }, { required: true, max: 1000, multiline: true, help: { zh: '从哪里抽：如全市常住居民、按乡镇分层。', en: 'What was drawn from: such as residents, by township.' } }),
    source: text({ zh: '出处', en: 'Source' }, { required: true, max: 300 }),
    sample: integer({ zh: '计划样本量', en: 'Sample planned' }, { required: true, min: 1, list: true }),
    answered: count('有效样本', 'Valid answers', { zh: '有逐份结果的由系统统计，不必填写。', en: 'Counted by the program where answers are imported one by one.' }),
    refused: count('拒访', 'Refused'),
    unreached: count('未接触到', 'Not reached'),
    positive: count('肯定回答', 'Positive answers', { zh: '满意度为非常满意与比较满意之和；知晓、支持为回答“是”。', en: 'Very and fairly satisfied together; for awareness and support “yes”.' }),
    state: choice({ zh: '状态', en: 'State' }, [
      { code: 'draft', label: { zh: '准备中', en: 'Being prepared' } },
      { code: 'open', label: { zh: '作答中', en: 'Open' } },
      { code: 'closed', label: { zh: '已结束', en: 'Closed' } },
    ], { readonly: true, list: true, filter: true }),
    seed: text({ zh: '抽样种子', en: 'Seed of the draw' }, { readonly: true, max: 100 }),
    pool_hash: text({ zh: '样本池校验值', en: 'Hash of the pool' }, { readonly: true, max: 64 }),
    figure_id: reference({ zh: '已用作数据', en: 'Used as figure' }, 'reported_figure', { readonly: true }),
    used_on: date({ zh: '采用日期', en: 'Used on' }, { readonly: true, list: true }),
  },
  naming: 'title',
  identity: ['title', 'region', 'starts_on', 'kind'],
  headings: { answered: ['有效问卷', '成功样本', '有效样本量'], refused: ['拒访数', '拒答'], unreached: ['未接触', '无人应答'], positive: ['满意人数', '肯定回答数'], sample: ['样本量', '计划样本'], organisation: ['机构', '实施机构'] },
  rules: [surveyFaults],
  access,
})
export type SurveyRow = Row<typeof surveys>

/** How many answers an area was to give: a third party's quotas, or those of a draw, each with its link. */
export const quotas = register('survey_quota', {
  title: { zh: '调查配额', en: 'Quotas' },
  about: { zh: '各区域计划样本和完成数。', en: 'Answers planned and had by area.' },
  belongsTo: 'survey',
  fields: {
    area: region({ zh: '区域', en: 'Area' }, { required: true, list: true, filter: true }),
    planned: integer({ zh: '计划', en: 'Planned' }, { required: true, min: 1, list: true }),
    answered: count('完成', 'Had'),
    link: text({ zh: '作答链接', en: 'Link' }, { readonly: true, max: 100, list: true }),
  },
  naming: 'area',
  identity: ['area'],
  headings: { area: ['地区', '区划', '县区'], planned: ['配额', '计划样本'], answered: ['完成样本', '有效样本'] },
  access,
})
export type QuotaRow = Row<typeof quotas> & { readonly survey_id: string }

/** One who was asked: what came of it, and the answer. Nothing says who it was. */
export const surveyAnswers = register('survey_answer', {
  title: { zh: '逐份结果', en: 'Answers' },
  about: { zh: '第三方逐份结果从表格导入；链接作答由系统写入，不留个人信息。', en: 'A third party’s answers come from a sheet; those by link are written by the program. Nothing personal is kept.' },
  belongsTo: 'survey',
  fields: {
    number: text({ zh: '样本编号', en: 'Number' }, { required: true, max: 60, list: true }),
    area: region({ zh: '区域', en: 'Area' }, { list: true, filter: true }),
    outcome: choice({ zh: '结果', en: 'Outcome' }, [
      { code: 'answered', label: { zh: '完成', en: 'Answered' }, synonyms: ['有效', '成功'] },
      { code: 'refused', label: { zh: '拒访', en: 'Refused' }, synonyms: ['拒答'] },
      { code: 'unreached', label: { zh: '未接触到', en: 'Not reached' }, synonyms: ['无人接听', '无人应答'] },
    ], { required: true, list: true, filter: true }),
    answer: choice({ zh: '回答', en: 'Answer' }, answers, { list: true, filter: true }),
    channel: choice({ zh: '来源', en: 'Came by' }, [
      { code: 'sheet', label: { zh: '录入', en: 'Entered' } },
      { code: 'link', label: { zh: '链接', en: 'Link' } },
    ], { readonly: true, list: true }),
    answered_on: date({ zh: '作答日期', en: 'On' }, { list: true }),
    device: text({ zh: '设备校验值', en: 'Device hash' }, { readonly: true, max: 64 }),
  },
  naming: 'number',
  identity: ['number'],
  headings: { number: ['编号', '序号', '问卷编号'], outcome: ['访问结果'], answer: ['答案', '选项', '评价'], area: ['地区', '县区'], answered_on: ['访问日期', '调查日期', '作答时间'] },
  rules: [({ outcome, answer }) => ((outcome === 'answered') === (answer !== null && answer !== undefined) ? []
    : [{ path: 'answer', sentence: { zh: '完成的样本须有回答；拒访和未接触到的不能有。', en: 'Who answered has an answer; who refused or was not reached has none.' } }])],
  access,
})
export type SurveyAnswerRow = Row<typeof surveyAnswers> & { readonly survey_id: string }
