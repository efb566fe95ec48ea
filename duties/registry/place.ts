import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { FieldProblem } from '../../platform/core/problem.ts'
import { knownCode, namedIn, type Divisions } from '../../platform/regions/by-name.ts'
import type { Business } from './business-form.ts'
import { normaliseNumber, parseLicenceNumber } from './numbers.ts'

/** How a row's region was found: said by the sheet, or read from something else it says. */
export type Place = {
  readonly region: string | null
  /** True where the sheet names it (`region`, `county` …): only then may it change what is on record. */
  readonly said: boolean
  readonly faults: readonly FieldProblem[]
  readonly warnings: readonly FieldProblem[]
}

const LEVELS = [['county', '县（市、区）', 'county'], ['township', '乡镇（街道）', 'township'], ['village', '村（社区）', 'village']] as const
const sentence = (zh: string, en: string): Bilingual => ({ zh, en })

/**
 * The division of a row: its code or names where the sheet gives them, else what its address or licence number tells,
 * else, where it has no address, the holder's own, else `fallback` (the division the importer chose). An unknown county is a fault; an unknown township or village only
 * a warning: the row then stands one level higher.
 */
export function placeOf(row: Business, divisions: Divisions, fallback: string | null): Place {
  const code = row.region?.trim() ?? ''
  if (/^\d+$/.test(code)) return byCode(code, divisions)
  if (row.county || row.township || row.village) return byNames(row, divisions, fallback)
  const named = namedIn(code, divisions)
  if (named !== divisions.city) return { region: named, said: true, faults: [], warnings: [] }
  const region = toldBy(row, divisions) ?? fallback
  return region === null ? none('region', '看不出属于哪个区划，请补充县（市、区）。', 'Its division cannot be told; give the county.')
    : { region, said: false, faults: [], warnings: [] }
}

const none = (path: string, zh: string, en: string): Place => ({ region: null, said: false, faults: [{ path, sentence: sentence(zh, en) }],
  warnings: [] })

/** The division that a row tells beside its columns of places: by its address, its licence number, where it has no address the holder's own. */
function toldBy(row: Business, divisions: Divisions): string | null {
  const named = namedIn(row.address ?? '', divisions)
  if (named !== divisions.city) return named
  const issued = row.licence_number ? parseLicenceNumber(normaliseNumber(row.licence_number))?.region : undefined
  if (issued !== undefined && divisions.known.has(issued)) return issued
  const home = row.address ? divisions.city : namedIn(row.registered_address ?? '', divisions)
  return home === divisions.city ? null : home
}

const COUNTY_DIGITS = 6

/** Where the names of a row begin: at the city with a county, else at the importer's own division, the one county that has the township, or the one the row tells otherwise. */
function startOf(row: Business, divisions: Divisions, fallback: string | null): string {
  if (row.county) return divisions.city
  if (fallback !== null && fallback !== divisions.city) return fallback
  const only = divisions.anywhere(row.township?.trim() ?? '')
  if (only !== undefined) return only.length > COUNTY_DIGITS ? only.slice(0, COUNTY_DIGITS) : divisions.city
  return toldBy(row, divisions)?.slice(0, COUNTY_DIGITS) ?? divisions.city
}

function byCode(code: string, divisions: Divisions): Place {
  const short = knownCode(code, divisions)
  return short ? { region: short, said: true, faults: [], warnings: [] }
    : none('region', `本市没有区划代码 ${code}。`, `There is no division ${code} in this city.`)
}

function byNames(row: Business, divisions: Divisions, fallback: string | null): Place {
  const warnings: FieldProblem[] = []
  let at = startOf(row, divisions, fallback)
  for (const [field, zh, en] of LEVELS) {
    const name = row[field]?.trim()
    if (!name) continue
    const next = divisions.under(at, name) ?? divisions.within(at, name)
    if (next !== undefined) at = next
    else if (at === divisions.city) return none(field, `本市没有叫“${name}”的${zh}。`, `There is no ${en} “${name}” in this city.`)
    else warnings.push({ path: field, sentence: sentence(`没有找到${zh}“${name}”，暂记到上一级。`,
      `No ${en} “${name}” was found; the row stands one level higher.`) })
  }
  return { region: at, said: true, faults: [], warnings }
}
