import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { daysBetween } from '../core/dates.ts'
import { newId } from '../core/ids.ts'
import { Problem } from '../core/problem.ts'
import type { Routes } from '../http/routes.ts'
import { can, type Actor } from '../identity/actor.ts'
import { pathOf } from '../register/declare.ts'
import { labelsFor, regionNames, type Labels, type Registry } from '../register/labels.ts'
import { checkReferences, readable } from '../register/serve.ts'
import { createSchema, idText } from '../register/schema.ts'
import { inRegion } from '../register/scope.ts'
import { masked } from '../register/personal.ts'
import { cache } from '../today/cache.ts'
import { act, clocksOf } from './act.ts'
import { mustAct, nextActions, type MatterService, type Record_ } from './service.ts'

const byId = z.object({ id: idText })
const keyOf = (header: unknown): string => (typeof header === 'string' && idText.safeParse(header).success ? header : newId())

async function answer(tx: Tx, registers: Registry, service: MatterService, actor: Actor, record: Record_): Promise<{ row: unknown; may: readonly string[]; labels: Labels }> {
  return { row: masked(service.register, record), may: nextActions(service, actor, record), labels: await labelsFor(tx, registers, service.register, [record]) }
}

async function details(tx: Tx, service: MatterService, record: Record_): Promise<Record<string, unknown>> {
  const { declaration } = service.rules
  const [actions, clocks, documents, files, limits] = await Promise.all([
    tx.selectFrom('matter_action').select(['id', 'number', 'action', 'actor', 'at', 'from_state', 'to_state', 'input']).where('matter_id', '=', record.id).orderBy('number', 'desc').limit(500).execute(),
    clocksOf(tx, record.id),
    tx.selectFrom('document').select(['id', 'kind', 'number', 'title', 'at', 'file_id']).where('matter_id', '=', record.id).orderBy('at', 'desc').execute(),
    tx.selectFrom('file').select(['id', 'name', 'size', 'media_type', 'created_at']).where('about_id', '=', record.id).where('removed_at', 'is', null).orderBy('created_at').execute(),
    tx.selectFrom('time_limit').select(['code', 'legal_basis']).where('closed_at', 'is', null).execute(),
  ])
  const basis = new Map(limits.map((limit) => [limit.code, limit.legal_basis]))
  return {
    actions: actions.map((one) => ({ ...one, label: declaration.actions[one.action]?.label ?? null })),
    clocks: clocks.map((clock) => ({
      clock: clock.clock, label: declaration.clocks[clock.clock]?.label ?? null, startedOn: clock.started_on, dueOn: clock.due_on, stoppedOn: clock.stopped_on,
      overdueDays: clock.due_on === null ? 0 : Math.max(0, daysBetween(clock.due_on, clock.stopped_on ?? tx.work.today)), legalBasis: basis.get(clock.limit_code) ?? null,
    })),
    documents, files,
  }
}

/** Mounts a matter: its one page, its opening, and a route for each action. Lists come from its register. */
export function serveMatter(routes: Routes, registers: Registry, service: MatterService): void {
  const { declaration } = service.rules
  const path = `/matters/${pathOf(declaration.name)}`
  const tag = declaration.name
  const { title } = declaration
  routes.read(`${path}/:id`, { tag, summary: { zh: `${title.zh}：办理情况`, en: `${title.en}: how it stands` }, params: byId }, async ({ tx, actor, params }) => {
    const record = await readable(tx, service.register, actor, params.id) as Record_
    return { ...await answer(tx, registers, service, actor, record), ...await details(tx, service, record) }
  })
  for (const [name, spec] of Object.entries(declaration.actions)) {
    if (spec.system) continue
    const input = createSchema(spec.input ?? {})
    const fields = { fields: spec.input ?? {}, name: declaration.name, title, naming: '', access: { read: [], write: [] } }
    if (name === 'open') {
      routes.write('post', path, { tag, status: 201, summary: { zh: `${title.zh}：${spec.label.zh}`, en: `${title.en}: ${spec.label.en}` }, body: input }, async ({ tx, actor, body, request }) => {
        const given = body as Record<string, unknown>
        mustAct(service, actor, 'open', null, typeof given['region'] === 'string' ? given['region'] : tx.work.city)
        await checkReferences(tx, registers, fields, actor, given)
        return answer(tx, registers, service, actor, await act(tx, service, null, 'open', given, keyOf(request.headers['idempotency-key'])))
      })
      continue
    }
    routes.write('post', `${path}/:id/${name}`, { tag, summary: { zh: `${title.zh}：${spec.label.zh}`, en: `${title.en}: ${spec.label.en}` }, params: byId, body: input.extend({ version: z.int().min(1).optional() }) }, async ({ tx, actor, params, body, request }) => {
      const { version, ...given } = body as Record<string, unknown>
      const before = await readable(tx, service.register, actor, params.id, { lock: true }) as Record_
      mustAct(service, actor, name, before, before.region)
      if (version !== undefined && version !== before.version) throw new Problem('row.changed', { version: before.version })
      await checkReferences(tx, registers, fields, actor, given)
      return answer(tx, registers, service, actor, await act(tx, service, before, name, given, keyOf(request.headers['idempotency-key'])))
    })
  }
}

const page = z.object({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })

function cursorParts(cursor: string | undefined): readonly [string, string] | undefined {
  if (cursor === undefined) return undefined
  const parts = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (parts.length !== 2 || !/^\d{4}-\d{2}-\d{2}$/.test(parts[0]!) || !/^[0-9a-f-]{36}$/.test(parts[1]!)) throw new Problem('page.cursor')
  return [parts[0]!, parts[1]!]
}

