import type { FieldProblem } from '../core/problem.ts'
import { choice, date, flag, integer, text } from '../register/fields.ts'
import { limitUnits } from './limits.ts'
import { register } from '../register/declare.ts'
import { endsAfterItBegins } from '../register/spans.ts'

const confidences = [
  { code: 'found', label: { zh: '已查到条文', en: 'Text of the law read' } },
  { code: 'recalled_high', label: { zh: '凭记忆，把握大', en: 'From memory, fairly sure' } },
  { code: 'recalled_medium', label: { zh: '凭记忆，待核', en: 'From memory, to be checked' } },
  { code: 'recalled_low', label: { zh: '凭记忆，把握小', en: 'From memory, unsure' } },
  { code: 'design', label: { zh: '系统默认，非法定', en: 'Default of the program, not law' } },
  { code: 'confirmed', label: { zh: '法制人员已核定', en: 'Confirmed by the legal officer' } },
] as const

type Faults = readonly FieldProblem[]

/** Hours run from the instant of the event: there is no first day to count. */
const hoursHaveNoFirstDay = (row: { readonly unit?: string | null; readonly counts_first_day?: boolean }): Faults =>
  row.unit === 'hour' && row.counts_first_day
    ? [
        {
          path: 'counts_first_day',
          sentence: { zh: '按小时计算的时限没有“首日”，请取消勾选。', en: 'A limit in hours has no first day. Clear this box.' },
        },
      ]
    : []

/** Only what may be extended may be extended so many times. */
const timesNeedAnExtension = (row: { readonly extension_value?: number | null; readonly extension_times?: number | null }): Faults =>
  row.extension_times && !row.extension_value
    ? [
        {
          path: 'extension_times',
          sentence: { zh: '请先填写“可延长”多少，再填写次数。', en: 'Say how long the extension is before how often it may be given.' },
        },
      ]
    : []

/** Legal time limits (法定时限), dated: a change of the law is a new row, the old one gets its end. */
export const timeLimits = register('time_limit', {
  title: { zh: '法定时限', en: 'Time limits' },
  about: {
    zh: '办理各类事项的法定期限及依据，由法制人员维护。',
    en: 'How long the law gives for each step, and where it says so. Kept by the legal officer.',
  },
  fields: {
    code: text(
      { zh: '代码', en: 'Code' },
      {
        required: true,
        list: true,
        filter: true,
        max: 100,
        pattern: /^[a-z_]+(\.[a-z0-9_-]+)+$/,
        help: {
          zh: '程序按代码取用时限，例如 complaint.decide。',
          en: 'The program finds the limit by its code, such as complaint.decide.',
        },
      },
    ),
    title_zh: text({ zh: '名称', en: 'Name in Chinese' }, { required: true, list: true }),
    title_en: text({ zh: '英文名称', en: 'Name in English' }, { required: true, list: true }),
    value: integer({ zh: '期限', en: 'Limit' }, { required: true, list: true, min: 0, max: 10_000 }),
    unit: choice({ zh: '单位', en: 'Unit' }, limitUnits, { required: true, list: true, filter: true }),
    counts_first_day: flag(
      { zh: '当日计入', en: 'Counts the first day' },
      {
        help: {
          zh: '一般不计入：期间开始的当日不计算在内（民法典第二百零一条）。',
          en: 'As a rule it does not: the day of the event is not counted (Civil Code, art. 201).',
        },
      },
    ),
    extension_value: integer({ zh: '可延长', en: 'Extension' }, { list: true, min: 1, max: 10_000 }),
    extension_times: integer(
      { zh: '可延长次数', en: 'Extensions' },
      {
        min: 1,
        max: 10,
        help: {
          zh: '可批准延长几次，每次不超过“可延长”；不填为一次。',
          en: 'How often it may be extended, each time by no more than the extension. Once if left empty.',
        },
      },
    ),
    legal_basis: text({ zh: '依据', en: 'Legal basis' }, { required: true, list: true, max: 500 }),
    confidence: choice({ zh: '核定情况', en: 'How sure' }, confidences, { required: true, list: true, filter: true }),
    valid_from: date({ zh: '生效日期', en: 'In force from' }, { required: true, list: true }),
    valid_to: date({ zh: '失效日期', en: 'No longer in force from' }, { list: true }),
  },
  naming: 'code',
  identity: ['code', 'valid_from'],
  scope: 'city',
  rules: [endsAfterItBegins, hoursHaveNoFirstDay, timesNeedAnExtension],
  access: { read: ['settings.read'], write: ['limits.write'] },
})

const kinds = [
  { code: 'holiday', label: { zh: '放假', en: 'Day off' } },
  { code: 'workday', label: { zh: '上班（调休）', en: 'Worked in exchange' } },
] as const

/** Days on which the week does not tell whether they are worked: the State Council's notice, year by year. */
export const calendarDays = register('calendar_day', {
  title: { zh: '工作日历', en: 'Calendar' },
  about: {
    zh: '放假与调休上班的日期；未列出的日期按周末计算。',
    en: 'Public holidays and days worked in exchange; all other days follow the week.',
  },
  fields: {
    day: date({ zh: '日期', en: 'Day' }, { required: true, unique: true, list: true, filter: true }),
    kind: choice({ zh: '类型', en: 'Kind' }, kinds, { required: true, list: true, filter: true }),
    name: text({ zh: '节日', en: 'Holiday' }, { required: true, list: true }),
    source: text({ zh: '依据', en: 'Source' }, { required: true, list: true }),
  },
  naming: 'day',
  scope: 'city',
  headings: { day: ['放假日期', '调休日期'], name: ['节日名称', '名称'], source: ['文件', '来源'] },
  access: { read: ['settings.read'], write: ['limits.write'] },
})
