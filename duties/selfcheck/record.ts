import { sql } from 'kysely'
import { loadCalendar } from '../../platform/calendar/load.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem, problems, type FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { attachFiles } from '../../platform/evidence/attach.ts'
import { mustMay } from '../../platform/identity/actor.ts'
import { changeRow, findRow, getRow, insertRow } from '../../platform/register/store.ts'
import type { SelfCheckInput } from './contract.ts'
import type { OnBehalf } from './on-behalf.ts'
import { reckonMonths } from './reckon.ts'
import { forget } from './remind.ts'
import { selfChecks, type SelfCheckRow } from './registers.ts'
import { dueDay, periodOf, selfCheckFaults, type SelfChecked, type SelfCheckRecord } from './rules/self-check.ts'
import type { FormItem } from './shipped/forms.ts'
import { checkedOf, formInForce, placesOf, selfCheckTable, type Place } from './store.ts'
import { formFor, kindChoices, RECORD } from './words.ts'

problems({
  'selfcheck.not-asked': [409, '这个场所还没有纳入系统自查，请联系所在地市场监管部门登记经营日历。', 'The self-checks of these premises are not asked for here yet. Ask the local authority to enter their operating calendar.'],
  'selfcheck.already': [409, '{day} 的{kind}已经有记录；需要改动请在原记录上更正。', 'There is a record for {day} already ({kindEn}). Correct that one if it must change.'],
})

/** Premises, held so that two records sent at once wait for each other. @throws Problem `row.not-found` */
export async function heldPlace(tx: Tx, id: string): Promise<Place> {
  await sql`select id from operating_calendar where premises_id = ${id}::uuid and closed_at is null for update`.execute(tx)
  const [place] = await placesOf(tx, [id])
  if (!place) throw new Problem('row.not-found')
  return place
}

/** Premises of the actor's own. @throws Problem `row.not-found`, `right.missing` */
export async function ownPlace(tx: Tx, id: string): Promise<Place> {
  const place = await heldPlace(tx, id)
  mustMay(tx.work.actor, RECORD, { region: place.region, enterprise: place.enterprise_id })
  return place
}

/** Every item of the form is answered; what is not in order stands among the problems. */
export function answerFaults(items: readonly FormItem[], { answers, problems: found }: Pick<SelfCheckInput, 'answers' | 'problems'>): FieldProblem[] {
  const known = new Set(items.map(({ code }) => code))
  return [
    ...items.filter(({ code }) => answers[code] === undefined).map(({ code, text }): FieldProblem => ({ path: `answers.${code}`, sentence: { zh: `“${text.zh}”还没有填写。`, en: `Not answered yet: ${text.en}.` } })),
    ...Object.keys(answers).filter((code) => !known.has(code)).map((code): FieldProblem => ({ path: `answers.${code}`, sentence: { zh: '表单中没有这一项。', en: 'The form has no such item.' } })),
    ...items.filter(({ code }) => answers[code] === 'bad' && !found.some((one) => one.code === code)).map(({ code, text }): FieldProblem => ({ path: `answers.${code}`, sentence: { zh: `请写明“${text.zh}”的问题和措施。`, en: `Say what was wrong and what was done: ${text.en}.` } })),
  ]
}

const asRecord = ({ kind, on, role, attended, zero_risk, problems: found, decision }: SelfCheckInput): SelfCheckRecord =>
  ({ kind, on: on as DateOnly, role, with: attended, zero_risk, problems: found, decision })

async function faultsOf(tx: Tx, input: SelfCheckInput, of: SelfChecked, items: readonly FormItem[]): Promise<readonly FieldProblem[]> {
  const { calendar } = await loadCalendar(tx)
  const early: FieldProblem[] = of.since !== null && input.on < of.since ? [{ path: 'on', sentence: { zh: `从 ${of.since} 起才需要填写。`, en: `Records are asked for from ${of.since} on.` } }] : []
  return [...early, ...selfCheckFaults(asRecord(input), of, await selfCheckTable(tx, tx.work.today), calendar, tx.work.today), ...answerFaults(items, input)]
}

const refuse = (faults: readonly FieldProblem[]): void => {
  if (faults.length > 0) throw new Problem('input.invalid', {}, [...faults])
}

