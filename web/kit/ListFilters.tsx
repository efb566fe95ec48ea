import { useEffect, useRef } from 'react'
import { DatePicker, Input, InputNumber, Segmented, Select, TreeSelect } from 'antd'
import dayjs from 'dayjs'
import type { Register } from '../../platform/register/declare.ts'
import type { Choice, Field } from '../../platform/register/fields.ts'
import { below, gathered, treeOf } from './choice-tree.ts'
import { inOrder } from './FieldInput.tsx'
import { useText } from './language.tsx'
import type { ListQuery } from './list-query.ts'
import { ReferencePicker } from './Reference.tsx'
import { RegionPicker, useRegionNames } from './Region.tsx'

type Props = { readonly register: Register; readonly query: ListQuery; readonly setQuery: (query: ListQuery) => void }
type Filters = ListQuery['filters']

const without = (filters: Filters, name: string): Filters => Object.fromEntries(Object.entries(filters).filter(([key]) => key !== name))
const having = (filters: Filters, name: string, value: string | null | undefined): Filters =>
  value ? { ...filters, [name]: value } : without(filters, name)

/** Every condition the register allows, as controls: its own fields, the region, closed rows, and the date looked at. */
export function FilterPanel({ register, query, setQuery, onClose }: Props & { readonly onClose: () => void }) {
  const say = useText()
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => panel.current?.querySelector<HTMLElement>('input:not([type=hidden])')?.focus(), [])
  const set = (name: string, value: string | null | undefined) => setQuery({ ...query, filters: having(query.filters, name, value) })
  return (
    <div
      ref={panel}
      className="card-body form"
      // Asked before the control hears it: an open list of options closes first, then the panel.
      onKeyDownCapture={(event) => {
        if (event.key !== 'Escape' || (event.target as HTMLElement).getAttribute('aria-expanded') === 'true')
          return // only elements have keys
        ;(event.target as HTMLElement).blur()
        onClose()
      }}
      style={{ borderTop: '1px solid var(--line)', background: '#fafbfc', gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))' }}
    >
      <div className="form-field" hidden={register.scope === 'city' && !('region' in register.fields)}>
        <label htmlFor="filter-region">{say({ zh: '区域', en: 'Region' })}</label>
        <RegionPicker
          id="filter-region"
          value={query.region ?? null}
          onChange={(region) => setQuery({ ...query, region: region ?? undefined })}
        />
      </div>
      {Object.entries(register.fields)
        .filter(([name, field]) => field.filter && name !== 'region')
        .map(([name, field]) => (
          <div key={name} className="form-field">
            <label htmlFor={`filter-${name}`}>{say(field.label)}</label>
            <FilterInput name={name} field={field} filters={query.filters} set={set} />
          </div>
        ))}
      <div className="form-field">
        <span className="label">{say({ zh: '已注销的记录', en: 'Closed rows' })}</span>
        <Segmented
          value={query.closed ?? 'open'}
          onChange={(closed) => setQuery({ ...query, closed: closed === 'open' ? undefined : closed })}
          options={
            [
              { value: 'open', label: say({ zh: '不看', en: 'Hide' }) },
              { value: 'closed', label: say({ zh: '只看', en: 'Only' }) },
              { value: 'all', label: say({ zh: '都看', en: 'Both' }) },
            ] as const
          }
        />
      </div>
      <div className="form-field">
        <label htmlFor="filter-as-of">{say({ zh: '截至（看当时的样子）', en: 'As of (as it was then)' })}</label>
        <DatePicker
          id="filter-as-of"
          style={{ width: '100%' }}
          value={query.as_of ? dayjs(query.as_of) : null}
          onChange={(day) => setQuery({ ...query, as_of: day ? day.format('YYYY-MM-DD') : undefined })}
        />
      </div>
    </div>
  )
}

