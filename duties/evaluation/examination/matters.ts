import { matter } from '../../../platform/matter/declare.ts'
import { urgesBy } from '../../../platform/matter/urges.ts'
import { json, text } from '../../../platform/register/fields.ts'
import { findings, findingStates, MANAGE } from './registers.ts'

const note = text({ zh: '说明', en: 'Note' }, { required: true, max: 2000, multiline: true })
const said = text({ zh: '整改情况', en: 'What was done' }, { required: true, max: 5000, multiline: true })
const seen = text({ zh: '复查情况', en: 'What the re-check saw' }, { required: true, max: 2000, multiline: true })
const reason = text({ zh: '原因', en: 'Reason' }, { required: true, max: 1000, multiline: true })
const HOLDER = 'holder evaluation.work'
const open = ['assigned', 'returned'] as const

/** What an examination found, held by one unit until somebody looked again. */
export const examinationFinding = matter('examination_finding', {
  title: { zh: '初评问题整改', en: 'Finding of an examination' },
  record: findings,
  states: findingStates,
  actions: {
    open: {
      label: { zh: '交办', en: 'Assign' }, to: 'assigned', may: MANAGE, system: true,
      input: { finding: json<Record<string, unknown>>({ zh: '问题', en: 'Finding' }, { required: true }) },
    },
    report: { label: { zh: '报整改', en: 'Report done' }, from: open, to: 'reported', may: HOLDER, input: { note: said } },
    return: { label: { zh: '退回', en: 'Return' }, from: ['reported'], to: 'returned', may: MANAGE, input: { reason }, grave: true },
    recheck: { label: { zh: '复查合格', en: 'Re-checked and right' }, from: ['reported'], to: 'closed', may: MANAGE, input: { note: seen } },
    withdraw: { label: { zh: '撤销', en: 'Withdraw' }, from: open, to: 'withdrawn', may: MANAGE, input: { reason }, grave: true },
    ...urgesBy(MANAGE)(open),
    comment: { label: { zh: '留言', en: 'Comment' }, from: ['assigned', 'reported', 'returned', 'closed'], may: [HOLDER, MANAGE], input: { note } },
  },
  clocks: { due: { label: { zh: '整改期限', en: 'Due' }, limit: 'due_on', starts: ['open', 'return'], stops: ['report', 'withdraw'] } },
})
