import { useState } from 'react'
import { AutoComplete, Checkbox, Input, Select } from 'antd'
import { useLocation, useSearchParams } from 'wouter'
import { newId } from '../../../platform/core/ids.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import type { OwnDuty, SelfCheckInput } from '../contract.ts'
import type { FormItem } from '../shipped/forms.ts'
import { roleChoices } from '../words.ts'
import { keeperOf, kindLabel, useOwn, type Doc } from './own.tsx'
import { Faults, Foot, HOME, Line, Photos, useSend } from './send.tsx'
import { remember, useDraft } from './waiting.ts'
import './selfcheck.css'

type Answer = 'ok' | 'bad' | 'none'
type Entry = Pick<SelfCheckInput, 'id' | 'role' | 'attended' | 'filled_by' | 'decision' | 'photos'> & {
  readonly answers: Readonly<Record<string, Answer>>
  /** What was wrong with an item, by its code; further problems under `+1`, `+2` … */
  readonly wrong: Readonly<Record<string, { readonly text: string; readonly measure: string }>>
}

const kinds = ['daily', 'weekly', 'monthly'] as const
const isKind = (text: string | undefined): text is OwnDuty['kind'] => kinds.some((one) => one === text)

/** `/my-records/daily`, `/weekly`, `/monthly`: the form in force, item by item. */
export function RecordPage() {
  const say = useText()
  const [location] = useLocation()
  const kind = location.split('/').at(-1)
  const [search] = useSearchParams()
  const found = useOwn(search.get('premises'))
  const back = { to: HOME, label: say({ zh: '今日自查', en: 'Today’s records' }) }
  if (!isKind(kind) || !found.data?.place) return <Page title={say({ zh: '自查', en: 'Self-check' })} back={back}><Card><Loading error={found.error} retry={() => void found.refetch()} /></Card></Page>
  const on = search.get('on') ?? found.data.day
  return (
    <Page title={say(kindLabel(kind))} about={`${found.data.place.name} · ${on}`} back={back}>
      <RecordForm key={`${kind}${on}${found.data.place.id}`} doc={found.data.place} kind={kind} on={on} />
    </Page>
  )
}

function RecordForm({ doc, kind, on }: { doc: Doc; kind: OwnDuty['kind']; on: string }) {
  const say = useText()
  const me = useMe()
  const label = say(kindLabel(kind))
  const keeper = keeperOf(doc, kind, me.person)
  const form = doc.forms[kind]
  const others = doc.roles[kind].with.filter((role) => role !== (keeper?.role ?? doc.roles[kind].roles[0]))
  const [entry, change, draft] = useDraft<Entry>(me.person, `${kind}.${doc.id}.${on}`, () => ({
    id: newId(), role: keeper?.role ?? doc.roles[kind].roles[0]!, filled_by: keeper?.name ?? '', photos: [],
    attended: others.map((role) => (role === 'director' && !doc.needsDirector ? 'officer' : role)), answers: Object.fromEntries((form?.items ?? []).map(({ code }) => [code, 'ok' as const])), wrong: {},
    decision: kind === 'daily' ? '' : say({ zh: '各项工作正常，按现有要求继续执行。', en: 'All in order; go on as before.' }),
  }))
  const { send, busy, failure } = useSend({ path: '/self-checks', label: `${label} ${on}` })
  const problems = Object.entries(entry.wrong).filter(([code]) => code.startsWith('+') || entry.answers[code] === 'bad').map(([code, told]) => (code.startsWith('+') ? told : { ...told, code }))
  const body: SelfCheckInput = { id: entry.id, premises: doc.id, kind, on, role: entry.role, attended: entry.attended, filled_by: entry.filled_by, zero_risk: problems.length === 0, answers: entry.answers, problems, decision: entry.decision, photos: entry.photos }
  const extra = Object.keys(entry.wrong).filter((code) => code.startsWith('+'))
  const tell = (code: string, told: { text: string; measure: string }) => change({ wrong: { ...entry.wrong, [code]: told } })
  return (
    <div className="sc-page">
      <section className="card">
        <div className="sc-form">
          <Faults error={failure} />
          {(form?.items ?? []).map((item) => (
            <Item key={item.code} item={item} answer={entry.answers[item.code]} told={entry.wrong[item.code]}
              onAnswer={(answer) => change({ answers: { ...entry.answers, [item.code]: answer }, ...(answer === 'bad' && !entry.wrong[item.code] && { wrong: { ...entry.wrong, [item.code]: { text: '', measure: '' } } }) })}
              onTold={(told) => tell(item.code, told)} />
          ))}
          {extra.map((code, at) => <Told key={code} title={say({ zh: '其他问题 {n}', en: 'Other problem {n}' }, { n: at + 1 })} told={entry.wrong[code]!} onChange={(told) => tell(code, told)} onDrop={() => change({ wrong: Object.fromEntries(Object.entries(entry.wrong).filter(([other]) => other !== code)) })} />)}
          <button type="button" className="link" onClick={() => tell(`+${Date.now()}`, { text: '', measure: '' })}>{say({ zh: '＋ 其他问题', en: '+ Another problem' })}</button>
          <Photos ids={entry.photos} onChange={(photos) => change({ photos })} />
          {kind !== 'daily' && <Line label={kind === 'weekly' ? say({ zh: '下周治理措施', en: 'What is to be done next week' }) : say({ zh: '下月工作安排', en: 'What was decided for next month' })}><Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} value={entry.decision} onChange={(event) => change({ decision: event.target.value })} /></Line>}
          <Who doc={doc} kind={kind} entry={entry} onChange={change} />
        </div>
        <Foot label={problems.length === 0 ? say({ zh: '零风险，提交', en: 'No risk: send' }) : say({ zh: '提交（{n} 个问题）', en: 'Send ({n problem|problems})' }, { n: problems.length })} busy={busy} wants={entry.filled_by.trim() === '' ? say({ zh: '请填写记录人。', en: 'Say who keeps the record.' }) : null}
          onSend={() => void send(body, () => remember(me.person, `keeper.${kind}`, entry.filled_by), draft)} />
      </section>
    </div>
  )
}

