import { sql } from 'kysely'
import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { readFigures } from '../../../platform/indicator/figures.ts'
import type { Known, ReadClaim, ReadDocument } from './contract.ts'
import { lastDayOf } from './known.ts'
import { claimLinks, linkOf } from './known-links.ts'

type Span = { readonly from: DateOnly; readonly to: DateOnly }

/** The days a printed period means: `2022` the whole year, `2022-06` the month, `from/to` both ends; `/until` up to that day of its year. */
export function spanOf(period: string | null): Span | null {
  if (period === null) return null
  const [first = '', last = first] = period.split('/')
  const to = lastDayOf(last)
  if (to === null || last === '') return null
  const opening = first === '' ? last.slice(0, 4) : first
  const from = `${opening}${'-01-01'.slice(opening.length - 4)}` as DateOnly // a year, a month or a day, filled up to its first day
  return from <= to ? { from, to } : null
}

/** A figure is of the period's end when it was kept in its last month. */
const LATE = -31

type Kept = { indicator: string; day: DateOnly; period: 'day' | 'year-to-date'; value: number }

/**
 * Our own figures for what papers of our city claim: what departments reported for the same period, else what was kept of the
 * indicator at its end. A year's flow is compared with a whole year, or with the year up to the day, and with nothing else.
 */
export async function ownFigures(tx: Tx, papers: readonly ReadDocument[]): Promise<Known['own']> {
  const { city, today } = tx.work
  const place = await tx
    .selectFrom('shian.region')
    .select('name_zh')
    .where('code', '=', city)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  const ours = papers.filter((paper) => paper.city !== null && paper.city === place?.name_zh)
  if (ours.length === 0) return () => null
  const links = await claimLinks(tx)
  const meant = (claim: ReadClaim): { indicator: string; span: Span } | null => {
    const span = spanOf(claim.period)
    const indicator = span && linkOf(claim, span.to, links)
    return indicator && span.to <= today ? { indicator, span } : null
  }
  const asked = ours.flatMap(({ read }) => read.flatMap((claim) => meant(claim) ?? []))
  if (asked.length === 0) return () => null
  const names = [...new Set(asked.map(({ indicator }) => indicator))]
  const [figures, kept] = [
    await readFigures(tx, names, [city], { day: today, frozen: false }),
    await keptValues(
      tx,
      names,
      asked.map(({ span }) => span.to),
    ),
  ]
  return (printed, claim) => {
    const wanted = printed === place?.name_zh ? meant(claim) : null
    if (!wanted) return null
    const { indicator, span } = wanted
    const [reported, other] = figures(indicator, city, span)
    // Departments that contradict each other prove nothing about a paper.
    const value = reported ? (other ? undefined : reported.value) : valueAt(kept, indicator, span)
    return value === undefined ? null : { value, indicator, period: `${span.from}/${span.to}` }
  }
}

async function keptValues(tx: Tx, names: readonly string[], ends: readonly DateOnly[]): Promise<readonly Kept[]> {
  const days = [...new Set(ends)]
  const { rows } = await sql<Kept>`select indicator, day, period, value::float8 as value from indicator_snapshot
    where indicator = any(${[...names]}::text[]) and region = ${tx.work.city} and value is not null
      and exists (select from unnest(${days}::date[]) as ending where day between ending - 31 and ending)
    order by day desc`.execute(tx)
  return rows
}

/** Flows are kept both for the day and for the year up to it: theirs is the year's. */
function valueAt(kept: readonly Kept[], indicator: string, { from, to }: Span): number | undefined {
  const near = kept.filter((one) => one.indicator === indicator && one.day <= to && one.day >= addDays(to, LATE))
  const flow = near.filter(({ period }) => period === 'year-to-date')
  if (flow.length === 0) return near[0]?.value
  return from.endsWith('-01-01') && from.slice(0, 4) === to.slice(0, 4) ? flow.find(({ day }) => day === to)?.value : undefined
}
