import { useRef, useState } from 'react'
import { Button, Input } from 'antd'
import { api } from '../../../web/kit/api.ts'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Fault } from '../../../web/kit/Page.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { useUnsaved } from '../../../web/kit/unsaved.ts'
import { uploadFile } from '../../../web/kit/upload.ts'
import type { Check, Found, ListLine, Place } from '../contract.ts'
import { visitModes } from '../registers.ts'
import type { DutyLevel } from '../rules/duty-level.ts'

export type VisitOf = { readonly binding: string; readonly level: DutyLevel; readonly task: { readonly id: string; readonly version: number } | null }
type FormProps = { readonly of: VisitOf; readonly tasks: readonly ListLine[]; readonly onDone: () => void }

/** Where the person stands, if the browser says so within five seconds; never a reason to wait. */
const standing = (): Promise<Place | null> =>
  new Promise((answer) => {
    if (!('geolocation' in navigator)) { answer(null); return }
    navigator.geolocation.getCurrentPosition(({ coords }) => answer({ lng: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy }), () => answer(null), { timeout: 5_000, maximumAge: 60_000 })
  })

type Answer = { readonly ok: boolean; readonly found: string }

/** A visit in under a minute: how, the task list (all at once where all is well), what is wrong, a photo. */
export function VisitForm({ of, tasks, onDone }: FormProps) {
  const say = useText()
  const today = todayOf(useMe().city)
  const lines = tasks.filter(({ levels }) => levels.includes(of.level))
  const [mode, setMode] = useState<(typeof visitModes)[number]['code']>('on_site')
  const [on, setOn] = useState<string>(today)
  const [leader, setLeader] = useState('')
  const [answers, setAnswers] = useState<Readonly<Record<string, Answer>>>({})
  const [note, setNote] = useState('')
  const [proxy, setProxy] = useState(false)
  const [recordedFor, setRecordedFor] = useState('')
  const [photos, setPhotos] = useState<readonly string[]>([])
  const { busy, failure, once } = useOnce()
  const unsaved = useUnsaved(Object.keys(answers).length > 0 || note !== '' || photos.length > 0)
  const put = (code: string, answer: Answer) => setAnswers((before) => ({ ...before, [code]: answer }))
  const open = lines.filter(({ code }) => answers[code] === undefined || (answers[code].ok === false && answers[code].found.trim() === '')).length
  const wanting = open > 0 || (mode === 'with_leader' && leader.trim() === '') || (proxy && (recordedFor.trim() === '' || photos.length === 0))
  const send = () =>
    once(async () => {
      const checks: Check[] = lines.map(({ code, text }) => ({ code, text: text.zh, ok: answers[code]!.ok }))
      const found: Found[] = lines.flatMap(({ code, text }) => (answers[code]!.ok ? [] : [{ line: text.zh, found: answers[code]!.found.trim(), photos: [...photos] }]))
      const body = {
        visited_on: on, mode, leader: mode === 'with_leader' ? leader.trim() : null, checks, found, note: note.trim() || null, recorded_for: proxy ? recordedFor.trim() : null, photos, place: mode === 'remote' ? null : await standing(),
      }
      await (of.task ? api.post(`/matters/duty-visit/${of.task.id}/visit`, { ...body, version: of.task.version }) : api.post(`/duty/bindings/${of.binding}/visit`, body))
      unsaved.saved()
      onDone()
    })
  return (
    <div className="du-form">
      <fieldset>
        <legend>{say({ zh: '督导方式', en: 'How' })}</legend>
        <div className="du-picks">
          {visitModes.map(({ code, label }) => <button key={code} type="button" aria-pressed={mode === code} onClick={() => setMode(code)}>{say(label)}</button>)}
        </div>
        {mode === 'with_leader' && <label>{say({ zh: '带队领导', en: 'Leader' })}<Input size="large" maxLength={100} value={leader} onChange={({ target }) => setLeader(target.value)} /></label>}
        <label>{say({ zh: '督导日期', en: 'Date' })}<Input size="large" type="date" max={today} value={on} onChange={({ target }) => setOn(target.value)} /></label>
      </fieldset>
      <fieldset>
        <legend>{say({ zh: '任务清单', en: 'Task list' })}</legend>
        <div className="du-picks">
          <button type="button" className="good" aria-pressed={open === 0 && lines.every(({ code }) => answers[code]?.ok)} onClick={() => setAnswers(Object.fromEntries(lines.map(({ code }) => [code, { ok: true, found: '' }])))}>
            ✓ {say({ zh: '全部符合', en: 'All in order' })}
          </button>
        </div>
        {lines.map(({ code, text }) => <CheckRow key={code} text={say(text)} answer={answers[code]} onChange={(answer) => put(code, answer)} />)}
      </fieldset>
      <Photos table={of.task ? 'duty_visit' : 'duty_binding'} id={of.task?.id ?? of.binding} count={photos.length} onAdd={(hash) => setPhotos((before) => [...before, hash])} />
      <fieldset>
        <div className="du-picks">
          <button type="button" aria-pressed={proxy} onClick={() => setProxy(!proxy)}>{say({ zh: '代店主录入', en: 'On behalf of the shopkeeper' })}</button>
        </div>
        {proxy && (
          <label>
            {say({ zh: '代谁录入（须附照片）', en: 'On whose behalf (with a photo)' })}
            <Input size="large" maxLength={100} value={recordedFor} onChange={({ target }) => setRecordedFor(target.value)} />
          </label>
        )}
        <label>{say({ zh: '督导情况（可不填）', en: 'What was seen (may be empty)' })}<Input.TextArea rows={2} maxLength={2000} value={note} onChange={({ target }) => setNote(target.value)} /></label>
      </fieldset>
      <div className="du-foot">
        {failure !== null && <Fault error={failure} />}
        {open > 0 && <p className="quiet small" role="status">{say({ zh: '还有 {n} 项未填', en: '{n line is|lines are} open' }, { n: open })}</p>}
        <Button type="primary" size="large" loading={busy} disabled={wanting} onClick={() => void send()}>{say({ zh: '提交督导记录', en: 'Record the visit' })}</Button>
      </div>
    </div>
  )
}

