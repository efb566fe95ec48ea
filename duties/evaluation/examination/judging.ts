import { sql } from 'kysely'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { can, mustMay, within } from '../../../platform/identity/actor.ts'
import { act } from '../../../platform/matter/act.ts'
import { FOOD_SAFETY_OFFICE } from '../../../platform/matter/escalation.ts'
import type { MatterService } from '../../../platform/matter/service.ts'
import { isUrge } from '../../../platform/matter/urges.ts'
import { changeRow, columnList, getRow, insertRow } from '../../../platform/register/store.ts'
import { checkUrge, sendPapers } from '../../workplan/index.ts'
import { unitOf } from '../gaps.ts'
import { schemeFor } from '../state.ts'
import { examinationOf, managed, mustStand } from './find.ts'
import { findingRules, type FindingRecord } from './folds.ts'
import { examinations, findings, MANAGE, objections, type ExaminationRow, type ObjectionRow } from './registers.ts'
import type { Loss } from './contract.ts'
import { standingOf, type Judged, type Standing } from './standing.ts'

problems({
  'examination.unit': [422, '责任单位不存在，或不在被评地区内。', 'The unit does not exist, or lies outside the region that is examined.'],
  'examination.item': [422, '评价细则中没有指标 {item}。', 'The scheme has no item {item}.'],
  'examination.no-unit': [409, '您没有所在单位，不能提出异议。', 'You have no unit, so you cannot object.'],
  'examination.objected': [409, '本单位对这项指标已有一件待答复的异议。', 'Your unit has an open objection to this item already.'],
  'examination.upheld-score': [422, '采纳异议的，须填写改定得分。', 'An objection that is upheld needs the score it sets.'],
  'examination.answered': [409, '这件异议已经答复。', 'This objection has been answered.'],
  'examination.objections-open': [409, '还有 {count} 件异议没有答复，不能出具意见。', '{count} objections have no answer yet; no opinion can be given.'],
})

/** The total as it stands: papers, open visits, and covert ones once they are released. */
export async function standingFor(tx: Tx, { id, evaluation_scheme }: ExaminationRow): Promise<Standing> {
  const scheme = await schemeFor(tx, tx.work.today, evaluation_scheme)
  const [reviews, visits, raised] = await Promise.all([
    sql<Judged['reviews'][number]>`select item, score from examination_review where examination_id = ${id} and closed_at is null`.execute(tx),
    sql<Judged['visits'][number]>`select sheet, answers from examination_point where examination_id = ${id} and state = 'visited'`.execute(tx),
    sql<Judged['objections'][number]>`select item, outcome, score from examination_objection where examination_id = ${id} and closed_at is null order by answered_on nulls last, id`.execute(tx),
  ])
  return standingOf({ items: scheme.items, reviews: reviews.rows, visits: visits.rows, objections: raised.rows })
}

/** What was taken, and why: of the papers and on the lines of check sheets; covert ones once they are released. */
export async function lossesFor(tx: Tx, { id }: ExaminationRow): Promise<readonly Loss[]> {
  const [reviews, visits] = await Promise.all([
    sql<{ item: string; score: number; reason: string | null }>`select item, score, reason from examination_review where examination_id = ${id} and score < 100 and closed_at is null order by item, id`.execute(tx),
    sql<Judged['visits'][number] & { name: string }>`select name, sheet, answers from examination_point where examination_id = ${id} and state = 'visited' order by covert, sort_order`.execute(tx),
  ])
  const papers = reviews.rows.map(({ item, score, reason }): Loss => ({ item, place: null, text: { zh: '资料审查', en: 'Papers' }, points: 100 - score, of: 100, note: reason ?? '' }))
  const lines = visits.rows.flatMap(({ name, sheet, answers }) => sheet.lines.flatMap(({ code, item, text, score: of }): Loss[] => {
    const answer = answers.find(({ line }) => line === code)
    return answer && answer.score !== null && answer.score < of ? [{ item, place: name, text, points: of - answer.score, of, note: answer.note ?? '' }] : []
  }))
  return [...papers, ...lines]
}

/** Examiners see the score always, everyone else once the visits are over. */
export const seesScore = (tx: Tx, row: ExaminationRow): boolean => row.state === 'released' || row.state === 'concluded' || can(tx.work.actor, MANAGE, { region: row.region })

export const findingService: MatterService = {
  // Proved against its own record by rulesOf; the engine reads any.
  rules: findingRules as MatterService['rules'],
  register: findings,
  prepare: async (tx, action, input, before) => {
    if (before !== null && isUrge(action)) await checkUrge(tx, before, action)
    return input
  },
  after: async (tx, action, input, before, after) => {
    if (before !== null && isUrge(action)) await sendPapers(tx, findings.name, action, before, after, input)
  },
  // What was reported waits for somebody to look again.
  asked: (record) => (record.state === 'reported'
    ? [{ kind: 'review', unit: (record as unknown as FindingRecord).office_unit, person: null }]
    : [{ kind: 'do', unit: record.holder_unit, person: record.holder_person }]),
  link: ({ id }) => `/matters/examination-finding/${id}`,
}

