import { sql } from 'kysely'
import type { Tx } from '../../../platform/database/database.ts'
import type { Duty } from '../../../platform/duty.ts'
import { divisionsUnder } from '../../../platform/regions/search.ts'
import type { Area, DrawRules, Pool, PoolEntry } from './contract.ts'
import { stratumOf } from './shipped-rules.ts'

/** The type above each type of premises, as the registry declares them. */
export type Parents = ReadonlyMap<string, string | undefined>

export function premisesTypesOf(duties: readonly Duty[]): Parents {
  const type = duties.flatMap(({ registers }) => registers).find(({ name }) => name === 'premises')?.fields['type']
  return new Map(type?.kind === 'choice' ? type.options.map(({ code, parent }) => [code, parent]) : [])
}

/** The nearest kind with a quota at or above a type. */
function kindOf(type: string, kinds: ReadonlySet<string>, parents: Parents): string | null {
  for (let at: string | undefined = type; at !== undefined; at = parents.get(at)) if (kinds.has(at)) return at
  return null
}

export const kindsOf = ({ open, covert }: DrawRules): ReadonlySet<string> => new Set([...Object.keys(open.quotas), ...Object.keys(covert.quotas)])

/** The county-level divisions of a city, as strata of the draw. */
export async function areasOf(tx: Tx, region: string): Promise<readonly Area[]> {
  const below = await divisionsUnder(tx, region)
  return below.filter(({ code }) => code.length === 6).map(({ code, name }) => ({ code, name: name.zh, stratum: stratumOf(code) }))
}

/** Every open place of a kind with a quota, as the registry has it now, in the order of ids. */
export async function poolOf(tx: Tx, region: string, rules: DrawRules, parents: Parents): Promise<Pool> {
  const kinds = kindsOf(rules)
  const areas = await areasOf(tx, region)
  const codes = new Set(areas.map(({ code }) => code))
  const { rows } = await sql<{ id: string; name: string; region: string; type: string }>`select id, name, region, type from premises
    where status = 'open' and closed_at is null order by id`.execute(tx)
  const entries = rows.flatMap(({ id, name, region: at, type }): PoolEntry[] => {
    const kind = kindOf(type, kinds, parents)
    const area = at.slice(0, 6)
    return kind === null || !codes.has(area) ? [] : [{ id, name, area, kind }]
  })
  return { areas, entries }
}
