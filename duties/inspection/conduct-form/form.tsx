import type { ReactNode } from 'react'
import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import { useText } from '../../../web/kit/language.tsx'
import { nothingBeside, type Beside, type Refusal, type Told } from './told.ts'

const whole = (text: string): number => Math.max(0, Math.min(10_000, Math.trunc(Number(text)) || 0))
/** The latest day of a resit, days. */
const RESIT_WITHIN = 180

type BesideProps = {
  readonly told: Told
  /** Where goods are made, somebody else may have them made. */
  readonly producer: boolean
  readonly today: DateOnly
  readonly onChange: (beside: Beside) => void
  /** Draws the pictures of the evidence in the face’s own way. */
  readonly photos: (hashes: readonly string[]) => ReactNode
}

/** What else was done on the spot: samples, managers examined with the day of the resit, the entrusting producer, evidence. */
export function BesideFields({ told, producer, today, onChange, photos }: BesideProps) {
  const say = useText()
  const beside = told.beside ?? nothingBeside
  const evidence = beside.evidence ?? { what: '', files: [] }
  const set = (change: Partial<Beside>) => onChange({ ...beside, ...change })
  const number = (label: { zh: string; en: string }, key: 'samples' | 'asked' | 'passed') => (
    <label className="in-label">
      {say(label)}
      <input className="in-input" type="number" inputMode="numeric" min={0} max={10_000} value={beside[key] || ''} onChange={(event) => set({ [key]: whole(event.target.value) })} />
    </label>
  )
  return (
    <>
      {number({ zh: '抽样（批）', en: 'Samples (batches)' }, 'samples')}
      {number({ zh: '抽考人数', en: 'Managers examined' }, 'asked')}
      {beside.asked > 0 && number({ zh: '其中合格', en: 'Of them passed' }, 'passed')}
      {beside.passed < beside.asked && (
        <label className="in-label">
          {say({ zh: '补考日期', en: 'Resit on' })}
          <input className="in-input" type="date" min={today} max={addDays(today, RESIT_WITHIN)} value={beside.resitOn ?? ''} onChange={(event) => set({ resitOn: event.target.value || null })} />
        </label>
      )}
      {producer && (
        <label className="in-label">
          {say({ zh: '委托方（委托生产的）', en: 'Entrusting producer, if any' })}
          <input className="in-input" maxLength={200} value={beside.entrusting} onChange={(event) => set({ entrusting: event.target.value })} />
        </label>
      )}
      <label className="in-label">
        {say({ zh: '收集、保全的证据（票据、合同复印件等）', en: 'Evidence kept (copies of invoices, contracts and the like)' })}
        <textarea className="in-input" rows={2} maxLength={1000} value={evidence.what} onChange={(event) => set({ evidence: { ...evidence, what: event.target.value } })} />
      </label>
      {photos(evidence.files)}
    </>
  )
}

type BusinessProps = {
  readonly told: Told
  readonly onChange: (change: Pick<Told, 'businessBy' | 'refusal'>) => void
  /** Stands under the name of who signs: the pad, or the photo of the signed page. */
  readonly signature: ReactNode
  /** Takes a video of the refusal in the face’s own way. */
  readonly video: (taken: boolean) => ReactNode
}

/** Who signed for the business, or the refusal with its reason and a witness or a video (art. 34). */
export function BusinessFields({ told, onChange, signature, video }: BusinessProps) {
  const say = useText()
  const { businessBy, refusal } = told
  const set = (change: Partial<Refusal>) => onChange({ businessBy, refusal: { ...refusal!, ...change } })
  return (
    <>
      {!refusal && (
        <>
          <label className="in-label">
            {say({ zh: '签字人姓名或职务', en: 'Who signs: name or office held' })}
            <input className="in-input" maxLength={100} value={businessBy} onChange={(event) => onChange({ businessBy: event.target.value, refusal })} />
          </label>
          {signature}
        </>
      )}
      <label className="in-tick">
        <input type="checkbox" checked={refusal !== null} onChange={(event) => onChange({ businessBy, refusal: event.target.checked ? { reason: '', witness: '' } : null })} /> {say({ zh: '拒绝签字', en: 'Signing was refused' })}
      </label>
      {refusal && (
        <>
          <label className="in-label">
            {say({ zh: '拒签原因', en: 'Reason' })}
            <textarea className="in-input" rows={2} maxLength={1000} value={refusal.reason} onChange={(event) => set({ reason: event.target.value })} />
          </label>
          <label className="in-label">
            {say({ zh: '见证人（或录像）', en: 'Witness (or a video)' })}
            <input className="in-input" maxLength={100} value={refusal.witness} onChange={(event) => set({ witness: event.target.value })} />
          </label>
          {video(Boolean(refusal.video))}
        </>
      )}
    </>
  )
}