export type NewFinding = { readonly title: string; readonly text: string; readonly holder_unit: string; readonly due_on: DateOnly; readonly item: string | null; readonly place: string | null }

async function mustHaveItem(tx: Tx, { evaluation_scheme }: ExaminationRow, item: string): Promise<void> {
  const { items } = await schemeFor(tx, tx.work.today, evaluation_scheme)
  if (!items.some(({ code }) => code === item)) throw new Problem('examination.item', { item })
}

/** Assigns what was found to the unit that puts it right. @throws Problem `row.not-found`, `right.missing`, `examination.unit`, `examination.item` */
export async function assignFinding(tx: Tx, id: string, given: NewFinding): Promise<{ id: string }> {
  const examination = await managed(tx, id, 'drawn', 'released', 'concluded')
  if (given.item !== null) await mustHaveItem(tx, examination, given.item)
  const { rows: [unit] } = await sql<{ region: string }>`select region from org_unit where id = ${given.holder_unit} and closed_at is null`.execute(tx)
  if (!unit || !within(unit.region, examination.region)) throw new Problem('examination.unit')
  const finding: Omit<FindingRecord, 'id' | 'state'> = {
    ...given, region: unit.region, examination_id: id, holder_person: null, late_level: 0, office_unit: await unitOf(tx, FOOD_SAFETY_OFFICE, examination.region),
    source: `${examination.title}发现的问题`, note: null, returned_for: null, reported_on: null, checked_note: null, done_on: null,
  }
  const made = await act(tx, findingService, null, 'open', { finding })
  return { id: made.id }
}

/** A unit objects to the score of an item. @throws Problem `right.missing` (403), `examination.state`, `examination.objected` (409), `examination.item` (422) */
export async function raiseObjection(tx: Tx, id: string, { item, text }: { readonly item: string; readonly text: string }): Promise<{ id: string }> {
  const { actor, today } = tx.work
  const examination = await examinationOf(tx, id, { lock: true })
  mustMay(actor, 'evaluation.work', { region: examination.region, unit: actor.unit })
  mustStand(examination, 'released')
  if (actor.unit === null) throw new Problem('examination.no-unit')
  await mustHaveItem(tx, examination, item)
  const { rows } = await sql`select 1 from examination_objection where examination_id = ${id} and item = ${item} and unit_id = ${actor.unit} and outcome = 'open' and closed_at is null`.execute(tx)
  if (rows.length > 0) throw new Problem('examination.objected')
  const row = await insertRow(tx, objections, { region: examination.region, examination_id: id, item, text, unit_id: actor.unit, person_id: actor.person, raised_on: today, outcome: 'open' })
  return { id: row.id }
}

export type ObjectionAnswer = { readonly outcome: 'upheld' | 'dismissed'; readonly answer: string; readonly score: number | null }

/** @throws Problem `row.not-found` (404), `right.missing` (403), `examination.answered` (409), `examination.upheld-score` (422) */
export async function answerObjection(tx: Tx, id: string, objection: string, { outcome, answer, score }: ObjectionAnswer): Promise<{ id: string }> {
  await managed(tx, id, 'released')
  const row = await getRow(tx, objections, objection, { lock: true }) as ObjectionRow
  if (row.examination_id !== id) throw new Problem('row.not-found')
  if (row.outcome !== 'open') throw new Problem('examination.answered')
  if (outcome === 'upheld' && score === null) throw new Problem('examination.upheld-score')
  await changeRow(tx, objections, row, { outcome, answer, score: outcome === 'upheld' ? score : null, answered_on: tx.work.today, answered_by: tx.work.actor.person })
  return { id: objection }
}

/** Closes the examination with its opinion, once every objection has its answer. */
export async function conclude(tx: Tx, id: string, opinion: string): Promise<{ id: string }> {
  const examination = await managed(tx, id, 'released')
  const { rows: [open] } = await sql<{ count: number }>`select count(*)::int as count from examination_objection where examination_id = ${id} and outcome = 'open' and closed_at is null`.execute(tx)
  if (open!.count > 0) throw new Problem('examination.objections-open', { count: open!.count })
  await changeRow(tx, examinations, examination, { state: 'concluded', opinion, concluded_on: tx.work.today })
  return { id }
}

export async function objectionsOf(tx: Tx, id: string): Promise<readonly ObjectionRow[]> {
  const { rows } = await sql<ObjectionRow>`select ${columnList(objections as never)} from examination_objection where examination_id = ${id} and closed_at is null order by raised_on, id`.execute(tx)
  return rows
}
