import { sql } from 'kysely'
import type { Language } from '../../../platform/core/bilingual.ts'
import { newId } from '../../../platform/core/ids.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { regionNames } from '../../../platform/register/labels.ts'
import { changeRow, insertRow } from '../../../platform/register/store.ts'
import type { Answer, CheckSheet, Commitment, DrawFile, Drawn, Pool, PoolEntry } from './contract.ts'
import { hashOf } from '../../../platform/core/draw.ts'
import { drawFile } from './draw.ts'
import { expertsOf, managed } from './find.ts'
import { dealAreas, type Assigned } from './recusal.ts'
import { examinations, points, type ExaminationRow } from './registers.ts'
import { reserveFile } from './reserve.ts'
import { sheetsInForce } from './forms.ts'
import { sheetFor } from './sheets.ts'

problems({
  'examination.not-published': [404, '这一项还没有公布。', 'This has not been published yet.'],
  'examination.no-team': [409, '区域 {areas} 没有可去的工作组（专家均应回避），请调整专家。', 'No group may visit {areas}: everyone must stay away. Change the experts.'],
  'examination.visits-open': [409, '还有 {count} 个点位未检查，不能公布暗访名单。', '{count} points have not been visited; the covert list stays closed.'],
})

async function sealedOf(tx: Tx, id: string): Promise<{ pool: Pool; secret: string }> {
  const { rows: [row] } = await sql<{ content: string; secret: string }>`select content, secret from examination_pool where examination_id = ${id}`.execute(tx)
  if (!row) throw new Problem('examination.not-published')
  // Written by commitPool as the canonical JSON of a Pool.
  return { pool: JSON.parse(row.content) as Pool, secret: row.secret }
}

type NewPoint = { readonly entry: PoolEntry; readonly order: number; readonly assigned: Assigned; readonly sheet: CheckSheet }

async function insertCovert(tx: Tx, { id, region }: ExaminationRow, { entry, order, assigned, sheet }: NewPoint): Promise<void> {
  const row = newId()
  // No answer comes back: even who draws may not read what he wrote.
  await sql`insert into examination_covert (id, region, version, created_at, updated_at, examination_id, name, place, kind, area, team, members, sort_order, state, sheet, answers)
    values (${row}, ${region}, 1, ${tx.work.now}, ${tx.work.now}, ${id}, ${entry.name}, ${entry.id}, ${entry.kind}, ${entry.area}, ${assigned.team},
      ${[...assigned.members]}::uuid[], ${order}, 'waiting', ${JSON.stringify(sheet)}::jsonb, '[]'::jsonb)`.execute(tx)
  tx.work.changes.push({ table: 'examination_covert', row, before: null, after: 1, diff: {} })
}

const insertOpen = (tx: Tx, { id, region }: ExaminationRow, { entry, order, assigned, sheet }: NewPoint): Promise<unknown> =>
  insertRow(tx, points, {
    region, examination_id: id, name: entry.name, place: entry.id, kind: entry.kind, area: entry.area, covert: false, team: assigned.team, members: assigned.members,
    sort_order: order, state: 'waiting', sheet, answers: [],
  })

/** Tells open areas by name; where there is none, the one that has no group is covert. */
async function withoutTeam(tx: Tx, areas: readonly string[]): Promise<Problem> {
  const names = await regionNames(tx, areas)
  const told = (language: Language, comma: string): string => areas.map((code) => names[code]?.[language] ?? code).join(comma) || '—'
  return new Problem('examination.no-team', { areas: { zh: told('zh', '、'), en: told('en', ', ') } })
}

/**
 * Draws areas, open points and covert points from the sealed pool with a seed that was made in public after the hash. The open list is
 * public at once; the covert one is written where only its group reads it, and neither answer nor audit entry tells of it.
 */
export async function drawPoints(tx: Tx, id: string, seed: string): Promise<{ points: number; short: Drawn['short'] }> {
  const examination = await managed(tx, id, 'committed')
  const { pool, secret } = await sealedOf(tx, id)
  const { open, covert } = drawFile(examination.commitment as Commitment, pool, seed, secret)
  const experts = (await expertsOf(tx, id)).map(({ person_id, home, unit_id, team }) => ({ person: person_id, region: home, unit: unit_id, team }))
  const dealt = dealAreas([...open.areas, ...covert!.areas], experts)
  const nobody = open.areas.filter((area) => !dealt.has(area))
  // A covert area is not named even to whoever must find it a group.
  if (nobody.length > 0 || covert!.areas.some((area) => !dealt.has(area))) throw await withoutTeam(tx, nobody)
  const sheets = await sheetsInForce(tx)
  const made = (drawn: Drawn): NewPoint[] => drawn.points.map((entry, at) => ({ entry, order: at + 1, assigned: dealt.get(entry.area)!, sheet: sheetFor(entry.kind, sheets) }))
  for (const point of made(open)) await insertOpen(tx, examination, point)
  for (const point of made(covert!)) await insertCovert(tx, examination, point)
  await changeRow(tx, examinations, examination, { state: 'drawn', seed, drawn: open, drawn_at: tx.work.now })
  return { points: open.points.length, short: open.short }
}

type CovertRow = PoolEntry & { readonly place: string; readonly team: number; readonly members: readonly string[]; readonly sort_order: number; readonly state: string; readonly sheet: CheckSheet; readonly answers: readonly Answer[]; readonly note: string | null; readonly visited_on: string | null; readonly visited_by: string | null }

/** Makes the covert points known after the visits: they move into the register of points, results and all. */
export async function releaseCovert(tx: Tx, id: string): Promise<{ points: number }> {
  const examination = await managed(tx, id, 'drawn')
  const { pool, secret } = await sealedOf(tx, id)
  const { covert } = drawFile(examination.commitment as Commitment, pool, examination.seed!, secret)
  // From here on the policy of examination_covert lets this transaction, and later everybody, read.
  const after = await changeRow(tx, examinations, examination, { state: 'released', released_at: tx.work.now, released: covert! })
  const { rows } = await sql<CovertRow>`select place, name, kind, area, team, members, sort_order, state, sheet, answers, note, visited_on, visited_by from examination_covert
    where examination_id = ${id} order by sort_order`.execute(tx)
  const { rows: [open] } = await sql<{ waiting: number }>`select count(*)::int as waiting from examination_point where examination_id = ${id} and state = 'waiting'`.execute(tx)
  const waiting = open!.waiting + rows.filter(({ state }) => state === 'waiting').length
  if (waiting > 0) throw new Problem('examination.visits-open', { count: waiting })
  for (const row of rows) await insertRow(tx, points, { ...row, region: after.region, examination_id: id, covert: true })
  return { points: rows.length }
}

export type Published = DrawFile | Pick<DrawFile, 'commitment' | 'commitmentHash'>

/** What is public of a draw: the commitment from its sealing on, the list from the draw on, covert points and secret from their release on. */
export async function publishedOf(tx: Tx, { id, state, commitment, seed }: ExaminationRow): Promise<Published> {
  if (commitment === null || commitment === undefined) throw new Problem('examination.not-published')
  if (state === 'committed' || seed === null) return { commitment, commitmentHash: hashOf(commitment) }
  const { pool, secret } = await sealedOf(tx, id)
  return drawFile(commitment, pool, seed, state === 'drawn' ? undefined : secret, await reserveFile(tx, id))
}
