import { useQuery } from '@tanstack/react-query'
import { api } from './api.ts'
import { large, plain, type Tone } from './format.ts'
import { useLanguage, useText } from './language.tsx'
import { State } from './State.tsx'
import type { IndicatorInfo, IndicatorValue } from './types.ts'

export const useIndicators = (on = true) =>
  useQuery({
    queryKey: ['indicators'],
    enabled: on,
    staleTime: 300_000,
    queryFn: async () => {
      const answer = await api.get<IndicatorInfo[] | { items: IndicatorInfo[] }>('/indicators')
      return Array.isArray(answer) ? (answer as IndicatorInfo[]) : (answer as { items: IndicatorInfo[] }).items
    },
  })

/** `period` is null of how things stand on a day. */
export type IndicatorAnswer = { readonly period: { readonly from: string; readonly to: string } | null; readonly values: readonly IndicatorValue[] }

const unknown = {
  'no-data': { zh: '无数据', en: 'No data' },
  'not-applicable': { zh: '不适用', en: 'Not applicable' },
  contradictory: { zh: '数据矛盾', en: 'Figures differ' },
} as const

/** Values of one indicator for the regions of a scope. */
export const useIndicatorValues = (name: string, query: Readonly<Record<string, string | undefined>> = {}) =>
  useQuery({
    queryKey: ['indicator', name, query],
    queryFn: () => api.get<IndicatorAnswer>(`/indicators/${name}`, query),
  })

/** Where a value stands against the threshold: reached ✓, missed ▲; no data ◆. */
export function standing(info: IndicatorInfo, value: IndicatorValue | undefined): Tone {
  if (!value || value.state === 'not-applicable') return 'plain'
  if (value.value === null) return 'soon'
  if (!info.threshold) return 'plain'
  const reached = info.better === 'more' ? value.value >= info.threshold.value : value.value <= info.threshold.value
  return reached ? 'good' : 'late'
}

/** `98.9 %`; what is not there is said in words, never shown as 0. */
export function IndicatorFigure({
  info,
  value,
  size = 'figure',
}: {
  info: IndicatorInfo
  value: IndicatorValue | undefined
  size?: string
}) {
  const say = useText()
  const language = useLanguage()
  if (!value || value.value === null) {
    return <span className={`${size} quiet`}>{value ? say(unknown[value.state === 'value' ? 'no-data' : value.state]) : '…'}</span>
  }
  const tone = standing(info, value)
  return (
    <span className={`${size} ${tone === 'late' ? 'tone-late' : ''}`}>
      {large(Number(value.value.toFixed(2)), language)} <small>{say(info.unit)}</small>
    </span>
  )
}

/** `✓ ≥ 4` or `▲ 差 1.1`, with the dated denominator beside it. */
export function IndicatorBasis({ info, value }: { info: IndicatorInfo; value: IndicatorValue | undefined }) {
  const say = useText()
  const language = useLanguage()
  const tone = standing(info, value)
  const { threshold } = info
  const sign = info.better === 'more' ? '≥' : '≤'
  const gap = threshold && value?.value != null ? Math.abs(threshold.value - value.value) : null
  return (
    <span className="quiet">
      {threshold && tone === 'late' && gap !== null && (
        <State tone="late">{say({ zh: '差 {n}', en: '{n} short' }, { n: plain(gap) })}</State>
      )}
      {threshold && tone !== 'late' && (
        <State tone={tone}>
          {sign} {plain(threshold.value)}
        </State>
      )}
      {value?.denominator && (
        <>
          {' '}
          {large(value.denominator.value, language)} ({value.denominator.year})
        </>
      )}
    </span>
  )
}
