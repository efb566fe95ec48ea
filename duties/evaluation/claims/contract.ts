/**
 * Claim check (材料核验): what `shian claims --json` and the page answer, and the richer form that the checks work on.
 * Offsets are UTF-16 units into a document's `text`, ends exclusive; values stand in the unit's base (万 expanded).
 */

/** What one check of some documents answers. */
export type ClaimReport = {
  readonly documents: readonly CheckedDocument[]
  readonly claims: readonly Claim[]
  readonly findings: readonly Finding[]
}

export type CheckedDocument = {
  readonly file: string
  readonly text: string
  /** The place the paper speaks of, as printed (晋中市), or null. */
  readonly city: string | null
  /** The date the paper bears or says it speaks of: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string | null
  /** 常住人口 the paper states, in persons. */
  readonly population: number | null
  /** How many claims were read in it. */
  readonly claims: number
}

/** One figure that a document states. */
export type Claim = {
  /** Index into `documents`. */
  readonly document: number
  readonly start: number
  readonly end: number
  /** The printed form: `近5万`, `23.5‰`, `1.5批次/千人`. */
  readonly text: string
  /** Of what: 食品生产企业, 学校食堂. What the clause leaves unsaid is taken from the figure, the sentence or the heading before it. */
  readonly subject: string
  /** What is measured of it, or how it came about: 数量, 金额, 覆盖率, 占比, 平均, 投入, 检查. */
  readonly measure: string
  readonly value: number
  /** 家, 户, 户次, 元, %, 百分点, 批次/千人 …; '' where none is printed. */
  readonly unit: string
  /**
   * The time the figure speaks of: the nearest that governs it, in its clause, sentence, paragraph, heading, title, else the paper's date; null where none does.
   *
   * | form | means | printed |
   * |---|---|---|
   * | `2022` | the year | 2022年, 全年, 去年 |
   * | `2022-06`, `2022-09-15` | the month (of 年末, 6月底 the one that ends), the day | 6月, 9月15日 |
   * | `2022-01/2022-06` | from … to, both included | 上半年, 一季度, 前三季度, 1—6月; 2021—2022学年 is `2021-09/2022-08` |
   * | `2020/2022` | these years | 2020—2022年, 三年累计 |
   * | `2020/2022-11` | from 2020 up to the paper's time | 2020年以来, 今年以来 |
   * | `/2022-11` | as things stood then | 截至2022年11月, 目前, 8月底前; what names no time in a paper of that date |
   */
  readonly period: string | null
  /** 全市, 市级, 平遥县, 其中 (a part of the figure before it) …; '' where nothing is said. */
  readonly scope: string
  readonly approximate: boolean
}

/** In the order of gravity for a reader. */
export const verdicts = ['contradiction', 'doubtful', 'uncheckable', 'holds'] as const
export type Verdict = (typeof verdicts)[number]

export const kinds = [
  'total',
  'ratio',
  'points',
  'unit',
  'per-capita',
  'series',
  'two-values',
  'part-whole',
  'bound',
  'date',
  'heading',
  'copied',
  'base',
  'mean',
  'enumeration',
  'own-records',
] as const
export type Kind = (typeof kinds)[number]

export type Finding = {
  readonly verdict: Verdict
  readonly kind: Kind
  /** Against what: the paper itself, another of the papers, or what is known (division table, our own records). */
  readonly basis: 'this paper' | 'several papers' | 'known facts'
  readonly document: number
  readonly start: number
  readonly end: number
  readonly sentence: string
  /** Indexes into `claims`. */
  readonly claims: readonly number[]
  /** The arithmetic, shown: `687 ÷ 700 = 98.14 %, printed 98 %`. */
  readonly calculation: string
  /** One or two sentences in Chinese; for `doubtful`, with the reading that would save it. */
  readonly explanation: string
}

/** How a number is hedged: 约 about · 近 nearly (a little less) · 余/多 over (a little more) · 以上/超 at least · 以内/不足 at most. */
export type Hedge = 'exact' | 'about' | 'nearly' | 'over' | 'at-least' | 'at-most'

/**
 * A claim as the checks see it. Its own subject, measure, scope and period are what its clause prints, by which figures are set beside one another;
 * `told` is what a reader is told: with what the clause leaves to the sentence, the paragraph and its heading.
 */
export type ReadClaim = Claim & {
  readonly told: Pick<Claim, 'subject' | 'measure' | 'scope' | 'period'>
  readonly hedges: readonly Hedge[]
  /** The true values that the printed form admits, ends included: 98% → 97.5 … 98.5; 近5万 → 45,000 … 50,000. */
  readonly low: number
  readonly high: number
  /** Index into the document's sentences. */
  readonly sentence: number
  /** Index of the claim whose whole this is a part of (其中, 包括, a list behind a colon), else null. */
  readonly partOf: number | null
  /** Printed in brackets right behind this claim: the same thing in another unit, or a note; else null. */
  readonly bracketOf: number | null
  /** For shares and rates: whose share of what, as printed, where the sentence says so. */
  readonly base: string | null
  /** Index into the document's headings, the innermost one above it; -1 above all headings. */
  readonly heading: number
  /** Where it stands in a table: which of the document's, row and column from 0; null in prose. */
  readonly cell: { readonly table: number; readonly row: number; readonly column: number } | null
}

export type Sentence = { readonly start: number; readonly end: number }
export type Heading = {
  readonly start: number
  readonly end: number
  /** 1 = 一、 2 = （一） 3 = 1. 4 = （1） */
  readonly level: number
  readonly number: number
  /** The number as printed: `（6）`, `3．` */
  readonly printed: string
  readonly title: string
}
/** A document number such as 晋食安委〔2022〕5号, with the title printed beside it. */
export type Reference = {
  readonly start: number
  readonly end: number
  readonly number: string
  readonly year: number
  readonly title: string | null
}
/** A date or a span of time as printed. */
export type Dated = { readonly start: number; readonly end: number; readonly period: string; readonly text: string }

/** A document taken apart, before anything is checked. */
export type ReadDocument = CheckedDocument & {
  readonly sentences: readonly Sentence[]
  readonly headings: readonly Heading[]
  readonly dates: readonly Dated[]
  readonly references: readonly Reference[]
  /** Claims of this document, in the order of the text; `partOf` and `bracketOf` are indexes into this list. */
  readonly read: readonly ReadClaim[]
}

/** What is known beside the papers: counties of a place by the division table, and our own indicators for the same period. */
export type Known = {
  /** Numbers of divisions one level below a place, by what they are called: 县级, 市辖区, 县, 县级市, 乡镇街道. Null: unknown place. */
  readonly divisions: (
    place: string,
  ) => { readonly districts: number; readonly counties: number; readonly cities: number; readonly townships: number | null } | null
  /** Our own figure for a claim, where the city is ours and an indicator means the same; else null. */
  readonly own: (city: string, claim: ReadClaim) => { readonly value: number; readonly indicator: string; readonly period: string } | null
}
