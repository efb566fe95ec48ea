import { count, indicator, median, per, reported, rows, share, sum, type Indicator } from './declare.ts'

const title = { zh: '试验指标', en: 'Trial' }
const unit = { zh: '个', en: 'items' }
const all = rows('premises')
const opened = rows('premises', [['opened_on', 'within', 'period']])
const named = (name: string, value: Indicator['value']): Indicator => indicator(name, { title, unit, better: 'more', value })
export const population = { parameter: 'population', title: { zh: '常住人口', en: 'Residents' }, unit: { zh: '人', en: 'people' } }

/** Indicators of every kind of value and with every operator, beside those that duties ship. */
export const trials: readonly Indicator[] = [
  named('trial.all', count(all)),
  named('trial.entered', count(rows('premises', [['created_at', 'within', 'period']]))),
  named('trial.entered-before', count(rows('premises', [['created_at', 'before', 'period-start']]))),
  named('trial.entered-after', count(rows('premises', [['created_at', 'after', 'period-start'], ['created_at', 'on-or-before', 'period-end']]))),
  named('trial.changed', count(rows('premises', [['version', '>', 1], ['updated_at', 'on-or-after', 'period-start']]))),
  named('trial.opened-per-thousand', per(opened, population, 1000)),
  named('trial.standing-per-thousand', per(all, population, 1000)),
  named('trial.median-diners', median(opened, 'diners')),
  named('trial.sum-diners', sum(all.and(['status', '!=', 'open']), 'diners')),
  named('trial.small', count(all.and(['diners', '<', 100], ['diners', '>=', 10], ['scale', 'is-null']))),
  named('trial.not-large', count(all.and(['diners', '<=', 500], ['type', 'not-in', ['CATE', 'CANT']]))),
  named('trial.since-late', count(all.and(['status_since', '>', { field: 'opened_on' }]))),
  named('trial.not-known-as-new', count(all.without(all.and(['opened_on', 'after', 'period-end'])))),
  named('trial.old-share', share(all.and(['opened_on', 'before', 'period-start']), all.and(['opened_on', 'not-null']))),
  named('trial.empty-choice', count(all.and(['status', 'in', []]))),
  named('trial.licences-later-than-promise', count(rows('licence', [['expires_on', '>=', { field: 'promise_check_due' }]]))),
]

export const budget: Indicator = named('trial.budget', reported())
