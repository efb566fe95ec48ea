import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { PlanTarget, TargetValue, ToldFigure } from './contract.ts'

/** A phrase of notices and the indicator it means: all the words and the unit must be there. */
export type IndicatorLink = { readonly words: readonly string[]; readonly unit: string; readonly indicator: string }

/** The indicator to offer for a target, or null. The row with the most words that all occur wins. */
export function offeredLink(target: Pick<PlanTarget, 'text' | 'unit'>, table: readonly IndicatorLink[]): string | null {
  const fitting = table.filter(({ words, unit }) => unit === target.unit && words.every((word) => target.text.includes(word)))
  return fitting.toSorted((a, b) => b.words.length - a.words.length)[0]?.indicator ?? null
}

type Figure = { readonly value: number | null; readonly on: DateOnly; readonly source: string }

/** Values of indicators in a region for a period: the daily snapshot where the program computes one, else what a department reported. */
export async function figuresOf(
  tx: Tx,
  names: readonly string[],
  region: string,
  from: DateOnly,
  to: DateOnly,
): Promise<ReadonlyMap<string, Figure>> {
  if (names.length === 0) return new Map()
  const { rows } = await sql<{ indicator: string } & Figure>`select distinct on (indicator) indicator, value, day as on, source from (
      select indicator, value, day, 1 as preference, 'snapshot' as source from indicator_snapshot
        where indicator = any(${[...names]}::text[]) and region = ${region} and day between ${from} and ${to} and value is not null
      union all
      select indicator, value, ends_on, 2, source from reported_figure
        where indicator = any(${[...names]}::text[]) and region = ${region} and ends_on between ${from} and ${to} and closed_at is null) f
    order by indicator, preference, day desc`.execute(tx)
  return new Map(rows.map(({ indicator, ...figure }) => [indicator, figure]))
}

/**
 * A target with what has been attained of it: no data is never 0. A linked target is filled by its indicator alone.
 * @param told what units told of it
 * @param holder the unit whose word holds for the whole task
 */
export function valued(
  target: PlanTarget,
  figures: ReadonlyMap<string, Figure>,
  told: readonly ToldFigure[] = [],
  holder: string | null = null,
): TargetValue {
  const figure = target.indicator === null ? undefined : figures.get(target.indicator)
  const none = { ...target, told, present: null, source: null, as_of: null }
  if (target.indicator === null) {
    const own = holder === null ? undefined : told.find(({ unit }) => unit === holder)
    return own ? { ...none, present: own.value, state: 'reported', as_of: own.on } : { ...none, state: 'not-linked' }
  }
  if (!figure || figure.value === null) return { ...none, state: 'no-data' }
  return { ...none, present: figure.value, state: 'value', source: figure.source, as_of: figure.on }
}
