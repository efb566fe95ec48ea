import { sql } from 'kysely'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { inForce, type Dated } from '../../../platform/core/dated.ts'
import { maskPersonal } from '../../../platform/core/mask.ts'
import { addMonths } from '../../../platform/core/periods.ts'
import { Problem, problems, type FieldProblem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { within } from '../../../platform/identity/actor.ts'
import { typesUnder } from '../../registry/index.ts'
import { inspectorsOf } from '../assign.ts'
import { commitmentOf, makeDraw, seedFrom, type DrawFile, type DrawInput, type Inspector, type Numbers, type PoolObject } from './draw.ts'
import type { DrawRecord, Frozen } from './folds.ts'
import { sm3 } from './hash.ts'
import { shortOf } from './read.ts'
import { recusalsOf } from './recusals.ts'
import type { CreditClass, DrawRule, PoolRules } from './registers.ts'

problems({
  'draw.pool-too-large': [409, '符合条件的有 {count} 户，超过一次封存的上限 {most} 户，请缩小范围。', '{count} places meet the conditions; {most} is the most a pool may hold. Narrow them.'],
  'draw.not-frozen': [404, '名录还没有封存。', 'The pool has not been frozen.'],
})

/** Places of one pool at most: it is one text that everybody may take away. */
const MOST = 200_000

type Asked = Pick<DrawRecord, 'region' | 'types' | 'levels' | 'near_school' | 'count' | 'each' | 'inspectors'>
type Place = { readonly id: string; readonly enterprise_id: string; readonly name: string; readonly class: CreditClass | null; readonly repeated: boolean }

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

export async function ruleOn(tx: Tx, day: DateOnly): Promise<DrawRule> {
  const { rows } = await sql<DrawRule>`select * from draw_rule where closed_at is null`.execute(tx)
  const dated = rows.map((row) => ({ ...row, version: row.title, confidence: 'design' as const })) satisfies (Omit<Dated, 'version'> & { version: string })[]
  const found = inForce(dated, day, 'draw.rule')
  return rows.find(({ id }) => id === found.id)!
}

/** Places that meet the conditions, in the order of their ids; `repeated`: a draw from above took them within the months of the rule. */
async function placesOf(tx: Tx, { region, types, levels, near_school }: Asked, since: DateOnly): Promise<readonly Place[]> {
  const codes = [...new Set(types.flatMap(typesUnder))]
  const { rows } = await sql<Place>`select p.id, p.enterprise_id, p.name, c.class, exists (
      select from drawn_place d where d.premises_id = p.id and d.drawn_on > ${since}::date and d.draw_region <> ${region}
        and p.region >= shian.prefix_of(d.draw_region) and ${region} >= shian.prefix_of(d.draw_region) and ${region} < shian.after_prefix(shian.prefix_of(d.draw_region))) as repeated
    from premises p left join credit_class c on c.enterprise_id = p.enterprise_id and c.closed_at is null
    where p.region >= shian.prefix_of(${region}) and p.region < shian.after_prefix(shian.prefix_of(${region})) and p.closed_at is null and p.merged_into is null
      and p.status in ('open', 'reopened') and p.type = any(${codes}::text[])
      and (${levels.length === 0}::boolean or p.duty_level = any(${[...levels]}::text[])) and (not ${near_school}::boolean or p.near_school)
    order by p.id limit ${MOST + 1}`.execute(tx)
  return rows
}

/** Whom each inspector stands back from, of the places of the pool. */
async function recusedOf(tx: Tx, people: readonly string[], places: readonly Place[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await recusalsOf(tx, people)
  const byEnterprise = Map.groupBy(places, ({ enterprise_id }) => enterprise_id)
  const own = Map.groupBy(rows, ({ person }) => person)
  return new Map(people.map((person) => [person, [...new Set((own.get(person) ?? []).flatMap(({ enterprise }) => (byEnterprise.get(enterprise) ?? []).map(({ id }) => id)))].toSorted()]))
}

const classOf = (rule: DrawRule): PoolRules['ratios'] => ({ A: rule.ratio_a, B: rule.ratio_b, C: rule.ratio_c, D: rule.ratio_d, none: rule.ratio_none })

/** Inspectors must be able to inspect, and reach every place of the area. */
export async function inspectorsFor(tx: Tx, ids: readonly string[], region: string): Promise<{ readonly inspectors: readonly { readonly id: string; readonly name: string }[]; readonly faults: readonly FieldProblem[] }> {
  const found = await inspectorsOf(tx, ids)
  const faults: FieldProblem[] = []
  if (found.length < new Set(ids).size) faults.push(fault('inspectors', '所选人员不存在，或不在您的管辖范围内。', 'Somebody chosen does not exist or is outside your area.'))
  const unfit = found.filter((one) => !one.works || !within(region, one.region))
  if (unfit.length > 0) {
    const names = unfit.map(({ name }) => name).join('、')
    faults.push(fault('inspectors', `以下人员没有检查职责，或其辖区不含整个抽查区域：${names}。`, `These people do not inspect, or not in the whole area: ${names}.`))
  }
  return { inspectors: found.toSorted((a, b) => (a.id < b.id ? -1 : 1)), faults }
}

/**
 * Whether an inspector of a draw can still be sent out. Of one who is out of sight nothing is known: he is not passed over, or whoever
 * sees less could change who is drawn.
 */
export async function comersOf(tx: Tx, { inspectors }: Pick<DrawFile, 'inspectors'>, region: string): Promise<(id: string) => boolean> {
  const ids = inspectors.map(({ id }) => id)
  const [{ rows: seen }, found] = [await sql<{ id: string }>`select id from person where id = any(${ids}::uuid[])`.execute(tx), await inspectorsOf(tx, ids)]
  const gone = new Set(seen.map(({ id }) => id).filter((id) => !found.some((one) => one.id === id && one.works && within(region, one.region))))
  return (id) => !gone.has(id)
}

/** Who may be named for an area: inspectors in sight whose own area takes it in. */
export async function inspectorsCovering(tx: Tx, region: string): Promise<readonly { readonly id: string; readonly name: string; readonly unit: string | null }[]> {
  const { rows } = await sql<{ id: string; name: string; unit: string | null }>`select p.id, p.name, u.name as unit from person p left join org_unit u on u.id = p.unit_id
    where p.closed_at is null and p.enterprise_id is null and ${region} >= shian.prefix_of(p.region) and ${region} < shian.after_prefix(shian.prefix_of(p.region))
    order by p.name_sort, p.id limit 1000`.execute(tx)
  const works = new Set((await inspectorsOf(tx, rows.map(({ id }) => id))).filter((one) => one.works).map(({ id }) => id))
  return rows.filter(({ id }) => works.has(id))
}

/**
 * Reads the pool as it stands now and freezes it: the text is written once, where the program itself cannot change it.
 * @throws Problem `draw.input` (400) with every fault, `draw.pool-too-large` (409), `rule.none-in-force` (409)
 */
export async function freezePool(tx: Tx, id: string, asked: Asked, named: { readonly source: string | null; readonly on: DateOnly | null }): Promise<Frozen> {
  const { today } = tx.work
  const rule = await ruleOn(tx, today)
  const all = await placesOf(tx, asked, addMonths(today, -rule.repeat_months))
  if (all.length > MOST) throw new Problem('draw.pool-too-large', { count: `${MOST}+`, most: MOST })
  const places = all.filter(({ repeated }) => !repeated)
  const { inspectors: people, faults } = await inspectorsFor(tx, asked.inspectors, asked.region)
  const away = await recusedOf(tx, people.map((one) => one.id), places)
  const ratios = classOf(rule)
  const pool = places.map((place): PoolObject => ({ id: place.id, name: place.name, weight: ratios[place.class ?? 'none'] }))
  // The file is public: an inspector is told by id and a masked name.
  const inspectors = people.map((one): Inspector => ({ id: one.id, name: maskPersonal('name', one.name), recuse: away.get(one.id)! }))
  const rules: PoolRules = {
    region: asked.region, types: asked.types, levels: asked.levels, near_school: asked.near_school, ratios, repeat_months: rule.repeat_months, left_out: all.length - places.length,
    version: rule.title, source: rule.source, public_source: named.source, public_on: named.on, frozen_on: today,
  }
  const whole = [...faults, ...countFaults(asked, pool.length), ...inspectors.length < asked.each ? [fault('inspectors', `检查人员不足 ${asked.each} 人。`, `There are fewer than ${asked.each} inspectors.`)] : shortOf(pool, inspectors, asked.each)]
  if (whole.length > 0) throw new Problem('draw.input', { count: whole.length }, whole)
  const input: DrawInput = { pool, inspectors, count: asked.count, each: asked.each, rules }
  await sql`insert into draw_pool (id, region, content) values (${id}, ${asked.region}, ${JSON.stringify(input)})`.execute(tx)
  return { commitment: commitmentOf(input, sm3), pool_size: pool.length, left_out: rules.left_out, recused: inspectors.reduce((sum, { recuse }) => sum + recuse.length, 0), rules }
}

const countFaults = ({ count }: Asked, size: number): FieldProblem[] =>
  (count <= size ? [] : [fault('count', `抽取数 ${count} 大于名录的 ${size} 户。`, `The count of ${count} is larger than the pool of ${size}.`)])

/** The pool as it was frozen. @throws Problem `draw.not-frozen` (404) */
export async function poolOf(tx: Tx, id: string): Promise<DrawInput> {
  const { rows: [row] } = await sql<{ content: string }>`select content from draw_pool where id = ${id}`.execute(tx)
  if (!row) throw new Problem('draw.not-frozen')
  return JSON.parse(row.content) as DrawInput // written by freezePool
}

export const numbersOf = (row: DrawRecord): Numbers => ({
  first: { commitment: row.first_commitment!, salt: row.first_salt!, number: row.first_number! }, second: row.second_number!, ...(row.public_number !== null && { public: row.public_number }),
})

/** The published file of a draw whose numbers are all there. */
export async function fileOf(tx: Tx, row: DrawRecord): Promise<DrawFile> {
  const numbers = numbersOf(row)
  return { ...makeDraw(await poolOf(tx, row.id), seedFrom(numbers), sm3), numbers, redrawn: row.redrawn.map(({ object, out, in: into, reason }) => ({ object, out, in: into, reason })) }
}
