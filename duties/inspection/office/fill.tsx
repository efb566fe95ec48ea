import { useRef, useState } from 'react'
import { Button, Input, InputNumber } from 'antd'
import { useText } from '../../../web/kit/language.tsx'
import type { DraftContent } from '../contract.ts'
import { sheetFaults, type InspectionForm } from '../rules/result.ts'
import { applies } from '../rules/result.ts'
import type { Finding, Sheet, SheetItem } from '../sheets/sheet.ts'
import './inspection.css'

/** What has been filled in so far. */
export type Filling = Omit<DraftContent, 'startedAt'> & { readonly stop: boolean }

export const blank: Filling = { facts: {}, findings: [], corrected: [], note: null, stop: false }

const verdicts = [
  { code: 'pass', label: { zh: '符合', en: 'Meets' } },
  { code: 'fail', label: { zh: '不符合', en: 'Fails' } },
  { code: 'not_applicable', label: { zh: '不适用', en: 'Not applicable' } },
] as const

type SheetFormProps = {
  readonly sheet: Sheet
  readonly form: InspectionForm
  readonly value: Filling
  readonly onChange: (next: Filling) => void
  /** Keeps a photo and answers its hash. */
  readonly addPhoto: (file: File) => Promise<string>
}

/** What is still wrong or missing, item by item. */
export const faultsOf = (sheet: Sheet, form: InspectionForm, { facts, findings, corrected, stop }: Filling) => sheetFaults(sheet, { form, facts, findings, corrected, stop })

/** A check sheet, filled in standing up with one thumb: facts first, then the items that apply, by section. */
export function SheetForm({ sheet, form, value, onChange, addPhoto }: SheetFormProps) {
  const say = useText()
  const asked = sheet.items.filter((item) => applies(item, value.facts))
  const sections = [...Map.groupBy(asked, ({ section }) => section.zh).values()]
  const put = (code: string, change: Partial<Finding>) => {
    const old = value.findings.find((finding) => finding.code === code) ?? { code, verdict: 'pass' as const }
    const next = { ...old, ...change }
    onChange({ ...value, findings: [...value.findings.filter((finding) => finding.code !== code), next], corrected: next.verdict === 'fail' ? value.corrected : value.corrected.filter((one) => one !== code) })
  }
  const fact = (code: string, holds: boolean) => {
    const facts = { ...value.facts, [code]: holds }
    // What no longer applies has no answer.
    const still = new Set(sheet.items.filter((item) => applies(item, facts)).map((item) => item.code))
    onChange({ ...value, facts, findings: value.findings.filter(({ code: one }) => still.has(one)) })
  }
  const faults = faultsOf(sheet, form, value)
  const sound = (items: readonly SheetItem[]) => {
    const open = items.filter((item) => !item.measure && item.photo !== 'always' && !value.findings.some(({ code }) => code === item.code))
    onChange({ ...value, findings: [...value.findings, ...open.map(({ code }) => ({ code, verdict: 'pass' as const }))] })
  }
  return (
    <div className="in-sheet">
      {sheet.facts.length > 0 && (
        <section aria-labelledby="in-facts">
          <h3 id="in-facts">{say({ zh: '场所情况', en: 'The place' })}</h3>
          {sheet.facts.map(({ code, text }) => (
            <fieldset key={code} className="in-item">
              <legend>{say(text)}</legend>
              <div className="in-marks">
                <button type="button" aria-pressed={value.facts[code] === true} onClick={() => fact(code, true)}>{say({ zh: '是', en: 'Yes' })}</button>
                <button type="button" aria-pressed={value.facts[code] === false} onClick={() => fact(code, false)}>{say({ zh: '否', en: 'No' })}</button>
              </div>
            </fieldset>
          ))}
        </section>
      )}
      {sections.map((items) => (
        <section key={items[0]!.section.zh} aria-label={say(items[0]!.section)}>
          <h3>
            {say(items[0]!.section)}{' '}
            <span className="quiet small">{say({ zh: '{done} / {of}', en: '{done} of {of}' }, { done: items.filter((item) => value.findings.some(({ code }) => code === item.code)).length, of: items.length })}</span>
          </h3>
          {items.map((item) => (
            <Item key={item.code} item={item} finding={value.findings.find(({ code }) => code === item.code)} corrected={value.corrected.includes(item.code)}
              faults={faults.filter(({ path }) => path.startsWith(`findings.${item.code}.`)).map(({ sentence }) => say(sentence))}
              onChange={(change) => put(item.code, change)} addPhoto={addPhoto}
              onCorrected={(is) => onChange({ ...value, corrected: is ? [...value.corrected, item.code] : value.corrected.filter((one) => one !== item.code) })} />
          ))}
          <Button onClick={() => sound(items)}>{say({ zh: '本节其余均符合', en: 'The rest of this section meets' })}</Button>
        </section>
      ))}
      <label>
        {say({ zh: '说明', en: 'Note' })}
        <Input.TextArea rows={2} maxLength={5000} value={value.note ?? ''} onChange={(event) => onChange({ ...value, note: event.target.value || null })} />
      </label>
      <label className="in-tick">
        <input type="checkbox" checked={value.stop} onChange={(event) => onChange({ ...value, stop: event.target.checked })} />{' '}
        {say({ zh: '有发生食品安全事故的风险，责令立即停止经营', en: 'Danger of an accident: the business stops at once' })}
      </label>
    </div>
  )
}

