import type { Bilingual } from './core/bilingual.ts'
import type { DateOnly } from './core/dates.ts'
import type { Tx } from './database/database.ts'
import type { Routes } from './http/routes.ts'
import type { Indicator } from './indicator/declare.ts'
import type { HandsOver } from './matter/handover.ts'
import type { MatterService } from './matter/service.ts'
import type { ExportExtra } from './register/export.ts'
import type { ImportTarget } from './register/import/target.ts'
import type { PaletteSource } from './register/palette.ts'
import type { AnyRegister, AnyRow } from './register/store.ts'
import type { TimelineSource } from './register/timeline.ts'
import type { JobDeclaration } from './jobs/declare.ts'

/** What happened to rows of a register on some day and other duties reckon with: complaints about premises, samples that failed. */
export type DatedSource = {
  /** As a column is called, told apart from those of other duties: `complaints`. */
  readonly name: string
  /** As a reason says it: 投诉举报, complaints. */
  readonly title: Bilingual
  /** The register whose rows it is about. */
  readonly about: string
  /** All of it in the city, each with the day on which it became known; whoever reckons leaves out what is later than his own day. */
  readonly events: (tx: Tx) => Promise<readonly { readonly row: string; readonly on: DateOnly }[]>
}

/** What a duty (职责) gives the platform to mount. Server only; the browser reads the declarations it is made of. */
export type Duty = {
  readonly name: string
  readonly title: Bilingual
  readonly registers: readonly AnyRegister[]
  readonly matters?: readonly MatterService[]
  readonly indicators?: readonly Indicator[]
  /** Folder of SQL files for each city schema. */
  readonly migrations?: string
  /** Rights that roles may hold, with what they allow. */
  readonly rights: Readonly<Record<string, Bilingual>>
  /** Mounts the duty's own routes. `duties`: all that are mounted, for what one duty gathers from the others. */
  readonly routes?: (routes: Routes, duties?: readonly Duty[]) => void
  /** Kinds of jobs; those that reach over all duties (their registers and indicators) are made from what is mounted. */
  readonly jobs?: readonly JobDeclaration[] | ((duties: readonly Duty[]) => readonly JobDeclaration[])
  /** Numbers beside the duty's menu entries, by their `counter` code; kept for a minute. */
  readonly counters?: (tx: Tx) => Promise<Readonly<Record<string, number>>>
  /** Sheets that fill several registers at once, offered on the page of one; every other register takes sheets by its declaration. */
  readonly imports?: readonly ImportTarget[]
  /** Columns that exports have beside a register's own. */
  readonly exports?: readonly ExportExtra[]
  /** What the duty tells on the timeline of a dossier. */
  readonly timelineSources?: readonly TimelineSource[]
  /** What happened to rows of other duties, by the day. */
  readonly dated?: readonly DatedSource[]
  /** What the duty passes on of what is open in the name of a person who moves on. */
  readonly handsOver?: readonly HandsOver[]
  /** What the duty finds for the command palette. */
  readonly palette?: readonly PaletteSource[]
  /** What a changed row of the duty's registers makes the program keep up, in the same transaction. */
  readonly afterChange?: { readonly [register: string]: (tx: Tx, row: AnyRow, before: AnyRow | null) => Promise<void> }
  /** Fills columns of a new or changed row that people do not enter (a child's `enterprise_id`). */
  readonly complete?: { readonly [register: string]: (tx: Tx, values: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>> }
  /** Data every city starts with, in one transaction. */
  readonly seed?: (tx: Tx) => Promise<void>
  /** Brings to a city that was made before what a later release ships beside it; asked at each start, so it changes nothing where that is there. */
  readonly upgrade?: (tx: Tx) => Promise<void>
}

export const duty = (declared: Duty): Duty => declared
