import { sql } from 'kysely'
import { z } from 'zod'
import { addDays, daysBetween, type DateOnly } from '../../platform/core/dates.ts'
import { quarterOf } from '../../platform/core/periods.ts'
import { Problem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { can } from '../../platform/identity/actor.ts'
import { inRegion, readScope } from '../../platform/register/scope.ts'
import { readable } from '../../platform/register/serve.ts'
import { EVERY_DAY } from '../registry/index.ts'
import { operatingOf } from '../selfcheck/index.ts'
import type { BoundUnit, CadreHead, CadreLine, CadrePage, Handover, Ledger, LedgerLevel, Mine, OpenProblem } from './contract.ts'
import { cadres, COVER, dutyBindings, dutyProblems, dutyVisits, MANAGE, type CadreRow } from './registers.ts'
import { dutyLevelCodes, type CadreRank } from './rules/duty-level.ts'
import { cadreLight, handoverPack, type CadreLight, type CadreWork, type DutyProblem, type DutyVisit } from './rules/duty-visits.ts'
import { asRule } from './store.ts'
import { dutyTable, linesOf } from './tables.ts'

const lights = ['red', 'yellow', 'green'] as const satisfies readonly CadreLight[]
const OPEN_PROBLEMS = sql`('handed', 'received', 'returned')`

/**
 * Every cadre in reach with his light, as one query: the same conditions as the pure rule `cadreLight`, which a test holds against
 * it. Column `light`: 0 red, 1 yellow, 2 green.
 */
async function litCadres(tx: Tx): Promise<ReturnType<typeof sql>> {
  const { today, actor } = tx.work
  const table = await dutyTable(tx, today)
  const quarter = quarterOf(today).from
  const before = quarterOf(addDays(quarter, -1)).from
  const soon = sql`case level when 'A' then ${table.levels.A.soonDays}::int when 'B' then ${table.levels.B.soonDays}::int when 'C' then ${table.levels.C.soonDays}::int else ${table.levels.D.soonDays}::int end`
  return sql`with held as (select id, cadre, premises_id, level, bound_on, promised_on, promise_due from duty_binding
      where state = 'bound' and closed_at is null and ${readScope(dutyBindings, actor)}),
    seen as (select binding, count(*) filter (where quarter_from = ${quarter}::date and state = 'made' and not extra)::int as made, count(*) filter (where quarter_from = ${quarter}::date and state <> 'dropped' and not extra)::int as owed,
        coalesce(bool_or(quarter_from = ${before}::date and state = 'due'), false) as missed, coalesce(bool_or(state = 'made' and visited_on >= ${quarter}::date), false) as since,
        coalesce(bool_or(quarter_from = ${quarter}::date and state = 'due' and due_on < ${today}::date), false) as late,
        coalesce(bool_or(quarter_from = ${quarter}::date and state = 'due' and due_on >= ${today}::date and due_on - ${today}::date <= ${soon}), false) as soon
      from duty_visit where quarter_from >= ${before}::date and closed_at is null group by binding),
    open as (select premises_id, count(*)::int as n, bool_or(due_on < ${today}::date) as old from duty_problem where state in ${OPEN_PROBLEMS} and closed_at is null group by premises_id),
    each as (select h.cadre, coalesce(s.made, 0) as made, coalesce(s.owed, 0) as owed, coalesce(o.n, 0) as problems, h.promised_on is null as unpromised,
        ((coalesce(s.missed, false) and not coalesce(s.since, false)) or coalesce(s.late, false))::int as late,
        (coalesce(s.missed, false) and not coalesce(s.since, false)) or coalesce(s.late, false) or (h.promised_on is null and h.promise_due < ${today}::date) or coalesce(o.old, false) as red,
        coalesce(s.soon, false) or (h.promised_on is null and h.promise_due >= ${today}::date) as yellow
      from held h left join seen s on s.binding = h.id left join open o on o.premises_id = h.premises_id),
    summed as (select cadre, count(*)::int as units, sum(made)::int as made, sum(owed)::int as owed, sum(late)::int as late, count(*) filter (where unpromised)::int as unpromised,
        sum(problems)::int as problems, bool_or(red) as red, bool_or(yellow) as yellow from each group by cadre)
    select c.id, c.name, c.name_sort, c.rank, c.region, c.unit, c.office_held, coalesce(s.units, 0) as units, coalesce(s.made, 0) as made, coalesce(s.owed, 0) as owed, coalesce(s.late, 0) as late,
      coalesce(s.unpromised, 0) as unpromised, coalesce(s.problems, 0) as problems, case when s.red then 0 when s.yellow then 1 else 2 end as light
    from cadre c left join summed s on s.cadre = c.id where c.closed_at is null and c.left_on is null and ${readScope(cadres, actor)}`
}

type LitRow = { id: string; name: string; name_sort: string; rank: CadreRank; region: string; unit: string | null; office_held: string; units: number; made: number; owed: number; late: number; unpromised: number; problems: number; light: number }

/** The ledger of four levels; `region` narrows it. */
export async function ledgerOf(tx: Tx, region: string | null): Promise<Ledger> {
  const { today, actor } = tx.work
  const quarter = quarterOf(today).from
  const here = region === null ? sql<boolean>`true` : inRegion(region)
  const [table, lit] = [await dutyTable(tx, today), await litCadres(tx)]
  const [bindings, visits, problems, cadreLights] = await Promise.all([
    sql<{ level: string; bound: number; unbound: number; unpromised: number }>`select level, count(*) filter (where state = 'bound')::int as bound, count(*) filter (where state = 'unbound')::int as unbound,
      count(*) filter (where state = 'bound' and promised_on is null)::int as unpromised from duty_binding where state <> 'ended' and closed_at is null and ${here} and ${readScope(dutyBindings, actor)} group by level`.execute(tx),
    sql<{ level: string; due: number; made: number }>`select level, count(*) filter (where state = 'due')::int as due, count(*) filter (where state = 'made')::int as made
      from duty_visit where quarter_from = ${quarter}::date and not extra and closed_at is null and ${here} and ${readScope(dutyVisits, actor)} group by level`.execute(tx),
    sql<{ level: string; n: number }>`select level, count(*)::int as n from duty_problem where state in ${OPEN_PROBLEMS} and closed_at is null and ${here} and ${readScope(dutyProblems, actor)} group by level`.execute(tx),
    sql<{ rank: string; light: number; n: number }>`select rank, light, count(*)::int as n from (${lit}) lit where ${here} and units > 0 group by rank, light`.execute(tx),
  ])
  const levels = dutyLevelCodes.map((level): LedgerLevel => {
    const own = bindings.rows.find((row) => row.level === level)
    const made = visits.rows.find((row) => row.level === level)
    const colour = (light: CadreLight): number => cadreLights.rows.filter((row) => row.light === lights.indexOf(light) && (table.levels[level].ranks as readonly string[]).includes(row.rank)).reduce((sum, { n }) => sum + n, 0)
    return {
      level, bound: own?.bound ?? 0, unbound: own?.unbound ?? 0, unpromised: own?.unpromised ?? 0, visitsDue: made?.due ?? 0, visitsMade: made?.made ?? 0,
      openProblems: problems.rows.find((row) => row.level === level)?.n ?? 0, red: colour('red'), yellow: colour('yellow'), green: colour('green'),
    }
  })
  return { quarter, levels }
}

export type CadreQuery = { readonly rank?: readonly string[] | undefined; readonly light?: CadreLight | undefined; readonly region?: string | undefined; readonly cursor?: string | undefined; readonly limit: number }
const place = z.tuple([z.int().min(0).max(2), z.string(), z.uuid()])

function placeOf(cursor: string): z.infer<typeof place> {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw new Problem('page.cursor')
  }
}