function CheckRow({ text, answer, onChange }: { text: string; answer: Answer | undefined; onChange: (answer: Answer) => void }) {
  const say = useText()
  return (
    <div className="du-check" role="group" aria-label={text}>
      <span className="break">{text}</span>
      <span className="du-picks">
        <button type="button" className="good" aria-pressed={answer?.ok === true} onClick={() => onChange({ ok: true, found: '' })}>✓ {say({ zh: '符合', en: 'Met' })}</button>
        <button type="button" className="bad" aria-pressed={answer?.ok === false} onClick={() => onChange({ ok: false, found: answer?.found ?? '' })}>✗ {say({ zh: '有问题', en: 'Problem' })}</button>
      </span>
      {answer?.ok === false && (
        <label>
          {say({ zh: '发现的问题（移交市场监管部门）', en: 'What was found (goes to market supervision)' })}
          <Input.TextArea rows={2} maxLength={1000} value={answer.found} onChange={({ target }) => onChange({ ok: false, found: target.value })} />
        </label>
      )}
    </div>
  )
}

function Photos({ table, id, count, onAdd }: { table: string; id: string; count: number; onAdd: (hash: string) => void }) {
  const say = useText()
  const input = useRef<HTMLInputElement>(null)
  const { busy, failure, once } = useOnce()
  const take = async (file: File | undefined) => {
    if (!file) return
    await once(async () => {
      onAdd((await uploadFile<{ hash: string }>(file, { about: { about_table: table, about_id: id } })).hash)
    })
  }
  return (
    <div className="du-picks">
      <input ref={input} type="file" accept="image/*" capture="environment" className="unseen" tabIndex={-1} aria-hidden onChange={(event) => void take(event.target.files?.[0])} />
      <Button size="large" loading={busy} disabled={count >= 9} onClick={() => input.current?.click()}>{say({ zh: '拍照（{n}）', en: 'Photo ({n})' }, { n: count })}</Button>
      {failure !== null && <Fault error={failure} />}
    </div>
  )
}
