import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Modal } from 'antd'
import { Link } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Card, Fault, Loading } from '../../../web/kit/Page.tsx'
import { ReferencePicker } from '../../../web/kit/Reference.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { AnyRow, Page } from '../../../web/kit/types.ts'
import type { CadrePage } from '../contract.ts'
import { useCadre } from './data.ts'
import { LightMark } from '../../../web/kit/State.tsx'
import { lightLooks } from './marks.tsx'
import { ProblemList, UnitFacts } from './units.tsx'

/** What stands over the register's own page of a cadre: the light with its reasons, the units, open problems, and what the office does. */
export function CadreCards({ id, version, may }: { id: string; version: number; may: readonly string[] }) {
  const say = useText()
  const found = useCadre(id)
  const [doing, setDoing] = useState<'bind' | 'move' | null>(null)
  if (!found.data) return <Card><Loading error={found.error} retry={() => void found.refetch()} /></Card>
  const { light, reasons, units, problems, cadre } = found.data
  const manages = may.includes('change') && cadre.leftOn === null
  if (cadre.leftOn !== null && units.length === 0)
    return <Card title={say({ zh: '已于 {day} 离任', en: 'Left on {day}' }, { day: cadre.leftOn })} padded><p>{say({ zh: '移交的单位、问题和接任情况见', en: 'What was handed over, and to whom:' })} <Link href={`/cadres/${id}/handover`}>{say({ zh: '交接单', en: 'Handover' })}</Link></p></Card>
  return (
    <>
      <Card title={<><LightMark look={lightLooks[light]} /> {say({ zh: '包保 {n} 户', en: '{n} premises bound' }, { n: units.length })}</>} more={<Link href={`/cadres/${id}/handover`}>{say({ zh: '交接单', en: 'Handover' })}</Link>} padded>
        {reasons.length > 0 && <ul>{reasons.slice(0, 12).map((one) => <li key={`${one.premises} ${one.text.en}`}><LightMark look={lightLooks[one.light]} why={one.text} /> {one.name}</li>)}</ul>}
        {reasons.length > 12 && <p className="quiet">{say({ zh: '另有 {n} 条', en: '{n} more' }, { n: reasons.length - 12 })}</p>}
        {units.length === 0 && <p className="quiet">{say({ zh: '还没有绑定单位。', en: 'Nothing is bound to this cadre yet.' })}</p>}
        {manages && (
          <div className="toolbar">
            <Button type="primary" onClick={() => setDoing('bind')}>{say({ zh: '绑定单位', en: 'Bind premises' })}</Button>
            <Button onClick={() => setDoing('move')}>{say({ zh: '干部调整', en: 'Moves on' })}</Button>
            <LinkButton to={`/cadres/${id}/handover`}>{say({ zh: '交接单', en: 'Handover' })}</LinkButton>
          </div>
        )}
      </Card>
      {units.length > 0 && <Card title={say({ zh: '包保单位', en: 'Premises' })}><ul className="du-units">{units.map((unit) => <li key={unit.binding}><UnitFacts unit={unit} to={`/premises/${unit.premises}`} /></li>)}</ul></Card>}
      {problems.length > 0 && <Card title={say({ zh: '未销号的问题', en: 'Open problems' })}><ProblemList problems={problems} /></Card>}
      {doing === 'bind' && <BindDialog cadre={cadre} onClose={() => setDoing(null)} />}
      {doing === 'move' && <MoveDialog id={id} version={version} units={units.length} onClose={() => setDoing(null)} />}
    </>
  )
}

const LEVEL_OF: Readonly<Record<CadrePage['cadre']['rank'], string>> = { province: 'A', city: 'A', county: 'B', township: 'C', village: 'D' }

