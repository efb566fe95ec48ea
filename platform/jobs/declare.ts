import type { Bilingual } from '../core/bilingual.ts'
import type { Database, Tx } from '../database/database.ts'

/** One claimed row of the job table. */
export type Job = {
  readonly id: string
  readonly kind: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly region: string
  readonly attempts: number
  readonly person_id: string | null
}

/** What a running job is given. `city` and `database` for work in many transactions, each `asSystem`. */
export type JobContext = {
  readonly job: Job
  readonly city: string
  readonly database: Database
  /** Where files lie (`<data>/files`). */
  readonly files: string
  /** One transaction as the named system actor, audited like any other. */
  readonly write: <T>(body: (tx: Tx) => Promise<T>) => Promise<T>
  readonly read: <T>(body: (tx: Tx) => Promise<T>) => Promise<T>
  /** Shown on the jobs page and sent to whoever waits; at most a few times a second. */
  readonly progress: (done: number, total: number | null, note?: Bilingual) => Promise<void>
  /**
   * True once the program is stopping or the job was cancelled: finish the step at hand and throw `Interrupted`;
   * a job that was not cancelled runs again at the next start.
   */
  readonly stopping: () => boolean
}

/** Thrown by a job that left its work unfinished because it was `stopping()`: no failed attempt is counted. */
export class Interrupted extends Error {
  constructor() {
    super('the job was interrupted')
    this.name = 'Interrupted'
  }
}

/** A kind of job: done at least once; so each must be harmless to repeat. */
export type JobDeclaration = {
  readonly kind: string
  readonly title: Bilingual
  readonly run: (context: JobContext) => Promise<Readonly<Record<string, unknown>> | void>
  /** A daily time in Asia/Shanghai, cron fields (`minute hour day month weekday`). */
  readonly schedule?: string
  /** Registers (table names) whose changes make it run a second later: once for all that is written meanwhile. */
  readonly follows?: readonly string[]
  /** Other than 8 tries with doubling pauses from 10 s. */
  readonly maxAttempts?: number
  /** Takes much memory or long computing: the server does it in a process of its own. Payload and result are JSON anyway. */
  readonly isolated?: boolean
}
