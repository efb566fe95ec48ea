import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { api, isProblem } from '../../../web/kit/api.ts'
import { useUnsaved } from '../../../web/kit/unsaved.ts'
import type { DraftAnswer, DraftTask, NameState, PlanDraft, UnitDecision } from '../contract.ts'

/** How long after the last keystroke a correction is kept, milliseconds. */
const QUIET = 800

export type Saving = 'saved' | 'waiting' | 'saving' | 'failed' | 'overtaken'

/** A reading under correction: what the server knows of it, what stands here, and how to change it. */
export type DraftDesk = {
  readonly answer: DraftAnswer
  readonly draft: PlanDraft
  readonly saving: Saving
  readonly error: unknown
  /** An issued plan's reading is shown, never changed. */
  readonly readOnly: boolean
  readonly change: (how: (draft: PlanDraft) => PlanDraft) => void
  readonly changeTask: (at: number, part: Partial<DraftTask>) => void
  /** What a person decided about a printed name; null takes the decision back. */
  readonly decide: (printed: string, decision: Omit<UnitDecision, 'printed'> | null) => void
  /** Keeps what is not kept yet; the version to issue, or null where that failed. */
  readonly flush: () => Promise<number | null>
  readonly reload: () => void
}

export const useDraftAnswer = (plan: string) =>
  useQuery({ queryKey: ['plan-draft', plan], queryFn: () => api.get<DraftAnswer>(`/plans/${plan}/draft`), staleTime: Infinity, gcTime: 0 })

/** Corrections are kept by themselves, one write at a time; what is typed meanwhile goes with the next. */
export function useDraft(first: DraftAnswer, readOnly: boolean, reload: () => void): DraftDesk {
  const [answer, setAnswer] = useState(first)
  const [draft, setDraft] = useState(first.draft)
  const [saving, setSaving] = useState<Saving>('saved')
  const [error, setError] = useState<unknown>(null)
  const latest = useRef({ draft: first.draft, version: first.version, kept: first.draft })
  const running = useRef<Promise<void> | null>(null)
  useUnsaved(saving === 'failed' || saving === 'overtaken' || saving === 'waiting')

  const keep = async (): Promise<void> => {
    await running.current
    const sent = latest.current.draft
    if (sent === latest.current.kept) return
    setSaving('saving')
    try {
      const kept = await api.put<DraftAnswer>(`/plans/${first.id}/draft`, { version: latest.current.version, draft: sent })
      latest.current = { ...latest.current, version: kept.version, kept: sent }
      setAnswer(kept)
      setError(null)
      setSaving(latest.current.draft === sent ? 'saved' : 'waiting')
    } catch (failure) {
      setError(failure)
      setSaving(isProblem(failure, 'row.changed') || isProblem(failure, 'plan.already-issued') ? 'overtaken' : 'failed')
    }
  }
  const save = async (): Promise<void> => {
    const turn = keep()
    running.current = turn
    await turn
  }
  const saveNow = useEffectEvent(() => void save())
  useEffect(() => {
    if (saving !== 'waiting') return
    const timer = setTimeout(() => saveNow(), QUIET)
    return () => clearTimeout(timer)
  }, [draft, saving])

  const change = (how: (draft: PlanDraft) => PlanDraft) => {
    if (readOnly) return
    const next = how(latest.current.draft)
    latest.current = { ...latest.current, draft: next }
    setDraft(next)
    if (saving !== 'overtaken') setSaving('waiting')
  }
  return {
    answer,
    draft,
    saving,
    error,
    readOnly,
    change,
    reload,
    changeTask: (at, part) =>
      change((before) => ({ ...before, tasks: before.tasks.map((task, index) => (index === at ? { ...task, ...part } : task)) })),
    decide: (printed, decision) =>
      change((before) => ({
        ...before,
        units: [...before.units.filter((one) => one.printed !== printed), ...(decision ? [{ printed, ...decision }] : [])],
      })),
    flush: async () => {
      await save()
      return latest.current.draft === latest.current.kept ? latest.current.version : null
    },
  }
}

/** Every name that a task is given to, once. */
export const namesOfTask = ({ lead, assisting, joint }: Pick<DraftTask, 'lead' | 'assisting' | 'joint'>): readonly string[] => [
  ...new Set([...lead, ...assisting, ...joint]),
]

/** How a printed name stands with what was decided here since the server last looked. */
export function nameNow(printed: string, { answer, draft }: Pick<DraftDesk, 'answer' | 'draft'>): NameState | undefined {
  const known = answer.names.find((one) => one.printed === printed)
  const decision = draft.units.find((one) => one.printed === printed) ?? null
  if (!known || (known.decision ?? null) === decision) return known
  if (decision === null) return { ...known, decision, status: known.decision === null ? known.status : isSure(known) ? 'ready' : 'decide' }
  return { ...known, decision, status: decision.create ? 'create' : decision.take.length > 0 ? 'ready' : 'left_out' }
}

const isSure = ({ how, units }: NameState): boolean =>
  how === 'group' ? units.length > 0 : (how === 'exact' || how === 'same-function') && units.length === 1

export type Openness = { readonly unclear: number; readonly names: readonly string[] }

/** What of a task waits for a person: remarks of the reader, names without a unit. */
export function openOf(task: DraftTask, desk: Pick<DraftDesk, 'answer' | 'draft'>): Openness {
  return { unclear: task.unclear.length, names: namesOfTask(task).filter((printed) => nameNow(printed, desk)?.status === 'decide') }
}

export const isOpen = ({ unclear, names }: Openness): boolean => unclear > 0 || names.length > 0