const content = ({ role, attended, filled_by, zero_risk, answers, problems: found, decision }: SelfCheckInput) => ({
  role, attended, filled_by, zero_risk, answers, problems: found, problem_count: found.length, decision: decision.trim() === '' ? null : decision,
})

/** Keeps a day's, week's or month's record of one's own. @throws as `keepRecord`, and Problem `right.missing` (403) */
export const recordSelfCheck = async (tx: Tx, input: SelfCheckInput): Promise<SelfCheckRow> => keepRecord(tx, await ownPlace(tx, input.premises), input, null)

/**
 * Keeps a record of a place, of the actor's own or on behalf of its people. Sent twice under one id it is kept once; a second one for the same period is refused.
 * @throws Problem `input.invalid` (400) with every fault, `selfcheck.already`, `selfcheck.not-asked` (409)
 */
export async function keepRecord(tx: Tx, place: Place, input: SelfCheckInput, onBehalf: OnBehalf | null): Promise<SelfCheckRow> {
  const before = await findRow(tx, selfChecks, input.id) as SelfCheckRow | undefined
  if (before && before.premises_id !== place.id) throw new Problem('row.not-found')
  if (before) return before
  const { today, actor } = tx.work
  const on = input.on as DateOnly
  const of = checkedOf(place, await selfCheckTable(tx, today))
  if (of === null) throw new Problem('selfcheck.not-asked')
  const form = await formInForce(tx, input.kind, formFor(place.types), on)
  refuse(await faultsOf(tx, input, of, form.items))
  const period = periodOf(input.kind, on)
  const { rows } = await sql`select 1 from self_check where premises_id = ${place.id}::uuid and kind = ${input.kind} and period_from = ${period.from}::date and closed_at is null`.execute(tx)
  const { zh: kind, en: kindEn } = kindChoices.find(({ code }) => code === input.kind)!.label
  if (rows.length > 0) throw new Problem('selfcheck.already', { day: on, kind, kindEn })
  const { calendar } = await loadCalendar(tx)
  const due = dueDay(of.operating, period, calendar) ?? period.until
  const row = await insertRow(tx, selfChecks, {
    region: place.region, premises_id: place.id, enterprise_id: place.enterprise_id, on_day: on, kind: input.kind, period_from: period.from, due_on: due, late: today > due,
    form: form.id, sent_by: actor.person, on_behalf: onBehalf !== null, written_by: onBehalf?.by ?? null, marks: onBehalf?.marks ?? [], ...content(input),
  }, input.id) as SelfCheckRow
  await attachFiles(tx, input.photos, { table: 'self_check', id: row.id, region: place.region, own: place.enterprise_id })
  await reckonMonths(tx, [place], [on, due])
  await forget(tx, place.id)
  return row
}

/** Corrects a record; the one before stays in its versions, with the reason. */
export async function correctSelfCheck(tx: Tx, id: string, version: number, input: Omit<SelfCheckInput, 'id' | 'premises' | 'kind' | 'on'>, reason: string): Promise<SelfCheckRow> {
  const known = await getRow(tx, selfChecks, id) as SelfCheckRow
  const place = await ownPlace(tx, known.premises_id)
  const before = await getRow(tx, selfChecks, id, { lock: true }) as SelfCheckRow
  if (before.version !== version) throw new Problem('row.changed', { version: before.version })
  const of = checkedOf(place, await selfCheckTable(tx, tx.work.today))
  if (of === null) throw new Problem('selfcheck.not-asked')
  const whole: SelfCheckInput = { ...input, id, premises: place.id, kind: before.kind, on: before.on_day }
  const { rows: [form] } = await sql<{ items: readonly FormItem[] }>`select items from self_check_form where id = ${before.form}::uuid`.execute(tx)
  refuse(await faultsOf(tx, whole, of, form!.items))
  tx.work.reason = reason
  const after = await changeRow(tx, selfChecks, before as never, { ...content(whole), corrections: (before.corrections ?? 0) + 1 }) as unknown as SelfCheckRow
  await attachFiles(tx, input.photos, { table: 'self_check', id, region: place.region })
  await reckonMonths(tx, [place], [before.on_day])
  return after
}
