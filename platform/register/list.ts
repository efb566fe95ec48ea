import { sql, type CompiledQuery, type Kysely, type RawBuilder } from 'kysely'
import { isDate, startOf, addDays, type DateOnly } from '../core/dates.ts'
import { Problem, type FieldProblem } from '../core/problem.ts'
import type { Field } from './fields.ts'
import { KEPT, RANGED } from '../database/database.ts'
import type { DB } from '../database/types.ts'
import { regionPrefix } from '../identity/actor.ts'
import { once, sortColumn, standardField } from './columns.ts'
import type { AnyRegister, AnyRow } from './store.ts'
import { columnList } from './store.ts'
import { normalise, queryGrams } from './search.ts'
import { afterPrefix, inRegion } from './scope.ts'

/** One page asked of a register. */
export type ListQuery = {
  readonly q?: string
  readonly sort?: string
  readonly cursor?: string
  readonly limit: number
  readonly asOf?: DateOnly
  readonly closed: 'open' | 'closed' | 'all'
  readonly region?: string
  readonly where: readonly Filter[]
}
export type Filter = { readonly field: string; readonly op: 'in' | 'from' | 'to'; readonly values: readonly (string | number | boolean)[] }
/** `more`: the search found more than `FOUND` rows; these are of the first. */
export type Page<R = AnyRow> = { readonly rows: R[]; readonly next: string | null; readonly more: boolean }

type Sorted = AnyRow & { sort_key?: unknown }
type Sort = { readonly column: string; readonly descending: boolean; readonly nullable: boolean }

const parentField: Field = { kind: 'reference', to: '', filter: true, label: { zh: '所属', en: 'Belongs to' } }

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

function parseValue(kind: string, text: string): string | number | boolean | undefined {
  switch (kind) {
    case 'integer': case 'number': case 'money': return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
    case 'boolean': return text === 'true' ? true : text === 'false' ? false : undefined
    case 'date': return isDate(text) ? text : undefined
    case 'instant': return Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString()
    case 'reference': case 'references': return /^[0-9a-f-]{36}$/.test(text) ? text : undefined
    default: return text.length <= 300 && !text.includes('\u0000') ? text : undefined
  }
}

/**
 * Reads the query string of a list. Every fault at once; an unknown parameter is a fault, never ignored.
 * @throws Problem `input.invalid` (400)
 */
export function parseListQuery(register: AnyRegister, query: Readonly<Record<string, unknown>>): ListQuery {
  const faults: FieldProblem[] = []
  const where: Filter[] = []
  const known: Record<string, string> = {}
  for (const [name, value] of Object.entries(query)) {
    if (typeof value !== 'string') { faults.push(fault(name, '每个参数只能给一次。', 'Give each parameter once.')); continue }
    if (['q', 'sort', 'cursor', 'limit', 'as_of', 'closed', 'region'].includes(name)) { known[name] = value; continue }
    const [field = '', op] = name.split('.')
    const spec: Field | undefined = register.fields[field] ?? (field === `${register.belongsTo}_id` ? parentField : undefined)
    if (!spec || spec.personal || !(spec.filter || spec.sort || spec.kind === 'reference' || spec.kind === 'references') || (op !== undefined && op !== 'from' && op !== 'to')) {
      faults.push(fault(name, '不能按此项筛选。', 'This cannot be filtered on.'))
      continue
    }
    const values = (op ? [value] : value.split(',')).map((text) => parseValue(spec.kind, text))
    if (values.length > 200 || values.some((parsed) => parsed === undefined)) faults.push(fault(name, '筛选值的格式不正确。', 'The value to filter by is not right.'))
    else where.push({ field, op: op ?? 'in', values: values as string[] })
  }
  const limit = known['limit'] === undefined ? 50 : Number(known['limit'])
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) faults.push(fault('limit', '每页 1 至 200 行。', 'A page has 1 to 200 rows.'))
  const sortField = known['sort']?.replace(/^-/, '')
  if (sortField !== undefined && sortField !== register.naming && !register.fields[sortField]?.sort) faults.push(fault('sort', '不能按此项排序。', 'This cannot be sorted by.'))
  if (known['as_of'] !== undefined && !isDate(known['as_of'])) faults.push(fault('as_of', '请填写真实存在的日期。', 'Give a real date.'))
  const closed = known['closed'] ?? 'open'
  if (!['open', 'closed', 'all'].includes(closed)) faults.push(fault('closed', '只能是 open、closed 或 all。', 'One of open, closed, all.'))
  if (known['region'] !== undefined && !/^(\d{6}|\d{9}|\d{12})$/.test(known['region'])) faults.push(fault('region', '请填写 6、9 或 12 位区划代码。', 'Give a division code of 6, 9 or 12 digits.'))
  const q = known['q']?.trim()
  if (q !== undefined && (q.length > 100 || q.includes('\u0000'))) faults.push(fault('q', '查找内容最多 100 个字符。', 'At most 100 characters.'))
  if (q && !register.search) faults.push(fault('q', '此台账不支持查找。', 'This register cannot be searched.'))
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  return {
    ...(q ? { q } : {}), ...(known['sort'] ? { sort: known['sort'] } : {}), ...(known['cursor'] ? { cursor: known['cursor'] } : {}),
    ...(known['as_of'] ? { asOf: known['as_of'] as DateOnly } : {}), ...(known['region'] ? { region: known['region'] } : {}),
    limit, closed: closed as ListQuery['closed'], where,
  }
}

