import type { Tx } from '../../platform/database/database.ts'
import type { Cell, ColumnKind } from '../../platform/documents/spreadsheet/index.ts'
import type { ExportExtra } from '../../platform/register/export.ts'
import type { AnyRow } from '../../platform/register/store.ts'
import type { Language } from '../../platform/core/bilingual.ts'
import { businessFields } from './business-form.ts'
import { findLicenceKind } from './licence-kinds.ts'
import type { Licence } from './licences.ts'
import { enterprisesOf, licencesUnder, staffUnder } from './store.ts'

const NAMES = [
  'enterprise_name',
  'uscc',
  'legal_representative',
  'licence_number',
  'licence_kind',
  'issued_on',
  'expires_on',
  'safety_director',
  'safety_officer',
] as const
const kindOf = (name: (typeof NAMES)[number]): ColumnKind => (name.endsWith('_on') ? 'date' : 'text')

/** The licence that a sheet of one line a place shows: the one that stands longest. */
const standing = (held: readonly Licence[]): Licence | undefined => {
  const until = (licence: Licence): string =>
    `${licence.state === 'valid' ? '1' : '0'}${licence.expires_on ?? '9999-12-31'}${licence.number}`
  return held.toSorted((a, b) => (until(a) < until(b) ? 1 : -1))[0]
}

/** Premises with their enterprise, licence and staff: the columns of a sheet of businesses, so that it can be imported again. */
export const premisesExport: ExportExtra = {
  register: 'premises',
  columns: NAMES.map((name) => ({ name, label: businessFields[name].label, kind: kindOf(name) })),
  values: async (tx: Tx, rows: readonly AnyRow[], language: Language) => {
    const ids = rows.map(({ id }) => id)
    const [holders, held, staff] = await Promise.all([
      enterprisesOf(
        tx,
        rows.map((row) => String(row['enterprise_id'])),
      ),
      licencesUnder(tx, ids),
      staffUnder(tx, ids),
    ])
    const byId = new Map(holders.map((holder) => [holder.id, holder]))
    const [licences, people] = [Map.groupBy(held, (row) => row.premises_id), Map.groupBy(staff, (row) => row.premises_id)]
    return new Map(
      rows.map((row): [string, Readonly<Record<string, Cell>>] => {
        const holder = byId.get(String(row['enterprise_id']))
        const licence = standing(licences.get(row.id) ?? [])
        const named = (role: string): string =>
          (people.get(row.id) ?? [])
            .filter((one) => one.role === role && one.left_on === null)
            .map(({ name }) => name)
            .join('、')
        return [
          row.id,
          {
            enterprise_name: holder?.name ?? null,
            uscc: holder?.uscc ?? null,
            legal_representative: holder?.legal_representative ?? null,
            licence_number: licence?.number ?? null,
            licence_kind: licence ? (findLicenceKind(licence.kind)?.label[language] ?? licence.kind) : null,
            issued_on: licence?.issued_on ?? null,
            expires_on: licence?.expires_on ?? null,
            safety_director: named('director'),
            safety_officer: named('officer'),
          },
        ]
      }),
    )
  },
}
