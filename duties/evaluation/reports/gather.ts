import { sql } from 'kysely'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import type { Denominator, Indicator } from '../../../platform/indicator/declare.ts'
import { readBases } from '../../../platform/indicator/denominators.ts'
import { basisOf } from '../../../platform/indicator/describe.ts'
import { rowsOf, type Moment, type Period } from '../../../platform/indicator/periods.ts'
import { divisionsBelow } from '../../../platform/indicator/reach.ts'
import { valuesOf, type IndicatorValue } from '../../../platform/indicator/value.ts'
import { regionNames } from '../../../platform/register/labels.ts'
import { inRegion, readScope } from '../../../platform/register/scope.ts'
import type { World } from '../facts.ts'
import type { Figure, Figures, Given, Place, Shortfall } from './contract.ts'
import { figureOf, type Around } from './figure-of.ts'
import { ownersIn, wordsOf, type Scope } from './owners.ts'
import { partsToTry, periodAt } from './periods.ts'
import { printFigure, printGap, printList } from './print-figure.ts'
import { drawnOf } from './drawn.ts'
import { standingOf, type SchemeStanding } from './standing.ts'

const POPULATION: Denominator = { parameter: 'population', title: { zh: '常住人口', en: 'Residents' }, unit: { zh: '人', en: 'people' } }
const BASES: Readonly<Record<string, Denominator>> = { population: POPULATION }

const momentOf = (tx: Tx, { day }: Scope): Moment => ({ day, frozen: day < tx.work.today })

/** Indicators that tables and charts of the template show. */
export type Shown = { readonly tabled: readonly string[]; readonly drawn: readonly string[] }

/** Gathers all that a template asks for. Every query is of one region and its parts; nothing is estimated. */
class Gatherer {
  private readonly tx: Tx
  private readonly world: World
  private readonly scope: Scope
  /** The report's own period as far as it has come by the day. */
  private readonly asked: Period
  private readonly ownerOf: (name: string) => string
  private readonly figures = new Map<string, Figure>()
  private readonly units = new Map<string, string>()

  constructor(tx: Tx, world: World, scope: Scope, ownerOf: (name: string) => string) {
    this.tx = tx
    this.world = world
    this.scope = scope
    this.asked = { from: scope.period.from, to: scope.period.to < scope.day ? scope.period.to : scope.day }
    this.ownerOf = ownerOf
  }

  private async values(names: readonly string[], regions: readonly string[], periods: readonly Period[]): Promise<IndicatorValue[]> {
    const indicators = names.map((name) => this.world.indicators.get(name)!)
    const values = await valuesOf(this.tx, this.world.registers, indicators, {
      regions,
      root: this.scope.region,
      periods,
      moment: momentOf(this.tx, this.scope),
    })
    const wanted = [
      ...new Set(values.flatMap(({ figures }) => figures.flatMap(({ unit }) => (unit === null || this.units.has(unit) ? [] : [unit])))),
    ]
    if (wanted.length === 0) return values
    const rows = await this.tx.selectFrom('org_unit').select(['id', 'name']).where('id', 'in', wanted).execute()
    for (const { id, name } of rows) this.units.set(id, name)
    return values
  }

  private around(key: string, indicator: Indicator, asked: Period): Around {
    const sets = rowsOf(indicator.value)
    return {
      key,
      region: this.scope.region,
      day: this.scope.day,
      owner: this.ownerOf(indicator.name),
      asked,
      units: this.units,
      register: sets ? (this.world.registers.get(sets.part.register)?.title.zh ?? '') : '',
      basis: basisOf(this.world.registers, indicator).zh,
    }
  }

  /** Values by `indicator from`: of the period asked for, else of what was told of parts of it. */
  private async best(places: readonly Extract<Place, { kind: 'figure' }>[]): Promise<ReadonlyMap<string, IndicatorValue>> {
    const { region, day } = this.scope
    const byWhen = Map.groupBy(places, ({ when }) => when)
    const found = new Map<string, IndicatorValue>()
    for (const [when, own] of byWhen) {
      const asked = periodAt(this.asked, when)
      const names = [...new Set(own.map(({ indicator }) => indicator))]
      for (const value of await this.values(names, [region], [asked])) found.set(`${value.indicator} ${when}`, value)
      const missing = names.filter(
        (name) => found.get(`${name} ${when}`)?.state === 'no-data' && this.world.indicators.get(name)!.value.kind === 'reported',
      )
      if (missing.length === 0) continue
      const others = await this.values(missing, [region], partsToTry(asked, when === 'period' ? day : asked.to))
      for (const value of others)
        if (value.state !== 'no-data' && found.get(`${value.indicator} ${when}`)!.state === 'no-data')
          found.set(`${value.indicator} ${when}`, value)
    }
    return found
  }

