import type { LimitUnit } from '../../platform/calendar/limits.ts'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { DateOnly, Instant } from '../../platform/core/dates.ts'
import type { Grant } from '../../platform/identity/actor.ts'

/** What crosses the wire between the office and the platform's own routes. */

export type City = { readonly code: string; readonly name: Bilingual; readonly demo: boolean; readonly today: DateOnly }

/** The signed-in person. */
export type Me = {
  readonly person: string
  readonly name: string
  readonly login: string
  readonly unit: { readonly id: string; readonly name: string } | null
  readonly region: { readonly code: string; readonly name: Bilingual }
  readonly enterprise: string | null
  readonly rights: readonly string[]
  readonly grants: readonly Grant[]
  readonly city: City
  readonly mustChange: boolean
  readonly hasTotp: boolean
  readonly secondFactorDue: boolean
  readonly idleMinutes: number
}

/** A row as it crosses the wire: standard columns, and the fields of its register. */
export type AnyRow = {
  readonly id: string
  readonly version: number
  readonly region?: string
  readonly closed_at?: Instant | null
} & Readonly<Record<string, unknown>>

export type Labels = Readonly<Record<string, Bilingual>>
export type Page = {
  readonly items: readonly (AnyRow & { readonly may?: readonly string[] })[]
  readonly next: string | null
  readonly labels: Labels
}
export type OneRow = { readonly row: AnyRow; readonly may: readonly string[]; readonly labels?: Labels }

export type VersionEntry = {
  readonly version: number
  readonly startsAt: Instant
  readonly endsAt: Instant | null
  readonly actor: string | null
  readonly action: string | null
  readonly reason: string | null
  readonly diff: Readonly<Record<string, readonly [unknown, unknown]>>
}

export type InboxItem = {
  readonly id: string
  readonly matter: string
  readonly matterId: string
  readonly kind: string
  readonly title: string
  readonly region: string
  readonly matterTitle: Bilingual | null
  readonly unit: { readonly id: string; readonly name: string } | null
  readonly state: string
  readonly stateLabel: Bilingual | null
  readonly dueOn: DateOnly | null
  /** The hour at which a limit in hours is due; null of a limit in days. */
  readonly dueAt: Instant | null
  readonly late: boolean
  /** 0 none · 1 提示 · 2 督办 · 3 约谈 · 4 通报 */
  readonly level: number
  readonly at: Instant
  readonly link: string | null
}

export type Notice = {
  readonly id: string
  readonly at: Instant
  readonly kind: string
  readonly title: Bilingual
  readonly link: string | null
  readonly readAt: Instant | null
}

export type Job = {
  readonly id: string
  readonly kind: string
  readonly title: Bilingual
  readonly region: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: { readonly done?: number; readonly total?: number | null; readonly note?: Bilingual } | null
  readonly result: Readonly<Record<string, unknown>> | null
  readonly error: Bilingual | null
  readonly attempts: number
  readonly maxAttempts: number
  readonly runAt: Instant
  readonly createdAt: Instant
  readonly startedAt: Instant | null
  readonly finishedAt: Instant | null
  /** Id of the file it made. */
  readonly file: string | null
  readonly may: readonly ('retry' | 'cancel')[]
}

export type SessionInfo = {
  readonly id: string
  readonly kind: string
  readonly createdAt: Instant
  readonly lastSeenAt: Instant
  readonly address: string | null
  readonly agent: string | null
  readonly current?: boolean
  readonly person?: string
  readonly name?: string
}

export type RegionItem = { readonly code: string; readonly name: Bilingual; readonly level: string | number }

export type Found = {
  readonly kind: string
  readonly id: string
  readonly title: string
  readonly detail: string | null
  readonly link: string | null
}

export type SavedView = {
  readonly id: string
  readonly name: string
  readonly register: string
  readonly query: Readonly<Record<string, string>>
}

export type FileInfo = {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly createdAt?: Instant
  readonly created_at?: Instant
}
export type DocumentInfo = {
  readonly id: string
  readonly kind: string
  readonly number: string
  readonly title: string
  readonly at: Instant
}

export type MatterActionEntry = {
  readonly id: string
  readonly number: number
  readonly action: string
  readonly actor: string
  readonly at: Instant
  readonly from_state: string | null
  readonly to_state: string
  readonly input: Readonly<Record<string, unknown>>
}

export type ClockEntry = {
  readonly clock: string
  readonly label: Bilingual | null
  readonly startedOn: DateOnly
  readonly dueOn: DateOnly | null
  readonly stoppedOn: DateOnly | null
  /** Of a limit in hours the instants; null of a limit in days. */
  readonly dueAt: Instant | null
  readonly stoppedAt: Instant | null
  readonly pausedAt: Instant | null
  readonly pausedOn: DateOnly | null
  /** Days left out by pauses that are over. */
  readonly pausedDays: number
  readonly late: boolean
  readonly overdueDays: number
  readonly overdueHours: number | null
  readonly legalBasis: string | null
  readonly unit: LimitUnit | null
  /** Extensions granted, in the limit's unit. */
  readonly extendedBy: number
  /** What may still be granted at most; null where nothing may be now. */
  readonly extension: { readonly most: number; readonly unit: LimitUnit } | null
}

export type MatterAnswer = OneRow & {
  readonly actions: readonly MatterActionEntry[]
  readonly clocks: readonly ClockEntry[]
  readonly documents: readonly DocumentInfo[]
  readonly files: readonly FileInfo[]
}

export type IndicatorInfo = {
  readonly name: string
  readonly title: Bilingual
  readonly unit: Bilingual
  readonly better: 'more' | 'less'
  readonly threshold?: { readonly value: number; readonly source: string } | null
  readonly kind: 'count' | 'share' | 'per' | 'sum' | 'median' | 'reported'
  /** It has another value in another period; else it tells how things stand on a day. */
  readonly usesPeriod: boolean
  /** 口径 in words. */
  readonly basis?: Bilingual
  readonly note?: Bilingual
}

export type IndicatorValue = {
  readonly region: string
  readonly value: number | null
  readonly state: 'value' | 'no-data' | 'not-applicable' | 'contradictory'
  readonly part?: number | null
  readonly whole?: number | null
  readonly denominator?: { readonly value: number; readonly source: string; readonly year: number | string } | null
}

export type AuditEntry = {
  readonly id: string
  readonly at: Instant
  readonly actor: string
  readonly person: string | null
  readonly action: string
  readonly reason: string | null
  readonly address: string | null
  readonly region: string
  readonly changes: readonly AuditChange[]
  /** The job that did it; null where a person or another part of the program did. */
  readonly job: Bilingual | null
  /** Its place in the chain; null until it is sealed. */
  readonly number: number | null
}
export type AuditChange = {
  readonly table: string
  readonly row: string
  readonly version?: readonly [number | null, number | null]
  readonly diff?: Readonly<Record<string, readonly [unknown, unknown]>>
}

/** What the job that verifies the trail found in the chain, and in the file of checkpoints outside the database. */
export type AuditVerdict = {
  readonly sound: boolean
  readonly sealed: number
  readonly unsealed: number
  /** How many faults the chain has; `findings` are the first of them. */
  readonly found: number
  readonly findings: readonly { readonly sentence: Bilingual }[]
  readonly file: readonly { readonly line: number; readonly sentence: Bilingual }[]
}
