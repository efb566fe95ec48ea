import { Link, useParams } from 'wouter'
import { ActionStatus } from '../../../web/kit/field/actions.tsx'
import { FieldPage } from '../../../web/kit/field/page.tsx'
import { usePhoneState } from '../../../web/kit/field/use-phone.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { Gone } from './unit.tsx'
import { useBack } from './use-unit.ts'
import type { Shown } from './work.ts'

/** What was handed in, as the phone showed it, and what became of it. */
export function DonePage() {
  const say = useText()
  const { id } = useParams<{ id: string }>()
  const { actions } = usePhoneState()
  const back = useBack()
  const action = actions.get(id)
  if (!action) return <Gone />
  const shown = action.shown as unknown as Shown // written by the pages that hand in
  return (
    <FieldPage title={say(shown.what)} back={back} foot={action.state === 'refused' && <Link href="/outbox" className="f-button main">{say({ zh: '去处理', en: 'See what to do' })}</Link>}>
      <section className="f-card">
        <h2>{shown.name}</h2>
        <p className="f-quiet">{[shown.on, shown.lines > 0 && say({ zh: '{n} 项', en: '{n line|lines}' }, { n: shown.lines }), say({ zh: '照片 {n} 张', en: '{n photo|photos}' }, { n: shown.photos })].filter(Boolean).join(' · ')}</p>
        <ActionStatus action={action} />
      </section>
      {shown.found.length > 0 && (
        <section className="f-card" aria-labelledby="f-found">
          <h2 id="f-found">{action.matter === 'duty-visit' ? say({ zh: '移交市场监管部门的问题', en: 'Problems handed to market supervision' }) : say({ zh: '问题', en: 'Problems' })}</h2>
          <ul className="f-failed">{shown.found.map(({ line, found }) => <li key={`${line?.en}${found}`}>▲ {line && say({ zh: '{line}：', en: '{line}: ' }, { line: say(line) })}{found}</li>)}</ul>
        </section>
      )}
    </FieldPage>
  )
}
