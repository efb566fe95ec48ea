import { matter } from '../../platform/matter/declare.ts'
import { entrustBy } from '../../platform/matter/entrust.ts'
import { urgesBy } from '../../platform/matter/urges.ts'
import { date, flag, instant, integer, json, number, references, text } from '../../platform/register/fields.ts'
import type { Instant } from '../../platform/core/dates.ts'
import type { Conduct } from './contract.ts'
import { inspections, inspectionStates, MANAGE, OWN, rectifications, rectificationStates, WORK } from './registers.ts'
import type { Finding } from './sheets/sheet.ts'

const note = text({ zh: '说明', en: 'Note' }, { max: 5000, multiline: true })
const reason = text({ zh: '原因', en: 'Reason' }, { required: true, max: 1000, multiline: true })
const said = text({ zh: '整改情况', en: 'What was done' }, { required: true, max: 5000, multiline: true })
const seen = text({ zh: '复查情况', en: 'What the re-check saw' }, { required: true, max: 2000, multiline: true })

const answers = {
  facts: json<Readonly<Record<string, boolean>>>({ zh: '场所情况', en: 'Facts of the place' }, { required: true }),
  findings: json<readonly Finding[]>({ zh: '逐项结果', en: 'Findings' }, { required: true }),
  corrected: json<readonly string[]>({ zh: '当场改正的项', en: 'Put right on the spot' }, { required: true }),
  stop: flag({ zh: '责令立即停止经营', en: 'Stopped at once' }),
  note,
}

/** 监督检查: assigned to two inspectors at least, finished on the spot, published. A finished one is only corrected by a new action. */
export const inspection = matter('inspection', {
  title: { zh: '监督检查', en: 'Inspection' },
  record: inspections,
  states: inspectionStates,
  actions: {
    open: {
      label: { zh: '派出检查', en: 'Assign' }, to: 'assigned', may: MANAGE, system: true,
      input: { inspection: json<Record<string, unknown>>({ zh: '检查', en: 'Inspection' }, { required: true }) },
    },
    finish: {
      label: { zh: '提交检查', en: 'Submit' }, from: ['assigned'], to: 'finished', may: WORK, document: 'inspection_record',
      input: {
        ...answers,
        // Of those assigned, some may be of a unit that the sender cannot see: the rules hold them against the assignment.
        present: json<readonly string[]>({ zh: '实际检查人员', en: 'Who inspected' }, { required: true }),
        started_at: instant({ zh: '开始时间', en: 'Begun at' }, { required: true }),
        signed_at: instant({ zh: '签字时间', en: 'Signed at' }, { required: true }),
        finished_at: instant({ zh: '结束时间', en: 'Ended at' }, { required: true }),
        sent_at: instant({ zh: '发送时的手机时间', en: 'The phone’s clock when it was sent' }, { required: true }),
        answered_at: json<Readonly<Record<string, Instant>>>({ zh: '各项填写时间', en: 'When each item was answered' }),
        accuracy: number({ zh: '定位精度（米）', en: 'Accuracy of the place (m)' }, { min: 0, max: 1_000_000 }),
        lng: number({ zh: '经度', en: 'Longitude' }, { min: -180, max: 180 }),
        lat: number({ zh: '纬度', en: 'Latitude' }, { min: -90, max: 90 }),
        conduct: json<Conduct | null>({ zh: '检查过程', en: 'How it was done' }),
        order_due_on: date({ zh: '整改期限', en: 'To be put right by' }),
      },
    },
    publish: { label: { zh: '公开结果', en: 'Publish' }, from: ['finished'], to: 'published', may: MANAGE },
    reassign: {
      label: { zh: '更换检查人员', en: 'Change inspectors' }, from: ['assigned'], may: MANAGE,
      input: { inspectors: references({ zh: '检查人员', en: 'Inspectors' }, 'person', { required: true }), reason },
    },
    resit: {
      label: { zh: '登记补考', en: 'Resit' }, from: ['finished', 'published'], may: WORK,
      input: { passed: integer({ zh: '补考合格人数', en: 'Passed the resit' }, { required: true, min: 0, max: 10_000 }), on: date({ zh: '再次补考日期', en: 'Next resit on' }) },
    },
    correct: { label: { zh: '更正记录', en: 'Correct the record' }, from: ['finished', 'published'], may: WORK, input: { ...answers, reason }, grave: true },
    withdraw: { label: { zh: '撤销', en: 'Withdraw' }, from: ['assigned'], to: 'withdrawn', may: MANAGE, input: { reason }, grave: true },
    ...urgesBy(MANAGE)(['assigned'] as const),
  },
  clocks: {
    due: { label: { zh: '检查期限', en: 'Inspect by' }, limit: 'due_on', starts: 'open', stops: ['finish', 'withdraw'] },
    // 总局令49号 art. 39: within 20 working days after the result was formed.
    publish: { label: { zh: '结果公开', en: 'Publish the result' }, limit: 'inspection.publish', starts: 'finish', stops: ['publish'] },
  },
})

const open = ['ordered', 'returned'] as const

/** 责令整改: the business corrects, the inspectors look again. */
export const rectification = matter('rectification', {
  title: { zh: '责令整改', en: 'Order to correct' },
  record: rectifications,
  states: rectificationStates,
  actions: {
    open: {
      label: { zh: '责令整改', en: 'Order' }, to: 'ordered', may: WORK, system: true,
      input: { order: json<Record<string, unknown>>({ zh: '责令', en: 'Order' }, { required: true }) },
    },
    correct: { label: { zh: '报整改', en: 'Report done' }, from: open, to: 'corrected', may: [OWN, WORK], input: { note: said } },
    return: { label: { zh: '复查不合格', en: 'Not yet right' }, from: ['corrected'], to: 'returned', may: WORK, input: { reason, due_on: date({ zh: '新的期限', en: 'New date' }) }, grave: true },
    recheck: { label: { zh: '复查合格', en: 'Re-checked and right' }, from: ['corrected'], to: 'closed', may: WORK, input: { note: seen } },
    ...entrustBy(MANAGE)([...open, 'corrected']),
    withdraw: { label: { zh: '撤销', en: 'Withdraw' }, from: open, to: 'withdrawn', may: MANAGE, input: { reason }, grave: true },
    ...urgesBy(MANAGE)(open),
  },
  clocks: { due: { label: { zh: '整改期限', en: 'To be put right by' }, limit: 'due_on', starts: ['open', 'return'], stops: ['correct', 'withdraw'] } },
})

export { draw } from './draw/matters.ts'
