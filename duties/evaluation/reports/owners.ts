import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { departmentFunction } from '../../../platform/identity/functions.ts'
import type { Period } from '../../../platform/indicator/periods.ts'
import type { Item } from '../contract.ts'
import type { Words } from './contract.ts'
import { dayText } from './periods.ts'

/** Of what a report tells. */
export type Scope = { readonly region: string; readonly period: Period; readonly day: DateOnly }

/** Who answers for what no item of a scheme names, by how its name begins. */
const KEEPERS: Readonly<Record<string, string>> = {
  registry: 'market',
  base: 'statistics',
  list: 'fso',
  standing: 'fso',
  divisions: 'civil',
}

/** Names the unit that answers for an indicator, or for a place that is none. Where the region has no such unit, the function's own name. */
export async function ownersIn(tx: Tx, region: string, items: readonly Item[]): Promise<(name: string) => string> {
  const rows = await tx
    .selectFrom('org_unit')
    .select(['function', 'name'])
    .where('region', '=', region)
    .where('closed_at', 'is', null)
    .orderBy('sort_order')
    .execute()
  const units = new Map(rows.toReversed().map((row) => [row.function, row.name]))
  const byIndicator = new Map(
    items.toReversed().flatMap(({ owner, measures }) => measures.map(({ indicator }) => [indicator, owner] as const)),
  )
  return (name) => {
    const code = byIndicator.get(name) ?? KEEPERS[name.split(/[.:]/)[0]!] ?? 'fso'
    return units.get(code) ?? departmentFunction(code).title.zh
  }
}

/** The words that stand for the region and the days. */
export function wordsOf({ period, day }: Scope, city: string): Words {
  const year = Number(period.to.slice(0, 4))
  const days = { day: dayText(day), from: dayText(period.from), to: dayText(period.to), month: `${Number(day.slice(5, 7))}月` }
  return { city, year: String(year), 'last-year': String(year - 1), ...days }
}
