import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { newId } from '../../../platform/core/ids.ts'
import { ActionChip } from '../../../web/kit/field/actions.tsx'
import { FieldPage } from '../../../web/kit/field/page.tsx'
import { newAction } from '../../../web/kit/field/outbox.ts'
import { clockOf, standing } from '../../../web/kit/field/photo.ts'
import { Address, DueChip } from '../../../web/kit/field/places.tsx'
import { usePhone, usePhoneState } from '../../../web/kit/field/use-phone.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { findType } from '../../registry/index.ts'
import type { BoundUnit, DutyBundle, KeptVisit } from '../contract.ts'
import { Problems } from './today.tsx'
import { useBack, useUnit } from './use-unit.ts'
import { begin, behalfState, DUTY, nowOf, takeOver, visitDraft, visitSent, type Work } from './work.ts'

/** Premises that are no longer bound to whoever holds the phone. */
export function Gone() {
  const say = useText()
  return <FieldPage title={say({ zh: '包保单位', en: 'Premises' })} back={useBack()}><p className="f-empty">{say({ zh: '这户已不由您包保，或者手机还没有同步。', en: 'These premises are no longer bound to you, or the phone has not synced.' })}</p></FieldPage>
}

/** What one has to know before going in, and what may be done here. */
export function UnitPage() {
  const say = useText()
  const phone = usePhone()
  const [, go] = useLocation()
  const { bundle, unit, binding } = useUnit()
  const { drafts, actions } = usePhoneState()
  const [busy, setBusy] = useState(false)
  const back = useBack()
  if (!bundle || !unit) return <Gone />
  const work = drafts.get(visitDraft(binding)) as Work | undefined // written by these pages
  const sent = visitSent(actions, unit, bundle.at)
  const other = bundle.drafts.find(({ id, device }) => id === binding && device !== phone.deviceId)
  const start = async (from?: KeptVisit) => {
    setBusy(true)
    const place = await standing()
    phone.saveDraft(visitDraft(binding), from ? takeOver(from, binding, place, nowOf()) : begin(binding, place, nowOf()))
    go(`/duty/${binding}/visit`)
  }
  const words = unit.task ? say({ zh: '开始督导', en: 'Begin the visit' }) : say({ zh: '再督导一次', en: 'Visit again' })
  const foot = sent
    ? <Link href={`/duty-done/${sent.id}`} className="f-button main">{say({ zh: '查看督导', en: 'See the visit' })}</Link>
    : work
      ? <Link href={`/duty/${binding}/visit`} className="f-button main">{say({ zh: '接着督导', en: 'Go on' })}</Link>
      : <button type="button" className="f-button main" disabled={busy} onClick={() => void start()}>{words}</button>
  const problems = bundle.cadres.flatMap((page) => page.problems).filter(({ premises }) => premises === unit.premises)
  return (
    <FieldPage title={say({ zh: '包保单位', en: 'Premises' })} back={back} foot={foot}>
      <Facts unit={unit} />
      {problems.length > 0 && <Problems problems={problems} />}
      <OnBehalf bundle={bundle} unit={unit} />
      {other && !sent && (
        <section className="f-card" aria-labelledby="f-other">
          <h2 id="f-other">{say({ zh: '您的另一台设备上有草稿', en: 'Begun on another device of yours' })}</h2>
          <p>{say({ zh: '{at}，已填 {n} 项。', en: '{at}, {n line|lines} filled in.' }, { at: clockOf(other.at).slice(0, 16), n: Object.keys(other.content.answers).length })}</p>
          {work && <p className="f-warn">{say({ zh: '接过来后，本机已填的内容将被这份草稿替换。', en: 'Taken over, it replaces what is filled in on this phone.' })}</p>}
          <button type="button" className="f-button" disabled={busy} onClick={() => void start(other)}>{say({ zh: '接过来填', en: 'Take it over' })}</button>
        </section>
      )}
    </FieldPage>
  )
}

