import type { ReactNode } from 'react'
import { Button } from 'antd'
import { useText } from '../../../web/kit/language.tsx'
import { plain } from '../../../web/kit/format.ts'
import { State } from '../../../web/kit/State.tsx'
import type { DraftTask } from '../contract.ts'
import { modes } from '../registers.ts'
import { repeatLabels } from './words.ts'
import { NameChoice } from './names.tsx'
import { isOpen, nameNow, openOf, type DraftDesk } from './use-draft.ts'

/** How a task is shared, in words. */
export const modeLabel = (mode: DraftTask['mode']) => modes.find(({ code }) => code === mode)!.label

/** What those beside the leader do: 按职责分工负责 where the notice says so, else 配合. */
export const othersLabel = (mode: DraftTask['mode']) =>
  mode === 'lead_divided' ? { zh: '分工负责', en: 'By their duties' } : { zh: '配合', en: 'Assisting' }

/** One line of the list: number, heading, how it is shared, what is still open. */
export function TaskLine({ task, desk, chosen, onChoose }: { task: DraftTask; desk: DraftDesk; chosen: boolean; onChoose: () => void }) {
  const say = useText()
  const open = openOf(task, desk)
  const waits = open.unclear + open.names.length
  return (
    <button type="button" className="bare wp-line" aria-expanded={chosen} onClick={onChoose}>
      <span className="wp-number">{task.number}</span>
      <span className="wp-heading">{task.heading || task.text.slice(0, 40)}</span>
      <span className="quiet small wp-mode">{say(modeLabel(task.mode))}</span>
      {isOpen(open) ? (
        <State tone="soon">{say({ zh: '{n} 处待定', en: '{n} open' }, { n: waits })}</State>
      ) : (
        !desk.readOnly && <State tone="good">{say({ zh: '清楚', en: 'Clear' })}</State>
      )}
    </button>
  )
}

const Row = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)

/** What was read of a task, with everything open offered for a decision on the spot. */
export function TaskDetails({
  at,
  task,
  desk,
  onEdit,
  onAccept,
}: {
  at: number
  task: DraftTask
  desk: DraftDesk
  onEdit: () => void
  onAccept: () => void
}) {
  const say = useText()
  const roles = [
    [say(task.mode === 'single' ? { zh: '承办', en: 'Done by' } : { zh: '牵头', en: 'Leads' }), task.lead],
    [say({ zh: '分工负责', en: 'Share it' }), task.joint],
    [say(othersLabel(task.mode)), task.assisting],
  ] as const
  return (
    <div className="wp-details">
      <dl className="wp-facts">
        {task.section && <Row label={say({ zh: '部分', en: 'Section' })}>{task.section}</Row>}
        {roles.map(([label, names]) =>
          names.length === 0 ? null : (
            <Row key={label} label={label}>
              <Names names={names} desk={desk} />
            </Row>
          ),
        )}
        {task.superior && <Row label={say({ zh: '上级单位', en: 'Upper body' })}>{task.superior}</Row>}
        <Deadlines task={task} />
        <Targets at={at} task={task} desk={desk} />
        <Unclear at={at} task={task} desk={desk} />
      </dl>
      {!desk.readOnly && (
        <div className="toolbar">
          <Button size="small" type="primary" onClick={onAccept}>
            {say({ zh: '确认，下一项', en: 'Accept, next' })} <kbd>a</kbd>
          </Button>
          <Button size="small" onClick={onEdit}>
            {say({ zh: '修改', en: 'Edit' })} <kbd>e</kbd>
          </Button>
        </div>
      )}
    </div>
  )
}

function Names({ names, desk }: { names: readonly string[]; desk: DraftDesk }) {
  const say = useText()
  const waiting = names.flatMap((printed) => {
    const state = nameNow(printed, desk)
    return state?.status === 'decide' && !desk.readOnly ? [state] : []
  })
  return (
    <>
      <span className="wp-chips">
        {names.map((printed) => {
          const status = nameNow(printed, desk)?.status
          const amber = status === 'decide' || status === 'create'
          return (
            <span key={printed} className={`wp-chip ${amber ? 'soon' : status === 'left_out' ? 'out' : ''}`}>
              {printed}
              {amber && (
                <span title={say({ zh: '没有对应的单位', en: 'No unit matched' })}>
                  <span aria-hidden="true"> ◆</span>
                  <span className="unseen">{say({ zh: '待定', en: 'to decide' })}</span>
                </span>
              )}
            </span>
          )
        })}
      </span>
      {waiting.map((name) => (
        <div key={name.printed} className="wp-ask">
          <span className="break">◆ {say({ zh: '“{name}”是哪个单位？', en: 'Which unit is “{name}”?' }, { name: name.printed })}</span>
          <NameChoice name={name} desk={desk} />
        </div>
      ))}
    </>
  )
}

function Deadlines({ task }: { task: DraftTask }) {
  const say = useText()
  if (task.deadlines.length === 0) return null
  return (
    <Row label={say({ zh: '时限', en: 'Deadlines' })}>
      {task.deadlines.map(({ text, date, repeats, to, copy }, index) => (
        <div key={index}>
          {date ?? (repeats ? '' : say({ zh: '无日期', en: 'no date' }))} {repeats && say(repeatLabels[repeats])}{' '}
          <span className="quiet">“{text}”</span>
          {to.length > 0 && ` → ${to.join('、')}`}
          {copy.length > 0 && say({ zh: '，抄送{list}', en: ', copy to {list}' }, { list: copy.join('、') })}
        </div>
      ))}
    </Row>
  )
}

function Targets({ at, task, desk }: { at: number; task: DraftTask; desk: DraftDesk }) {
  const say = useText()
  if (task.targets.length === 0) return null
  const offers = desk.answer.offers[task.number] ?? []
  const link = (index: number, indicator: string | null) =>
    desk.changeTask(at, { targets: task.targets.map((target, i) => (i === index ? { ...target, indicator } : target)) })
  return (
    <Row label={say({ zh: '目标', en: 'Targets' })}>
      {task.targets.map(({ text, value, unit, indicator }, index) => {
        const offered = offers[index] ?? null
        return (
          <div key={index}>
            <strong>
              {plain(value)}
              {unit}
            </strong>{' '}
            <span className="quiet">“{text}”</span>{' '}
            {indicator !== null ? (
              <>
                <State tone="good">{indicator}</State>{' '}
                {!desk.readOnly && (
                  <button type="button" className="link small" onClick={() => link(index, null)}>
                    {say({ zh: '取消关联', en: 'Unlink' })}
                  </button>
                )}
              </>
            ) : (
              offered !== null &&
              !desk.readOnly && (
                <Button size="small" onClick={() => link(index, offered)}>
                  {say({ zh: '关联指标 {name}？', en: 'Link to {name}?' }, { name: offered })}
                </Button>
              )
            )}
          </div>
        )
      })}
    </Row>
  )
}

function Unclear({ at, task, desk }: { at: number; task: DraftTask; desk: DraftDesk }) {
  const say = useText()
  if (task.unclear.length === 0) return null
  return (
    <Row label={say({ zh: '读不准', en: 'Unclear' })}>
      {task.unclear.map((remark, index) => (
        <div key={index} className="wp-remark">
          <span className="tone-soon">◆ {remark}</span>{' '}
          {!desk.readOnly && (
            <button
              type="button"
              className="link small"
              onClick={() => desk.changeTask(at, { unclear: task.unclear.filter((_, i) => i !== index) })}
            >
              {say({ zh: '已核对', en: 'Checked' })}
            </button>
          )}
        </div>
      ))}
    </Row>
  )
}
