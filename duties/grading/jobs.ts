import { sql } from 'kysely'
import { instant } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { Interrupted, type JobContext, type JobDeclaration } from '../../platform/jobs/declare.ts'
import { addJob } from '../../platform/jobs/queue.ts'
import { keepLines } from './plan-lines.ts'
import { publishJob } from './publish.ts'
import { gradingOf, pageAfter, regrade, theseOf } from './regrade.ts'

/** Places looked at in one transaction. */
const PAGE = 1_000
/** How far back changes are looked for after a write, ms: a transaction may end long after it began. */
const BACK = 300_000
/** More changed places than these are an import: they wait until it is over. */
const MANY = 4_000
const LATER = 600_000

const WHOLE = 'grading.regrade'

/** 一年一评: the whole city, page by page. Grades whose year is over or whose rules changed are made anew, and the plan is held against what was done. */
async function whole({ job, write, progress, stopping }: JobContext): Promise<{ seen: number; written: number; lines: number }> {
  let [seen, written, after] = [0, 0, typeof job.payload['after'] === 'string' ? job.payload['after'] : null as string | null]
  for (;;) {
    if (stopping()) throw new Interrupted()
    const page = await write(async (tx) => {
      const grading = await gradingOf(tx)
      return regrade(tx, pageAfter(after, PAGE, grading), grading)
    })
    seen += page.seen
    written += page.written
    await progress(seen, null)
    if (page.seen < PAGE) break
    after = page.last
  }
  return { seen, written, lines: await write((tx) => keepLines(tx, null)) }
}

/** Premises of which something changed lately that their grade is made from. */
async function changedLately(tx: Tx): Promise<readonly string[]> {
  const since = instant(Date.parse(tx.work.now) - BACK)
  const children = ['inspection', 'certificate', 'licence', 'grade_change', 'school_ring'].map((table) =>
    sql`select (image ->> 'premises_id')::uuid as id from ${sql.table(`${table}_version`)} where starts_at > ${since}::timestamptz`)
  const { rows } = await sql<{ id: string }>`select distinct id from (select row_id as id from premises_version where starts_at > ${since}::timestamptz
    union all ${sql.join(children, sql` union all `)}) c where id is not null limit ${MANY + 1}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** What follows a finished inspection, a new business, a certificate, a confirmed change, a shop put on the list around schools. */
async function lately({ read, write, stopping }: JobContext): Promise<{ seen: number; written: number }> {
  const ids = await read(changedLately)
  if (ids.length > MANY) {
    await write(async (tx) => {
      const at = Math.ceil(Date.parse(tx.work.now) / LATER) * LATER + LATER
      await addJob(tx, WHOLE, {}, { region: tx.work.city, runAt: instant(at), uniqueKey: `after-import:${at}` })
    })
    return { seen: 0, written: 0 }
  }
  let written = 0
  for (let at = 0; at < ids.length; at += PAGE) {
    if (stopping()) throw new Interrupted()
    const some = ids.slice(at, at + PAGE)
    written += await write(async (tx) => {
      const grading = await gradingOf(tx)
      const { written: rows } = await regrade(tx, theseOf(some, grading), grading)
      return rows + await keepLines(tx, some)
    })
  }
  return { seen: ids.length, written }
}

export const gradingJobs: readonly JobDeclaration[] = [
  { kind: WHOLE, title: { zh: '风险等级定期评定', en: 'Grades made anew' }, schedule: '40 2 * * *', run: whole },
  {
    kind: 'grading.follow', title: { zh: '风险等级随检查和登记更新', en: 'Grades kept up with what is on record' },
    follows: ['premises', 'inspection', 'certificate', 'licence', 'grade_change', 'school_ring'], run: lately,
  },
  publishJob,
]

/** Asks for the whole city to be graded, as new rules come into force. */
export const askRegrade = (tx: Tx, version: string): Promise<string> => addJob(tx, WHOLE, {}, { region: tx.work.city, uniqueKey: `rules:${version}` })
