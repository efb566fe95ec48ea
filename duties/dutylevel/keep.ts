import { sql, type RawBuilder } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import { quarterOf } from '../../platform/core/periods.ts'
import type { Calendar } from '../../platform/calendar/calendar.ts'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { due, type Limit } from '../../platform/calendar/limits.ts'
import type { Tx } from '../../platform/database/database.ts'
import { Interrupted, type JobContext, type JobDeclaration } from '../../platform/jobs/declare.ts'
import { act, getMatter } from '../../platform/matter/act.ts'
import { openingOf, writeMatters } from '../../platform/matter/bulk.ts'
import { EVERY_DAY, type Operating } from '../registry/index.ts'
import { operatingOf } from '../selfcheck/index.ts'
import type { LedgerChange } from './registers.ts'
import type { Binding, DutyLevel, DutyTable } from './rules/duty-level.ts'
import { quarterDuty, type QuarterDuty } from './rules/duty-visits.ts'
import { dutyBindingService, dutyVisitService } from './services.ts'
import { entryFor, foodOffice, taskFor, type Tasking } from './store.ts'
import { dutyTable } from './tables.ts'

/** Rows of one transaction. */
const TOGETHER = 500

type Ending = { id: string; why: LedgerChange; since: DateOnly | null }

/**
 * Bindings that no longer hold, and why: what happened to the premises in the registry, or to the cadre. The office is told by the
 * registry itself: this runs a second after the row was written there.
 */
async function endings(tx: Tx): Promise<readonly Ending[]> {
  const { rows } = await sql<Ending>`select b.id, p.status_since as since,
      case when p.closed_at is not null or p.status = 'closed' then 'closed' when p.status = 'suspended' then 'suspended' when not p.in_ledger or p.duty_level is null then 'removed'
        when p.duty_level <> b.level then 'level_changed' when c.id is not null and not starts_with(p.region, shian.prefix_of(c.region)) then 'moved' else 'cadre_left' end as why
    from duty_binding b join premises p on p.id = b.premises_id left join cadre c on c.id = b.cadre
    where b.state <> 'ended' and b.closed_at is null and (p.closed_at is not null or p.status in ('closed', 'suspended') or not p.in_ledger or p.duty_level is distinct from b.level
      or c.closed_at is not null or c.left_on <= ${tx.work.today}::date or not starts_with(p.region, shian.prefix_of(c.region)))
    order by b.id limit ${TOGETHER}`.execute(tx)
  return rows
}

/** @source row `duty.tell-change` of the dated limits: working days from the change */
const toldLate = (changedOn: DateOnly, toldOn: DateOnly, limits: readonly Limit[], calendar: Calendar): boolean => toldOn > due(limits, 'duty.tell-change', changedOn, calendar).on

async function endThem(tx: Tx): Promise<number> {
  const found = await endings(tx)
  const { limits, calendar } = await loadCalendar(tx)
  const { today } = tx.work
  for (const { id, why, since } of found) {
    const changedOn = why === 'closed' || why === 'suspended' ? since : today
    const input = { ended_for: why, ended_on: today, changed_on: changedOn, told_late: changedOn !== null && toldLate(changedOn, today, limits, calendar) }
    await act(tx, dutyBindingService, await getMatter(tx, dutyBindingService, id), 'end', input)
  }
  return found.length
}

type Entering = { id: string; region: string; name: string; level: DutyLevel; since: DateOnly | null; before: LedgerChange | null }

/** Ledger premises that trade and have no row in the ledger: they wait for a cadre, told of by the registry. */
async function enterThem(tx: Tx): Promise<number> {
  const { rows } = await sql<Entering>`select p.id, p.region, p.name, p.duty_level as level, p.status_since as since,
      (select b.ended_for from duty_binding b where b.premises_id = p.id and b.state = 'ended' order by b.ended_on desc, b.id desc limit 1) as before
    from premises p where p.in_ledger and p.duty_level is not null and p.status in ('open', 'reopened') and p.closed_at is null
      and not exists (select 1 from duty_binding b where b.premises_id = p.id and b.state <> 'ended' and b.closed_at is null)
    order by p.region, p.id limit ${TOGETHER}`.execute(tx)
  if (rows.length === 0) return 0
  const { limits, calendar } = await loadCalendar(tx)
  const offices = new Map<string, string | null>()
  const office = async (region: string): Promise<string | null> => {
    const county = region.slice(0, 6)
    if (!offices.has(county)) offices.set(county, await foodOffice(tx, region))
    return offices.get(county)!
  }
  const dueOn = due(limits, 'duty.rebind', tx.work.today, calendar).on
  const openings = []
  for (const row of rows) {
    const change: LedgerChange = row.before === null || row.before === 'removed' ? 'entered' : row.before === 'closed' || row.before === 'suspended' ? 'reopened' : row.before
    const changedOn = (change === 'reopened' ? row.since : null) ?? tx.work.today
    const late = toldLate(changedOn, tx.work.today, limits, calendar)
    openings.push(openingOf(tx, { binding: entryFor(row, await office(row.region), change, changedOn, tx.work.today, dueOn, late) }))
  }
  await writeMatters(tx, dutyBindingService, openings)
  return rows.length
}

