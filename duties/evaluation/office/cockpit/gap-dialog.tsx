import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { DatePicker, Input, Modal } from 'antd'
import dayjs from 'dayjs'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Fault } from '../../../../web/kit/Page.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import type { Item } from '../../contract.ts'

const USUAL_DAYS = 30

/** Assigns what an item lacks in a region to the department that answers for it there. */
export function GapDialog({ region, item, onClose }: { region: string; item: Item; onClose: () => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [due, setDue] = useState(dayjs().add(USUAL_DAYS, 'day'))
  const [text, setText] = useState('')
  const { busy, failure, once } = useOnce()
  const send = () =>
    once(async () => {
      await api.post('/evaluation/gaps', { region, item: item.code, due_on: due.format('YYYY-MM-DD'), ...(text.trim() ? { asked_for: text.trim() } : {}) })
      toast.done(say({ zh: '已交办', en: 'Assigned' }))
      await client.invalidateQueries({ queryKey: ['matter'] })
      onClose()
    })
  return (
    <Modal
      open
      title={`${say({ zh: '补差', en: 'Gap' })}：${item.code} ${say(item.title)}`}
      okText={say({ zh: '交办', en: 'Assign' })}
      cancelText={say({ zh: '取消', en: 'Cancel' })}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      {failure !== null && <Fault error={failure} />}
      <p className="quiet">{say({ zh: '交给该地区的责任部门；数据达到门槛后自动销号。', en: 'It goes to the department that answers there, and closes itself once the figure meets its threshold.' })}</p>
      <div className="form">
        <label htmlFor="gap-due">{say({ zh: '期限', en: 'Due' })}</label>
        <DatePicker id="gap-due" value={due} minDate={dayjs()} allowClear={false} onChange={(day) => setDue(day ?? due)} />
        <label htmlFor="gap-text">{say({ zh: '整改要求', en: 'What is asked' })}</label>
        <Input.TextArea id="gap-text" rows={3} maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} />
      </div>
    </Modal>
  )
}
