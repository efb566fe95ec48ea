import { regionPrefix, within } from '../../../platform/identity/actor.ts'

export type Visited = { readonly id: string; readonly region: string }
export type Officer = { readonly id: string; readonly region: string; readonly unit: string | null }
/** Two inspectors and where they go. */
export type Allotted = { readonly inspectors: readonly [string, string]; readonly premises: readonly string[] }

/** Pairs of one unit in the order of ids; the odd one joins the first. */
function pairsOf(officers: readonly Officer[]): readonly (readonly [string, string])[] {
  const ids = officers.map(({ id }) => id).toSorted()
  const pairs = Array.from({ length: Math.floor(ids.length / 2) }, (_, at) => [ids[2 * at]!, ids[2 * at + 1]!] as const)
  return ids.length % 2 === 1 && ids.length > 1 ? [...pairs, [ids.at(-1)!, ids[0]!] as const] : pairs
}

/**
 * Sends pairs of inspectors to premises: the unit nearest above a place that has two of them, its pairs in turn. Where none
 * has two, the place stays for a person to assign.
 * @source 总局令49号 art. 23: two inspectors at least
 */
export function allot(premises: readonly Visited[], officers: readonly Officer[]): { readonly groups: readonly Allotted[]; readonly left: readonly string[] } {
  const units = [...Map.groupBy(officers, ({ unit, region }) => `${unit ?? ''} ${region}`).values()]
    .map((of) => ({ region: of[0]!.region, pairs: pairsOf(of), turn: 0 })).filter(({ pairs }) => pairs.length > 0)
    .toSorted((a, b) => regionPrefix(b.region).length - regionPrefix(a.region).length)
  const groups = new Map<string, { inspectors: readonly [string, string]; premises: string[] }>()
  const left: string[] = []
  for (const place of premises) {
    const near = units.filter(({ region }) => within(place.region, region))
    const unit = near.filter(({ region }) => region === near[0]!.region).toSorted((a, b) => a.turn / a.pairs.length - b.turn / b.pairs.length)[0]
    if (!unit) { left.push(place.id); continue }
    const pair = unit.pairs[unit.turn % unit.pairs.length]!
    unit.turn++
    const key = pair.join(' ')
    const group = groups.get(key) ?? { inspectors: pair, premises: [] }
    group.premises.push(place.id)
    groups.set(key, group)
  }
  return { groups: [...groups.values()], left }
}
