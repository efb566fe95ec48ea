import { aspectsOf, recall, type Aspect, type Memory, type Source } from './memory.ts'
import type { Table } from './table.ts'

/** What a column of the model tells: something remembered of a source, or something the schema's inputs say. */
export type Label = { readonly source: string; readonly aspect: Aspect | 'value' | 'rank' | 'extremes' | 'missing' | 'level'; readonly level?: string }

/** Columns of the model for some rows: row after row in one array. */
export type Matrix = { readonly n: number; readonly p: number; readonly values: Float64Array }

type Given =
  | { readonly kind: 'number'; readonly at: number; readonly sorted: Float64Array; readonly low: number; readonly high: number }
  | { readonly kind: 'boolean'; readonly at: number }
  | { readonly kind: 'missing'; readonly at: number }
  | { readonly kind: 'level'; readonly at: number; readonly code: number }

/** How rows become columns; fitted on the training rows without looking at outcomes. */
export type Design = {
  readonly labels: readonly Label[]
  readonly sources: readonly Source[]
  readonly given: readonly Given[]
  readonly mean: Float64Array
  /** What a column is divided by: its spread; levels of categories by a fixed one, that rare ones be held back. */
  readonly spread: Float64Array
}

/** A level has a column of its own from so many rows on, and at most so many levels of a category do. */
const LEVEL_ROWS = 40
const LEVELS = 40
/** The spread that levels are given. */
const LEVEL_SPREAD = 0.5
const KNOTS = 512

/** Where a value lies among the training values, −1 … 1. */
function rankIn(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  const first = low
  high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= value) low = middle + 1
    else high = middle
  }
  return (first + low) / sorted.length - 1
}

/** Up to `KNOTS` values that stand for all, sorted. */
function knots(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  if (sorted.length <= KNOTS) return sorted
  return Float64Array.from({ length: KNOTS }, (_, at) => sorted[Math.floor(((at + 0.5) * sorted.length) / KNOTS)]!)
}

function givenOf(table: Table): [Given[], Label[]] {
  const given: Given[] = []
  const labels: Label[] = []
  const add = (one: Given, ...named: Label[]): void => {
    given.push(one)
    labels.push(...named)
  }
  table.numbers.forEach(({ name, kind, values }, at) => {
    const sorted = knots(values)
    const gaps = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0)
    if (gaps >= LEVEL_ROWS && table.n - gaps >= LEVEL_ROWS) add({ kind: 'missing', at }, { source: name, aspect: 'missing' })
    if (sorted.length === 0 || sorted[0] === sorted.at(-1)) return
    if (kind === 'boolean' || new Set(sorted).size === 2) add({ kind: 'boolean', at }, { source: name, aspect: 'value' })
    else {
      const [low, high] = [sorted[Math.floor(sorted.length * 0.01)]!, sorted[Math.floor(sorted.length * 0.99)]!]
      add({ kind: 'number', at, sorted, low, high: Math.max(high, low + 1e-9) }, { source: name, aspect: 'value' }, { source: name, aspect: 'rank' }, { source: name, aspect: 'extremes' })
    }
  })
  table.categories.forEach(({ name, codes, levels }, at) => {
    const count = new Float64Array(levels.size + 1)
    for (const code of codes) count[code + 1]!++
    const names = [...levels.keys()]
    const kept = [...count.keys()].filter((one) => count[one]! >= LEVEL_ROWS && count[one]! < table.n).toSorted((a, b) => count[b]! - count[a]! || a - b).slice(0, LEVELS)
    for (const one of kept) add({ kind: 'level', at, code: one - 1 }, one === 0 ? { source: name, aspect: 'missing' } : { source: name, aspect: 'level', level: names[one - 1]! })
  })
  return [given, labels]
}

