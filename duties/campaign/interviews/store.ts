import { sql } from 'kysely'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Problem, problems, type FieldProblem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { writtenDate } from '../../../platform/documents/official.ts'
import { notify } from '../../../platform/events/notifications.ts'
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

/** People of who is interviewed: of the business, or the leader of the unit (where it has none, all of it). */
async function tell(tx: Tx, { enterprise, unit }: Pick<InterviewRecord, 'enterprise' | 'unit'>, title: Bilingual, link: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`select p.id from person p left join org_unit u on u.id = p.unit_id where p.closed_at is null
    and (p.enterprise_id = ${enterprise}::uuid or (p.unit_id = ${unit}::uuid and (u.leader_id is null or u.leader_id = p.id))) order by p.id limit 50`.execute(tx)
  await notify(tx, rows.map(({ id }) => ({ person: id, kind: 'campaign.interview', title, link })))
}

async function after(tx: Tx, action: string, input: Readonly<Record<string, unknown>>, before: string | null, record: Record_): Promise<void> {
  const subject = record as unknown as InterviewRecord
  if (action === 'notify') await tell(tx, subject, { zh: `责任约谈通知：${writtenDate(subject.meet_on)}${subject.time}，${subject.place}`, en: `You are asked to an interview: ${subject.meet_on} ${subject.time}, ${subject.place}` }, interviewService.link(record))
  if (action === 'postpone' && before === 'notified') await tell(tx, subject, { zh: `责任约谈改期：${writtenDate(subject.meet_on)}${subject.time}，另行通知`, en: `The interview is put off to ${subject.meet_on} ${subject.time}; a new letter follows` }, interviewService.link(record))
  if (action === 'hold') {
    const { promises } = promisesIn(input['promises'] as string | null, input['held_on'] as DateOnly)
    for (const { text, due_on } of promises) {
      const given: Omit<UndertakingRecord, 'id' | 'state'> = {
        region: record.region, interview_id: record.id, title: `${record.title.replace('约谈：', '')}承诺：${text}`.slice(0, 300), holder_unit: record.holder_unit, holder_person: record.holder_person,
        due_on: due_on as DateOnly, late_level: 0, enterprise: subject.enterprise, text, checked: null, checked_on: null,
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
  after: (tx, action, input, before, record) => after(tx, action, input, before?.state ?? null, record),
  link: ({ id }) => `/matters/interview/${id}`,
}

export const undertakingService: MatterService = {
  rules: undertakingRules as MatterService['rules'],
  register: undertakings,
  after: async (tx, action, input, _, record) => {
    if (action !== 'remind') return
    const { rows: [of] } = await sql<Pick<InterviewRecord, 'enterprise' | 'unit'>>`select enterprise, unit from interview where id = ${String(record['interview_id'])}`.execute(tx)
    const note = typeof input['note'] === 'string' && input['note'] !== '' ? input['note'] : null
    await tell(tx, of!, { zh: `提示：${record.title}（期限 ${record.due_on}）${note ? `：${note}` : ''}`, en: `Reminder: ${record.title} (due ${record.due_on})${note ? `: ${note}` : ''}` }, undertakingService.link(record))
  },
  link: ({ id }) => `/matters/undertaking/${id}`,
}
