import { useState } from 'react'
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { Cascader } from 'antd'
import { api } from './api.ts'
import { useMe } from './session.tsx'
import { useText } from './language.tsx'
import { above, wayTo } from './region-way.ts'
import type { RegionItem } from './types.ts'

type Option = { value: string; label: string; isLeaf: boolean; children?: Option[] }

/** Village codes have twelve digits, and nothing lies below them. */
const isLeaf = (code: string) => code.length >= 12

const childrenKey = (parent: string) => ['regions', parent]
const fetchChildren = (parent: string) => api.get<{ items: RegionItem[] }>('/regions', { parent })

/**
 * Chooses a division code, level by level from the city (or the person's own region) down to the village.
 * Gives null when cleared. A level in the middle may be chosen too.
 */
export function RegionPicker({
  id,
  value,
  onChange,
  allowClear = true,
  disabled,
  label,
  describedBy,
  invalid,
  width,
}: {
  id?: string
  value: string | null
  onChange: (code: string | null) => void
  allowClear?: boolean
  disabled?: boolean
  label?: string
  describedBy?: string
  invalid?: boolean
  width?: number | string
}) {
  const me = useMe()
  const say = useText()
  const client = useQueryClient()
  const top = me.region.code
  const [deeper, setDeeper] = useState<Readonly<Record<string, Option[]>>>({})
  const option = (item: RegionItem): Option => ({
    value: item.code,
    label: say(item.name),
    isLeaf: isLeaf(item.code),
    ...(deeper[item.code] ? { children: deeper[item.code]!.map(withChildren) } : {}),
  })
  const withChildren = (one: Option): Option => (deeper[one.value] ? { ...one, children: deeper[one.value]!.map(withChildren) } : one)
  const first = useQuery({ queryKey: childrenKey(top), queryFn: () => fetchChildren(top), staleTime: Infinity })
  const load = async (code: string) => {
    const { items } = await client.fetchQuery({ queryKey: childrenKey(code), queryFn: () => fetchChildren(code), staleTime: Infinity })
    setDeeper((known) => ({
      ...known,
      [code]: items.map((item) => ({ value: item.code, label: say(item.name), isLeaf: isLeaf(item.code) })),
    }))
  }
  const options: Option[] = [{ value: top, label: say(me.region.name), isLeaf: false, children: (first.data?.items ?? []).map(option) }]
  const way = value ? wayTo(value, top) : []
  const path = way[0] === top ? way : [top, ...way]
  const names = useRegionNames(value ? [value] : [])
  return (
    <Cascader
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      status={invalid ? 'error' : ''}
      style={{ width: width ?? '100%' }}
      options={options}
      value={value ? path : []}
      disabled={disabled}
      allowClear={allowClear}
      changeOnSelect
      placeholder={say({ zh: '选择区域', en: 'Choose a region' })}
      displayRender={() => (value ? (names[value] ?? value) : '')}
      loadData={(chosen) => void load(chosen.at(-1)!.value)}
      onChange={(codes) => onChange(codes?.length ? codes.at(-1)! : null)}
    />
  )
}

/** The names of division codes; each list of neighbours is read once. */
export function useRegionNames(codes: readonly string[]): Readonly<Record<string, string>> {
  const say = useText()
  const me = useMe()
  const city = me.city.code
  const parents = [...new Set(codes.filter((code) => code !== me.region.code && code !== city).map((code) => above(code, city)))]
  const lists = useQueries({
    queries: parents.map((parent) => ({ queryKey: childrenKey(parent), queryFn: () => fetchChildren(parent), staleTime: Infinity })),
  })
  const found = lists.flatMap(({ data }) => data?.items ?? [])
  return Object.fromEntries([
    [city, say(me.city.name)],
    [me.region.code, say(me.region.name)],
    ...found.map((item) => [item.code, say(item.name)]),
  ])
}
