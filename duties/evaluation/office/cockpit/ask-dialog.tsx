import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { DatePicker, Input, Modal } from 'antd'
import dayjs from 'dayjs'
import type { DateOnly } from '../../../../platform/core/dates.ts'
import { api } from '../../../../web/kit/api.ts'
import { todayOf } from '../../../../web/kit/format.ts'
import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Fault, Notice } from '../../../../web/kit/Page.tsx'
import { matterPlace } from '../../../../web/kit/places.ts'
import { useMe } from '../../../../web/kit/session.tsx'
import type { Asked, MeasureSpec, StateAnswer } from '../../contract.ts'
import { periodToAsk } from '../../periods.ts'
import { figure } from './look.ts'

const USUAL_DAYS = 7
const ISO = 'YYYY-MM-DD'

/** 要数: a figure of a period is asked of the department that answers, once. Who asks again is shown what there is. */
export function AskDialog({ spec, region, owner, answer, onClose }: { spec: MeasureSpec; region: string; owner: string; answer: StateAnswer; onClose: () => void }) {
  const say = useText()
  const me = useMe()
  const client = useQueryClient()
  const today = todayOf(me.city)
  const usual = periodToAsk(spec.over, today)
  const [days, setDays] = useState([dayjs(usual.from), dayjs(usual.to)] as const)
  const [due, setDue] = useState(dayjs(today).add(USUAL_DAYS, 'day'))
  const [purpose, setPurpose] = useState('')
  const { busy, failure, once } = useOnce()
  const [told, setTold] = useState<Asked | null>(null)
  const indicator = answer.indicators[spec.indicator]
  const send = () =>
    once(async () => {
      const [from, to] = days.map((day) => day.format(ISO) as DateOnly)
      const named = from === usual.from && to === usual.to ? {} : { from, to }
      setTold(await api.post<Asked>('/evaluation/figures/ask', { indicator: spec.indicator, region, ...named, due_on: due.format(ISO), ...(purpose.trim() ? { purpose: purpose.trim() } : {}) }))
      await client.invalidateQueries({ queryKey: ['matter'] })
    })
  return (
    <Modal
      open
      title={say({ zh: '要数：{title}', en: 'Ask for: {title}' }, { title: indicator ? say(indicator.title) : spec.indicator })}
      okText={told ? say({ zh: '知道了', en: 'Close' }) : say({ zh: '要数', en: 'Ask' })}
      cancelText={say({ zh: '取消', en: 'Cancel' })}
      cancelButtonProps={told ? { style: { display: 'none' } } : {}}
      confirmLoading={busy}
      onOk={() => (told ? onClose() : void send())}
      onCancel={onClose}
    >
      {failure !== null && <Fault error={failure} />}
      {told ? (
        <Told told={told} spec={spec} answer={answer} />
      ) : (
        <>
          <p className="quiet">{say({ zh: '向{owner}要一次；同一期间已经要过或已有答复的，直接给您看，不再打扰。', en: 'Asked of {owner}, once. What was asked or answered for these days already is shown to you, and nobody is asked again.' }, { owner })}</p>
          <div className="form">
            <label htmlFor="ask-days">{say({ zh: '期间', en: 'Period' })}</label>
            <DatePicker.RangePicker id={{ start: 'ask-days' }} value={[days[0], days[1]]} maxDate={dayjs(today)} allowClear={false} onChange={(next) => next?.[0] && next[1] && setDays([next[0], next[1]])} />
            <label htmlFor="ask-due">{say({ zh: '填报期限', en: 'Answer by' })}</label>
            <DatePicker id="ask-due" value={due} minDate={dayjs(today)} allowClear={false} onChange={(day) => setDue(day ?? due)} />
            <label htmlFor="ask-purpose">{say({ zh: '用途', en: 'Purpose' })}</label>
            <Input id="ask-purpose" maxLength={300} value={purpose} onChange={(event) => setPurpose(event.target.value)} />
          </div>
        </>
      )}
    </Modal>
  )
}

function Told({ told: { again, state, period, values, request }, spec, answer }: { told: Asked; spec: MeasureSpec; answer: StateAnswer }) {
  const say = useText()
  const language = useLanguage()
  const lines = {
    new: { zh: '已要数（{from} 至 {to}）。', en: 'Asked for {from} to {to}.' },
    waiting: { zh: '{from} 至 {to} 的数已经要过，还没有答复；本次不再打扰，只记一次。', en: 'It was asked for already for {from} to {to} and waits for its answer. Nobody is asked again; this is counted.' },
    known: { zh: '{from} 至 {to} 已有答复，没有再要。', en: '{from} to {to} was told already; nobody was asked.' },
  } as const
  const which = values.length > 0 ? 'known' : again && state === 'asked' ? 'waiting' : 'new'
  return (
    <div className="stack">
      <Notice tone={which === 'waiting' ? 'soon' : 'good'}>{say(lines[which], period)}</Notice>
      {values.length > 0 && (
        <ul className="ev-papers">
          {values.map(({ value, source, unit, unitName }) => (
            <li key={unit}>
              <b>{figure(value, answer.indicators[spec.indicator], language)}</b> {unitName} <span className="quiet small">{source}</span>
            </li>
          ))}
        </ul>
      )}
      {request && <Link href={matterPlace('figure_request', request)}>{say({ zh: '打开这次要数 →', en: 'Open the request →' })}</Link>}
    </div>
  )
}
