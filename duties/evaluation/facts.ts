import { hash } from 'node:crypto'
import { canonical } from '../../platform/core/canonical.ts'
import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Duty } from '../../platform/duty.ts'
import type { Indicator } from '../../platform/indicator/declare.ts'
import { readBases } from '../../platform/indicator/denominators.ts'
import { basisOf } from '../../platform/indicator/describe.ts'
import { readEntered, type Entered } from '../../platform/indicator/figures.ts'
import { rowsOf, usesPeriod, type Moment, type Period } from '../../platform/indicator/periods.ts'
import type { IndicatorValue } from '../../platform/indicator/value.ts'
import { registryOf } from '../../platform/platform.ts'
import type { Registry } from '../../platform/register/labels.ts'
import type { Item, MeasureFact, MeasureSpec, Over, ShownIndicator } from './contract.ts'
import { PER_RESIDENTS, residents } from './indicators.ts'
import { rememberedValues, type Memory } from './remember.ts'
import { lookBack, periodOver, yearBefore } from './periods.ts'
import { toldOf, toldOfYear } from './readings.ts'

/** Everything that is mounted, as far as figures need it. */
export type World = { readonly registers: Registry; readonly indicators: ReadonlyMap<string, Indicator>; readonly shown: (name: string) => ShownIndicator; readonly basisHash: (name: string) => string; /** Whether a hash kept earlier is of what the indicator counts now. */ readonly sameBasis: (name: string, kept: string) => boolean; readonly remembered: Memory }

const UNKNOWN = { zh: '未声明的指标', en: 'Not declared' }

/**
 * What an indicator counts, apart from the words that tell it: which rows, of which base, in which unit. What a department enters
 * is defined by its note alone. A sentence that is only put better leaves every signature as it was.
 */
const substanceOf = (one: Indicator | undefined): unknown =>
  one && { unit: one.unit.zh, ...(one.value.kind === 'reported' ? { note: one.note?.zh ?? null } : { value: plainOf(one.value) }) }

/** Data alone: of rows their register and conditions, of a denominator its parameter. */
const plainOf = (value: Indicator['value']): unknown => JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'title' || key === 'unit' ? undefined : part)))

/** @param duties all that are mounted, the platform's own too */
export function worldOf(duties: readonly Duty[]): World {
  const registers = registryOf(duties)
  const indicators = new Map(duties.flatMap((duty) => duty.indicators ?? []).map((one) => [one.name, one]))
  const shown = new Map<string, ShownIndicator>()
  const show = (name: string): ShownIndicator => {
    const known = shown.get(name)
    if (known) return known
    const one = indicators.get(name)
    const made = one === undefined
      ? { title: { zh: name, en: name }, unit: { zh: '', en: '' }, basis: UNKNOWN, computed: false, register: 'reported_figure' }
      : { title: one.title, unit: one.unit, basis: basisOf(registers, one), computed: one.value.kind !== 'reported', register: rowsOf(one.value)?.part.register ?? 'reported_figure' }
    shown.set(name, made)
    return made
  }
  const hashes = new Map<string, string>()
  const basisHash = (name: string): string => {
    const known = hashes.get(name) ?? hash('sm3', canonical(substanceOf(indicators.get(name)) ?? show(name).basis.zh))
    hashes.set(name, known)
    return known
  }
  // Hashes of the first releases are of the sentence.
  const sameBasis = (name: string, kept: string): boolean => kept === basisHash(name) || kept === hash('sm3', show(name).basis.zh)
  return { registers, indicators, shown: show, basisHash, sameBasis, remembered: new Map() }
}

export type Facts = (region: string, measure: Pick<MeasureSpec, 'indicator' | 'over'>) => MeasureFact

type Asked = { readonly regions: readonly string[]; readonly root: string; readonly moment: Moment }
type Measured = (indicator: string, region: string, period: Period) => IndicatorValue | undefined

const keyOf = (indicator: string, region: string, period: Period | null): string => `${indicator} ${region} ${period ? `${period.from} ${period.to}` : ''}`
const wholeYear = (year: number, day: DateOnly): Period => {
  const end = `${year}-12-31` as DateOnly
  return { from: `${year}-01-01` as DateOnly, to: end < day ? end : day }
}

/** All computed values in one call: each measure's own period, the same a year before, and the years looked back at. */
async function computedValues(tx: Tx, world: World, measures: readonly MeasureSpec[], { regions, root, moment }: Asked): Promise<Measured> {
  const wanted = [...new Set(measures.map(({ indicator }) => indicator))].flatMap((name) => {
    const known = world.indicators.get(name)
    return known && known.value.kind !== 'reported' ? [known] : []
  })
  const overs = new Set(measures.filter(({ indicator }) => wanted.some(({ name }) => name === indicator)).map(({ over }) => over))
  const own = [...overs].map((over) => periodOver(over, moment.day))
  const periods = [...own, ...own.map(yearBefore), ...lookBack(moment.day).map((year) => wholeYear(year, moment.day))]
  const once = [...new Map(periods.map((period) => [`${period.from} ${period.to}`, period])).values()]
  if (wanted.length === 0) return () => undefined
  const values = await rememberedValues(tx, world.registers, world.remembered, wanted, { regions, root, periods: once, moment })
  const byKey = new Map(values.map((value) => [keyOf(value.indicator, value.region, value.period), value]))
  return (indicator, region, period) => byKey.get(keyOf(indicator, region, period)) ?? byKey.get(keyOf(indicator, region, null))
}

type Kept = { readonly indicator: string; readonly region: string; readonly year: number; readonly value: number | null }