/** Cadres with their lights, the red first; those who cover nothing are not told of. */
export async function cadreLines(tx: Tx, { rank, light, region, cursor, limit }: CadreQuery): Promise<{ readonly items: readonly CadreLine[]; readonly next: string | null }> {
  const lit = await litCadres(tx)
  const conditions = [
    sql<boolean>`units > 0`, ...(rank ? [sql<boolean>`rank = any(${[...rank]}::text[])`] : []), ...(light ? [sql<boolean>`light = ${lights.indexOf(light)}`] : []), ...(region ? [inRegion(region)] : []),
  ]
  if (cursor !== undefined) {
    const [at, name, id] = placeOf(cursor)
    conditions.push(sql<boolean>`(light, name_sort, id) > (${at}, ${name}, ${id}::uuid)`)
  }
  const { rows } = await sql<LitRow>`select * from (${lit}) lit where ${sql.join(conditions, sql` and `)} order by light, name_sort, id limit ${limit + 1}`.execute(tx)
  const last = rows[limit - 1]
  return {
    items: rows.slice(0, limit).map(({ office_held, problems, light: at, name_sort: _, ...row }) => ({ ...row, officeHeld: office_held, openProblems: problems, light: lights[at]! })),
    next: rows.length > limit && last ? Buffer.from(JSON.stringify([last.light, last.name_sort, last.id])).toString('base64url') : null,
  }
}

