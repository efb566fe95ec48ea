import { z } from 'zod'
import { recordAudit } from '../../audit/record.ts'
import { Problem } from '../../core/problem.ts'
import type { Database, Entry } from '../../database/database.ts'
import { storeStream, type Stored } from '../../evidence/bytes.ts'
import { addFile, checkContent } from '../../evidence/files.ts'
import { readInput } from '../../http/faults.ts'
import type { Routes } from '../../http/routes.ts'
import { entryOf, languageOf } from '../../http/server.ts'
import { mustMay, type Actor } from '../../identity/actor.ts'
import type { Launch } from '../../jobs/errand.ts'
import { addJob } from '../../jobs/queue.ts'
import { pathOf } from '../declare.ts'
import { idText } from '../schema.ts'
import { importable } from './form.ts'
import { IMPORT_JOB, type ImportPayload } from './job.ts'
import { previewImport } from './preview.ts'
import type { ImportTarget } from './target.ts'

export type ImportOptions = {
  readonly database: Database
  readonly files: string
  readonly targets: readonly ImportTarget[]
  /** Reads large files in processes of their own; without it they are read in this one. */
  readonly launch?: Launch
}

/** `under`: the row that all rows of the file stand under, where the file is imported from its page. */
const chosen = z.object({ under: idText.optional() })

/** Takes the one file of a form into the store. */
async function receive(request: Parameters<typeof entryOf>[0], files: string): Promise<{ name: string; stored: Stored }> {
  const part = await request.file()
  if (!part) throw new Problem('files.none')
  const stored = await storeStream(files, part.file)
  checkContent(stored)
  return { name: part.filename, stored }
}

/** Preview of an upload, and the job that imports it, for each register that something can be imported into. */
export function serveImports(routes: Routes, options: ImportOptions): void {
  for (const target of options.targets) {
    servePreview(routes, options, target)
    serveStart(routes, target)
  }
}

function servePreview(routes: Routes, options: ImportOptions, target: ImportTarget): void {
  const { database, files } = options
  const { title } = target.form
  routes.raw(
    'post',
    `/${pathOf(target.register)}/import/preview`,
    {
      tag: target.register,
      status: 201,
      query: chosen,
      summary: { zh: `${title.zh}：上传表格并预览导入（multipart）`, en: `${title.en}: upload a sheet and preview its import (multipart)` },
    },
    async (request, reply) => {
      const entry: Entry = entryOf(request)
      const { actor, city } = await database.read(entry, async (tx) => {
        mustMay(tx.work.actor, target.right)
        return { actor: tx.work.actor, city: tx.work.city }
      })
      const { name, stored } = await receive(request, files)
      const preview = await previewImport(options, {
        register: target.register,
        city,
        actor,
        file: stored.hash,
        size: stored.size,
        name,
        under: readInput(chosen, request.query).under,
        language: languageOf(request),
      })
      const upload = await database.write(
        entry,
        async (tx) => {
          tx.work.action = `POST /${pathOf(target.register)}/import/preview`
          return (await addFile(tx, stored, { region: actor.region, own_id: actor.enterprise, name })).id
        },
        recordAudit,
      )
      return reply.code(201).send({ upload, ...preview })
    },
  )
}

/** The upload, if it is the actor's own: nobody imports a file that another chose. */
async function ownUpload(tx: Parameters<typeof addFile>[0], actor: Actor, id: string): Promise<{ name: string }> {
  const file = await tx
    .selectFrom('file')
    .select(['name', 'person_id'])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!file || file.person_id === null || file.person_id !== actor.person) throw new Problem('import.upload')
  return file
}

function serveStart(routes: Routes, target: ImportTarget): void {
  const { title } = target.form
  const names = importable(target.form).map(([name]) => name)
  routes.write(
    'post',
    `/${pathOf(target.register)}/import/:upload`,
    {
      tag: target.register,
      status: 202,
      summary: { zh: `${title.zh}：确认列并导入`, en: `${title.en}: confirm the columns and import` },
      params: z.object({ upload: idText }),
      body: z.strictObject({ ...chosen.shape, columns: z.record(z.string().max(200), z.enum(names).nullable()).default({}) }),
    },
    async ({ tx, actor, params, body, request }) => {
      mustMay(actor, target.right)
      const { name } = await ownUpload(tx, actor, params.upload)
      const payload: ImportPayload = {
        register: target.register,
        upload: params.upload,
        columns: body.columns,
        under: body.under,
        language: languageOf(request),
      }
      return { job: await addJob(tx, IMPORT_JOB, payload, { title: name }) }
    },
  )
}
