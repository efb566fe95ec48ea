import { sql } from 'kysely'
import { z } from 'zod'
import { cursorAt, reach, readCursorAt } from '../audit/reach.ts'
import type { Bilingual } from '../core/bilingual.ts'
import { Problem, problems } from '../core/problem.ts'
import type { Database, Tx } from '../database/database.ts'
import { findFile } from '../evidence/files.ts'
import { sendFile } from '../evidence/send.ts'
import type { Routes } from '../http/routes.ts'
import { entryOf } from '../http/server.ts'
import { can, type Actor } from '../identity/actor.ts'
import { idText } from '../register/schema.ts'
import type { JobDeclaration } from './declare.ts'
import { MAX_ATTEMPTS } from './runner.ts'
import { announce } from './wake.ts'

problems({
  'job.state': [409, '任务当前的状态不允许这样做，请刷新后查看。', 'The job is in a state that does not allow this. Look at it again.'],
  'job.no-file': [404, '这个任务没有生成文件，或还没有完成。', 'This job made no file, or is not done yet.'],
})

const STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const
const COLUMNS = ['id', 'kind', 'region', 'state', 'run_at', 'attempts', 'max_attempts', 'person_id', 'title', 'progress', 'result', 'last_error', 'created_at', 'started_at', 'finished_at'] as const

/** A row of the job table as the pages need it. */
export type JobRow = Awaited<ReturnType<typeof findJob>> & {}

const findJob = (tx: Tx, id: string) => tx.selectFrom('job').select(COLUMNS).where('id', '=', id).executeTakeFirst()

/** What a job is called: its kind, and what tells it from others of the kind. */
export function jobTitle(kinds: ReadonlyMap<string, JobDeclaration>, { kind, title }: { readonly kind: string; readonly title: string | null }): Bilingual {
  const named = kinds.get(kind)?.title ?? { zh: kind, en: kind }
  return title === null ? named : { zh: `${named.zh}：${title}`, en: `${named.en}: ${title}` }
}

const owns = (actor: Actor, job: JobRow): boolean => job.person_id !== null && job.person_id === actor.person
const mayManage = (actor: Actor, job: JobRow): boolean => can(actor, 'jobs.manage', { region: job.region })

function mayDo(actor: Actor, job: JobRow): string[] {
  const manages = mayManage(actor, job)
  const retry = manages && (job.state === 'failed' || job.state === 'cancelled')
  const cancel = (manages || owns(actor, job)) && (job.state === 'waiting' || job.state === 'running')
  return [...(retry ? ['retry'] : []), ...(cancel ? ['cancel'] : [])]
}

/** The id of the file that a job made: its result says `{file: id}`. */
const fileOf = (job: JobRow): string | null => {
  const file = (job.result as { file?: unknown } | null)?.file
  return typeof file === 'string' ? file : null
}

function present(kinds: ReadonlyMap<string, JobDeclaration>, actor: Actor, job: JobRow): Record<string, unknown> {
  return {
    id: job.id, kind: job.kind, title: jobTitle(kinds, job), region: job.region, person: job.person_id, state: job.state, progress: job.progress, result: job.result,
    error: job.last_error === null ? null : JSON.parse(job.last_error) as Bilingual, attempts: job.attempts, maxAttempts: job.max_attempts, runAt: job.run_at,
    createdAt: job.created_at, startedAt: job.started_at, finishedAt: job.finished_at, file: fileOf(job), may: mayDo(actor, job),
  }
}

/** The job, if it is the actor's own or one he may read. @throws Problem `row.not-found` (404) */
async function getJob(tx: Tx, id: string): Promise<JobRow> {
  const { actor } = tx.work
  const job = await findJob(tx, id)
  if (!job || !(owns(actor, job) || can(actor, 'jobs.read', { region: job.region }))) throw new Problem('row.not-found')
  return job
}

