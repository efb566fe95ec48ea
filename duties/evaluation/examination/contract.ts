import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { DateOnly, Instant } from '../../../platform/core/dates.ts'
import type { Interview, Objection, Standing } from './standing.ts'

export type Stratum = 'district' | 'county'
/** A county-level division that may be drawn: 市辖区, or 县、旗、县级市. */
export type Area = { readonly code: string; readonly name: string; readonly stratum: Stratum }
/** A place that may be drawn, under one kind of business (业态). */
export type PoolEntry = { readonly id: string; readonly name: string; readonly area: string; readonly kind: string }
/** How many areas of each stratum, and how many places of each kind in them. */
export type Part = { readonly areas: Readonly<Record<Stratum, number>>; readonly quotas: Readonly<Record<string, number>> }
export type DrawRules = { readonly open: Part; readonly covert: Part }
/** What there is to draw from, as it stood when its hash was published. */
export type Pool = { readonly areas: readonly Area[]; readonly entries: readonly PoolEntry[] }

/** Published before the draw. Hashes are SM3 (64 hex digits) of the canonical JSON; that of the secret is of its text. */
export type Commitment = {
  readonly format: 'shian-draw/1'
  readonly method: Bilingual
  readonly rules: DrawRules
  readonly poolHash: string
  readonly places: number
  readonly secretHash: string
  /** SM3 of the reserve; what was sealed before there was one has none. */
  readonly reserveHash?: string
}

/** Why somebody of the reserve was passed over: he must stay away, or can no longer take part. */
export type PassedOver = { readonly id: string; readonly why: 'recused' | 'gone' }
/** An expert who stood back after the draw, and who of the reserve took his place: numbers of rows, never names. `in` null: the group goes on without him. */
export type Replaced = { readonly team: number; readonly out: string; readonly in: string | null; readonly passed: readonly PassedOver[]; readonly kind: 'unable' | 'recused'; readonly on: DateOnly }
/** The reserve of experts: sealed before the draw and called in the order that the seed gives; whoever was added later comes behind, in the order of coming. */
export type Reserve = { readonly reserve: readonly string[]; readonly added: readonly string[]; readonly replaced: readonly Replaced[] }

/** A kind that has fewer places in the drawn areas than its quota: all of them were taken. */
export type Short = { readonly kind: string; readonly wanted: number; readonly got: number }
export type Drawn = { readonly areas: readonly string[]; readonly points: readonly PoolEntry[]; readonly short: readonly Short[] }

/** A published draw. `covert` and the secret come only after the visits. */
export type DrawFile = {
  readonly commitment: Commitment
  readonly commitmentHash: string
  readonly seed: string
  readonly pool: Pool
  readonly open: Drawn
  readonly secret?: string
  readonly covert?: Drawn
} & Partial<Reserve>

/** One line of a check sheet; `item` is the item of the scheme that it tells of. */
export type SheetLine = { readonly code: string; readonly text: Bilingual; readonly score: number; readonly item: string }
export type CheckSheet = { readonly code: string; readonly edition: string; readonly title: Bilingual; readonly kinds: readonly string[]; readonly lines: readonly SheetLine[] }
/** What a check sheet holds beside its name. */
export type SheetContent = Pick<CheckSheet, 'kinds' | 'lines'>

export type FormKind = 'sheet' | 'quotas'
/** An edition of a check sheet or of quotas. `id` is null of what ships and was never changed here. */
export type FormLine = {
  readonly id: string | null
  readonly kind: FormKind
  readonly code: string
  readonly edition: number
  readonly title: Bilingual
  readonly state: 'draft' | 'in_force' | 'retired'
  readonly in_force_on: DateOnly | null
  readonly retired_on: DateOnly | null
  /** Lines of a sheet, points of quotas. */
  readonly size: number
}
/** `GET /examinations/forms/:form`. */
export type Form = FormLine & {
  readonly id: string
  readonly version: number
  readonly content: SheetContent | DrawRules
  /** Items of the scheme in force, which lines may tell of. */
  readonly items: readonly { readonly code: string; readonly title: Bilingual }[]
  readonly may: readonly 'manage'[]
}

