import { matter } from '../../platform/matter/declare.ts'
import { json, number, text } from '../../platform/register/fields.ts'
import { gaps, gapStates, requests, requestStates } from './registers.ts'

const note = text({ zh: '说明', en: 'Note' }, { max: 2000, multiline: true })
const reason = text({ zh: '原因', en: 'Reason' }, { required: true, max: 1000, multiline: true })
const HOLDER = 'holder evaluation.work'

/** An item that falls short in a region, assigned to the department that answers for it; the program closes it once it is met. */
export const evaluationGap = matter('evaluation_gap', {
  title: { zh: '补差事项', en: 'Gap' },
  record: gaps,
  states: gapStates,
  actions: {
    open: {
      label: { zh: '交办', en: 'Assign' }, to: 'open', may: 'evaluation.manage', system: true,
      input: { gap: json<Record<string, unknown>>({ zh: '差距', en: 'Gap' }, { required: true }) },
    },
    progress: {
      label: { zh: '填报进展', en: 'Tell progress' }, from: ['open', 'working'], to: 'working', may: HOLDER,
      input: { note: { ...note, required: true } as typeof reason },
    },
    meet: { label: { zh: '达标销号', en: 'Met' }, from: ['open', 'working'], to: 'met', may: 'evaluation.manage', system: true },
    remind: { label: { zh: '催办', en: 'Remind' }, from: ['open', 'working'], may: 'evaluation.manage', input: { note } },
    withdraw: { label: { zh: '撤销', en: 'Withdraw' }, from: ['open', 'working'], to: 'withdrawn', may: 'evaluation.manage', input: { reason }, grave: true },
  },
  clocks: { due: { label: { zh: '整改期限', en: 'Due' }, limit: 'due_on', starts: 'open', stops: ['meet', 'withdraw'] } },
})

/** A figure of a period, asked of the unit that holds it. The answer is kept as a reported figure. */
export const figureRequest = matter('figure_request', {
  title: { zh: '数据填报', en: 'Figure asked for' },
  record: requests,
  states: requestStates,
  actions: {
    open: {
      label: { zh: '要数', en: 'Ask' }, to: 'asked', may: 'evaluation.manage', system: true,
      input: { request: json<Record<string, unknown>>({ zh: '要数', en: 'Request' }, { required: true }) },
    },
    answer: {
      label: { zh: '填报', en: 'Answer' }, from: ['asked'], to: 'answered', may: HOLDER,
      input: {
        value: number({ zh: '数值', en: 'Value' }, { required: true }),
        source: text({ zh: '出处', en: 'Source' }, { required: true, max: 300 }),
      },
    },
    ask_again: { label: { zh: '再次要数', en: 'Ask again' }, from: ['asked', 'answered'], may: 'evaluation.manage', system: true },
    withdraw: { label: { zh: '撤回', en: 'Withdraw' }, from: ['asked'], to: 'withdrawn', may: 'evaluation.manage', input: { reason }, grave: true },
  },
  clocks: { due: { label: { zh: '填报期限', en: 'Due' }, limit: 'due_on', starts: 'open', stops: ['answer', 'withdraw'] } },
})

// Pages find matters here.
export { meetingDecision } from './meetings/matters.ts'
export { examinationFinding } from './examination/matters.ts'
