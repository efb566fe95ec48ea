import type { Bilingual } from '../../core/bilingual.ts'
import type { DateOnly } from '../../core/dates.ts'
import type { Tx } from '../../database/database.ts'
import type { Actor } from '../../identity/actor.ts'
import type { ImportContext, ImportForm } from './form.ts'
import type { ImportedRow } from './read.ts'

/** What becomes of a row. `conflict`: a person must decide; `rejected`: something is wrong with it. Neither is written. */
export type Outcome = 'create' | 'update' | 'same' | 'conflict' | 'rejected'
export type Counts = Readonly<Record<Outcome, number>>

/** What is decided of one row, as things stand. `plan` is the target's own: what its `write` needs to carry it out. */
export type Decision<P = unknown> = { readonly outcome: Outcome; readonly reasons: readonly Bilingual[]; readonly plan?: P }

/** What an import may ask while it runs. */
export type ImportWorld = {
  /** Who imports: each row must lie within their area. */
  readonly actor: Actor
  readonly today: DateOnly
  readonly city: string
  /** The row that all rows of the file stand under, where they are imported from its page. */
  readonly under?: string | undefined
  /** Reads the whole city, whoever imports: a number that another county holds must be seen, though not shown. */
  readonly read: <T>(body: (tx: Tx) => Promise<T>) => Promise<T>
}

/** One file being imported; it may remember what earlier rows of the file meant. */
export type ImportSession<P = unknown> = {
  /** The form with what only this city can check. */
  readonly form: ImportForm
  readonly context: Omit<ImportContext, 'today' | 'columns'>
  /** Decides on rows without faults, all at once: a handful of queries however many rows. Writes nothing. */
  decide(rows: readonly ImportedRow[]): Promise<readonly Decision<P>[]>
  /** Carries out decisions of kind `create` and `update`, as the actor. It gets its own plans back and no others. */
  write(tx: Tx, decisions: readonly Decision<P>[]): Promise<void>
}

/** What a sheet is imported into: registered under the path of a register. */
export type ImportTarget = {
  /** The register on whose page it is offered. */
  readonly register: string
  readonly form: ImportForm
  /** What the importer must be allowed, for the region of each row. */
  readonly right: string
  readonly begin: (world: ImportWorld) => Promise<ImportSession>
}
