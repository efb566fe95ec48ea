import { sql } from 'kysely'
import { answersFor, applicableItems, follows, furtherSheets, inspectionService, keepTargets, publicationOf, rectificationService, usualSheets, type Finding, type Sheet, type SheetItem } from '../duties/inspection/index.ts'
import { loadCalendar, type Reckoning } from '../platform/calendar/load.ts'
import { addDays, daysBetween, instant, startOf, type DateOnly, type Instant } from '../platform/core/dates.ts'
import type { Tx } from '../platform/database/database.ts'
import { historyOf, insertHistories, type Done, type History } from './histories.ts'
import { inspectorsOf, type Inspector } from './inspectors.ts'
import { idsOf, randomOf, type Random } from './random.ts'

/** How far back the history goes. */
const DAYS = 540
/** Visits of a place in that time, by type; what is not named here is visited this often. */
const VISITS: Readonly<Record<string, number>> = {
  PROD: 1.5, ADDI: 2.5, HEAL: 3.4, WORK: 0.15, DIST: 0.05, INFA_SALE: 0.4, SHOP: 0.03, CATE: 0.08, SCAT: 0.04, CANT_SCHOOL: 1.5, CANT_KINDERGARTEN: 1.5, CANT_UNIVERSITY: 1.5,
  CENT_KITCHEN: 3.5, CENT_MEALS: 3.5, WHOL_WHOLESALE: 3, WHOL_FARMERS: 2.5, SLAU_PIG: 3, SLAU_RUMINANT: 3,
}
const OTHERS = 0.3

type Place = { readonly id: string; readonly enterprise_id: string; readonly region: string; readonly name: string; readonly type: string; readonly lng: number | null; readonly lat: number | null }
type Kept = { readonly id: string; readonly kind: string; readonly content: Sheet }
type World = {
  readonly today: DateOnly; readonly random: Random; readonly newId: () => string; readonly context: Reckoning
  readonly sheets: ReadonlyMap<string, Kept>
  /** Of inspectors, how much more or less than others they write down; of townships, how much worse their places are. */
  readonly bias: (key: string) => number
  readonly publishBy: (day: DateOnly) => DateOnly
}
type Visit = { readonly place: Place; readonly day: DateOnly; readonly kind: 'daily' | 'flight' | 'system'; readonly chosen: string; readonly badness: number }

const at = (day: DateOnly, minutes: number): Instant => instant(Date.parse(startOf(day)) + (8.5 * 60 + minutes) * 60_000)
const onWorkday = (day: DateOnly): DateOnly => (new Date(day).getUTCDay() === 0 ? addDays(day, 1) : new Date(day).getUTCDay() === 6 ? addDays(day, -1) : day)

const TERMS = ['02-25', '09-02'] as const

/** Canteens mostly when a term begins, others on any day. */
function dayOf(world: World, type: string): { day: DateOnly; term: boolean } {
  const { random, today } = world
  if (type.startsWith('CANT') && random.chance(0.75)) {
    const begun = [0, 1].flatMap((ago) => TERMS.map((start) => `${Number(today.slice(0, 4)) - ago}-${start}` as DateOnly)).map((start) => addDays(start, random.between(-6, 22)))
      .filter((day) => day < today && daysBetween(day, today) < DAYS)
    if (begun.length > 0) return { day: onWorkday(random.pick(begun)), term: true }
  }
  return { day: onWorkday(addDays(today, -random.between(2, DAYS))), term: false }
}

function visitsOf(world: World, place: Place): readonly Visit[] {
  const { random, bias } = world
  const expected = VISITS[place.type] ?? OTHERS
  const times = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0)
  if (times === 0) return []
  const badness = 0.25 * bias(place.region.slice(0, 9)) * (random.chance(0.16) ? 5 : 1)
  return Array.from({ length: times }, (): Visit => {
    const { day, term } = dayOf(world, place.type)
    const kind = place.type === 'HEAL' && random.chance(0.55) ? 'system' : place.type === 'PROD' && random.chance(0.04) ? 'flight' : 'daily'
    return { place, day, kind, badness, chosen: term ? 'term_start' : (['plan', 'double_random', 'complaint', 'campaign'] as const)[random.weighted([0.62, 0.2, 0.1, 0.08])]! }
  }).toSorted((a, b) => (a.day < b.day ? -1 : 1))
}

