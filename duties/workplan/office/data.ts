import { useQuery } from '@tanstack/react-query'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { api } from '../../../web/kit/api.ts'
import { useRegionNames } from '../../../web/kit/Region.tsx'
import type { Assessment, TargetValue, Unreported, Wall } from '../contract.ts'
import type { TaskChange } from '../read/compare.ts'
import type { PartRow, ReportRow, TaskRow } from '../registers.ts'

/** A plan in `GET /plans`. `late` counts tasks past their due date. */
export type PlanItem = {
  readonly id: string
  readonly title: string
  readonly number: string | null
  readonly region: string
  readonly issued_on: DateOnly | null
  readonly year: number
  readonly state: 'draft' | 'issued'
  readonly tasks: number
  readonly done: number
  readonly late: number
}

/** `GET /plans/tasks/:id`: a task with its plan, parts and reports; `units` names every unit in it. */
export type TaskAnswer = {
  readonly plan: { readonly id: string; readonly title: string; readonly number: string | null }
  readonly task: TaskRow
  readonly targets: readonly TargetValue[]
  readonly parts: readonly PartRow[]
  readonly reports: readonly ReportRow[]
  readonly units: Readonly<Record<string, string>>
}

/** `GET /plans/:id/compare/:other`. */
export type Comparison = {
  readonly before: { readonly id: string; readonly title: string }
  readonly after: { readonly id: string; readonly title: string }
  readonly changes: readonly TaskChange[]
}

/** Every query of this duty begins with `plans`, and is asked anew once a matter was worked on. */
const key = (...rest: readonly unknown[]) => ['matter', 'plans', ...rest]
export const plansKey = key()

export const usePlans = () =>
  useQuery({ queryKey: key('list'), queryFn: async () => (await api.get<{ items: readonly PlanItem[] }>('/plans')).items })

/** One plan out of the list; undefined until it is there, null where it is not. */
export function usePlan(id: string): { readonly plan: PlanItem | null | undefined; readonly error: unknown } {
  const { data, error } = usePlans()
  return { plan: data === undefined ? undefined : (data.find((one) => one.id === id) ?? null), error }
}

/** The wall stands open all day: it asks again every minute. */
export const useWall = (id: string | undefined, by: Wall['by']) =>
  useQuery({
    queryKey: key('wall', id, by),
    enabled: id !== undefined,
    queryFn: () => api.get<Wall>(`/plans/${id}/wall`, { by }),
    refetchInterval: 60_000,
  })

/** Names of the units that have a part in a plan, by id. */
export function useWallUnits(id: string): Readonly<Record<string, string>> {
  const { data } = useWall(id, 'department')
  return Object.fromEntries((data?.groups ?? []).map(({ key: unit, title }) => [unit, title]))
}

export const useUnreported = (id: string) =>
  useQuery({ queryKey: key('unreported', id), queryFn: () => api.get<Unreported>(`/plans/${id}/unreported`) })

export const useAssessment = (id: string, ranked: boolean) =>
  useQuery({ queryKey: key('assessment', id, ranked), queryFn: () => api.get<Assessment>(`/plans/${id}/assessment`, { ranked }) })

export const useComparison = (id: string, other: string | null) =>
  useQuery({
    queryKey: key('compare', id, other),
    enabled: other !== null,
    queryFn: () => api.get<Comparison>(`/plans/${id}/compare/${other}`),
  })

export const useTask = (id: string | undefined) =>
  useQuery({ queryKey: key('task', id), enabled: id !== undefined, queryFn: () => api.get<TaskAnswer>(`/plans/tasks/${id}`) })

/** The name of a plan's executing region. */
export const useRegionName = (code: string): string => useRegionNames([code])[code] ?? code