/** What was kept of how things stood, as late as possible in each year that is over: the daily snapshots of the platform. */
async function keptYears(tx: Tx, names: readonly string[], { regions, moment }: Asked): Promise<ReadonlyMap<string, number | null>> {
  if (names.length === 0) return new Map()
  const [first, , last] = lookBack(moment.day)
  const { rows } = await sql<Kept>`select distinct on (indicator, region, extract(year from day)) indicator, region, extract(year from day)::int as year, value
    from indicator_snapshot where indicator = any(${[...names]}::text[]) and region = any(${[...regions]}::text[]) and period = 'day'
      and day >= ${`${first}-01-01`}::date and day < ${`${last}-01-01`}::date
    order by indicator, region, extract(year from day), day desc`.execute(tx)
  return new Map(rows.map(({ indicator, region, year, value }) => [`${indicator} ${region} ${year}`, value]))
}

type Signature = { readonly indicator: string; readonly region: string; readonly starts_on: DateOnly; readonly ends_on: DateOnly; readonly value: number; readonly basis_hash: string }

async function signaturesOf(tx: Tx, names: readonly string[], regions: readonly string[]): Promise<(indicator: string, region: string) => readonly Signature[]> {
  const { rows } = await sql<Signature>`select distinct on (indicator, region, starts_on, ends_on) indicator, region, starts_on, ends_on, value, basis_hash from figure_signature
    where closed_at is null and indicator = any(${[...names]}::text[]) and region = any(${[...regions]}::text[])
    order by indicator, region, starts_on, ends_on, signed_at desc, id desc`.execute(tx)
  const by = Map.groupBy(rows, ({ indicator, region }) => `${indicator} ${region}`)
  return (indicator, region) => by.get(`${indicator} ${region}`) ?? []
}

type Ground = {
  readonly world: World
  readonly day: DateOnly
  readonly measured: Measured
  readonly kept: ReadonlyMap<string, number | null>
  readonly entered: Entered
}

type Bare = Omit<MeasureFact, 'signed' | 'base'>

function computedFact({ world, day, measured, kept }: Ground, region: string, indicator: Indicator, over: Over): Bare {
  const flows = usesPeriod(indicator.value)
  const period = periodOver(over, day)
  const now = measured(indicator.name, region, period)
  const years = lookBack(day)
  const yearly = (year: number): number | null => (flows ? (measured(indicator.name, region, wholeYear(year, day))?.value ?? null)
    : year === years[2] ? (now?.value ?? null) : (kept.get(`${indicator.name} ${region} ${year}`) ?? null))
  return {
    indicator: indicator.name, over, state: now?.state ?? 'no-data', value: now?.value ?? null, part: now?.part ?? null, whole: now?.whole ?? null,
    before: flows ? (measured(indicator.name, region, yearBefore(period))?.value ?? null) : (kept.get(`${indicator.name} ${region} ${years[1]!}`) ?? null),
    period: flows ? period : null, computed: world.shown(indicator.name).computed, told: [], trend: years.map((year) => ({ year, value: yearly(year) })),
  }
}

function toldFact({ day, entered }: Ground, region: string, name: string, over: Over): Bare {
  const figures = entered(name, region)
  const { state, value, before, period, figures: told } = toldOf(figures, over, day)
  return {
    indicator: name, over, state, value, before, part: null, whole: null, period, computed: false,
    told: told.map(({ id, unit, value, source }) => ({ id, unit, value, source })),
    trend: lookBack(day).map((year) => ({ year, value: toldOfYear(figures, over, year, day).value })),
  }
}

/** Of signatures for the same days; how things stand is compared with the last one. */
function signedOf(fact: Bare, signatures: readonly Signature[], same: (basis: string) => boolean): MeasureFact['signed'] {
  const ofThen = fact.period ? signatures.filter(({ starts_on, ends_on }) => starts_on === fact.period!.from && ends_on === fact.period!.to) : signatures.slice(-1)
  const last = ofThen.at(-1)
  if (!last) return 'unsigned'
  return last.value === fact.value && same(last.basis_hash) ? 'signed' : 'changed'
}

/** All that is known of the measures of some items, for any regions below a root: one grouped query a register and a few small ones. */
export async function factsOf(tx: Tx, world: World, items: readonly Item[], asked: Asked): Promise<Facts> {
  const measures = items.flatMap((item) => item.measures)
  const names = [...new Set(measures.map(({ indicator }) => indicator))]
  const computed = names.filter((name) => world.shown(name).computed)
  const [measured, kept, entered, bases, signatures] = await Promise.all([
    computedValues(tx, world, measures, asked),
    keptYears(tx, computed, asked),
    readEntered(tx, names.filter((name) => !computed.includes(name)), asked.regions, asked.moment),
    readBases(tx, [residents], asked.regions, asked.moment),
    signaturesOf(tx, names, asked.regions),
  ])
  const ground: Ground = { world, day: asked.moment.day, measured, kept, entered }
  const made = new Map<string, MeasureFact>()
  return (region, { indicator, over }) => {
    const key = `${region} ${indicator} ${over}`
    const known = made.get(key)
    if (known) return known
    const declared = world.indicators.get(indicator)
    const fact = declared && world.shown(indicator).computed ? computedFact(ground, region, declared, over) : toldFact(ground, region, indicator, over)
    const base = PER_RESIDENTS.has(indicator) ? bases(residents, region, fact.period?.to ?? asked.moment.day) : undefined
    const whole = { ...fact, base: base ? { value: base.value, source: base.source, year: base.year } : null, signed: signedOf(fact, signatures(indicator, region), (kept) => world.sameBasis(indicator, kept)) }
    made.set(key, whole)
    return whole
  }
}
