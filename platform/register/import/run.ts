import { once } from 'node:events'
import { basename } from 'node:path'
import { PassThrough } from 'node:stream'
import { recordAudit } from '../../audit/record.ts'
import type { Bilingual, Language } from '../../core/bilingual.ts'
import { dateAt } from '../../core/dates.ts'
import { Problem } from '../../core/problem.ts'
import type { Database, Tx } from '../../database/database.ts'
import { openSpreadsheet, type Cell } from '../../documents/spreadsheet/index.ts'
import { storeStream, type Stored } from '../../evidence/bytes.ts'
import type { Actor } from '../../identity/actor.ts'
import { Interrupted } from '../../jobs/declare.ts'
import { actingAs, reachOf } from './acting.ts'
import { writeRejected, type RejectedRow } from './dry-run.ts'
import { readRows, reasonsOf, type ImportedRow } from './read.ts'
import { findTable, type Table } from './table.ts'
import type { Counts, Decision, ImportSession, ImportTarget, Outcome } from './target.ts'

/** How far an import has come: the last row of the sheet whose batch is committed, and what was done up to there. */
export type Progress = { readonly row: number; readonly create: number; readonly update: number; readonly same: number }

export type ImportRun = {
  readonly database: Database
  readonly city: string
  readonly target: ImportTarget
  /** Path of the file. */
  readonly file: string
  /** The name the clerk knows the file by, where it is not that of the path. */
  readonly name?: string
  readonly actor: Actor
  /** The row that all rows of the file stand under, where it was named. */
  readonly under?: string | undefined
  /** What the user confirmed: field by heading. */
  readonly columns?: Readonly<Record<string, string | null>>
  readonly language?: Language
  /** Where an import that was broken off goes on. */
  readonly from?: Progress
  /** Keeps the progress in the transaction of the batch: after a crash the two agree. */
  readonly keep?: (tx: Tx, progress: Progress) => Promise<void>
  /** Told after each batch: rows read so far. */
  readonly onProgress?: (rows: number) => Promise<void> | void
  readonly stopping?: () => boolean
  /** Decides on every row and writes nothing. */
  readonly preview?: boolean
  /** What the audit trail calls it. */
  readonly action?: string
}

export type ImportResult = {
  readonly table: Table
  readonly counts: Counts
  /** Rows that were not taken (conflicts too), with reasons, in the order of the sheet. */
  readonly rejected: readonly RejectedRow[]
  /** The first rows, as read. */
  readonly sample: readonly Pick<ImportedRow, 'row' | 'values'>[]
}

/** Rows a transaction: enough that its own cost does not count, few enough that a batch done again is soon done. */
const BATCH = 1_000
const SAMPLE = 20
/** Tries of a batch when someone changes its rows at the same time. */
const TRIES = 5

/**
 * Imports a file, batch by batch. Doing it again, or going on after a crash, ends in the same rows: each batch is decided
 * by what is on record at that moment.
 * @throws Problem `spreadsheet.*`, `import.no-header`; Interrupted where `stopping` says so
 */
export const runImport = (run: ImportRun): Promise<ImportResult> => new Importer(run).run()

class Importer {
  private readonly given: ImportRun
  private readonly counts: Record<Outcome, number>
  private readonly rejected: RejectedRow[] = []
  private readonly sample: Pick<ImportedRow, 'row' | 'values'>[] = []
  private readonly language: Language
  private done: Progress

  constructor(run: ImportRun) {
    this.given = run
    this.language = run.language ?? 'zh'
    this.done = run.from ?? { row: 0, create: 0, update: 0, same: 0 }
    this.counts = { create: this.done.create, update: this.done.update, same: this.done.same, conflict: 0, rejected: 0 }
  }