/** What was found on a line; `score` null where the line does not apply at this place. */
export type Answer = { readonly line: string; readonly score: number | null; readonly note: string | null }

export type PointState = 'waiting' | 'visited'
/** A point as its group sees it on the phone. */
export type Visit = {
  readonly id: string
  readonly version: number
  readonly covert: boolean
  readonly team: number
  readonly name: string
  readonly kind: string
  readonly area: string
  readonly state: PointState
  readonly answers: readonly Answer[]
  readonly note: string | null
  readonly visited_on: DateOnly | null
  readonly sheet: CheckSheet
}

/** Home of an expert who comes from outside the city. */
export const OUTSIDE = 'outside'
export const isCounty = (region: string): boolean => region !== OUTSIDE && region.length >= 6 && !region.slice(0, 6).endsWith('00')

export type ExpertLine = { readonly id: string; readonly person_id: string; readonly name: string; readonly team: number; readonly leader: boolean; readonly home: string; readonly unit: string | null; readonly employer: string | null }
/** `order` in which the seed calls him, from 1; null before the draw. */
export type ReserveLine = Omit<ExpertLine, 'team' | 'leader'> & { readonly order: number | null; readonly late: boolean; readonly called: boolean }
export type ReplacementLine = { readonly id: string; readonly team: number; readonly out: string; readonly in: string | null; readonly kind: Replaced['kind']; readonly reason: string; readonly passed: readonly (PassedOver & { readonly name: string })[]; readonly on: DateOnly }
/** Points that an item lost, with the reason: from its papers, or on a line of a check sheet at a place. */
export type Loss = { readonly item: string; readonly place: string | null; readonly text: Bilingual; readonly points: number; readonly of: number; readonly note: string }
export type FindingLine = { readonly id: string; readonly title: string; readonly state: string; readonly unit: string | null; readonly due_on: DateOnly | null; readonly place: string | null; readonly item: string | null }

export type ReviewLine = {
  readonly item: string
  readonly title: Bilingual
  readonly review: Bilingual
  readonly weight: number
  readonly level: string
  /** Why this expert may not review it, if so. */
  readonly recused: 'owner' | 'supplied' | null
  readonly papers: readonly { readonly id: string; readonly title: string; readonly unit: string | null; readonly files: number }[]
  readonly mine: { readonly version: number; readonly score: number; readonly reason: string | null } | null
}

/** `GET /examinations/:id/view`: an examination as its page shows it to this actor. */
export type ExaminationView = {
  readonly examination: {
    readonly id: string
    readonly version: number
    readonly title: string
    readonly kind: 'provincial' | 'mock'
    readonly region: string
    readonly state: 'preparing' | 'committed' | 'drawn' | 'released' | 'concluded'
    readonly starts_on: DateOnly
    readonly ends_on: DateOnly
    readonly teams: number
    readonly rules: DrawRules
    readonly commitment_hash: string | null
    readonly committed_at: Instant | null
    readonly drawn_at: Instant | null
    readonly released_at: Instant | null
  }
  readonly areas: readonly Area[]
  readonly experts: readonly ExpertLine[]
  readonly reserve: readonly ReserveLine[]
  readonly replacements: readonly ReplacementLine[]
  readonly sections: Readonly<Record<string, number>>
  /** Codes of the scheme's items, in its order. */
  readonly items: readonly string[]
  /** What sections and items of the scheme are called. */
  readonly titles: Readonly<Record<string, Bilingual>>
  readonly open: Drawn | null
  /** Null until released. */
  readonly covert: Drawn | null
  readonly visits: { readonly of: number; readonly done: number }
  readonly papers: { readonly items: number; readonly reviewed: number; readonly supplied: number }
  readonly interviews: readonly Interview[]
  readonly findings: readonly FindingLine[]
  readonly objections: readonly Objection[]
  readonly standing: Standing | null
  /** Whoever sees the score sees what it lost, and why; not who took it. */
  readonly losses: readonly Loss[]
  readonly may: readonly ('manage' | 'visit' | 'object')[]
}