/** A page's end as an opaque text: the sort value and id of its last row. */
const cursorOf = (value: unknown, id: string): string => Buffer.from(JSON.stringify([value ?? null, id])).toString('base64url')

function readCursor(text: string): readonly [string | number | null, string] {
  try {
    const [value, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) && (value === null || typeof value === 'string' || typeof value === 'number')) return [value, id]
  } catch { /* answered below */ }
  throw new Problem('page.cursor')
}

function sortOf(register: AnyRegister, query: ListQuery): Sort {
  const asked = query.sort ?? register.order ?? register.naming
  const field = asked.replace(/^-/, '')
  const column = sortColumn(register, field)
  const nullable = column !== 'name_sort' && !register.fields[field]?.required
  return { column, descending: asked.startsWith('-'), nullable }
}

function filterCondition(register: AnyRegister, { field, op, values }: Filter): RawBuilder<boolean> {
  const column = sql.ref(field)
  const kind = register.fields[field]?.kind ?? standardField[field]?.kind
  if (op === 'from') return sql<boolean>`${column} >= ${values[0]}`
  if (op === 'to') return sql<boolean>`${column} <= ${values[0]}`
  if (kind === 'choices') return sql<boolean>`${column} && ${values}::text[]`
  if (kind === 'references') return sql<boolean>`${column} && ${values}::uuid[]`
  return values.length === 1 ? sql<boolean>`${column} = ${values[0]}` : sql<boolean>`${column} in (${sql.join(values)})`
}

function conditions(register: AnyRegister, query: ListQuery, scope: RawBuilder<boolean>): RawBuilder<boolean>[] {
  return [
    scope,
    ...(query.region ? [inRegion(query.region)] : []),
    ...(query.closed === 'all' ? [] : [query.closed === 'open' ? sql<boolean>`closed_at is null` : sql<boolean>`closed_at is not null`]),
    ...query.where.map((filter) => filterCondition(register, filter)),
  ]
}

/** Where the rows come from: the table; its versions as of the end of a day; or the ids that a search found. */
function source(register: AnyRegister, query: ListQuery): RawBuilder<unknown> {
  if (query.asOf) {
    const end = startOf(addDays(query.asOf, 1))
    const keys = register.search ? sql`, coalesce(image ->> ${register.naming}, '') as name_sort` : sql``
    return sql`(select ${columnList(register)} ${keys} from (select (jsonb_populate_record(null::${sql.table(register.name)}, image)).*, image
      from ${sql.table(`${register.name}_version`)} where starts_at < ${end} and (ends_at is null or ends_at >= ${end})) v) t`
  }
  return sql`${sql.table(register.name)} t`
}

/** How a list is read: what it selects of table `t` (the register's columns unless told), and whether the range of regions alone limits it. */
export type Reading = { readonly columns?: RawBuilder<unknown>; readonly ranged?: boolean }

async function phase(db: Kysely<DB>, register: AnyRegister, query: ListQuery, sort: Sort, where: readonly RawBuilder<boolean>[], order: RawBuilder<unknown>, limit: number, reading: Reading, part: 'sorted' | 'unsorted'): Promise<Sorted[]> {
  const plain = query.where.length === 0 && !query.q && !query.region && !query.cursor && !query.asOf
  const known = reading.ranged && plain ? `${sort.column} ${sort.descending} ${query.closed} ${limit} ${part}` : undefined
  const made = known === undefined ? undefined : written(register).get(known)
  if (made) return (await db.executeQuery<Sorted>(made)).rows
  // What every region of the city reads alike and nobody searches is a small table of settings: any plan will do.
  const kept = register.scope === 'city' && !register.search ? KEPT : reading.ranged && plain ? RANGED : sql``
  const key = sql`, ${sql.ref(`t.${sort.column}`)} as sort_key`
  // First the page, then what is told of its rows: written out below the sort, it would be told of every row that was sorted.
  const compiled = sql<Sorted>`${kept}select ${reading.columns ?? columnList(register)}${key} from (select t.* from ${source(register, query)}
    where ${sql.join(where, sql` and `)} order by ${order} limit ${sql.lit(limit)}) t order by ${order}`.compile(db)
  if (known !== undefined) written(register).set(known, compiled)
  return (await db.executeQuery(compiled)).rows
}

/** Lists without values, written once: writing out forty columns anew took a tenth of a short list's time. */
const written = once((): Map<string, CompiledQuery<Sorted>> => new Map())