  async run(): Promise<ImportResult> {
    const { database, city, target, actor, file, name = basename(file), columns, under } = this.given
    const today = dateAt(database.clock())
    const read = <T>(body: (tx: Tx) => Promise<T>): Promise<T> => database.read({ system: 'import', city }, body)
    const session = await target.begin({ actor, today, city, read, under })
    const workbook = await openSpreadsheet(file)
    const table = await findTable(session.form, workbook, columns, name)
    let batch: ImportedRow[] = []
    let count = 0
    // The next batch is read while the database writes the one before; more than two are never in memory.
    let writing: Promise<void> = Promise.resolve()
    const finish = async (rows: readonly ImportedRow[], upTo: number): Promise<void> => {
      await this.take(session, rows)
      await this.given.onProgress?.(upTo)
    }
    try {
      for await (const row of readRows(session.form, workbook, table, { today, ...session.context, ...(columns && { columns }) })) {
        if (this.sample.length < SAMPLE) this.sample.push({ row: row.row, values: row.values })
        batch.push(row)
        count++
        if (batch.length < BATCH) continue
        await writing
        writing = finish(batch, count)
        writing.catch(() => {}) // told when it is awaited
        batch = []
      }
    } finally {
      await writing
    }
    await finish(batch, count)
    return { table, counts: this.counts, rejected: this.rejected, sample: this.sample }
  }

  private async take(session: ImportSession, rows: readonly ImportedRow[]): Promise<void> {
    if (rows.length === 0) return
    if (this.given.stopping?.()) throw new Interrupted()
    const sound = rows.filter((row) => row.faults.length === 0)
    // Up to where an earlier run came, all is written; it is decided again for the rows that were not taken.
    const known = rows.at(-1)!.row <= this.done.row
    const decisions = known || this.given.preview ? await session.decide(sound) : await this.written(session, sound, rows.at(-1)!.row)
    const byRow = new Map(sound.map((row, at) => [row, decisions[at]!]))
    for (const row of rows) {
      const decision = byRow.get(row)
      if (!decision) this.refuse('rejected', row.row, row.cells, reasonsOf(session.form, row.faults, this.language))
      else if (decision.outcome === 'conflict' || decision.outcome === 'rejected') {
        this.refuse(
          decision.outcome,
          row.row,
          row.cells,
          decision.reasons.map((reason: Bilingual) => reason[this.language]),
        )
      } else if (!known) this.counts[decision.outcome]++
    }
  }

  private refuse(outcome: 'conflict' | 'rejected', row: number, cells: readonly Cell[], reasons: readonly string[]): void {
    this.counts[outcome]++
    this.rejected.push({ row, cells, reasons })
  }

  /** Decides and writes; decided anew where someone else changed one of the rows, or took one of the numbers, in between. */
  private async written(session: ImportSession, rows: readonly ImportedRow[], last: number): Promise<readonly Decision[]> {
    for (let attempt = 1; ; attempt++) {
      const decisions = await session.decide(rows)
      try {
        await this.commit(session, decisions, last)
        return decisions
      } catch (error) {
        const moved = error instanceof Problem && (error.code === 'row.changed' || error.code === 'row.duplicate')
        if (!moved || attempt === TRIES) throw error
      }
    }
  }

  private async commit(session: ImportSession, decisions: readonly Decision[], row: number): Promise<void> {
    const { database, city, actor, target, keep, action } = this.given
    const count = (outcome: Outcome): number => decisions.filter((decision) => decision.outcome === outcome).length
    const next: Progress = {
      row,
      create: this.done.create + count('create'),
      update: this.done.update + count('update'),
      same: this.done.same + count('same'),
    }
    const entry = { system: 'import', city, region: reachOf(actor, target.right, city) }
    let acting: Tx | undefined
    await database.write(
      entry,
      async (tx) => {
        acting = actingAs(tx, actor, action ?? `import ${target.register}`)
        await keep?.(tx, next)
        await session.write(acting, decisions)
      },
      () => (acting ? recordAudit(acting) : []),
    )
    this.done = next
  }
}

/** Puts the rows that were not taken into the file store, as a workbook with the reasons in its last column. */
export async function storeRejected(
  files: string,
  { table, rejected }: Pick<ImportResult, 'table' | 'rejected'>,
  language: Language = 'zh',
): Promise<Stored> {
  const stream = new PassThrough()
  const [stored] = await Promise.all([storeStream(files, stream), writeRejected(stream, table, rejected, language)])
  if (!stream.readableEnded) await once(stream, 'end')
  return stored
}
