import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { DateOnly, Instant } from '../core/dates.ts'
import { Problem } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import type { Routes } from '../http/routes.ts'
import { can, type Actor } from '../identity/actor.ts'
import { regionNames, type Labels } from '../register/labels.ts'
import { idText, regionText } from '../register/schema.ts'
import { inRegion } from '../register/scope.ts'
import { cache } from '../today/cache.ts'
import type { MatterService, Record_ } from './service.ts'

const page = z.object({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })

/** Numbers for the menu that a duty counts; kept for a minute, so that no menu counts a register on the way. */
export type Counter = (tx: Tx) => Promise<Readonly<Record<string, number>>>

type Condition = RawBuilder<boolean>
type Place = { readonly late_from: Instant; readonly id: string }

function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined
  const [late_from, id, ...more] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (more.length > 0 || !/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(late_from ?? '') || Number.isNaN(Date.parse(late_from!)) || !/^[0-9a-f-]{36}$/.test(id ?? '')) throw new Problem('page.cursor')
  return { late_from: late_from as Instant, id: id! }
}

const cursorOf = ({ late_from, id }: Place): string => Buffer.from(`${late_from} ${id}`).toString('base64url')

/** The ways in which inbox rows (as `i`) come to a person: themselves, and each of their units. Each is one walk of an index. */
function ownWays(actor: Actor): Condition[] {
  const units = [...new Set([actor.unit, ...actor.grants.map((grant) => grant.unit)].filter((unit) => unit !== null))]
  return [...units.map((unit) => sql<boolean>`i.unit_id = ${unit}::uuid`), ...(actor.person === null ? [] : [sql<boolean>`i.person_id = ${actor.person}::uuid`])]
}

/** The areas whose work one may see (`inbox.read`). */
const areas = (actor: Actor): Condition[] => actor.grants.filter((grant) => can({ ...actor, grants: [grant] }, 'inbox.read')).flatMap((grant) =>
  grant.scope === 'subtree' ? [inRegion(grant.region, 'i.region')] : grant.scope === 'region' ? [sql<boolean>`i.region = ${grant.region}`] : [])

