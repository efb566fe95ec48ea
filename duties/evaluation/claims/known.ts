import { date, isDate, type DateOnly } from '../../../platform/core/dates.ts'
import { divisions, townships, type RegionRow } from '../../../platform/regions/divisions.ts'
import type { Known, ReadDocument } from './contract.ts'

type Counts = NonNullable<ReturnType<Known['divisions']>>

/** The statistical table holds development zones among the counties; GB/T 2260 gives districts no number from 71 to 79. */
const isZone = ({ code }: RegionRow): boolean => /^\d{4}7[1-9]$/.test(code)

const inForce = (row: RegionRow, day: DateOnly): boolean => row.valid_from <= day && (row.valid_to === null || day < row.valid_to)

/** The last day of what a paper's date says: `2022`, `2022-09` or `2022-09-30`; null where it says nothing usable. */
export function lastDayOf(printed: string | null): DateOnly | null {
  if (printed === null) return null
  if (isDate(printed)) return printed
  const [, year, month = '12'] = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(printed) ?? []
  return year === undefined ? null : date(new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10))
}

const count = (rows: readonly RegionRow[], ending: RegExp): number => rows.filter(({ name_zh }) => ending.test(name_zh)).length

/** Divisions by name and day. */
class Table {
  readonly #rows: readonly RegionRow[]
  readonly #townships: ReadonlyMap<string, number>

  constructor(rows: readonly RegionRow[], townshipsOf: ReadonlyMap<string, number>) {
    this.#rows = rows.filter((row) => !isZone(row))
    this.#townships = townshipsOf
  }

  /** The place of a name; of several, the highest; undefined where two of one level bear it. */
  find(name: string, day: DateOnly): RegionRow | undefined {
    const named = this.#rows.filter((row) => row.name_zh === name && inForce(row, day))
    for (const level of ['province', 'city', 'county'] as const) {
      const found = named.filter((row) => row.level === level)
      if (found.length > 0) return found.length === 1 ? found[0] : undefined
    }
    return undefined
  }

  /** County-level divisions below a place, and its townships where they were counted. */
  below(place: RegionRow, day: DateOnly): Counts {
    const counties = this.#rows.filter(
      (row) =>
        row.level === 'county' && inForce(row, day) && row.code !== place.code && row.code.startsWith(place.code.replace(/(00)+$/, '')),
    )
    const below = place.level === 'county' ? [] : counties
    return {
      districts: count(below, /(?<![特林])区$/u),
      counties: count(below, /[县旗]$|特区$|林区$/u),
      cities: count(below, /市$/u),
      townships: this.#townships.get(place.code) ?? null,
    }
  }
}

/** The whole table, read once: it ships with the program. */
let all: ReturnType<typeof divisions> | undefined

/**
 * What is known of the places that papers speak of, each by the divisions of its paper's date; our own figures where `own` is given.
 * @param today for papers that bear no date
 */
export async function knownOf(
  papers: readonly Pick<ReadDocument, 'city' | 'date'>[],
  today: DateOnly,
  own: Known['own'] = () => null,
): Promise<Known> {
  const rows = await (all ??= divisions())
  const days = new Map(papers.flatMap(({ city, date: printed }) => (city === null ? [] : [[city, lastDayOf(printed) ?? today] as const])))
  const latest = [...days.values()].toSorted().at(-1) ?? today
  const plain = new Table(rows, new Map())
  const counted = new Map<string, number>()
  for (const [city, day] of days) {
    const place = plain.find(city, day)
    // A province has more townships than any paper counts by hand; what nobody asks is not read.
    if (place && place.level !== 'province') counted.set(place.code, (await townships(place.code)).length)
  }
  const table = new Table(rows, counted)
  return {
    divisions: (name) => {
      const day = days.get(name) ?? latest
      const place = table.find(name, day)
      return place ? table.below(place, day) : null
    },
    own,
  }
}