const MARKS = [['ok', { zh: '✓ 符合', en: '✓ In order' }], ['bad', { zh: '▲ 有问题', en: '▲ Problem' }], ['none', { zh: '不涉及', en: 'Not here' }]] as const

function Item({ item, answer, told, onAnswer, onTold }: { item: FormItem; answer: Answer | undefined; told: { text: string; measure: string } | undefined; onAnswer: (answer: Answer) => void; onTold: (told: { text: string; measure: string }) => void }) {
  const say = useText()
  return (
    <fieldset>
      <legend>{say(item.text)}</legend>
      <div className="sc-marks">{MARKS.map(([code, label]) => <button key={code} type="button" className={code} aria-pressed={answer === code} onClick={() => onAnswer(code)}>{say(label)}</button>)}</div>
      {answer === 'bad' && <Told told={told ?? { text: '', measure: '' }} onChange={onTold} />}
    </fieldset>
  )
}

function Told({ title, told, onChange, onDrop }: { title?: string; told: { text: string; measure: string }; onChange: (told: { text: string; measure: string }) => void; onDrop?: () => void }) {
  const say = useText()
  return (
    <>
      {title && <div className="sc-row"><strong>{title}</strong>{onDrop && <button type="button" className="link" onClick={onDrop}>{say({ zh: '删除', en: 'Remove' })}</button>}</div>}
      <Line label={say({ zh: '问题', en: 'What was wrong' })}><Input size="large" maxLength={500} value={told.text} onChange={(event) => onChange({ ...told, text: event.target.value })} /></Line>
      <Line label={say({ zh: '已采取的措施', en: 'What was done about it' })}><Input size="large" maxLength={500} value={told.measure} onChange={(event) => onChange({ ...told, measure: event.target.value })} /></Line>
    </>
  )
}

function Who({ doc, kind, entry, onChange }: { doc: Doc; kind: OwnDuty['kind']; entry: Entry; onChange: (change: Partial<Entry>) => void }) {
  const say = useText()
  const able = doc.roles[kind].roles
  const [names] = useState(() => [...new Set(doc.staff.map(({ name }) => name))])
  const roleOf = (name: string) => doc.staff.find((one) => one.name === name && able.includes(one.role))?.role
  return (
    <>
      <div className="sc-two">
        <Line label={say({ zh: '记录人', en: 'Kept by' })}><AutoComplete size="large" maxLength={60} value={entry.filled_by} options={names.map((value) => ({ value }))} onChange={(filled_by: string) => { const role = roleOf(filled_by); onChange({ filled_by, ...(role && { role }) }) }} /></Line>
        <Line label={say({ zh: '职务', en: 'Role' })}><Select size="large" value={entry.role} onChange={(role) => onChange({ role })} options={able.map((code) => ({ value: code, label: say(roleChoices.find((one) => one.code === code)!.label) }))} /></Line>
      </div>
      {doc.roles[kind].with.length > 0 && (
        <fieldset>
          <legend>{say({ zh: '参加人员', en: 'Who took part' })}</legend>
          <Checkbox.Group value={[...entry.attended]} onChange={(attended) => onChange({ attended })} options={roleChoices.map(({ code, label }) => ({ value: code, label: say(label) }))} />
        </fieldset>
      )}
    </>
  )
}
