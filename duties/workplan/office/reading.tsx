import { useRef, useState } from 'react'
import { Button, Segmented } from 'antd'
import { useKeys } from '../../../web/kit/keys.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Fault, Loading, Page } from '../../../web/kit/Page.tsx'
import { State } from '../../../web/kit/State.tsx'
import type { DraftAnswer } from '../contract.ts'
import { useRegionName, type PlanItem } from './data.ts'
import { IssueDialog } from './issue-dialog.tsx'
import { NamesTable } from './names.tsx'
import { Paper } from './paper.tsx'
import { TaskDetails, TaskLine } from './reading-task.tsx'
import { TaskEditor } from './task-editor.tsx'
import { isOpen, nameNow, namesOfTask, openOf, useDraft, useDraftAnswer, type DraftDesk, type Saving } from './use-draft.ts'

/** A reading beside its notice, for correction before anything is created (核对). */
export function Reading({ plan }: { plan: PlanItem }) {
  const say = useText()
  const found = useDraftAnswer(plan.id)
  const [round, setRound] = useState(0)
  const reload = () => void found.refetch().then(() => setRound((before) => before + 1))
  if (!found.data)
    return (
      <Page title={plan.title} back={{ to: '/plans', label: say({ zh: '重点工作', en: 'Work plans' }) }}>
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      </Page>
    )
  return <Desk key={round} first={found.data} issued={plan.state === 'issued'} reload={reload} />
}

const savings = {
  saved: { tone: 'good', label: { zh: '已保存', en: 'Saved' } },
  waiting: { tone: 'plain', label: { zh: '保存中…', en: 'Saving…' } },
  saving: { tone: 'plain', label: { zh: '保存中…', en: 'Saving…' } },
  failed: { tone: 'late', label: { zh: '没有保存', en: 'Not saved' } },
  overtaken: { tone: 'late', label: { zh: '他人已改', en: 'Changed by someone else' } },
} as const satisfies Record<Saving, unknown>

function Desk({ first, issued, reload }: { first: DraftAnswer; issued: boolean; reload: () => void }) {
  const say = useText()
  const desk = useDraft(first, issued, reload)
  const region = useRegionName(first.region)
  const [view, setView] = useState<'tasks' | 'units'>('tasks')
  const [chosen, setChosen] = useState(0)
  const [issuing, setIssuing] = useState(false)
  const { tasks } = desk.draft
  const open = tasks.filter((task) => isOpen(openOf(task, desk))).length
  const waiting = [...new Set(tasks.flatMap(namesOfTask))].filter((name) => nameNow(name, desk)?.status === 'decide').length
  const { tone, label } = savings[desk.saving]
  const progress = say(
    open > 0
      ? { zh: '{n} 项任务，{open} 项还有待定', en: '{n} units, {open} still unclear' }
      : { zh: '{n} 项任务，都已清楚', en: '{n} units, all clear' },
    { n: tasks.length, open },
  )
  return (
    <Page
      title={desk.draft.title}
      back={
        issued
          ? { to: `/plans/${first.id}/wall`, label: say({ zh: '挂图作战', en: 'Wall chart' }) }
          : { to: '/plans', label: say({ zh: '重点工作', en: 'Work plans' }) }
      }
      about={[desk.draft.number, desk.draft.date, say({ zh: '执行：{region}', en: 'Executed by {region}' }, { region })]
        .filter(Boolean)
        .join(' · ')}
      actions={
        issued ? undefined : (
          <Button type="primary" onClick={() => setIssuing(true)}>
            {say({ zh: '下达…', en: 'Issue…' })}
          </Button>
        )
      }
    >
      {desk.error !== null && (
        <>
          <Fault error={desk.error} />
          {desk.saving === 'overtaken' && (
            <p style={{ marginBottom: 12 }}>
              <Button onClick={desk.reload}>{say({ zh: '载入最新的识别稿', en: 'Load the newest reading' })}</Button>
            </p>
          )}
        </>
      )}
      <div className="wp-desk">
        <section className="card wp-panel">
          <div className="card-head">
            <h2>{say({ zh: '通知原文', en: 'The notice' })}</h2>
            <span className="quiet small">{tasks[chosen] && say({ zh: '第 {n} 项', en: 'Task {n}' }, { n: tasks[chosen].number })}</span>
          </div>
          <Paper paper={first.paper} tasks={tasks} chosen={chosen} onChoose={setChosen} />
        </section>
        <section className="card wp-panel">
          <div className="card-head wp-head">
            <Segmented
              value={view}
              onChange={setView}
              options={[
                { value: 'tasks', label: say({ zh: '任务 {n}', en: 'Tasks {n}' }, { n: tasks.length }) },
                ...(issued
                  ? []
                  : [
                      {
                        value: 'units' as const,
                        label:
                          waiting > 0
                            ? say({ zh: '单位（◆ {n} 待定）', en: 'Units (◆ {n} open)' }, { n: waiting })
                            : say({ zh: '单位', en: 'Units' }),
                      },
                    ]),
              ]}
            />
            <span className="wp-status" aria-live="polite">
              {issued ? (
                <State tone="good">{say({ zh: '已下达，不再修改', en: 'Issued: no longer changed' })}</State>
              ) : (
                <>
                  <span className="small">{progress}</span>
                  <State tone={tone}>{say(label)}</State>
                </>
              )}
            </span>
          </div>
          {view === 'tasks' ? <TaskPanel desk={desk} chosen={chosen} onChoose={setChosen} /> : <NamesTable desk={desk} />}
        </section>
      </div>
      {issuing && <IssueDialog desk={desk} onClose={() => setIssuing(false)} />}
    </Page>
  )
}

