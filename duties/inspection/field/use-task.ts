import { useCarried, usePhoneState } from '../../../web/kit/field/use-phone.tsx'
import type { Action } from '../../../web/kit/field/outbox.ts'
import type { Draft, FieldBundle, FieldTask } from '../contract.ts'
import type { Sheet } from '../sheets/sheet.ts'
import { draftName, DUTY, type Work } from './work.ts'

export const useBundle = (): FieldBundle | undefined => useCarried<FieldBundle>(DUTY)

export type TaskView = {
  readonly task: FieldTask | undefined
  readonly sheet: Sheet | undefined
  readonly work: Work | undefined
  readonly action: Action | undefined
  /** What another phone has sent of it. */
  readonly others: Draft | undefined
}

/** Tasks made on the phone at places that were found, newest first. */
export const foundTasks = (drafts: ReadonlyMap<string, unknown>): readonly FieldTask[] =>
  [...drafts].flatMap(([name, work]) => (name.startsWith(`${DUTY}:`) ? (work as Work).found?.task ?? [] : [])).toSorted((a, b) => (a.id < b.id ? 1 : -1)) // of this duty: written by these pages

/** One task with its sheet and what this phone has of it. */
export function useTask(id: string, device: string): TaskView {
  const { drafts, actions } = usePhoneState()
  const bundle = useBundle()
  const work = drafts.get(draftName(id)) as Work | undefined // written by these pages
  const task = bundle?.tasks.find((one) => one.id === id) ?? work?.found?.task
  return {
    task, sheet: work?.found?.sheet ?? (task && bundle?.sheets[task.sheet]), work,
    action: [...actions.values()].find(({ of }) => of === id),
    others: bundle?.drafts.find((draft) => draft.inspection === id && draft.device !== device),
  }
}
