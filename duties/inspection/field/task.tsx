import { useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { FieldPage } from '../../../web/kit/field/page.tsx'
import { fileId } from '../../../web/kit/field/outbox.ts'
import { clockOf, standing } from '../../../web/kit/field/photo.ts'
import { Address, DueChip } from '../../../web/kit/field/places.tsx'
import { usePhone, usePhoneState } from '../../../web/kit/field/use-phone.tsx'
import { useText } from '../../../web/kit/language.tsx'
import type { Draft, FieldTask } from '../contract.ts'
import { inspectionKinds, results, waysOfChoosing } from '../registers.ts'
import type { Sheet } from '../sheets/sheet.ts'
import { useBundle, useTask } from './use-task.ts'
import { begin, calledOf, draftName, foundOnly, foundTitle, nowOf, photosOf, takeOver, type Work } from './work.ts'

export const labelOf = (choices: readonly { readonly code: string; readonly label: { readonly zh: string; readonly en: string } }[], code: string) =>
  choices.find((one) => one.code === code)?.label ?? { zh: code, en: code }

export const useBack = () => {
  const say = useText()
  return { to: '/', label: say({ zh: '今天', en: 'Today' }) }
}

/** A task that this phone no longer carries. */
export function Gone() {
  const say = useText()
  return <FieldPage title={say({ zh: '检查', en: 'Inspection' })} back={useBack()}><p className="f-empty">{say({ zh: '手机里没有这项任务：可能已办结，或已改派他人。', en: 'This task is not on the phone: it may be finished, or assigned to somebody else.' })}</p></FieldPage>
}

/** What one has to know before going in. */
export function TaskPage() {
  const say = useText()
  const { id } = useParams<{ id: string }>()
  const phone = usePhone()
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const { task, sheet, work, action, others } = useTask(id, phone.deviceId)
  const back = useBack()
  if (!task || !sheet) return <Gone />
  const start = async (draft?: Draft) => {
    setBusy(true)
    const place = await standing()
    phone.saveDraft(draftName(id), draft ? takeOver(task, draft, place, nowOf()) : begin(task, place, nowOf()))
    go(`/inspection/${id}/fill`)
  }
  const foot = action
    ? <Link href={`/result/${action.id}`} className="f-button main">{say({ zh: '查看结果', en: 'See the result' })}</Link>
    : work
      ? <Link href={`/inspection/${id}/fill`} className="f-button main">{say({ zh: '接着检查', en: 'Go on' })}</Link>
      : <button type="button" className="f-button main" disabled={busy} onClick={() => void start()}>{say({ zh: '开始检查', en: 'Begin the inspection' })}</button>
  return (
    <FieldPage title={say(labelOf(inspectionKinds, task.kind))} back={back} foot={foot}>
      <Dossier task={task} sheet={sheet} />
      {work?.found && !action && <OnlyEnter work={work} />}
      {others && !action && <Colleague draft={others} mine={work !== undefined} onTake={() => void start(others)} />}
    </FieldPage>
  )
}

function Dossier({ task, sheet }: { task: FieldTask; sheet: Sheet }) {
  const say = useText()
  const { today } = usePhoneState()
  const { premises, last, openOrders, inspectors } = task
  const over = premises.licensedUntil !== null && premises.licensedUntil < today
  return (
    <>
      <section className="f-card">
        <h2>{premises.name}</h2>
        <p className="f-chips">
          <DueChip on={task.dueOn} today={today} />
          {premises.dutyLevel && <span className="f-chip plain">{say({ zh: '包保 {level}', en: 'Duty level {level}' }, { level: premises.dutyLevel })}</span>}
          <span className="f-chip plain">{say(labelOf(waysOfChoosing, task.chosenBy))}</span>
        </p>
        <dl className="f-facts">
          <dt>{say({ zh: '地址', en: 'Address' })}</dt>
          <dd><Address address={premises.address} lng={premises.lng} lat={premises.lat} /></dd>
          <dt>{say({ zh: '许可证', en: 'Licence' })}</dt>
          <dd>{premises.licence ?? '—'} {premises.licensedUntil && <span className={over ? 'f-chip late' : 'f-chip plain'}>{over ? say({ zh: '▲ 已于 {on} 到期', en: '▲ Ended {on}' }, { on: premises.licensedUntil }) : say({ zh: '至 {on}', en: 'until {on}' }, { on: premises.licensedUntil })}</span>}</dd>
          <dt>{say({ zh: '要点表', en: 'Sheet' })}</dt>
          <dd>{say(sheet.title)} · {say({ zh: '{version} 版 {n} 项', en: 'version {version}, {n item|items}' }, { version: sheet.version, n: sheet.items.length })}</dd>
          <dt>{say({ zh: '检查人员', en: 'Inspectors' })}</dt>
          <dd>{inspectors.map((_, at) => say(calledOf(task, at))).join(say({ zh: '、', en: ', ' }))}</dd>
        </dl>
      </section>
      <section className="f-card" aria-labelledby="f-last">
        <h2 id="f-last">{say({ zh: '上次检查', en: 'Last time' })}</h2>
        {last ? <p>{last.visitedOn} · {say(labelOf(results, last.result))}</p> : <p className="f-quiet">{say({ zh: '没有检查记录。', en: 'Never inspected.' })}</p>}
        {last && last.failed.length > 0 && (
          <ul className="f-failed">
            {last.failed.map((code) => <li key={code}>▲ {code} {say(sheet.items.find((item) => item.code === code)?.text ?? { zh: '', en: '' })}</li>)}
          </ul>
        )}
        <p className={openOrders > 0 ? 'f-warn' : 'f-quiet'}>{openOrders > 0 ? say({ zh: '◆ {n} 项责令整改尚未销号', en: '◆ {n order|orders} to correct are open' }, { n: openOrders }) : say({ zh: '没有未销号的整改。', en: 'No order to correct is open.' })}</p>
      </section>
    </>
  )
}

/** A place that was found and is not inspected after all: written down only, what was filled in goes. */
function OnlyEnter({ work }: { work: Work }) {
  const say = useText()
  const phone = usePhone()
  const [, go] = useLocation()
  const { files } = usePhoneState()
  const [busy, setBusy] = useState(false)
  const enter = async () => {
    setBusy(true)
    await phone.queue(foundOnly(work.found!.place, work.id, say(foundTitle), photosOf(work).filter((hash) => files.has(fileId(work.id, hash)))))
    go('/', { replace: true })
  }
  return (
    <section className="f-card" aria-labelledby="f-only">
      <h2 id="f-only">{say({ zh: '不检查了', en: 'Not inspected after all' })}</h2>
      <p className="f-quiet">{say({ zh: '只把场所登记上去，拍的照片存入场所档案，已填的检查内容作废。', en: 'Only the place is entered, with the photos taken there; what was filled in goes.' })}</p>
      <button type="button" className="f-button" disabled={busy} onClick={() => void enter()}>{say({ zh: '只登记，不检查', en: 'Only write it down' })}</button>
    </section>
  )
}

/** Who has begun it elsewhere, and when: taken over only by a tap. */
function Colleague({ draft, mine, onTake }: { draft: Draft; mine: boolean; onTake: () => void }) {
  const say = useText()
  const { drafts } = usePhoneState()
  const bundle = useBundle()
  const [sure, setSure] = useState(false)
  const who = bundle?.tasks.flatMap(({ inspectors }) => inspectors).find(({ id }) => id === draft.person)?.name || say({ zh: '同事', en: 'A colleague' })
  const name = draft.person === bundle?.person.id ? say({ zh: '您的另一台设备', en: 'Another device of yours' }) : who
  return (
    <section className="f-card" aria-labelledby="f-other">
      <h2 id="f-other">{say({ zh: '另有草稿', en: 'Begun elsewhere' })}</h2>
      <p>{say({ zh: '{who}，{at}，已填 {n} 项。', en: '{who}, {at}, {n item|items} filled in.' }, { who: name, at: clockOf(draft.at as never).slice(0, 16), n: draft.content.findings.length })}</p>
      {!sure && <button type="button" className="f-button" onClick={() => (mine && drafts.size > 0 ? setSure(true) : onTake())}>{say({ zh: '接过来填', en: 'Take it over' })}</button>}
      {sure && (
        <>
          <p className="f-warn">{say({ zh: '本机已填的内容将被这份草稿替换。', en: 'What is filled in on this phone will be replaced by that draft.' })}</p>
          <div className="f-two">
            <button type="button" className="f-button" onClick={() => setSure(false)}>{say({ zh: '保留本机的', en: 'Keep mine' })}</button>
            <button type="button" className="f-button late" onClick={onTake}>{say({ zh: '替换', en: 'Replace' })}</button>
          </div>
        </>
      )}
    </section>
  )
}
