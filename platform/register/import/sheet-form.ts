import type { Bilingual } from '../../core/bilingual.ts'
import type { Register, SheetKey } from '../declare.ts'
import type { Field } from '../fields.ts'
import type { ImportForm } from './form.ts'

/** Registers by name. */
type Registers = { readonly get: (name: string) => Register | undefined }

/** A column that says something of the row above: by which keys its row is found. */
export type ParentColumn = { readonly name: string; readonly key: SheetKey }

/** The right to import into a register: the first of those that write it and are held by a post. */
export const importRight = (register: Register): string | undefined => register.access.write.find((right) => right !== 'own')

/** Whether a sheet can be imported into a register: people write it, and it does not refuse. */
export const takesSheets = (register: Register): boolean => !register.readonly && !register.noImport && importRight(register) !== undefined

const entered = (register: Register): [string, Field][] =>
  Object.entries(register.fields).filter(([, field]) => !field.readonly && field.kind !== 'json')

/** The fields that tell a row of the register from all others of the city. */
export const uniqueFields = (register: Register): string[] => entered(register).flatMap(([name, field]) => (field.unique ? [name] : []))

/** The fields that tell a row from the others under its parent, or of its region. */
export const identityOf = (register: Register): readonly string[] =>
  register.identity ?? [register.naming, ...(register.fields['region'] && !register.belongsTo ? ['region'] : [])]

/** The ways in which sheets name a row of the register, the surest first. */
export const waysOf = (register: Register): readonly (readonly SheetKey[])[] => {
  if (register.sheetKeys) return register.sheetKeys
  const unique = uniqueFields(register)
  return unique.length > 0 ? unique.map((field) => [{ field }]) : [[{ field: register.naming }]]
}

/** The field that a key of a register speaks of. @throws where the declaration names none: found by the first test that mounts it */
export function keyField(registers: Registers, register: Register, key: SheetKey): Field {
  const field = (key.of === undefined ? register : registers.get(key.of))?.fields[key.field]
  if (!field) throw new Error(`${register.name} is known by a field that is not declared: ${key.of ?? ''}.${key.field}`)
  return field
}

/** The columns by which a sheet says under which row its rows stand. */
export function parentColumns(register: Register, registers: Registers): ParentColumn[] {
  const parent = register.belongsTo === undefined ? undefined : registers.get(register.belongsTo)
  if (!parent) return []
  const columns = waysOf(parent)
    .flat()
    .map((key) => ({ name: [parent.name, key.of, key.field].filter((part) => part !== undefined).join('_'), key }))
  return columns.filter(({ name }, at) => columns.findIndex((one) => one.name === name) === at)
}

const join = (zh: readonly string[], en: readonly string[], [and, andEn]: readonly [string, string]): Bilingual => ({
  zh: zh.join(and),
  en: en.join(andEn),
})

/** A way in words: “统一社会信用代码”加“经营场所地址”. */
function wayInWords(registers: Registers, register: Register, way: readonly SheetKey[]): Bilingual {
  const labels = way.map((key) => keyField(registers, register, key).label)
  return join(
    labels.map(({ zh }) => `“${zh}”`),
    labels.map(({ en }) => `“${en}”`),
    ['加', ' with '],
  )
}

function meets(register: Register, registers: Registers): Bilingual {
  const own = [...uniqueFields(register).map((name) => [name]), ...(uniqueFields(register).length > 0 ? [] : [identityOf(register)])]
  const words = own.map((names) =>
    wayInWords(
      registers,
      register,
      names.map((field) => ({ field })),
    ),
  )
  const met = join(
    words.map(({ zh }) => zh),
    words.map(({ en }) => en),
    ['或', ' or '],
  )
  const parent = register.belongsTo === undefined ? undefined : registers.get(register.belongsTo)
  const ways = parent ? waysOf(parent).map((way) => wayInWords(registers, parent, way)) : []
  const above = parent && {
    zh: `所属${parent.title.zh}按${ways.map(({ zh }) => zh).join('，或')}认定，认不准的列为冲突，由人决定。`,
    en: ` What a row stands under (${parent.title.en}) is found by ${ways.map(({ en }) => en).join(', else by ')}; where that is not certain a person decides.`,
  }
  return {
    zh: `已有记录按${met.zh}对上，只更新表里写了的内容。${above?.zh ?? ''}`,
    en: `Rows on record are met by ${met.en}; only what the sheet says is changed.${above?.en ?? ''}`,
  }
}

/** How a field stands in a sheet: other rows by what people call them, everything else as it is. */
const inSheet = (field: Field): Field =>
  field.kind === 'reference' || field.kind === 'references'
    ? {
        kind: 'text',
        max: field.kind === 'reference' ? 200 : 20_000,
        label: field.label,
        ...(field.help && { help: field.help }),
        ...(field.required && { required: true }),
      }
    : field

/**
 * The form of a sheet of one register, made from its declaration: its own fields, then the columns that say what its rows
 * stand under. Pure: the browser shows the same columns as the server reads.
 */
export function sheetForm(register: Register, registers: Registers): ImportForm {
  const parent = register.belongsTo === undefined ? undefined : registers.get(register.belongsTo)
  const above = parent ? parentColumns(register, registers) : []
  const columns = above.map(({ name, key }) => {
    const field = keyField(registers, parent!, key) // there are columns only where there is a parent
    const label = { zh: `${parent!.title.zh}：${field.label.zh}`, en: `${parent!.title.en}: ${field.label.en}` }
    return [name, { kind: 'text', max: 300, label }] as const satisfies readonly [string, Field]
  })
  const known = above.map(({ name, key }) => {
    const of = key.of === undefined ? parent : registers.get(key.of)
    const { label } = keyField(registers, parent!, key)
    return [
      name,
      [label.zh, label.en, ...((of?.headings as Readonly<Record<string, readonly string[]>> | undefined)?.[key.field] ?? [])],
    ] as const
  })
  return {
    name: register.name,
    title: register.title,
    fields: { ...Object.fromEntries(entered(register).map(([name, field]) => [name, inSheet(field)])), ...Object.fromEntries(columns) },
    // A heading that an own field knows is the own field's: they come first.
    headings: { ...register.headings, ...Object.fromEntries(known) },
    meets: meets(register, registers),
  }
}