/** Writes the columns of one row, as they are. */
function write(design: Pick<Design, 'sources' | 'given'>, table: Table, places: readonly Int32Array[], row: number, memory: Memory, into: Float64Array, from: number): void {
  let at = from
  design.sources.forEach((source, number) => {
    const plane = source.ground && table.planes.find(({ name }) => name === source.name)
    recall(source, memory.sums[number]!, memory.asOf, places[number]![row]!, plane ? plane.x[row]! : NaN, plane ? plane.y[row]! : NaN, into, at)
    at += aspectsOf(source).length
  })
  for (const one of design.given) {
    if (one.kind === 'level') {
      into[at++] = table.categories[one.at]!.codes[row] === one.code ? 1 : 0
      continue
    }
    const value = table.numbers[one.at]!.values[row]!
    if (one.kind === 'missing') into[at++] = Number.isNaN(value) ? 1 : 0
    else if (one.kind === 'boolean') into[at++] = value
    else {
      const rank = Number.isNaN(value) ? NaN : rankIn(one.sorted, value)
      into[at] = Math.max(one.low, Math.min(one.high, value))
      into[at + 1] = rank
      into[at + 2] = Math.abs(rank)
      at += 3
    }
  }
}

/** The columns of rows, each remembered as of its own day: `memoryOf(row)`. `places` are the levels of each source. */
export function columnsOf(design: Pick<Design, 'sources' | 'given' | 'labels'>, table: Table, places: readonly Int32Array[], rows: ArrayLike<number>, memoryOf: (row: number) => Memory): Matrix {
  const p = design.labels.length
  const values = new Float64Array(rows.length * p)
  for (let at = 0; at < rows.length; at++) write(design, table, places, rows[at]!, memoryOf(rows[at]!), values, at * p)
  return { n: rows.length, p, values }
}

/** What columns there are; `mean` and `spread` come with `standardise`. */
export function designOf(table: Table, sources: readonly Source[]): Pick<Design, 'sources' | 'given' | 'labels'> {
  const [given, labels] = givenOf(table)
  return { sources, given, labels: [...sources.flatMap((source) => aspectsOf(source).map((aspect) => ({ source: source.name, aspect }))), ...labels] }
}

/** Means and spreads of the columns over the rows that teach; a column that never changes is multiplied away. */
export function measure(labels: readonly Label[], { n, p, values }: Matrix): Pick<Design, 'mean' | 'spread'> {
  const mean = new Float64Array(p)
  const spread = new Float64Array(p)
  for (let column = 0; column < p; column++) {
    let [sum, squares, count] = [0, 0, 0]
    for (let row = 0; row < n; row++) {
      const value = values[row * p + column]!
      if (Number.isNaN(value)) continue
      sum += value
      count++
    }
    mean[column] = count > 0 ? sum / count : 0
    for (let row = 0; row < n; row++) {
      const value = values[row * p + column]!
      if (!Number.isNaN(value)) squares += (value - mean[column]!) ** 2
    }
    const deviation = count > 1 ? Math.sqrt(squares / count) : 0
    spread[column] = deviation < 1e-9 ? Infinity : labels[column]!.aspect === 'level' || labels[column]!.aspect === 'missing' ? LEVEL_SPREAD : deviation
  }
  return { mean, spread }
}

/** Columns of mean 0 and like spread, in place; what is missing becomes the mean. */
export function standardise({ mean, spread }: Pick<Design, 'mean' | 'spread'>, matrix: Matrix): Matrix {
  const { n, p, values } = matrix
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < p; column++) {
      const value = values[row * p + column]!
      values[row * p + column] = Number.isNaN(value) ? 0 : (value - mean[column]!) / spread[column]!
    }
  }
  return matrix
}

/** Groups of columns that are held to zero alike. */
const GROUPS: Readonly<Record<Label['aspect'], string>> = {
  record: 'record', fresh: 'record', last: 'record', known: 'visits', visits: 'visits', since: 'visits',
  near: 'ground', vicinity: 'ground', district: 'ground', nearFresh: 'ground', vicinityFresh: 'ground', districtFresh: 'ground',
  value: 'number', rank: 'number', extremes: 'curve', missing: 'missing', level: 'level',
}

/** The group of each column, as numbers. */
export function groupsOf({ labels, sources }: Pick<Design, 'labels' | 'sources'>): { readonly groups: Int32Array; readonly names: readonly string[] } {
  const places = new Set(sources.filter(({ placelike }) => placelike).map(({ name }) => name))
  const names: string[] = []
  const groups = Int32Array.from(labels, ({ aspect, source }) => {
    const group = GROUPS[aspect]
    const name = group === 'record' ? (places.has(source) ? 'place' : 'kind') : group
    if (!names.includes(name)) names.push(name)
    return names.indexOf(name)
  })
  return { groups, names }
}