const notes = ['现场未见记录', '记录不全，缺近一周', '标识不清', '设施破损，未及时维修', '未按规定存放', '超过规定期限'] as const
const exams = [2, 3, 4] as const

/** What the sheet of a visit says: every item that applies, some of them failed. */
function answersOf({ random }: World, sheet: Sheet, type: string, mean: number): { facts: Record<string, boolean>; findings: Finding[]; failed: readonly SheetItem[] } {
  const facts = Object.fromEntries(sheet.facts.map(({ code }) => [code, answersFor(sheet, type)[code] ?? random.chance(0.2)]))
  const items = applicableItems(sheet, type, facts)
  let left = 0
  while (left < 6 && random.chance(mean / (1 + mean))) left++
  const failed = new Set<SheetItem>()
  while (failed.size < Math.min(left, items.length)) {
    const item = random.pick(items)
    if (!item.key || random.chance(0.35)) failed.add(item)
  }
  const findings = items.map((item): Finding => {
    const { code, measure } = item
    const within = measure && (measure.min !== undefined ? measure.min + 1 : measure.max! - 1)
    if (!failed.has(item)) return { code, verdict: 'pass', ...(within !== undefined && { value: within }) }
    const beyond = measure && (measure.max !== undefined ? measure.max + 3 : measure.min! - 8)
    return { code, verdict: 'fail', note: random.pick(notes), ...(beyond !== undefined && { value: beyond }) }
  })
  return { facts, findings, failed: items.filter((item) => failed.has(item)) }
}

const scoreOf = (sheet: Sheet, findings: readonly Finding[]): number | null => {
  const points = new Map(sheet.items.map(({ code, points: of }) => [code, of]))
  const sum = (only?: string): number => findings.reduce((total, { code, verdict }) => total + (only && verdict !== only ? 0 : points.get(code) ?? 0), 0)
  const of = sum()
  return of > 0 ? Math.round((sum('pass') / of) * 1000) / 100 : null
}

function opened(world: World, { place, day, kind, chosen }: Visit, sheet: Kept, pair: readonly Inspector[], due: DateOnly, beside: string | null): Readonly<Record<string, unknown>> {
  return {
    region: place.region, premises_id: place.id, enterprise_id: place.enterprise_id, title: `监督检查：${place.name}${beside ? `（${sheet.content.title.zh}）` : ''}`, holder_unit: pair[0]!.unit_id, holder_person: pair[0]!.id, due_on: due, late_level: 0,
    kind, chosen_by: chosen, check_sheet: sheet.id, inspectors: pair.map(({ id }) => id), present: [], planned_on: day, started_at: null, finished_at: null, visited_on: null, facts: {}, findings: [],
    result: null, score: null, failed: null, follow: null, corrected_items: [], stopped: false, marks: [], conduct: null, note: null, corrections: 0, published_on: null, reason: null,
    publish_by: null, refused: false, entrusting: null, samples: null, exam_asked: null, exam_passed: null, resit_on: null, resit_passed: null, beside, called: Object.fromEntries(pair.map(({ id, name }) => [id, name])),
  }
}

const by = (one: Inspector) => ({ actor: one.name, person: one.id, unit: one.unit_id })
const program = { actor: 'demo', person: null, unit: null } as const

type Ordered = { readonly visit: Visit; readonly pair: readonly Inspector[]; readonly inspection: string; readonly failed: readonly SheetItem[]; readonly findings: readonly Finding[]; readonly dueOn: DateOnly }