function FilterInput({
  name,
  field,
  filters,
  set,
}: {
  name: string
  field: Field
  filters: Filters
  set: (name: string, value: string | null | undefined) => void
}) {
  const say = useText()
  const id = `filter-${name}`
  const [from, to] = [`${name}.from`, `${name}.to`]
  if ((field.kind === 'integer' || field.kind === 'number') && field.words)
    return <SeveralFilter id={id} value={filters[name]} options={field.words.map((label, at) => ({ value: String(at), label: say(label) }))} onChange={(values) => set(name, values)} />
  switch (field.kind) {
    case 'choice':
    case 'choices':
      if (field.options.some(({ parent }) => parent !== undefined))
        return <TreeFilter id={id} options={field.options} value={filters[name]} onChange={(codes) => set(name, codes)} />
      return (
        <SeveralFilter id={id} value={filters[name]} options={inOrder(field.options).map(({ option }) => ({ value: option.code, label: say(option.label) }))} onChange={(codes) => set(name, codes)} />
      )
    case 'boolean':
      return (
        <Select
          id={id}
          allowClear
          placeholder={say({ zh: '全部', en: 'All' })}
          style={{ width: '100%' }}
          value={filters[name]}
          onChange={(value: string | undefined) => set(name, value)}
          options={[
            { value: 'true', label: say({ zh: '是', en: 'Yes' }) },
            { value: 'false', label: say({ zh: '否', en: 'No' }) },
          ]}
        />
      )
    case 'date':
    case 'instant':
    case 'integer':
    case 'number':
    case 'money':
      return (
        <RangeInput
          id={id}
          field={field}
          low={filters[from]}
          high={filters[to]}
          setLow={(value) => set(from, value)}
          setHigh={(value) => set(to, value)}
        />
      )
    case 'reference':
    case 'references':
      return <ReferencePicker id={id} to={field.to} value={filters[name] ?? null} onChange={(value) => set(name, value)} />
    case 'region':
      return <RegionPicker id={id} value={filters[name] ?? null} onChange={(value) => set(name, value)} />
    default:
      return <TextFilter id={id} value={filters[name] ?? ''} onChange={(value) => set(name, value)} />
  }
}

/** Any of some values, by the words they have. */
function SeveralFilter({ id, options, value, onChange }: { id: string; options: { value: string; label: string }[]; value: string | undefined; onChange: (values: string) => void }) {
  const say = useText()
  return (
    <Select
      id={id}
      mode="multiple"
      allowClear
      placeholder={say({ zh: '全部', en: 'All' })}
      maxTagCount="responsive"
      style={{ width: '100%' }}
      value={value?.split(',') ?? []}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      onChange={(values: string[]) => onChange(values.join(','))}
    />
  )
}

/** Options that form a tree: choosing one takes all below it. */
function TreeFilter({
  id,
  options,
  value,
  onChange,
}: {
  id: string
  options: readonly Choice[]
  value: string | undefined
  onChange: (codes: string) => void
}) {
  const say = useText()
  return (
    <TreeSelect
      id={id}
      treeCheckable
      allowClear
      showCheckedStrategy={TreeSelect.SHOW_PARENT}
      maxTagCount="responsive"
      placeholder={say({ zh: '全部', en: 'All' })}
      style={{ width: '100%' }}
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeData={treeOf(options, say)}
      value={value ? gathered(options, value.split(',')) : []}
      onChange={(codes: string[]) => onChange(codes.flatMap((code) => below(options, code)).join(','))}
    />
  )
}

const TextFilter = ({ id, value, onChange }: { id: string; value: string; onChange: (value: string) => void }) => (
  <Input
    id={id}
    key={value}
    defaultValue={value}
    onBlur={(event) => {
      if (event.target.value.trim() !== value) onChange(event.target.value.trim())
    }}
    onPressEnter={(event) => onChange(event.currentTarget.value.trim())}
  />
)

