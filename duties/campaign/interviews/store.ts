import { sql } from 'kysely'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Problem, problems, type FieldProblem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { addJob } from '../../../platform/jobs/queue.ts'
import { act } from '../../../platform/matter/act.ts'
import type { MatterService, Record_ } from '../../../platform/matter/service.ts'
import { interviewRules, undertakingRules, type InterviewRecord, type UndertakingRecord } from './folds.ts'
import { PRINT_JOB } from './print.ts'
import { interviews, undertakings } from './registers.ts'
import { promisesIn, subjectFaults } from './rules.ts'

problems({
  'interview.promises-open': [409, '还有 {n} 条承诺没有核实，核实后再办结。', '{n} promises were not looked at yet; close it once they were.'],
})

const refuse = (faults: readonly FieldProblem[]): void => {
  if (faults.length > 0) throw new Problem('input.invalid', {}, [...faults])
}

/** The name of who is interviewed. */
export async function subjectOf(tx: Tx, { enterprise, unit }: Pick<InterviewRecord, 'enterprise' | 'unit'>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from enterprise where id = ${enterprise}::uuid union all select name from org_unit where id = ${unit}::uuid`.execute(tx)
  return rows[0]?.name ?? ''
}

async function opened(tx: Tx, input: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
  const subject = input as unknown as Pick<InterviewRecord, 'kind' | 'enterprise' | 'unit' | 'meet_on'>
  const [enterprise, unit] = subject.kind === 'business' ? [subject.enterprise ?? null, null] : [null, subject.unit ?? null]
  refuse([
    ...subjectFaults({ kind: subject.kind, enterprise, unit }),
    ...(subject.meet_on < tx.work.today ? [{ path: 'meet_on', sentence: { zh: '约谈日期不能早于今天。', en: 'It cannot be before today.' } }] : []),
  ])
  return { ...input, enterprise, unit, title: `约谈：${await subjectOf(tx, { enterprise, unit })}`, holder_unit: tx.work.actor.unit }
}

async function mustBeSeen(tx: Tx, id: string): Promise<void> {
  const { rows: [open] } = await sql<{ n: number }>`select count(*)::int as n from undertaking where interview_id = ${id} and state = 'promised' and closed_at is null`.execute(tx)
  if (open!.n > 0) throw new Problem('interview.promises-open', { n: open!.n })
}

const prepare: NonNullable<MatterService['prepare']> = async (tx, action, input, before) => {
  if (before === null) return opened(tx, input)
  if (action === 'postpone' && String(input['meet_on']) < tx.work.today) refuse([{ path: 'meet_on', sentence: { zh: '约谈日期不能早于今天。', en: 'It cannot be before today.' } }])
  if (action === 'hold') {
    const heldOn = input['held_on'] as DateOnly
    refuse([
      ...(heldOn > tx.work.today ? [{ path: 'held_on', sentence: { zh: '还没有到这一天。', en: 'That day has not come.' } }] : []),
      ...promisesIn(input['promises'] as string | null, heldOn).faults,
    ])
  }
  if (action === 'close') await mustBeSeen(tx, before.id)
  return input
}

async function after(tx: Tx, action: string, input: Readonly<Record<string, unknown>>, record: Record_): Promise<void> {
  if (action === 'hold') {
    const { promises } = promisesIn(input['promises'] as string | null, input['held_on'] as DateOnly)
    for (const { text, due_on } of promises) {
      const given: Omit<UndertakingRecord, 'id' | 'state'> = {
        region: record.region, interview_id: record.id, title: `${record.title.replace('约谈：', '')}承诺：${text}`.slice(0, 300), holder_unit: record.holder_unit, holder_person: record.holder_person,
        due_on: due_on as DateOnly, late_level: 0, text, checked: null, checked_on: null,
      }
      await act(tx, undertakingService, null, 'open', { undertaking: given })
    }
  }
  if (action === 'notify' || action === 'hold')
    await addJob(tx, PRINT_JOB, { interview: record.id, paper: action }, { region: record.region, title: record.title, uniqueKey: `${record.id}:${action}:${record.version}` })
}

export const interviewService: MatterService = {
  // Proved against its own record by rulesOf; the engine reads any.
  rules: interviewRules as MatterService['rules'],
  register: interviews,
  prepare,
  after: (tx, action, input, _, record) => after(tx, action, input, record),
  link: ({ id }) => `/matters/interview/${id}`,
}

export const undertakingService: MatterService = {
  rules: undertakingRules as MatterService['rules'],
  register: undertakings,
  link: ({ id }) => `/matters/undertaking/${id}`,
}
