import { z } from 'zod'
import { addDays, type DateOnly } from '../core/dates.ts'
import { Problem, problems, type FieldProblem } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import type { Routes } from '../http/routes.ts'
import { mustMay } from '../identity/actor.ts'
import { regionNames, type Registry } from '../register/labels.ts'
import { dateText, regionText } from '../register/schema.ts'
import { INDICATOR_NAME } from './check.ts'
import type { Indicator } from './declare.ts'
import { basisOf } from './describe.ts'
import { latestEntered } from './figures.ts'
import { rowsOf, usesPeriod, yearToDate, type Moment, type Period } from './periods.ts'
import { READ, regionAndParts, regionFor } from './reach.ts'
import { rowsBehind } from './rows.ts'
import { meets, readThresholds } from './thresholds.ts'
import { trendOf } from './trend.ts'
import { valuesOf } from './value.ts'

problems({ 'indicator.not-found': [404, '没有这项指标：{name}。', 'There is no such indicator: {name}.'] })

const day = dateText.transform((text) => text as DateOnly)
const byName = z.object({ name: z.string().max(100).regex(INDICATOR_NAME) })
const when = { region: regionText.optional(), from: day.optional(), to: day.optional(), as_of: day.optional() }

type When = { readonly from?: DateOnly | undefined; readonly to?: DateOnly | undefined; readonly as_of?: DateOnly | undefined }

/** The moment and period asked for: today and the year up to it unless told. @throws Problem `input.invalid` (400) */
function momentOf({ from, to, as_of }: When, today: DateOnly): { moment: Moment; period: Period } {
  const faults: FieldProblem[] = []
  if (as_of && as_of > today) faults.push({ path: 'as_of', sentence: { zh: '截至日不能晚于今天。', en: 'The day asked for cannot be after today.' } })
  const last = to ?? as_of ?? today
  const period = { from: from ?? yearToDate(last).from, to: last }
  if (period.from > period.to) faults.push({ path: 'from', sentence: { zh: '期间的起日不能晚于止日。', en: 'A period cannot begin after its end.' } })
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  return { moment: { day: as_of ?? today, frozen: as_of !== undefined }, period }
}

/** The same for one indicator: a reported figure is told for the last period that was entered, unless one is named. */
async function askedOf(tx: Tx, indicator: Indicator, region: string, query: When): Promise<{ moment: Moment; period: Period }> {
  const asked = momentOf(query, tx.work.today)
  if (indicator.value.kind !== 'reported' || query.from !== undefined || query.to !== undefined) return asked
  return { ...asked, period: await latestEntered(tx, indicator.name, region, asked.moment) ?? asked.period }
}

/** Mounts the declared list with its 口径, values by region, the rows behind, and the trend. */
export function serveIndicators(routes: Routes, registers: Registry, indicators: readonly Indicator[]): void {
  const known = new Map(indicators.map((indicator) => [indicator.name, indicator]))
  const find = (name: string): Indicator => {
    const found = known.get(name)
    if (!found) throw new Problem('indicator.not-found', { name })
    return found
  }
  const declared = indicators.map((indicator) => ({ indicator, basis: basisOf(registers, indicator) }))
  const tag = 'indicators'
  routes.read('/indicators', { tag, summary: { zh: '指标及口径', en: 'Indicators and what they count' } }, async ({ tx, actor }) => {
    mustMay(actor, READ)
    const thresholds = await readThresholds(tx)
    return { items: declared.map(({ indicator, basis }) => listed(indicator, basis, thresholds(indicator, tx.work.today))) }
  })
  routes.read('/indicators/:name', { tag, summary: { zh: '指标值：本级和各下级', en: 'Values of a region and its parts' }, params: byName, query: z.strictObject(when) }, async ({ tx, actor, params, query }) => {
    const indicator = find(params.name)
    const region = regionFor(actor, query.region)
    const [{ moment, period }, regions] = await Promise.all([askedOf(tx, indicator, region, query), regionAndParts(tx, actor, region)])
    const [values, labels, thresholds] = await Promise.all([
      valuesOf(tx, registers, [indicator], { regions, root: region, periods: [period], moment }), regionNames(tx, regions), readThresholds(tx),
    ])
    const threshold = thresholds(indicator, moment.day)
    return {
      indicator: indicator.name, region, asOf: moment.day, period: usesPeriod(indicator.value) ? period : null, threshold,
      values: values.map((value) => ({ ...value, met: meets(indicator.better, value.value, threshold) })), labels,
    }
  })
  serveRows(routes, registers, find)
  serveTrend(routes, find)
}

const listed = (indicator: Indicator, basis: ReturnType<typeof basisOf>, threshold: ReturnType<Awaited<ReturnType<typeof readThresholds>>>): Record<string, unknown> => {
  const { name, title, unit, better, note, value } = indicator
  const sets = rowsOf(value)
  return { name, title, unit, better, note: note ?? null, kind: value.kind, register: sets?.part.register ?? 'reported_figure', usesPeriod: usesPeriod(value), threshold, basis }
}

function serveRows(routes: Routes, registers: Registry, find: (name: string) => Indicator): void {
  const query = z.looseObject({ ...when, of: z.enum(['part', 'whole', 'except']).default('part') })
  routes.read('/indicators/:name/rows', { tag: 'indicators', summary: { zh: '数到的记录', en: 'The rows behind a value' }, params: byName, query }, async ({ tx, actor, params, query: asked }) => {
    const indicator = find(params.name)
    const { of, region: wanted, from, to, closed: _, ...rest } = asked
    const region = regionFor(actor, wanted)
    const { moment, period } = await askedOf(tx, indicator, region, { from, to, as_of: asked.as_of })
    return rowsBehind(tx, registers, actor, indicator, { of, region, period, moment, query: rest })
  })
}

function serveTrend(routes: Routes, find: (name: string) => Indicator): void {
  const query = z.strictObject({ region: regionText.optional(), from: day.optional(), to: day.optional(), over: z.enum(['day', 'year-to-date']).optional() })
  routes.read('/indicators/:name/trend', { tag: 'indicators', summary: { zh: '每日走势', en: 'Its course by day' }, params: byName, query }, async ({ tx, actor, params, query: asked }) => {
    const indicator = find(params.name)
    const region = regionFor(actor, asked.region)
    const last = asked.to ?? tx.work.today
    const { period } = momentOf({ from: asked.from ?? addDays(last, -365), to: last }, tx.work.today)
    const over = asked.over ?? (usesPeriod(indicator.value) ? 'year-to-date' : 'day')
    return { indicator: indicator.name, region, over, points: await trendOf(tx, indicator.name, region, over, period) }
  })
}
