import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useText } from '../language.tsx'
import { usePhoneState } from './use-phone.tsx'

/** Signal and what is unsent: on every page, always the same place. */
export function SignalChip() {
  const say = useText()
  const { online, busy, actions, drafts } = usePhoneState()
  const all = [...actions.values()]
  const refused = all.filter(({ state }) => state === 'refused').length
  const queued = new Set(all.map(({ draft }) => draft))
  const waiting = all.filter(({ state }) => state === 'waiting').length
  const begun = [...drafts.keys()].filter((name) => !queued.has(name)).length
  const signal = online ? (busy ? say({ zh: '⇅ 同步中', en: '⇅ Syncing' }) : say({ zh: '✓ 在线', en: '✓ Online' })) : say({ zh: '◌ 离线', en: '◌ Offline' })
  const unsent = refused > 0 ? say({ zh: '▲ {n} 件未被接受', en: '▲ {n} refused' }, { n: refused }) : waiting > 0 ? say({ zh: '{n} 件待传', en: '{n} unsent' }, { n: waiting }) : begun > 0 ? say({ zh: '{n} 件未完', en: '{n} open' }, { n: begun }) : say({ zh: '0 件待传', en: '0 unsent' })
  const look = refused > 0 ? 'late' : !online || waiting > 0 ? 'soon' : 'good'
  return (
    <div className="f-signal-place" role="status">
      <Link href="/outbox" className={`f-chip f-signal ${look}`}><span>{signal}</span><span>{' · '}{unsent}</span></Link>
    </div>
  )
}

/** Nothing that is shown as filled in may be lost unsaid. */
function NoRoom() {
  const say = useText()
  const { full } = usePhoneState()
  return full ? <p className="f-warn f-room" role="alert">{say({ zh: '▲ 手机存储已满，刚才的内容还没有存下。请不要关闭本页，先删除手机里不用的照片、应用，腾出空间后自动存下。', en: '▲ The phone is full: what you just did is not kept yet. Leave this page open and delete pictures or apps you do not need; it is kept as soon as there is room.' })}</p> : null
}

type FieldPageProps = {
  readonly title: string
  readonly back?: { readonly to: string; readonly label: string }
  readonly foot?: ReactNode
  readonly children: ReactNode
}

/** A page of the phone: what lies behind and what is unsent above, what to do next under the thumb. */
export function FieldPage({ title, back, foot, children }: FieldPageProps) {
  return (
    <div className="f-page">
      <header className="f-top">
        {back ? <Link href={back.to} className="f-back">‹ {back.label}</Link> : <span className="f-back" />}
        <h1>{title}</h1>
        <SignalChip />
        <NoRoom />
      </header>
      <main>{children}</main>
      {foot && <footer className="f-foot">{foot}</footer>}
    </div>
  )
}
