import { sql } from 'kysely'
import type { Bilingual } from '../core/bilingual.ts'
import type { Tx } from '../database/database.ts'
import { regionPrefix } from '../identity/actor.ts'
import type { RegionParts } from '../register/import/form.ts'

/** A division as the table has it: 6 digits to county, 9 to township, 12 to village. */
export type Division = { readonly code: string; readonly name: string; readonly parent: string | null }

/** The divisions of one city, ready to be asked for many rows. */
export type Divisions = {
  readonly city: string
  readonly known: ReadonlySet<string>
  /** The division under `parent` of that name, with or without 区, 县, 镇, 街道 …; undefined where none or several fit. */
  under(parent: string, name: string): string | undefined
  /** The one division of the city, at whatever depth, of that name; undefined where none or several bear it. */
  anywhere(name: string): string | undefined
  /** The division under `parent` whose name stands in a longer text (an address). */
  within(parent: string, text: string): string | undefined
  /** Whether a text is the city's own name. */
  isCity(name: string): boolean
}

const SUFFIX = /(特别行政区|自治县|街道办事处|街道办|经济技术开发区|开发区|社区居委会|社区|居委会|村委会|村民委员会|街道|[省市区县镇乡村])$/

/** A division's name without what it is: 榆次区 → 榆次; two characters at least remain. */
export function stem(name: string): string {
  const bare = name.replace(/\s+/gu, '').replace(SUFFIX, '')
  return bare.length >= 2 ? bare : name
}

/** Makes the index of one city's divisions. `city` is its code, 140700. */
export function divisionsOf(city: string, rows: readonly Division[]): Divisions {
  const children = new Map<string, Division[]>()
  for (const row of rows) {
    if (row.parent === null) continue
    const siblings = children.get(row.parent)
    if (siblings) siblings.push(row)
    else children.set(row.parent, [row])
  }
  const named = Map.groupBy(rows, ({ name }) => name)
  const only = (found: readonly Division[]): string | undefined => (found.length === 1 ? found[0]!.code : undefined)
  return {
    city,
    known: new Set(rows.map((row) => row.code)),
    isCity: (name) => rows.some((row) => row.code === city && (row.name === name || stem(row.name) === name)),
    under(parent, name) {
      const here = children.get(parent) ?? []
      return only(here.filter((row) => row.name === name)) ?? only(here.filter((row) => stem(row.name) === stem(name)))
    },
    anywhere: (name) => only(named.get(name) ?? []),
    within(parent, text) {
      const here = children.get(parent) ?? []
      const whole = here.filter((row) => text.includes(row.name))
      return only(whole) ?? only(here.filter((row) => stem(row.name).length >= 2 && text.includes(stem(row.name))))
    },
  }
}

/** The divisions of a city that are in force. */
export async function cityDivisions(tx: Tx, city: string): Promise<Divisions> {
  const { rows } = await sql<Division>`select code, name_zh as name, parent from shian.region
    where valid_to is null and code like ${`${regionPrefix(city)}%`}`.execute(tx)
  return divisionsOf(city, rows)
}

/** The code as the table has it: codes are often written with all their zeros, 140702000000 is 140702. */
export const knownCode = (code: string, { known }: Divisions): string | undefined =>
  [code, code.slice(0, 9), code.slice(0, 6)].find((part, i) => known.has(part) && /^0*$/.test(code.slice([code.length, 9, 6][i]!)))

/** The deepest division that a text names, from the city downwards; the city itself where it names none. */
export function namedIn(text: string, divisions: Divisions): string {
  let at = divisions.city
  for (let next = divisions.within(at, text); next !== undefined; next = divisions.within(at, text)) at = next
  return at
}

/** The division that the columns of a sheet name, by code or by names; what is wrong with them where the city has none such. */
export function divisionOf(parts: RegionParts, divisions: Divisions): { readonly code: string } | { readonly fault: Bilingual } {
  const whole = parts.whole ?? ''
  const unknown = (shown: string): { fault: Bilingual } => ({
    fault: { zh: `本市没有“${shown}”`, en: `There is no “${shown}” in this city` },
  })
  // A column headed 县区 may hold codes as well as names; the deepest that is given decides.
  const coded = [parts.village, parts.township, parts.county, whole].find((text) => text !== undefined && /^\d+$/.test(text))
  if (coded !== undefined) {
    const code = knownCode(coded, divisions)
    return code ? { code } : unknown(coded)
  }
  let at = divisions.city
  for (const name of [parts.county, parts.township, parts.village]) {
    if (!name) continue
    const next = divisions.under(at, name) ?? divisions.within(at, name)
    if (next === undefined) return unknown(name)
    at = next
  }
  if (at !== divisions.city || whole === '') return { code: at }
  const named = namedIn(whole, divisions)
  return named !== divisions.city || divisions.isCity(whole) ? { code: named } : unknown(whole)
}
