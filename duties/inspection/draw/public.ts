import { sql } from 'kysely'
import { Problem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import type { PublicGiven, PublicPage, PublicRoute } from '../../../platform/http/public.ts'
import { findRow } from '../../../platform/register/store.ts'
import { idText } from '../../../platform/register/schema.ts'
import { ALGORITHM } from './draw.ts'
import type { DrawRecord } from './folds.ts'
import { fileOf, poolOf } from './pool.ts'
import { drawHtml, faultHtml, listHtml, type ListedDraw } from './public-page.ts'
import { draws } from './registers.ts'

/** What anyone may read of a draw: nothing before its pool is frozen; numbers and list from the day on which the office makes them public. */
async function publicDraw(tx: Tx, id: string | undefined): Promise<DrawRecord & { readonly shown: boolean }> {
  if (!idText.safeParse(id).success) throw new Problem('route.not-found')
  const row = await findRow(tx, draws, id!) as unknown as DrawRecord | undefined
  if (!row || row.commitment === null) throw new Problem('route.not-found')
  return { ...row, shown: row.published_on !== null && row.shown_from !== null && row.shown_from <= tx.work.today }
}

async function list({ tx, language }: PublicGiven): Promise<PublicPage> {
  const { rows } = await sql<ListedDraw>`select d.id, d.title, d.state, d.frozen_at, d.pool_size, d.count, d.commitment, d.reason from draw d
    where d.frozen_at is not null and d.closed_at is null order by d.frozen_at desc, d.id limit 100`.execute(tx)
  return { html: listHtml(language, rows) }
}

async function one({ tx, params, language }: PublicGiven): Promise<PublicPage> {
  const row = await publicDraw(tx, params['id'])
  return { html: drawHtml(language, row, row.shown ? await fileOf(tx, row) : null) }
}

async function file({ tx, params }: PublicGiven): Promise<PublicPage> {
  const row = await publicDraw(tx, params['id'])
  const content = row.shown ? await fileOf(tx, row)
    : { format: 'shian-double-draw/1', algorithm: ALGORITHM, hash: row.commitment, ...await poolOf(tx, row.id), first_commitment: row.first_commitment, second: row.second_number }
  return { html: '', file: { name: `draw-${row.commitment!.slice(0, 12)}.json`, text: `${JSON.stringify(content, null, 1)}\n` } }
}

const page = (path: string, get: PublicRoute['get']): PublicRoute => ({
  path, cookie: 'shian_none', get, fault: faultHtml, post: async () => { throw new Problem('route.not-found') },
})

/** `/public/<city>/draws`: every pool that was ever frozen, those given up too. */
export const drawListPage = page('/draws', list)
export const drawPage = page('/draws/:id', one)
export const drawFilePage = page('/draws/:id/file', file)
