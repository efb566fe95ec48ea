import { useDeferredValue, useState, type KeyboardEvent } from 'react'
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { Cascader } from 'antd'
import type { Bilingual } from '../../platform/core/bilingual.ts'
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

type Found = RegionItem & { readonly way: readonly Bilingual[] }

/** The divisions within the person's reach that a text names: by part of the name or by pinyin initials, the largest first. */
const searching = (typed: string, within: string) => ({
  queryKey: ['regions', within, 'named', typed],
  queryFn: () => api.get<{ items: Found[] }>('/regions', { parent: within, q: typed }),
  staleTime: Infinity,
})

/** What was typed in a picker, what it finds, and the picker's props for both. Enter takes the first one unless the arrows chose another. */
function useRegionSearch(within: string, take: (code: string) => void) {
  const say = useText()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [steered, setSteered] = useState(false)
  const wanted = useDeferredValue(typed.trim())
  const answer = useQuery({ ...searching(wanted, within), enabled: wanted !== '', placeholderData: (before) => before })
  const found = answer.data?.items ?? []
  const search = (text: string) => {
    setTyped(text)
    setSteered(false)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || typed.trim() === '') return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setSteered(true)
    if (event.key !== 'Enter' || steered) return
    event.preventDefault()
    event.stopPropagation()
    // Pressed before the answer has come, it takes what the answer will have first.
    void client.fetchQuery(searching(typed.trim(), within)).then(({ items }) => {
      if (!items[0]) return
      take(items[0].code)
      search('')
      setOpen(false)
    })
  }
  const whole = ({ way, name }: Found): string => [...way, name].map((one) => say(one)).join(' / ')
  return {
    press,
    options: wanted === '' ? null : found.map((one): Option => ({ value: one.code, label: whole(one), isLeaf: true })),
    props: {
      open,
      onOpenChange: setOpen,
      showSearch: {
        searchValue: typed,
        onSearch: search,
        filter: () => true,
        limit: false as const,
        render: (_: string, path: readonly { label?: unknown; value?: unknown }[]) => {
          const one = path[0]
          return one?.value === found[0]?.code && !steered ? `${String(one?.label)}  ⏎` : String(one?.label ?? '')
        },
      },
    },
  }
}

/**
 * Chooses a division code, level by level from the city (or the person's own region) down to the village, or by typing
 * part of a name or its pinyin initials. Gives null when cleared. A level in the middle may be chosen too.
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
  const search = useRegionSearch(top, onChange)
  return (
    <div style={{ width: width ?? '100%' }} onKeyDownCapture={search.press}>
      <Cascader
        {...search.props}
        id={id}
        aria-label={label}
        aria-describedby={describedBy}
        status={invalid ? 'error' : ''}
        style={{ width: '100%' }}
        options={search.options ?? options}
        value={value ? path : []}
        disabled={disabled}
        allowClear={allowClear}
        changeOnSelect
        placeholder={say({ zh: '选择区域', en: 'Choose a region' })}
        displayRender={() => (value ? (names[value] ?? value) : '')}
        loadData={(chosen) => void load(chosen.at(-1)!.value)}
        onChange={(codes) => onChange(codes?.length ? codes.at(-1)! : null)}
      />
    </div>
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
