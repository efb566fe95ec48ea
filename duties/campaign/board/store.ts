import { sql } from 'kysely'
import { addDays, daysBetween, type DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { can } from '../../../platform/identity/actor.ts'
import { inRegion, readScope } from '../../../platform/register/scope.ts'
import { regionNames } from '../../../platform/register/labels.ts'
import { columnList } from '../../../platform/register/store.ts'
import type { Board, Coverage, UnitDay } from '../contract.ts'
import { campaignDailies, campaignTargets, periodVisits, READ, type CampaignRow, type DailyRowKept } from '../registers.ts'
import { totals } from '../rules/campaign.ts'
import { asDaily, differencesOf, figureCodes } from '../rules/daily.ts'
import { shippedFigures } from '../shipped/campaign.ts'
import { reportersOf, rowFigures, type Reporter, type RowFigures } from './rows.ts'

/** All lines of a campaign in reach, in the order in which they were told. */
export async function linesOf(tx: Tx, campaign: string): Promise<readonly DailyRowKept[]> {
  const { rows } = await sql<DailyRowKept>`select ${columnList(campaignDailies)} from campaign_daily where campaign_id = ${campaign} and closed_at is null and ${readScope(campaignDailies, tx.work.actor)} order by day, updated_at, id`.execute(tx)
  return rows
}

/** Targets by county: how many there are, how many were visited, at how many something was found. */
export async function targetCoverage(tx: Tx, campaign: string): Promise<readonly Coverage[]> {
  const { rows } = await sql<Coverage>`select left(region, 6) as region, count(*)::int as asked, (count(*) filter (where visited))::int as visited, (count(*) filter (where problem))::int as problems
    from campaign_target where campaign = ${campaign} and closed_at is null and ${readScope(campaignTargets, tx.work.actor)} group by 1 order by 1`.execute(tx)
  return rows
}

/** Changes with every line, target and the campaign itself. */
export async function boardMark(tx: Tx, campaign: string): Promise<string> {
  const { rows: [row] } = await sql<{ mark: string }>`select concat_ws(' ', (select concat(count(*), max(updated_at)) from campaign_daily where campaign_id = ${campaign}),
    (select concat(count(*), max(updated_at)) from campaign_target where campaign = ${campaign}), (select version from campaign where id = ${campaign})) as mark`.execute(tx)
  return row!.mark
}

type Ground = { readonly campaign: CampaignRow; readonly day: DateOnly; readonly daysDue: number; readonly lines: readonly DailyRowKept[]; readonly rows: ReadonlyMap<string, RowFigures> }

function unitDay({ id, name, region }: Reporter, { day, daysDue, lines, rows, campaign }: Ground): UnitDay {
  const own = lines.filter(({ unit_id }) => unit_id === id)
  const line = own.find((one) => one.day === day)
  const counted = rows.get(`${id} ${day}`) ?? {}
  const due = addDays(campaign.starts_on, daysDue - 1)
  return {
    unit: id, name, region, line: line ? { id: line.id, ...Object.fromEntries(figureCodes.map((code) => [code, line[code]])) } as UnitDay['line'] : null,
    rows: counted, differences: line ? differencesOf(line, counted) : [], missed: Math.max(0, daysDue - own.filter((one) => one.day <= due).length), lastDay: own.at(-1)?.day ?? null,
  }
}

/** Where a campaign stands, from its rows; `day` is the one whose lines are shown. */
export async function boardOf(tx: Tx, campaign: CampaignRow, wanted?: DateOnly): Promise<Board> {
  const { today } = tx.work
  const last = today < campaign.ends_on ? today : campaign.ends_on
  const yesterday = addDays(today, -1)
  const until = yesterday < campaign.ends_on ? yesterday : campaign.ends_on
  const daysDue = Math.max(0, daysBetween(campaign.starts_on, until) + 1)
  // Of units out of reach no lines are seen, which is not that they told nothing.
  const reporters = (await reportersOf(tx, campaign.units)).filter(({ region }) => can(tx.work.actor, READ, { region }))
  const [lines, counties, mark] = [await linesOf(tx, campaign.id), await targetCoverage(tx, campaign.id), await boardMark(tx, campaign.id)]
  // Today once somebody has told it, else the last day told.
  const day = wanted ?? lines.at(-1)?.day ?? last
  const rows = await rowFigures(tx, campaign.id, reporters, { from: campaign.starts_on, until: campaign.ends_on })
  const ground: Ground = { campaign, day, daysDue, lines, rows }
  const codes = [...new Set([...counties.map(({ region }) => region), ...reporters.map(({ region }) => region), campaign.region])]
  return {
    campaign: { id: campaign.id, title: campaign.title, startsOn: campaign.starts_on, endsOn: campaign.ends_on, state: campaign.state, region: campaign.region },
    today, day, daysDue, counties, totals: totals(lines.map(asDaily), shippedFigures, { from: campaign.starts_on, until: campaign.ends_on }),
    units: reporters.map((one) => unitDay(one, ground)), linesApart: lines.filter((line) => differencesOf(line, rows.get(`${line.unit_id} ${line.day}`) ?? {}).length > 0).length,
    labels: await regionNames(tx, codes), mark,
  }
}

/** Visits of a period by county, and how many of those asked have an inspection. */
export async function visitCoverage(tx: Tx, periods: readonly string[], region: string): Promise<ReadonlyMap<string, { readonly assigned: number; readonly counties: readonly Coverage[] }>> {
  const { rows } = await sql<Coverage & { period: string; assigned: number }>`select special_period as period, left(region, 6) as region, count(*)::int as asked, (count(*) filter (where visited))::int as visited,
      (count(*) filter (where problem))::int as problems, count(inspection)::int as assigned
    from period_visit where special_period = any(${[...periods]}::uuid[]) and closed_at is null and asked and ${inRegion(region)} and ${readScope(periodVisits, tx.work.actor)} group by 1, 2 order by 1, 2`.execute(tx)
  return new Map([...Map.groupBy(rows, ({ period }) => period)].map(([period, own]) => [period, {
    assigned: own.reduce((sum, one) => sum + one.assigned, 0), counties: own.map(({ region: code, asked, visited, problems }) => ({ region: code, asked, visited, problems })),
  }]))
}
