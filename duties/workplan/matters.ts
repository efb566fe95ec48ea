import { integer, json, reference, text } from '../../platform/register/fields.ts'
import { matter, type ClockSpec } from '../../platform/matter/declare.ts'
import { entrustBy } from '../../platform/matter/entrust.ts'
import { urgesBy } from '../../platform/matter/urges.ts'
import type { ReportedFigure } from './contract.ts'
import { partStates, parts, reportStates, reports, taskStates, tasks } from './registers.ts'

const note = text({ zh: '说明', en: 'Note' }, { max: 2000, multiline: true })
const said = text({ zh: '办理情况', en: 'What was done' }, { required: true, max: 5000, multiline: true })
const reason = text({ zh: '原因', en: 'Reason' }, { required: true, max: 1000, multiline: true })
const unit = reference({ zh: '单位', en: 'Unit' }, 'org_unit', { required: true })

// Checked against the targets by services.ts: only there are they known.
const figures = json<readonly ReportedFigure[] | null>({ zh: '目标完成数', en: 'Figures for the targets' })

const WORKER = 'holder plan.work'
const opened = { label: { zh: '下达', en: 'Assign' }, may: 'plan.manage', system: true } as const

const urges = urgesBy('plan.manage')

const due = (stops: readonly string[]): ClockSpec => ({
  label: { zh: '完成期限', en: 'Due' },
  limit: 'due_on',
  starts: ['open', 'return'],
  stops,
})

const open = ['assigned', 'in_progress', 'returned'] as const

/** A task of the plan, held by one unit: the only one, the one that leads, or the one that collects (汇总单位). */
export const planTask = matter('plan_task', {
  title: { zh: '重点工作任务', en: 'Plan task' },
  record: tasks,
  states: taskStates,
  actions: {
    open: { ...opened, to: 'assigned', input: { task: json<Record<string, unknown>>({ zh: '任务', en: 'Task' }, { required: true }) } },
    name_collector: { label: { zh: '指定汇总单位', en: 'Name who collects' }, from: open, may: 'plan.manage', input: { unit } },
    reassign: {
      label: { zh: '改由其他单位承办', en: 'Give to another unit' },
      from: open,
      may: 'plan.manage',
      input: { unit, reason },
      grave: true,
    },
    ...entrustBy([WORKER, 'plan.manage'])(open),
    begin: { label: { zh: '开始办理', en: 'Begin' }, from: ['assigned', 'returned'], to: 'in_progress', may: WORKER },
    progress: {
      label: { zh: '填报进度', en: 'Tell progress' },
      from: ['in_progress'],
      may: WORKER,
      input: { percent: integer({ zh: '进度（%）', en: 'Progress (%)' }, { required: true, min: 0, max: 100 }), note: said },
    },
    submit: {
      label: { zh: '上报', en: 'Report' },
      from: open,
      to: 'reported',
      may: WORKER,
      input: {
        note: said,
        figures,
        missing: text({ zh: '尚未报送的单位及原因', en: 'Units that have not reported, and why' }, { max: 2000, multiline: true }),
      },
    },
    return: {
      label: { zh: '退回', en: 'Return' },
      from: ['reported', 'reviewed'],
      to: 'returned',
      may: 'plan.review',
      input: { reason },
      grave: true,
    },
    review: { label: { zh: '审核通过', en: 'Pass review' }, from: ['reported'], to: 'reviewed', may: 'plan.review', input: { note } },
    finish: { label: { zh: '销号', en: 'Close as done' }, from: ['reviewed'], to: 'done', may: ['plan.review', 'plan.manage'] },
    ...urges(open),
    comment: {
      label: { zh: '留言', en: 'Comment' },
      from: ['assigned', 'in_progress', 'reported', 'reviewed', 'returned', 'done'],
      may: [WORKER, 'plan.manage', 'plan.review'],
      input: { note: { ...note, required: true } },
    },
  },
  clocks: {
    due: due(['submit']),
    review: { label: { zh: '审核', en: 'Review' }, limit: 'workplan.review', starts: 'submit', stops: ['review', 'return'] },
  },
  extending: 'plan.manage',
})

/** One unit's own part of a task that several share. */
export const planPart = matter('plan_part', {
  title: { zh: '任务分工', en: 'Part of a plan task' },
  record: parts,
  states: partStates,
  actions: {
    open: { ...opened, to: 'asked', input: { part: json<Record<string, unknown>>({ zh: '分工', en: 'Part' }, { required: true }) } },
    report: {
      label: { zh: '报送', en: 'Report' },
      from: ['asked', 'returned'],
      to: 'reported',
      may: WORKER,
      input: { note: said, figures },
    },
    return: { label: { zh: '退回', en: 'Return' }, from: ['reported'], to: 'returned', may: 'plan.review', input: { reason }, grave: true },
    release: {
      label: { zh: '不涉及', en: 'Not concerned' },
      from: ['asked', 'returned'],
      to: 'released',
      may: 'plan.manage',
      input: { reason },
    },
    ...urges(['asked', 'returned']),
    comment: {
      label: { zh: '留言', en: 'Comment' },
      from: ['asked', 'reported', 'returned', 'released'],
      may: [WORKER, 'plan.manage', 'plan.review'],
      input: { note: { ...note, required: true } },
    },
  },
  clocks: { due: due(['report', 'release']) },
})

/** A report of one unit for one period. */
export const planReport = matter('plan_report', {
  title: { zh: '工作报告', en: 'Plan report' },
  record: reports,
  states: reportStates,
  actions: {
    open: { ...opened, to: 'due', input: { report: json<Record<string, unknown>>({ zh: '报告', en: 'Report' }, { required: true }) } },
    submit: {
      label: { zh: '提交报告', en: 'Submit' },
      from: ['due', 'returned'],
      to: 'submitted',
      may: WORKER,
      input: { note: said, figures },
    },
    accept: { label: { zh: '接收', en: 'Accept' }, from: ['submitted'], to: 'accepted', may: ['plan.review', 'plan.manage'] },
    return: {
      label: { zh: '退回', en: 'Return' },
      from: ['submitted'],
      to: 'returned',
      may: 'plan.review',
      input: { reason },
      grave: true,
    },
    ...urges(['due', 'returned']),
    comment: {
      label: { zh: '留言', en: 'Comment' },
      from: ['due', 'submitted', 'accepted', 'returned'],
      may: [WORKER, 'plan.manage', 'plan.review'],
      input: { note: { ...note, required: true } },
    },
  },
  clocks: { due: due(['submit']) },
})
