import { LEAST } from './contract.ts'
import { columnsOf, designOf, groupsOf, measure, standardise, type Design, type Matrix } from './design.ts'
import { fitEffects, nuisanceOf, recentre, sigmoid, type Effects } from './effects.ts'
import { groundOf, placeOf, type Ground } from './ground.ts'
import { findHanded, finest, lastVisits, withoutLast, type Handed } from './handed.ts'
import type { Row } from './history.ts'
import { fitLogistic, logitsOf, type Logistic, type Task } from './logistic.ts'
import { countBefore, remember, sourcesOf, termsOf, type Memory } from './memory.ts'
import { plainRules } from './plain.ts'
import { sentencesOf, type Sentence } from './reasons.ts'
import type { Schema } from './schema.ts'
import { inTime, tableOf, type Known, type Table } from './table.ts'
import { countTrees, growTrees, treeLogits, type Lesson, type Trees } from './trees.ts'

/**
 * How far ahead is ranked, in days: the first visit comes `gap` days after the last record, the last visit `span` days
 * after the first. Training rows are shown memories as old as the ranked rows will have.
 */
export type Horizon = { readonly gap: number; readonly span: number }

export type Options = { readonly horizon?: Horizon; readonly asOf?: number }

export type Model = {
  readonly schema: Schema
  /** Rows from this day on were never looked at. */
  readonly asOf: number
  readonly rows: number
  readonly findings: number
  /** Plain rules where the history is too short to learn from. */
  readonly plain: boolean
  readonly effects: Effects
  readonly design: Design
  /** Inputs that hand down earlier findings. */
  readonly handed: Handed
  readonly logistic: Logistic
  /** What the columns say together beyond their own lines; none where that lasts not. */
  readonly trees: Trees
  /** Log-odds that an average inspector adds. */
  readonly average: number
  /** The chance of a serious finding under an average inspector, 0–1, for each row in the order given. */
  readonly score: (rows: readonly Row[]) => Float64Array
  /** Standardised columns of rows, in the order given. */
  readonly columns: (rows: readonly Row[]) => Matrix
  /** The same chances, of columns that were made already. */
  readonly chances: (matrix: Matrix) => Float64Array
  /** Why a row stands where it stands, strongest first. */
  readonly reasons: (row: Row) => Sentence[]
  /** Effects of a nuisance column's levels on the log-odds of a finding: above 0 is stricter. */
  readonly strictness: (column: string) => ReadonlyMap<string, number>
}

const MEMORIES = 36
const WEEK = 7
/** Rows whose memory holds less than this share of all rows teach nothing. */
const WARM = 0.12
const GOLDEN = 0.6180339887498949

/** The day as of which each training row is remembered: earlier than its own, by lags as of the rows to be ranked. */
function memoryDays(day: Int32Array, { gap, span }: Horizon): Int32Array {
  const first = day[0] ?? 0
  const step = Math.max(WEEK, Math.ceil(((day.at(-1) ?? 0) - first + 1) / MEMORIES))
  return day.map((own, row) => {
    const lag = Math.max(0, gap + span * ((row * GOLDEN) % 1) - step / 2)
    return first + Math.floor((own - lag - first) / step) * step
  })
}

