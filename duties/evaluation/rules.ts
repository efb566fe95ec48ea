import type { Item, Level, MeasureSpec, Scoring } from './contract.ts'

/** What is known of a measure in a region: its value and, for what must rise or fall, that of the year before. */
export type Reading = {
  /** `contradictory`: two departments told different figures, and none is taken. */
  readonly state: 'value' | 'no-data' | 'not-applicable' | 'contradictory'
  readonly value: number | null
  readonly before: number | null
}
export type Readings = (measure: MeasureSpec) => Reading

export type Standing = 'met' | 'short' | 'no-data' | 'not-applicable'

/** How a measure stands; `by`: in the unit of the indicator, how much is missing (or too much), 0 where it is met, null without a value. */
export type MeasureResult = { readonly state: Standing; readonly by: number | null }

/** The value a measure must reach: its threshold, or what was the year before. */
const askedOf = ({ threshold }: MeasureSpec, { before }: Reading): number | null => threshold ?? before

/** Holds a reading against its threshold. Without a value, or without the year before where that is asked, there is no data: never 0. */
export function measureResult(spec: MeasureSpec, reading: Reading): MeasureResult {
  if (reading.state === 'not-applicable') return { state: 'not-applicable', by: null }
  const asked = askedOf(spec, reading)
  if (reading.state !== 'value' || reading.value === null || asked === null) return { state: 'no-data', by: null }
  const { value } = reading
  const more = spec.compare === 'at-least' || spec.compare === 'rising'
  const strictly = spec.compare === 'rising' || spec.compare === 'falling'
  const lead = more ? value - asked : asked - value
  if (strictly ? lead > 0 : lead >= 0) return { state: 'met', by: 0 }
  return { state: 'short', by: Math.abs(lead) }
}

export type ItemResult = {
  readonly state: Standing
  /** In the order of the item's measures, those that are only shown too. */
  readonly measures: readonly MeasureResult[]
  /** Of the counted measures that apply, the share that is met, 0 to 1; 0 where none applies. */
  readonly share: number
  /** Two departments contradict each other about a counted measure. */
  readonly contradictory: boolean
}

/**
 * How an item stands by its counted measures: met once all that apply are; short as soon as one is, for that is known whatever the others
 * are; else without data. It does not apply where the region is of another level, where a department has said so (`waived`), or where
 * no counted measure applies.
 */
export function itemResult(item: Item, readings: Readings, applies: boolean): ItemResult {
  const measures = item.measures.map((measure) => measureResult(measure, readings(measure)))
  const counted = measures.filter((result, at) => item.measures[at]!.counted && result.state !== 'not-applicable')
  const met = counted.filter(({ state }) => state === 'met').length
  const contradictory = item.measures.some((measure) => measure.counted && readings(measure).state === 'contradictory')
  if (!applies || (counted.length === 0 && item.measures.some(({ counted }) => counted))) return { state: 'not-applicable', measures, share: 0, contradictory: false }
  const state = counted.some((one) => one.state === 'short') ? 'short' : met === counted.length && met > 0 ? 'met' : 'no-data'
  return { state, measures, share: counted.length === 0 ? 0 : met / counted.length, contradictory }
}

/** Whether an item is asked of a region of a level. */
export const asked = ({ applicable }: Pick<Item, 'applicable'>, level: 'city' | 'county'): boolean => applicable === 'both' || applicable === level

export type Verdict = 'passed' | 'failed' | 'open'
export type SectionScore = { readonly section: string; readonly points: number; readonly of: number }
export type Score = {
  /** Null where nothing applies. Without the extra. */
  readonly points: number | null
  /** What could be had: the weights of veto and basic items together. */
  readonly of: number
  /** Points of encouraged items that are met, beside the score. */
  readonly extra: number
  readonly verdict: Verdict
  /** Codes of veto items that are short, and of those without data. */
  readonly vetoFailed: readonly string[]
  readonly vetoOpen: readonly string[]
  readonly sections: readonly SectionScore[]
  /** By code: what an item earned, and what it could have with the shared weight of what does not apply; 0 of 0 where it does not. */
  readonly items: Readonly<Record<string, { readonly points: number; readonly of: number }>>
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
/** Weights have two decimals; their sum shall too. */
const weightSum = (items: readonly Item[]): number => Math.round(sum(items.map(({ weight }) => weight)) * 1e6) / 1e6
const extraLevel = (level: Level): boolean => level === 'encouraged'

/** Scores whole things from 0 to 1: all or nothing, or by the share met. */
const earned = (result: ItemResult, scoring: Scoring): number => (result.state === 'met' ? 1 : scoring === 'by-measure' && result.state === 'short' ? result.share : 0)

/**
 * The score of a region. The weight of what does not apply (合理缺项) is shared among the other items by their weights, so that the whole
 * stays what it is; no data earns nothing. A failed veto fails the whole whatever the points are.
 */
export function scoreOf(items: readonly Item[], results: ReadonlyMap<string, ItemResult>, scoring: Scoring): Score {
  const result = ({ code }: Item): ItemResult => results.get(code)!
  const core = items.filter(({ level }) => !extraLevel(level))
  const of = weightSum(core)
  const applying = core.filter((item) => result(item).state !== 'not-applicable')
  const left = weightSum(applying)
  const share = left === 0 ? 0 : of / left
  const scored = Object.fromEntries(items.map((item) => {
    const out = result(item).state === 'not-applicable'
    const worth = out ? 0 : extraLevel(item.level) ? item.weight : item.weight * share
    return [item.code, { points: worth * earned(result(item), scoring), of: worth }]
  }))
  const veto = items.filter(({ level }) => level === 'veto')
  const vetoFailed = veto.filter((item) => result(item).state === 'short').map(({ code }) => code)
  const vetoOpen = veto.filter((item) => result(item).state === 'no-data').map(({ code }) => code)
  const sections = [...Map.groupBy(core, ({ section }) => section)].map(([section, own]) =>
    ({ section, points: sum(own.map(({ code }) => scored[code]!.points)), of: sum(own.map(({ code }) => scored[code]!.of)) }))
  return {
    points: left === 0 ? null : sum(sections.map(({ points }) => points)), of, vetoFailed, vetoOpen, sections, items: scored,
    extra: sum(items.filter(({ level }) => extraLevel(level)).map(({ code }) => scored[code]!.points)),
    verdict: vetoFailed.length > 0 ? 'failed' : vetoOpen.length > 0 ? 'open' : 'passed',
  }
}

/** What a region is measured by, for one assessment. */
export type Ground = { readonly level: 'city' | 'county'; readonly readings: Readings; readonly waived: ReadonlySet<string> }

/** Every item of a region with the score. */
export function assess(items: readonly Item[], scoring: Scoring, { level, readings, waived }: Ground): { readonly results: ReadonlyMap<string, ItemResult>; readonly score: Score } {
  const results = new Map(items.map((item) => [item.code, itemResult(item, readings, asked(item, level) && !waived.has(item.code))]))
  return { results, score: scoreOf(items, results, scoring) }
}

/** 假设分析: readings with some indicators set to a supposed value (null: as if there were none). */
export const supposing = (readings: Readings, supposed: Readonly<Record<string, number | null>>): Readings => (measure) => {
  if (!Object.hasOwn(supposed, measure.indicator)) return readings(measure)
  const value = supposed[measure.indicator] ?? null
  return { state: value === null ? 'no-data' : 'value', value, before: readings(measure).before }
}
