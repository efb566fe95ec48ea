import { maskPersonal, type PersonalKind } from '../core/mask.ts'
import { newDataKey, openField, sealField, unwrapKey, wrapKey, type SecretKey } from '../core/secret.ts'
import { Problem, problems } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import { once } from './columns.ts'
import type { Register } from './declare.ts'

/**
 * Personal data at rest: `<masked form>␟<ciphertext>`. Lists and pages show the masked form without a key; opening the
 * rest asks for a right and a reason and is logged. Each row has its own data key, wrapped by the installation's key;
 * deleting the data key erases what it sealed (个人信息保护法 art.47) while audit hashes stay.
 */
const BETWEEN = '\u001f'

problems({ 'personal.erased': [410, '该个人信息已依法删除。', 'This personal data has been erased.'] })

/** What may be shown to anyone who may see the row. */
export const maskedForm = (stored: string | null): string | null => (stored === null ? null : stored.split(BETWEEN)[0]!)

/** A personal value as its column holds it. `about`: `table.column.row`. */
export const sealedForm = (key: SecretKey, about: string, kind: PersonalKind, value: string): string => maskPersonal(kind, value) + BETWEEN + sealField(key, value, about)

async function dataKey(tx: Tx, row: string): Promise<SecretKey> {
  const known = await tx.selectFrom('record_key').select('wrapped').where('row_id', '=', row).executeTakeFirst()
  if (known) return unwrapKey(tx.work.masterKey, known.wrapped, row)
  const key = newDataKey()
  await tx.insertInto('record_key').values({ row_id: row, wrapped: wrapKey(tx.work.masterKey, key, row), created_at: tx.work.now }).execute()
  return key
}

/** `values` with its personal fields sealed under the row's key. An unchanged value (its masked form sent back) stays as it was. */
export async function sealPersonal(tx: Tx, register: Register, row: string, values: Readonly<Record<string, unknown>>, before?: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
  const given = Object.entries(register.fields).filter(([name, field]) => field.personal && typeof values[name] === 'string')
  if (given.length === 0) return values
  const sealed: Record<string, unknown> = { ...values }
  for (const [name, field] of given) {
    const value = String(values[name])
    const old = before?.[name] as string | null | undefined
    if (old && (value === maskedForm(old) || value === old)) {
      sealed[name] = old
      continue
    }
    const key = await dataKey(tx, row)
    const about = `${register.name}.${name}.${row}`
    if (old && openField(key, old.split(BETWEEN)[1] ?? '', about) === value) sealed[name] = old
    else sealed[name] = sealedForm(key, about, field.personal!, value)
  }
  return sealed
}

/** The value in clear. The caller has checked the right and logs the reason. @throws Problem `personal.erased` (410) */
export async function openPersonal(tx: Tx, register: Register, field: string, row: string, stored: string): Promise<string> {
  const known = await tx.selectFrom('record_key').select('wrapped').where('row_id', '=', row).executeTakeFirst()
  if (!known) throw new Problem('personal.erased')
  return openField(unwrapKey(tx.work.masterKey, known.wrapped, row), stored.split(BETWEEN)[1] ?? '', `${register.name}.${field}.${row}`)
}

/** Names of the fields that hold personal data. */
export const personalFields = once((register): readonly string[] => Object.keys(register.fields).filter((name) => register.fields[name]!.personal))

/** The row with every personal field in its masked form, as it leaves the server. */
export function masked<R extends object>(register: Register, row: R): R {
  const names = personalFields(register)
  if (names.length === 0) return row
  const shown = { ...row } as Record<string, unknown>
  for (const name of names) if (name in shown) shown[name] = maskedForm(shown[name] as string | null)
  return shown as R
}
