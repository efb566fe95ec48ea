import { useEffect, useRef, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { dateAt } from '../../../platform/core/dates.ts'
import { newId } from '../../../platform/core/ids.ts'
import { FieldPage } from '../../../web/kit/field/page.tsx'
import { fileId, newAction } from '../../../web/kit/field/outbox.ts'
import { standing } from '../../../web/kit/field/photo.ts'
import { Photos } from '../../../web/kit/field/photos.tsx'
import { usePhone, usePhoneState } from '../../../web/kit/field/use-phone.tsx'
import { useText } from '../../../web/kit/language.tsx'
import type { OwnForm } from '../../selfcheck/index.ts'
import type { BoundUnit, DutyBundle } from '../contract.ts'
import { Gone } from './unit.tsx'
import { useUnit } from './use-unit.ts'
import { nowOf, recordDraft, type BehalfKind, type BehalfWork, type Shown } from './work.ts'

/** What the shopkeeper tells, item by item; the photo says that one was there. */
export function RecordPage() {
  const { kind: name } = useParams<{ kind: string }>()
  const { bundle, unit } = useUnit()
  const kind = bundle?.book.kinds.find((one) => one.kind === name)
  const form = kind && bundle?.book.forms[bundle.book.places[unit?.premises ?? '']?.forms[kind.kind] ?? '']
  if (!bundle || !unit || !kind || !form) return <Gone />
  return <Record bundle={bundle} unit={unit} kind={kind} form={form} />
}

function Record({ bundle, unit, kind: { kind, title, roles }, form }: { bundle: DutyBundle; unit: BoundUnit; kind: BehalfKind; form: OwnForm }) {
  const say = useText()
  const phone = usePhone()
  const { drafts, files } = usePhoneState()
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const name = recordDraft(unit.binding, kind)
  const keeper = bundle.book.places[unit.premises]!.staff.find(({ role }) => roles.some(({ code }) => code === role))
  const [first] = useState((): BehalfWork => ({ id: newId(), startedAt: nowOf(), place: null, filledBy: keeper?.name ?? '', role: keeper?.role ?? roles[0]!.code, answers: {}, wrong: {}, decision: '', photos: [] }))
  const work = (drafts.get(name) as BehalfWork | undefined) ?? first // written by this page
  const latest = useRef(work)
  latest.current = work
  const set = (change: Partial<BehalfWork>) => {
    latest.current = { ...latest.current, ...change }
    phone.saveDraft(name, latest.current)
  }
  useEffect(() => { if (work.place === null) void standing().then((place) => { if (place) set({ place }) }) }, []) // oxlint-disable-line react-hooks/exhaustive-deps
  const bad = form.items.filter(({ code }) => work.answers[code] === 'bad')
  const problems = bad.map(({ code }) => ({ code, text: work.wrong[code]?.text.trim() ?? '', measure: work.wrong[code]?.measure.trim() ?? '' }))
  const open = form.items.some(({ code }) => work.answers[code] === undefined) ? { zh: '还有项目未填。', en: 'Some items are open.' }
    : problems.some(({ text, measure }) => text === '' || measure === '') ? { zh: '请写明问题和已采取的措施。', en: 'Say what was wrong and what was done.' }
      : kind !== 'daily' && work.decision.trim() === '' ? { zh: '请写明下周治理措施。', en: 'Say what is to be done next week.' }
        : work.filledBy.trim() === '' ? { zh: '请填写店主（食品安全员）姓名。', en: 'Name the shopkeeper.' }
          : work.photos.length === 0 ? { zh: '代录须拍一张现场照片。', en: 'Take a photo: it is written down for another.' } : null
  const send = async () => {
    setBusy(true)
    const now = nowOf()
    const on = dateAt(now)
    const shown: Shown = { name: unit.name, on, what: { zh: `代录${title.zh}`, en: `${title.en}, written for the shopkeeper` }, lines: form.items.length, photos: work.photos.length, found: problems.map(({ text }) => ({ line: null, found: text })) }
    await phone.queue(newAction({
      id: work.id, matter: 'self-check', of: unit.binding, action: kind, path: `/duty/bindings/${unit.binding}/self-check`, receipt: `/duty/bindings/${unit.binding}/self-checks/${work.id}`, draft: name, shown, madeAt: now,
      files: work.photos.map((hash) => fileId(work.id, hash)).filter((one) => files.has(one)),
      input: {
        id: work.id, premises: unit.premises, kind, on, role: work.role, attended: [], filled_by: work.filledBy.trim(), zero_risk: problems.length === 0, answers: work.answers, problems, decision: work.decision.trim(),
        photos: work.photos, started_at: work.startedAt, finished_at: now, place: work.place,
      },
    }))
    go(`/duty-done/${work.id}`, { replace: true })
  }
  return (
    <FieldPage title={say({ zh: '代录{kind}', en: '{kind} for the shopkeeper' }, { kind: say(title) })} back={{ to: `/duty/${unit.binding}`, label: say({ zh: '单位', en: 'Premises' }) }} foot={
      <>
        {open && <span className="f-quiet" role="status">{say(open)}</span>}
        <button type="button" className="f-button main" disabled={busy || open !== null} onClick={() => void send()}>{problems.length === 0 ? say({ zh: '零风险，提交', en: 'No risk: send' }) : say({ zh: '提交（{n} 个问题）', en: 'Send ({n problem|problems})' }, { n: problems.length })}</button>
      </>
    }>
      <section className="f-card">
        <h2>{unit.name}</h2>
        <label className="f-label">{say({ zh: '店主（食品安全员）姓名', en: 'Name of the shopkeeper' })}<input className="f-input" maxLength={60} value={work.filledBy} onChange={(event) => set({ filledBy: event.target.value })} /></label>
        {roles.length > 1 && <label className="f-label">{say({ zh: '职务', en: 'Role' })}<select className="f-input" value={work.role} onChange={(event) => set({ role: event.target.value })}>{roles.map(({ code, label }) => <option key={code} value={code}>{say(label)}</option>)}</select></label>}
        <Photos of={work.id} about={null} draft={name} code={say({ zh: '代录', en: 'For the shopkeeper' })} stamp={[unit.name, bundle.name]} hashes={work.photos} onTaken={(hash) => set({ photos: [...new Set([...latest.current.photos, hash])] })} />
      </section>
      <section className="f-card" aria-labelledby="f-items">
        <h2 id="f-items">{form.title}</h2>
        <button type="button" className="f-button" onClick={() => set({ answers: { ...Object.fromEntries(form.items.map(({ code }) => [code, 'ok' as const])), ...work.answers } })}>{say({ zh: '其余均符合', en: 'All others are in order' })}</button>
        {form.items.map(({ code, text }) => (
          <fieldset key={code} className="f-check">
            <legend>{say(text)}</legend>
            <div className="f-two">
              {ANSWERS.map(([answer, label]) => <button key={answer} type="button" className={`f-button ${LOOKS[answer]}`} aria-pressed={work.answers[code] === answer} onClick={() => set({ answers: { ...work.answers, [code]: answer } })}>{say(label)}</button>)}
            </div>
            {work.answers[code] === 'bad' && TOLD.map(([part, label]) => (
              <label key={part} className="f-label">{say(label)}<input className="f-input" maxLength={500} value={work.wrong[code]?.[part] ?? ''} onChange={(event) => set({ wrong: { ...work.wrong, [code]: { text: '', measure: '', ...work.wrong[code], [part]: event.target.value } } })} /></label>
            ))}
          </fieldset>
        ))}
        {kind !== 'daily' && <label className="f-label">{say({ zh: '下周治理措施', en: 'What is to be done next week' })}<textarea className="f-input" rows={2} maxLength={2000} value={work.decision} onChange={(event) => set({ decision: event.target.value })} /></label>}
      </section>
    </FieldPage>
  )
}

const ANSWERS = [['ok', { zh: '符合', en: 'In order' }], ['bad', { zh: '有问题', en: 'Problem' }], ['none', { zh: '不涉及', en: 'Not here' }]] as const
const LOOKS = { ok: 'good', bad: 'late', none: '' } as const
const TOLD = [['text', { zh: '问题', en: 'What was wrong' }], ['measure', { zh: '已采取的措施', en: 'What was done about it' }]] as const
