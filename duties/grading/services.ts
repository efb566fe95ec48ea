import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem, type FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { can } from '../../platform/identity/actor.ts'
import { act } from '../../platform/matter/act.ts'
import type { MatterService, Record_ } from '../../platform/matter/service.ts'
import { gradeChangeRules, type OpenedChange } from './folds.ts'
import { gradeChanges, WORK, type GradeChangeRow } from './registers.ts'
import { regradeThese } from './regrade.ts'
import { causes, type Cause } from './rules/causes.ts'

const asChange = (record: Record_): GradeChangeRow => record as unknown as GradeChangeRow

export const gradeChangeService: MatterService = {
  // Proved against its own record by rulesOf; the engine reads any.
  rules: gradeChangeRules as MatterService['rules'],
  register: gradeChanges,
  // What was confirmed or taken back bears on the grade at once.
  after: async (tx, action, _input, _before, after) => {
    if (action === 'confirm' || action === 'revoke') await regradeThese(tx, [asChange(after).premises_id])
  },
  asked: (record) => [{ kind: 'decide', unit: record.holder_unit, person: null }],
  link: ({ id }) => `/matters/grade-change/${id}`,
}
export const gradingMatters: readonly MatterService[] = [gradeChangeService]

/** Working days in which a proposal is to be decided: the program's, no law says. */
const DECIDE_DAYS = 10

export type Proposal = { readonly premises_id: string; readonly cause: Cause; readonly happened_on: DateOnly; readonly until: DateOnly | null; readonly facts: string; readonly paper: string | null }

/** Proposes to raise or lower a grade, or records a penalty: the county's market bureau decides. @throws Problem `input.invalid` (400) with every fault */
export async function proposeChange(tx: Tx, { premises_id, cause, happened_on, until, facts, paper }: Proposal): Promise<Record_> {
  const { actor, today, city } = tx.work
  const { rows: [place] } = await sql<{ enterprise_id: string; region: string; name: string; graded: boolean }>`select p.enterprise_id, p.region, p.name, exists (select from premises_grade g where g.premises_id = p.id) as graded
    from premises p where p.id = ${premises_id} and p.closed_at is null`.execute(tx)
  const faults: FieldProblem[] = []
  const fault = (path: string, zh: string, en: string): void => { faults.push({ path, sentence: { zh, en } }) }
  if (!place || !can(actor, WORK, { region: place.region })) fault('premises_id', '所选场所不存在，或不在您的管辖范围内。', 'The place does not exist or is outside your area.')
  else if (!place.graded) fault('premises_id', '该场所不评风险等级。', 'This place is not graded.')
  if (happened_on > today) fault('happened_on', '发生日期不能晚于今天。', 'It cannot have happened after today.')
  if (until !== null && until < happened_on) fault('until', '有效期不能早于发生日期。', 'It cannot end before it happened.')
  if (faults.length > 0 || !place) throw new Problem('input.invalid', {}, faults)
  const { rows: [bureau] } = await sql<{ id: string }>`select id from org_unit where function = 'market' and region in (${place.region.slice(0, 6)}, ${city}) and closed_at is null
    order by region = ${city}, sort_order, id limit 1`.execute(tx)
  const { calendar } = await loadCalendar(tx)
  const what = causes.find(({ code }) => code === cause)!
  const change: OpenedChange & { premises_id: string; enterprise_id: string } = {
    region: place.region, premises_id, enterprise_id: place.enterprise_id, title: `${{ raise: '上调', lower: '下调', note: '记录' }[what.direction]}风险等级：${place.name}`,
    holder_unit: bureau?.id ?? actor.unit, holder_person: null, due_on: calendar.workingDaysFrom(today, DECIDE_DAYS), late_level: 0, cause, happened_on, until, facts, paper, decided_on: null, decided_note: null,
  }
  return act(tx, gradeChangeService, null, 'open', { change })
}
