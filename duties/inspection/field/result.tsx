import { useParams } from 'wouter'
import { ActionStatus } from '../../../web/kit/field/actions.tsx'
import { FieldPage } from '../../../web/kit/field/page.tsx'
import type { Action } from '../../../web/kit/field/outbox.ts'
import { Qr } from '../../../web/kit/field/qr.tsx'
import { usePhoneState } from '../../../web/kit/field/use-phone.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { followKinds, inspectionKinds, results } from '../registers.ts'
import { Gone, labelOf, useBack } from './task.tsx'
import type { Shown } from './work.ts'

const shapes = { pass: '✓', basic: '◆', fail: '▲' } as const
const looks = { pass: 'good', basic: 'soon', fail: 'late' } as const

/** The result as it is told on the spot. */
export function ResultCard({ shown }: { shown: Shown }) {
  const say = useText()
  return (
    <section className={`f-card f-result ${looks[shown.result]}`} aria-label={say({ zh: '检查结果', en: 'Result' })}>
      <p className="f-verdict">{shapes[shown.result]} {say(labelOf(results, shown.result))}</p>
      <p className="f-quiet">{[shown.score !== null && say({ zh: '量化得分 {score} / 10', en: 'Score {score} of 10' }, { score: shown.score }), say({ zh: '不符合 {n} 项', en: '{n item|items} failed' }, { n: shown.failed.length }), say({ zh: '处理：{follow}', en: 'Follows: {follow}' }, { follow: say(labelOf(followKinds, shown.follow)) })].filter(Boolean).join(' · ')}</p>
      {shown.stop && <p className="f-warn">{say({ zh: '▲ 责令立即停止经营', en: '▲ The business stops at once' })}</p>}
      {shown.failed.length > 0 && (
        <ul className="f-failed">
          {shown.failed.map(({ code, text, note, corrected }) => <li key={code}>▲ {code} {say(text)}{note && `：${note}`}{corrected && say({ zh: '（已当场改正）', en: ' (put right on the spot)' })}</li>)}
        </ul>
      )}
    </section>
  )
}

/** A place that was written down: what became of it. */
function FoundCard({ action }: { action: Action }) {
  const back = useBack()
  return (
    <FieldPage title={String(action.shown['note'])} back={back}>
      <section className="f-card">
        <h2>{String(action.shown['name'])}</h2>
        <ActionStatus action={action} />
      </section>
    </FieldPage>
  )
}

/** What the business takes with it: shown, scanned or printed. */
export function ResultPage() {
  const say = useText()
  const { id } = useParams<{ id: string }>()
  const { actions } = usePhoneState()
  const back = useBack()
  const action = actions.get(id)
  if (!action) return <Gone />
  if (action.matter === 'found') return <FoundCard action={action} />
  const shown = action.shown as unknown as Shown // written by the page that ended the inspection
  const inspectors = shown.inspectors.map((one) => say(one)).join(say({ zh: '、', en: ', ' }))
  const text = [shown.name, shown.licence, `${shown.on} ${say(labelOf(inspectionKinds, shown.kind))}`, `${say({ zh: '结果', en: 'Result' })} ${say(labelOf(results, shown.result))}`, ...shown.failed.map(({ code, text: item }) => `✗ ${code} ${say(item)}`), inspectors, id].filter(Boolean).join('\n')
  return (
    <FieldPage title={say({ zh: '检查结果', en: 'Result' })} back={back} foot={<button type="button" className="f-button main" onClick={() => print()}>{say({ zh: '打印', en: 'Print' })}</button>}>
      <section className="f-card">
        <h2>{shown.name}</h2>
        <p className="f-quiet">{[shown.licence, shown.on, say(labelOf(inspectionKinds, shown.kind)), inspectors].filter(Boolean).join(' · ')}</p>
        <ActionStatus action={action} />
      </section>
      <ResultCard shown={shown} />
      <section className="f-card f-code">
        <Qr text={text.slice(0, 900)} label={say({ zh: '检查结果二维码', en: 'QR code of the result' })} />
        <p className="f-quiet">{say({ zh: '扫码保存检查结果', en: 'Scan to keep the result' })}</p>
        <p className="f-quiet f-id">{id}</p>
      </section>
    </FieldPage>
  )
}
