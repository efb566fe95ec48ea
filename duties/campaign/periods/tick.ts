import { sql } from 'kysely'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { changeRow, getRow } from '../../../platform/register/store.ts'
import { OPERATING } from '../../registry/index.ts'
import { campaignTargets, periodVisits } from '../registers.ts'

/** Rows changed in one transaction. */
const MOST = 300
export const NOT_TRADING = '停业或关闭'

type Tick = { readonly id: string; readonly inspection: string; readonly visited_on: DateOnly; readonly problem: boolean; readonly visits: number }

/** Only premises visited lately; null: all. */
const lately = (since: DateOnly | null, column: string) =>
  since === null ? sql`true` : sql`${sql.ref(column)} in (select premises_id from inspection where visited_on >= ${since}::date)`

/** Ticks off visits of periods that an inspection has made within their days. @returns how many; fewer than `MOST` once none is left */
export async function tickVisits(tx: Tx, since: DateOnly | null): Promise<number> {
  const { rows } = await sql<Tick>`select v.id, x.inspection, x.visited_on, x.problem, 0 as visits from period_visit v join lateral (
      select i.id as inspection, i.visited_on, coalesce(i.failed, 0) > 0 as problem from inspection i
      where i.premises_id = v.premises_id and i.visited_on between v.from_on and v.due_on and i.result is not null and i.closed_at is null
      order by i.visited_on, i.id limit 1) x on true
    where v.closed_at is null and ${lately(since, 'v.premises_id')} and (not v.visited or v.problem <> x.problem or v.inspection is distinct from x.inspection)
    order by v.id limit ${MOST}`.execute(tx)
  for (const { id, inspection, visited_on, problem } of rows)
    await changeRow(tx, periodVisits, await getRow(tx, periodVisits, id, { lock: true }), { inspection, visited_on, visited: true, problem, asked: true, why_not: null })
  return rows.length
}

/** Ticks off targets of campaigns. */
export async function tickTargets(tx: Tx, since: DateOnly | null): Promise<number> {
  const { rows } = await sql<Tick>`select t.id, x.inspection, x.visited_on, x.problem, x.visits from campaign_target t join campaign c on c.id = t.campaign join lateral (
      select count(*)::int as visits, max(i.visited_on) as visited_on, bool_or(coalesce(i.failed, 0) > 0) as problem, (array_agg(i.id order by i.visited_on desc, i.id desc))[1] as inspection
      from inspection i where i.premises_id = t.premises_id and i.visited_on between c.starts_on and c.ends_on and i.result is not null and i.closed_at is null) x on x.visits > 0
    where t.closed_at is null and c.closed_at is null and ${lately(since, 't.premises_id')}
      and (t.visits is distinct from x.visits or t.problem <> x.problem or t.inspection is distinct from x.inspection)
    order by t.id limit ${MOST}`.execute(tx)
  for (const { id, inspection, visited_on, problem, visits } of rows)
    await changeRow(tx, campaignTargets, await getRow(tx, campaignTargets, id, { lock: true }), { inspection, visited_on, visited: true, problem, visits })
  return rows.length
}

/** A place that stopped trading is asked for no visit, and again once it trades. */
export async function excuseClosed(tx: Tx): Promise<number> {
  const { rows } = await sql<{ id: string; trades: boolean }>`select v.id, p.closed_at is null and p.status = any(${[...OPERATING]}::text[]) as trades
    from period_visit v join premises p on p.id = v.premises_id
    where v.closed_at is null and not v.visited and v.due_on >= ${tx.work.today}::date
      and ((v.asked and (p.closed_at is not null or p.status <> all(${[...OPERATING]}::text[])))
        or (not v.asked and v.why_not = ${NOT_TRADING} and p.closed_at is null and p.status = any(${[...OPERATING]}::text[])))
    order by v.id limit ${MOST}`.execute(tx)
  for (const { id, trades } of rows)
    await changeRow(tx, periodVisits, await getRow(tx, periodVisits, id, { lock: true }), { asked: trades, why_not: trades ? null : NOT_TRADING })
  return rows.length
}

/** Repeats a step in transactions of its own until it finds nothing more. */
export async function untilDone(write: <T>(body: (tx: Tx) => Promise<T>) => Promise<T>, step: (tx: Tx) => Promise<number>, most = MOST): Promise<number> {
  let all = 0
  for (;;) {
    const done = await write(step)
    all += done
    if (done < most) return all
  }
}
