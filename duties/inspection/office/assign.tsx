import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal, Select } from 'antd'
import { addDays } from '../../../platform/core/dates.ts'
import { api } from '../../../web/kit/api.ts'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Fault } from '../../../web/kit/Page.tsx'
import { ReferencesPicker } from '../../../web/kit/Reference.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import { inspectionKinds, sheetKindChoices, waysOfChoosing } from '../registers.ts'

/** Sends two inspectors or more to one place or several. */
export function AssignButton() {
  const say = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {say({ zh: '派出检查', en: 'Assign' })}
      </Button>
      {open && <AssignDialog onClose={() => setOpen(false)} />}
    </>
  )
}

/** `given`: places chosen elsewhere, and how they were chosen. */
export function AssignDialog({ given, onClose }: { given?: { readonly premises: readonly string[]; readonly way: string }; onClose: () => void }) {
  const say = useText()
  const me = useMe()
  const toast = useToast()
  const client = useQueryClient()
  const [premises, setPremises] = useState<readonly string[]>(given?.premises ?? [])
  const [inspectors, setInspectors] = useState<readonly string[]>([])
  const [kind, setKind] = useState<string>('daily')
  const [way, setWay] = useState<string>(given?.way ?? 'plan')
  const [sheet, setSheet] = useState<string>('')
  const [due, setDue] = useState<string>(addDays(todayOf(me.city), 14))
  const { busy, failure, once } = useOnce()
  const send = () =>
    once(async () => {
      const { ids } = await api.post<{ ids: readonly string[] }>('/inspections/assign', { premises, inspectors, kind, chosen_by: way, due_on: due || null, planned_on: null, sheet: sheet || null })
      await client.invalidateQueries({ queryKey: ['register', 'inspection'] })
      toast.done(say({ zh: '已派出 {n} 户检查', en: '{n inspection|inspections} assigned' }, { n: ids.length }))
      onClose()
    })
  const choices = (options: readonly { readonly code: string; readonly label: { zh: string; en: string } }[]) => options.map(({ code, label }) => ({ value: code, label: say(label) }))
  return (
    <Modal open title={say({ zh: '派出检查', en: 'Assign inspections' })} okText={say({ zh: '派出', en: 'Assign' })} cancelText={say({ zh: '取消', en: 'Cancel' })} onOk={() => void send()} onCancel={onClose}
      okButtonProps={{ loading: busy, disabled: premises.length === 0 || inspectors.length < 2 }}>
      <div className="stack">
        {failure !== null && <Fault error={failure} />}
        <label htmlFor="in-premises">{say({ zh: '检查对象', en: 'Places' })}</label>
        <ReferencesPicker id="in-premises" to="premises" value={premises} onChange={setPremises} label={say({ zh: '检查对象', en: 'Places' })} />
        <label htmlFor="in-inspectors">{say({ zh: '检查人员（两名以上，第一名为主办）', en: 'Inspectors (two at least; the first leads)' })}</label>
        <ReferencesPicker id="in-inspectors" to="person" value={inspectors} onChange={setInspectors} label={say({ zh: '检查人员', en: 'Inspectors' })} query={{ kind: 'official' }} />
        <label htmlFor="in-kind">{say({ zh: '检查方式', en: 'Kind' })}</label>
        <Select id="in-kind" value={kind} onChange={setKind} options={choices(inspectionKinds)} />
        <label htmlFor="in-way">{say({ zh: '确定方式', en: 'Chosen by' })}</label>
        <Select id="in-way" value={way} onChange={setWay} options={choices(waysOfChoosing)} />
        <label htmlFor="in-sheet">{say({ zh: '要点表', en: 'Sheet' })}</label>
        <Select id="in-sheet" value={sheet} onChange={setSheet} options={[{ value: '', label: say({ zh: '按业态选用', en: 'The usual one for the type' }) }, ...choices(sheetKindChoices)]} />
        <label>
          {say({ zh: '期限', en: 'Due' })}
          <Input type="date" value={due} onChange={(event) => setDue(event.target.value)} />
        </label>
      </div>
    </Modal>
  )
}
