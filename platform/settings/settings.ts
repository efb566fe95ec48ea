import type { Tx } from '../database/database.ts'

/** The city's value of a setting, or the default that the code declares beside its use. */
export async function setting<T>(tx: Tx, code: string, otherwise: T): Promise<T> {
  const row = await tx.selectFrom('setting').select('value').where('code', '=', code).where('closed_at', 'is', null).executeTakeFirst()
  return row ? (row.value as T) : otherwise
}
