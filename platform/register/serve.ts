import { sql } from 'kysely'
import { z } from 'zod'
import { addDays, isDate, startOf, type DateOnly } from '../core/dates.ts'
import { Problem, type FieldProblem } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import type { Duty } from '../duty.ts'
import { JsonText, type Routes } from '../http/routes.ts'
import { can, type Actor } from '../identity/actor.ts'
import { pathOf } from './declare.ts'
import { labelsFor, type Labels, type Registry } from './labels.ts'
import { listRows, parseListQuery, type Page } from './list.ts'
import { masked, openPersonal, personalFields } from './personal.ts'
import { changeSchema, createSchema, idText, regionText } from './schema.ts'
import { mayOf } from './may.ts'
import { mayRead, mustRead, mustWrite, readScope, scopeIsRange } from './scope.ts'
import { shownColumns, shownItems, shownLabels, type ShownRow } from './shown.ts'
import { changeRow, closeRow, columnList, getRow, insertRow, type AnyRegister, type AnyRow } from './store.ts'

/** No condition of the code's own: what row-level security shows. */
const everything = sql<boolean>`true`

const byId = z.object({ id: idText })
const reason = z.string().trim().max(500).optional()

/** What a duty adds to the plain life of its rows. */
export type Hooks = Pick<Duty, 'afterChange' | 'complete'>

/** A row as it leaves the server: personal fields masked, with what this actor may do next. */
export const present = (register: AnyRegister, actor: Actor, row: AnyRow): AnyRow & { may: string[] } =>
  ({ ...masked(register, row), may: mayOf(register, actor, row) }) as AnyRow & { may: string[] }

/** The row, if the actor may read it. @throws Problem `row.not-found` (404), never telling that a row out of reach exists */
export async function readable(tx: Tx, register: AnyRegister, actor: Actor, id: string, options: { lock?: boolean } = {}): Promise<AnyRow> {
  const row = await getRow(tx, register, id, options) as unknown as AnyRow
  if (!mayRead(register, actor, row)) throw new Problem('row.not-found')
  return row
}

/** All faults of a row by the register's own rules. @throws Problem `input.invalid` (400) */
export function checkRules(register: AnyRegister, row: Readonly<Record<string, unknown>>, today: DateOnly): void {
  const faults: FieldProblem[] = (register.rules ?? []).flatMap((rule) => [...rule(row as never, { today })])
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
}

/** Every id an input refers to must exist in reach and be readable to the actor. @throws Problem `input.invalid` naming the fields */
export async function checkReferences(tx: Tx, registers: Registry, register: AnyRegister, actor: Actor, values: Readonly<Record<string, unknown>>): Promise<void> {
  const faults: FieldProblem[] = []
  const fields = Object.entries(register.fields).flatMap(([name, field]) => ((field.kind === 'reference' || field.kind === 'references') && !field.readonly ? [[name, field.to] as const] : []))
  if (register.belongsTo) fields.push([`${register.belongsTo}_id`, register.belongsTo])
  for (const [name, to] of fields) {
    const ids = [values[name]].flat().filter((id) => typeof id === 'string')
    const target = registers.get(to)
    if (ids.length === 0 || !target) continue
    const { rows } = await sql<AnyRow>`select ${columnList(target)} from ${sql.table(to)} where id = any(${ids}::uuid[])`.execute(tx)
    if (rows.length < new Set(ids).size || !rows.every((row) => mayRead(target, actor, row))) faults.push({ path: name, sentence: { zh: '所选的记录不存在，或不在您的管辖范围内。', en: 'What was chosen does not exist or is outside your area.' } })
  }
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
}

/** A child stands where its parent stands: its region, and the enterprise it belongs to, come from there. */
async function inherited(tx: Tx, registers: Registry, register: AnyRegister, values: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const parent = register.belongsTo ? registers.get(register.belongsTo) : undefined
  if (!parent) return { region: values['region'] ?? tx.work.city }
  const row = await getRow(tx, parent, String(values[`${register.belongsTo}_id`])) as unknown as AnyRow
  const enterprise = parent.own === 'id' ? row.id : parent.own ? row[parent.own] : undefined
  return { region: 'region' in register.fields ? (values['region'] ?? row.region) : row.region, ...(register.own === 'enterprise_id' && enterprise ? { enterprise_id: enterprise } : {}) }
}

/** Creates a row as the actor: rules, references, rights, then the row with its version. */
export async function createAs(tx: Tx, registers: Registry, register: AnyRegister, hooks: Hooks, given: Readonly<Record<string, unknown>>): Promise<AnyRow> {
  const { actor, today } = tx.work
  await checkReferences(tx, registers, register, actor, given)
  const whole = { ...given, ...await inherited(tx, registers, register, given) }
  const values = { ...whole, ...await hooks.complete?.[register.name]?.(tx, whole) } as Record<string, unknown> & { region: string }
  mustWrite(register, actor, values)
  checkRules(register, values, today)
  const row = await insertRow(tx, register, values) as unknown as AnyRow
  await hooks.afterChange?.[register.name]?.(tx, row, null)
  return row
}

