import { sql } from 'kysely'
import { loadCalendar } from '../../platform/calendar/load.ts'
import type { Tx } from '../../platform/database/database.ts'
import { changeRow, columnList, getRow, type AnyRegister, type AnyRow } from '../../platform/register/store.ts'
import { enterprises, premises, type Enterprise, type Premises } from './enterprises.ts'
import { directorTablesOf } from './director-store.ts'
import { licences, type Licence } from './licences.ts'
import { certificates, foodStaff, type Certificate, type FoodStaff } from './people.ts'
import { derived, promiseCheckDue, type Derived } from './rules.ts'

/** A premises row with the enterprise it stands under. */
export type PremisesRow = Premises & { readonly enterprise_id: string }
/** A row that hangs under premises. */
export type Under<R> = R & { readonly premises_id: string; readonly enterprise_id: string }

/** What hangs under premises, in the order in which a dossier shows it. */
export const children: readonly AnyRegister[] = [licences, foodStaff, certificates]

export const premisesOf = (tx: Tx, ids: readonly string[]): Promise<PremisesRow[]> => rowsByIds(tx, premises, 'id', ids)
export const enterprisesOf = (tx: Tx, ids: readonly string[]): Promise<Enterprise[]> => rowsByIds(tx, enterprises, 'id', ids)

/** Rows of a register by a column that holds an id; closed ones are left out unless `all`. */
export async function rowsByIds<R>(
  tx: Tx,
  register: AnyRegister,
  column: string,
  ids: readonly string[],
  options: { readonly all?: boolean } = {},
): Promise<R[]> {
  if (ids.length === 0) return []
  const open = options.all ? sql`` : sql`and closed_at is null`
  const { rows } = await sql<R>`select ${columnList(register)} from ${sql.table(register.name)}
    where ${sql.ref(column)} = any(${[...new Set(ids)]}::uuid[]) ${open} order by id`.execute(tx)
  return rows
}

export const licencesUnder = (tx: Tx, ids: readonly string[]): Promise<Under<Licence>[]> => rowsByIds(tx, licences, 'premises_id', ids)
export const staffUnder = (tx: Tx, ids: readonly string[]): Promise<Under<FoodStaff>[]> => rowsByIds(tx, foodStaff, 'premises_id', ids)
export const certificatesUnder = (tx: Tx, ids: readonly string[]): Promise<Under<Certificate>[]> =>
  rowsByIds(tx, certificates, 'premises_id', ids)

/** The fields of premises that follow from their size, licences and staff; new premises have no id and nothing under them yet. */
export async function derivedOf(tx: Tx, values: Readonly<Record<string, unknown>>): Promise<Derived> {
  const ids = typeof values['id'] === 'string' ? [values['id']] : []
  const [held, staff, directors] = await Promise.all([licencesUnder(tx, ids), staffUnder(tx, ids), directorTablesOf(tx)])
  return derived(values as Pick<Premises, 'type' | 'scale' | 'diners'>, held, staff, tx.work.today, directors) // the values of premises, checked by their schema
}

/**
 * Brings those fields up to date after something under the premises changed; nothing is written where they stand already.
 * The row is read and locked anew: the caller's may be older than what this transaction wrote.
 */
export async function keepDerived(tx: Tx, id: string): Promise<void> {
  const row = await getRow(tx, premises, id, { lock: true })
  if (row.closed_at === null) await changeRow(tx, premises, row, await derivedOf(tx, row))
}

/** What hangs under premises stands where they stand, and belongs to whom they belong. */
export async function moveChildren(tx: Tx, row: AnyRow): Promise<void> {
  for (const register of children) {
    for (const child of await rowsByIds<AnyRow>(tx, register, 'premises_id', [row.id], { all: true })) {
      await changeRow(tx, register, child as never, { region: row.region, enterprise_id: row['enterprise_id'] }) // a row of whichever register
    }
  }
}

/** When the promise behind a licence must be checked, by the city's limits and calendar; null where there is none. */
export async function promiseDue(tx: Tx, values: Readonly<Record<string, unknown>>): Promise<string | null> {
  const licence = {
    on_promise: values['on_promise'] === true,
    issued_on: (values['issued_on'] as Licence['issued_on'] | undefined) ?? null,
  }
  if (!licence.on_promise || licence.issued_on === null) return null
  const { limits, calendar } = await loadCalendar(tx)
  return promiseCheckDue(licence, limits, calendar)
}