// A matter without a due date comes after all that have one.
const NEVER = '9999-12-31'

/** Numbers for the menu that a duty counts; kept for a minute, so that no menu counts a register on the way. */
export type Counter = (tx: Tx) => Promise<Readonly<Record<string, number>>>

/** The inbox of a person: what their unit or they themselves must do, by due date; and all late work in their reach. */
export function serveInbox(routes: Routes, services: readonly MatterService[], counters: readonly Counter[] = []): void {
  const kept = cache<Record<string, number>>(60_000)
  const byName = new Map(services.map((service) => [service.rules.declaration.name, service]))
  const items = async (tx: Tx, where: ReturnType<typeof sql<boolean>>, cursor: string | undefined, limit: number): Promise<unknown> => {
    const after = cursorParts(cursor)
    const { rows } = await sql<InboxRow>`select i.id, i.matter, i.matter_id, i.kind, i.title, i.region, i.unit_id, i.person_id, i.state, i.due_on, i.level, i.at, u.name as unit_name
      from inbox i left join org_unit u on u.id = i.unit_id
      where ${where} ${after ? sql`and (coalesce(i.due_on, ${NEVER}), i.id) > (${after[0]}::date, ${after[1]}::uuid)` : sql``}
      order by coalesce(i.due_on, ${NEVER}), i.id limit ${limit + 1}`.execute(tx)
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      items: shown.map((row) => inboxItem(row, byName.get(row.matter))), labels: await regionNames(tx, [...new Set(shown.map((row) => row.region))]),
      next: rows.length > limit && last ? Buffer.from(`${last.due_on ?? NEVER} ${last.id}`).toString('base64url') : null,
    }
  }
  // Matters to be done, and papers that run out: a hundred expiring licences must not hide one plan task.
  const names = [...byName.keys()]
  const ofKind = { matters: sql<boolean>`i.matter = any(${names}::text[])`, papers: sql<boolean>`i.matter <> all(${names}::text[])`, all: sql<boolean>`true` }
  routes.read('/me/inbox', { tag: 'me', summary: { zh: '我的收件箱', en: 'My inbox' }, query: page.extend({ of: z.enum(['matters', 'papers', 'all']).default('all') }) }, async ({ tx, actor, query }) =>
    items(tx, sql<boolean>`${mine(actor)} and ${ofKind[query.of]}`, query.cursor, query.limit))
  routes.read('/overdue', { tag: 'matters', summary: { zh: '逾期事项', en: 'Late work' }, query: page }, async ({ tx, actor, query }) =>
    items(tx, sql<boolean>`i.due_on < ${tx.work.today} and ${reach(actor)}`, query.cursor, query.limit))
  routes.read('/me/counters', { tag: 'me', summary: { zh: '菜单上的数', en: 'Counts in the menu' } }, async ({ tx, actor }) => {
    const { rows } = await sql<{ inbox: number; late: number; today: number; papers: number }>`select count(*) filter (where ${ofKind.matters}) as inbox,
      count(*) filter (where ${ofKind.matters} and due_on < ${tx.work.today}) as late, count(*) filter (where ${ofKind.matters} and due_on = ${tx.work.today}) as today,
      count(*) filter (where ${ofKind.papers}) as papers from inbox i where ${mine(actor)}`.execute(tx)
    const reached = actor.grants.map((grant) => `${grant.scope} ${grant.region} ${grant.unit} ${grant.rights.join(' ')}`)
    const slow = await kept(JSON.stringify([tx.work.city, actor.enterprise, actor.unit, reached]), Date.parse(tx.work.now), async () =>
      Object.assign({}, ...await Promise.all(counters.map((count) => count(tx)))) as Record<string, number>)
    return { ...rows[0], ...slow }
  })
}

/** The inbox rows (as `i`) that a person or their unit must do. */
export const mine = (actor: Actor): ReturnType<typeof sql<boolean>> => {
  const units = [...new Set([actor.unit, ...actor.grants.map((grant) => grant.unit)].filter((unit) => unit !== null))]
  return sql<boolean>`(i.unit_id = any(${units}::uuid[]) or i.person_id = ${actor.person}::uuid)`
}

/** Late work of the whole area for who may see it (`inbox.read`), else one's own. */
export const reach = (actor: Actor): ReturnType<typeof sql<boolean>> => {
  const areas = actor.grants.filter((grant) => can({ ...actor, grants: [grant] }, 'inbox.read')).flatMap((grant) =>
    grant.scope === 'subtree' ? [inRegion(grant.region, 'i.region')] : grant.scope === 'region' ? [sql<boolean>`i.region = ${grant.region}`] : [])
  return sql<boolean>`(${sql.join([mine(actor), ...areas], sql` or `)})`
}

type InboxRow = {
  id: string; matter: string; matter_id: string; kind: string; title: string; region: string; unit_id: string | null; person_id: string | null
  state: string; due_on: string | null; level: number; at: string; unit_name: string | null
}

function inboxItem(row: InboxRow, service: MatterService | undefined): Record<string, unknown> {
  const declaration = service?.rules.declaration
  return {
    id: row.id, matter: row.matter, matterTitle: declaration?.title ?? null, matterId: row.matter_id, kind: row.kind, title: row.title, region: row.region,
    unit: row.unit_id ? { id: row.unit_id, name: row.unit_name } : null, state: row.state, stateLabel: declaration?.states[row.state] ?? null,
    dueOn: row.due_on, level: row.level, at: row.at, link: service ? service.link({ id: row.matter_id } as Record_) : null,
  }
}