const headOf = ({ id, name, rank, region, unit, office_held, left_on, person }: CadreRow): CadreHead => ({ id, name, rank, region, unit, officeHeld: office_held, leftOn: left_on, signsIn: person !== null })

/** Bindings of a cadre that stand; of one who has left, those that ended with it. */
const STANDING = sql<boolean>`b.state = 'bound'`
const handedOn = (left: DateOnly): ReturnType<typeof sql<boolean>> => sql<boolean>`b.state = 'ended' and b.ended_for = 'cadre_left' and b.ended_on >= ${left}::date`

type UnitRow = Omit<BoundUnit, 'task'> & { bound_on: DateOnly; task: string | null; task_version: number | null; due_on: DateOnly | null }

/** Units of a cadre, most urgent first. A cadre covers some dozens. */
async function unitsOf(tx: Tx, cadre: string, which = STANDING): Promise<readonly BoundUnit[]> {
  const { rows } = await sql<UnitRow>`select b.id as binding, b.version, b.premises_id as premises, p.name, p.type, p.address, b.level, b.bound_on as since, b.promise_due as "promiseDue", b.promised_on as "promisedOn",
      t.id as task, t.version as task_version, t.due_on, p.lng, p.lat, (select max(v.visited_on) from duty_visit v where v.premises_id = b.premises_id and v.state = 'made') as "lastVisit",
      exists (select from duty_visit v where v.binding = b.id and v.quarter_from = ${quarterOf(tx.work.today).from}::date and v.state = 'made') as visited,
      (select count(*)::int from duty_problem q where q.premises_id = b.premises_id and q.state in ${OPEN_PROBLEMS} and q.closed_at is null) as "openProblems"
    from duty_binding b join premises p on p.id = b.premises_id
    left join lateral (select v.id, v.version, v.due_on from duty_visit v where v.binding = b.id and v.state = 'due' and v.closed_at is null order by v.due_on, v.id limit 1) t on true
    where b.cadre = ${cadre} and ${which} and b.closed_at is null and b.id in (select id from duty_binding where cadre = ${cadre} and ${readScope(dutyBindings, tx.work.actor)})
    order by t.due_on nulls last, p.name_sort, b.id limit 1000`.execute(tx)
  return rows.map(({ task, task_version, due_on, ...row }) => ({ ...row, task: task === null ? null : { id: task, version: task_version!, dueOn: due_on! } }))
}

/** Problems of premises that are open, or were on a day. */
async function problemsOf(tx: Tx, premises: readonly string[], day: DateOnly | null = null): Promise<readonly OpenProblem[]> {
  const open = day === null ? sql<boolean>`q.state in ${OPEN_PROBLEMS}` : sql<boolean>`q.state <> 'withdrawn' and q.found_on <= ${day}::date and (q.closed_on is null or q.closed_on > ${day}::date)`
  const { rows } = await sql<Omit<OpenProblem, 'days'>>`select q.id, q.premises_id as premises, p.name, q.found, q.found_on as "foundOn", coalesce(q.due_on < ${tx.work.today}::date, false) as late, q.state from duty_problem q join premises p on p.id = q.premises_id
    where q.premises_id = any(${[...premises]}::uuid[]) and ${open} and q.closed_at is null order by q.found_on, q.id limit 500`.execute(tx)
  return rows.map((row) => ({ ...row, days: daysBetween(row.foundOn, day ?? tx.work.today) }))
}

/** What the pure rules look at for one cadre. */
export async function workOf(tx: Tx, cadre: string, which = STANDING): Promise<CadreWork> {
  const [bindings, visits, problems] = await Promise.all([
    sql<Parameters<typeof asRule>[0]>`select id, premises_id, cadre, level, bound_on, ended_on, promised_on from duty_binding b where cadre = ${cadre} and ${which} and closed_at is null order by id`.execute(tx),
    sql<DutyVisit>`select premises_id as premises, cadre, visited_on as "on", mode from duty_visit where cadre = ${cadre} and state = 'made' and closed_at is null and visited_on >= ${addDays(tx.work.today, -200)}::date`.execute(tx),
    // Handed over by being recorded at all.
    sql<DutyProblem>`select q.id, q.premises_id as premises, q.found_on, q.found_on as handed_on, q.closed_on from duty_problem q join duty_binding b on b.premises_id = q.premises_id
      where b.cadre = ${cadre} and b.state = 'bound' and q.state <> 'withdrawn' and q.closed_at is null`.execute(tx),
  ])
  const known = await operatingOf(tx, bindings.rows.map((row) => row.premises_id))
  return { bindings: bindings.rows.map(asRule), visits: visits.rows, problems: problems.rows, operating: (premises) => known.get(premises) ?? EVERY_DAY }
}

