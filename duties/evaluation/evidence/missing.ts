import { sql } from 'kysely'
import { date, isDate, type DateOnly } from '../../../platform/core/dates.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { can } from '../../../platform/identity/actor.ts'
import { divisionsBelow } from '../../../platform/indicator/reach.ts'
import { regionNames } from '../../../platform/register/labels.ts'
import { inRegion } from '../../../platform/register/scope.ts'
import { setting } from '../../../platform/settings/settings.ts'
import type { Item } from '../contract.ts'
import { unitsFor } from '../people.ts'
import { asked } from '../rules.ts'
import { levelOf, schemeFor, type KeptScheme } from '../state.ts'
import type { ItemPapers, MissingAnswer, MissingPaper } from './contract.ts'

problems({
  'evidence.setting': [422, '设置“{code}”应为每年的月日，如 10-31。', 'The setting {code} must be a day of the year, such as 10-31.'],
})

/** Code of the setting: by which day of the year its papers are due (`MM-DD`). */
export const DUE_SETTING = 'evaluation.papers-due'
/** No rule names the day; the provincial examination comes in the last two months of a year. Ours, until the city sets its own. */
const DUE = '10-31'

/** @throws Problem `evidence.setting` (422) */
export async function dueDay(tx: Tx, year: number): Promise<DateOnly> {
  const monthDay = await setting<unknown>(tx, DUE_SETTING, DUE)
  const day = `${year}-${String(monthDay)}`
  if (!isDate(day)) throw new Problem('evidence.setting', { code: DUE_SETTING })
  return date(day)
}

type Supplied = ItemPapers['papers'][number]['supplied'][number] & { readonly region: string; readonly item: string; readonly paper: string }

/** Papers supplied for a year in a region and below; the best of each first: reviewed, then with a file. */
async function suppliedIn(tx: Tx, root: string, year: number): Promise<readonly Supplied[]> {
  const { rows } = await sql<Supplied>`select p.id, p.region, p.item, p.paper, p.title, p.review, p.supplied_at, u.name as unit,
      (select count(*)::int from file f where f.about_table = 'evaluation_paper' and f.about_id = p.id and f.removed_at is null) as files
    from evaluation_paper p left join org_unit u on u.id = p.unit_id where p.closed_at is null and ${inRegion(root, 'p.region')} and p.starts_on <= ${`${year}-12-31`}::date and p.ends_on >= ${`${year}-01-01`}::date order by p.supplied_at desc, p.id`.execute(tx)
  return rows
}

/** Of what was supplied for one paper, how it stands: null where it is there. */
export function stateOf(own: readonly { readonly id: string; readonly review: string; readonly files: number }[]): Pick<MissingPaper, 'state' | 'record'> | null {
  const whole = own.find(({ review, files }) => review !== 'returned' && files > 0)
  if (whole) return null
  const returned = own.find(({ review }) => review === 'returned')
  if (returned) return { state: 'returned', record: returned.id }
  const begun = own[0]
  return begun ? { state: 'no-file', record: begun.id } : { state: 'missing', record: null }
}

/** What was supplied of a year for one item in just one region, beside each paper that the item asks for. @throws Problem `row.not-found` (404) */
export async function papersOf(tx: Tx, { code, region, year }: { readonly code: string; readonly region: string; readonly year: number }): Promise<ItemPapers> {
  const item = (await yearScheme(tx, year)).items.find((one) => one.code === code)
  if (!item) throw new Problem('row.not-found')
  const own = (await suppliedIn(tx, region, year)).filter((one) => one.region === region && one.item === code)
  return { papers: item.papers.map((paper) => {
    const of = own.filter((one) => one.paper === paper.zh)
    const supplied = of.map(({ id, title, unit, files, review, supplied_at }) => ({ id, title, unit, files, review, supplied_at }))
    return { paper, state: stateOf(of)?.state ?? 'there', supplied }
  }) }
}

/** The scheme that a year's papers are asked for by. */
function yearScheme(tx: Tx, year: number): Promise<KeptScheme> {
  const [day, { today }] = [date(`${year}-12-31`), tx.work]
  return schemeFor(tx, day < today ? day : today)
}

const waivedIn = async (tx: Tx, root: string, year: number): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ key: string }>`select region || ' ' || item as key from evaluation_waiver where closed_at is null and ${inRegion(root)}
    and starts_on <= ${`${year}-12-31`}::date and (ends_on is null or ends_on >= ${`${year}-01-01`}::date)`.execute(tx)
  return new Set(rows.map(({ key }) => key))
}

const required = (items: readonly Item[], regions: readonly string[], waived: ReadonlySet<string>): readonly { item: Item; region: string }[] =>
  regions.flatMap((region) => items.filter((item) => asked(item, levelOf(region)) && !waived.has(`${region} ${item.code}`)).map((item) => ({ item, region })))

/** What is missing of a year's papers in a region and its counties, by the department that answers. */
export async function missingPapers(tx: Tx, root: string, year: number): Promise<MissingAnswer> {
  const { actor, today } = tx.work
  const scheme = await yearScheme(tx, year)
  const below = levelOf(root) === 'city' ? (await divisionsBelow(tx, root)).filter((region) => can(actor, 'evaluation.read', { region })) : []
  const regions = [root, ...below]
  const [supplied, unit, waived, dueOn, labels, reminded] = await Promise.all([
    suppliedIn(tx, root, year), unitsFor(tx), waivedIn(tx, root, year), dueDay(tx, year), regionNames(tx, regions), lastReminded(tx),
  ])
  const by = Map.groupBy(supplied, ({ region, item, paper }) => `${region} ${item} ${paper}`)
  let count = 0
  const missing = required(scheme.items, regions, waived).flatMap(({ item, region }) => item.papers.flatMap((paper): (MissingPaper & { unitName: string })[] => {
    count++
    const state = stateOf(by.get(`${region} ${item.code} ${paper.zh}`) ?? [])
    if (state === null) return []
    const of = unit(item.owner, region)
    return [{ item: item.code, itemTitle: item.title, paper, region, unit: of?.id ?? null, unitName: of?.name ?? '', ...state }]
  }))
  const units = [...Map.groupBy(missing, ({ unit: id }) => id)].map(([id, papers]) =>
    ({ id, name: papers[0]!.unitName, remindedOn: id === null ? null : (reminded.get(id) ?? null), papers: papers.map(({ unitName: _, ...paper }) => paper) }))
  return {
    region: root, year, dueOn, late: dueOn < today, required: count, units: units.toSorted((a, b) => b.papers.length - a.papers.length), labels,
    may: [...(can(actor, 'evaluation.manage', { region: root }) ? ['manage' as const] : []), ...(can(actor, 'evaluation.work') || can(actor, 'evaluation.manage') ? ['supply' as const] : [])],
  }
}

async function lastReminded(tx: Tx): Promise<ReadonlyMap<string, DateOnly>> {
  const { rows } = await sql<{ unit_id: string; day: DateOnly }>`select unit_id, max(reminded_on) as day from paper_reminder where closed_at is null group by unit_id`.execute(tx)
  return new Map(rows.map(({ unit_id, day }) => [unit_id, day]))
}
