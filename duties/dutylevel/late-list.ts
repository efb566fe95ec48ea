import { sql } from 'kysely'
import { z } from 'zod'
import { Problem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { readScope, inRegion } from '../../platform/register/scope.ts'
import { dateText } from '../../platform/register/schema.ts'
import type { LateLine } from './contract.ts'
import { dutyLevelMatters } from './services.ts'

export type LateQuery = { readonly matter: string; readonly level?: number | undefined; readonly region?: string | undefined; readonly cursor?: string | undefined; readonly limit: number }
const place = z.tuple([dateText, z.uuid()])

function placeOf(cursor: string): z.infer<typeof place> {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw new Problem('page.cursor')
  }
}

/** What is late of a kind and can be urged, the longest overdue first. `level` is how far urging has gone. */
export async function lateLines(tx: Tx, { matter, level, region, cursor, limit }: LateQuery): Promise<{ readonly items: readonly LateLine[]; readonly next: string | null }> {
  const { actor, today } = tx.work
  const { register, rules } = dutyLevelMatters.find((service) => service.rules.declaration.name === matter)!
  const conditions = [
    sql<boolean>`state = any(${[...rules.declaration.actions['remind']!.from as readonly string[]]}::text[])`, sql<boolean>`closed_at is null`, readScope(register, actor),
    ...(level === undefined ? [] : [sql<boolean>`coalesce(late_level, 0) = ${level}`]), ...(region ? [inRegion(region)] : []),
  ]
  const after = cursor === undefined ? undefined : placeOf(cursor)
  const { rows } = await sql<LateLine>`select m.id, ${matter} as matter, m.title, m.region, c.due_on as "dueOn", coalesce(m.late_level, 0) as level, u.name as unit, k.name as cadre
    from (select matter_id, min(due_on) as due_on from matter_clock where matter = ${matter} and stopped_on is null and paused_on is null and due_on < ${today}::date group by matter_id) c
      join (select * from ${sql.table(matter)} where ${sql.join(conditions, sql` and `)}) m on m.id = c.matter_id
      left join person p on p.id = m.holder_person left join org_unit u on u.id = coalesce(m.holder_unit, p.unit_id) left join cadre k on k.id = m.cadre
    where ${after ? sql<boolean>`(c.due_on, m.id) > (${after[0]}::date, ${after[1]}::uuid)` : sql<boolean>`true`} order by c.due_on, m.id limit ${limit + 1}`.execute(tx)
  const last = rows[limit - 1]
  return { items: rows.slice(0, limit), next: rows.length > limit && last ? Buffer.from(JSON.stringify([last.dueOn, last.id])).toString('base64url') : null }
}
