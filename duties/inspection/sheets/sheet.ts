import type { Bilingual } from '../../../platform/core/bilingual.ts'

/** What a check sheet (检查要点表) is for. `vendor`, `small_shop` and `small_catering` with `workshop` are the 三小 of a province. */
export const sheetKinds = [
  'production', 'sales', 'catering', 'canteen', 'workshop', 'small_shop', 'small_catering', 'vendor', 'market', 'special_food',
  'cold_store', 'platform', 'slaughterhouse', 'tableware', 'food_contact', 'system',
] as const
export type SheetKind = (typeof sheetKinds)[number]

/** A question about the place that decides whether items apply: asked once, at the head of the sheet. */
export type SheetFact = { readonly code: string; readonly text: Bilingual }

/** A number read on the spot, with the limits that make it sound (both inclusive). */
export type Measure = { readonly unit: string; readonly min?: number; readonly max?: number }

/** One item of a sheet. */
export type SheetItem = {
  /** Unique within the sheet, in the sheet's own numbering (`2.3`). */
  readonly code: string
  readonly section: Bilingual
  readonly text: Bilingual
  /** 重点项: failed, it makes the result 不符合 where food safety is affected (总局令49号 art.32–33). */
  readonly key: boolean
  /** How it is looked at: on site, papers, questions, a measurement. */
  readonly method: Bilingual
  /** Law and article. */
  readonly basis: string
  /** Facts of the place that must hold for the item to apply; it is 合理缺项 otherwise. */
  readonly when?: readonly string[]
  readonly measure?: Measure
  /** A photo is required where the item fails, or always. No photo may need a child's face. */
  readonly photo?: 'failed' | 'always'
  /** Points of the quantified score (量化分); 0 where the sheet has none. */
  readonly points: number
}

/** One version of a sheet. A version in use is never changed: a new one is made. */
export type Sheet = {
  readonly kind: SheetKind
  readonly version: string
  readonly title: Bilingual
  /** Where the items come from and how sure that is (`reconstructed`: to be replaced by the office's own print). */
  readonly source: string
  readonly confidence: 'text' | 'reconstructed'
  readonly facts: readonly SheetFact[]
  readonly items: readonly SheetItem[]
}

/** What was found on one item. */
export type Finding = {
  readonly code: string
  readonly verdict: 'pass' | 'fail' | 'not_applicable'
  /** The number read, where the item has a measure. */
  readonly value?: number
  /** A failed item that may affect food safety (可能影响食品安全), as the inspector judges; key items default to true. */
  readonly safety?: boolean
  readonly note?: string
  /** Hashes of photos. */
  readonly photos?: readonly string[]
}

/** 符合 · 基本符合 · 不符合 */
export type InspectionResult = 'pass' | 'basic' | 'fail'
