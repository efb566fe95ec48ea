import type { Tx } from '../../../platform/database/database.ts'
import { Problem } from '../../../platform/core/problem.ts'
import type { Moment } from '../../../platform/indicator/periods.ts'
import type { IndicatorValue } from '../../../platform/indicator/value.ts'
import type { Item, ItemStanding, MeasureSpec, MeasureStanding } from '../contract.ts'
import type { World } from '../facts.ts'
import type { SectionStanding } from './contract.ts'
import { schemeFor, statesOf } from '../state.ts'

/** A counted measure that is short, with what is known of it. */
export type ShortMeasure = { readonly measure: MeasureSpec; readonly value: IndicatorValue }

/** Where a region stands on the scheme in force on a day: the same that the cockpit shows. */
export type SchemeStanding = {
  readonly items: readonly Item[]
  readonly score: number | null
  readonly count: (state: 'met' | 'short' | 'no-data' | 'not-applicable') => number
  readonly short: readonly ShortMeasure[]
  /** By section, in the scheme's order. */
  readonly sections: readonly SectionStanding[]
}

const NO_SCHEME: SchemeStanding = { items: [], score: null, count: () => 0, short: [], sections: [] }

/** What is known of a measure in the form of an indicator's value. */
function valueOf(region: string, { indicator, state, value, part, whole, period, told }: MeasureStanding): IndicatorValue {
  const figures =
    period === null
      ? []
      : told.map(({ id, unit, value: own, source }) => ({ id, unit, value: own, source, startsOn: period.from, endsOn: period.to }))
  return { indicator, region, period, state, value, part, whole, denominator: null, figures }
}

/** Answers without items where no scheme was in force on the day. */
export async function standingOf(tx: Tx, world: World, region: string, moment: Moment): Promise<SchemeStanding> {
  const scheme = await schemeFor(tx, moment.day).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'evaluation.no-scheme') return null
    throw error
  })
  if (scheme === null) return NO_SCHEME
  const state = (await statesOf(tx, world, scheme, { root: region, regions: [region], moment })).get(region)!
  const standings = Object.values(state.items)
  const short = scheme.items.flatMap((item): ShortMeasure[] => {
    const { state: of, measures } = state.items[item.code]!
    if (of !== 'short') return []
    return item.measures.flatMap((measure, at) =>
      measure.counted && measures[at]!.standing === 'short' ? [{ measure, value: valueOf(region, measures[at]!) }] : [],
    )
  })
  const sections = [...Map.groupBy(scheme.items, ({ section }) => section).values()].map((own): SectionStanding => {
    const number = (one: ItemStanding['state']): number => own.filter(({ code }) => state.items[code]!.state === one).length
    return {
      title: own[0]!.section_title.zh,
      met: number('met'),
      short: number('short'),
      unknown: number('no-data'),
      waived: number('not-applicable'),
    }
  })
  return {
    items: scheme.items,
    score: state.points,
    short,
    sections,
    count: (one) => standings.filter(({ state: is }) => is === one).length,
  }
}
