import { dateAt, type DateOnly } from '../core/dates.ts'
import type { Condition, Indicator, Rows, Value } from './declare.ts'
import type { Period } from './periods.ts'

/** A row as the database dumps it (`to_jsonb`). */
export type Dumped = Readonly<Record<string, unknown>> & { readonly region: string; readonly closed_at: string | null }
/** Every table of a dump by name. */
export type Dump = Readonly<Record<string, readonly Dumped[]>>
/** A version as it lies in `<register>_version`. */
export type DumpedVersion = { readonly starts_at: string; readonly ends_at: string | null; readonly image: Dumped }

/** The rows that held at the end of a day in Asia/Shanghai, from all versions of a table. */
export const heldAt = (versions: readonly DumpedVersion[], day: DateOnly): Dumped[] =>
  versions.filter(({ starts_at, ends_at }) => dateAt(new Date(starts_at)) <= day && (ends_at === null || dateAt(new Date(ends_at)) > day)).map(({ image }) => image)

const dayOf = (value: unknown): string | null =>
  typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value) ? null : value.includes('T') ? dateAt(new Date(value)) : value

function holds(row: Dumped, [field, op, given]: Condition, period: Period, day: DateOnly): boolean {
  const value = row[field] ?? null
  if (op === 'is-null') return value === null
  if (op === 'not-null') return value !== null
  if (value === null) return false
  const on = dayOf(value) ?? ''
  const named = given === 'as-of' ? day : given === 'period-start' ? period.from : period.to
  switch (op) {
    case 'in': return given.includes(value as string)
    case 'not-in': return !given.includes(value as string)
    case 'within': return on >= period.from && on <= period.to
    case 'next-days': return on >= day && (Date.parse(on) - Date.parse(day)) / 86_400_000 <= given
    case 'before': return on < named
    case 'after': return on > named
    case 'on-or-before': return on <= named
    case 'on-or-after': return on >= named
  }
  const other = typeof given === 'object' ? (row[given.field] ?? null) : given
  if (other === null) return false
  const [a, b] = [value as string | number, other as string | number]
  return { '=': a === b, '!=': a !== b, '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b }[op]
}

const below = (code: string): string => (/^\d{6}$/.test(code) ? code.replace(/(00){1,2}$/, '') : code)
const inside = (rows: readonly Dumped[], region: string): Dumped[] => rows.filter((row) => row.region.startsWith(below(region)))

const chosen = (dump: Dump, of: Rows, region: string, period: Period, day: DateOnly): Dumped[] => inside(dump[of.register]!, region).filter((row) =>
  row.closed_at === null && of.conditions.every((condition) => holds(row, condition, period, day))
  && !of.except.some((conditions) => conditions.every((condition) => holds(row, condition, period, day))))

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2
}

type Answer = { readonly state: string; readonly value: number | null; readonly part: number | null; readonly whole: number | null }
const none = { value: null, part: null, whole: null }

function overField(value: Extract<Value, { kind: 'sum' | 'median' }>, rows: readonly Dumped[]): Answer {
  const numbers = rows.map((row) => row[value.field]).filter((one) => typeof one === 'number')
  if (rows.length === 0) return value.kind === 'sum' ? { ...none, state: 'value', value: 0, part: 0 } : { ...none, state: 'not-applicable', part: 0 }
  if (numbers.length === 0) return { ...none, state: 'no-data', part: rows.length }
  return { ...none, state: 'value', part: rows.length, value: value.kind === 'sum' ? numbers.reduce((a, b) => a + b, 0) : median(numbers) }
}

/**
 * An indicator computed a second time, row by row, without SQL and without the engine's code: what the engine's answer is held against.
 * Not for reported figures, which are no rows to count.
 */
export function reference({ value }: Indicator, dump: Dump, region: string, period: Period, day: DateOnly): Answer {
  if (value.kind === 'reported') throw new TypeError('reported figures are not computed')
  const first = value.kind === 'share' ? value.part : value.rows
  if (inside(dump[first.register]!, region).length === 0) return { ...none, state: 'no-data' }
  const rows = chosen(dump, first, region, period, day)
  const part = rows.length
  switch (value.kind) {
    case 'count': return { state: 'value', value: part, part, whole: null }
    case 'share': {
      const whole = chosen(dump, value.whole, region, period, day).length
      return whole === 0 ? { ...none, state: 'not-applicable', part, whole } : { state: 'value', value: (part / whole) * 100, part, whole }
    }
    case 'per': {
      const base = dump['region_parameter']!.filter((row) => row.closed_at === null && row['parameter'] === value.denominator.parameter && row.region === region && String(row['starts_on']) <= period.to)
        .toSorted((a, b) => String(b['starts_on']).localeCompare(String(a['starts_on'])))[0]
      return base ? { ...none, state: 'value', part, value: (part / Number(base['value'])) * value.each } : { ...none, state: 'no-data', part }
    }
    case 'sum': case 'median': return overField(value, rows)
  }
}
