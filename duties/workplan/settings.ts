import { z } from 'zod'
import { date, isDate } from '../../platform/core/dates.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { defaultLadder, LADDER_SETTING, type Rung } from '../../platform/matter/escalation.ts'
import { dateText } from '../../platform/register/schema.ts'
import { changeRow, getRow, insertRow } from '../../platform/register/store.ts'
import { faultsOf } from '../../platform/http/faults.ts'
import { settings } from '../../platform/settings/registers.ts'
import { setting } from '../../platform/settings/settings.ts'
import type { ScoreTable } from './contract.ts'
import type { ReportDates } from './dates.ts'
import type { LightRules } from './lights.ts'
import type { IndicatorLink } from './links.ts'

problems({
  'plan.setting': [422, '设置“{code}”的内容有误，请在设置中改正。', 'The setting “{code}” is not right. Correct it in the settings.'],
})

const SINCE = date('2015-10-01')
const both = z.object({ zh: z.string(), en: z.string() })
const dated = { valid_from: dateText, valid_to: dateText.nullable(), source: z.string() }
// A day that every year has: 02-29 is none.
const monthDays = z.array(z.string().refine((text) => isDate(`2023-${text}`))).max(12)

/** No law and no notice names the days of half-yearly reports: ours, until the city sets its own. */
const defaultReportDates: readonly ReportDates[] = [
  {
    valid_from: SINCE,
    valid_to: null,
    source: 'design',
    'half-year': ['06-30', '12-31'],
    quarter: ['03-31', '06-30', '09-30', '12-31'],
    year: ['12-31'],
  },
]

const defaultScoring: readonly ScoreTable[] = [
  {
    valid_from: SINCE,
    valid_to: null,
    source: 'design',
    items: [
      { code: 'done', title: { zh: '任务完成', en: 'Tasks done' }, measure: 'tasks-done', points: 40 },
      { code: 'on-time', title: { zh: '按期完成', en: 'Done in time' }, measure: 'on-time', points: 15 },
      { code: 'reports', title: { zh: '按期报送', en: 'Reports in time' }, measure: 'reports-on-time', points: 25 },
      { code: 'targets', title: { zh: '目标达成', en: 'Targets met' }, measure: 'targets-met', points: 10 },
      {
        code: 'returned',
        title: { zh: '被退回（每次扣分）', en: 'Returned (deducted each time)' },
        measure: 'returned',
        points: 5,
        each: 1,
      },
      { code: 'urged', title: { zh: '被催办（每级扣分）', en: 'Urged (deducted for each rung)' }, measure: 'urged', points: 5, each: 1 },
    ],
  },
]

/** Phrases of notices and the indicator they mean. A link is offered; a person confirms it. */
const defaultLinks: readonly IndicatorLink[] = [
  { words: ['抽检'], unit: '批次/千人', indicator: 'sampling.per-thousand' },
  { words: ['抽检', '合格率'], unit: '%', indicator: 'sampling.pass-rate' },
  { words: ['明厨亮灶', '覆盖率'], unit: '%', indicator: 'kitchens.school-connected' },
  { words: ['持证'], unit: '%', indicator: 'registry.licensed-share' },
  { words: ['食品安全总监', '配备'], unit: '%', indicator: 'registry.director-appointed' },
]

