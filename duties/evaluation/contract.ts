import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { DateOnly } from '../../platform/core/dates.ts'

/** How a value is held against its threshold; `rising` and `falling` hold it against the value of the year before. */
export type Compare = 'at-least' | 'at-most' | 'rising' | 'falling'

/** Over what a measure runs: how things stand on the day, or the latest such period up to it; `three-years` is the look-back (回看期). */
export type Over = 'as-of' | 'quarter' | 'half-year' | 'year' | 'three-years'

/** How sure a threshold is: printed in a rule, the same in several papers, in one paper, in a draft of an older edition, or ours. */
export type Confidence = 'rule' | 'several' | 'one' | 'draft' | 'assumed'

/** One thing an item is measured by. A measure that is not `counted` is shown under the item and decides nothing. */
export type MeasureSpec = {
  /** Name of a declared indicator, which has the unit and the 口径. */
  readonly indicator: string
  readonly compare: Compare
  /** In the indicator's unit; null for `rising` and `falling`. */
  readonly threshold: number | null
  readonly over: Over
  /** Where the threshold is from: the mark of a source of the scheme. */
  readonly source: string
  readonly confidence: Confidence
  readonly counted: boolean
}

/** One of the big items (大项) a scheme is divided into; `code` begins the codes of its sections. */
export type SchemePart = { readonly code: string; readonly title: Bilingual }

/** A source that thresholds name by its mark. */
export type SchemeSource = { readonly mark: string; readonly title: Bilingual }

export type Level = 'veto' | 'basic' | 'encouraged'
export type Kind = 'computed' | 'evidence' | 'survey'
export type Applicable = 'city' | 'county' | 'both'
/** How an item that is met in part earns: nothing, or by the share of its counted measures that are met. */
export type Scoring = 'whole' | 'by-measure'

/** An item as rules and faces take it, whatever kept it. */
export type Item = {
  readonly code: string
  readonly section: string
  readonly section_title: Bilingual
  readonly title: Bilingual
  readonly level: Level
  readonly kind: Kind
  readonly weight: number
  readonly review: Bilingual
  readonly applicable: Applicable
  readonly papers: readonly Bilingual[]
  /** Function code of the department that answers for it. */
  readonly owner: string
  readonly measures: readonly MeasureSpec[]
  readonly note: Bilingual | null
}

/** A scheme with its items in their order. */
export type Scheme = {
  readonly code: string
  readonly edition: string
  readonly title: Bilingual
  readonly source: Bilingual
  readonly note: Bilingual
  /** Put together from papers that quote the rules, because the rules themselves are not at hand. */
  readonly reconstructed: boolean
  readonly scoring: Scoring
  readonly valid_from: DateOnly
  readonly valid_to: DateOnly | null
  readonly parts: readonly SchemePart[]
  readonly sources: readonly SchemeSource[]
  readonly items: readonly Item[]
}

/** A figure that a department told, as it stands beside a measure. */
export type ToldFigure = { readonly id: string; readonly unit: string | null; readonly value: number; readonly source: string }

/** What is known of a measure in a region. `value` is null unless `state` is `value`; `period` is null of how things stand on the day. */
export type MeasureFact = {
  readonly indicator: string
  readonly over: Over
  readonly state: 'value' | 'no-data' | 'not-applicable' | 'contradictory'
  readonly value: number | null
  readonly before: number | null
  readonly part: number | null
  readonly whole: number | null
  readonly period: { readonly from: DateOnly; readonly to: DateOnly } | null
  /** Counted by the program from records; else entered by a department. */
  readonly computed: boolean
  readonly told: readonly ToldFigure[]
  /** 常住人口 of the region, beside a per-thousand figure. */
  readonly base: { readonly value: number; readonly source: string; readonly year: number } | null
  /** The years looked back at, in their order; null where nothing is known. */
  readonly trend: readonly { readonly year: number; readonly value: number | null }[]
  /** Whether the department that answers has countersigned just this value and 口径. */
  readonly signed: 'signed' | 'changed' | 'unsigned'
}

/** How a measure stands beside what is known of it. */
export type MeasureStanding = MeasureFact & { readonly standing: 'met' | 'short' | 'no-data' | 'not-applicable'; readonly by: number | null }

export type ItemStanding = {
  readonly state: 'met' | 'short' | 'no-data' | 'not-applicable'
  readonly contradictory: boolean
  readonly points: number
  readonly of: number
  /** Why it does not apply, where a department said so. */
  readonly waived: string | null
  readonly measures: readonly MeasureStanding[]
  readonly gap: { readonly id: string; readonly state: string; readonly due_on: DateOnly | null; readonly holder_unit: string | null } | null
}

