import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Indicator } from '../../../platform/indicator/declare.ts'
import type { Period } from '../../../platform/indicator/periods.ts'
import type { IndicatorValue } from '../../../platform/indicator/value.ts'
import type { Figure, Part } from './contract.ts'
import { partText } from './periods.ts'
import { printFigure, printGap, printNumber } from './print-figure.ts'

/** What is known around a value: who answers, where it comes from, what it counts. */
export type Around = {
  readonly key: string
  readonly region: string
  readonly day: DateOnly
  readonly owner: string
  /** Where a computed figure comes from: the register it counts. */
  readonly register: string
  readonly basis: string
  /** The period that the report asks for. */
  readonly asked: Period
  /** Names of the units that reported, by id. */
  readonly units: ReadonlyMap<string, string>
}

const numberOf = (value: IndicatorValue, part: Part): number | null =>
  part === 'part' ? value.part : part === 'whole' ? value.whole : value.value

const covers = (outer: Period, inner: Period): boolean => outer.from <= inner.from && outer.to >= inner.to

/** What is of another time than the report's says so behind the number. */
function remark({ figures: [told], period }: IndicatorValue, asked: Period): string {
  const own = told === undefined ? period : { from: told.startsOn, to: told.endsOn }
  return own === null || covers(own, asked) ? '' : `（${partText(own, asked)}）`
}

function sourceOf({ figures, denominator }: IndicatorValue, { register, units }: Around): string {
  const told = [...new Set(figures.map(({ source, unit }) => `${unit === null ? '' : `${units.get(unit) ?? ''}：`}${source}`))]
  const base =
    denominator === null
      ? ''
      : `；基数${printFigure(denominator.value, denominator.unit.zh)}（${denominator.year}年，${denominator.source}）`
  return `${told.length > 0 ? told.join('；') : `系统台账“${register}”`}${base}`
}

/** An indicator's value as a figure of a report. */
export function figureOf(indicator: Indicator, value: IndicatorValue, part: Part, around: Around): Figure {
  const { key, region, day, basis, asked } = around
  const number = numberOf(value, part)
  const state = value.state === 'value' && number === null ? 'no-data' : value.state
  const unit = part === 'value' ? indicator.unit.zh : ''
  const title = part === 'value' ? indicator.title.zh : `${indicator.title.zh}（${part === 'part' ? '分子' : '分母'}）`
  const told = value.figures[0]
  const owner = told?.unit != null ? (around.units.get(told.unit) ?? around.owner) : around.owner
  const period = told === undefined ? value.period : { from: told.startsOn, to: told.endsOn }
  const printed =
    state === 'value' && number !== null
      ? `${part === 'value' ? printFigure(number, unit) : printNumber(number, '')}${remark(value, asked)}`
      : null
  return {
    key,
    indicator: indicator.name,
    title,
    unit,
    state,
    value: state === 'value' ? number : null,
    region,
    day,
    basis,
    owner,
    from: period?.from ?? null,
    to: period?.to ?? null,
    source: sourceOf(value, around),
    printed: printed ?? printGap(state as 'no-data', { title, unit, owner }), // any state but `value`, which has printed above
  }
}
