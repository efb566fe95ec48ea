import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { Applicable, Confidence, Item, Kind, Level, MeasureSpec, Over } from '../contract.ts'

/** Where a threshold was found, and how sure it is: `S2 one`. */
export type Found = readonly [source: string, confidence: Confidence]
type Pair = readonly [zh: string, en: string]

const measure = (compare: MeasureSpec['compare']) => (indicator: string, threshold: number, over: Over, [source, confidence]: Found): MeasureSpec =>
  ({ indicator, compare, threshold, over, source, confidence, counted: true })
export const atLeast = measure('at-least')
export const atMost = measure('at-most')
const against = (compare: MeasureSpec['compare']) => (indicator: string, [source, confidence]: Found): MeasureSpec =>
  ({ indicator, compare, threshold: null, over: 'year', source, confidence, counted: true })
/** More than in the year before. */
export const rising = against('rising')
/** Less than in the year before. */
export const falling = against('falling')
/** Shown under its item, deciding nothing. */
export const shown = (of: MeasureSpec): MeasureSpec => ({ ...of, counted: false })

/** What one shipped item says; its section and weight follow from its place. */
export type ShippedItem = Omit<Item, 'section' | 'section_title' | 'weight' | 'review'>
type Rest = { readonly level?: Level; readonly applicable?: Applicable; readonly note?: Pair }

const both = ([zh, en]: Pair): Bilingual => ({ zh, en })

/** A basic item of city and counties unless told otherwise. */
export const item = (code: string, title: Pair, kind: Kind, owner: string, papers: readonly Pair[], measures: readonly MeasureSpec[], rest: Rest = {}): ShippedItem => ({
  code, title: both(title), kind, owner, papers: papers.map(both), measures,
  level: rest.level ?? 'basic', applicable: rest.applicable ?? 'both', note: rest.note ? both(rest.note) : null,
})
