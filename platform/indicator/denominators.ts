import { sql } from 'kysely'
import type { Bilingual } from '../core/bilingual.ts'
import type { DateOnly } from '../core/dates.ts'
import type { Tx } from '../database/database.ts'
import { regionParameters } from '../settings/registers.ts'
import type { Denominator } from './declare.ts'
import type { Moment } from './periods.ts'
import { sourceSql } from './sql.ts'

/** A base figure as it stands beside a ratio. */
export type DatedBase = {
  /** In the unit that the indicator asks for. */
  readonly value: number
  readonly unit: Bilingual
  readonly source: string
  /** First day from which it is used. */
  readonly startsOn: DateOnly
  readonly year: number
}
type Stored = { readonly parameter: string; readonly region: string; readonly value: number; readonly unit: string; readonly starts_on: DateOnly; readonly source: string }

/** Looks up the base figure that holds on a day; undefined where none does. */
export type Bases = (denominator: Denominator, region: string, day: DateOnly) => DatedBase | undefined

/** How many of the wanted unit one of the stored is: 1 人, 10,000 for 万人; undefined where the two do not agree, for a ratio over another unit is wrong. */
function factor(stored: string, wanted: Bilingual): number | undefined {
  const unit = stored.trim().toLowerCase()
  if (unit === wanted.zh.toLowerCase() || unit === wanted.en.toLowerCase()) return 1
  return unit === `万${wanted.zh.toLowerCase()}` ? 10_000 : undefined
}

/** Reads the base figures of some regions, now or as they were known at the end of a day; of two from the same day the one entered last. */
export async function readBases(tx: Tx, denominators: readonly Denominator[], regions: readonly string[], moment: Moment): Promise<Bases> {
  const names = [...new Set(denominators.map(({ parameter }) => parameter))]
  if (names.length === 0) return () => undefined
  const { rows } = await sql<Stored>`select parameter, region, value, unit, starts_on, source from ${sourceSql(regionParameters, sql<boolean>`true`, moment)}
    where closed_at is null and parameter = any(${names}::text[]) and region = any(${[...regions]}::text[])
    order by starts_on desc, created_at desc, id desc`.execute(tx)
  return ({ parameter, unit }, region, day) => {
    const row = rows.find((one) => one.parameter === parameter && one.region === region && one.starts_on <= day)
    const times = row && factor(row.unit, unit)
    return row && times !== undefined
      ? { value: row.value * times, unit, source: row.source, startsOn: row.starts_on, year: Number(row.starts_on.slice(0, 4)) }
      : undefined
  }
}
