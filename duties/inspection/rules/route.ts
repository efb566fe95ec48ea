import type { DateOnly } from '../../../platform/core/dates.ts'
import { metresBetween, type Spot } from '../../../platform/core/claim.ts'

/** A place to go to. */
export type Stop = { readonly id: string; readonly lng: number | null; readonly lat: number | null; readonly dueOn: string | null }
type Placed = Stop & Spot

/** How far out of the way a place that is not due yet may lie to be taken along between two that are, metres. */
export const DETOUR = 500
/** Stretches longer than this many stops are not turned round: the days of a person are shorter. */
const WINDOW = 120

const placed = (stop: Stop): stop is Placed => stop.lng !== null && stop.lat !== null
const way = (from: Spot | null, to: Spot | undefined): number => (from && to ? metresBetween(from, to) : 0)

/** Metres of a tour that begins at `from` and does not return. */
export const lengthOf = (from: Spot | null, stops: readonly Spot[]): number =>
  stops.reduce((sum, stop, at) => sum + way(at === 0 ? from : stops[at - 1]!, stop), 0)

function nearestFirst(from: Spot | null, stops: readonly Placed[]): Placed[] {
  const left = [...stops]
  const tour: Placed[] = []
  let here = from ?? left[0] ?? null
  while (left.length > 0) {
    let best = 0
    let least = Infinity
    for (const [at, stop] of left.entries()) {
      const metres = way(here, stop)
      if (metres < least) [best, least] = [at, metres]
    }
    const [next] = left.splice(best, 1)
    tour.push(next!)
    here = next!
  }
  return tour
}

/** 2-opt: a stretch is turned round while that makes the tour shorter. */
function untangled(from: Spot | null, tour: readonly Placed[]): Placed[] {
  const now = [...tour]
  for (let better = true, passes = 0; better && passes < 20; passes++) {
    better = false
    for (let i = 0; i < now.length - 1; i++) {
      const before = i === 0 ? from : now[i - 1]!
      for (let j = i + 1; j < Math.min(now.length, i + WINDOW); j++) {
        const gain = way(before, now[i]) + way(now[j]!, now[j + 1]) - way(before, now[j]) - way(now[i]!, now[j + 1])
        if (gain <= 1e-6) continue
        now.splice(i, j - i + 1, ...now.slice(i, j + 1).reverse())
        better = true
      }
    }
  }
  return now
}

/** Takes along what lies by the way, where that costs least. */
function takenAlong(from: Spot | null, tour: readonly Placed[], others: readonly Placed[]): { tour: Placed[]; left: Placed[] } {
  const now = [...tour]
  const left: Placed[] = []
  for (const stop of others) {
    let best = -1
    let least = DETOUR
    for (let at = 0; at < now.length; at++) {
      const before = at === 0 ? from : now[at - 1]!
      const more = way(before, stop) + way(stop, now[at]) - way(before, now[at])
      if (more <= least) [best, least] = [at, more]
    }
    if (best < 0) left.push(stop)
    else now.splice(best, 0, stop)
  }
  return { tour: now, left }
}

/**
 * The order in which to visit places: what is due today or overdue first, with what lies within 500 m of that way; then the rest
 * from where it ends. Each part is nearest neighbour, untangled by 2-opt. Places without coordinates come last, by date.
 * @param from where the phone is; null where it cannot tell
 */
export function routeOf<S extends Stop>(stops: readonly S[], from: Spot | null, today: DateOnly): S[] {
  const known = new Map(stops.map((stop) => [stop.id, stop]))
  const plain: readonly Stop[] = stops
  const somewhere = plain.filter(placed)
  const urgent = somewhere.filter(({ dueOn }) => dueOn !== null && dueOn <= today)
  const later = somewhere.filter((stop) => !urgent.includes(stop))
  const first = untangled(from, nearestFirst(from, urgent))
  const { tour, left } = takenAlong(from, first, later)
  const here = tour.at(-1) ?? from
  const nowhere = plain.filter((stop) => !placed(stop)).toSorted((a, b) => (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9') || a.id.localeCompare(b.id))
  const order = [...tour, ...untangled(here, nearestFirst(here, left))]
  return [...order, ...nowhere].map(({ id }) => known.get(id)!)
}
