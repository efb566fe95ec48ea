import { matter } from '../../platform/matter/declare.ts'
import { entrustBy } from '../../platform/matter/entrust.ts'
import { urgesBy } from '../../platform/matter/urges.ts'
import { choice, date, flag, instant, json, reference, text } from '../../platform/register/fields.ts'
import type { Check, Found, Place, Taken } from './contract.ts'
import { bindingStates, COVER, dutyBindings, dutyProblems, dutyVisits, MANAGE, problemStates, RECEIVE, visitModes, visitStates } from './registers.ts'

const reason = text({ zh: '原因', en: 'Reason' }, { required: true, max: 1000, multiline: true })
const given = (zh: string, en: string) => json<Record<string, unknown>>({ zh, en }, { required: true })

/** The account that a cadre signs in with, or while he has none the unit that records for him. */
const holding = { person: reference({ zh: '承办人', en: 'Person' }, 'person'), unit: reference({ zh: '承办单位', en: 'Unit' }, 'org_unit') }

/** 包保绑定: premises in the ledger wait for a cadre, are bound, promised for, and end with the binding. */
export const dutyBinding = matter('duty_binding', {
  title: { zh: '包保绑定', en: 'Duty binding' },
  record: dutyBindings,
  states: bindingStates,
  actions: {
    open: { label: { zh: '列入台账', en: 'Enter the ledger' }, to: 'unbound', may: MANAGE, system: true, input: { binding: given('台账', 'Entry') } },
    bind: { label: { zh: '绑定干部', en: 'Bind to a cadre' }, from: ['unbound'], to: 'bound', may: MANAGE, input: {
      cadre: reference({ zh: '包保干部', en: 'Cadre' }, 'cadre', { required: true }),
      bound_on: date({ zh: '绑定日期', en: 'Bound on' }, { help: { zh: '补录已有的包保关系时填写；不填为今天。', en: 'For a binding already in force; today where empty.' } }),
    } },
    promise: {
      label: { zh: '登记承诺书', en: 'Record the promise' }, from: ['bound'], may: [`holder ${COVER}`, MANAGE], document: 'duty_promise',
      input: { promised_on: date({ zh: '签订日期', en: 'Signed on' }, { required: true }) },
    },
    unbind: {
      label: { zh: '解除包保', en: 'Unbind' }, from: ['bound'], to: 'ended', may: MANAGE, grave: true,
      input: { note: text({ zh: '说明', en: 'Note' }, { required: true, max: 1000, multiline: true }) },
    },
    end: { label: { zh: '自动解除', en: 'Ended by the program' }, from: ['unbound', 'bound'], to: 'ended', may: MANAGE, system: true, input: { ended_for: text({ zh: '原因', en: 'Because' }, { required: true }), ended_on: date({ zh: '日期', en: 'Date' }, { required: true }), changed_on: date({ zh: '变更日期', en: 'Changed on' }), told_late: flag({ zh: '逾期告知', en: 'Told late' }) } },
    hold: { label: { zh: '更新承办人', en: 'Held by another account' }, from: ['bound'], may: MANAGE, system: true, input: holding },
    ...urgesBy(MANAGE)(['unbound']),
  },
  clocks: {
    rebind: { label: { zh: '确定包保干部', en: 'Bind to a cadre' }, limit: 'duty.rebind', starts: 'open', stops: ['bind', 'end'] },
    promise: { label: { zh: '签订承诺书', en: 'Sign the promise' }, limit: 'duty.promise', starts: 'bind', stops: ['promise', 'unbind', 'end'] },
  },
})

