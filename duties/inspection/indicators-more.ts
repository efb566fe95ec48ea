import { count, indicator, rows, share, type Indicator } from '../../platform/indicator/declare.ts'

const percent = { zh: '%', en: '%' }
const visits = { zh: '户次', en: 'visits' }
const orders = { zh: '件', en: 'orders' }

/** Places that come first in a year that the period touches. */
const first = rows('inspection_target', [['starts_on', 'on-or-before', 'period-end'], ['ends_on', 'on-or-after', 'period-start']])
const special = first.and(['why', '=', 'special'])
const held = rows('inspection', [['visited_on', 'within', 'period'], ['result', 'not-null']])
const examined = held.and(['exam_asked', '>', 0])
const ofAudits = rows('rectification', [['ordered_on', 'within', 'period'], ['inspection_kind', '=', 'system'], ['state', '!=', 'withdrawn']])
const toPublish = rows('inspection', [['publish_by', 'within', 'period']])
const ordersOpen = rows('rectification', [['state', 'in', ['ordered', 'returned']]])
const inState = (state: string) => count(rows('rectification', [['state', '=', state]]))

/** What the evaluation asks (A7-2, A7-3, C1-2), counted from inspections under the names its scheme has for them. */
export const evaluated: readonly Indicator[] = [
  indicator('inspection.high-risk-covered', {
    title: { zh: '高风险企业检查覆盖率', en: 'High-risk firms inspected' }, unit: percent, better: 'more', value: share(first.and(['visited_on', 'within', 'period']), first),
    note: { zh: '重点检查对象（总局令49号第二十二条）中，当年首次检查在期内的。', en: 'Of the places that the law puts first (Order 49, art. 22), those whose first visit of the year lies in the period.' },
  }),
  indicator('special-food.audited', {
    title: { zh: '特殊食品企业体系检查覆盖率', en: 'Special-food producers audited' }, unit: percent, better: 'more', value: share(special.and(['audited_on', 'within', 'period']), special),
    note: { zh: '特殊食品生产者中，期内做过体系检查的。', en: 'Of the producers of special food, those whose system was audited in the period.' },
  }),
  indicator('special-food.findings-fixed', {
    title: { zh: '体系检查问题整改率', en: 'Findings of those audits put right' }, unit: percent, better: 'more', value: share(ofAudits.and(['state', '=', 'closed']), ofAudits),
    note: { zh: '期内体系检查责令整改的，已经销号的。', en: 'Of the orders that system audits of the period gave, those closed.' },
  }),
  indicator('managers.passed', {
    title: { zh: '抽考合格率', en: 'Managers who passed' }, unit: percent, better: 'more', value: share(examined.and(['resit_on', 'is-null']), examined),
    note: { zh: '期内抽考的户次中，受考人员全部合格（含补考合格）的。', en: 'Of the visits of the period that examined managers, those where all passed, some at the resit.' },
  }),
]

export const standing: readonly Indicator[] = [
  indicator('inspection.published-in-time', {
    title: { zh: '检查结果按时公开率', en: 'Results published in time' }, unit: percent, better: 'more', value: share(toPublish.and(['published_on', '<=', { field: 'publish_by' }]), toPublish),
    note: { zh: '公开期限在期内的，二十个工作日内公开的（总局令49号第三十九条）。', en: 'Of results that had to be public in the period, those that were within 20 working days (Order 49, art. 39).' },
  }),
  indicator('inspection.publish-late', {
    title: { zh: '逾期未公开', en: 'Publication overdue' }, unit: visits, better: 'less', value: count(rows('inspection', [['state', '=', 'finished'], ['publish_by', 'before', 'as-of']])),
  }),
  indicator('inspection.open-late', {
    title: { zh: '逾期未检查', en: 'Inspections overdue' }, unit: visits, better: 'less', value: count(rows('inspection', [['state', '=', 'assigned'], ['due_on', 'before', 'as-of']])),
  }),
  indicator('inspection.refused', {
    title: { zh: '拒签户次', en: 'Signatures refused' }, unit: visits, better: 'less', value: count(held.and(['refused', '=', true])),
  }),
  indicator('inspection.orders-late', {
    title: { zh: '逾期未整改', en: 'Orders overdue' }, unit: orders, better: 'less', value: count(ordersOpen.and(['due_on', 'before', 'as-of'])),
  }),
  indicator('inspection.orders-unchecked', {
    title: { zh: '待复查', en: 'To be re-checked' }, unit: orders, better: 'less', value: inState('corrected'),
  }),
  indicator('inspection.orders-open', {
    title: { zh: '整改中', en: 'To be put right' }, unit: orders, better: 'less', value: inState('ordered'),
  }),
  indicator('inspection.orders-returned', {
    title: { zh: '复查不合格', en: 'Not yet right' }, unit: orders, better: 'less', value: inState('returned'),
  }),
]
