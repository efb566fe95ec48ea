import { sql, type RawBuilder } from 'kysely'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import { monthSpan } from '../../platform/core/periods.ts'
import type { Tx } from '../../platform/database/database.ts'
import { mustMay } from '../../platform/identity/actor.ts'
import { regionNames } from '../../platform/register/labels.ts'
import { inRegion } from '../../platform/register/scope.ts'
import { findType, holds, lineage, typesUnder } from '../registry/index.ts'
import type { Coverage, CoverageLine } from './contract.ts'
import { selfCheckTable } from './store.ts'
import { formFor, formGroups, READ, type FormGroup } from './words.ts'

/** Types under the rule with the form they fill in; what depends on size is no part of the shipped condition. */
async function typesAsked(tx: Tx, day: DateOnly): Promise<ReadonlyMap<string, FormGroup>> {
  const { appliesTo } = await selfCheckTable(tx, day)
  const all = (appliesTo.types ?? []).flatMap(typesUnder).filter((code) => findType(code) !== undefined)
  return new Map(all.map((code) => [code, lineage(code)] as const).filter(([, types]) => holds(appliesTo, { types })).map(([code, types]) => [code, formFor(types)]))
}

type Counted = { readonly code: string } & Omit<CoverageLine, 'code' | 'label'>

/** Of what lies in a region: how many digits tell its parts. */
export const finer = (region: string): number => (region.length === 6 && region.endsWith('00') ? 6 : region.length === 6 ? 9 : 12)

async function counted(tx: Tx, region: string, month: DateOnly, by: 'region' | 'business'): Promise<readonly Counted[]> {
  const types = await typesAsked(tx, month)
  const { until } = monthSpan(month)
  const [codes, groups] = [[...types.keys()], [...types.values()]]
  const part = (column: string): RawBuilder<string> => sql<string>`left(${sql.ref(column)}, ${sql.lit(finer(region))})`
  const place = by === 'region' ? part('p.region') : sql<string>`t.grp`
  const months = by === 'region' ? part('m.region') : sql<string>`m.business`
  const days = by === 'region' ? part('d.region') : sql<string>`'canteen'`
  const { rows } = await sql<Counted>`with t as (select * from unnest(${codes}::text[], ${groups}::text[]) as t(type, grp)),
    place as (select ${place} as code, count(*)::int as under, count(c.id)::int as asked from premises p join t on t.type = p.type
      left join operating_calendar c on c.premises_id = p.id and c.closed_at is null and c.starts_on <= ${until}::date
      where p.closed_at is null and p.status in ('open', 'reopened') and ${inRegion(region, 'p.region')} group by 1),
    month as (select ${months} as code, count(*) filter (where missed = 0)::int as whole, count(*) filter (where missed > 0)::int as short,
      sum(owed)::int as owed, sum(kept)::int as kept, sum(late)::int as late, sum(missed)::int as missed
      from self_check_month m where m.month = ${month}::date and m.closed_at is null and ${inRegion(region, 'm.region')} group by 1),
    day as (select ${days} as code, count(*)::int as "bookDays", count(*) filter (where complete)::int as "bookWhole"
      from canteen_day d where d.on_day between ${month}::date and ${until}::date and d.closed_at is null and ${inRegion(region, 'd.region')} group by 1)
    select code, coalesce(under, 0) as under, coalesce(asked, 0) as asked, coalesce(whole, 0) as whole, coalesce(short, 0) as short, coalesce(owed, 0) as owed, coalesce(kept, 0) as kept,
      coalesce(late, 0) as late, coalesce(missed, 0) as missed, coalesce("bookDays", 0) as "bookDays", coalesce("bookWhole", 0) as "bookWhole"
    from place full join month using (code) full join day using (code) order by code`.execute(tx)
  return rows
}

/** Who keeps the duty of a month, by what lies in a region or by kind of business. */
export async function coverage(tx: Tx, region: string, month: DateOnly, by: 'region' | 'business'): Promise<Coverage> {
  mustMay(tx.work.actor, READ, { region })
  const rows = await counted(tx, region, month, by)
  const names = by === 'region' ? await regionNames(tx, rows.map(({ code }) => code)) : {}
  const label = (code: string): Bilingual => names[code] ?? formGroups.find((one) => one.code === code)?.label ?? { zh: code, en: code }
  return { month, lines: rows.map((row) => ({ ...row, label: label(row.code) })) }
}
