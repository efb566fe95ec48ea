import type { Row } from './history.ts'
import type { Schema } from './schema.ts'

/** A column of names as numbers: `codes[row]` is a place in `levels`, or -1 where nothing is known or the level was never met. */
export type Codes = { readonly name: string; readonly codes: Int32Array; readonly levels: ReadonlyMap<string, number> }

/** A column of numbers; NaN where nothing is known. */
export type Numbers = { readonly name: string; readonly kind: 'number' | 'boolean'; readonly values: Float64Array }

/** Two columns of coordinates as a plane, in kilometres where they are degrees; NaN where nothing is known. */
export type Plane = { readonly name: string; readonly x: Float64Array; readonly y: Float64Array }

/** Rows as columns, in the order of time. */
export type Table = {
  readonly rows: readonly Row[]
  readonly n: number
  readonly day: Int32Array
  /** 1, 0, or NaN where not known. */
  readonly outcome: Float64Array
  readonly nuisance: readonly Codes[]
  readonly categories: readonly Codes[]
  readonly numbers: readonly Numbers[]
  readonly planes: readonly Plane[]
}

const KILOMETRES_A_DEGREE = 111.2

const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Rows by day, then by id, then by all they hold: the same order whatever the order of the file. */
export function inTime(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => a.day - b.day || before(a.id, b.id) || before(JSON.stringify(a), JSON.stringify(b)))
}

/** Codes of a column. With `known`, the levels of an earlier table; a level that it lacks is -1. */
function coded(name: string, texts: readonly (string | null)[], known?: ReadonlyMap<string, number>): Codes {
  const levels = new Map(known)
  const codes = Int32Array.from(texts, (text) => {
    if (text === null) return -1
    const code = levels.get(text)
    if (code !== undefined || known) return code ?? -1
    levels.set(text, levels.size)
    return levels.size - 1
  })
  return { name, codes, levels }
}

/** What a plane's degrees are multiplied by, found once and kept by the model. */
export type Scale = { readonly x: number; readonly y: number }

type Pair = { readonly north: string; readonly east: string }

/** Coordinates in pairs: latitude and longitude by their names, the rest in the schema's order. */
export function pairsOf(schema: Schema): Pair[] {
  const names = Object.entries(schema.inputs).filter(([, kind]) => kind === 'coordinate').map(([name]) => name)
  const pairs: Pair[] = []
  for (let at = 0; at + 1 < names.length; at += 2) {
    const [first, second] = [names[at]!, names[at + 1]!]
    const turned = /lon|lng|east|经度|(^|_)x$/i.test(first)
    pairs.push(turned ? { north: second, east: first } : { north: first, east: second })
  }
  return pairs
}

const numberOf = (row: Row, name: string): number => {
  const value = row.inputs[name]
  return typeof value === 'number' ? value : NaN
}

/** Degrees become kilometres where all values are degrees; otherwise a plane is taken as it is. */
export function scaleOf(rows: readonly Row[], { north, east }: Pair): Scale {
  const norths = rows.map((row) => numberOf(row, north)).filter((value) => !Number.isNaN(value))
  const easts = rows.map((row) => numberOf(row, east)).filter((value) => !Number.isNaN(value))
  const degrees = norths.every((value) => Math.abs(value) <= 90) && easts.every((value) => Math.abs(value) <= 180)
  if (!degrees || norths.length === 0) return { x: 1, y: 1 }
  const middle = norths.reduce((sum, value) => sum + value, 0) / norths.length
  return { x: KILOMETRES_A_DEGREE * Math.cos((middle * Math.PI) / 180), y: KILOMETRES_A_DEGREE }
}

/** What a table needs to know of the one it is scored against. */
export type Known = { readonly table: Table; readonly scales: readonly Scale[] }

/** Columns of rows. Those of training rows are made first; rows to be scored are coded by the levels of those. */
export function tableOf(rows: readonly Row[], schema: Schema, known?: Known): { table: Table; scales: readonly Scale[] } {
  const inputs = Object.entries(schema.inputs)
  const pairs = pairsOf(schema)
  const scales = known?.scales ?? pairs.map((pair) => scaleOf(rows, pair))
  const names = inputs.filter(([, kind]) => kind === 'category').map(([name]) => name)
  const paired = new Set(pairs.flatMap(({ north, east }) => [north, east]))
  const single = inputs.filter(([name, kind]) => kind === 'number' || kind === 'boolean' || (kind === 'coordinate' && !paired.has(name)))
  const text = (row: Row, name: string): string | null => {
    const value = row.inputs[name]
    return value === null || value === undefined ? null : String(value)
  }
  const table: Table = {
    rows,
    n: rows.length,
    day: Int32Array.from(rows, ({ day }) => day),
    outcome: Float64Array.from(rows, ({ outcome }) => outcome ?? NaN),
    nuisance: schema.nuisance.map((name, at) => coded(name, rows.map((row) => row.nuisance[at] ?? null), known?.table.nuisance[at]?.levels)),
    categories: names.map((name, at) => coded(name, rows.map((row) => text(row, name)), known?.table.categories[at]?.levels)),
    numbers: single.map(([name, kind]) => ({ name, kind: kind === 'boolean' ? 'boolean' : 'number', values: Float64Array.from(rows, (row) => numberOf(row, name)) })),
    planes: pairs.map(({ north, east }, at) => {
      // 0, 0 is what registers write where they know no place.
      const along = (row: Row, name: string): number => (numberOf(row, north) === 0 && numberOf(row, east) === 0 ? NaN : numberOf(row, name))
      return { name: `${north}, ${east}`, x: Float64Array.from(rows, (row) => along(row, east) * scales[at]!.x), y: Float64Array.from(rows, (row) => along(row, north) * scales[at]!.y) }
    }),
  }
  return { table, scales }
}

/** The same column over the first `n` rows, or whichever rows are picked. */
export const pick = (values: Float64Array, rows: ArrayLike<number>): Float64Array => Float64Array.from(rows, (row) => values[row]!)
