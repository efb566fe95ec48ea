import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { FieldProblem } from '../../platform/core/problem.ts'
import type { Business } from './business-form.ts'
import { normaliseNumber, parseLicenceNumber } from './numbers.ts'

/** A division as the table has it: 6 digits to county, 9 to township, 12 to village. */
export type Division = { readonly code: string; readonly name: string; readonly parent: string | null }

/** How a row's region was found: said by the sheet, or read from something else it says. */
export type Place = {
  readonly region: string | null
  /** True where the sheet names it (`region`, `county` …): only then may it change what is on record. */
  readonly said: boolean
  readonly faults: readonly FieldProblem[]
  readonly warnings: readonly FieldProblem[]
}

/** The divisions of one city, ready to be asked for many rows. */
export type Divisions = {
  readonly city: string
  readonly known: ReadonlySet<string>
  /** The division under `parent` of that name, with or without 区, 县, 镇, 街道 …; undefined where none or several fit. */
  under(parent: string, name: string): string | undefined
  /** The division under `parent` whose name stands in a longer text (an address). */
  within(parent: string, text: string): string | undefined
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
  const only = (found: readonly Division[]): string | undefined => (found.length === 1 ? found[0]!.code : undefined)
  return {
    city,
    known: new Set(rows.map((row) => row.code)),
    under(parent, name) {
      const here = children.get(parent) ?? []
      return only(here.filter((row) => row.name === name)) ?? only(here.filter((row) => stem(row.name) === stem(name)))
    },
    within(parent, text) {
      const here = children.get(parent) ?? []
      const whole = here.filter((row) => text.includes(row.name))
      return only(whole) ?? only(here.filter((row) => stem(row.name).length >= 2 && text.includes(stem(row.name))))
    },
  }
}

const LEVELS = [['county', '县（市、区）', 'county'], ['township', '乡镇（街道）', 'township'], ['village', '村（社区）', 'village']] as const
const sentence = (zh: string, en: string): Bilingual => ({ zh, en })

/** The deepest division that a text names, from `start` downwards. */
function read(text: string, start: string, divisions: Divisions): string {
  let at = start
  for (let next = divisions.within(at, text); next !== undefined; next = divisions.within(at, text)) at = next
  return at
}

/**
 * The division of a row: its code or names where the sheet gives them, else what its address or licence number tells,
 * else `fallback` (the division the importer chose). An unknown county is a fault; an unknown township or village only
 * a warning: the row then stands one level higher.
 */
export function placeOf(row: Business, divisions: Divisions, fallback: string | null): Place {
  const code = row.region?.trim() ?? ''
  if (/^\d+$/.test(code)) return byCode(code, divisions)
  if (row.county || row.township || row.village) return byNames(row, divisions, fallback)
  const text = code || row.address || ''
  const named = read(text, divisions.city, divisions)
  if (named !== divisions.city) return { region: named, said: code !== '', faults: [], warnings: [] }
  const issued = row.licence_number ? parseLicenceNumber(normaliseNumber(row.licence_number))?.region : undefined
  const region = issued !== undefined && divisions.known.has(issued) ? issued : fallback
  return region === null ? none('region', '看不出属于哪个区划，请补充县（市、区）。', 'Its division cannot be told; give the county.')
    : { region, said: false, faults: [], warnings: [] }
}

const none = (path: string, zh: string, en: string): Place => ({ region: null, said: false, faults: [{ path, sentence: sentence(zh, en) }],
  warnings: [] })

function byCode(code: string, divisions: Divisions): Place {
  // Codes are often written with all their zeros: 140702000000 is 140702.
  const short = [code, code.slice(0, 9), code.slice(0, 6)].find((part, i) => divisions.known.has(part)
    && /^0*$/.test(code.slice([code.length, 9, 6][i]!)))
  return short ? { region: short, said: true, faults: [], warnings: [] }
    : none('region', `本市没有区划代码 ${code}。`, `There is no division ${code} in this city.`)
}

function byNames(row: Business, divisions: Divisions, fallback: string | null): Place {
  const warnings: FieldProblem[] = []
  let at = row.county ? divisions.city : (fallback ?? divisions.city)
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
