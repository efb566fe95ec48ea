import { sql, type RawBuilder } from 'kysely'
import { canonical } from '../../platform/core/canonical.ts'
import { newId } from '../../platform/core/ids.ts'
import type { Tx } from '../../platform/database/database.ts'
import { changeMany, insertMany, insertNew } from '../../platform/register/bulk.ts'
import type { Register } from '../../platform/register/declare.ts'
import { columnList, type AnyRow } from '../../platform/register/store.ts'
import { holds, lineage } from '../registry/index.ts'
import { placesOf, typesWhere, type Place, type Sheets } from './facts.ts'
import { cateringGrades, premisesGrades, type CateringGradeRow, type PremisesGradeRow } from './registers.ts'
import { cateringColumns, frequencyColumns, gradeColumns } from './rules/standing.ts'
import { tablesOn, type Tables } from './tables.ts'

/** What grading has at hand while it goes through the city. */
export type Grading = { readonly tables: Tables; readonly sheets: Sheets; /** Written without a change of each row for the audit entry: the first grading of a city that is being made. */ readonly bulk?: boolean }

export const gradingOf = async (tx: Tx): Promise<Grading> => ({ tables: await tablesOn(tx, tx.work.today), sheets: new Map() })

const head = ({ premises_id, enterprise_id, region, name, type, trading }: Place) => ({ premises_id, enterprise_id, region, name, type, trading })

/** The columns of a place's grade that differ from its row; the whole row where there is none. */
function riskValues(place: Place, last: PremisesGradeRow | undefined, { risk, frequency }: Tables, tx: Tx): Record<string, unknown> {
  // A place that no longer trades keeps the grade it had.
  const made = last && !place.trading ? null : gradeColumns(last ?? null, risk, place.facts, tx.work.today)
  const grade = made?.grade ?? last?.grade ?? null
  const { last_visit_on, last_full_on, last_audit_on } = place
  return { ...head(place), ...made, ...frequencyColumns(place, grade, frequency), last_visit_on, last_full_on, last_audit_on }
}

const cateringValues = (place: Place, { catering }: Tables, tx: Tx): Record<string, unknown> =>
  ({ ...head(place), ...cateringColumns(place.visited, place.facts.licensed_on, place.accidents, catering, tx.work.today) })

type Known = Pick<AnyRow, 'id' | 'version'> & Readonly<Record<string, unknown>>
const differs = (row: Known, values: Readonly<Record<string, unknown>>): boolean => Object.entries(values).some(([name, value]) => canonical(row[name] ?? null) !== canonical(value ?? null))

/** Writes rows of a register by their premises: new ones, and those that differ; with the same keys each. */
async function write(tx: Tx, register: Register, known: ReadonlyMap<string, Known>, wanted: readonly Record<string, unknown>[], bulk: boolean): Promise<number> {
  const fresh = wanted.filter(({ premises_id }) => !known.has(String(premises_id))).map((values) => ({ ...values, id: newId() }))
  const changed = wanted.flatMap((values) => {
    const before = known.get(String(values['premises_id']))
    if (!before || !differs(before, values)) return []
    // Every change names the same columns: those it leaves are written as they are.
    const whole = Object.fromEntries(['region', ...Object.keys(register.fields)].map((name) => [name, name in values ? values[name] : before[name]]))
    return [{ before, values: register === (cateringGrades as Register) ? { ...whole, graded_on: tx.work.today } : whole }]
  })
  if (fresh.length > 0) await (bulk ? insertMany(tx, register, wholeRows(tx, register, fresh)) : insertNew(tx, register, fresh as never))
  await changeMany(tx, register, changed)
  return fresh.length + changed.length
}

const wholeRows = (tx: Tx, register: Register, rows: readonly (Record<string, unknown> & { id: string })[]) => {
  const standard = { version: 1, created_at: tx.work.now, updated_at: tx.work.now, closed_at: null, closed_reason: null }
  const blank = Object.fromEntries(Object.keys(register.fields).map((name) => [name, null]))
  return rows.map((row) => ({ ...blank, ...standard, ...row }))
}

/** Rows of a register for some premises, held until the transaction ends. */
async function rowsFor<R extends Known & { readonly premises_id: string }>(tx: Tx, register: Register, ids: readonly string[]): Promise<ReadonlyMap<string, R>> {
  const { rows } = await sql<R>`select ${columnList(register)} from ${sql.table(register.name)} where premises_id = any(${ids}::uuid[]) order by id for update`.execute(tx)
  return new Map(rows.map((row) => [row.premises_id, row]))
}

/**
 * Brings the grades of a page of premises up to what is on record: graded anew where that must be, and when each was last visited.
 * Doing it again changes nothing.
 * @param which a condition on `premises p` with its order and limit
 * @returns how many places were looked at, the last of them, and how many rows were written
 */
export async function regrade(tx: Tx, which: RawBuilder<unknown>, { tables, sheets, bulk = false }: Grading): Promise<{ readonly seen: number; readonly last: string | null; readonly written: number }> {
  const places = await placesOf(tx, which, tables.catering.annualMonths, sheets)
  const ids = places.map(({ premises_id }) => premises_id)
  const [risk, catering] = await Promise.all([rowsFor<PremisesGradeRow>(tx, premisesGrades as unknown as Register, ids), rowsFor<CateringGradeRow>(tx, cateringGrades as unknown as Register, ids)])
  const bears = (place: Place): boolean => holds(tables.catering.applies, { types: lineage(place.type) })
  const written = await write(tx, premisesGrades as unknown as Register, risk, places.map((place) => riskValues(place, risk.get(place.premises_id), tables, tx)), bulk)
  const also = await write(tx, cateringGrades as unknown as Register, catering, places.filter(bears)
    .map((place) => ({ ...cateringValues(place, tables, tx), ...(catering.has(place.premises_id) ? {} : { graded_on: tx.work.today }) })), bulk)
  return { seen: places.length, last: ids.at(-1) ?? null, written: written + also }
}

/** Premises of the graded types after an id, in their order. */
export const pageAfter = (after: string | null, limit: number, { tables }: Grading): RawBuilder<unknown> =>
  sql`p.type = any(${typesWhere(tables.risk.applies)}::text[]) and p.closed_at is null and p.id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid order by p.id limit ${limit}`

/** Some premises by id, of the graded types. */
export const theseOf = (ids: readonly string[], { tables }: Grading): RawBuilder<unknown> =>
  sql`p.id = any(${ids}::uuid[]) and p.type = any(${typesWhere(tables.risk.applies)}::text[])`

/** Grades some premises at once, as an action that bears on them is done. */
export async function regradeThese(tx: Tx, ids: readonly string[]): Promise<void> {
  const grading = await gradingOf(tx)
  await regrade(tx, theseOf(ids, grading), grading)
}
