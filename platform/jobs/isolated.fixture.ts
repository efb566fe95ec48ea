/** The program of an errand's process for the tests. */
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyAudit } from '../audit/routes.ts'
import { Problem } from '../core/problem.ts'
import { verifyFiles } from '../evidence/verify.ts'
import { Interrupted, type JobDeclaration } from './declare.ts'
import { jobErrand } from './errand.ts'
import { serveErrands } from './serve-errands.ts'

const kind = (name: string, run: JobDeclaration['run']): JobDeclaration => ({ kind: name, title: { zh: name, en: name }, isolated: true, run })

serveErrands(({ dir }) => [
  verifyFiles, verifyAudit(dir),
  kind('trial.where', async ({ job, read }) => {
    const { region } = await read((tx) => tx.selectFrom('job').select('region').where('id', '=', job.id).executeTakeFirstOrThrow())
    return { pid: process.pid, region }
  }),
  kind('trial.hangs-once', async ({ job, progress }) => {
    if (job.attempts > 1) return { attempts: job.attempts }
    await progress(process.pid, null)
    return new Promise(() => setInterval(() => {}, 1_000))
  }),
  kind('trial.refused', async () => { throw new Problem('right.missing', { right: 'trial.right' }) }),
  kind('trial.leaves', async ({ stopping, progress }) => {
    await progress(process.pid, null)
    while (!stopping()) await sleep(10)
    throw new Interrupted()
  }),
].map(jobErrand))