/** Changes a row as the actor; the version named must be the current one. */
export async function changeAs(tx: Tx, registers: Registry, register: AnyRegister, hooks: Hooks, id: string, version: number, changes: Readonly<Record<string, unknown>>): Promise<AnyRow> {
  const { actor, today } = tx.work
  const before = await readable(tx, register, actor, id, { lock: true })
  mustWrite(register, actor, before)
  if (before.closed_at !== null) throw new Problem('row.closed')
  if (before.version !== version) throw new Problem('row.changed', { version: before.version })
  await checkReferences(tx, registers, register, actor, changes)
  const whole = { ...before, ...changes }
  const completed = { ...changes, ...await hooks.complete?.[register.name]?.(tx, whole) }
  mustWrite(register, actor, { ...whole, ...completed } as AnyRow)
  checkRules(register, { ...whole, ...completed }, today)
  const row = await changeRow(tx, register, before as never, completed) as unknown as AnyRow
  await hooks.afterChange?.[register.name]?.(tx, row, before)
  return row
}

const withLabels = async (tx: Tx, registers: Registry, register: AnyRegister, row: AnyRow): Promise<{ row: AnyRow; may: string[]; labels: Labels }> => {
  const { may, ...shown } = present(register, tx.work.actor, row)
  return { row: shown as AnyRow, may, labels: await labelsFor(tx, registers, register, [row]) }
}

const listParameters = (register: AnyRegister): z.ZodObject => {
  const fixed = { q: z.string().optional(), sort: z.string().optional(), cursor: z.string().optional(), limit: z.string().optional(), as_of: z.string().optional(), closed: z.string().optional(), region: z.string().optional() }
  const filters = Object.entries(register.fields).filter(([, field]) => (field.filter || field.sort || field.kind === 'reference' || field.kind === 'references') && !field.personal)
  // The list reads its own query and tells all its faults; this is what the OpenAPI document shows.
  return z.looseObject({ ...fixed, ...Object.fromEntries(filters.map(([name]) => [name, z.string().optional()])) })
}

/** Mounts list, get, create, change, close, history and unmask of a register under its path. */
export function serveRegister(routes: Routes, registers: Registry, register: AnyRegister, hooks: Hooks): void {
  const path = `/${pathOf(register.name)}`
  const tag = register.name
  const title = register.title
  const list = { tag, summary: { zh: `${title.zh}：列表`, en: `${title.en}: list` }, query: listParameters(register) }
  const columns = shownColumns(register, registers)
  routes.read<z.ZodType, z.ZodObject, z.ZodType, Page<ShownRow>>(path, list, async ({ tx, actor, query, ahead }) => {
    mustRead(register, actor)
    // The page that came ahead was limited by row-level security only; it counts when the code's own check of each row agrees.
    const early = scopeIsRange(register, actor) ? await ahead : undefined
    const page = early?.rows.every((row) => mayRead(register, actor, row)) ? early : await listRows<ShownRow>(tx, register, parseListQuery(register, query), readScope(register, actor), { columns })
    const labels = await shownLabels(tx, registers, register, page.rows)
    return new JsonText(`{"items":${shownItems(register, actor, page.rows)},"next":${JSON.stringify(page.next)},"more":${String(page.more)},"labels":${JSON.stringify(labels)}}`)
  }, async (db, { query }) => listRows<ShownRow>(db, register, parseListQuery(register, query), everything, { columns, ranged: true }))
  routes.read(`${path}/:id`, { tag, summary: { zh: `${title.zh}：一条`, en: `${title.en}: one` }, params: byId, query: z.object({ as_of: z.string().optional() }) }, async ({ tx, actor, params, query }) => {
    const row = await readable(tx, register, actor, params.id)
    return withLabels(tx, registers, register, query.as_of ? await rowAsOf(tx, register, row, query.as_of) : row)
  })
  routes.read(`${path}/:id/history`, { tag, summary: { zh: `${title.zh}：历史版本`, en: `${title.en}: history` }, params: byId }, async ({ tx, actor, params }) => {
    await readable(tx, register, actor, params.id)
    return history(tx, registers, register, params.id)
  })
  serveUnmask(routes, register, path)
  if (!register.readonly) serveWrites(routes, registers, register, hooks, path)
}

