import { useState } from 'react'
import { Link } from 'wouter'
import { FieldPage } from '../kit/field/page.tsx'
import type { Action } from '../kit/field/outbox.ts'
import { clockOf } from '../kit/field/photo.ts'
import { usePhone, usePhoneState } from '../kit/field/use-phone.tsx'
import { faces } from './faces.ts'
import { useText } from '../kit/language.tsx'

/** What was done on this phone and where it is: nothing leaves the list before the server has said that it has it. */
export function OutboxPage() {
  const say = useText()
  const phone = usePhone()
  const { actions, files, drafts, busy, online, syncedAt, fault, older } = usePhoneState()
  const all = [...actions.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1))
  const unsent = [...files.values()].filter(({ sent }) => !sent)
  const queued = new Set(all.map(({ draft }) => draft))
  const begun = [...drafts.keys()].filter((name) => !queued.has(name)).length
  return (
    <FieldPage title={say({ zh: '待传', en: 'Unsent' })} back={{ to: '/', label: say({ zh: '今天', en: 'Today' }) }}
      foot={<button type="button" className="f-button main" disabled={busy} onClick={() => void phone.sync({ fresh: true })}>{busy ? say({ zh: '正在同步…', en: 'Syncing…' }) : say({ zh: '现在同步', en: 'Sync now' })}</button>}>
      <section className="f-card">
        <dl className="f-facts">
          <dt>{say({ zh: '待传的记录', en: 'Records unsent' })}</dt><dd>{all.filter(({ state }) => state !== 'received').length}</dd>
          <dt>{say({ zh: '待传的照片和签名', en: 'Pictures unsent' })}</dt><dd>{unsent.length}</dd>
          <dt>{say({ zh: '未完成的记录', en: 'Begun, not ended' })}</dt><dd>{begun}</dd>
          <dt>{say({ zh: '上次同步', en: 'Last sync' })}</dt><dd>{syncedAt ? clockOf(syncedAt) : '—'}</dd>
        </dl>
        {!online && <p className="f-quiet">{say({ zh: '没有信号：内容都加密存放在手机里，有信号时自动上传。', en: 'No signal: everything is on the phone, encrypted, and goes up by itself when there is signal.' })}</p>}
        {fault && online && <p className="f-fault" role="alert">{say(fault.sentence)}</p>}
      </section>
      {older.map((id) => <Older key={id} id={id} />)}
      <ul className="f-list">
        {all.map((action) => <li key={action.id}><One action={action} /></li>)}
      </ul>
    </FieldPage>
  )
}

function One({ action }: { action: Action }) {
  const say = useText()
  const phone = usePhone()
  const { busy } = usePhoneState()
  const [sure, setSure] = useState(false)
  return (
    <div className="f-action">
      <div className="f-line">
        <Link href={`/result/${action.id}`}><strong>{String(action.shown['name'])}</strong></Link>
        {action.state === 'received' && <span className="f-chip good">{say({ zh: '✓ 服务器已收', en: '✓ Received' })}</span>}
        {action.state === 'waiting' && <span className="f-chip soon">{say({ zh: '◌ 待传', en: '◌ Unsent' })}</span>}
        {action.state === 'refused' && <span className="f-chip late">{say({ zh: '▲ 未被接受', en: '▲ Refused' })}</span>}
      </div>
      <span className="f-quiet">{clockOf(action.madeAt)}</span>
      {action.state === 'refused' && action.refusal && (
        <>
          <p className="f-fault" role="alert">{say(action.refusal.sentence)}</p>
          {action.refusal.fields.length > 0 && <ul className="f-failed">{action.refusal.fields.map(({ path, sentence }) => <li key={`${path}${sentence.en}`}>{say(sentence)}</li>)}</ul>}
          {action.refusal.standing && <Standing of={action} standing={action.refusal.standing} />}
          <p className="f-quiet">{say({ zh: '记录原样保存在手机里，不会覆盖服务器上的内容。请看过原因后决定。', en: 'The record is kept on the phone as it is and overwrites nothing on the server. Read the reason, then decide.' })}</p>
          {!sure && (
            <div className="f-two">
              <button type="button" className="f-button" onClick={() => setSure(true)}>{say({ zh: '退回修改', en: 'Take back and edit' })}</button>
              <button type="button" className="f-button" disabled={busy} onClick={() => void phone.sendAgain(action)}>{say({ zh: '再次提交', en: 'Send again' })}</button>
            </div>
          )}
          {sure && (
            <div className="f-two">
              <button type="button" className="f-button" onClick={() => setSure(false)}>{say({ zh: '先不', en: 'Not now' })}</button>
              <button type="button" className="f-button" onClick={() => void phone.takeBack(action)}>{say({ zh: '退回为草稿', en: 'Back to a draft' })}</button>
            </div>
          )}
        </>
      )}
    </div>
  )
}

/** What the server has and what this phone has, one above the other. */
function Standing({ of, standing: { label, actor, at, row } }: { of: Action; standing: NonNullable<NonNullable<Action['refusal']>['standing']> }) {
  const say = useText()
  const face = faces.find(({ duty }) => of.draft.startsWith(`${duty}:`))
  const [there, here] = [face?.says?.(row), face?.says?.({ result: of.shown['result'], failed: Array.isArray(of.shown['failed']) ? of.shown['failed'].length : 0 })]
  return (
    <dl className="f-facts">
      <dt>{say({ zh: '服务器上', en: 'At the server' })}</dt><dd>{[label && say(label), actor, clockOf(at).slice(5, 16), there && say(there)].filter(Boolean).join(' · ')}</dd>
      <dt>{say({ zh: '这台手机上', en: 'On this phone' })}</dt><dd>{[clockOf(of.madeAt).slice(5, 16), here && say(here)].filter(Boolean).join(' · ')}</dd>
    </dl>
  )
}

/** Records sealed under a password that has been changed since. */
function Older({ id }: { id: string }) {
  const say = useText()
  const phone = usePhone()
  const [password, setPassword] = useState('')
  const [wrong, setWrong] = useState(false)
  return (
    <section className="f-card">
      <p className="f-warn">{say({ zh: '手机里有改密码以前的记录，仍加密。输入当时的密码即可打开并上传。', en: 'Records from before your password was changed are on the phone, still encrypted. The password of that time opens them.' })}</p>
      <form onSubmit={(event) => { event.preventDefault(); void phone.openOlder(id, password).then((right) => setWrong(!right)) }}>
        <label className="f-label">{say({ zh: '当时的密码', en: 'The password of that time' })}<input className="f-input" type="password" autoComplete="off" value={password} onChange={(event) => setPassword(event.target.value)} /></label>
        {wrong && <p className="f-fault" role="alert">{say({ zh: '不是当时的密码。', en: 'That was not the password.' })}</p>}
        <button type="submit" className="f-button">{say({ zh: '打开', en: 'Open' })}</button>
      </form>
    </section>
  )
}
