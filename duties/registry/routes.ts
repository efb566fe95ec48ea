import { sql } from 'kysely'
import { z } from 'zod'
import type { DateOnly } from '../../platform/core/dates.ts'
import { addDays } from '../../platform/core/dates.ts'
import { Problem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Duty } from '../../platform/duty.ts'
import type { Routes } from '../../platform/http/routes.ts'
import type { MatterService } from '../../platform/matter/service.ts'
import { changeRow, type AnyRegister, type AnyRow } from '../../platform/register/store.ts'
import { listRows } from '../../platform/register/list.ts'
import { regionNames } from '../../platform/register/labels.ts'
import { createSchema, idText, regionText } from '../../platform/register/schema.ts'
import { inRegion, mustWrite, readScope } from '../../platform/register/scope.ts'
import { present, readable } from '../../platform/register/serve.ts'
import { readBefore, timelinePage, type TimelineSource } from '../../platform/register/timeline.ts'
import { mergeEnterpriseInput, mergePremisesInput, promiseInput, statusInput } from './contract.ts'
import { dossierOf, enterpriseMatters, registryTimeline, subjectOf } from './dossier.ts'
import { enterprises, premises, type Premises } from './enterprises.ts'
import { licences, type Licence, type PromiseResult } from './licences.ts'
import { mergeEnterprises, mergePremises, type Merge } from './merge.ts'
import { certificates } from './people.ts'
import { changeStatus, checkPromise, WARNINGS } from './rules.ts'
import { duplicateEnterprises, duplicatePremises } from './search.ts'
import { keepDerived, type Under } from './store.ts'

const byId = z.object({ id: idText })
const version = z.int().min(1)

/** The row as it leaves the server, with what the actor may do next. */
const answer = (tx: Tx, register: AnyRegister, row: AnyRow): { row: unknown; may: string[] } => {
  const { may, ...shown } = present(register, tx.work.actor, row)
  return { row: shown, may }
}

/** The row for a change: readable, writable, open, and as the person saw it. */
async function forChange(tx: Tx, register: AnyRegister, id: string, seen: number): Promise<AnyRow> {
  const row = await readable(tx, register, tx.work.actor, id, { lock: true })
  mustWrite(register, tx.work.actor, row)
  if (row.closed_at !== null) throw new Problem('row.closed')
  if (row.version !== seen) throw new Problem('row.changed', { version: row.version })
  return row
}

/** Routes of the registry beyond its registers' own. A dossier's timeline is told by all duties. */
export function registryRoutes(routes: Routes, duties: readonly Duty[] = []): void {
  const timeline = [...registryTimeline, ...duties.filter(({ name }) => name !== 'registry').flatMap((duty) => duty.timelineSources ?? [])]
  dossierRoutes(
    routes,
    timeline,
    duties.flatMap((duty) => duty.matters ?? []),
  )
  changeRoutes(routes)
  mergeRoutes(routes)
  expiringRoute(routes)
}

function dossierRoutes(routes: Routes, timeline: readonly TimelineSource[], matters: readonly MatterService[]): void {
  routes.read(
    '/premises/duplicates',
    {
      tag: 'premises',
      summary: { zh: '经营场所：疑似重复', en: 'Premises: perhaps on record twice' },
      query: z.object({ cursor: z.string().max(500).optional() }),
    },
    async ({ tx, query }) => duplicatePremises(tx, query.cursor),
  )
  routes.read(
    '/enterprise/duplicates',
    {
      tag: 'enterprise',
      summary: { zh: '主体：疑似重复', en: 'Enterprises: perhaps on record twice' },
      query: z.object({ cursor: z.string().max(500).optional() }),
    },
    async ({ tx, query }) => duplicateEnterprises(tx, query.cursor),
  )
  routes.read(
    '/premises/:id/dossier',
    { tag: 'premises', summary: { zh: '一企一档', en: 'The dossier of premises' }, params: byId },
    async ({ tx, params }) => {
      const dossier = await dossierOf(tx, params.id, matters)
      const page = await timelinePage(tx, timeline, await subjectOf(tx, params.id), readBefore(undefined), 50)
      return { ...dossier, timeline: page.items, next: page.next }
    },
  )
  routes.read(
    '/enterprise/:id/matters',
    { tag: 'enterprise', summary: { zh: '主体：未办结事项', en: 'Enterprises: open matters' }, params: byId },
    async ({ tx, params }) => ({ items: await enterpriseMatters(tx, params.id, matters) }),
  )
  const page = z.object({ cursor: z.string().max(500).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })
  routes.read(
    '/premises/:id/timeline',
    { tag: 'premises', summary: { zh: '一企一档：时间轴', en: 'The timeline of premises' }, params: byId, query: page },
    async ({ tx, params, query }) => timelinePage(tx, timeline, await subjectOf(tx, params.id), readBefore(query.cursor), query.limit),
  )
}

