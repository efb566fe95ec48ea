import { useState } from 'react'
import { useLocation } from 'wouter'
import { Button, Input, InputNumber } from 'antd'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Fault, Loading, Notice, Page } from '../../../../web/kit/Page.tsx'
import type { Answer, SheetLine, Visit } from '../../examination/contract.ts'
import { answerFaults } from '../../examination/sheets.ts'
import { Papers } from './papers.tsx'
import { useDo, useExamination, useKindName, useVisit } from './data.ts'
import './examination.css'

/** The check sheet of a point, filled in standing up: full points in one touch, a loss with its reason. */
export function VisitPage({ id, point }: { id: string; point: string }) {
  const say = useText()
  const kindName = useKindName()
  const found = useVisit(id, point)
  const view = useExamination(id).data
  const visit = found.data
  const open = view?.examination.state === 'drawn' && view.may.includes('visit')
  return (
    <Page title={visit?.name ?? say({ zh: '检查', en: 'Visit' })} about={visit && [kindName(visit.kind), visit.covert && say({ zh: '暗访', en: 'covert' })].filter(Boolean).join(' · ')} back={{ to: `/examinations/${id}/visits`, label: say({ zh: '检查点位', en: 'Points to visit' }) }} actions={visit && <Papers address={`/examinations/${id}/visits/${point}/sheet`} label={{ zh: '检查表', en: 'Check sheet' }} />}>
      {!visit && (
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      )}
      {visit?.covert && open && <Notice tone="soon">{say({ zh: '暗访点位：公布之前只有本组知道，请勿告知他人。', en: 'A covert point: until its release only your group knows. Tell nobody.' })}</Notice>}
      {visit && <Sheet key={visit.version} id={id} visit={visit} open={open} />}
    </Page>
  )
}

function Sheet({ id, visit, open }: { id: string; visit: Visit; open: boolean }) {
  const say = useText()
  const [, go] = useLocation()
  const { busy, failure, run } = useDo()
  const [answers, setAnswers] = useState<readonly Answer[]>(visit.answers)
  const [note, setNote] = useState(visit.note ?? '')
  const put = (line: string, change: Partial<Answer>) =>
    setAnswers((before) => {
      const old = before.find((answer) => answer.line === line) ?? { line, score: null, note: null }
      return [...before.filter((answer) => answer.line !== line), { ...old, ...change }]
    })
  const faults = answerFaults(visit.sheet, answers, true)
  const send = async (done: boolean) => {
    const body = { version: visit.version, answers, note: note.trim() || null, done }
    if (await run(() => api.put(`/examinations/${id}/visits/${visit.id}`, body), done ? { zh: '检查已提交', en: 'Visit handed in' } : { zh: '已暂存', en: 'Kept' })) if (done) go(`/examinations/${id}/visits`)
  }
  const got = answers.reduce((sum, { score }) => sum + (score ?? 0), 0)
  const of = visit.sheet.lines.filter(({ code }) => answers.some(({ line, score }) => line === code && score !== null)).reduce((sum, { score }) => sum + score, 0)
  return (
    <Card title={say(visit.sheet.title)} more={say({ zh: '得 {got} / {of}', en: '{got} of {of}' }, { got, of })} padded>
      {visit.sheet.lines.map((line) => (
        <Line key={line.code} line={line} answer={answers.find((answer) => answer.line === line.code)} open={open} onChange={(change) => put(line.code, change)} />
      ))}
      <label>
        {say({ zh: '说明', en: 'Note' })}
        <Input.TextArea rows={2} value={note} maxLength={2000} disabled={!open} onChange={(event) => setNote(event.target.value)} />
      </label>
      {failure !== null && <Fault error={failure} />}
      {open && (
        <div className="ex-marks" style={{ marginTop: 12 }}>
          <Button size="large" loading={busy} onClick={() => void send(false)}>{say({ zh: '暂存', en: 'Keep' })}</Button>
          <Button size="large" type="primary" loading={busy} disabled={faults.length > 0} onClick={() => void send(true)}>{say({ zh: '提交', en: 'Hand in' })}</Button>
          {faults.length > 0 && <span className="quiet" role="status">{say({ zh: '还有 {n} 处未填或缺扣分理由', en: '{n} lines are open or lack a reason' }, { n: faults.length })}</span>}
        </div>
      )}
    </Card>
  )
}

function Line({ line, answer, open, onChange }: { line: SheetLine; answer: Answer | undefined; open: boolean; onChange: (change: Partial<Answer>) => void }) {
  const say = useText()
  const [losing, setLosing] = useState(false)
  const part = answer?.score !== null && answer?.score !== undefined && answer.score < line.score
  const choices = [
    { label: say({ zh: '符合', en: 'Right' }), on: answer?.score === line.score, pick: () => onChange({ score: line.score, note: null }) },
    { label: say({ zh: '扣分', en: 'Not right' }), on: part, pick: () => onChange({ score: 0 }) },
    { label: say({ zh: '不适用', en: 'Not applicable' }), on: answer !== undefined && answer.score === null, pick: () => onChange({ score: null, note: null }) },
  ]
  return (
    <fieldset className="ex-line" disabled={!open}>
      <legend>
        {say(line.text)} <span className="quiet small">{say({ zh: '{n} 分', en: '{n} points' }, { n: line.score })}</span>
      </legend>
      <div className="ex-marks">
        {choices.map(({ label, on, pick }, at) => (
          <button key={label} type="button" aria-pressed={on} onClick={() => { setLosing(at === 1); pick() }}>
            {label}
          </button>
        ))}
      </div>
      {part && (
        <div className="ex-fields" style={{ marginTop: 8 }}>
          <label>
            {say({ zh: '得分', en: 'Points' })} <InputNumber size="large" min={0} max={line.score} value={answer.score} disabled={!open} onChange={(score) => onChange({ score: score ?? 0 })} />
          </label>
          <label className="ex-wide">
            {say({ zh: '扣分理由', en: 'Reason' })}
            <Input size="large" autoFocus={losing} value={answer.note ?? ''} maxLength={500} disabled={!open} onChange={(event) => onChange({ note: event.target.value })} />
          </label>
        </div>
      )}
    </fieldset>
  )
}
