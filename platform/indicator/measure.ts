import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../database/database.ts'
import { regionPrefix } from '../identity/actor.ts'
import type { Registry } from '../register/labels.ts'
import { afterPrefix, inRegion } from '../register/scope.ts'
import type { AnyRegister } from '../register/store.ts'
import { registerOf } from './check.ts'
import type { Rows } from './declare.ts'
import { endOf, rowsUsePeriod, type Moment, type Period } from './periods.ts'
import { rowsSql, sourceSql } from './sql.ts'

/** One aggregate over a set of rows. `known` counts the rows whose field is filled. */
export type Ask =
  | { readonly of: Rows; readonly period: Period; readonly what: 'count' }
  | { readonly of: Rows; readonly period: Period; readonly what: 'sum' | 'median' | 'known'; readonly field: string }

/** What was measured: by division code and ask. A number is null where the database has none (a sum of nothing). */
export type Measured = {
  readonly get: (region: string, ask: Ask) => number | null
  /** Whether the register has any row at all in a region, closed ones too: without one nothing was recorded, which is not zero. */
  readonly recorded: (region: string, register: string) => boolean
}

// PostgreSQL answers at most 1,664 columns.
const COLUMNS = 400
// With few sets the rows outside all of them are left out by an index; with many, that asks every condition twice.
const FEW = 4

/** The same aggregate has the same key; a period counts only where the rows differ by it. */
const keyOf = (ask: Ask): string => JSON.stringify([ask.of.register, ask.of.conditions, ask.of.except,
  rowsUsePeriod(ask.of) ? ask.period : null, ask.what, 'field' in ask ? ask.field : null])

function aggregate({ register, moment, changed }: Wanted, ask: Ask): RawBuilder<unknown> {
  const where = rowsSql(register, ask.of, ask.period, moment.day)
  switch (ask.what) {
    case 'count': return changed ? sql`coalesce(sum(${sql.ref(SIGN)}) filter (where ${where}), 0)` : sql`count(*) filter (where ${where})`
    case 'known': return sql`count(${sql.ref(ask.field)}) filter (where ${where})`
    case 'sum': return sql`sum(${sql.ref(ask.field)}) filter (where ${where})`
    case 'median': return sql`percentile_cont(0.5) within group (order by ${sql.ref(ask.field)}) filter (where ${where})`
  }
}

type Numbers = Map<string, Map<string, number | null>>
type Keyed = readonly [key: string, ask: Ask]

/** Numbers of a county add up to those of the city. Sums are not added here: decimals would be added as floats. */
const adds = ([, { what }]: Keyed): boolean => what === 'count' || what === 'known'

/** Versions of rows: `before` as they were, `after` as they became. A new row has only the second. */
export type Changed = { readonly before: readonly Version[]; readonly after: readonly Version[] }
type Version = { readonly row: string; readonly version: number }
/** 1 beside a row as it became, −1 as it was. */
const SIGN = 'kept_sign'

/** Of all rows below a root, or what changed rows add and take. */
type Wanted = { readonly register: AnyRegister; readonly asks: readonly Keyed[]; readonly moment: Moment } & ({ readonly root: string; readonly changed?: never } | { readonly changed: Changed; readonly root?: never })

function changedSql({ name }: AnyRegister, { before, after }: Changed): RawBuilder<unknown> {
  const all = [...before, ...after]
  return sql`(select v.image as kept_image, w.sign as ${sql.ref(SIGN)} from ${sql.table(`${name}_version`)} v
      join unnest(${all.map(({ row }) => row)}::uuid[], ${all.map(({ version }) => version)}::int[], ${all.map((_, at) => (at < before.length ? -1 : 1))}::int[]) as w (row_id, version, sign)
        on v.row_id = w.row_id and v.version = w.version) v cross join lateral jsonb_populate_record(null::${sql.table(name)}, v.kept_image) t`
}

/** Some aggregates of a register, a row for each group. */
async function grouped(tx: Tx, wanted: Wanted, groups: readonly RawBuilder<unknown>[], by: RawBuilder<unknown>): Promise<readonly Record<string, string | number | null>[]> {
  const { register, asks, moment } = wanted
  const columns = asks.map(([, ask], at) => sql`${aggregate(wanted, ask)} as ${sql.ref(`a${at}`)}`)
  const sets = asks.map(([, ask]) => rowsSql(register, ask.of, ask.period, moment.day))
  const where = sets.length <= FEW ? sql`where ${sql.join(sets, sql` or `)}` : sql``
  const { rows } = await sql<Record<string, string | number | null>>`select ${sql.join(groups.map((group, at) => sql`${group} as ${sql.ref(`l${at}`)}`))}, ${sql.join(columns)}
    from ${wanted.changed ? changedSql(register, wanted.changed) : sourceSql(register, inRegion(wanted.root), moment)} ${where} group by ${by}`.execute(tx)
  return rows
}

const numbersOf = (found: Numbers, prefix: string): Map<string, number | null> => {
  const numbers = found.get(prefix) ?? new Map<string, number | null>()
  found.set(prefix, numbers)
  return numbers
}

const level = (length: number): RawBuilder<unknown> => sql`left(region, ${sql.lit(length)})`

