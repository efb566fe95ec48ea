import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { newId } from '../../../platform/core/ids.ts'
import { FieldPage } from '../../../web/kit/field/page.tsx'
import { fileId, newAction } from '../../../web/kit/field/outbox.ts'
import { standing } from '../../../web/kit/field/photo.ts'
import { Photos } from '../../../web/kit/field/photos.tsx'
import { Phrases } from '../../../web/kit/field/phrases.tsx'
import { usePhone, usePhoneState } from '../../../web/kit/field/use-phone.tsx'
import { useText } from '../../../web/kit/language.tsx'
import type { BoundUnit, DutyBundle, ListLine } from '../contract.ts'
import { visitModes } from '../registers.ts'
import { Gone } from './unit.tsx'
import { useUnit } from './use-unit.ts'
import { linesFor, nowOf, openPoints, picturesOf, shownOf, visitDraft, visitInput, type Work } from './work.ts'

/** The visit, filled in with one thumb; every touch is on the disk. */
export function VisitPage() {
  const { bundle, unit, binding } = useUnit()
  const [, go] = useLocation()
  const { drafts } = usePhoneState()
  const work = drafts.get(visitDraft(binding)) as Work | undefined // written by these pages
  const gone = unit !== undefined && work === undefined
  useEffect(() => { if (gone) go(`/duty/${binding}`, { replace: true }) }, [gone]) // oxlint-disable-line react-hooks/exhaustive-deps
  if (!bundle || !unit || !work) return <Gone />
  return <Visit bundle={bundle} unit={unit} work={work} />
}

function Visit({ bundle, unit, work }: { bundle: DutyBundle; unit: BoundUnit; work: Work }) {
  const say = useText()
  const phone = usePhone()
  const { files } = usePhoneState()
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  // A photo may come back after the next tap: it changes what is there then.
  const latest = useRef(work)
  latest.current = work
  const name = visitDraft(unit.binding)
  const save = (change: (now: Work) => Work) => {
    latest.current = change(latest.current)
    phone.saveDraft(name, latest.current)
  }
  const set = (change: Partial<Work>) => save((now) => ({ ...now, ...change }))
  const lines = linesFor(bundle, unit)
  const open = openPoints(work, lines)
  const problems = lines.filter(({ code }) => work.answers[code]?.ok === false).length + work.others.length
  const about = unit.task ? { table: 'duty_visit', id: unit.task.id } : { table: 'duty_binding', id: unit.binding }
  const photos = (code: string, hashes: readonly string[], put: (now: Work, next: readonly string[]) => Work) => (
    <Photos of={unit.binding} about={about} draft={name} code={code} stamp={[unit.name, bundle.name]} hashes={hashes} onTaken={(hash, info) => save((now) => ({ ...put(now, [hash]), taken: { ...now.taken, [hash]: info } }))} />
  )
  const send = async () => {
    setBusy(true)
    const place = work.place === null && work.mode !== 'remote' ? await standing() : null
    const now = nowOf()
    const id = newId()
    const what = visitModes.find(({ code }) => code === work.mode)!.label
    const common = { id, input: visitInput(work, lines, place, now), files: picturesOf(work).map((hash) => fileId(unit.binding, hash)).filter((one) => files.has(one)), draft: name, shown: shownOf(work, unit, lines, what, now), madeAt: now }
    await phone.queue(unit.task
      ? newAction({ ...common, matter: 'duty-visit', of: unit.task.id, action: 'visit', version: unit.task.version })
      : newAction({ ...common, matter: 'duty-visit', of: id, action: 'visit', path: `/duty/bindings/${unit.binding}/visit`, receipt: `/duty/bindings/${unit.binding}/visits/${id}`, input: { ...common.input, id } }))
    go(`/duty-done/${id}`, { replace: true })
  }
  const foot = (
    <>
      {open[0] && <span className="f-quiet" role="status">{say(open[0])}</span>}
      <button type="button" className="f-button main" disabled={busy || open.length > 0} onClick={() => void send()}>
        {problems > 0 ? say({ zh: '提交，移交 {n} 个问题', en: 'Hand in; problems handed over: {n}' }, { n: problems }) : say({ zh: '提交督导', en: 'Hand in the visit' })}
      </button>
    </>
  )
  return (
    <FieldPage title={say({ zh: '督导', en: 'Visit' })} back={{ to: `/duty/${unit.binding}`, label: say({ zh: '单位', en: 'Premises' }) }} foot={foot}>
      <section className="f-card" aria-labelledby="f-mode">
        <h2 id="f-mode">{unit.name}</h2>
        <div className="f-two" role="group" aria-label={say({ zh: '督导方式', en: 'How' })}>
          {visitModes.map(({ code, label }) => <button key={code} type="button" className="f-button" aria-pressed={work.mode === code} onClick={() => set({ mode: code })}>{say(label)}</button>)}
        </div>
        {work.mode === 'with_leader' && <label className="f-label">{say({ zh: '带队领导', en: 'Leader' })}<input className="f-input" maxLength={100} value={work.leader} onChange={(event) => set({ leader: event.target.value })} /></label>}
        {photos(say({ zh: '现场', en: 'The place' }), work.photos, (now, added) => ({ ...now, photos: [...new Set([...now.photos, ...added])] }))}
      </section>
      <section className="f-card" aria-labelledby="f-lines">
        <h2 id="f-lines">{say({ zh: '任务清单', en: 'Task list' })}</h2>
        <button type="button" className="f-button" onClick={() => save((now) => ({ ...now, answers: { ...Object.fromEntries(lines.map(({ code }) => [code, { ok: true, found: '', photos: [] }])), ...now.answers } }))}>{say({ zh: '其余均符合', en: 'All others are in order' })}</button>
        {lines.map((line) => (
          <Line key={line.code} line={line} answer={work.answers[line.code]} onChange={(answer) => save((now) => ({ ...now, answers: { ...now.answers, [line.code]: answer } }))}
            photos={photos(line.code, work.answers[line.code]?.photos ?? [], (now, added) => ({ ...now, answers: { ...now.answers, [line.code]: { ...now.answers[line.code]!, photos: [...new Set([...now.answers[line.code]!.photos, ...added])] } } }))} />
        ))}
      </section>
      <section className="f-card" aria-labelledby="f-more">
        <h2 id="f-more">{say({ zh: '其他问题', en: 'Other problems' })}</h2>
        <p className="f-quiet">{say({ zh: '发现的问题移交市场监管部门处理；您不作处罚，也不责令整改。', en: 'What you find goes to market supervision; you order and punish nothing yourself.' })}</p>
        {work.others.map((one, at) => (
          <div key={at} className="f-check">
            <Finding label={say({ zh: '问题 {n}', en: 'Problem {n}' }, { n: at + 1 })} value={one.found} onChange={(found) => save((now) => ({ ...now, others: now.others.map((other, index) => (index === at ? { ...other, found } : other)) }))} />
            {photos(`+${at + 1}`, one.photos, (now, added) => ({ ...now, others: now.others.map((other, index) => (index === at ? { ...other, photos: [...new Set([...other.photos, ...added])] } : other)) }))}
            <button type="button" className="f-link" onClick={() => save((now) => ({ ...now, others: now.others.filter((_, index) => index !== at) }))}>{say({ zh: '删去', en: 'Remove' })}</button>
          </div>
        ))}
        <button type="button" className="f-button" onClick={() => save((now) => ({ ...now, others: [...now.others, { found: '', photos: [] }] }))}>{say({ zh: '＋ 另有问题', en: '+ Another problem' })}</button>
        <label className="f-label">{say({ zh: '督导情况（可不填）', en: 'What was seen (may be empty)' })}<textarea className="f-input" rows={2} maxLength={2000} value={work.note} onChange={(event) => set({ note: event.target.value })} /></label>
      </section>
    </FieldPage>
  )
}

