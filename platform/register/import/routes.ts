import { z } from 'zod'
import { recordAudit } from '../../audit/record.ts'
import { maskPersonal } from '../../core/mask.ts'
import { Problem } from '../../core/problem.ts'
import type { Database, Entry } from '../../database/database.ts'
import { pathOf as storedAt, storeStream, type Stored } from '../../evidence/bytes.ts'
import { addFile, checkContent } from '../../evidence/files.ts'
import type { Routes } from '../../http/routes.ts'
import { entryOf, languageOf } from '../../http/server.ts'
import { mustMay, type Actor } from '../../identity/actor.ts'
import { addJob } from '../../jobs/queue.ts'
import { pathOf } from '../declare.ts'
import { idText } from '../schema.ts'
import { importable, type ImportForm } from './form.ts'
import { IMPORT_JOB, type ImportPayload } from './job.ts'
import { runImport, type ImportResult } from './run.ts'
import type { ImportTarget } from './target.ts'

export type ImportOptions = { readonly database: Database; readonly files: string; readonly targets: readonly ImportTarget[] }

/** The headings of the sheet with the field each fills; `sure` is false for a guess the user should confirm. */
const columnsOf = ({ table }: ImportResult): { heading: string; field: string | null; sure: boolean }[] => {
  const { columns, guesses } = table.recognition
  const guessed = new Set(guesses.map(({ heading }) => heading))
  return [...new Set(table.headings.filter((heading) => heading !== ''))].map((heading) => ({
    heading,
    field: columns[heading] ?? null,
    sure: heading in columns && !guessed.has(heading),
  }))
}

const fieldsOf = (form: ImportForm): { name: string; label: unknown; required: boolean }[] =>
  importable(form).map(([name, field]) => ({ name, label: field.label, required: field.required ?? false }))

/** What the preview page shows. `counts.valid` are the rows that would be taken or are on record already. */
function previewOf(target: ImportTarget, upload: string, result: ImportResult): Record<string, unknown> {
  const { create, update, same, conflict, rejected } = result.counts
  return {
    upload,
    sheet: result.table.sheetName,
    columns: columnsOf(result),
    fields: fieldsOf(target.form),
    conflicts: result.table.recognition.conflicts,
    counts: { read: create + update + same + conflict + rejected, valid: create + update + same, create, update, same, conflict, rejected },
    sample: result.sample.map(({ row, values }) => ({ row, ...withMasks(target.form, values) })),
    rejected: result.rejected.slice(0, 100).map(({ row, reasons }) => ({ row, reasons })),
  }
}

/** The values with personal ones masked: the sample is for telling columns apart. */
const withMasks = (form: ImportForm, values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const kind = form.fields[name]?.personal
      return [name, kind && typeof value === 'string' ? maskPersonal(kind, value) : value]
    }),
  )

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

function servePreview(routes: Routes, { database, files }: ImportOptions, target: ImportTarget): void {
  const { title } = target.form
  routes.raw(
    'post',
    `/${pathOf(target.register)}/import/preview`,
    {
      tag: target.register,
      status: 201,
      summary: { zh: `${title.zh}：上传表格并预览导入（multipart）`, en: `${title.en}: upload a sheet and preview its import (multipart)` },
    },
    async (request, reply) => {
      const entry: Entry = entryOf(request)
      const { actor, city } = await database.read(entry, async (tx) => {
        mustMay(tx.work.actor, target.right)
        return { actor: tx.work.actor, city: tx.work.city }
      })
      const { name, stored } = await receive(request, files)
      const result = await runImport({
        database,
        city,
        target,
        actor,
        file: storedAt(files, stored.hash),
        preview: true,
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
      return reply.code(201).send(previewOf(target, upload, result))
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
      body: z.strictObject({ columns: z.record(z.string().max(200), z.enum(names).nullable()).default({}) }),
    },
    async ({ tx, actor, params, body, request }) => {
      mustMay(actor, target.right)
      const { name } = await ownUpload(tx, actor, params.upload)
      const payload: ImportPayload = {
        register: target.register,
        upload: params.upload,
        columns: body.columns,
        language: languageOf(request),
      }
      return { job: await addJob(tx, IMPORT_JOB, payload, { title: name }) }
    },
  )
}
