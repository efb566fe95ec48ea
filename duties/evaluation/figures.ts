import { sql } from 'kysely'
import { addDays, type DateOnly } from '../../platform/core/dates.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { readEntered, speaking } from '../../platform/indicator/figures.ts'
import type { Period } from '../../platform/indicator/periods.ts'
import { act, getMatter } from '../../platform/matter/act.ts'
import { inRegion } from '../../platform/register/scope.ts'
import { insertRow } from '../../platform/register/store.ts'
import type { Item, MeasureSpec } from './contract.ts'
import { factsOf, type World } from './facts.ts'
import type { Opened, RequestRecord } from './folds.ts'
import { unitOf } from './gaps.ts'
import { signatures, type SignatureRow } from './registers.ts'
import { requestService } from './services.ts'
import { schemeFor } from './state.ts'

problems({
  'evaluation.no-measure': [404, '现行评价细则没有用到“{indicator}”。', 'The scheme in force does not use “{indicator}”.'],
  'evaluation.computed': [409, '“{indicator}”由系统按记录计算，无须填报。', '“{indicator}” is counted from records; nobody needs to be asked.'],
  'evaluation.nothing-to-sign': [409, '“{indicator}”目前没有可会签的数值。', '“{indicator}” has no value to sign.'],
  'evaluation.not-answering': [403, '“{indicator}”由其他单位负责，只能由责任单位会签。', 'Another unit answers for “{indicator}”; only that unit may sign.'],
})

type Used = { readonly item: Item; readonly measure: MeasureSpec }

/** The first item of the scheme in force that uses an indicator. @throws Problem `evaluation.no-measure` (404) */
async function usedBy(tx: Tx, world: World, indicator: string): Promise<Used> {
  const scheme = await schemeFor(tx, tx.work.today)
  for (const item of scheme.items) {
    const measure = item.measures.find((one) => one.indicator === indicator)
    if (measure) return { item, measure }
  }
  throw new Problem('evaluation.no-measure', { indicator: world.shown(indicator).title.zh })
}

/** The unit that answers for an item in a region; the city's where the region has none. @throws Problem `evaluation.no-unit` (422) */
async function answering(tx: Tx, { owner }: Item, region: string): Promise<string> {
  const unit = await unitOf(tx, owner, region) ?? await unitOf(tx, owner, tx.work.city)
  if (unit === null) throw new Problem('evaluation.no-unit', { function: owner })
  return unit
}

/** Days to answer in, where none are told. */
const USUAL_DAYS = 7

export type Ask = { readonly indicator: string; readonly region: string; readonly period: Period; readonly due_on?: DateOnly | undefined; readonly purpose?: string | undefined }
/** `value` is what is known already: nobody was asked for it. */
export type Asked = { readonly request: string | null; readonly again: boolean; readonly values: readonly { readonly value: number; readonly source: string; readonly unit: string | null }[] }

type Earlier = { readonly id: string; readonly state: string }

/**
 * Asks the unit that answers for a figure of a period, unless somebody has: then what is known comes back, and the request counts one more.
 * @throws Problem `evaluation.computed` (409), `evaluation.no-measure` (404), `evaluation.no-unit` (422)
 */
export async function askFigure(tx: Tx, world: World, { indicator, region, period, due_on, purpose }: Ask): Promise<Asked> {
  const shown = world.shown(indicator)
  if (shown.computed) throw new Problem('evaluation.computed', { indicator: shown.title.zh })
  const { item } = await usedBy(tx, world, indicator)
  const entered = await readEntered(tx, [indicator], [region], { day: tx.work.today, frozen: false })
  const values = speaking(entered(indicator, region).filter(({ startsOn, endsOn }) => startsOn === period.from && endsOn === period.to), period)
    .map(({ value, source, unit }) => ({ value, source, unit }))
  const { rows: [earlier] } = await sql<Earlier>`select id, state from figure_request where closed_at is null and state <> 'withdrawn'
    and indicator = ${indicator} and region = ${region} and starts_on = ${period.from} and ends_on = ${period.to}`.execute(tx)
  if (earlier) {
    await act(tx, requestService, await getMatter(tx, requestService, earlier.id), 'ask_again', {})
    return { request: earlier.id, again: true, values }
  }
  if (values.length > 0) return { request: null, again: false, values }
  const request: Opened<RequestRecord> = {
    region, title: `填报：${shown.title.zh}（${period.from} 至 ${period.to}）`, holder_unit: await answering(tx, item, region), holder_person: null,
    due_on: due_on ?? addDays(tx.work.today, USUAL_DAYS), late_level: 0, indicator, starts_on: period.from, ends_on: period.to,
    asked_by: tx.work.actor.unit, purpose: purpose ?? null, value: null, source: null, answered_on: null, asked_again: 0,
  }
  const { id } = await act(tx, requestService, null, 'open', { request })
  return { request: id, again: false, values: [] }
}

export type AskedOf = { readonly unit: string; readonly name: string; readonly asked: number; readonly answered: number; readonly again: number }

/** How often each unit was asked for a figure since a day, and how often somebody was shown an answer instead. */
export async function askedOf(tx: Tx, root: string, since: DateOnly): Promise<readonly AskedOf[]> {
  const { rows } = await sql<AskedOf>`select r.holder_unit as unit, u.name, count(*)::int as asked, count(*) filter (where r.state = 'answered')::int as answered,
      coalesce(sum(r.asked_again), 0)::int as again
    from figure_request r join org_unit u on u.id = r.holder_unit
    where r.closed_at is null and r.state <> 'withdrawn' and ${inRegion(root, 'r.region')} and r.created_at >= ${since}::date group by 1, 2 order by 3 desc, 2`.execute(tx)
  return rows
}

/**
 * Countersigns the present value of a figure and what it counts, for the unit that answers for it.
 * @throws Problem `evaluation.not-answering` (403), `evaluation.nothing-to-sign` (409), `evaluation.no-measure` (404)
 */
export async function signFigure(tx: Tx, world: World, { indicator, region }: { indicator: string; region: string }): Promise<SignatureRow> {
  const { actor, today, now } = tx.work
  const { item, measure } = await usedBy(tx, world, indicator)
  const shown = world.shown(indicator)
  const unit = await answering(tx, item, region)
  if (actor.unit !== unit && !actor.grants.some((grant) => grant.unit === unit)) throw new Problem('evaluation.not-answering', { indicator: shown.title.zh })
  const facts = await factsOf(tx, world, [item], { regions: [region], root: region, moment: { day: today, frozen: false } })
  const { state, value, period } = facts(region, measure)
  if (state !== 'value' || value === null) throw new Problem('evaluation.nothing-to-sign', { indicator: shown.title.zh })
  return insertRow(tx, signatures, {
    region, indicator, starts_on: period?.from ?? today, ends_on: period?.to ?? today, day: today, value, basis: shown.basis.zh,
    basis_hash: world.basisHash(indicator), unit_id: unit, person_id: actor.person, signed_at: now,
  })
}
