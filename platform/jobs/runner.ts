import { setTimeout as sleep } from 'node:timers/promises'
import { instant, type Instant } from '../core/dates.ts'
import type { Database, Tx } from '../database/database.ts'
import { jobContext, writeAs } from './context.ts'
import { Interrupted, type JobDeclaration } from './declare.ts'
import type { JobInput, Launch, Watch } from './errand.ts'
import { beat, claimJob, failJob, finishJob, reclaimJobs, returnJob, type Claimed } from './queue.ts'
import { onNews } from './wake.ts'

export type RunnerOptions = {
  readonly database: Database
  readonly cities: readonly string[]
  readonly kinds: readonly JobDeclaration[]
  /** Where files lie (`<data>/files`). */
  readonly files: string
  /** Jobs at once in this process; 2 unless told. */
  readonly concurrency?: number
  /**
   * True where no other process can serve this database (the embedded server): what is found running at the start was
   * left by a process that was killed, and is taken again at once instead of after a minute without a sign of life.
   */
  readonly alone?: boolean
  /** Does `isolated` jobs in processes of their own; without it they are done in this one. */
  readonly launch?: Launch
  readonly log?: (message: string, error?: unknown) => void
}

export type Runner = {
  /** Stops claiming, tells running jobs to stop, and waits for them at most `grace` milliseconds (10,000). */
  readonly stop: (grace?: number) => Promise<void>
}

const POLL = 1_000
const BEAT = 15_000
const SILENCE = 60_000
const PROGRESS = 250
export const MAX_ATTEMPTS = 8

const before = (now: Instant, milliseconds: number): Instant => instant(Date.parse(now) - milliseconds)

/** Runs jobs of some cities until stopped. Any number of processes may run at once: a job is claimed by one. */
export function startRunner(options: RunnerOptions): Runner {
  const loop = new Loop(options)
  loop.start()
  return { stop: (grace) => loop.stop(grace) }
}

class Loop {
  private readonly options: RunnerOptions
  private readonly kinds: ReadonlyMap<string, JobDeclaration>
  private readonly tries: Readonly<Record<string, number>>
  private readonly concurrency: number
  private readonly running = new Set<Promise<void>>()
  private readonly timers: NodeJS.Timeout[] = []
  private stopping = false
  private pumping: Promise<void> | undefined
  private again = false
  private endNews = (): void => {}

