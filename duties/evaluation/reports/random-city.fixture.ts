import fc from 'fast-check'
import { duties } from '../../index.ts'
import { date } from '../../../platform/core/dates.ts'
import { numbered, type Block } from '../../../platform/documents/official.ts'
import { basisOf } from '../../../platform/indicator/describe.ts'
import type { Indicator } from '../../../platform/indicator/declare.ts'
import type { Figure as Told } from '../../../platform/indicator/figures.ts'
import type { IndicatorValue } from '../../../platform/indicator/value.ts'
import { allDuties } from '../../../platform/platform.ts'
import { worldOf } from '../facts.ts'
import type { Figure, Generated, Given, Outline, Place } from './contract.ts'
import { figureOf } from './figure-of.ts'
import { generate, textOf } from './generate.ts'
import { readOutline } from './outline.ts'
import { printFigure, printGap, printList } from './print-figure.ts'
import { namesOf } from './templates.ts'
import { wordsOf } from './owners.ts'

export const world = worldOf(allDuties(duties))
export const names = namesOf(world)
export const day = date('2026-11-20')
export const period = { from: date('2026-01-01'), to: date('2026-12-31') }

/** A city with numbers drawn by chance: what departments told, what the registers count, gaps and contradictions among them. */
export type RandomCity = {
  readonly name: string
  readonly counties: number
  readonly population: number
  readonly value: (indicator: Indicator) => IndicatorValue
}

const told = (value: number): Told => ({ id: 'x', value, source: '年度统计', startsOn: period.from, endsOn: period.to, unit: null })

function valueFor(indicator: Indicator, draw: () => number, premises: ReadonlyMap<string, number>): IndicatorValue {
  const nothing = {
    indicator: indicator.name,
    region: '990000',
    period,
    state: 'no-data' as const,
    value: null,
    part: null,
    whole: null,
    denominator: null,
    figures: [],
  }
  const chance = draw()
  if (indicator.value.kind === 'count') {
    const part = premises.get(indicator.name) ?? Math.floor(draw() * 900)
    return { ...nothing, state: 'value', value: part, part, period: null }
  }
  if (indicator.value.kind === 'share') {
    const whole = chance < 0.1 ? 0 : 1 + Math.floor(draw() * 9000)
    const part = draw() < 0.3 ? whole : Math.floor(draw() * (whole + 1))
    return whole === 0
      ? { ...nothing, state: 'not-applicable', part, whole }
      : { ...nothing, state: 'value', part, whole, value: (part / whole) * 100 }
  }
  if (chance < 0.12) return nothing
  if (chance < 0.16) return { ...nothing, state: 'contradictory', figures: [told(draw()), told(draw())] }
  const raw = indicator.unit.zh === '%' ? draw() * 100 : indicator.unit.zh.includes('/') ? draw() * 8 : Math.floor(draw() * 4000)
  const value = indicator.unit.zh === '%' && draw() < 0.3 ? 100 : Number(raw.toFixed(Math.floor(draw() * 4)))
  return { ...nothing, state: 'value', value, figures: [told(value)] }
}

/** The same numbers every time for a seed. */
export function randomCity(seed: number, name: string): RandomCity {
  const drawn = fc.sample(fc.array(fc.integer({ min: 0, max: 999_999 }), { minLength: 2000, maxLength: 2000 }), { seed, numRuns: 1 })[0]!
  let at = 0
  const draw = (): number => drawn[at++ % drawn.length]! / 1_000_000
  const types = [...world.indicators.keys()].filter((one) => one.startsWith('registry.premises.'))
  const premises = new Map(types.map((one) => [one, Math.floor(draw() * 3000)]))
  premises.set(
    'registry.premises',
    [...premises.values()].reduce((sum, one) => sum + one, 0),
  )
  const values = new Map([...world.indicators.values()].map((indicator) => [indicator.name, valueFor(indicator, draw, premises)]))
  return {
    name,
    counties: 1 + Math.floor(draw() * 14),
    population: 200_000 + Math.floor(draw() * 9_000_000),
    value: (indicator) => values.get(indicator.name)!,
  }
}

function figureFor(place: Place, city: RandomCity): Figure {
  const plain = (title: string, unit: string, value: number | null, printed?: string): Figure => ({
    key: place.key,
    indicator: null,
    title,
    unit,
    state: value === null ? 'no-data' : 'value',
    value,
    region: '990000',
    from: null,
    to: null,
    day,
    basis: title,
    source: '台账',
    owner: '市食安办',
    printed: value === null ? printGap('no-data', { title, unit, owner: '市食安办' }) : (printed ?? printFigure(value, unit)),
  })
  switch (place.kind) {
    case 'figure': {
      const indicator = world.indicators.get(place.indicator)!
      return figureOf(indicator, city.value(indicator), place.part, {
        key: place.key,
        region: '990000',
        day,
        owner: '市某局',
        register: '台账',
        basis: basisOf(world.registers, indicator).zh,
        asked: { from: period.from, to: day },
        units: new Map(),
      })
    }
    case 'base':
      return plain('常住人口', '人', city.population)
    case 'divisions':
      return plain('县级行政区', '', city.counties)
    case 'standing':
      return plain(place.of, '项', { items: 72, met: 40, short: 20, unknown: 10, waived: 2, score: 78.5 }[place.of])
    case 'gap':
      return plain(place.was, '', null, '【待补】')
    case 'list':
      return plain(place.register, '项', 12, printList(['甲', '乙', '丙'], 3, 12))
  }
}

export const outlineFor = (body: string): Outline => readOutline(body, names).outline

/** What a template is filled with for a random city: every indicator below 100 % counts as falling short. */
export function givenFor(outline: Outline, city: RandomCity): Given {
  const everything: Place[] = [...world.indicators.keys()].map((indicator) => ({
    kind: 'figure',
    key: indicator,
    indicator,
    part: 'value',
    when: 'period',
  }))
  const figures = Object.fromEntries([...everything, ...outline.places.values()].map((place) => [place.key, figureFor(place, city)]))
  const shortfalls = everything.flatMap(({ key }) => {
    const { unit, value, title } = figures[key]!
    return unit === '%' && value !== null && value < 100 ? [{ figure: key, title, threshold: '100%', sign: '不低于' as const }] : []
  })
  const counties = Array.from({ length: city.counties }, (_, at) => ({ code: `9900${10 + at}`, name: `第${at + 1}县` }))
  return {
    words: wordsOf({ region: '990000', period, day }, city.name),
    figures,
    shortfalls,
    counties,
    byCounty: new Map(),
    drawn: new Map(),
    sections: [],
  }
}

/** The report as text, a line a paragraph, headings numbered as they are printed. */
export function printedText(title: string, blocks: readonly Generated[], { figures }: Given): string {
  const drawn = blocks.flatMap((block): Block[] => {
    const text = textOf(block.pieces, figures)
    if (block.kind === 'table') return [{ kind: 'table', head: block.table!.head, rows: block.table!.rows }]
    if (block.kind === 'chart') return [{ kind: 'chart', chart: block.chart! }]
    return [block.kind === 'heading' ? { kind: 'heading', level: block.level as 1, text } : { kind: 'paragraph', text }]
  })
  const lines = numbered(drawn).flatMap((block) =>
    block.kind === 'table' ? [block.head, ...block.rows].map((row) => row.join('\t')) : 'text' in block ? [block.text] : [],
  )
  return [title, ...lines].join('\n')
}

export function reportText(body: string, title: string, city: RandomCity): string {
  const outline = outlineFor(body)
  const given = givenFor(outline, city)
  return printedText(title, generate(outline, given), given)
}