/** Who records for a cadre without an account: the township of the place, else the food safety office above it. */
const officeOf = (row: 'b' | 'v'): RawBuilder<unknown> => sql`(select u.id from org_unit u where u.function in ('township_government', 'fso') and u.closed_at is null
  and starts_with(${sql.ref(`${row}.region`)}, shian.prefix_of(u.region)) order by length(shian.prefix_of(u.region)) desc, u.sort_order, u.id limit 1)`

type Bound = Tasking & { readonly bound_on: DateOnly }

/** What a quarter owes, reckoned once for all that were bound on the same day at the same level and have told no days of their own. */
export function quarterReckoner(table: DutyTable, calendar: Calendar, today: DateOnly): (level: DutyLevel, boundOn: DateOnly, operating?: Operating) => QuarterDuty {
  const { from } = quarterOf(today)
  const known = new Map<string, QuarterDuty>()
  return (level, boundOn, operating) => {
    const begun = boundOn < from ? from : boundOn
    const key = `${level} ${begun}`
    const binding: Binding = { id: '', premises: '', cadre: '', level, from: begun, to: null, promised_on: null }
    if (operating) return quarterDuty(binding, [], operating, table, calendar, today)
    const duty = known.get(key) ?? quarterDuty(binding, [], EVERY_DAY, table, calendar, today)
    known.set(key, duty)
    return duty
  }
}

type Held = { kind: 'binding' | 'visit'; id: string; person: string | null; unit: string | null }

/** Bindings and open tasks of a cadre whose account was opened or changed since. */
async function holdThem(tx: Tx): Promise<number> {
  const { rows } = await sql<Held>`select 'binding' as kind, b.id, c.person, null::uuid as unit from duty_binding b join cadre c on c.id = b.cadre
      where b.state = 'bound' and b.closed_at is null and b.holder_person is distinct from c.person
    union all select 'visit', v.id, c.person, case when c.person is null then ${officeOf('v')} end from duty_visit v join cadre c on c.id = v.cadre
      where v.state = 'due' and v.closed_at is null and v.holder_person is distinct from c.person
    order by 2 limit ${TOGETHER}`.execute(tx)
  for (const { kind, id, person, unit } of rows) {
    const service = kind === 'binding' ? dutyBindingService : dutyVisitService
    await act(tx, service, await getMatter(tx, service, id), 'hold', { person, unit })
  }
  return rows.length
}

/** The last row of a page (null: there was none), and what was done with its rows. */
type Walked = { readonly last: string | null; readonly done: number }

/** The tasks that this quarter owes and that are not there yet, of the bindings asked for. */
async function taskThose(tx: Tx, which: RawBuilder<unknown>): Promise<Walked> {
  const { today } = tx.work
  const quarter = quarterOf(today).from
  const { rows } = await sql<Bound>`select b.id as binding, b.premises_id as premises, b.region, p.name, b.level, b.cadre, c.person, b.bound_on,
      case when c.person is null then ${officeOf('b')} end as unit
    from duty_binding b join premises p on p.id = b.premises_id join cadre c on c.id = b.cadre
    where b.state = 'bound' and b.closed_at is null and ${which}
      and not exists (select 1 from duty_visit v where v.binding = b.id and v.quarter_from = ${quarter}::date and not v.extra and v.state <> 'dropped')
    order by b.id limit ${TOGETHER}`.execute(tx)
  const [table, { calendar }, operating] = [await dutyTable(tx, today), await loadCalendar(tx), await operatingOf(tx, rows.map(({ premises }) => premises))]
  const owed = quarterReckoner(table, calendar, today)
  const openings = rows.flatMap((row) => {
    const { owed: times, dueOn } = owed(row.level, row.bound_on, operating.get(row.premises))
    return Array.from({ length: times }, () => openingOf(tx, { visit: taskFor(row, quarter, dueOn!) }))
  })
  await writeMatters(tx, dutyVisitService, openings)
  return { last: rows.at(-1)?.binding ?? null, done: openings.length }
}
const taskThem = (tx: Tx, after: string): Promise<Walked> => taskThose(tx, sql`b.id > ${after}::uuid`)
/** The same of one binding at once: a visit may come before the night's job. */
export const taskBinding = (tx: Tx, binding: string): Promise<Walked> => taskThose(tx, sql`b.id = ${binding}::uuid`)
/** The same of a cadre to whom premises were bound just now. */
export const taskCadre = (tx: Tx, cadre: string): Promise<Walked> => taskThose(tx, sql`b.cadre = ${cadre}::uuid`)

