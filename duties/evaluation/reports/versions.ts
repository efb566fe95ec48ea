import { sql } from 'kysely'
import { canonical } from '../../../platform/core/canonical.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import type { OtherVersion, VersionChange, VersionChanges } from './contract.ts'
import type { ParagraphRow, ReportRow } from './registers.ts'
import { paragraphsOf } from './store.ts'

problems({
  'report.first-version': [404, '这份报告不是据另一份起草的新版，没有可比对的上一版。', 'This report was not begun from another, so there is nothing to compare it with.'],
})

const columns = sql.raw('id, title, state, number, sent_on')

/** The version that a report was begun from, and those begun from it. */
export async function versionsOf(tx: Tx, { id, copied_from }: Pick<ReportRow, 'id' | 'copied_from'>): Promise<{ before: OtherVersion | null; after: readonly OtherVersion[] }> {
  const { rows } = await sql<OtherVersion>`select ${columns} from evaluation_report where closed_at is null and (id = ${copied_from} or copied_from = ${id}) order by id`.execute(tx)
  return { before: rows.find((one) => one.id === copied_from) ?? null, after: rows.filter((one) => one.id !== copied_from) }
}

type Compared = Pick<ParagraphRow, 'id' | 'kind' | 'level' | 'text' | 'table_content' | 'chart_content' | 'copied_from'>

/** A paragraph as text that can be laid beside another. */
const shown = ({ text, table_content: table }: Compared): string => (table ? [table.head, ...table.rows].map((cells) => cells.join('\t')).join('\n') : text)
const same = (a: Compared, b: Compared): boolean => canonical([a.kind, a.level, shown(a), a.chart_content]) === canonical([b.kind, b.level, shown(b), b.chart_content])

/** What differs between two versions, paragraph by paragraph; each new one knows which it continues. Pure. */
export function changesBetween(before: readonly Compared[], after: readonly Compared[]): readonly VersionChange[] {
  const old = new Map(before.map((row) => [row.id, row]))
  const continued = new Set(after.map(({ copied_from }) => copied_from))
  const removedFrom = (start: number): VersionChange[] => {
    const end = before.findIndex(({ id }, at) => at >= start && continued.has(id))
    return before.slice(start, end < 0 ? undefined : end).map((row) => ({ kind: 'removed', paragraph: row.id, before: shown(row), after: '' }))
  }
  const own = after.flatMap((row): VersionChange[] => {
    const was = row.copied_from === null ? undefined : old.get(row.copied_from)
    if (!was) return [{ kind: 'added', paragraph: row.id, before: '', after: shown(row) }]
    const changed: VersionChange[] = same(was, row) ? [] : [{ kind: 'changed', paragraph: row.id, before: shown(was), after: shown(row) }]
    return [...changed, ...removedFrom(before.indexOf(was) + 1)]
  })
  return [...removedFrom(0), ...own]
}

/** What changed since the version that a report was begun from. @throws Problem `report.first-version` (404) */
export async function differencesTo(tx: Tx, report: ReportRow): Promise<VersionChanges> {
  const { before: from } = await versionsOf(tx, report)
  if (!from) throw new Problem('report.first-version')
  return { from, items: changesBetween(await paragraphsOf(tx, from.id), await paragraphsOf(tx, report.id)) }
}