/** The tasks, one of them unfolded. j/k move, e edits, a accepts, u goes to the next one with something open. */
function TaskPanel({ desk, chosen, onChoose }: { desk: DraftDesk; chosen: number; onChoose: (at: number) => void }) {
  const say = useText()
  const list = useRef<HTMLOListElement>(null)
  const [editing, setEditing] = useState(false)
  const { tasks } = desk.draft
  const task = tasks[chosen]
  const choose = (at: number) => {
    if (at < 0 || at >= tasks.length) return
    setEditing(false)
    onChoose(at)
    requestAnimationFrame(() => list.current?.children[at]?.scrollIntoView({ block: 'nearest' }))
  }
  const nextOpen = (from: number) => {
    const order = [...tasks.keys()].map((step) => (from + 1 + step) % tasks.length)
    const next = order.find((at) => at !== from && isOpen(openOf(tasks[at]!, desk)))
    if (next !== undefined) choose(next)
  }
  // Accepting settles the reader's remarks; a name without a unit still waits for its own decision.
  const accept = () => {
    if (!task) return
    if (task.unclear.length > 0) desk.changeTask(chosen, { unclear: [] })
    choose(chosen + 1)
  }
  useKeys({
    j: () => choose(chosen + 1),
    k: () => choose(chosen - 1),
    e: () => (desk.readOnly ? false : setEditing(true)),
    a: accept,
    u: () => nextOpen(chosen),
  })
  return (
    <>
      <div className="wp-tasks" role="region" tabIndex={0} aria-label={say({ zh: '任务', en: 'Tasks' })}>
        <ol ref={list} className="wp-list">
          {tasks.map((one, at) => (
            <li key={at} className={at === chosen ? 'at' : undefined}>
              <TaskLine task={one} desk={desk} chosen={at === chosen} onChoose={() => choose(at)} />
              {at === chosen &&
                (editing ? (
                  <TaskEditor at={at} task={one} desk={desk} onClose={() => setEditing(false)} />
                ) : (
                  <TaskDetails at={at} task={one} desk={desk} onEdit={() => setEditing(true)} onAccept={accept} />
                ))}
            </li>
          ))}
        </ol>
      </div>
      <p className="wp-keys quiet small">
        <kbd>j</kbd> <kbd>k</kbd> {say({ zh: '上下', en: 'move' })} · <kbd>u</kbd> {say({ zh: '下一处待定', en: 'next unclear' })}
        {!desk.readOnly && (
          <>
            {' '}
            · <kbd>e</kbd> {say({ zh: '修改', en: 'edit' })} · <kbd>a</kbd> {say({ zh: '确认', en: 'accept' })}
          </>
        )}
      </p>
    </>
  )
}
