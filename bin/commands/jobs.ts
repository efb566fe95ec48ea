import { duties } from '../../duties/index.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import { jobTitle, listJobs, listQuery, retryJob } from '../../platform/jobs/routes.ts'
import type { JobDeclaration } from '../../platform/jobs/declare.ts'
import { allDuties, jobsOf } from '../../platform/platform.ts'
import { cityOf, withInstallation, type Place } from '../kit.ts'
import { say, table, tell } from '../tell.ts'

type Options = Place & { readonly json?: boolean; readonly state?: string; readonly limit?: number }

const kindsIn = (dir: string): ReadonlyMap<string, JobDeclaration> => new Map(jobsOf(allDuties(duties), { dir }).map((kind) => [kind.kind, kind]))

export async function list(options: Options): Promise<void> {
  const query = listQuery.parse({ state: options.state, limit: options.limit })
  const jobs = await withInstallation(options, async ({ database, dir, ...rest }) => {
    const { code } = await cityOf({ database, dir, ...rest }, options)
    const { rows } = await database.read({ system: 'cli', city: code }, (tx) => listJobs(tx, query))
    return rows.map((job) => ({ ...job, title: jobTitle(kindsIn(dir), job), last_error: job.last_error === null ? null : JSON.parse(job.last_error) as unknown }))
  })
  tell(options.json, jobs, () => table(['编号 id', '任务 job', '状态 state', '次数 tries', '时间 created'],
    jobs.map(({ id, title, state, attempts, max_attempts, created_at }) => [id, title.zh, state, `${attempts}/${max_attempts}`, created_at])))
}

export async function retry(id: string, options: Options): Promise<void> {
  const job = await withInstallation(options, async (installation) => {
    const { code } = await cityOf(installation, options)
    return installation.database.write({ system: 'cli', city: code }, (tx) => {
      tx.work.action = 'job.retry'
      return retryJob(tx, kindsIn(installation.dir), id)
    }, recordAudit)
  })
  tell(options.json, { id: job.id, state: job.state }, () => say(`已排队重试 waiting to run again: ${job.id}`))
}
