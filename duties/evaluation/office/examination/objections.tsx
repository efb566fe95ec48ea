import { useState } from 'react'
import { Button, Input, InputNumber, Modal } from 'antd'
import { api } from '../../../../web/kit/api.ts'
import { plain } from '../../../../web/kit/format.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Fault } from '../../../../web/kit/Page.tsx'
import { State } from '../../../../web/kit/State.tsx'
import type { ExaminationView } from '../../examination/contract.ts'
import type { Objection } from '../../examination/standing.ts'
import { useDo } from './data.ts'
import { ItemChoice } from './item-choice.tsx'

const outcomes = { open: { zh: '待答复', en: 'Open' }, upheld: { zh: '采纳', en: 'Upheld' }, dismissed: { zh: '不采纳', en: 'Dismissed' } } as const

/** Objections of who was examined, and their answers. */
export function ObjectionsCard({ view }: { view: ExaminationView }) {
  const say = useText()
  const [raising, setRaising] = useState(false)
  const [answering, setAnswering] = useState<Objection | null>(null)
  const { examination, objections } = view
  return (
    <Card title={say({ zh: '5 异议', en: '5 Objections' })} more={view.may.includes('object') && <Button size="small" onClick={() => setRaising(true)}>{say({ zh: '提出异议', en: 'Object' })}</Button>} padded>
      {objections.length === 0 && <p className="quiet">{say({ zh: '没有异议。', en: 'There is none.' })}</p>}
      <ul className="items">
        {objections.map((one) => (
          <li key={one.id} style={{ display: 'block' }}>
            <div className="ow-row">
              <span>
                <strong>{one.item} {view.titles[one.item] && say(view.titles[one.item]!)}</strong> {one.text} <span className="quiet small">{one.unit}</span>
              </span>
              <span className="ow-tools">
                <State tone={one.outcome === 'open' ? 'soon' : 'plain'}>{say(outcomes[one.outcome])}</State>
                {one.outcome === 'open' && view.may.includes('manage') && <Button size="small" onClick={() => setAnswering(one)}>{say({ zh: '答复', en: 'Answer' })}</Button>}
              </span>
            </div>
            {one.answer && <p className="quiet">{one.answer}{one.score !== null && ` → ${plain(one.score)}`}</p>}
          </li>
        ))}
      </ul>
      {raising && <RaiseDialog view={view} onClose={() => setRaising(false)} />}
      {answering && <AnswerDialog id={examination.id} objection={answering} onClose={() => setAnswering(null)} />}
    </Card>
  )
}

function RaiseDialog({ view, onClose }: { view: ExaminationView; onClose: () => void }) {
  const say = useText()
  const { busy, failure, run } = useDo()
  const [item, setItem] = useState<string | null>(null)
  const [text, setText] = useState('')
  const send = async () => {
    if (await run(() => api.post(`/examinations/${view.examination.id}/objections`, { item, text }), { zh: '已提出', en: 'Raised' })) onClose()
  }
  return (
    <Modal open title={say({ zh: '提出异议', en: 'Object to a score' })} okText={say({ zh: '提出', en: 'Object' })} cancelText={say({ zh: '取消', en: 'Cancel' })} okButtonProps={{ disabled: item === null || !text.trim(), loading: busy }} onOk={() => void send()} onCancel={onClose}>
      <div className="stack">
        {failure !== null && <Fault error={failure} />}
        <ItemChoice id="objection-item" label={{ zh: '指标', en: 'Item' }} view={view} value={item} onChange={setItem} />
        <label>
          {say({ zh: '理由', en: 'Why' })}
          <Input.TextArea rows={4} value={text} maxLength={5000} onChange={(event) => setText(event.target.value)} />
        </label>
      </div>
    </Modal>
  )
}

function AnswerDialog({ id, objection, onClose }: { id: string; objection: Objection; onClose: () => void }) {
  const say = useText()
  const { busy, failure, run } = useDo()
  const [answer, setAnswer] = useState('')
  const [score, setScore] = useState<number | null>(null)
  const send = async (outcome: 'upheld' | 'dismissed') => {
    if (await run(() => api.post(`/examinations/${id}/objections/${objection.id}/answer`, { outcome, answer, score: outcome === 'upheld' ? score : null }), { zh: '已答复', en: 'Answered' })) onClose()
  }
  const footer = (['dismissed', 'upheld'] as const).map((outcome) => (
    <Button key={outcome} loading={busy} disabled={!answer.trim() || (outcome === 'upheld' && score === null)} type={outcome === 'upheld' ? 'primary' : 'default'} onClick={() => void send(outcome)}>
      {say(outcomes[outcome])}
    </Button>
  ))
  return (
    <Modal open title={say({ zh: '答复异议：{item}', en: 'Answer the objection to {item}' }, { item: objection.item })} footer={footer} onCancel={onClose}>
      <div className="stack">
        {failure !== null && <Fault error={failure} />}
        <p>{objection.text}</p>
        <label>
          {say({ zh: '答复', en: 'Answer' })}
          <Input.TextArea rows={4} value={answer} maxLength={5000} onChange={(event) => setAnswer(event.target.value)} />
        </label>
        <label>
          {say({ zh: '改定得分（百分制，采纳时）', en: 'Score set (of 100, if upheld)' })} <InputNumber min={0} max={100} value={score} onChange={setScore} />
        </label>
      </div>
    </Modal>
  )
}
