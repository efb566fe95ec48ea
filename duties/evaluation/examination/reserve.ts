import { sql } from 'kysely'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { notify } from '../../../platform/events/notifications.ts'
import { changeRow, closeRow, columnList, insertRow } from '../../../platform/register/store.ts'
import type { PassedOver, ReplacementLine, Replaced, Reserve, ReserveLine } from './contract.ts'
import { reserveOrder } from './draw.ts'
import { expertsOf, managed, reserveOf } from './find.ts'
import { areasOf } from './pool.ts'
import { barredFrom, canGoOn, mayJoin, originOf, type Origin } from './recusal.ts'
import { experts, points, replacements, reserves, reviewsOfItems, type ExaminationRow, type ExpertRow, type ItemReviewRow, type PointRow, type ReplacementRow, type ReserveRow } from './registers.ts'
import { candidateOf, eligible, mustBeNew, placeOf, type NewExpert } from './setup.ts'

problems({
  'examination.reserve-sealed': [409, '备选名单已随名录封存，不能移出。不能参加的，轮到时系统会跳过。', 'The reserve was sealed with the pool, and nobody is taken from it. Who cannot take part is passed over when his turn comes.'],
  'examination.stood-back': [409, '该专家已因应当回避退出本次初评，不能再作备选。', 'This expert left the examination because he must stay away; he cannot be of its reserve.'],
  'examination.reserve-empty': [409, '备选名单中没有可以接替的专家，本组其余专家也不能代替他检查全部区域。请先增补备选专家，再更换。', 'Nobody of the reserve may take the place, and the rest of the group may not visit every area without him. Add somebody to the reserve, then replace.'],
})

/** Puts somebody on the reserve: until the sealing to be sealed with the pool, later to stand behind whoever was. @throws Problem as for an expert of a group */
export async function addReserve(tx: Tx, id: string, { person, employer }: Pick<NewExpert, 'person' | 'employer'>): Promise<{ id: string }> {
  const examination = await managed(tx, id, 'preparing', 'committed', 'drawn')
  const one = await eligible(tx, examination, person, employer)
  await mustBeNew(tx, id, person)
  await mustNotHaveStoodBack(tx, id, person)
  return { id: (await insertRow(tx, reserves, one)).id }
}

/** Who had to stay away does not come back by the reserve. @throws Problem `examination.stood-back` (409) */
async function mustNotHaveStoodBack(tx: Tx, id: string, person: string): Promise<void> {
  const { rows } = await sql`select 1 from examination_replacement r join examination_expert e on e.id = r.expert_id
    where r.examination_id = ${id} and r.kind = 'recused' and e.person_id = ${person}`.execute(tx)
  if (rows.length > 0) throw new Problem('examination.stood-back')
}

/** @throws Problem `row.not-found` (404), `examination.reserve-sealed` (409) */
export async function removeReserve(tx: Tx, id: string, reserve: string): Promise<{ id: string }> {
  const examination = await managed(tx, id, 'preparing', 'committed', 'drawn')
  const row = (await reserveOf(tx, id)).find((one) => one.id === reserve)
  if (!row) throw new Problem('row.not-found')
  if (examination.state !== 'preparing') throw new Problem('examination.reserve-sealed')
  await closeRow(tx, reserves, row, '调整')
  return { id: reserve }
}

async function replacementsOf(tx: Tx, id: string): Promise<readonly ReplacementRow[]> {
  const { rows } = await sql<ReplacementRow>`select ${columnList(replacements as never)} from examination_replacement where examination_id = ${id} and closed_at is null order by id`.execute(tx)
  return rows
}

