import { sql } from 'kysely'
import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { Tx } from '../../../platform/database/database.ts'
import type { DatedSource } from '../../../platform/duty.ts'
import type { JobDeclaration } from '../../../platform/jobs/declare.ts'
import { insertRow } from '../../../platform/register/store.ts'
import { tablesOn, type FrequencyTable } from '../../grading/index.ts'
import { backtest, type Backtest } from './backtest.ts'
import type { BacktestTold, Card, FairnessTold, PlaceReason, RankedPlace, Told } from './contract.ts'
import { dayText } from './days.ts'
import { fairness } from './fairness.ts'
import type { Row } from './history.ts'
import type { Interval } from './measures.ts'
import { train, type Model } from './model.ts'
import { byTurn, owedOn, tierOf } from './order.ts'
import { dayOf, ownHistory, ownSchema, type Own } from './own.ts'
import type { Schema } from './schema.ts'
import { reasonsOf, type Reason } from './reasons.ts'
import { rankRuns } from './registers.ts'
import { describe } from './report.ts'

export const RANK_JOB = 'inspection.rank'

/** Months held out for the back-test, days held out for the fairness report, and reasons told of a place. */
const [MONTHS, HELD, REASONS] = [6, 120, 4]
/** Visits of the coming season are ranked. */
const SPAN = 60
const TOGETHER = 4_000

const finite = (value: number): number | null => (Number.isFinite(value) ? Number(value.toFixed(4)) : null)
const told = ({ value, low, high }: Interval): Told => (Number.isFinite(value) ? { value: Number(value.toFixed(4)), low: Number(low.toFixed(4)), high: Number(high.toFixed(4)) } : null)

/** A figure of the back-test as the list of trainings shows it. */
const rounded = (of: Told | undefined, digits: number): number | null => (of ? Number(of.value.toFixed(digits)) : null)

export function cardOf(model: Model, history: readonly Row[], titles: Readonly<Record<string, Bilingual>>): Card {
  const { columns, nuisance } = describe(model)
  const spread = Math.sqrt(Object.values(nuisance).reduce((sum, value) => sum + value ** 2, 0))
  const day = (at: number): DateOnly | null => (history.length === 0 ? null : (dayText(history.at(at)!.day) as DateOnly))
  return {
    from: day(0), to: day(-1), inputs: Object.keys(model.schema.inputs), titles, inspectors: finite(spread),
    weights: columns.filter(({ weight }) => Math.abs(weight) >= 0.005).slice(0, 15).map(({ source, aspect, level, weight }) => ({ source, aspect, level: level ?? null, weight })),
  }
}

/** By rows later than the model that is looked at: one that ranks what taught it looks better than it is. Null while the history is short. */
export function fairnessOf(history: readonly Row[], today: DateOnly, schema: Schema = ownSchema): FairnessTold | null {
  const since = addDays(today, -HELD)
  const [before, later] = [history.filter(({ day }) => day < dayOf(since)), history.filter(({ day }) => day >= dayOf(since))]
  if (before.length === 0 || later.length === 0) return null
  const found = fairness(train(before, schema, { asOf: dayOf(since), horizon: { gap: 0, span: HELD } }), later)
  // A township has too few visits in a season to be judged by.
  const groups = Object.entries(found.groups).filter(([name]) => name === 'type' || name === 'county')
  const byPerson = Map.groupBy(found.inspectors.filter(({ rows }) => rows > 0), ({ level }) => level)
  return {
    rows: found.rows, since, withStrictness: finite(found.withStrictness),
    groups: Object.fromEntries(groups.map(([name, levels]) => [name, levels.map(({ level, rows, score, found: share, calibration, sooner }) => ({ level, rows, score: finite(score) ?? 0, found: finite(share), calibration: finite(calibration), sooner: finite(sooner) ?? 0 }))])),
    inspectors: [...byPerson].map(([person, parts]) => ({
      person, rows: parts.reduce((sum, { rows }) => sum + rows, 0), effect: finite(parts.reduce((sum, { effect }) => sum + effect, 0) / parts.length) ?? 0,
      score: finite(parts.reduce((sum, { score, rows }) => sum + score * rows, 0) / parts.reduce((sum, { rows }) => sum + rows, 0)) ?? 0,
    })).toSorted((a, b) => b.rows - a.rows),
  }
}

const monthOf = (month: Omit<Backtest['months'][number], 'month' | 'plain'>): BacktestTold['all'] =>
  ({ rows: month.rows, findings: month.findings, auc: told(month.auc), aucWithin: told(month.aucWithin), daysEarlier: told(month.daysEarlier), daysEarlierWithin: told(month.daysEarlierWithin) })

