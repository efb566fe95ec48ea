import type { DateOnly } from '../../platform/core/dates.ts'
import type { Total } from './rules/campaign.ts'
import type { DayLimits, Difference, FigureCode, RowFigure } from './rules/daily.ts'
import type { PeriodKind } from './rules/special-period.ts'

/** How far a set of visits or targets has come in one region. */
export type Coverage = { readonly region: string; readonly asked: number; readonly visited: number; readonly problems: number }

export type PeriodCoverage = {
  readonly id: string
  readonly title: string
  readonly kind: PeriodKind
  readonly region: string
  readonly startsOn: DateOnly
  readonly endsOn: DateOnly
  /** The set is made on this day, and all is visited within these. */
  readonly madeOn: DateOnly
  readonly visitsFrom: DateOnly
  readonly visitsUntil: DateOnly
  /** Whether the set is there. */
  readonly made: boolean
  readonly assigns: boolean
  /** Of those asked, how many have an inspection, under way or done. */
  readonly assigned: number
  readonly counties: readonly Coverage[]
}
export type ComingPeriods = { readonly today: DateOnly; readonly until: DateOnly; /** Festivals are known up to this day: the State Council publishes a year’s days late in the year before. */ readonly festivalsUntil: DateOnly | null; readonly items: readonly PeriodCoverage[]; readonly labels: Labels }
type Labels = Readonly<Record<string, { readonly zh: string; readonly en: string }>>

/** What one unit told of a day, beside what inspections say. */
export type UnitDay = {
  readonly unit: string
  readonly name: string
  readonly region: string
  /** The line of the day shown; null where the unit told nothing. */
  readonly line: ({ readonly id: string } & { readonly [C in FigureCode]: number | null }) | null
  readonly rows: Readonly<Partial<Record<RowFigure, number>>>
  readonly differences: readonly Difference[]
  /** Days of the campaign before today of which nothing was told. */
  readonly missed: number
  readonly lastDay: DateOnly | null
}

/** 专项进度: what an open board shows. */
export type Board = {
  readonly campaign: { readonly id: string; readonly title: string; readonly startsOn: DateOnly; readonly endsOn: DateOnly; readonly state: string; readonly region: string }
  readonly today: DateOnly
  /** The day whose figures are shown. */
  readonly day: DateOnly
  /** Days before today, of the campaign: what a unit may have missed. */
  readonly daysDue: number
  readonly counties: readonly Coverage[]
  readonly totals: readonly Total[]
  readonly units: readonly UnitDay[]
  /** Differences over all days: how many lines. */
  readonly linesApart: number
  readonly labels: Labels
  readonly mark: string
}

/** A unit's form of a day: what was told before and what the rows give. */
export type DayForm = { readonly line: (Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number }) | null; readonly rows: Readonly<Partial<Record<RowFigure, number>>>; /** Firms at which inspections found something. */ readonly names: readonly string[]; readonly limits: DayLimits }

export type TargetCount = { readonly found: number; readonly listed: number }
