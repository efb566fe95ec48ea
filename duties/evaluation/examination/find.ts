import { sql } from 'kysely'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { can, mustMay } from '../../../platform/identity/actor.ts'
import { columnList } from '../../../platform/register/store.ts'
import { readable } from '../../../platform/register/serve.ts'
import { examinations, EXPERT, experts, examinationStates, MANAGE, reserves, type ExaminationRow, type ExpertRow, type ReserveRow } from './registers.ts'

problems({
  'examination.state': [409, '初评现在是“{state}”，不能这样办理。', 'The examination stands at “{state}”; this cannot be done now.'],
  'examination.not-expert': [403, '您不是本次初评的评审专家。', 'You are no expert of this examination.'],
})

type State = ExaminationRow['state']

/** The examination of an id. `lock` makes two who act on it wait for each other. @throws Problem `row.not-found` (404) */
export const examinationOf = async (tx: Tx, id: string, options: { lock?: boolean } = {}): Promise<ExaminationRow> =>
  await readable(tx, examinations as never, tx.work.actor, id, options) as unknown as ExaminationRow

/** @throws Problem `examination.state` (409) */
export function mustStand(row: ExaminationRow, ...states: readonly State[]): void {
  if (states.includes(row.state)) return
  throw new Problem('examination.state', { state: examinationStates.find(({ code }) => code === row.state)!.label })
}

/** The examination, held, for whoever manages it. @throws Problem `right.missing` (403), `examination.state` (409) */
export async function managed(tx: Tx, id: string, ...states: readonly State[]): Promise<ExaminationRow> {
  const row = await examinationOf(tx, id, { lock: true })
  mustMay(tx.work.actor, MANAGE, { region: row.region })
  mustStand(row, ...states)
  return row
}

export async function expertsOf(tx: Tx, examination: string): Promise<readonly ExpertRow[]> {
  const { rows } = await sql<ExpertRow>`select ${columnList(experts as never)} from examination_expert
    where examination_id = ${examination} and closed_at is null order by team, leader desc, name, id`.execute(tx)
  return rows
}

/** The reserve, in the order of coming. */
export async function reserveOf(tx: Tx, examination: string): Promise<readonly ReserveRow[]> {
  const { rows } = await sql<ReserveRow>`select ${columnList(reserves as never)} from examination_reserve
    where examination_id = ${examination} and closed_at is null order by id`.execute(tx)
  return rows
}

/** The actor as an expert of the examination; undefined where he is none, or lost the right. */
export async function ownExpert(tx: Tx, examination: string): Promise<ExpertRow | undefined> {
  const { actor } = tx.work
  if (actor.person === null || !can(actor, EXPERT)) return undefined
  return (await expertsOf(tx, examination)).find(({ person_id }) => person_id === actor.person)
}

/** @throws Problem `examination.not-expert` (403) */
export async function mustBeExpert(tx: Tx, examination: string): Promise<ExpertRow> {
  const expert = await ownExpert(tx, examination)
  if (!expert) throw new Problem('examination.not-expert')
  return expert
}
