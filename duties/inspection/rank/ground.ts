import type { Sums } from './memory.ts'
import type { Plane } from './table.ts'

/**
 * The places of a plane, ready to be asked who is near. Distances are told by the data: the radius within which a place
 * has so many other places, in the median; so that a city of any density, and coordinates of any unit, will do.
 */
export type Ground = {
  readonly name: string
  /** The place of each row; -1 where it has no coordinates. */
  readonly codes: Int32Array
  readonly x: Float64Array
  readonly y: Float64Array
  readonly known: ReadonlyMap<string, number>
  /** Radii of near, vicinity and district, in the plane's unit. */
  readonly radii: readonly [number, number, number]
  readonly buckets: ReadonlyMap<number, Int32Array>
  /** A coarse cell of each place, for telling districts from inspectors. */
  readonly cells: Int32Array
  readonly cellCount: number
}

/** Other places within the three radii, in the median. */
const COMPANY = [10, 60, 300] as const
/** Information (see `Sums`) that holds a neighbourhood to the mean: 10 is some 80 visits where one in seven finds something. */
const HOLD = 10
const SAMPLE = 300

const keyOf = (x: number, y: number): string => `${x.toFixed(3)} ${y.toFixed(3)}`
const bucketOf = (x: number, y: number, size: number): number => Math.floor(x / size) * 1_000_003 + Math.floor(y / size)

/** The place of a point; -1 for one never met, -2 for a point without coordinates. */
export const placeOf = ({ known }: Ground, x: number, y: number): number => (Number.isNaN(x) || Number.isNaN(y) ? -2 : (known.get(keyOf(x, y)) ?? -1))

/** Puts the `count` smallest values first, in no order (quickselect, Hoare 1961): a city's distances need not be sorted whole. */
function smallestFirst(values: Float64Array, count: number): void {
  for (let [low, high] = [0, values.length - 1]; low < high; ) {
    const middle = values[(low + high) >> 1]!
    let [left, right] = [low, high]
    while (left <= right) {
      while (values[left]! < middle) left++
      while (values[right]! > middle) right--
      if (left > right) break
      const one = values[left]!
      values[left++] = values[right]!
      values[right--] = one
    }
    if (count <= right + 1) high = right
    else if (count <= left) return
    else low = left
  }
}

/** Squared distances within which the places of a sample have so much company. */
function radiiOf(x: Float64Array, y: Float64Array): [number, number, number] {
  const every = Math.max(1, Math.floor(x.length / SAMPLE))
  const found: number[][] = [[], [], []]
  const all = new Float64Array(x.length)
  const nearest = COMPANY[2] + 1
  for (let at = 0; at < x.length; at += every) {
    for (let other = 0; other < x.length; other++) all[other] = (x[other]! - x[at]!) ** 2 + (y[other]! - y[at]!) ** 2
    smallestFirst(all, nearest)
    const squares = all.slice(0, nearest).sort()
    COMPANY.forEach((company, ring) => found[ring]!.push(squares[Math.min(squares.length - 1, company)]!))
  }
  const [near, vicinity, district] = found.map((squares) => Math.sqrt(squares.toSorted((a, b) => a - b)[squares.length >> 1] ?? 0))
  return [near || 1e-6, vicinity || 1e-6, district || 1e-6]
}

/** The ground of a plane; undefined where fewer than three places have coordinates. */
export function groundOf({ name, x, y }: Plane): Ground | undefined {
  const known = new Map<string, number>()
  const [xs, ys]: [number[], number[]] = [[], []]
  const codes = Int32Array.from(x, (east, row) => {
    const north = y[row]!
    if (Number.isNaN(east) || Number.isNaN(north)) return -1
    const key = keyOf(east, north)
    const code = known.get(key)
    if (code !== undefined) return code
    known.set(key, xs.length)
    xs.push(east)
    ys.push(north)
    return xs.length - 1
  })
  if (xs.length < 3) return undefined
  const [px, py] = [Float64Array.from(xs), Float64Array.from(ys)]
  const radii = radiiOf(px, py)
  const lists = Map.groupBy(xs.keys(), (place) => bucketOf(px[place]!, py[place]!, radii[2]))
  const cellNumbers = new Map<number, number>()
  const cells = Int32Array.from(px, (east, place) => {
    const key = bucketOf(east, py[place]!, radii[2])
    const cell = cellNumbers.get(key) ?? cellNumbers.size
    cellNumbers.set(key, cell)
    return cell
  })
  return { name, codes, x: px, y: py, known, radii, buckets: new Map([...lists].map(([key, list]) => [key, Int32Array.from(list)])), cells, cellCount: cellNumbers.size }
}

/**
 * Writes what is remembered of other places around a point: three radii, of all time and fading. Nearer places weigh more
 * (the biweight kernel, (1 − d²/r²)²); the place itself is left out, as it has columns of its own.
 */
export function nearby(ground: Ground, sums: Sums, own: number, x: number, y: number, into: Float64Array, at: number): void {
  if (Number.isNaN(x) || Number.isNaN(y)) return
  const { radii, buckets } = ground
  const size = radii[2]
  const squares = radii.map((radius) => 1 / radius ** 2)
  const score = [0, 0, 0, 0, 0, 0]
  const information = [HOLD, HOLD, HOLD, HOLD, HOLD, HOLD]
  for (let dx = -1; dx <= 1; dx++) {
    for (let dy = -1; dy <= 1; dy++) {
      for (const place of buckets.get(bucketOf(x + dx * size, y + dy * size, size)) ?? []) {
        if (place === own || sums.visits[place] === 0) continue
        const distance = (ground.x[place]! - x) ** 2 + (ground.y[place]! - y) ** 2
        for (let ring = 2; ring >= 0; ring--) {
          const left = 1 - distance * squares[ring]!
          if (left <= 0) break
          const weight = left * left
          score[ring]! += weight * sums.score[place]!
          information[ring]! += weight * sums.information[place]!
          score[ring + 3]! += weight * sums.freshScore[place]!
          information[ring + 3]! += weight * sums.freshInformation[place]!
        }
      }
    }
  }
  for (let ring = 0; ring < 6; ring++) into[at + ring] = score[ring]! / information[ring]!
}
