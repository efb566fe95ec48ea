import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Bilingual } from '../../../../platform/core/bilingual.ts'
import { api } from '../../../../web/kit/api.ts'
import { registers } from '../../../../web/kit/declarations.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { useToast } from '../../../../web/kit/toast.tsx'
import type { DrawFile, ExaminationView, Form, FormLine, ReviewLine, Visit } from '../../examination/contract.ts'

/** All that is read of examinations is under one key, so that a change makes all of it anew. */
const KEY = ['matter', 'examination'] as const
export const viewKey = (id: string) => [...KEY, id]

export const useExamination = (id: string) => useQuery({ queryKey: [...KEY, id], queryFn: () => api.get<ExaminationView>(`/examinations/${id}/view`) })
export const useVisits = (id: string) => useQuery({ queryKey: [...KEY, id, 'visits'], queryFn: () => api.get<{ items: readonly Visit[] }>(`/examinations/${id}/visits`) })
export const useVisit = (id: string, point: string) =>
  useQuery({ queryKey: [...KEY, id, 'visits', point], queryFn: () => api.get<Visit>(`/examinations/${id}/visits/${point}`), refetchOnWindowFocus: false })
export const useReviews = (id: string) => useQuery({ queryKey: [...KEY, id, 'reviews'], queryFn: () => api.get<{ items: readonly ReviewLine[] }>(`/examinations/${id}/reviews`) })
export const fetchPublished = (id: string): Promise<DrawFile> => api.get<DrawFile>(`/examinations/${id}/published`)

export const useForms = () => useQuery({ queryKey: [...KEY, 'forms'], queryFn: () => api.get<{ items: readonly FormLine[]; may: readonly string[] }>('/examinations/forms') })
export const useForm = (id: string | null) =>
  useQuery({ queryKey: [...KEY, 'forms', id], queryFn: () => api.get<Form>(`/examinations/forms/${id}`), enabled: id !== null && id !== '', refetchOnWindowFocus: false })

/** Does one thing to an examination, once at a time, and reads everything anew. */
export function useDo(): { busy: boolean; failure: unknown; run: (what: () => Promise<unknown>, done: Bilingual) => Promise<boolean> } {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const { busy, failure, once } = useOnce()
  const run = (what: () => Promise<unknown>, done: Bilingual) =>
    once(async () => {
      await what()
      toast.done(say(done))
      await client.invalidateQueries({ queryKey: KEY })
    })
  return { busy, failure, run }
}

/** Every kind of business, to choose from. */
export function useKinds(): { value: string; label: string }[] {
  const say = useText()
  const type = registers.get('premises')?.fields['type']
  return type?.kind === 'choice' ? type.options.map(({ code, label }) => ({ value: code, label: say(label) })) : []
}

/** What a kind of business is called. */
export function useKindName(): (kind: string) => string {
  const say = useText()
  const type = registers.get('premises')?.fields['type']
  return (kind) => {
    const option = type?.kind === 'choice' ? type.options.find(({ code }) => code === kind) : undefined
    return option ? say(option.label) : kind
  }
}
