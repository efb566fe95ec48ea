import { sql } from 'kysely'
import { daysBetween, type DateOnly } from '../core/dates.ts'
import type { Tx } from '../database/database.ts'
import { reportedFigures } from '../settings/registers.ts'
import type { Moment, Period } from './periods.ts'
import { sourceSql } from './sql.ts'

/** A figure that a department entered, as it stands beside the number. */
export type Figure = {
  readonly id: string
  readonly value: number
  readonly source: string
  readonly startsOn: DateOnly
  readonly endsOn: DateOnly
  readonly unit: string | null
}
type Stored = { id: string; indicator: string; region: string; value: number; source: string; starts_on: DateOnly; ends_on: DateOnly; unit_id: string | null }

/** The figures that speak for a period: none, the one, or as many as contradict each other. */
export type Figures = (indicator: string, region: string, period: Period) => readonly Figure[]

/**
 * Of figures entered for a period (the last entered first): those for the shortest time that covers it whole, of each
 * department the last. Two departments that say the same are one; that say otherwise stand both, for nobody may pick.
 */
export function speaking(figures: readonly Figure[], period: Period): readonly Figure[] {
  const covering = figures.filter((figure) => figure.startsOn <= period.from && figure.endsOn >= period.to)
  const length = (figure: Figure): number => daysBetween(figure.startsOn, figure.endsOn)
  const shortest = Math.min(...covering.map(length))
  const latest = covering.filter((figure) => length(figure) === shortest).reduce<Figure | undefined>((best, figure) => (best && best.endsOn >= figure.endsOn ? best : figure), undefined)
  const same = covering.filter((figure) => figure.startsOn === latest?.startsOn && figure.endsOn === latest.endsOn)
  const byUnit = same.filter((figure, at) => same.findIndex((other) => other.unit === figure.unit) === at)
  return byUnit.every((figure) => figure.value === byUnit[0]?.value) ? byUnit.slice(0, 1) : byUnit
}

/** Everything entered of an indicator in a region, the last entered first. */
export type Entered = (indicator: string, region: string) => readonly Figure[]

/** Reads what departments entered for some indicators and regions, now or as it was known at the end of a day. */
export async function readEntered(tx: Tx, indicators: readonly string[], regions: readonly string[], moment: Moment): Promise<Entered> {
  if (indicators.length === 0) return () => []
  const { rows } = await sql<Stored>`select id, indicator, region, value, source, starts_on, ends_on, unit_id from ${sourceSql(reportedFigures, sql<boolean>`true`, moment)}
    where closed_at is null and indicator = any(${[...indicators]}::text[]) and region = any(${[...regions]}::text[])
    order by updated_at desc, id desc`.execute(tx)
  const figures = Map.groupBy(rows, (row) => `${row.indicator} ${row.region}`)
  return (indicator, region) => (figures.get(`${indicator} ${region}`) ?? [])
    .map((row) => ({ id: row.id, value: row.value, source: row.source, startsOn: row.starts_on, endsOn: row.ends_on, unit: row.unit_id }))
}

/** The figures that speak for any period, read at once. */
export async function readFigures(tx: Tx, indicators: readonly string[], regions: readonly string[], moment: Moment): Promise<Figures> {
  const entered = await readEntered(tx, indicators, regions, moment)
  return (indicator, region, period) => speaking(entered(indicator, region), period)
}

/** The latest period entered for a region that was over by a day, of several to the same day the longest: what a reported figure is told for where nobody names one. */
export async function latestEntered(tx: Tx, indicator: string, region: string, moment: Moment): Promise<Period | undefined> {
  const entered = (await readEntered(tx, [indicator], [region], moment))(indicator, region).filter(({ endsOn }) => endsOn <= moment.day)
  const [last] = entered.toSorted((a, b) => (a.endsOn === b.endsOn ? (a.startsOn < b.startsOn ? -1 : 1) : a.endsOn > b.endsOn ? -1 : 1))
  return last && { from: last.startsOn, to: last.endsOn }
}
