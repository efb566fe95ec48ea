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

/** Values of one indicator for the regions of a scope. */
export const useIndicatorValues = (name: string, query: Readonly<Record<string, string | undefined>> = {}) =>
  useQuery({
    queryKey: ['indicator', name, query],
    queryFn: () => api.get<{ values: readonly IndicatorValue[] }>(`/indicators/${name}`, query),
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
    const words = value?.state === 'not-applicable' ? { zh: '不适用', en: 'Not applicable' } : { zh: '无数据', en: 'No data' }
    return <span className={`${size} quiet`}>{value ? say(words) : '…'}</span>
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
