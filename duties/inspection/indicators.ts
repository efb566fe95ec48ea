import { evaluated, standing } from './indicators-more.ts'
import { count, indicator, rows, share, type Indicator } from '../../platform/indicator/declare.ts'

const visits = { zh: '户次', en: 'visits' }
const percent = { zh: '%', en: '%' }
const orders = { zh: '件', en: 'orders' }

/** Inspections that reached a result in the period. */
const held = rows('inspection', [['visited_on', 'within', 'period'], ['result', 'not-null']])
const ordered = rows('rectification', [['ordered_on', 'within', 'period'], ['state', '!=', 'withdrawn']])

export const inspectionIndicators: readonly Indicator[] = [
  ...evaluated, ...standing,
  indicator('inspection.visits', {
    title: { zh: '监督检查户次', en: 'Inspections' }, unit: visits, better: 'more', value: count(held),
    note: { zh: '期内形成结果的检查；同一户查两次计两户次。', en: 'Inspections of the period that reached a result; a place inspected twice counts twice.' },
  }),
  indicator('inspection.failed', { title: { zh: '检查不符合户次', en: 'Inspections failed' }, unit: visits, better: 'less', value: count(held.and(['result', '=', 'fail'])) }),
  indicator('inspection.published', {
    title: { zh: '检查结果公开率', en: 'Results published' }, unit: percent, better: 'more', value: share(held.and(['published_on', 'not-null']), held),
    note: { zh: '期内形成结果的检查中已经公开的。', en: 'Of the inspections of the period that reached a result, those published.' },
  }),
  indicator('inspection.orders', { title: { zh: '责令整改', en: 'Orders to correct' }, unit: orders, better: 'less', value: count(ordered) }),
  indicator('inspection.orders-closed', {
    title: { zh: '整改销号率', en: 'Orders closed' }, unit: percent, better: 'more', value: share(ordered.and(['state', '=', 'closed']), ordered),
  }),
]
