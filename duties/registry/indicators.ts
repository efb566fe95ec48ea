import { count, indicator, rows, share, type Indicator } from '../../platform/indicator/declare.ts'
import { dutyLevels } from './enterprises.ts'
import { OPERATING, WARNINGS } from './rules.ts'
import { licensedTypes, premisesTypes, typesUnder } from './types.ts'
import { threeSmall, typesOf } from './countings.ts'

const households = { zh: '户', en: 'premises' }
const percent = { zh: '%', en: '%' }

/** Premises that trade: open or reopened. */
export const operating = rows('premises', [['status', 'in', OPERATING]])
const needLicence = operating.and(['type', 'in', licensedTypes])
const inLedger = operating.and(['in_ledger', '=', true])
const standing = rows('licence', [['state', '=', 'valid']])
const licensed = needLicence.and(['licensed_until', 'on-or-after', 'as-of'])

/** Types one level below the roots, which every city counts. */
const counted = premisesTypes.filter((type) => type.parent !== undefined
  && premisesTypes.some((root) => root.code === type.parent && root.parent === undefined))

/** How many trade, of each type with all below it: `registry.premises.cant`. */
export const premisesByType: readonly Indicator[] = counted.map((type) =>
  indicator(`registry.premises.${type.code.toLowerCase().replaceAll('_', '-')}`, {
  title: { zh: `${type.label.zh}户数`, en: `Number: ${type.label.en}` }, unit: households, better: 'more',
  value: count(operating.and(['type', 'in', typesUnder(type.code)])), note: type.note,
}))

export const registryIndicators: readonly Indicator[] = [
  indicator('registry.premises', {
    title: { zh: '在营经营场所', en: 'Premises trading' }, unit: households, better: 'more', value: count(operating),
    note: { zh: '正常经营与恢复经营的场所，含无证场所；停业、关闭的不计。', en: 'Open and reopened premises, unlicensed ones too; not those suspended or closed.' },
  }),
  ...premisesByType,
  indicator('registry.three-small', {
    title: { zh: '三小户数', en: 'Three small' }, unit: households, better: 'more',
      value: count(operating.and(['type', 'in', typesOf(threeSmall)])),
    note: { zh: '小作坊、小餐饮、小摊点；有的城市以小经营店代替小餐饮。',
      en: 'Workshops, small catering, vendors; some cities count small shops instead of small catering.' },
  }),
  indicator('registry.three-small-registered', {
    title: { zh: '三小建档登记率', en: 'Three small registered' }, unit: percent, better: 'more',
      value: share(operating.and(['type', 'in', typesOf(threeSmall)], ['licensed_until', 'on-or-after', 'as-of']), operating.and(['type', 'in', typesOf(threeSmall)])),
    note: { zh: '在营的三小中，当日登记、备案或许可有效的比例。', en: 'Of the three small that trade, those whose registration, filing or licence stands on the day.' },
  }),
  indicator('registry.licensed-share', {
    title: { zh: '持证率', en: 'Licensed' }, unit: percent, better: 'more', value: share(licensed, needLicence),
    note: { zh: '应当持证或备案的在营场所中，当日许可、备案有效的比例。', en: 'Of premises that trade and need a licence or filing, those that hold one on the day.' },
  }),
  indicator('registry.unlicensed-open', {
    title: { zh: '无证在营场所', en: 'Trading without a licence' }, unit: households, better: 'less', value: count(needLicence.without(licensed)),
    note: { zh: '从未取得、已经过期或者已被终止的都计。', en: 'Never licensed, expired or ended.' },
  }),
  indicator('registry.found-unlicensed', {
    title: { zh: '查见的无证场所', en: 'Found unlicensed' }, unit: households, better: 'less',
      value: count(operating.and(['unlicensed', '=', true])),
  }),
  indicator('registry.ledger-bound', {
    title: { zh: '列入包保台账户数', en: 'Premises in the duty ledger' }, unit: households, better: 'more', value: count(inLedger),
  }),
  ...dutyLevels.map(({ code, label }) => indicator(`registry.ledger-bound.${code.toLowerCase()}`, {
    title: { zh: `包保台账：${label.zh}`, en: `Duty ledger: level ${label.en}` }, unit: households, better: 'more',
      value: count(inLedger.and(['duty_level', '=', code])),
  })),
  indicator('registry.ledger-share', {
    title: { zh: '列入包保台账比例', en: 'Share in the duty ledger' }, unit: percent, better: 'more', value: share(inLedger, operating),
    note: { zh: '列入包保台账的在营场所占全部在营场所的比例；台账范围由食安办确定。',
      en: 'Of premises that trade, those in the ledger; the food safety office says who belongs in it.' },
  }),
  indicator('registry.director-appointed', {
    title: { zh: '食品安全总监配备率', en: 'Food safety director appointed' }, unit: percent, better: 'more',
      threshold: { value: 100, source: '企业落实食品安全主体责任监督管理规定' },
    value: share(operating.and(['needs_director', '=', true], ['has_director', '=', true]), operating.and(['needs_director', '=', true])),
    note: { zh: '只计应当配备总监的场所。', en: 'Only premises that must appoint one.' },
  }),
  indicator('registry.officer-appointed', {
    title: { zh: '食品安全员配备率', en: 'Food safety officer appointed' }, unit: percent, better: 'more',
      threshold: { value: 100, source: '企业落实食品安全主体责任监督管理规定' },
    value: share(needLicence.and(['has_officer', '=', true]), needLicence),
  }),
  indicator('registry.promise-overdue', {
    title: { zh: '逾期未核查的承诺许可', en: 'Promises not checked in time' }, unit: { zh: '张', en: 'licences' }, better: 'less',
    value: count(rows('licence', [['on_promise', '=', true], ['state', '=', 'valid'], ['promise_checked_on', 'is-null'],
      ['promise_check_due', 'before', 'as-of']])),
  }),
  ...WARNINGS.map((days) => indicator(`registry.expiring-${days}`, {
    title: { zh: `${days} 天内到期的许可证`, en: `Licences that expire within ${days} days` }, unit: { zh: '张', en: 'licences' }, better: 'less',
    value: count(standing.and(['expires_on', 'next-days', days])),
  })),
  indicator('registry.licences-expired', {
    title: { zh: '过期许可证', en: 'Licences expired' }, unit: { zh: '张', en: 'licences' }, better: 'less',
    value: count(rows('licence', [['state', 'in', ['valid', 'expired']], ['expires_on', 'before', 'as-of']])),
  }),
]
