import type { Bilingual } from '../core/bilingual.ts'
import type { Instant } from '../core/dates.ts'
import type { FieldProblem } from '../core/problem.ts'
import type { Fields, Values } from './fields.ts'

/** Who may see and change the rows. Each entry is a right (`premises.read`), or `own`: a business's own records. */
export type Access = { readonly read: readonly string[]; readonly write: readonly string[] }

/** A rule over one row: the faults it finds, all at once. Pure: `today` is given. */
export type RowRule<R = Record<string, unknown>> = (row: Readonly<Partial<R>>, context: { readonly today: string }) => readonly FieldProblem[]

/** One thing by which sheets name a row: a field of its own, of the register it hangs under, or of one that hangs under it. */
export type SheetKey = {
  /** The register whose field it is, where not the row's own. */
  readonly of?: string
  readonly field: string
  /** What of a text is compared (addresses are spelled in many ways); the text as it is unless told. Never for the first key of a way. */
  readonly plain?: (text: string) => string
}

export type RegisterOptions<F extends Fields> = {
  readonly title: Bilingual
  /** One sentence for an empty list: what goes here. */
  readonly about?: Bilingual
  /** The register whose row this one hangs under, by name. Gives the column `<name>_id`, its region, its scope, and a place in its dossier. */
  readonly belongsTo?: string
  readonly fields: F
  /** The field that names a row to people; it is the default sort unless `order` says another. */
  readonly naming: keyof F & string
  /** What lists are sorted by unless asked otherwise: a sortable field, `-` before it for the newest first. */
  readonly order?: (keyof F & string) | `-${keyof F & string}`
  /** Where a row is chosen, those of one's own region are offered first, then the others; each in the order of lists. */
  readonly nearFirst?: boolean
  /** Fields found by fragment, pinyin initials or number. The table then has `grams text[]` with a GIN index, and `name_sort`, the pinyin of the naming field. */
  readonly search?: readonly (keyof F & string)[]
  /** A child register one of whose codes finds this row too, from its beginning: a licence number finds its premises. */
  readonly searchBelow?: { readonly register: string; readonly field: string }
  /** What spreadsheets call the fields, beside their labels. */
  readonly headings?: { readonly [K in keyof F & string]?: readonly string[] }
  /**
   * Fields that tell an open row from all others under the same parent, where no unique field does: a sheet imported again meets
   * its rows by them. The naming field (and the region) unless told.
   */
  readonly identity?: readonly (keyof F & string)[]
  /** How sheets of other registers name a row of this one: ways, the surest first, each of keys that must all agree. Unique fields, else the naming field, unless told. */
  readonly sheetKeys?: readonly (readonly SheetKey[])[]
  readonly rules?: readonly RowRule<Values<F>>[]
  readonly access: Access
  /** Column that names the enterprise a row belongs to: a business sees its own. Absent: businesses see none. */
  readonly own?: 'id' | 'enterprise_id' | 'enterprise'
  /** Column that names the person whose own a row is: a post that reaches own records only shows these. Absent: it shows none. */
  readonly mine?: string
  /** `city`: the same rows for every region of the city (limits, calendar, roles); otherwise rows are seen by region. */
  readonly scope?: 'city'
  /** Rows are changed by matter actions or the program only; the API offers no create, change or close. */
  readonly readonly?: boolean
  /** Takes no spreadsheet (people, posts): rows are created one by one. */
  readonly noImport?: boolean
}

/** A typed table of facts (台账). The table itself is a migration written by hand; a test holds the two against each other. */
export type Register<F extends Fields = Fields> = RegisterOptions<F> & { readonly name: string }

/** Columns that every register's table has beside its fields. */
export type Standard = {
  readonly id: string
  /** Division code of the row: what row-level security and scopes look at. */
  readonly region: string
  /** Counts the changes, from 1: what a change must name to be accepted. */
  readonly version: number
  readonly created_at: Instant
  readonly updated_at: Instant
  /** Soft close (注销): the row stays readable, may not be changed, and leaves the default list. */
  readonly closed_at: Instant | null
  readonly closed_reason: string | null
}

/** The row of a register: the only place its type is written. */
export type Row<R extends Register<never> | Register> = R extends { readonly fields: infer F extends Fields } ? Standard & Values<F> : never

/** Declares a register. */
export const register = <const F extends Fields>(name: string, options: RegisterOptions<F>): Register<F> => ({ name, ...options })

/** Where a register is served: `insurance_policy` at `/api/v1/insurance-policy` (no plurals to guess). */
export const pathOf = (name: string): string => name.replaceAll('_', '-')
