import './problems.ts'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { fill } from '../../../platform/core/bilingual.ts'
import { Problem, type FieldProblem } from '../../../platform/core/problem.ts'
import { readDays } from './days.ts'
import type { InputKind, Schema } from './schema.ts'

/** One inspection. A value that is missing is null; categories are texts, everything else numbers (a boolean is 0 or 1). */
export type Row = {
  readonly id: string
  /** Days since 1970-01-01. */
  readonly day: number
  /** 1: a serious finding, 0: none, null: not known yet. */
  readonly outcome: 0 | 1 | null
  /** In the order of `schema.nuisance`. */
  readonly nuisance: readonly (string | null)[]
  readonly inputs: Readonly<Record<string, string | number | null>>
}

/** `schema` is the one asked for, with the id among the inputs where it names places. */
export type History = { readonly train: readonly Row[]; readonly test: readonly Row[]; readonly schema: Schema; readonly warnings: readonly Bilingual[] }

/** Train rows without a day or an outcome are left out where they are no more than this share. */
const FEW = 0.05
/** An id names places, not visits, where this share of the train rows or more has the id of another. */
const SHARED = 0.1

/** Texts that mean that nothing is known. */
const MISSING = /^(|na|n\/a|nan|null|none|undefined|-|—|无|不详|未知)$/i
const YES = /^(1|1\.0+|true|t|yes|y|是|有)$/i
const NO = /^(0|0\.0+|false|f|no|n|否|无|没有)$/i
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

const SAID = {
  empty: { zh: '文件没有数据行。', en: 'the file has no rows.' },
  unknown: { zh: '文件中没有这一列。', en: 'the file has no such column.' },
  twice: { zh: '表头中此列出现多次。', en: 'the column stands more than once in the header.' },
  id: { zh: '{n} 行没有编号（如第 {rows} 行）。', en: '{n} rows have no id (such as row {rows}).' },
  date: { zh: '{n} 行的日期不能读（如第 {rows} 行：“{text}”）；请写作 YYYY-MM-DD。', en: '{n} dates cannot be read (such as row {rows}: “{text}”); write YYYY-MM-DD.' },
  noOutcome: { zh: '{n} 个训练行没有检查结果（如第 {rows} 行）。', en: '{n} train rows have no outcome (such as row {rows}).' },
  outcome: { zh: '{n} 行的检查结果不能读（如第 {rows} 行：“{text}”）；请写 0 或 1。', en: '{n} outcomes cannot be read (such as row {rows}: “{text}”); write 0 or 1.' },
  noTrain: { zh: '没有训练行（{column} = {value}）；此列的值有：{values}。', en: 'there are no train rows ({column} = {value}); its values are: {values}.' },
  noTest: { zh: '没有测试行（{column} = {value}）；此列的值有：{values}。', en: 'there are no test rows ({column} = {value}); its values are: {values}.' },
  notKind: { zh: '大多数值不是{kind}（如第 {rows} 行：“{text}”）。', en: 'most values are not of the type {kind} (such as row {rows}: “{text}”).' },
  someKind: { zh: '{column}：{n} 个值不能读（如第 {rows} 行：“{text}”），按缺失处理。', en: '{column}: {n} values cannot be read (such as row {rows}: “{text}”) and count as missing.' },
  few: { zh: '{n} 个训练行没有可读的日期或检查结果（如第 {rows} 行），未使用。', en: '{n} train rows have no date or no outcome that can be read (such as row {rows}) and are not used.' },
  places: { zh: '编号 {column} 在训练行中重复出现，视为场所编号：同一编号的以往检查会被记住。', en: 'The id {column} stands on several train rows: it is taken for the place, whose earlier visits are remembered.' },
  leftOut: { zh: '{n} 行既非训练也非测试，未使用。', en: '{n} rows are neither train nor test and are not used.' },
  sameId: { zh: '测试行中有 {n} 个重复编号（如 {text}）。', en: '{n} ids stand more than once among the test rows (such as {text}).' },
  counts: { zh: '检查结果有 {n} 个训练行不是 0 或 1（如第 {rows} 行：“{text}”）：大于 0 的一律按查出严重问题计。', en: '{n} train rows have an outcome other than 0 or 1 (such as row {rows}: “{text}”): whatever is above 0 counts as a serious finding.' },
  hidden: { zh: '{n} 个测试行写有检查结果，未读取。', en: '{n} test rows have outcomes; they were not looked at.' },
} as const satisfies Record<string, Bilingual>

