import type { DateOnly, Instant } from '../../platform/core/dates.ts'
import type { Finding, Sheet } from './sheets/sheet.ts'

/** How an inspection was done: who signed, or why not (总局令49号 art. 23–35). */
export type Conduct = {
  /** Pictures of signatures, as hashes of files. */
  readonly signatures: Readonly<Record<string, string>>
  /** Who signed for the business, by the office held. */
  readonly businessBy: string | null
  /** The business refused to sign: a witness, or a video (art. 34). */
  readonly refusal: { readonly reason: string; readonly witness: string | null; readonly video: string | null } | null
  /** The enterprise that had goods made here (委托生产) is inspected too (art. 16). */
  readonly entrusting: string | null
  /** Food safety managers asked on the spot (抽考, art. 29). */
  readonly exam: { readonly asked: number; readonly passed: number; readonly resitOn: string | null } | null
  /** Samples taken on the spot (art. 28). */
  readonly samples: number
  /** Evidence that was collected or secured, with its pictures (art. 30); absent where none was. */
  readonly evidence?: { readonly what: string; readonly files: readonly string[] }
  /** When and where each photo was taken, by hash; the same stands in the picture. */
  readonly photos?: Readonly<Record<string, { readonly at: string; readonly lng: number | null; readonly lat: number | null; readonly accuracy: number | null }>>
}

/** Pictures that an inspection names, and of which part those that have not come are: an item’s code, `evidence`, `signature` or `refusal`. */
export type PicturesOf = { readonly named: number; readonly missing: readonly { readonly part: string; readonly count: number }[] }

/** Inspections some of whose pictures have not come; `back`: days that are looked back. */
export type MissingPictures = {
  readonly items: readonly { readonly id: string; readonly title: string; readonly region: string; readonly visited_on: DateOnly; readonly finished_at: Instant; readonly holder: string | null; readonly named: number; readonly missing: number }[]
  readonly more: boolean
  readonly back: number
}

/** Results that wait to be published, those due first. */
export type ToPublish = {
  readonly items: readonly { readonly id: string; readonly title: string; readonly result: string; readonly failed: number; readonly visited_on: DateOnly; readonly publish_by: DateOnly }[]
  readonly more: boolean
}

/** Hours that pictures may be on their way: a phone keeps what it has not sent, and pieces go on where they broke off. After that they are called missing. */
export const PICTURE_HOURS = 24

export type OrderedItem = { readonly code: string; readonly text: string; readonly note: string | null; readonly key: boolean }

/** What a phone carries for one inspection. */
export type FieldTask = {
  readonly id: string
  readonly version: number
  readonly premises: {
    readonly id: string
    readonly name: string
    readonly type: string
    readonly address: string | null
    readonly lng: number | null
    readonly lat: number | null
    readonly region: string
    readonly licence: string | null
    readonly licensedUntil: string | null
    readonly dutyLevel: string | null
  }
  readonly kind: string
  readonly chosenBy: string
  readonly plannedOn: string | null
  readonly dueOn: string | null
  readonly sheet: string
  readonly inspectors: readonly { readonly id: string; readonly name: string }[]
  /** The last inspection here: what failed and what is not yet put right. */
  readonly last: { readonly visitedOn: string; readonly result: string; readonly failed: readonly string[] } | null
  readonly openOrders: number
}

/** All that a phone needs for the days without signal. */
export type FieldBundle = {
  readonly at: string
  readonly person: { readonly id: string; readonly name: string }
  readonly tasks: readonly FieldTask[]
  readonly sheets: Readonly<Record<string, Sheet>>
  readonly drafts: readonly Draft[]
  /** With whom a place found on the street can be inspected at once. */
  readonly colleagues: readonly { readonly id: string; readonly name: string }[]
  /** By type of such a place, the sheet in use. */
  readonly found: Readonly<Record<string, string>>
}

export type Draft = { readonly inspection: string; readonly person: string; readonly device: string; readonly at: string; readonly content: DraftContent }

/** What is filled in so far. */
export type DraftContent = { readonly facts: Readonly<Record<string, boolean>>; readonly corrected: readonly string[]; readonly findings: readonly Finding[]; readonly note: string | null; readonly startedAt: string | null }
