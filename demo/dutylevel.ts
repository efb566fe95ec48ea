import { sql } from 'kysely'
import type { Check, Found, ListLine } from '../duties/dutylevel/contract.ts'
import { quarterReckoner } from '../duties/dutylevel/keep.ts'
import { cadres } from '../duties/dutylevel/registers.ts'
import type { CadreRank, DutyLevel, DutyTable } from '../duties/dutylevel/rules/duty-level.ts'
import { dutyBindingService, dutyProblemService, dutyVisitService } from '../duties/dutylevel/services.ts'
import { entryFor, taskFor, type Tasking } from '../duties/dutylevel/store.ts'
import { dutyTable, linesOf } from '../duties/dutylevel/tables.ts'
import { due } from '../platform/calendar/limits.ts'
import { loadCalendar, type Reckoning } from '../platform/calendar/load.ts'
import { addDays, daysBetween, instant, startOf, type DateOnly } from '../platform/core/dates.ts'
import { quarterOf } from '../platform/core/periods.ts'
import type { Tx } from '../platform/database/database.ts'
import { regionPrefix } from '../platform/identity/actor.ts'
import { writeMatters } from '../platform/matter/bulk.ts'
import type { Action } from '../platform/matter/fold.ts'
import { insertMany } from '../platform/register/bulk.ts'
import { personName, phone } from './names.ts'
import { idsOf, randomOf, type Random } from './random.ts'
import { standard } from './rows.ts'

type Place = { id: string; region: string; name: string; level: DutyLevel }
type Cadre = { id: string; name: string; rank: CadreRank; region: string; person: string | null }
type Options = { readonly today: DateOnly; readonly seed: string; readonly actsAs: { readonly login: string; readonly personId: string; readonly region: string } | undefined }

const OFFICES: Readonly<Record<CadreRank, readonly string[]>> = {
  province: [], city: ['市委副书记', '副市长', '市委常委', '市人大常委会副主任', '市政协副主席'], county: ['县（市、区）委常委', '副县（市、区）长', '人大常委会副主任', '政协副主席'],
  township: ['党（工）委书记', '镇长（主任）', '副镇长（副主任）', '人大主席'], village: ['党支部书记、村（居）委会主任', '村（居）委会副主任'],
}
const RANKS: Readonly<Record<DutyLevel, { rank: CadreRank; digits: number; each: number }>> = {
  A: { rank: 'city', digits: 4, each: 5 }, B: { rank: 'county', digits: 6, each: 4 }, C: { rank: 'township', digits: 9, each: 8 }, D: { rank: 'village', digits: 12, each: 60 },
}
const PROBLEMS: readonly (readonly [line: string, found: string])[] = [
  ['t1', '许可证已过期，正在申请延续'], ['t3', '日管控记录有三天未填写'], ['t4', '部分食品没有索取进货票据'], ['t5', '后厨排水沟有积水，一名从业人员健康证明过期'], ['t6', '上次发现的冷藏柜温度问题未整改'],
]

/** The area of a cadre: what the codes of his premises have in common. */
const areaOf = (region: string, digits: number): string => (digits === 4 ? `${region.slice(0, 4)}00` : region.slice(0, digits))

