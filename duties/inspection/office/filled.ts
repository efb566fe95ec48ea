import type { Register } from '../../../platform/register/declare.ts'
import type { AnyRow } from '../../../web/kit/types.ts'

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** A register with the fields that a row has something in, but for those that the page shows elsewhere. */
export const filled = (register: Register, row: AnyRow, elsewhere: readonly string[]): Register =>
  ({ ...register, fields: Object.fromEntries(Object.entries(register.fields).filter(([name]) => !elsewhere.includes(name) && !isEmpty(row[name]))) })
