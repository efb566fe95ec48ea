import { useDeferredValue, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { pathOf } from '../../platform/register/declare.ts'
import { api } from './api.ts'
import { registers } from './declarations.ts'
import { useText } from './language.tsx'
import type { AnyRow, OneRow, Page } from './types.ts'

/** What people call a row: the field that its register names for it. */
export function nameOfRow(register: string, row: AnyRow): string {
  const naming = registers.get(register)?.naming
  const name = naming ? row[naming] : undefined
  return typeof name === 'string' && name !== '' ? name : row.id.slice(0, 8)
}

/** Chooses a row of another register by typing part of its name, its pinyin initials or its number. */
export function ReferencePicker({
  id,
  to,
  value,
  onChange,
  label,
  describedBy,
  invalid,
  query,
}: {
  id?: string
  to: string
  value: string | null
  onChange: (id: string | null) => void
  label?: string
  describedBy?: string
  invalid?: boolean
  query?: Readonly<Record<string, string>>
}) {
  const say = useText()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed)
  const path = `/${pathOf(to)}`
  const found = useQuery({
    queryKey: ['register', to, 'pick', q, query],
    queryFn: ({ signal }) => api.get<Page>(path, { ...query, q, limit: 20 }, signal),
    placeholderData: (before) => before,
  })
  const chosen = useQuery({
    queryKey: ['register', to, 'row', value],
    enabled: !!value,
    queryFn: () => api.get<OneRow>(`${path}/${value}`),
  })
  const rows = [...(found.data?.items ?? [])] as AnyRow[]
  if (chosen.data && !rows.some((row) => row.id === value)) rows.unshift(chosen.data.row)
  return (
    <Select
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      status={invalid ? 'error' : ''}
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      value={value ?? undefined}
      loading={found.isFetching}
      placeholder={say({ zh: '输入名称、首字母或编号', en: 'Type a name or number' })}
      notFoundContent={found.isFetching ? null : say({ zh: '没有找到', en: 'Nothing found' })}
      options={rows.map((row) => ({ value: row.id, label: nameOfRow(to, row) }))}
      onChange={(next: string | undefined) => onChange(next ?? null)}
    />
  )
}
