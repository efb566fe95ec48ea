import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Input, InputNumber, Modal, Select } from 'antd'
import { departmentFunctions } from '../../../../platform/identity/functions.ts'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Fault } from '../../../../web/kit/Page.tsx'
import type { MeasureSpec } from '../../contract.ts'
import { applicables, kinds, levels } from '../../registers.ts'
import { evaluationKey, type KeptItem, type WholeScheme } from './data.ts'

type Props = { readonly scheme: WholeScheme; readonly item: KeptItem; readonly onClose: () => void }

/** Changes one item of a draft: wording, weight, level, who answers, thresholds. Measures are added and removed in the workbook. */
export function ItemDialog({ scheme, item, onClose }: Props) {
  const say = useText()
  const client = useQueryClient()
  const [value, setValue] = useState(item)
  const { busy, failure, once } = useOnce()
  const set = (change: Partial<KeptItem>) => setValue((before) => ({ ...before, ...change }))
  const measure = (at: number, change: Partial<MeasureSpec>) => set({ measures: value.measures.map((one, n) => (n === at ? { ...one, ...change } : one)) })
  const options = <C extends string>(list: readonly { readonly code: C; readonly label: { zh: string; en: string } }[]) => list.map(({ code, label }) => ({ value: code, label: say(label) }))
  const save = () =>
    once(async () => {
      const { id, ...rest } = value
      await api.put(`/evaluation/schemes/${scheme.id}/items/${id}`, rest)
      await client.invalidateQueries({ queryKey: evaluationKey })
      onClose()
    })
  return (
    <Modal
      open
      width={680}
      title={`${value.code} ${say(value.title)}`}
      okText={say({ zh: '保存', en: 'Save' })}
      cancelText={say({ zh: '取消', en: 'Cancel' })}
      confirmLoading={busy}
      onOk={() => void save()}
      onCancel={onClose}
    >
      {failure !== null && <Fault error={failure} />}
      <div className="form">
        <label htmlFor="item-zh">{say({ zh: '名称', en: 'Title' })}</label>
        <Input id="item-zh" value={value.title.zh} onChange={(event) => set({ title: { ...value.title, zh: event.target.value } })} />
        <label htmlFor="item-en">{say({ zh: '英文名称', en: 'Title in English' })}</label>
        <Input id="item-en" value={value.title.en} onChange={(event) => set({ title: { ...value.title, en: event.target.value } })} />
        <label htmlFor="item-weight">{say({ zh: '权重', en: 'Weight' })}</label>
        <InputNumber<number> id="item-weight" min={0} max={100} step={0.01} value={value.weight} onChange={(weight) => set({ weight: weight ?? 0 })} />
        <label htmlFor="item-level">{say({ zh: '级别', en: 'Level' })}</label>
        <Select id="item-level" value={value.level} options={options(levels)} onChange={(level) => set({ level })} />
        <label htmlFor="item-kind">{say({ zh: '类别', en: 'Kind' })}</label>
        <Select id="item-kind" value={value.kind} options={options(kinds)} onChange={(kind) => set({ kind })} />
        <label htmlFor="item-applicable">{say({ zh: '适用层级', en: 'Applies to' })}</label>
        <Select id="item-applicable" value={value.applicable} options={options(applicables)} onChange={(applicable) => set({ applicable })} />
        <label htmlFor="item-owner">{say({ zh: '责任部门', en: 'Answered by' })}</label>
        <Select
          id="item-owner"
          value={value.owner}
          showSearch={{ optionFilterProp: 'label' }}
          options={departmentFunctions.map(({ code, title }) => ({ value: code, label: say(title) }))}
          onChange={(owner) => set({ owner })}
        />
        {value.measures.map((one, at) =>
          one.threshold === null ? null : (
            <Threshold key={one.indicator} measure={one} at={at} onChange={(change) => measure(at, change)} />
          ),
        )}
      </div>
    </Modal>
  )
}

function Threshold({ measure, at, onChange }: { measure: MeasureSpec; at: number; onChange: (change: Partial<MeasureSpec>) => void }) {
  const say = useText()
  return (
    <>
      <label htmlFor={`item-threshold-${at}`}>{say({ zh: '门槛：{name}', en: 'Threshold: {name}' }, { name: measure.indicator })}</label>
      <InputNumber<number> id={`item-threshold-${at}`} value={measure.threshold} onChange={(threshold) => onChange({ threshold: threshold ?? 0 })} />
      <label htmlFor={`item-source-${at}`}>{say({ zh: '出处', en: 'Source' })}</label>
      <Input id={`item-source-${at}`} maxLength={60} value={measure.source} onChange={(event) => onChange({ source: event.target.value })} />
    </>
  )
}