  async indicators(places: readonly Extract<Place, { kind: 'figure' }>[]): Promise<void> {
    const values = await this.best(places)
    for (const place of places) {
      const value = values.get(`${place.indicator} ${place.when}`)!
      const indicator = this.world.indicators.get(place.indicator)!
      this.figures.set(
        place.key,
        figureOf(indicator, value, place.part, this.around(place.key, indicator, periodAt(this.asked, place.when))),
      )
    }
  }

  private plain(
    key: string,
    title: string,
    unit: string,
    value: number | null,
    told: { source: string; basis: string; printed?: string; from?: DateOnly },
  ): void {
    const owner = this.ownerOf(key)
    const printed = told.printed ?? (value === null ? printGap('no-data', { title, unit, owner }) : printFigure(value, unit))
    this.figures.set(key, {
      key,
      indicator: null,
      title,
      unit,
      state: value === null ? 'no-data' : 'value',
      value,
      printed,
      region: this.scope.region,
      day: this.scope.day,
      from: told.from ?? null,
      to: null,
      basis: told.basis,
      source: told.source,
      owner,
    })
  }

  async bases(places: readonly Extract<Place, { kind: 'base' }>[]): Promise<void> {
    const wanted = places.map(({ parameter }) => BASES[parameter] ?? { ...POPULATION, parameter, title: { zh: parameter, en: parameter } })
    const read = await readBases(this.tx, wanted, [this.scope.region], momentOf(this.tx, this.scope))
    places.forEach(({ key }, at) => {
      const base = read(wanted[at]!, this.scope.region, this.scope.day)
      const told = {
        source: base ? `${base.source}（${base.year}年）` : '',
        basis: `${wanted[at]!.title.zh}，截至日适用的数`,
        ...(base ? { from: base.startsOn } : {}),
      }
      this.plain(key, wanted[at]!.title.zh, wanted[at]!.unit.zh, base?.value ?? null, told)
    })
  }

  async lists(places: readonly Extract<Place, { kind: 'list' }>[]): Promise<void> {
    const { region, period } = this.scope
    for (const { key, register, field, where, most } of places) {
      const conditions = where.map((one) =>
        one.value === 'period'
          ? sql`and ${sql.ref(one.field)} between ${period.from} and ${period.to}`
          : sql`and ${sql.ref(one.field)}::text = ${one.value}`,
      )
      const { rows } = await sql<{
        name: string
        all: number
      }>`select ${sql.ref(field)}::text as name, count(*) over ()::int as all from ${sql.table(register)}
        where closed_at is null and ${inRegion(region)} and ${readScope(this.world.registers.get(register)!, this.tx.work.actor)} and ${sql.ref(field)} is not null ${sql.join(conditions, sql` `)} order by created_at, id limit ${most}`.execute(
        this.tx,
      )
      const title = this.world.registers.get(register)!.title.zh
      const all = rows[0]?.all ?? 0
      const printed = printList(
        rows.map(({ name }) => name),
        most,
        all,
      )
      this.plain(key, title, '项', all === 0 ? null : all, { source: `系统台账“${title}”`, basis: '台账中符合条件的记录', ...(all > 0 && { printed }) })
    }
  }

  /** What an old paper said of another time: a gap until somebody names an indicator. */
  gaps(places: readonly Extract<Place, { kind: 'gap' }>[]): void {
    for (const { key, was } of places) this.plain(key, `模板原文“${was}”`, '', null, { source: '', basis: '', printed: '【待补】' })
  }

