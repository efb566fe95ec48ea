import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { daysBetween, type DateOnly } from '../core/dates.ts'
import { Problem, problems } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import { Interrupted, type JobDeclaration } from '../jobs/declare.ts'
import { checkStored, draftsOf } from './bytes.ts'

problems({
  'files.damaged': [422, '存储中有 {count} 个文件丢失或内容被改动：{names}。请用备份恢复。', '{count} files in the store are missing or were changed: {names}. Restore them from the backup.'],
})

/** The files are looked through in sixteen parts, a part a day: one hex digit with which hashes begin. */
export const partOf = (day: DateOnly): string => (Math.abs(daysBetween('2020-01-01' as DateOnly, day)) % 16).toString(16)

const PAGE = 200
const DAY = 86_400_000

/** Removes what uploads and exports that broke off have left, a day after. */
async function sweepDrafts(files: string): Promise<number> {
  const drafts = draftsOf(files)
  let removed = 0
  for (const name of await readdir(drafts).catch(() => [])) {
    const found = await stat(join(drafts, name)).catch(() => undefined)
    if (!found || Date.now() - found.mtimeMs < DAY) continue
    await rm(join(drafts, name), { recursive: true, force: true })
    removed++
  }
  return removed
}

/** The hashes of a sixteenth of the city's files that come after one, each with a name it was uploaded under. */
const hashesAfter = (tx: Tx, after: string): Promise<{ hash: string; name: string }[]> =>
  tx.selectFrom('file').select(({ fn }) => ['hash', fn.min('name').as('name')]).where('hash', '>', after)
    .where('hash', 'like', `${partOf(tx.work.today)}%`).groupBy('hash').orderBy('hash').limit(PAGE).execute()

const countHashes = async (tx: Tx): Promise<number> => {
  const { count } = await tx.selectFrom('file').select(({ fn }) => fn.count<number>('hash').distinct().as('count'))
    .where('hash', 'like', `${partOf(tx.work.today)}%`).executeTakeFirstOrThrow()
  return Number(count)
}

/** Hashes a sixteenth of the city's files again each day; the job fails, and names them, where some are gone or changed. */
export const verifyFiles: JobDeclaration = {
  kind: 'files.verify',
  title: { zh: '附件完整性检查', en: 'Check of the files' },
  schedule: '40 2 * * *',
  isolated: true,
  async run({ read, files, progress, stopping }) {
    const removed = await sweepDrafts(files)
    const total = await read(countHashes)
    const damaged: string[] = []
    let checked = 0
    for (let after = '', more = true; more;) {
      const rows = await read((tx) => hashesAfter(tx, after))
      for (const { hash, name } of rows) {
        if (stopping()) throw new Interrupted()
        if (await checkStored(files, hash) !== 'sound') damaged.push(name)
        await progress(++checked, total)
        after = hash
      }
      more = rows.length === PAGE
    }
    if (damaged.length > 0) throw new Problem('files.damaged', { count: damaged.length, names: damaged.slice(0, 20).join('、') })
    return { checked, removed }
  },
}
