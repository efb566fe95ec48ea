import { useDeferredValue, useState } from 'react'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { pathOf } from '../../platform/register/declare.ts'
import { api, type Query } from './api.ts'
import { registers } from './declarations.ts'
import { useText } from './language.tsx'
import { useMe } from './session.tsx'
import type { AnyRow, Labels, OneRow, Page } from './types.ts'

/** What people call a row: the field that its register names for it. */
export function nameOfRow(register: string, row: AnyRow): string {
  const naming = registers.get(register)?.naming
  const name = naming ? row[naming] : undefined
  return typeof name === 'string' && name !== '' ? name : row.id.slice(0, 8)
}

type PickerProps<V> = {
  readonly id?: string
  readonly to: string
  readonly value: V
  readonly onChange: (value: V) => void
  readonly label?: string
  readonly describedBy?: string
  readonly invalid?: boolean
  /** Conditions that the offered rows meet. */
  readonly query?: Readonly<Record<string, string>>
  /** Names of chosen rows that are known already: the others are asked for. */
  readonly labels?: Labels
}

type Offer = { readonly value: string; readonly label: string; readonly place: string }

const OFFERED = 20

/** A page of rows to choose from; of registers that say so those of one's own region stand before the others. */
async function offers(to: string, query: Query, own: string, signal: AbortSignal): Promise<Page> {
  const ask = (more: Query) => api.get<Page>(`/${pathOf(to)}`, { ...query, ...more, limit: OFFERED }, signal)
  if (!registers.get(to)?.nearFirst) return ask({})
  // A region as a list knows it holds all below it: its own code alone is the least of them.
  const near = await ask({ region: own, 'region.to': own })
  if (near.items.length === OFFERED) return near
  const all = await ask({})
  const known = new Set(near.items.map(({ id }) => id))
  return { ...all, labels: { ...near.labels, ...all.labels }, items: [...near.items, ...all.items.filter(({ id }) => !known.has(id))] }
}

/** What a picker offers for what was typed, the chosen rows among it, and the props all pickers share. */
function useOffered(
  { to, label, describedBy, invalid, query, labels = {} }: Omit<PickerProps<unknown>, 'onChange' | 'value'>,
  chosen: readonly string[],
) {
  const say = useText()
  const own = useMe().region.code
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed)
  const path = `/${pathOf(to)}`
  const found = useQuery({
    queryKey: ['register', to, 'pick', q, query],
    queryFn: ({ signal }) => offers(to, { ...query, q }, own, signal),
    placeholderData: (before) => before,
  })
  // Rows chosen here are known from what was offered: only what neither the answer nor a search has named is asked for.
  const [seen, setSeen] = useState<Readonly<Record<string, string>>>({})
  const known = useQueries({
    queries: chosen
      .filter((id) => !(id in labels) && !(id in seen))
      .map((id) => ({ queryKey: ['register', to, 'row', id], queryFn: () => api.get<OneRow>(`${path}/${id}`) })),
  })
  // Rows of one name (民政局 of each county) are told apart by their place.
  const placeOf = (row: AnyRow): string => {
    const name = row.region ? found.data?.labels[row.region] : undefined
    return name ? say(name) : ''
  }
  // Rows of an earlier search are not offered: Enter would take one of them.
  const stale = found.isPlaceholderData || q !== typed
  const offered = (stale ? [] : (found.data?.items ?? [])).map((row): Offer => ({
    value: row.id,
    label: nameOfRow(to, row),
    place: placeOf(row),
  }))
  const named = chosen.flatMap((id): Offer[] => {
    const told = labels[id] ? say(labels[id]) : seen[id]
    return told === undefined ? [] : [{ value: id, label: told, place: '' }]
  })
  const asked = known.flatMap(({ data }): Offer[] => (data ? [{ value: data.row.id, label: nameOfRow(to, data.row), place: '' }] : []))
  const others = [...named, ...asked].filter(({ value }) => !offered.some((one) => one.value === value))
  const keep = (ids: readonly string[]) =>
    setSeen((before) => ({
      ...before,
      ...Object.fromEntries(offered.filter(({ value }) => ids.includes(value)).map((one) => [one.value, one.label])),
    }))
  const props = {
    'aria-label': label,
    'aria-describedby': describedBy,
    status: invalid ? ('error' as const) : ('' as const),
    style: { width: '100%' },
    showSearch: { filterOption: false as const, onSearch: setTyped },
    allowClear: true,
    loading: stale || found.isFetching,
    placeholder: label ?? say({ zh: '输入名称、首字母或编号', en: 'Type a name or number' }),
    notFoundContent:
      stale || found.isFetching
        ? null
        : // A search needs two characters.
          say(
            q.trim().length === 1
              ? { zh: '请至少输入两个字', en: 'Type at least two characters' }
              : { zh: '没有找到', en: 'Nothing found' },
          ),
  }
  return { props, keep, offered, others }
}

/** Chooses a row of another register by typing part of its name, its pinyin initials or its number. */
export function ReferencePicker({ id, value, onChange, ...about }: PickerProps<string | null>) {
  const { props, keep, offered, others } = useOffered(about, value ? [value] : [])
  return (
    <Select
      id={id}
      {...props}
      options={[...others, ...offered]}
      value={value ?? undefined}
      onChange={(next: string | undefined) => {
        keep(next ? [next] : [])
        onChange(next ?? null)
      }}
    />
  )
}

/** Chooses any number of rows, each shown as a chip: typing searches, Enter takes, Backspace gives the last one back. */
export function ReferencesPicker({ id, value, onChange, ...about }: PickerProps<readonly string[]>) {
  const { props, keep, offered, others } = useOffered(about, value)
  const nameOf = (one: string) => [...others, ...offered].find((offer) => offer.value === one)?.label ?? one.slice(0, 8)
  return (
    <Select
      id={id}
      {...props}
      mode="multiple"
      labelInValue
      // What is chosen stands as a chip and is not offered again, so that Enter always adds.
      options={offered.filter((offer) => !value.includes(offer.value))}
      value={value.map((one) => ({ value: one, label: nameOf(one) }))}
      onChange={(next: { readonly value: string }[]) => {
        const ids = next.map((one) => one.value)
        keep(ids)
        onChange(ids)
      }}
      optionRender={({ label, data }) => (
        <>
          {label} <span className="quiet small">{data.place}</span>
        </>
      )}
    />
  )
}
