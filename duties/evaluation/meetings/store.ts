import { sql } from 'kysely'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { mustMay, within } from '../../../platform/identity/actor.ts'
import { act } from '../../../platform/matter/act.ts'
import { FOOD_SAFETY_OFFICE } from '../../../platform/matter/escalation.ts'
import type { MatterService } from '../../../platform/matter/service.ts'
import { isUrge } from '../../../platform/matter/urges.ts'
import { readable } from '../../../platform/register/serve.ts'
import { checkUrge, sendPapers } from '../../workplan/index.ts'
import { unitOf } from '../gaps.ts'
import { decisionRules, type DecisionRecord } from './folds.ts'
import { decisions, meetings, type MeetingRow } from './registers.ts'

problems({
  'meeting.cancelled': [409, '会议已取消，不能交办议定事项。', 'The meeting was cancelled; nothing can be assigned from it.'],
  'meeting.unit': [422, '承办单位不存在，或不在会议所在区划内。', 'The unit does not exist, or lies outside the meeting’s region.'],
  'meeting.due': [422, '期限 {due} 早于会议日期 {day}，请核对：事项是会上议定的，期限不会在会前。', 'The due date {due} lies before the meeting of {day}. Correct it: nothing that a meeting decides is due before the meeting.'],
})

export const decisionService: MatterService = {
  // Proved against its own record by rulesOf; the engine reads any.
  rules: decisionRules as MatterService['rules'],
  register: decisions,
  prepare: async (tx, action, input, before) => {
    if (before !== null && isUrge(action)) await checkUrge(tx, before, action)
    return input
  },
  after: async (tx, action, input, before, after) => {
    if (before !== null && isUrge(action)) await sendPapers(tx, decisions.name, action, before, after, input)
  },
  // What was reported waits for the office to close it.
  asked: (record) => (record.state === 'reported'
    ? [{ kind: 'review', unit: (record as unknown as DecisionRecord).office_unit, person: null }]
    : [{ kind: 'do', unit: record.holder_unit, person: record.holder_person }]),
  link: ({ id }) => `/matters/meeting-decision/${id}`,
}

export type NewDecision = { readonly title: string; readonly text: string; readonly holder_unit: string; readonly due_on: DateOnly }

/**
 * Assigns what a meeting decided. The matter stands where its holder sees it: in the unit's region, if that lies in the meeting's.
 * A due date that is past already is taken, as minutes are often entered weeks later; one before the meeting is a slip.
 * @throws Problem `row.not-found` (404), `right.missing` (403), `meeting.cancelled` (409), `meeting.due`, `meeting.unit` (422)
 */
export async function assignDecision(tx: Tx, meeting: string, given: NewDecision): Promise<{ id: string }> {
  const { actor, city } = tx.work
  const row = await readable(tx, meetings as never, actor, meeting, { lock: true }) as unknown as MeetingRow
  mustMay(actor, 'evaluation.manage', { region: row.region })
  if (row.closed_at !== null) throw new Problem('row.closed')
  if (row.state === 'cancelled') throw new Problem('meeting.cancelled')
  if (given.due_on < row.day) throw new Problem('meeting.due', { due: given.due_on, day: row.day })
  const { rows: [unit] } = await sql<{ region: string }>`select region from org_unit where id = ${given.holder_unit} and closed_at is null`.execute(tx)
  if (!unit || !within(unit.region, row.region)) throw new Problem('meeting.unit')
  const decision: Omit<DecisionRecord, 'id' | 'state'> = {
    region: unit.region, meeting_id: row.id, title: given.title, text: given.text, holder_unit: given.holder_unit, holder_person: null, due_on: given.due_on,
    late_level: 0, office_unit: await unitOf(tx, FOOD_SAFETY_OFFICE, row.region) ?? await unitOf(tx, FOOD_SAFETY_OFFICE, city),
    source: `${row.title}议定事项`, note: null, returned_for: null, reported_on: null, done_on: null,
  }
  const { id } = await act(tx, decisionService, null, 'open', { decision })
  return { id }
}
