import { matter } from '../../platform/matter/declare.ts'
import { json, text } from '../../platform/register/fields.ts'
import { changeStates, gradeChanges, MANAGE, WORK } from './registers.ts'

const note = text({ zh: '审核意见', en: 'What was decided' }, { max: 1000, multiline: true })
const reason = text({ zh: '理由', en: 'Reason' }, { required: true, max: 1000, multiline: true })

/** 等级调整: proposed by who found it, confirmed by who decides; a mistake is revoked by a new action that keeps the old. */
export const gradeChange = matter('grade_change', {
  title: { zh: '等级调整', en: 'Change of a grade' },
  record: gradeChanges,
  states: changeStates,
  actions: {
    open: { label: { zh: '提出', en: 'Propose' }, to: 'proposed', may: WORK, system: true, input: { change: json<Record<string, unknown>>({ zh: '情形', en: 'What happened' }, { required: true }) } },
    confirm: { label: { zh: '认定', en: 'Confirm' }, from: ['proposed'], to: 'confirmed', may: MANAGE, input: { note } },
    refuse: { label: { zh: '不予认定', en: 'Do not confirm' }, from: ['proposed'], to: 'refused', may: MANAGE, input: { reason } },
    withdraw: { label: { zh: '撤回', en: 'Withdraw' }, from: ['proposed'], to: 'withdrawn', may: WORK, input: { reason } },
    revoke: { label: { zh: '撤销认定', en: 'Revoke' }, from: ['confirmed'], to: 'revoked', may: MANAGE, input: { reason }, grave: true },
  },
  clocks: { due: { label: { zh: '审核期限', en: 'Decide by' }, limit: 'due_on', starts: 'open', stops: ['confirm', 'refuse', 'withdraw'] } },
})