/** Cadres of each area, as many as its premises need; the account of the demo is one of a township's. */
function makeCadres(places: readonly Place[], { random, newId, actsAs }: World, names: ReadonlyMap<string, string>): { readonly rows: readonly Record<string, unknown>[]; readonly of: ReadonlyMap<string, readonly Cadre[]> } {
  const areas = Map.groupBy(places, ({ level, region }) => `${level} ${areaOf(region, RANKS[level].digits)}`)
  const of = new Map<string, readonly Cadre[]>()
  const rows: Record<string, unknown>[] = []
  for (const [key, own] of areas) {
    const [level, region] = key.split(' ') as [DutyLevel, string]
    const { rank, each } = RANKS[level]
    const made = Array.from({ length: Math.ceil(own.length / each) }, (_, at): Cadre & { office: string } => ({
      id: newId(), name: personName(random), rank, region, person: at === 0 && rank === 'township' && actsAs?.region === region ? actsAs.personId : null, office: OFFICES[rank][at % OFFICES[rank].length]!,
    }))
    of.set(key, made)
    rows.push(...made.map(({ id, name, person, office }) => ({
      ...standard(id, region, startOf(random.chance(0.5) ? '2024-03-01' as DateOnly : '2025-09-01' as DateOnly)), name, rank, unit: names.get(region) ?? null, office_held: office, assistant: false,
      phone: rank === 'township' ? phone(random) : null, person, left_on: null,
    })))
  }
  return { rows, of }
}

/** What the rows are made with; `unit`: the nearest unit of some functions whose area holds a region. */
type World = Options & {
  readonly random: Random; readonly newId: () => string; readonly reckoning: Reckoning; readonly table: DutyTable; readonly tasks: readonly ListLine[]
  readonly unit: (functions: readonly string[], region: string) => string | null
}
type BoundPlace = { readonly place: Place; readonly cadre: Cadre; readonly on: DateOnly; readonly id: string; readonly promisedOn: DateOnly | null }
type Visit = { readonly task: Tasking; readonly by: string; readonly from: DateOnly; readonly dueOn: DateOnly; readonly on: DateOnly | null; readonly first: DateOnly; readonly id: string; readonly found: Problem | null }
type Problem = (typeof PROBLEMS)[number]

/** An action in the working hours of a day. */
const acted = ({ random, newId }: World, name: string, day: DateOnly, actor: string, input: Readonly<Record<string, unknown>>, person: string | null = null): Action =>
  ({ id: newId(), name, input, at: instant(Date.parse(startOf(day)) + 8.5 * 3_600_000 + random.below(9 * 3600) * 1000), actor, person, unit: null })

/** The actions of one matter in the order of their instants. */
const inOrder = (actions: readonly Action[]): readonly Action[] => {
  const times = actions.map(({ at }) => at).toSorted()
  return actions.map((action, at) => ({ ...action, at: times[at]! }))
}

const TOGETHER = 2_000