/** 包保督导: the task of a quarter, done by the cadre on the spot or from afar. What he finds is handed over; he orders nothing. */
export const dutyVisit = matter('duty_visit', {
  title: { zh: '包保督导', en: 'Duty visit' },
  record: dutyVisits,
  states: visitStates,
  actions: {
    open: { label: { zh: '生成任务', en: 'Make the task' }, to: 'due', may: MANAGE, system: true, input: { visit: given('任务', 'Task') } },
    visit: {
      label: { zh: '记录督导', en: 'Record the visit' }, from: ['due'], to: 'made', may: [`holder ${COVER}`, MANAGE], document: 'duty_visit_record',
      input: {
        visited_on: date({ zh: '督导日期', en: 'Visited on' }, { required: true }),
        mode: choice({ zh: '督导方式', en: 'How' }, visitModes, { required: true }),
        leader: text({ zh: '带队领导', en: 'Leader' }, { max: 100 }),
        checks: json<readonly Check[]>({ zh: '任务清单', en: 'Task list' }, { required: true }),
        found: json<readonly Found[]>({ zh: '发现问题', en: 'Problems found' }),
        note: text({ zh: '督导情况', en: 'What was seen' }, { max: 2000, multiline: true }),
        recorded_for: text({ zh: '代录对象', en: 'Recorded on behalf of' }, { max: 100 }),
        photos: json<readonly string[]>({ zh: '照片', en: 'Photos' }),
        place: json<Place | null>({ zh: '定位', en: 'Place' }),
        taken: json<Taken>({ zh: '照片时间和位置', en: 'When and where photos were taken' }),
        started_at: instant({ zh: '开始时间', en: 'Begun at' }),
        finished_at: instant({ zh: '结束时间', en: 'Ended at' }),
        sent_at: instant({ zh: '发送时的手机时间', en: 'The phone’s clock when it was sent' }),
      },
    },
    drop: { label: { zh: '撤销任务', en: 'Drop the task' }, from: ['due'], to: 'dropped', may: MANAGE, system: true, input: { dropped_for: text({ zh: '原因', en: 'Because' }, { required: true, max: 500 }) } },
    hold: { label: { zh: '更新承办人', en: 'Held by another account' }, from: ['due'], may: MANAGE, system: true, input: holding },
    move: { label: { zh: '按经营日历调整期限', en: 'Due by the days on which it operates' }, from: ['due'], may: MANAGE, system: true, input: { due_on: date({ zh: '期限', en: 'Due on' }, { required: true }) } },
    ...urgesBy(MANAGE)(['due']),
  },
  clocks: { due: { label: { zh: '督导期限', en: 'Visit by' }, limit: 'due_on', starts: 'open', stops: ['visit', 'drop'] } },
})

/** 问题移交: handed over with a receipt, sent back, dealt with and closed by those who may enforce. */
export const dutyProblem = matter('duty_problem', {
  title: { zh: '包保问题移交', en: 'Problem handed over' },
  record: dutyProblems,
  states: problemStates,
  actions: {
    open: { label: { zh: '移交', en: 'Hand over' }, to: 'handed', may: MANAGE, system: true, input: { problem: given('问题', 'Problem') } },
    receive: { label: { zh: '接收', en: 'Receive' }, from: ['handed'], to: 'received', may: RECEIVE },
    close: { label: { zh: '销号', en: 'Close' }, from: ['received'], to: 'closed', may: RECEIVE, input: { outcome: text({ zh: '处理结果', en: 'What was done' }, { required: true, max: 2000, multiline: true }) } },
    ...entrustBy([`holder ${RECEIVE}`, MANAGE])(['received']),
    send_back: { label: { zh: '退回', en: 'Send back' }, from: ['handed', 'received'], to: 'returned', may: RECEIVE, input: { reason }, grave: true },
    redirect: { label: { zh: '改交', en: 'Hand to another unit' }, from: ['returned'], to: 'handed', may: MANAGE, input: { unit: reference({ zh: '承办单位', en: 'Unit' }, 'org_unit', { required: true }) } },
    follow: { label: { zh: '随新干部', en: 'Goes with the new cadre' }, from: ['handed', 'received', 'returned'], may: MANAGE, system: true, input: { cadre: reference({ zh: '包保干部', en: 'Cadre' }, 'cadre', { required: true }), reporter: reference({ zh: '移交人', en: 'Handed over by' }, 'person') } },
    withdraw: { label: { zh: '撤销', en: 'Withdraw' }, from: ['handed', 'returned'], to: 'withdrawn', may: MANAGE, input: { reason }, grave: true },
    ...urgesBy(MANAGE)(['handed', 'received']),
  },
  clocks: {
    receive: { label: { zh: '接收期限', en: 'Receive by' }, limit: 'duty.receive', starts: ['open', 'redirect'], stops: ['receive', 'send_back', 'withdraw'] },
    due: { label: { zh: '销号期限', en: 'Close by' }, limit: 'due_on', starts: 'open', stops: ['close', 'withdraw'] },
  },
})