async function pageOf(tx: Tx, row: CadreRow): Promise<CadrePage> {
  const { today, actor } = tx.work
  const [units, work, table, { limits, calendar }] = [await unitsOf(tx, row.id), await workOf(tx, row.id), await dutyTable(tx, today), await loadCalendar(tx)]
  const { light, reasons } = cadreLight(work, { limits, calendar, table }, today)
  const names = new Map(units.map(({ premises, name }) => [premises, name]))
  return {
    cadre: headOf(row), light, reasons: reasons.map((one) => ({ ...one, name: names.get(one.premises) ?? '' })), units, problems: await problemsOf(tx, units.map(({ premises }) => premises)),
    may: can(actor, MANAGE, { region: row.region }) ? ['manage'] : [],
  }
}

/** One cadre. @throws Problem `row.not-found` (404) where the actor may not see him */
export const cadrePage = async (tx: Tx, id: string): Promise<CadrePage> => pageOf(tx, await readable(tx, cadres, tx.work.actor, id) as unknown as CadreRow)

/** What is bound to whoever asks. */
export async function mine(tx: Tx): Promise<Mine> {
  const { today, actor } = tx.work
  if (!can(actor, COVER)) throw new Problem('right.missing', { right: COVER })
  const { rows } = await sql<CadreRow>`select * from cadre where person = ${actor.person} and closed_at is null and (left_on is null or left_on > ${today}::date) order by id`.execute(tx)
  const pages: CadrePage[] = []
  for (const row of rows) pages.push(await pageOf(tx, row))
  return { person: actor.person!, today, cadres: pages, tasks: await linesOf(tx, 'task', today), promise: await linesOf(tx, 'promise', today) }
}

type Successor = { readonly premises: string; readonly name: string | null; readonly due: DateOnly | null; readonly signed: DateOnly | null }

/** Who took over what a cadre handed on, by premises, with what he promised. */
async function successorsOf(tx: Tx, bindings: readonly string[]): Promise<ReadonlyMap<string, Successor>> {
  const { rows } = await sql<Successor>`select b.premises_id as premises, c.name, n.promise_due as due, n.promised_on as signed from duty_binding b
    join lateral (select * from duty_binding n where n.premises_id = b.premises_id and n.id <> b.id and coalesce(n.bound_on, n.changed_on) >= b.ended_on and n.closed_at is null order by n.created_at, n.id limit 1) n on true
    left join cadre c on c.id = n.cadre where b.id = any(${[...bindings]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.premises, row]))
}

/** 交接单 of a cadre as of today, or of the day on which he moved on. @throws Problem `row.not-found` (404) */
export async function handoverOf(tx: Tx, id: string): Promise<Handover> {
  const { today, actor } = tx.work
  const row = await readable(tx, cadres, actor, id) as unknown as CadreRow
  const gone = row.left_on !== null && row.left_on <= today
  const which = gone ? handedOn(row.left_on!) : STANDING
  const [units, work, table, { limits, calendar }] = [await unitsOf(tx, id, which), await workOf(tx, id, which), await dutyTable(tx, today), await loadCalendar(tx)]
  const on = gone ? work.bindings.map(({ to }) => to!).toSorted().at(-1) ?? row.left_on! : today
  // The bindings as they stood on that day.
  const pack = handoverPack({ ...work, bindings: work.bindings.map((one) => ({ ...one, to: null })) }, { limits, calendar, table }, on)
  const [quarters, promises] = [new Map(pack.units.map((one) => [one.premises, one.quarter])), new Map(pack.promises.map(({ premises, dueOn }) => [premises, dueOn]))]
  const successors = gone ? await successorsOf(tx, units.map(({ binding }) => binding)) : new Map<string, Successor>()
  return {
    cadre: headOf(row), on,
    units: units.map((unit) => {
      const { owed, made, dueOn, state } = quarters.get(unit.premises)!
      return { ...unit, quarter: { owed, made, dueOn, state }, successor: successors.get(unit.premises)?.name ?? null }
    }),
    problems: await problemsOf(tx, units.map(({ premises }) => premises), gone ? on : null),
    promises: units.map(({ premises, name }) => {
      const taken = successors.get(premises)
      return { premises, name, dueOn: taken?.due ?? promises.get(premises)!, signedOn: taken?.signed ?? null }
    }),
  }
}