/** Null where no month can be held out. */
export function backtestOf(history: readonly Row[], schema: Schema = ownSchema): BacktestTold | null {
  const { months, all } = backtest(history, schema, MONTHS)
  return months.length === 0 ? null : { months: months.map((one) => ({ month: one.month, plain: one.plain, ...monthOf(one) })), all: monthOf(all) }
}

export type Ranked = Omit<RankedPlace, 'name' | 'address' | 'due_on'> & { readonly due_on: DateOnly }

/** A place is told by its id and by where it lies: what either says of its own record is one reason, with the product of the odds. */
function merged(reasons: readonly Reason[]): { readonly source: string; readonly what: Reason['what']; readonly odds: number }[] {
  const own = ({ source, what }: Reason): string => ((what === 'record' || what === 'visits') && source.includes('latitude') ? 'place' : source)
  const groups = [...Map.groupBy(reasons, (one) => `${one.what} ${own(one)}`).values()]
  return groups.map((group) => ({ source: own(group[0]!), what: group[0]!.what, odds: Math.exp(group.reduce((sum, { by }) => sum + by, 0)) }))
    .toSorted((a, b) => Math.abs(Math.log(b.odds)) - Math.abs(Math.log(a.odds)))
}

/** Every place in the order of visits. */
export function orderOf({ places, ranked, titles }: Own, model: Model, table: FrequencyTable, today: DateOnly): Ranked[] {
  const matrix = model.columns(ranked)
  const [scores, reasons] = [model.chances(matrix), reasonsOf(model, matrix)]
  const whole = places.map((place, at) => {
    const due_on = owedOn(place, table)
    const why = merged(reasons[at]!).slice(0, REASONS).map(({ source, what, odds }): PlaceReason => ({ source, what, odds: Number(odds.toFixed(3)), value: source === 'place' ? null : (ranked[at]!.inputs[source] ?? null), ...(titles[source] && { title: titles[source] }) }))
    return { id: place.id, region: place.region, type: place.type, score: Number(scores[at]!.toFixed(6)), reasons: why, last_on: place.last_on, due_on, tier: tierOf(due_on, today) }
  })
  return whole.toSorted(byTurn).map((one, at) => ({ ...one, position: at + 1 }))
}

/** The order is a projection: every training writes all of it anew. One waits for another that ends at the same time, whose rows it would not see. */
export async function writeOrder(tx: Tx, run: string, order: readonly Ranked[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`premises_rank ${tx.work.city}`}))`.execute(tx)
  await sql`delete from premises_rank`.execute(tx)
  for (let at = 0; at < order.length; at += TOGETHER) {
    await sql`insert into premises_rank (id, region, run_id, position, tier, type, score, reasons, last_on, due_on)
      select id, region, ${run}::uuid, position, tier, type, score, reasons, last_on, due_on from jsonb_to_recordset(${JSON.stringify(order.slice(at, at + TOGETHER))}::jsonb)
        as t(id uuid, region text, position integer, tier text, type text, score double precision, reasons jsonb, last_on date, due_on date)`.execute(tx)
  }
}

/**
 * Trains on the city's own inspections and writes the order of visits. The same rows give the same order.
 * @param sources what duties declare as `dated` of premises
 */
export const rankJobOf = (sources: readonly DatedSource[]): JobDeclaration => ({
  kind: RANK_JOB,
  title: { zh: '风险排序训练', en: 'Training the order of visits' },
  schedule: '30 3 * * 1',
  isolated: true,
  maxAttempts: 2,
  run: async ({ read, write, progress }) => {
    const began = performance.now()
    const { own, table, today } = await read(async (tx) => ({ own: await ownHistory(tx, tx.work.today, sources), table: (await tablesOn(tx, tx.work.today)).frequency, today: tx.work.today }))
    const { history, schema, titles } = own
    await progress(1, 4)
    const model = train(history, schema, { asOf: dayOf(today), horizon: { gap: 0, span: SPAN } })
    const order = orderOf(own, model, table, today)
    await progress(2, 4)
    const fair = fairnessOf(history, today, schema)
    await progress(3, 4)
    const tested = backtestOf(history, schema)
    await write(async (tx) => {
      const run = await insertRow(tx, rankRuns, {
        region: tx.work.city, title: today, day: today, visits: history.length, findings: model.findings, places: order.length, method: model.plain ? 'plain' : 'learned',
        auc: rounded(tested?.all.auc, 3), days_earlier: rounded(tested?.all.daysEarlier, 1), seconds: Number(((performance.now() - began) / 1000).toFixed(1)), card: cardOf(model, history, titles), fairness: fair, backtest: tested,
      })
      await writeOrder(tx, run.id, order)
    })
    await progress(4, 4)
    return { visits: history.length, places: order.length, method: model.plain ? 'plain' : 'learned' }
  },
})