  /** The counties by code and name, and how many they are: whoever looks at the number reads which. */
  async divisions(): Promise<Given['counties']> {
    const codes = await divisionsBelow(this.tx, this.scope.region)
    const names = await regionNames(this.tx, codes)
    const counties = codes.map((code) => ({ code, name: names[code]?.zh ?? code }))
    this.plain('divisions', '县级行政区', '', codes.length === 0 ? null : codes.length, {
      source: '行政区划代码表',
      basis: `现行有效的下一级行政区划：${counties.map(({ name }) => name).join('、')}`,
    })
    return counties
  }

  /** Where the region stands on the scheme, as figures. */
  standing({ items, score, count }: SchemeStanding): void {
    const told = { source: '系统核算', basis: '截至日启用的评价细则' }
    const none = items.length === 0
    const say = (of: string, title: string, value: number | null, unit = '项'): void =>
      this.plain(`standing:${of}`, title, unit, none ? null : value, told)
    say('items', '评价指标', items.length)
    say('met', '达到要求的指标', count('met'))
    say('short', '未达到要求的指标', count('short'))
    say('unknown', '暂无数据的指标', count('no-data'))
    say('waived', '合理缺项的指标', count('not-applicable'))
    say('score', '综合得分', score, '分')
  }

  /** What falls short, by the values that the cockpit holds against the thresholds; of other days than the report's, they say so. */
  shortfalls({ short }: SchemeStanding): Shortfall[] {
    return short.flatMap(({ measure, value }): Shortfall[] => {
      const indicator = this.world.indicators.get(measure.indicator)
      if (!indicator || measure.threshold === null) return []
      const key = this.figures.get(measure.indicator)?.value === value.value ? measure.indicator : `short:${measure.indicator}`
      if (key !== measure.indicator) this.figures.set(key, figureOf(indicator, value, 'value', this.around(key, indicator, this.asked)))
      const sign = measure.compare === 'at-most' ? '不高于' : '不低于'
      return [{ figure: key, title: indicator.title.zh, sign, threshold: printFigure(measure.threshold, indicator.unit.zh) }]
    })
  }

  async byCounty(counties: readonly string[], indicators: readonly string[]): Promise<Given['byCounty']> {
    const found = counties.length === 0 || indicators.length === 0 ? [] : await this.values(indicators, counties, [this.asked])
    return new Map(
      found.map((value) => {
        const { title, unit } = this.world.indicators.get(value.indicator)!
        const printed =
          value.value === null
            ? value.state === 'not-applicable'
              ? '不适用'
              : '无数据'
            : printFigure(value.value, unit.zh).slice(0, -unit.zh.length || undefined)
        return [`${value.indicator} ${value.region}`, { title: title.zh, unit: unit.zh, printed }]
      }),
    )
  }

  async all(places: ReadonlyMap<string, Place>, { tabled, drawn }: Shown, standing: SchemeStanding): Promise<Given> {
    const of = <K extends Place['kind']>(kind: K): Extract<Place, { kind: K }>[] =>
      [...places.values()].filter((place): place is Extract<Place, { kind: K }> => place.kind === kind)
    await this.indicators(of('figure'))
    await this.bases(of('base'))
    await this.lists(of('list'))
    this.gaps(of('gap'))
    const counties = await this.divisions()
    this.standing(standing)
    const shortfalls = this.shortfalls(standing)
    const codes = counties.map(({ code }) => code)
    const names = await regionNames(this.tx, [this.scope.region])
    return {
      words: wordsOf(this.scope, names[this.scope.region]?.zh ?? this.scope.region),
      figures: Object.fromEntries(this.figures) as Figures,
      shortfalls,
      counties,
      byCounty: await this.byCounty(codes, tabled),
      drawn: await drawnOf(this.tx, this.world, this.scope, { names: drawn, counties: codes, items: standing.items, ownerOf: this.ownerOf }),
      sections: standing.sections,
    }
  }
}

/**
 * Looks up every place of a template for a region, and where the region stands on the scheme in force.
 * @param shown indicators that the template's tables of counties and charts show
 */
export async function gather(tx: Tx, world: World, scope: Scope, places: ReadonlyMap<string, Place>, shown: Shown): Promise<Given> {
  const standing = await standingOf(tx, world, scope.region, momentOf(tx, scope))
  const owners = await ownersIn(tx, scope.region, standing.items)
  return new Gatherer(tx, world, scope, owners).all(places, shown, standing)
}