/** What is public of the reserve: numbers of rows, no names. Before the sealing nobody is late. */
export async function reserveFile(tx: Tx, id: string): Promise<Reserve> {
  const [all, done] = [(await reserveOf(tx, id)).map((one) => one.id), await replacementsOf(tx, id)]
  const { rows: [pool] } = await sql<{ reserve: readonly string[] }>`select reserve from examination_pool where examination_id = ${id}`.execute(tx)
  const reserve = pool?.reserve ?? all
  return {
    reserve, added: all.filter((one) => !reserve.includes(one)),
    replaced: done.map(({ team, expert_id, reserve_id, passed, kind, replaced_on }): Replaced => ({ team, out: expert_id, in: reserve_id, passed, kind, on: replaced_on })),
  }
}

/** Reserve and replacements as whoever manages sees them: by name, with the order in which the seed calls. */
export async function reserveView(tx: Tx, { id, seed, commitment_hash }: Pick<ExaminationRow, 'id' | 'seed' | 'commitment_hash'>): Promise<{ reserve: readonly ReserveLine[]; replacements: readonly ReplacementLine[] }> {
  const [all, done, file] = [await reserveOf(tx, id), await replacementsOf(tx, id), await reserveFile(tx, id)]
  const order = seed === null ? [] : reserveOrder(file, seed, commitment_hash!)
  const nameOf = (of: string): string => all.find((one) => one.id === of)?.name ?? ''
  const lines = all.map(({ id: row, person_id, name, home, unit_id, employer }): ReserveLine => ({
    id: row, person_id, name, home, unit: unit_id, employer, order: seed === null ? null : order.indexOf(row) + 1,
    late: file.added.includes(row), called: done.some(({ reserve_id }) => reserve_id === row),
  }))
  return {
    reserve: lines.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0)),
    replacements: done.map(({ id: row, team, name, reserve_id, kind, reason, passed, replaced_on }) =>
      ({ id: row, team, out: name, in: reserve_id && nameOf(reserve_id), kind, reason, passed: passed.map((one) => ({ ...one, name: nameOf(one.id) })), on: replaced_on })),
  }
}

export type NewReplacement = { readonly kind: Replaced['kind']; readonly reason: string }
type Group = Parameters<typeof mayJoin>[2]

const asOrigin = ({ person_id, home, unit_id }: Pick<ExpertRow, 'person_id' | 'home' | 'unit_id'>): Origin => ({ person: person_id, region: home, unit: unit_id })

/** The group without who leaves it, and the areas that are publicly known to be its own or another's. */
async function groupOf(tx: Tx, { id, drawn }: ExaminationRow, leaving: ExpertRow): Promise<Group> {
  const others = (await expertsOf(tx, id)).filter((one) => one.team === leaving.team && one.id !== leaving.id).map(asOrigin)
  const { rows } = await sql<{ area: string }>`select distinct area from examination_point where examination_id = ${id} and not covert and team = ${leaving.team}`.execute(tx)
  const areas = rows.map(({ area }) => area)
  return { areas, elsewhere: drawn!.areas.filter((area) => !areas.includes(area)), others }
}

/** The first of the reserve who may take the place, recusal asked again as things stand today, and whom that passed over. */
async function nextOf(tx: Tx, examination: ExaminationRow, group: Group): Promise<{ readonly next: ReserveRow | undefined; readonly passed: readonly PassedOver[] }> {
  const all = await reserveOf(tx, examination.id)
  const called = new Set((await replacementsOf(tx, examination.id)).map(({ reserve_id }) => reserve_id))
  const place = await placeOf(tx)
  const passed: PassedOver[] = []
  for (const id of reserveOrder(await reserveFile(tx, examination.id), examination.seed!, examination.commitment_hash!).filter((one) => !called.has(one))) {
    const row = all.find((one) => one.id === id)!
    const found = await candidateOf(tx, row.person_id, examination)
    const origin = found && originOf(found.candidate, row.employer, place)
    if (!origin || !found.reaches) passed.push({ id, why: 'gone' })
    else if (!mayJoin({ person: row.person_id, region: origin.home, unit: found.candidate.unit_id }, examination, group)) passed.push({ id, why: 'recused' })
    else return { next: { ...row, ...origin, unit_id: found.candidate.unit_id }, passed }
  }
  return { next: undefined, passed }
}

