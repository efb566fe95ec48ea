import { sql } from 'kysely'
import { loadCalendar } from '../../platform/calendar/load.ts'
import type { Tx } from '../../platform/database/database.ts'
import { Interrupted, type JobDeclaration } from '../../platform/jobs/declare.ts'
import { act, clocksOf, getMatter } from '../../platform/matter/act.ts'
import { firstDue } from '../../platform/matter/clocks.ts'
import { LADDER_SETTING, nextRung, type Level } from '../../platform/matter/escalation.ts'
import type { MatterService, Record_ } from '../../platform/matter/service.ts'
import { urgeOf } from '../../platform/matter/urges.ts'
import { lettersOfTheNight } from './night-letters.ts'
import { workplanMatters } from './services.ts'
import { planSetting } from './settings.ts'

type Candidate = { readonly matter: string; readonly matter_id: string }

/** Matters of these kinds whose due date is past and whose clock runs, oldest first. */
async function lateMatters(tx: Tx, kinds: readonly string[], clocks: readonly string[]): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`select matter, matter_id from matter_clock
    where stopped_on is null and paused_on is null and due_on < ${tx.work.today} and clock = any(${[...clocks]}::text[])
      and matter = any(${[...kinds]}::text[]) group by matter, matter_id order by min(due_on), matter_id`.execute(tx)
  return rows
}

/** Climbs the rung that is due today, if one is. @returns whether it did */
async function climbOne(tx: Tx, service: MatterService, id: string, { clocks: names, holds }: Urging): Promise<boolean> {
  const record = await getMatter(tx, service, id)
  const [clocks, { calendar }, ladder] = await Promise.all([clocksOf(tx, id), loadCalendar(tx), ladderOf(tx)])
  const clock = firstDue(clocks.filter((one) => names.includes(one.clock)))
  if (!clock || !(await holds(record, tx))) return false
  if (await urgedToday(tx, id)) return false
  const rung = nextRung({ clock, level: (record.late_level ?? 0) as Level }, tx.work.today, calendar, ladder) // checked 0 to 4 by the table
  if (!rung) return false
  await act(tx, service, record, urgeOf(rung.level), {})
  return true
}

/** The ladder of urging as the city has it. */
export const ladderOf = (tx: Tx) => planSetting(tx, LADDER_SETTING)

/** Which clocks are looked at, and whether somebody holds a matter who can be urged today; `letters`: where the work comes from, in the letters that collect what has climbed. */
export type Urging = { readonly clocks: readonly string[]; readonly holds: (record: Record_, tx: Tx) => boolean | Promise<boolean>; readonly letters?: string }

// A shared task for which nobody collects yet has nobody to urge; its units' parts are urged one by one.
const byUnit: Urging = { clocks: ['due'], holds: ({ holder_unit }) => holder_unit !== null }

/** One rung a day: the job may run again on the same day, and a person may have urged by hand. */
async function urgedToday(tx: Tx, id: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from matter_action where matter_id = ${id} and action in ('remind', 'supervise', 'interview', 'criticise')
    and (at at time zone 'Asia/Shanghai')::date = ${tx.work.today}::date limit 1`.execute(tx)
  return rows.length > 0
}

/** 催办: each working day every late matter of these kinds climbs the rung that is due, with its papers. Harmless to repeat. */
export const escalateJobOf = (declared: Pick<JobDeclaration, 'kind' | 'title' | 'schedule'>, matters: readonly MatterService[], urging: Urging = byUnit): JobDeclaration => ({
  ...declared,
  run: async ({ read, write, progress, stopping }) => {
    const services = new Map(matters.map((service) => [service.rules.declaration.name, service]))
    const open = await read(async (tx) =>
      (await loadCalendar(tx)).calendar.isWorkingDay(tx.work.today) ? lateMatters(tx, [...services.keys()], urging.clocks) : [],
    )
    let urged = 0
    for (const [at, { matter, matter_id }] of open.entries()) {
      if (stopping()) throw new Interrupted()
      if (await write((tx) => climbOne(tx, services.get(matter)!, matter_id, urging))) urged++
      await progress(at + 1, open.length)
    }
    const { letters } = urging
    if (letters !== undefined && open.length > 0) await write((tx) => lettersOfTheNight(tx, matters, letters))
    return { late: open.length, urged }
  },
})

export const escalateJob = escalateJobOf(
  { kind: 'workplan.escalate', title: { zh: '重点工作催办', en: 'Urge late plan work' }, schedule: '30 6 * * *' },
  workplanMatters,
)