/** From and to, both included. Money is entered in 元 and asked in 分. */
function RangeInput({
  id,
  field,
  low,
  high,
  setLow,
  setHigh,
}: {
  id: string
  field: Field
  low: string | undefined
  high: string | undefined
  setLow: (value: string | null) => void
  setHigh: (value: string | null) => void
}) {
  const say = useText()
  const scale = field.kind === 'money' ? 100 : 1
  const labels = [say({ zh: '从', en: 'From' }), say({ zh: '到', en: 'To' })] as const
  const one = (at: 0 | 1, value: string | undefined, set: (value: string | null) => void) =>
    field.kind === 'date' || field.kind === 'instant' ? (
      <DatePicker
        id={at === 0 ? id : undefined}
        aria-label={labels[at]}
        placeholder={labels[at]}
        style={{ flex: 1, minWidth: 0 }}
        value={value ? dayjs(value) : null}
        onChange={(day) => set(day ? day.format('YYYY-MM-DD') : null)}
      />
    ) : (
      <InputNumber
        id={at === 0 ? id : undefined}
        aria-label={labels[at]}
        placeholder={labels[at]}
        style={{ flex: 1, minWidth: 0 }}
        value={value ? Number(value) / scale : null}
        onChange={(number) => set(number === null ? null : String(Math.round(number * scale)))}
      />
    )
  return (
    <div style={{ display: 'flex', gap: 6 }}>
      {one(0, low, setLow)}
      {one(1, high, setHigh)}
    </div>
  )
}

/** The conditions that hold, in words; each can be taken away by itself. */
export function FilterChips({ register, query, setQuery }: Props) {
  const say = useText()
  const names = useRegionNames(query.region ? [query.region] : [])
  const chips: { key: string; text: string; less: ListQuery }[] = Object.entries(query.filters).flatMap(([key, value]) => {
    const field = register.fields[key.replace(/\.(from|to)$/, '')]
    if (!field) return []
    const sign = key.endsWith('.from') ? ' ≥ ' : key.endsWith('.to') ? ' ≤ ' : ': '
    return [{ key, text: say(field.label) + sign + wordsOf(field, value, say), less: { ...query, filters: without(query.filters, key) } }]
  })
  if (query.region) chips.push({ key: 'region', text: names[query.region] ?? query.region, less: { ...query, region: undefined } })
  if (query.as_of)
    chips.push({
      key: 'as_of',
      text: say({ zh: '截至 {day}', en: 'As of {day}' }, { day: query.as_of }),
      less: { ...query, as_of: undefined },
    })
  if (query.closed) {
    const text = query.closed === 'all' ? { zh: '含已注销', en: 'With closed' } : { zh: '只看已注销', en: 'Closed only' }
    chips.push({ key: 'closed', text: say(text), less: { ...query, closed: undefined } })
  }
  if (chips.length === 0) return null
  return (
    <div className="toolbar conditions">
      {chips.map(({ key, text, less }) => (
        <span key={key} className="mark">
          {text}{' '}
          <button
            type="button"
            className="bare"
            aria-label={say({ zh: '去掉条件 {text}', en: 'Remove {text}' }, { text })}
            onClick={() => setQuery(less)}
          >
            ✕
          </button>
        </span>
      ))}
      {chips.length > 1 && (
        <button
          type="button"
          className="link small"
          onClick={() => setQuery({ q: query.q, sort: query.sort, columns: query.columns, filters: {} })}
        >
          {say({ zh: '全部清除', en: 'Clear all' })}
        </button>
      )}
    </div>
  )
}

/** How many of the chosen words a chip shows. */
const SHOWN = 3

function wordsOf(field: Field, value: string, say: ReturnType<typeof useText>): string {
  if (field.kind === 'choice' || field.kind === 'choices') {
    const words = gathered(field.options, value.split(',')).map((code) => {
      const option = field.options.find((one) => one.code === code)
      return option ? say(option.label) : code
    })
    const rest = words.length - SHOWN
    return words.slice(0, SHOWN).join(' / ') + (rest > 0 ? say({ zh: ' 另 {n} 项', en: ' and {n} more' }, { n: rest }) : '')
  }
  if ((field.kind === 'integer' || field.kind === 'number') && field.words) return value.split(',').map((one) => (field.words?.[Number(one)] ? say(field.words[Number(one)]!) : one)).join(' / ')
  if (field.kind === 'boolean') return say(value === 'true' ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' })
  if (field.kind === 'money') return String(Number(value) / 100)
  return field.kind === 'reference' || field.kind === 'references' ? say({ zh: '已选', en: 'chosen' }) : value
}
