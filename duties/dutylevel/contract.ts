import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { Standing } from '../../platform/core/claim.ts'
import type { DateOnly, Instant } from '../../platform/core/dates.ts'
import type { HandedLine } from '../../platform/matter/handover.ts'
import type { EscalationDocument } from '../../platform/matter/escalation.ts'
import type { CadreRank, DutyLevel } from './rules/duty-level.ts'
import type { CadreLight, DutyVisit, LightReason } from './rules/duty-visits.ts'
import type { BehalfBook } from '../selfcheck/index.ts'

/** One line of the task list (任务清单) as the cadre answered it. */
export type Check = { readonly code: string; readonly text: string; readonly ok: boolean; readonly note?: string }
export type Place = Standing
/** When and where each photo was taken, by hash; the same stands in the picture. */
export type Taken = Readonly<Record<string, { readonly at: Instant; readonly lng: number | null; readonly lat: number | null; readonly accuracy: number | null }>>
/** A problem to be handed over: what was found, which line it belongs to, photos by hash. */
export type Found = { readonly line: string | null; readonly found: string; readonly photos: readonly string[] }

/** A level of the ledger: each number is the number of rows that its link opens. */
export type LedgerLevel = {
  readonly level: DutyLevel
  readonly bound: number
  readonly unbound: number
  readonly unpromised: number
  readonly visitsDue: number
  readonly visitsMade: number
  readonly openProblems: number
  readonly red: number
  readonly yellow: number
  readonly green: number
}
export type Ledger = { readonly quarter: DateOnly; readonly levels: readonly LedgerLevel[] }

/** A cadre in the ledger with what makes the light. */
export type CadreLine = {
  readonly id: string
  readonly name: string
  readonly rank: CadreRank
  readonly region: string
  readonly unit: string | null
  readonly officeHeld: string
  readonly light: CadreLight
  readonly units: number
  readonly made: number
  readonly owed: number
  readonly late: number
  readonly unpromised: number
  readonly openProblems: number
}

export type CadreHead = Pick<CadreLine, 'id' | 'name' | 'rank' | 'region' | 'unit' | 'officeHeld'> & { readonly leftOn: DateOnly | null; readonly signsIn: boolean }

/** Premises bound to a cadre, with this quarter's task. */
export type BoundUnit = {
  readonly binding: string
  readonly version: number
  readonly premises: string
  readonly name: string
  readonly type: string
  readonly address: string | null
  readonly level: DutyLevel
  readonly since: DateOnly
  readonly promiseDue: DateOnly | null
  readonly promisedOn: DateOnly | null
  /** The open task, if any. */
  readonly task: { readonly id: string; readonly version: number; readonly dueOn: DateOnly } | null
  /** Whether the visit of this quarter was made under this binding. */
  readonly visited: boolean
  /** Whoever made it. */
  readonly lastVisit: DateOnly | null
  readonly openProblems: number
  readonly lng: number | null
  readonly lat: number | null
}

export type OpenProblem = {
  readonly id: string
  readonly premises: string
  readonly name: string
  readonly found: string
  readonly foundOn: DateOnly
  readonly days: number
  readonly late: boolean
  readonly state: string
}

export type CadrePage = {
  readonly cadre: CadreHead
  readonly light: CadreLight
  readonly reasons: readonly (LightReason & { readonly name: string })[]
  readonly units: readonly BoundUnit[]
  readonly problems: readonly OpenProblem[]
  readonly may: readonly string[]
}

export type ListLine = { readonly code: string; readonly text: Bilingual; readonly levels: readonly DutyLevel[] }

/** What a cadre's own page carries. */
export type Mine = {
  readonly person: string
  readonly today: DateOnly
  readonly cadres: readonly CadrePage[]
  readonly tasks: readonly ListLine[]
  readonly promise: readonly ListLine[]
}

/** A visit as a phone has it so far. */
export type VisitDraft = {
  readonly mode: DutyVisit['mode']
  readonly leader: string
  readonly answers: Readonly<Record<string, { readonly ok: boolean; readonly found: string }>>
  readonly others: readonly string[]
  readonly note: string
  readonly startedAt: Instant
}
export type KeptVisit = { readonly id: string; readonly person: string; readonly device: string; readonly at: Instant; readonly content: VisitDraft }

/** All that the phone of a cadre or assistant carries: his own units, and nothing else of the city. */
export type DutyBundle = Mine & {
  readonly at: Instant
  readonly name: string
  readonly drafts: readonly KeptVisit[]
  readonly book: BehalfBook
}

/** 交接单 of a cadre: units, open problems, promises that the successor signs; of one who has left, as of the day on which he moved on. */
export type Handover = {
  readonly cadre: CadreHead
  readonly on: DateOnly
  readonly units: readonly (BoundUnit & { readonly quarter: { readonly owed: number; readonly made: number; readonly dueOn: DateOnly | null; readonly state: 'none' | 'done' | 'waiting' | 'missed' }; readonly successor: string | null })[]
  readonly problems: readonly OpenProblem[]
  readonly promises: readonly { readonly premises: string; readonly name: string; readonly dueOn: DateOnly; readonly signedOn: DateOnly | null }[]
}

/** 交接单 of an inspector or official: what is open in his name, whatever the duty. */
type OpenItem = { readonly id: string; readonly matter: string; readonly title: string; readonly dueOn: DateOnly | null }
export type PersonHandover = {
  readonly person: { readonly id: string; readonly name: string }
  readonly items: readonly OpenItem[]
  /** With a successor: who takes what, and what stays; `others` are of duties that pass on nothing by themselves. `seal` says what was shown. */
  readonly passing: {
    readonly to: { readonly id: string; readonly name: string }
    readonly lines: readonly (OpenItem & Pick<HandedLine, 'to' | 'why' | 'link'> & { readonly toName: string | null })[]
    readonly others: readonly OpenItem[]
    readonly seal: string
    readonly more: boolean
  } | null
}
/** `drawn`: taken by others, whom the method of a random draw named. */
export type PersonMoved = { readonly moved: number; readonly drawn: number; readonly stayed: number }

/** A matter of the ledger that is late, with who holds it and how far urging has gone. */
export type LateLine = {
  readonly id: string
  readonly matter: string
  readonly title: string
  readonly region: string
  readonly dueOn: DateOnly
  readonly level: number
  readonly unit: string | null
  readonly cadre: string | null
}
export type ChosenLate = { readonly matter: string; readonly id: string }
/** Sent in one step at most. */
export const URGED_AT_ONCE = 200

/** What urging together would send; `settled` are no longer late, `urged` have come to the rung already. */
export type UrgePreview = {
  readonly matters: number
  readonly settled: number
  readonly urged: number
  readonly letters: readonly { readonly document: EscalationDocument; readonly to: string; readonly holder: string; readonly matters: number }[]
  readonly people: readonly { readonly name: string; readonly matters: number }[]
}
