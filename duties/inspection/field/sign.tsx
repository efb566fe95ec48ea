import { useRef, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { addDays } from '../../../platform/core/dates.ts'
import { newId } from '../../../platform/core/ids.ts'
import { FieldPage } from '../../../web/kit/field/page.tsx'
import { standing, type Photo } from '../../../web/kit/field/photo.ts'
import { fileId, newAction } from '../../../web/kit/field/outbox.ts'
import { SignPad } from '../../../web/kit/field/sign-pad.tsx'
import { usePhone, usePhoneState } from '../../../web/kit/field/use-phone.tsx'
import { useText } from '../../../web/kit/language.tsx'
import type { FieldTask } from '../contract.ts'
import type { Sheet } from '../sheets/sheet.ts'
import { BesideFields, BusinessFields } from '../conduct-form/form.tsx'
import { withEvidence, withVideo } from '../conduct-form/told.ts'
import { Photos } from './photos.tsx'
import { ResultCard } from './result.tsx'
import { Gone } from './task.tsx'
import { useTask } from './use-task.ts'
import { Video } from './video.tsx'
import { calledOf, draftName, DUTY, finishInput, FOUND, foundInput, noteOf, nowOf, openPoints, picturesOf, resultOf, type Work } from './work.ts'

/** The result is shown, then signed by the inspectors and the business, or the refusal is put down (art. 34). */
export function SignPage() {
  const { id } = useParams<{ id: string }>()
  const phone = usePhone()
  const { task, sheet, work } = useTask(id, phone.deviceId)
  return task && sheet && work ? <Signing task={task} sheet={sheet} work={work} /> : <Gone />
}

type SigningProps = { readonly task: FieldTask; readonly sheet: Sheet; readonly work: Work }

function Signing({ task, sheet, work }: SigningProps) {
  const say = useText()
  const phone = usePhone()
  const { files, today } = usePhoneState()
  const business = say({ zh: '被检查单位', en: 'The business' })
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const latest = useRef(work)
  latest.current = work
  const save = (change: Partial<Work>) => {
    latest.current = { ...latest.current, ...change }
    phone.saveDraft(draftName(task.id), latest.current)
  }
  const points = openPoints(work, task, sheet)
  const sheetDone = !points[0] || work.filling.findings.length > 0
  const sign = (who: string, signer: string) => async ({ hash, bytes }: Photo) => {
    await phone.addFile(noteOf(latest.current, { hash, name: `${say({ zh: '签名-{signer}', en: 'signature-{signer}' }, { signer }).replaceAll(/[\\/:*?"<>|]/g, '_')}.png`, size: bytes.byteLength, note: say({ zh: '签名：{signer}', en: 'Signature: {signer}' }, { signer }) }), bytes)
    save({ signatures: { ...latest.current.signatures, [who]: hash }, ...(who === 'business' ? { signedAt: nowOf() } : {}) })
  }
  const unsign = (who: string) => () => {
    const { [who]: _, ...signatures } = latest.current.signatures
    save({ signatures, ...(who === 'business' ? { signedAt: null } : {}) })
  }
  const finish = async () => {
    setBusy(true)
    const place = work.place ?? await standing()
    const now = nowOf()
    const done = { ...work, signedAt: work.signedAt ?? now }
    const action = newId()
    const pictures = picturesOf(done).filter((hash) => files.has(fileId(task.id, hash)))
    const finish = finishInput(done, place, now)
    await phone.queue(newAction({
      id: action, matter: DUTY, of: task.id, action: 'finish', version: task.version, files: pictures.map((hash) => fileId(task.id, hash)),
      ...(done.found ? { path: FOUND, receipt: `/matters/${DUTY}/${task.id}`, input: foundInput(done.found, { action, files: pictures, finish }) } : { input: finish }),
      draft: draftName(task.id), shown: resultOf(done, task, sheet, now), madeAt: now,
    }))
    go(`/result/${action}`, { replace: true })
  }
  const foot = (
    <>
      {points.length > 0 && <span className="f-quiet" role="status">{say(points[0]!)}</span>}
      <button type="button" className="f-button main" disabled={points.length > 0 || busy} onClick={() => void finish()}>{say({ zh: '完成检查', en: 'End the inspection' })}</button>
    </>
  )
  return (
    <FieldPage title={say({ zh: '签字', en: 'Signing' })} back={{ to: `/inspection/${task.id}/fill`, label: say({ zh: '要点表', en: 'Sheet' }) }} foot={foot}>
      {sheetDone && <Preview task={task} sheet={sheet} work={work} onDue={(dueOn) => save({ dueOn })} />}
      <section className="f-card" aria-labelledby="f-inspectors">
        <h2 id="f-inspectors">{say({ zh: '检查人员', en: 'Inspectors' })}</h2>
        {task.inspectors.map(({ id }, at) => {
          const name = say(calledOf(task, at))
          const here = work.present.includes(id)
          return (
            <div key={id}>
              {task.inspectors.length > 2 && (
                <label className="in-tick"><input type="checkbox" checked={here} onChange={(event) => save({ present: event.target.checked ? [...work.present, id] : work.present.filter((one) => one !== id) })} /> {say({ zh: '{name} 到场', en: '{name} is here' }, { name })}</label>
              )}
              {here && <SignPad label={name} signed={work.signatures[id] !== undefined} onSign={(picture) => void sign(id, name)(picture)} onClear={unsign(id)} />}
            </div>
          )
        })}
      </section>
      <section className="f-card" aria-labelledby="f-beside">
        <h2 id="f-beside">{say({ zh: '现场其他工作', en: 'Also done here' })}</h2>
        <BesideFields told={work} producer={sheet.kind === 'production'} today={today} onChange={(beside) => save({ beside })}
          photos={(hashes) => <Photos task={task} work={work} code={say({ zh: '证据', en: 'Evidence' })} hashes={hashes} onTaken={(hash, info) => save({ beside: withEvidence(latest.current, hash), photos: { ...latest.current.photos, [hash]: info } })} />} />
      </section>
      <section className="f-card" aria-labelledby="f-business">
        <h2 id="f-business">{business}</h2>
        <BusinessFields told={work} video={(taken) => <Video work={work} taken={taken} onTaken={(hash) => save({ refusal: withVideo(latest.current, hash) })} />}
          onChange={(change) => {
            if ((change.refusal === null) !== (work.refusal === null)) unsign('business')()
            save({ ...change, ...((change.refusal === null) === (work.refusal === null) ? {} : { signedAt: change.refusal ? nowOf() : null }) })
          }}
          signature={<SignPad label={business} signed={work.signatures['business'] !== undefined} onSign={(picture) => void sign('business', work.businessBy || business)(picture)} onClear={unsign('business')} />} />
      </section>
    </FieldPage>
  )
}

function Preview({ task, sheet, work, onDue }: SigningProps & { onDue: (dueOn: string | null) => void }) {
  const say = useText()
  const { today } = usePhoneState()
  const shown = (() => {
    try {
      return resultOf(work, task, sheet, nowOf())
    } catch {
      return null // the sheet is not complete: what is open stands below
    }
  })()
  if (!shown) return null
  const orders = shown.failed.some(({ corrected }) => !corrected)
  return (
    <>
      <ResultCard shown={shown} />
      {orders && (
        <section className="f-card">
          <label className="in-label">
            {say({ zh: '整改期限（不填按规定的天数）', en: 'To be put right by (empty: the usual days)' })}
            <input className="in-input" type="date" min={today} max={addDays(today, 365)} value={work.dueOn ?? ''} onChange={(event) => onDue(event.target.value || null)} />
          </label>
        </section>
      )}
    </>
  )
}
