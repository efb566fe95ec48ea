import type { FastifyReply } from 'fastify'
import type { OfficialDocument } from '../../../platform/documents/official.ts'
import { pdfApart } from '../../../platform/documents/pdf-apart.ts'
import { officialDocument } from '../../../platform/documents/word.ts'
import { disposition } from '../../../platform/evidence/media.ts'

/** A paper of an examination and what its file is called. */
export type PrintedPaper = { readonly name: string; readonly document: OfficialDocument }
export const FORMATS = ['docx', 'pdf'] as const
const MEDIA = { docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', pdf: 'application/pdf' } as const

/** Sends a paper as the file that was asked for. */
export async function sendPaper(reply: FastifyReply, { name, document }: PrintedPaper, format: (typeof FORMATS)[number]): Promise<Buffer> {
  const bytes = format === 'pdf' ? await pdfApart(document) : await officialDocument(document)
  reply.header('content-type', MEDIA[format]).header('content-disposition', disposition(`${name}.${format}`, false))
  return bytes
}
