import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'

/** History that is needed to learn: visits, findings, and visits without finding. */
export const LEAST = { rows: 400, findings: 40 } as const

/** late: the law’s day has passed; due: within the next quarter; later: not before. Within each by the chance of a serious finding. */
export type Tier = 'late' | 'due' | 'later'

/** One reason of a place: what it comes of, and by what factor it changes the odds of a serious finding. Who inspects is never one. `title` where another duty counted it. */
export type PlaceReason = { readonly source: string; readonly what: 'record' | 'visits' | 'near' | 'given'; readonly odds: number; readonly value: string | number | null; readonly title?: Bilingual }

/** A place in the order of visits. */
export type RankedPlace = {
  readonly id: string
  readonly position: number
  readonly tier: Tier
  readonly name: string
  readonly type: string
  readonly region: string
  readonly address: string | null
  /** Chance of a serious finding under an average inspector, 0–1. */
  readonly score: number
  readonly reasons: readonly PlaceReason[]
  readonly last_on: DateOnly | null
  readonly due_on: DateOnly | null
}

/** A figure with its 95 % interval; null where nothing could be measured. */
export type Told = { readonly value: number; readonly low: number; readonly high: number } | null

export type Card = {
  readonly from: DateOnly | null
  readonly to: DateOnly | null
  readonly inputs: readonly string[]
  /** Of inputs that other duties declare, how they are called; trainings of earlier releases have none. */
  readonly titles?: Readonly<Record<string, Bilingual>>
  /** The strongest weights on standardised columns. */
  readonly weights: readonly { readonly source: string; readonly aspect: string; readonly level: string | null; readonly weight: number }[]
  /** Spread of the inspectors’ own effects on the log-odds, fitted and left out. */
  readonly inspectors: number | null
}

export type GroupTold = { readonly level: string; readonly rows: number; readonly score: number; readonly found: number | null; readonly calibration: number | null; readonly sooner: number }
export type FairnessTold = {
  readonly rows: number
  readonly since: DateOnly
  readonly groups: Readonly<Record<string, readonly GroupTold[]>>
  readonly inspectors: readonly { readonly person: string; readonly effect: number; readonly score: number; readonly rows: number }[]
  readonly withStrictness: number | null
}

export type MonthTold = { readonly month: string; readonly rows: number; readonly findings: number; readonly plain: boolean; readonly auc: Told; readonly aucWithin: Told; readonly daysEarlier: Told; readonly daysEarlierWithin: Told }
export type BacktestTold = { readonly months: readonly MonthTold[]; readonly all: Omit<MonthTold, 'month' | 'plain'> }

/** What the held-out months say of the order: sooner or later than the order actually used beyond doubt (95 %), or neither. */
export type Proof = 'sooner' | 'unproven' | 'later'
export const proofOf = (days: Told): Proof => (days === null ? 'unproven' : days.low > 0 ? 'sooner' : days.high < 0 ? 'later' : 'unproven')
