import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { regionPrefix } from '../../platform/identity/actor.ts'
import type { Indicator } from '../../platform/indicator/declare.ts'
import { rowsOf, type Moment, type Period } from '../../platform/indicator/periods.ts'
import { valuesOf, type IndicatorValue } from '../../platform/indicator/value.ts'
import type { Registry } from '../../platform/register/labels.ts'

/** Counting a city's rows takes a second or two. What was counted is kept, and after a change only the counties are counted again in which a row changed. */

/** Versions of a register that are looked at to see what changed, and how far back, ms: a transaction may end long after it began. */
const LOOKED_AT = 5_000
const LOOKED_BACK = 600_000
/** How long values are built upon before everything is counted again, ms. */
const KEPT_FOR = 900_000
/** Of so many changed rows it is not asked where each lies: all is counted again. */
const FEW = 500

type Versions = ReadonlyMap<string, { readonly row: string; readonly version: number; readonly region: string }>
type Seen = ReadonlyMap<string, Versions>

export type Counted = {
  readonly regions: readonly string[]
  readonly root: string
  readonly periods: readonly Period[]
  readonly moment: Moment
}
export type Remembered = {
  readonly since: number
  readonly looked: number
  readonly seen: Seen
  readonly values: readonly IndicatorValue[]
}
export type Memory = Map<string, Remembered>

const back = (at: number): string => new Date(at - LOOKED_BACK).toISOString()

/** The versions of some registers made lately; of a register with too many, none, which counts as all changed. */
async function versionsOf(tx: Tx, tables: readonly string[], since: number): Promise<Seen> {
  const all = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql<{ row: string; version: number; region: string }>`select row_id as row, version, region
        from ${sql.table(`${table}_version`)} where starts_at > ${back(since)}::timestamptz limit ${LOOKED_AT + 1}`.execute(tx)
      return [table, new Map(rows.map((one) => [`${one.row} ${one.version}`, one]))] as const
    }),
  )
  return new Map(all)
}

/**
 * Where rows of a register changed since it was looked at: the regions they are in now and were in before.
 * @returns null where that is too much to ask
 */
async function changedIn(tx: Tx, table: string, before: Versions, now: Versions): Promise<ReadonlySet<string> | null> {
  if (before.size > LOOKED_AT || now.size > LOOKED_AT) return null
  const fresh = [...now].flatMap(([key, one]) => (before.has(key) ? [] : [one]))
  if (fresh.length > FEW) return null
  const regions = new Set(fresh.map(({ region }) => region))
  const older = fresh.filter(({ version }) => version > 1)
  if (older.length === 0) return regions
  const { rows } = await sql<{ region: string }>`select distinct v.region from ${sql.table(`${table}_version`)} v
    join unnest(${older.map(({ row }) => row)}::uuid[], ${older.map(({ version }) => version - 1)}::int[]) as w (row_id, version)
      on v.row_id = w.row_id and v.version = w.version`.execute(tx)
  for (const { region } of rows) regions.add(region)
  return regions
}

const keyOf = ({ indicator, region, period }: IndicatorValue): string =>
  `${indicator} ${region} ${period ? `${period.from} ${period.to}` : ''}`

/** Kinds whose city is the sum of its counties. */
const additive = (indicator: Indicator): boolean => indicator.value.kind === 'count' || indicator.value.kind === 'share'

/** The counties in which rows changed; null where a row lies in none of them, so that the whole must be counted. */
function partsWith(changed: ReadonlySet<string>, { regions, root }: Counted): readonly string[] | null {
  const parts = regions.filter((code) => code !== root)
  const found = new Set<string>()
  for (const region of changed) {
    const part = parts.find((code) => region.startsWith(regionPrefix(code)))
    if (part === undefined) return null
    found.add(part)
  }
  return found.size * 2 > parts.length ? null : [...found]
}

/** The whole with some of its parts exchanged. Null where it cannot be told from them. */
function exchanged(
  whole: IndicatorValue,
  kind: string,
  was: readonly IndicatorValue[],
  is: readonly IndicatorValue[],
): IndicatorValue | null {
  if (whole.part === null) return null
  const sum = (of: readonly IndicatorValue[], field: 'part' | 'whole'): number => of.reduce((total, one) => total + (one[field] ?? 0), 0)
  const part = whole.part - sum(was, 'part') + sum(is, 'part')
  if (kind === 'count') return { ...whole, part, value: part }
  const base = (whole.whole ?? 0) - sum(was, 'whole') + sum(is, 'whole')
  return base === 0
    ? { ...whole, state: 'not-applicable', value: null, part, whole: base }
    : { ...whole, state: 'value', value: (part / base) * 100, part, whole: base }
}