  constructor(options: RunnerOptions) {
    this.options = options
    this.kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]))
    this.tries = Object.fromEntries(options.kinds.map((kind) => [kind.kind, kind.maxAttempts ?? MAX_ATTEMPTS]))
    this.concurrency = options.concurrency ?? 2
  }

  start(): void {
    const cities = new Set(this.options.cities)
    this.endNews = onNews((city) => { if (cities.has(city)) this.pump() })
    this.timers.push(setInterval(() => this.pump(), POLL), setInterval(() => void this.reclaim(SILENCE), BEAT))
    void this.reclaim(this.options.alone ? -1 : SILENCE).then(() => this.pump())
  }

  async stop(grace = 10_000): Promise<void> {
    this.stopping = true
    this.endNews()
    this.timers.forEach((timer) => clearInterval(timer))
    await this.pumping
    const left = new AbortController()
    await Promise.race([Promise.all(this.running), sleep(grace, undefined, { signal: left.signal }).catch(() => {})])
    left.abort()
  }

  private write<T>(city: string, body: (tx: Tx) => Promise<T>): Promise<T> {
    return writeAs(this.options.database, city, body)
  }

  private report(message: string, error?: unknown): void {
    this.options.log?.(message, error)
  }

  private async reclaim(silence: number): Promise<void> {
    for (const city of this.options.cities) {
      try {
        const count = await this.write(city, (tx) => reclaimJobs(tx, before(tx.work.now, silence)))
        if (count > 0) this.report(`${count} jobs of ${city} were left by a process that is gone`)
      } catch (error) {
        this.report(`jobs of ${city} could not be looked through`, error)
      }
    }
  }

  /** Claims until there is nothing to claim or all places are taken; one such walk at a time. */
  private pump(): void {
    if (this.stopping) return
    this.again = true
    this.pumping ??= this.walk().finally(() => { this.pumping = undefined })
  }

  private async walk(): Promise<void> {
    while (this.again && !this.stopping) {
      this.again = false
      for (const city of this.options.cities) {
        if (this.stopping || this.running.size >= this.concurrency) return
        await this.claim(city)
      }
    }
  }

  private async claim(city: string): Promise<void> {
    try {
      const job = await this.write(city, (tx) => claimJob(tx, this.tries))
      if (!job) return
      this.again = true
      const run = this.run(city, job).finally(() => {
        this.running.delete(run)
        this.pump()
      })
      this.running.add(run)
    } catch (error) {
      this.report(`no job of ${city} could be claimed`, error)
    }
  }

  private async run(city: string, job: Claimed): Promise<void> {
    const hold = new Hold(job, (body) => this.write(city, body))
    try {
      const result = await this.work(city, job, hold)
      await this.write(city, (tx) => finishJob(tx, job, result))
    } catch (error) {
      await this.failed(city, job, error).catch((second: unknown) => this.report(`the end of job ${job.id} could not be written`, second))
    } finally {
      hold.end()
    }
  }

  private async failed(city: string, job: Claimed, error: unknown): Promise<void> {
    // A write that broke because the program stops is no failure of the job either.
    if (error instanceof Interrupted || this.stopping) return this.write(city, (tx) => returnJob(tx, job))
    const over = await this.write(city, (tx) => failJob(tx, job, error))
    this.report(`job ${job.kind} ${job.id} failed (try ${job.attempts} of ${job.max_attempts}${over ? ', the last' : ''})`, error)
  }

  private work(city: string, job: Claimed, hold: Hold): Promise<unknown> {
    const { database, files, launch } = this.options
    const kind = this.kinds.get(job.kind)!
    const watch: Watch = {
      progress: (done, total, note) => hold.progress({ done, total, ...(note ? { note } : {}) }),
      stopping: () => this.stopping || hold.lost,
    }
    if (kind.isolated && launch) return launch(job.kind, { city, job } satisfies JobInput, watch)
    return kind.run(jobContext({ database, files, ...watch }, city, job))
  }
}

type Progress = { readonly done: number; readonly total: number | null }

/** Keeps a claimed job alive in the table, and notices when it is no longer ours. */
class Hold {
  lost = false
  private told = 0
  private next: Progress | undefined
  private later: NodeJS.Timeout | undefined
  private readonly job: Claimed
  private readonly write: (body: (tx: Tx) => Promise<boolean>) => Promise<boolean>
  private readonly timer: NodeJS.Timeout

  constructor(job: Claimed, write: (body: (tx: Tx) => Promise<boolean>) => Promise<boolean>) {
    this.job = job
    this.write = write
    // A beat that fails is made good by the next; the database may be restarting.
    this.timer = setInterval(() => void this.beat().catch(() => {}), BEAT)
  }

  async progress(progress: Progress): Promise<void> {
    const wait = this.told + PROGRESS - Date.now()
    if (wait > 0 && progress.done !== progress.total) {
      // What comes too soon is shown when its turn comes, unless something newer has come by then: the step behind it may take long.
      this.next = progress
      this.later ??= setTimeout(() => void this.tell(this.next ?? progress).catch(() => {}), wait)
      return
    }
    await this.tell(progress)
  }

  end(): void {
    clearInterval(this.timer)
    clearTimeout(this.later)
  }

  private async tell(progress: Progress): Promise<void> {
    clearTimeout(this.later)
    this.later = this.next = undefined
    this.told = Date.now()
    await this.beat(progress)
  }

  private async beat(progress?: unknown): Promise<void> {
    if (!(await this.write((tx) => beat(tx, this.job, progress)))) this.lost = true
  }
}
