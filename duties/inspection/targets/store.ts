import { sql, type RawBuilder } from 'kysely'
import { date, type DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { newId } from '../../../platform/core/ids.ts'
import type { JobDeclaration } from '../../../platform/jobs/declare.ts'
import { insertNew } from '../../../platform/register/bulk.ts'
import { changeRow, closeRow, columnList } from '../../../platform/register/store.ts'
import { typesFirst } from '../shipped/targets.ts'
import { inForce } from '../../../platform/core/dated.ts'
import { targets, type TargetRow } from './registers.ts'

type Visit = { readonly id: string; readonly premises_id: string; readonly kind: string; readonly visited_on: DateOnly | null }
const columns = columnList(targets as never)

/** A finished inspection is the first visit of the year to a place that comes first, or its audit. */
export async function tellTarget(tx: Tx, { id, premises_id, kind, visited_on }: Visit): Promise<void> {
  if (visited_on === null) return
  const { rows: [row] } = await sql<TargetRow>`select ${columns} from inspection_target
    where premises_id = ${premises_id} and starts_on <= ${visited_on}::date and ends_on >= ${visited_on}::date and closed_at is null for update`.execute(tx)
  if (!row) return
  const { rows: [{ held } = { held: 0 }] } = await sql<{ held: number }>`select ${heldIn(sql`${premises_id}::uuid`, row.starts_on, row.ends_on)} as held`.execute(tx)
  const change = {
    held, ...(row.visited_on === null || visited_on < row.visited_on ? { visited_on, inspection: id } : {}),
    ...(kind === 'system' && (row.audited_on === null || visited_on < row.audited_on) ? { audited_on: visited_on, audit: id } : {}),
  }
  await changeRow(tx, targets, row as never, change)
}

/** Visits of a place that were held between two days. */
const heldIn = (premises: RawBuilder<unknown>, from: DateOnly, to: DateOnly): RawBuilder<number> =>
  sql<number>`(select count(*)::int from inspection i where i.premises_id = ${premises} and i.visited_on between ${from}::date and ${to}::date and i.result is not null and i.closed_at is null)`

type Missing = { readonly premises_id: string; readonly enterprise_id: string; readonly region: string; readonly title: string; readonly type: string; readonly visits: number | null; readonly held: number; readonly visited_on: DateOnly | null; readonly inspection: string | null; readonly audited_on: DateOnly | null; readonly audit: string | null }

/** Listed in the year, and no longer to be: what closed, and what is listed for a grade that it no longer has; what was visited stays. */
type Listed = TargetRow & { readonly closed: boolean; readonly first: boolean; readonly owed: number | null; readonly now_held: number }

/**
 * A year's list made whole: places that the law puts first by type, and those that the rules of frequency put first by grade and type
 * (重点检查对象 of the grade register), with the visits that are owed and what was done that year already.
 * @source 总局令49号 art. 22
 */
export async function keepTargets(tx: Tx, year: number = Number(tx.work.today.slice(0, 4))): Promise<{ readonly added: number; readonly changed: number; readonly closed: number }> {
  const [from, to] = [date(`${year}-01-01`), date(`${year}-12-31`)]
  const { reasons } = inForce(typesFirst, tx.work.today, 'inspection.targets')
  const first = sql<boolean>`(p.type = any(${Object.keys(reasons)}::text[]) or coalesce(g.focus, false))`
  const { rows } = await sql<Missing>`select p.id as premises_id, p.enterprise_id, p.region, p.name as title, p.type, g.visits, ${heldIn(sql`p.id`, from, to)} as held, v.visited_on, v.id as inspection, a.visited_on as audited_on, a.id as audit
    from premises p left join premises_grade g on g.premises_id = p.id and g.closed_at is null
    left join lateral (select i.id, i.visited_on from inspection i where i.premises_id = p.id and i.visited_on between ${from}::date and ${to}::date and i.result is not null order by i.visited_on, i.id limit 1) v on true
    left join lateral (select i.id, i.visited_on from inspection i where i.premises_id = p.id and i.visited_on between ${from}::date and ${to}::date and i.result is not null and i.kind = 'system' order by i.visited_on, i.id limit 1) a on true
    where ${first} and p.closed_at is null and p.status in ('open', 'reopened')
      and not exists (select from inspection_target t where t.premises_id = p.id and t.starts_on = ${from}::date and t.closed_at is null)
    order by p.region, p.id`.execute(tx)
  await insertNew(tx, targets, rows.map(({ type, ...row }) => ({ ...row, id: newId(), why: reasons[type] ?? 'grade', starts_on: from, ends_on: to })))
  const { rows: listed } = await sql<Listed>`select t.*, p.closed_at is not null or p.status = 'closed' as closed, ${first} as first, g.visits as owed, ${heldIn(sql`t.premises_id`, from, to)} as now_held
    from (select ${columns} from inspection_target where starts_on = ${from}::date and closed_at is null order by id for update) t
    join premises p on p.id = t.premises_id left join premises_grade g on g.premises_id = p.id and g.closed_at is null`.execute(tx)
  const gone = listed.filter((row) => row.visited_on === null && (row.closed || !row.first))
  for (const row of gone) await closeRow(tx, targets, row as never, row.closed ? '场所已关闭' : '等级已调整，不再列为重点')
  const moved = listed.filter((row) => !gone.includes(row) && (row.visits !== row.owed || row.held !== row.now_held))
  for (const row of moved) await changeRow(tx, targets, row as never, { visits: row.owed, held: row.now_held })
  return { added: rows.length, changed: moved.length, closed: gone.length }
}

export const targetsJob: JobDeclaration = {
  kind: 'inspection.targets',
  title: { zh: '重点检查对象更新', en: 'Places to check first kept up' },
  schedule: '20 2 * * *',
  run: ({ write }) => write((tx) => keepTargets(tx)),
}
