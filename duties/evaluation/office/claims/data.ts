import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '../../../../web/kit/api.ts'
import { useRow } from '../../../../web/kit/RegisterRow.tsx'
import type { Labels, Page } from '../../../../web/kit/types.ts'
import { claimChecks, type ClaimCheckRow, type KeptReport } from '../../claims/registers.ts'

export const checksKey = ['claim-checks'] as const

/** The checks within reach, newest first, page after page. */
export const useChecks = () =>
  useInfiniteQuery({
    queryKey: checksKey,
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam }) => api.get<Page>('/claim-check', { sort: '-checked_at', limit: 30, cursor: pageParam }),
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const asCheck = (row: unknown): ClaimCheckRow => row as ClaimCheckRow // the register's own list and row

/** A check with its report. */
export function useCheck(id: string) {
  const row = useRow(claimChecks, id)
  const check = row.data && asCheck(row.data.row)
  const file = check?.report_file
  const kept = useQuery({
    queryKey: [...checksKey, 'report', file],
    enabled: file !== undefined,
    // What was answered never changes: it is a file by its hash.
    staleTime: Infinity,
    queryFn: () => api.get<KeptReport>(`/files/${file}`),
  })
  const labels: Labels = row.data?.labels ?? {}
  return { check, labels, kept: kept.data, error: row.error ?? kept.error, retry: () => void (row.error ? row.refetch() : kept.refetch()) }
}
