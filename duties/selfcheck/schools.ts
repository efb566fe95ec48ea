import { sql } from 'kysely'
import { Problem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Span } from '../../platform/core/periods.ts'
import { mustMay } from '../../platform/identity/actor.ts'
import { regionNames } from '../../platform/register/labels.ts'
import { inRegion } from '../../platform/register/scope.ts'
import { typesUnder } from '../registry/index.ts'
import type { SchoolCoverage, SchoolLine } from './contract.ts'
import { finer } from './coverage.ts'
import { READ, type Level } from './words.ts'

/** Canteens of schools, kindergartens and universities: what the three levels check. */
const schoolTypes = (): string[] => ['CANT_SCHOOL', 'CANT_KINDERGARTEN', 'CANT_UNIVERSITY'].flatMap((code) => [...typesUnder(code)])

type Place = { readonly name: string; readonly id: string }
const cursorOf = ({ name, id }: Place): string => Buffer.from(JSON.stringify([name, id])).toString('base64url')
function placeOf(cursor: string): Place {
  try {
    const [name, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof name === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) && !name.includes('\u0000')) return { name, id }
  } catch { /* told below */ }
  throw new Problem('page.cursor')
}

export type SchoolsAsked = { readonly region: string; readonly span: Span; readonly cursor: string | undefined; readonly limit: number; /** Only those without a check of this level. */ readonly without: Level | undefined }

/** Schools with the last check of each level in a span, by name. */
export async function schoolList(tx: Tx, { region, span, cursor, limit, without }: SchoolsAsked): Promise<{ items: readonly SchoolLine[]; next: string | null }> {
  mustMay(tx.work.actor, READ, { region })
  const after = cursor === undefined ? undefined : placeOf(cursor)
  const lacks = without === undefined ? sql`` : sql`and not exists (select 1 from school_check w where w.premises_id = p.id and w.level = ${without} and w.closed_at is null and w.on_day between ${span.from}::date and ${span.until}::date)`
  const { rows } = await sql<Omit<SchoolLine, 'regionName'> & { name_sort: string }>`with page as (select p.id, p.name, p.name_sort, p.region from premises p
      where p.type = any(${schoolTypes()}::text[]) and p.closed_at is null and p.status in ('open', 'reopened') and ${inRegion(region, 'p.region')}
        ${after ? sql`and (p.name_sort, p.id) > (${after.name}, ${after.id}::uuid)` : sql``} ${lacks} order by p.name_sort, p.id limit ${limit + 1})
    select page.*, coalesce((select jsonb_object_agg(level, jsonb_build_object('id', id, 'on', on_day, 'result', result, 'open', open, 'times', times)) from (
        select distinct on (level) level, id, on_day, result, result = 'problems' and corrected_on is null as open, count(*) over (partition by level) as times from school_check s
        where s.premises_id = page.id and s.closed_at is null and s.on_day between ${span.from}::date and ${span.until}::date order by level, on_day desc, id desc) last), '{}') as checks
    from page order by page.name_sort, page.id`.execute(tx)
  const shown = rows.slice(0, limit)
  const names = await regionNames(tx, [...new Set(shown.map((row) => row.region))])
  const last = shown.at(-1)
  return {
    items: shown.map(({ name_sort: _, ...row }) => ({ ...row, regionName: names[row.region] ?? null })),
    next: rows.length > limit && last ? cursorOf({ name: last.name_sort, id: last.id }) : null,
  }
}

/** How many schools each level has checked in a span, by what lies in a region. */
export async function schoolCoverage(tx: Tx, region: string, { from, until }: Span): Promise<readonly SchoolCoverage[]> {
  mustMay(tx.work.actor, READ, { region })
  const digits = sql.lit(finer(region))
  type Row = { code: string; schools: number; school: number; county: number; city: number; school_open: number; county_open: number; city_open: number }
  const { rows } = await sql<Row>`select left(p.region, ${digits}) as code, count(*)::int as schools,
      count(s.school)::int as school, count(s.county)::int as county, count(s.city)::int as city,
      count(*) filter (where s.school_open)::int as school_open, count(*) filter (where s.county_open)::int as county_open, count(*) filter (where s.city_open)::int as city_open
    from premises p left join (select premises_id,
        max(on_day) filter (where level = 'school') as school, max(on_day) filter (where level = 'county') as county, max(on_day) filter (where level = 'city') as city,
        bool_or(level = 'school' and result = 'problems' and corrected_on is null) as school_open, bool_or(level = 'county' and result = 'problems' and corrected_on is null) as county_open,
        bool_or(level = 'city' and result = 'problems' and corrected_on is null) as city_open
      from school_check where closed_at is null and on_day between ${from}::date and ${until}::date and ${inRegion(region)} group by premises_id) s on s.premises_id = p.id
    where p.type = any(${schoolTypes()}::text[]) and p.closed_at is null and p.status in ('open', 'reopened') and ${inRegion(region, 'p.region')} group by 1 order by 1`.execute(tx)
  const names = await regionNames(tx, rows.map(({ code }) => code))
  return rows.map((row) => ({
    code: row.code, label: names[row.code] ?? { zh: row.code, en: row.code }, schools: row.schools,
    levels: { school: { checked: row.school, open: row.school_open }, county: { checked: row.county, open: row.county_open }, city: { checked: row.city, open: row.city_open } },
  }))
}