const any = (ways: readonly Condition[]): Condition => (ways.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(ways, sql` or `)})`)

/** The inbox rows (as `i`) that a person or their unit must do. */
export const mine = (actor: Actor): Condition => any(ownWays(actor))

/** Work of the whole area for who may see it (`inbox.read`), else one's own. */
export const reach = (actor: Actor): Condition => any([...ownWays(actor), ...areas(actor)])

/** What is late at this instant: of limits in days from the end of their last day on, of limits in hours from the hour on. */
export const isLateNow = (tx: Tx): Condition => sql<boolean>`i.late_from <= ${tx.work.now}::timestamptz`

/** What is due today and not late yet. */
export const isDueToday = (tx: Tx): Condition => sql<boolean>`(i.due_on = ${tx.work.today}::date and i.late_from > ${tx.work.now}::timestamptz)`

/**
 * One page of the inbox, what is late first on top: each way is walked by its own index from the place on, and no more is
 * read of it than a page.
 */
export async function inboxPage(db: Pick<Tx, 'getExecutor'>, ways: readonly Condition[], where: Condition, after: Place | undefined, limit: number): Promise<readonly InboxRow[]> {
  if (ways.length === 0) return []
  const on = after ? sql`and (i.late_from, i.id) > (${after.late_from}::timestamptz, ${after.id}::uuid)` : sql``
  const walks = ways.map((way) => sql`(select i.id, i.late_from from inbox i where ${way} and ${where} ${on} order by i.late_from, i.id limit ${limit})`)
  const { rows } = await sql<InboxRow>`select i.id, i.matter, i.matter_id, i.kind, i.title, i.region, i.unit_id, i.person_id, i.state, i.due_on, i.due_at, i.late_from, i.level, i.at, u.name as unit_name
    from (${sql.join(walks, sql` union `)}) found join inbox i on i.id = found.id left join org_unit u on u.id = i.unit_id
    order by found.late_from, found.id limit ${limit}`.execute(db)
  return rows
}

/** The ways of a person's own inbox, and of all late work in their reach, for `inboxPage`. */
export const waysOf = (actor: Actor, whole: boolean): readonly Condition[] => (whole ? [...ownWays(actor), ...areas(actor)] : ownWays(actor))

/** The inbox of a person: what their unit or they themselves must do, by due date; and all late work in their reach. */
export function serveInbox(routes: Routes, services: readonly MatterService[], counters: readonly Counter[] = []): void {
  const kept = cache<Record<string, number>>(60_000)
  const byName = new Map(services.map((service) => [service.rules.declaration.name, service]))
  const answer = async (tx: Tx, whole: boolean, where: Condition, { cursor, limit }: z.infer<typeof page>): Promise<unknown> => {
    const rows = await inboxPage(tx, waysOf(tx.work.actor, whole), where, placeOf(cursor), limit + 1)
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    const labels: Labels = await regionNames(tx, [...new Set(shown.map((row) => row.region))])
    return { items: shown.map((row) => inboxItem(row, byName.get(row.matter), tx.work.now)), labels, next: rows.length > limit && last ? cursorOf(last) : null }
  }
  // Matters to be done, and papers that run out: a hundred expiring licences must not hide one plan task.
  const names = [...byName.keys()]
  const matters = sql<boolean>`i.matter = any(${names}::text[])`
  const papers = sql<boolean>`i.matter <> all(${names}::text[])`
  const kinds = { all: () => sql<boolean>`true`, matters: () => matters, papers: () => papers, late: isLateNow, today: isDueToday } as const
  const of = z.enum(['matters', 'papers', 'late', 'today', 'all']).default('all')
  routes.read('/me/inbox', { tag: 'me', summary: { zh: '我的收件箱', en: 'My inbox' }, query: page.extend({ of }) }, async ({ tx, query }) => answer(tx, false, kinds[query.of](tx), query))
  routes.read('/overdue', { tag: 'matters', summary: { zh: '逾期事项', en: 'Late work' }, query: page.extend({ unit: idText.optional(), region: regionText.optional() }) }, async ({ tx, query }) => {
    // Of one unit, or within one area: still only what is in reach.
    const narrowed = [isLateNow(tx), ...(query.unit ? [sql<boolean>`i.unit_id = ${query.unit}::uuid`] : []), ...(query.region ? [inRegion(query.region, 'i.region')] : [])]
    return answer(tx, true, sql<boolean>`(${sql.join(narrowed, sql` and `)})`, query)
  })
  routes.read('/me/counters', { tag: 'me', summary: { zh: '菜单上的数', en: 'Counts in the menu' } }, async ({ tx, actor }) => {
    const reached = actor.grants.map((grant) => `${grant.scope} ${grant.region} ${grant.unit} ${grant.rights.join(' ')}`)
    // Each number is counted by the very condition of the list that it opens.
    const [own, late, slow] = await Promise.all([
      sql<Record<string, number>>`select count(*) filter (where ${matters}) as inbox, count(*) filter (where ${papers}) as papers,
        count(*) filter (where ${isLateNow(tx)}) as "inbox.late", count(*) filter (where ${isDueToday(tx)}) as "inbox.today" from inbox i where ${mine(actor)}`.execute(tx),
      sql<{ late: number }>`select count(*) as late from inbox i where ${isLateNow(tx)} and ${reach(actor)}`.execute(tx),
      kept(JSON.stringify([tx.work.city, actor.enterprise, actor.unit, reached]), Date.parse(tx.work.now), async () =>
        Object.assign({}, ...await Promise.all(counters.map((count) => count(tx)))) as Record<string, number>),
    ])
    return { ...own.rows[0], ...late.rows[0], ...slow }
  })
}

export type InboxRow = {
  readonly id: string; readonly matter: string; readonly matter_id: string; readonly kind: string; readonly title: string; readonly region: string
  readonly unit_id: string | null; readonly person_id: string | null; readonly state: string; readonly due_on: DateOnly | null; readonly due_at: Instant | null
  readonly late_from: Instant; readonly level: number; readonly at: Instant; readonly unit_name: string | null
}

function inboxItem(row: InboxRow, service: MatterService | undefined, now: Instant): Record<string, unknown> {
  const declaration = service?.rules.declaration
  return {
    id: row.id, matter: row.matter, matterTitle: declaration?.title ?? null, matterId: row.matter_id, kind: row.kind, title: row.title, region: row.region,
    unit: row.unit_id ? { id: row.unit_id, name: row.unit_name } : null, state: row.state, stateLabel: declaration?.states[row.state] ?? null,
    dueOn: row.due_on, dueAt: row.due_at, late: row.late_from <= now, level: row.level, at: row.at, link: service ? service.link({ id: row.matter_id } as Record_) : null,
  }
}
