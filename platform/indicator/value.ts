import type { Tx } from '../database/database.ts'
import type { Registry } from '../register/labels.ts'
import type { Indicator, Rows, Value } from './declare.ts'
import { readBases, type Bases, type DatedBase } from './denominators.ts'
import { readFigures, type Figure, type Figures } from './figures.ts'
import { measure, measureChange, type Ask, type Changed, type Measured } from './measure.ts'
import { rowsOf, usesPeriod, type Moment, type Period } from './periods.ts'

/**
 * `no-data`: nothing was recorded, which is never 0. `not-applicable`: there is nothing to measure.
 * `contradictory`: departments entered different figures; all stand in `figures` and none is taken.
 */
export type State = 'value' | 'no-data' | 'not-applicable' | 'contradictory'

/** One number: of an indicator, a region and a period (null where the indicator tells how things stand on the day). */
export type IndicatorValue = {
  readonly indicator: string
  readonly region: string
  readonly period: Period | null
  readonly state: State
  /** In the indicator's unit; null unless `state` is `value`. */
  readonly value: number | null
  /** How many rows are counted; null where nothing was recorded. */
  readonly part: number | null
  /** Of a share: how many rows it is part of. */
  readonly whole: number | null
  readonly denominator: DatedBase | null
  readonly figures: readonly Figure[]
}

export type Asked = {
  /** Division codes, all of them `root` or below it. */
  readonly regions: readonly string[]
  readonly root: string
  readonly periods: readonly Period[]
  readonly moment: Moment
}

type Measurement = Pick<IndicatorValue, 'state' | 'value' | 'part' | 'whole'> & Partial<Pick<IndicatorValue, 'denominator' | 'figures'>>
const NOTHING: Measurement = { state: 'no-data', value: null, part: null, whole: null }

/** The aggregates that a value is made from. */
function asksOf(value: Value, period: Period): Ask[] {
  switch (value.kind) {
    case 'reported': return []
    case 'share': return [{ of: value.part, period, what: 'count' }, { of: value.whole, period, what: 'count' }]
    case 'sum': case 'median':
      return [{ of: value.rows, period, what: 'count' }, { of: value.rows, period, what: 'known', field: value.field }, { of: value.rows, period, what: value.kind, field: value.field }]
    default: return [{ of: value.rows, period, what: 'count' }]
  }
}

/** Kinds that are made from counts of rows: those of a city are the sums of its counties'. */
type Counts = Extract<Value, { kind: 'count' | 'share' | 'per' }>

/** Whether an indicator follows from counts of rows, so that what changed rows add to it can be added. */
export type CountedIndicator = Indicator & { readonly value: Counts }
export const isCounted = (indicator: Indicator): indicator is CountedIndicator => ['count', 'share', 'per'].includes(indicator.value.kind)

function overField(value: Extract<Value, { kind: 'sum' | 'median' }>, get: (ask: Ask) => number | null, period: Period): Measurement {
  const { rows: of, field, kind } = value
  const part = get({ of, period, what: 'count' })
  const known = get({ of, period, what: 'known', field })
  if (part === 0) return kind === 'sum' ? { state: 'value', value: 0, part, whole: null } : { state: 'not-applicable', value: null, part, whole: null }
  if (known === 0) return { state: 'no-data', value: null, part, whole: null }
  return { state: 'value', value: get({ of, period, what: kind, field }), part, whole: null }
}

function perBase(part: number, each: number, denominator: DatedBase | undefined): Measurement {
  if (!denominator) return { state: 'no-data', value: null, part, whole: null }
  if (denominator.value === 0) return { state: 'not-applicable', value: null, part, whole: null, denominator }
  return { state: 'value', value: (part / denominator.value) * each, part, whole: null, denominator }
}

