import { sql, type RawBuilder } from 'kysely'
import { Problem, problems, type FieldProblem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { can } from '../../../platform/identity/actor.ts'
import { changeRow, getRow } from '../../../platform/register/store.ts'
import type { Answer, PointState, Visit } from './contract.ts'
import { hashOf } from '../../../platform/core/draw.ts'
import { examinationOf, mustBeExpert, mustStand } from './find.ts'
import { MANAGE, points, type PointRow } from './registers.ts'
import { answerFaults } from './sheets.ts'

problems({
  'examination.too-early': [409, '检查从 {day} 开始。', 'Visits begin on {day}.'],
})

const columns = sql.raw('id, version, name, kind, area, team, state, sheet, answers, note, visited_on')
type Read = Omit<Visit, 'covert'>

const of = (rows: readonly Read[], covert: boolean): Visit[] => rows.map((row) => ({ ...row, covert }))
const inMembers = (person: string | null): RawBuilder<boolean> => sql<boolean>`${person}::uuid = any(members)`

/**
 * The points that the actor visits: open and covert ones of his own. Who manages sees the open ones of all; a covert one is told to
 * nobody outside its group, whatever his rights, until it is released.
 */
export async function visitsOf(tx: Tx, id: string): Promise<readonly Visit[]> {
  const examination = await examinationOf(tx, id)
  const { actor } = tx.work
  const manages = can(actor, MANAGE, { region: examination.region })
  if (!manages) await mustBeExpert(tx, id)
  const order = sql`order by team, area, sort_order`
  const open = await sql<Read & { covert: boolean }>`select ${columns}, covert from examination_point where examination_id = ${id} and (${manages}::boolean or ${inMembers(actor.person)}) ${order}`.execute(tx)
  if (examination.state !== 'drawn') return open.rows
  const covert = await sql<Read>`select ${columns} from examination_covert where examination_id = ${id} and ${inMembers(actor.person)} ${order}`.execute(tx)
  return [...open.rows, ...of(covert.rows, true)]
}

/** @throws Problem `row.not-found` (404), also of a covert point of another group */
export async function visitOf(tx: Tx, id: string, point: string): Promise<Visit> {
  const found = (await visitsOf(tx, id)).find((one) => one.id === point)
  if (!found) throw new Problem('row.not-found')
  return found
}

export type Recorded = { readonly version: number; readonly answers: readonly Answer[]; readonly note: string | null; readonly done: boolean }

const sentences = {
  line: { zh: '检查表没有这一项。', en: 'The check sheet has no such line.' },
  twice: { zh: '同一项填了两次。', en: 'The same line is given twice.' },
  score: { zh: '得分超出该项分值。', en: 'The score is beyond the points of the line.' },
  reason: { zh: '扣分须写明理由。', en: 'Say why points were taken.' },
  missing: { zh: '还没有填写这一项。', en: 'This line has not been filled in.' },
} as const

function mustFit(visit: Visit, { answers, done }: Recorded): void {
  const faults = answerFaults(visit.sheet, answers, done).map(({ path, fault }): FieldProblem => ({ path, sentence: sentences[fault] }))
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
}

/**
 * Keeps what a visit found; only by who visits the point. What was said of a covert one is told by no audit entry but as a hash.
 * @throws Problem `examination.not-expert` (403), `row.not-found` (404), `row.changed`, `examination.state`, `examination.too-early` (409), `input.invalid` (400)
 */
export async function recordVisit(tx: Tx, id: string, point: string, given: Recorded): Promise<Visit> {
  const examination = await examinationOf(tx, id)
  mustStand(examination, 'drawn')
  await mustBeExpert(tx, id)
  const { today, now, actor } = tx.work
  if (today < examination.starts_on) throw new Problem('examination.too-early', { day: examination.starts_on })
  const visit = await visitOf(tx, id, point)
  const state: PointState = given.done ? 'visited' : 'waiting'
  mustFit(visit, given)
  if (visit.version !== given.version) throw new Problem('row.changed', { version: visit.version })
  const said = { answers: given.answers, note: given.note, state, visited_on: given.done ? today : null, visited_by: actor.person }
  if (!visit.covert) {
    const row = await getRow(tx, points, point, { lock: true })
    if (!row.members.includes(actor.person!)) throw new Problem('row.not-found')
    await changeRow(tx, points, row as PointRow, said)
    return visitOf(tx, id, point)
  }
  const { numAffectedRows } = await sql`update examination_covert set answers = ${JSON.stringify(said.answers)}::jsonb, note = ${said.note}, state = ${state}, visited_on = ${said.visited_on},
    visited_by = ${actor.person}, version = version + 1, updated_at = ${now} where id = ${point} and version = ${given.version} and ${inMembers(actor.person)}`.execute(tx)
  if (numAffectedRows !== 1n) throw new Problem('row.changed')
  tx.work.changes.push({ table: 'examination_covert', row: point, before: given.version, after: given.version + 1, diff: { said: [null, hashOf(said)] } })
  return visitOf(tx, id, point)
}
