import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { pathOf, type Register } from '../../../platform/register/declare.ts'
import { api } from '../../../web/kit/api.ts'
import type { AnyRow, Labels, OneRow, Page } from '../../../web/kit/types.ts'
import type { TimelineEntry } from '../contract.ts'
import type { RenewalWindow } from '../rules.ts'

/** What `GET /premises/:id/dossier` adds to the registers' own answers, as a page needs it. */
export type DossierAnswer = {
  readonly enterprise: AnyRow | null
  readonly licences: readonly { readonly id: string; readonly renewal: RenewalWindow | null }[]
  readonly siblings: readonly AnyRow[]
  readonly matters: readonly OpenMatter[]
  readonly warnings: readonly { readonly code: string; readonly sentence: Bilingual; readonly row: string }[]
}

/** A matter about the premises that is not done yet. */
export type OpenMatter = {
  readonly id: string
  readonly matter: string
  readonly matterTitle: Bilingual
  readonly title: string
  readonly stateLabel: Bilingual
  readonly holder: readonly string[]
  readonly dueOn: DateOnly | null
  readonly link: string
}
export type TimelinePage = {
  readonly items: readonly (TimelineEntry & { readonly reason?: string | null })[]
  readonly next: string | null
}

/** The premises as they are, or as they were at the end of a day. */
export const usePremises = (id: string, asOf: string | undefined) =>
  useQuery({
    queryKey: ['register', 'premises', 'row', id, ...(asOf ? [asOf] : [])],
    queryFn: () => api.get<OneRow>(`/premises/${id}`, { as_of: asOf }),
  })

// Under the register's key: whatever changes premises or a paper asks for the dossier anew.
export const useDossier = (id: string) =>
  useQuery({ queryKey: ['register', 'premises', 'dossier', id], queryFn: () => api.get<DossierAnswer>(`/premises/${id}/dossier`) })

export const useEnterpriseMatters = (id: string) =>
  useQuery({
    queryKey: ['register', 'enterprise', 'matters', id],
    queryFn: () => api.get<{ items: readonly OpenMatter[] }>(`/enterprise/${id}/matters`),
  })

export const useTimeline = (id: string) =>
  useInfiniteQuery({
    queryKey: ['register', 'premises', 'timeline', id],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam }) => api.get<TimelinePage>(`/premises/${id}/timeline`, { cursor: pageParam, limit: 30 }),
    getNextPageParam: (page) => page.next ?? undefined,
  })

export type Under = { readonly items: readonly (AnyRow & { readonly may?: readonly string[] })[]; readonly labels: Labels }

/** Rows that hang under the premises, today or at the end of a day. */
export const useUnder = (register: Register, premises: string, asOf: string | undefined) =>
  useQuery({
    queryKey: ['register', register.name, 'under', premises, asOf],
    queryFn: () => api.get<Page>(`/${pathOf(register.name)}`, { premises_id: premises, as_of: asOf, limit: 200 }),
    placeholderData: keepPreviousData,
  })
