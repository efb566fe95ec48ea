import type { Register } from '../../platform/register/declare.ts'
import type { Field } from '../../platform/register/fields.ts'
import type { Matter } from '../../platform/matter/declare.ts'

/**
 * Every register and matter that the platform or a duty declares, found by the files' fixed names, so that a reference
 * knows its target and a generic page its fields. Declarations are data without IO; a bundle that fails here shows one that is not.
 */
const modules = {
  ...import.meta.glob<Record<string, unknown>>('../../platform/*/registers.ts', { eager: true }),
  ...import.meta.glob<Record<string, unknown>>('../../duties/*/registers.ts', { eager: true }),
}
const matterModules = import.meta.glob<Record<string, unknown>>(['../../platform/*/matters.ts', '../../duties/*/matters.ts'], {
  eager: true,
})

const has = (value: unknown, ...names: string[]): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && names.every((name) => name in value)

const isRegister = (value: unknown): value is Register => has(value, 'name', 'fields', 'naming', 'access')
const isMatter = (value: unknown): value is Matter => has(value, 'name', 'record', 'states', 'actions')

function collect<T extends { readonly name: string }>(
  from: Record<string, Record<string, unknown>>,
  is: (value: unknown) => value is T,
): Map<string, T> {
  const found = new Map<string, T>()
  for (const module of Object.values(from)) {
    for (const exported of Object.values(module)) {
      for (const value of Array.isArray(exported) ? exported : [exported]) if (is(value)) found.set(value.name, value)
    }
  }
  return found
}

export const matters: ReadonlyMap<string, Matter> = collect(matterModules, isMatter)
export const registers: ReadonlyMap<string, Register> = (() => {
  const all = collect(modules, isRegister)
  for (const matter of matters.values())
    if (isRegister(matter.record) && !all.has(matter.record.name)) all.set(matter.record.name, matter.record)
  return all
})()

/** The column that names the row above, as a field of its own; null where a register hangs under none. */
export function parentField(register: Register): readonly [name: string, field: Field] | null {
  const to = register.belongsTo
  return to
    ? [`${to}_id`, { kind: 'reference', to, required: true, label: registers.get(to)?.title ?? { zh: '所属', en: 'Belongs to' } }]
    : null
}

/** A column of a list: a declared field, or the row above. */
export function columnField(register: Register, name: string): Field | undefined {
  const parent = parentField(register)
  return register.fields[name] ?? (parent?.[0] === name ? parent[1] : undefined)
}

/** The register whose rows a matter's are, seen the other way round. */
export const matterOf = (register: string): Matter | undefined => [...matters.values()].find((matter) => matter.record.name === register)
/** Registers that hang under another: what its dossier shows. */
export const belongingTo = (register: string): Register[] => [...registers.values()].filter((one) => one.belongsTo === register)
