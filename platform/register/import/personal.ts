import type { Tx } from '../../database/database.ts'
import { openField, unwrapKey } from '../../core/secret.ts'
import type { Register } from '../declare.ts'
import { maskedForm } from '../personal.ts'

/**
 * The rows with their personal fields in clear, for comparing with a sheet that has them in clear: one query however
 * many rows. Nothing of it is shown. A field whose key is erased is left out.
 */
export async function inClear<R extends { readonly id: string }>(tx: Tx, register: Register, rows: readonly R[]): Promise<R[]> {
  const names = Object.keys(register.fields).filter((name) => register.fields[name]!.personal)
  const stored = (row: R, name: string): unknown => (row as Readonly<Record<string, unknown>>)[name]
  const filled = rows.filter((row) => names.some((name) => typeof stored(row, name) === 'string'))
  if (filled.length === 0) return [...rows]
  const known = await tx
    .selectFrom('record_key')
    .select(['row_id', 'wrapped'])
    .where(
      'row_id',
      'in',
      filled.map((row) => row.id),
    )
    .execute()
  const keys = new Map(known.map(({ row_id, wrapped }) => [row_id, unwrapKey(tx.work.masterKey, wrapped, row_id)]))
  return rows.map((row) => {
    const clear: Record<string, unknown> = { ...row }
    const key = keys.get(row.id)
    for (const name of names) {
      const value = stored(row, name)
      if (typeof value !== 'string') continue
      if (!key) delete clear[name]
      // What follows the masked form and the separator is the ciphertext.
      else clear[name] = openField(key, value.slice(maskedForm(value)!.length + 1), `${register.name}.${name}.${row.id}`)
    }
    return clear as R // the same fields, in clear
  })
}