const shapes = {
  'workplan.before-includes-day': z.boolean(),
  'workplan.report-dates': z.array(z.object({ ...dated, 'half-year': monthDays, quarter: monthDays, year: monthDays })),
  'workplan.scoring': z
    .array(
      z.object({
        ...dated,
        items: z
          .array(
            z.object({
              code: z.string(),
              title: both,
              points: z.number().positive(),
              each: z.number().positive().optional(),
              measure: z.enum(['tasks-done', 'on-time', 'reports-on-time', 'targets-met', 'returned', 'urged']),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
  'workplan.lights': z.object({ soon_working_days: z.int().min(0), lag: z.number().min(0).max(1) }),
  'workplan.indicator-links': z.array(z.object({ words: z.array(z.string().min(1)), unit: z.string(), indicator: z.string() })),
  'workplan.urging': z.object({
    reply_working_days: z.int().min(1),
    interview_working_days: z.int().min(1),
    location: z.string().nullable(),
  }),
  [LADDER_SETTING]: z.array(
    z.object({
      ...dated,
      level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
      after: z.int().min(1),
      document: z.enum(['reminder', 'supervision_letter', 'interview_notice', 'circular']),
      reaches: z.array(z.enum(['leader', 'office_above'])),
    }),
  ),
}

/** Days to answer a paper in, and from calling to an interview; where it is held unless the office's own rooms. */
export type Urging = { readonly reply_working_days: number; readonly interview_working_days: number; readonly location: string | null }

type Kept = {
  'workplan.before-includes-day': boolean
  'workplan.report-dates': readonly ReportDates[]
  'workplan.scoring': readonly ScoreTable[]
  'workplan.lights': LightRules
  'workplan.indicator-links': readonly IndicatorLink[]
  'workplan.urging': Urging
  [LADDER_SETTING]: readonly Rung[]
}

/** What holds until a city sets its own. 公文 usage counts the day of `11月1日前` in; an office that reads it otherwise says so here. */
const defaults: Kept = {
  'workplan.before-includes-day': true,
  'workplan.report-dates': defaultReportDates,
  'workplan.scoring': defaultScoring,
  'workplan.lights': { soon_working_days: 10, lag: 0.4 },
  'workplan.indicator-links': defaultLinks,
  'workplan.urging': { reply_working_days: 5, interview_working_days: 3, location: null },
  [LADDER_SETTING]: defaultLadder,
}

/** A setting of this duty, checked. @throws Problem `plan.setting` (422) where what a person has put there cannot be used */
export async function planSetting<C extends keyof Kept>(tx: Tx, code: C): Promise<Kept[C]> {
  const read = shapes[code].safeParse(await setting<unknown>(tx, code, defaults[code]))
  if (!read.success) throw new Problem('plan.setting', { code })
  // The shape of a code is the schema of that very code, and its dates were checked as dates.
  return read.data as unknown as Kept[C]
}

/** The duty's settings with what they are until a city sets its own. */
export const planSettingDefaults: Readonly<Record<string, unknown>> = defaults

/** The settings that are this duty's own; the ladder is the platform's. */
export const planSettingCodes = [
  'workplan.before-includes-day',
  'workplan.report-dates',
  'workplan.scoring',
  'workplan.lights',
  'workplan.indicator-links',
  'workplan.urging',
] as const satisfies readonly (keyof Kept)[]
export type PlanSettingCode = (typeof planSettingCodes)[number]

const NOTES: Readonly<Record<PlanSettingCode, string>> = {
  'workplan.before-includes-day': '“11月1日前”是否包括当日（系统默认：包括）',
  'workplan.report-dates': '半年、季度、年度报告的截止日（通知未写明时使用；系统默认）',
  'workplan.scoring': '年度考核评分表（按日期生效；系统默认，非法定）',
  'workplan.lights': '黄灯：剩余工作日数；进度落后于时间的比例（系统默认）',
  'workplan.indicator-links': '目标用语与指标的对应（系统提示，由经办人确认）',
  'workplan.urging': '催办文书：答复期限、约谈安排（系统默认，非法定）',
}

/** Puts the duty's settings on record, where the city edits them. The ladder is the platform's own. */
export async function seedPlanSettings(tx: Tx): Promise<void> {
  for (const [code, note] of Object.entries(NOTES))
    await insertRow(tx, settings, { region: tx.work.city, code, value: planSettingDefaults[code], note })
}

/** A setting as it is edited; `version` null where the city has none on record and the default holds. */
export type EditedSetting = { readonly code: PlanSettingCode; readonly version: number | null; readonly value: unknown }

async function recorded(tx: Tx, code: PlanSettingCode, options: { lock?: boolean } = {}) {
  const found = await tx.selectFrom('setting').select('id').where('code', '=', code).where('closed_at', 'is', null).executeTakeFirst()
  return found ? getRow(tx, settings, found.id, options) : undefined
}

/** One of the duty's settings, as it is on record. */
export async function getPlanSetting(tx: Tx, code: PlanSettingCode): Promise<EditedSetting> {
  const row = await recorded(tx, code)
  return { code, version: row?.version ?? null, value: row ? row.value : defaults[code] }
}

/**
 * Keeps a new value as a version of the setting.
 * @throws Problem `input.invalid` (400) naming every fault, `row.changed` (409)
 */
export async function putPlanSetting(tx: Tx, code: PlanSettingCode, version: number | null, value: unknown): Promise<EditedSetting> {
  const read = shapes[code].safeParse(value)
  if (!read.success)
    throw new Problem(
      'input.invalid',
      {},
      faultsOf(read.error.issues).map((fault) => ({ ...fault, path: ['value', fault.path].filter(Boolean).join('.') })),
    )
  const before = await recorded(tx, code, { lock: true })
  if ((before?.version ?? null) !== version) throw new Problem('row.changed', { version: before?.version ?? null })
  const row = before
    ? await changeRow(tx, settings, before, { value: read.data })
    : await insertRow(tx, settings, { region: tx.work.city, code, value: read.data, note: NOTES[code] })
  return { code, version: row.version, value: row.value }
}
