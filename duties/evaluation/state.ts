import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Moment } from '../../platform/indicator/periods.ts'
import { sourceSql } from '../../platform/indicator/sql.ts'
import { inRegion } from '../../platform/register/scope.ts'
import { columnList } from '../../platform/register/store.ts'
import type { Item, ItemStanding, MeasureFact, RegionState, Scheme, StandingAnswer } from './contract.ts'
import { factsOf, type Facts, type World } from './facts.ts'
import { lookBack } from './periods.ts'
import { schemes, waivers, type SchemeRow } from './registers.ts'
import { assess, type ItemResult, type Score } from './rules.ts'
import { itemsOf, schemeOf } from './scheme/store.ts'

problems({
  'evaluation.no-scheme': [404, '这一天没有启用的评价细则。', 'No evaluation scheme was in force on that day.'],
})

/** A scheme with its id, as it is kept. */
export type KeptScheme = Scheme & { readonly id: string; readonly state: SchemeRow['state'] }

async function kept(tx: Tx, row: SchemeRow): Promise<KeptScheme> {
  return { ...schemeOf(row, await itemsOf(tx, row.id)), id: row.id, state: row.state }
}

/** The scheme named, or the one in force on a day. @throws Problem `row.not-found` (404), `evaluation.no-scheme` (404) */
export async function schemeFor(tx: Tx, day: DateOnly, id?: string): Promise<KeptScheme> {
  const one = id === undefined ? sql`state <> 'draft' and valid_from <= ${day} and (valid_to is null or valid_to >= ${day})` : sql`id = ${id}`
  const { rows } = await sql<SchemeRow>`select ${columnList(schemes as never)} from evaluation_scheme where closed_at is null and ${one}
    order by valid_from desc nulls last, created_at desc limit 1`.execute(tx)
  if (!rows[0]) throw new Problem(id === undefined ? 'evaluation.no-scheme' : 'row.not-found')
  return kept(tx, rows[0])
}

/** Which items a department has said do not apply, by region, with the reason. */
type Waived = (region: string) => ReadonlyMap<string, string>

async function waivedIn(tx: Tx, root: string, moment: Moment): Promise<Waived> {
  const { rows } = await sql<{ region: string; item: string; why: string }>`select region, item, why from ${sourceSql(waivers, inRegion(root), moment)}
    where closed_at is null and starts_on <= ${moment.day}::date and (ends_on is null or ends_on >= ${moment.day}::date)`.execute(tx)
  const by = Map.groupBy(rows, ({ region }) => region)
  return (region) => new Map((by.get(region) ?? []).map(({ item, why }) => [item, why]))
}

export const levelOf = (region: string): 'city' | 'county' => (region.endsWith('00') ? 'city' : 'county')

/** What a year's figures were, as readings: rising and falling look at the year before it. */
const ofYear = (facts: Facts, region: string, at: number) => (measure: Pick<MeasureFact, 'indicator' | 'over'>) => {
  const { trend, state } = facts(region, measure)
  const value = trend[at]?.value ?? null
  return { state: value !== null ? ('value' as const) : state === 'not-applicable' ? state : ('no-data' as const), value, before: trend[at - 1]?.value ?? null }
}

function itemStandings(items: readonly Item[], facts: Facts, region: string, waived: ReadonlyMap<string, string>, assessed: { results: ReadonlyMap<string, ItemResult>; score: Score }): Record<string, ItemStanding> {
  return Object.fromEntries(items.map((item) => {
    const { state, contradictory, measures } = assessed.results.get(item.code)!
    return [item.code, {
      state, contradictory, ...assessed.score.items[item.code]!, waived: waived.get(item.code) ?? null, gap: null,
      measures: item.measures.map((measure, at) => ({ ...facts(region, measure), standing: measures[at]!.state, by: measures[at]!.by })),
    }]
  }))
}

/** Where one region stands, with the score of each year looked back at. */
function regionState({ items, scoring }: Scheme, facts: Facts, region: string, waived: ReadonlyMap<string, string>, day: DateOnly): RegionState {
  const level = levelOf(region)
  const codes = new Set(waived.keys())
  const assessed = assess(items, scoring, { level, waived: codes, readings: (measure) => facts(region, measure) })
  const { items: _, ...score } = assessed.score
  const years = lookBack(day).map((year, at, all) => {
    if (at === all.length - 1) return { year, points: score.points, verdict: score.verdict }
    const then = assess(items, scoring, { level, waived: codes, readings: ofYear(facts, region, at) }).score
    return { year, points: then.points, verdict: then.verdict }
  })
  return { region, level, ...score, years, items: itemStandings(items, facts, region, waived, assessed) }
}

export type Asked = { readonly root: string; readonly regions: readonly string[]; readonly moment: Moment }

/** Where some regions stand on a scheme, all of them `root` or below. Gaps are not looked up. */
export async function statesOf(tx: Tx, world: World, scheme: Scheme, asked: Asked): Promise<Map<string, RegionState>> {
  const [facts, waived] = await Promise.all([factsOf(tx, world, scheme.items, asked), waivedIn(tx, asked.root, asked.moment)])
  return new Map(asked.regions.map((region) => [region, regionState(scheme, facts, region, waived(region), asked.moment.day)]))
}

/** Where a region stands today, in numbers: what Today tells. */
export async function standingOf(tx: Tx, world: World, region: string): Promise<StandingAnswer> {
  const day = tx.work.today
  const scheme = await schemeFor(tx, day)
  const { points, of, verdict, vetoFailed, items } = (await statesOf(tx, world, scheme, { root: region, regions: [region], moment: { day, frozen: false } })).get(region)!
  const count = (wanted: ItemStanding['state']): number => Object.values(items).filter(({ state }) => state === wanted).length
  return {
    region, points, of, verdict, items: scheme.items.length, met: count('met'), short: count('short'), noData: count('no-data'),
    vetoFailed: scheme.items.filter(({ code }) => vetoFailed.includes(code)).map(({ code, title }) => ({ code, title })),
  }
}

/** Of a scheme's items, how many have every counted measure counted by the program. */
export const computedShare = ({ items }: Scheme, world: World): { items: number; of: number } => ({
  items: items.filter(({ measures }) => measures.every(({ counted, indicator }) => !counted || world.shown(indicator).computed)).length, of: items.length,
})
