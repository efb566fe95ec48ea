import type { Row } from './history.ts'
import { dayNumber, dayText } from './days.ts'
import { auc, aucWithin, bootstrap, daysEarlier, daysEarlierWithin, type Interval, type Scored } from './measures.ts'
import { train } from './model.ts'
import type { Schema } from './schema.ts'

/** A held-out month: ranked by what was known on its first day, compared with the order in which the office went. */
export type Month = {
  /** `YYYY-MM` */
  readonly month: string
  readonly rows: number
  readonly findings: number
  readonly plain: boolean
  readonly auc: Interval
  readonly aucWithin: Interval
  /** Days by which serious findings would have come earlier than in the order actually used. */
  readonly daysEarlier: Interval
  readonly daysEarlierWithin: Interval
}

export type Backtest = { readonly months: readonly Month[]; /** the same measures over all months, dates changing hands within a month only */ readonly all: Omit<Month, 'month' | 'plain'> }

const ROUNDS = 200

type Held = Scored & { readonly month: number }

/** A measure of days over visits of several months, each month an order of its own. */
const byMonth = (measure: (visits: readonly Scored[]) => number) => (visits: readonly Scored[]): number => {
  const parts = [...Map.groupBy(visits as readonly Held[], ({ month }) => month).values()] // made by `backtest`, which gives each its month
    .map((part) => ({ found: part.reduce((sum, { outcome }) => sum + outcome, 0), days: measure(part) })).filter(({ days }) => !Number.isNaN(days))
  const all = parts.reduce((sum, { found }) => sum + found, 0)
  return parts.reduce((sum, { found, days }) => sum + found * days, 0) / all
}

function measured(visits: readonly Held[]): Omit<Month, 'month' | 'plain'> {
  const by = (measure: (visits: readonly Scored[]) => number): Interval => bootstrap(visits, measure, ROUNDS)
  return {
    rows: visits.length, findings: visits.reduce((sum, { outcome }) => sum + outcome, 0),
    auc: by(auc), aucWithin: by(aucWithin), daysEarlier: by(byMonth(daysEarlier)), daysEarlierWithin: by(byMonth(daysEarlierWithin)),
  }
}

/**
 * Holds out the last months one by one: trains on what is strictly earlier than the month, ranks its visits, and tells how
 * much earlier their findings would have come. Rows without outcome are left out.
 * @param months how many; fewer where the history is shorter
 */
export function backtest(rows: readonly Row[], schema: Schema, months: number): Backtest {
  const known = rows.filter(({ outcome }) => outcome !== null)
  const last = known.reduce((most, { day }) => Math.max(most, day), 0)
  const [year, month] = [Number(dayText(last).slice(0, 4)), Number(dayText(last).slice(5, 7))]
  const firstOf = (back: number): number => dayNumber(year + Math.floor((month - 1 - back) / 12), ((((month - 1 - back) % 12) + 12) % 12) + 1, 1)!
  const starts = Array.from({ length: months }, (_, at) => months - 1 - at)
  const parts = starts.flatMap((back) => {
    const [from, to] = [firstOf(back), firstOf(back - 1)]
    const held = known.filter(({ day }) => day >= from && day < to)
    const before = known.filter(({ day }) => day < from)
    if (held.length === 0 || before.length === 0) return []
    const model = train(before, schema, { asOf: from, horizon: { gap: 0, span: to - from } })
    const scores = model.score(held)
    const visits = held.map(({ day, outcome, nuisance }, at): Held => ({ day, outcome: outcome!, score: scores[at]!, inspector: nuisance.join('\n'), month: from }))
    return [{ month: dayText(from).slice(0, 7), plain: model.plain, visits }]
  })
  return { months: parts.map(({ visits, ...month }) => ({ ...month, ...measured(visits) })), all: measured(parts.flatMap(({ visits }) => visits)) }
}
