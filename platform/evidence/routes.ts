import type { Multipart } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { recordAudit } from '../audit/record.ts'
import { Problem } from '../core/problem.ts'
import type { Entry, Tx } from '../database/database.ts'
import { replayed, settle } from '../http/idempotency.ts'
import type { Routes } from '../http/routes.ts'
import { entryOf } from '../http/server.ts'
import { can } from '../identity/actor.ts'
import { idText } from '../register/schema.ts'
import { storeStream, type Stored } from './bytes.ts'
import { addOnce, checkContent, filesAbout, getFile, placeOf, removeFile, shown, type About, type Attachable } from './files.ts'
import { sendFile } from './send.ts'
import { serveUploads, type EvidenceOptions } from './upload-routes.ts'

const tag = 'files'
const byId = z.object({ id: idText })
const aboutRow = z.strictObject({ about_table: z.string().max(63), about_id: idText })
/** `hash`: SM3 of the content in hex, by which it is known that it arrived as it was sent. */
const uploadFields = z.strictObject({ ...aboutRow.partial().shape, note: z.string().trim().max(500).optional(), hash: z.string().regex(/^[0-9a-f]{64}$/).optional() })

type Upload = { readonly name: string; readonly stored: Stored; readonly about: About | null; readonly note: string | null }

/** The form's fields, as far as they stand before the file. @throws Problem `input.invalid` (400) */
function fieldsOf(given: Readonly<Record<string, unknown>>): { about: About | null; note: string | null; hash: string | undefined } {
  const read = uploadFields.safeParse(given)
  if (!read.success && read.error.issues.some(({ path }) => path[0] === 'hash')) {
    throw new Problem('input.invalid', {}, [{ path: 'hash', sentence: { zh: '校验值（hash）须为 64 位十六进制 SM3。', en: 'The hash must be an SM3 of 64 hex digits.' } }])
  }
  if (!read.success || (read.data.about_table === undefined) !== (read.data.about_id === undefined)) {
    throw new Problem('input.invalid', {}, [{ path: 'about_id', sentence: { zh: '附件所属的记录（about_table、about_id）填写有误。', en: 'What the file is about (about_table, about_id) is not right.' } }])
  }
  const { about_table: table, about_id: id, note, hash } = read.data
  return { about: table && id ? { table, id } : null, note: note || null, hash }
}

/** Reads a form with one file. Rights are asked before the first byte of the file is kept. */
async function receive(request: FastifyRequest, { database, files, attachable }: EvidenceOptions, entry: Entry): Promise<Upload> {
  const given: Record<string, unknown> = {}
  let upload: Upload | undefined
  for await (const part of request.parts() as AsyncIterable<Multipart>) {
    if (part.type === 'field') {
      if (upload) throw new Problem('files.late-field')
      given[part.fieldname] = part.value
      continue
    }
    const { hash, ...fields } = fieldsOf(given)
    await database.read(entry, (tx) => placeOf(tx, attachable, fields.about))
    // A file over the limit ends the stream with an error, and nothing is kept of it.
    upload = { name: part.filename ?? '', stored: await storeStream(files, part.file, hash), ...fields }
  }
  if (!upload) throw new Problem('files.none')
  checkContent(upload.stored)
  return upload
}

/** What is told apart under one idempotency key: the content and what it is about. */
function keyOf(request: FastifyRequest, { name, stored, about, note }: Upload): { key: string; hash: Buffer } | undefined {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !/^[\w.:-]{8,100}$/.test(key)) return undefined
  return { key, hash: createHash('sha256').update(JSON.stringify([stored.hash, name, about, note])).digest() }
}

async function keep(tx: Tx, request: FastifyRequest, attachable: Attachable, upload: Upload): Promise<unknown> {
  tx.work.action = 'POST /files'
  const key = keyOf(request, upload)
  const before = key && await replayed(tx, key)
  if (before) return before.body
  const place = await placeOf(tx, attachable, upload.about)
  const answer = await addOnce(tx, upload.stored, { ...place, name: upload.name, about: upload.about, note: upload.note })
  if (key) await settle(tx, key, 201, answer)
  return answer
}

/** Upload, list, download and removal of files. */
export function serveEvidence(routes: Routes, options: EvidenceOptions): void {
  const { database, files, attachable } = options
  serveUploads(routes, options)
  routes.raw('post', '/files', { tag, status: 201, summary: { zh: '上传文件（multipart；所属记录和校验值 hash 写在文件之前）', en: 'Upload a file (multipart; what it is about, and its hash, stand before it)' } }, async (request, reply) => {
    const entry = entryOf(request)
    const upload = await receive(request, options, entry)
    const answer = await database.write(entry, (tx) => keep(tx, request, attachable, upload), recordAudit)
    return reply.code(201).send(answer)
  })
  routes.read('/files', { tag, summary: { zh: '一条记录的附件', en: 'Files about a record' }, query: aboutRow }, async ({ tx, query }) =>
    ({ items: (await filesAbout(tx, attachable, { table: query.about_table, id: query.about_id })).map(shown) }))
  routes.raw('get', '/files/:id', { tag, summary: { zh: '下载文件（inline=1：在浏览器中打开）', en: 'Download a file (inline=1: open in the browser)' }, params: byId }, async (request, reply) => {
    const { id } = request.params as { id: string }
    const entry = entryOf(request)
    if (!byId.safeParse(request.params).success) throw new Problem('row.not-found')
    const file = await database.read(entry, (tx) => getFile(tx, attachable, id))
    return sendFile(reply, files, file, (request.query as Record<string, unknown>)['inline'] === '1')
  })
  routes.write('post', '/files/:id/remove', { tag, summary: { zh: '移除附件（内容保留）', en: 'Take a file off its record (the content is kept)' }, params: byId, body: z.strictObject({ reason: z.string().trim().min(1).max(500) }) }, async ({ tx, actor, params, body }) => {
    const file = await getFile(tx, attachable, params.id)
    const mine = file.person_id !== null && file.person_id === actor.person
    if (!mine && !can(actor, 'files.write', { region: file.region, enterprise: file.own_id })) throw new Problem('right.missing', { right: 'files.write' })
    tx.work.reason = body.reason
    await removeFile(tx, file)
    return {}
  })
}
