import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { Problem } from '../../../platform/core/problem.ts'
import type { Instant } from '../../../platform/core/dates.ts'
import { readStored, storeBytes } from '../../../platform/evidence/bytes.ts'
import { findFile, type FileRow } from '../../../platform/evidence/files.ts'
import type { JobContext, JobDeclaration } from '../../../platform/jobs/declare.ts'
import { idText } from '../../../platform/register/schema.ts'
import { checkTexts, readPapers, type PaperFile } from './check-files.ts'
import type { ClaimReport } from './contract.ts'
import type { ClaimText } from './files/claim-text.ts'
import { commentsOf } from './files/comments.ts'
import { markDocx } from './files/mark-docx.ts'
import { newDocx } from './files/new-docx.ts'
import { knownOf } from './known.ts'
import { ownFigures } from './known-own.ts'
import type { KeptReport } from './registers.ts'
import { keepCheck, MOST_FILES, type DoneCheck } from './store.ts'

const payload = z.object({ files: z.array(idText).min(1).max(MOST_FILES) })

/** A copy of a paper with the findings as comments: of a .docx the paper itself, of others a new one. */
const commentedCopy = (
  text: ClaimText,
  content: Uint8Array,
  report: ClaimReport,
  document: number,
  now: Instant,
): Promise<Buffer> | Buffer => {
  const comments = commentsOf(report.findings, document)
  return text.form === 'docx' ? markDocx(content, comments, now) : newDocx(text, comments, now)
}

/** A check with the bytes of what is kept of it: the report with its pages, and a commented copy of each paper. */
export async function doneCheck(folder: string, papers: readonly (PaperFile & { readonly hash: string })[], texts: readonly ClaimText[], report: ClaimReport, now: Instant): Promise<DoneCheck> {
  const copies: DoneCheck['papers'][number][] = []
  for (const [at, text] of texts.entries()) {
    const { name, hash, content } = papers[at]!
    copies.push({ name, hash, form: text.form, copy: await storeBytes(folder, await commentedCopy(text, content, report, at, now)) })
  }
  const result: KeptReport = { report, pages: texts.map(({ pages }) => pages) }
  return { report, kept: await storeBytes(folder, Buffer.from(JSON.stringify(result))), papers: copies }
}

async function check({ job, files: folder, read, write, progress }: JobContext): Promise<{ check: string }> {
  const { files: ids } = payload.parse(job.payload)
  const { files, now, today } = await read(async (tx) => ({
    files: await Promise.all(ids.map((id) => findFile(tx, id))),
    now: tx.work.now,
    today: tx.work.today,
  }))
  const found = files.filter((file): file is FileRow => file !== undefined)
  if (found.length < ids.length) throw new Problem('row.not-found')
  // Reading, the check, the copies.
  const steps = found.length + 2
  const papers: PaperFile[] = await Promise.all(
    found.map(async ({ name, hash }) => ({ name, content: await buffer(readStored(folder, hash)) })),
  )
  const texts = await readPapers(papers, (done, name) => progress(done, steps, { zh: `读取 ${name}`, en: `Reading ${name}` }))
  await progress(found.length, steps, { zh: '核验数据', en: 'Checking the figures' })
  const report = await checkTexts(texts, (documents) => read(async (tx) => knownOf(documents, today, await ownFigures(tx, documents))))
  await progress(found.length + 1, steps, { zh: '生成批注副本', en: 'Writing the commented copies' })
  const done = await doneCheck(folder, papers.map((paper, at) => ({ ...paper, hash: found[at]!.hash })), texts, report, now)
  const row = await write((tx) => keepCheck(tx, job.id, job.region, job.person_id, done))
  return { check: row.id }
}

const title = { zh: '材料核验', en: 'Claim check' }

/** Checks uploaded papers; the job's result is `{check}`. Large ones and PDFs are read in a process of their own. */
export const claimJobs: readonly JobDeclaration[] = [
  { kind: 'claims.check', title, maxAttempts: 3, run: check },
  { kind: 'claims.check-large', title, maxAttempts: 3, isolated: true, run: check },
]
