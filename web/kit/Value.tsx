import { Fragment, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { Input, Modal } from 'antd'
import type { DateOnly, Instant } from '../../platform/core/dates.ts'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { Choice, Field } from '../../platform/register/fields.ts'
import { pathOf } from '../../platform/register/declare.ts'
import { api } from './api.ts'
import { dateTime, expiry, money, plain, todayOf } from './format.ts'
import { useIndicators } from './indicator-data.tsx'
import { useLanguage, useText } from './language.tsx'
import { rowPlace } from './places.ts'
import { useMe } from './session.tsx'
import { Fault } from './Page.tsx'
import { State } from './State.tsx'
import type { Labels } from './types.ts'

const labelOf = (options: readonly Choice[], code: unknown): Bilingual | undefined => options.find((option) => option.code === code)?.label

/** True for kinds whose figures stand at the right of their column. */
/** A number that can be nothing but a year is written without a comma. */
const isYear = (field: Field & { readonly kind: 'integer' | 'number' }): boolean => (field.min ?? 0) >= 1900 && (field.max ?? Infinity) <= 2200

export const isFigure = (field: Field): boolean => ((field.kind === 'integer' || field.kind === 'number') && !field.words) || field.kind === 'money'

/** A field's value in words of the page's language: what a cell, a diff and an export have in common. Null is an empty text. */
export function useValueText(): (field: Field, value: unknown, labels?: Labels) => string {
  const language = useLanguage()
  const say = useText()
  return (field, value, labels) => {
    if (value === null || value === undefined || value === '') return ''
    switch (field.kind) {
      case 'money':
        return money(Number(value), language)
      case 'integer':
      case 'number':
        if (field.words?.[Number(value)]) return say(field.words[Number(value)]!)
        return (isYear(field) ? String(value) : plain(Number(value), 6)) + (field.unit ? ` ${say(field.unit)}` : '')
      case 'date':
        // What never ends is kept as the last day there is, so that it can be sorted and filtered by.
        return value === '9999-12-31' ? say({ zh: '长期', en: 'No expiry' }) : String(value)
      case 'instant':
        return dateTime(value as Instant) // the API spells instants so
      case 'boolean':
        return say(value === true ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' })
      case 'choice':
        return labelOf(field.options, value)?.[language] ?? String(value)
      case 'choices':
        return (Array.isArray(value) ? value : [])
          .map((code) => labelOf(field.options, code)?.[language] ?? String(code))
          .join(language === 'zh' ? '、' : ', ')
      case 'references':
        // A sheet being imported says them as one text.
        return [value]
          .flat()
          .map((id) => labels?.[String(id)]?.[language] ?? String(id))
          .join(language === 'zh' ? '、' : ', ')
      case 'region':
      case 'reference':
        return labels?.[String(value)]?.[language] ?? String(value)
      case 'json':
        return typeof value === 'object' ? jsonText(value, labels, language) : String(value)
      default:
        return String(value)
    }
  }
}

/** A structured value in one line; ids and codes in it are named where the answer names them. */
function jsonText(value: unknown, labels: Labels | undefined, language: 'zh' | 'en'): string {
  if (Array.isArray(value)) return value.map((one) => jsonText(one, labels, language)).join(language === 'zh' ? '、' : ', ')
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${jsonText(inner, labels, language)}`)
      .join('; ')
  }
  return labels?.[String(value)]?.[language] ?? String(value ?? '')
}

/** One value as people read it. `unmask` is offered where the row allows it; a reference leads to its row. */
export function Value({
  field,
  value,
  labels,
  unmask,
}: {
  field: Field
  value: unknown
  labels?: Labels
  unmask?: UnmaskTarget
}): ReactNode {
  const me = useMe()
  const language = useLanguage()
  const text = useValueText()(field, value, labels)
  if (text === '')
    return (
      <span className="quiet" aria-hidden="true">
        –
      </span>
    )
  if (field.kind === 'reference')
    return (
      <Link href={rowPlace(field.to, String(value))} onClick={(event) => event.stopPropagation()}>
        {text}
      </Link>
    )
  if (field.kind === 'references' && Array.isArray(value)) return <Links to={field.to} ids={value} labels={labels} />
  if (field.kind === 'text' && field.names) return <IndicatorTitle name={text} />
  if (field.personal && unmask) return <Masked text={text} field={field} target={unmask} />
  if (field.kind === 'date' && field.expires?.length) {
    const near = expiry(value as DateOnly, todayOf(me.city), field.expires) // the API spells dates so
    if (near.tone !== 'plain')
      return (
        <span className="nowrap">
          {text} <State tone={near.tone}>{near.text[language]}</State>
        </span>
      )
  }
  return text
}

/** An indicator by its title; one that is no longer declared by the name it had. */
function IndicatorTitle({ name }: { name: string }) {
  const say = useText()
  const title = useIndicators().data?.find((one) => one.name === name)?.title
  return title ? say(title) : name
}

/** Several rows, each leading to its page. */
function Links({ to, ids, labels }: { to: string; ids: readonly unknown[]; labels?: Labels }) {
  const language = useLanguage()
  return ids.map((id, at) => (
    <Fragment key={String(id)}>
      {at > 0 && (language === 'zh' ? '、' : ', ')}
      <Link href={rowPlace(to, String(id))} onClick={(event) => event.stopPropagation()}>
        {labels?.[String(id)]?.[language] ?? String(id)}
      </Link>
    </Fragment>
  ))
}

export type UnmaskTarget = { readonly register: string; readonly id: string; readonly name: string }

/** A masked personal value; showing it asks for a reason, which is logged (个人信息保护法). */
function Masked({ text, field, target }: { text: string; field: Field; target: UnmaskTarget }) {
  const say = useText()
  const [shown, setShown] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>(null)
  const ask = async () => {
    try {
      const { value } = await api.post<{ value: string }>(`/${pathOf(target.register)}/${target.id}/unmask`, { field: target.name, reason })
      setShown(value)
      setAsking(false)
    } catch (failure) {
      setError(failure)
    }
  }
  if (shown !== null) return <span>{shown}</span>
  return (
    <span className="nowrap" onClick={(event) => event.stopPropagation()}>
      {text}{' '}
      {text.includes('*') && (
        <button type="button" className="link small" onClick={() => setAsking(true)}>
          {say({ zh: '显示', en: 'Show' })}
        </button>
      )}
      <Modal
        open={asking}
        title={say({ zh: '显示{label}', en: 'Show {label}' }, { label: say(field.label) })}
        onCancel={() => setAsking(false)}
        onOk={() => void ask()}
        okText={say({ zh: '显示', en: 'Show' })}
        okButtonProps={{ disabled: reason.trim().length < 2 }}
      >
        {error !== null && <Fault error={error} />}
        <label htmlFor={`why-${target.id}-${target.name}`}>
          {say({ zh: '查看理由（将记入审计日志）', en: 'Why it is needed (this is logged)' })}
        </label>
        <Input
          id={`why-${target.id}-${target.name}`}
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={() => void ask()}
        />
      </Modal>
    </span>
  )
}