/** Trains on rows whose outcome is known. The order of the rows does not matter. */
export function train(given: readonly Row[], schema: Schema, { horizon = { gap: 0, span: 60 }, asOf }: Options = {}): Model {
  const rows = inTime(given.filter(({ outcome, day }) => outcome !== null && (asOf === undefined || day < asOf)))
  const known = tableOf(rows, schema)
  const { table } = known
  const now = asOf ?? (table.day.at(-1) ?? 0) + 1
  const grounds = table.planes.map(groundOf).filter((ground): ground is Ground => ground !== undefined)
  const sources = sourcesOf(table, grounds)
  const terms = termsOf(table, sources)
  const findings = table.outcome.reduce((sum, value) => sum + value, 0)
  const parts = designOf(table, sources)
  const last = remember(table, sources, terms, now)
  const effects = fitEffects(table.outcome, table.n, terms)
  const offset = nuisanceOf(effects, table.n)
  const plain = table.n < LEAST.rows || Math.min(findings, table.n - findings) < LEAST.findings

  const days = memoryDays(table.day, horizon)
  const memories = new Map<number, Memory>()
  const teach = plain ? [] : [...rows.keys()].filter((row) => countBefore(table.day, days[row]!) >= table.n * WARM)
  for (const row of teach) if (!memories.has(days[row]!)) memories.set(days[row]!, remember(table, sources, terms, days[row]!))
  const places = sources.map(({ codes }) => codes)
  const raw = columnsOf(parts, table, places, plain ? [...rows.keys()] : teach, (row) => (plain ? last : memories.get(days[row]!)!))
  const source = finest(parts)
  const visits = lastVisits(source, places, teach, (row) => memories.get(days[row]!)!)
  const handed = findHanded(parts.labels, raw, source, visits)
  if (!plain) withoutLast(handed, raw, visits.logits)
  const design: Design = { ...parts, ...measure(parts.labels, raw) }
  const matrix = standardise(design, raw)
  const outcome = Float64Array.from(teach, (row) => table.outcome[row]!)
  const offsets = Float64Array.from(teach, (row) => offset[row]!)
  const { groups } = groupsOf(design)
  const task: Task = { matrix, groups, outcome, offset: offsets, from: 0, to: matrix.n }
  const logistic = plain ? plainRules(design) : fitLogistic(task)
  const trees = plain ? [] : treesOf(task, logistic)
  const average = recentre(table.outcome, new Float64Array(table.n), table.n)
  return finish({ schema, asOf: now, rows: table.n, findings, plain, effects, design, handed, logistic, trees, average }, known, last)
}

/** Training rows before this share of them teach how many trees tell something, the rest judge. */
const JUDGED_FROM = 0.7

/** Rows of a task with the log-odds that they have by who inspected and by the weights of the columns. */
function lessonOf({ matrix: { p, values }, outcome, offset }: Task, logistic: Logistic, from: number, to: number): Lesson {
  const matrix = { n: to - from, p, values: values.subarray(from * p, to * p) }
  return { matrix, outcome: outcome.subarray(from, to), logits: logitsOf(logistic, matrix, 0, matrix.n).map((logit, row) => logit + offset[from + row]!) }
}

/** As many trees as foretold the later rows best when grown on the earlier ones, grown on all. */
function treesOf(task: Task, logistic: Logistic): Trees {
  const cut = Math.floor(task.to * JUDGED_FROM)
  const before = fitLogistic({ ...task, to: cut })
  return growTrees(lessonOf(task, logistic, 0, task.to), countTrees(lessonOf(task, before, 0, cut), lessonOf(task, before, cut, task.to)))
}

/** Puts the faces that score onto what was learned. */
function finish(learned: Omit<Model, 'score' | 'columns' | 'chances' | 'reasons' | 'strictness'>, known: Known, memory: Memory): Model {
  const { schema, design, handed, logistic, trees } = learned
  const columns = (rows: readonly Row[]): Matrix => {
    const { table } = tableOf(rows, schema, known)
    const places = placesOf(design, table)
    const matrix = columnsOf(design, table, places, [...rows.keys()], () => memory)
    withoutLast(handed, matrix, lastVisits(handed.source, places, [...rows.keys()], () => memory).logits)
    return standardise(design, matrix)
  }
  const chances = (matrix: Matrix): Float64Array => {
    const more = treeLogits(trees, matrix)
    return logitsOf(logistic, matrix, 0, matrix.n).map((logit, row) => sigmoid(logit + more[row]! - logistic.intercept + learned.average))
  }
  const strictness = (column: string): ReadonlyMap<string, number> => {
    const { effects } = learned.effects.terms.find(({ name, nuisance }) => nuisance && name === column) ?? { effects: new Float64Array() }
    return new Map([...(known.table.nuisance.find(({ name }) => name === column)?.levels ?? [])].map(([level, code]) => [level, effects[code] ?? 0]))
  }
  const model: Model = { ...learned, score: (rows) => chances(columns(rows)), columns, chances, strictness, reasons: (row) => sentencesOf(model, row) }
  return model
}

/** The level of each row in each source. */
function placesOf({ sources }: Design, table: Table): Int32Array[] {
  return sources.map(({ name, ground }) => {
    const plane = ground && table.planes.find((one) => one.name === name)
    if (ground && plane) return Int32Array.from(plane.x, (x, row) => placeOf(ground, x, plane.y[row]!))
    return table.categories.find((one) => one.name === name)!.codes
  })
}
