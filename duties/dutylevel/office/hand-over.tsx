import { useState, type ReactNode } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Popconfirm } from 'antd'
import { Link } from 'wouter'
import { addressOf, api } from '../../../web/kit/api.ts'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Card, Fault, Loading } from '../../../web/kit/Page.tsx'
import { ReferencePicker } from '../../../web/kit/Reference.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { Due, State } from '../../../web/kit/State.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { PersonHandover, PersonMoved } from '../contract.ts'

type Passing = NonNullable<PersonHandover['passing']>
type Line = Passing['lines'][number]

/**
 * Whoever moves on hands over all in one step: first it is shown who takes what and what stays, then it goes as shown.
 * `children`: what is open in his name, as long as nobody is chosen; afterwards it stands under whom it goes to.
 */
export function HandOver({ person, children }: { person: PersonHandover['person']; children: ReactNode }) {
  const say = useText()
  const [to, setTo] = useState<string | null>(null)
  const key = ['duty-person-handover', person.id, to]
  const found = useQuery({ queryKey: key, queryFn: () => api.get<PersonHandover>(`/duty/people/${person.id}/handover`, { to: to! }), enabled: to !== null })
  const passing = to === null ? null : found.data?.passing ?? null
  return (
    <>
      <Card title={say({ zh: '一次移交', en: 'Hand over at once' })}>
        <div className="card-body du-form">
          <label htmlFor="du-to">{say({ zh: '接手人', en: 'Successor' })}</label>
          <ReferencePicker id="du-to" to="person" value={to} onChange={setTo} label={say({ zh: '接手人', en: 'Successor' })} query={{ kind: 'official' }} />
          <p className="small quiet">{say({ zh: '先列明谁接什么、什么不移交，确认后一次移交。请移交人先在手机上同步：移交后，他未上传的检查记录会被拒收（仍留在手机上）。', en: 'It is shown first who takes what and what stays; then all goes at once. Let whoever leaves sync his phone before: what he has not sent is refused afterwards (and stays on his phone).' })}</p>
          {to !== null && !found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        </div>
        {passing && <Shown person={person} passing={passing} onDone={() => setTo(null)} onChanged={() => void found.refetch()} />}
      </Card>
      {!passing && children}
    </>
  )
}

function Shown({ person, passing, onDone, onChanged }: { person: PersonHandover['person']; passing: Passing; onDone: () => void; onChanged: () => void }) {
  const say = useText()
  const goes = passing.lines.filter(({ to }) => to === passing.to.id)
  const drawn = passing.lines.filter(({ to }) => to !== null && to !== passing.to.id)
  const stays = passing.lines.filter(({ to }) => to === null)
  return (
    <>
      <Lines title={say({ zh: '交给 {name}', en: 'To {name}' }, { name: passing.to.name })} lines={goes} />
      <Lines title={say({ zh: '由公布的方法另抽', en: 'Drawn anew by the published method' })} lines={drawn} named />
      <Lines title={say({ zh: '不移交', en: 'Stays' })} lines={stays} />
      <Lines title={say({ zh: '由原单位办理（所在职责不随人移交）', en: 'Left to the unit: not handed over by person' })} lines={passing.others.map((one) => ({ ...one, to: null, toName: null, why: null, link: null }))} />
      {passing.lines.length === 0 && <p className="card-body quiet">{say({ zh: '名下没有可以移交的事项。', en: 'There is nothing to hand over.' })}</p>}
      {passing.more && <p className="card-body quiet">{say({ zh: '事项较多，一次只列出前 500 件；移交后请再办一次。', en: 'Only the first 500 are shown; hand over again afterwards.' })}</p>}
      <Confirm person={person} passing={passing} n={goes.length + drawn.length} onDone={onDone} onChanged={onChanged} />
    </>
  )
}

type Listed = Omit<Line, 'link'> & { readonly link: string | null }

function Lines({ title, lines, named = false }: { title: string; lines: readonly Listed[]; named?: boolean }) {
  const say = useText()
  const today = todayOf(useMe().city)
  if (lines.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className="card-body">{title} <span className="quiet">{lines.length}</span></h3>
      <ul className="du-units">
        {lines.map((one) => (
          <li key={`${one.matter}:${one.id}`}>
            <div className="du-unit-head">
              {one.link === null ? <span>{one.title}</span> : <Link href={one.link}>{one.title}</Link>}
              <Due on={one.dueOn} today={today} />
            </div>
            {named && <p className="small">{say({ zh: '抽出：{name}', en: 'Drawn: {name}' }, { name: one.toName ?? '' })}</p>}
            {one.to === null && one.why && <p className="small"><State tone="soon">{say(one.why)}</State></p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Confirm({ person, passing, n, onDone, onChanged }: { person: PersonHandover['person']; passing: Passing; n: number; onDone: () => void; onChanged: () => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const { busy, failure, once } = useOnce(onChanged)
  const send = () =>
    once(async () => {
      const { moved, drawn, stayed } = await api.post<PersonMoved>(`/duty/people/${person.id}/hand-over`, { to: passing.to.id, seal: passing.seal, note: note.trim() })
      await client.invalidateQueries()
      toast.done(say({ zh: '已移交 {a} 件，另抽 {b} 件，不移交 {c} 件', en: '{a} handed over, {b} drawn anew, {c} left' }, { a: moved, b: drawn, c: stayed }))
      onDone()
    })
  return (
    <div className="card-body du-form">
      {failure !== null && <Fault error={failure} />}
      <label>{say({ zh: '说明（必填，如：调任，自 12 月 1 日起）', en: 'Note (required, such as: moved to another post)' })}<Input value={note} maxLength={1000} onChange={({ target }) => setNote(target.value)} /></label>
      <div className="du-acts">
        <Button href={addressOf(`/duty/people/${person.id}/handover.docx?to=${passing.to.id}`)}>{say({ zh: '下载交接单（docx）', en: 'Download (docx)' })}</Button>
        <Popconfirm title={say({ zh: '移交 {n} 件事项？', en: 'Hand over {n matter|matters}?' }, { n })} okText={say({ zh: '移交', en: 'Hand over' })} cancelText={say({ zh: '取消', en: 'Cancel' })} onConfirm={() => void send()}>
          <Button type="primary" loading={busy} disabled={n === 0 || note.trim() === ''}>{say({ zh: '移交 {n} 件', en: 'Hand over {n}' }, { n })}</Button>
        </Popconfirm>
      </div>
    </div>
  )
}
