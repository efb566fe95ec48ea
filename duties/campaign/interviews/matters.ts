import { matter } from '../../../platform/matter/declare.ts'
import { date, json, region, text } from '../../../platform/register/fields.ts'
import { interviews, interviewStates, interviewSubject, must, undertakings, undertakingStates, words } from './registers.ts'

const MANAGE = 'campaign.manage'
const HOLDER = 'holder campaign.report'
const reason = must('原因', 'Reason', 1000)
const seen = must('核实情况', 'What was seen', 2000)

/** A promise as the minutes list it: one a line, `2026-06-30 换发许可证`. */
export type Promised = { readonly text: string; readonly due_on: string }

/** 责任约谈: planned, told by letter, held with minutes and promises, closed once each promise was looked at. */
export const interview = matter('interview', {
  title: { zh: '责任约谈', en: 'Interview' },
  record: interviews,
  states: interviewStates,
  actions: {
    open: {
      label: { zh: '发起约谈', en: 'Plan an interview' }, to: 'planned', may: MANAGE,
      input: { region: region({ zh: '区划', en: 'Region' }, { required: true }), ...interviewSubject },
    },
    notify: { label: { zh: '发约谈通知书', en: 'Send the letter' }, from: ['planned', 'notified'], to: 'notified', may: MANAGE, document: 'interview_letter' },
    postpone: {
      label: { zh: '改期', en: 'Put off' }, from: ['planned', 'notified'], to: 'planned', may: MANAGE,
      input: { meet_on: date({ zh: '新的日期', en: 'New day' }, { required: true }), time: text({ zh: '时间', en: 'Time' }, { required: true, max: 40 }), reason },
    },
    hold: {
      label: { zh: '记录约谈', en: 'Record it' }, from: ['planned', 'notified'], to: 'held', may: MANAGE, document: 'interview_minutes',
      input: {
        held_on: date({ zh: '约谈日期', en: 'Held on' }, { required: true }), attendees: must('参加人员', 'Who attended', 2000), minutes: must('约谈纪要', 'Minutes', 20_000),
        promises: text({ zh: '承诺事项', en: 'Promises' }, { max: 5000, multiline: true, help: { zh: '一行一条：日期 内容，如 2026-06-30 换发许可证。', en: 'One a line: date and text, such as 2026-06-30 renews the licence.' } }),
      },
    },
    close: { label: { zh: '办结', en: 'Close' }, from: ['held'], to: 'closed', may: MANAGE },
    withdraw: { label: { zh: '撤销', en: 'Withdraw' }, from: ['planned', 'notified'], to: 'withdrawn', may: MANAGE, input: { reason }, grave: true },
  },
  clocks: { due: { label: { zh: '约谈日期', en: 'Day of the interview' }, limit: 'due_on', starts: ['open', 'postpone'], stops: ['hold', 'withdraw'] } },
})

/** 约谈承诺: kept or not, looked at by who held the interview. */
export const undertaking = matter('undertaking', {
  title: { zh: '约谈承诺', en: 'Promise of an interview' },
  record: undertakings,
  states: undertakingStates,
  actions: {
    open: {
      label: { zh: '承诺', en: 'Promise' }, to: 'promised', may: MANAGE, system: true,
      input: { undertaking: json<Record<string, unknown>>({ zh: '承诺', en: 'Promise' }, { required: true }) },
    },
    keep: { label: { zh: '已履行', en: 'Kept' }, from: ['promised'], to: 'kept', may: [HOLDER, MANAGE], input: { seen } },
    breach: { label: { zh: '未履行', en: 'Not kept' }, from: ['promised'], to: 'broken', may: MANAGE, input: { seen }, grave: true },
    remind: { label: { zh: '提示', en: 'Remind' }, from: ['promised'], may: MANAGE, input: { note: words('说明', 'Note', 2000) } },
  },
  clocks: { due: { label: { zh: '履行期限', en: 'To be kept by' }, limit: 'due_on', starts: 'open', stops: ['keep', 'breach'] } },
})
