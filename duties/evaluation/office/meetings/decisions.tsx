import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { Button, Input, Modal } from 'antd'
import { addDays, date } from '../../../../platform/core/dates.ts'
import { addressOf, api } from '../../../../web/kit/api.ts'
import { todayOf } from '../../../../web/kit/format.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { LinkButton } from '../../../../web/kit/LinkButton.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Card, Fault, Loading, Notice } from '../../../../web/kit/Page.tsx'
import { ReferencePicker } from '../../../../web/kit/Reference.tsx'
import { useHolds, useMe } from '../../../../web/kit/session.tsx'
import { State } from '../../../../web/kit/State.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import type { AnyRow } from '../../../../web/kit/types.ts'
import type { DecisionLine, MeetingDecisions } from '../../meetings/contract.ts'
import { decisionStates } from '../../meetings/registers.ts'
import '../office-work.css'

/** What a meeting decided, who holds it and whether it was done in time; the way to the brief. */
export function DecisionsCard({ row }: { row: AnyRow }) {
  const say = useText()
  const allows = useHolds()
  const [assigning, setAssigning] = useState(false)
  const found = useQuery({ queryKey: ['matter', 'meeting', row.id], queryFn: () => api.get<MeetingDecisions>(`/meeting/${row.id}/decisions`) })
  const data = found.data
  const pdf = row['brief_pdf']
  return (
    <Card
      title={say({ zh: '议定事项', en: 'Decisions' })}
      more={
        <span className="ow-tools">
          <Link href={`/meetings/${row.id}/brief`}>{say({ zh: '会前情况', en: 'Brief' })}</Link>
          {typeof pdf === 'string' && (
            <a href={addressOf(`/files/${pdf}`, { inline: 1 })} target="_blank" rel="noreferrer">
              PDF
            </a>
          )}
          {allows('evaluation.manage') && row['state'] !== 'cancelled' && !row.closed_at && (
            <Button size="small" type="primary" onClick={() => setAssigning(true)}>
              {say({ zh: '交办事项', en: 'Assign' })}
            </Button>
          )}
        </span>
      }
      padded
    >
      {!data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {data && data.items.length === 0 && <p className="quiet">{say({ zh: '还没有议定事项。', en: 'Nothing has been decided yet.' })}</p>}
      {data && data.onTime.of > 0 && <p>{say({ zh: '到期 {of} 项，按期报办结 {done} 项。', en: '{done} of {of} due decisions were reported in time.' }, data.onTime)}</p>}
      {data && data.items.length > 0 && <DecisionList items={data.items} />}
      {assigning && <Assign meeting={row.id} day={String(row['day'])} onClose={() => setAssigning(false)} />}
    </Card>
  )
}

/** A meeting whose day has come counts only once somebody says that it was held. */
export function NotHeld({ row }: { row: AnyRow }) {
  const say = useText()
  const allows = useHolds()
  const toast = useToast()
  const client = useQueryClient()
  const { busy, once } = useOnce(toast.failed)
  const today = todayOf(useMe().city)
  if (row['state'] !== 'planned' || String(row['day']) > today || row.closed_at || !allows('evaluation.manage')) return null
  const held = () =>
    once(async () => {
      await api.put(`/meeting/${row.id}`, { version: row.version, state: 'held' })
      toast.done(say({ zh: '已登记为已召开', en: 'Recorded as held' }))
      await Promise.all([['register'], ['matter']].map((queryKey) => client.invalidateQueries({ queryKey })))
    })
  return (
    <Notice tone="soon">
      {say({ zh: '会议日期已到。召开以后请登记为已召开，登记后才计入 A1、A2 的会议次数。', en: 'The day of the meeting has come. Once it was held, record it so: only then it counts in A1 and A2.' })}{' '}
      <Button size="small" loading={busy} onClick={() => void held()}>
        {say({ zh: '登记为已召开', en: 'Record as held' })}
      </Button>
    </Notice>
  )
}

export function DecisionList({ items }: { items: readonly DecisionLine[] }) {
  const say = useText()
  return (
    <ul className="items">
      {items.map(({ id, title, unit, state, due_on, late }) => (
        <li key={id} style={{ display: 'block' }}>
          <div className="ow-row">
            <span>
              <Link href={`/matters/meeting-decision/${id}`}>{title}</Link> <span className="quiet small">{unit}</span>
            </span>
            <span className="ow-tools">
              <State tone={state === 'closed' ? 'good' : late > 0 ? 'late' : 'plain'}>{say(decisionStates[state])}</State>
              <span className={late > 0 ? 'tone-late small' : 'quiet small'}>
                {due_on}
                {late > 0 && ` ${say({ zh: '逾期 {n} 天', en: '{n} days late' }, { n: late })}`}
              </span>
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}

function Assign({ meeting, day, onClose }: { meeting: string; day: string; onClose: () => void }) {
  const say = useText()
  const me = useMe()
  const client = useQueryClient()
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [unit, setUnit] = useState<string | null>(null)
  const today = todayOf(me.city)
  // Minutes are often entered later; what a meeting to come decides is due after it.
  const [due, setDue] = useState<string>(addDays(day > today ? date(day) : today, 30))
  const early = due < day
  const { busy, failure, once } = useOnce()
  const assign = () =>
    once(async () => {
      await api.post(`/meeting/${meeting}/decisions`, { title, text, holder_unit: unit, due_on: due })
      await client.invalidateQueries({ queryKey: ['matter'] })
      onClose()
    })
  return (
    <Modal open title={say({ zh: '交办议定事项', en: 'Assign a decision' })} okText={say({ zh: '交办', en: 'Assign' })} cancelText={say({ zh: '取消', en: 'Cancel' })} okButtonProps={{ disabled: !title.trim() || !text.trim() || !unit || !due || early, loading: busy }} onOk={() => void assign()} onCancel={onClose}>
      <div className="stack">
        {failure !== null && <Fault error={failure} />}
        <label>
          {say({ zh: '事项', en: 'Title' })}
          <Input value={title} maxLength={300} onChange={(event) => setTitle(event.target.value)} />
        </label>
        <label>
          {say({ zh: '要求', en: 'What was decided' })}
          <Input.TextArea rows={3} value={text} maxLength={5000} onChange={(event) => setText(event.target.value)} />
        </label>
        <div>
          <label htmlFor="decision-unit">{say({ zh: '承办单位', en: 'Held by' })}</label>
          <ReferencePicker id="decision-unit" to="org_unit" value={unit} onChange={setUnit} />
        </div>
        <label>
          {say({ zh: '期限', en: 'Due' })}
          <Input type="date" value={due} min={day} status={early ? 'error' : ''} onChange={(event) => setDue(event.target.value)} />
        </label>
        {due !== '' && early && <Notice tone="late">{say({ zh: '期限早于会议日期（{day}），请核对。', en: 'The due date lies before the meeting ({day}). Correct it.' }, { day })}</Notice>}
        {due !== '' && !early && due < today && (
          <Notice tone="soon">{say({ zh: '这个期限已过（今天 {today}）：交办后即列为逾期。请确认纪要中就是这个期限。', en: 'This date is past (today is {today}): once assigned, the decision is late at once. Make sure that the minutes say so.' }, { today })}</Notice>
        )}
      </div>
    </Modal>
  )
}

/** The way back from the brief. */
export const BackToMeeting = ({ id }: { id: string }) => {
  const say = useText()
  return <LinkButton to={`/meetings/${id}`}>{say({ zh: '回到会议', en: 'Back to the meeting' })}</LinkButton>
}
