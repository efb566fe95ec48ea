import type { Hedge } from '../contract.ts'
import type { UnitSort } from './units.ts'

/** What a printed number leaves open. `place` is the worth of its last printed digit (3.5万 → 1000), `round` of its last digit that is not 0 (300 → 100). */
export type Printed = {
  readonly value: number
  readonly place: number
  readonly round: number
  readonly sort: UnitSort
  readonly scaled: boolean
}

/**
 * The true values that a printed form admits, ends included.
 *
 * | printed | admits | rule |
 * |---|---|---|
 * | 492家 | 492 | whole things are exact |
 * | 98%, 1.5批次/千人, 4.25万, 714吨 | 97.5–98.5, 1.45–1.55, 42,450–42,550, 713.5–714.5 | half of the last printed place |
 * | 约300 | 285–315 | ±5 %, at least half of the last printed place |
 * | 近5万, 近1万 | 45,000–50,000, 9,000–10,000 | half of the last digit that is not 0 below; 10 % where that digit is a lone 1 |
 * | 300余家, 1740余万元, 25万余元 | 300–399, 1740万–1750万, 25万–26万 | up to the next of the last digit that is not 0, whole things not reaching it |
 * | 98%以上, 超5万 | from there up | |
 * | 不足300, 30日以内 | from 0 to there | |
 * | two hedges (约…余) | from the lowest to the highest of both | the quarrel is for the checks |
 */
export function tolerance(printed: Printed, hedges: readonly Hedge[]): { low: number; high: number } {
  const spans = hedges.filter((hedge) => hedge !== 'exact').map((hedge) => span(printed, hedge))
  if (spans.length === 0) return span(printed, 'exact')
  return { low: Math.min(...spans.map(({ low }) => low)), high: Math.max(...spans.map(({ high }) => high)) }
}

function span({ value, place, round, sort, scaled }: Printed, hedge: Hedge): { low: number; high: number } {
  const whole = sort === 'count' && !scaled
  const half = whole && place >= 1 ? 0 : place / 2
  switch (hedge) {
    case 'exact':
      return { low: tidy(value - half), high: tidy(value + half) }
    case 'about': {
      const wide = Math.max(Math.abs(value) * 0.05, half)
      return { low: tidy(value - wide), high: tidy(value + wide) }
    }
    case 'nearly':
      return { low: tidy(value === round ? value * 0.9 : value - round / 2), high: value }
    case 'over':
      return { low: value, high: tidy(whole ? value + Math.max(round - 1, 1) : value + round) }
    case 'at-least':
      return { low: value, high: Infinity }
    case 'at-most':
      return { low: Math.min(0, value), high: value }
  }
}

/** 0.1 + 0.2 in figures of a paper: fifteen digits are more than any prints. */
export const tidy = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(13)) : value)
