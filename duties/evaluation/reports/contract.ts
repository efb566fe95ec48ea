import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { DateOnly, Instant } from '../../../platform/core/dates.ts'
import type { Chart } from '../../../platform/documents/chart.ts'

/** What of an indicator is printed: its value, or of a share how many are counted and of how many. */
export type Part = 'value' | 'part' | 'whole'

/** Over what a figure is taken: the report's own period unless told, or that many years before it. */
export type When = 'period' | 'last-year' | 'year-before-last'

/** A place in a sentence that the program fills. `key` is what stands between the braces. */
export type Place =
  | { readonly kind: 'figure'; readonly key: string; readonly indicator: string; readonly part: Part; readonly when: When }
  /** A dated base figure of the region (常住人口). */
  | { readonly kind: 'base'; readonly key: string; readonly parameter: string }
  /** Names of rows of a register: at most so many, then how many there are. */
  | {
      readonly kind: 'list'
      readonly key: string
      readonly register: string
      readonly field: string
      readonly where: readonly Where[]
      readonly most: number
    }
  /** How many items of the scheme stand so, or the score. */
  | { readonly kind: 'standing'; readonly key: string; readonly of: 'items' | 'met' | 'short' | 'unknown' | 'waived' | 'score' }
  /** How many counties, districts and county-level cities the division table has below the region. */
  | { readonly kind: 'divisions'; readonly key: string }
  /** A figure of the paper that the template was made from, which nothing fills yet. */
  | { readonly kind: 'gap'; readonly key: string; readonly was: string }

/** `field=value`, or `field=period`: a date of the report's period. */
export type Where = { readonly field: string; readonly value: string }

/** A piece of a sentence: words as they stand, or the key of a place. */
export type Piece = string | { readonly figure: string }

/** `always`: what has no data becomes a marked gap · `applicable`: left out where nothing is to be measured · `known`: left out without data too. */
export type Condition = 'always' | 'applicable' | 'known'

export type Sentence = {
  readonly pieces: readonly Piece[]
  readonly condition: Condition
  /** Said instead, where the sentence is left out because nothing is to be measured. */
  readonly otherwise: readonly Piece[] | null
}

/** One block of a template; `slot` names it for as long as the template is not edited. */
export type Node =
  | { readonly kind: 'heading'; readonly slot: string; readonly level: 1 | 2 | 3 | 4; readonly pieces: readonly Piece[] }
  | { readonly kind: 'paragraph'; readonly slot: string; readonly sentences: readonly Sentence[] }
  /** The counties, a row each, with some indicators. */
  | { readonly kind: 'counties'; readonly slot: string; readonly indicators: readonly string[] }
  /** One sentence for each figure that falls short of its threshold. */
  | { readonly kind: 'shortfalls'; readonly slot: string }
  /** Three years, or the counties of some indicators: a picture for each unit. `title`: 图题, made from the indicators where none is told. */
  | {
      readonly kind: 'chart'
      readonly slot: string
      readonly of: 'years' | 'counties'
      readonly indicators: readonly string[]
      readonly title: string | null
    }
  /** How many items of each section are met, short, without data or do not apply. */
  | {
      readonly kind: 'chart'
      readonly slot: string
      readonly of: 'sections'
      readonly indicators: readonly []
      readonly title: string | null
    }

export type Outline = { readonly nodes: readonly Node[]; readonly places: ReadonlyMap<string, Place> }

/** What was found for a place. `contradictory`: departments entered different figures, and nobody picks. */
export type FigureState = 'value' | 'no-data' | 'not-applicable' | 'contradictory'

/** A figure of a report, with all that the appendix tells of it. */
export type Figure = {
  readonly key: string
  /** Declared indicator, whose page opens the rows; null for base figures, lists and the division table. */
  readonly indicator: string | null
  readonly title: string
  readonly unit: string
  readonly state: FigureState
  readonly value: number | null
  /** As it stands in the text; a gap is printed too. */
  readonly printed: string
  readonly region: string
  readonly from: DateOnly | null
  readonly to: DateOnly | null
  readonly day: DateOnly
  /** 口径. */
  readonly basis: string
  readonly source: string
  /** Who answers for it. */
  readonly owner: string
}

export type Figures = Readonly<Record<string, Figure>>

/** A measure of the scheme that its figure does not reach. */
export type Shortfall = { readonly figure: string; readonly title: string; readonly threshold: string; readonly sign: '不低于' | '不高于' }

/** Words that a template may use as `{word}`. */
export const wordNames = ['city', 'year', 'last-year', 'day', 'from', 'to', 'month'] as const
export type Words = Readonly<Record<(typeof wordNames)[number], string>>