type ItemProps = {
  readonly item: SheetItem
  readonly finding: Finding | undefined
  readonly corrected: boolean
  readonly faults: readonly string[]
  readonly onChange: (change: Partial<Finding>) => void
  readonly onCorrected: (is: boolean) => void
  readonly addPhoto: (file: File) => Promise<string>
}

function Item({ item, finding, corrected, faults, onChange, onCorrected, addPhoto }: ItemProps) {
  const say = useText()
  const failed = finding?.verdict === 'fail'
  const photo = finding !== undefined && (item.photo === 'always' || (item.photo === 'failed' && failed))
  return (
    <fieldset className="in-item">
      <legend>
        {item.key && <strong title={say({ zh: '重点项', en: 'Key item' })}>* </strong>}
        {item.code} {say(item.text)}{' '}
        <span className="quiet small">{[say(item.method), item.basis, item.points > 0 && say({ zh: '{n} 分', en: '{n} points' }, { n: item.points })].filter(Boolean).join(' · ')}</span>
      </legend>
      <div className="in-marks">
        {verdicts.map(({ code, label }) => (
          <button key={code} type="button" aria-pressed={finding?.verdict === code} onClick={() => onChange({ verdict: code })}>
            {code === 'pass' ? '✓ ' : code === 'fail' ? '▲ ' : ''}{say(label)}
          </button>
        ))}
      </div>
      {item.measure && finding?.verdict !== 'not_applicable' && (
        <label>
          {say({ zh: '测得', en: 'Read' })} <InputNumber size="large" value={finding?.value ?? null} onChange={(number) => onChange(number === null ? { verdict: finding?.verdict ?? 'pass' } : { value: number })} /> {item.measure.unit}{' '}
          <span className="quiet small">{limitsOf(item)}</span>
        </label>
      )}
      {(failed || finding?.verdict === 'not_applicable') && (
        <label>
          {failed ? say({ zh: '问题', en: 'What is wrong' }) : say({ zh: '不适用的原因', en: 'Why it does not apply' })}
          <Input size="large" maxLength={1000} value={finding?.note ?? ''} onChange={(event) => onChange({ note: event.target.value })} />
        </label>
      )}
      {failed && (
        <div className="in-ticks">
          <label className="in-tick">
            <input type="checkbox" checked={finding.safety ?? item.key} onChange={(event) => onChange({ safety: event.target.checked })} /> {say({ zh: '可能影响食品安全', en: 'May affect food safety' })}
          </label>
          <label className="in-tick">
            <input type="checkbox" checked={corrected} onChange={(event) => onCorrected(event.target.checked)} /> {say({ zh: '已当场改正', en: 'Put right on the spot' })}
          </label>
        </div>
      )}
      {photo && <Photos hashes={finding.photos ?? []} add={async (file) => onChange({ photos: [...(finding.photos ?? []), await addPhoto(file)] })} />}
      {finding && faults.map((text) => <p key={text} className="in-fault" role="status">{text}</p>)}
    </fieldset>
  )
}

const limitsOf = ({ measure }: SheetItem): string =>
  measure === undefined ? '' : [measure.min !== undefined && `≥ ${measure.min}`, measure.max !== undefined && `≤ ${measure.max}`].filter(Boolean).join(' · ')

function Photos({ hashes, add }: { hashes: readonly string[]; add: (file: File) => Promise<void> }) {
  const say = useText()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const take = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    setFailed(false)
    try {
      await add(file)
    } catch {
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="in-marks">
      <input ref={input} type="file" accept="image/*" capture="environment" className="unseen" tabIndex={-1} aria-hidden onChange={(event) => void take(event.target.files?.[0])} />
      <Button size="large" loading={busy} onClick={() => input.current?.click()}>{say({ zh: '拍照（{n}）', en: 'Photo ({n})' }, { n: hashes.length })}</Button>
      <span className="quiet small">{say({ zh: '不拍儿童面部', en: 'No child’s face' })}</span>
      {failed && <span className="in-fault" role="alert">{say({ zh: '照片没有存下，请再拍一次。', en: 'The photo was not kept. Take it again.' })}</span>}
    </div>
  )
}
