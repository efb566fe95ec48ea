import type { Bilingual } from '../../core/bilingual.ts'
import type { FieldProblem } from '../../core/problem.ts'
import type { Fields } from '../fields.ts'
import type { Loosely } from './choice-words.ts'

/** A rule of any form. Function parameters are contravariant: a rule over a certain row type is a rule over `never`. */
type AnyRule = (row: never, context: { readonly today: string }) => readonly FieldProblem[]

/**
 * What a sheet is read into: a register, or a form of the same shape for a sheet whose rows hold several things at once
 * (an enterprise, its premises, a licence, people), which the duty then takes apart.
 */
export type ImportForm = {
  readonly name: string
  readonly title: Bilingual
  readonly fields: Fields
  /** What sheets call the fields, beside their labels and names. */
  readonly headings?: { readonly [field: string]: readonly string[] | undefined }
  /** How the headings of a field are built where no list has them, asked of a heading without blanks and signs. Only ever a guess. */
  readonly builds?: { readonly [field: string]: RegExp | undefined }
  /** What a cell of a field looks like, for columns whose heading says nothing: a pattern, or one of the field's own options. */
  readonly tells?: { readonly [field: string]: RegExp | 'options' | undefined }
  /** Words around a choice that change nothing about it: 大型餐饮 is 餐饮. */
  readonly around?: { readonly [field: string]: RegExp | undefined }
  /** What kind of thing a choice is by the last words of a text that no spelling meets: 糖酒批发 is 批发. */
  readonly heads?: { readonly [field: string]: readonly (readonly [ends: RegExp, code: string])[] | undefined }
  /** What sheets write for a value, by field: `{ type: { 餐馆: 'CATE' } }`; null for words that mean nothing is there. */
  readonly aliases?: { readonly [field: string]: Readonly<Record<string, string | null>> | undefined }
  /** Dates of which a cell may hold the whole term (2022年3月1日至2027年2月28日): its end is read. */
  readonly ends?: readonly string[]
  /** What a whole sheet says of each of its rows in its title or name: words and the value they mean, the finer ones first. See `told.ts`. */
  readonly ofAll?: { readonly [field: string]: readonly (readonly [words: RegExp, value: string])[] | undefined }
  /** What else may stand in a column, as its heading says: an identity number under 社会信用代码（身份证号码）. It is not kept. */
  readonly beside?: { readonly [field: string]: { readonly heading: RegExp; readonly cell: RegExp } | undefined }
  /** The values of a row put in order once all its cells are read; `told` is what the sheet says of all its rows. */
  readonly settle?: (values: Readonly<Record<string, unknown>>, told: Readonly<Record<string, string>>) => Readonly<Record<string, unknown>>
  /** Fields of which no two rows of a file may share a value, beside those declared unique. */
  readonly unique?: readonly string[]
  readonly rules?: readonly AnyRule[]
  /** One sentence for the clerk: by what a row of the sheet meets the one on record. */
  readonly meets?: Bilingual
  /** Rules whose findings are shown and refuse nothing. */
  readonly warnings?: readonly AnyRule[]
}

/** The names of a place as a row gives them, from one column or several. */
export type RegionParts = {
  readonly city?: string
  readonly county?: string
  readonly township?: string
  readonly village?: string
  /** A column that says the whole, a code or names run together. */
  readonly whole?: string
}

/** What the engine must be told, since it reads neither clock nor database. */
export type ImportContext = {
  /** The date in Asia/Shanghai, for rules. */
  readonly today: string
  /** The division code of a place, or what is wrong with its names. Without it, region columns must hold codes. */
  readonly resolveRegion?: (parts: RegionParts) => { readonly code: string } | { readonly fault: Bilingual }
  /** The id of a row of another register by the name or number people use, or what is wrong with it. */
  readonly resolveReference?: (register: string, text: string) => { readonly id: string } | { readonly fault: Bilingual }
  /** What the user confirmed or changed: field by heading, null for a column that is not to be read. Overrules recognition. */
  readonly columns?: Readonly<Record<string, string | null>>
}

/** The fields a sheet may fill: all but those only the program sets. */
export const importable = (form: ImportForm): [name: string, field: Fields[string]][] =>
  Object.entries(form.fields).filter(([, field]) => !field.readonly && field.kind !== 'json')

/** How loosely a choice may be written, where the form says so. */
export function looselyOf({ around, heads, aliases }: ImportForm, field: string): Loosely | undefined {
  if (!around?.[field] && !heads?.[field]) return undefined
  return { around: around?.[field], heads: heads?.[field], spellings: Object.keys(aliases?.[field] ?? {}) }
}
