import { sql } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../core/dates.ts'
import type { Tx } from '../database/database.ts'
import { newId } from '../core/ids.ts'
import { Problem } from '../core/problem.ts'
import type { Routes } from '../http/routes.ts'
import { can, type Actor } from '../identity/actor.ts'
import { pathOf } from '../register/declare.ts'
import { askLabels, labelsFor, type Labels, type Registry } from '../register/labels.ts'
import type { AnyRow } from '../register/store.ts'
import { checkReferences, readable } from '../register/serve.ts'
import { createSchema, idText } from '../register/schema.ts'
import { masked } from '../register/personal.ts'
import { loadCalendar } from '../calendar/load.ts'
import { act, clocksOf } from './act.ts'
import { limitOn, type Limit } from '../calendar/limits.ts'
import { isLate, overdueDays, overdueHours, type Clock } from './clocks.ts'
import { extensionOf } from './extend.ts'
import { mustAct, nextActions, type MatterService, type Record_ } from './service.ts'

const byId = z.object({ id: idText })
const keyOf = (header: unknown): string => (typeof header === 'string' && idText.safeParse(header).success ? header : newId())

async function answer(tx: Tx, registers: Registry, service: MatterService, actor: Actor, record: Record_): Promise<{ row: unknown; may: readonly string[]; labels: Labels }> {
  const [clocks, { limits }] = await Promise.all([clocksOf(tx, record.id), loadCalendar(tx)])
  return { row: masked(service.register, record), may: nextActions(service, actor, record, { clocks, limits, now: tx.work.now }), labels: await labelsFor(tx, registers, service.register, [record]) }
}

/** Papers about a matter. One about several matters is shown to those who may open it: it lies with the first of them, in its region. */
async function documentsOf(tx: Tx, id: string) {
  const { rows } = await sql<{ id: string; kind: string; number: string; title: string; at: Instant; file_id: string | null; region: string; own_id: string | null; shared: boolean }>`
    select id, kind, number, title, at, file_id, region, own_id, false as shared from document where matter_id = ${id}::uuid
    union all select id, kind, number, title, at, file_id, region, own_id, true from document where also @> array[${id}::uuid] and also <> '{}' order by at desc`.execute(tx)
  return rows.filter(({ shared, region, own_id }) => !shared || can(tx.work.actor, 'files.read', { region, enterprise: own_id }))
    .map(({ region: _, own_id: __, shared: ___, ...document }) => document)
}

type Done = { readonly action: string; readonly input: unknown }

/** Names of what was entered, also where the record no longer refers to it: who was replaced, a row chosen once. */
async function enteredLabels(tx: Tx, registers: Registry, { rules: { declaration } }: MatterService, actions: readonly Done[]): Promise<Labels> {
  const labels: Labels = {}
  for (const [name, done] of Map.groupBy(actions, ({ action }) => action)) {
    const references = Object.entries(declaration.actions[name]?.input ?? {}).flatMap(([field, { kind, ...about }]) => ((kind === 'reference' || kind === 'references') && 'to' in about ? [[field, about.to] as const] : []))
    if (references.length > 0) Object.assign(labels, await askLabels(tx, registers, references, done.map(({ input }) => input as AnyRow))) // as the action's own schema read it
  }
  return labels
}

async function details(tx: Tx, registers: Registry, service: MatterService, record: Record_): Promise<Record<string, unknown> & { readonly entered: Labels }> {
  const { declaration } = service.rules
  const { now, today } = tx.work
  const [actions, clocks, documents, files, { limits }] = await Promise.all([
    tx.selectFrom('matter_action').select(['id', 'number', 'action', 'actor', 'at', 'from_state', 'to_state', 'input']).where('matter_id', '=', record.id).orderBy('number', 'desc').limit(500).execute(),
    clocksOf(tx, record.id),
    documentsOf(tx, record.id),
    tx.selectFrom('file').select(['id', 'name', 'size', 'media_type', 'created_at']).where('about_id', '=', record.id).where('removed_at', 'is', null).orderBy('created_at').execute(),
    loadCalendar(tx),
  ])
  // The row in force when the clock began, as the clock itself was reckoned.
  const limitOf = ({ limit_code: code, started_on }: Clock): Limit | undefined => (limits.some((limit) => limit.code === code) ? limitOn(limits, code, started_on) : undefined)
  return {
    entered: await enteredLabels(tx, registers, service, actions),
    actions: actions.map((one) => ({ ...one, label: declaration.actions[one.action]?.label ?? null })),
    clocks: clocks.map((clock) => {
      const limit = limitOf(clock)
      return {
        clock: clock.clock, label: declaration.clocks[clock.clock]?.label ?? null, startedOn: clock.started_on, dueOn: clock.due_on, dueAt: clock.due_at,
        stoppedOn: clock.stopped_on, stoppedAt: clock.stopped_at, pausedOn: clock.paused_on, pausedAt: clock.paused_at, pausedDays: clock.paused_days,
        late: isLate(clock, now), overdueDays: overdueDays(clock, today), overdueHours: overdueHours(clock, now),
        legalBasis: limit?.legal_basis ?? null, unit: limit?.unit ?? null, extendedBy: clock.extended_by, extension: extensionOf(clock, limits, now),
      }
    }),
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
    const [{ labels, ...found }, { entered, ...more }] = [await answer(tx, registers, service, actor, record), await details(tx, registers, service, record)]
    return { ...found, ...more, labels: { ...entered, ...labels } }
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
