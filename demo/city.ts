import { calendar } from '../platform/calendar/calendar.ts'
import { shippedDays } from '../platform/calendar/days.ts'
import { shippedLimits } from '../platform/calendar/shipped-limits.ts'
import { promiseCheckDue } from '../duties/registry/rules.ts'
import { startOf, type DateOnly } from '../platform/core/dates.ts'
import { divisions, type RegionRow } from '../platform/regions/divisions.ts'
import { reservedHolders, type Account } from './accounts.ts'
import { BLUEPRINTS, type Blueprint } from './blueprint.ts'
import { figures, parameters } from './figures.ts'
import { COUNTY_WEIGHTS, DEMO_CITY, geography, villageRows, type County } from './geography.ts'
import { daysFrom, numberSeries } from './licensing.ts'
import { organisation } from './organisation.ts'
import { premisesOf, type Block, type Bundle, type MakingContext } from './premises.ts'
import { splitQuota, type Quota } from './quota.ts'
import { apportion, idsOf } from './random.ts'
import type { DemoBatch } from './rows.ts'
import { CERTIFIED } from './staffing.ts'

export type DemoOptions = {
  readonly seed: string
  /** The demo's today: dates hang on it, so that what is overdue is overdue on it. */
  readonly referenceDate: DateOnly
  /** Multiplies the numbers of premises (1 = the city's own, about 33,000); everything else stays. */
  readonly scale?: number
}

export type DemoCity = {
  readonly code: string
  readonly name: string
  readonly name_en: string
  /** All divisions of China to county, the city's townships, and the invented villages: rows of `shian.region`. */
  readonly regions: readonly RegionRow[]
  readonly accounts: readonly Account[]
  /** To be written into `org_unit.leader_id` when units and people are in. */
  readonly leaders: readonly { readonly unitId: string; readonly personId: string }[]
  /** About how many premises will come, for a progress bar. */
  readonly premisesExpected: number
  /** The rows, table by table in an order that satisfies the foreign keys. Each call makes the same rows anew; memory stays flat. */
  readonly rows: () => Generator<DemoBatch>
}

/** Premises whose rows come together. */
const TOGETHER = 500

/**
 * The synthetic city 晋中市: a function of its options alone. The published counts hold exactly at scale 1; persons,
 * firms, streets and villages are invented. Personal fields are in clear; whoever stores them encrypts them.
 * @example for (const { table, rows } of (await demoCity({ seed: 'shian', referenceDate })).rows()) await insert(table, rows)
 */
export async function demoCity({ seed, referenceDate, scale = 1 }: DemoOptions): Promise<DemoCity> {
  const [counties, table] = await Promise.all([geography(seed), divisions([DEMO_CITY])])
  const regions = [...table, ...villageRows(counties)]
  const city = regions.find((region) => region.code === DEMO_CITY)!
  const newId = idsOf(`${seed}:${referenceDate}:${scale}`, Date.parse(startOf(referenceDate)))
  const reserved = new Map(reservedHolders.map((holder) => [holder, newId()]))
  const place = { code: city.code, name: city.name_zh }
  const staff = organisation({ city: place, counties, seed, today: referenceDate, newId, reserved })
  const dated = [parameters(referenceDate, newId), figures(staff.units, referenceDate, newId)] as const
  const blocks = BLUEPRINTS.flatMap((blueprint) => blocksOf(blueprint, counties, scale))
  return {
    ...place, name_en: city.name_en, regions, accounts: staff.accounts, leaders: staff.leaders,
    premisesExpected: blocks.reduce((sum, block) => sum + block.count, 0),
    *rows() {
      yield { table: 'org_unit', rows: staff.units }
      yield { table: 'person', rows: staff.people }
      yield { table: 'post', rows: staff.posts }
      yield { table: 'unit_group', rows: staff.groups }
      yield { table: 'region_parameter', rows: dated[0] }
      yield { table: 'reported_figure', rows: dated[1] }
      yield* premisesRows(blocks, makingContext(seed, referenceDate, scale, reserved))
    },
  }
}

function makingContext(seed: string, today: DateOnly, scale: number, reserved: ReadonlyMap<string, string>): MakingContext {
  const days = calendar(shippedDays())
  return {
    seed, today, day: daysFrom(today), reserved, series: numberSeries(),
    // A second series of ids, so that each run of `rows()` gives the same ones.
    newId: idsOf(`${seed}:${today}:${scale}:premises`, Date.parse(startOf(today)) + 1000),
    promiseDue: (issued) => promiseCheckDue({ on_promise: true, issued_on: issued }, shippedLimits, days)!,
  }
}

const scaled = (count: number, scale: number): number => Math.max(1, Math.round(count * scale))

/** A quota at another scale, never more than there are. */
function scaledQuota<K extends string>(quota: Quota<K>, scale: number, count: number): Quota<K> {
  let left = count
  return Object.fromEntries(Object.entries<number | undefined>(quota).map(([kind, wanted]) => {
    const here = Math.min(left, Math.round((wanted ?? 0) * scale))
    left -= here
    return [kind, here]
  })) as Quota<K> // the same keys with other numbers
}

/** The premises of a type, county by county. */
function blocksOf(blueprint: Blueprint, counties: readonly County[], scale: number): Block[] {
  const here = counties.filter((county) => blueprint.only?.includes(county.code) ?? true)
  const total = scaled(blueprint.count, scale)
  const counts = apportion(total, here.map((county) => COUNTY_WEIGHTS[county.code]!))
  const ledgers = splitQuota(scaledQuota(blueprint.ledger ?? {}, scale, total), counts)
  const certified = splitQuota(scaledQuota(CERTIFIED[blueprint.type] ?? {}, scale, total), counts)
  return here
    .map((county, at) => ({ blueprint, county, count: counts[at]!, ledger: ledgers[at]!, certified: certified[at]! }))
    .filter((block) => block.count > 0)
}

function* premisesRows(blocks: readonly Block[], context: MakingContext): Generator<DemoBatch> {
  let bundles: Bundle[] = []
  for (const block of blocks) {
    for (const bundle of premisesOf(block, context)) {
      bundles.push(bundle)
      if (bundles.length >= TOGETHER) {
        yield* batches(bundles)
        bundles = []
      }
    }
  }
  yield* batches(bundles)
}

/** Holders before premises, premises before what hangs on them. */
function* batches(bundles: readonly Bundle[]): Generator<DemoBatch> {
  if (bundles.length === 0) return
  yield { table: 'enterprise', rows: bundles.flatMap((bundle) => bundle.enterprise ?? []) }
  yield { table: 'premises', rows: bundles.map((bundle) => bundle.premises) }
  yield { table: 'licence', rows: bundles.flatMap((bundle) => bundle.licences) }
  yield { table: 'food_staff', rows: bundles.flatMap((bundle) => bundle.staff) }
  yield { table: 'certificate', rows: bundles.flatMap((bundle) => bundle.certificates) }
}
