import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { addFile, findFile, type FileRow } from '../../../platform/evidence/files.ts'
import type { Stored } from '../../../platform/evidence/bytes.ts'
import { can, mustMay } from '../../../platform/identity/actor.ts'
import { addJob } from '../../../platform/jobs/queue.ts'
import { findRow, insertRow } from '../../../platform/register/store.ts'
import { verdicts, type ClaimReport, type Verdict } from './contract.ts'
import { claimChecks, CLAIMS_RIGHT, type CheckedPaper, type ClaimCheckRow } from './registers.ts'

problems({
  'claims.file-size': [
    413,
    '“{name}”太大（{size} MB），每份不超过 {limit} MB。',
    '“{name}” is too large ({size} MB); {limit} MB each at most.',
  ],
  'claims.same-file': [422, '同一份文件选了两次：“{name}”。请去掉一份。', 'One file was chosen twice: “{name}”. Leave one out.'],
})

const MEGABYTE = 1_048_576
/** What one check takes. */
export const MOST_FILES = 10
const MOST_BYTES = 20 * MEGABYTE

/** Bytes of text whose check takes less than a second. */
const SMALL = 60_000

/**
 * Only short plain texts are checked in the server's own process, which answers nobody else meanwhile. How much a .docx holds its size
 * does not tell: a hundred pages that repeat themselves are packed into 30 KB.
 */
const isSmall = (files: readonly FileRow[]): boolean =>
  files.every(({ media_type: type }) => type === 'text/plain') && files.reduce((sum, { size }) => sum + size, 0) <= SMALL

/**
 * Asks for a check of uploaded files.
 * @returns the id of its job, whose result is `{check}`
 * @throws Problem `right.missing` (403), `row.not-found` (404), `claims.file-size` (413), `claims.same-file` (422)
 */
export async function askCheck(tx: Tx, ids: readonly string[]): Promise<{ job: string }> {
  const { actor } = tx.work
  mustMay(actor, CLAIMS_RIGHT)
  const files = await Promise.all(ids.map((id) => visibleFile(tx, id)))
  const large = files.find(({ size }) => size > MOST_BYTES)
  if (large)
    throw new Problem('claims.file-size', { name: large.name, size: Math.ceil(large.size / MEGABYTE), limit: MOST_BYTES / MEGABYTE })
  const twice = files.find(({ hash }, at) => files.findIndex((other) => other.hash === hash) !== at)
  if (twice) throw new Problem('claims.same-file', { name: twice.name })
  const kind = isSmall(files) ? 'claims.check' : 'claims.check-large'
  return { job: await addJob(tx, kind, { files: ids }, { title: titleOf(files.map(({ name }) => name)) }) }
}

async function visibleFile(tx: Tx, id: string): Promise<FileRow> {
  const { actor } = tx.work
  const file = await findFile(tx, id)
  if (!file || !(file.person_id === actor.person || can(actor, 'files.read', { region: file.region, enterprise: file.own_id })))
    throw new Problem('row.not-found')
  return file
}

/** What a check is called: its papers' names. */
export const titleOf = (names: readonly string[]): string => {
  const whole = names.join('、')
  return whole.length <= 300 ? whole : `${whole.slice(0, 299)}…`
}

/** A check that was done: its papers with the bytes of their copies, and the bytes of the report. */
export type DoneCheck = {
  readonly report: ClaimReport
  readonly kept: Stored
  readonly papers: readonly (Omit<CheckedPaper, 'copy'> & { readonly copy: Stored })[]
}

/** Keeps a check with its files. The same id again gives the row that is there. */
export async function keepCheck(
  tx: Tx,
  id: string,
  region: string,
  person: string | null,
  { report, kept, papers }: DoneCheck,
): Promise<ClaimCheckRow> {
  const before = await findRow(tx, claimChecks, id)
  if (before) return before
  const about = { table: claimChecks.name, id }
  const place = { region, own_id: null, about }
  const file = await addFile(tx, kept, { ...place, name: '核验结果.json', mediaType: 'application/json' })
  const copies: CheckedPaper[] = []
  for (const { copy, ...paper } of papers)
    copies.push({ ...paper, copy: (await addFile(tx, copy, { ...place, name: copyName(paper.name) })).id })
  return insertRow(
    tx,
    claimChecks,
    {
      region,
      title: titleOf(papers.map(({ name }) => name)),
      checked_at: tx.work.now,
      person_id: person,
      documents: papers.length,
      claims: report.claims.length,
      ...countsOf(report),
      papers: copies,
      report_file: file.id,
    },
    id,
  )
}

const COLUMN = {
  contradiction: 'contradictions',
  doubtful: 'doubtful',
  uncheckable: 'uncheckable',
  holds: 'holding',
} as const satisfies Record<Verdict, string>

/** How many findings there are of each verdict, by the columns that hold them. */
export const countsOf = ({ findings }: Pick<ClaimReport, 'findings'>): Record<(typeof COLUMN)[Verdict], number> => {
  const count = (verdict: Verdict): number => findings.filter((one) => one.verdict === verdict).length
  return Object.fromEntries(verdicts.map((verdict) => [COLUMN[verdict], count(verdict)])) as Record<(typeof COLUMN)[Verdict], number> // one entry a verdict
}

const copyName = (name: string): string => `${name.replace(/\.[^.]+$/, '')}（核验批注）.docx`
