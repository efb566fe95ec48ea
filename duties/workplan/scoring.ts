import type { DateOnly } from '../../platform/core/dates.ts'
import type { Measure, ScoredItem, ScoreItem, ScoreTable, UnitScore } from './contract.ts'

/** What is known of one unit's year: of how many things, how many. For deductions `part` counts them. */
export type UnitFacts = Readonly<Record<Measure, { readonly part: number; readonly whole: number }>>

/** A piece of work as far as it can be in time: its due date and the day it was reported. */
export type Timed = { readonly due_on: DateOnly | null; readonly reported_on: DateOnly | null }

/** In time of those that were due by a day. One without a due date, or not yet due and not reported, is not measured. */
export function timeliness(work: readonly Timed[], today: DateOnly): { part: number; whole: number } {
  const measured = work.filter(({ due_on, reported_on }) => due_on !== null && (due_on < today || reported_on !== null))
  return {
    part: measured.filter(({ due_on, reported_on }) => reported_on !== null && reported_on <= due_on!).length,
    whole: measured.length,
  }
}

/** The scoring table in force on a day: the latest that has begun. */
export const tableOn = (tables: readonly ScoreTable[], on: DateOnly): ScoreTable | undefined =>
  tables
    .filter((table) => table.valid_from <= on && (table.valid_to === null || on < table.valid_to))
    .toSorted((a, b) => (a.valid_from < b.valid_from ? 1 : -1))[0]

const DEDUCTS: ReadonlySet<Measure> = new Set(['returned', 'urged'])
const rounded = (value: number): number => Math.round(value * 100) / 100

function itemScore(item: ScoreItem, facts: UnitFacts): ScoredItem {
  const { part, whole } = facts[item.measure]
  const base = { code: item.code, title: item.title, of: item.points, part, whole }
  if (whole === 0) return { ...base, points: null }
  const points = DEDUCTS.has(item.measure) ? item.points - part * (item.each ?? 1) : (item.points * part) / whole
  return { ...base, points: rounded(Math.min(item.points, Math.max(0, points))) }
}

/** A unit's marks. Items with nothing to measure count neither for nor against: `of` is the sum of what was measured. */
export function scoreUnit(unit: { readonly id: string; readonly name: string }, table: ScoreTable, facts: UnitFacts): UnitScore {
  const items = table.items.map((item) => itemScore(item, facts))
  const measured = items.filter((item) => item.points !== null)
  const of = measured.reduce((sum, item) => sum + item.of, 0)
  return {
    unit: unit.id,
    name: unit.name,
    items,
    of,
    score: measured.length === 0 ? null : rounded(measured.reduce((sum, item) => sum + item.points!, 0)),
  }
}

/** Share of the marks that could be had; the order of a ranking. */
const shareOf = ({ score, of }: UnitScore): number => (score === null || of === 0 ? -1 : score / of)

/** Places, best first; equal shares share a place; units without marks have none. Only where asked for. */
export function ranked(scores: readonly UnitScore[]): UnitScore[] {
  const order = scores.toSorted((a, b) => shareOf(b) - shareOf(a))
  return order.map((score) =>
    score.score === null ? score : { ...score, rank: 1 + order.filter((other) => shareOf(other) > shareOf(score)).length },
  )
}
