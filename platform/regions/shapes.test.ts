import { describe, expect, test } from 'vitest'
import { contains, mapOf, pointInside, pointNear, shapeOf, type Shape } from './shapes.ts'

const square = (west: number, south: number, size: number): [number, number][] =>
  [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]
const ringed: Shape = {
  type: 'Feature',
  properties: { adcode: 1, name: '', center: [5, 5] },
  geometry: { type: 'MultiPolygon', coordinates: [[square(0, 0, 10), square(4, 4, 2)], [square(20, 0, 1)]] },
}
/** A repeatable sequence in [0, 1) (Lehmer), so that the test does not depend on luck. */
const steps = (): (() => number) => {
  let state = 20_261_122
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

describe('county shapes', () => {
  test('a city has a shape for each of its counties', () => {
    const codes = mapOf('140700').features.map((shape) => String(shape.properties.adcode))
    expect(codes).toEqual(['140702', '140703', '140721', '140722', '140723', '140724', '140725', '140727', '140728', '140729', '140781'])
    expect(shapeOf('140728').properties.name).toBe('平遥县')
  })

  test('an unknown code, and one that is a path, is refused', () => {
    expect(() => mapOf('999900')).toThrow(RangeError)
    expect(() => mapOf('../../1407')).toThrow(RangeError)
    expect(() => shapeOf('140799')).toThrow(RangeError)
  })

  test('a hole is outside, an island is inside', () => {
    expect(contains(ringed, [1, 1])).toBe(true)
    expect(contains(ringed, [5, 5])).toBe(false)
    expect(contains(ringed, [20.5, 0.5])).toBe(true)
    expect(contains(ringed, [15, 0.5])).toBe(false)
  })

  test('the seat of each county lies in it and in no other', () => {
    for (const shape of mapOf('140700').features) {
      const holding = mapOf('140700').features.filter((other) => contains(other, shape.properties.center)).map((other) =>
        other.properties.name)
      expect(holding).toEqual([shape.properties.name])
    }
  })

  test('points are drawn inside, spread over the county, and rounded to six places', () => {
    const next = steps()
    const points = Array.from({ length: 400 }, () => pointInside('140728', next))
    for (const point of points) expect(contains(shapeOf('140728'), point)).toBe(true)
    const [x, y] = shapeOf('140728').properties.center
    for (const [east, north] of [[true, true], [true, false], [false, true]] as const) {
      expect(points.some(([px, py]) => px > x === east && py > y === north)).toBe(true)
    }
    for (const [px, py] of points) expect([px, py].map((degrees) => Number(degrees.toFixed(6)))).toEqual([px, py])
  })

  test('points near the border never leave the county', () => {
    const next = steps()
    const [x, y] = shapeOf('140781').properties.center
    for (let i = 0; i < 300; i++) expect(contains(shapeOf('140781'), pointNear('140781', [x, y], 0.5, next))).toBe(true)
  })
})
