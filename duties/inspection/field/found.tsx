import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { newId } from '../../../platform/core/ids.ts'
import { FieldPage } from '../../../web/kit/field/page.tsx'
import { placeText, standing, type Standing } from '../../../web/kit/field/photo.ts'
import { usePhone, usePhoneState } from '../../../web/kit/field/use-phone.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { findType } from '../../registry/index.ts'
import { foundTypes } from '../sheets/applicable.ts'
import { useBack } from './task.tsx'
import { useBundle } from './use-task.ts'
import { beginFound, draftName, foundOnly, foundTitle, nowOf, type Found } from './work.ts'

/** A place without a licence, written down without signal: with a colleague it is inspected at once, and place and inspection go up together. */
export function FoundPage() {
  const say = useText()
  const phone = usePhone()
  const { today } = usePhoneState()
  const bundle = useBundle()
  const [, go] = useLocation()
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const [type, setType] = useState<string>(foundTypes[0])
  const [here, setHere] = useState<Standing | null>(null)
  const [chosen, setChosen] = useState('')
  const [busy, setBusy] = useState(false)
  useEffect(() => void standing().then(setHere), [])
  const colleagues = bundle?.colleagues ?? []
  const colleague = colleagues.find(({ id }) => id === chosen)
  const place: Found = { name: name.trim(), address: address.trim(), type, lng: here?.lng ?? null, lat: here?.lat ?? null, found_on: today }
  const inspect = () => {
    const id = newId()
    const work = colleague && bundle && beginFound(id, place, [bundle.person, colleague], bundle, here, nowOf())
    if (!work) return
    phone.saveDraft(draftName(id), work)
    go(`/inspection/${id}/fill`, { replace: true })
  }
  const enter = async () => {
    setBusy(true)
    await phone.queue(foundOnly(place, newId(), say(foundTitle)))
    go('/', { replace: true })
  }
  const open = place.name === '' ? { zh: '请填写名称。', en: 'Write its name.' } : place.address === '' ? { zh: '请填写地址。', en: 'Write its address.' } : null
  const sheet = bundle?.found?.[type] !== undefined
  return (
    <FieldPage title={say(foundTitle)} back={useBack()} foot={
      <>
        {open && <span className="f-quiet" role="status">{say(open)}</span>}
        <button type="button" className={colleague && sheet ? 'f-button' : 'f-button main'} disabled={open !== null || busy} onClick={() => void enter()}>{say({ zh: '只登记', en: 'Only enter it' })}</button>
        {colleague && sheet && <button type="button" className="f-button main" disabled={open !== null || busy} onClick={inspect}>{say({ zh: '当场检查', en: 'Inspect it now' })}</button>}
      </>
    }>
      <section className="f-card">
        <label className="in-label">{say({ zh: '名称（招牌）', en: 'Name over the door' })}<input className="in-input" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} /></label>
        <label className="in-label">{say({ zh: '业态', en: 'Type' })}
          <select className="in-input" value={type} onChange={(event) => setType(event.target.value)}>{foundTypes.map((code) => <option key={code} value={code}>{say(findType(code)!.label)}</option>)}</select>
        </label>
        <label className="in-label">{say({ zh: '地址', en: 'Address' })}<input className="in-input" maxLength={300} value={address} onChange={(event) => setAddress(event.target.value)} /></label>
        <p className="f-quiet">{here ? placeText(here) : say({ zh: '手机没有定位。', en: 'The phone does not know where it is.' })}</p>
        {colleagues.length > 0 && (
          <label className="in-label">{say({ zh: '同行检查人员（选了即可当场检查，无须信号）', en: 'With whom (chosen: inspect it at once, no signal needed)' })}
            <select className="in-input" value={chosen} onChange={(event) => setChosen(event.target.value)}>
              <option value="">{say({ zh: '只登记，不检查', en: 'Only write it down' })}</option>
              {colleagues.map(({ id, name: called }) => <option key={id} value={id}>{called}</option>)}
            </select>
          </label>
        )}
        {bundle && colleagues.length === 0 && <p className="f-quiet">{say({ zh: '本单位没有其他检查人员，也没有与您同行过的：只能登记（检查须两人）。', en: 'Your unit has no other inspector and nobody was sent out with you: it can only be entered (an inspection takes two).' })}</p>}
        {colleague && !sheet && <p className="f-warn">{say({ zh: '▲ 手机里没有这类场所的要点表：请有信号时同步一次。', en: '▲ The sheet for this type is not on the phone: sync once with signal.' })}</p>}
      </section>
    </FieldPage>
  )
}
