import { Link } from 'wouter'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card } from '../../../web/kit/Page.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { Due, State } from '../../../web/kit/State.tsx'
import { matterLink } from '../contract.ts'
import { partStates, reportStates, type TaskRow } from '../registers.ts'
import type { TaskAnswer } from './data.ts'
import { Progress, TargetRow } from './marks.tsx'
import { modeLabel, othersLabel } from './reading-task.tsx'
import { periodLabel, repeatLabels } from './words.ts'

/** A task as the notice puts it: text, who shares it, targets with present values, deadlines, parts and reports unit by unit. */
export function TaskFacts({ answer }: { answer: TaskAnswer }) {
  const say = useText()
  const { task, targets, parts, reports, units, plan } = answer
  return (
    <>
      <Card
        title={say({ zh: '任务内容', en: 'The task' })}
        more={<Link href={`/plans/${plan.id}/wall`}>{plan.number ?? plan.title}</Link>}
        padded
      >
        <p className="wp-text">{task.text}</p>
        <Shares task={task} units={units} />
      </Card>
      {targets.length > 0 && (
        <Card title={say({ zh: '目标', en: 'Targets' })}>
          <ul className="items alert">
            {targets.map((target, at) => (
              <TargetRow key={at} target={target} units={units} />
            ))}
          </ul>
        </Card>
      )}
      {parts.length > 0 && (
        <Card
          title={say({ zh: '各单位分工', en: 'Parts, unit by unit' })}
          more={say(
            { zh: '{done}/{all} 已报送', en: '{done} of {all} reported' },
            {
              done: parts.filter(({ state }) => state === 'reported').length,
              all: parts.filter(({ state }) => state !== 'released').length,
            },
          )}
        >
          <Children rows={parts} kind="plan_part" states={partStates} units={units} collector={task.collector_unit} />
        </Card>
      )}
      {reports.length > 0 && (
        <Card title={say({ zh: '应报告', en: 'Reports due' })}>
          <Children rows={reports} kind="plan_report" states={reportStates} units={units} collector={null} />
        </Card>
      )}
    </>
  )
}

function Shares({ task, units }: { task: TaskRow; units: Readonly<Record<string, string>> }) {
  const say = useText()
  const named = (ids: readonly string[]): string =>
    ids
      .map((id) => units[id] ?? '')
      .filter(Boolean)
      .join('、')
  const rows = [
    [{ zh: '分工方式', en: 'How it is shared' }, say(modeLabel(task.mode))],
    [task.mode === 'single' ? { zh: '承办', en: 'Done by' } : { zh: '牵头', en: 'Leading' }, named(task.lead_units)],
    [{ zh: '分工负责', en: 'Sharing' }, named(task.joint_units)],
    [othersLabel(task.mode), named(task.assisting_units)],
    [
      { zh: '汇总单位', en: 'Collects' },
      task.collector_unit ? named([task.collector_unit]) : task.holder_unit === null ? say({ zh: '◆ 未指定', en: '◆ Not named yet' }) : '',
    ],
    [{ zh: '上级单位', en: 'Upper body' }, task.superior ?? ''],
    [
      { zh: '时限', en: 'Deadlines' },
      task.deadlines
        .map(({ text, date, repeats }) => [date, repeats && say(repeatLabels[repeats]), `“${text}”`].filter(Boolean).join(' '))
        .join('；'),
    ],
    [{ zh: '期限说明', en: 'About the due date' }, task.due_note ?? ''],
    [{ zh: '读不准', en: 'Unclear' }, task.unclear.join('；')],
    [{ zh: '办理情况', en: 'What was done' }, task.note ?? ''],
    [{ zh: '未报送说明', en: 'What is missing' }, task.missing ?? ''],
    [{ zh: '退回原因', en: 'Returned because' }, task.returned_for ?? ''],
  ] as const
  return (
    <dl className="wp-facts" style={{ marginTop: 12 }}>
      {rows.map(([label, value]) =>
        value === '' ? null : (
          <div key={label.en}>
            <dt>{say(label)}</dt>
            <dd style={{ whiteSpace: 'pre-wrap' }}>{value}</dd>
          </div>
        ),
      )}
      <div>
        <dt>{say({ zh: '进度', en: 'Progress' })}</dt>
        <dd>
          <Progress percent={task.progress} />
        </dd>
      </div>
    </dl>
  )
}

type Child = TaskAnswer['parts'][number] | TaskAnswer['reports'][number]

function Children({
  rows,
  kind,
  states,
  units,
  collector,
}: {
  rows: readonly Child[]
  kind: 'plan_part' | 'plan_report'
  states: Readonly<Record<string, { zh: string; en: string; done?: boolean }>>
  units: Readonly<Record<string, string>>
  collector: string | null
}) {
  const say = useText()
  const me = useMe()
  return (
    <ul className="items alert">
      {rows.map((row) => {
        const state = states[row.state]
        return (
          <li key={row.id}>
            <div>
              <Link href={matterLink(kind, row.id)}>{row.holder_unit ? (units[row.holder_unit] ?? row.title) : row.title}</Link>
              {row.holder_unit !== null && row.holder_unit === collector && (
                <span className="quiet small"> · {say({ zh: '汇总', en: 'collects' })}</span>
              )}
              <div className="quiet small break">
                {'period' in row ? `${say(periodLabel(row.period))} · ${row.due_on ?? ''} ` : ''}
                {row.note}
              </div>
            </div>
            <span className="toolbar">
              {!state?.done && row.due_on !== null && <Due on={row.due_on} today={todayOf(me.city)} />}
              <State tone={state?.done ? 'good' : row.state === 'returned' ? 'soon' : 'plain'}>{state ? say(state) : row.state}</State>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