/** An order to correct: most are closed, some late, some under way, some not good enough at first. */
function orderOf(world: World, { visit, pair, inspection, failed, findings, dueOn }: Ordered): History {
  const { random, newId, today, context } = world
  const { place, day } = visit
  const note = new Map(findings.map((one) => [one.code, one.note ?? null]))
  const items = failed.map(({ code, text, key }) => ({ code, text: text.zh, note: note.get(code) ?? null, key }))
  const order = {
    region: place.region, premises_id: place.id, enterprise_id: place.enterprise_id, title: `责令整改：${place.name}`, holder_unit: pair[0]!.unit_id, holder_person: pair[0]!.id, due_on: dueOn, late_level: 0, inspection,
    inspection_kind: visit.kind, ordered_on: day, items, case_lead: failed.some(({ key }) => key), correction: null, corrected_on: null, returned_for: null, checked_note: null, checked_on: null,
  }
  const done: Done[] = [{ id: newId(), name: 'open', input: { order }, at: at(day, 70), ...by(pair[0]!) }]
  // A few drag on; the closer to today, the more are still open.
  const never = random.chance(0.012)
  let next = addDays(day, random.chance(0.08) ? random.between(16, 30) : random.between(2, 14))
  const act = (name: string, input: Readonly<Record<string, unknown>>): boolean => {
    if (never || next >= today) return false
    done.push({ id: newId(), name, input, at: at(next, 30 + done.length), ...by(random.pick(pair)) })
    next = addDays(next, random.between(1, 6))
    return true
  }
  const round = (): boolean => act('correct', { note: '已按要求整改，附照片。（演示）' })
  if (round() && random.chance(0.08) && act('return', { reason: '整改不到位，请重新整改。', due_on: addDays(next, 10) })) round()
  if (done.at(-1)!.name === 'correct') act('recheck', { note: '复查合格。' })
  return historyOf(rectificationService, done, context, newId)
}

type Made = { readonly inspection: History; readonly order: History | null }

/** A visit that was made, with its order and, after some weeks, its publication. */
function heldOf(world: World, visit: Visit, sheet: Kept, pair: readonly Inspector[]): Made {
  const { random, newId, today, context, bias } = world
  const { place, day } = visit
  const strict = pair.reduce((sum, { id }) => sum + bias(id), 0) / pair.length
  const { facts, findings, failed } = answersOf(world, sheet.content, place.type, visit.badness * strict * 2)
  const corrected = failed.filter(({ key }) => !key && random.chance(0.3)).map(({ code }) => code)
  const stop = failed.filter(({ key }) => key).length > 1 && random.chance(0.15)
  const lines = failed.map((item) => ({ item, safety: item.key, corrected: corrected.includes(item.code) }))
  const { kind: follow, order } = follows({ failed: lines }, stop, day, context.limits, context.calendar)
  const asked = /^(PROD|CATE|CANT_|CENT)/.test(place.type) && random.chance(0.3) ? random.pick(exams) : 0
  const passed = asked > 0 && random.chance(0.12) ? asked - 1 : asked
  const conduct = {
    signatures: {}, businessBy: '负责人', refusal: random.chance(0.006) ? { reason: '对检查结果有异议', witness: '社区工作人员', video: null } : null, entrusting: place.type === 'PROD' && random.chance(0.05) ? '外省某食品有限公司（演示）' : null,
    exam: asked > 0 ? { asked, passed, resitOn: passed < asked ? addDays(day, 14) : null } : null, samples: random.chance(0.05) ? random.between(1, 3) : 0,
  }
  const judged = {
    result: failed.length === 0 ? 'pass' : lines.some(({ safety }) => safety) ? 'fail' : 'basic', score: scoreOf(sheet.content, findings), failed: failed.length, follow, marks: [],
    publish_by: world.publishBy(day),
  }
  const id = newId()
  const done: Done[] = [{ id, name: 'open', input: { inspection: opened(world, visit, sheet, pair, addDays(day, random.between(0, 9)), null) }, at: at(addDays(day, -random.between(1, 6)), 0), ...program }]
  done.push({
    id: newId(), name: 'finish', at: at(day, 65), ...by(pair[0]!),
    input: {
      facts, findings, corrected, stop, note: null, present: pair.map((one) => one.id), started_at: at(day, 5), signed_at: at(day, 60), finished_at: at(day, 61), sent_at: at(day, 65), answered_at: null,
      accuracy: 12, lng: place.lng, lat: place.lat, conduct, order_due_on: null, judged,
    },
  })
  const since = daysBetween(day, today)
  const published = onWorkday(addDays(day, random.between(4, 24)))
  if (published < today && !(since < 150 && random.chance(0.02))) {
    if (passed < asked && addDays(day, 14) < published && random.chance(0.8)) done.push({ id: newId(), name: 'resit', input: { passed: 1, on: null }, at: at(addDays(day, 14), 90), ...by(pair[0]!) })
    done.push({ id: newId(), name: 'publish', input: {}, at: at(published, 200), ...by(random.pick(pair)) })
  }
  return {
    inspection: historyOf(inspectionService, done, context, newId),
    order: order && orderOf(world, { visit, pair, inspection: id, failed: failed.filter(({ code }) => order.items.includes(code)), findings, dueOn: order.dueOn }),
  }
}

