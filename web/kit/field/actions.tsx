import { Link } from 'wouter'
import { useText } from '../language.tsx'
import type { Action } from './outbox.ts'
import { clockOf } from './photo.ts'
import { usePhoneState } from './use-phone.tsx'

/** What became of something done on this phone, in a word. */
export function ActionChip({ state }: Pick<Action, 'state'>) {
  const say = useText()
  if (state === 'received') return <span className="f-chip good">{say({ zh: '✓ 服务器已收', en: '✓ Received' })}</span>
  if (state === 'waiting') return <span className="f-chip soon">{say({ zh: '◌ 待传', en: '◌ Unsent' })}</span>
  return <span className="f-chip late">{say({ zh: '▲ 未被接受', en: '▲ Refused' })}</span>
}

/** What became of it, and why. */
export function ActionStatus({ action }: { action: Action }) {
  const say = useText()
  return (
    <>
      <p role="status">
        {action.state === 'received' && <span className="f-chip good">{say({ zh: '✓ 服务器已收 {at}', en: '✓ Received {at}' }, { at: clockOf(action.receivedAt!).slice(5, 16) })}</span>}
        {action.state === 'waiting' && <span className="f-chip soon">{say({ zh: '◌ 待传：有信号时自动上传', en: '◌ Unsent: goes up when there is signal' })}</span>}
        {action.state === 'refused' && <span className="f-chip late">{say({ zh: '▲ 未被接受：{why}', en: '▲ Refused: {why}' }, { why: say(action.refusal!.sentence) })}</span>}
      </p>
      {action.marks?.map(({ code, text }) => <p key={code} className="f-warn">◆ {say(text)}{say({ zh: '（已记入记录）', en: ' (stands in the record)' })}</p>)}
    </>
  )
}

type DoneListProps = { readonly title: string; readonly mine: (action: Action) => boolean; readonly to: (action: Action) => string; readonly note?: (action: Action) => string }

/** What this phone has done, with what became of it. */
export function DoneList({ title, mine, to, note }: DoneListProps) {
  const { actions } = usePhoneState()
  const done = [...actions.values()].filter(mine).toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, 30)
  if (done.length === 0) return null
  return (
    <section aria-labelledby="f-done">
      <h2 id="f-done">{title}</h2>
      <ul className="f-list">
        {done.map((action) => (
          <li key={action.id}>
            <Link href={to(action)}>
              <span className="f-main"><strong>{String(action.shown['name'])}</strong>{note && <span className="f-quiet">{note(action)}</span>}</span>
              <ActionChip state={action.state} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
