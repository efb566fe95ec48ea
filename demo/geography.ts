import { date } from '../platform/core/dates.ts'
import { englishName } from '../platform/regions/english.ts'
import { townships, type RegionRow } from '../platform/regions/divisions.ts'
import { pointInside, pointNear, shapeOf, type Point } from '../platform/regions/shapes.ts'
import { apportion, randomOf, type Random } from './random.ts'
import { villageName } from './names.ts'

/** The city whose shape and counts the demo borrows. Nothing in the rest of the program knows it. */
export const DEMO_CITY = '140700'

/**
 * How the city's people and shops are spread over its counties, in tenths of a per cent. Invented, only roughly like
 * the real city: no published split was used.
 */
export const COUNTY_WEIGHTS: Readonly<Record<string, number>> = {
  140702: 236, 140703: 93, 140721: 41, 140722: 46, 140723: 42, 140724: 66, 140725: 61, 140727: 81, 140728: 146, 140729: 76, 140781: 112,
}
export const COUNTIES = Object.keys(COUNTY_WEIGHTS)
const weights = Object.values(COUNTY_WEIGHTS)

/** Splits a number of premises over the counties; the parts add up to it. */
export const byCounty = (whole: number): number[] => apportion(whole, weights)

/** A village or community, the smallest place that premises lie in. */
export type Place = {
  /** 12 digits. Invented villages are numbered from 901, where the statistical codes have none. */
  readonly code: string
  readonly name: string
  readonly township: Township
}
export type Township = {
  readonly code: string
  readonly name: string
  /** As people write it in an address: no county in front, no 社会事务中心 behind. */
  readonly label: string
  readonly county: County
  /** A subdistrict or the like, or the county's seat: many shops, communities instead of villages. */
  readonly urban: boolean
  readonly middle: Point
  readonly places: Place[]
}
export type County = { readonly code: string; readonly name: string; readonly townships: Township[]; readonly weights: number[] }

/** Degrees within which two thirds of a township's premises lie: about 1 km in town, 3 km in the country. */
const spread = (township: Township): number => (township.urban ? 0.009 : 0.025)

/** A point of a township, never outside its county. */
export const pointIn = (township: Township, random: Random): Point =>
  pointNear(township.county.code, township.middle, spread(township), random.next)

/** A township drawn as often as it has shops, then one of its villages or communities. */
export function placeIn(county: County, random: Random): Place {
  const township = county.townships[random.weighted(county.weights)]!
  return random.pick(township.places)
}

const labelOf = (name: string, county: string): string =>
  name.replace(county, '').replace(/社会事务.*中心$/, '').replace(/^.+示范区(?=.)/, '')

/** Administrative units of a town: 街道, and the 城区 or 开发区 that the table holds beside them. */
const isUrban = (name: string): boolean => /街道$|城区|^.{0,3}区$|开发区$|城区社会事务/.test(name)
/** County seats that are towns: urban although they are no subdistricts. */
const isSeat = (township: RegionRow): boolean => township.code.endsWith('100') && township.name_zh.endsWith('镇')

/**
 * The counties with their townships from the division table and invented villages in them.
 * The same for each seed; the reference date plays no part.
 */
export async function geography(seed: string): Promise<County[]> {
  const rows = await townships(DEMO_CITY)
  return COUNTIES.map((code) => {
    const random = randomOf(`${seed}:villages:${code}`)
    const shape = shapeOf(code)
    const county: County = { code, name: shape.properties.name, townships: [], weights: [] }
    for (const row of rows.filter((one) => one.parent === code)) {
      const urban = isUrban(row.name_zh)
      const central = urban || isSeat(row)
      const middle = central ? pointNear(code, shape.properties.center, 0.02, random.next) : pointInside(code, random.next)
      const township: Township = { code: row.code, name: row.name_zh, label: labelOf(row.name_zh, county.name), county, urban: central,
        middle, places: [] }
      addVillages(township, urban, random)
      county.townships.push(township)
      county.weights.push(central ? 8 : row.name_zh.endsWith('镇') ? 3 : 2)
    }
    return county
  })
}

function addVillages(township: Township, urban: boolean, random: Random): void {
  const names = new Set<string>()
  const wanted = urban ? random.between(6, 12) : random.between(12, 26)
  while (names.size < wanted) names.add(villageName(urban, random))
  let number = 901
  for (const name of names) township.places.push({ code: `${township.code}${number++}`, name, township })
}

const FOUNDED = date('1949-10-01')

/** Rows of `shian.region` for the invented villages and communities. */
export const villageRows = (counties: readonly County[]): RegionRow[] =>
  counties.flatMap((county) => county.townships).flatMap((township) => township.places).map((place) => ({
    code: place.code, valid_from: FOUNDED, valid_to: null, name_zh: place.name, name_en: englishName(place.name),
    level: 'village', parent: place.township.code,
  }))
