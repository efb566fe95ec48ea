import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Spot } from '../../../platform/core/claim.ts'
import { date } from '../../../platform/core/dates.ts'
import { lengthOf, routeOf, type Stop } from './route.ts'

const today = date('2026-05-11')
const home: Spot = { lng: 112.17, lat: 37.19 }
const stop = (id: string, lng: number | null, lat: number | null, dueOn: string | null = null): Stop => ({ id, lng, lat, dueOn })
const ids = (stops: readonly Stop[]): string => stops.map(({ id }) => id).join('')

const anyStops = fc.array(fc.record({
  lng: fc.option(fc.double({ min: 112, max: 112.4, noNaN: true })), lat: fc.double({ min: 37, max: 37.4, noNaN: true }), dueOn: fc.constantFrom('2026-05-01', '2026-05-11', '2026-06-01', null),
}), { maxLength: 40 }).map((list) => list.map(({ lng, lat, dueOn }, at) => stop(String(at), lng, lng === null ? null : lat, dueOn)))

test('every place is visited once, from wherever one starts', () => {
  fc.assert(fc.property(anyStops, fc.option(fc.constant(home)), (stops, from) => {
    expect(routeOf(stops, from, today).map(({ id }) => id).toSorted()).toEqual(stops.map(({ id }) => id).toSorted())
  }))
})

test('places on one road are taken in their order, whatever order they come in', () => {
  const road = ['a', 'b', 'c', 'd', 'e'].map((id, at) => stop(id, 112.18 + at * 0.02, 37.19))
  fc.assert(fc.property(fc.shuffledSubarray(road, { minLength: 5 }), (shuffled) => { expect(ids(routeOf(shuffled, home, today))).toBe('abcde') }))
})

test('no stretch of the tour can be turned round to make it shorter', () => {
  fc.assert(fc.property(anyStops, (stops) => {
    const tour = routeOf(stops.map((one): Stop => ({ ...one, dueOn: null })), home, today).filter((one): one is Stop & Spot => one.lng !== null)
    const length = lengthOf(home, tour)
    for (let i = 0; i < tour.length; i++) for (let j = i + 1; j < tour.length; j++) {
      const turned = [...tour.slice(0, i), ...tour.slice(i, j + 1).reverse(), ...tour.slice(j + 1)]
      expect(lengthOf(home, turned)).toBeGreaterThanOrEqual(length - 1e-3)
    }
  }), { numRuns: 30 })
})

test('what is overdue comes before what is near, but a shop by the way is taken along', () => {
  const overdue = stop('o', 112.30, 37.19, '2026-05-10')
  const far = stop('f', 112.17, 37.30, '2026-06-01')
  const byTheWay = stop('w', 112.24, 37.191, '2026-06-01')
  expect(ids(routeOf([far, byTheWay, overdue], home, today))).toBe('wof')
})

test('places that are nowhere on the map stand at the end, the soonest due first', () => {
  expect(ids(routeOf([stop('x', null, null, '2026-06-01'), stop('y', null, null, '2026-05-20'), stop('n', 112.2, 37.2)], null, today))).toBe('nyx')
})
