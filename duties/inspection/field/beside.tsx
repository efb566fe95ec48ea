import { useRef, useState } from 'react'
import { addDays } from '../../../platform/core/dates.ts'
import { clockOf, hashOf } from '../../../web/kit/field/photo.ts'
import { usePhone, usePhoneState } from '../../../web/kit/field/use-phone.tsx'
import { useText } from '../../../web/kit/language.tsx'
import type { FieldTask } from '../contract.ts'
import { noteOf, nothingBeside, nowOf, type Beside, type Work } from './work.ts'

const whole = (text: string): number => Math.max(0, Math.min(10_000, Math.trunc(Number(text)) || 0))

/** What else was done on the spot: samples, managers examined with the day of the resit, the entrusting producer. */
export function BesideCard({ task, work, onChange }: { task: FieldTask; work: Work; onChange: (beside: Beside) => void }) {
  const say = useText()
  const { today } = usePhoneState()
  const beside = work.beside ?? nothingBeside
  const set = (change: Partial<Beside>) => onChange({ ...beside, ...change })
  const number = (label: { zh: string; en: string }, key: 'samples' | 'asked' | 'passed') => (
    <label className="in-label">
      {say(label)}
      <input className="in-input" type="number" inputMode="numeric" min={0} max={10_000} value={beside[key] || ''} onChange={(event) => set({ [key]: whole(event.target.value) })} />
    </label>
  )
  return (
    <section className="f-card" aria-labelledby="f-beside">
      <h2 id="f-beside">{say({ zh: '现场其他工作', en: 'Also done here' })}</h2>
      {number({ zh: '抽样（批）', en: 'Samples (batches)' }, 'samples')}
      {number({ zh: '抽考人数', en: 'Managers examined' }, 'asked')}
      {beside.asked > 0 && number({ zh: '其中合格', en: 'Of them passed' }, 'passed')}
      {beside.passed < beside.asked && (
        <label className="in-label">
          {say({ zh: '补考日期', en: 'Resit on' })}
          <input className="in-input" type="date" min={today} max={addDays(today, 180)} value={beside.resitOn ?? ''} onChange={(event) => set({ resitOn: event.target.value || null })} />
        </label>
      )}
      {task.premises.type === 'PROD' && (
        <label className="in-label">
          {say({ zh: '委托方（委托生产的）', en: 'Entrusting producer, if any' })}
          <input className="in-input" maxLength={200} value={beside.entrusting} onChange={(event) => set({ entrusting: event.target.value })} />
        </label>
      )}
    </section>
  )
}

/** A video is kept whole, sealed, until the server has it: some minutes at a phone’s usual size. */
const LARGEST = 80 * 1024 * 1024

/** A video of the refusal stands in place of a witness (art. 34). */
export function Video({ work, onTaken }: { work: Work; onTaken: (hash: string) => void }) {
  const say = useText()
  const phone = usePhone()
  const input = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<'ready' | 'busy' | 'large' | 'failed'>('ready')
  const take = async (file: File | undefined) => {
    if (!file) return
    if (file.size > LARGEST) { setState('large'); return }
    setState('busy')
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const hash = hashOf(bytes)
      await phone.addFile(noteOf(work, { hash, name: `refusal-${nowOf().replaceAll(/[:.]/g, '')}.mp4`, size: bytes.byteLength, note: say({ zh: '拒签录像 {at}', en: 'Video of the refusal {at}' }, { at: clockOf(nowOf()) }) }), bytes)
      onTaken(hash)
      setState('ready')
    } catch {
      setState('failed')
    }
  }
  return (
    <div>
      <input ref={input} type="file" accept="video/*" capture="environment" hidden aria-label={say({ zh: '拒签录像', en: 'Video of the refusal' })} onChange={(event) => void take(event.target.files?.[0])} />
      <button type="button" className="f-button" disabled={state === 'busy'} onClick={() => input.current?.click()}>{work.refusal?.video ? say({ zh: '✓ 已录像，重录', en: '✓ Taken; take again' }) : say({ zh: '录像', en: 'Take a video' })}</button>
      {state === 'large' && <p className="f-warn">{say({ zh: '▲ 录像超过 80 MB，请缩短后再录。', en: '▲ The video is over 80 MB. Take a shorter one.' })}</p>}
      {state === 'failed' && <p className="f-warn">{say({ zh: '▲ 没有保存，请再录一次。', en: '▲ It was not kept. Take it again.' })}</p>}
    </div>
  )
}
