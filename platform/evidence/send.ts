import type { FastifyReply } from 'fastify'
import { stat } from 'node:fs/promises'
import { Problem, problems } from '../core/problem.ts'
import { pathOf, readStored } from './bytes.ts'
import type { FileRow } from './files.ts'
import { disposition } from './media.ts'

problems({
  'files.lost': [500, '文件的内容不在存储目录中，请联系管理员核查存储与备份。', 'The content of this file is not in the store. Ask the administrator to check the store and the backup.'],
})

/** Types that a browser may show; everything else is only downloaded. */
const SHOWN: ReadonlySet<string> = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/webp', 'text/plain'])

/**
 * Answers with a file's bytes. Nothing in them can run: the type is the one told from the content and may not be guessed
 * again, and a page made of it gets no rights. (Browsers show no PDF in a sandbox; theirs has its own.)
 */
export async function sendFile(reply: FastifyReply, files: string, file: Pick<FileRow, 'hash' | 'name' | 'media_type' | 'size'>, inline = false): Promise<FastifyReply> {
  const found = await stat(pathOf(files, file.hash)).catch(() => undefined)
  if (found?.size !== file.size) throw new Problem('files.lost')
  const shown = inline && SHOWN.has(file.media_type)
  const type = file.media_type === 'text/plain' ? 'text/plain; charset=utf-8' : file.media_type
  return reply
    .header('content-type', type)
    .header('content-length', file.size)
    .header('content-disposition', disposition(file.name, shown))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', shown && file.media_type === 'application/pdf' ? "default-src 'none'; style-src 'unsafe-inline'" : "default-src 'none'; sandbox")
    .header('cache-control', 'private, max-age=0, must-revalidate')
    .header('etag', `"${file.hash}"`)
    .send(readStored(files, file.hash))
}
