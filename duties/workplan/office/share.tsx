import { Link, useParams } from 'wouter'
import type { Matter } from '../../../platform/matter/declare.ts'
import { useText } from '../../../web/kit/language.tsx'
import { MatterPage, useMatter } from '../../../web/kit/MatterPage.tsx'
import { Card } from '../../../web/kit/Page.tsx'
import { matterLink } from '../contract.ts'
import { planPart, planReport } from '../matters.ts'
import { useTask } from './data.ts'
import { TargetRow } from './marks.tsx'
import { periodLabel } from './words.ts'
import { ReportForm } from './report-form.tsx'
import './workplan.css'

/** One unit's part of a shared task: `/matters/plan-part/:id`. */
export function PartRoute() {
  const { id } = useParams<{ id: string }>()
  return <Share key={id} matter={planPart} id={id} action="report" />
}

/** One report of a unit for a period: `/matters/plan-report/:id`. */
export function ReportRoute() {
  const { id } = useParams<{ id: string }>()
  return <Share key={id} matter={planReport} id={id} action="submit" />
}

function Share({ matter, id, action }: { matter: Matter; id: string; action: 'report' | 'submit' }) {
  const say = useText()
  const found = useMatter(matter.name, id)
  const row = found.data?.row
  const task = useTask(typeof row?.['plan_task_id'] === 'string' ? row['plan_task_id'] : undefined)
  const targets = task.data?.targets ?? []
  return (
    <MatterPage
      matter={matter}
      id={id}
      back={{ to: '/my-tasks', label: say({ zh: '本单位任务', en: 'Our tasks' }) }}
      facts={
        row && (
          <>
            <Card
              title={say({ zh: '要报送的内容', en: 'What is to be reported' })}
              more={
                task.data && <Link href={matterLink('plan_task', task.data.task.id)}>{say({ zh: '整项任务', en: 'The whole task' })}</Link>
              }
              padded
            >
              <p className="wp-text">{task.data?.task.text ?? String(row['text'] ?? '')}</p>
              <Told row={row} />
            </Card>
            {targets.length > 0 && (
              <Card title={say({ zh: '目标', en: 'Targets' })}>
                <ul className="items alert">
                  {targets.map((target, at) => (
                    <TargetRow key={at} target={target} units={task.data?.units ?? {}} />
                  ))}
                </ul>
              </Card>
            )}
          </>
        )
      }
      forms={{ [action]: (form) => <ReportForm matter={matter} action={action} targets={targets} {...form} /> }}
    />
  )
}

/** A list of names, or a text, as the row gives it. */
const words = (value: unknown): string => (Array.isArray(value) ? value.map(String).join('、') : typeof value === 'string' ? value : '')

function Told({ row }: { row: Readonly<Record<string, unknown>> }) {
  const say = useText()
  const rows = [
    [{ zh: '期次', en: 'Period' }, typeof row['period'] === 'string' ? say(periodLabel(row['period'])) : null],
    [{ zh: '报送', en: 'To' }, row['addressees']],
    [{ zh: '抄送', en: 'Copy to' }, row['copies']],
    [{ zh: '来源', en: 'Source' }, row['source']],
    [{ zh: '期限说明', en: 'About the due date' }, row['due_note']],
    [{ zh: '已报送', en: 'Reported' }, row['note']],
    [{ zh: '退回原因', en: 'Returned because' }, row['returned_for']],
  ] as const
  return (
    <dl className="wp-facts" style={{ marginTop: 12 }}>
      {rows.map(([label, value]) =>
        words(value) === '' ? null : (
          <div key={label.en}>
            <dt>{say(label)}</dt>
            <dd style={{ whiteSpace: 'pre-wrap' }}>{words(value)}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