/** What a chart knows of one indicator in one year or one county: a number, or why there is none. */
export type Drawn = { readonly state: FigureState; readonly value: number | null }

/** An indicator that charts show, with what stands below the picture. Years are those of the region, counties those of the report's year. */
export type DrawnIndicator = {
  readonly title: string
  readonly unit: string
  readonly basis: string
  readonly sources: { readonly years: readonly string[]; readonly counties: readonly string[] }
  readonly owner: string
  readonly years: readonly (Drawn & { readonly label: string })[]
  readonly counties: ReadonlyMap<string, Drawn>
}

/** How the items of a section of the scheme stand. */
export type SectionStanding = {
  readonly title: string
  readonly met: number
  readonly short: number
  readonly unknown: number
  readonly waived: number
}

/** What a generation is made from, beside the template. */
export type Given = {
  readonly words: Words
  readonly figures: Figures
  readonly shortfalls: readonly Shortfall[]
  /** Counties by code and name, in their order. */
  readonly counties: readonly { readonly code: string; readonly name: string }[]
  /** Printed values of the counties: `indicator county`. */
  readonly byCounty: ReadonlyMap<string, { readonly title: string; readonly unit: string; readonly printed: string }>
  /** What charts show, by indicator. */
  readonly drawn: ReadonlyMap<string, DrawnIndicator>
  readonly sections: readonly SectionStanding[]
}

export type BlockKind = 'heading' | 'paragraph' | 'table' | 'chart'
export type TableContent = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }

/** A block as generated; kept as a `report_paragraph`. */
export type Generated = {
  readonly slot: string
  readonly kind: BlockKind
  readonly level: number | null
  readonly pieces: readonly Piece[]
  readonly table: TableContent | null
  readonly chart: Chart | null
}

/** What a regeneration changed: a figure inside the words, a whole block, or the words of a block that nobody had edited. */
export type ReportChange = {
  readonly kind: 'figure' | 'added' | 'removed' | 'words'
  readonly paragraph: string
  readonly title: string
  readonly before: string
  readonly after: string
}

export type ParagraphAnswer = {
  readonly id: string
  readonly version: number
  readonly kind: BlockKind
  readonly level: number | null
  readonly pieces: readonly Piece[]
  readonly table: TableContent | null
  readonly chart: Chart | null
  readonly text: string
  readonly edited: boolean
  readonly edited_by: string | null
}

/** Another version of a report. */
export type OtherVersion = Pick<ReportAnswer, 'id' | 'title' | 'state' | 'number' | 'sent_on'>

/** One paragraph that is not as in the version before. A table stands as lines. */
export type VersionChange = { readonly kind: 'added' | 'removed' | 'changed'; readonly paragraph: string; readonly before: string; readonly after: string }
/** `GET /reports/:id/differences`: in the order of the new version, what was taken out where it stood. */
export type VersionChanges = { readonly from: OtherVersion; readonly items: readonly VersionChange[] }

/** `GET /reports/:id`. */
export type ReportAnswer = {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly region: string
  readonly region_name: Bilingual
  readonly template: string
  readonly template_edition: number
  readonly starts_on: DateOnly
  readonly ends_on: DateOnly
  readonly day: DateOnly
  readonly state: 'draft' | 'sealing' | 'sent'
  readonly number: string | null
  readonly sent_on: DateOnly | null
  readonly hash: string | null
  readonly files: { readonly docx: string | null; readonly pdf: string | null }
  readonly paragraphs: readonly ParagraphAnswer[]
  readonly figures: Figures
  readonly changes: readonly ReportChange[]
  /** The version it was begun from, and those begun from it. */
  readonly before: OtherVersion | null
  readonly after: readonly OtherVersion[]
  readonly may: readonly ('edit' | 'manage' | 'copy')[]
}

/** What stands in the details of `report.paragraph-changed`, so that the page can lay both beside each other. */
export type Met = { readonly version: number; readonly text: string; readonly base: string; readonly by: string | null }

/** One line of `GET /reports/templates/:id/editions`. */
export type EditionLine = {
  readonly edition: number
  readonly at: Instant
  readonly by: string | null
  readonly reason: string | null
  /** Whether it is a text that ships, unchanged. */
  readonly shipped: boolean
  readonly name: string
  readonly lines: number
}

/** `GET /reports/templates/:id/editions/:edition`. */
export type TemplateEdition = {
  readonly edition: number
  readonly code: string
  readonly name: string
  readonly name_en: string
  readonly title: string
  readonly mark: string
  readonly issuer: string
  readonly over: 'year' | 'half-year'
  readonly note: string | null
  readonly body: string
}