/** Counts by the finest level asked for; those above are added up. One pass, which the database can share among its processes. */
async function counted(tx: Tx, wanted: Wanted, lengths: readonly number[], found: Numbers): Promise<void> {
  const finest = level(lengths.at(-1)!)
  for (const row of await grouped(tx, wanted, [finest], finest)) {
    const code = String(row['l0'])
    // A county's own row is of no township: its code is shorter than a township's.
    for (const length of lengths.filter((one) => one <= code.length)) {
      const numbers = numbersOf(found, code.slice(0, length))
      wanted.asks.forEach(([key], column) => numbers.set(key, (numbers.get(key) ?? 0) + Number(row[`a${column}`])))
    }
  }
}

/** Sums and medians: every level by itself. */
async function byLevel(tx: Tx, wanted: Wanted, lengths: readonly number[], found: Numbers): Promise<void> {
  const levels = lengths.map(level)
  for (const row of await grouped(tx, wanted, levels, sql`grouping sets (${sql.join(levels.map((one) => sql`(${one})`))})`)) {
    const at = lengths.findIndex((_, of) => row[`l${of}`] !== null)
    const prefix = String(row[`l${at}`])
    if (prefix.length !== lengths[at]) continue
    const numbers = numbersOf(found, prefix)
    wanted.asks.forEach(([key], column) => numbers.set(key, row[`a${column}`] as number | null))
  }
}

const inParts = (asks: readonly Keyed[]): Keyed[][] =>
  Array.from({ length: Math.ceil(asks.length / COLUMNS) }, (_, at) => asks.slice(at * COLUMNS, (at + 1) * COLUMNS))

/** The regions of which a register has a row: one look into the index a region, however many rows there are. */
async function recordedIn(tx: Tx, register: AnyRegister, regions: readonly string[], moment: Moment): Promise<Set<string>> {
  const prefixes = regions.map(regionPrefix)
  const table = sql.table(moment.frozen ? `${register.name}_version` : register.name)
  const until = moment.frozen ? sql`and x.starts_at < ${endOf(moment.day)}::timestamptz` : sql``
  const { rows } = await sql<{ code: string }>`select p.code from unnest(${[...regions]}::text[], ${prefixes}::text[], ${prefixes.map(afterPrefix)}::text[]) as p (code, first, after)
    where exists (select 1 from ${table} x where x.region >= p.first and x.region < p.after ${until})`.execute(tx)
  return new Set(rows.map(({ code }) => code))
}

/** Asks by register, each once. */
function onceEach(registers: Registry, asks: readonly Ask[]): Map<AnyRegister, Map<string, Ask>> {
  const byRegister = new Map<AnyRegister, Map<string, Ask>>()
  for (const ask of asks) {
    const register = registerOf(registers, ask.of)
    const known = byRegister.get(register) ?? new Map<string, Ask>()
    byRegister.set(register, known.set(keyOf(ask), ask))
  }
  return byRegister
}

/** How long the beginnings of codes are that stand for some regions, the shortest first. */
const lengthsOf = (regions: readonly string[]): number[] => [...new Set(regions.map((code) => regionPrefix(code).length))].sort((a, b) => a - b)

/**
 * Measures any number of aggregates for any number of regions below `root`: one grouped query a register, all levels at once.
 * @param regions division codes, all of them `root` or below it
 */
export async function measure(tx: Tx, registers: Registry, asks: readonly Ask[], regions: readonly string[], root: string, moment: Moment): Promise<Measured> {
  const byRegister = onceEach(registers, asks)
  const lengths = lengthsOf(regions)
  const found: Numbers = new Map()
  const recorded = new Map<string, Set<string>>()
  await Promise.all([...byRegister].flatMap(([register, wanted]) => {
    const entries = [...wanted]
    const of = (asks: readonly Keyed[]): Wanted => ({ register, asks, root, moment })
    return [
      ...inParts(entries.filter(adds)).map((part) => counted(tx, of(part), lengths, found)),
      ...inParts(entries.filter((one) => !adds(one))).map((part) => byLevel(tx, of(part), lengths, found)),
      recordedIn(tx, register, regions, moment).then((codes) => { recorded.set(register.name, codes) }),
    ]
  }))
  return {
    get: (region, ask) => found.get(regionPrefix(region))?.get(keyOf(ask)) ?? (ask.what === 'count' || ask.what === 'known' ? 0 : null),
    recorded: (region, register) => recorded.get(register)?.has(region) ?? false,
  }
}

/** How many rows some changed rows have added to counts, less what they took, by region: only those rows are read. */
export async function measureChange(tx: Tx, registers: Registry, asks: readonly Ask[], regions: readonly string[], moment: Moment, changed: Changed): Promise<(region: string, ask: Ask) => number> {
  const found: Numbers = new Map()
  await Promise.all([...onceEach(registers, asks)].flatMap(([register, wanted]) =>
    inParts([...wanted].filter(adds)).map((part) => counted(tx, { register, asks: part, moment, changed }, lengthsOf(regions), found))))
  return (region, ask) => found.get(regionPrefix(region))?.get(keyOf(ask)) ?? 0
}