/** `mine`: one's own; `asked`: those that a person asked for, without what comes round by itself. */
export const listQuery = z.object({
  state: z.enum(STATES).optional(), kind: z.string().max(100).optional(), mine: z.enum(['1']).optional(), asked: z.enum(['1']).optional(), cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** A page of jobs, newest first: the actor's own, and those of the regions in which he may read jobs. */
export async function listJobs(tx: Tx, query: z.output<typeof listQuery>): Promise<{ rows: JobRow[]; next: string | null }> {
  const { actor } = tx.work
  const own = sql<boolean>`person_id = ${actor.person}`
  const cursor = query.cursor === undefined ? undefined : readCursorAt(query.cursor)
  let select = tx.selectFrom('job').select(COLUMNS).where(query.mine ? own : sql<boolean>`(${own} or ${reach(actor, 'jobs.read')})`)
  if (query.state) select = select.where('state', '=', query.state)
  if (query.asked) select = select.where('person_id', 'is not', null)
  if (query.kind) select = select.where('kind', '=', query.kind)
  if (cursor) select = select.where(sql<boolean>`(created_at, id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`)
  const rows = await select.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(query.limit + 1).execute()
  const last = rows[query.limit - 1]
  return { rows: rows.slice(0, query.limit), next: rows.length > query.limit && last ? cursorAt(last.created_at, last.id) : null }
}

/** Changes a job's state if it is (still) in one of `from`. @throws Problem `job.state` (409) */
async function move(tx: Tx, job: JobRow, from: readonly string[], change: Readonly<Record<string, unknown>> & { readonly state: string }): Promise<JobRow> {
  const { numUpdatedRows } = await tx.updateTable('job').set(change).where('id', '=', job.id).where('state', 'in', from).executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Problem('job.state')
  tx.work.changes.push({ table: 'job', row: job.id, before: null, after: null, diff: { state: [job.state, change.state] } })
  return { ...job, ...change } as JobRow
}

/** Lets a job that failed or was cancelled run again. @throws Problem `row.not-found` (404), `right.missing` (403), `job.state` (409) */
export async function retryJob(tx: Tx, kinds: ReadonlyMap<string, JobDeclaration>, id: string): Promise<JobRow> {
  const job = await getJob(tx, id)
  if (!mayManage(tx.work.actor, job)) throw new Problem('right.missing', { right: 'jobs.manage' })
  // Tries are counted on, never again from none: a process that still runs an old one must not take itself for the new.
  const max_attempts = job.attempts + (kinds.get(job.kind)?.maxAttempts ?? MAX_ATTEMPTS)
  const next = await move(tx, job, ['failed', 'cancelled'], { state: 'waiting', run_at: tx.work.now, max_attempts, finished_at: null })
  announce(tx.work.city)
  return next
}

export type JobRoutesOptions = { readonly database: Database; readonly files: string; readonly kinds: readonly JobDeclaration[] }

/** The jobs page: list, one, its file, retry and cancel. */
export function serveJobs(routes: Routes, { database, files, kinds }: JobRoutesOptions): void {
  const tag = 'jobs'
  const params = z.object({ id: idText })
  const known = new Map(kinds.map((kind) => [kind.kind, kind]))
  routes.read('/jobs', { tag, summary: { zh: '后台任务：列表', en: 'Jobs: list' }, query: listQuery }, async ({ tx, actor, query }) => {
    const { rows, next } = await listJobs(tx, query)
    return { items: rows.map((job) => present(known, actor, job)), next }
  })
  routes.read('/jobs/:id', { tag, summary: { zh: '后台任务：一项', en: 'Jobs: one' }, params }, async ({ tx, actor, params: { id } }) => present(known, actor, await getJob(tx, id)))
  routes.write('post', '/jobs/:id/retry', { tag, summary: { zh: '后台任务：重试', en: 'Jobs: try again' }, params }, async ({ tx, actor, params: { id } }) => {
    const next = await retryJob(tx, known, id)
    return present(known, actor, next)
  })
  routes.write('post', '/jobs/:id/cancel', { tag, summary: { zh: '后台任务：取消', en: 'Jobs: cancel' }, params }, async ({ tx, actor, params: { id } }) => {
    const job = await getJob(tx, id)
    if (!mayManage(actor, job) && !owns(actor, job)) throw new Problem('right.missing', { right: 'jobs.manage' })
    return present(known, actor, await move(tx, job, ['waiting', 'running'], { state: 'cancelled', finished_at: tx.work.now }))
  })
  routes.raw('get', '/jobs/:id/file', { tag, summary: { zh: '后台任务：生成的文件', en: 'Jobs: the file it made' }, params }, async (request, reply) => {
    const entry = entryOf(request)
    const given = params.safeParse(request.params)
    if (!given.success) throw new Problem('row.not-found')
    const file = await database.read(entry, async (tx) => {
      const id = fileOf(await getJob(tx, given.data.id))
      return id === null ? undefined : findFile(tx, id)
    })
    if (!file) throw new Problem('job.no-file')
    return sendFile(reply, files, file)
  })
}
