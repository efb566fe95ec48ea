import { indicator, rows, share, type Indicator } from '../../platform/indicator/declare.ts'

/** Tasks whose deadline lies in the period, up to the day asked for. */
const due = rows('plan_task', [
  ['due_on', 'within', 'period'],
  ['due_on', 'before', 'as-of'],
])

export const workplanIndicators: readonly Indicator[] = [
  indicator('workplan.tasks-done', {
    title: { zh: '重点任务完成率', en: 'Plan tasks done' },
    unit: { zh: '%', en: '%' },
    better: 'more',
    value: share(due.and(['state', '=', 'done']), due),
    note: { zh: '期限已过的任务中已销号的比例；按任务所在的计划分区划。', en: 'Of tasks past their deadline, those closed as done; by the region of their plan.' },
  }),
]