type Open = { readonly id: string; readonly premises: string; readonly level: DutyLevel; readonly bound_on: DateOnly; readonly due_on: DateOnly }

/**
 * Open tasks of premises that have told on which days they work: a quarter in which they hardly work owes nothing, another is due on
 * the last day worked. What is late already stays; a last day that is over by now is none to move to.
 */
async function moveThem(tx: Tx, after: string): Promise<Walked> {
  const { today } = tx.work
  const { rows } = await sql<Open>`select v.id, v.premises_id as premises, v.level, b.bound_on, v.due_on from duty_visit v join duty_binding b on b.id = v.binding
    where v.state = 'due' and not v.extra and v.closed_at is null and v.quarter_from = ${quarterOf(today).from}::date and v.due_on >= ${today}::date and v.id > ${after}::uuid
      and v.premises_id in (select premises_id from operating_calendar where closed_at is null union select premises_id from operating_exception where closed_at is null)
    order by v.id limit ${TOGETHER}`.execute(tx)
  const [table, { calendar }, operating] = [await dutyTable(tx, today), await loadCalendar(tx), await operatingOf(tx, rows.map(({ premises }) => premises))]
  const owed = quarterReckoner(table, calendar, today)
  let moved = 0
  for (const row of rows) {
    const { dueOn, why } = owed(row.level, row.bound_on, operating.get(row.premises))
    if (dueOn === row.due_on || (dueOn !== null && dueOn < today)) continue
    const task = await getMatter(tx, dutyVisitService, row.id)
    await (dueOn === null ? act(tx, dutyVisitService, task, 'drop', { dropped_for: why!.zh }) : act(tx, dutyVisitService, task, 'move', { due_on: dueOn }))
    moved++
  }
  return { last: rows.at(-1)?.id ?? null, done: moved }
}

async function repeat({ write, stopping }: JobContext, step: (tx: Tx) => Promise<number>): Promise<number> {
  let all = 0
  for (;;) {
    if (stopping()) throw new Interrupted()
    const done = await write(step)
    all += done
    if (done < TOGETHER) return all
  }
}

/** Goes through rows in the order of their ids, a page a transaction. @returns what was done in all */
async function walk({ write, stopping }: JobContext, step: (tx: Tx, after: string) => Promise<Walked>): Promise<number> {
  let [all, after] = [0, '00000000-0000-0000-0000-000000000000']
  for (;;) {
    if (stopping()) throw new Interrupted()
    const { last, done } = await write((tx) => step(tx, after))
    all += done
    if (last === null) return all
    after = last
  }
}

/** Ends what no longer holds, enters what should, and makes the quarter's tasks: a second after whoever changed what, and each night. */
export async function keepLedger(context: JobContext): Promise<{ readonly ended: number; readonly entered: number; readonly tasks: number }> {
  const ended = await repeat(context, endThem)
  const entered = await repeat(context, enterThem)
  await repeat(context, holdThem)
  const tasks = await walk(context, taskThem)
  await walk(context, moveThem)
  return { ended, entered, tasks }
}

export const keepJob: JobDeclaration = {
  kind: 'duty.keep',
  title: { zh: '包保台账：解除、待绑定、季度督导任务', en: 'Duty ledger: endings, what waits for a cadre, the quarter’s visits' },
  run: keepLedger,
  schedule: '15 0 * * *',
  follows: ['premises', 'cadre', 'duty_binding', 'operating_calendar', 'operating_exception'],
}