export type RegionState = {
  readonly region: string
  readonly level: 'city' | 'county'
  readonly points: number | null
  readonly of: number
  readonly extra: number
  readonly verdict: 'passed' | 'failed' | 'open'
  readonly vetoFailed: readonly string[]
  readonly vetoOpen: readonly string[]
  readonly sections: readonly { readonly section: string; readonly points: number; readonly of: number }[]
  readonly years: readonly { readonly year: number; readonly points: number | null; readonly verdict: 'passed' | 'failed' | 'open' }[]
  readonly items: Readonly<Record<string, ItemStanding>>
}

/** `GET /evaluation/standing`: how many items of a region stand how today; vetoes that fail by code and title. */
export type StandingAnswer = Pick<RegionState, 'region' | 'points' | 'of' | 'verdict'> & {
  readonly items: number
  readonly met: number
  readonly short: number
  readonly noData: number
  readonly vetoFailed: readonly { readonly code: string; readonly title: Bilingual }[]
}

/** An indicator as the cockpit shows it. */
export type ShownIndicator = { readonly title: Bilingual; readonly unit: Bilingual; readonly basis: Bilingual; readonly computed: boolean; readonly register: string }

/** `GET /evaluation/state`: where a region and those below it stand. */
export type StateAnswer = {
  readonly scheme: Omit<Scheme, 'items'> & { readonly id: string; readonly state: 'draft' | 'in_force' | 'retired' }
  readonly items: readonly Item[]
  readonly indicators: Readonly<Record<string, ShownIndicator>>
  readonly region: string
  /** The city and its counties, as far as the reader may see how they stand. */
  readonly choices: readonly string[]
  /** Divisions just below, in their order. */
  readonly parts: readonly string[]
  readonly on: DateOnly
  /** Another one after anything was written that the answer is made of: `GET /evaluation/mark` asks for it alone. */
  readonly mark: string
  /** As the records stood at the end of a day that is over. */
  readonly frozen: boolean
  /** Of the items, how many have every counted measure counted by the program. */
  readonly computed: { readonly items: number; readonly of: number }
  readonly regions: Readonly<Record<string, RegionState>>
  readonly units: Readonly<Record<string, string>>
  /** The unit of each function that answers for the region's figures; the city's where the region has none. */
  readonly owners: Readonly<Record<string, { readonly id: string; readonly name: string }>>
  /** Figures of the region that were asked for and are not answered yet, with the unit that was asked. */
  readonly requests: readonly { readonly id: string; readonly indicator: string; readonly starts_on: DateOnly; readonly ends_on: DateOnly; readonly due_on: DateOnly | null; readonly unit: string | null }[]
  readonly labels: Readonly<Record<string, Bilingual>>
  readonly may: readonly ('manage' | 'work')[]
}

/** `POST /evaluation/figures/ask`. `values` is what is known of the period already: who gets it has asked nobody. `again`: somebody had asked, in the state told. */
export type Asked = {
  readonly request: string | null
  readonly again: boolean
  readonly state: string | null
  readonly period: { readonly from: DateOnly; readonly to: DateOnly }
  readonly values: readonly { readonly value: number; readonly source: string; readonly unit: string | null; readonly unitName: string | null }[]
}

/** `GET /evaluation/figures/asked`: how often a unit was asked for what is due since a day, and how often somebody was shown an answer instead. */
export type AskedOf = { readonly unit: string; readonly name: string; readonly asked: number; readonly answered: number; readonly again: number }

/** A figure with a value, and whether the unit that answers has countersigned just this value. */
export type FigureToSign = {
  readonly id: string
  readonly item: string
  readonly indicator: string
  readonly shown: Pick<ShownIndicator, 'title' | 'unit' | 'basis'>
  readonly region: string
  readonly regionName: Bilingual
  readonly value: number
  readonly period: MeasureFact['period']
  readonly signed: MeasureFact['signed']
  readonly unit: { readonly id: string; readonly name: string } | null
  /** What was signed last of the same days. */
  readonly last: { readonly value: number; readonly day: DateOnly; readonly unit: string | null; readonly person: string | null } | null
  /** Whether the reader may sign it: the unit that answers is his. */
  readonly mine: boolean
}

/** `GET /evaluation/figures/signatures/units`: of each unit that answers for a figure, how many are open, of them changed since, and signed; `id` null of figures that no unit answers for. */
export type SignaturesHead = {
  readonly region: string
  readonly choices: readonly string[]
  readonly on: DateOnly
  readonly units: readonly { readonly id: string | null; readonly name: string | null; readonly mine: boolean; readonly open: number; readonly changed: number; readonly signed: number }[]
  readonly labels: Readonly<Record<string, Bilingual>>
  readonly may: readonly 'manage'[]
}

/** `GET /evaluation/figures/to-sign`: how many figures one's own units have to sign, and the first of them. */
export type ToSign = { readonly open: number; readonly items: readonly FigureToSign[] }
