import { sql, type RawBuilder } from 'kysely'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { newId } from '../../../platform/core/ids.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { insertNew } from '../../../platform/register/bulk.ts'
import { inRegion } from '../../../platform/register/scope.ts'
import { getRow } from '../../../platform/register/store.ts'
import { OPERATING, typesUnder } from '../../registry/index.ts'
import type { TargetCount } from '../contract.ts'
import { campaigns, campaignTargets, type CampaignRow } from '../registers.ts'

problems({
  'campaign.closed': [409, '专项已结束，不能再增加对象。', 'The campaign has ended; no targets can be added.'],
  'campaign.too-many': [422, '符合条件的有 {n} 户，一次最多列入 {most} 户，请缩小范围。', '{n} premises fit; {most} at most can be listed. Narrow it down.'],
  'campaign.no-condition': [422, '请先在专项中选择对象类型或勾选校园周边。', 'First choose types of premises in the campaign, or shops near schools.'],
})

/** Premises that one campaign may list; a list that long is no campaign. */
const MOST = 50_000
const CHUNK = 2000

/** Premises in a region that fit a campaign's conditions and are not among its targets. */
function fitting(campaign: CampaignRow, region: string): RawBuilder<unknown> {
  const types = campaign.types.flatMap(typesUnder)
  return sql`from premises p where p.closed_at is null and p.status = any(${[...OPERATING]}::text[]) and ${inRegion(region, 'p.region')}
    and (${types.length === 0} or p.type = any(${types}::text[])) and (not ${campaign.near_school} or p.near_school)
    and not exists (select 1 from campaign_target t where t.premises_id = p.id and t.campaign = ${campaign.id} and t.closed_at is null)`
}

export type TargetVisits = { readonly visits: number; readonly visited: boolean; readonly visited_on: DateOnly | null; readonly problem: boolean; readonly inspection: string | null }

/** What was inspected of one of the premises within a campaign's days: one row of counts. */
const inspectionsOf = ({ starts_on, ends_on }: Pick<CampaignRow, 'starts_on' | 'ends_on'>, premises: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`select count(*)::int as visits, max(i.visited_on) as visited_on, bool_or(coalesce(i.failed, 0) > 0) as problem, (array_agg(i.id order by i.visited_on desc, i.id desc))[1] as inspection
    from inspection i where i.premises_id = ${premises} and i.visited_on between ${starts_on}::date and ${ends_on}::date and i.result is not null and i.closed_at is null`
const visitsOf = sql`x.visits, x.visits > 0 as visited, x.visited_on, coalesce(x.problem, false) as problem, x.inspection`

/** What the program fills in of a target that people list: its name, where it came from, what was inspected already. */
export async function completeTarget(tx: Tx, values: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
  const { rows: [place] } = await sql<{ name: string }>`select name from premises where id = ${String(values['premises_id'])}`.execute(tx)
  const campaign = await getRow(tx, campaigns, String(values['campaign']))
  if (campaign.state === 'closed') throw new Problem('campaign.closed')
  const { rows: [visits] } = await sql<TargetVisits>`select ${visitsOf} from (${inspectionsOf(campaign, sql`${String(values['premises_id'])}::uuid`)}) x`.execute(tx)
  return { title: place?.name ?? null, listed_by: values['listed_by'] ?? 'list', ...visits }
}

const count = async (tx: Tx, from: RawBuilder<unknown>): Promise<number> => {
  const { rows: [row] } = await sql<{ n: number }>`select count(*)::int as n ${from}`.execute(tx)
  return row!.n
}

/** How many would be listed, and how many are. @throws Problem `campaign.no-condition` (422) */
export async function countTargets(tx: Tx, campaign: CampaignRow, region: string): Promise<TargetCount> {
  if (campaign.types.length === 0 && !campaign.near_school) throw new Problem('campaign.no-condition')
  return {
    found: await count(tx, fitting(campaign, region)),
    listed: await count(tx, sql`from campaign_target where campaign = ${campaign.id} and closed_at is null and ${inRegion(region)}`),
  }
}

/** Lists what fits the conditions; done twice it adds nothing. @throws Problem `campaign.closed` (409), `campaign.too-many`, `campaign.no-condition` (422) */
export async function listTargets(tx: Tx, campaign: CampaignRow, region: string): Promise<TargetCount> {
  if (campaign.state === 'closed') throw new Problem('campaign.closed')
  const { found } = await countTargets(tx, campaign, region)
  if (found > MOST) throw new Problem('campaign.too-many', { n: found, most: MOST })
  for (let left = found; left > 0; left -= CHUNK) {
    const { rows } = await sql<{ id: string; region: string; name: string } & TargetVisits>`select f.*, ${visitsOf} from (select p.id, p.region, p.name ${fitting(campaign, region)} order by p.region, p.id limit ${CHUNK}) f
      left join lateral (${inspectionsOf(campaign, sql.ref('f.id'))}) x on true`.execute(tx)
    await insertNew(tx, campaignTargets, rows.map(({ id, region: of, name, ...visits }) => ({
      id: newId(), region: of, premises_id: id, title: name, campaign: campaign.id, listed_by: 'query', ...visits,
    })))
  }
  return { found, listed: await count(tx, sql`from campaign_target where campaign = ${campaign.id} and closed_at is null and ${inRegion(region)}`) }
}
