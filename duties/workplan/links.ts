import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { PlanTarget, TargetValue } from './contract.ts'

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

/** A target with what has been attained of it: no data is never 0. */
export function valued(target: PlanTarget, figures: ReadonlyMap<string, Figure>): TargetValue {
  const figure = target.indicator === null ? undefined : figures.get(target.indicator)
  const none = { present: null, source: null, as_of: null }
  if (target.indicator === null) return { ...target, ...none, state: 'not-linked' }
  if (!figure || figure.value === null) return { ...target, ...none, state: 'no-data' }
  return { ...target, present: figure.value, state: 'value', source: figure.source, as_of: figure.on }
}

/** Whether a target is met; undefined where that cannot be told. */
export const isMet = ({ present, value }: Pick<TargetValue, 'present' | 'value'>): boolean | undefined =>
  present === null ? undefined : present >= value
