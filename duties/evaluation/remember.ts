import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { regionPrefix } from '../../platform/identity/actor.ts'
import type { Indicator } from '../../platform/indicator/declare.ts'
import { rowsOf, type Moment, type Period } from '../../platform/indicator/periods.ts'
import { gainsOf, isCounted, valuesOf, withMore, type CountedIndicator, type IndicatorValue } from '../../platform/indicator/value.ts'
import type { Registry } from '../../platform/register/labels.ts'

/** Counting a city's rows takes a second or two. What was counted is kept; after a change the rows that changed are read, as they were and as they are. */

/** Versions of a register that are looked at to see what changed, and how far back, ms: a transaction may end long after it began. */
const LOOKED_AT = 5_000
const LOOKED_BACK = 600_000
/** How long values are built upon before everything is counted again, ms. */
const KEPT_FOR = 900_000
/** More changed rows are not read one by one: all is counted again. */
const FEW = 2_000

type Versions = ReadonlyMap<string, Version>
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
      const { rows } = await sql<Version>`select row_id as row, version, region
        from ${sql.table(`${table}_version`)} where starts_at > ${back(since)}::timestamptz limit ${LOOKED_AT + 1}`.execute(tx)
      return [table, new Map(rows.map((one) => [`${one.row} ${one.version}`, one]))] as const
    }),
  )
  return new Map(all)
}

/** Rows that changed since a register was looked at: as they became, and as they were before. */
type Changes = { readonly before: readonly Version[]; readonly after: readonly Version[] }
type Version = { readonly row: string; readonly version: number; readonly region: string }

/** @returns null where that is too much to ask */
async function changesIn(tx: Tx, table: string, before: Versions, now: Versions): Promise<Changes | null> {
  if (before.size > LOOKED_AT || now.size > LOOKED_AT) return null
  const fresh = [...now].flatMap(([key, one]) => (before.has(key) ? [] : [one]))
  if (fresh.length > FEW) return null
  const byRow = [...Map.groupBy(fresh, ({ row }) => row).values()].map((of) => of.toSorted((a, b) => a.version - b.version))
  const after = byRow.map((of) => of.at(-1)!)
  const older = byRow.map((of) => of[0]!).filter(({ version }) => version > 1)
  if (older.length === 0) return { before: [], after }
  const { rows } = await sql<Version>`select v.row_id as row, v.version, v.region from ${sql.table(`${table}_version`)} v
    join unnest(${older.map(({ row }) => row)}::uuid[], ${older.map(({ version }) => version - 1)}::int[]) as w (row_id, version)
      on v.row_id = w.row_id and v.version = w.version`.execute(tx)
  return { before: rows, after }
}

type Counting = { readonly tx: Tx; readonly registers: Registry; readonly asked: Counted; readonly known: Remembered }

/** The county that a row lies in, else the root; undefined where it lies elsewhere. */
function partOf({ region }: Version, { regions, root }: Counted): string | undefined {
  const holds = (code: string): boolean => region.startsWith(regionPrefix(code))
  return regions.find((code) => code !== root && holds(code)) ?? (holds(root) ? root : undefined)
}

/**
 * Whether what changed can be added to what is known: every row as it was is there and lies where it lay. A row that moves may be the
 * last of its county, which then has nothing recorded.
 */
function staying({ before, after }: Changes, asked: Counted): boolean {
  const was = new Map(before.map((one) => [one.row, one]))
  return after.every((one) => (one.version === 1 || was.has(one.row)) && (!was.has(one.row) || partOf(was.get(one.row)!, asked) === partOf(one, asked)))
}

/** The values of a register's counts with what changed rows add and take: only those rows are read. Null: count all. */
async function renewed({ tx, registers, asked, known }: Counting, counts: readonly CountedIndicator[], changes: Changes): Promise<readonly IndicatorValue[] | null> {
  if (!staying(changes, asked)) return null
  const names = new Map(counts.map((indicator) => [indicator.name, indicator]))
  const old = known.values.filter(({ indicator }) => names.has(indicator))
  const touched = new Set([asked.root, ...changes.after.flatMap((one) => partOf(one, asked) ?? [])])
  // The first row of a region makes a figure of what was no data.
  if (old.some(({ region, part }) => touched.has(region) && part === null)) return null
  const gains = await gainsOf(tx, registers, counts, asked, changes)
  return old.map((value) => {
    const more = touched.has(value.region) ? gains(value) : NOTHING
    return more.part === 0 && more.whole === 0 ? value : withMore(value, names.get(value.indicator)!, more)
  })
}
const NOTHING = { part: 0, whole: 0 }

const registerOf = ({ value }: Indicator): string => rowsOf(value)?.part.register ?? ''

/** Adds what changed, register by register. */
async function afterChanges(counting: Counting, wanted: readonly Indicator[], now: Seen): Promise<readonly IndicatorValue[]> {
  const { tx, registers, asked, known } = counting
  const whole = async (own: readonly Indicator[]): Promise<readonly IndicatorValue[]> => (own.length === 0 ? [] : valuesOf(tx, registers, own, asked))
  const changed = (table: string): Promise<Changes | null> => changesIn(tx, table, known.seen.get(table)!, now.get(table)!)
  if ((await changed('region_parameter'))?.after.length !== 0) return whole(wanted)
  const all = await Promise.all(
    [...Map.groupBy(wanted, registerOf)].map(async ([table, own]) => {
      const changes = await changed(table)
      if (changes?.after.length === 0) return known.values.filter(({ indicator }) => own.some(({ name }) => name === indicator))
      if (changes === null) return whole(own)
      const [counts, others] = [own.filter(isCounted), own.filter((one) => !isCounted(one))]
      return [...((await renewed(counting, counts, changes)) ?? (await whole(counts))), ...(await whole(others))]
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
