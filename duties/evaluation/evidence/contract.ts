import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { DateOnly, Instant } from '../../../platform/core/dates.ts'

/** A required paper that is not there: nothing supplied, a record without a file, or returned by the reviewer. */
export type MissingPaper = {
  readonly item: string
  readonly itemTitle: Bilingual
  readonly paper: Bilingual
  readonly region: string
  /** The department that answers in the region; null where there is none. */
  readonly unit: string | null
  readonly state: 'missing' | 'no-file' | 'returned'
  /** The record begun or returned. */
  readonly record: string | null
}

/** `GET /evaluation/papers/missing`: what a year's examination still lacks, by department. */
export type MissingAnswer = {
  readonly region: string
  readonly year: number
  /** Day by which papers are due; past it what is missing is late. */
  readonly dueOn: DateOnly
  readonly late: boolean
  readonly required: number
  readonly units: readonly {
    readonly id: string | null
    readonly name: string
    readonly remindedOn: DateOnly | null
    readonly papers: readonly MissingPaper[]
  }[]
  readonly labels: Readonly<Record<string, Bilingual>>
  readonly may: readonly ('manage' | 'supply')[]
}

/** `GET /evaluation/papers`: each paper that an item asks for in a region, with what was supplied of a year, and how it stands. */
export type ItemPapers = {
  readonly papers: readonly {
    readonly paper: Bilingual
    /** `there`: supplied with a file and not returned. */
    readonly state: MissingPaper['state'] | 'there'
    readonly supplied: readonly { readonly id: string; readonly title: string; readonly unit: string | null; readonly files: number; readonly review: 'waiting' | 'accepted' | 'returned'; readonly supplied_at: Instant }[]
  }[]
}

/** `POST /evaluation/papers/remind`: `already` were reminded today, `unreachable` have nobody to tell. */
export type RemindAnswer = { readonly reminded: number; readonly told: number; readonly already: number; readonly unreachable: readonly string[] }
