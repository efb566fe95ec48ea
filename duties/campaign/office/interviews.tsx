import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useLocation, useParams } from 'wouter'
import type { Register } from '../../../platform/register/declare.ts'
import { ActionDialog } from '../../../web/kit/ActionDialog.tsx'
import { api } from '../../../web/kit/api.ts'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { MatterPage, useMatter } from '../../../web/kit/MatterPage.tsx'
import { Card, Loading } from '../../../web/kit/Page.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { RowFields } from '../../../web/kit/RegisterRow.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import { Due, State } from '../../../web/kit/State.tsx'
import type { Page as Rows } from '../../../web/kit/types.ts'
import { interviews, undertakingStates } from '../interviews/registers.ts'
import { interview } from '../matters.ts'
import { MANAGE } from '../registers.ts'

/** What an interview is about; how it stands is told at the head of the page. */
const about: Register = { ...interviews, fields: Object.fromEntries(Object.entries(interviews.fields).filter(([name]) => !['title', 'state', 'holder_unit', 'holder_person', 'due_on', 'late_level'].includes(name))) }

/** `/interviews`: the list, and planning one. */
export function InterviewPages() {
  const say = useText()
  const allows = useHolds()
  const [, go] = useLocation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <RegisterPages register={interviews} base="/interviews" actions={allows(MANAGE) && <Button type="primary" onClick={() => setOpen(true)}>{say(interview.actions.open.label)}</Button>} />
      {open && <ActionDialog matter={interview} name="open" spec={interview.actions.open} onClose={() => setOpen(false)} onDone={({ row }) => go(`/matters/interview/${row.id}`)} />}
    </>
  )
}

/** One interview: `/matters/interview/:id`. */
export function InterviewRoute() {
  const { id } = useParams<{ id: string }>()
  const say = useText()
  const found = useMatter('interview', id).data
  return (
    <MatterPage key={id} matter={interview} id={id} back={{ to: '/interviews', label: say(interviews.title) }} facts={found && (
      <>
        <Card title={say({ zh: '约谈情况', en: 'The interview' })} padded><RowFields register={about} row={found.row} labels={found.labels ?? {}} /></Card>
        <Promises id={id} />
      </>
    )} />
  )
}

function Promises({ id }: { id: string }) {
  const say = useText()
  const me = useMe()
  const found = useQuery({ queryKey: ['matter', 'undertaking', 'of', id], queryFn: () => api.get<Rows>('/undertaking', { interview_id: id, sort: 'due_on', limit: 100 }) })
  const items = found.data?.items ?? []
  return (
    <Card title={say({ zh: '承诺事项', en: 'Promises' })}>
      {!found.data && <Loading error={found.error} />}
      {found.data && items.length === 0 && <p className="card-body quiet">{say({ zh: '记录约谈时逐条写明承诺和期限，在这里跟踪。', en: 'Promises written into the record, each with its date, are followed here.' })}</p>}
      <ul className="items">
        {items.map((one) => {
          const state = String(one['state']) as keyof typeof undertakingStates
          return (
            <li key={one.id} style={{ display: 'block' }}>
              <div className="toolbar">
                <Link href={`/matters/undertaking/${one.id}`}>{String(one['text'])}</Link>
                <State tone={state === 'kept' ? 'good' : state === 'broken' ? 'late' : 'plain'}>{say(undertakingStates[state])}</State>
                {state === 'promised' && <Due on={one['due_on'] as never} today={todayOf(me.city)} />}
              </div>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

/** On the first page of a business: when and where it is asked to come, and what it promised and has still to keep. */
export function OwnInterviews() {
  const say = useText()
  const me = useMe()
  const found = useQuery({ queryKey: ['register', 'interview', 'own'], queryFn: () => api.get<Rows>('/interview', { state: 'notified', sort: 'meet_on', limit: 20 }) })
  const promised = useQuery({ queryKey: ['register', 'undertaking', 'own'], queryFn: () => api.get<Rows>('/undertaking', { state: 'promised', sort: 'due_on', limit: 50 }) })
  const [asked, promises] = [found.data?.items ?? [], promised.data?.items ?? []]
  if (asked.length + promises.length === 0) return null
  return (
    <Card title={say({ zh: '责任约谈', en: 'Interviews with the authority' })}>
      <ul className="items">
        {asked.map((one) => (
          <li key={one.id}>
            <Link href={`/matters/interview/${one.id}`} className="break">{say({ zh: '请到场：{day} {time}，{place}', en: 'You are asked to come: {day} {time}, {place}' }, { day: String(one['meet_on']), time: String(one['time']), place: String(one['place']) })}</Link>
            <Due on={one['meet_on'] as never} today={todayOf(me.city)} />
          </li>
        ))}
        {promises.map((one) => (
          <li key={one.id}>
            <Link href={`/matters/undertaking/${one.id}`} className="break">{say({ zh: '已承诺：{text}', en: 'Promised: {text}' }, { text: String(one['text']) })}</Link>
            <Due on={one['due_on'] as never} today={todayOf(me.city)} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
