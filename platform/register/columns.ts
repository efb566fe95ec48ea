import type { Register } from './declare.ts'
import type { Field } from './fields.ts'

const STANDARD = ['id', 'region', 'version', 'created_at', 'updated_at', 'closed_at', 'closed_reason'] as const

/** Answers of `make` by register, made once: declarations never change while the program runs. */
export function once<T>(make: (register: Register) => T): (register: Register) => T {
  const made = new WeakMap<Register, T>()
  return (register) => {
    const known = made.get(register)
    if (known !== undefined) return known
    const fresh = make(register)
    made.set(register, fresh)
    return fresh
  }
}

/** Column names of a register's table that a row shows: the standard ones, the parent's id, and its fields. */
export const columnsOf = once((register): readonly string[] => {
  const own = register.own === 'enterprise_id' && !('enterprise_id' in register.fields) && register.belongsTo !== 'enterprise' ? ['enterprise_id'] : []
  const parent = register.belongsTo && !(`${register.belongsTo}_id` in register.fields) ? [`${register.belongsTo}_id`] : []
  return [...STANDARD, ...parent, ...own, ...Object.keys(register.fields).filter((name) => name !== 'region')]
})

/** The column a field is sorted by: pinyin for the naming field of a searchable register. */
export const sortColumn = (register: Register, field: string): string =>
  field === register.naming && register.search ? 'name_sort' : field

export const standardField: Readonly<Record<string, Pick<Field, 'kind'>>> = {
  id: { kind: 'text' }, region: { kind: 'region' }, version: { kind: 'integer' },
  created_at: { kind: 'instant' }, updated_at: { kind: 'instant' }, closed_at: { kind: 'instant' }, closed_reason: { kind: 'text' },
}
