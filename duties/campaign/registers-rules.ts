import { register, type Access, type Row } from '../../platform/register/declare.ts'
import { choices, date, integer, money, number, text } from '../../platform/register/fields.ts'
import { premisesTypes } from '../registry/index.ts'
import { MANAGE, READ } from './rights.ts'
import { festivals } from './shipped/special-periods.ts'

const kept: Access = { read: [READ], write: [MANAGE] }

const offset = (zh: string, en: string) => integer({ zh, en }, { required: true, min: -120, max: 120, unit: { zh: '天', en: 'days' } })
const monthDay = (zh: string, en: string) => text({ zh, en }, { required: true, max: 5, pattern: /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, help: { zh: '如 06-07。', en: 'Such as 06-07.' } })
/** 时段规则: how far ahead periods make work, within which days it is done, which festivals count; a row holds until the next begins. */
export const periodRules = register('period_rule', {
  title: { zh: '时段规则', en: 'Rules of periods' },
  about: { zh: '提前几天生成任务、各类时段在哪几天内查完、哪些节日列入和查哪些业态；按生效日期保存，修改时新增一条。天数以时段首日为 0，之前为负。', en: 'How many days ahead visits are made, within which days they are done, which festivals count and for which types; add a row to change it. Days count from the first of the period, negative ones before it.' },
  fields: {
    valid_from: date({ zh: '生效日期', en: 'In force from' }, { required: true, list: true, unique: true }),
    ahead_days: integer({ zh: '提前生成', en: 'Made ahead' }, { required: true, min: 0, max: 120, list: true, unit: { zh: '天', en: 'days' } }),
    term_from: offset('学期检查起', 'Term: from'), term_until: offset('学期检查止', 'Term: until'),
    exam_from: offset('考试检查起', 'Examination: from'), exam_until: offset('考试检查止', 'Examination: until'),
    festival_from: offset('节日检查起', 'Festival: from'), festival_until: offset('节日检查止', 'Festival: until'),
    event_from: offset('活动检查起', 'Event: from'), event_until: offset('活动检查止', 'Event: until'),
    festivals: choices({ zh: '列入的节日', en: 'Festivals' }, festivals.map(({ code, holiday, title }) => ({ code, label: { zh: holiday, en: title.en } })), { list: true }),
    festival_types: choices({ zh: '节日检查业态', en: 'Types visited for festivals' }, premisesTypes),
    gaokao_from: monthDay('高考首日', 'College entrance examination: from'), gaokao_until: monthDay('高考末日', 'College entrance examination: until'),
    exam_types: choices({ zh: '高考检查业态', en: 'Types visited for it' }, premisesTypes),
    source: text({ zh: '依据', en: 'Source' }, { required: true, max: 500, list: true }),
  },
  naming: 'valid_from',
  identity: ['valid_from'],
  scope: 'city',
  rules: [(row) => (['term', 'exam', 'festival', 'event'] as const).flatMap((kind) => {
    const [from, until] = [row[`${kind}_from`], row[`${kind}_until`]]
    return typeof from === 'number' && typeof until === 'number' && until < from ? [{ path: `${kind}_until`, sentence: { zh: '检查止日不能早于起日。', en: 'Visits cannot end before they begin.' } }] : []
  })],
  access: kept,
})
export type PeriodRuleRow = Row<typeof periodRules>

/** 日报核对限值: beyond them a line says why; a row holds until the next begins. */
export const dailyLimits = register('daily_limit', {
  title: { zh: '日报核对限值', en: 'Limits of daily figures' },
  about: { zh: '一个单位一天的专项数据超过这些限值时，须在“说明”中写明原因才能保存；按生效日期保存，修改时新增一条。', en: 'Where a unit’s figures of a day go beyond these, the note must say why; add a row to change them.' },
  fields: {
    valid_from: date({ zh: '生效日期', en: 'In force from' }, { required: true, list: true, unique: true }),
    visits_per_officer: integer({ zh: '每人次一天检查', en: 'Visits a day for each officer' }, { required: true, min: 1, max: 1000, list: true, unit: { zh: '户次', en: 'visits' } }),
    fine_per_case: money({ zh: '每起案件罚没款', en: 'Fines for each case' }, { required: true, list: true }),
    kg_a_day: number({ zh: '一天销毁、下架或查扣', en: 'Destroyed, removed or seized in a day' }, { required: true, min: 0, max: 1e9, list: true, unit: { zh: 'kg', en: 'kg' } }),
    source: text({ zh: '依据', en: 'Source' }, { required: true, max: 500, list: true }),
  },
  naming: 'valid_from',
  identity: ['valid_from'],
  scope: 'city',
  access: kept,
})
