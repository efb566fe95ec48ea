import { recordAudit } from '../audit/record.ts'
import type { Database, Entry, Tx } from '../database/database.ts'
import { Interrupted, type JobContext } from './declare.ts'
import { isHeld, type Claimed } from './queue.ts'

/** One transaction of a job or of the runner, audited. */
export function writeAs<T>(database: Database, city: string, body: (tx: Tx) => Promise<T>, system = 'jobs', region = city): Promise<T> {
  const entry: Entry = { system, city, region }
  return database.write(entry, body, recordAudit)
}

/** Where a job is done: in the server's process or in one of its own. */
export type Surroundings = Pick<JobContext, 'database' | 'files' | 'progress' | 'stopping'>

/** What a claimed job is given wherever it is done. */
export function jobContext({ database, files, progress, stopping }: Surroundings, city: string, job: Claimed): JobContext {
  const system = `job:${job.kind}`
  return {
    job, city, database, files, progress, stopping,
    write: (body) => writeAs(database, city, async (tx) => {
      // A job that was cancelled or given to another process writes nothing more.
      if (!(await isHeld(tx, job))) throw new Interrupted()
      tx.work.action = system
      return body(tx)
    }, system, job.region),
    read: (body) => database.read({ system, city, region: job.region }, body),
  }
}