/** Waiting premises of the cadre's area and level, ticked and bound together. */
function BindDialog({ cadre, onClose }: { cadre: CadrePage['cadre']; onClose: () => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const { busy, failure, once } = useOnce()
  const query = { state: 'unbound', level: LEVEL_OF[cadre.rank], region: cadre.region, limit: 200 }
  const found = useQuery({ queryKey: ['register', 'duty_binding', 'waiting', query], queryFn: () => api.get<Page>('/duty-binding', query) })
  const rows: readonly AnyRow[] = found.data?.items ?? []
  const send = () =>
    once(async () => {
      const { bound } = await api.post<{ bound: number }>('/duty/bindings/bind', { bindings: chosen, cadre: cadre.id })
      await client.invalidateQueries()
      toast.done(say({ zh: '已绑定 {n} 户', en: '{n} bound' }, { n: bound }))
      onClose()
    })
  return (
    <Modal open title={say({ zh: '绑定单位 · {name}', en: 'Bind premises · {name}' }, { name: cadre.name })} okText={say({ zh: '绑定 {n} 户', en: 'Bind {n}' }, { n: chosen.length })} cancelText={say({ zh: '取消', en: 'Cancel' })}
      onOk={() => void send()} onCancel={onClose} okButtonProps={{ loading: busy, disabled: chosen.length === 0 }}>
      {failure !== null && <Fault error={failure} />}
      {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {found.data && rows.length === 0 && <p>{say({ zh: '该区域没有待绑定的单位。列入台账的新单位会自动出现在这里。', en: 'Nothing in the area waits for a cadre. Premises that enter the ledger appear here by themselves.' })}</p>}
      {rows.length > 0 && (
        <>
          <p><Checkbox checked={chosen.length === rows.length} onChange={({ target }) => setChosen(target.checked ? rows.map(({ id }) => id) : [])}>{say({ zh: '全选', en: 'All' })}</Checkbox></p>
          <div className="du-pick-list">
            {rows.map((row) => (
              <Checkbox key={row.id} checked={chosen.includes(row.id)} onChange={({ target }) => setChosen(target.checked ? [...chosen, row.id] : chosen.filter((one) => one !== row.id))}>
                {String(row['title'])}
              </Checkbox>
            ))}
          </div>
        </>
      )}
    </Modal>
  )
}

/** A cadre moves on: his units wait for another, or go to the successor named, who promises anew. */
function MoveDialog({ id, version, units, onClose }: { id: string; version: number; units: number; onClose: () => void }) {
  const say = useText()
  const me = useMe()
  const toast = useToast()
  const client = useQueryClient()
  const [on, setOn] = useState<string>(todayOf(me.city))
  const [note, setNote] = useState('')
  const [successor, setSuccessor] = useState<string | null>(null)
  const { busy, failure, once } = useOnce()
  const send = () =>
    once(async () => {
      const { unbound, bound } = await api.post<{ unbound: number; bound: number }>(`/duty/cadres/${id}/move-on`, { version, left_on: on, note, successor })
      await client.invalidateQueries()
      toast.done(say({ zh: '已解除 {a} 户，接任干部接收 {b} 户', en: '{a} unbound, {b} taken over' }, { a: unbound, b: bound }))
      onClose()
    })
  return (
    <Modal open title={say({ zh: '干部调整', en: 'The cadre moves on' })} okText={say({ zh: '办理', en: 'Do it' })} cancelText={say({ zh: '取消', en: 'Cancel' })} onOk={() => void send()} onCancel={onClose}
      okButtonProps={{ loading: busy, danger: true, disabled: note.trim() === '' || on === '' }}>
      <div className="du-form">
        {failure !== null && <Fault error={failure} />}
        <p>{say({ zh: '解除 {n} 户的包保关系；指定接任干部的，未销号问题一并转交，承诺书重新签订。', en: '{n} premises are unbound. Where a successor is named, open problems go along and promises are signed anew.' }, { n: units })}</p>
        <label>{say({ zh: '离任日期', en: 'Left on' })}<Input type="date" value={on} onChange={({ target }) => setOn(target.value)} /></label>
        <label htmlFor="du-successor">{say({ zh: '接任干部（可不填）', en: 'Successor (may be empty)' })}</label>
        <ReferencePicker id="du-successor" to="cadre" value={successor} onChange={setSuccessor} label={say({ zh: '接任干部', en: 'Successor' })} />
        <label>{say({ zh: '说明', en: 'Note' })}<Input.TextArea rows={2} maxLength={1000} value={note} onChange={({ target }) => setNote(target.value)} /></label>
      </div>
    </Modal>
  )
}
