import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { PlanSummary } from './plan.ts'
import type { AnnualGrade, DynamicGrade } from './rules/catering-grade.ts'
import type { GradeLine, RiskGrade } from './rules/risk-grade.ts'

/** A grade with its reasons, as the dossier and the business itself read it. */
export type Explained = {
  readonly risk: null | {
    readonly grade: RiskGrade | null
    readonly score: number | null
    readonly previous: RiskGrade | null
    readonly gradedOn: string | null
    readonly regradeBy: string | null
    readonly version: string | null
    readonly source: string | null
    readonly lines: readonly GradeLine[]
  }
  readonly catering: null | {
    readonly dynamic: DynamicGrade | null
    readonly dynamicMean: number | null
    readonly dynamicOn: string | null
    readonly why: string | null
    readonly annual: AnnualGrade | null
    readonly annualMean: number | null
    readonly inspections: number
    readonly version: string | null
  }
  readonly frequency: null | { readonly visits: number; readonly reason: Bilingual; readonly focus: Bilingual | null; readonly source: string; readonly lastVisitOn: string | null; readonly fullDueOn: string | null; readonly auditDueOn: string | null }
  readonly changes: readonly { readonly id: string; readonly cause: string; readonly state: string; readonly on: string; readonly paper: string | null }[]
  /** Grades it had before, the newest first. */
  readonly history: readonly { readonly grade: RiskGrade; readonly score: number | null; readonly on: string; readonly version: string | null }[]
}

/** What other rules would do to the city's grades. */
export type Simulation = {
  readonly of: number
  /** Places by the grade they have and the one they would have. */
  readonly moves: Readonly<Record<RiskGrade, Readonly<Record<RiskGrade, number>>>>
  readonly counties: readonly SimulationGroup[]
  readonly types: readonly SimulationGroup[]
  /** Visits a year that the grades owe, now and then. */
  readonly visits: { readonly now: number; readonly simulated: number }
  /** Some of the places of the cell asked for. */
  readonly places: readonly { readonly id: string; readonly name: string; readonly from: RiskGrade; readonly to: RiskGrade; readonly score: number }[]
}
export type SimulationGroup = { readonly code: string; readonly of: number; readonly up: number; readonly down: number; readonly highNow: number; readonly highThen: number }

export type Preview = PlanSummary & { readonly region: string; readonly year: number; readonly rules: string; readonly keptBack: number; readonly days: readonly number[] }

export type CoverageRow = {
  readonly code: string
  readonly trading: number
  readonly visited: number
  readonly visits: number
  readonly overdue: number
  readonly high: number
  readonly highVisited: number
  readonly due: number
  readonly behind: number
}
export type WorkloadRow = {
  readonly person: string; readonly name: string; readonly unit: string | null; readonly region: string
  readonly open: number; readonly late: number; readonly done: number; readonly failed: number; readonly days: number
}

/** One place behind a number of a plan that is being made, or of the coverage. */
export type PlaceLine = {
  readonly id: string; readonly name: string; readonly type: string; readonly grade: string | null
  /** Visits: planned, or held in the span. */
  readonly visits: number
  /** Months planned; null where visits were held. */
  readonly months: readonly number[] | null
  readonly last: string | null
  readonly unplaced: number; readonly reason: string | null
}
/** Places in the order of their ids; `next` is asked for with `after`. */
/** What a plan asks of a township, and where its places lie in the middle; `days` only where the plan is reckoned. */
export type TownLoad = { readonly town: string; readonly premises: number; readonly visits: number; readonly days: number | null; readonly unplaced: number; readonly lng: number | null; readonly lat: number | null }
export type Towns = { readonly items: readonly TownLoad[] }

export type PlaceLines = { readonly items: readonly PlaceLine[]; readonly next: string | null }
export const previewNumbers = ['premises', 'visits', 'full', 'audits', 'unplaced'] as const
export const coverageNumbers = ['visited', 'high'] as const