function changeRoutes(routes: Routes): void {
  routes.write(
    'post',
    '/premises/:id/status',
    {
      tag: 'premises',
      summary: { zh: '停业、恢复、关闭', en: 'Suspend, reopen, close' },
      params: byId,
      body: createSchema(statusInput).extend({ version }),
    },
    async ({ tx, params, body }) => {
      const given = body as { status: Premises['status']; on: DateOnly; reason: string; version: number } // as the schema made it
      const row = await forChange(tx, premises, params.id, given.version)
      tx.work.reason = given.reason
      const before = row as unknown as Premises
      return answer(
        tx,
        premises,
        (await changeRow(tx, premises, before, changeStatus(before.status, given.status, given.on))) as unknown as AnyRow,
      )
    },
  )
  routes.write(
    'post',
    '/licence/:id/promise-check',
    {
      tag: 'licence',
      summary: { zh: '告知承诺核查', en: 'Check of a promise' },
      params: byId,
      body: createSchema(promiseInput).extend({ version }),
    },
    async ({ tx, params, body }) => {
      const given = body as { result: PromiseResult; on: DateOnly; reason: string; version: number } // as the schema made it
      const before = (await forChange(tx, licences, params.id, given.version)) as unknown as Under<Licence>
      tx.work.reason = given.reason
      const after = await changeRow(tx, licences, before, checkPromise(before, given.result, given.on))
      await keepDerived(tx, before.premises_id)
      return answer(tx, licences, after as unknown as AnyRow)
    },
  )
}

function mergeRoutes(routes: Routes): void {
  const versions = { version, losing_version: version }
  const asMerge = (survivor: string, body: unknown): Merge => ({ ...(body as Omit<Merge, 'survivor'>), survivor }) // as the schema made it
  routes.write(
    'post',
    '/premises/:id/merge',
    {
      tag: 'premises',
      summary: { zh: '合并重复场所', en: 'Merge premises on record twice' },
      params: byId,
      body: createSchema(mergePremisesInput).extend(versions),
    },
    async ({ tx, params, body }) => answer(tx, premises, await mergePremises(tx, asMerge(params.id, body))),
  )
  routes.write(
    'post',
    '/enterprise/:id/merge',
    {
      tag: 'enterprise',
      summary: { zh: '合并重复主体', en: 'Merge enterprises on record twice' },
      params: byId,
      body: createSchema(mergeEnterpriseInput).extend(versions),
    },
    async ({ tx, params, body }) => answer(tx, enterprises, await mergeEnterprises(tx, asMerge(params.id, body))),
  )
}

/** How many expire in each window, up to and with its last day. */
async function expiryCounts(tx: Tx, register: AnyRegister, region: string | undefined): Promise<Record<string, number>> {
  const { today, actor } = tx.work
  const last = (days: number): DateOnly => addDays(today, days)
  const valid = 'state' in register.fields ? sql`and state = 'valid'` : sql``
  const columns = WARNINGS.map((days) => sql`count(*) filter (where expires_on <= ${last(days)})::integer as ${sql.ref(String(days))}`)
  const { rows } = await sql<Record<string, number>>`select ${sql.join(columns)} from ${sql.table(register.name)}
    where expires_on >= ${today} and expires_on <= ${last(WARNINGS[0])} and closed_at is null ${valid} and ${readScope(register, actor)} ${region ? sql`and ${inRegion(region)}` : sql``}`.execute(
    tx,
  )
  return rows[0]!
}

function expiringRoute(routes: Routes): void {
  const query = z.object({
    of: z.enum(['licence', 'certificate']).default('licence'),
    within: z.enum(['90', '30', '7']).default('30'),
    region: regionText.optional(),
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  routes.read(
    '/expiring',
    { tag: 'licence', summary: { zh: '即将到期的证照', en: 'What expires soon' }, query },
    async ({ tx, actor, query: { of, within, region, cursor, limit } }) => {
      const register: AnyRegister = of === 'licence' ? licences : certificates
      const where = [
        { field: 'expires_on', op: 'from' as const, values: [tx.work.today] },
        { field: 'expires_on', op: 'to' as const, values: [addDays(tx.work.today, Number(within))] },
        ...(of === 'licence' ? [{ field: 'state', op: 'in' as const, values: ['valid'] }] : []),
      ]
      const list = { sort: 'expires_on', limit, closed: 'open' as const, where, ...(cursor && { cursor }), ...(region && { region }) }
      const page = await listRows(tx, register, list, readScope(register, actor))
      const [counts, places] = await Promise.all([
        expiryCounts(tx, register, region),
        regionNames(tx, [...new Set(page.rows.map((row) => row.region))]),
      ])
      return { counts, items: page.rows.map((row) => present(register, actor, row)), next: page.next, labels: places }
    },
  )
}