/**
 * One page of a register by keyset: no count, no offset. Rows without a sort value come last, in either direction.
 * `scope` is the code's own condition (readScope); row-level security limits the rows once more.
 */
export async function listRows<R extends AnyRow = AnyRow>(db: Kysely<DB>, register: AnyRegister, query: ListQuery, scope: RawBuilder<boolean>, reading: Reading = {}): Promise<Page<R>> {
  const base = conditions(register, query, scope)
  const sort = sortOf(register, query)
  const column = sql.ref(sort.column)
  const cursor = query.cursor ? readCursor(query.cursor) : undefined
  const search = query.q && !query.asOf ? await searched(db, register, query, reading.ranged ? { ...sort, after: cursor, limit: query.limit + 1 } : undefined) : undefined
  if (search) base.push(search.where)
  if (query.q && query.asOf) base.push(saying(register, query.q))
  const wanted = query.limit + 1
  const rows: Sorted[] = []
  if (!cursor || cursor[0] !== null) {
    const after = cursor ? [sort.descending ? sql<boolean>`(${column}, id) < (${cursor[0]}, ${cursor[1]}::uuid)` : sql<boolean>`(${column}, id) > (${cursor[0]}, ${cursor[1]}::uuid)`] : []
    const known = sort.nullable ? [sql<boolean>`${column} is not null`] : []
    const order = sort.descending ? sql`${column} desc, id desc` : sql`${column}, id`
    rows.push(...await phase(db, register, query, sort, [...base, ...known, ...after], order, wanted, reading, 'sorted'))
  }
  if (sort.nullable && rows.length < wanted) {
    const after = cursor && cursor[0] === null ? [sql<boolean>`id > ${cursor[1]}::uuid`] : []
    rows.push(...await phase(db, register, query, sort, [...base, sql<boolean>`${column} is null`, ...after], sql`id`, wanted - rows.length, reading, 'unsorted'))
  }
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  const next = rows.length > query.limit && last ? cursorOf(last.sort_key, last.id) : null
  for (const row of shown) delete row.sort_key
  // What was selected is what the caller says it selected.
  return { rows: shown as unknown as R[], next, more: search?.more ?? false }
}

/** The condition of a search among versions, which keep no grams: one of the searched fields holds the words. */
function saying(register: AnyRegister, words: string): RawBuilder<boolean> {
  const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(${sql.join(register.search!.map((field) => sql`${sql.ref(field)} ilike ${pattern}`), sql` or `)})`
}

/** A search finds at most this many rows; `more` says that there are others. */
const FOUND = 2000

/** A page of a search: the order, the row it begins after, how many rows. */
type SearchPage = Sort & { readonly after: ReturnType<typeof readCursor> | undefined; readonly limit: number }

/**
 * What a search found, as a condition: the ids of `shian.search` (see there why, and why there is a bound). With `page` only
 * those that can stand on it, which is for those whom the range of regions alone limits: another condition would thin the page out.
 */
async function searched(db: Kysely<DB>, register: AnyRegister, query: ListQuery, page: SearchPage | undefined): Promise<{ readonly where: RawBuilder<boolean>; readonly more: boolean }> {
  const alternatives = queryGrams(query.q!)
  if (alternatives.length === 0) return { where: sql<boolean>`false`, more: false }
  const compact = normalise(query.q!).toUpperCase()
  const code = /^[A-Z]*\d[A-Z0-9]*$/.test(compact) && compact.length > 2 ? compact : null
  const prefix = query.region ? regionPrefix(query.region) : null
  const filters = query.where.map(({ field, op, values }) => ({ column: field, op: register.fields[field]?.kind === 'choices' ? 'any' : op, values: values.map(String) }))
  const [after, afterId] = page?.after ?? [null, null]
  const { rows } = await sql<{ ids: string[]; more: boolean }>`select ids, more from shian.search(${register.name}, ${JSON.stringify(alternatives)}::jsonb, ${code},
    ${register.search}::text[], ${prefix}, ${prefix && afterPrefix(prefix)}, ${JSON.stringify(filters)}::jsonb, ${query.closed},
    ${page?.column ?? null}, ${page?.descending ?? null}, ${after === null ? null : String(after)}, ${afterId}, ${page?.limit ?? null})`.execute(db)
  const { ids: found, more } = rows[0]!
  const ids = sql<boolean>`id = any(${found.slice(0, FOUND)}::uuid[])`
  const below = register.searchBelow
  if (!code || !below) return { where: ids, more }
  // A range, not `like`: row-level security lets only that use the index of the numbers.
  const numbered = sql`select ${sql.ref(`${register.name}_id`)} from ${sql.table(below.register)} where ${sql.ref(below.field)} >= ${code} and ${sql.ref(below.field)} < ${`${code}~`} limit ${FOUND}`
  return { where: sql<boolean>`(${ids} or id in (${numbered}))`, more }
}
