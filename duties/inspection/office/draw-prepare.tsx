import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { ActionDialog } from '../../../web/kit/ActionDialog.tsx'
import { api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import type { AnyRow, OneRow } from '../../../web/kit/types.ts'
import { draw } from '../draw/matters.ts'

/** Prepares a draw, or changes one that is not frozen yet; inspectors are offered whose area takes in the draw's. */
export function PrepareDialog({ row, onClose, onDone }: { row?: AnyRow; onClose: () => void; onDone?: (answer: OneRow) => void }) {
  const name = row ? 'edit' : 'open'
  const { input } = draw.actions[name]
  const initial = row ? Object.fromEntries(Object.keys(input).map((field) => [field, row[field]])) : {}
  return (
    <ActionDialog matter={draw} name={name} spec={draw.actions[name]} {...(row && { row })} initial={initial} onClose={onClose} {...(onDone && { onDone })}
      control={(field, { id, value, values, onChange }) => (field === 'inspectors' ? <Inspectors id={id} region={String(row?.region ?? values['region'] ?? '')} value={(value as readonly string[] | undefined) ?? []} onChange={onChange} /> : null)} />
  )
}

type Offered = { readonly id: string; readonly name: string; readonly unit: string | null }

function Inspectors({ id, region, value, onChange }: { id: string; region: string; value: readonly string[]; onChange: (ids: readonly string[]) => void }) {
  const say = useText()
  const found = useQuery({ queryKey: ['draw', 'inspectors', region], queryFn: () => api.get<{ items: readonly Offered[] }>('/draws/inspectors', { region }), enabled: region !== '' })
  const offered = found.data?.items ?? []
  const outside = found.data ? value.filter((one) => !offered.some((each) => each.id === one)) : []
  return (
    <>
      <Select id={id} mode="multiple" style={{ width: '100%' }} disabled={region === ''} loading={found.isFetching} value={[...value]} onChange={onChange} showSearch={{ optionFilterProp: 'label' }}
        placeholder={region === '' ? say({ zh: '先选抽查区域', en: 'Choose the area first' }) : say({ zh: '辖区含该区域的检查人员', en: 'Inspectors whose area takes it in' })}
        options={[...offered.map((one) => ({ value: one.id, label: [one.name, one.unit].filter(Boolean).join(' · ') })), ...outside.map((one) => ({ value: one, label: say({ zh: '▲ 辖区不含该区域', en: '▲ Area does not take it in' }) }))]} />
      {found.data && <div className="help">{say({ zh: '可选 {n} 人，已选 {of} 人。', en: '{n} may be chosen, {of} are.' }, { n: offered.length, of: value.length })}</div>}
    </>
  )
}