const told = (sentence: Bilingual, values: Readonly<Record<string, unknown>>): Bilingual => ({ zh: fill(sentence.zh, values), en: fill(sentence.en, values) })

/** Where something was met: how often, in which rows first, and what stood there. */
class Met {
  n = 0
  private readonly at: number[] = []
  text = ''
  add(row: number, text: string): void {
    if (this.n++ === 0) this.text = text.length > 40 ? `${text.slice(0, 40)}…` : text
    if (this.at.length < 3) this.at.push(row)
  }
  get rows(): string {
    return this.at.join(', ')
  }
}

/** The value of a cell by its kind; undefined where it is none of that kind. */
function valueOf(text: string, kind: InputKind): string | number | null | undefined {
  if (kind === 'category') return text === '' || /^(na|nan|null)$/i.test(text) ? null : text
  if (kind === 'boolean') {
    if (YES.test(text)) return 1
    if (NO.test(text)) return 0
  }
  if (MISSING.test(text)) return null
  if (!NUMBER.test(text)) return undefined
  const value = Number(text)
  if (!Number.isFinite(value)) return undefined
  return kind === 'boolean' ? (value > 0 ? 1 : 0) : value
}

function outcomeOf(text: string): 0 | 1 | null | undefined {
  if (YES.test(text)) return 1
  if (NO.test(text)) return 0
  if (MISSING.test(text)) return null
  if (!NUMBER.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) && value >= 0 ? (value > 0 ? 1 : 0) : undefined
}

/**
 * A history from the cells of a table with its header first. Outcomes of test rows are never looked at.
 * @throws Problem `rank.history` with every fault at once: each column that is missing, and each kind of fault of a column once
 */
