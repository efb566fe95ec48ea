import { sql } from 'kysely'
import { z } from 'zod'
import type { Routes } from '../../../platform/http/routes.ts'
import { can, mustMay } from '../../../platform/identity/actor.ts'
import { addJob } from '../../../platform/jobs/queue.ts'
import { regionText } from '../../../platform/register/schema.ts'
import { typesUnder } from '../../registry/index.ts'
import { MANAGE, READ } from '../rights.ts'
import type { RankedPlace } from './contract.ts'
import { RANK_JOB } from './job.ts'

const tag = 'rank'
const asked = z.object({
  tier: z.enum(['late', 'due', 'later']).optional(), type: z.string().max(40).optional(), region: regionText.optional(),
  cursor: z.coerce.number().int().min(0).max(100_000_000).default(0), limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** The order of visits, a page at a time by its own position; and training it again. */
export function rankRoutes(routes: Routes): void {
  routes.read('/ranked-places', { tag, query: asked, summary: { zh: '先查哪家：风险排序', en: 'Whom to visit first' } }, async ({ tx, actor, query }) => {
    mustMay(actor, READ)
    const { rows } = await sql<RankedPlace>`select r.id, r.position, r.tier, p.name, r.type, r.region, p.address, r.score, r.reasons, r.last_on, r.due_on
      from premises_rank r join premises p on p.id = r.id where r.position > ${query.cursor}
        ${query.tier === undefined ? sql`` : sql`and r.tier = ${query.tier}`} ${query.type === undefined ? sql`` : sql`and r.type = any(${[...typesUnder(query.type)]}::text[])`}
        ${query.region === undefined ? sql`` : sql`and r.region >= shian.prefix_of(${query.region}) and r.region < shian.after_prefix(shian.prefix_of(${query.region}))`}
      order by r.position limit ${query.limit + 1}`.execute(tx)
    const page = rows.slice(0, query.limit)
    // Row-level security shows a range; a post for one region alone, or one department, sees less.
    return { items: page.filter(({ region }) => can(actor, READ, { region })), next: rows.length > query.limit ? String(page.at(-1)!.position) : null }
  })
  routes.read('/ranked-places/latest', { tag, summary: { zh: '最近一次训练', en: 'The last training' } }, async ({ tx, actor }) => {
    mustMay(actor, READ)
    const { rows } = await sql`select id, day, visits, findings, places, method, backtest #> '{all,daysEarlier}' as days_earlier from rank_run where closed_at is null order by day desc, id desc limit 1`.execute(tx)
    return { run: rows[0] ?? null, may: can(actor, MANAGE, { region: tx.work.city }) ? ['train'] : [] }
  })
  routes.write('post', '/ranked-places/train', { tag, status: 202, summary: { zh: '重新训练排序', en: 'Train the order again' } }, async ({ tx, actor }) => {
    mustMay(actor, MANAGE, { region: tx.work.city })
    return { job: await addJob(tx, RANK_JOB, {}, { region: tx.work.city, title: tx.work.today }) }
  })
}
