import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal, Select } from 'antd'
import { useLocation } from 'wouter'
import { api } from '../../../web/kit/api.ts'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Fault } from '../../../web/kit/Page.tsx'
import { ReferencePicker } from '../../../web/kit/Reference.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { causes } from '../rules/causes.ts'

/** Proposes that something raises or lowers the grade of a place. `premises`: given where the page is about one. */
export function ProposeButton({ premises }: { premises?: string }) {
  const say = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type={premises ? 'default' : 'primary'} onClick={() => setOpen(true)}>
        {say({ zh: '提出等级调整', en: 'Propose a change' })}
      </Button>
      {open && <Propose given={premises ?? null} onClose={() => setOpen(false)} />}
    </>
  )
}

function Propose({ given, onClose }: { given: string | null; onClose: () => void }) {
  const say = useText()
  const me = useMe()
  const client = useQueryClient()
  const [, go] = useLocation()
  const [premises, setPremises] = useState<string | null>(given)
  const [cause, setCause] = useState<string>(causes[0].code)
  const [on, setOn] = useState<string>(todayOf(me.city))
  const [until, setUntil] = useState('')
  const [facts, setFacts] = useState('')
  const [paper, setPaper] = useState('')
  const { busy, failure, once } = useOnce()
  const send = () =>
    once(async () => {
      const { id } = await api.post<{ id: string }>('/grade-changes', { premises_id: premises, cause, happened_on: on, until: until || null, facts, paper: paper || null })
      await client.invalidateQueries({ queryKey: ['register', 'grade_change'] })
      go(`/matters/grade-change/${id}`)
    })
  return (
    <Modal open title={say({ zh: '提出等级调整', en: 'Propose a change of a grade' })} okText={say({ zh: '提出', en: 'Propose' })} cancelText={say({ zh: '取消', en: 'Cancel' })} onOk={() => void send()} onCancel={onClose}
      okButtonProps={{ loading: busy, disabled: premises === null || facts.trim() === '' || on === '' }}>
      <div className="stack">
        <p className="quiet">{say({ zh: '提出后由市场监管部门审核，认定后等级当即重评。', en: 'The market bureau decides; once it confirms, the place is graded again at once.' })}</p>
        {failure !== null && <Fault error={failure} />}
        {given === null && (
          <>
            <label htmlFor="gr-premises">{say({ zh: '场所', en: 'Place' })}</label>
            <ReferencePicker id="gr-premises" to="premises" value={premises} onChange={setPremises} label={say({ zh: '场所', en: 'Place' })} />
          </>
        )}
        <label htmlFor="gr-cause">{say({ zh: '情形', en: 'What happened' })}</label>
        <Select id="gr-cause" style={{ width: '100%' }} value={cause} onChange={setCause} options={causes.map(({ code, label }) => ({ value: code, label: say(label) }))} />
        <label>
          {say({ zh: '发生日期', en: 'On' })}
          <Input type="date" value={on} onChange={(event) => setOn(event.target.value)} />
        </label>
        <label>
          {say({ zh: '有效至（奖项等填写）', en: 'Until (awards and the like)' })}
          <Input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        </label>
        <label>
          {say({ zh: '事实和理由', en: 'Facts and reasons' })}
          <Input.TextArea rows={4} maxLength={5000} value={facts} onChange={(event) => setFacts(event.target.value)} />
        </label>
        <label>
          {say({ zh: '文书文号', en: 'Paper' })}
          <Input maxLength={200} value={paper} onChange={(event) => setPaper(event.target.value)} />
        </label>
      </div>
    </Modal>
  )
}