function measurement(indicator: Indicator, region: string, period: Period, day: Moment['day'], read: { measured: Measured; bases: Bases; figures: Figures }): Measurement {
  const { value } = indicator
  if (value.kind === 'reported') {
    const figures = read.figures(indicator.name, region, period)
    if (figures.length > 1) return { ...NOTHING, state: 'contradictory', figures }
    return figures[0] ? { ...NOTHING, state: 'value', value: figures[0].value, figures } : NOTHING
  }
  const sets = rowsOf(value)!
  if (!read.measured.recorded(region, sets.part.register)) return NOTHING
  const get = (ask: Ask): number | null => read.measured.get(region, ask)
  const number = (of: typeof sets.part): number => get({ of, period, what: 'count' }) ?? 0
  if (value.kind === 'sum' || value.kind === 'median') return overField(value, get, period)
  const base = value.kind === 'per' ? read.bases(value.denominator, region, usesPeriod(value) ? period.to : day) : undefined
  return ofCounts(value, number(sets.part), sets.whole ? number(sets.whole) : 0, base)
}

/** A value that follows from counts of rows. @param whole of a share: of how many */
function ofCounts(value: Counts, part: number, whole: number, base: DatedBase | undefined): Measurement {
  switch (value.kind) {
    case 'count': return { state: 'value', value: part, part, whole: null }
    case 'share': return whole === 0 ? { state: 'not-applicable', value: null, part, whole } : { state: 'value', value: (part / whole) * 100, part, whole }
    case 'per': return perBase(part, value.each, base)
  }
}

/**
 * The values of any indicators for any regions of a scope and any periods, now or as of a day: one grouped query a register, one for the
 * base figures, one for what was reported. An indicator that no period changes is answered once a region, with `period` null.
 */
export async function valuesOf(tx: Tx, registers: Registry, indicators: readonly Indicator[], asked: Asked): Promise<IndicatorValue[]> {
  const { regions, root, periods, moment } = asked
  const wanted = indicators.flatMap((indicator) => (usesPeriod(indicator.value) ? periods : periods.slice(0, 1)).map((period) => ({ indicator, period })))
  const denominators = indicators.flatMap(({ value }) => (value.kind === 'per' ? [value.denominator] : []))
  const entered = indicators.filter(({ value }) => value.kind === 'reported').map(({ name }) => name)
  const [measured, bases, figures] = await Promise.all([
    measure(tx, registers, wanted.flatMap(({ indicator, period }) => asksOf(indicator.value, period)), regions, root, moment),
    readBases(tx, denominators, regions, moment),
    readFigures(tx, entered, regions, moment),
  ])
  return wanted.flatMap(({ indicator, period }) => regions.map((region) => ({
    indicator: indicator.name, region, period: usesPeriod(indicator.value) ? period : null, denominator: null, figures: [],
    ...measurement(indicator, region, period, moment.day, { measured, bases, figures }),
  })))
}

/**
 * A known value with more rows or fewer: what was counted stays counted.
 * @param more how many rows the part and, of a share, the whole have gained
 */
export function withMore(known: IndicatorValue, { value }: CountedIndicator, more: { readonly part: number; readonly whole: number }): IndicatorValue {
  return { ...known, ...ofCounts(value, (known.part ?? 0) + more.part, (known.whole ?? 0) + more.whole, known.denominator ?? undefined) }
}

/** What changed rows add to the counts of some indicators and take from them, by indicator, region and period. */
export async function gainsOf(tx: Tx, registers: Registry, indicators: readonly CountedIndicator[], asked: Omit<Asked, 'root'>, changed: Changed): Promise<(value: IndicatorValue) => { part: number; whole: number }> {
  const { regions, periods, moment } = asked
  const sets = new Map(indicators.map(({ name, value }) => [name, rowsOf(value)!]))
  const asks = [...sets.values()].flatMap(({ part, whole }) => periods.flatMap((period) => [part, ...(whole ? [whole] : [])].map((of) => ({ of, period, what: 'count' as const }))))
  const gained = await measureChange(tx, registers, asks, regions, moment, changed)
  return ({ indicator, region, period }) => {
    const { part, whole } = sets.get(indicator)!
    const number = (of: Rows): number => gained(region, { of, period: period ?? periods[0]!, what: 'count' })
    return { part: number(part), whole: whole ? number(whole) : 0 }
  }
}
