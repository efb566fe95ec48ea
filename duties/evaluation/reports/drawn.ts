import { sql } from 'kysely'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { readEntered, type Figure } from '../../../platform/indicator/figures.ts'
import { rowsOf, usesPeriod, type Moment, type Period } from '../../../platform/indicator/periods.ts'
import { valuesOf } from '../../../platform/indicator/value.ts'
import type { Item, Over } from '../contract.ts'
import type { World } from '../facts.ts'
import { toldOfYear } from '../readings.ts'
import type { Drawn, DrawnIndicator } from './contract.ts'
import type { Scope } from './owners.ts'
import { dayText } from './periods.ts'

type Asked = {
  readonly names: readonly string[]
  readonly counties: readonly string[]
  readonly items: readonly Item[]
  readonly ownerOf: (name: string) => string
}

/** What is known of an indicator in a region and a year. */
type Known = Drawn & { readonly figures: readonly Figure[] }
type Read = (name: string, region: string, year: number) => Known

const NOTHING: Known = { state: 'no-data', value: null, figures: [] }
const yearOf = (day: DateOnly): number => Number(day.slice(0, 4))
const inYear = (year: number, day: DateOnly): Period => {
  const end = `${year}-12-31` as DateOnly
  return { from: `${year}-01-01` as DateOnly, to: end < day ? end : day }
}

/** The year in which the report's period ends, as far as it has come, and the two before. */
const yearsOf = ({ period, day }: Scope): number[] => {
  const last = yearOf(period.to < day ? period.to : day)
  return [last - 2, last - 1, last]
}

/** How things stood, as late as possible in each year that is over, from the daily snapshots. */
async function keptIn(tx: Tx, names: readonly string[], regions: readonly string[], years: readonly number[]): Promise<Read> {
  const { rows } = await sql<{ indicator: string; region: string; year: number; value: number | null }>`
    select distinct on (indicator, region, extract(year from day)) indicator, region, extract(year from day)::int as year, value
    from indicator_snapshot where indicator = any(${[...names]}::text[]) and region = any(${[...regions]}::text[]) and period = 'day'
      and day >= ${`${years[0]}-01-01`}::date and day <= ${`${years.at(-1)}-12-31`}::date
    order by indicator, region, extract(year from day), day desc`.execute(tx)
  const by = new Map(rows.map((row) => [`${row.indicator} ${row.region} ${row.year}`, row.value]))
  return (name, region, year) => {
    const value = by.get(`${name} ${region} ${year}`) ?? null
    return value === null ? NOTHING : { state: 'value', value, figures: [] }
  }
}

/** Every named indicator in every region and year: counted, told or kept, in three queries. */
async function reading(tx: Tx, world: World, scope: Scope, { names, regions, overOf }: Asking): Promise<Read> {
  const moment: Moment = { day: scope.day, frozen: scope.day < tx.work.today }
  const years = yearsOf(scope)
  const declared = names.map((name) => world.indicators.get(name)!)
  const counted = declared.filter(({ value }) => value.kind !== 'reported')
  const told = declared.filter(({ value }) => value.kind === 'reported').map(({ name }) => name)
  const stands = new Set(counted.filter(({ value }) => !usesPeriod(value)).map(({ name }) => name))
  const [values, entered, kept] = await Promise.all([
    valuesOf(tx, world.registers, counted, { regions, root: scope.region, periods: years.map((year) => inYear(year, scope.day)), moment }),
    readEntered(tx, told, regions, moment),
    keptIn(tx, [...stands], regions, years),
  ])
  const byKey = new Map(values.map((value) => [`${value.indicator} ${value.region} ${value.period?.from.slice(0, 4) ?? ''}`, value]))
  const telling = new Set(told)
  return (name, region, year) => {
    if (telling.has(name)) return toldOfYear(entered(name, region), overOf(name), year, scope.day)
    if (stands.has(name) && year < yearOf(scope.day)) return kept(name, region, year)
    return byKey.get(`${name} ${region} ${stands.has(name) ? '' : year}`) ?? NOTHING
  }
}
type Asking = { readonly names: readonly string[]; readonly regions: readonly string[]; readonly overOf: (name: string) => Over }

async function unitNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('org_unit').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const plain = ({ state, value }: Known): Drawn => ({ state, value })

/** What the charts of a report show: three years of the region, and its counties in the last of them. Numbers come from indicators only. */
export async function drawnOf(
  tx: Tx,
  world: World,
  scope: Scope,
  { names, counties, items, ownerOf }: Asked,
): Promise<ReadonlyMap<string, DrawnIndicator>> {
  if (names.length === 0) return new Map()
  const overs = new Map(items.flatMap(({ measures }) => measures.map(({ indicator, over }) => [indicator, over] as const)))
  const regions = [scope.region, ...counties]
  const read = await reading(tx, world, scope, { names, regions, overOf: (name) => overs.get(name) ?? 'year' })
  const years = yearsOf(scope)
  const last = years[2]!
  const told = names.flatMap((name) => regions.flatMap((region) => years.flatMap((year) => read(name, region, year).figures)))
  const units = await unitNames(tx, [...new Set(told.flatMap(({ unit }) => unit ?? []))])
  const sourceOf = ({ unit, source }: Figure): string => {
    const name = unit === null ? undefined : units.get(unit)
    return name === undefined || source.startsWith(name) ? source : `${name}：${source}`
  }
  return new Map(
    names.map((name) => {
      const indicator = world.indicators.get(name)!
      const register = rowsOf(indicator.value)?.part.register
      const sourcesIn = (where: readonly string[], when: readonly number[]): string[] => {
        if (register !== undefined) return [`系统台账“${world.registers.get(register)?.title.zh ?? register}”`]
        const figures = where.flatMap((region) => when.flatMap((year) => read(name, region, year).figures))
        return [...new Set(figures.map(sourceOf))]
      }
      const drawn: DrawnIndicator = {
        title: indicator.title.zh,
        unit: indicator.unit.zh,
        basis: world.shown(name).basis.zh,
        sources: { years: sourcesIn([scope.region], years), counties: sourcesIn(counties, [last]) },
        owner: ownerOf(name),
        years: years.map((year) => ({ label: labelOf(year, scope.day), ...plain(read(name, scope.region, year)) })),
        counties: new Map(counties.map((code) => [code, plain(read(name, code, last))])),
      }
      return [name, drawn]
    }),
  )
}

/** A year that is not over says how far it has come. */
const labelOf = (year: number, day: DateOnly): string =>
  day < (`${year}-12-31` as DateOnly) ? `${year}年（至${dayText(day).slice(5)}）` : `${year}年`
