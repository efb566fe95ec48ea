import { count, indicator, rows, share, type Indicator } from '../../../platform/indicator/declare.ts'

const times = { zh: '次', en: 'times' }
const held = rows('meeting', [['state', '=', 'held'], ['day', 'within', 'period']])
/** Decisions that fell due in the period, those withdrawn left out. */
const due = rows('meeting_decision', [['due_on', 'within', 'period'], ['due_on', 'before', 'as-of'], ['state', '!=', 'withdrawn']])

export const meetingIndicators: readonly Indicator[] = [
  indicator('leadership.sessions', {
    title: { zh: '党委政府专题研究食品安全', en: 'Leaders’ sessions on food safety' }, unit: times, better: 'more', value: count(held.and(['kind', '=', 'special'])),
    note: { zh: '党委常委会、政府常务会及专题会，不含一般调度会。', en: 'Meetings of the Party committee, the government and special sessions; not routine ones.' },
  }),
  indicator('committee.consultations', { title: { zh: '风险会商和通报', en: 'Consultations and notices' }, unit: times, better: 'more', value: count(held.and(['kind', '=', 'consultation'])) }),
  indicator('committee.meetings', { title: { zh: '食安委会议', en: 'Meetings of the committee' }, unit: times, better: 'more', value: count(held.and(['kind', '=', 'committee'])) }),
  indicator('committee.decisions-on-time', {
    title: { zh: '议定事项按期办结率', en: 'Decisions done in time' }, unit: { zh: '%', en: '%' }, better: 'more',
    value: share(due.and(['state', 'in', ['reported', 'closed']], ['reported_on', '<=', { field: 'due_on' }]), due),
    note: { zh: '期限已过的议定事项中，承办单位在期限内报办结且未被退回的比例；撤销的不计。', en: 'Of decisions past their due date, those reported done in time and not returned; withdrawn ones left out.' },
  }),
]
