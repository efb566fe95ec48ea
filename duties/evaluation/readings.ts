import { daysBetween, type DateOnly } from '../../platform/core/dates.ts'
import { speaking, type Figure } from '../../platform/indicator/figures.ts'
import type { Period } from '../../platform/indicator/periods.ts'
import type { Over } from './contract.ts'
import { at, lastWhole, lookBack, yearBefore, yearOf } from './periods.ts'
import type { Reading } from './rules.ts'

/** A reading with the period it speaks of and, where departments entered it, what they told. */
export type Told = Reading & { readonly period: Period | null; readonly figures: readonly Figure[] }
const NOTHING: Told = { state: 'no-data', value: null, before: null, period: null, figures: [] }

/** What was entered longer ago than this says nothing of today any more: a year for what is yearly, one period for the rest. */
const freshSince = (over: Over, day: DateOnly): DateOnly =>
  over === 'quarter' || over === 'half-year' ? lastWhole(over, day).from : at(yearOf(day) - 1, '01-01')

const length = ({ startsOn, endsOn }: Figure): number => daysBetween(startsOn, endsOn)

/**
 * The figure that speaks for a measure on a day: the latest whose period was over by then (of how things stand: had begun). Of several
 * to the same day the longest up to a year for yearly measures, else the shortest. What two departments tell differently stands both.
 */
function latest(figures: readonly Figure[], over: Over, day: DateOnly, since: DateOnly): Told {
  if (figures.length === 0) return NOTHING
  const eligible = figures.filter((one) => one.startsOn <= day && (one.endsOn <= day || over === 'as-of') && one.endsOn >= since && length(one) <= 366)
  const last = eligible.reduce<DateOnly | null>((best, { endsOn }) => (best === null || endsOn > best ? endsOn : best), null)
  if (last === null) return NOTHING
  const ending = eligible.filter(({ endsOn }) => endsOn === last).toSorted((a, b) => length(a) - length(b))
  const chosen = over === 'year' ? ending.at(-1)! : ending[0]!
  return exactly(figures, { from: chosen.startsOn, to: chosen.endsOn })
}

/** What was entered for just these days. */
function exactly(figures: readonly Figure[], period: Period): Told {
  const spoken = speaking(figures.filter(({ startsOn, endsOn }) => startsOn === period.from && endsOn === period.to), period)
  if (spoken.length === 0) return NOTHING
  if (spoken.length > 1) return { ...NOTHING, state: 'contradictory', period, figures: spoken }
  return { state: 'value', value: spoken[0]!.value, before: null, period, figures: spoken }
}

/** What was told of one year, as far as it was over by a day. */
export function toldOfYear(figures: readonly Figure[], over: Over, year: number, day: DateOnly): Told {
  const end = at(year, '12-31')
  const within = figures.filter(({ startsOn, endsOn }) => startsOn >= at(year, '01-01') && endsOn <= end)
  return latest(within, over === 'three-years' ? 'year' : over, day < end ? day : end, at(year, '01-01'))
}

/** The sum over the years looked back at. One year missing is no data, unless what is known is more than nothing already. */
function overYears(figures: readonly Figure[], day: DateOnly): Told {
  const years = lookBack(day)
  const told = years.map((year) => toldOfYear(figures, 'year', year, day))
  const contradiction = told.find(({ state }) => state === 'contradictory')
  if (contradiction) return contradiction
  const sum = told.reduce((total, { value }) => total + (value ?? 0), 0)
  // The first half of a year has no figure that could be over.
  const begun = day < at(years[2]!, '06-30') ? told.slice(0, 2) : told
  if (sum === 0 && begun.some(({ state }) => state === 'no-data')) return NOTHING
  return { state: 'value', value: sum, before: null, period: { from: at(years[0]!, '01-01'), to: day }, figures: told.flatMap((one) => one.figures) }
}

/** What departments told of a measure in a region, on a day, with the same days of the year before. Pure. */
export function toldOf(figures: readonly Figure[], over: Over, day: DateOnly): Told {
  if (over === 'three-years') return overYears(figures, day)
  const told = latest(figures, over, day, freshSince(over, day))
  if (told.period === null) return told
  return { ...told, before: exactly(figures, yearBefore(told.period)).value }
}
