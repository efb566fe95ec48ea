import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal, Select } from 'antd'
import { useSearchParams } from 'wouter'
import { addDays } from '../../../platform/core/dates.ts'
import { api } from '../../../web/kit/api.ts'
import { plain, todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Fault } from '../../../web/kit/Page.tsx'
import { ReferencesPicker } from '../../../web/kit/Reference.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { RegionPicker } from '../../../web/kit/Region.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { Page as RowPage } from '../../../web/kit/types.ts'
import { MANAGE, planLines } from '../registers.ts'
import { monthTitles } from '../rules/planning.ts'

/** `/plan-lines`: the places of the published plan, and sending inspectors to those of a month. */
export function LinePages() {
  const allows = useHolds()
  return <RegisterPages register={planLines} base="/plan-lines" columns={['name', 'type', 'grade', 'months', 'visits', 'done', 'behind', 'assigned_on']} actions={allows(MANAGE) && allows('inspection.manage') && <AssignMonth />} />
}

/** Places of a month that nobody was sent to yet, as many as one chooses. */
function AssignMonth() {
  const say = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>{say({ zh: '按月派出检查', en: 'Assign a month' })}</Button>
      {open && <AssignDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function AssignDialog({ onClose }: { onClose: () => void }) {
  const say = useText()
  const me = useMe()
  const toast = useToast()
  const client = useQueryClient()
  const today = todayOf(me.city)
  const [search] = useSearchParams()
  const [region, setRegion] = useState<string | null>(search.get('region') ?? me.region.code)
  const [month, setMonth] = useState(Number(today.slice(5, 7)))
  const [kind, setKind] = useState<'daily' | 'system'>('daily')
  const [count, setCount] = useState(20)
  const [inspectors, setInspectors] = useState<readonly string[]>([])
  const [due, setDue] = useState<string>(addDays(today, 21))
  const { busy, failure, once } = useOnce()
  const send = () =>
    once(async () => {
      const which = kind === 'system' ? { audit_month: String(month) } : { months: String(month) }
      const { items } = await api.get<RowPage>('/plan-line', { ...which, ...(region ? { region } : {}), limit: 200 })
      const waiting = items.filter((line) => line['assigned_on'] === null || String(line['assigned_on']).slice(0, 7) < today.slice(0, 7)).slice(0, count)
      if (waiting.length === 0) {
        toast.done(say({ zh: '这个月在所选区划没有待派出的对象。', en: 'Nothing is left to assign in that month and region.' }))
        return
      }
      const { ids } = await api.post<{ ids: readonly string[] }>('/plan-lines/assign', { lines: waiting.map(({ id }) => id), inspectors, kind, due_on: due || null })
      await client.invalidateQueries({ queryKey: ['register'] })
      toast.done(say({ zh: '已派出 {n} 户检查', en: '{n inspection|inspections} assigned' }, { n: plain(ids.length) }))
      onClose()
    })
  return (
    <Modal open title={say({ zh: '按月派出检查', en: 'Assign a month' })} okText={say({ zh: '派出', en: 'Assign' })} cancelText={say({ zh: '取消', en: 'Cancel' })} onOk={() => void send()} onCancel={onClose} okButtonProps={{ loading: busy, disabled: inspectors.length < 2 }}>
      <div className="stack">
        <p className="quiet">{say({ zh: '派出所选月份计划内、本月尚未派出的场所，由同一组人员承担。', en: 'Sends one team to places planned in that month to which nobody was sent this month.' })}</p>
        {failure !== null && <Fault error={failure} />}
        <label htmlFor="gl-region">{say({ zh: '区划（到乡镇、村更便于安排路线）', en: 'Region (a township makes a better route)' })}</label>
        <RegionPicker id="gl-region" value={region} onChange={setRegion} />
        <label htmlFor="gl-month">{say({ zh: '月份', en: 'Month' })}</label>
        <Select id="gl-month" value={month} onChange={setMonth} options={monthTitles.map((one, at) => ({ value: at + 1, label: say(one) }))} />
        <label htmlFor="gl-kind">{say({ zh: '检查方式', en: 'Kind' })}</label>
        <Select id="gl-kind" value={kind} onChange={setKind} options={[{ value: 'daily', label: say({ zh: '日常监督检查', en: 'Routine' }) }, { value: 'system', label: say({ zh: '体系检查', en: 'System audit' }) }]} />
        <label htmlFor="gl-count">{say({ zh: '户数', en: 'How many' })}</label>
        <Select id="gl-count" value={count} onChange={setCount} options={[5, 10, 20, 50, 100, 200].map((n) => ({ value: n, label: String(n) }))} />
        <label htmlFor="gl-people">{say({ zh: '检查人员（两名以上，第一名为主办）', en: 'Inspectors (two at least; the first leads)' })}</label>
        <ReferencesPicker id="gl-people" to="person" value={inspectors} onChange={setInspectors} label={say({ zh: '检查人员', en: 'Inspectors' })} query={{ kind: 'official' }} />
        <label>{say({ zh: '期限', en: 'Due' })}<Input type="date" value={due} onChange={(event) => setDue(event.target.value)} /></label>
      </div>
    </Modal>
  )
}
