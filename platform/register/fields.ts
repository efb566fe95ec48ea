import type { Bilingual } from '../core/bilingual.ts'
import type { DateOnly, Instant } from '../core/dates.ts'

/** What every field may say of itself. */
export type FieldOptions = {
  /** Must be given when a row is created. */
  readonly required?: boolean
  /** No two open rows of a city share it. The table has the unique index; this says so to forms and import. */
  readonly unique?: boolean
  /** One sentence under the field, for the clerk. */
  readonly help?: Bilingual
  /** The one department that answers for this figure (一数一源), by its function code. */
  readonly source?: string
  /** Personal data: stored encrypted, masked unless unmasked with a reason, which is logged (PIPL). */
  readonly personal?: 'name' | 'phone' | 'id' | 'address'
  /** Shown in the default list. */
  readonly list?: boolean
  /** May be filtered on, by equality (or by range for dates and numbers). */
  readonly filter?: boolean
  /** May be sorted on; the migration has the two indexes (region, field, id) and (field, id). */
  readonly sort?: boolean
  /** Set by the program only; neither form nor import nor API accepts it. */
  readonly readonly?: boolean
  /** A key of the program's own, which no page shows: what it leads to stands there as a link. */
  readonly internal?: boolean
}

/** One option of a choice; `synonyms` are other words that sheets use for it. */
export type Choice<C extends string = string> = {
  readonly code: C
  readonly label: Bilingual
  readonly parent?: string
  readonly note?: Bilingual
  readonly synonyms?: readonly string[]
}

type Shape =
  /** `names`: it holds the name of an indicator, which pages show and offer by its title. */
  | { readonly kind: 'text'; readonly max: number; readonly pattern?: RegExp; readonly multiline?: boolean; readonly names?: 'indicator' }
  /** `words`: what the values from 0 on are called, where the bare figure tells a reader nothing. */
  | { readonly kind: 'integer' | 'number'; readonly min?: number; readonly max?: number; readonly unit?: Bilingual; readonly words?: readonly Bilingual[] }
  | { readonly kind: 'money' }
  | { readonly kind: 'date'; readonly expires?: readonly number[] }
  | { readonly kind: 'instant' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly options: readonly Choice[] }
  | { readonly kind: 'choices'; readonly options: readonly Choice[] }
  | { readonly kind: 'region' }
  | { readonly kind: 'reference'; readonly to: string }
  | { readonly kind: 'references'; readonly to: string }
  | { readonly kind: 'json' }

/** A declared field. `V` is the type of its value in a row. */
export type Field<V = unknown> = Shape & FieldOptions & { readonly label: Bilingual; readonly value?: V }
export type FieldKind = Shape['kind']

type Given<O, V> = O extends { readonly required: true } ? V : V | null

/** Text of at most `max` characters (200 unless told). */
export const text = <const O extends FieldOptions & { max?: number; pattern?: RegExp; multiline?: boolean; names?: 'indicator' }>(label: Bilingual, options?: O): Field<Given<O, string>> =>
  ({ kind: 'text', label, max: options?.multiline ? 20_000 : 200, ...options })
export const integer = <const O extends FieldOptions & { min?: number; max?: number; unit?: Bilingual; words?: readonly Bilingual[] }>(label: Bilingual, options?: O): Field<Given<O, number>> =>
  ({ kind: 'integer', label, ...options })
export const number = <const O extends FieldOptions & { min?: number; max?: number; unit?: Bilingual }>(label: Bilingual, options?: O): Field<Given<O, number>> =>
  ({ kind: 'number', label, ...options })
/** An amount of money in 分 (1/100 元). */
export const money = <const O extends FieldOptions>(label: Bilingual, options?: O): Field<Given<O, number>> => ({ kind: 'money', label, ...options })
/** A calendar date; `expires` gives the days of warning before it, which reach the inbox. */
export const date = <const O extends FieldOptions & { expires?: readonly number[] }>(label: Bilingual, options?: O): Field<Given<O, DateOnly>> =>
  ({ kind: 'date', label, ...options })
export const instant = <const O extends FieldOptions>(label: Bilingual, options?: O): Field<Given<O, Instant>> => ({ kind: 'instant', label, ...options })
/** True or false, false unless told. */
export const flag = (label: Bilingual, options?: FieldOptions): Field<boolean> => ({ kind: 'boolean', label, ...options })
export const choice = <const C extends string, const O extends FieldOptions>(label: Bilingual, options: readonly Choice<C>[], more?: O): Field<Given<O, C>> =>
  ({ kind: 'choice', label, options, ...more })
/** Any number of the options; an empty list where none. */
export const choices = <const C extends string>(label: Bilingual, options: readonly Choice<C>[], more?: FieldOptions): Field<readonly C[]> =>
  ({ kind: 'choices', label, options, ...more })
/** A row of another register, by its id. */
export const reference = <const O extends FieldOptions>(label: Bilingual, to: string, options?: O): Field<Given<O, string>> =>
  ({ kind: 'reference', to, label, ...options })
/** Any number of rows of another register, by their ids (a `uuid[]` column); at least one where required, an empty list where none. */
export const references = (label: Bilingual, to: string, options?: FieldOptions): Field<readonly string[]> => ({ kind: 'references', to, label, ...options })
/** A division code: 6 digits to county, 9 to township, 12 to village. */
export const region = <const O extends FieldOptions>(label: Bilingual, options?: O): Field<Given<O, string>> => ({ kind: 'region', label, ...options })
/** A structured value that only the program reads and writes. */
export const json = <V>(label: Bilingual, options?: FieldOptions): Field<V> => ({ kind: 'json', label, ...options })

export type Fields = { readonly [name: string]: Field }
/** The values of a set of fields: `Values<typeof complaint.actions.accept.input>`. */
export type Values<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer V> ? V : never }
