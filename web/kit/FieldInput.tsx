import { useState } from 'react'
import { Checkbox, DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import type { Choice, Field } from '../../platform/register/fields.ts'
import { useIndicators } from './indicator-data.tsx'
import { useText } from './language.tsx'
import { ReferencePicker, ReferencesPicker } from './Reference.tsx'
import { RegionPicker } from './Region.tsx'
import type { Labels } from './types.ts'

export type InputProps = {
  readonly id: string
  readonly field: Field
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly describedBy?: string
  readonly invalid?: boolean
  readonly autoFocus?: boolean
  /** Names of the rows that the value refers to, as they came with it. */
  readonly labels?: Labels
}

/** Options as a tree is read: each under its parent, one step in. */
export function inOrder(options: readonly Choice[], parent?: string, depth = 0): { option: Choice; depth: number }[] {
  const known = new Set(options.map((option) => option.code))
  return options
    .filter((option) => (option.parent !== undefined && known.has(option.parent) ? option.parent : undefined) === parent)
    .flatMap((option) => [{ option, depth }, ...inOrder(options, option.code, depth + 1)])
}

/** The control for one declared field. Values are as the API spells them: 分, `YYYY-MM-DD`, codes; null where empty. */
export function FieldInput({ id, field, value, onChange, describedBy, invalid, autoFocus, labels }: InputProps) {
  const say = useText()
  // Taking away what may not be empty is nothing to offer, and its button would be one more stop of the Tab key.
  const allowClear = !field.required
  const common = {
    id,
    status: invalid ? ('error' as const) : ('' as const),
    'aria-describedby': describedBy,
    'aria-invalid': invalid,
    autoFocus,
    style: { width: '100%' },
  }
  switch (field.kind) {
    case 'text':
      if (field.names) return <IndicatorPicker {...common} value={textOf(value)} onChange={onChange} />
      return field.multiline ? (
        <Input.TextArea
          {...common}
          autoSize={{ minRows: 3, maxRows: 14 }}
          maxLength={field.max}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <Input
          {...common}
          maxLength={field.max}
          value={textOf(value)}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'integer':
    case 'number':
      return (
        <InputNumber
          {...common}
          min={field.min}
          max={field.max}
          precision={field.kind === 'integer' ? 0 : undefined}
          suffix={field.unit && say(field.unit)}
          value={numberOf(value)}
          onChange={onChange}
        />
      )
    case 'money':
      return (
        <InputNumber
          {...common}
          precision={2}
          suffix={say({ zh: '元', en: 'yuan' })}
          value={value === null || value === undefined ? null : Number(value) / 100}
          onChange={(yuan) => onChange(yuan === null ? null : Math.round(yuan * 100))}
        />
      )
    case 'date':
      return (
        <DatePicker
          {...common}
          allowClear={allowClear}
          value={value ? dayjs(textOf(value)) : null}
          onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : null)}
        />
      )
    case 'instant':
      return (
        <DatePicker
          {...common}
          allowClear={allowClear}
          showTime={{ format: 'HH:mm' }}
          value={value ? dayjs(textOf(value)) : null}
          onChange={(at) => onChange(at ? at.toISOString() : null)}
        />
      )
    case 'boolean':
      return (
        <Checkbox id={id} aria-describedby={describedBy} checked={value === true} onChange={(event) => onChange(event.target.checked)}>
          {say(field.label)}
        </Checkbox>
      )
    case 'choice':
    case 'choices':
      return <ChoiceInput {...{ id, field, value, onChange, describedBy, invalid }} />
    case 'region':
      return (
        <RegionPicker
          id={id}
          value={(value as string | null) ?? null}
          onChange={onChange}
          allowClear={allowClear}
          describedBy={describedBy}
          invalid={invalid}
        />
      )
    case 'reference':
      return (
        <ReferencePicker
          id={id}
          to={field.to}
          value={(value as string | null) ?? null}
          onChange={onChange}
          describedBy={describedBy}
          invalid={invalid}
        />
      )
    case 'references':
      return (
        <ReferencesPicker
          id={id}
          to={field.to}
          value={(value as readonly string[] | null) ?? []}
          labels={labels}
          onChange={onChange}
          describedBy={describedBy}
          invalid={invalid}
        />
      )
    case 'json':
      return <JsonInput id={id} value={value} onChange={onChange} describedBy={describedBy} invalid={invalid} />
  }
}

