import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { UnitMatch } from './read/match.ts'
import type { Deadline, Mode, Span } from './read/types.ts'

/** A number that binds the executor; `indicator` is the one that fills it, once a person has confirmed the link. */
export type PlanTarget = { readonly text: string; readonly value: number; readonly unit: string; readonly indicator: string | null }

/** What a unit reported for a target of its task: `target` is the target's place in the list, `text` and `unit` are the target's own. */
export type ReportedFigure = { readonly target: number; readonly text: string; readonly value: number; readonly unit: string }

/** A task of a draft: what was read, as corrected so far. `span` tells where it stands in the paper's text (end exclusive). */
export type DraftTask = {
  readonly number: string
  readonly section: string
  readonly heading: string
  readonly text: string
  readonly mode: Mode
  readonly lead: readonly string[]
  readonly assisting: readonly string[]
  readonly joint: readonly string[]
  readonly superior: string | null
  readonly targets: readonly PlanTarget[]
  readonly deadlines: readonly Deadline[]
  readonly unclear: readonly string[]
  readonly span: Span | null
}

/** What a person decided about a printed name: these units, a new unit, or none. Undecided names follow the match. */
export type UnitDecision = {
  readonly printed: string
  readonly take: readonly string[]
  readonly create: { readonly name: string; readonly function: string } | null
}

/** A reading under correction (`PUT /plans/:id/draft`). */
export type PlanDraft = {
  readonly title: string
  readonly number: string
  readonly issuer: string
  readonly date: DateOnly | null
  readonly year: number
  readonly recipients: readonly string[]
  readonly copied_to: readonly string[]
  readonly tasks: readonly DraftTask[]
  readonly units: readonly UnitDecision[]
  /** Passages of the paper that assign nothing. */
  readonly left_out: readonly (Span & { readonly text: string })[]
}

/** How a printed name stands: `ready` units are taken as they are; `decide` waits for a person. */
export type NameState = UnitMatch & { readonly decision: UnitDecision | null; readonly status: 'ready' | 'decide' | 'create' | 'left_out' }

/** What `GET /plans/:id/draft` answers. `offers` are links of targets to indicators, `[task number][target]`. */
export type DraftAnswer = {
  readonly id: string
  readonly version: number
  readonly region: string
  readonly paper: string
  readonly draft: PlanDraft
  readonly names: readonly NameState[]
  readonly units: readonly { readonly id: string; readonly name: string; readonly region: string; /** Of its name in pinyin. */ readonly initials: string }[]
  readonly offers: Readonly<Record<string, readonly (string | null)[]>>
}

/** Red, yellow and green, each with a shape of its own: colour alone tells nothing to one person in twelve. */
export type Light = 'red' | 'yellow' | 'green' | 'done'
export const lightShapes = { red: 'triangle', yellow: 'diamond', green: 'circle', done: 'check' } as const satisfies Record<Light, string>
export type Lit = { readonly light: Light; readonly shape: (typeof lightShapes)[Light]; readonly why: Bilingual }

/** What one unit told of a target, and when. */
export type ToldFigure = { readonly unit: string | null; readonly value: number; readonly on: DateOnly }

/**
 * A target with what has been attained. `state` as for indicators: no data is never 0. A linked target takes its indicator's
 * value only; another what the unit that answers for the task reported (`reported`). `told` is what each unit told last.
 */
export type TargetValue = PlanTarget & {
  readonly told: readonly ToldFigure[]
  readonly present: number | null
  readonly state: 'value' | 'reported' | 'no-data' | 'not-linked'
  readonly source: string | null
  readonly as_of: DateOnly | null
}

/** Whether a target is met; undefined where that cannot be told. */
export const isMet = ({ present, value }: Pick<TargetValue, 'present' | 'value'>): boolean | undefined =>
  present === null ? undefined : present >= value

export type WallTask = {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly section: string
  readonly state: string
  readonly progress: number
  readonly due_on: DateOnly | null
  readonly due_note: string | null
  readonly late_level: number
  readonly holder: string | null
  /** Its name: the office may collect without being among `units`. */
  readonly holder_name: string | null
  readonly units: readonly string[]
  readonly parts: { readonly reported: number; readonly all: number }
  readonly targets: readonly TargetValue[]
} & Lit

/** `GET /plans/:id/wall?by=section|department`. A shared task stands under each of its units. */
export type Wall = {
  readonly plan: { readonly id: string; readonly title: string; readonly year: number; readonly region: string }
  readonly by: 'section' | 'department'
  readonly groups: readonly {
    readonly key: string
    readonly title: string
    readonly counts: Readonly<Record<Light, number>>
    readonly tasks: readonly WallTask[]
  }[]
  readonly counts: Readonly<Record<Light, number>>
}

/** `GET /plans/:id/unreported`: who has not reported, unit by unit. */
export type Unreported = {
  readonly units: readonly {
    readonly id: string
    readonly name: string
    readonly items: readonly {
      readonly matter: 'plan_task' | 'plan_part' | 'plan_report'
      readonly id: string
      readonly title: string
      readonly period: string | null
      readonly due_on: DateOnly | null
      readonly overdue_days: number
      readonly late_level: number
      readonly state: string
    }[]
  }[]
}

/** What a scoring item looks at; the table of points is data (`workplan.scoring`). */
export type Measure = 'tasks-done' | 'on-time' | 'reports-on-time' | 'targets-met' | 'returned' | 'urged'
export type ScoreItem = {
  readonly code: string
  readonly title: Bilingual
  readonly measure: Measure
  readonly points: number
  readonly each?: number
}
export type ScoreTable = {
  readonly valid_from: DateOnly
  readonly valid_to: DateOnly | null
  readonly source: string
  readonly items: readonly ScoreItem[]
}
/** `points` null where there was nothing to measure: then the item's points leave the full mark too. */
export type ScoredItem = {
  readonly code: string
  readonly title: Bilingual
  readonly of: number
  readonly points: number | null
  readonly part: number
  readonly whole: number
}
export type UnitScore = {
  readonly unit: string
  readonly name: string
  readonly score: number | null
  readonly of: number
  readonly items: readonly ScoredItem[]
  readonly rank?: number
}
/** `GET /plans/:id/assessment?ranked=true`: in the order of units, ranked only where asked. */
export type Assessment = { readonly table: ScoreTable; readonly units: readonly UnitScore[] }

/** Whose `matters/...` page a row leads to. */
export const matterLink = (matter: string, id: string): string => `/matters/${matter.replaceAll('_', '-')}/${id}`
