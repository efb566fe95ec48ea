/** The forms a plan notice is read into; `shian plan read --json` prints `Plan` as it is. */

/**
 * How the units of a task share it: `single` one unit · `lead_divided` X牵头，Y按职责分工负责 · `lead_assist` X牵头，Y配合 ·
 * `joint` 按职责分工负责, equal units of which none leads · `unmarked` a list without a word (in `joint`) ·
 * `assists_superior` X配合市局 (X in `assisting`, the upper body in `superior`).
 */
export type Mode = 'single' | 'lead_divided' | 'lead_assist' | 'joint' | 'unmarked' | 'assists_superior'

/** A number that binds the executor. `value` in `unit`, with 万 and 亿 multiplied out; 全覆盖 is 100 %. */
export type Target = { text: string; value: number; unit: string }

/** A time limit or reporting duty. `date` is ISO or null; `to` receives the report, `copy` gets a copy (抄送). */
export type Deadline = { text: string; date: string | null; repeats: 'half-year' | 'quarter' | 'year' | null; to: string[]; copy: string[] }

/** Who does it. Names as printed, line breaks removed. */
export type Assignment = { mode: Mode; lead: string[]; assisting: string[]; joint: string[]; superior: string | null }

export type Task = { number: string; section: string; heading: string; text: string } & Assignment & {
    targets: Target[]
    deadlines: Deadline[]
    /** What was not understood, each a phrase with the printed form in it. */
    unclear: string[]
  }

export type Plan = {
  title: string
  number: string
  issuer: string
  date: string | null
  recipients: string[]
  copied_to: string[]
  tasks: Task[]
}

/** Offsets into `Paper.text`, end exclusive. */
export type Span = { readonly start: number; readonly end: number }

/** A plan with where each task stands in the paper (same order as `plan.tasks`) and the passages that were not read as tasks. */
export type PlanReading = {
  readonly plan: Plan
  readonly spans: readonly Span[]
  readonly leftOut: readonly (Span & { readonly text: string })[]
}

export type ReadOptions = {
  /** Names of departments known to exist, without place (the platform's table of functions when absent): such a unit is no misprint. */
  readonly knownNames?: readonly string[]
}
