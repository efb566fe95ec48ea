import { sql, type RawBuilder } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { inRegion, readScope } from '../../platform/register/scope.ts'
import type { CoverageRow, WorkloadRow } from './contract.ts'
import { planLines, premisesGrades } from './registers.ts'

export type CoverageAsk = { readonly region: string; readonly by: 'county' | 'type' | 'grade'; readonly from: DateOnly; readonly to: DateOnly; readonly types: readonly string[] }

export const GROUPS: { readonly [K in CoverageAsk['by']]: (table: string) => RawBuilder<unknown> } = {
  county: (table) => sql`left(${sql.ref(`${table}.region`)}, 6)`, type: (table) => sql`${sql.ref(`${table}.type`)}`, grade: (table) => sql`coalesce(${sql.ref(`${table}.grade`)}, '')`,
}

/**
 * How far inspections of a span reached: places that trade, those visited in it, those whose full check is overdue, the high-risk ones,
 * and the year's plan beside it. Two passes, over grades and over lines.
 */
export async function coverage(tx: Tx, { region, by, from, to, types }: CoverageAsk): Promise<readonly CoverageRow[]> {
  const { actor, today } = tx.work
  const [g, l] = [GROUPS[by]('g'), GROUPS[by]('l')]
  const narrowed = (table: string): RawBuilder<unknown> => (types.length === 0 ? sql`true` : sql`${sql.ref(`${table}.type`)} = any(${[...types]}::text[])`)
  const [grades, lines] = await Promise.all([
    sql<Omit<CoverageRow, 'due' | 'behind'>>`with v as materialized (
        select premises_id, count(*)::int as visits from inspection where visited_on between ${from}::date and ${to}::date and result is not null and closed_at is null and ${inRegion(region)} group by premises_id
      ), g as (select * from premises_grade where ${readScope(premisesGrades as never, actor)} and ${inRegion(region)} and trading and closed_at is null)
      select ${g} as code, count(*)::int as trading, count(v.premises_id)::int as visited, coalesce(sum(v.visits), 0)::int as visits, count(*) filter (where g.full_due_on < ${today}::date)::int as overdue,
        count(*) filter (where g.grade = 'D')::int as high, count(v.premises_id) filter (where g.grade = 'D')::int as "highVisited"
      from g left join v on v.premises_id = g.premises_id where ${narrowed('g')} group by 1 order by 1`.execute(tx),
    sql<Pick<CoverageRow, 'code' | 'due' | 'behind'>>`with l as (select * from plan_line where ${readScope(planLines as never, actor)} and ${inRegion(region)} and starts_on <= ${today}::date and ends_on >= ${today}::date and closed_at is null)
      select ${l} as code, count(*) filter (where due > 0)::int as due, count(*) filter (where behind)::int as behind from l where ${narrowed('l')} group by 1`.execute(tx),
  ])
  const planned = new Map(lines.rows.map((row) => [row.code, row]))
  return grades.rows.map((row) => ({ ...row, due: planned.get(row.code)?.due ?? 0, behind: planned.get(row.code)?.behind ?? 0 }))
}

/** What each inspector of a region has on hand and has done in a span; `days` are those on which he inspected. */
export async function workload(tx: Tx, region: string, from: DateOnly, to: DateOnly): Promise<readonly WorkloadRow[]> {
  const { today } = tx.work
  const { rows } = await sql<WorkloadRow>`with work as (
      select person, count(*) filter (where state = 'assigned')::int as open, count(*) filter (where state = 'assigned' and due_on < ${today}::date)::int as late,
        count(*) filter (where held)::int as done, count(*) filter (where held and result = 'fail')::int as failed, count(distinct visited_on) filter (where held)::int as days
      from (select i.*, coalesce(i.result is not null and i.visited_on between ${from}::date and ${to}::date, false) as held, p.person
        from inspection i cross join lateral unnest(case when i.result is null then i.inspectors else i.present end) as p (person)
        where i.closed_at is null and ${inRegion(region, 'i.region')} and (i.state = 'assigned' or i.visited_on between ${from}::date and ${to}::date)) i group by person
    )
    select p.id as person, p.name, u.name as unit, p.region, coalesce(w.open, 0) as open, coalesce(w.late, 0) as late, coalesce(w.done, 0) as done, coalesce(w.failed, 0) as failed, coalesce(w.days, 0) as days
    from person p left join org_unit u on u.id = p.unit_id left join work w on w.person = p.id
    where ${inRegion(region, 'p.region')} and p.closed_at is null and (w.person is not null or exists (
      select from post o join role r on r.code = o.role_code and r.closed_at is null and r.rights @> array['inspection.work']
      where o.person_id = p.id and o.closed_at is null and o.starts_on <= ${today}::date and (o.ends_on is null or o.ends_on >= ${today}::date)))
    order by coalesce(w.late, 0) desc, coalesce(w.open, 0) desc, coalesce(w.done, 0) desc, p.name_sort, p.id limit 500`.execute(tx)
  return rows
}
