import { useEffect } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { DateOnly, Instant } from '../../../../platform/core/dates.ts'
import { api } from '../../../../web/kit/api.ts'
import type { AskedOf, Confidence, Item, Scheme, SignaturesHead, StateAnswer, ToSign } from '../../contract.ts'

/** Every query of the evaluation begins with `matter`, so that it is asked anew once a gap was worked on. */
export const evaluationKey = ['matter', 'evaluation'] as const
const key = (...rest: readonly unknown[]) => [...evaluationKey, ...rest]

/** How often an open cockpit asks whether anything changed, ms: a change is seen within two of these. */
const NEWS = 1_500
/** How often lists look again, ms. */
export const LOOK = 5_000

export type Asked = { readonly region?: string | undefined; readonly on?: string | undefined; readonly scheme?: string | undefined }
export function useEvaluation(asked: Asked) {
  const state = useQuery({
    queryKey: key('state', asked),
    queryFn: () => api.get<StateAnswer>('/evaluation/state', asked),
    placeholderData: (before) => before,
  })
  const { data, refetch } = state
  const today = asked.on === undefined
  // A past day does not change; today does, and only a mark is asked for until it has.
  const { data: news } = useQuery({
    queryKey: key('mark'),
    queryFn: () => api.get<{ mark: string }>('/evaluation/mark'),
    refetchInterval: NEWS,
    enabled: today,
  })
  const [told, shown] = [news?.mark, data?.mark]
  useEffect(() => {
    // Once for each news: what is shown may be younger than the mark.
    if (today && told !== undefined && shown !== undefined && told !== shown) void refetch({ cancelRefetch: false })
  }, [today, told, shown, refetch])
  return state
}

export type Difference = {
  readonly region: string
  readonly item: string
  readonly indicator: string | null
  readonly was: number | string | null
  readonly now: number | string | null
  readonly basisChanged: boolean
}
export type Snapshot = {
  readonly id: string
  readonly region: string
  readonly title: string
  readonly day: DateOnly
  readonly state: 'waiting' | 'kept'
  readonly score: number | null
  readonly verdict: 'passed' | 'failed' | 'open' | null
  readonly hash: string | null
  readonly kept_at: Instant | null
  readonly checked_at: Instant | null
  readonly check_result: 'same' | 'differs' | null
  readonly differences: readonly Difference[]
}
export const useSnapshots = () =>
  useQuery({ queryKey: key('snapshots'), queryFn: () => api.get<{ items: readonly Snapshot[] }>('/evaluation/snapshots'), refetchInterval: LOOK })

export const useSignatures = (region: string | undefined) =>
  useQuery({ queryKey: key('signatures', region), queryFn: () => api.get<SignaturesHead>('/evaluation/figures/signatures/units', { region }), placeholderData: (before) => before, refetchInterval: LOOK })
export const useToSign = () => useQuery({ queryKey: key('to-sign'), queryFn: () => api.get<ToSign>('/evaluation/figures/to-sign'), refetchInterval: LOOK })

export const useAskedOf = () =>
  useQuery({ queryKey: key('asked'), queryFn: () => api.get<{ since: DateOnly; items: readonly AskedOf[] }>('/evaluation/figures/asked') })

export type SchemeItem = {
  readonly id: string
  readonly version: number
  readonly code: string
  readonly edition: string
  readonly title: string
  readonly title_en: string
  readonly state: 'draft' | 'in_force' | 'retired'
  readonly reconstructed: boolean
  readonly valid_from: DateOnly | null
  readonly valid_to: DateOnly | null
  readonly items: number
}
export const useSchemes = () =>
  useQuery({ queryKey: key('schemes'), queryFn: () => api.get<{ items: readonly SchemeItem[]; may: readonly string[] }>('/evaluation/schemes') })

export type KeptItem = Item & { readonly id: string; readonly version: number }
export type WholeScheme = Omit<Scheme, 'items'> & {
  readonly id: string
  readonly version: number
  readonly state: SchemeItem['state']
  readonly items: readonly KeptItem[]
  readonly may: readonly string[]
}
export const useScheme = (id: string) => useQuery({ queryKey: key('scheme', id), queryFn: () => api.get<WholeScheme>(`/evaluation/schemes/${id}`) })

export const confidences = {
  rule: { zh: '法定', en: 'a rule' },
  several: { zh: '多份材料一致', en: 'several papers' },
  one: { zh: '仅见一份材料', en: 'one paper' },
  draft: { zh: '旧版征求意见稿', en: 'a draft of an older edition' },
  assumed: { zh: '本系统暂定', en: 'our assumption' },
} as const satisfies Record<Confidence, { zh: string; en: string }>