/** Sent out and not yet inspected; one in six is late. */
function openOf(world: World, place: Place, pair: readonly Inspector[]): readonly History[] {
  const { random, newId, today, context, sheets } = world
  const due = addDays(today, random.chance(0.16) ? -random.between(1, 12) : random.between(1, 14))
  const visit: Visit = { place, day: due, kind: 'daily', chosen: 'plan', badness: 0 }
  const first = newId()
  return [usualSheets[place.type]!, ...furtherSheets[place.type] ?? []].map((kind, index) =>
    historyOf(inspectionService, [{ id: index === 0 ? first : newId(), name: 'open', input: { inspection: opened(world, visit, sheets.get(kind)!, pair, due, index === 0 ? null : first) }, at: at(addDays(due, -14) < today ? addDays(due, -14) : addDays(today, -1), 0), ...program }], context, newId))
}

function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    if (!known.has(key)) known.set(key, make(key))
    return known.get(key)!
  }
}

/** Eighteen months of inspections, their orders and publications, and what is under way: a function of seed and reference date. */
export async function loadInspections(tx: Tx, { today, seed }: { readonly today: DateOnly; readonly seed: string }): Promise<void> {
  const random = randomOf(`${seed}:inspections:${today}`)
  const newId = idsOf(`${seed}:inspections:${today}`, Date.parse(startOf(today)) + 9000)
  const { rows: places } = await sql<Place>`select id, enterprise_id, region, name, type, lng, lat from premises where closed_at is null and status in ('open', 'reopened') and type = any(${Object.keys(usualSheets)}::text[]) order by id`.execute(tx)
  const { rows: kept } = await sql<Kept>`select id, kind, content from check_sheet where state = 'in_use' and closed_at is null`.execute(tx)
  const context = await loadCalendar(tx)
  const bias = remembered((key: string) => 0.6 + randomOf(`${seed}:bias:${key}`).next())
  const publishBy = remembered((day: DateOnly) => publicationOf({ formedOn: day, publishedOn: null, correctedOn: null }, context.limits, context.calendar, today).dueOn)
  const world: World = { today, random, newId, context, publishBy, sheets: new Map(kept.map((one) => [one.kind, one])), bias }
  const inspectors = await inspectorsOf(tx, seed)
  const [held, orders, open]: [History[], History[], History[]] = [[], [], []]
  for (const place of places) {
    const here = inspectors.of(place.region)
    for (const visit of visitsOf(world, place)) {
      const pair = inspectors.pairFor(place.region, random)
      const made = heldOf(world, visit, world.sheets.get(visit.kind === 'system' ? 'system' : usualSheets[place.type]!)!, pair)
      held.push(made.inspection)
      if (made.order) orders.push(made.order)
    }
    if (random.chance(0.006) || (here[0]!.signsIn && random.chance(0.03))) open.push(...openOf(world, place, here.slice(0, 2)))
  }
  await insertHistories(tx, inspectionService, [...held, ...open])
  await insertHistories(tx, rectificationService, orders)
  await keepTargets(tx, Number(today.slice(0, 4)) - 1)
  await keepTargets(tx)
}
