import { useState } from 'react'
import { Input, Modal } from 'antd'
import type { Bilingual } from '../../../../platform/core/bilingual.ts'
import { addDays } from '../../../../platform/core/dates.ts'
import { api } from '../../../../web/kit/api.ts'
import { todayOf } from '../../../../web/kit/format.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Fault } from '../../../../web/kit/Page.tsx'
import { ReferencePicker } from '../../../../web/kit/Reference.tsx'
import { useMe } from '../../../../web/kit/session.tsx'
import type { ExaminationView } from '../../examination/contract.ts'
import { useDo } from './data.ts'
import { ItemChoice } from './item-choice.tsx'

type AskProps = {
  readonly title: Bilingual
  readonly label: Bilingual
  readonly help?: Bilingual
  readonly long?: boolean
  readonly least?: number
  readonly onClose: () => void
  readonly send: (text: string) => Promise<unknown>
  readonly done: Bilingual
}

/** Asks for one text and does one thing with it. */
export function Ask({ title, label, help, long = false, least = 1, onClose, send, done }: AskProps) {
  const say = useText()
  const { busy, failure, run } = useDo()
  const [text, setText] = useState('')
  const go = async () => {
    if (await run(() => send(text.trim()), done)) onClose()
  }
  return (
    <Modal open title={say(title)} okText={say({ zh: '确定', en: 'OK' })} cancelText={say({ zh: '取消', en: 'Cancel' })} okButtonProps={{ disabled: text.trim().length < least, loading: busy }} onOk={() => void go()} onCancel={onClose}>
      <div className="stack">
        {failure !== null && <Fault error={failure} />}
        <label>
          {say(label)}
          {long ? <Input.TextArea rows={5} value={text} maxLength={5000} onChange={(event) => setText(event.target.value)} /> : <Input value={text} maxLength={200} onChange={(event) => setText(event.target.value)} />}
        </label>
        {help && <p className="quiet">{say(help)}</p>}
      </div>
    </Modal>
  )
}

/** What a finding starts from: points that were lost. */
export type Begun = { readonly title: string; readonly text: string; readonly place: string | null; readonly item: string }

/** Assigns what was found; filled in from a loss where it begins with one. */
export function FindingDialog({ view, begun, onClose }: { view: ExaminationView; begun?: Begun; onClose: () => void }) {
  const say = useText()
  const me = useMe()
  const { busy, failure, run } = useDo()
  const [title, setTitle] = useState(begun?.title ?? '')
  const [text, setText] = useState(begun?.text ?? '')
  const [place, setPlace] = useState(begun?.place ?? '')
  const [item, setItem] = useState<string | null>(begun?.item ?? null)
  const [unit, setUnit] = useState<string | null>(null)
  const [due, setDue] = useState<string>(addDays(todayOf(me.city), 30))
  const send = async () => {
    const given = { title, text, holder_unit: unit, due_on: due, place: place.trim() || null, item }
    if (await run(() => api.post(`/examinations/${view.examination.id}/findings`, given), { zh: '已交办', en: 'Assigned' })) onClose()
  }
  return (
    <Modal open title={say({ zh: '交办整改问题', en: 'Assign a finding' })} okText={say({ zh: '交办', en: 'Assign' })} cancelText={say({ zh: '取消', en: 'Cancel' })} okButtonProps={{ disabled: !title.trim() || !text.trim() || !unit, loading: busy }} onOk={() => void send()} onCancel={onClose}>
      <div className="stack">
        {failure !== null && <Fault error={failure} />}
        <label>
          {say({ zh: '问题', en: 'Finding' })}
          <Input value={title} maxLength={300} onChange={(event) => setTitle(event.target.value)} />
        </label>
        <label>
          {say({ zh: '情况', en: 'What was found' })}
          <Input.TextArea rows={3} value={text} maxLength={5000} onChange={(event) => setText(event.target.value)} />
        </label>
        <div className="ex-fields">
          <label>
            {say({ zh: '点位', en: 'Place' })}
            <Input value={place} maxLength={200} onChange={(event) => setPlace(event.target.value)} />
          </label>
          <label>
            {say({ zh: '期限', en: 'Due' })}
            <Input type="date" value={due} onChange={(event) => setDue(event.target.value)} />
          </label>
        </div>
        <ItemChoice id="finding-item" label={{ zh: '指标', en: 'Item' }} view={view} value={item} onChange={setItem} optional />
        <div>
          <label htmlFor="finding-unit">{say({ zh: '责任单位', en: 'Held by' })}</label>
          <ReferencePicker id="finding-unit" to="org_unit" value={unit} onChange={setUnit} />
        </div>
      </div>
    </Modal>
  )
}