function serveWrites(routes: Routes, registers: Registry, register: AnyRegister, hooks: Hooks, path: string): void {
  const { title, name: tag } = register
  const parent = register.belongsTo ? { [`${register.belongsTo}_id`]: idText } : {}
  const place = register.belongsTo || 'region' in register.fields ? {} : { region: regionText.optional() }
  routes.write('post', path, { tag, status: 201, summary: { zh: `${title.zh}：新增`, en: `${title.en}: create` }, body: createSchema(register.fields).extend({ ...parent, ...place, reason }) }, async ({ tx, body }) => {
    const { reason: why, ...values } = body as Record<string, unknown>
    tx.work.reason = (why as string | undefined) ?? null
    return withLabels(tx, registers, register, await createAs(tx, registers, register, hooks, values))
  })
  routes.write('put', `${path}/:id`, { tag, summary: { zh: `${title.zh}：修改`, en: `${title.en}: change` }, params: byId, body: changeSchema(register.fields).extend({ version: z.int().min(1), reason }) }, async ({ tx, params, body }) => {
    const { version, reason: why, ...changes } = body as Record<string, unknown> & { version: number }
    tx.work.reason = (why as string | undefined) ?? null
    return withLabels(tx, registers, register, await changeAs(tx, registers, register, hooks, params.id, version, changes))
  })
  routes.write('post', `${path}/:id/close`, { tag, summary: { zh: `${title.zh}：注销`, en: `${title.en}: close` }, params: byId, body: z.strictObject({ version: z.int().min(1), reason: z.string().trim().min(1).max(500) }) }, async ({ tx, actor, params, body }) => {
    const before = await readable(tx, register, actor, params.id, { lock: true })
    mustWrite(register, actor, before)
    if (before.closed_at !== null) throw new Problem('row.closed')
    if (before.version !== body.version) throw new Problem('row.changed', { version: before.version })
    tx.work.reason = body.reason
    const row = await closeRow(tx, register, before as never, body.reason) as unknown as AnyRow
    await hooks.afterChange?.[register.name]?.(tx, row, before)
    return withLabels(tx, registers, register, row)
  })
}

function serveUnmask(routes: Routes, register: AnyRegister, path: string): void {
  const personal = personalFields(register)
  if (personal.length === 0) return
  routes.write('post', `${path}/:id/unmask`, {
    tag: register.name, summary: { zh: `${register.title.zh}：查看完整个人信息（记入日志）`, en: `${register.title.en}: show personal data (logged)` }, params: byId,
    body: z.strictObject({ field: z.enum(personal), reason: z.string().trim().min(2).max(500) }),
  }, async ({ tx, actor, params, body }) => {
    const row = await readable(tx, register, actor, params.id)
    if (!can(actor, 'personal.unmask', { region: row.region })) throw new Problem('right.missing', { right: 'personal.unmask' })
    tx.work.action = `unmask ${register.name}.${body.field} ${row.id}`
    tx.work.reason = body.reason
    const stored = row[body.field]
    return { value: typeof stored === 'string' ? await openPersonal(tx, register, body.field, row.id, stored) : null }
  })
}

async function rowAsOf(tx: Tx, register: AnyRegister, row: AnyRow, day: string): Promise<AnyRow> {
  if (!isDate(day)) throw new Problem('input.invalid', {}, [{ path: 'as_of', sentence: { zh: '请填写真实存在的日期。', en: 'Give a real date.' } }])
  const end = startOf(addDays(day, 1))
  const { rows } = await sql<AnyRow>`select ${columnList(register)} from (
    select (jsonb_populate_record(null::${sql.table(register.name)}, image)).* from ${sql.table(`${register.name}_version`)}
    where row_id = ${row.id} and starts_at < ${end} and (ends_at is null or ends_at >= ${end})) t`.execute(tx)
  if (!rows[0]) throw new Problem('row.not-found')
  return rows[0]
}

type Version = { version: number; starts_at: string; ends_at: string | null; image: Record<string, unknown>; actor: string | null; reason: string | null; action: string | null }

/** Versions of a row, newest first, each with what it changed, who changed it and why. Personal fields say only that they changed. */
async function history(tx: Tx, registers: Registry, register: AnyRegister, id: string): Promise<{ items: unknown[]; labels: Labels }> {
  const { rows } = await sql<Version>`select v.version, v.starts_at, v.ends_at, v.image, e.actor, e.reason, e.action
    from ${sql.table(`${register.name}_version`)} v left join audit_entry e on e.id = v.entry_id where v.row_id = ${id} order by v.version`.execute(tx)
  const inner = new Set(['version', 'updated_at', 'created_at', 'id'])
  const items = rows.map((row, i) => {
    const before = rows[i - 1] ? masked(register, rows[i - 1]!.image) : {}
    const now = masked(register, row.image)
    const names = Object.keys(now).filter((name) => !inner.has(name) && JSON.stringify(rows[i - 1]?.image[name] ?? null) !== JSON.stringify(row.image[name] ?? null))
    return {
      version: row.version, startsAt: row.starts_at, endsAt: row.ends_at, actor: row.actor, reason: row.reason, action: row.action,
      diff: Object.fromEntries(names.map((name) => [name, [(before as Record<string, unknown>)[name] ?? null, (now as Record<string, unknown>)[name] ?? null]])),
    }
  }).toReversed()
  return { items, labels: await labelsFor(tx, registers, register, rows.map((row) => row.image as AnyRow)) }
}
