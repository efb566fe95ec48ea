import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Multipart } from '@fastify/multipart'
import { z } from 'zod'
import { recordAudit } from '../audit/record.ts'
import { Problem } from '../core/problem.ts'
import type { Database, Tx } from '../database/database.ts'
import { readInput } from '../http/faults.ts'
import { replayed, settle } from '../http/idempotency.ts'
import type { Routes } from '../http/routes.ts'
import { entryOf } from '../http/server.ts'
import { idText } from '../register/schema.ts'
import { addOnce, checkContent, placeOf, type Attachable } from './files.ts'
import { addPiece, beginUpload, endUpload, getUpload, LARGEST, settleUpload } from './uploads.ts'

export type EvidenceOptions = { readonly database: Database; readonly files: string; readonly attachable: Attachable }

const tag = 'files'
const byId = z.object({ id: idText })

const announced = z.strictObject({
  name: z.string().trim().min(1).max(300),
  size: z.int().min(1).max(LARGEST),
  /** SM3 of the whole content, in hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  about_table: z.string().max(63).optional(),
  about_id: idText.optional(),
  note: z.string().trim().max(500).optional(),
}).refine(({ about_table, about_id }) => (about_table === undefined) === (about_id === undefined), { path: ['about_id'] })

/** Whose upload it is. */
const ownerOf = ({ work }: Tx): { city: string; person: string } => ({ city: work.city, person: work.actor.person ?? work.actor.name })

async function* pieceOf(request: FastifyRequest): AsyncGenerator<Uint8Array> {
  for await (const part of request.parts() as AsyncIterable<Multipart>) if (part.type === 'file') yield* part.file as AsyncIterable<Uint8Array>
}

/**
 * Uploads in pieces, which go on where they broke off: announce the file (`POST /uploads`: again for the same content by the same
 * person answers with the same upload and the bytes that are there), send pieces in order (`PUT /uploads/:id?offset=`), end with
 * `POST /uploads/:id/finish`, which checks the hash and answers with the file.
 */
export function serveUploads(routes: Routes, { database, files, attachable }: EvidenceOptions): void {
  routes.raw('post', '/uploads', { tag, status: 201, body: announced, summary: { zh: '开始或继续分段上传', en: 'Begin an upload in pieces, or go on with it' } }, async (request, reply) => {
    const entry = entryOf(request)
    if (request.isMultipart()) throw new Problem('input.media-type', { expected: 'application/json' })
    const { name, size, hash, about_table: table, about_id: id, note } = readInput(announced, request.body ?? {})
    const about = table && id ? { table, id } : null
    const owner = await database.read(entry, async (tx) => {
      await placeOf(tx, attachable, about)
      return ownerOf(tx)
    })
    return reply.code(201).send(await beginUpload(files, { ...owner, name, size, hash, about, note: note ?? null }))
  })
  routes.raw('put', '/uploads/:id', { tag, params: byId, query: z.object({ offset: z.coerce.number().int().min(0).max(LARGEST) }), summary: { zh: '上传一段（multipart；offset 为起始字节）', en: 'Send a piece (multipart; offset is its first byte)' } }, async (request, reply) => {
    const entry = entryOf(request)
    if (!request.isMultipart()) throw new Problem('input.media-type', { expected: 'multipart/form-data' })
    const { offset } = readInput(z.object({ offset: z.coerce.number().int().min(0).max(LARGEST) }), request.query)
    const owner = await database.read(entry, async (tx) => ownerOf(tx))
    const upload = await getUpload(files, (request.params as { id: string }).id, owner)
    return reply.send({ received: await addPiece(files, upload, offset, pieceOf(request)) })
  })
  routes.raw('post', '/uploads/:id/finish', { tag, status: 201, params: byId, summary: { zh: '完成分段上传，核对校验值', en: 'End an upload; its hash is checked' } }, async (request, reply) => {
    const entry = entryOf(request)
    const { id } = request.params as { id: string }
    const upload = await getUpload(files, id, await database.read(entry, async (tx) => ownerOf(tx)))
    const answer = await database.write(entry, async (tx) => {
      tx.work.action = 'POST /uploads/:id/finish'
      // Asked again after its answer was lost, or twice at once, it is the file that is there.
      const key = { key: `upload:${upload.id}`, hash: createHash('sha256').update(upload.hash).digest() }
      const before = await replayed(tx, key)
      if (before) return before.body
      const stored = await settleUpload(files, await getUpload(files, id, ownerOf(tx)))
      checkContent(stored)
      const place = await placeOf(tx, attachable, upload.about)
      const file = await addOnce(tx, stored, { ...place, name: upload.name, about: upload.about, note: upload.note })
      await settle(tx, key, 201, file)
      return file
    }, recordAudit)
    await endUpload(files, upload)
    return reply.code(201).send(answer)
  })
}
