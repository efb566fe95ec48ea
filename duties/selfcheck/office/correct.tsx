import { useState } from 'react'
import { Button, Checkbox, Input, Modal } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { useToast } from '../../../web/kit/toast.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import type { SelfCheckRow } from '../registers.ts'
import { Faults, Line, Photos } from './send.tsx'

type Told = { readonly text: string; readonly measure: string; readonly code?: string }

/** Corrects one's own record: what was found, what follows, photos; the one before is kept with the reason. */
export function CorrectRecord({ row }: { row: AnyRow }) {
  const say = useText()
  const [open, setOpen] = useState(false)
  return (
    <div style={{ marginTop: 14 }}>
      <Button onClick={() => setOpen(true)}>{say({ zh: '更正这条记录', en: 'Correct this record' })}</Button>
      {open && <Dialog row={row as AnyRow & SelfCheckRow} onClose={() => setOpen(false)} /* a row of the register */ />}
    </div>
  )
}

function Dialog({ row, onClose }: { row: AnyRow & SelfCheckRow; onClose: () => void }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [problems, setProblems] = useState<readonly Told[]>(row.problems)
  const [decision, setDecision] = useState(row.decision ?? '')
  const [photos, setPhotos] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const { busy, failure, once } = useOnce()
  const set = (at: number, more: Partial<Told>) => setProblems(problems.map((one, index) => (index === at ? { ...one, ...more } : one)))
  // What is no longer a problem of an item is in order again.
  const answers = Object.fromEntries(Object.entries(row.answers).map(([code, answer]) => [code, answer === 'bad' && !problems.some((one) => one.code === code) ? 'ok' : answer]))
  const send = () =>
    once(async () => {
      await api.post(`/self-checks/${row.id}/correct`, { version: row.version, role: row.role, attended: row.attended, filled_by: row.filled_by, zero_risk: problems.length === 0, answers, problems, decision, photos, reason })
      await client.invalidateQueries()
      toast.done(say({ zh: '已更正，原记录保留', en: 'Corrected; the record before is kept' }))
      onClose()
    })
  return (
    <Modal open title={say({ zh: '更正记录', en: 'Correct the record' })} onCancel={onClose} onOk={() => void send()} okText={say({ zh: '更正', en: 'Correct' })} cancelText={say({ zh: '取消', en: 'Cancel' })} okButtonProps={{ loading: busy, disabled: reason.trim() === '' }}>
      <div className="sc-form" style={{ padding: 0 }}>
        <Faults error={failure} />
        {problems.map((one, at) => (
          <div key={at} className="sc-line">
            <Line label={say({ zh: '问题', en: 'What was wrong' })}><Input maxLength={500} value={one.text} onChange={(event) => set(at, { text: event.target.value })} /></Line>
            <Line label={say({ zh: '已采取的措施', en: 'What was done about it' })}><Input maxLength={500} value={one.measure} onChange={(event) => set(at, { measure: event.target.value })} /></Line>
            <button type="button" className="link" onClick={() => setProblems(problems.filter((_, index) => index !== at))}>{say({ zh: '去掉这个问题', en: 'Remove this problem' })}</button>
          </div>
        ))}
        <button type="button" className="link" onClick={() => setProblems([...problems, { text: '', measure: '' }])}>{say({ zh: '＋ 增加问题', en: '+ Add a problem' })}</button>
        <Checkbox checked={problems.length === 0} disabled>{say({ zh: '零风险', en: 'No risk' })}</Checkbox>
        {row.kind !== 'daily' && <Line label={say({ zh: '下步安排', en: 'What follows' })}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} value={decision} onChange={(event) => setDecision(event.target.value)} /></Line>}
        <Photos ids={photos} onChange={setPhotos} />
        <Line label={say({ zh: '更正原因', en: 'Why it is corrected' })}><Input maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} /></Line>
      </div>
    </Modal>
  )
}