export function readHistory(table: readonly (readonly string[])[], schema: Schema): History {
  const header = (table[0] ?? []).map((name) => name.trim())
  const faults: FieldProblem[] = []
  const warnings: Bilingual[] = []
  const fault = (path: string, sentence: Bilingual, values: Readonly<Record<string, unknown>> = {}): void => void faults.push({ path, sentence: told(sentence, values) })
  const column = (name: string): ((row: number) => string) => {
    const at = header.indexOf(name)
    return (row) => table[row]![at]?.trim() ?? ''
  }
  const { split, inputs } = schema
  const needed = [schema.id, schema.date, schema.outcome, ...(split ? [split.column] : []), ...schema.nuisance, ...Object.keys(inputs)]
  for (const name of new Set(needed)) {
    if (!header.includes(name)) fault(name, SAID.unknown)
    else if (header.indexOf(name) !== header.lastIndexOf(name)) fault(name, SAID.twice)
  }
  if (table.length < 2) fault('history', SAID.empty)
  // Without these no row can be read; an input that is missing is told with whatever else is wrong.
  const firsts = new Set([schema.id, schema.date, schema.outcome, schema.split?.column, 'history'])
  if (faults.some(({ path }) => firsts.has(path))) throw new Problem('rank.history', {}, faults)

  const parts = split ? column(split.column) : undefined
  const outcomes = column(schema.outcome)
  const partOf = (row: number): 'train' | 'test' | null => {
    if (!parts || !split) return outcomeOf(outcomes(row)) === null ? 'test' : 'train'
    const text = parts(row)
    return text === split.train ? 'train' : text === split.test ? 'test' : null
  }
  const all = Array.from({ length: table.length - 1 }, (_, at) => at + 1)
  const used = all.map((row) => [row, partOf(row)] as const).filter((one): one is [number, 'train' | 'test'] => one[1] !== null)
  const values = [...new Set(parts ? all.map(parts) : [])].slice(0, 5).map((value) => value || '∅').join(', ')
  for (const [part, sentence] of [['train', SAID.noTrain], ['test', SAID.noTest]] as const) {
    if (!used.some((one) => one[1] === part)) fault(split?.column ?? schema.outcome, sentence, { column: split?.column ?? schema.outcome, value: split?.[part] ?? (part === 'test' ? '∅' : '0, 1'), values })
  }
  if (used.length < all.length) warnings.push(told(SAID.leftOut, { n: all.length - used.length }))

  const ids = column(schema.id)
  const dates = column(schema.date)
  const days = readDays(used.map(([row]) => dates(row)))
  const [noId, badDate, noOutcome, badOutcome, hidden, unsound, counted] = [new Met(), new Met(), new Met(), new Met(), new Met(), new Met(), new Met()]
  let badTests = 0
  const columns = Object.entries(inputs).map(([name, kind]) => ({ name, kind, read: column(name), bad: new Met(), filled: 0 }))
  const inspectors = schema.nuisance.map(column)
  const history: { train: Row[]; test: Row[] } = { train: [], test: [] }
  used.forEach(([row, part], at) => {
    const id = ids(row)
    const day = days[at]
    if (id === '' && part === 'test') noId.add(row + 1, '')
    if (day === undefined) badDate.add(row + 1, dates(row))
    if (day === undefined && part === 'test') badTests++
    const outcome = part === 'train' ? outcomeOf(outcomes(row)) : null
    if (part === 'train' && outcome === null) noOutcome.add(row + 1, '')
    if (outcome === undefined) badOutcome.add(row + 1, outcomes(row))
    if (outcome === 1 && !YES.test(outcomes(row))) counted.add(row + 1, outcomes(row))
    if (part === 'test' && outcomes(row) !== '' && !MISSING.test(outcomes(row))) hidden.add(row + 1, '')
    const sound = part === 'test' || (day !== undefined && outcome !== null && outcome !== undefined)
    if (!sound) unsound.add(row + 1, '')
    const given: Record<string, string | number | null> = {}
    for (const one of columns) {
      const text = one.read(row)
      const value = valueOf(text, one.kind)
      if (value === undefined) one.bad.add(row + 1, text)
      if (value !== null) one.filled++
      given[one.name] = value ?? null
    }
    if (sound) history[part].push({ id, day: day ?? 0, outcome: outcome ?? null, nuisance: inspectors.map((read) => read(row) || null), inputs: given })
  })
  const say = (path: string, met: Met, sentence: Bilingual): void => {
    if (met.n > 0) fault(path, sentence, { n: met.n, rows: met.rows, text: met.text })
  }
  say(schema.id, noId, SAID.id)
  const few = badTests === 0 && unsound.n <= FEW * (history.train.length + unsound.n)
  if (few && unsound.n > 0) warnings.push(told(SAID.few, { n: unsound.n, rows: unsound.rows }))
  if (!few) {
    say(schema.date, badDate, SAID.date)
    say(schema.outcome, noOutcome, SAID.noOutcome)
    say(schema.outcome, badOutcome, SAID.outcome)
  }
  for (const { name, kind, bad, filled } of columns) {
    if (bad.n === 0) continue
    const met = { n: bad.n, rows: bad.rows, text: bad.text, column: name, kind }
    if (bad.n * 2 > filled) fault(name, SAID.notKind, met)
    else warnings.push(told(SAID.someKind, met))
  }
  if (counted.n > 0) warnings.push(told(SAID.counts, { n: counted.n, rows: counted.rows, text: counted.text }))
  if (hidden.n > 0) warnings.push(told(SAID.hidden, { n: hidden.n }))
  const seen = new Set<string>()
  const again = history.test.filter(({ id }) => seen.size === seen.add(id).size)
  if (again[0]) warnings.push(told(SAID.sameId, { n: again.length, text: again[0].id }))
  if (faults.length > 0) throw new Problem('rank.history', {}, faults)
  const distinct = new Set(history.train.map(({ id }) => id)).size
  if (history.train.length - distinct < SHARED * history.train.length) return { ...history, schema, warnings }
  warnings.push(told(SAID.places, { column: schema.id }))
  const placed = (row: Row): Row => ({ ...row, inputs: { ...row.inputs, [schema.id]: row.id || null } })
  return { train: history.train.map(placed), test: history.test.map(placed), schema: { ...schema, inputs: { ...schema.inputs, [schema.id]: 'category' } }, warnings }
}
