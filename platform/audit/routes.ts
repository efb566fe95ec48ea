import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { addDays, startOf, type DateOnly } from '../core/dates.ts'
import type { Change, Tx } from '../database/database.ts'
import type { Routes } from '../http/routes.ts'
import { mustMay } from '../identity/actor.ts'
import { Interrupted, type JobDeclaration } from '../jobs/declare.ts'
import { addJob } from '../jobs/queue.ts'
import { dateText, idText } from '../register/schema.ts'
import type { AuditEntry } from './chain.ts'
import { cursorAt, reach, readCursorAt } from './reach.ts'
import { verifyCity } from './verify-city.ts'

/** A personal value is stored as what may be shown, this sign, and the ciphertext. */
const SEALED = '\u001f'

const shownValue = (value: unknown): unknown => (typeof value === 'string' && value.includes(SEALED) ? value.slice(0, value.indexOf(SEALED)) : value)

const shownChange = ({ table, row, before, after, diff }: Change): Change =>
  ({ table, row, before, after, diff: Object.fromEntries(Object.entries(diff).map(([name, [old, next]]) => [name, [shownValue(old), shownValue(next)] as const])) })

const query = z.object({
  person: idText.optional(), table: z.string().regex(/^[a-z_]{1,63}$/).optional(), row: idText.optional(), from: dateText.optional(), to: dateText.optional(),
  cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50),
})

type Asked = z.output<typeof query>

function conditions(tx: Tx, { person, table, row, from, to, cursor }: Asked): RawBuilder<boolean>[] {
  const found = [reach(tx.work.actor, 'audit.read')]
  if (person) found.push(sql<boolean>`e.person_id = ${person}`)
  if (from) found.push(sql<boolean>`e.at >= ${startOf(from as DateOnly)}`)
  if (to) found.push(sql<boolean>`e.at < ${startOf(addDays(to as DateOnly, 1))}`)
  const touched = [...(table ? [sql<boolean>`t.table_name = ${table}`] : []), ...(row ? [sql<boolean>`t.row_id = ${row}`] : [])]
  // A row's entries are few and found by the row; a table's are many and looked for along the time.
  if (row) found.push(sql<boolean>`e.id in (select t.entry_id from audit_touch t where ${sql.join(touched, sql` and `)})`)
  else if (table) found.push(sql<boolean>`exists (select 1 from audit_touch t where t.entry_id = e.id and ${touched[0]!})`)
  if (cursor !== undefined) {
    const { at, id } = readCursorAt(cursor)
    found.push(sql<boolean>`(e.at, e.id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  return found
}

type Listed = Omit<AuditEntry, 'hash'> & { readonly number: number | null }

/** A page of the trail, newest first, with the numbers under which entries are sealed. */
async function listEntries(tx: Tx, asked: Asked): Promise<{ items: (Omit<Listed, 'person_id'> & { person: string | null })[]; next: string | null }> {
  const { rows } = await sql<Listed>`select e.id, e.at, e.person_id, e.actor, e.action, e.reason, e.address, e.region, e.changes, c.number
    from audit_entry e left join audit_chain c on c.entry_id = e.id
    where ${sql.join(conditions(tx, asked), sql` and `)} order by e.at desc, e.id desc limit ${asked.limit + 1}`.execute(tx)
  const last = rows[asked.limit - 1]
  const items = rows.slice(0, asked.limit).map(({ person_id: person, changes, ...entry }) => ({ ...entry, person, changes: changes.map(shownChange) }))
  return { items, next: rows.length > asked.limit && last ? cursorAt(last.at, last.id) : null }
}

/** The job that verifies a city's trail; `dir` is the data directory. Its result is the verdict, faults named. */
export const verifyAudit = (dir: string): JobDeclaration => ({
  kind: 'audit.verify',
  title: { zh: '日志完整性验证', en: 'Verification of the audit trail' },
  maxAttempts: 3,
  isolated: true,
  async run({ database, city, progress, stopping }) {
    const onProgress = async (checked: number, total: number): Promise<void> => {
      if (stopping()) throw new Interrupted()
      await progress(checked, total)
    }
    const { head, ...verdict } = await verifyCity(database, city, { dir, onProgress })
    return { ...verdict, head: { number: head.number, link: Buffer.from(head.link).toString('hex') } }
  },
})

/** The audit trail: read, and verify. `kinds` name the job that did what an entry tells of (`job`, else null). */
export function serveAudit(routes: Routes, kinds: readonly Pick<JobDeclaration, 'kind' | 'title'>[] = []): void {
  const tag = 'audit'
  const titles = new Map(kinds.map(({ kind, title }) => [`job:${kind}`, title]))
  routes.read('/audit', { tag, summary: { zh: '操作日志', en: 'Audit trail' }, query }, async ({ tx, actor, query: asked }) => {
    mustMay(actor, 'audit.read')
    const { items, next } = await listEntries(tx, asked)
    return { items: items.map((entry) => ({ ...entry, job: titles.get(entry.actor) ?? null })), next }
  })
  routes.write('post', '/audit/verify', { tag, status: 202, summary: { zh: '验证日志的完整性', en: 'Verify the audit trail' } }, async ({ tx, actor }) => {
    mustMay(actor, 'audit.read', { region: tx.work.city })
    return { job: await addJob(tx, 'audit.verify', {}, { region: tx.work.city }) }
  })
}
