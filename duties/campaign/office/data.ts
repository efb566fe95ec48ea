import { useEffect } from 'react'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../web/kit/api.ts'
import type { Board, ComingPeriods } from '../contract.ts'

/** How often an open board asks whether anything changed, ms. */
const NEWS = 2_000

/** Where a campaign stands; asked for anew within seconds of a change. */
export function useBoard(id: string, day: string | undefined) {
  const board = useQuery({ queryKey: ['register', 'campaign', 'board', id, day], queryFn: () => api.get<Board>(`/campaign/${id}/board`, { day }), placeholderData: (before) => before })
  const { data: news } = useQuery({ queryKey: ['register', 'campaign', 'mark', id], queryFn: () => api.get<{ mark: string }>(`/campaign/${id}/mark`), refetchInterval: NEWS })
  const { data, refetch } = board
  const [told, shown] = [news?.mark, data?.mark]
  useEffect(() => {
    if (told !== undefined && shown !== undefined && told !== shown) void refetch({ cancelRefetch: false })
  }, [told, shown, refetch])
  return board
}

export const usePeriods = (days: number) =>
  useQuery({ queryKey: ['register', 'special_period', 'coming', days], queryFn: () => api.get<ComingPeriods>('/special-period/coming', { days }), refetchInterval: 15_000 })
