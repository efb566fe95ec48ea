import { sql } from 'kysely'
import { addDays, date, type DateOnly } from '../core/dates.ts'
import type { Tx } from '../database/database.ts'
import { regionPrefix } from '../identity/actor.ts'
import type { JobDeclaration } from '../jobs/declare.ts'
import type { Registry } from '../register/labels.ts'
import type { Indicator } from './declare.ts'
import { usesPeriod, yearToDate, type Period } from './periods.ts'
import { valuesOf, type IndicatorValue } from './value.ts'

/** Over what a kept value runs: the day alone (all that how things stand needs), or the year up to it. */
export type PeriodName = 'day' | 'year-to-date'

const named = (day: DateOnly): readonly (readonly [PeriodName, Period])[] => [['day', { from: day, to: day }], ['year-to-date', yearToDate(day)]]

type Kept = IndicatorValue & { readonly name: PeriodName }

/** The city, its counties and its townships. */
async function regionsOf(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`select code from shian.region where valid_to is null and level in ('city', 'county', 'township')
    and starts_with(code, ${regionPrefix(tx.work.city)}) order by code`.execute(tx)
  return rows.map(({ code }) => code)
}

/** The values of a day once it is over, from the versions that held at its end: asked again later, they are the same. */
export async function dayValues(tx: Tx, registers: Registry, indicators: readonly Indicator[], day: DateOnly): Promise<Kept[]> {
  const periods = named(day)
  const values = await valuesOf(tx, registers, indicators, {
    regions: await regionsOf(tx), root: tx.work.city, periods: periods.map(([, period]) => period), moment: { day, frozen: true },
  })
  const flows = new Set(indicators.filter(({ value }) => usesPeriod(value)).map(({ name }) => name))
  return values.map((value) => ({
    ...value, name: flows.has(value.indicator) ? periods.find(([, period]) => period.from === value.period?.from)![0] : 'day',
  }))
}

/** Keeps the values of a day; what has neither value nor part is no data, and is kept as no row. @returns how many were kept */
export async function keepDay(tx: Tx, registers: Registry, indicators: readonly Indicator[], day: DateOnly): Promise<number> {
  const values = (await dayValues(tx, registers, indicators, day)).filter(({ value, part }) => value !== null || part !== null)
  const rows = values.map((value) => ({
    indicator: value.indicator, region: value.region, day, period: value.name, value: value.value, part: value.part, whole: value.whole,
    denominator: value.denominator?.value ?? null, denominator_source: value.denominator?.source ?? null, at: tx.work.now,
  }))
  await sql`insert into indicator_snapshot select * from jsonb_populate_recordset(null::indicator_snapshot, ${JSON.stringify(rows)}::jsonb)
    on conflict (indicator, region, day, period) do update set value = excluded.value, part = excluded.part, whole = excluded.whole,
      denominator = excluded.denominator, denominator_source = excluded.denominator_source, at = excluded.at`.execute(tx)
  return rows.length
}

/** Each night, the figures of the day before. Harmless to repeat; `payload.day` is the day the schedule came round. */
export const snapshotJob = (registers: Registry, indicators: readonly Indicator[]): JobDeclaration => ({
  kind: 'indicator.snapshot',
  title: { zh: '保存每日指标', en: 'Keep the day’s figures' },
  schedule: '20 0 * * *',
  run: async ({ job, write }) => ({ kept: await write((tx) => keepDay(tx, registers, indicators, addDays(date(String(job.payload['day'])), -1))) }),
})
