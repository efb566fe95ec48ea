import { count, indicator, rows, share, type Indicator } from '../../platform/indicator/declare.ts'

const percent = { zh: '%', en: '%' }
const households = { zh: '户', en: 'premises' }
const items = { zh: '件', en: 'problems' }

/** The ledger as it stands: bound and waiting for a cadre. */
const ledger = rows('duty_binding', [['state', 'in', ['unbound', 'bound']]])
const bound = ledger.and(['state', '=', 'bound'])
/** What quarters ask for, by the day on which it is due; what was dropped with its binding is not asked. */
const asked = rows('duty_visit', [['extra', '=', false], ['due_on', 'within', 'period'], ['state', 'in', ['due', 'made']]])
const made = rows('duty_visit', [['state', '=', 'made'], ['visited_on', 'within', 'period']])
const handed = rows('duty_problem', [['found_on', 'within', 'period'], ['state', '!=', 'withdrawn']])

export const dutyLevelIndicators: readonly Indicator[] = [
  indicator('bound-duty.covered', {
    title: { zh: '包保覆盖率', en: 'Coverage of bound duty' }, unit: percent, better: 'more', value: share(bound, ledger),
    note: { zh: '包保台账在册的经营场所中已绑定包保干部的比例；关闭、停业的已从台账解除，不计。', en: 'Of the premises in the duty ledger, those bound to a cadre; closed and suspended ones have left it.' },
  }),
  indicator('bound-duty.visits-done', {
    title: { zh: '包保督导完成率', en: 'Supervision visits done' }, unit: percent, better: 'more', value: share(asked.and(['state', '=', 'made']), asked),
    note: { zh: '期限在本期内的督导任务中已完成的比例；加督和随包保关系解除的任务不计。', en: 'Of the visits that fall due in the period, those made; extra visits and tasks dropped with their binding do not count.' },
  }),
  indicator('bound-duty.visits', { title: { zh: '包保督导次数', en: 'Duty visits' }, unit: { zh: '次', en: 'visits' }, better: 'more', value: count(made) }),
  indicator('bound-duty.promised', {
    title: { zh: '承诺书签订率', en: 'Promises signed' }, unit: percent, better: 'more', value: share(bound.and(['promised_on', 'not-null']), bound),
    note: { zh: '已绑定的包保关系中签订承诺书的；换了干部须重新签订。', en: 'Of the bindings that stand, those promised for; a change of cadre asks for another.' },
  }),
  indicator('bound-duty.unbound', { title: { zh: '待绑定户数', en: 'Waiting for a cadre' }, unit: households, better: 'less', value: count(ledger.and(['state', '=', 'unbound'])) }),
  indicator('bound-duty.problems', { title: { zh: '包保督导移交问题', en: 'Problems handed over' }, unit: items, better: 'less', value: count(handed) }),
  indicator('bound-duty.problems-closed', { title: { zh: '移交问题销号率', en: 'Handed-over problems closed' }, unit: percent, better: 'more', value: share(handed.and(['state', '=', 'closed']), handed) }),
]
