import type { ReactNode } from 'react'
import { useText } from '../../../web/kit/language.tsx'
import { sound as within, type InspectionForm } from '../rules/result.ts'
import type { Finding, Sheet, SheetItem } from '../sheets/sheet.ts'
import { askedOf, faultsOf, putFact, putFinding, putSound, type Filling } from './filling.ts'
import './sheet-form.css'

const verdicts = [
  { code: 'pass', label: { zh: '符合', en: 'Meets' } },
  { code: 'fail', label: { zh: '不符合', en: 'Fails' } },
  { code: 'not_applicable', label: { zh: '不适用', en: 'N/A' } },
] as const

/** Draws the photos of an item and the button that takes one; each face keeps photos in its own way. */
export type PhotoSlot = (of: { readonly item: SheetItem; readonly hashes: readonly string[]; readonly onChange: (hashes: readonly string[]) => void }) => ReactNode

type SheetFormProps = {
  readonly sheet: Sheet
  readonly form: InspectionForm
  readonly value: Filling
  readonly onChange: (next: Filling) => void
  readonly photos: PhotoSlot
  /** Offered under each note; a tap adds one. */
  readonly phrases?: readonly string[]
}

/** A check sheet, filled in standing up with one thumb: facts first, then the items that apply, by section. */
export function SheetForm({ sheet, form, value, onChange, photos, phrases = [] }: SheetFormProps) {
  const say = useText()
  const sections = [...Map.groupBy(askedOf(sheet, value), ({ section }) => section.zh).values()]
  const faults = faultsOf(sheet, form, value)
  const answered = new Map(value.findings.map((finding) => [finding.code, finding]))
  return (
    <div className="in-sheet">
      {sheet.facts.length > 0 && (
        <section aria-labelledby="in-facts">
          <h3 id="in-facts">{say({ zh: '场所情况', en: 'The place' })}</h3>
          {sheet.facts.map(({ code, text }) => (
            <fieldset key={code} className="in-item" data-step={`fact-${code}`} data-open={typeof value.facts[code] !== 'boolean' || undefined}>
              <legend>{say(text)}</legend>
              <div className="in-marks">
                <button type="button" aria-pressed={value.facts[code] === true} onClick={() => onChange(putFact(sheet, value, code, true))}>{say({ zh: '是', en: 'Yes' })}</button>
                <button type="button" aria-pressed={value.facts[code] === false} onClick={() => onChange(putFact(sheet, value, code, false))}>{say({ zh: '否', en: 'No' })}</button>
              </div>
            </fieldset>
          ))}
        </section>
      )}
      {sections.map((items) => (
        <section key={items[0]!.section.zh} aria-label={say(items[0]!.section)}>
          <h3>
            {say(items[0]!.section)}{' '}
            <span className="quiet small">{say({ zh: '{done} / {of}', en: '{done} of {of}' }, { done: items.filter(({ code }) => answered.has(code)).length, of: items.length })}</span>
          </h3>
          {items.map((item) => (
            <Item key={item.code} item={item} finding={answered.get(item.code)} corrected={value.corrected.includes(item.code)} phrases={phrases} photos={photos}
              faults={faults.filter(({ path }) => path.startsWith(`findings.${item.code}.`)).map(({ sentence }) => say(sentence))}
              onChange={(change) => onChange(putFinding(value, item.code, change))}
              onCorrected={(is) => onChange({ ...value, corrected: is ? [...value.corrected, item.code] : value.corrected.filter((one) => one !== item.code) })} />
          ))}
          <button type="button" className="in-button" onClick={() => onChange(putSound(value, items))}>{say({ zh: '本节其余均符合', en: 'The rest of this section meets' })}</button>
        </section>
      ))}
      <label className="in-label">
        {say({ zh: '说明', en: 'Note' })}
        <textarea className="in-input" rows={2} maxLength={5000} value={value.note ?? ''} onChange={(event) => onChange({ ...value, note: event.target.value || null })} />
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
  readonly phrases: readonly string[]
  readonly photos: PhotoSlot
  readonly onChange: (change: Partial<Finding>) => void
  readonly onCorrected: (is: boolean) => void
}

function Item({ item, finding, corrected, faults, phrases, photos, onChange, onCorrected }: ItemProps) {
  const say = useText()
  const failed = finding?.verdict === 'fail'
  const photo = failed || item.photo === 'always'
  return (
    <fieldset className="in-item" data-step={item.code} data-open={finding === undefined || faults.length > 0 || undefined}>
      <legend>
        <span className="in-text">{item.code} {item.key && <span aria-hidden>★ </span>}{say(item.text)}</span>
        <span className="quiet small in-about">{[item.key ? say({ zh: '重点项', en: 'Key item' }) : say({ zh: '一般项', en: 'General item' }), say(item.method), item.basis, item.points > 0 && say({ zh: '{n} 分', en: '{n} points' }, { n: item.points })].filter(Boolean).join(' · ')}</span>
      </legend>
      {item.measure && finding?.verdict !== 'not_applicable' && <Reading item={item} finding={finding} onChange={onChange} />}
      <div className="in-marks">
        {verdicts.map(({ code, label }) => (
          <button key={code} type="button" className={`in-${code}`} aria-pressed={finding?.verdict === code} onClick={() => onChange({ verdict: code })}>
            {finding?.verdict === code && code === 'pass' && '✓ '}{finding?.verdict === code && code === 'fail' && '▲ '}{say(label)}
          </button>
        ))}
      </div>
      {photo && photos({ item, hashes: finding?.photos ?? [], onChange: (hashes) => onChange({ photos: hashes }) })}
      {(failed || finding?.verdict === 'not_applicable') && <Note failed={failed} finding={finding} phrases={failed ? phrases : []} onChange={onChange} />}
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
      {finding && faults.map((text) => <p key={text} className="in-fault" role="status">{text}</p>)}
    </fieldset>
  )
}

type PartProps = { readonly finding: Finding | undefined; readonly onChange: (change: Partial<Finding>) => void }

const limitsOf = ({ measure }: SheetItem): string =>
  measure === undefined ? '' : [measure.min !== undefined && `≥ ${measure.min}`, measure.max !== undefined && `≤ ${measure.max}`].filter(Boolean).join(' · ')

/** A number read on the spot: it says by itself whether the item meets, and the inspector has the last word. */
function Reading({ item, finding, onChange }: PartProps & { readonly item: SheetItem }) {
  const say = useText()
  const { unit } = item.measure!
  const good = finding?.value !== undefined && within(item.measure!, finding.value)
  const read = (text: string) => {
    const value = Number(text)
    if (text === '' || !Number.isFinite(value)) onChange({ value: undefined })
    else onChange({ value, verdict: within(item.measure!, value) ? 'pass' : 'fail' })
  }
  return (
    <label className="in-label in-reading">
      <span>{say({ zh: '测得（{unit}，{limits}）', en: 'Read ({unit}, {limits})' }, { unit, limits: limitsOf(item) })}</span>
      <input className="in-input" type="number" inputMode="decimal" step="any" defaultValue={finding?.value ?? ''} onChange={(event) => read(event.target.value)} />
      {finding?.value !== undefined && <span className={good ? 'in-chip good' : 'in-chip late'}>{good ? say({ zh: '✓ 在限值内', en: '✓ Within limits' }) : say({ zh: '▲ 超出限值', en: '▲ Beyond limits' })}</span>}
    </label>
  )
}

function Note({ failed, finding, phrases, onChange }: PartProps & { readonly failed: boolean; readonly phrases: readonly string[] }) {
  const say = useText()
  const note = finding?.note ?? ''
  const add = (phrase: string) => onChange({ note: note === '' ? phrase : `${note}${say({ zh: '；', en: '; ' })}${phrase}` })
  return (
    <>
      <label className="in-label">
        {failed ? say({ zh: '问题', en: 'What is wrong' }) : say({ zh: '不适用的原因', en: 'Why it does not apply' })}
        <textarea className="in-input" rows={2} maxLength={1000} value={note} onChange={(event) => onChange({ note: event.target.value })} />
      </label>
      {phrases.length > 0 && (
        <div className="in-phrases" role="group" aria-label={say({ zh: '常用语', en: 'Quick phrases' })}>
          {phrases.map((phrase) => <button key={phrase} type="button" onClick={() => add(phrase)}>{phrase}</button>)}
        </div>
      )}
    </>
  )
}
