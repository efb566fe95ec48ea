import { sql } from 'kysely'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { changeRow, columnList, insertRow } from '../../../platform/register/store.ts'
import { schemeFor } from '../state.ts'
import type { ReviewLine } from './contract.ts'
import { examinationOf, mustBeExpert, mustStand } from './find.ts'
import { recusedFrom } from './recusal.ts'
import { reviewsOfItems, type ExaminationRow, type ItemReviewRow } from './registers.ts'

problems({
  'examination.not-your-item': [403, '指标 {item} 不归您所在的工作组审查。', 'Item {item} is not your group’s to review.'],
  'examination.recused-item': [409, '您所在单位负责指标 {item} 或报送了它的材料，应当回避。', 'Your own unit answers for item {item} or supplied its papers; you must stay away.'],
  'examination.reason': [422, '扣分须写明理由。', 'Say why points were taken.'],
})

type Paper = { readonly id: string; readonly item: string; readonly title: string; readonly unit_id: string | null; readonly unit: string | null; readonly files: number }

/** Papers of the region that the evidence register has, by item, with how many files each has. */
async function papersByItem(tx: Tx, { region }: ExaminationRow): Promise<ReadonlyMap<string, readonly Paper[]>> {
  const { rows } = await sql<Paper>`select p.id, p.item, p.title, p.unit_id, u.name as unit, count(f.id)::int as files from evaluation_paper p
    left join org_unit u on u.id = p.unit_id left join file f on f.about_table = 'evaluation_paper' and f.about_id = p.id and f.removed_at is null
    where p.closed_at is null and p.region = ${region} group by p.id, u.name order by p.item, p.title, p.id`.execute(tx)
  return Map.groupBy(rows, ({ item }) => item)
}

async function ownersByFunction(tx: Tx, { region }: ExaminationRow): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ id: string; function: string }>`select id, function from org_unit where closed_at is null and function is not null and region = ${region}`.execute(tx)
  return new Map([...Map.groupBy(rows, (row) => row.function)].map(([owner, units]) => [owner, units.map(({ id }) => id)]))
}

/** What the actor reviews: the items of his group's sections with their papers, and what he said of each. @throws Problem `examination.not-expert` (403) */
export async function reviewsFor(tx: Tx, id: string): Promise<readonly ReviewLine[]> {
  const examination = await examinationOf(tx, id)
  const expert = await mustBeExpert(tx, id)
  const scheme = await schemeFor(tx, tx.work.today, examination.evaluation_scheme)
  const [papers, owners, own] = [await papersByItem(tx, examination), await ownersByFunction(tx, examination), await ownReviews(tx, id, expert.person_id)]
  return scheme.items.filter(({ section }) => examination.sections[section] === expert.team).map(({ code, title, review, weight, level, owner }) => {
    const of = papers.get(code) ?? []
    const mine = own.find(({ item }) => item === code)
    return {
      item: code, title, review, weight, level,
      recused: recusedFrom(expert.unit_id, { owners: owners.get(owner) ?? [], suppliers: of.flatMap(({ unit_id }) => (unit_id === null ? [] : [unit_id])) }),
      papers: of.map(({ id: paper, title: name, unit, files }) => ({ id: paper, title: name, unit, files })),
      mine: mine ? { version: mine.version, score: mine.score, reason: mine.reason } : null,
    }
  })
}

async function ownReviews(tx: Tx, id: string, person: string): Promise<readonly ItemReviewRow[]> {
  const { rows } = await sql<ItemReviewRow>`select ${columnList(reviewsOfItems as never)} from examination_review where examination_id = ${id} and person_id = ${person} and closed_at is null`.execute(tx)
  return rows
}

export type NewReview = { readonly score: number; readonly reason: string | null; readonly version: number | null }

/**
 * An expert's score of an item from its papers. @param given `version` of his earlier score, null for the first
 * @throws Problem `examination.not-your-item`, `examination.not-expert` (403), `examination.recused-item`, `row.changed` (409), `examination.reason` (422)
 */
export async function reviewItem(tx: Tx, id: string, item: string, { score, reason, version }: NewReview): Promise<{ version: number }> {
  const examination = await examinationOf(tx, id)
  mustStand(examination, 'preparing', 'committed', 'drawn', 'released')
  const { person_id } = await mustBeExpert(tx, id)
  // Two who press at once with one score: the second waits here and finds the first.
  await sql`select pg_advisory_xact_lock(hashtext(${`examination_review ${id} ${item} ${person_id}`}))`.execute(tx)
  const line = (await reviewsFor(tx, id)).find((one) => one.item === item)
  if (!line) throw new Problem('examination.not-your-item', { item })
  if (line.recused) throw new Problem('examination.recused-item', { item })
  if (score < 100 && !reason?.trim()) throw new Problem('examination.reason')
  if ((line.mine?.version ?? null) !== version) throw new Problem('row.changed', { version: line.mine?.version ?? 0 })
  const values = { score, reason: reason?.trim() || null, reviewed_on: tx.work.today }
  const before = (await ownReviews(tx, id, person_id)).find((one) => one.item === item)
  const row = before ? await changeRow(tx, reviewsOfItems, before, values)
    : await insertRow(tx, reviewsOfItems, { region: examination.region, examination_id: id, item, person_id, ...values })
  return { version: row.version }
}
