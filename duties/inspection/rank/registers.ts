import { register, type Row } from '../../../platform/register/declare.ts'
import { choice, date, integer, json, number, text } from '../../../platform/register/fields.ts'
import { MANAGE } from '../rights.ts'
import type { Card, FairnessTold, BacktestTold } from './contract.ts'

/** Each training of the order of visits: what it learned from, how fair it is, and how it would have done. */
export const rankRuns = register('rank_run', {
  title: { zh: '风险排序训练', en: 'Trainings of the ranking' },
  about: { zh: '每次训练一条：用了多少检查、学到什么、是否公平、回测结果。', en: 'One row for each training: what it learned from, what it learned, whether it is fair, and the back-test.' },
  fields: {
    title: text({ zh: '版本', en: 'Version' }, { required: true, max: 60, list: true }),
    day: date({ zh: '日期', en: 'Day' }, { required: true, list: true, sort: true, filter: true }),
    visits: integer({ zh: '检查户次', en: 'Inspections' }, { required: true, min: 0, list: true }),
    findings: integer({ zh: '严重发现', en: 'Serious findings' }, { required: true, min: 0, list: true }),
    places: integer({ zh: '排序户数', en: 'Places ranked' }, { required: true, min: 0, list: true }),
    method: choice({ zh: '方法', en: 'Method' }, [
      { code: 'learned', label: { zh: '由历史学习', en: 'Learned' } },
      { code: 'plain', label: { zh: '一般规则（历史太短）', en: 'Plain rules (history too short)' } },
    ], { required: true, list: true, filter: true }),
    auc: number({ zh: '回测 AUC', en: 'Back-test AUC' }, { list: true }),
    days_earlier: number({ zh: '回测提前天数', en: 'Days earlier in the back-test' }, { list: true }),
    seconds: number({ zh: '训练用时（秒）', en: 'Seconds' }, { required: true, min: 0 }),
    card: json<Card>({ zh: '说明', en: 'Card' }, { required: true }),
    fairness: json<FairnessTold | null>({ zh: '公平性', en: 'Fairness' }),
    backtest: json<BacktestTold | null>({ zh: '回测', en: 'Back-test' }),
  },
  naming: 'title',
  order: '-day',
  scope: 'city',
  access: { read: [MANAGE], write: [MANAGE] },
  readonly: true,
  noImport: true,
})
export type RankRun = Row<typeof rankRuns>

export const rankRegisters = [rankRuns] as const
