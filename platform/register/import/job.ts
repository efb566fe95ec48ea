import { recordAudit } from '../../audit/record.ts'
import type { Language } from '../../core/bilingual.ts'
import { pathOf } from '../../evidence/bytes.ts'
import { addFile } from '../../evidence/files.ts'
import { Problem, problems } from '../../core/problem.ts'
import type { Tx } from '../../database/database.ts'
import { sql } from 'kysely'
import { Interrupted, type Job, type JobContext, type JobDeclaration } from '../../jobs/declare.ts'
import { actingAs, actingFor, reachOf } from './acting.ts'
import { runImport, storeRejected, type ImportResult, type Progress } from './run.ts'
import type { ImportTarget } from './target.ts'

problems({
  'import.upload': [404, '没有找到上传的文件，请重新上传。', 'There is no such upload. Upload the file again.'],
  'import.target': [404, '“{register}”不支持从表格导入。', 'Nothing can be imported into “{register}” from a spreadsheet.'],
})

export const IMPORT_JOB = 'register.import'

/** What an import job is told, and what it keeps of its own way (`progress`). */
export type ImportPayload = {
  readonly register: string
  /** Id of the uploaded file. */
  readonly upload: string
  readonly columns: Readonly<Record<string, string | null>>
  /** The row that all rows of the file stand under, where it was named. */
  readonly under?: string | undefined
  readonly language: Language
  readonly progress?: Progress
}

/** Keeps the progress in the job's row. @throws Interrupted where the job was cancelled or is another process's by now */
async function keepProgress(tx: Tx, job: Job, progress: Progress): Promise<void> {
  const { rows } = await sql`update job set payload = payload || ${JSON.stringify({ progress })}::jsonb
    where id = ${job.id} and attempts = ${job.attempts} and state = 'running' returning id`.execute(tx)
  if (rows.length === 0) throw new Interrupted()
}

/** The job that imports an uploaded file as the person who uploaded it, with the rights they have when it runs. */
export const importJob = (targets: readonly ImportTarget[]): JobDeclaration => ({
  kind: IMPORT_JOB,
  title: { zh: '导入', en: 'Import' },
  isolated: true,
  async run(context) {
    const { job, city, database, files } = context
    const payload = job.payload as ImportPayload // written by the route that adds the job
    const target = targets.find(({ register }) => register === payload.register)
    if (!target) throw new Problem('import.target', { register: payload.register })
    const actor = await actingFor(database, city, job.person_id, target.right)
    const upload = await context.read((tx) =>
      tx.selectFrom('file').select(['hash', 'name']).where('id', '=', payload.upload).where('removed_at', 'is', null).executeTakeFirst(),
    )
    if (!upload) throw new Problem('import.upload')
    const result = await runImport({
      database,
      city,
      target,
      actor,
      file: pathOf(files, upload.hash),
      name: upload.name,
      columns: payload.columns,
      under: payload.under,
      language: payload.language,
      ...(payload.progress && { from: payload.progress }),
      keep: (tx, progress) => keepProgress(tx, job, progress),
      onProgress: (rows) => context.progress(rows, null),
      stopping: context.stopping,
      action: `${IMPORT_JOB} ${upload.name}`,
    })
    const file = result.rejected.length > 0 ? await addRejected(context, target, actor, result, payload.language, upload.name) : null
    return { counts: result.counts, rejectedFile: file, ...(file && { file }) }
  },
})

async function addRejected(
  { database, city, files }: JobContext,
  target: ImportTarget,
  actor: Awaited<ReturnType<typeof actingFor>>,
  result: ImportResult,
  language: Language,
  name: string,
): Promise<string> {
  const stored = await storeRejected(files, result, language)
  const region = reachOf(actor, target.right, city)
  const base = name.replace(/\.\w+$/, '')
  let acting: Tx | undefined
  return database.write(
    { system: 'import', city, region },
    async (tx) => {
      acting = actingAs(tx, actor, `${IMPORT_JOB} ${name}`)
      const row = await addFile(acting, stored, {
        region,
        own_id: actor.enterprise,
        name: `${base}-${language === 'zh' ? '未导入' : 'not-imported'}.xlsx`,
      })
      return row.id
    },
    () => (acting ? recordAudit(acting) : []),
  )
}
