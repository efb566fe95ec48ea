import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { inRegion, readScope } from '../../platform/register/scope.ts'
import type { coverageNumbers, PlaceLines, previewNumbers } from './contract.ts'
import { GROUPS, type CoverageAsk } from './coverage.ts'
import type { Drawn, PlannedPlace } from './plan.ts'
import { linesOf } from './publish.ts'
import { premisesGrades } from './registers.ts'

/** Places of one answer. */
const PAGE = 200

export type PreviewAsk = { readonly of: (typeof previewNumbers)[number]; readonly county: string | null; readonly town: string | null; readonly grade: string | null; readonly reason: string | null; readonly after: string | null }

/** The places behind a number of a plan that is only tried, or kept as a draft: drawn again by the same choice. */
export function previewRows(places: readonly PlannedPlace[], drawn: Drawn, year: number, { of, county, town, grade, reason, after }: PreviewAsk, today: Tx['work']['today']): PlaceLines {
  const counted = { premises: () => true, visits: (line: Line) => line.months.length > 0, full: (line: Line) => line.full_month !== null, audits: (line: Line) => line.audit_month !== null, unplaced: (line: Line) => line.unplaced > 0 }[of]
  const found = linesOf(places, drawn, '', year, today)
    .filter((line) => counted(line) && (county === null || line.region.startsWith(county)) && (town === null || line.region.slice(0, 9) === town) && (grade === null || (line.grade ?? 'none') === grade) && (reason === null || line.reason === reason) && (after === null || line.premises_id > after))
    .toSorted((a, b) => (a.premises_id < b.premises_id ? -1 : 1))
  const shown = found.slice(0, PAGE)
  return {
    items: shown.map((line) => ({ id: line.premises_id, name: line.name, type: line.type, grade: line.grade, visits: line.months.length, months: line.months.map(Number), last: null, unplaced: line.unplaced, reason: line.reason })),
    next: found.length > PAGE ? shown.at(-1)!.premises_id : null,
  }
}
type Line = ReturnType<typeof linesOf>[number]

export type CoverageRowsAsk = CoverageAsk & { readonly code: string | null; readonly of: (typeof coverageNumbers)[number]; readonly after: string | null }

/** The places behind a number of the coverage: those visited in the span, with how often and when last; `high`: of grade D. */
export async function coverageRows(tx: Tx, { region, by, code, of, from, to, types, after }: CoverageRowsAsk): Promise<PlaceLines> {
  const { rows } = await sql<Pick<PlaceLines['items'][number], 'id' | 'name' | 'type' | 'grade' | 'visits' | 'last'>>`select g.premises_id as id, g.name, g.type, g.grade, v.visits, v.last
    from (select * from premises_grade where ${readScope(premisesGrades as never, tx.work.actor)} and ${inRegion(region)} and trading and closed_at is null) g join (select premises_id, count(*)::int as visits, max(visited_on) as last from inspection
      where visited_on between ${from}::date and ${to}::date and result is not null and closed_at is null and ${inRegion(region)} group by premises_id) v on v.premises_id = g.premises_id
    where ${types.length === 0 ? sql`true` : sql`g.type = any(${[...types]}::text[])`} and ${code === null ? sql`true` : sql`${GROUPS[by]('g')} = ${code}`} and ${of === 'high' ? sql`g.grade = 'D'` : sql`true`}
      and ${after === null ? sql`true` : sql`g.premises_id > ${after}::uuid`} order by g.premises_id limit ${PAGE + 1}`.execute(tx)
  return { items: rows.slice(0, PAGE).map((row) => ({ ...row, months: null, unplaced: 0, reason: null })), next: rows.length > PAGE ? rows[PAGE - 1]!.id : null }
}
