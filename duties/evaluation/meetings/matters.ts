import { matter } from '../../../platform/matter/declare.ts'
import { urgesBy } from '../../../platform/matter/urges.ts'
import { json, text } from '../../../platform/register/fields.ts'
import { decisions, decisionStates } from './registers.ts'

const note = text({ zh: '说明', en: 'Note' }, { required: true, max: 2000, multiline: true })
const said = text({ zh: '办理情况', en: 'What was done' }, { required: true, max: 5000, multiline: true })
const reason = text({ zh: '原因', en: 'Reason' }, { required: true, max: 1000, multiline: true })
const HOLDER = 'holder evaluation.work'
const OFFICE = 'evaluation.manage'
const open = ['assigned', 'returned'] as const

/** What a meeting decided (议定事项), held by one unit until the office closes it. */
export const meetingDecision = matter('meeting_decision', {
  title: { zh: '议定事项', en: 'Decision of a meeting' },
  record: decisions,
  states: decisionStates,
  actions: {
    open: {
      label: { zh: '交办', en: 'Assign' }, to: 'assigned', may: OFFICE, system: true,
      input: { decision: json<Record<string, unknown>>({ zh: '事项', en: 'Decision' }, { required: true }) },
    },
    report: { label: { zh: '报办结', en: 'Report done' }, from: open, to: 'reported', may: HOLDER, input: { note: said } },
    return: { label: { zh: '退回', en: 'Return' }, from: ['reported'], to: 'returned', may: OFFICE, input: { reason }, grave: true },
    close: { label: { zh: '销号', en: 'Close as done' }, from: ['reported'], to: 'closed', may: OFFICE },
    withdraw: { label: { zh: '撤销', en: 'Withdraw' }, from: open, to: 'withdrawn', may: OFFICE, input: { reason }, grave: true },
    ...urgesBy(OFFICE)(open),
    comment: { label: { zh: '留言', en: 'Comment' }, from: ['assigned', 'reported', 'returned', 'closed'], may: [HOLDER, OFFICE], input: { note } },
  },
  clocks: { due: { label: { zh: '办结期限', en: 'Due' }, limit: 'due_on', starts: ['open', 'return'], stops: ['report', 'withdraw'] } },
})