function Facts({ unit }: { unit: BoundUnit }) {
  const say = useText()
  const phone = usePhone()
  const { today, actions } = usePhoneState()
  const draft = `${DUTY}:promise:${unit.binding}`
  const promised = unit.promisedOn !== null || [...actions.values()].some((one) => one.draft === draft && one.state !== 'refused')
  const promise = () => void phone.queue(newAction({
    id: newId(), matter: 'duty-binding', of: unit.binding, action: 'promise', version: unit.version, input: { promised_on: today }, draft, madeAt: nowOf(),
    shown: { name: unit.name, on: today, what: { zh: '承诺书', en: 'Promise' }, lines: 0, found: [], photos: 0 },
  }))
  return (
    <section className="f-card">
      <h2>{unit.name}</h2>
      <p className="f-chips">
        {unit.task && <DueChip on={unit.task.dueOn} today={today} />}
        <span className="f-chip plain">{say({ zh: '包保 {level}级', en: 'Duty level {level}' }, { level: unit.level })}</span>
      </p>
      <dl className="f-facts">
        <dt>{say({ zh: '业态', en: 'Type' })}</dt><dd>{say(findType(unit.type)?.label ?? { zh: unit.type, en: unit.type })}</dd>
        <dt>{say({ zh: '地址', en: 'Address' })}</dt><dd><Address address={unit.address} lng={unit.lng} lat={unit.lat} /></dd>
        <dt>{say({ zh: '包保起始', en: 'Bound since' })}</dt><dd>{unit.since}</dd>
        <dt>{say({ zh: '上次督导', en: 'Last visit' })}</dt><dd>{unit.lastVisit ?? say({ zh: '尚未督导', en: 'not visited yet' })}</dd>
        <dt>{say({ zh: '承诺书', en: 'Promise' })}</dt>
        <dd>{promised ? unit.promisedOn ?? say({ zh: '✓ 已登记', en: '✓ recorded' }) : unit.promiseDue ? say({ zh: '{day} 前签订', en: 'to be signed by {day}' }, { day: unit.promiseDue }) : '—'}</dd>
      </dl>
      {!promised && <button type="button" className="f-button" onClick={promise}>{say({ zh: '登记已签承诺书', en: 'The promise is signed' })}</button>}
    </section>
  )
}

/** Records for a shopkeeper without a smartphone: only where they are asked for, and only of the kinds that the rule allows. */
function OnBehalf({ bundle: { book }, unit }: { bundle: DutyBundle; unit: BoundUnit }) {
  const say = useText()
  const { today, actions } = usePhoneState()
  const place = book.places[unit.premises]
  if (!place || (place.since !== null && place.since > today)) return null
  return (
    <section className="f-card" aria-labelledby="f-behalf">
      <h2 id="f-behalf">{say({ zh: '代店主录入自查', en: 'Self-check for the shopkeeper' })}</h2>
      <p className="f-quiet">{say({ zh: '店主没有智能手机时，由您当场代录并拍照；记录上注明代录人。', en: 'Where the shopkeeper has no smartphone you write it down on the spot, with a photo; the record says who wrote it.' })}</p>
      {book.kinds.map(({ kind, title }) => {
        const sent = [...actions.values()].find((one) => one.of === unit.binding && one.action === kind && one.state !== 'refused' && one.shown['on'] === today)
        const state = sent ? 'sent' : behalfState(kind, place, today)
        return (
          <div key={kind} className="f-line">
            <span>{say(title)} {sent && <ActionChip state={sent.state} />}</span>
            {state === 'open' && <Link href={`/duty/${unit.binding}/record/${kind}`} className="f-button">{say({ zh: '代录', en: 'Write down' })}</Link>}
            {state === 'done' && <span className="f-chip good">{say({ zh: '✓ 已有记录', en: '✓ On record' })}</span>}
            {state === 'closed' && <span className="f-chip plain">{say({ zh: '今日不经营', en: 'Closed today' })}</span>}
            {sent && <Link href={`/duty-done/${sent.id}`} className="f-link">{say({ zh: '查看', en: 'See it' })}</Link>}
          </div>
        )
      })}
    </section>
  )
}
