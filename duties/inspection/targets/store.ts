import { sql } from 'kysely'
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
  const change = {
    ...(row.visited_on === null || visited_on < row.visited_on ? { visited_on, inspection: id } : {}),
    ...(kind === 'system' && (row.audited_on === null || visited_on < row.audited_on) ? { audited_on: visited_on, audit: id } : {}),
  }
  if (Object.keys(change).length > 0) await changeRow(tx, targets, row as never, change)
}

type Missing = { readonly premises_id: string; readonly enterprise_id: string; readonly region: string; readonly title: string; readonly type: string; readonly visited_on: DateOnly | null; readonly inspection: string | null; readonly audited_on: DateOnly | null; readonly audit: string | null }

/** A year's list made whole: places that the law puts first come in, with what was done that year already; those that closed go out. */
export async function keepTargets(tx: Tx, year: number = Number(tx.work.today.slice(0, 4))): Promise<{ readonly added: number; readonly closed: number }> {
  const [from, to] = [date(`${year}-01-01`), date(`${year}-12-31`)]
  const { reasons } = inForce(typesFirst, tx.work.today, 'inspection.targets')
  const { rows } = await sql<Missing>`select p.id as premises_id, p.enterprise_id, p.region, p.name as title, p.type, v.visited_on, v.id as inspection, a.visited_on as audited_on, a.id as audit
    from premises p
    left join lateral (select i.id, i.visited_on from inspection i where i.premises_id = p.id and i.visited_on between ${from}::date and ${to}::date and i.result is not null order by i.visited_on, i.id limit 1) v on true
    left join lateral (select i.id, i.visited_on from inspection i where i.premises_id = p.id and i.visited_on between ${from}::date and ${to}::date and i.result is not null and i.kind = 'system' order by i.visited_on, i.id limit 1) a on true
    where p.type = any(${Object.keys(reasons)}::text[]) and p.closed_at is null and p.status in ('open', 'reopened')
      and not exists (select from inspection_target t where t.premises_id = p.id and t.starts_on = ${from}::date and t.closed_at is null)
    order by p.region, p.id`.execute(tx)
  await insertNew(tx, targets, rows.map(({ type, ...row }) => ({ ...row, id: newId(), why: reasons[type]!, starts_on: from, ends_on: to })))
  const { rows: gone } = await sql<TargetRow>`select ${columns} from inspection_target t where t.starts_on = ${from}::date and t.closed_at is null and t.visited_on is null
    and exists (select from premises p where p.id = t.premises_id and (p.closed_at is not null or p.status = 'closed')) for update`.execute(tx)
  for (const row of gone) await closeRow(tx, targets, row as never, '场所已关闭')
  return { added: rows.length, closed: gone.length }
}

export const targetsJob: JobDeclaration = {
  kind: 'inspection.targets',
  title: { zh: '重点检查对象更新', en: 'Places to check first kept up' },
  schedule: '20 2 * * *',
  run: ({ write }) => write((tx) => keepTargets(tx)),
}
