import type { DateOnly } from '../../../platform/core/dates.ts'

/** A decision as the meeting's page and the brief show it; `late` in days past its due date, 0 where it is not. */
export type DecisionLine = {
  readonly id: string
  readonly title: string
  readonly state: 'assigned' | 'reported' | 'returned' | 'closed' | 'withdrawn'
  readonly unit: string | null
  readonly due_on: DateOnly | null
  readonly reported_on: DateOnly | null
  readonly late: number
}

/** Of decisions past their due date, how many were reported in time; `of` 0 where none is due yet. */
export type OnTime = { readonly done: number; readonly of: number }

/** `GET /meeting/:id/decisions`. */
export type MeetingDecisions = { readonly items: readonly DecisionLine[]; readonly onTime: OnTime }

type Named = { readonly code: string; readonly title: { readonly zh: string; readonly en: string } }

/** `GET /meeting/:id/brief`: where the region stands the evening before, on one page (会前情况). */
export type Brief = {
  readonly meeting: { readonly id: string; readonly title: string; readonly day: DateOnly; readonly region: string; readonly regionName: string }
  readonly on: DateOnly
  readonly points: number | null
  readonly of: number
  readonly met: number
  readonly short: number
  readonly noData: number
  readonly vetoFailed: readonly Named[]
  readonly vetoOpen: readonly Named[]
  /** The heaviest items that fall short. */
  readonly shortItems: readonly Named[]
  readonly open: readonly DecisionLine[]
  /** Open decisions that the page has no room for. */
  readonly more: number
  readonly onTime: OnTime
  /** Units with work that is late, of any kind, most first. */
  readonly late: readonly { readonly id: string; readonly unit: string; readonly count: number }[]
}