/** What a text that is no JSON becomes: sent as it is, the server would keep it as a text. */
const readJson = (text: string): { readonly value: unknown } | null => {
  try {
    return { value: text.trim() === '' ? null : JSON.parse(text) }
  } catch {
    return null
  }
}

/** A structured value as JSON. Only what can be read is passed on; what cannot is said beside it. */
function JsonInput({ id, value, onChange, describedBy, invalid }: Omit<InputProps, 'field'>) {
  const say = useText()
  const [typed, setTyped] = useState(() => (value === undefined || value === null ? '' : JSON.stringify(value, null, 2)))
  const broken = readJson(typed) === null
  return (
    <>
      <Input.TextArea
        id={id}
        value={typed}
        status={broken || invalid ? 'error' : ''}
        aria-invalid={broken || invalid}
        aria-describedby={`${describedBy ?? ''} ${id}-json`}
        autoSize={{ minRows: 2, maxRows: 14 }}
        style={{ fontFamily: 'ui-monospace, monospace' }}
        onChange={(event) => {
          setTyped(event.target.value)
          const read = readJson(event.target.value)
          if (read) onChange(read.value)
        }}
      />
      <div id={`${id}-json`} className={broken ? 'fault' : 'help'} aria-live="polite">
        {broken
          ? say({
              zh: '▲ 不是有效的 JSON，改好之前不会保存这里的修改。',
              en: '▲ This is no valid JSON; until it is, this change is not saved.',
            })
          : say({
              zh: 'JSON：数字、true/false、"文字"、[列表] 或 {对象}。',
              en: 'JSON: a number, true or false, "text", [a list] or {an object}.',
            })}
      </div>
    </>
  )
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value))
const numberOf = (value: unknown): number | null => (value === null || value === undefined || value === '' ? null : Number(value))

function ChoiceInput({ id, field, value, onChange, describedBy, invalid }: InputProps) {
  const say = useText()
  if (field.kind !== 'choice' && field.kind !== 'choices') return null
  const options = inOrder(field.options).map(({ option, depth }) => ({
    value: option.code,
    label: say(option.label),
    found: `${option.label.zh} ${option.label.en} ${option.code}`.toLowerCase(),
    depth,
  }))
  return (
    <Select
      id={id}
      aria-describedby={describedBy}
      status={invalid ? 'error' : ''}
      style={{ width: '100%' }}
      options={options}
      allowClear={!field.required || field.kind === 'choices'}
      mode={field.kind === 'choices' ? 'multiple' : undefined}
      showSearch={options.length > 7 ? { filterOption: (typed, option) => option?.found.includes(typed.toLowerCase()) ?? false } : false}
      optionRender={({ data }) => <span style={{ paddingInlineStart: data.depth * 14 }}>{data.label}</span>}
      value={(value as string | string[] | null) ?? (field.kind === 'choices' ? [] : undefined)}
      onChange={(next: string | string[] | undefined) => onChange(next ?? null)}
    />
  )
}

/** Indicators by title; what is entered is the name. */
function IndicatorPicker({ value, ...rest }: { id?: string; value: string; onChange: (name: string) => void; style: { width: string } }) {
  const say = useText()
  const { data = [], isPending } = useIndicators()
  return (
    <Select
      {...rest}
      showSearch
      optionFilterProp="label"
      loading={isPending}
      value={value === '' ? undefined : value}
      options={data.map(({ name, title }) => ({ value: name, label: say(title) }))}
    />
  )
}