async function inTurns<T>(all: readonly T[], write: (some: readonly T[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += TOGETHER) await write(all.slice(at, at + TOGETHER))
}

/** Bound long ago, but village cadres with this quarter, after their elections; a few promises were forgotten. */
function bindAll(places: readonly Place[], of: ReadonlyMap<string, readonly Cadre[]>, { random, newId, today }: World): readonly BoundPlace[] {
  const quarter = quarterOf(today)
  return places.map((place, at) => {
    const mine = of.get(`${place.level} ${areaOf(place.region, RANKS[place.level].digits)}`)!
    const early = place.level === 'D' ? addDays(quarter.from, 2 + random.below(9)) : addDays(quarter.from, -120 - random.below(200))
    // Some were bound anew the other day and wait for their promise.
    const lately = place.level === 'D' && random.chance(0.004)
    const on = lately ? addDays(today, -2) : early < today ? early : today
    const signed = addDays(on, 1 + random.below(7))
    return { place, cadre: mine[at % mine.length]!, on, id: newId(), promisedOn: !lately && signed <= today && !random.chance(0.012) ? signed : null }
  })
}

async function writeBindings(tx: Tx, bindings: readonly BoundPlace[], world: World): Promise<void> {
  const { reckoning: { limits, calendar }, unit } = world
  const known = new Map<DateOnly, DateOnly>()
  const promiseDue = (on: DateOnly): DateOnly => {
    if (!known.has(on)) known.set(on, due(limits, 'duty.promise', on, calendar).on)
    return known.get(on)!
  }
  await inTurns(bindings, (some) => writeMatters(tx, dutyBindingService, some.map(({ place, cadre, on, id, promisedOn }) => inOrder([
    { ...acted(world, 'open', on, 'demo', { binding: entryFor(place, unit(['fso'], place.region), 'entered', on, on, promiseDue(on)) }), id },
    acted(world, 'bind', on, '食安办', { cadre: cadre.id, bound_on: on, bound: { cadre: cadre.id, person: cadre.person, on, promiseDue: promiseDue(on) } }),
    ...(promisedOn === null ? [] : [acted(world, 'promise', promisedOn, cadre.name, { promised_on: promisedOn }, cadre.person)]),
  ])), false))
}

/** This quarter's tasks, made as far as the quarter is gone and the township is zealous; those of the last quarter where they were owed. */
function visitsOf(bindings: readonly BoundPlace[], world: World): readonly Visit[] {
  const { random, newId, today, table, reckoning, unit } = world
  const quarter = quarterOf(today)
  const before = quarterOf(addDays(quarter.from, -1))
  const owed = quarterReckoner(table, reckoning.calendar, today)
  const gone = (daysBetween(quarter.from, today) + 1) / (daysBetween(quarter.from, quarter.until) + 1)
  const zeal = new Map<string, number>()
  const dayIn = (from: DateOnly, until: DateOnly): DateOnly => addDays(from, random.below(daysBetween(from, until) + 1))
  return bindings.flatMap(({ place, cadre, on, id }) => {
    const area = place.region.slice(0, 9)
    if (!zeal.has(area)) zeal.set(area, random.between(85, 135) / 100)
    const share = Math.min(cadre.person === null ? 0.985 : 0.6, gone * zeal.get(area)!)
    const task: Tasking = { binding: id, premises: place.id, region: place.region, name: place.name, level: place.level, cadre: cadre.id, person: cadre.person, unit: unit(['township_government', 'fso'], place.region) }
    const { dueOn } = owed(place.level, on)
    const first = on > quarter.from ? on : quarter.from
    const made = (from: DateOnly, due: DateOnly, begun: DateOnly, until: DateOnly, chance: number): Visit => {
      const day = random.chance(chance) ? dayIn(begun, until) : null
      return { task, by: cadre.name, from, dueOn: due, on: day, first: begun, id: newId(), found: day !== null && random.chance(0.035) ? random.pick(PROBLEMS) : null }
    }
    return [...(on < before.from ? [made(before.from, before.until, before.from, before.until, 0.975)] : []), ...(dueOn === null ? [] : [made(quarter.from, dueOn, first, today, share)])]
  })
}

const lineOf = (tasks: readonly ListLine[], found: Problem): string | null => tasks.find(({ code }) => code === found[0])?.text.zh ?? null

async function writeVisits(tx: Tx, visits: readonly Visit[], world: World): Promise<void> {
  const { tasks, random } = world
  const checks = (found: Problem | null, level: DutyLevel): readonly Check[] => tasks.filter(({ levels }) => levels.includes(level)).map(({ code, text }) => ({ code, text: text.zh, ok: found?.[0] !== code }))
  const said = (found: Problem): Found => ({ line: lineOf(tasks, found), found: found[1], photos: [] })
  await inTurns(visits, (some) => writeMatters(tx, dutyVisitService, some.map(({ task, by, from, dueOn, on, first, id, found }) => inOrder([
    { ...acted(world, 'open', first, 'job:duty.keep', { visit: taskFor(task, from, dueOn) }), id },
    ...(on === null ? [] : [acted(world, 'visit', on, by, {
      visited_on: on, mode: task.level === 'A' ? 'with_leader' : random.chance(0.1) ? 'remote' : 'on_site', leader: task.level === 'A' ? by : null,
      // Nine thousand village visits with every line spelled out would be most of the demo's bytes.
      checks: task.level !== 'D' || found !== null || random.chance(0.1) ? checks(found, task.level) : [],
      found: found === null ? [] : [said(found)], note: found === null ? '经营正常，记录齐全。' : found[1], recorded_for: null, photos: [], place: null,
    }, task.person)]),
  ])), false))
}

async function writeProblems(tx: Tx, visits: readonly Visit[], world: World): Promise<void> {
  const { random, today, table, unit, tasks } = world
  const problems = visits.flatMap(({ task, by, on, found, id }) => (found === null || on === null ? [] : [{ task, by, on, found, visit: id }]))
  await inTurns(problems, (some) => writeMatters(tx, dutyProblemService, some.map(({ task, by, on, found, visit }) => {
    const age = daysBetween(on, today)
    const received = age >= 3 && random.chance(0.95) ? addDays(on, 1 + random.below(3)) : null
    const closed = received !== null && random.chance(Math.min(0.93, age / 25)) ? addDays(received, random.below(Math.min(25, daysBetween(received, today)) + 1)) : null
    const days = table.levels[task.level].problemDays
    const problem = {
      region: task.region, premises_id: task.premises, title: `移交问题：${task.name}`, holder_unit: unit(['market_station', 'market'], task.region), holder_person: null, due_on: days === null ? null : addDays(on, days), late_level: 0,
      level: task.level, visit, cadre: task.cadre, reporter: task.person, found_on: on, line: lineOf(tasks, found), found: found[1], photos: [], received_on: null, received_by: null, outcome: null, closed_on: null, returned_for: null,
    }
    return inOrder([
      acted(world, 'open', on, by, { problem }, task.person),
      ...(received === null ? [] : [acted(world, 'receive', received, '市场监管所', {})]),
      ...(closed === null ? [] : [acted(world, 'close', closed, '市场监管所', { outcome: '已到场核实，责令改正并复查合格。' })]),
    ])
  }), false))
}

/** Units by function and region: a township's before its county's, that before the city's. */
async function nearestUnits(tx: Tx): Promise<World['unit']> {
  const { rows } = await sql<{ id: string; region: string; function: string }>`select id, region, function from org_unit where function in ('fso', 'township_government', 'market', 'market_station') and closed_at is null`.execute(tx)
  const at = new Map(rows.map(({ id, region, function: does }) => [`${does} ${region}`, id]))
  return (functions, region) => [region.slice(0, 9), region.slice(0, 6), tx.work.city].flatMap((place) => functions.flatMap((does) => at.get(`${does} ${place}`) ?? []))[0] ?? null
}

/**
 * 包保 of the demo: every ledger premises bound to a cadre, this quarter's visits as far as the quarter is gone, the last quarter's
 * of levels A to C, promises some of which were forgotten, problems some of which lie too long.
 */
export async function loadDutyLevel(tx: Tx, options: Options): Promise<void> {
  const { today, seed } = options
  await sql`set local synchronous_commit = off`.execute(tx)
  const { rows: places } = await sql<Place>`select id, region, name, duty_level as level from premises
    where in_ledger and duty_level is not null and status in ('open', 'reopened') and closed_at is null order by region, id`.execute(tx)
  const { rows: named } = await sql<{ code: string; name: string }>`select code, name_zh as name from shian.region where valid_to is null and starts_with(code, ${regionPrefix(tx.work.city)})`.execute(tx)
  const world: World = {
    ...options, random: randomOf(`${seed}:${today}:dutylevel`), newId: idsOf(`${seed}:${today}:dutylevel`, Date.parse(startOf(today)) + 5000),
    reckoning: await loadCalendar(tx), table: await dutyTable(tx, today), tasks: await linesOf(tx, 'task', today), unit: await nearestUnits(tx),
  }
  const { rows, of } = makeCadres(places, world, new Map(named.map(({ code, name }) => [code, name])))
  await inTurns(rows, (some) => insertMany(tx, cadres, some as never))
  const bindings = bindAll(places, of, world)
  await writeBindings(tx, bindings, world)
  const visits = visitsOf(bindings, world)
  await writeVisits(tx, visits, world)
  await writeProblems(tx, visits, world)
}