/** Hands points on; nobody is sent to the county that he comes from. What one who had to stay away recorded is confirmed again by the group. */
async function handOver(tx: Tx, { id }: ExaminationRow, leaving: ExpertRow, next: ReserveRow | undefined, again: boolean): Promise<void> {
  const out = leaving.person_id
  const { rows } = await sql<PointRow>`select ${columnList(points as never)} from examination_point where examination_id = ${id} and ${out} = any(members) for update`.execute(tx)
  for (const row of rows) {
    const joins = next && !barredFrom(asOrigin(next), row.area) ? [next.person_id] : []
    const anew = again && row.visited_by === out
    await changeRow(tx, points, row, { members: [...row.members.filter((one) => one !== out), ...joins], ...(anew && { state: 'waiting' as const, visited_on: null }) })
  }
  const barred = next && barredFrom(asOrigin(next), next.home) ? next.home : null
  await sql`select hand_over_covert(${id}, ${out}, ${next?.person_id ?? null}, ${barred}, ${again}, ${tx.work.now})`.execute(tx)
}

/** Scores of one who had to stay away count no longer; they stay among the versions. */
async function setAsideReviews(tx: Tx, { id }: ExaminationRow, { person_id }: ExpertRow): Promise<void> {
  const { rows } = await sql<ItemReviewRow>`select ${columnList(reviewsOfItems as never)} from examination_review where examination_id = ${id} and person_id = ${person_id} and closed_at is null for update`.execute(tx)
  for (const row of rows) await closeRow(tx, reviewsOfItems, row, '专家应当回避')
}

/**
 * Puts the next of the reserve in the place of an expert who stands back after the draw. Nobody chooses: the order comes of the seed of
 * the draw and of the sealed list. A new draw would need a new seed, and whoever makes one can make another until he likes who comes.
 * Where the reserve has nobody left, the group goes on without him if it can.
 * @throws Problem `row.not-found` (404), `examination.state`, `examination.reserve-empty` (409)
 */
export async function replaceExpert(tx: Tx, id: string, expert: string, { kind, reason }: NewReplacement): Promise<{ in: string | null; passed: number }> {
  const examination = await managed(tx, id, 'drawn')
  const leaving = (await expertsOf(tx, id)).find((one) => one.id === expert)
  if (!leaving) throw new Problem('row.not-found')
  const group = await groupOf(tx, examination, leaving)
  const { next, passed } = await nextOf(tx, examination, group)
  const possible = (await areasOf(tx, examination.region)).map(({ code }) => code).filter((code) => !group.elsewhere.includes(code))
  if (!next && !canGoOn(group.others, possible)) throw new Problem('examination.reserve-empty')
  const { region } = examination
  await insertRow(tx, replacements, { region, examination_id: id, name: leaving.name, team: leaving.team, expert_id: leaving.id, reserve_id: next?.id ?? null, kind, reason, passed, replaced_on: tx.work.today })
  await closeRow(tx, experts, leaving, kind === 'recused' ? '应当回避' : '因故不能参加')
  if (next) await insertRow(tx, experts, { region, examination_id: id, name: next.name, person_id: next.person_id, team: leaving.team, leader: leaving.leader === true && group.others.length === 0, home: next.home, unit_id: next.unit_id, employer: next.employer })
  await handOver(tx, examination, leaving, next, kind === 'recused')
  if (kind === 'recused') await setAsideReviews(tx, examination, leaving)
  if (next) await notify(tx, [{ person: next.person_id, kind: 'examination.called', title: { zh: `请接替第 ${leaving.team} 组专家参加：${examination.title}`, en: `You take the place of an expert of group ${leaving.team}: ${examination.title}` }, link: `/examinations/${id}/visits` }])
  return { in: next?.name ?? null, passed: passed.length }
}
