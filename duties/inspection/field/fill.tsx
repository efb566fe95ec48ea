import { useEffect, useRef, useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { firstPhrases } from '../../../web/kit/field/phrases.tsx'
import { FieldPage } from '../../../web/kit/field/page.tsx'
import { usePhone, usePhoneState } from '../../../web/kit/field/use-phone.tsx'
import { useLanguage, useText } from '../../../web/kit/language.tsx'
import { inspectionKinds, results } from '../registers.ts'
import type { InspectionForm } from '../rules/result.ts'
import { askedOf, faultsOf } from '../sheet-form/filling.ts'
import { SheetForm } from '../sheet-form/form.tsx'
import { Gone, labelOf } from './task.tsx'
import { Photos } from './photos.tsx'
import { useTask } from './use-task.ts'
import { draftName, fill, nowOf, type Work } from './work.ts'

const steps = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-step]')]
/** What stands under the head of the page. */
const HEAD = 150

/** Which step lies under the head of the page; -1 above the first. */
function useStep(): number {
  const [at, setAt] = useState(0)
  useEffect(() => {
    const look = () => setAt(Math.max(0, steps().findIndex((step) => step.getBoundingClientRect().bottom > HEAD)))
    look()
    addEventListener('scroll', look, { passive: true })
    return () => removeEventListener('scroll', look)
  }, [])
  return at
}

const goTo = (step: HTMLElement | undefined) => {
  step?.scrollIntoView({ block: 'start' })
  step?.querySelector<HTMLElement>('button, input')?.focus({ preventScroll: true })
}

/** The sheet, filled in with one thumb; every touch is on the disk. */
export function FillPage() {
  const say = useText()
  const language = useLanguage()
  const { id } = useParams<{ id: string }>()
  const phone = usePhone()
  const { settings } = usePhoneState()
  const [, go] = useLocation()
  const { task, sheet, work, action } = useTask(id, phone.deviceId)
  const at = useStep()
  // A photo may come back after the next tap: it changes what is there then.
  const latest = useRef(work)
  latest.current = work
  useEffect(() => { if (action) go(`/result/${action.id}`, { replace: true }) }, [action]) // oxlint-disable-line react-hooks/exhaustive-deps
  if (!task || !sheet || !work) return <Gone />
  const save = (next: Work) => {
    latest.current = next
    phone.saveDraft(draftName(id), next)
  }
  const asked = askedOf(sheet, work.filling)
  const faults = faultsOf(sheet, task.kind as InspectionForm, work.filling)
  const total = sheet.facts.length + asked.length
  const done = Object.keys(work.filling.facts).length + asked.filter(({ code }) => work.filling.findings.some((one) => one.code === code)).length
  const next = () => {
    const all = steps()
    goTo(all[at + 1] ?? all.find((step) => step.dataset['open'] !== undefined))
  }
  const foot = (
    <>
      <button type="button" className="f-button" onClick={() => goTo(steps()[at - 1])}>{say({ zh: '上一项', en: 'Previous' })}</button>
      {faults.length > 0
        ? <button type="button" className="f-button main" onClick={next}>{say({ zh: '下一项 {n} / {of}', en: 'Next {n} / {of}' }, { n: Math.min(at + 2, total), of: total })}</button>
        : <Link href={`/inspection/${id}/sign`} className="f-button main">{say({ zh: '去签字', en: 'Sign' })}</Link>}
    </>
  )
  return (
    <FieldPage title={say(labelOf(inspectionKinds, task.kind))} back={{ to: `/inspection/${id}`, label: say({ zh: '档案', en: 'Dossier' }) }} foot={foot}>
      <div className="f-head">
        <p><strong>{task.premises.name}</strong> {task.premises.dutyLevel && <span className="f-chip plain">{say({ zh: '包保 {level}', en: 'Duty level {level}' }, { level: task.premises.dutyLevel })}</span>}</p>
        <p className="f-quiet">{[task.premises.licence, task.last && say({ zh: '上次 {on} {result}', en: 'last {on} {result}' }, { on: task.last.visitedOn, result: say(labelOf(results, task.last.result)) })].filter(Boolean).join(' · ')}</p>
        <progress max={total} value={done} aria-label={say({ zh: '已填 {done} / {of} 项', en: '{done} of {of} filled in' }, { done, of: total })} />
      </div>
      <div className="f-sheet">
        <SheetForm sheet={sheet} form={task.kind as InspectionForm} value={work.filling} onChange={(filling) => save(fill(latest.current!, filling, nowOf()))} phrases={settings.phrases ?? firstPhrases[language]}
          photos={({ item, hashes }) => (
            <Photos task={task} work={work} code={item.code} hashes={hashes} onTaken={(hash, info) => {
              const now = latest.current!
              const finding = now.filling.findings.find(({ code }) => code === item.code) ?? { code: item.code, verdict: 'pass' as const }
              const findings = [...now.filling.findings.filter(({ code }) => code !== item.code), { ...finding, photos: [...new Set([...(finding.photos ?? []), hash])] }]
              save({ ...fill(now, { ...now.filling, findings }, nowOf()), photos: { ...now.photos, [hash]: info } })
            }} />
          )} />
        {faults.length > 0 && <p className="f-quiet" role="status">{say({ zh: '还有 {n} 处要填', en: '{n place is|places are} open' }, { n: faults.length })}：{say(faults[0]!.sentence)}</p>}
      </div>
    </FieldPage>
  )
}
