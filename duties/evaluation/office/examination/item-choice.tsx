import { Select } from 'antd'
import type { Bilingual } from '../../../../platform/core/bilingual.ts'
import { useText } from '../../../../web/kit/language.tsx'
import type { ExaminationView } from '../../examination/contract.ts'

type Props = {
  readonly id: string
  readonly label: Bilingual
  readonly view: Pick<ExaminationView, 'items' | 'titles'>
  readonly value: string | null
  readonly onChange: (item: string | null) => void
  readonly optional?: boolean
}

/** An item of the scheme that the examination goes by, found by its code or by a word of its name. */
export function ItemChoice({ id, label, view, value, onChange, optional = false }: Props) {
  const say = useText()
  return (
    <div>
      <label htmlFor={id}>{say(label)}</label>
      <Select
        id={id}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear={optional}
        style={{ width: '100%' }}
        placeholder={optional ? say({ zh: '可不选', en: 'None' }) : say({ zh: '按编号或名称查找', en: 'Find by code or name' })}
        value={value}
        onChange={(next: string | undefined) => onChange(next ?? null)}
        options={view.items.map((code) => ({ value: code, label: `${code} ${say(view.titles[code]!)}` }))}
      />
    </div>
  )
}