type LineProps = { readonly line: ListLine; readonly answer: Work['answers'][string] | undefined; readonly photos: ReactNode; readonly onChange: (answer: Work['answers'][string]) => void }

function Line({ line, answer, photos, onChange }: LineProps) {
  const say = useText()
  return (
    <fieldset className="f-check">
      <legend>{say(line.text)}</legend>
      <div className="f-two">
        <button type="button" className="f-button good" aria-pressed={answer?.ok === true} onClick={() => onChange({ ok: true, found: '', photos: [] })}>{answer?.ok === true && '✓ '}{say({ zh: '符合', en: 'Met' })}</button>
        <button type="button" className="f-button late" aria-pressed={answer?.ok === false} onClick={() => onChange(answer?.ok === false ? answer : { ok: false, found: '', photos: [] })}>{answer?.ok === false && '▲ '}{say({ zh: '有问题', en: 'Problem' })}</button>
      </div>
      {answer?.ok === false && <Finding label={say({ zh: '发现的问题', en: 'What was found' })} value={answer.found} onChange={(found) => onChange({ ...answer, found })} />}
      {answer?.ok === false && photos}
    </fieldset>
  )
}

/** What was found, in one's own words or with a phrase. */
function Finding({ label, value, onChange }: { label: string; value: string; onChange: (next: string) => void }) {
  return (
    <>
      <label className="f-label">{label}<textarea className="f-input" rows={2} maxLength={1000} value={value} onChange={(event) => onChange(event.target.value)} /></label>
      <Phrases onPick={(phrase) => onChange(value.trim() === '' ? phrase : `${value.trim()}；${phrase}`)} />
    </>
  )
}
