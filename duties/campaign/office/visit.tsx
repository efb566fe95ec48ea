import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useParams } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Card, Fault } from '../../../web/kit/Page.tsx'
import { RegisterRow } from '../../../web/kit/RegisterRow.tsx'
import { useHolds } from '../../../web/kit/session.tsx'
import { State } from '../../../web/kit/State.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import { MANAGE, periodVisits } from '../registers.ts'

/** One visit of a period: whether it is asked, and saying that it is not. */
export function VisitRoute() {
  const { id } = useParams<{ id: string }>()
  return <RegisterRow key={id} register={periodVisits} id={id} base="/registers/period-visit" extra={(row) => <Asked row={row} />} />
}

function Asked({ row }: { row: AnyRow }) {
  const say = useText()
  const allows = useHolds()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const { busy, failure, once } = useOnce()
  const ask = (asked: boolean) =>
    once(async () => {
      await api.post(`/period-visit/${row.id}/ask`, asked ? { asked } : { asked, why_not: why })
      await client.invalidateQueries({ queryKey: ['register'] })
      setOpen(false)
    })
  return (
    <Card title={say({ zh: '是否需要检查', en: 'Whether a visit is needed' })} padded>
      <div className="toolbar">
        {row['visited'] ? <State tone="good">{say({ zh: '已检查', en: 'Visited' })}</State> : row['asked'] ? <State tone="soon">{say({ zh: '待检查', en: 'To be visited' })}</State> : <State>{say({ zh: '不需检查：{why}', en: 'Not needed: {why}' }, { why: String(row['why_not'] ?? '') })}</State>}
        {allows(MANAGE) && !row['visited'] && (row['asked']
          ? <Button onClick={() => setOpen(true)}>{say({ zh: '登记不需检查', en: 'Not needed' })}</Button>
          : <Button loading={busy} onClick={() => void ask(true)}>{say({ zh: '恢复检查', en: 'Needed again' })}</Button>)}
      </div>
      {!open && failure !== null && <Fault error={failure} />}
      <Modal open={open} title={say({ zh: '登记不需检查', en: 'No visit is needed' })} okText={say({ zh: '登记', en: 'Save' })} cancelText={say({ zh: '取消', en: 'Cancel' })} onOk={() => void ask(false)} onCancel={() => setOpen(false)} okButtonProps={{ loading: busy, disabled: why.trim() === '' }}>
        {failure !== null && <Fault error={failure} />}
        <label>{say({ zh: '原因（如本学期停办、整个时段不供餐）', en: 'Why (such as closed for the term, no meals all the while)' })}<Input value={why} maxLength={300} onChange={(event) => setWhy(event.target.value)} /></label>
      </Modal>
    </Card>
  )
}
