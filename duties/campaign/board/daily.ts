import { sql } from 'kysely'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Problem, type FieldProblem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { can } from '../../../platform/identity/actor.ts'
import { columnList, getRow, type AnyRow } from '../../../platform/register/store.ts'
import type { DayForm } from '../contract.ts'
import { campaignDailies, campaigns, READ, type CampaignRow } from '../registers.ts'
import { doubtful } from '../rules/daily.ts'
import { limitsOn } from './limits.ts'
import { problemNames, reportersOf, rowFigures } from './rows.ts'

/**
 * What the program fills in of a daily line, and what it holds against the campaign: the day lies in it, the unit takes part.
 * @throws Problem `input.invalid` (400) with both faults
 */
export async function completeDaily(tx: Tx, values: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
  const campaign = await getRow(tx, campaigns, String(values['campaign_id']))
  const [unit] = await reportersOf(tx, [String(values['unit_id'])])
  const day = values['day'] as DateOnly
  const faults: FieldProblem[] = []
  if (day < campaign.starts_on || day > campaign.ends_on) {
    faults.push({ path: 'day', sentence: {
      zh: `${day} 不在专项期间（${campaign.starts_on} 至 ${campaign.ends_on}）。`, en: `${day} is not within the campaign (${campaign.starts_on} to ${campaign.ends_on}).`,
    } })
  }
  if (unit && !campaign.units.includes(unit.id)) faults.push({ path: 'unit_id', sentence: { zh: `${unit.name}不是本专项的参加单位。`, en: `${unit.name} takes no part in this campaign.` } })
  if (campaign.state === 'draft') faults.push({ path: 'campaign_id', sentence: { zh: '专项还没有开始。', en: 'The campaign has not begun.' } })
  faults.push(...doubtful({ ...values, day, unit_id: null }, await limitsOn(tx, day)))
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  return { region: unit?.region ?? values['region'], title: `${unit?.name ?? ''} ${day}`, person_id: tx.work.actor.person ?? values['person_id'] ?? null }
}

/**
 * The line of a unit and day, where one was told, and what inspections give by themselves.
 * @throws Problem `row.not-found` (404) for a unit out of reach
 */
export async function dayForm(tx: Tx, campaign: CampaignRow, unit: string, day: DateOnly): Promise<DayForm> {
  const [reporter] = await reportersOf(tx, [unit])
  if (!reporter || !can(tx.work.actor, READ, { region: reporter.region })) throw new Problem('row.not-found')
  const { rows: [line] } = await sql<AnyRow>`select ${columnList(campaignDailies)} from campaign_daily where campaign_id = ${campaign.id} and unit_id = ${unit} and day = ${day}::date and closed_at is null`.execute(tx)
  const [rows, names] = [await rowFigures(tx, campaign.id, [reporter], { from: day, until: day }), await problemNames(tx, campaign.id, reporter, day)]
  return { line: line ?? null, rows: rows.get(`${unit} ${day}`) ?? {}, names, limits: await limitsOn(tx, day) }
}
