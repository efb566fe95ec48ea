import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { cursorAt, reach, readCursorAt } from '../audit/reach.ts'
import { Problem } from '../core/problem.ts'
import type { Database, Tx } from '../database/database.ts'
import { getFile, type Attachable } from '../evidence/files.ts'
import { sendFile } from '../evidence/send.ts'
import type { Routes } from '../http/routes.ts'
import { entryOf } from '../http/server.ts'
import { idText } from '../register/schema.ts'

const query = z.object({
  matter: z.string().max(63).optional(), matter_id: idText.optional(), kind: z.string().max(63).optional(), cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
type Asked = z.output<typeof query>

/** Papers about one matter go with the right to read the matter; all others with the right to read files of the region. */
async function visible(tx: Tx, attachable: Attachable, { matter, matter_id: id }: Asked): Promise<RawBuilder<boolean>> {
  const { actor } = tx.work
  const read = matter !== undefined && Object.hasOwn(attachable, matter) ? attachable[matter] : undefined
  if (read && id) {
    await read(tx, actor, id, 'read')
    return sql<boolean>`true`
  }
  const own = actor.enterprise === null ? sql<boolean>`false` : sql<boolean>`own_id = ${actor.enterprise}`
  return sql<boolean>`(${reach(actor, 'files.read')} or person_id = ${actor.person} or ${own})`
}

async function listDocuments(tx: Tx, attachable: Attachable, asked: Asked): Promise<{ items: unknown[]; next: string | null }> {
  let select = tx.selectFrom('document').select(['id', 'region', 'kind', 'number', 'title', 'matter', 'matter_id', 'file_id', 'person_id', 'at'])
    .where(await visible(tx, attachable, asked))
  if (asked.matter) select = select.where('matter', '=', asked.matter)
  if (asked.matter_id) select = select.where('matter_id', '=', asked.matter_id)
  if (asked.kind) select = select.where('kind', '=', asked.kind)
  if (asked.cursor !== undefined) {
    const { at, id } = readCursorAt(asked.cursor)
    select = select.where(sql<boolean>`(at, id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  const rows = await select.orderBy('at', 'desc').orderBy('id', 'desc').limit(asked.limit + 1).execute()
  const last = rows[asked.limit - 1]
  return { items: rows.slice(0, asked.limit), next: rows.length > asked.limit && last ? cursorAt(last.at, last.id) : null }
}

export type DocumentRoutesOptions = { readonly database: Database; readonly files: string; readonly attachable: Attachable }

/** Printed papers: list and download. */
export function serveDocuments(routes: Routes, { database, files, attachable }: DocumentRoutesOptions): void {
  const tag = 'documents'
  const params = z.object({ id: idText })
  routes.read('/documents', { tag, summary: { zh: '文书：列表', en: 'Papers: list' }, query }, ({ tx, query: asked }) => listDocuments(tx, attachable, asked))
  routes.raw('get', '/documents/:id/file', { tag, summary: { zh: '文书：下载', en: 'Papers: download' }, params }, async (request, reply) => {
    const entry = entryOf(request)
    const given = params.safeParse(request.params)
    if (!given.success) throw new Problem('row.not-found')
    const file = await database.read(entry, async (tx) => {
      const row = await tx.selectFrom('document').select('file_id').where('id', '=', given.data.id).executeTakeFirst()
      if (!row?.file_id) throw new Problem('row.not-found')
      return getFile(tx, attachable, row.file_id)
    })
    return sendFile(reply, files, file, (request.query as Record<string, unknown>)['inline'] === '1')
  })
}
