import { sql } from 'kysely'
import { addDays, type DateOnly } from '../../platform/core/dates.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { departmentFunction } from '../../platform/identity/functions.ts'
import { readEntered, speaking } from '../../platform/indicator/figures.ts'
import type { Period } from '../../platform/indicator/periods.ts'
import { act, getMatter } from '../../platform/matter/act.ts'
import { inRegion } from '../../platform/register/scope.ts'
import type { Asked, AskedOf, Item, MeasureSpec, StateAnswer } from './contract.ts'
import type { World } from './facts.ts'
import type { Opened, RequestRecord } from './folds.ts'
import { unitOf } from './gaps.ts'
import { periodToAsk } from './periods.ts'
import { requestService } from './services.ts'
import { schemeFor } from './state.ts'

problems({
  'evaluation.no-measure': [404, '现行评价细则没有用到“{indicator}”。', 'The scheme in force does not use “{indicator}”.'],
  'evaluation.computed': [409, '“{indicator}”由系统按记录计算，无须填报。', '“{indicator}” is counted from records; nobody needs to be asked.'],
})

type Used = { readonly item: Item; readonly measure: MeasureSpec }

/** The first item of the scheme in force that uses an indicator. @throws Problem `evaluation.no-measure` (404) */
export async function usedBy(tx: Tx, world: World, indicator: string): Promise<Used> {
  const scheme = await schemeFor(tx, tx.work.today)
  for (const item of scheme.items) {
    const measure = item.measures.find((one) => one.indicator === indicator)
    if (measure) return { item, measure }
  }
  throw new Problem('evaluation.no-measure', { indicator: world.shown(indicator).title })
}

/** The unit that answers for an item in a region; the city's where the region has none. @throws Problem `evaluation.no-unit` (422) */
export async function answering(tx: Tx, { owner }: Item, region: string): Promise<string> {
  const unit = await unitOf(tx, owner, region) ?? await unitOf(tx, owner, tx.work.city)
  if (unit === null) throw new Problem('evaluation.no-unit', { function: departmentFunction(owner).title })
  return unit
}

/** Days to answer in, where none are told. */
const USUAL_DAYS = 7

export type Ask = { readonly indicator: string; readonly region: string; /** The last that is over, unless one is named. */ readonly period?: Period | undefined; readonly due_on?: DateOnly | undefined; readonly purpose?: string | undefined }
type Earlier = { readonly id: string; readonly state: string; readonly starts_on: DateOnly; readonly ends_on: DateOnly }

/** A request that stands for one that would be made: of just these days or, where nobody named days, one that still waits for its answer. */
async function earlierOf(tx: Tx, { indicator, region, period: named }: Ask, period: Period): Promise<Earlier | undefined> {
  const same = sql<boolean>`(starts_on = ${period.from} and ends_on = ${period.to})`
  const { rows } = await sql<Earlier>`select id, state, starts_on, ends_on from figure_request where closed_at is null and state <> 'withdrawn'
    and indicator = ${indicator} and region = ${region} and ${named ? same : sql<boolean>`(${same} or state = 'asked')`} order by ${same} desc, ends_on desc limit 1`.execute(tx)
  return rows[0]
}

const unitNames = async (tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from org_unit where id = any(${ids.filter((id) => id !== null)}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What departments have told of a figure for a period. */
async function knownOf(tx: Tx, indicator: string, region: string, period: Period): Promise<Asked['values']> {
  const entered = await readEntered(tx, [indicator], [region], { day: tx.work.today, frozen: false })
  const spoken = speaking(entered(indicator, region).filter(({ startsOn, endsOn }) => startsOn === period.from && endsOn === period.to), period)
  const names = await unitNames(tx, spoken.map(({ unit }) => unit))
  return spoken.map(({ value, source, unit }) => ({ value, source, unit, unitName: unit === null ? null : (names.get(unit) ?? null) }))
}

/**
 * Asks the unit that answers for a figure of a period, unless somebody has: then what is known comes back, and the request counts one more.
 * @throws Problem `evaluation.computed` (409), `evaluation.no-measure` (404), `evaluation.no-unit` (422)
 */
export async function askFigure(tx: Tx, world: World, wanted: Ask): Promise<Asked> {
  const { indicator, region, due_on, purpose } = wanted
  const shown = world.shown(indicator)
  if (shown.computed) throw new Problem('evaluation.computed', { indicator: shown.title })
  const { item, measure } = await usedBy(tx, world, indicator)
  const { today, actor } = tx.work
  const period = wanted.period ?? periodToAsk(measure.over, today)
  const earlier = await earlierOf(tx, wanted, period)
  if (earlier) {
    await act(tx, requestService, await getMatter(tx, requestService, earlier.id), 'ask_again', {})
    const of = { from: earlier.starts_on, to: earlier.ends_on }
    return { request: earlier.id, again: true, state: earlier.state, period: of, values: await knownOf(tx, indicator, region, of) }
  }
  const values = await knownOf(tx, indicator, region, period)
  if (values.length > 0) return { request: null, again: false, state: null, period, values }
  const request: Opened<RequestRecord> = {
    region, title: `填报：${shown.title.zh}（${period.from} 至 ${period.to}）`, holder_unit: await answering(tx, item, region), holder_person: null,
    due_on: due_on ?? addDays(today, USUAL_DAYS), late_level: 0, indicator, starts_on: period.from, ends_on: period.to,
    asked_by: actor.unit, purpose: purpose ?? null, value: null, source: null, answered_on: null, asked_again: 0,
  }
  const { id } = await act(tx, requestService, null, 'open', { request })
  return { request: id, again: false, state: 'asked', period, values: [] }
}

/** Figures asked for in a region and not answered yet. */
export async function openRequests(tx: Tx, region: string): Promise<StateAnswer['requests']> {
  const { rows } = await sql<StateAnswer['requests'][number]>`select r.id, r.indicator, r.starts_on, r.ends_on, r.due_on, u.name as unit from figure_request r left join org_unit u on u.id = r.holder_unit
    where r.closed_at is null and r.state = 'asked' and r.region = ${region} order by r.due_on, r.id`.execute(tx)
  return rows
}

/** How often each unit was asked for a figure that was due on a day or later, and how often somebody was shown an answer instead. */
export async function askedOf(tx: Tx, root: string, since: DateOnly): Promise<readonly AskedOf[]> {
  const { rows } = await sql<AskedOf>`select r.holder_unit as unit, u.name, count(*)::int as asked, count(*) filter (where r.state = 'answered')::int as answered,
      coalesce(sum(r.asked_again), 0)::int as again
    from figure_request r join org_unit u on u.id = r.holder_unit
    where r.closed_at is null and r.state <> 'withdrawn' and ${inRegion(root, 'r.region')} and r.due_on >= ${since}::date group by 1, 2 order by 3 desc, 2`.execute(tx)
  return rows
}