type Counting = { readonly tx: Tx; readonly registers: Registry; readonly asked: Counted; readonly known: Remembered }

/** The values of a register's indicators after rows changed in some regions: only those counties are counted. Null: count all. */
async function renewed(
  { tx, registers, asked, known }: Counting,
  own: readonly Indicator[],
  changed: ReadonlySet<string>,
): Promise<readonly IndicatorValue[] | null> {
  const parts = own.every(additive) ? partsWith(changed, asked) : null
  if (parts === null) return null
  const names = new Map(own.map((indicator) => [indicator.name, indicator]))
  const old = new Map(known.values.filter(({ indicator }) => names.has(indicator)).map((value) => [keyOf(value), value]))
  const { periods, moment, root } = asked
  const fresh = (
    await Promise.all(parts.map((part) => valuesOf(tx, registers, own, { regions: [part], root: part, periods, moment })))
  ).flat()
  const now = new Map([...old, ...fresh.map((value) => [keyOf(value), value] as const)])
  for (const [key, value] of old) {
    if (value.region !== root) continue
    const at = (from: ReadonlyMap<string, IndicatorValue>): IndicatorValue[] =>
      parts.map((region) => from.get(keyOf({ ...value, region }))!)
    const whole = exchanged(value, names.get(value.indicator)!.value.kind, at(old), at(now))
    if (whole === null) return null
    now.set(key, whole)
  }
  return [...now.values()]
}

const registerOf = ({ value }: Indicator): string => rowsOf(value)?.part.register ?? ''

/** Counts what changed, register by register. */
async function afterChanges(counting: Counting, wanted: readonly Indicator[], now: Seen): Promise<readonly IndicatorValue[]> {
  const { tx, registers, asked, known } = counting
  const whole = (own: readonly Indicator[]): Promise<readonly IndicatorValue[]> => valuesOf(tx, registers, own, asked)
  const base = await changedIn(tx, 'region_parameter', known.seen.get('region_parameter')!, now.get('region_parameter')!)
  if (base === null || base.size > 0) return whole(wanted)
  const all = await Promise.all(
    [...Map.groupBy(wanted, registerOf)].map(async ([table, own]) => {
      const changed = await changedIn(tx, table, known.seen.get(table)!, now.get(table)!)
      if (changed?.size === 0) return known.values.filter(({ indicator }) => own.some(({ name }) => name === indicator))
      return (changed === null ? null : await renewed(counting, own, changed)) ?? whole(own)
    }),
  )
  return all.flat()
}

/** The values of computed indicators: counted, or known from before with what changed since counted anew. */
export async function rememberedValues(
  tx: Tx,
  registers: Registry,
  memory: Memory,
  wanted: readonly Indicator[],
  asked: Counted,
): Promise<readonly IndicatorValue[]> {
  const key = JSON.stringify([tx.work.city, asked.root, asked.regions, wanted.map(({ name }) => name), asked.periods, asked.moment])
  const tables = [...new Set(['region_parameter', ...wanted.map(registerOf)])]
  const known = memory.get(key)
  const at = Date.parse(tx.work.now)
  // What is looked at is read before what is counted: a row that comes between is counted once more, never missed.
  const seen = await versionsOf(tx, tables, known ? Math.min(known.looked, at) : at)
  const usable = known !== undefined && at - known.since < KEPT_FOR && at >= known.since
  const values = usable ? await afterChanges({ tx, registers, asked, known }, wanted, seen) : await valuesOf(tx, registers, wanted, asked)
  for (const [other, { since }] of memory) if (at - since >= KEPT_FOR) memory.delete(other)
  memory.set(key, { since: usable ? known.since : at, looked: at, seen, values })
  return values
}

/** A mark that is another one after anything was written to some registers, for those who wait for news. */
export async function markOf(tx: Tx, tables: readonly string[]): Promise<string> {
  const since = back(Date.parse(tx.work.now))
  const marks = await Promise.all(
    tables.map(async (table) => {
      const versions = sql.table(`${table}_version`)
      const { rows } = await sql<{
        mark: string
      }>`select coalesce((select starts_at from ${versions} order by starts_at desc limit 1)::text, '')
        || ' ' || (select count(*) from (select 1 from ${versions} where starts_at > ${since}::timestamptz limit ${LOOKED_AT}) v) as mark`.execute(
        tx,
      )
      return rows[0]!.mark
    }),
  )
  return marks.join(';')
}
