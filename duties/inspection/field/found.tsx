import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { newId } from '../../../platform/core/ids.ts'
import { newAction } from '../../../web/kit/field/outbox.ts'
import { FieldPage } from '../../../web/kit/field/page.tsx'
import { placeText, standing, type Standing } from '../../../web/kit/field/photo.ts'
import { usePhone, usePhoneState } from '../../../web/kit/field/use-phone.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { findType } from '../../registry/index.ts'
import { useBack } from './task.tsx'
import { useBundle } from './use-task.ts'
import { nowOf } from './work.ts'

/** What is come upon on the street. */
const TYPES = ['SCAT', 'SHOP', 'VEND', 'CATE', 'DIST', 'WORK', 'CARE_TABLE'] as const

/** A place without a licence, written down without signal: it goes up by itself and comes back as a task. */
export function FoundPage() {
  const say = useText()
  const phone = usePhone()
  const { today } = usePhoneState()
  const bundle = useBundle()
  const [, go] = useLocation()
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const [type, setType] = useState<string>(TYPES[0])
  const [here, setHere] = useState<Standing | null>(null)
  const [with_, setWith] = useState('')
  const [busy, setBusy] = useState(false)
  useEffect(() => void standing().then(setHere), [])
  const me = bundle?.person.id
  const colleagues = [...new Map((bundle?.tasks ?? []).flatMap(({ inspectors }) => inspectors).filter(({ id, name: called }) => id !== me && called !== '').map((one) => [one.id, one])).values()]
  const label = say({ zh: '登记无证场所', en: 'An unlicensed place' })
  const send = async () => {
    setBusy(true)
    const id = newId()
    const input = { name: name.trim(), address: address.trim(), type, lng: here?.lng ?? null, lat: here?.lat ?? null, found_on: today, inspectors: me && with_ ? [me, with_] : [] }
    await phone.queue(newAction({ id, matter: 'found', of: id, action: 'found', path: '/field/found', input, draft: `found:${id}`, shown: { name: name.trim(), note: label }, madeAt: nowOf() }))
    go('/', { replace: true })
  }
  const open = name.trim() === '' ? { zh: '请填写名称。', en: 'Write its name.' } : address.trim() === '' ? { zh: '请填写地址。', en: 'Write its address.' } : null
  return (
    <FieldPage title={label} back={useBack()} foot={
      <>
        {open && <span className="f-quiet" role="status">{say(open)}</span>}
        <button type="button" className="f-button main" disabled={open !== null || busy} onClick={() => void send()}>{say({ zh: '登记', en: 'Enter it' })}</button>
      </>
    }>
      <section className="f-card">
        <label className="in-label">{say({ zh: '名称（招牌）', en: 'Name over the door' })}<input className="in-input" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} /></label>
        <label className="in-label">{say({ zh: '业态', en: 'Type' })}
          <select className="in-input" value={type} onChange={(event) => setType(event.target.value)}>{TYPES.map((code) => <option key={code} value={code}>{say(findType(code)!.label)}</option>)}</select>
        </label>
        <label className="in-label">{say({ zh: '地址', en: 'Address' })}<input className="in-input" maxLength={300} value={address} onChange={(event) => setAddress(event.target.value)} /></label>
        <p className="f-quiet">{here ? placeText(here) : say({ zh: '手机没有定位。', en: 'The phone does not know where it is.' })}</p>
        {colleagues.length > 0 && (
          <label className="in-label">{say({ zh: '同行检查人员（选了即派给你们检查）', en: 'With whom (chosen: it is yours to inspect)' })}
            <select className="in-input" value={with_} onChange={(event) => setWith(event.target.value)}>
              <option value="">{say({ zh: '只登记，不检查', en: 'Only write it down' })}</option>
              {colleagues.map(({ id, name: called }) => <option key={id} value={id}>{called}</option>)}
            </select>
          </label>
        )}
      </section>
    </FieldPage>
  )
}
