import { sql } from 'kysely'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { notify } from '../../../platform/events/notifications.ts'
import { can } from '../../../platform/identity/actor.ts'
import { changeRow, insertRow, type AnyRow } from '../../../platform/register/store.ts'
import { readable } from '../../../platform/register/serve.ts'
import { mustManage } from '../access.ts'
import { peopleOf } from '../people.ts'
import { schemeFor } from '../state.ts'
import type { RemindAnswer } from './contract.ts'
import { missingPapers } from './missing.ts'
import { papers, reminders, type PaperRow } from './registers.ts'

problems({
  'evidence.not-late': [409, '报送期限（{due}）未到，不能催报。', 'Papers are not due before {due}; nobody can be reminded yet.'],
  'evidence.not-yours': [403, '只能修改本单位报送的材料。', 'Only papers that your own unit supplied may be changed.'],
  'evidence.no-file': [409, '材料还没有文件，不能通过。', 'The paper has no file yet, so it cannot be accepted.'],
})

/** What the program adds to a paper that is supplied: by whom and when; a changed one is reviewed anew. @throws Problem `input.invalid` (400) where the scheme asks for no such paper */
export async function completePaper(tx: Tx, values: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
  const { actor, now, today } = tx.work
  const item = (await schemeFor(tx, today)).items.find(({ code }) => code === values['item'])
  if (!item) throw new Problem('input.invalid', {}, [{ path: 'item', sentence: { zh: '现行评价细则中没有这项指标。', en: 'The scheme in force has no such item.' } }])
  if (!item.papers.some(({ zh }) => zh === values['paper'])) {
    const asked = item.papers
    throw new Problem('input.invalid', {}, [{ path: 'paper', sentence: { zh: `该指标要求的材料是：${asked.map(({ zh }) => zh).join('、')}。`, en: `This item asks for: ${asked.map(({ zh, en }) => `${zh} (${en})`).join('; ')}.` } }])
  }
  const unit = (values['unit_id'] as string | null | undefined) ?? actor.unit
  if (values['id'] !== undefined && actor.person !== null && unit !== actor.unit && !can(actor, 'evaluation.manage', { region: String(values['region']) })) throw new Problem('evidence.not-yours')
  return { unit_id: unit, person_id: actor.person, supplied_at: now, review: 'waiting', review_note: null, reviewed_by: null, reviewed_on: null }
}

export type Review = { readonly version: number; readonly review: 'accepted' | 'returned'; readonly note: string | null }

/** The reviewer's word on a paper. @throws Problem `row.not-found` (404), `right.missing` (403), `row.changed`, `evidence.no-file` (409) */
export async function reviewPaper(tx: Tx, id: string, { version, review, note }: Review): Promise<AnyRow> {
  const { actor, today } = tx.work
  const before = await readable(tx, papers as never, actor, id, { lock: true })
  mustManage(actor, before.region)
  if (before.closed_at !== null) throw new Problem('row.closed')
  if (before.version !== version) throw new Problem('row.changed', { version: before.version })
  const { rows } = await sql`select 1 from file where about_table = 'evaluation_paper' and about_id = ${id} and removed_at is null limit 1`.execute(tx)
  if (review === 'accepted' && rows.length === 0) throw new Problem('evidence.no-file')
  return await changeRow(tx, papers, before as unknown as PaperRow, { review, review_note: note, reviewed_by: actor.person, reviewed_on: today }) as unknown as AnyRow
}

/**
 * Reminds every department, or one, of what it owes, once a day each: its people are told, and the reminder is kept.
 * @throws Problem `evidence.not-late` (409) before papers are due
 */
export async function remindLate(tx: Tx, { region, year, unit }: { readonly region: string; readonly year: number; readonly unit?: string | undefined }): Promise<RemindAnswer> {
  const { actor, today } = tx.work
  // Two who press at once: the second waits here, and finds everybody reminded.
  await sql`select pg_advisory_xact_lock(hashtext(${`paper_reminder ${tx.work.city}`}))`.execute(tx)
  const { units: all, late, dueOn } = await missingPapers(tx, region, year)
  const units = unit === undefined ? all : all.filter(({ id }) => id === unit)
  if (!late) throw new Problem('evidence.not-late', { due: dueOn })
  const owing = units.flatMap((unit) => (unit.id === null ? [] : [{ ...unit, id: unit.id }]))
  const people = await peopleOf(tx, owing.map(({ id }) => id))
  const answer = { reminded: 0, told: 0, already: 0, unreachable: units.flatMap(({ id, papers: of }) => (id === null ? [...new Set(of.map(({ item }) => item))] : [])) }
  for (const { id, name, papers: owed, remindedOn } of owing) {
    if (remindedOn === today) {
      answer.already++
      continue
    }
    const whom = people.get(id) ?? []
    if (whom.length === 0) answer.unreachable.push(name)
    await insertRow(tx, reminders, {
      region, title: `${year}年佐证材料催报：${name}`, unit_id: id, reminded_on: today, year, missing: owed.length, told: whom.length,
      papers: owed.map(({ item, paper, region: where }) => ({ item, paper: paper.zh, region: where })), person_id: actor.person,
    })
    const title = { zh: `请报送${year}年佐证材料${owed.length}份（应于${dueOn}前报送）`, en: `${owed.length} papers of ${year} are missing (due ${dueOn})` }
    await notify(tx, whom.map((person) => ({ person, kind: 'evidence.missing', title, link: `/evidence?unit=${id}` })))
    answer.reminded++
    answer.told += whom.length
  }
  return answer
}
